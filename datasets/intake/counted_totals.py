"""Totals of a table that count, as somebody corrected it: each is a figure from then on, with the words of its row and
column, and of none of the parts that it was held against is anything taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.cell_tags import ColumnNames
from datasets.intake.layouts import across, sheets
from datasets.intake.layouts.long_records import NOWHERE, VALUE, Layout, Printed, Records, SheetCell
from datasets.intake.meaning import tag_answers
from datasets.intake.meaning.tag_answers import COUNTS, TOTAL, TagAnswer
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.grid import Grid

TOTALS = across.TOTALS.code
"""The code of what is told of totals that are left out."""
PARENTS = "parent-row"
"""The code of the question whether rows are sums of the rows below."""
BESIDE = "total-counts"
"""The code of what is told of a total that counts beside its parts."""


def counted(found: Layout, answers: Mapping[str, str], grids: Sequence[Grid]) -> Layout:
    """The layout with the printed totals as figures of which the ``answers`` say so; of rows that an answer is about
    it is not asked whether they are totals. ``grids`` are the sheets of the file."""
    every = tag_answers.given(answers, TOTAL)
    if not every or not found.origins.made:
        return found
    found, said = _asked_no_more(found, every), [one for one in every if one.answer == COUNTS]
    known = _Known(found, grids)
    mine = [one for one in found.origins.printed if any(known.meant(one.cell, by) for by in said)]
    if not mine:
        return found
    before = (replace(one, cells=one.cells - len(mine)) if one.code == TOTALS else one for one in found.sheet.problems)
    told = [*(one for one in before if one.cells > 0), *map(_told, mine)]
    whole = sheets.joined([found, known.figures(mine)])
    rest = tuple(one for one in found.origins.printed if one not in mine)
    return replace(
        found,
        sheet=replace(whole.sheet, problems=tuple(told)),
        origins=replace(whole.origins, printed=rest),
        ignored=found.ignored - len(mine),
    )


def _asked_no_more(found: Layout, said: Sequence[TagAnswer]) -> Layout:
    """The layout without the question whether rows are sums of others, for those that answers are about."""
    if not any(problem.code == PARENTS for problem in found.sheet.problems):
        return found
    places = _Known(found, ()).places
    waiting = tuple(at for at in found.origins.waiting if not any(one.place.covers(places[at]) for one in said))
    problems = tuple(problem for problem in found.sheet.problems if waiting or problem.code != PARENTS)
    origins = replace(found.origins, waiting=waiting)
    return replace(found, sheet=replace(found.sheet, problems=problems), origins=origins)


def _told(one: Printed) -> Problem:
    found = Sentence(
        "{text} in {name}, which the file prints as the sum of {number} figures",
        text=quoted(one.cell.text),
        name=quoted(one.named[:60]),
        number=len(one.parts),
    )
    fix = Sentence("It counts beside them, as corrected.")
    return one.cell.located(Problem("warn", BESIDE, found, Sentence("figures that add up once"), fix))


class _Known:
    """What the figures of a table say of the rows and columns in which they stand."""

    def __init__(self, found: Layout, grids: Sequence[Grid]) -> None:
        self.found, self.origins = found, found.origins
        self.columns_of = {grid.sheet: ColumnNames(grid) for grid in grids}
        self.names = self.origins.columns[VALUE]
        self.fields = [name for name in found.sheet.header if name != VALUE]
        self.texts = {
            name: column.to_pylist() for name, column in zip(found.sheet.header, found.sheet.columns, strict=True)
        }
        rows = np.asarray(found.sheet.rows).tolist()
        self.places = list(zip(self.origins.sheets, rows, self.names, strict=True))
        self.rows = {place[:2] for place in self.places}
        self.columns = {(place[0], place[2]) for place in self.places}

    def meant(self, cell: SheetCell, one: TagAnswer) -> bool:
        """Whether a correction means a total: of a row those in columns that hold figures, of a column likewise."""
        if not one.place.covers((cell.sheet, cell.row, cell.column)):
            return False
        in_row, in_column = (cell.sheet, cell.row) in self.rows, (cell.sheet, cell.column) in self.columns
        return one.place.rank == 2 or (in_column if one.place.row is not None else in_row)

    def figures(self, mine: Sequence[Printed]) -> Layout:
        """These totals as a table of their own."""
        records = Records()
        for group, one in enumerate(mine):
            records.add(one.cell, {name: self._word(name, one) for name in self.fields}, group)
        return records.layout(self.found.name, self.origins.groups is not None, self.origins.detail is not None)

    def _word(self, name: str, one: Printed) -> SheetCell:
        """The word of a field for a total: what stands in its row where that of other figures stands in theirs, else
        the word of its column, or the one for all figures."""
        cell = one.cell
        rows, names = self.origins.rows[name], self.origins.columns[name]
        alike = [p for p, (sheet, _row, _name) in enumerate(self.places) if sheet == cell.sheet]
        label = next((names[p] for p in alike if self.places[p][1] == rows[p] and names[p] != cell.column), None)
        if label is not None:
            text = self.columns_of[cell.sheet].text(label, cell.row)
            return SheetCell(text, cell.row, label, cell.sheet) if text else NOWHERE
        in_column = [p for p in alike if self.places[p][2] == names[p] == cell.column]
        beside = [p for p in alike if self.places[p][2] != names[p]]
        place = next(iter(in_column or beside), None)
        if place is None:
            return SheetCell(one.unit, cell.row, cell.column, cell.sheet) if name == "unit" else NOWHERE
        return SheetCell(self.texts[name][place], int(rows[place]), names[place], cell.sheet)
