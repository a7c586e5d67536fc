"""What somebody corrected of the figures of a file: another unit or scope than the file states, rows and columns that
are totals, and totals that count. Each correction is told with what the file states; one that cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from analytics.text.digits import Digits
from analytics.text.problems import Problem, Refused, block, warn
from analytics.text.sentences import Sentence, joined, quoted
from analytics.units import MASS, Unit
from analytics.vocabulary import GPC_REFERENCES
from datasets.intake.checking import checks, row_units
from datasets.intake.checking.account import resolved
from datasets.intake.checking.coded_columns import CellWords, Coded, together
from datasets.intake.layouts.long_records import VALUE, Printed, SheetCell
from datasets.intake.meaning import fuel_amounts, tag_answers
from datasets.intake.meaning.questions import refused
from datasets.intake.meaning.tag_answers import IS_TOTAL, NOT_STATED, SCOPE, TOTAL, UNIT, TagAnswer
from datasets.store.combinations import positions

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import NumberColumn, WordColumns

CORRECTED = "tag-corrected"
"""The code of what is told of a correction."""
APART = 0.1
"""[R] A total that is further than this share from each sum beside it is none: leaving it out would lose its tonnes."""
SAME = ("city", "year", "method", "gas")
"""What a total and its parts have in common."""
MOST_NAMED = 10
TAKE_BACK = Sentence("Take the correction back, or make it of another place.")


class CorrectedTags:
    """The corrections among the answers of a file, by the rows of its table."""

    def __init__(self, table: WordColumns) -> None:
        """Refuse those that cover no figure."""
        self._table = table
        self.totals: dict[int, TagAnswer] = {}
        """The rows that are left out as totals of others, each with the correction that says so."""
        self._decided = cache(self._deciding)
        every = tag_answers.given(table.answers, *tag_answers.KINDS)
        self._given = [one for one in every if self._covered(one).any()]
        unused = [one for one in every if one not in self._given and not self._printed_there(one)]
        table.account.tell(*map(self._nowhere, unused))

    @cached_property
    def _rows(self) -> np.ndarray:
        """The row of the file in which each figure stands."""
        return np.asarray(self._table.sheet.rows[np.arange(self._table.length)])

    @cached_property
    def _names(self) -> np.ndarray | None:
        """The name of the column in which each figure stands; None where a row of the table holds several columns."""
        columns = self._table.account.origins.columns
        return np.array(columns[VALUE], dtype=object) if VALUE in columns else None

    @cached_property
    def _sheets(self) -> np.ndarray:
        sheets = self._table.account.origins.sheets
        return np.array(sheets if len(sheets) else [None] * self._table.length, dtype=object)

    def _covered(self, one: TagAnswer, column: str | None = None) -> np.ndarray:
        """The rows of the table that a correction covers; in one ``column`` of numbers, or in any."""
        place, found = one.place, np.ones(self._table.length, dtype=bool)
        if place.row is not None:
            found &= self._rows == place.row
        if place.sheet is not None:
            found &= self._sheets == place.sheet
        if place.column is not None and self._names is not None:
            found &= self._names == place.column
        elif place.column is not None:
            found &= place.column in (
                [values.column for values in self._table.columns.values] if column is None else [column]
            )
        return found

    def _printed_there(self, one: TagAnswer) -> bool:
        """Whether somebody said that figures are a total which were taken for one anyway."""
        cells = (printed.cell for printed in self._table.account.origins.printed)
        return one.answer == IS_TOTAL and any(one.place.covers(cell.where) for cell in cells)

    def _deciding(self, kind: str, column: str | None = None) -> tuple[np.ndarray, list[TagAnswer]]:
        """The corrections of a kind, and which of them holds of each row, -1 for none: the most particular one. Rows of
        which two say different things are refused."""
        mine = [one for one in self._given if one.kind == kind]
        codes = np.full(self._table.length, -1)
        for number, one in enumerate(mine):
            covered = self._covered(one, column)
            for before in np.unique(codes[covered & (codes >= 0)]).tolist():
                other = mine[before]
                if other.place.rank == one.place.rank and other.answer != one.answer:
                    expected = Sentence("one correction of each figure, or one of the cell itself")
                    self._refuse(one, positions(covered & (codes == before)), _against(one, other), expected, column)
            codes[covered & (codes < 0)] = number
        return codes, mine

    def _nowhere(self, one: TagAnswer) -> Problem:
        """The refusal of a correction of a place that this file does not have."""
        place, expected = one.place, Sentence("a place that holds figures; this file has none")
        values = [values.column for values in self._table.columns.values]
        columns = list(dict.fromkeys(values if self._names is None else self._names.tolist()))
        if self._table.length and columns:
            expected = Sentence(
                "figures in rows {first} to {last} of the columns {names}",
                first=int(self._rows.min()),
                last=int(self._rows.max()),
                names=joined(map(quoted, columns[:MOST_NAMED]), "comma"),
            )
        problem = refused(one.key, one.answer, expected, TAKE_BACK)
        return replace(problem, sheet=place.sheet, row=place.row, column=place.column)

    def _refuse(self, one: TagAnswer, places: np.ndarray, found: str, expected: str, column: str | None) -> None:
        self._table.account.add(
            block("answer-unknown", found, expected, TAKE_BACK, column=column or VALUE, key=one.key), places
        )

    def _tell(self, rows: np.ndarray, words: CellWords, header: str, meant: str, column: str | None) -> None:
        """What the file states in each of some rows, and what it was corrected to."""
        for code in np.unique(words.codes[rows]):
            word = words.words[code] or header
            self._table.account.add(
                warn(
                    CORRECTED,
                    Sentence("nothing in the file, corrected to {meant}", meant=meant)
                    if not word
                    else Sentence("{word} in the file, corrected to {meant}", word=quoted(word), meant=meant),
                    "a file that states it so",
                    "The figures were read as corrected; what the file states is kept beside them.",
                    column=column,
                ),
                positions(rows & (words.codes == code)),
            )

    def scope(self, stated: CellWords) -> CellWords:
        """The words for the scope of each row, those that were corrected in the place of those of the file."""
        codes, mine = self._decided(SCOPE)
        references = self._table.words("gpc_ref")
        words, found = list(stated.words), np.array(stated.codes, dtype=np.int64)
        for number, one in enumerate(mine):
            rows, scope = codes == number, "" if one.answer == NOT_STATED else one.answer
            self._of_references(one, rows & references.mask(_of_another(scope)), references)
            meant = tag_answers.scope_named(one.answer)
            self._tell(rows, stated, "", meant, stated.name or VALUE)
            found[rows] = len(words)
            words.append(scope)
        return CellWords(stated.name, found, words, stated.reordered) if mine else stated

    def _of_references(self, one: TagAnswer, rows: np.ndarray, references: CellWords) -> None:
        """Refuse a scope beside references that name another."""
        for code in np.unique(references.codes[rows]):
            found = Sentence("scope {scope} beside {ref}", scope=one.answer, ref=references.words[code])
            expected = Sentence("the scope that the reference names")
            self._refuse(one, positions(rows & (references.codes == code)), found, expected, references.name)

    def of_units(self, column: str) -> np.ndarray:
        """The rows of a column of numbers whose unit was corrected."""
        return positions(self._decided(UNIT, column)[0] >= 0)

    def units(self, column: str, stated: Coded, header: str) -> Coded:
        """The units of a column of numbers, those that were corrected in the place of those that the file states in its
        cells or in the ``header``."""
        codes, mine = self._decided(UNIT, column)
        if not mine:
            return stated
        table, words, gas = self._table, self._table.words("unit"), self._table.words("gas")
        both = together(Coded(codes + 1, [None, *mine]), gas, table.carrier, name=column)
        resolve = row_units.unit(table.answers, None, gas.name)

        def unit(said: tuple[TagAnswer | None, str, str | None]) -> Unit | None:
            one, of, carrier = said
            if one is None:
                return None
            try:
                found = checks.known(one.answer, table.answers)
                open_mass = found.quantity == MASS and not of and "gas" not in table.answers
                found = found if open_mass and carrier in fuel_amounts.METERED else resolve((one.answer, of))
                if carrier in fuel_amounts.METERED and (found.quantity == MASS or found.kind == fuel_amounts.FUEL):
                    fuel_amounts.fuel_of(carrier)
            except Refused as refusal:
                raise Refused(*(_of_answer(problem, one) for problem in refusal.problems)) from refusal
            return found

        found = resolved(both, unit, table.account)
        read = np.array([item is not None for item in found], dtype=bool)[both.codes]
        for number, one in enumerate(mine):
            self._tell(read & (codes == number), words, header, one.answer, column)
        return Coded(np.where(codes >= 0, len(stated.values) + both.codes, stated.codes), [*stated.values, *found])

    def leave_out_totals(self) -> np.ndarray:
        """Leave out the rows that somebody said are totals of others. Gives for each row whether somebody said that
        it is one, or that it counts: neither is to be asked."""
        codes, mine = self._decided(TOTAL)
        said = {row: mine[codes[row]] for row in positions(codes >= 0).tolist()}
        self.totals = {row: one for row, one in said.items() if one.answer == IS_TOTAL}
        if self.totals:
            self._table.account.leave_out(
                warn(
                    CORRECTED,
                    Sentence("figures that the file does not call a total"),
                    "figures that add up once",
                    "They were held against their parts and left out, as corrected.",
                    column=VALUE if self._names is not None else self._table.words("sector").name,
                ),
                np.array(list(self.totals)),
            )
        return np.asarray(codes >= 0)

    def printed(self, part: NumberColumn, cell: Callable[[int], SheetCell]) -> Iterator[Printed]:
        """The totals that somebody named, each with the parts whose sum comes nearest; a correction is refused where no
        sum beside its totals comes near. ``cell`` gives the cell of a row."""
        label, unit = self._table.label, self._table.words("unit")
        for one in dict.fromkeys(self.totals.values()):
            mine = [row for row, by in self.totals.items() if by == one and not np.isnan(part.amounts[row])]
            sums = {row: self._summed(part, row, one) for row in mine}
            apart = sum(abs(part.amounts[row] - _sum(part, rows)) for row, rows in sums.items())
            if apart > APART * float(np.abs(part.amounts[mine]).sum()):
                amount, near = float(part.amounts[mine[0]]), _sum(part, sums[mine[0]])
                refusal = block(
                    "answer-unknown",
                    Sentence(
                        "{total} as a total, while the nearest sum beside it is {sum}",
                        total=Digits(amount, f"{amount:,.10g}"),
                        sum=Digits(near, f"{near:,.10g}"),
                    ),
                    "a total that is the sum of other figures",
                    TAKE_BACK,
                    column=part.column,
                    key=one.key,
                )
                self._table.account.tell(self._table.account.located(refusal, mine[0]))
                continue
            for row, rows in sums.items():
                named = label.at(row) or cell(row).column
                yield Printed(cell(row), tuple(rows.tolist()), named, str(unit.at(row)))

    def _summed(self, part: NumberColumn, total: int, one: TagAnswer) -> np.ndarray:
        """The figures that a total may add up: those that follow it or stand before it in its column (in its row where
        a column was named), as many as come nearest, or all of them."""
        across = self._names is not None and one.place.row is None
        like = ~self._table.account.ignored & (self._sheets == self._sheets[total])
        for words in map(self._table.words, SAME):
            like &= words.codes == words.codes[total]
        if across:
            like &= self._rows == self._rows[total]
        elif self._names is not None:
            like &= self._names == self._names[total]
        order = np.arange(self._table.length) if across else self._rows
        every = positions(like)
        every = every[np.argsort(order[every], kind="stable")]
        after, before = every[order[every] > order[total]], every[order[every] < order[total]][::-1]
        best, wanted = every, part.amounts[total]
        for run in (after, before):
            sums = np.cumsum(np.nan_to_num(part.amounts[run]))
            if len(run) and np.abs(sums - wanted).min() < abs(_sum(part, best) - wanted):
                best = run[: int(np.abs(sums - wanted).argmin()) + 1]
        return best


def _sum(part: NumberColumn, rows: np.ndarray) -> float:
    return float(np.nansum(part.amounts[rows]))


def _of_another(scope: str) -> Callable[[str], bool]:
    """Whether a word is a reference of another scope."""

    def another(word: str) -> bool:
        known = GPC_REFERENCES.get(word.upper().rstrip("."))
        return known is not None and str(known.scope) != scope

    return another


def _against(one: TagAnswer, other: TagAnswer) -> Sentence:
    return Sentence(
        "the answers {key}={answer} and {other}={said}, which contradict each other",
        key=one.key[:60],
        answer=one.answer[:60],
        other=other.key[:60],
        said=other.answer[:60],
    )


def _of_answer(problem: Problem, one: TagAnswer) -> Problem:
    """The refusal of a unit that cannot be meant, as one of its answer; what a unit leaves open is asked."""
    if problem.severity == "ask":
        return problem
    return replace(problem, code="answer-unknown", fix=TAKE_BACK, key=one.key, column=None)
