"""Tables side by side on one sheet, with the same names of columns: each is looked at as if it stood alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from datasets.intake.layouts import header_rows
from datasets.intake.layouts.blocks import announces, blocks
from datasets.intake.layouts.long_records import Page


def parted(page: Page) -> list[Page]:
    """A sheet as one for each of its tables side by side, each cell at its place and what stands above them all in
    each; the sheet itself where it has none. Only tables with carriers or scopes across are parted."""
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        starts = _starts(page, row) if announces(page, row) else []
        if len(starts) > 1:
            above = row - 1 if row and all(_filled(page, row - 1, each) for each in _spans(page, starts)) else row
            found = [_alone(page, above, first, end) for first, end in _spans(page, starts)]
            return found if all(map(blocks, found)) else [page]
    return [page]


def _starts(page: Page, row: int) -> list[int]:
    """The first column of each table: where the names of the first one begin again, right of a blank column; its labels
    may have no name."""
    texts = page.texts(row)
    first, bare = texts[0][0], int(texts[0][0] > 0 and _any(page, texts[0][0] - 1, row))
    again = [
        column - bare
        for column, text in texts
        if text == texts[0][1] and (column == first or not _any(page, column - bare - 1, row))
    ]
    names = [[text for column, text in texts if first <= column < end] for first, end in _spans(page, again)]
    return again if len(again) > 1 and all(each == names[0] for each in names) else []


def _any(page: Page, column: int, first: int) -> bool:
    return any(page.filled(row, column) for row in range(first, page.height))


def _spans(page: Page, starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(starts, (*starts[1:], page.width), strict=True))


def _filled(page: Page, row: int, span: tuple[int, int]) -> bool:
    return any(page.filled(row, column) for column in range(*span))


def _alone(page: Page, above: int, first: int, end: int) -> Page:
    """The sheet with nothing beside one table from the row ``above`` its names on."""

    def kept(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        blanked = (tuple(cell if first <= at < end else "" for at, cell in enumerate(row)) for row in rows[above:])
        return (*rows[:above], *blanked)

    kinds = kept(page.grid.kinds) if page.grid.kinds is not None else None
    return Page(replace(page.grid, rows=kept(page.grid.rows), kinds=kinds))
