"""How strong a verdict is: its probability, the interval of its gap, and what to measure better."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.spots import WHOLE, PlaceColumns, Spot
from analytics.text.sentences import Sentence
from analytics.uncertainty import likelihood as words
from analytics.uncertainty import propagation
from analytics.uncertainty.draws import DRAWS, SEED, drawn, drawn_beside, half_percent
from analytics.uncertainty.errors import Floats, Integers, Interval, Sides, combined
from analytics.uncertainty.likelihood import Likelihood
from analytics.uncertainty.place_errors import BESIDE, ErrorQuestions, PlaceErrors, place_errors
from analytics.uncertainty.widths import Width, Widths
from analytics.vocabulary import TOTAL_PLACE

_BESIDE = {width.name for width in BESIDE}
LEAST = 0.0005
"""A narrower error, as a share, such as that of a figure declared to the tonne, is not worth a word beside others."""
MOST_NAMED = 3
"""So many places are named as those to measure better."""


@dataclass(frozen=True)
class Weight:
    """What one place adds to the uncertainty of a gap: ``percent`` of the sum of its squares. ``spot`` is None for a
    baseline that a target declares, and for what no place has, which is ``named``; ``widths`` are the errors.
    """

    spot: Spot | None
    named: str | None
    percent: float
    widths: tuple[Width, ...]

    @property
    def interval(self) -> Interval:
        """The errors of the place combined, as shares of its emissions. Source: as the combined uncertainty."""
        found = Interval(0.0, 0.0)
        for width in self.widths:
            sides = zip(found, width.interval, strict=True)
            found = Interval(*(float(combined(one, other)) for one, other in sides))
        return found


class ErrorMove(NamedTuple):
    """By how much one error may move a gap towards the other answer, in t, half of a 95 % interval: ``tonnes`` of the
    base year, as far as the path moves with them, and of the later year were made with it."""

    width: Width
    tonnes: tuple[float, float]
    move_t: float


@dataclass(frozen=True)
class Strength:
    """How strong the verdict on one target is.

    ``probability`` is that of being at or below the path, of 100. ``gap`` is how far the gap may lie below and above
    what is said, in t; ``base`` and ``year`` that of the totals of the two years, in t; ``change`` that of the change
    between them, in percentage points of the base year. ``weights`` are the places that add most, the largest first,
    and ``default_percent`` is how much rests on defaults, of all but the spread of sources. ``moves`` are the errors
    one by one. ``alone`` is the probability by the errors alone, ``plain`` the interval of the gap without those of
    versions, and ``shift_t`` by how much the gap would be larger as the years beside lead to expect, which
    ``probability`` reckons with, too.
    """

    probability: float
    gap: Interval
    base: Interval
    year: Interval
    change: Interval
    weights: tuple[Weight, ...]
    default_percent: float
    moves: tuple[ErrorMove, ...] = ()
    alone: float = 50.0
    plain: Interval | None = None
    shift_t: float = 0.0

    @property
    def answer(self) -> float:
        """The probability of the likelier answer, of 100. Source: our own rule [R]."""
        return float(words.of_answer(self.probability))

    @property
    def says_above(self) -> bool:
        """Whether the answer is "above its path"; too close to call is told as the chance of the other side."""
        return self.probability < 50 and not self.too_close

    @property
    def likelihood(self) -> Likelihood:
        """The word for it."""
        return words.likelihood(self.answer)

    @property
    def too_close(self) -> bool:
        """Whether it is too close to call."""
        return bool(words.too_close(self.probability))

    @property
    def by_default(self) -> bool:
        """Whether it rests on defaults, wholly or in part: whoever shows it says so."""
        return self.default_percent > 0

    @property
    def of_its_own(self) -> tuple[int, int]:
        """How many of its errors the city states or its files grade, and how many there are without the spread of
        sources."""
        origins = [move.width.origin for move in self.moves if move.width.origin != "published"]
        return sum(origin in ("stated", "graded") for origin in origins), len(origins)


@formula(
    name="Strength of a verdict",
    text=Sentence(
        "P of the gap with the errors of the base year and of the newest inventory; too close to call up to 66"
    ),
    units="of 100",
    source=OURS,
    mark="R",
    remark="Places are weighed by their part in the sum of squares, shared errors by the tonnes made with them.",
    also=(
        "analytics.uncertainty.strength.probabilities",
        "analytics.uncertainty.strength.weights",
        "analytics.uncertainty.strength.gap_drawn",
    ),
)
def strength(
    found: PlaceErrors, gap_t: Floats, slopes: Floats, question: int, shift_t: Floats | None = None
) -> Strength:
    """The strength of the verdict on one question whose gap is in ``gap_t``, in t. ``slopes`` are by how many tonnes
    each path moves with a tonne of its baseline. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, error propagation; the
    words are the IPCC's, that they are said of a gap is our own rule [R]."""
    errors, groups = found.errors, len(gap_t)
    group = errors.group
    gap = propagation.of_gap(found.of_gaps, slopes, groups)
    plain = propagation.of_gap(found.without_versions, slopes, groups)
    base = propagation.of_total(group, errors.base_t, errors.interval, groups)
    year = propagation.of_total(group, errors.year_t, errors.interval, groups)
    totals = (
        np.bincount(found.parts.group, weights=tonnes, minlength=groups)
        for tonnes in (found.parts.base_t, found.parts.year_t)
    )
    trend = propagation.of_trend(errors, groups, *totals)
    shares = list(_shares(found, question, gap_t, slopes))
    squares = sum(abs(weight) for _, weight, width in shares if width.origin != "published")
    defaults = sum(abs(weight) for _, weight, width in shares if width.origin == "default")
    return Strength(
        probability=float(words.with_expected(gap_t, gap, plain, 0.0 if shift_t is None else shift_t)[question]),
        gap=_only(gap, question),
        base=_only(base, question),
        year=_only(year, question),
        change=_only(trend, question),
        weights=tuple(weights(found, question, gap_t, slopes)[:MOST_NAMED]),
        default_percent=100 * defaults / squares if squares else 0.0,
        moves=tuple(_moves(found, question, gap_t, slopes)),
        alone=float(words.at_or_below(gap_t, gap)[question]),
        plain=_only(plain, question),
        shift_t=0.0 if shift_t is None else float(shift_t[question]),
    )


def _moves(found: PlaceErrors, question: int, gap_t: Floats, slopes: Floats) -> list[ErrorMove]:
    """The errors of one question on the side that reaches towards a gap of zero, the largest first."""
    errors, sides = found.of_gaps, propagation.moves(found.of_gaps, slopes)
    squares = sides.above if gap_t[question] <= 0 else sides.below
    made = [
        ErrorMove(
            _width(found, row),
            (float(slopes[question] * errors.base_t[row]), float(errors.year_t[row])),
            float(np.sqrt(squares[row])),
        )
        for row in np.flatnonzero(errors.group == question).tolist()
    ]
    return sorted(made, key=lambda move: -move.move_t)


class Probabilities(NamedTuple):
    """Of each question the probability of being at or below its path, of 100, NaN where there is no gap: as it is said,
    and by the errors ``alone``, without what the years beside lead to expect."""

    said: Floats
    alone: Floats


def probabilities(found: PlaceErrors, gap_t: Floats, slopes: Floats, shift_t: Floats) -> Probabilities:
    """How probable it is that each gap, in t, is zero or below. Source: our own rule [R], by the error propagation of
    IPCC 2006 Guidelines, Vol. 1, Ch. 3."""
    interval, plain = (propagation.of_gap(one, slopes, len(gap_t)) for one in (found.of_gaps, found.without_versions))
    both = words.with_expected(gap_t, interval, plain, shift_t), words.at_or_below(gap_t, interval)
    return Probabilities(*(np.asarray(one, dtype=np.float64) for one in both))


def around(inventories: PlaceColumns, count: int, years: Integers, widths: Widths) -> list[Interval]:
    """The half intervals of the totals of inventories, in t: ``years`` are theirs, their places bear their numbers from
    0 up to ``count``. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, Eq. 3.2."""
    nobody, every = np.full(count, -1), np.arange(count)
    asked = ErrorQuestions(
        nobody, every, years, years, np.full(count, np.nan), np.zeros(count), np.zeros(count, dtype=np.int64)
    )
    errors = place_errors(asked, inventories, [widths]).errors
    found = propagation.of_total(errors.group, errors.year_t, errors.interval, count)
    return [_only(found, number) for number in range(count)]


@formula(
    name="Slope of a path",
    text=Sentence("k = how many tonnes the path of the year moves with a tonne of the baseline"),
    units="t of the path for a t of the baseline; 1 − the reduction so far, of a percentage on a straight path",
    source=OURS,
    mark="R",
)
def slope(path: Callable[[Floats], Floats], base_t: Floats) -> Floats:
    """By how many tonnes each path moves with a tonne of its baseline: the difference of the path over one per cent
    around ``base_t``, in t for a t. 0 where the path does not depend on it or cannot be given. Source: our own rule
    [R]."""
    step = np.abs(base_t) * 0.005
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (path(base_t + step) - path(base_t - step)) / (2 * step)
    return np.where(np.isfinite(found), found, 0.0)


class DrawnGap(NamedTuple):
    """What Approach 2 finds: the ``probability`` of being at or below the path, of 100; half of the 95 % interval of
    the gap in t, and of the change since the base year in percentage points of it."""

    probability: float
    half_t: float
    half_points: float


def gap_drawn(
    found: PlaceErrors, gap_t: float, slope: float, question: int = 0, seed: int = SEED, draws: int = DRAWS
) -> DrawnGap:
    """The strength of a gap in t by Approach 2: the share of draws whose gap is zero or below, and its interval.

    The gap of a draw is ``gap_t`` and what both years differ from what is stated, in t. Raises Refused as ``drawn``.
    Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, section 3.2.3.2.
    """
    parts = found.parts.at(found.parts.group == question)
    years = drawn(parts, found.known, seed, draws)
    gaps = gap_t + (years.year_t - parts.year_t.sum()) - slope * (years.base_t - parts.base_t.sum())
    gaps += drawn_beside(found.beside, question, seed, draws)
    probability = float(np.mean(gaps < 0) + np.mean(gaps == 0) / 2) * 100
    return DrawnGap(probability, half_percent(gaps), half_percent(years.change_percent))


def weights(found: PlaceErrors, question: int, gap_t: Floats, slopes: Floats) -> list[Weight]:
    """What each place adds to the uncertainty of a gap in t, in per cent, the largest first. Source: our own rule
    [R]."""
    sums: dict[tuple[Spot | None, str | None], float] = {}
    behind: dict[tuple[Spot | None, str | None], dict[str, Width]] = {}
    for spot, squares, width in _shares(found, question, gap_t, slopes):
        whole_spot = spot and (Spot(TOTAL_PLACE) if spot.sector == TOTAL_PLACE else spot._replace(gas=WHOLE))
        place = whole_spot, width.quantity if width.name in _BESIDE else None
        sums[place] = sums.get(place, 0.0) + squares
        behind.setdefault(place, {})[width.name] = width
    whole = sum(sums.values())
    if whole <= 0:
        return []
    ordered = sorted(sums.items(), key=lambda item: (-item[1], str(item[0])))
    return [Weight(*place, 100 * squares / whole, tuple(behind[place].values())) for place, squares in ordered]


def _shares(
    found: PlaceErrors, question: int, gap_t: Floats, slopes: Floats
) -> Iterator[tuple[Spot | None, float, Width]]:
    """By place and error its part of the sum of squares, on the side that reaches towards a gap of zero."""
    errors, above, k = found.errors, bool(gap_t[question] <= 0), float(slopes[question])
    mine = np.flatnonzero(errors.group == question)
    row = dict(zip(found.number[mine].tolist(), mine.tolist(), strict=True))
    for place in np.flatnonzero(found.parts.group == question).tolist():
        part_base, part_year = k * float(found.parts.base_t[place]), float(found.parts.year_t[place])
        for number in (int(found.parts.activity[place]), int(found.parts.factor[place])):
            if number < 0:
                continue
            at = row[number]
            base_t, year_t = k * float(errors.base_t[at]), float(errors.year_t[at])
            if errors.alike[at]:
                whole = year_t - base_t
                squares = _reach(errors.interval, at, whole, above) ** 2 * whole * (part_year - part_base)
            else:
                now, then = _reach(errors.interval, at, year_t, above), _reach(errors.interval, at, -base_t, above)
                squares = now**2 * year_t * part_year + then**2 * base_t * part_base
            yield found.spots[found.spot[place]], float(squares), found.widths[number]
    for at in np.flatnonzero(found.beside.group == question).tolist():
        move = float(found.beside.year_t[at]) * _reach(found.beside.interval, at, 1.0, above)
        yield None, move**2, _width(found, len(errors.group) + at)


def _width(found: PlaceErrors, row: int) -> Width:
    """What is known of the error in a row of those of gaps."""
    at = row - len(found.number)
    if at < 0:
        return found.widths[int(found.number[row])]
    sides = found.beside.interval
    return BESIDE[int(found.kind[at])]._replace(interval=Interval(float(sides.below[at]), float(sides.above[at])))


def _reach(interval: Sides, at: int, tonnes: float, above: bool) -> float:
    """The side of an interval that moves these tonnes up (``above``) or down."""
    return float((interval.above if (tonnes >= 0) == above else interval.below)[at])


def _only(sides: Sides, question: int) -> Interval:
    """The half intervals of a single group."""
    return Interval(float(sides.below[question]), float(sides.above[question]))
