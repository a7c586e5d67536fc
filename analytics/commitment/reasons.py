"""What forbids a verdict, and what a reader should know beside one, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics.commitment.baseline import Baseline
from analytics.commitment.comparability import checks, differences, places
from analytics.commitment.targets import FROM_BASE, KIND_NAMES, Target, level, scenario_emissions
from analytics.commitment.trajectory import above_zero
from analytics.inventories.inventory import Inventory
from analytics.sentences import Sentence, joined
from analytics.vocabulary import METHOD_NAMES, Method

if TYPE_CHECKING:
    from analytics.commitment.progress import Progress

OLDEST_INVENTORY_YEARS = 4
"""An inventory older than this says nothing about today (product rule; the Covenant asks for one every four years)."""


def no_inventory(year: int | None) -> str:
    """That there is no inventory, of any year or of ``year`` and before."""
    if year is None:
        return Sentence("No inventory is on file for this city.")
    return Sentence("No inventory of {year} or before is on file.", year=year)


def against(progress: Progress, own: Sequence[Inventory], year: int | None, as_of: int | None) -> list[str]:
    """Why no verdict can be given; an empty list when it can. ``own`` are the inventories of the target's method.
    Source: our own rule [R]."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    assert target is not None
    reasons: list[str] = []
    if target.year <= target.base_year:
        reasons.append(
            Sentence(
                "The target year {target_year} does not come after the base year {base_year}.",
                target_year=target.year,
                base_year=target.base_year,
            )
        )
    if target.sector:
        reasons.append(
            Sentence(
                "This target covers one sector ({sector}); only whole inventories are judged.", sector=target.covers
            )
        )
    if latest is None:
        return [*reasons, no_inventory(year)]
    if base is None:
        reasons.append(
            Sentence(
                "No baseline: there is no inventory of {year} and the target declares no emissions.",
                year=target.base_year,
            )
        )
    if not own:
        reasons.append(
            Sentence(
                "The target follows another method ({target_method}) than the inventory of {year} ({method}); they are "
                "not set against each other.",
                target_method=METHOD_NAMES[Method(target.method)],
                year=latest.year,
                method=METHOD_NAMES[Method(latest.method)],
            )
        )
        return reasons
    if base and base.emissions_t <= 0 and target.kind in FROM_BASE:
        reasons.append(
            Sentence(
                "A reduction in per cent needs a baseline above zero; {year} has {emissions:,.0f} t.",
                year=base.year,
                emissions=base.emissions_t,
            )
        )
    reasons += _without_path(target, base)
    if latest.year <= target.base_year:
        reasons.append(Sentence("No inventory after the base year {year}.", year=target.base_year))
    reasons += _incomplete(progress, latest)
    reasons += _too_old(latest.year, as_of)
    return reasons


def _too_old(year: int, as_of: int | None) -> list[str]:
    if as_of is None or as_of - year <= OLDEST_INVENTORY_YEARS:
        return []
    return [
        Sentence(
            "The newest inventory is of {year}, {years} years before {today}; after more than {oldest} years it says "
            "nothing about today.",
            year=year,
            years=as_of - year,
            today=as_of,
            oldest=OLDEST_INVENTORY_YEARS,
        )
    ]


def _without_path(target: Target, base: Baseline | None) -> list[str]:
    """Why the target has no path of its kind, where its years are in order and its baseline is known."""
    if base is None or target.year <= target.base_year:
        return []
    end = level(target, base.emissions_t)
    if end is None:
        if target.kind == "baseline-scenario":
            return [Sentence("The target has no baseline scenario that reaches {year}.", year=target.year)]
        return [Sentence("The target ({kind}) lacks its level.", kind=KIND_NAMES[target.kind])]
    if target.path == "constant-rate" and min(end, base.emissions_t) <= 0:
        lowest = Sentence("{level:,.0f} t", level=min(end, base.emissions_t))
        return [above_zero(lowest, of_baseline=end > 0).sentence()]
    return []


def _incomplete(progress: Progress, latest: Inventory) -> list[str]:
    target, base = progress.target, progress.baseline
    assert target is not None
    reasons: list[str] = []
    if latest.emissions_t is None:
        without = Sentence("The inventory of {year} gives no total of emissions.", year=latest.year)
        reasons.append(joined((without, *latest.notes)))
    elif latest.gas == "CO2":
        reasons.append(Sentence("The inventory of {year} counts CO2 alone, the target CO2e.", year=latest.year))
    if latest.missing_key_sectors:
        reasons.append(
            Sentence(
                "Key sectors missing or not estimated in {year}: {sectors}.",
                year=latest.year,
                sectors=joined(latest.missing_key_sectors, "comma"),
            )
        )
    reasons += latest.lacking
    if base and base.inventory:
        # Translators: a whole sentence that is said of one year.
        reasons += [Sentence("{year}: {sentence}", year=base.year, sentence=each) for each in base.inventory.lacking]
        reasons += differences(base.inventory, latest)
    elif base and latest.computed and latest.emissions_t is not None:
        reasons.append(
            Sentence(
                "The emissions of {year} are energy times our factors and the baseline of {base_year} is a declared "
                "figure, made with unknown factors: their factors differ.",
                year=latest.year,
                base_year=base.year,
            )
        )
    if target.kind == "per-capita" and (not latest.inhabitants or (base and not base.inhabitants)):
        reasons.append(
            Sentence("A per-capita target needs the inhabitants of the base year and of the inventory year.")
        )
    if target.kind == "per-gdp" and (not latest.gdp or (base and not base.gdp)):
        reasons.append(Sentence("A target per unit of GDP needs the GDP of the base year and of the inventory year."))
    return reasons


def of_places(progress: Progress) -> tuple[list[str], list[str]]:
    """What places that come and go between base year and newest inventory say against a verdict, and what beside it.
    Source: our own rule [R]."""
    base, latest = progress.baseline, progress.latest
    if base is None or latest is None or progress.gap_t is None:
        return [], []
    return places(base.inventory, latest, progress.gap_t)


def newer(newest: Inventory | None, latest: Inventory | None, target: Target) -> list[str]:
    """A newer inventory that does not count, since it follows another method."""
    if newest is None or latest is None or newest.year <= latest.year or newest.method == target.method:
        return []
    return [
        Sentence(
            "A newer inventory of {year} follows another method ({method}) and is not judged.",
            year=newest.year,
            method=METHOD_NAMES[Method(newest.method)],
        )
    ]


def notes(progress: Progress) -> tuple[str, ...]:
    """What a reader should know beside the verdict. Source: our own rule [R]."""
    found: list[str] = []
    base, latest, target = progress.baseline, progress.latest, progress.target
    if base and base.declared and target:
        found.append(
            Sentence(
                "The baseline of {year} is the figure that the target declares; no inventory of that year by the same "
                "method gives a total.",
                year=base.year,
            )
        )
    found += _of_the_kind(target, base) if target and base else []
    found += checks(base.inventory, latest) if base and base.inventory and latest else []
    if target and target.exclusions:
        found.append(Sentence('The target names as its exclusions: "{exclusions}".', exclusions=target.exclusions))
    if latest and latest.gwp_set == "unknown" and latest.emissions_t is not None and not latest.computed:
        found.append(Sentence("The source does not say which GWP set its CO2e was made with; nothing was restated."))
    now, before = progress.gap_t, progress.previous_gap_t
    if now is not None and before is not None and (now <= 0) != (before <= 0):
        year = progress.previous_year
        found.append(
            Sentence("In {year} the city was above the path: one year is one year.", year=year)
            if before > 0
            else Sentence("In {year} the city was below the path: one year is one year.", year=year)
        )
    return tuple(found)


def _of_the_kind(target: Target, base: Baseline) -> list[str]:
    """What a reader should know of a target that is not a plain percentage on a straight line."""
    notes: list[str] = []
    expected = scenario_emissions(target.scenario, target.year)
    if target.kind == "baseline-scenario" and expected is not None and target.reduction_percent is not None:
        notes.append(_expected(target, base, expected))
    end = level(target, base.emissions_t)
    if end is not None and end < 0:
        notes.append(Sentence("The target is net-negative: the city would take more out of the air than it emits."))
    if target.path == "constant-rate":
        notes.append(Sentence("The path falls by the same per cent each year (constant rate), not by the same tonnes."))
    return notes


def _expected(target: Target, base: Baseline, expected: float) -> Sentence:
    """What the baseline scenario expects in the target year."""
    # Translators: the baseline scenario of a target, with its source in brackets.
    named = (
        Sentence("The baseline scenario ({source})", source=target.scenario_source)
        if target.scenario_source
        else Sentence("The baseline scenario")
    )
    said: dict[str, object] = {
        "scenario": named,
        "expected": expected,
        "year": target.year,
        "base_year": base.year,
        "emissions": base.emissions_t,
    }
    if target.year in dict(target.scenario):
        return Sentence(
            "{scenario} expects {expected:,.0f} t in {year}; the base year {base_year} had {emissions:,.0f} t. The "
            "path runs from the one to the level allowed.",
            **said,
        )
    return Sentence(
        "{scenario} expects {expected:,.0f} t in {year}, on the line between two of its points; the base year "
        "{base_year} had {emissions:,.0f} t. The path runs from the one to the level allowed.",
        **said,
    )
