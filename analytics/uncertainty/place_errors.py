"""The errors of the places of inventories: one city is a table of a few dozen places, a programme one of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.formula import OURS
from analytics.inventories.spots import (
    CARRIER_CODES,
    GASES,
    NUMBER,
    REFERENCES,
    SECTOR_CODES,
    PlaceColumns,
    Spot,
)
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import (
    ErrorParts,
    Errors,
    Floats,
    Integers,
    Interval,
    KnownErrors,
    Sides,
    of_parts,
    rounding,
)
from analytics.uncertainty.weighing_sets import Ratios, apart, of_other_gases
from analytics.uncertainty.widths import Width, Widths

_SCOPES = 4
DECLARED = "declared"
# Translators: what is uncertain of a figure that a target declares.
ROUNDED = Sentence("rounding of the declared figure")
# Translators: what is uncertain of a figure that a target declares.
UNCONFIRMED = Sentence("the declared figure, which no inventory near it confirms, and its rounding")
_NO_INTERVAL = Interval(0.0, 0.0)


# Translators: what is uncertain of the distance between two years.
SETS = Width("sets", "emissions", _NO_INTERVAL, False, "default", Sentence("GWP sets of the two years"), OURS)
# Translators: what is uncertain of the distance between two years.
SOURCES_OF_BASE = SETS._replace(
    name="versions of the base year", origin="published", quantity=Sentence("versions of the total of the base year")
)
# Translators: what is uncertain of the distance between two years.
SOURCES = SETS._replace(
    name="versions of the year", origin="published", quantity=Sentence("versions of the total of the year")
)
BESIDE = (SETS, SOURCES_OF_BASE, SOURCES)
"""The errors of a gap that no single place has."""


class BesideErrors(NamedTuple):
    """What makes gaps unsure beside the places, one row for each comparison: ``slope`` is how the path moves with the
    baseline, ``sets`` how the GWP sets of the two years may relate, and the spreads are half intervals of the two
    totals in t, from what others published."""

    slope: Floats
    sets: Ratios
    base_spread_t: Floats
    year_spread_t: Floats


class ErrorQuestions(NamedTuple):
    """One row for each comparison of two years. ``first`` and ``then`` are numbers of inventories among the places, -1
    where there is none; ``declared_t`` is the baseline that a target declares where it counts, else NaN, and
    ``unconfirmed`` by what share it may be off where no inventory near it confirms it, else 0; ``widths`` says whose
    errors they are."""

    first: Integers
    then: Integers
    base_year: Integers
    year: Integers
    declared_t: Floats
    unconfirmed: Floats
    widths: Integers
    beside: BesideErrors | None = None


@dataclass(frozen=True)
class PlaceErrors:
    """The places of both years of each comparison with their errors, in t. ``spots`` are the distinct places (None: a
    baseline that is declared) and ``spot`` which of them each part is; ``widths`` tells of each known error what it is;
    ``number`` says which known error stands in each row of ``errors``. ``beside`` are errors of the gap alone, and
    ``kind`` says which of ``BESIDE`` each of them is."""

    parts: ErrorParts
    spot: Integers
    spots: tuple[Spot | None, ...]
    known: KnownErrors
    widths: tuple[Width, ...]
    errors: Errors
    number: Integers
    beside: Errors
    kind: Integers

    @property
    def of_gaps(self) -> Errors:
        """All errors of the gaps: those of the places, and those beside them."""
        mine, more = self.errors, self.beside
        sides = Sides(*(np.concatenate(both) for both in zip(mine.interval, more.interval, strict=True)))
        group, base_t, year_t, alike = (
            np.concatenate([getattr(item, name) for item in (mine, more)])
            for name in ("group", "base_t", "year_t", "alike")
        )
        return Errors(group, base_t, year_t, sides, alike)

    @property
    def without_versions(self) -> Errors:
        """The errors of the gaps but for those of published versions."""
        group, base_t, year_t, sides, alike = self.of_gaps
        kept = np.append(np.full(len(self.number), True), self.kind == BESIDE.index(SETS))
        held = Sides(*(side[kept] for side in sides))
        return Errors(group[kept], base_t[kept], year_t[kept], held, alike[kept])


class _Known:
    """The distinct errors while they are gathered."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self.widths: list[Width] = []

    def number(self, whose: int, width: Width) -> int:
        """The number of an error; what bears one name is as wide as its widest statement."""
        found = self._numbers.setdefault((whose, width.name), len(self.widths))
        if found == len(self.widths):
            self.widths.append(width)
        held = self.widths[found]
        if held.interval != width.interval:
            wider = Interval(*(max(sides) for sides in zip(held.interval, width.interval, strict=True)))
            self.widths[found] = held._replace(interval=wider, alike=held.alike and width.alike)
        return found

    def columns(self) -> KnownErrors:
        """All of them."""
        lower, upper = (np.array([getattr(width.interval, side) for width in self.widths]) for side in Interval._fields)
        alike = np.array([width.alike for width in self.widths], dtype=np.bool_)
        return KnownErrors(Sides(lower.astype(np.float64), upper.astype(np.float64)), alike)


def place_errors(asked: ErrorQuestions, places: PlaceColumns, widths: Sequence[Widths]) -> PlaceErrors:
    """The errors behind the base year and the later year of each comparison, in t. A declared baseline is a total
    without sectors, rounded, and perhaps unconfirmed. Source: the order of what counts is our own rule [R], see the
    uncertainty of a row."""
    known = _Known()
    sides = [_side(asked, places, first=True), _side(asked, places, first=False)]
    question = np.concatenate([side[0] for side in sides])
    code = np.concatenate([side[1] for side in sides])
    tonnes = np.concatenate([side[2] for side in sides])
    earlier = np.repeat([True, False], [len(side[0]) for side in sides])
    whose = asked.widths[question]
    years = np.where(earlier, asked.base_year[question], asked.year[question])
    plain = np.array([not item.stated and not item.graded for item in widths], dtype=np.bool_)
    years = np.where(plain[whose], 0, years)  # a default is the same in all years
    codes = np.flatnonzero(np.bincount(code))
    spot = np.searchsorted(codes, code)
    spots = [_spot(int(one)) for one in codes]
    first, which = _distinct(whose, years, spot)
    asking = zip(whose[first].tolist(), years[first].tolist(), spot[first].tolist(), strict=True)
    numbers = np.array([_numbers(known, widths, spots, *row) for row in asking], dtype=np.int64).reshape(-1, 2)
    activity, factor = numbers[which].T
    first, where = _distinct(question, spot, activity, factor)
    base_t, year_t = (
        np.bincount(where, weights=np.where(mine, tonnes, 0.0), minlength=len(first)).astype(np.float64)
        for mine in (earlier, ~earlier)
    )
    parts = ErrorParts(question[first], base_t, year_t, activity[first], factor[first])
    parts, spot = _with_declared(asked, parts, spot[first], known, widths, len(spots))
    columns = known.columns()
    errors, number = of_parts(parts, columns)
    every = (*spots, None)
    beside, kind = _beside(asked, parts, np.array([of_other_gases(one) for one in every])[spot])
    return PlaceErrors(parts, spot, every, columns, tuple(known.widths), errors, number, beside, kind)


def _beside(asked: ErrorQuestions, parts: ErrorParts, shares: Floats) -> tuple[Errors, Integers]:
    """The errors of the gaps that no place has, each as a share of the newest total, and which of ``BESIDE`` it is;
    ``shares`` are those of CH4 and N2O in each part."""
    if asked.beside is None:
        none = np.zeros(0)
        whole = np.zeros(0, dtype=np.int64)
        return Errors(whole, none, none, Sides(none, none), none.astype(np.bool_)), whole
    slope, sets, base_spread, year_spread = asked.beside
    base_t, year_t, total = (
        np.bincount(parts.group, weights=np.abs(tonnes), minlength=len(slope)).astype(np.float64)
        for tonnes in (parts.base_t * shares, parts.year_t * shares, parts.year_t)
    )
    halves = np.concatenate([apart(base_t, year_t, slope, sets), np.abs(slope) * base_spread, year_spread])
    group, kind = (where.ravel() for where in np.meshgrid(np.arange(len(slope)), np.arange(len(BESIDE))))
    total = np.where(total > 0, total, 1.0)[group]
    share = np.nan_to_num(halves / total)
    some = share > 0
    interval = Sides(share[some], share[some])
    return Errors(group[some], np.zeros(some.sum()), total[some], interval, np.zeros(some.sum(), dtype=np.bool_)), kind[
        some
    ]


def _distinct(*columns: Integers) -> tuple[Integers, Integers]:
    """The first row of each distinct combination of values, and for each row which of them it holds."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        low = int(column.min(initial=0))
        key = key * (int(column.max(initial=0)) - low + 1) + column - low
    _, first, where = np.unique(key, return_index=True, return_inverse=True)
    return first, where


def _side(asked: ErrorQuestions, places: PlaceColumns, first: bool) -> tuple[Integers, Integers, Floats]:
    """The places of one of the two years with a number: question, code of the place, and tonnes."""
    wanted = np.where(np.isnan(asked.declared_t), asked.first, -1) if first else asked.then
    found = places.of(wanted)
    found = found.at((found.state == NUMBER) & (found.tonnes != 0))
    code = found.sector
    for column, count in (
        (found.carrier, len(CARRIER_CODES)),
        (found.scope, _SCOPES),
        (found.reference, len(REFERENCES)),
        (found.gas, len(GASES)),
    ):
        code = code * count + column
    return found.inventory, code, found.tonnes


def _spot(code: int) -> Spot:
    code, gas = divmod(code, len(GASES))
    code, reference = divmod(code, len(REFERENCES))
    code, scope = divmod(code, _SCOPES)
    sector, carrier = divmod(code, len(CARRIER_CODES))
    return Spot(
        SECTOR_CODES[sector], CARRIER_CODES[carrier] or None, scope or None, REFERENCES[reference] or None, GASES[gas]
    )


def _numbers(
    known: _Known, widths: Sequence[Widths], spots: Sequence[Spot], whose: int, year: int, spot: int
) -> tuple[int, int]:
    """The numbers of the errors of activity data and of the factor (or the emissions) of a place."""
    by_part = {width.part: known.number(whose, width) for width in widths[whose].of(spots[spot], year)}
    return by_part.get("activity", -1), by_part.get("factor", by_part.get("emissions", -1))


def _with_declared(
    asked: ErrorQuestions,
    parts: ErrorParts,
    spot: Integers,
    known: _Known,
    widths: Sequence[Widths],
    nowhere: int,
) -> tuple[ErrorParts, Integers]:
    """The parts with the baselines that targets declare."""
    questions = np.flatnonzero(~np.isnan(asked.declared_t) & (asked.declared_t != 0))
    if not len(questions):
        return parts, spot
    tonnes = asked.declared_t[questions]
    alone = asked.unconfirmed[questions]
    halves = np.hypot(np.asarray(rounding(tonnes)) / np.abs(tonnes), alone)
    total = widths[0].total
    plain = Width(DECLARED, "emissions", total.interval, False, "default", total.quantity, total.source)
    whole = known.number(-1, plain)
    rounded = [
        known.number(
            -1,
            plain._replace(
                name=f"{DECLARED}|{half!r}",
                interval=Interval(half, half),
                quantity=UNCONFIRMED if share else ROUNDED,
                source=OURS,
            ),
        )
        for half, share in zip(halves.tolist(), alone.tolist(), strict=True)
    ]
    count = len(questions)
    more = ErrorParts(questions, tonnes, np.zeros(count), np.array(rounded), np.full(count, whole))
    joined = ErrorParts(*(np.concatenate(columns) for columns in zip(parts, more, strict=True)))
    return joined, np.concatenate([spot, np.full(count, nowhere)])
