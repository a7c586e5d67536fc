"""Writing workbooks that hold what was meant: text stays text, numbers keep their last digit, the bytes are always the
same."""

from __future__ import annotations

import io
import re
import zipfile
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from datasets.exports.palette import INK, LINE, PAPER, rgb
from datasets.intake.own_files.harmless import FORMULA_STARTS, shortest
from datasets.store import disk

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    AnyCell = Cell | MergedCell

CREATOR = "Covenant of Mayors emissions dashboard"
DAY_ONE = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time that a zip archive can name; it stands where no time has a meaning."""
FONT = "Arial"
LONGEST_TEXT = 32_767
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def put_text(where: AnyCell, text: str) -> None:
    """Write a text that no spreadsheet program takes for a formula, an error or a link, even when it is edited.

    Characters that a workbook cannot hold are shown as "\\ufffd"; more than 32,767 end in an ellipsis.
    """
    cell = cast("Cell", where)
    shown = _UNPRINTABLE.sub("\ufffd", text)
    cell.value = shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1] + "…"
    cell.data_type = "s"
    cell.hyperlink = None
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def put_number(where: AnyCell, value: float) -> None:
    """Write a number with the digits that give back the very same number.

    The library rounds to 16 digits, which is not enough for one number in five; the text of all digits, marked as a
    number, is written as it stands.
    """
    cell = cast("Cell", where)
    cell.value = shortest(value)
    cell.data_type = "n"


@dataclass(frozen=True)
class Look:
    """How a cell is dressed; ``across`` and ``down`` are its alignment, colours come from the palette."""

    ground: str | None = None
    ink: str = INK
    size: float = 10
    bold: bool = False
    italic: bool = False
    across: str | None = None
    down: str = "center"
    wrap: bool = False
    border: bool = False
    indent: int = 0
    locked: bool = True


_LOOKS: WeakKeyDictionary[Any, dict[Look, Any]] = WeakKeyDictionary()
"""The looks that each workbook holds already: finding one anew for every cell took most of the time of a large one."""


def style(where: AnyCell, **look: Any) -> None:
    """Dress one cell; ``look`` names fields of ``Look``."""
    cell, wanted = cast("Any", where), Look(**look)
    known = _LOOKS.setdefault(cell.parent.parent, {})
    if wanted not in known:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
        from openpyxl.styles.cell_style import StyleArray

        cell._style = StyleArray()
        cell.font = Font(name=FONT, size=wanted.size, bold=wanted.bold, italic=wanted.italic, color=rgb(wanted.ink))
        side = wanted.across or (
            "left" if wanted.indent else None
        )  # an indent counts from a side, and is not seen without one
        cell.alignment = Alignment(horizontal=side, vertical=wanted.down, wrap_text=wanted.wrap, indent=wanted.indent)
        cell.protection = Protection(locked=wanted.locked)
        if wanted.ground:
            cell.fill = PatternFill("solid", fgColor=rgb(wanted.ground))
        if wanted.border:
            line = Side(style="thin", color=rgb(LINE))
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        known[wanted] = copy(cell._style)
    cell._style = copy(known[wanted])


def head(cell: AnyCell, text: str, ground: str, across: str = "left") -> None:
    """A column head: white on the ground of the band, wrapped."""
    put_text(cell, text)
    indent = 1 if across == "left" else 0
    style(cell, ground=ground, ink=PAPER, size=9, bold=True, wrap=True, across=across, border=True, indent=indent)


def saved(book: Workbook, title: str | None, subject: str | None, created: datetime | None) -> bytes:
    """The bytes of a workbook; the same workbook gives the same bytes.

    ``created`` is the time that its properties state, DAY_ONE for none; a title of None keeps those it has.
    """
    properties: Any = book.properties
    at = (created or DAY_ONE).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if title is not None:
        properties.title, properties.subject, properties.creator = title, subject, CREATOR
        properties.created = at
    written = io.BytesIO()
    with disk.temporary():
        book.save(written)
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = source.read(name)
            if name == "docProps/core.xml":  # the library writes the time of day there
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            target.writestr(entry(name), content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def landscape(sheet: Worksheet, head_row: int) -> None:
    """One page across on landscape A4, with the head repeated on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    pages: Any = sheet.sheet_properties.pageSetUpPr
    pages.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"


def entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive without the time of day."""
    found = zipfile.ZipInfo(name, DAY_ONE.timetuple()[:6])
    found.external_attr = 0o644 << 16
    return found
