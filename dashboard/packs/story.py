"""A story: one file (HTML) that opens in any browser without a server and a network, is read by screen readers, and can
be printed. Each chart is drawn for the light and the dark theme, for a wide page and a phone, with the table behind it.
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from dashboard import downloads, language, theme
from dashboard.language import gettext as _
from dashboard.packs.paper import (
    Agreed,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Part,
    Point,
    Points,
    Runs,
    SideBySide,
    SmallTable,
    Squares,
    StripBars,
    ToDo,
)
from dashboard.parts.progress import strip

LOOK = Path(__file__).with_name("story.css")
WIDE, NARROW = 720, 340
"""Pixels of a picture on a wide page, and on a phone or in a column."""
COLOURS = ("ours", "rising", "required", "ink", "soft", "grid", "shore", "paper")
"""The colours of the theme as properties that the style sheet names."""
NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
"""What the file may load: nothing beside itself."""


def story(paper: Paper) -> bytes:
    """The file, in the language that is spoken."""
    answer = f'<p class="answer">{escape(paper.answer.words)}</p>' if paper.answer else ""
    about = f'<p class="soft">{escape(paper.about)}</p>' if paper.about else ""
    codes = "".join(f"<strong>{escape(code)}</strong>" for code in paper.codes)
    told = _("Figure code: type it on the Method page to see every row behind these figures")
    return (
        f'<!DOCTYPE html>\n<html lang="{language.current()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_ELSE}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{escape(_("Covenant of Mayors dashboard"))}">\n'
        f"<title>{escape(paper.title)}</title>\n<style>{_style()}</style>\n</head>\n<body>\n"
        f'<header><p class="soft"><span>{escape(paper.place)}</span><span>{escape(paper.made)}</span></p>'
        f'<h1>{escape(paper.title)}</h1>{answer}<p class="lead">{escape(paper.context)}</p>{about}</header>\n'
        f"<main>{''.join(_part(part) for part in paper.parts)}</main>\n"
        f"<footer><p>{escape(paper.sources)}</p>{f'<p>{escape(told)} {codes}</p>' if codes else ''}</footer>\n"
        "</body>\n</html>\n"
    ).encode()


@cache
def _style() -> str:
    """The style sheet with the colours of both themes and the font of the pages."""
    light, dark = (
        "".join(f"--{name}:{getattr(colours, name)};" for name in COLOURS) for colours in (theme.LIGHT, theme.DARK)
    )
    themes = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"{_font()}{themes}{LOOK.read_text(encoding='utf-8')}"


def _font() -> str:
    served = find_spec("streamlit")
    folder = Path(served.origin).parent if served and served.origin else LOOK.parent
    found = next(folder.glob("static/static/media/SourceSansVF-Upright*.woff2"), None)
    if found is None:
        return ""
    source = f"url(data:font/woff2;base64,{b64encode(found.read_bytes()).decode()}) format('woff2')"
    return f"@font-face{{font-family:'{theme.DRAWN_FONT}';font-weight:200 900;src:{source}}}"


def _part(part: Part, narrow: bool = False) -> str:
    """A part as HTML; ``narrow`` says that another one stands beside it."""
    match part:
        case Heading():
            return f"<h2>{escape(part.words)}</h2>"
        case Paragraph():
            return f"<p{' class=soft' if part.soft else ''}>{_runs(part.runs)}</p>"
        case Chart():
            return _picture(part, (NARROW,) if narrow else (WIDE, NARROW))
        case StripBars():
            return _in_both(part)
        case Points():
            return f"<ul class=points>{''.join(map(_point, part.items))}</ul>"
        case ToDo():
            return f"<ol>{''.join(f'<li>{_runs(step)}</li>' for step in part.items)}</ol>"
        case Agreed():
            return ""  # nobody writes on a screen
        case Squares():
            signs = "".join(f'<i class="{look}">{escape(sign)}</i>' for sign, look in part.items)
            drawn = f"<span aria-hidden=true>{signs}</span>"
            return f"<p class=squares><b>{escape(part.name)}</b>{drawn}{escape(part.said)}</p>"
        case SmallTable():
            columns = {head: [row[place] for row in part.rows] for place, head in enumerate(part.heads)}
            return _table(columns, part.title, part.own)
        case SideBySide():
            beside = len(part.columns) > 1
            shown = "".join(f"<div>{''.join(_part(one, beside) for one in column)}</div>" for column in part.columns)
            look = "columns boxed" if part.boxed else "columns"
            return f'<div class="{look}" style="--count:{len(part.columns)}">{shown}</div>'


def _runs(runs: Runs) -> str:
    return "".join(f"<strong>{escape(words)}</strong>" if bold else escape(words) for words, bold in runs)


def _point(point: Point) -> str:
    return f'<li><i class="{point.look}" aria-hidden=true>{escape(point.sign)}</i><span>{_runs(point.runs)}</span></li>'


def _picture(part: Chart, widths: Sequence[int]) -> str:
    """A chart in both themes and in each width, of which one is seen, as one picture with its words."""
    drawn = []
    for wide in widths:
        size = "" if len(widths) == 1 else " wide" if wide == WIDE else " narrow"
        for dark in (False, True):
            drawn.append(f'<div class="{"dark" if dark else "light"}{size}">{_own_names(part.svg(dark, wide))}</div>')
    note = f"<figcaption>{escape(part.note)}</figcaption>" if part.note else ""
    table = ""
    if part.table is not None:
        words = _("The numbers as a table")
        table = f"<details><summary>{escape(words)}</summary>{_table(downloads.texts(part.table), part.alt)}</details>"
    return f'<figure><div role="img" aria-label="{escape(part.alt)}">{"".join(drawn)}</div>{note}{table}</figure>'


def _own_names(svg: str) -> str:
    """A drawing whose hatches are called as in no other one of the page."""
    own = f"d{zlib.crc32(svg.encode()):x}-"
    return svg.replace(' id="', f' id="{own}').replace("url(#", f"url(#{own}")


def _table(columns: Mapping[str, Sequence[str]], caption: str, own: Sequence[int] = ()) -> str:
    """A table that scrolls within itself where it is wider than the page; its first column names the rows. Words of
    columns that are a city's ``own`` are of no language that is known, so that none reads them as its own."""
    marks = [" lang=''" if place in own else "" for place in range(len(columns))]
    heads = "".join(f"<th scope=col>{escape(head)}</th>" for head in columns)
    rows = "".join(
        f"<tr><th scope=row{marks[0]}>{escape(first)}</th>"
        f"{''.join(f'<td{mark}>{escape(cell)}</td>' for cell, mark in zip(cells, marks[1:], strict=True))}</tr>"
        for first, *cells in zip(*columns.values(), strict=True)
    )
    name = escape(caption)
    return (
        f'<div class=table role=region tabindex=0 aria-label="{name}"><table><caption>{name}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _in_both(part: StripBars) -> str:
    """The bars in the colours of both themes, of which one is seen; their words are read in either."""
    said = []
    for colours, look in ((theme.LIGHT, "light"), (theme.DARK, "dark")):
        rows = "".join(strip.markup(row) for row in part.rows(colours))
        said.append(f'<div class="strip {look}">{rows}</div>')
    return "".join(said)
