"""What was found while a file is checked: its problems, each at its place, and the account of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence, quoted
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.layouts.long_records import IN_THEIR_ROWS, Origins
from datasets.intake.meaning.questions import LEAVE_OUT, LEFT_OUT, answerable, leavable
from datasets.intake.readers.text_table import Following
from datasets.store.combinations import SPAN, positions

MOST_LISTED = 100
"""How many cells of one fault in one column are listed one by one; the last of them says how many more there are."""
MOST_REFUSED = 300
"""After so many different texts that make no sense, a column is not read further: it is not what it was taken for."""


@dataclass
class Account:
    """The problems of a file, which of its rows they keep out, which wait for an answer, and which are left out.

    Rows that are ``settled``, such as printed totals, are looked at no further. ``origins`` says where each record
    stands in the user's file, when the table was made from another layout; ``answers`` are those given with the file.
    """

    rows: np.ndarray | Following
    header: Sequence[str] = ()
    origins: Origins = IN_THEIR_ROWS
    answers: Mapping[str, str] = field(default_factory=dict)
    rejected: np.ndarray = field(init=False)
    waiting: np.ndarray = field(init=False)
    ignored: np.ndarray = field(init=False)
    settled: np.ndarray = field(init=False)
    _problems: list[Problem] = field(default_factory=list)
    _shared: dict[tuple[str, ...], int] = field(default_factory=dict)
    _first: dict[tuple[str, ...], int] = field(default_factory=dict)
    _listed: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _last: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _cells: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Start with every row accepted."""
        self.rejected, self.waiting, self.ignored, self.settled = np.zeros((4, len(self.rows)), dtype=bool)

    @property
    def out(self) -> np.ndarray:
        """The rows that are refused or wait for an answer."""
        return np.asarray(self.rejected | self.waiting)

    @property
    def taken(self) -> np.ndarray:
        """Which rows stand ready."""
        return np.asarray(~(self.rejected | self.waiting | self.ignored))

    @property
    def ready(self) -> np.ndarray:
        """The positions of the rows that stand ready."""
        return positions(self.taken)

    def spans(self) -> Iterator[np.ndarray | slice]:
        """The positions of the rows that stand ready, some of them at a time; a slice where all of them do."""
        taken = self.taken
        for start in range(0, len(taken), SPAN):
            part = taken[start : start + SPAN]
            if part.all():
                yield slice(start, start + len(part))
            elif part.any():
                yield positions(part) + start

    def problems(self) -> list[Problem]:
        """All problems: those of the whole file first, then by sheet, by row and in the order of columns."""
        order = {name: place for place, name in reversed(list(enumerate(self.header)))}
        found = dict.fromkeys(self._problems)
        sheet = self.origins.sheet
        if sheet is not None:
            found = dict.fromkeys(
                replace(problem, sheet=sheet) if problem.row is not None and problem.sheet is None else problem
                for problem in found
            )
        return sorted(
            found,
            key=lambda problem: (problem.sheet or "", problem.row or 0, order.get(problem.column or "", -1)),
        )

    def located(self, problem: Problem, place: int) -> Problem:
        """A problem at the cell of the user's file that the record at ``place`` was made of."""
        sheet, row, column = self.origins.at(place, int(self.rows[place]), problem.column)
        return replace(problem, sheet=sheet, row=row, column=column)

    def tell(self, *problems: Problem) -> None:
        """Note problems that concern no row, or whose rows are accounted for already."""
        self._problems += problems

    def add(self, problem: Problem, places: np.ndarray, texts: Callable[[int], str] | None = None) -> None:
        """Note what is wrong with the cells at ``places``.

        A refusal is told for each cell, with its own text where ``texts`` gives it; a question or a warning once for
        all cells, as is a refusal that takes an answer of its own and has one text. A cell that is refused for one
        reason is neither refused for another as well nor asked about.
        """
        places, problem = places[~self.settled[places]], answerable(problem)
        if not len(places):
            return
        shared = problem.severity != "block" or (problem.key is not None and texts is None)
        problem = leavable(problem)
        out = problem.severity != "warn" and LEAVE_OUT in problem.choices
        if out and self.answers.get(problem.key or "") == LEAVE_OUT:
            found = texts(int(places[0])) if texts else problem.found
            self.leave_out(replace(problem.answered(LEFT_OUT), found=found), places)
            return
        if problem.severity == "block":
            self.rejected[places] = True
        if problem.severity == "ask":
            self.waiting[places] = True
        if problem.severity != "warn" and shared:
            taken = [place for place, column in self._cells if column == problem.column]
            places = places[~np.isin(places, taken)]
            if not len(places):
                return
        if shared:
            self._share(problem, places)
            return
        for done, place in enumerate(places):
            group = (problem.code, problem.column)
            listed = self._listed.get(group, 0)
            if listed >= MOST_LISTED:
                count = len(places) - done
                last = self._last[group]
                self._problems[last] = replace(self._problems[last], cells=self._problems[last].cells + count)
                return
            if (int(place), problem.column or "") in self._cells:
                continue
            self._cells.add((int(place), problem.column or ""))
            self._listed[group] = listed + 1
            self._last[group] = len(self._problems)
            told = replace(problem, found=texts(int(place)) if texts else problem.found)
            self._problems.append(self.located(told, int(place)))

    def tell_words(self, words: CellWords, holds: Callable[[Any], bool], problem: Problem) -> np.ndarray:
        """Note what is wrong with the cells of a column whose word ``holds``: the first of them is what was found,
        where the problem names nothing. Gives their positions."""
        if not any(map(holds, words.words)):
            return np.zeros(0, dtype=np.int64)
        places = positions(words.mask(holds))
        found = problem.found or quoted(words.words[words.codes[places[0]]])
        self.add(replace(problem, found=found, column=words.name), places)
        return places

    def leave_out(self, problem: Problem, places: np.ndarray) -> None:
        """Leave rows out, with what is told of them; they are looked at no further."""
        self.add(problem, places)
        self.ignored[places] = self.settled[places] = True

    def settle(
        self,
        question: Problem,
        places: np.ndarray,
        leaving: Mapping[str, Sentence] = MappingProxyType({LEAVE_OUT: LEFT_OUT}),
        keeping: Mapping[str, Sentence] = MappingProxyType({}),
    ) -> None:
        """Ask whether some rows count, or do as answered: by the answers in ``leaving`` they are left out and looked at
        no further, by those in ``keeping`` they count. Each answer stands with what is told of it then."""
        self.add(question.by(self.answers, {**leaving, **keeping}), places)
        if self.answers.get(question.key or "") in leaving:
            self.ignored[places] = self.settled[places] = True

    def row_name(self, place: int) -> str:
        """A row as an answer names it: by its number, after its sheet where the table was made of several."""
        sheet = self.origins.sheets[place] if self.origins.put_together and len(self.origins.sheets) else None
        return f"{sheet or ''} {self.rows[place]}".strip()

    def _share(self, problem: Problem, places: np.ndarray) -> None:
        """One problem for many cells; a second one with the same question joins the first."""
        if not len(places):
            return
        own = (problem.key,) if problem.key else (problem.column or "", problem.found)
        group = (problem.severity, problem.code, *own)  # a question that joined a warning would not be asked
        first = int(places.min())
        if group not in self._shared:
            self._shared[group] = len(self._problems)
            self._first[group] = first
            self._problems.append(replace(self.located(problem, first), cells=len(places)))
            return
        known = self._problems[self._shared[group]]
        earlier = known if self._first[group] <= first else self.located(problem, first)
        self._first[group] = min(first, self._first[group])
        self._problems[self._shared[group]] = replace(earlier, cells=known.cells + len(places))


Resolve = Callable[[Any], Any]


def resolved(words: CellWords, resolve: Resolve, account: Account) -> list[Any]:
    """What each distinct word stands for. A word that ``resolve`` refuses becomes a located problem and None."""
    found: list[Any] = []
    refused: list[tuple[int, Sequence[Problem]]] = []
    for place, word in enumerate(words.words):
        if len(refused) == MOST_REFUSED:
            break
        try:
            found.append(resolve(word))
        except Refused as refusal:
            found.append(None)
            refused.append((place, refusal.problems))
    for place, problems in refused:
        for problem in problems:
            _locate(replace(problem, column=problem.column or words.name), words.codes == place, account)
    if len(found) < len(words.words):
        rest = positions(words.codes >= len(found))
        sample = replace(refused[-1][1][0], severity="block", key=None, choices=())
        count = len(words.words) - len(found)
        more = Sentence(
            "{number:,} more texts that were not read, after {refused} that made no sense",
            number=count,
            refused=MOST_REFUSED,
        )
        fix = Sentence("Check that this is the right column.")
        account.rejected[rest] = True
        more_of_it = replace(sample, found=more, fix=fix, column=words.name, cells=len(rest))
        account.tell(account.located(more_of_it, int(rest[0])))
        found += [None] * count
    return found


def _locate(problem: Problem, mask: np.ndarray, account: Account) -> None:
    """Tell a problem of a column at its cells, and one of an option or default once for the file."""
    if problem.column is not None:
        account.add(problem, positions(mask))
        return
    (account.waiting if problem.severity == "ask" else account.rejected)[mask] = True
    account.tell(problem)
