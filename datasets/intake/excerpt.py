"""Some rows of the user's own file, as a person sees them, with what each column and row was read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets.intake import readers
from datasets.intake.drafted import Draft
from datasets.intake.layouts.header_rows import unit_row
from datasets.intake.meaning.mapping import KNOWN_WORDS
from datasets.intake.meaning.questions import letter
from datasets.intake.readers.grid import Grid, as_shown
from datasets.intake.readers.limits import UPLOAD

FIRST_SHOWN = ("gpc_ref", "sector", "carrier", "value", "unit", "notation_key", "year", "scope", "subsector")
"""The fields whose columns are shown where not all of them can be."""
Place = tuple[str | None, int, str | None]
"""A cell by its sheet, its row as a spreadsheet counts it, and the name of its column."""


@dataclass(frozen=True)
class SheetRow:
    """One row: its ``cells`` as they are shown; whether it is "read", "asked" about, "left" out or among the "names"
    of the columns; the sectors and carriers that it was read as; the columns (from 0) of cells with a problem."""

    number: int
    cells: tuple[str, ...]
    state: str
    sectors: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SheetPart:
    """Rows of one sheet with the letters of their columns, and the field that each column was taken for (None for
    none, or where the layout says it). ``of`` is how many rows the sheet has."""

    sheet: str | None
    letters: tuple[str, ...]
    fields: tuple[str | None, ...]
    rows: tuple[SheetRow, ...]
    of: int


def grids(data: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a file as a person sees them; none of a file that cannot be read."""
    return readers.grids(data, name, KNOWN_WORDS, UPLOAD)[0]


def part(
    sheets: Sequence[Grid], draft: Draft, marked: Iterable[Place], most: int, most_columns: int
) -> SheetPart | None:
    """At most ``most`` rows around the first of the ``marked`` cells, without any from the first row on; the row with
    the names of the columns stands above them. Of many columns those are shown that say most. None of a file that
    cannot be read."""
    wanted = [place for place in marked if place[1] > 0]
    named = wanted[0][0] if wanted else next(iter(draft.sheets), None)
    grid = next((found for found in sheets if found.sheet == named), sheets[0] if sheets else None)
    if grid is None or not grid.rows:
        return None
    head = _names(grid, draft)
    focus = min((row for sheet, row, _column in wanted if sheet in (named, grid.sheet)), default=1)
    first = max(1, min(focus - most // 3, len(grid.rows) - most + 1))
    numbers = sorted({*([head] if head else []), *range(first, min(first + most, len(grid.rows) + 1))})
    columns = {place: _column(grid, head, *place[1:]) for place in wanted if place[0] in (named, grid.sheet)}
    width = max(map(len, grid.rows))
    fields = _fields(grid, head, draft, width)
    filled = {place for number in numbers if number != head for place, cell in enumerate(grid.rows[number - 1]) if cell}
    shown = _shown(filled, fields, {at for at in columns.values() if at is not None}, most_columns)
    read, held = _read_as(draft, grid.sheet, numbers), _held(draft, grid.sheet)
    rows = []
    for number in numbers:
        cells = as_shown(grid, number - 1)
        spots = {at for (_sheet, row, _name), at in columns.items() if row == number}
        state = "names" if number == head else "asked" if number in held else "read" if number in read else "left"
        if state == "left":
            texts = [cell.strip() for cell in grid.rows[number - 1] if cell.strip()]
            state = "blank" if not texts else "names" if number - 1 == head and unit_row(texts) else state
        rows.append(
            SheetRow(
                number,
                tuple(cells[place] if place < len(cells) else "" for place in shown),
                state,
                *read.get(number, ((), ())),
                frozenset(at for at, place in enumerate(shown) if place in spots),
            )
        )
    letters = tuple(map(letter, shown))
    return SheetPart(grid.sheet, letters, tuple(fields[place] for place in shown), tuple(rows), len(grid.rows))


def _shown(filled: Iterable[int], fields: Sequence[str | None], marked: Iterable[int], most: int) -> list[int]:
    """The columns to show, in their order: those with a problem, then of the filled ones those of the fields that say
    most."""
    order = {field: number for number, field in enumerate(FIRST_SHOWN)}
    rank = {place: order.get(fields[place] or "", len(order)) for place in filled} | dict.fromkeys(marked, -1)
    return sorted(sorted(rank, key=lambda place: (rank[place], place))[:most])


def _names(grid: Grid, draft: Draft) -> int | None:
    """The row with the names of the columns, counted from 1: the first that holds most of those that were matched."""
    known = {match.column.strip() for match in draft.mapping}
    counts = [len(known & {cell.strip() for cell in row}) for row in grid.rows[:50]]
    most = max(counts, default=0)
    return counts.index(most) + 1 if most else None


def _column(grid: Grid, head: int | None, row: int, name: str | None) -> int | None:
    """The position of a column by its name in the row of names, in any row above, or by its letter."""
    if not name:
        return None
    above = [*([head] if head else []), *range(min(row - 1, len(grid.rows)), 0, -1)]
    for number in above:
        texts = [cell.strip() for cell in grid.rows[number - 1]]
        if name.strip() in texts:
            return texts.index(name.strip())
    letters = [letter(place) for place in range(len(grid.rows[0]))]
    bare = name.rpartition("[")[2].rstrip("]")
    return letters.index(bare) if bare in letters else None


def _fields(grid: Grid, head: int | None, draft: Draft, width: int) -> tuple[str | None, ...]:
    taken = {match.column.strip(): match.field for match in draft.mapping}
    names = grid.rows[head - 1] if head else ()
    return tuple(taken.get(names[place].strip()) if place < len(names) else None for place in range(width))


def _read_as(
    draft: Draft, sheet: str | None, numbers: Sequence[int]
) -> Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The sectors and carriers of the rows that stand ready, by their numbers."""
    table = draft.table
    if table is None:
        return {}
    near = np.flatnonzero(np.isin(table["source_row"].to_numpy(), numbers))
    chosen: Any = table.take(near)
    names = ("source_sheet", "source_row", "sector", "carrier")
    found: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for where, row, sector, carrier in zip(*(chosen[name].to_pylist() for name in names), strict=True):
        if where in (None, sheet):
            sectors, carriers = found.setdefault(row, ({}, {}))
            sectors[sector] = None
            if carrier:
                carriers[carrier] = None
    return {row: (tuple(sectors), tuple(carriers)) for row, (sectors, carriers) in found.items()}


def _held(draft: Draft, sheet: str | None) -> frozenset[int]:
    rows = draft.rejected_rows.get(sheet, draft.rejected_rows.get(None))
    return frozenset(() if rows is None else (int(row) for row in rows))
