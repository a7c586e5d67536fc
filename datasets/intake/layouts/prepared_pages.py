"""A sheet before any adapter looks at it: tables beside or below each other parted, hidden columns that do not count
left out or asked about, and rows whose cells slipped a column to the left, as where a merged cell got lost, moved back
where the total of the row, in the last column of the table, proves it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from analytics.text.problems import Problem, ask, warn
from analytics.text.sentences import Sentence, counted, joined
from datasets.intake.layouts import axes, header_rows, long_layout, sum_rows, table_heads
from datasets.intake.layouts.blocks import blocks, figures
from datasets.intake.layouts.declared import Across
from datasets.intake.layouts.long_records import Page
from datasets.intake.meaning.questions import CHOICES, HIDDEN_COLUMNS, KEEP, LEAVE_OUT, letter

T = TypeVar("T")
MOST_NAMED = 10
"""So many rows or columns are named in a warning or a question."""
FEWEST_WHOLE = 4
"""[R] So many rows are whole for each that lacks its last label and its total."""


def parted(page: Page) -> list[Page]:
    """A sheet as one for each of its tables side by side, each cell at its place and what stands above them all in
    each, or for each of those below each other that only their figures tell; the sheet itself where it has none."""
    for row, *_ in (rows for rows in page.once(table_heads.of_page) if len(page.texts(rows[0])) > 1):
        if starts := _starts(page, row):
            spans = [range(*ends) for ends in pairwise((*starts, page.width))]
            over = row > 0 and all(any(page.filled(row - 1, column) for column in span) for span in spans)
            found = [_kept(page, range(page.height), span, row - over) for span in spans]
            alike = any(all(axes.found(part, kind) for part in found) for kind in ("wide", "crossed"))
            long = all(long_layout.header(part) is not None for part in found)
            return found if alike or long or all(map(blocks, found)) else [page]
        if (tops := _below(page, row)) and not blocks(page):
            found = [_kept(page, range(*ends), range(page.width)) for ends in pairwise((0, *tops, page.height))]
            return found if all(axes.found(part, "crossed") for part in found) else [page]
    return [page]


def _below(page: Page, row: int) -> list[int]:
    """Where the tables below the first one begin, each with the same names under a year of its own."""
    found = []
    for later in range(row + 2, page.height):
        top = later if table_heads.again(page, later, row) else 0
        while top > row and (len(page.texts(top - 1)) == 1 or table_heads.fact(page, top - 1)):
            top -= 1
        if any(header_rows.dated(text) for above in range(top, later if top else 0) for _, text in page.texts(above)):
            found.append(top)
    return found


def _starts(page: Page, row: int) -> list[int]:
    """The first column of each table: where the name of the first one stands again, right of a blank column; its labels
    may have no name."""
    texts = page.texts(row)
    first, bare = texts[0][0], int(texts[0][0] > 0 and page.holds(texts[0][0] - 1, row))
    again = [
        column - bare
        for column, text in texts
        if text == texts[0][1] and (column == first or not page.holds(column - bare - 1, row))
    ]
    return again if len(again) > 1 else []


def _kept(page: Page, held: range, columns: range, above: int = 0) -> Page:
    """The sheet with nothing but some rows of it, and from the row ``above`` a table on nothing but its columns."""
    return _only(page, lambda row, column: row in held and (row < above or column in columns))


def _only(page: Page, keeps: Callable[[int, int], bool]) -> Page:
    """The sheet with nothing but the cells of which ``keeps`` says so, by their row and column."""

    def kept(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(cell if keeps(place, at) else "" for at, cell in enumerate(row)) for place, row in enumerate(rows)
        )

    kinds = kept(page.grid.kinds) if page.grid.kinds is not None else None
    return Page(replace(page.grid, rows=kept(page.grid.rows), kinds=kinds))


def without_hidden(page: Page, answers: Mapping[str, str]) -> Page:
    """The sheet with its hidden columns blank, where it was answered that they do not count."""
    hidden = {*page.grid.hidden_columns}
    if not hidden or answers.get(HIDDEN_COLUMNS) != LEAVE_OUT:
        return page
    return _only(page, lambda _, column: column not in hidden)


def told_of_hidden(page: Page, answers: Mapping[str, str], general: bool) -> list[Problem]:
    """The question whether the figures of hidden columns count, in a ``general`` layout; or the warning that hidden
    columns were read, or left out as answered."""
    columns = {
        at: [text for row in range(page.height) if (text := page.text(row, at))] for at in page.grid.hidden_columns
    }
    held = {at: texts for at, texts in columns.items() if texts or answers.get(HIDDEN_COLUMNS) == LEAVE_OUT}
    if not held:
        return []
    question = ask(
        HIDDEN_COLUMNS,
        counted(
            "{number} hidden column: {columns}",
            "{number} hidden columns: {columns}",
            len(held),
            columns=joined([" ".join((f"[{letter(at)}]", *held[at][:1])) for at in list(held)[:MOST_NAMED]], "comma"),
        ),
        "columns that are shown",
        "Say whether the figures of hidden columns count, or show the columns in the workbook to check.",
        sheet=page.grid.sheet,
        cells=len(held),
        key=HIDDEN_COLUMNS,
        choices=CHOICES[HIDDEN_COLUMNS],
    )
    read = Sentence("They were read like the others; show them in the workbook to check.")
    figures = any(table_heads.counts(text) for texts in held.values() for text in texts)
    told = question.by(answers, {KEEP: read, LEAVE_OUT: Sentence("They were left out, as answered.")})
    return [told if told is not question or (general and figures) else question.answered(read)]


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
    found.told = (
        warn(
            "row-straightened",
            Sentence(
                "figures one column left of their heads in rows {rows}",
                rows=joined([str(row + 1) for row in rows[:MOST_NAMED]], "comma"),
            ),
            "figures below their heads",
            "They were read a column further right, where they add up to the total of their row; check them.",
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
