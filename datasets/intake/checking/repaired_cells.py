"""Repairs of single cells that somebody chose for a file: answers that are kept with its draft and with its revision.

An answer ``repair:…`` is a list in JSON of ``[sheet, row, column, old, new]``: two numbers (in MWh or t) for a figure,
two codes for the carrier of a row. The file stays as it is, and so does the text of each cell in the store; a value
follows from its text, its unit and this answer. A repair of a cell that does not hold what it held is refused, by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

import numpy as np

from analytics.text.problems import Problem
from analytics.text.rereading import close, steps_of
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS
from datasets.intake.checking.coded_columns import Coded
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.layouts.long_records import VALUE
from datasets.intake.meaning import said_beside
from datasets.intake.meaning.questions import refused
from datasets.store.combinations import positions

REPAIR = "repair"
"""The kind of these answers: what stands before the colon of their question."""
TAKE_BACK = Sentence("Take the repair back.")


class RepairedCell(NamedTuple):
    """A cell of the user's file with what it held (``old``) and what is taken instead (``new``)."""

    sheet: str | None
    row: int
    column: str | None
    old: float | str
    new: float | str

    @property
    def place(self) -> tuple[str | None, int, str | None]:
        """Where it stands."""
        return self.sheet, self.row, self.column

    @property
    def times(self) -> float | None:
        """By what a figure is multiplied; None where the carrier is repaired."""
        if isinstance(self.old, str) or isinstance(self.new, str):
            return None
        return self.new / self.old


def written(cells: Iterable[RepairedCell]) -> str:
    """Cells as an answer."""
    return json.dumps([list(cell) for cell in cells], ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)  # ``verify`` asks for each row of a revision
def read(answer: str) -> tuple[RepairedCell, ...]:
    """The cells of an answer; none where it is no list of cells."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return ()
    sound = isinstance(found, list) and all(
        isinstance(cell, list) and len(cell) == 5 and _sound(*cell) for cell in found
    )
    return tuple(RepairedCell(*cell) for cell in found) if sound else ()


def _sound(sheet: object, row: object, column: object, old: object, new: object) -> bool:
    if not (isinstance(sheet, str | None) and isinstance(row, int) and isinstance(column, str | None)):
        return False
    if isinstance(old, str) and isinstance(new, str):
        return old in CARRIERS and new in CARRIERS
    return all(isinstance(number, int | float) and isfinite(number) for number in (old, new)) and old != 0


def given(answers: Mapping[str, str]) -> dict[str, tuple[RepairedCell, ...]]:
    """The cells of each repair among the answers of a file, by its question."""
    return {key: read(answer) for key, answer in answers.items() if key.partition(":")[0] == REPAIR}


def faults(answers: Mapping[str, str]) -> list[Problem]:
    """One refusal for each repair that is no list of cells."""
    return [
        refused(key, answers[key], "a list of cells in JSON, each as [sheet, row, column, old, new]", TAKE_BACK)
        for key, cells in given(answers).items()
        if not cells
    ]


def carried_out(table: CheckedTable, parts: Sequence[NumberColumn]) -> list[NumberColumn]:
    """The columns of numbers with the figures that the answers repair; carriers are repaired in ``table`` itself.

    A repair is carried out whole or not at all: where one of its cells does not hold what it held, it is refused.
    """
    wanted = given(table.answers)
    repaired = list(parts)
    if not wanted:
        return repaired
    at = _places(table, parts, {cell.row for cells in wanted.values() for cell in cells})
    for key, cells in wanted.items():
        found = [at.get(cell.place) for cell in cells]
        unlike = next(
            (cell for cell, where in zip(cells, found, strict=True) if not _holds(table, parts, cell, where)), None
        )
        if unlike is not None:
            said = Sentence("a repair from {old} to {new}", old=shown(unlike.old), new=shown(unlike.new))
            problem = refused(key, "", Sentence("{old} in this cell", old=shown(unlike.old)), TAKE_BACK)
            sheet, row, column = unlike.place
            table.account.tell(replace(problem, found=said, sheet=sheet, row=row, column=column))
            continue
        for cell, where in zip(cells, found, strict=True):
            assert where is not None
            number, place = where
            if isinstance(cell.new, str):
                codes = np.array(table.carrier.codes, dtype=np.int32)
                codes[place] = len(table.carrier.values)
                table.carrier = Coded(codes, [*table.carrier.values, cell.new])
                continue
            amounts = repaired[number].amounts.copy()
            amounts[place] = cell.new
            repaired[number] = replace(repaired[number], amounts=amounts)
    return repaired


def _places(
    table: CheckedTable, parts: Sequence[NumberColumn], rows: set[int]
) -> dict[tuple[str | None, int, str | None], tuple[int, int]]:
    """The number of the column and the position of each cell in these rows that stands ready."""
    origins, numbers = table.account.origins, np.asarray(table.sheet.rows[np.arange(table.length)])
    found: dict[tuple[str | None, int, str | None], tuple[int, int]] = {}
    for place in positions(np.isin(numbers, list(rows)) & table.account.taken).tolist():
        sheet = origins.sheets[place] if len(origins.sheets) > place else None
        for number, part in enumerate(parts):
            column = origins.columns[VALUE][place] if VALUE in origins.columns else part.column
            found[sheet, int(numbers[place]), column] = (number, place)
    return found


def _holds(
    table: CheckedTable, parts: Sequence[NumberColumn], cell: RepairedCell, where: tuple[int, int] | None
) -> bool:
    """Whether a cell is there and holds what the repair says that it held."""
    if where is None:
        return False
    number, place = where
    if isinstance(cell.old, str):
        return bool(table.carrier.at(place) == cell.old)
    return close(float(parts[number].amounts[place]), cell.old)


def shown(value: float | str) -> str:
    """A figure, or the name of a carrier, as a sentence tells it."""
    return CARRIERS[value].within if isinstance(value, str) else f"{value:,.10g}"


def steps(
    place: tuple[str | None, int, str | None],
    unit_text: str,
    quantity: str,
    answered: Sequence[float],
    answers: Mapping[str, str],
) -> tuple[tuple[float, ...], float | None]:
    """By what the number of a cell is multiplied to give its value, as ``answered`` and its unit have it, and by what
    more where the cell was repaired (None where it was not)."""
    if answers.get(said_beside.SCALE) == said_beside.THOUSANDS:
        answered = [1000 * step for step in (*answered, *steps_of(unit_text, quantity))]
    times = next((cell.times for cells in given(answers).values() for cell in cells if cell.place == place), None)
    if times is None:
        return tuple(answered), None
    return tuple(step * times for step in (*answered, *steps_of(unit_text, quantity))), times
