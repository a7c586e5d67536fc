"""Approach 1 of the IPCC: errors carried into a total, a trend and a gap by adding their squares.

Every function takes columns of errors and gives one figure for each of their groups. The side below and the side above
are carried apart, so that a skewed interval stays one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.formula import formula
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import IPCC_UNCERTAINTY, Errors, Floats, Integers, Sides


@formula(
    name="Uncertainty of a total",
    text="U = √(Σ (uᵢ × Eᵢ)²)",
    units="t, half of a 95 % interval; uᵢ is the half interval of an error as a share, Eᵢ the tonnes made with it",
    source=f"{IPCC_UNCERTAINTY}, Eq. 3.2",
    mark="V2",
    remark="Places whose emissions were made with one factor are wrong together and count as one [R].",
    also=("analytics.uncertainty.strength.around",),
)
def of_total(group: Integers, tonnes: Floats, interval: Sides, groups: int) -> Sides:
    """U = sqrt(sum((u E)^2)) for each group: the half intervals of a total, in t. ``interval`` are shares, ``tonnes``
    what was made with the wrong figure. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, Eq. 3.2, numerator."""
    below, above = _moved(tonnes, interval)
    return Sides(_root(group, below**2, groups), _root(group, above**2, groups))


@formula(
    name="Uncertainty of a trend",
    text=Sentence(
        "U = √(Σ (Aᵢ × uᵢ)² + Σ (Bⱼ × uⱼ × √2)²);  A = |(0.01 × E + ΣE − (0.01 × E₀ + ΣE₀)) ÷ (0.01 × E₀ + ΣE₀) × 100 "
        "− "
        "(ΣE − ΣE₀) ÷ ΣE₀ × 100|;  B = |E ÷ ΣE₀|;  of an error in one year alone B without √2, and of the base year B "
        "= |E₀ × ΣE ÷ ΣE₀²|"
    ),
    units=(
        "percentage points of the base year's total, half of a 95 % interval; i: errors that are the same in both "
        "years, "
        "such as those of factors; j: errors that are not, such as those of activity data; u in per cent"
    ),
    source=f"{IPCC_UNCERTAINTY}, Table 3.2",
    mark="V2",
    remark=(
        "B × √2 takes the part of the base year to be as large as that of the later year, so that this figure and a "
        "drawn one differ by some tenths of a point; neither is tuned to the other. A declared baseline has errors of "
        "its own, in one year alone: they count to first order [R]."
    ),
)
def of_trend(errors: Errors, groups: int, base_t: Any = None, year_t: Any = None) -> Sides:
    """The half intervals of the change from the base year to the later year, in percentage points of the base year.

    Table 3.2 of the IPCC 2006 Guidelines, Vol. 1, Ch. 3: sensitivity A for errors that are alike in both years,
    sensitivity B times the root of two for those that are not. That root stands for both years: an error with tonnes
    in one year alone, such as that of a declared baseline, counts to first order instead [R]. ``base_t`` and ``year_t``
    are the totals of the groups, in t; without them the errors hold every tonne once. NaN where the base year has no
    emissions.
    """
    first = _sum(errors.group, errors.base_t, groups) if base_t is None else np.asarray(base_t, dtype=np.float64)
    then = _sum(errors.group, errors.year_t, groups) if year_t is None else np.asarray(year_t, dtype=np.float64)
    of_base, of_year = first[errors.group], then[errors.group]
    with np.errstate(divide="ignore", invalid="ignore"):
        more = 0.01 * errors.base_t + of_base
        moved = (0.01 * errors.year_t + of_year - more) / more * 100
        sensitivity_a = np.abs(moved - (of_year - of_base) / of_base * 100)
        sensitivity_b = np.abs(errors.year_t / of_base)
        of_one_year = np.hypot(sensitivity_b, errors.base_t * of_year / of_base**2)
    both = (errors.base_t != 0) & (errors.year_t != 0)
    apart = np.where(both, sensitivity_b * np.sqrt(2), of_one_year)
    share = np.where(errors.alike, sensitivity_a, apart) * 100
    below, above = share * errors.interval.below, share * errors.interval.above
    return Sides(_root(errors.group, below**2, groups), _root(errors.group, above**2, groups))


@formula(
    name="Uncertainty of a gap",
    text="U = √(Σ (uᵢ × (Eᵢ − k × E₀ᵢ))² + Σ (uⱼ × Eⱼ)² + Σ (uⱼ × k × E₀ⱼ)²)",
    units=(
        "t, half of a 95 % interval; k: how many tonnes the path of the year moves with a tonne of the baseline; i: "
        "errors that are the same in both years, such as those of factors; j: errors that are not, such as those of "
        "activity data"
    ),
    source=f"{IPCC_UNCERTAINTY}, Sect. 3.2.3",
    mark="R",
    remark=(
        "The sum of squares is the IPCC's; that it is taken of the gap to a path, where the IPCC takes it of the "
        "change, "
        "is our own rule [R]."
    ),
    also=("analytics.uncertainty.propagation.moves",),
)
def of_gap(errors: Errors, slope: Floats, groups: int) -> Sides:
    """The half intervals of gap = E - path for each group, in t. ``slope`` is by how many tonnes the path of the later
    year moves with a tonne of the baseline. First order, with the errors of each year as large as they are in it.
    Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, error propagation; that it is taken of a gap is our own rule [R]."""
    below, above = moves(errors, slope)
    return Sides(_root(errors.group, below, groups), _root(errors.group, above, groups))


def moves(errors: Errors, slope: Floats) -> Sides:
    """By error the square of what it may take off a gap and add to it, in t squared. Source: our own rule [R], as the
    uncertainty of a gap."""
    kept = -slope[errors.group] * errors.base_t
    together = _moved(errors.year_t + kept, errors.interval)
    now, then = _moved(errors.year_t, errors.interval), _moved(kept, errors.interval)
    return Sides(
        np.where(errors.alike, together.below**2, now.below**2 + then.below**2),
        np.where(errors.alike, together.above**2, now.above**2 + then.above**2),
    )


def _moved(tonnes: Floats, interval: Sides) -> Sides:
    """What an interval may take off these tonnes and add to them: of negative tonnes the other way round."""
    low, high = tonnes * interval.below, tonnes * interval.above
    return Sides(np.where(tonnes >= 0, low, -high), np.where(tonnes >= 0, high, -low))


def _sum(group: Integers, values: Floats, groups: int) -> Floats:
    return np.asarray(np.bincount(group, weights=values, minlength=groups), dtype=np.float64)


def _root(group: Integers, squares: Floats, groups: int) -> Floats:
    return np.asarray(np.sqrt(_sum(group, squares, groups)), dtype=np.float64)
