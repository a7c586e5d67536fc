"""The verdict: on track, behind, or cannot tell, with the gap and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

from analytics.commitment.baseline import Baseline, baseline
from analytics.commitment.codes import Code, Reason, codes, ordered
from analytics.commitment.comparability import made
from analytics.commitment.exactness import limits
from analytics.commitment.reasons import (
    OLDEST_INVENTORY_YEARS,
    against,
    newer,
    no_inventory,
    no_target,
    notes,
    of_places,
)
from analytics.commitment.targets import FROM_BASE, OF_BASE, Target, intensity, level
from analytics.commitment.trajectory import gap, level_on, percent_of, years_late
from analytics.formula import OURS, TARGET_TYPES, Formula, formula
from analytics.inventories.inventory import Inventory
from analytics.inventories.people import doubts
from analytics.text.sentences import Sentence
from analytics.vocabulary import Verdict


@dataclass(frozen=True)
class Progress:
    """One target judged by one inventory. Tonnes in the gas of the inventory; None where a figure cannot be given.

    ``gap_t`` is latest minus path: positive is behind. ``gap_percent`` is per cent of the baseline, ``years_late`` is
    negative when ahead. ``outcome`` is "met" or "missed" once the target year has an inventory. ``reasons`` are what
    forbids a verdict, the leading one first; there are some where, and only where, the verdict is "cannot tell".
    ``notes`` are sentences that a reader should know beside it, ``doubts`` those about the inhabitants on which the
    change per inhabitant since the base year rests, ``limits`` those of the notes that could turn the answer.
    """

    target: Target | None
    baseline: Baseline | None = None
    target_t: float | None = None
    latest: Inventory | None = None
    path_t: float | None = None
    gap_t: float | None = None
    gap_percent: float | None = None
    years_late: float | None = None
    verdict: Verdict = Verdict.CANNOT_TELL
    outcome: str | None = None
    previous_year: int | None = None
    previous_gap_t: float | None = None
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Sentence, ...] = ()
    limits: tuple[Sentence, ...] = ()

    @property
    def codes(self) -> Code:
        """The codes of all reasons in one; 0 where there is a verdict."""
        return codes(self.reasons)

    @property
    def in_doubt(self) -> bool:
        """Whether a good answer rests on inhabitants that are in doubt: it is shown, but not as good news."""
        per_head = self.target is not None and self.target.kind == "per-capita"
        return per_head and bool(self.doubts) and self.verdict is Verdict.ON_TRACK

    @property
    def change_t(self) -> float | None:
        """The newest inventory minus the baseline, in t; negative is a fall. None where the two may not be subtracted.
        Source: our own rule [R]."""
        if self.gap_t is None or self.baseline is None or self.latest is None or self.latest.emissions_t is None:
            return None
        return self.latest.emissions_t - self.baseline.emissions_t

    @property
    def change_percent(self) -> float | None:
        """The change since the baseline in per cent of it; None of a baseline that is not above zero. Source: our own
        rule [R]."""
        if self.change_t is None or self.baseline is None or self.baseline.emissions_t <= 0:
            return None
        return float(percent_of(self.change_t, self.baseline.emissions_t))

    @property
    def per_head_change_percent(self) -> float | None:
        """The change of the emissions per inhabitant since the base year, in per cent of it. None where the two years
        may not be subtracted, something forbids a verdict on them, or one has no inhabitants on file. Source: our own
        rule [R]."""
        first = self.baseline.inventory if self.baseline else None
        if self.reasons or self.gap_t is None or first is None or self.latest is None:
            return None
        before, now = first.per_head_t, self.latest.per_head_t
        if before is None or before <= 0 or now is None:
            return None
        return float(percent_of(now - before, before))

    @property
    def left_t(self) -> float | None:
        """What lies between the newest inventory and the target level, in t; negative is to spare. None where the two
        may not be subtracted. Source: our own rule [R]."""
        if self.gap_t is None or self.target_t is None or self.latest is None or self.latest.emissions_t is None:
            return None
        return self.latest.emissions_t - self.target_t

    @property
    def left_yearly_t(self) -> float | None:
        """What is left to cut in t a year, spread over the years from the newest inventory to the target year. None
        where nothing is left, or no year. Source: our own rule [R]."""
        if self.target is None or self.latest is None or self.left_t is None or self.left_t <= 0:
            return None
        span = self.target.year - self.latest.year
        return self.left_t / span if span > 0 else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that this verdict rests on."""
        found: list[str] = []
        if self.latest:
            found += self.latest.sources
        if self.baseline and self.baseline.inventory:
            found += self.baseline.inventory.sources
        if self.target:
            found.append(self.target.source)
        return tuple(dict.fromkeys(found))


@formula(
    name=Sentence("On track, behind, cannot tell"),
    text=Sentence("On track: gap ≤ 0.  Behind: gap > 0.  Cannot tell: one condition is missing"),
    units=Sentence(
        "conditions: a target on the whole inventory, a baseline above zero, an inventory after it by the same "
        "method, boundary, factors, gas, GWP set and approach, a total in CO₂e that lacks no place, and all four "
        "key sectors"
    ),
    source=OURS,
    mark="R",
    remark=Sentence("Missing data never counts as good. In the target year the outcome is met or missed."),
    conditional=True,
)
def assess(
    target: Target | None, inventories: Sequence[Inventory], year: int | None = None, as_of: int | None = None
) -> Progress:
    """Judge ``target`` by the newest inventory of its own method.

    ``year`` asks as of that inventory year: later inventories are left out. ``as_of`` is the calendar year for which
    the answer should hold; an inventory more than four years older then gives no verdict. Without it the verdict
    speaks of the inventory's own year. Source: our own rule [R]; four years as the Covenant's monitoring interval
    (JRC).
    """
    known = [inventory for inventory in inventories if year is None or inventory.year <= year]
    newest = max(known, key=lambda inventory: inventory.year, default=None)
    if target is None:
        return Progress(None, latest=newest, reasons=(no_target(),) if known else (no_target(), no_inventory(year)))
    own = sorted((item for item in known if item.method == target.method), key=lambda item: item.year)
    monitoring = [item for item in own if item.year > target.base_year]
    judged = [item for item in monitoring if item.year <= target.year] or monitoring or own
    latest = judged[-1] if judged else newest
    result = _figures(Progress(target, baseline=baseline(target, inventories), latest=latest))
    reasons = against(result, own, year, as_of)
    doubts, beside = of_places(result)
    if reasons:  # which name the same places in larger words
        beside = [*doubts, *beside]
    else:
        reasons = doubts
    result = replace(result, doubts=_doubts(result, inventories))
    if not reasons and len(judged) > 1:
        result = _with_the_one_before(result, judged[-2], own)
    result = replace(result, limits=() if reasons else limits(result, own))
    open_ones = result.doubts if target.kind == "per-capita" else ()
    remarks = (*result.limits, *notes(result), *open_ones, *beside, *newer(newest, latest, target))
    result = replace(result, reasons=ordered(reasons), notes=remarks)
    if target.sector and result.baseline and not result.baseline.declared:  # which is the whole city's
        result = replace(result, baseline=None)
    if reasons or result.gap_t is None:
        return result
    verdict = Verdict.ON_TRACK if result.gap_t <= 0 else Verdict.BEHIND
    outcome = None
    if latest is not None and latest.year == target.year:
        outcome = "met" if verdict is Verdict.ON_TRACK else "missed"
    return replace(result, verdict=verdict, outcome=outcome)


def _with_the_one_before(progress: Progress, before: Inventory, own: Sequence[Inventory]) -> Progress:
    """Progress with the gap of the inventory before the newest, where that one could be judged by itself."""
    found = _figures(replace(progress, latest=before))
    if found.gap_t is None or against(found, own, None, None) or of_places(found)[0]:
        return progress
    return replace(progress, previous_year=before.year, previous_gap_t=found.gap_t)


def _doubts(progress: Progress, inventories: Sequence[Inventory]) -> tuple[Sentence, ...]:
    """What is open about the inhabitants of the base year and of the newest inventory."""
    first = progress.baseline.inventory if progress.baseline else None
    if first is None or progress.latest is None or first.year == progress.latest.year:
        return ()
    return doubts(first, progress.latest, inventories)


@formula(
    name=Sentence("Allowed emissions, per inhabitant"),
    text="E(y) = path(E₀ ÷ P₀, (E₀ ÷ P₀) × (1 − r), y) × P(y)",
    units=Sentence("t CO₂e; P₀ and P(y) are the inhabitants of the base year and of the year y"),
    source=OURS,
    mark="R",
    remark=Sentence("The allowed tonnes move with the population of each year."),
    also=(
        "analytics.commitment.progress.ends",
        "analytics.commitment.progress.driver",
    ),
)
def allowed(
    target: Target, base: Baseline, year: float, inhabitants: float | None, gdp: float | None = None
) -> float | None:
    """The tonnes that the target's path allows in ``year``.

    A per-capita path is a path of tonnes per head, times that year's inhabitants, and a per-GDP path one of tonnes
    per unit of GDP, times that year's GDP; None when one of the two years' figures is unknown, when the path does not
    reach ``year``, and when the target lacks what its kind needs. Source: our own rule [R].
    """
    found, now = ends(target, base), driver(target, inhabitants, gdp)
    if found is None or now is None or year < target.base_year:
        return None
    return float(level_on(target.path, *found, target.base_year, target.year, year)) * now


def ends(target: Target, base: Baseline) -> tuple[float, float] | None:
    """Where the target's path starts and ends: in tonnes, or per inhabitant or unit of GDP for these kinds.

    None where there is no such path: years that do not follow each other, an unknown population or GDP of the base
    year, a base year that is not above zero where the path falls from it, a scenario without the target year, a
    constant rate from or to a level that is not above zero. Source: our own rule [R].
    """
    before = driver(target, base.inhabitants, base.gdp)
    if target.year <= target.base_year or before is None or (base.emissions_t <= 0 and target.kind in FROM_BASE):
        return None
    start = float(intensity(base.emissions_t, before)) if target.intensity else base.emissions_t
    end = level(target, start)
    if end is None or (target.path == "constant-rate" and min(start, end) <= 0):
        return None
    return start, float(end)


def driver(target: Target, inhabitants: float | None, gdp: float | None) -> float | None:
    """What the tonnes of the target move with in one year: inhabitants, GDP, or 1 for a target in tonnes. None where
    that figure is unknown. Source: our own rule [R]."""
    if not target.intensity:
        return 1.0
    return (inhabitants if target.kind == "per-capita" else gdp) or None


def _figures(progress: Progress) -> Progress:
    """Every figure that can be given, whether or not a verdict can.

    A target of one sector has the figures that it declares and none of the whole city's; an inventory that is not
    after the base year has no gap.
    """
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None or (target.sector and not base.declared):
        return progress
    known = (latest.inhabitants, latest.gdp) if latest else (None, None)
    target_t = allowed(target, base, target.year, *known) if target.intensity else level(target, base.emissions_t)
    if base.emissions_t <= 0 and target.kind in OF_BASE:
        target_t = None
    if latest is None:
        return replace(progress, target_t=target_t)
    path_t = allowed(target, base, latest.year, *known)
    if target.sector or latest.year <= target.base_year:
        return replace(progress, target_t=target_t, path_t=path_t)
    if path_t is None or not same_chain(target, base, latest) or latest.emissions_t is None:
        return replace(progress, target_t=target_t, path_t=path_t)
    gap_t = gap(latest.emissions_t, path_t)
    return replace(
        progress,
        target_t=target_t,
        path_t=path_t,
        gap_t=gap_t,
        gap_percent=percent_of(gap_t, base.emissions_t) if base.emissions_t > 0 else None,
        years_late=_years_late(target, base, latest),
    )


def _years_late(target: Target, base: Baseline, latest: Inventory) -> float | None:
    found, now = ends(target, base), driver(target, latest.inhabitants, latest.gdp)
    if found is None or now is None or latest.emissions_t is None:
        return None
    start, end = found
    stands = intensity(latest.emissions_t, now) if target.intensity else latest.emissions_t
    if end >= start:  # on a path that does not fall, nobody is early or late
        return None
    late = years_late(target.path, start, end, target.base_year, target.year, stands, latest.year)
    return None if isnan(late) else late


def same_chain(target: Target, base: Baseline, latest: Inventory) -> bool:
    """Whether base and latest may be subtracted: one method, gas, GWP set, approach and kind of factors."""
    if latest.method != target.method or latest.gas == "CO2":
        return False
    first = base.inventory
    return first is None or made(first) == made(latest)


ALLOWED_PER_GDP = Formula(
    name=Sentence("Allowed emissions, per unit of GDP"),
    text="E(y) = path(E₀ ÷ D₀, (E₀ ÷ D₀) × (1 − r), y) × D(y)",
    units=Sentence("t CO₂e; D is the gross domestic product of the year, in one currency at the prices of one year"),
    source=TARGET_TYPES,
    mark="M",
    function="analytics.commitment.progress.allowed",
    also=("analytics.commitment.targets.intensity_level",),
)

CHANGE = Formula(
    name=Sentence("Change of the emissions"),
    text=Sentence("change = E(y) − E₀;  in % = 100 × change ÷ E₀"),
    units=Sentence(
        "t CO₂e and per cent of the base year, in total or per inhabitant; since an earlier inventory in t CO₂e; "
        "negative is a fall"
    ),
    source=OURS,
    mark="R",
    function="analytics.commitment.progress.Progress.change_t",
    remark=Sentence("Only between inventories by one method that count alike."),
    also=(
        "analytics.commitment.progress.Progress.change_percent",
        "analytics.commitment.progress.Progress.per_head_change_percent",
        "analytics.commitment.comparability.change_since",
        "analytics.commitment.comparability.earlier",
    ),
)

LEFT = Formula(
    name=Sentence("Left to cut"),
    text=Sentence("left = E(newest) − E_T;  a year = left ÷ (y_T − y)"),
    units=Sentence("t CO₂e and t CO₂e a year; y is the year of the newest inventory, negative is to spare"),
    source=OURS,
    mark="R",
    function="analytics.commitment.progress.Progress.left_t",
    also=("analytics.commitment.progress.Progress.left_yearly_t",),
)

HOW_LONG = Formula(
    name=Sentence("How long an inventory speaks"),
    text=Sentence(
        "today: cannot tell when the newest inventory is more than {years} years old", years=OLDEST_INVENTORY_YEARS
    ),
    units=Sentence("calendar years"),
    source=OURS,
    mark="R",
    function="analytics.commitment.progress.assess",
    remark=Sentence("The Covenant asks for a monitoring inventory at least every four years [V, JRC and eumayors.eu]."),
)
