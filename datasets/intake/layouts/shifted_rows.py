"""Rows whose cells slipped a column to the left, as where a merged cell got lost: moved back where the total of the
row, in the last column of the table, proves it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, joined
from datasets.intake.layouts import header_rows, sum_rows
from datasets.intake.layouts.blocks import blocks, figures
from datasets.intake.layouts.declared import Across
from datasets.intake.layouts.long_records import Page

T = TypeVar("T")
MOST_NAMED = 10
"""So many rows are named in the warning."""
FEWEST_WHOLE = 4
"""[R] So many rows are whole for each that lacks its last label and its total."""


def straightened(page: Page) -> Page:
    """The sheet with such rows in their columns, which is told; each cell keeps its place.

    A table is left as it is where one of the rows that may have slipped does not add up. A label that stands alone left
    of such a row goes into the last column of labels, as in the rows around it.
    """
    moved: dict[tuple[int, int], int] = {}
    for block in blocks(page):
        left = [at for at in range(block.columns[0]) if any(page.text(row, at) for row in block.rows)]
        if not left or block.columns[-1] not in block.totals:
            continue
        doubtful = [row for row in block.rows if _doubtful(page, block, row, left[-1])]
        slipped = doubtful if all(_adds_up(page, block, row) for row in doubtful) else []
        for row in (*slipped, *_unlabelled(page, block, left)):
            filled = [column for column in range(page.width) if page.filled(row, column)]
            labels = [column for column in filled if column < left[-1]]
            moved |= {(row, column + 1): column for column in filled if column not in labels}
            moved |= {(row, left[-1] if len(labels) == 1 else at + 1): at for at in labels}
    if not moved:
        return page
    rows = sorted({row for row, _ in moved})
    grid = page.grid
    kinds, shown = grid.kinds and _placed(grid.kinds, moved, ""), grid.shown and _placed(grid.shown, moved, None)
    found = Page(replace(grid, rows=_placed(grid.rows, moved, ""), kinds=kinds, shown=shown))
    found.moved = moved
    named = joined([str(row + 1) for row in rows[:MOST_NAMED]], "comma")
    found.told = (
        Problem(
            "warn",
            "row-straightened",
            Sentence("figures one column left of their heads in rows {rows}", rows=named),
            Sentence("figures below their heads"),
            Sentence("They were read a column further right, where they add up to the total of their row; check them."),
            row=rows[0] + 1,
            sheet=page.grid.sheet,
            cells=len(rows),
        ),
    )
    return found


def _placed(
    cells: tuple[tuple[T, ...], ...], moved: Mapping[tuple[int, int], int], blank: T
) -> tuple[tuple[T, ...], ...]:
    """Cells of a sheet with some rows in other columns."""
    placed = [list(row) for row in cells]
    for row in {row for row, _ in moved}:
        placed[row] = [
            cells[row][moved[row, column]] if (row, column) in moved else blank for column in range(len(cells[row]))
        ]
    return tuple(map(tuple, placed))


def _doubtful(page: Page, block: Across, row: int, label: int) -> bool:
    """Whether the last of the labels of a row is a figure or a dash, and its total is blank."""
    text = page.text(row, label)
    dash = bool(text) and not text.strip("-–— ")
    return (dash or header_rows.figure(text)) and not page.filled(row, block.columns[-1])


def _unlabelled(page: Page, block: Across, labels: Sequence[int]) -> list[int]:
    """The rows without the last of their labels and without a total, in a table where nearly every row has both, that
    add up to one a column further right."""
    figured = [row for row in block.rows if figures(block, row)]
    bare = [row for row in figured if not (page.text(row, labels[-1]) or page.filled(row, block.columns[-1]))]
    few = len(labels) > 1 and len(bare) * FEWEST_WHOLE <= len(figured)
    return [row for row in bare if _adds_up(page, block, row)] if few else []


def _adds_up(page: Page, block: Across, row: int) -> bool:
    """Whether what stands left of each head of a row adds up to what stands left of its total."""
    total = block.columns[-1]
    cells = {column: page.value(row, column - 1) for column in (*block.heads, total) if page.filled(row, column - 1)}
    numbers = sum_rows.numbers(cells, sum_rows.style([cells], {}))
    own = numbers.pop(total, 0.0)
    return own != 0 and math.isclose(own, math.fsum(numbers.values()), rel_tol=1e-9)
