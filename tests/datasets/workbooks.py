"""Small workbooks for the tests of the intake."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from datasets.intake.readers.grid import Grid
from tests.datasets.files import GOOD, HEADER

Cells = Sequence[Sequence[Any]]


def row(**cells: Any) -> list[Any]:
    """One good row of a long table as a workbook holds it, with some of its cells replaced."""
    good: dict[str, Any] = {**GOOD, "year": 2019, "scope": 1, "value": 100, "notation_key": None}
    return list({**good, **cells}.values())


def workbook(sheets: Mapping[str, Cells], edit: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook with these sheets, changed by ``edit`` before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for line in cells:
            sheet.append([None if cell == "" else cell for cell in line])
    if edit:
        edit(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def long_workbook(*rows: Sequence[Any], edit: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook whose one sheet, BEI, is a long table."""
    return workbook({"BEI": [HEADER, *rows]}, edit)


def grid(text: str, sheet: str | None = None, typed: bool = False) -> Grid:
    """A sheet as lines of cells parted by bars; ``typed`` makes a number of what looks like one."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, lines))
    rows = tuple((*line, *[""] * (width - len(line))) for line in lines)
    kinds = tuple(
        tuple("" if not cell else "n" if cell.replace(".", "").isdecimal() else "t" for cell in line) for line in rows
    )
    return Grid(sheet, rows, kinds if typed else None)
