"""Tables of one sheet with the same names of columns, side by side or below each other: each is looked at as if it
stood alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from datasets.intake.layouts import axes, header_rows, long_layout, table_heads
from datasets.intake.layouts.blocks import blocks
from datasets.intake.layouts.long_records import Page


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

    def kept(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(cell if place in held and (place < above or at in columns) else "" for at, cell in enumerate(row))
            for place, row in enumerate(rows)
        )

    kinds = kept(page.grid.kinds) if page.grid.kinds is not None else None
    return Page(replace(page.grid, rows=kept(page.grid.rows), kinds=kinds))
