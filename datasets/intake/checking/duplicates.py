"""Rows that fill the same cell of an inventory twice.

A row that repeats another in every cell is left out, with a warning that says what that takes off the sum. Rows that
give the same figure in other words are asked about. Of rows with different figures one has to be chosen, with a reason,
or all are added up: of months and meters that is asked once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics import units
from analytics.grouped import grouped
from analytics.text import given_reasons
from analytics.text.digits import Digits
from analytics.text.problems import Problem, ask, block, warn
from analytics.text.sentences import Sentence, joined, listed
from datasets.intake.checking.account import Account
from datasets.intake.checking.coded_columns import Coded
from datasets.intake.meaning.questions import ADD_UP, CHOICES, CONFLICT, SEVERAL, refused
from datasets.store.combinations import positions

ALL_ADDED = Sentence("All of them were added.")
MOST_NAMED = 5
MOST_MARKS = 8
"""Bytes for each row that may be spent on finding out that no cell is filled twice."""
MOST_CHOSEN = 30
"""Of so many rows one can be chosen by an answer, and of so many cells at a time; the next are asked about then."""
FEWEST_PARTS = 6
"""[R] So many rows with different figures for one cell are parts of it, such as months or meters, and no rivals."""


class Figures(NamedTuple):
    """One column of numbers: its name, amounts, positions of notation keys, and units."""

    column: str
    amounts: np.ndarray
    keys: np.ndarray
    unit: Coded

    def equal(self, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether each of ``rows`` has the figure of its counterpart."""
        ours, theirs = self.amounts[rows], self.amounts[others]
        same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
        return np.asarray(same & (self.keys[rows] == self.keys[others]))

    def sums(self, rows: np.ndarray) -> list[str]:
        """What some rows add up to, in words, by unit."""
        found = grouped(
            (units.canonical(unit).name, amount)
            for unit, amount in zip(map(self.unit.at, rows), self.amounts[rows].tolist(), strict=True)
            if unit is not None and not np.isnan(amount)
        )
        sums = {unit: fsum(amounts) for unit, amounts in found.items()}
        return [
            Sentence("{number} {unit}", number=Digits(whole, f"{whole:,.10g}"), unit=unit)
            for unit, whole in sums.items()
        ]


def settle(cells: np.ndarray, figures: Sequence[Figures], account: Account, columns: Sequence[pa.Array]) -> None:
    """Find the rows with the same number in ``cells``, and settle them by the answers.

    ``columns`` holds all cells of the table as text, by which a repeated row is told from one with the same figure. A
    table that an adapter made holds only part of the user's row, so that there equal rows are asked about.
    """
    import pandas as pd

    chosen = {
        key.partition(":")[2]: answer for key, answer in account.answers.items() if key.startswith(f"{CONFLICT}:")
    }
    taken = account.taken
    twice = np.zeros(0, dtype=np.int64)
    if not _all_differ(cells if taken.all() else cells[taken]):
        ready = account.ready
        twice = ready[pd.Series(cells[ready]).duplicated(keep=False).to_numpy()]
    if not len(twice):
        _without_conflict(chosen, account)
        return
    groups, _ = pd.factorize(cells[twice])
    first = np.zeros(int(groups.max()) + 1, dtype=np.int64)
    first[groups[::-1]] = twice[::-1]
    model = first[groups]
    rows_of = _Groups(twice, groups, account)
    differing = [(item, ~item.equal(twice, model)) for item in figures]
    conflicting = [(item.column, (np.bincount(groups, weights=other) > 0)[groups]) for item, other in differing]
    either = np.logical_or.reduce([mask for _, mask in conflicting])
    if either.any():
        _Conflicts(rows_of, conflicting, account, chosen).settle()
    else:
        _without_conflict(chosen, account)
    repeated = ~either & (twice != model)
    # Where sheets or tables were put together, what is alike may be of different things.
    if "duplicate-rows" not in account.answers and not account.origins.put_together:
        # So may what stands side by side in one row.
        # Whether each of ``rows`` says the same as its counterpart in every cell.
        ours, theirs = pa.array(twice), pa.array(model)
        same = np.ones(len(twice), dtype=bool)
        for column in columns:
            same &= pc.equal(column.take(ours), column.take(theirs)).to_numpy(zero_copy_only=False)
        alike = repeated & (account.rows[twice] != account.rows[model]) & same
        if alike.any():
            # Keep the first of rows that are the same in every cell, and say what that does to the sum.
            places = twice[alike]
            sums = [amount for item in figures for amount in item.sums(places)]
            account.ignored[places] = True
            account.add(
                warn(
                    "duplicate-row",
                    Sentence("the same row, as in rows {rows}", rows=rows_of.named(int(places[0]))),
                    "each row once",
                    Sentence(
                        "The first row was kept and its repetition left out, which leaves {amount} out of the sum. Say "
                        "so where all of them count.",
                        amount=listed(sums),
                    )
                    if sums
                    else "The first row was kept and its repetition left out; no number changes.",
                    column=figures[0].column,
                    key="duplicate-rows",
                    choices=CHOICES["duplicate-rows"],
                ),
                places,
            )
            repeated &= ~alike
    if repeated.any():
        _repeated(twice[repeated], rows_of, figures[0].column, account)


def _all_differ(cells: np.ndarray) -> bool:
    """Whether no number stands twice: by a mark for each number that may be, or in their order where these are many."""
    size = int(cells.max(initial=0)) + 1
    if size > MOST_MARKS * len(cells):
        ordered = np.sort(cells)
        return not bool((ordered[1:] == ordered[:-1]).any())
    marks = np.zeros(size, dtype=bool)
    marks[cells] = True
    return bool(np.count_nonzero(marks) == len(cells))


def added_up(answers: Mapping[str, str], found: str, column: str) -> Problem:
    """The question whether rows are parts of a cell that add up, or that they were added as answered."""
    return ask(
        "several-rows",
        found,
        "each cell once, or parts of it that add up",
        "Say that they are parts of it, such as months or meters, and add up; if not, correct the rows.",
        column=column,
        key=SEVERAL,
        choices=CHOICES[SEVERAL],
    ).by(answers, {ADD_UP: ALL_ADDED})


def _without_conflict(chosen: Mapping[str, str], account: Account) -> None:
    """Refuse the answers about rows in conflict that name none.

    Where a row that such an answer names is itself refused or waits for another answer, it may be in conflict yet.
    """
    if not chosen:
        return
    out = {account.row_name(place) for place in positions(account.out).tolist()}
    for name, answer in chosen.items():
        if name not in out and answer not in out:
            account.tell(
                refused(
                    f"{CONFLICT}:{name}",
                    answer,
                    "the first of several rows that give one cell different figures",
                    "Leave the answer out, or name that row.",
                )
            )


def _repeated(places: np.ndarray, rows_of: _Groups, column: str, account: Account) -> None:
    """Ask about rows with the same figure, or do as answered."""
    question = ask(
        "duplicate-row",
        Sentence("the same cell with the same figure, as in rows {rows}", rows=rows_of.named(int(places[0]))),
        "each cell once",
        "Say whether one row is kept, or all of them count and add up; the answer also counts for exact copies.",
        column=column,
        key="duplicate-rows",
        choices=CHOICES["duplicate-rows"],
    )
    account.ignored[places] = account.answers.get("duplicate-rows") == "keep-one"
    first_kept = Sentence("The first row was kept and its repetition left out.")
    account.add(question.by(account.answers, {"keep-one": first_kept, "keep-all": ALL_ADDED}), places)


class _Groups:
    """Rows that fill one cell together, by the position of each of them."""

    def __init__(self, places: np.ndarray, groups: np.ndarray, account: Account) -> None:
        self.places, self.groups, self.account = places, groups, account

    def together(self, place: int) -> np.ndarray:
        """The positions of the rows that fill the same cell as the one at ``place``."""
        group = self.groups[np.searchsorted(self.places, place)]
        return np.asarray(self.places[self.groups == group])

    def named(self, place: int) -> str:
        rows = self.together(place)
        name = self.account.row_name if self.account.origins.several else lambda at: str(self.account.rows[at])
        shown = list(map(name, rows[:MOST_NAMED].tolist()))
        if len(rows) > MOST_NAMED:
            return Sentence("{rows} and more", rows=joined(shown, "comma"))
        return listed(shown)

    def choices(self, place: int) -> tuple[str, ...]:
        """The rows of a group as an answer names them; none where they stand in one row, or are too many."""
        names = list(map(self.account.row_name, self.together(place).tolist()))
        return tuple(names) if len(names) == len(set(names)) <= MOST_CHOSEN else ()

    def many(self) -> np.ndarray:
        """Whether each row fills its cell together with so many others that they are parts of it."""
        return np.asarray(np.bincount(self.groups)[self.groups] >= FEWEST_PARTS)


class _Conflicts:
    """Rows that give one cell different figures: one of them counts, by an answer and with a reason."""

    def __init__(
        self,
        rows_of: _Groups,
        conflicting: Sequence[tuple[str, np.ndarray]],
        account: Account,
        chosen: Mapping[str, str],
    ) -> None:
        self.rows_of, self.conflicting, self.account, self.chosen = rows_of, conflicting, account, chosen

    def settle(self) -> None:
        """Follow the answers; tell each row of the others at its place, and ask which one counts."""
        open_rows = np.logical_or.reduce([mask for _, mask in self.conflicting])
        unmatched = dict(self.chosen)
        for place in self._firsts(open_rows) if self.chosen else ():
            name = self.account.row_name(place)
            if name not in self.chosen or not (choices := self.rows_of.choices(place)):
                continue
            answer = self.chosen[name]
            unmatched.pop(name, None)
            if answer in choices:
                together = self.rows_of.together(place)
                self._follow(together, choices.index(answer))
                open_rows &= ~np.isin(self.rows_of.places, together)
            else:
                self.account.tell(
                    refused(f"{CONFLICT}:{name}", answer, Sentence("one of {names}", names=", ".join(choices)))
                )
        _without_conflict(unmatched, self.account)
        many = open_rows & self.rows_of.many()
        if many.any():
            # Ask once for the file whether the many rows of each cell are added up, or say that they were.
            found = self._figures(int(self.rows_of.places[many][0]))
            self.account.add(added_up(self.account.answers, found, self.conflicting[0][0]), self.rows_of.places[many])
        self._tell(open_rows & ~many)

    def _firsts(self, rows: np.ndarray) -> list[int]:
        """The first position of each group among the ``rows`` of all groups."""
        groups = self.rows_of.groups[rows]
        return sorted(self.rows_of.places[rows][np.unique(groups, return_index=True)[1]].tolist())

    def _follow(self, together: np.ndarray, chosen: int) -> None:
        """Leave out the rows that were not chosen; the one that was waits for the reason."""
        kept, others = together[chosen : chosen + 1], np.delete(together, chosen)
        column = next(name for name, mask in self.conflicting if mask[np.isin(self.rows_of.places, together)].any())
        rows = self.rows_of.named(int(kept[0]))
        found = Sentence("the same cell with different figures in rows {rows}", rows=rows)
        self.account.ignored[others] = True
        row = int(self.account.rows[kept[0]])
        self.account.add(
            warn(
                "conflict-settled",
                found,
                "each cell once",
                Sentence("Row {row} counts, as answered; this one was left out.", row=row),
                column=column,
            ),
            others,
        )
        if not given_reasons.says_something(self.account.answers.get("reason", "")):
            self.account.add(
                ask(
                    "conflict-reason",
                    found,
                    "a reason for the choice",
                    "Say why this row counts; the reason is kept with the revision (--reason).",
                    column=column,
                    key="reason",
                ),
                kept,
            )

    def _tell(self, rows: np.ndarray) -> None:
        """One refusal at each row; in the first cells it takes the answer that names the row which counts."""
        choose = Sentence("Say which row counts and why, or label the rows apart.")
        for column, mask in self.conflicting:
            problem = block(
                "conflicting-duplicate",
                "",
                "each cell once",
                "Remove the row that does not count, or label the rows apart.",
                column=column,
            )
            for first in self._firsts(rows & mask)[:MOST_CHOSEN]:
                if choices := self.rows_of.choices(first):
                    key = f"{CONFLICT}:{choices[0]}"
                    asked = replace(problem, fix=choose, key=key, choices=choices)
                    self.account.add(asked, self.rows_of.together(first), self._figures)
            self.account.add(problem, self.rows_of.places[mask & rows], self._figures)

    def _figures(self, place: int) -> str:
        return Sentence("the same cell with different figures in rows {rows}", rows=self.rows_of.named(place))
