"""What a city promised: how much, by when, against what, and on which path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analytics.commitment.trajectory import PATHS, above_zero, linear_path, order, unknown
from analytics.detection.plausibility import divisor, figure
from analytics.formula import OURS, TARGET_TYPES, formula
from analytics.text.problems import Problem, Refused, block, warn
from analytics.text.sentences import Sentence, sentences
from analytics.vocabulary import SECTOR_GROUPS, SECTORS

Kind = Literal["absolute", "per-capita", "per-gdp", "baseline-scenario", "fixed-level", "neutrality"]
KIND_NAMES: dict[Kind, str] = sentences(
    {
        "absolute": "per cent below the base year",
        "per-capita": "per cent below the base year, per inhabitant",
        "per-gdp": "per cent below the base year, per unit of GDP",
        "baseline-scenario": "per cent below a baseline scenario in the target year",
        "fixed-level": "a level in tonnes",
        "neutrality": "net zero",
    }
)
"""The kinds of target of the GCoM Common Reporting Framework: base-year emissions, base-year intensity (per capita or
per GDP), baseline scenario and fixed level [M]; neutrality is the fixed level of net zero [R]."""
_ENERGY = Sentence("Energy")
"""A sector of targets that is none of inventories: all that energy is used for."""
_BASE, _REDUCTION, _DRIVER = Sentence("base"), Sentence("reduction"), Sentence("inhabitants or GDP")
INTENSITIES = ("per-capita", "per-gdp")
OF_BASE = ("absolute", *INTENSITIES)
"""The kinds whose level is a share of the base year: of nothing, or of less than nothing, there is none."""
FROM_BASE = (*OF_BASE, "neutrality")
"""The kinds whose path falls from the base year, which has to be above zero."""
PERCENT_KINDS = ("absolute", "per-capita", "per-gdp", "baseline-scenario")


@dataclass(frozen=True)
class National:
    """The target of the country as it was given: ``reduction_percent`` below ``base_year`` by ``year``, in total
    emissions. None ships with the program."""

    reduction_percent: float
    base_year: int
    year: int
    source: str


@dataclass(frozen=True)
class Target:
    """One target as the city reported it. Tonnes are t CO2e; ``method`` names the inventories it may be judged by.

    ``sector`` is None for a target on the whole inventory. ``declared_base_t`` and ``declared_target_t`` are the
    city's own figures; they are used only where no inventory of the base year exists. ``reduction_percent`` is None
    where the kind states no per cent. ``level_t`` is the level of a fixed-level target, ``scenario`` the
    (year, tonnes) points of a baseline scenario.
    """

    city_id: str
    kind: Kind
    base_year: int
    year: int
    reduction_percent: float | None
    method: str
    source: str
    sector: str | None = None
    declared_base_t: float | None = None
    declared_target_t: float | None = None
    set_in: int | None = None
    exclusions: str | None = None
    path: str = "linear"
    level_t: float | None = None
    scenario: tuple[tuple[int, float], ...] = ()
    scenario_source: str | None = None
    national: National | None = None

    @property
    def name(self) -> str:
        """The target in words, such as "50 % below 2005 by 2030"."""
        if self.sector:
            return Sentence("{promise} by {year} ({sector})", promise=self.promise, year=self.year, sector=self.covers)
        # Translators: a target, as in "50 % below 2005 by 2030" or "net zero by 2050".
        return Sentence("{promise} by {year}", promise=self.promise, year=self.year)

    @property
    def covers(self) -> str | None:
        """The sector that the target is for, as the vocabulary has it where it knows the word; None for all."""
        known = (*SECTOR_GROUPS, *(sector.name for sector in SECTORS.values()), _ENERGY)
        return next((word for word in known if word == self.sector), self.sector)

    @property
    def promise(self) -> str:
        """What is promised, without the year: "50 % below 2005 per inhabitant", "net zero"."""
        if self.kind == "neutrality":
            return KIND_NAMES["neutrality"]
        if self.kind == "fixed-level":
            return _tonnes(self.level_t)
        said: dict[str, object] = {"percent": self.reduction_percent, "year": self.base_year}
        if self.kind == "baseline-scenario":
            return Sentence("{percent:g} % below the baseline scenario", **said)
        if self.kind == "per-capita":
            return Sentence("{percent:g} % below {year} per inhabitant", **said)
        if self.kind == "per-gdp":
            return Sentence("{percent:g} % below {year} per unit of GDP", **said)
        return Sentence("{percent:g} % below {year}", **said)

    @property
    def intensity(self) -> bool:
        """Whether the target is one per inhabitant or per unit of GDP, so that its tonnes move with these."""
        return self.kind in INTENSITIES


@formula(
    name="Target level, absolute",
    text="E_T = E₀ × (1 − r)",
    units="t CO₂e; r is the reduction, 0.5 for 50 %",
    source=TARGET_TYPES,
    mark="M",
    remark="Absolute or per inhabitant is chosen once [V, JRC].",
)
def target_level(base: Any, reduction_percent: Any) -> Any:
    """E_target = E_base x (1 - r): the level a reduction leads to, in the unit of ``base``. Any shape.

    A per-capita or per-GDP target takes tonnes per inhabitant or per unit of GDP and gives the same; a
    baseline-scenario target takes the scenario's tonnes of the target year. In a column NaN is a figure that is missing
    and stays NaN; raises Refused (value-missing) for a single one. Source: GCoM Common Reporting Framework, target
    types [M]; the formula is our own reading [R].
    """
    figure(_BASE, base)
    figure(_REDUCTION, reduction_percent, "%")
    return base * (1 - reduction_percent / 100)


@formula(
    name="Per inhabitant",
    text="e = E ÷ P",
    units="e in t per inhabitant and year, P the inhabitants of that inventory year by the inventory's own source",
    source=OURS,
    mark="R",
    also=("analytics.inventories.inventory.Inventory.per_head_t",),
)
def intensity(base_t: Any, driver: Any) -> Any:
    """Tonnes per unit of what drives them: I = E ÷ D, with inhabitants or GDP as D. Any shape; D must be above zero.

    Raises Refused (value-zero, value-range, value-missing) for a D that is not; in a column NaN stays NaN. Source: our
    own rule [R].
    """
    divisor(_DRIVER, driver)
    return base_t / driver


def intensity_level(base_t: Any, base_driver: Any, reduction_percent: Any, driver: Any) -> Any:
    """E_allowed(y) = I_base x (1 - r) x D_y: the tonnes that an intensity target allows at the inhabitants, or at the
    GDP, of one year. Any shape. Raises Refused as ``intensity`` and ``target_level`` do. Source: GCoM Common Reporting
    Framework, target types [M]; formula our own [R].
    """
    return target_level(intensity(base_t, base_driver), reduction_percent) * driver


@formula(
    name="Baseline scenario",
    text=Sentence("E_BAU(y) = the scenario's tonnes of y, or on the straight line between its points around y"),
    units="t CO₂e",
    source=OURS,
    mark="R",
)
def scenario_emissions(points: Sequence[tuple[int, float]], year: int) -> float | None:
    """The tonnes that a baseline scenario expects in ``year``, on the straight line between the two points around it
    where it has none of that year; None outside its points. Source of the line: our own rule [R]."""
    known = dict(points)
    if year in known:
        return known[year]
    earlier, later = [point for point in known if point < year], [point for point in known if point > year]
    if not earlier or not later:
        return None
    first, last = max(earlier), min(later)
    return float(linear_path(known[first], known[last], first, last, year))


def problems(target: Target) -> list[Problem]:
    """Everything that is wrong with a target in itself, each with the alternatives; a warning lets it in."""
    if target.kind not in KIND_NAMES:
        kinds = tuple(KIND_NAMES)
        said = Sentence('the kind "{kind}"', kind=target.kind)
        expected = Sentence("one of {choices}", choices=", ".join(kinds))
        return [_block("target-kind", said, expected, Sentence("Name one."), kinds)]
    found = []
    if target.year <= target.base_year:
        found.append(order(target.base_year, target.year))
    if target.path not in PATHS:
        found.append(unknown(target.path))
    if target.declared_base_t is not None and not math.isfinite(target.declared_base_t):
        said = Sentence("declared base-year emissions that are no number")
        found.append(_block("base-missing", said, Sentence("tonnes"), Sentence("Give them.")))
    found += _reduction(target) if target.kind in PERCENT_KINDS else _stated(target)
    if target.kind == "baseline-scenario" and scenario_emissions(target.scenario, target.year) is None:
        found.append(_short(target))
    if target.path == "constant-rate" and _reaches_zero(target):
        found.append(above_zero(Sentence("net zero or below")))
    if target.national:
        found += _national(target.national)
    return found


def _reaches_zero(target: Target) -> bool:
    """Whether a target asks for net zero or less."""
    if target.kind == "fixed-level":
        return target.level_t is not None and target.level_t <= 0
    return target.kind == "neutrality" or 100 <= (target.reduction_percent or 0) < math.inf


def check(target: Target) -> list[Problem]:
    """The warnings about a target. Raises Refused when it cannot be judged as it stands."""
    found = problems(target)
    if any(problem.severity != "warn" for problem in found):
        raise Refused(*found)
    return found


def _reduction(target: Target) -> list[Problem]:
    percent = target.reduction_percent
    if percent is None or not math.isfinite(percent):
        found = Sentence("no reduction for a {kind} target", kind=target.kind)
        fix = Sentence("Give it, or choose the kind fixed-level.")
        return [_block("reduction-missing", found, Sentence("a reduction from 0 to 100 %"), fix)]
    found = Sentence("a reduction of {percent:g} %", percent=percent)
    if percent < 0:
        fix = Sentence(
            "Give a reduction; for a target that allows more than the base year, state the tonnes as a fixed level."
        )
        return [_block("reduction-range", found, Sentence("0 to 100 %"), fix)]
    return [_net_negative(found)] if percent > 100 else []


def _short(target: Target) -> Problem:
    """The problem of a baseline scenario that does not reach the target year."""
    years = ", ".join(str(year) for year, _ in sorted(target.scenario))
    found = (
        Sentence("a baseline scenario of {years}", years=years)
        if years
        else Sentence("a baseline scenario of no year at all")
    )
    expected = Sentence("a scenario with tonnes of {year}, or of a year before and one after it", year=target.year)
    return _block("scenario-missing", found, expected, Sentence("Give these points."))


def _stated(target: Target) -> list[Problem]:
    percent, level_t = target.reduction_percent, target.level_t
    if target.kind == "fixed-level" and (level_t is None or not math.isfinite(level_t)):
        said = Sentence("a fixed-level target without its level")
        return [_block("level-missing", said, Sentence("its tonnes a year"), Sentence("Give them."))]
    if target.kind == "neutrality" and (percent not in (None, 100) or level_t not in (None, 0)):
        said = (
            Sentence("a neutrality target of {level}", level=_tonnes(level_t))
            if level_t
            else Sentence("a neutrality target of {percent:g} %", percent=percent)
        )
        fix = Sentence(
            "Choose the kind fixed-level for a level that is not zero, or absolute for a reduction in per cent."
        )
        return [_block("neutrality-level", said, Sentence("net zero, which is 100 %"), fix)]
    if target.kind == "fixed-level" and percent is not None:
        said = Sentence("{percent:g} % beside a level in tonnes", percent=percent)
        fix = Sentence("Leave one of the two out, or choose the kind absolute.")
        return [_block("reduction-beside-level", said, Sentence("the level alone"), fix)]
    if level_t is None or level_t >= 0:
        return []
    return [_net_negative(Sentence("a level of {level}", level=_tonnes(level_t)))]


def _national(national: National) -> list[Problem]:
    found = []
    if national.year <= national.base_year:
        found.append(order(national.base_year, national.year))
    if not national.reduction_percent >= 0:
        said = Sentence("a national reduction of {percent:g} %", percent=national.reduction_percent)
        fix = Sentence("Give the reduction of the national target.")
        found.append(_block("reduction-range", said, Sentence("0 to 100 %"), fix))
    return found


def _net_negative(found: str) -> Problem:
    return warn(
        "net-negative",
        found,
        "0 to 100 %; beyond it a city takes more out of the air than it emits",
        "It is kept as a net-negative target.",
    )


def _block(code: str, found: str, expected: str, fix: str, choices: tuple[str, ...] = ()) -> Problem:
    return block(code, found, expected, fix, choices=choices)


def _tonnes(level_t: float | None) -> Sentence:
    if level_t is None:
        return Sentence("unknown t")
    return Sentence("{level:,.10g} t", level=level_t) if level_t % 1 else Sentence("{level:,.0f} t", level=level_t)
