"""One page of paper (PDF, tagged, A4 or US letter) of a city, a pair or the programme. No browser is needed."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.packs.paper import Chart, Paper, Part, SideBySide, StripBars, marked
from dashboard.parts.progress import strip

TEMPLATE = Path(__file__).with_name("handout.typ")
SIZES: Mapping[str, str] = {"a4": "a4", "letter": "us-letter"}
"""The sizes of paper, by what a reader calls them."""
ON_LETTER = ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
"""The countries that print on US letter (CLDR 46, paper sizes)."""
WIDE, BETWEEN = 760, 40
"""Pixels of a picture over the whole page, and between two beside each other."""
PALE = 64
"""How far what lies behind a hatch covers, up to 255."""
LOOK = ("ours", "rising", "required", "ink", "soft", "shore", "grid")
"""The colours of the theme that the template uses."""
KEPT = 10
"""For so many pages more typst keeps what it made of one."""
UNSHOWN = "□"
"""Stands where somebody wrote a sign that no font of a page has, such as one of Chinese."""
_SOFT_HYPHEN = "\u00ad"
_FAR_SIGN = re.compile("[^\\u0000-\\u04ff]")
"""What is neither Latin nor Greek nor Cyrillic, and so may be in no font."""
_LONG_WORD = re.compile(r"\w{31,}")
_RGBA = re.compile(r"[\d.]+")


def handout(paper: Paper, today: datetime, size: str | None = None) -> bytes:
    """A page in the language that is spoken, as the bytes of a PDF; ``today`` is when it is made, ``size`` one of
    ``SIZES``, by default that of the country."""
    page = _broken(_page(paper, size or ("letter" if paper.country in ON_LETTER else "a4")))
    if UNSHOWN in json.dumps(page, ensure_ascii=False):
        page["sources"] += " " + _("□ stands for a sign that this page cannot show.")
    return _set(TEMPLATE, sys_inputs={"page": json.dumps(page)}, timestamp=today.replace(microsecond=0))


def _set(document: Path | bytes, **given: Any) -> bytes:
    """A document of typst as a PDF in our font that can be read aloud."""
    found = find_spec("font_source_sans_pro")
    assert found is not None
    assert found.origin is not None
    fonts = [Path(found.origin).parent]
    made: bytes = typst.compile(document, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["ua-1"], **given)
    return made


@cache
def _shows(sign: str) -> bool:
    """Whether a sign is in our font or in one that typst brings along: no page is made of any other."""
    try:
        _set(f'#set document(title: "sign")\n#set text(font: "Source Sans Pro")\n#"{sign}"'.encode())
    except typst.TypstError:
        return False
    return True


def forget() -> None:
    """Let typst give up what it keeps of the last pages (some 20 MB each): it forgets what ten later ones did not
    use."""
    for _blank in range(KEPT + 1):
        typst.compile(b"", ignore_system_fonts=True)


def _broken(told: Any) -> Any:
    """What a page holds, whose very long words may be broken, and in which signs that it cannot show are ``UNSHOWN``;
    pictures and what replaces them stay as they are."""
    if isinstance(told, dict):
        return {name: one if name in ("svg", "alt") else _broken(one) for name, one in told.items()}
    if isinstance(told, list | tuple):
        return [_broken(one) for one in told]
    if isinstance(told, str):
        told = _FAR_SIGN.sub(lambda sign: sign[0] if _shows(sign[0]) else UNSHOWN, told)
        return _LONG_WORD.sub(lambda word: _SOFT_HYPHEN.join(textwrap.wrap(word[0], 12)), told)
    return told


def _page(paper: Paper, size: str) -> dict[str, Any]:
    """Everything that the page says and shows, as plain text."""
    return {
        "language": language.current(),
        "size": SIZES[size],
        "colours": {name: _numbers(getattr(theme.LIGHT, name)) for name in LOOK},
        "maker": _("Covenant of Mayors dashboard"),
        "place": paper.place,
        "made": paper.made,
        "title": paper.title,
        "answer": paper.answer.words if paper.answer else "",
        "context": paper.context,
        "about": paper.about,
        "parts": [_part(part, WIDE) for part in paper.parts],
        # Translators: on paper, before a line on which somebody writes who does a step.
        "who": _("Who"),
        # Translators: on paper, before a line on which somebody writes by when a step is done.
        "when": _("by when"),
        # Translators: on paper, above empty lines.
        "agreed": _("Agreed today"),
        "sources": paper.sources,
        # Translators: at the foot of a page of paper, before a code such as US-BOS-R3-7F3A.
        "code-words": _("Figure code: type it on the Method page to see every row behind these figures"),
        "codes": list(paper.codes),
    }


def _part(part: Part, wide: int) -> dict[str, Any]:
    """A part for the template, in a column of so many pixels."""
    if isinstance(part, SideBySide):
        each = (wide - BETWEEN * (len(part.columns) - 1)) // len(part.columns)
        told: dict[str, Any] = {"columns": [_parts(column, each) for column in part.columns], "boxed": part.boxed}
    elif isinstance(part, Chart):
        told = {"svg": part.svg(False, wide), "alt": part.alt, "note": part.note}
    elif isinstance(part, StripBars):
        told = {"rows": [_row(row) for row in part.rows(theme.LIGHT)]}
    else:
        told = asdict(part)
    return {"kind": type(part).__name__, **told}


def _parts(parts: Sequence[Part], wide: int) -> list[dict[str, Any]]:
    return [_part(part, wide) for part in parts]


def _row(row: strip.Row) -> dict[str, Any]:
    parts = [_bar(part, row.whole) for part in row.parts if part.last > part.first or part.mark == "tick"]
    return {"left": marked(row.left), "right": marked(row.right), "parts": parts}


def _bar(part: strip.Part, whole: float) -> dict[str, Any]:
    """A part of a bar with its ends from 0 to 1, and its colours as red, green, blue and how far they cover."""
    shares = {"first": part.first / whole, "last": part.last / whole}
    solid = _numbers(part.colour)
    return asdict(part) | shares | {"solid": solid, "pale": [*solid[:3], PALE]}


def _numbers(colour: str) -> list[int]:
    """A colour as red, green, blue and how far it covers, each up to 255."""
    *parts, share = _RGBA.findall(colour if colour.startswith("rgba") else theme.faint(colour, 1))
    return [*map(int, parts), round(255 * float(share))]
