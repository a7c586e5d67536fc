"""Remarks right of a table, under no name: words that somebody wrote beside a row, and no slipped cell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from datasets.intake.layouts import header_rows
from datasets.intake.readers.text_table import TextTable


def named(sheet: TextTable, letters: Sequence[str] = ()) -> TextTable:
    """The table with each such column called by its letter, or where no letter is known by its first remark, so that
    what it says is asked about as that of any other column that is not known.

    Not for cells that commas part: a comma within a number pushes what follows to the right.
    """
    last = max((place for place, name in enumerate(sheet.header) if name.strip()), default=0)
    if last + 1 == len(sheet.header):  # as nearly every table
        return sheet
    every = [[(cell or "").strip() for cell in column.to_pylist()] for column in sheet.columns]
    figures = [cells for cells in every[: last + 1] if 2 * sum(map(header_rows.numeric, cells)) > len(cells)]
    header = [
        [*letters, *filter(None, every[place])][place if letters else 0]
        if place > last and _beside(every[place], figures)
        else name
        for place, name in enumerate(sheet.header)
    ]
    return replace(sheet, header=tuple(header))


def _beside(cells: Sequence[str], figures: Sequence[Sequence[str]]) -> bool:
    """Whether what stands in a column are words that mean nothing in a table, beside rows whose figures are all in
    their columns."""
    rows = [row for row, cell in enumerate(cells) if cell]
    filled = all(header_rows.figure(column[row]) for row in rows for column in figures)
    return bool(figures) and filled and all(_remark(cells[row]) for row in rows)


def _remark(text: str) -> bool:
    known = header_rows.unit_of(text) or header_rows.carrier(text) or header_rows.sector(text)
    return any(map(str.isalpha, text)) and not (known or header_rows.figure(text))
