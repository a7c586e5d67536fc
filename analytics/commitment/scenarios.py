"""Where emissions would go: held level, at a rate, by a given baseline scenario, or by the recent trend.

None of them is a forecast. Each is what its name says, in tonnes by year, so that the effect of actions can be set
against it (``analytics.commitment.wedges``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from analytics.commitment.targets import scenario_emissions
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence, counted, joined
from analytics.uncertainty.draws import SIGMAS

Kind = Literal["held", "rate", "given", "trend"]
Fit = Literal["theil-sen", "least-squares"]
FITS: dict[Fit, str] = {
    "theil-sen": Sentence("Theil-Sen (median of all slopes)"),
    # Translators: how a straight line was fitted.
    "least-squares": Sentence("least squares"),
}
FEWEST, WINDOW_YEARS = 3, 10
"""A trend takes the inventories of the last ten years up to the newest, and at least three of them [R]."""
NO_FORECAST = Sentence("It goes on as before on a straight line; it is not a forecast.")


@dataclass(frozen=True)
class Scenario:
    """Tonnes by year from the newest inventory on. ``said`` tells how they were made, ``source`` where they are from.

    ``floored`` is the first year in which a straight line would have gone below zero and was kept at zero.
    """

    kind: Kind
    years: tuple[int, ...]
    tonnes: tuple[float, ...]
    said: str
    source: str | None = None
    floored: int | None = None

    def at(self, year: int) -> float | None:
        """The tonnes of one year; None outside the scenario."""
        return dict(zip(self.years, self.tonnes, strict=True)).get(year)


@dataclass(frozen=True)
class Trend:
    """A straight line through the last inventories of one method: E(y) = ``level_t`` + ``slope_t`` x (y - last_year).

    ``gross`` says that none of the inventories holds removals, so that the line is never followed below zero.
    ``interval_t`` is the 95 % interval of the slope in t a year; None where it has none.
    """

    fit: Fit
    first_year: int
    last_year: int
    count: int
    slope_t: float
    level_t: float
    gross: bool
    interval_t: tuple[float, float] | None = None

    @property
    def told(self) -> bool:
        """Whether the slope can be told from no change: its interval leaves out zero."""
        return self.interval_t is not None and self.interval_t[0] * self.interval_t[1] > 0

    def tonnes(self, years: Any) -> Any:
        """The line in tonnes, never below zero for gross emissions. Any shape of ``years``."""
        line = self.level_t + self.slope_t * (np.asarray(years, dtype=float) - self.last_year)
        return np.maximum(line, 0.0) if self.gross else line


@formula(
    name="Scenario",
    text=Sentence(
        "held: E(y) = E₀;  changing: E(y) = E₀ × (1 + p)^(y − y₀);  given: straight lines between its points"
    ),
    units="t CO₂e; E₀ is the newest inventory of year y₀, p the change a year",
    source=OURS,
    mark="R",
    remark="What would be emitted without the actions; a choice of the reader, and no forecast.",
    also=(
        "analytics.commitment.scenarios.held",
        "analytics.commitment.scenarios.changing",
        "analytics.commitment.scenarios.given",
    ),
)
def at_rate(base_t: Any, percent: Any, years: Any) -> Any:
    """E(y) = E0 x (1 + p)^n: tonnes after ``years`` years of the same change in per cent a year. Any shape; the change
    is above -100 %. Source: our own rule [R]."""
    return base_t * (1 + percent / 100) ** years


def least_squares(years: Any, tonnes: Any) -> tuple[float, float]:
    """Slope in t a year, and level in t in the last of ``years``, of the line with the least squared distances.

    Source: arithmetic [R].
    """
    x, y = _columns(years, tonnes)
    away = x - x.mean()
    slope = float((away * (y - y.mean())).sum() / (away**2).sum())
    return slope, float(y.mean() + slope * (x.max() - x.mean()))


@formula(
    name="Recent trend",
    text=Sentence("slope = median of (E_j − E_i) ÷ (y_j − y_i) over all pairs of years"),
    units="t CO₂e a year, from the inventories of the last ten years that are made like the newest",
    source="Theil 1950; Sen 1968",
    mark="M",
    remark=(
        "At least three inventories; one odd year does not move it. The 95 % interval of the slope is Sen's, from the "
        "slopes in order and Kendall's variance; with three inventories there is none."
    ),
    also=(
        "analytics.commitment.expert.recent_trend",
        "analytics.commitment.scenarios.slope_interval",
        "analytics.commitment.scenarios.trend",
        "analytics.commitment.scenarios.following",
        "analytics.commitment.scenarios.least_squares",
    ),
)
def theil_sen(years: Any, tonnes: Any) -> tuple[float, float]:
    """Slope in t a year, and level in t in the last of ``years``, of the Theil-Sen line: the median of the slopes
    between all pairs of years, and the median of what is left. One odd year does not move it.

    Source: Theil (1950) and Sen (1968), Estimates of the regression coefficient based on Kendall's tau [M].
    """
    x, y = _columns(years, tonnes)
    slope = float(np.median(_slopes(x, y)))
    return slope, float(np.median(y - slope * (x - x.max())))


def slope_interval(years: Any, tonnes: Any) -> tuple[float, float] | None:
    """The 95 % interval of a Theil-Sen slope, in t a year, from the slopes between all pairs of years and the variance
    of Kendall's S; None with too few years, which is with fewer than four. Ranks are rounded down, to the wider side.

    Source: Sen (1968), Estimates of the regression coefficient based on Kendall's tau [M].
    """
    slopes, n = np.sort(_slopes(*_columns(years, tonnes))), len(years)
    rank = (len(slopes) - SIGMAS * np.sqrt(n * (n - 1) * (2 * n + 5) / 18)) / 2
    if rank < 0:
        return None
    at = max(int(rank), 1)
    return float(slopes[at - 1]), float(slopes[-at])


def _slopes(x: Any, y: Any) -> Any:
    """The slopes between all pairs of years that differ."""
    first, second = np.triu_indices(len(x), 1)
    apart = x[second] != x[first]
    return (y[second] - y[first])[apart] / (x[second] - x[first])[apart]


def trend(inventories: Sequence[Inventory], fit: Fit = "theil-sen") -> Trend:
    """The line through the inventories of the last ten years, made like the newest of them.

    All are of one method, gas, GWP set, approach and origin, and no key sector is missing that the newest has. Raises
    Refused (trend-too-short) with fewer than three. Source: our own rule [R].
    """
    known = [item for item in inventories if item.emissions_t is not None]
    newest = max(known, key=lambda item: item.year, default=None)
    if newest is None:
        raise Refused(_too_short(0))
    chosen = sorted(
        (item for item in known if newest.year - WINDOW_YEARS < item.year and _alike(item, newest)),
        key=lambda item: item.year,
    )
    if len({item.year for item in chosen}) < FEWEST:
        raise Refused(_too_short(len(chosen)))
    years, tonnes = [item.year for item in chosen], [float(item.emissions_t or 0.0) for item in chosen]
    slope, level = (theil_sen if fit == "theil-sen" else least_squares)(years, tonnes)
    gross = all(value >= 0 for item in chosen for value in (item.emissions_t or 0.0, *item.sectors.values()))
    interval = slope_interval(years, tonnes) if fit == "theil-sen" else None
    return Trend(fit, years[0], years[-1], len(chosen), slope, level, gross, interval)


def held(base_t: float, first: int, last: int) -> Scenario:
    """The emissions of the newest inventory, held level: what is left to cut if nothing more happens.

    In t. Source: our own rule [R].
    """
    years = tuple(range(first, last + 1))
    said = Sentence("Emissions of {year} held level.", year=first)
    return Scenario("held", years, (float(base_t),) * len(years), said)


def changing(base_t: float, percent: float, first: int, last: int) -> Scenario:
    """The emissions of the newest inventory changing by ``percent`` a year. Raises Refused (scenario-rate) for a change
    of -100 % a year or less, more than 20 % a year, or a base that is not above zero. Source: our own rule [R]."""
    if not -100 < percent <= 20 or base_t <= 0:
        raise blocked(
            "scenario-rate",
            Sentence("{percent:g} % a year from {emissions:,.0f} t", percent=percent, emissions=base_t),
            "a change above -100 % and up to 20 % a year, from emissions above zero",
            "Give another change, or hold the emissions level.",
        )
    years = tuple(range(first, last + 1))
    tonnes = tuple(float(value) for value in at_rate(base_t, percent, np.arange(len(years))))
    said = Sentence("Emissions of {year} changing by {percent:+g} % a year.", year=first, percent=percent)
    return Scenario("rate", years, tonnes, said)


def given(
    points: Sequence[tuple[int, float]], base_t: float, first: int, last: int, source: str | None = None
) -> Scenario:
    """A baseline scenario from its (year, tonnes) points, on straight lines between them.

    Where no point is of ``first`` or before, the line starts at the newest inventory, ``base_t`` in ``first``. Raises
    Refused (scenario-missing) where the points do not reach ``last``. Source: our own rule [R].
    """
    points, said = sorted(points), [Sentence("The baseline scenario on file.")]
    if points and points[0][0] > first:
        points = [(first, base_t), *points]
        said.append(Sentence("It starts at the inventory of {year}.", year=first))
    years = tuple(range(first, last + 1))
    found = [scenario_emissions(points, year) for year in years]
    if not points or any(value is None for value in found):
        stated = ", ".join(str(year) for year, _ in points)
        raise blocked(
            "scenario-missing",
            Sentence("a baseline scenario of {years}", years=stated)
            if stated
            else Sentence("a baseline scenario of no year"),
            Sentence("points from {first} or later up to {last}", first=first, last=last),
            "Give these points.",
        )
    tonnes = tuple(float(value) for value in found if value is not None)
    return Scenario("given", years, tonnes, joined(said), source)


def following(line: Trend, base_t: float, last: int) -> Scenario:
    """The recent trend from the newest inventory on: that inventory's own tonnes first, then the line.

    In t. Source: our own rule [R].
    """
    years = tuple(range(line.last_year, last + 1))
    tonnes = line.tonnes(np.array(years))
    tonnes[0] = base_t
    below = [year for year in years[1:] if line.gross and line.level_t + line.slope_t * (year - line.last_year) < 0]
    said = [
        Sentence(
            "Trend of {count} inventories {first} to {last}, {fit}: {slope:+,.0f} t a year.",
            count=line.count,
            first=line.first_year,
            last=line.last_year,
            fit=FITS[line.fit],
            slope=line.slope_t,
        ),
        NO_FORECAST,
    ]
    if below:
        said.append(Sentence("From {year} on it is kept at zero.", year=below[0]))
    return Scenario("trend", years, tuple(map(float, tonnes)), joined(said), None, below[0] if below else None)


def _columns(years: Any, tonnes: Any) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(years, dtype=float), np.asarray(tonnes, dtype=float)
    if len(np.unique(x)) < FEWEST:
        raise Refused(_too_short(len(x)))
    return x, y


def _alike(item: Inventory, newest: Inventory) -> bool:
    if set(item.missing_key_sectors) - set(newest.missing_key_sectors):
        return False
    return _made(item) == _made(newest)


def _made(item: Inventory) -> tuple[object, ...]:
    return item.method, item.gas, item.computed, item.gwp_set, item.approach


def _too_short(count: int) -> Problem:
    return block(
        "trend-too-short",
        counted(
            "{number} comparable inventory in the last {years} years",
            "{number} comparable inventories in the last {years} years",
            count,
            years=WINDOW_YEARS,
        ),
        Sentence("at least {fewest}, made in one way", fewest=FEWEST),
        "Add the inventories of more years.",
    )
