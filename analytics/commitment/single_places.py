"""What the single places of two inventories say of a verdict: what forbids it, and what stands beside it.

Questions are columns: each is one target judged by one inventory, with the gap that its totals give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.commitment.codes import Code
from analytics.commitment.copied import CopiedYears, copied_years, relabelled
from analytics.commitment.corrected import NO_FORMER, CorrectedPlaces, FormerInventories, corrected
from analytics.commitment.place_questions import NOTHING, ExplainedPlaces, PlaceQuestions
from analytics.commitment.remembered import RememberedPlaces, remembered
from analytics.commitment.unsettled import OpenPlaces, at_stake, unsettled
from analytics.formula import OURS, formula
from analytics.inventories.missing import apart, fallen, held, left_open, newcomers, pairs
from analytics.inventories.spots import (
    CARRIER_CODES,
    NUMBER,
    REFERENCES,
    SECRET,
    SECTOR_CODES,
    Floats,
    Integers,
    PlaceColumns,
    Truths,
    summed,
)
from analytics.text.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS, SECTORS, TOTAL_PLACE

LAND_USE = SECTOR_CODES.index("afolu")
UNSPLIT = SECTOR_CODES.index(TOTAL_PLACE)
_INDUSTRY, _OUTSIDE = (1 << SECTOR_CODES.index(code) for code in ("industry", "industry_non_ets"))
_KEYS = [sum(1 << place for place, code in enumerate(SECTOR_CODES) if key in SECTORS[code].keys) for key in KEY_SECTORS]
FIRST, BEFORE, NEW, FORMER, BELOW = range(5)
"""Against what a place is open: the baseline, the last earlier inventory, the newest one against the baseline, what the
newest one held before a later file, and zero."""


class ToldByPlaces(NamedTuple):
    """What the places say: by question the ``codes`` that forbid a verdict, and those that stand ``beside`` one; and
    each open place, with what it is open against (from ``FIRST`` to ``BELOW``) and whether an explanation settles it.
    ``sinks_t`` is what the land use of base year and newest inventory takes up, at most 0. The rows of what is open
    against the earlier inventories are those of ``before``, of what is open against the former figures those of
    ``corrected``; ``copied`` is how much of the newest inventory stands in one ratio to another one, that of
    ``copied_from``, and ``under`` the one by another method whose figures it has (-1 for none)."""

    codes: Integers
    beside: Integers
    open: OpenPlaces
    against: Integers
    explained: Truths
    sinks_t: tuple[Floats, Floats]
    corrected: CorrectedPlaces
    copied: CopiedYears
    copied_from: Integers
    under: Integers
    before: RememberedPlaces

    def side(self, sides: Sequence[PlaceColumns], against: int) -> PlaceColumns:
        """The places of what the rows of open places against one of the five are."""
        own = {FORMER: self.corrected.places, BEFORE: self.before.places, BELOW: sides[NEW]}
        return own.get(against) or sides[against]

    def of(self, question: int) -> ToldByPlaces:
        """What is told of one question, with the rows of the places of that question alone."""
        mine = self.open.question == question
        before, now = (side[[question]] for side in self.sinks_t)
        return ToldByPlaces(
            self.codes[[question]],
            self.beside[[question]],
            self.open.at(mine),
            self.against[mine],
            self.explained[mine],
            (before, now),
            self.corrected.of(question),
            self.copied.of(question),
            self.copied_from[[question]],
            self.under[[question]],
            self.before,
        )


@formula(
    name="Missing places",
    text=Sentence("On track stands if gap + u + m ≤ 0.  Behind stands if gap − n > 0.  Else: cannot tell"),
    units=(
        "t CO₂e; u: what places that are open held, in each sector in the baseline or in the last earlier inventory, "
        "the larger; n: what the newest holds in places that the baseline lacks, m: what is below zero there or where "
        "the baseline says NO; a place is a GPC reference, else a sector and scope, and what is written as NE"
    ),
    source=OURS,
    mark="R",
    remark=(
        "What is missing can only add: behind stands without it. NO is an answer, C is not. Sinks of land use count "
        "for net zero alone: an answer that hangs on them is none."
    ),
    also=(
        "analytics.commitment.single_places.sinks",
        "analytics.commitment.single_places.below_zero",
        "analytics.commitment.single_places.rests_on_falls",
        "analytics.inventories.spots.spots",
        "analytics.inventories.missing.left_open",
        "analytics.inventories.missing.fallen",
    ),
)
def told(
    places: PlaceColumns,
    asked: PlaceQuestions,
    given: ExplainedPlaces = NOTHING,
    former: FormerInventories = NO_FORMER,
) -> ToldByPlaces:
    """What the places of the inventories of each question say of its verdict, and what these inventories were before
    they were corrected. Tonnes. Source: our own rule [R]."""
    count = len(asked.then)
    first, then = (places.of(rows) for rows in (asked.first, asked.then))
    known = remembered(places, former, asked)
    before = known.places
    entries, against = _open(first, before, then, count)
    settled = _explained(entries, against, {FIRST: first, BEFORE: before, BELOW: then}, given)
    mine = (against != NEW) & ~settled & (entries.tonnes > 0)
    stake, kept = at_stake(entries.at(mine), asked.base_t)
    smaller = corrected(former, asked, places, given)
    new, gone = (against == NEW) & ~settled, (against == FIRST) & ~settled
    lost = entries.code == int(Code.PLACES_DIFFER)
    others = stake + _summed(entries, new, -1, count)
    was_behind = smaller.above_t + others > 0
    more = others + np.where(was_behind, _further(smaller, entries.at(mine), count), 0.0)
    less = _summed(entries, new, 1, count) + _summed(entries, gone, -1, count)
    good = asked.gap_t <= 0
    turned = np.where(good, asked.gap_t + more > 0, asked.gap_t - less <= 0)
    codes = np.zeros(count, dtype=np.int64)
    counted = np.zeros(len(mine), dtype=bool)
    counted[np.flatnonzero(mine)[kept]] = True
    counted = np.where(good[entries.question], counted | new, new | (gone & lost))
    counted &= turned[entries.question]
    np.bitwise_or.at(codes, entries.question[counted], entries.code[counted])
    codes |= np.where(good & turned & was_behind & (smaller.fell_t > 0), int(Code.CORRECTED), 0)
    made, copied_from = copied_years(places, former, asked)
    under = relabelled(places, former, asked)
    whole = np.isin(np.arange(count), given.of_newest(asked).whole)
    codes |= np.where(good & made.copied & ~whole, int(Code.COPIED), 0)
    codes |= np.where(good & (under >= 0) & ~whole, int(Code.RELABELLED), 0)
    found = sinks(first, then, count)
    codes |= np.where(~asked.sinks & _rests_on(asked, *found), int(Code.SINKS), 0)
    hidden = _confidential(then, count) & good & (asked.first < 0) & (asked.then >= 0)
    codes |= np.where(hidden, int(Code.CONFIDENTIAL), 0)
    codes |= np.where(asked.apart & industry(first, then, count), int(Code.INDUSTRY_DIFFERS), 0)
    differ = asked.co2e & (asked.first >= 0) & (apart(first, then, count) != 0)
    codes |= np.where(differ, int(Code.SECTOR_GASES_DIFFER), 0)
    entries = OpenPlaces._make(np.concatenate(both) for both in zip(entries, smaller.open, strict=True))
    fell = len(smaller.open.row)
    against = np.append(against, np.full(fell, FORMER))
    settled = np.append(settled, np.zeros(fell, dtype=bool))
    codes = np.where(np.isnan(asked.gap_t), 0, codes)
    beside = np.where((codes == 0) & _together(smaller, asked), int(Code.TURNED_TOGETHER), 0)
    beside |= np.where(rests_on_falls(places, asked, good & (codes == 0)), int(Code.RESTS_ON), 0)
    return ToldByPlaces(codes, beside, entries, against, settled, found, smaller, made, copied_from, under, known)


def _together(found: CorrectedPlaces, asked: PlaceQuestions) -> Truths:
    """Where a good answer needs the corrections of both the newest year and the base year."""
    alone = asked.gap_t + asked.slope * (asked.base_t - found.base_t)  # by the former base year and what is now
    own = found.source == asked.then
    both: Truths = own & (asked.gap_t <= 0) & (found.fell_t > 0) & (found.above_t > 0) & (alone <= 0)
    return both


def rests_on_falls(places: PlaceColumns, asked: PlaceQuestions, good: Truths) -> Truths:
    """Where a ``good`` answer needs what fell: one place since the base year, or all that fell since the inventory
    before (without one, the base year). Source: our own rule [R]."""
    count, found = len(asked.then), np.zeros(len(asked.then), dtype=bool)
    last = np.where(asked.before >= 0, asked.before, asked.first)
    now = places.of(np.where(good, asked.then, -1))
    for rows, single in ((asked.first, True), (last, False)):
        fell, question = _falls(places.of(np.where(good, rows, -1)), now, count)
        rose = np.maximum(fell, 0.0)
        needed = np.zeros(count)
        if single:
            np.maximum.at(needed, question, rose)
        else:
            needed = summed(question, rose, count)
        found |= (needed > 0) & (asked.gap_t + needed > 0)
    return found & good


def _falls(had: PlaceColumns, now: PlaceColumns, count: int) -> tuple[Floats, Integers]:
    """By how many t each named place fell, with its question; of a question of which one side alone tells sectors, the
    whole."""
    sides = [side.at(side.state == NUMBER) for side in (had, now)]
    split = [np.bincount(side.inventory[side.sector != UNSPLIT], minlength=count) > 0 for side in sides]
    whole = split[0] != split[1]
    width = (len(REFERENCES) + len(SECTOR_CODES)) * len(CARRIER_CODES)
    keys = []
    for side in sides:
        place = np.where(side.reference > 0, side.reference, len(REFERENCES) + side.sector)
        named = np.where(whole[side.inventory], 0, place * len(CARRIER_CODES) + side.carrier)
        keys.append(side.inventory * width + named)
    known, where = np.unique(keys[0], return_inverse=True)
    at = np.minimum(np.searchsorted(known, keys[1]), max(len(known) - 1, 0))
    there = known[at] == keys[1] if len(known) else np.zeros(len(keys[1]), dtype=bool)
    held = summed(where, sides[0].tonnes, len(known)) - summed(at[there], sides[1].tonnes[there], len(known))
    return held, known // width


def _further(found: CorrectedPlaces, others: OpenPlaces, count: int) -> Floats:
    """By question the tonnes by which a correction made the newest inventory smaller, beyond those that are open in the
    same sectors for other reasons."""
    width = len(SECTOR_CODES)
    sides = [
        summed(side.question * width + side.sector, np.maximum(side.tonnes, 0.0), count * width)
        for side in (found.open, others)
    ]
    twice: Floats = np.minimum(*sides).reshape(count, width).sum(axis=1)
    return np.maximum(found.fell_t - twice, 0.0)


def _open(first: PlaceColumns, before: PlaceColumns, then: PlaceColumns, count: int) -> tuple[OpenPlaces, Integers]:
    """Every open place and what it is open against: of baseline and last earlier inventory that in each sector of which
    more is open, what the newest holds and the baseline lacks, and what else of it is below zero."""
    sides = [unsettled(first, then, count), unsettled(before, then, count)]
    width = len(SECTOR_CODES)
    sums = [summed(side.question * width + side.sector, np.maximum(side.tonnes, 0.0), count * width) for side in sides]
    later = sums[1] > sums[0]
    kept = [side.at(later[side.question * width + side.sector] == bool(place)) for place, side in enumerate(sides)]
    based = np.bincount(first.inventory, minlength=count) > 0
    found = pairs(then, first)
    new = left_open(found, newcomers(then, first, count)) & based[then.inventory]
    rows = np.flatnonzero(new)
    fell = np.where(based[:, None], fallen(found, new, count), 0.0)
    which, sector = np.nonzero(fell)
    differ = int(Code.PLACES_DIFFER)
    kept.append(
        OpenPlaces(
            np.concatenate([then.inventory[rows], which]),
            np.full(len(rows) + len(which), differ),
            np.concatenate([rows, np.full(len(which), -1)]),
            np.concatenate([then.sector[rows], sector]),
            np.concatenate([then.tonnes[rows], fell[which, sector]]),
        )
    )
    kept.append(below_zero(first, before, then, new | (then.sector == LAND_USE)))
    against = np.repeat([FIRST, BEFORE, NEW, BELOW], [len(side.row) for side in kept])
    return OpenPlaces._make(np.concatenate(column) for column in zip(*kept, strict=True)), against


def below_zero(first: PlaceColumns, before: PlaceColumns, then: PlaceColumns, told: Truths) -> OpenPlaces:
    """By how many t the places of the newest inventories are below zero, and below what the baseline has there; but for
    those that are ``told`` otherwise, as land use is, and those that held something above zero, which vanished. Source:
    our own rule [R]."""
    rows = np.flatnonzero((then.state == NUMBER) & (then.tonnes < 0) & ~told)
    mine = then.at(rows)
    keys, where = np.unique(np.concatenate([side.key() for side in (mine, first, before)]), return_inverse=True)
    ends = len(rows), len(rows) + len(first)
    at, had, later = where[: ends[0]], where[ends[0] : ends[1]], where[ends[1] :]
    was = summed(had, first.tonnes, len(keys))[at]
    above = (was > 0) | (summed(later, before.tonnes, len(keys))[at] > 0)
    tonnes = np.where(above, 0.0, np.minimum(was, 0.0) - mine.tonnes)
    kept = tonnes > 0
    code = np.full(int(kept.sum()), int(Code.BELOW_ZERO))
    return OpenPlaces(mine.inventory[kept], code, rows[kept], mine.sector[kept], tonnes[kept])


def _explained(
    entries: OpenPlaces, against: Integers, sides: Mapping[int, PlaceColumns], given: ExplainedPlaces
) -> Truths:
    """Which entries an explanation names: by sector or GPC reference, for the carrier or for all."""
    if not len(given.question):
        return np.zeros(len(entries.row), dtype=bool)
    carrier, reference = (np.zeros(len(entries.row), dtype=np.int64) for _ in range(2))
    for side, places in sides.items():
        mine = (against == side) & (entries.row >= 0)
        carrier[mine] = places.carrier[entries.row[mine]]
        reference[mine] = places.reference[entries.row[mine]]
    settled: Truths = given.holds(entries.question, (entries.sector, reference, carrier)) & (against != NEW)
    return settled


def _summed(entries: OpenPlaces, chosen: Truths, sign: int, count: int) -> Floats:
    """By question the chosen tonnes of one sign, as amounts above zero."""
    return summed(entries.question[chosen], np.maximum(sign * entries.tonnes[chosen], 0.0), count)


def sinks(first: PlaceColumns, then: PlaceColumns, questions: int) -> tuple[Floats, Floats]:
    """What land use takes up in base year and newest inventory, in t, at most 0. Source: our own rule [R]."""
    taken = []
    for places in (first, then):
        mine = (places.sector == LAND_USE) & (places.state == NUMBER)
        taken.append(summed(places.inventory[mine], np.minimum(places.tonnes[mine], 0.0), questions))
    return taken[0], taken[1]


def _rests_on(asked: PlaceQuestions, before: Floats, now: Floats) -> Truths:
    """Where the answer without these tonnes of base year and newest inventory would be the other one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        allowed = np.where(asked.base_t > 0, asked.path_t / asked.base_t, 0.0)
    without = asked.gap_t - now + before * allowed
    other: Truths = ((now != 0) | (before != 0)) & ((without <= 0) != (asked.gap_t <= 0))
    return other


def industry(first: PlaceColumns, then: PlaceColumns, questions: int) -> Truths:
    """Where the industry of one inventory is undivided and that of the other is outside the ETS alone."""
    bits = [held(places, questions, places.state == NUMBER) for places in (first, then)]
    found = np.zeros(questions, dtype=bool)
    for whole, part in (bits, bits[::-1]):
        found |= (whole & _INDUSTRY != 0) & (part & _INDUSTRY == 0) & (part & _OUTSIDE != 0)
    return found


def _confidential(places: PlaceColumns, questions: int) -> Truths:
    """Where a key sector holds C and no number."""
    secret = held(places, questions, places.state == SECRET)
    numbers = held(places, questions, places.state == NUMBER)
    found = np.zeros(questions, dtype=bool)
    for key in _KEYS:
        found |= (secret & key != 0) & (numbers & key == 0)
    return found
