"""A sheet as the cells that a person sees, each with what it was typed as."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("", "t", "n", "d", "b", "e", "f")
"""Blank, text, number, date or time, true/false, error such as #REF!, formula without a stored result."""


@dataclass(frozen=True)
class Grid:
    """One sheet as its cells. ``rows[r][c]`` is the text a person reads in spreadsheet row r+1, column c; rectangular,
    "" for blank; blank rows and columns after the last cell with content are left out, those before it are not.

    ``kinds`` has the same shape, one letter of ``KINDS`` a cell: the text of a number is its shortest exact decimal
    with a point, that of a date is ISO 8601, "f" has no text. None where every cell is text (delimited text, HTML).
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
