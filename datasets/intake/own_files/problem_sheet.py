"""The sheet of problems in the marked copy of a file: how it is known when the copy is brought again."""

from __future__ import annotations

from datasets.intake.readers.grid import Grid

MARK = "problems:list"
"""What stands above its last column in every language."""
MARK_ROW, MARK_COLUMN = 3, 8
"""Where it stands, counted from 1."""


def lists_problems(grid: Grid) -> bool:
    """Whether a sheet is one that we added to list what is wrong with a file."""
    return len(grid.rows) >= MARK_ROW and grid.rows[MARK_ROW - 1][MARK_COLUMN - 1 : MARK_COLUMN] == (MARK,)
