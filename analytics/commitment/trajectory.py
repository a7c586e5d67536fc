"""The path from the baseline to a target, linear or at a constant rate, and where on it a level stands.

Levels are tonnes, or tonnes per inhabitant or per unit of GDP, in one unit for both ends. Plain ``*`` and ``/``:
numbers, numpy arrays, pandas columns and quantities with units go through the same lines; ends of two dimensions
raise pint's error, which names both units. Years are plain numbers. The Covenant prescribes no path: both are our own
rule [R].
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from analytics.detection.plausibility import figure, magnitudes
from analytics.formula import OURS, formula
from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence, counted

Path = Literal["linear", "constant-rate"]
PATHS: tuple[Path, ...] = ("linear", "constant-rate")
_STRAIGHT = Sentence("Choose the linear path, which may end at zero or below.")
_BASELINE, _TARGET_LEVEL = Sentence("baseline"), Sentence("target level")
_BASE_YEAR, _TARGET_YEAR, _YEAR = Sentence("base year"), Sentence("target year"), Sentence("year")


@formula(
    name="Straight path",
    text="path(y) = E₀ + (E_T − E₀) × (y − y₀) ÷ (y_T − y₀)",
    units="t CO₂e in year y between base year y₀ and target year y_T; after y_T it stays at E_T",
    source=OURS,
    mark="R",
    remark="The Covenant prescribes no path between baseline and target.",
    also=("analytics.commitment.trajectory.level_on",),
)
def linear_path(base: Any, target: Any, base_year: Any, target_year: Any, year: Any) -> Any:
    """E(y) = E0 + (ET - E0)(y - y0)/(yT - y0), in the unit of ``base``. Any shape.

    After the target year the path stays at the target. Raises Refused (target-year-order, path-year) when a target
    year is not after its base year or ``year`` lies before it, and (value-missing) for a single NaN; in a column NaN is
    a figure that is missing and stays NaN. Source: our own rule [R].
    """
    figure(_BASELINE, base)
    figure(_TARGET_LEVEL, target)
    return base + (target - base) * _elapsed(base_year, target_year, year)


@formula(
    name="Path at a constant rate",
    text="path(y) = E₀ × (E_T ÷ E₀)^((y − y₀) ÷ (y_T − y₀))",
    units="t CO₂e, as the straight path; both ends above zero, so there is none to net zero",
    source=OURS,
    mark="R",
    remark="Chosen per target; the straight path is the default.",
)
def constant_rate_path(base: Any, target: Any, base_year: Any, target_year: Any, year: Any) -> Any:
    """E(y) = E0 x (ET/E0)^((y - y0)/(yT - y0)): the same per cent off each year, in the unit of ``base``. Any shape.

    After the target year the path stays at the target. Raises Refused as ``linear_path`` does, and (path-above-zero)
    where an end is not above zero: no rate leads to net zero. Source: our own rule [R].
    """
    return base * _ratio(base, target) ** _elapsed(base_year, target_year, year)


def level_on(path: str, base: Any, target: Any, base_year: Any, target_year: Any, year: Any) -> Any:
    """What a path of this kind allows in ``year``, in the unit of ``base``. Any shape.

    Raises Refused as the path does, and (path-unknown) for another kind. Source: our own rule [R].
    """
    return _chosen(path, linear_path, constant_rate_path)(base, target, base_year, target_year, year)


@formula(
    name="Years late",
    text=Sentence(
        "years late = y − the year in which the path passes E(y); at or below the target level min(y − yT, 0)"
    ),
    units="years; negative is ahead",
    source=OURS,
    mark="R",
    also=(
        "analytics.commitment.trajectory.year_at_rate",
        "analytics.commitment.trajectory.year_at",
        "analytics.commitment.trajectory.years_late",
    ),
)
def year_on_path(base: Any, target: Any, base_year: Any, target_year: Any, level: Any) -> Any:
    """The year in which the straight path passes ``level``: y0 + (E0 - E)/(E0 - ET) x (yT - y0). Any shape.

    The line is prolonged at both ends, so a level above the baseline gives a year before the base year. None (NaN in
    a column) when base and target are the same. Source: our own rule [R].
    """
    level_ends = np.asarray(base == target)
    if not level_ends.ndim and not np.ndim(magnitudes(level)):
        if level_ends:
            return None
        return base_year + (base - level) / (base - target) * (target_year - base_year)
    with np.errstate(divide="ignore", invalid="ignore"):
        return base_year + (base - level) / (base - target) * _blank(level_ends) * (target_year - base_year)


def year_at_rate(base: Any, target: Any, base_year: Any, target_year: Any, level: Any) -> Any:
    """The year in which the constant-rate path passes ``level``: y0 + ln(E/E0)/ln(ET/E0) x (yT - y0). Any shape.

    The curve is prolonged at both ends. None (NaN in a column) when base and target are the same, and for a level
    that is not above zero, which the curve never reaches. Raises Refused as the path does. Source: our own rule [R].
    """
    ratio, part = _plain(_ratio(base, target)), _plain((level + 0 * base) / base)
    never = np.asarray(ratio == 1) | ~np.asarray(part > 0)
    if not never.ndim:
        if never:
            return None
        return base_year + math.log(part) / math.log(ratio) * (target_year - base_year)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.log(part) / np.log(ratio) * _blank(never)
    return base_year + share * (target_year - base_year)


def year_at(path: str, base: Any, target: Any, base_year: Any, target_year: Any, level: Any) -> Any:
    """The year in which a path of this kind passes ``level``; None (NaN in a column) where it never does.

    Source: our own rule [R].
    """
    return _chosen(path, year_on_path, year_at_rate)(base, target, base_year, target_year, level)


def years_late(path: str, base: Any, target: Any, base_year: Any, target_year: Any, level: Any, year: Any) -> Any:
    """Years between ``year`` and the year in which the path passes the ``level`` of a city. Any shape.

    Negative is ahead. The path ends at the target: at or below its level a city is as early as the years that are left
    to it, and never late. NaN where the path never passes the level. Source: our own rule [R].
    """
    late = year - np.asarray(year_at(path, base, target, base_year, target_year, level), dtype=float)
    arrived = ~np.isnan(late) & np.asarray(level <= target)
    found = np.where(arrived, np.minimum(year - target_year, 0.0), late)
    return found if found.ndim else float(found)


def cumulative(path: str, base: Any, target: Any, base_year: Any, target_year: Any, first: Any, last: Any) -> Any:
    """The sum of what a path allows in the years ``first`` to ``last``, both included, in the unit of ``base``.

    Each year counts once with its own level: linear n x (E(first) + E(last))/2, constant rate
    E(first) x (q^n - 1)/(q - 1). Nothing when ``last`` is before ``first``. Any shape. Raises Refused as the path
    does, and (path-year) when ``last`` is after the target year. Source: our own rule [R].
    """
    late = np.asarray(last > target_year)
    if late.any():
        found, end = _first(late, last, target_year)
        raise blocked(
            "path-year",
            Sentence("the year {year}", year=int(found)),
            Sentence("a year up to {year}", year=int(end)),
            "The path ends there.",
        )
    count = (last - first + 1) * ((last - first + 1) > 0)
    start = level_on(path, base, target, base_year, target_year, first)
    if path == "linear":
        end = level_on(path, base, target, base_year, target_year, last + (first - last) * (last < first))
        return (start + end) * (count / 2)
    rate = np.log(magnitudes(_ratio(base, target))) / (target_year - base_year)
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(rate == 0, count, np.expm1(rate * count) / np.expm1(rate))
    return start * (years if years.ndim else float(years))


@formula(
    name="Path through interim targets",
    text=Sentence("baseline → interim target → target, a path of one kind between each two"),
    units="t CO₂e by year",
    source=OURS,
    mark="R",
    remark="Interim targets of one method, kind and base.",
    also=(
        "analytics.commitment.interim.chain",
        "analytics.commitment.interim.interim",
    ),
)
def piecewise_path(points: Sequence[tuple[int, Any]], year: float, path: str = "linear") -> Any:
    """One path through several levels, such as baseline, interim target and target, in the unit of the levels.

    ``points`` are (year, level) by rising year; between two of them runs a path of this kind, after the last one it
    stays there. Raises Refused as the paths do. Source: our own rule [R].
    """
    if len(points) < 2:
        raise blocked(
            "path-points",
            counted("{number} points", "{number} points", len(points)),
            "two or more",
            "Give base and target.",
        )
    place = next((place for place, point in enumerate(points[1:], 1) if point[0] >= year), len(points) - 1)
    (base_year, base), (target_year, target) = points[place - 1], points[place]
    return level_on(path, base, target, base_year, target_year, year)


@formula(
    name="Gap",
    text=Sentence("gap = E(y) − path(y);  gap in % = 100 × gap ÷ E₀"),
    units="t CO₂e and per cent of the baseline; positive is behind",
    source=OURS,
    mark="R",
    also=("analytics.commitment.trajectory.percent_of",),
)
def gap(level: Any, required: Any) -> Any:
    """Gap = E(y) - path(y), in the unit of both: positive is behind. Any shape. Source: our own rule [R]."""
    return level - required


def percent_of(amount: Any, base: Any) -> Any:
    """An amount in per cent of the baseline, 100 x amount / E0. Any shape; the base must be above zero.

    Source: our own rule [R].
    """
    return 100 * amount / base


def _chosen(path: str, linear: Any, rate: Any) -> Any:
    if path not in PATHS:
        raise Refused(unknown(path))
    return linear if path == "linear" else rate


def unknown(path: str) -> Problem:
    """The problem of a path of no known kind."""
    return block(
        "path-unknown",
        Sentence('the path "{path}"', path=path),
        Sentence("one of {choices}", choices=", ".join(PATHS)),
        "Name one of these.",
        choices=PATHS,
    )


def _elapsed(base_year: Any, target_year: Any, year: Any) -> Any:
    """The part of the way that has passed, 0 in the base year and 1 from the target year on."""
    for name, one in ((_BASE_YEAR, base_year), (_TARGET_YEAR, target_year), (_YEAR, year)):
        figure(name, one)
    wrong = np.asarray(target_year <= base_year)
    if wrong.any():
        late, early = _first(wrong, target_year, base_year)
        raise Refused(order(early, late))
    before = np.asarray(year < base_year)
    if before.any():
        found, start = _first(before, year, base_year)
        raise blocked(
            "path-year",
            Sentence("the year {year}", year=int(found)),
            Sentence("a year from {year:g} on, where it starts", year=start),
            "Ask for a year on the path.",
        )
    share = np.minimum((year - base_year) / (target_year - base_year), 1.0)
    return share if np.ndim(share) else float(share)


def order(base_year: float, target_year: float) -> Problem:
    """The problem of a target year that does not come after its base year."""
    return block(
        "target-year-order",
        Sentence(
            "the target year {target_year:g} with the base year {base_year:g}",
            target_year=target_year,
            base_year=base_year,
        ),
        Sentence("a target year after {year:g}", year=base_year),
        "Correct one of the two years; they may have been swapped.",
    )


def _ratio(base: Any, target: Any) -> Any:
    """ET/E0. The zero times the other end changes no number and refuses another dimension."""
    for name, level in ((_BASELINE, base), (_TARGET_LEVEL, target)):
        figure(name, level)
        wrong = magnitudes(level) <= 0
        if wrong.any():
            (found,) = _first(wrong, magnitudes(level))
            raise Refused(above_zero(Sentence("{level:,g}", level=found), of_baseline=name is _BASELINE))
    return (target + 0 * base) / base


def _plain(ratio: Any) -> Any:
    """A ratio without its unit: that of kilotonnes and tonnes is a thousand."""
    return ratio.m_as("") if hasattr(ratio, "m_as") else ratio


def above_zero(level: str, of_baseline: bool = False) -> Problem:
    """The problem of a constant-rate path to a target ``level``, or from a baseline, that is not above zero."""
    return block(
        "path-above-zero",
        Sentence("a constant-rate path with a baseline of {level}", level=level)
        if of_baseline
        else Sentence("a constant-rate path with a target level of {level}", level=level),
        "levels above zero: a constant rate never reaches net zero",
        _STRAIGHT,
        choices=PATHS,
    )


def _first(wrong: Any, *values: Any) -> list[float]:
    """The values at the first place of a mask."""
    return [float(np.broadcast_to(np.asarray(value), wrong.shape)[wrong].flat[0]) for value in values]


def _blank(mask: Any) -> Any:
    """One where a figure stands and NaN where there is none."""
    return np.where(mask, np.nan, 1.0)
