"""What can be taken along from a chart: its table on the screen, as CSV and XLSX, and its picture full screen, in the
clipboard, as PNG and SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import offered, opened, tables, theme
from dashboard.language import gettext as _
from dashboard.language import say
from datasets import Numbers, Value

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SAID = 12
"""So many rows are read aloud; of more the first and the last ones, and the table has all."""
_SCRIPT = Path(__file__).with_name("pictures.js")
_HTML = """<div class="pair">
<button type="button" value="full"></button><button type="button" value="copy"></button>
<button type="button" value="png"></button><button type="button" value="svg"></button>
</div><div role="status"></div>"""
_CSS = """
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
button { font: inherit; line-height: 1.6; padding: .3rem .75rem; cursor: pointer; color: inherit;
  background: transparent; border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover, button:focus-visible { border-color: currentColor; }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
[role=status] { font-size: .875rem; min-height: 1.4em; }
"""


@dataclass(frozen=True)
class Picture:
    """What the browser needs to draw the file: ``key`` finds the chart, ``name`` names the file, the rest is drawn."""

    key: str
    name: str
    title: str
    alt: str
    note: str
    ink: str
    soft: str
    paper: str
    font: str = theme.FONT


def picture(key: str, title: str, alt: str, note: str, dark: bool) -> Picture:
    """The picture of one chart in the colours of the reader's theme."""
    colours = theme.palette(dark)
    title, alt, note = say(title), say(alt), say(note)
    return Picture(_class(key), file_name(title or key), title, alt, note, colours.ink, colours.soft, colours.paper)


def _class(key: str) -> str:
    """How Streamlit names the element of a chart by its key: with a hyphen for whatever a class cannot hold."""
    return re.sub(r"[^\w-]", "-", key.strip(), flags=re.ASCII)


def numbers_behind(title: str, columns: Mapping[str, Sequence[Value]], about: Mapping[str, str]) -> Numbers:
    """The table behind a chart as a file holds it: its words in the reader's language, its numbers with every digit."""
    told = {say(name): [_said(cell) for cell in cells] for name, cells in columns.items()}
    return Numbers(say(title), told, {say(name): say(fact) for name, fact in about.items()})


def _said(cell: Value) -> Value:
    return say(cell) if isinstance(cell, str) else cell


def place(key: str) -> PopoverContainer | None:
    """One button below a chart that opens its table and its files, a single stop of the tab key while it is closed:
    where they stand, None as long as nobody opened it."""
    return opened.popover(_("Numbers and files"), ":material/download:", f"take-{_class(key)}", "tertiary")


def take_along(here: DeltaGenerator, shown: Picture, found: Numbers | None) -> None:
    """The files of a chart, and the table that it draws."""
    with here:
        if found is not None:
            _files(found, shown.name, shown.key)
        # Texts alone: to tell a list or dictionary from a table of pandas, Streamlit would load pandas.
        _drawer()(data=asdict(shown) | _words(), key=f"draw-{shown.key}")
        if found is not None:
            _table(found)


def numbers(title: str, columns: Mapping[str, Sequence[Value]], note: str, key: str) -> None:
    """The button below what is no chart and rests on figures all the same: their table and its files."""
    here = place(key)
    if here is None:
        return
    with here:
        found = numbers_behind(title, columns, {_("Note"): note})
        _files(found, file_name(title), key)
        _table(found)


def _files(found: Numbers, name: str, key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        made, book = partial(found.csv, say=say), partial(found.xlsx, say=say)
        _file(_("CSV table"), made, f"{name}.csv", "text/csv", f"{key}-csv")
        _file(_("XLSX workbook"), book, f"{name}.xlsx", XLSX, f"{key}-xlsx")


def _table(found: Numbers) -> None:
    tables.table(texts(found.columns), _("The numbers behind: {title}", title=found.title))


def _words() -> dict[str, str]:
    """What the script writes on its buttons and says of a file; it puts the name or the fault into the braces."""
    return {
        "full": _("Full screen"),
        "copy": _("Copy as a picture"),
        "copied": _("The picture is copied."),
        "close": _("Close"),
        "png": _("PNG picture"),
        "svg": _("SVG drawing"),
        "saved": _("{file} is saved.", file="{file}"),
        "gone": _("No picture could be made: the chart is not on the page."),
        # Translators: {fault} is what the browser says of its fault.
        "failed": _("No picture could be made: {fault}", fault="{fault}"),
    }


def _file(label: str, made: Callable[[], bytes], name: str, kind: str, key: str) -> None:
    offered.download(label, made, name, kind, key=key, on_click="ignore", width="stretch")


def texts(columns: Mapping[str, tuple[Value, ...] | list[Value] | Any]) -> dict[str, list[str]]:
    """The cells of a table as they are read; what is blank in a column of numbers says that it is not reported."""
    return {name: [_text(cell) for cell in cells] for name, cells in columns.items()}


def aloud(title: str, rows: Mapping[str, Sequence[Value]]) -> str:
    """What stands for a picture where it is not seen: its title, and its rows as they are read aloud."""
    cells = texts({say(head): list(cells) for head, cells in rows.items()})
    told = [", ".join(cell for cell in row if cell) for row in zip(*cells.values(), strict=True)]
    if len(told) > MOST_SAID:
        half = MOST_SAID // 2
        # Translators: between the first and the last rows of a long table that is read aloud.
        told = [*told[:half], _("{number} more", number=len(told) - 2 * half), *told[-half:]]
    heads = ", ".join(cells)
    return f"{say(title)}. {heads}: {'; '.join(told)}."


def _text(cell: Value) -> str:
    if cell is None:
        return theme.missing()
    if isinstance(cell, str):
        return say(cell)
    if isinstance(cell, int):
        return str(cell)
    return theme.number(cell, 0 if abs(cell) >= 100 or cell == int(cell) else 2)


def file_name(title: str) -> str:
    """A name for a file of this title: small letters, digits and hyphens, at most 60 of them."""
    plain = re.sub(r"[^\w]+", "-", title.casefold().replace("₂", "2")).strip("-_")
    return plain[:60].rstrip("-") or "chart"


@cache
def _drawer() -> Callable[..., Any]:
    script = _SCRIPT.read_text(encoding="utf-8")
    return st.components.v2.component("covenant_picture", html=_HTML, css=_CSS, js=script)
