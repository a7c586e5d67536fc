"""Some rows of the user's own file, as a person sees them, with what each cell was taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from datasets.intake import readers
from datasets.intake.cell_tags import CellTag, ColumnNames, Place, counted, names_row, tagged
from datasets.intake.drafted import Draft
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.tag_answers import KINDS, UNIT, TagPlace
from datasets.intake.readers.grid import Grid, as_shown
from datasets.intake.readers.limits import UPLOAD

FIRST_SHOWN = ("asked", "sector", "carrier", "figure", "sum", "unit", "year", "scope")
"""The tags whose columns are shown where not all of them can be."""
MOST_COUNTED = 6_000
"""Cells of a sheet that are all looked at to be counted; of a larger one only those that are shown are."""
Marked = tuple[str | None, int, str | None]
"""A cell by its sheet, its row as a spreadsheet counts it, and the name of its column."""


class ShownCell(NamedTuple):
    """One cell as it is shown, its column from 0, what it was taken for (None for a blank one), and whether it is one
    to look at."""

    text: str
    column: int
    tag: CellTag | None = None
    marked: bool = False


@dataclass(frozen=True)
class SheetRow:
    """One row: its ``cells``; whether it was "read", is "asked" about, a "sum" of others, "left" out, "blank", or among
    the "names" of the others."""

    number: int
    cells: tuple[ShownCell, ...]
    state: str

    @property
    def sectors(self) -> tuple[str, ...]:
        """The codes of the sectors that its words were read as."""
        return self._meant("sector")

    @property
    def carriers(self) -> tuple[str, ...]:
        """The codes of the carriers that its words were read as."""
        return self._meant("carrier")

    @property
    def agrees(self) -> bool | None:
        """Of a sum whether it agrees with its parts; None where that is not known."""
        told = [cell.tag.agrees for cell in self.cells if cell.tag and cell.tag.agrees is not None]
        return all(told) if told else None

    def _meant(self, tag: str) -> tuple[str, ...]:
        found = (cell.tag.meant for cell in self.cells if cell.tag and cell.tag.tag == tag)
        return tuple(dict.fromkeys(filter(None, found)))


@dataclass(frozen=True)
class SheetPart:
    """Rows of one sheet with the letters of their ``columns`` (from 0). ``of`` is how many rows the sheet has, ``cut``
    whether it has other columns, ``counts`` how many filled cells of the whole sheet have each tag, without any where
    it is too large to tell."""

    sheet: str | None
    letters: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    of: int
    cut: bool
    counts: Mapping[str, int] = field(default_factory=Counter)

    def figures(self, row: int | None, column: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What can be corrected of the figures that a cell is or speaks of, and their places as questions name them; of
        a whole row or column (the other one None) of all its figures; nothing where there are none."""
        mine = self._of(row, column)
        kinds = {kind for cell in mine if cell.tag for kind in cell.tag.corrected}
        places = [place for cell in mine if cell.tag for place in cell.tag.figures]
        if row is not None and column is None:
            places = [TagPlace(place.sheet, row) for place in places]
        elif row is None:
            whole = [place for place in places if place.row is None]
            named = [TagPlace(place.sheet, column=place.column) for place in places if place.column]
            places = whole or named or self._together(places)
        return tuple(kind for kind in KINDS if kind in kinds), tuple(dict.fromkeys(place.written for place in places))

    def _together(self, places: list[TagPlace]) -> list[TagPlace]:
        """Rows whose unit or scope a column names: as their sheet, where all figures that are shown are among them."""
        tags = [cell.tag for cell in self._of(None, None) if cell.tag and cell.tag.tag == "figure"]
        figures = [place for tag in tags for place in tag.figures]
        rows = {place.row for place in places}
        return [TagPlace(self.sheet)] if figures and all(place.row in rows for place in figures) else places

    def read_with(self, kind: str, row: int | None, column: int | None) -> str:
        """The unit or scope that all figures of a cell, row or column were read with; nothing where they differ."""
        tags = [cell.tag for cell in self._of(row, column) if cell.tag]
        found = {tag.unit if kind == UNIT else tag.scope for tag in tags if tag.tag == "figure"}
        return found.pop() if len(found) == 1 else ""

    def _of(self, row: int | None, column: int | None) -> list[ShownCell]:
        """The cells of a row, of a column, or the one in both, that are figures or speak of some."""
        return [
            cell
            for line in self.rows
            for cell in line.cells
            if row in (None, line.number) and column in (None, cell.column) and cell.tag and cell.tag.figures
        ]

    def cell(self, row: int, column: int) -> ShownCell | None:
        """A cell that is shown, by its row and its column from 0."""
        held = (cell for line in self.rows if line.number == row for cell in line.cells if cell.column == column)
        return next(held, None)


def grids(data: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a file as a person sees them; none of a file that cannot be read."""
    return readers.grids(data, name, KNOWN_WORDS, UPLOAD)[0]


def part(
    sheets: Sequence[Grid], draft: Draft, marked: Iterable[Marked], most: int, most_columns: int
) -> SheetPart | None:
    """At most ``most`` rows around the first of the ``marked`` cells, without any from the first row on; the row with
    the names of the columns stands above them. Of many columns those are shown that say most. None of a file that
    cannot be read."""
    wanted = [place for place in marked if place[1] > 0]
    named = wanted[0][0] if wanted else next(iter(draft.sheets), None)
    grid = next((found for found in sheets if found.sheet == named), sheets[0] if sheets else None)
    if grid is None or not grid.rows:
        return None
    columns = ColumnNames(grid)
    head = names_row(grid, draft) if draft.origins is None or not draft.origins.made else None
    focus = min((row for sheet, row, _column in wanted if sheet in (named, grid.sheet)), default=1)
    first = max(1, min(focus - most // 3, len(grid.rows) - most + 1))
    numbers = sorted({*([head] if head else []), *range(first, min(first + most, len(grid.rows) + 1))})
    small = len(grid.rows) * len(columns.letters) <= MOST_COUNTED
    tags = tagged(grid, draft, range(1, len(grid.rows) + 1) if small else numbers)
    spots = {
        (row, at)
        for sheet, row, name in wanted
        if sheet in (named, grid.sheet) and row <= len(grid.rows) and (at := columns.at(name, row)) is not None
    }
    shown = _shown(grid, numbers, tags, {at for _row, at in spots}, most_columns)
    rows = []
    for number in numbers:
        texts = as_shown(grid, number - 1)
        cells = tuple(
            ShownCell(texts[at] if at < len(texts) else "", at, tags.get((number, at)), (number, at) in spots)
            for at in shown
        )
        mine = [tags[number, at] for at in range(len(texts)) if (number, at) in tags]
        rows.append(SheetRow(number, cells, "names" if number == head else _state(mine, bool("".join(texts).strip()))))
    letters = tuple(columns.letters[at] for at in shown)
    counts = counted(tags) if small else Counter()
    cut = len(shown) == most_columns < len(columns.letters)
    return SheetPart(grid.sheet, letters, tuple(shown), tuple(rows), len(grid.rows), cut, counts)


def _shown(
    grid: Grid, numbers: Sequence[int], tags: Mapping[Place, CellTag], marked: Iterable[int], most: int
) -> list[int]:
    """The columns to show, in their order: those with a problem, then of the filled ones those whose cells say most."""
    order = {tag: number for number, tag in enumerate(FIRST_SHOWN)}
    rank: dict[int, int] = dict.fromkeys(marked, -1)
    for number in numbers:
        for at, cell in enumerate(grid.rows[number - 1]):
            if cell.strip():
                tag = tags.get((number, at))
                own = order.get("asked" if tag.asked else tag.tag, len(order)) if tag else len(order)
                rank[at] = min(rank.get(at, len(order)), own)
    return sorted(sorted(rank, key=lambda at: (rank[at], at))[:most])


def _state(tags: Sequence[CellTag], filled: bool) -> str:
    """What became of a row, by the tags of its cells."""
    kinds = {tag.tag for tag in tags}
    if any(tag.asked for tag in tags):
        return "asked"
    for kind, state in (("figure", "read"), ("sum", "sum")):
        if kind in kinds:
            return state
    if kinds - {"left"}:
        return "names"
    return "left" if filled else "blank"
