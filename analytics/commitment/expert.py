"""What an expert holds beside a target: other lines, yearly rates, the year of arrival, and what is outside.

None of it judges: the verdict is that of the city's own target.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from analytics.commitment import scenarios
from analytics.commitment.comparability import same_chain
from analytics.commitment.coverage import judged_by
from analytics.commitment.judged import Progress
from analytics.commitment.targets import target_level
from analytics.commitment.trajectory import gap, level_on, percent_of
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence

_EAST = ("BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "SI", "SK")
_WEST = ("AT", "BE", "CY", "DE", "DK", "ES", "FI", "FR", "GR", "IE", "IT", "LU", "MT", "NL", "PT", "SE")
EUROPEAN_UNION = frozenset((*_EAST, *_WEST))
"""ISO 3166 codes of the member states of the European Union since 2020."""
LATEST_ARRIVAL = 2100
"""A trend that arrives later than this is said not to arrive in this century."""
UNTOLD = Sentence("The inventories show no clear trend, so no year of arrival is given.")
"""Of a recent trend: what stands in the place of its year of arrival."""


@dataclass(frozen=True)
class OtherLine:
    """One other line beside a target: ``percent`` below ``base_year`` by ``year``. Tonnes are those of the inventories.

    ``base_t`` and ``level_t`` are None without emissions of the base year by the target's method, and ``reason`` says
    so. ``path_t`` is what it allows in the year of the newest inventory and ``gap_t`` newest minus path (positive is
    above); None where the line sets no path in that year. ``asked`` says that the city's own path is at or below it in
    ``year``; None where that cannot be told.
    """

    name: str
    percent: float
    base_year: int
    year: int
    source: str
    base_t: float | None = None
    level_t: float | None = None
    path_t: float | None = None
    gap_t: float | None = None
    asked: bool | None = None
    reason: str | None = None


@dataclass(frozen=True)
class YearlyRates:
    """How fast emissions fell and have to fall. Tonnes a year and per cent of the baseline a year, positive for a fall;
    None where a figure cannot be given, and ``reason`` says why the trend has no year of arrival.

    ``achieved`` is that since the base year, ``required`` that from the newest inventory to the target. ``trend_t`` is
    the recent trend through ``trend_inventories`` from ``trend_since`` to ``trend_to``, which reaches the target level
    in the year in which it ``arrives``, and lies ``short_t`` above that level in the target year, below zero where it
    lies below. Its line lies ``trend_off_t`` above the newest inventory. ``trend_told`` says that its slope can be told
    from no change; where it cannot, nobody is told the year of arrival.
    """

    achieved_t: float | None = None
    achieved_percent: float | None = None
    required_t: float | None = None
    required_percent: float | None = None
    trend_t: float | None = None
    trend_since: int | None = None
    trend_to: int | None = None
    trend_inventories: int | None = None
    trend_off_t: float | None = None
    trend_told: bool | None = None
    arrives: int | None = None
    short_t: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Expert:
    """What is held beside one target: yearly ``rates``, other ``lines``, and in sentences what the total leaves
    ``outside``."""

    rates: YearlyRates
    lines: tuple[OtherLine, ...] = ()
    outside: tuple[Sentence, ...] = ()


def expert(progress: Progress, inventories: Sequence[Inventory], country: str) -> Expert:
    """What an expert holds beside one target, in t, per cent a year and years; ``country`` is an ISO code.

    Source: our own rule [R].
    """
    if progress.target is None or progress.latest is None:
        return Expert(YearlyRates())
    inventories = judged_by(progress.target, inventories)
    return Expert(yearly_rates(progress, inventories), lines(progress, inventories, country), outside(progress.latest))


@formula(
    name="Yearly rates: achieved, required, recent trend",
    text=Sentence(
        "achieved since the base year = (E₀ − E(y)) ÷ (y − y₀);  required = (E(y) − E_T) ÷ (y_T − y);  recent trend = "
        "the Theil-Sen slope of the last {years} years",
        years=scenarios.WINDOW_YEARS,
    ),
    units="t CO₂e a year, and per cent of E₀ a year; y is the year of the newest inventory",
    source=OURS,
    mark="R",
    remark="Only between inventories that count alike. A target per inhabitant or unit of GDP has none.",
    also=("analytics.commitment.expert.expert",),
)
def yearly_rates(progress: Progress, inventories: Sequence[Inventory]) -> YearlyRates:
    """How fast the emissions fell since the base year and have to fall to the target, and when the trend arrives.

    Nothing is given where the newest inventory and the baseline may not be subtracted, or something forbids a verdict.
    Source: our own rule [R].
    """
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None or latest is None or progress.reasons or progress.change_t is None:
        return YearlyRates(reason=Sentence("Without a verdict no yearly rate can be told."))
    if target.intensity:
        return YearlyRates(
            reason=Sentence("The tonnes of this target move with inhabitants or GDP, so it has no one yearly rate.")
        )
    achieved = -progress.change_t / (latest.year - base.year)
    left, span = progress.left_t, target.year - latest.year
    required = max(left, 0.0) / span if left is not None and span > 0 else None
    of_base = base.emissions_t if base.emissions_t > 0 else None
    year, reason = arrival(progress, inventories)
    found = YearlyRates(
        achieved,
        float(percent_of(achieved, of_base)) if of_base else None,
        required,
        float(percent_of(required, of_base)) if of_base and required is not None else None,
        arrives=year,
        reason=reason,
    )
    line = recent_trend(progress, inventories)
    if isinstance(line, Sentence):
        return found
    end_t = progress.target_t if span > 0 else None
    return replace(
        found,
        trend_t=-line.slope_t,
        trend_since=line.first_year,
        trend_to=line.last_year,
        trend_inventories=line.count,
        trend_off_t=line.level_t - latest.emissions_t if latest.emissions_t is not None else None,
        trend_told=line.told,
        short_t=float(line.tonnes(target.year)) - end_t if end_t is not None else None,
    )


@formula(
    name="Year of arrival",
    text=Sentence("y = the first year in which the recent trend is at or below E_T"),
    units="calendar year; the trend is the Theil-Sen line of the last ten years",
    source=OURS,
    mark="R",
    remark=(
        "No forecast: what would be if everything went on as it did. No year is told where the trend cannot be told "
        "from no change: its slope has no 95 % interval, or one that holds zero."
    ),
)
def arrival(progress: Progress, inventories: Sequence[Inventory]) -> tuple[int | None, str | None]:
    """The year in which the recent trend reaches the target level, or None and why there is none.

    Source: our own rule [R]; the trend as ``analytics.commitment.scenarios.trend``.
    """
    target, latest, level = progress.target, progress.latest, progress.target_t
    if target is None or latest is None or level is None:
        return None, Sentence("Without a target level nothing is reached.")
    line = recent_trend(progress, inventories)
    if isinstance(line, Sentence):
        return None, line
    if line.level_t <= level:
        return latest.year, None
    if line.slope_t >= 0:
        return None, Sentence("The recent trend does not fall, so it never reaches the target.")
    year = math.ceil(line.last_year + (line.level_t - level) / -line.slope_t)
    if year > LATEST_ARRIVAL:
        return None, Sentence("The recent trend does not reach the target before {year}.", year=LATEST_ARRIVAL)
    return year, None


def recent_trend(progress: Progress, inventories: Sequence[Inventory]) -> scenarios.Trend | Sentence:
    """The recent trend of the inventories by the target's method up to the newest one, in t, or the sentence why there
    is none. Source: our own rule [R]."""
    target, latest = progress.target, progress.latest
    own = [item for item in inventories if target and latest and item.method == target.method]
    try:
        return scenarios.trend([item for item in own if latest and item.year <= latest.year])
    except Refused as refusal:
        problem = refusal.problems[0]
        return Sentence("No trend: {found}; it takes {expected}.", found=problem.found, expected=problem.expected)


@formula(
    name="Other lines beside a target",
    text=Sentence("level = E(base year) × (1 − r);  path straight from there;  gap = E(y) − path"),
    units="t CO₂e; 1.5 °C: half of 2019 by 2030; the EU: 90 % below 1990 by 2040; the country as given",
    source=OURS,
    mark="R",
    remark="They judge nothing. Without emissions of their base year by the same method there is no line.",
)
def lines(progress: Progress, inventories: Sequence[Inventory], country: str) -> tuple[OtherLine, ...]:
    """The 1.5 °C line, the national target where one was given, and the European Union's for 2040 in its members, in t.

    Source: our own rule [R]; 2040 as the European Parliament adopted it on 10 February 2026, second-hand [V2].
    """
    target = progress.target
    if target is None:
        return ()
    found = [
        OtherLine(
            Sentence("1.5 °C: half of 2019 by 2030"),
            50.0,
            2019,
            2030,
            Sentence("our own rule, where nothing better is set"),
        )
    ]
    if target.national is not None:
        national = target.national
        name = Sentence(
            "The country: {percent:g} % below {base_year} by {year}",
            percent=national.reduction_percent,
            base_year=national.base_year,
            year=national.year,
        )
        found.append(OtherLine(name, national.reduction_percent, national.base_year, national.year, national.source))
    if country.upper() in EUROPEAN_UNION:
        told = Sentence("European Parliament, 10 February 2026; the Official Journal was not checked")
        found.append(OtherLine(Sentence("European Union: 90 % below 1990 by 2040"), 90.0, 1990, 2040, told))
    if target.sector or target.intensity:
        why = Sentence("The target covers one sector, or is per inhabitant or unit of GDP.")
        return tuple(_without(line, why) for line in found)
    return tuple(_drawn(line, progress, inventories) for line in found)


def _without(line: OtherLine, reason: str) -> OtherLine:
    return OtherLine(line.name, line.percent, line.base_year, line.year, line.source, reason=reason)


def _drawn(line: OtherLine, progress: Progress, inventories: Sequence[Inventory]) -> OtherLine:
    """A line from the emissions of its base year by the target's own method."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    assert target is not None
    known = base.emissions_t if base and base.year == line.base_year else None
    for item in inventories:
        if known is None and base and item.year == line.base_year and same_chain(target, base, item):
            known = item.emissions_t
    if known is None or known <= 0:
        return _without(line, Sentence("No emissions of {year} by this method are known here.", year=line.base_year))
    level = float(target_level(known, line.percent))
    path = None
    if base and latest and latest.emissions_t is not None and same_chain(target, base, latest):
        path = _on(known, level, line, latest.year)
    return OtherLine(
        line.name,
        line.percent,
        line.base_year,
        line.year,
        line.source,
        known,
        level,
        path,
        float(gap(latest.emissions_t, path))
        if latest and latest.emissions_t is not None and path is not None
        else None,
        _asks_more(progress, line.year, level),
    )


def _on(base_t: float, level_t: float, line: OtherLine, year: int) -> float | None:
    if not line.base_year < year <= line.year:
        return None
    return float(level_on("linear", base_t, level_t, line.base_year, line.year, year))


def _asks_more(progress: Progress, year: int, level_t: float) -> bool | None:
    """Whether the city's own path is at or below a level in a year; None outside its years."""
    target, base, end = progress.target, progress.baseline, progress.target_t
    if target is None or base is None or end is None or not base.year < year <= target.year:
        return None
    if target.path == "constant-rate" and min(base.emissions_t, end) <= 0:
        return None
    return float(level_on(target.path, base.emissions_t, end, base.year, target.year, year)) <= level_t


def outside(latest: Inventory) -> tuple[Sentence, ...]:
    """What the total of an inventory leaves out or may hold, in sentences. Source: our own rule [R]."""
    beyond = fsum(amount for spot, amount in latest.spots.tonnes.items() if spot.scope == 3)
    other = latest.memo.get("other_scope_3")
    scoped = any(spot.scope for spot in latest.spots.tonnes)
    told: list[Sentence] = []
    said: dict[str, Any] = {"year": latest.year, "amount": beyond}
    if beyond > 0:
        told.append(
            Sentence("Scope 3: {amount:,.0f} t of the total of {year} arise elsewhere; the rest is not in it.", **said)
        )
    elif scoped:
        told.append(Sentence("Scope 3 is not in the total of {year}.", **said))
    else:
        told.append(Sentence("Whether the total of {year} holds scope 3 is not on file.", **said))
    if other:
        told.append(Sentence("Beside it stand {amount:,.0f} t of other scope 3.", amount=other))
    told.append(Sentence("Consumption: what people buy and is made elsewhere is not counted."))
    told.append(
        Sentence("Electricity counts by the factor of its grid; what contracts say (market-based) is not counted.")
        if latest.computed
        else Sentence("Whether electricity counts by its grid or by contracts (market-based) is not on file.")
    )
    certified = latest.memo.get("certified_electricity")
    if certified:
        told.append(Sentence("Certified green electricity bought: {amount:,.0f} MWh.", amount=certified))
    return tuple(told)
