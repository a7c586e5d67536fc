"""A sheet as the cells that a person sees, each with what it was typed as."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

KINDS = ("", "t", "n", "d", "b", "e", "f")
"""Blank, text, number, date or time, true/false, error such as #REF!, formula without a stored result."""


STRUCK, UNSEEN = "struck through", "shown as nothing"
"""What stands as the text beside a number that a spreadsheet shows with a line through it, or that nobody sees there:
its format shows nothing, or its font has the colour of what is behind it."""


class Shown(NamedTuple):
    """What the number format of a cell shows that the number which it holds does not say: that number as a
    ``percent`` (a hundred times as large, unless a sign was written as ``text``), ``divided`` by thousands, or with a
    ``text`` beside it, such as a unit."""

    percent: bool
    divided: int
    text: str

    def amount(self, number: str) -> str:
        """A number that a cell holds as the cell shows it, divided by thousands, with every digit."""
        return _exact(number, Decimal(1) / self.divided)

    def written(self, number: str) -> str:
        """A number that a cell holds, with every digit, as a text that says what the cell shows."""
        if self.percent:
            return f"{_exact(number, 1 if self.text else 100)}\u00a0{self.text or '%'}"
        return f"{self.amount(number)} {self.text}" if self.text else number


def _exact(number: str, times: Decimal | int) -> str:
    whole, _, fraction = format(Decimal(number) * times, "f").partition(".")
    return f"{whole}.{fraction.rstrip('0')}".rstrip(".")


@dataclass(frozen=True)
class Grid:
    """One sheet as its cells. ``rows[r][c]`` is the text a person reads in spreadsheet row r+1, column c; rectangular,
    "" for blank; blank rows and columns after the last cell with content are left out, those before it are not.

    ``kinds`` has the same shape, one letter of ``KINDS`` a cell: the text of a number is its shortest exact decimal
    with a point, that of a date is ISO 8601, "f" has no text. None where every cell is text (delimited text).
    """

    sheet: str | None
    """The name of the sheet; None for a delimited file."""
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[str, ...], ...] | None
    hidden: tuple[int, ...] = ()
    """Hidden rows within ``rows``, as a spreadsheet counts them (from 1)."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """(first row, first column, last row, last column), counted from 0, inclusive; the text stands in the first."""
    visible: bool = True
    """Whether the sheet itself is shown."""
    hidden_columns: tuple[int, ...] = ()
    """Hidden columns within ``rows``, counted from 0."""
    shown: tuple[tuple[Shown | None, ...], ...] | None = None
    """What number formats show beside the number of a cell, in the shape of ``rows``; None where none does."""
    notes: tuple[tuple[int, int, str], ...] = ()
    """What is written in the notes of cells: row as a spreadsheet counts it, column from 0, text."""
    printed: tuple[str, ...] = ()
    """What stands above and below the sheet on paper: the headers and footers of its pages."""


def as_shown(grid: Grid, row: int) -> tuple[str, ...]:
    """The cells of a row where their number formats are lost: what these showed is written beside the numbers."""
    if grid.shown is None:
        return grid.rows[row]
    return tuple(
        text if shown is None else shown.written(text)
        for text, shown in zip(grid.rows[row], grid.shown[row], strict=True)
    )
