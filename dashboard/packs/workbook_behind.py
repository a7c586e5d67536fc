"""The workbook behind a chart of a slide, which opens where somebody edits the chart's data."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from dashboard.packs.presentation_file import HEAD, archive
from dashboard.packs.shapes import clean

SHEET = "Sheet1"
Column = Sequence[str | float | None]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(columns: Sequence[Column]) -> bytes:
    """A workbook of one sheet with these columns, each from its head down. What is text stays text, whatever it begins
    with."""
    rows = []
    for row in range(max(map(len, columns), default=0)):
        cells = (
            _cell(f"{letter(place)}{row + 1}", column[row]) for place, column in enumerate(columns) if row < len(column)
        )
        rows.append(f'<row r="{row + 1}">{"".join(cells)}</row>')
    sheet = f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    return archive({**_FIXED, "xl/worksheets/sheet1.xml": sheet})


def letter(column: int) -> str:
    """The letters of a column, the first being 0: A to Z, then AA."""
    left = "" if column < 26 else letter(column // 26 - 1)
    return left + chr(ord("A") + column % 26)


def column_below_head(column: int, count: int) -> str:
    """The cells of a column below its head, as a chart names them."""
    return f"{SHEET}!${letter(column)}$2:${letter(column)}${count + 1}"


def head(column: int) -> str:
    """The head of a column, as a chart names it."""
    return f"{SHEET}!${letter(column)}$1"


def _cell(where: str, value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{clean(value)}</t></is></c>'
    return f'<c r="{where}"><v>{escape(repr(float(value)))}</v></c>'
