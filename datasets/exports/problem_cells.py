"""From a problem to the cell it speaks of: sheet, row and column of a file as a spreadsheet shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analytics.text.problems import Problem
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.questions import letter
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.marks import column_number
from datasets.reference.catalogue import folded

FIRST_ROWS = 60
"""In how many rows from the top the names of columns are looked for."""
MOST_HEAD_ROWS = 3
_LETTERS = re.compile(r"[A-Z]{1,3}")
_LETTERED = re.compile(r"(.*) \[([A-Z]{1,3})\]", re.DOTALL)


class ProblemCell(NamedTuple):
    """A cell; row and column count from 1."""

    sheet: str | None
    row: int
    column: int

    @property
    def coordinate(self) -> str:
        """The cell as a spreadsheet names it: ``C14``."""
        return f"{letter(self.column - 1)}{self.row}"


def located(grids: Sequence[Grid], problem: Problem) -> ProblemCell | None:
    """The cell of a problem; None for one of the whole file.

    A column is known by its letter or by the text at its head, which may be joined from two or three rows. A row whose
    column is not found gives its first filled cell; a column without a row gives its head.
    """
    grid = next((grid for grid in grids if problem.sheet in (None, grid.sheet)), None)
    if grid is None or (problem.row is None and problem.column is None):
        return None
    head = _head(grid, problem.column, problem.row) if problem.column else None
    if problem.row is None:
        return ProblemCell(grid.sheet, *head) if head else None
    if head:
        return ProblemCell(grid.sheet, problem.row, head[1])
    cells = grid.rows[problem.row - 1] if 0 < problem.row <= len(grid.rows) else ()
    first = next((place for place, text in enumerate(cells, start=1) if text.strip()), 1)
    return ProblemCell(grid.sheet, problem.row, first)


def _head(grid: Grid, name: str, row: int | None) -> tuple[int, int] | None:
    """Row and column of the head of a column; the nearest above ``row`` where there are several."""
    lettered = _LETTERED.fullmatch(name)
    if lettered:
        name = lettered[1]
    last = min(len(grid.rows), FIRST_ROWS if row is None else max(row, 1))
    wanted = " ".join(name.split())
    for top in reversed(range(last)):
        for height in range(1, MOST_HEAD_ROWS + 1):
            rows = [[" ".join(text.split()) for text in cells] for cells in grid.rows[top : top + height]]
            for column, text in enumerate(
                [" ".join(dict.fromkeys(filter(None, texts))) for texts in zip(*rows, strict=False)]
            ):
                if text == wanted and (lettered is None or letter(column) == lettered[2]):
                    return top + 1, column + 1
    if lettered or _LETTERS.fullmatch(name):
        return 1, column_number(lettered[2] if lettered else name) + 1
    return None


def header_row(grid: Grid) -> int:
    """The row of the column names, counted from 1: the one among the first that names most known fields."""
    named = [sum(folded(text) in KNOWN_WORDS for text in cells) for cells in grid.rows[:FIRST_ROWS]]
    if max(named, default=0) >= 2:
        return named.index(max(named)) + 1
    return next((row for row, cells in enumerate(grid.rows, start=1) if any(map(str.strip, cells))), 1)
