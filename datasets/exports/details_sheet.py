"""The sheet of details of a workbook: every row on file with all its fields, from which it is read back whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analytics.vocabulary import Quantity
from datasets.exports import palette
from datasets.exports.holding import UNITS, key_as_said
from datasets.exports.workbooks import head, landscape, put_number, put_text, style
from datasets.intake.meaning.fields import QUALITY
from datasets.intake.own_files.details import COUNTRY, COUNTRY_ROW, DETAILS, OF_PEOPLE, SEAL_ROW, fingerprints
from datasets.intake.own_files.sheet_words import SheetWords
from datasets.store import InventoryRow

WIDTHS = {"label": 38, "sector": 24, "carrier": 16, "source": 44, "original_text": 18, "value": 20}
HEAD_ROW, SEAL_COLUMN = 4, 3


def draw(
    book: Workbook,
    rows: Sequence[InventoryRow],
    said: SheetWords,
    told: Callable[[InventoryRow], str],
    beside: Callable[[InventoryRow], Mapping[str, Any]],
    country: str = "",
) -> Worksheet:
    """Add the sheet as the next one of a workbook; ``told`` says of a row whether the tables hold it, ``beside`` what
    stands in its further columns (``Holding.beside_row``), and ``country`` is that of the city where the tables do not
    name it."""
    sheet: Worksheet = book.create_sheet(said("sheet:details"))
    put_text(sheet["A1"], said("details:lead"))
    style(sheet["A1"], ink=palette.SOFT)
    for column, text in enumerate((COUNTRY, country) if country else (), start=1):
        put_text(sheet.cell(COUNTRY_ROW, column), text)
        style(sheet.cell(COUNTRY_ROW, column), ink=palette.SOFT)
    more = {id(row): found for row in rows if (found := beside(row))}
    further = [name for name in (*QUALITY, *OF_PEOPLE) if any(name in found for found in more.values())]
    names = (*DETAILS, said("details:in_table"), *further)
    for column, name in enumerate(names, start=1):
        head(sheet.cell(HEAD_ROW, column), name, palette.BAND)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 14)
    sheet.column_dimensions[get_column_letter(len(DETAILS) + 1)].width = 44
    for number, row in enumerate(rows, start=HEAD_ROW + 1):
        fields = {**row._asdict(), "unit": UNITS[Quantity(row.quantity)], "notation_key": key_as_said(row)}
        fields |= more.get(id(row), {})
        for column, name in enumerate((*DETAILS, "", *further), start=1):
            value = fields.get(name) if name else told(row)
            if isinstance(value, str):
                put_text(sheet.cell(number, column), value)
            elif value is not None:
                put_number(sheet.cell(number, column), value)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    landscape(sheet, HEAD_ROW)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(names))}{HEAD_ROW + len(rows)}"
    return sheet


def seal(sheet: Worksheet, tables: Sequence[Worksheet]) -> None:
    """Write the fingerprints of the tables and of the details beside them above the details."""
    said = fingerprints((each.title, _filled(each)) for each in (*tables, sheet))
    put_text(sheet.cell(SEAL_ROW, SEAL_COLUMN), said)
    style(sheet.cell(SEAL_ROW, SEAL_COLUMN), ink=palette.SOFT, size=8)


def _filled(sheet: Worksheet) -> Iterator[tuple[int, int, str | float]]:
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None and (cell.row != SEAL_ROW or sheet.cell(HEAD_ROW, 1).value != DETAILS[0]):
                number = cell.data_type == "n"
                yield cell.row, cell.column, float(str(cell.value)) if number else str(cell.value)
