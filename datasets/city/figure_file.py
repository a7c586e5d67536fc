"""A table of figures as a file: written down as CSV, and read back as an edit of the table on file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.text import numerals
from datasets.city.stated_table import read_rows
from datasets.intake.own_files.harmless import table
from datasets.store.kind import EditedColumn

Cells = Mapping[str, Any]
APART = ";"
"""What parts several choices in one cell."""


def written(columns: Sequence[EditedColumn], rows: Sequence[Cells]) -> bytes:
    """Rows of a table as CSV by the names of their fields, choices by their codes."""
    lines = [[_shown(row[column.field]) for column in columns] for row in rows]
    return table([[column.field for column in columns], *lines])


def read(columns: Sequence[EditedColumn], data: bytes, name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a delimited file with such columns; what may stay empty may be missing. What a cell may hold is
    checked with the edit that is made of them. Raises Refused for what is no such table."""
    fields = [column.field for column in columns]
    needed = [column.field for column in columns if not column.blank]
    return tuple(row(columns, cells) for _number, cells in read_rows(data, name, fields, needed))


def row(columns: Sequence[EditedColumn], said: Mapping[str, str]) -> dict[str, Any]:
    """One row of texts by their columns."""
    return {column.field: _cell(column, said.get(column.field, "").strip()) for column in columns}


def _shown(cell: Any) -> Any:
    return APART.join(cell) if isinstance(cell, list | tuple) else cell


def _cell(column: EditedColumn, said: str) -> Any:
    """A cell as the table holds it; what is no number where one belongs stays a text, which the check refuses."""
    if not said:
        return None
    if column.holds == "choices":
        return tuple(part.strip() for part in said.split(APART))
    number = numerals.read_one(said, "point").value if column.holds in ("year", "number") else None
    if number is None:
        return said
    return int(number) if column.holds == "year" and number == int(number) else float(number)
