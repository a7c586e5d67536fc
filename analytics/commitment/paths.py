"""What each target allows in each year: where its path starts and ends, in tonnes or per inhabitant or unit of GDP.

Columns are numpy arrays with one entry a target; an unknown figure is NaN. One target is a table of one row. Formulas:
``analytics.commitment.targets`` and ``analytics.commitment.trajectory``.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analytics.commitment.baseline import Baseline
from analytics.commitment.targets import FROM_BASE, INTENSITIES, Target, intensity, target_level
from analytics.commitment.trajectory import PATHS, level_on
from analytics.commitment.verdict_tables import Targets, masked, numbers
from analytics.commitment.verdict_tables import targets as table_of
from analytics.formula import OURS, TARGET_TYPES, Formula, formula
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import Sentence

_TARGETS_KEPT = 256
"""Targets whose row is kept: those of the cities that are looked at."""


def drivers_of(mine: Targets, inhabitants: Floats, gdp: Floats) -> Floats:
    """What the tonnes of each target move with in one year: inhabitants, GDP, or 1 for a target in tonnes. NaN where
    that figure is unknown or zero. Source: our own rule [R]."""
    moved = np.where(mine.of_kind("per-capita"), inhabitants, np.where(mine.of_kind("per-gdp"), gdp, 1.0))
    return masked(moved, moved != 0)


@formula(
    name="Target level, other kinds",
    text=Sentence("scenario: E_BAU(y_T) × (1 − r);  fixed level: as stated;  neutrality: 0"),
    units="t CO₂e; E_BAU is what the baseline scenario expects",
    source=TARGET_TYPES,
    mark="M",
    remark="The path of a scenario target runs from the base-year level to the level allowed.",
    also=("analytics.commitment.paths.level",),
)
def levels_of(mine: Targets, base: Floats) -> Floats:
    """The level that each target leads to: in the unit of ``base`` for a percentage of it, in tonnes for other kinds.

    ``base`` is the baseline in tonnes, or per inhabitant or unit of GDP for those kinds. NaN where a target lacks what
    its kind needs. Absolute, per capita and per GDP: base x (1 - r); baseline scenario: E_BAU(target year) x (1 - r);
    fixed level: the tonnes stated; neutrality: zero. Source: GCoM Common Reporting Framework, target types [M]; the
    formulas are our own reading [R].
    """
    reduced = target_level(np.where(mine.of_kind("baseline-scenario"), mine.scenario_t, base), mine.reduction_percent)
    return np.where(mine.of_kind("neutrality"), 0 * base, np.where(mine.of_kind("fixed-level"), mine.level_t, reduced))


def ends_of(mine: Targets, base_t: Floats, before: Floats) -> tuple[Floats, Floats, Truths]:
    """Where each path starts and ends, in tonnes, or per inhabitant or unit of GDP for these kinds; and whether there
    is one. ``before`` is what drives the tonnes (``drivers_of``) in the base year.

    There is none with years that do not follow each other, an unknown population or GDP of the base year, a base year
    that is not above zero where the path falls from it, a scenario without the target year, a constant rate from or
    to a level that is not above zero. Source: our own rule [R].
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        start = np.where(mine.of_kind(*INTENSITIES), intensity(base_t, before), base_t)
    end = levels_of(mine, start)
    ways = (mine.year > mine.base_year) & ~np.isnan(start) & ~np.isnan(end)
    ways &= ~((base_t <= 0) & mine.of_kind(*FROM_BASE))
    return start, end, ways & ~(mine.rate & (np.minimum(start, end) <= 0))


@formula(
    name="Allowed emissions, per inhabitant",
    text="E(y) = path(E₀ ÷ P₀, (E₀ ÷ P₀) × (1 − r), y) × P(y)",
    units="t CO₂e; P₀ and P(y) are the inhabitants of the base year and of the year y",
    source=OURS,
    mark="R",
    remark="The allowed tonnes move with the population of each year.",
    also=(
        "analytics.commitment.paths.allowed",
        "analytics.commitment.paths.ends_of",
        "analytics.commitment.paths.ends",
        "analytics.commitment.paths.drivers_of",
        "analytics.commitment.paths.driver",
    ),
)
def allowed_by(
    mine: Targets, start: Floats, end: Floats, ways: Truths, year: Floats | Integers, driver: Floats
) -> Floats:
    """The tonnes that each path allows in a year.

    A per-capita path is a path of tonnes per head, times that year's inhabitants, and a per-GDP path one of tonnes
    per unit of GDP, times that year's GDP; NaN when one of the two years' figures is unknown, when the path does not
    reach ``year``, and when the target lacks what its kind needs. Source: our own rule [R].
    """
    found = np.full(len(mine), np.nan)
    for path, kind in zip(PATHS, (~mine.rate, mine.rate), strict=True):
        on = ways & kind & (year >= mine.base_year)
        if on.any():
            found[on] = level_on(path, start[on], end[on], mine.base_year[on], mine.year[on], year[on])
    return found * driver


ALLOWED_PER_GDP = Formula(
    name="Allowed emissions, per unit of GDP",
    text="E(y) = path(E₀ ÷ D₀, (E₀ ÷ D₀) × (1 − r), y) × D(y)",
    units="t CO₂e; D is the gross domestic product of the year, in one currency at the prices of one year",
    source=TARGET_TYPES,
    mark="M",
    function="analytics.commitment.paths.allowed_by",
    also=("analytics.commitment.targets.intensity_level",),
)


def driver(target: Target, inhabitants: float | None, gdp: float | None) -> float | None:
    """What the tonnes of one target move with in a year, as ``drivers_of``; None where that figure is unknown. Source:
    our own rule [R]."""
    return _first(drivers_of(_row(target), numbers([inhabitants]), numbers([gdp])))


def level(target: Target, base: float) -> float | None:
    """The level that one target leads to, as ``levels_of``, in the unit of ``base`` or in t; None where it lacks what
    its kind needs. Source: GCoM Common Reporting Framework, target types [M]; our own reading [R]."""
    return _first(levels_of(_row(target), numbers([base])))


def ends(target: Target, base: Baseline) -> tuple[float, float] | None:
    """Where the path of one target starts and ends, as ``ends_of``: in t, or per inhabitant or unit of GDP. None where
    there is no such path. Source: our own rule [R]."""
    start, end, ways = _ends(_row(target), base)
    return (float(start[0]), float(end[0])) if ways[0] else None


def allowed(
    target: Target, base: Baseline, year: float, inhabitants: float | None, gdp: float | None = None
) -> float | None:
    """The tonnes that the path of one target allows in ``year``, as ``allowed_by``; None where it gives none. Source:
    our own rule [R]."""
    mine = _row(target)
    today = drivers_of(mine, numbers([inhabitants]), numbers([gdp]))
    return _first(allowed_by(mine, *_ends(mine, base), numbers([year]), today))


def _ends(mine: Targets, base: Baseline) -> tuple[Floats, Floats, Truths]:
    before = drivers_of(mine, numbers([base.inhabitants]), numbers([base.gdp]))
    return ends_of(mine, numbers([base.emissions_t]), before)


@lru_cache(maxsize=_TARGETS_KEPT)
def _row(target: Target) -> Targets:
    """One target as a table of one row."""
    return table_of([target], {target.city_id: 0})


def _first(column: Floats) -> float | None:
    return None if np.isnan(column[0]) else float(column[0])
