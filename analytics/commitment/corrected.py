"""Places that a later file made smaller in the year that judges: what that very year held before, in tonnes.

A place that grew since the base year can be taken away by a correction without being below the baseline: only the
former figures of the year itself tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.commitment.codes import Code
from analytics.commitment.place_questions import NOTHING, ExplainedPlaces, PlaceQuestions
from analytics.commitment.unsettled import OpenPlaces
from analytics.formula import OURS, formula
from analytics.inventories.spots import (
    CARRIER_CODES,
    REFERENCES,
    SECTOR_CODES,
    Floats,
    Integers,
    PlaceColumns,
    Truths,
    columns,
    ranges,
    summed,
)
from analytics.text.sentences import Sentence

_ROUNDING = 1e-9
"""The share of a total below which two sums of one content may differ."""
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class FormerInventories:
    """What inventories held before later files took its place: one row for each state of one, in their order.

    ``inventory`` is the number of the inventory that it was a state of. It was in force from the revision ``since``
    until before ``until``; ``withdrawn`` is what an undo took back within a day, a slip. The number of a state among
    the ``places`` is that of its row. ``came`` is for each inventory, by its number, the revision with which it came.
    """

    inventory: Integers
    since: Integers
    until: Integers
    withdrawn: Truths
    places: PlaceColumns
    came: Integers

    def of(self, inventories: Integers) -> tuple[Integers, Integers]:
        """The states of each of these inventories (-1 for none): the place in that list, and the row of the state."""
        first, last = (np.searchsorted(self.inventory, inventories, side=side) for side in ("left", "right"))
        return ranges(first, np.where(inventories >= 0, last, first))

    def tonnes(self) -> Floats:
        """The total of each state, in t."""
        return summed(self.places.inventory, self.places.tonnes, len(self.inventory))


NO_FORMER = FormerInventories(_NONE, _NONE, _NONE, np.zeros(0, dtype=bool), columns([]), _NONE)


class CorrectedPlaces(NamedTuple):
    """Places that were made smaller and that nobody explained: their ``open`` tonnes, whose rows are those of the
    ``places`` of the former state that weighs most (-1 for a place that had no row then). By question what they come
    to in all (``fell_t``), how far that state was above the path of its day (``above_t``, minus infinity for a slip),
    since which revision it stood, the totals of its day (``was_t``) and of the base year then (``base_t``), and which
    inventory it was a state of (``source``)."""

    open: OpenPlaces
    places: PlaceColumns
    fell_t: Floats
    above_t: Floats
    since: Integers
    was_t: Floats
    base_t: Floats
    source: Integers

    def of(self, question: int) -> CorrectedPlaces:
        """What is told of one question."""
        row = [question]
        return CorrectedPlaces(
            self.open.at(self.open.question == question),
            self.places,
            self.fell_t[row],
            self.above_t[row],
            self.since[row],
            self.was_t[row],
            self.base_t[row],
            self.source[row],
        )


@formula(
    name="Places corrected down",
    text=Sentence("On track stands if gap + c ≤ 0;  c = min(Σ (E former − E now) of places that fell, total fall)"),
    units=(
        "t CO₂e; former is what the year that judges held by an earlier revision, where that was above the path of its "
        "day, or an earlier year before the one that judges came; a place is a sector or GPC reference with its "
        "carrier, and rises in a sector count against its falls"
    ),
    source=OURS,
    mark="R",
    remark=(
        "What an undo took back within a day is told beside the verdict and forbids none. An explanation of that year "
        "settles a place."
    ),
)
def corrected(
    former: FormerInventories,
    asked: PlaceQuestions,
    places: PlaceColumns,
    given: ExplainedPlaces = NOTHING,
    behind: bool = False,
) -> CorrectedPlaces:
    """What files made smaller, in t, in the inventories that judge, and in those before them before these came: what
    was made smaller once and is no larger now is as open as before. Of a city that is ``behind`` it is asked where
    that is wanted.

    Of several former states the one counts with which most is open, of those that were behind where there are any.
    Source: our own rule [R].
    """
    count = len(asked.then)
    question, state, year = _states(former, asked, behind)
    if not len(state):
        return CorrectedPlaces(_entries(_NONE, _NONE, _NONE, np.zeros(0)), NO_FORMER.places, *_nobody(count))
    source = former.inventory[state]
    own = source == asked.then[question]
    was = former.places.of(state)
    keys, fell, total_t = _fallen(was, places.of(source), len(state))
    if not own.all():
        fell, total_t = _still(was, places.of(asked.then[question]), keys, fell, total_t)
    pair, sector, reference, carrier = _parts(keys)
    said = given.since(question, year)
    settled = said.holds(pair, (sector, reference, carrier)) | np.isin(pair, said.whole)
    left = np.where(settled, 0.0, fell)
    stake = np.minimum(summed(pair, left, len(state)), np.maximum(total_t, 0.0))
    was_t, base_t, path_t = _of_its_day(former, asked, question, state)
    then_t = asked.gap_t[question] + asked.path_t[question] + stake
    above_t = np.where(former.withdrawn[state], -np.inf, np.where(own, was_t, then_t) - path_t)
    turning = np.maximum(np.minimum(asked.gap_t[question] + stake, above_t), 0.0)
    order = np.lexsort((stake, above_t > 0, turning, question))
    chosen = np.full(count, -1)
    chosen[question[order]] = order  # the last one of a question weighs most
    told = _nobody(count)
    for column, held in zip(told, (stake, above_t, former.since[state], was_t, base_t, source), strict=True):
        column[chosen >= 0] = held[chosen[chosen >= 0]]
    kept = np.flatnonzero((left > 0) & (stake[pair] > 0) & (chosen[question[pair]] == pair))
    former_places = was.at(chosen[question[was.inventory]] == was.inventory)
    held = _key(former_places)
    order = np.argsort(held, kind="stable")
    at = np.searchsorted(held[order], keys[kept])
    there = np.append(held[order], -1)[at] == keys[kept]
    row = np.where(there, np.append(order, -1)[at], -1)
    return CorrectedPlaces(_entries(question[pair[kept]], row, sector[kept], left[kept]), former_places, *told)


def _states(former: FormerInventories, asked: PlaceQuestions, behind: bool) -> tuple[Integers, Integers, Integers]:
    """The questions, the former states that count of each, and their years: those of the inventory that judges, and
    those of earlier
    ones that ended before it came."""
    good = (asked.gap_t <= 0) | (behind & ~np.isnan(asked.gap_t))
    question, state = former.of(np.where(good, asked.then, -1))
    found = [(question, state, asked.year[question])]
    for rows, year in zip(asked.earlier.T, asked.earlier_year.T, strict=True):
        question, state = former.of(np.where(good, rows, -1))
        if len(state):
            mine = (former.until[state] <= former.came[asked.then[question]]) & ~former.withdrawn[state]
            found.append((question[mine], state[mine], year[question[mine]]))
    question, state, years = (np.concatenate(column) for column in zip(*found, strict=True))
    return question, state, years


def _still(
    was: PlaceColumns, latest: PlaceColumns, keys: Integers, fell: Floats, total_t: Floats
) -> tuple[Floats, Floats]:
    """How far places and totals that fell are below their former state in a later inventory, too, in t."""
    later, lower, total = _fallen(was, latest, len(total_t))
    at = np.searchsorted(later, keys)
    there = np.append(later, -1)[at] == keys
    return np.minimum(fell, np.where(there, np.append(lower, 0.0)[at], 0.0)), np.minimum(total_t, total)


def _nobody(count: int) -> tuple[Floats, Floats, Integers, Floats, Floats, Integers]:
    none, row = np.zeros(count, dtype=np.int64), np.full(count, -1)
    return np.zeros(count), np.zeros(count), none, np.zeros(count), np.zeros(count), row


def _entries(question: Integers, row: Integers, sector: Integers, tonnes: Floats) -> OpenPlaces:
    return OpenPlaces(question, np.full(len(row), int(Code.CORRECTED)), row, sector, tonnes)


def _fallen(was: PlaceColumns, now: PlaceColumns, pairs: int) -> tuple[Integers, Floats, Floats]:
    """The places of each pair and how far each fell, in t, less what rose in its sector; and how far the totals fell.

    A sector that is told by other carriers than before has not fallen by that.
    """
    mine, others = _key(was), _key(now)
    keys, where = np.unique(np.concatenate([mine, others]), return_inverse=True)
    moved = summed(where, np.concatenate([was.tonnes, -now.tonnes]), len(keys))
    pair, sector = _parts(keys)[:2]
    moved[np.abs(moved) <= _ROUNDING * np.abs(summed(was.inventory, was.tonnes, pairs))[pair]] = 0.0
    sectors = pair * len(SECTOR_CODES) + sector
    falls, rises = (summed(sectors, np.maximum(sign * moved, 0.0), pairs * len(SECTOR_CODES)) for sign in (1, -1))
    left = np.divide(np.maximum(falls - rises, 0.0), falls, out=np.zeros(len(falls)), where=falls > 0)
    return keys, np.maximum(moved, 0.0) * left[sectors], summed(pair, moved, pairs)


def _key(places: PlaceColumns) -> Integers:
    """One number for the place of each row by name: its inventory, sector, reference and carrier."""
    where = (places.inventory * len(SECTOR_CODES) + places.sector) * len(REFERENCES) + places.reference
    return where * len(CARRIER_CODES) + places.carrier


def _parts(keys: Integers) -> tuple[Integers, Integers, Integers, Integers]:
    where, carrier = np.divmod(keys, len(CARRIER_CODES))
    where, reference = np.divmod(where, len(REFERENCES))
    return *np.divmod(where, len(SECTOR_CODES)), reference, carrier


def _of_its_day(
    former: FormerInventories, asked: PlaceQuestions, question: Integers, state: Integers
) -> tuple[Floats, Floats, Floats]:
    """The total of each state, the lowest baseline that was in force while it stood, and the path from that, in t. A
    recalculation of all years that finds the city on track before and after has turned nothing."""
    tonnes = former.tonnes()
    pair, base = former.of(asked.first[question])
    newest = np.zeros(len(question), dtype=np.int64)
    np.maximum.at(newest, pair, former.until[base])
    lowest = np.where(newest < former.until[state], asked.base_t[question], np.inf)
    both = (
        ~former.withdrawn[base]
        & (former.since[base] < former.until[state][pair])
        & (former.until[base] > former.since[state][pair])
    )
    np.minimum.at(lowest, pair[both], tonnes[base[both]])
    lowest = np.where(np.isinf(lowest), asked.base_t[question], lowest)
    return tonnes[state], lowest, asked.path_t[question] + asked.slope[question] * (lowest - asked.base_t[question])
