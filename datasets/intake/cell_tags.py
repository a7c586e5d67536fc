"""What each filled cell of a person's own sheet was taken for, and by which answer that can be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np

from analytics.grouped import grouped
from datasets.intake.drafted import Draft
from datasets.intake.layouts.header_rows import unit_row
from datasets.intake.layouts.long_records import VALUE, Origins, clean
from datasets.intake.meaning import tag_answers
from datasets.intake.meaning.questions import letter
from datasets.intake.meaning.tag_answers import KINDS, SCOPE, UNIT, TagPlace, Where
from datasets.intake.readers.grid import Grid

Tag = Literal["sector", "carrier", "scope", "year", "unit", "city", "figure", "sum", "label", "note", "left"]
"""What a cell can be: a word for one of the axes of an inventory, a number of it, a sum that is held against its parts,
a word that names the others, something else that is kept or not used, or nothing that counts."""
Place = tuple[int, int]
"""A cell by its row as a spreadsheet counts it, and its column from 0."""
TAGS: Mapping[str, Tag] = {
    "sector": "sector",
    "subsector": "sector",
    "macro_area": "sector",
    "gpc_ref": "sector",
    "carrier": "carrier",
    "year": "year",
    "scope": "scope",
    "unit": "unit",
    "gas": "unit",
    "city": "city",
    "country": "city",
    "cdp_account": "city",
    VALUE: "figure",
    "notation_key": "figure",
}
"""The tag of a field; of a cell that serves two fields the first one tells."""
ANSWERED = ("sector", "carrier", "year", "city")
"""The tags of words that an answer may give another meaning, or leave out."""
COLUMN = "column"
"""The question about the name of a column: what stands below it."""


class CellTag(NamedTuple):
    """What a cell was taken for: its ``tag``, the code that it ``meant`` ("" where none is known), the ``key`` of the
    answer that changes it ("" for none), whether it is ``asked`` about, and of a sum whether it ``agrees`` with its
    parts (None where that is not known yet). ``figures`` are the places of the figures that it is, or whose unit or
    scope it names, ``corrected`` says what of them can be corrected (``tag_answers.KINDS``), ``unit`` and ``scope``
    what they were read with."""

    tag: Tag
    meant: str = ""
    key: str = ""
    asked: bool = False
    agrees: bool | None = None
    figures: tuple[TagPlace, ...] = ()
    corrected: tuple[str, ...] = ()
    unit: str = ""
    scope: str = ""


class ColumnNames:
    """The columns of a sheet by the names that problems and figures call them: the texts above, else the letter."""

    def __init__(self, grid: Grid) -> None:
        self._grid, self._known = grid, dict[str, int]()
        self.letters = tuple(map(letter, range(max(map(len, grid.rows), default=0))))

    def at(self, name: str | None, row: int) -> int | None:
        """The column of a cell in a row; None for a name that stands nowhere above it and is no letter."""
        if not name:
            return None
        known = self._known.get(name)
        if known is not None and known < len(self._grid.rows[row - 1]) and self._grid.rows[row - 1][known].strip():
            return known
        found = next((place for place in range(len(self.letters)) if self._named(name.strip(), row, place)), None)
        bare = name.rpartition("[")[2].rstrip("]")
        if found is None and bare in self.letters:
            found = self.letters.index(bare)
        if found is not None:
            self._known[name] = found
        return found

    def text(self, name: str, row: int) -> str:
        """The text of a cell in a row, by the name of its column; nothing where there is no such column."""
        place, cells = self.at(name, row), self._grid.rows[row - 1]
        return clean(cells[place]) if place is not None and place < len(cells) else ""

    def _named(self, name: str, row: int, place: int) -> bool:
        """Whether the texts above a cell, one after the other, are a name."""
        for cells in self._grid.rows[: max(row - 1, 1)]:
            said = clean(cells[place]) if place < len(cells) else ""
            if said and name.startswith(said):
                name = name[len(said) :].lstrip()
        return not name


def names_row(grid: Grid, draft: Draft) -> int | None:
    """The row with the names of the columns: the first that holds most of those that were matched."""
    known = {match.column.strip() for match in draft.mapping}
    counts = [len(known & {cell.strip() for cell in row}) for row in grid.rows[:50]]
    most = max(counts, default=0)
    return counts.index(most) + 1 if most else None


def tagged(grid: Grid, draft: Draft, rows: Collection[int]) -> dict[Place, CellTag]:
    """The tags of all filled cells in some rows of a sheet of a draft; none of one that nothing could be read of."""
    origins: Origins | None = draft.origins
    if not draft.mapping and origins is None:
        return {}
    columns = ColumnNames(grid)
    sheet = _Sheet(grid, draft, columns, frozenset(rows))
    found = sheet.made(origins) if origins is not None and origins.made else sheet.long()
    sheet.sums(found, origins)
    sheet.asked(found)
    sheet.rest(found)
    return found


def counted(tags: Mapping[Place, CellTag]) -> Counter[str]:
    """How many cells have each tag, those in question as "asked": they add up to all of them."""
    return Counter("asked" if one.asked else one.tag for one in tags.values())


class _Sheet:
    """Some rows of one sheet, with what its draft says of them."""

    def __init__(self, grid: Grid, draft: Draft, columns: ColumnNames, rows: frozenset[int]) -> None:
        self.grid, self.draft, self.columns, self.rows = grid, draft, columns, rows
        held = draft.rejected_rows.get(grid.sheet, draft.rejected_rows.get(None))
        self.rejected = frozenset(() if held is None else map(int, held))
        self.taken = self._taken()

    def _taken(self) -> dict[int, list[dict[str, Any]]]:
        """The figures that stand ready, by their row."""
        table = self.draft.table
        if table is None:
            return {}
        near = np.flatnonzero(np.isin(table["source_row"].to_numpy(), list(self.rows)))
        names = ("source_sheet", "source_row", "source_column", "sector", "carrier", "scope", "year", "original_unit")
        figures = table.select(names).take(near).to_pylist()
        return grouped((one["source_row"], one) for one in figures if one["source_sheet"] in (None, self.grid.sheet))

    def text(self, place: Place) -> str:
        row, column = place
        cells = self.grid.rows[row - 1] if row <= len(self.grid.rows) else ()
        return clean(cells[column]) if column < len(cells) else ""

    def filled(self, row: int) -> Iterator[Place]:
        """The places of a row that hold anything."""
        return ((row, column) for column, cell in enumerate(self.grid.rows[row - 1]) if cell.strip())

    def _figure(self, tag: Tag, row: int, name: str, ready: Mapping[str, Any] | None, waits: bool = False) -> CellTag:
        """A figure in a row, by the name of its column, with the unit and scope that it was read with."""
        place = TagPlace(self.grid.sheet, row, name)
        plain = CellTag(tag, asked=waits, figures=(place,), corrected=KINDS)
        if ready is None:
            return plain
        unit = tag_answers.at(self.draft.answers, UNIT, (self.grid.sheet, row, name)) or ready["original_unit"] or ""
        scope = "" if ready["scope"] is None else str(ready["scope"])
        return plain._replace(unit=unit, scope=scope)

    def made(self, origins: Origins) -> dict[Place, CellTag]:
        """Of a table whose figures an adapter placed: each figure, and each word that says what it is."""
        found: dict[Place, CellTag] = {}
        fields = [field for field in (*TAGS, *origins.rows) if field in origins.rows and field != VALUE]
        for number in np.flatnonzero(np.isin(origins.rows[VALUE], list(self.rows))).tolist():
            row, name = int(origins.rows[VALUE][number]), origins.columns[VALUE][number]
            if origins.sheets[number] != self.grid.sheet:
                continue
            ready = next((one for one in self.taken.get(row, ()) if one["source_column"] == name), None)
            if (column := self.columns.at(name, row)) is not None:
                waits = ready is None and row in self.rejected
                found[row, column] = self._figure("figure" if ready or waits else "left", row, name, ready, waits)
            for field in dict.fromkeys(fields):
                at = int(origins.rows[field][number])
                column = self.columns.at(origins.columns[field][number], at) if at in self.rows else None
                if column is not None and self.text((at, column)):
                    self._word(found, (at, column), field, ready)
        self._name_figures(found, origins)
        return found

    def _name_figures(self, found: dict[Place, CellTag], origins: Origins) -> None:
        """Note at the words that say a unit or a scope of which figures of the whole sheet they say so."""
        rows = np.asarray(origins.rows[VALUE]).tolist()
        every: list[Where] = list(zip(origins.sheets, rows, origins.columns[VALUE], strict=True))
        mine = [number for number, (sheet, _row, _name) in enumerate(every) if sheet == self.grid.sheet]
        for field in (kind for kind in (UNIT, SCOPE) if kind in origins.rows):
            said = grouped(
                ((at, origins.columns[field][number]), every[number])
                for number in mine
                if (at := int(origins.rows[field][number])) in self.rows
            )
            for (at, name), figures in said.items():
                column = self.columns.at(name, at)
                if column is not None and (at, column) in found:
                    before = found[at, column]
                    places = tag_answers.places_of(figures, every)
                    found[at, column] = before._replace(figures=places, corrected=(*before.corrected, field))

    def _word(self, found: dict[Place, CellTag], place: Place, field: str, ready: Mapping[str, Any] | None) -> None:
        """Add a word that says what a figure is; one that is known already may learn what it meant."""
        tag = TAGS.get(field, "note")
        meant = str(ready[tag]) if ready is not None and ready.get(tag) is not None else ""
        before = found.get(place)
        if before is None or (before.tag == tag and not before.meant):
            key = f"{tag}:{self.text(place)}" if tag in ANSWERED else ""
            found[place] = CellTag(tag, meant, key)

    def long(self) -> dict[Place, CellTag]:
        """Of a table with a column for each field, or several of figures: by the column, in the rows that count or
        wait."""
        head, origins = names_row(self.grid, self.draft), self.draft.origins
        fields = {match.column.strip(): match.field for match in self.draft.mapping}
        fields |= {name.strip(): VALUE for name in (origins.columns.get(VALUE, ()) if origins else ())}
        names = [name.strip() for name in self.grid.rows[head - 1]] if head else []
        found: dict[Place, CellTag] = {}
        sheet = self.grid.sheet
        for row in self.rows:
            taken, waits = self.taken.get(row, ()), row in self.rejected
            for place in self.filled(row):
                name = names[place[1]] if place[1] < len(names) else ""
                field = fields.get(name, "")
                ready = next((one for one in taken if one["source_column"] == name), next(iter(taken), None))
                if row == head:
                    found[place] = CellTag("label", meant=field, key=COLUMN)
                    if TAGS.get(field) in (UNIT, SCOPE, "figure"):
                        whole = TagPlace(sheet, column=name if field == VALUE else None)
                        kinds = KINDS if field == VALUE else (field,)
                        found[place] = found[place]._replace(figures=(whole,), corrected=kinds)
                elif TAGS.get(field) == "figure":
                    found[place] = self._figure("figure" if ready or waits else "left", row, name, ready, waits)
                elif (ready or waits) and field:
                    self._word(found, place, field, ready)
                    if field in (UNIT, SCOPE):
                        found[place] = found[place]._replace(figures=(TagPlace(sheet, row),), corrected=(field,))
        return found

    def sums(self, found: dict[Place, CellTag], origins: Origins | None) -> None:
        """Add the totals that the file prints, each with whether it agrees with its parts."""
        printed = [(one.cell.sheet, one.cell.row, one.cell.column) for one in (origins.printed if origins else ())]
        agree = {
            (one.sheet, one.row, one.column): one.parts is None or abs(one.value - one.parts) <= one.rounding
            for held in self.draft.totals.values()
            for one in held
        }
        for sheet, row, name in dict.fromkeys((*printed, *agree)):
            column = self.columns.at(name, row) if sheet == self.grid.sheet and row in self.rows else None
            if row is not None and column is not None and found.get((row, column), CellTag("left")).tag == "left":
                found[row, column] = self._figure("sum", row, str(name), None)._replace(
                    agrees=agree.get((sheet, row, name))
                )

    def asked(self, found: dict[Place, CellTag]) -> None:
        """Mark what a question is about: every cell with its word, else the cell where it was found."""
        words = grouped(
            ((str(one.tag), self.text(place)), place) for place, one in found.items() if one.tag in ANSWERED
        )
        for problem in self.draft.problems:
            if problem.severity == "warn" or not problem.key or problem.sheet not in (None, self.grid.sheet):
                continue
            kind, _colon, word = problem.key.partition(":")
            same = words.get((kind, clean(word)), []) if word else []
            if not same and problem.row in self.rows:
                column = self.columns.at(problem.column, problem.row or 1)
                same = [] if column is None or problem.row is None else [(problem.row, column)]
            for place in same:
                if self.text(place):
                    found[place] = found.get(place, CellTag("note"))._replace(key=problem.key, asked=True)

    def rest(self, found: dict[Place, CellTag]) -> None:
        """Add the cells that nothing was read from: words beside what was read name it; all else is left out."""
        for row in self.rows:
            filled = list(self.filled(row))
            open_ones = [place for place in filled if place not in found]
            bare = len(open_ones) == len(filled) and not unit_row([self.text(place) for place in filled])
            figures = [place for place in open_ones if self.text(place).lstrip("-−+ ")[:1].isdigit()]
            for place in open_ones:
                left = place in figures or (bare and bool(figures))
                found[place] = CellTag("left" if left else "label")
