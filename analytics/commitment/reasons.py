"""What forbids a verdict, and what a reader should know beside one, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analytics.commitment.baseline import Baseline
from analytics.commitment.codes import Code, Reason
from analytics.commitment.comparability import beside_sectors, checks, differences, places
from analytics.commitment.targets import FROM_BASE, KIND_NAMES, Target, level, scenario_emissions
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import METHOD_NAMES, Method

if TYPE_CHECKING:
    from analytics.commitment.progress import Progress

OLDEST_INVENTORY_YEARS = 4
"""An inventory older than this says nothing about today (product rule; the Covenant asks for one every four years)."""


def too_old(year: int, as_of: int | None) -> bool:
    """Whether an inventory of ``year`` says nothing about the calendar year ``as_of``. Source: our own rule [R]; four
    years as the Covenant's monitoring interval (JRC)."""
    return as_of is not None and as_of - year > OLDEST_INVENTORY_YEARS


def no_target() -> Reason:
    """That there is no target."""
    return Reason(Code.NO_TARGET, Sentence("No target is on file for this city."))


def no_inventory(year: int | None) -> Reason:
    """That there is no inventory, of any year or of ``year`` and before."""
    if year is None:
        return Reason(Code.NO_INVENTORY, Sentence("No inventory is on file for this city."))
    return Reason(Code.NO_INVENTORY, Sentence("No inventory of {year} or before is on file.", year=year))


def against(progress: Progress, own: Sequence[Inventory], year: int | None, as_of: int | None) -> list[Reason]:
    """Why no verdict can be given; an empty list when it can. ``own`` are the inventories of the target's method.
    Source: our own rule [R]."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    assert target is not None
    reasons = list(_of_the_target(target))
    if latest is None:
        return [*reasons, no_inventory(year)]
    if base is None:
        said = Sentence(
            "No baseline: there is no inventory of {year} and the target declares no emissions.", year=target.base_year
        )
        reasons.append(Reason(Code.NO_BASELINE, said))
    if not own:
        said = Sentence(
            "The target follows another method ({target_method}) than the inventory of {year} ({method}); they are "
            "not set against each other.",
            target_method=METHOD_NAMES[Method(target.method)],
            year=latest.year,
            method=METHOD_NAMES[Method(latest.method)],
        )
        return [*reasons, Reason(Code.OTHER_METHOD, said)]
    reasons += _without_path(target, base)
    if latest.year <= target.base_year:
        said = Sentence(
            "There is no inventory by the target's method after the base year {year}.", year=target.base_year
        )
        reasons.append(Reason(Code.NOT_AFTER_BASE_YEAR, said))
    reasons += _incomplete(latest)
    reasons += _apart(base, latest)
    reasons += _without_driver(target, base, latest)
    if as_of is not None and too_old(latest.year, as_of):
        reasons.append(_too_old(latest, own, as_of))
    return reasons


def _too_old(latest: Inventory, own: Sequence[Inventory], as_of: int) -> Reason:
    """That the inventory which judges says nothing about today: the newest one, or the last one up to the target."""
    said: dict[str, object] = {
        "year": latest.year,
        "years": as_of - latest.year,
        "today": as_of,
        "oldest": OLDEST_INVENTORY_YEARS,
    }
    if any(item.year > latest.year for item in own):
        return Reason(
            Code.TOO_OLD,
            Sentence(
                "The target is judged by the inventory of {year}, {years} years before {today}; after more than "
                "{oldest} years it says nothing about today.",
                **said,
            ),
        )
    return Reason(
        Code.TOO_OLD,
        Sentence(
            "The newest inventory is of {year}, {years} years before {today}; after more than {oldest} years it says "
            "nothing about today.",
            **said,
        ),
    )


def _of_the_target(target: Target) -> Iterator[Reason]:
    """What in a target itself keeps it from being judged."""
    if target.year <= target.base_year:
        said = Sentence(
            "The target year {target_year} does not come after the base year {base_year}.",
            target_year=target.year,
            base_year=target.base_year,
        )
        yield Reason(Code.TARGET_YEAR_ORDER, said)
    if target.sector:
        said = Sentence(
            "This target covers one sector ({sector}); only whole inventories are judged.", sector=target.covers
        )
        yield Reason(Code.ONE_SECTOR, said)


def _without_path(target: Target, base: Baseline | None) -> Iterator[Reason]:
    """Why the target has no path of its kind from a baseline that is known."""
    if base is None:
        return
    if base.emissions_t <= 0 and target.kind in FROM_BASE:
        said = Sentence(
            "A reduction in per cent needs a baseline above zero; {year} has {emissions:,.0f} t.",
            year=base.year,
            emissions=base.emissions_t,
        )
        yield Reason(Code.BASELINE_NOT_ABOVE_ZERO, said)
    if target.year <= target.base_year:
        return
    end = level(target, base.emissions_t)
    if end is None:
        said = (
            Sentence("The target has no baseline scenario that reaches {year}.", year=target.year)
            if target.kind == "baseline-scenario"
            else Sentence("The target ({kind}) lacks its level.", kind=KIND_NAMES[target.kind])
        )
        yield Reason(Code.NO_LEVEL, said)
    elif target.path == "constant-rate" and min(end, base.emissions_t) <= 0:
        said = (
            Sentence(
                "The path falls by the same per cent each year, which never leads to the target level of {level:,.0f} "
                "t. Choose the linear path, which may end at zero or below.",
                level=end,
            )
            if base.emissions_t > 0
            else Sentence(
                "The path falls by the same per cent each year, which no baseline of {level:,.0f} t allows. Choose the "
                "linear path.",
                level=base.emissions_t,
            )
        )
        yield Reason(Code.PATH_NOT_ABOVE_ZERO, said)


def _incomplete(latest: Inventory) -> Iterator[Reason]:
    """What the newest inventory itself lacks."""
    if latest.emissions_t is None:
        without = (
            Sentence(
                "The inventory of {year} gives no total of emissions. {notes}",
                year=latest.year,
                notes=joined(latest.notes),
            )
            if latest.notes
            else Sentence("The inventory of {year} gives no total of emissions.", year=latest.year)
        )
        yield Reason(Code.NO_TOTAL, without)
    elif latest.gas == "CO2":
        said = Sentence("The inventory of {year} counts CO2 alone, the target CO2e.", year=latest.year)
        yield Reason(Code.CO2_ALONE, said)
    if latest.lacks_key_sectors:
        said = Sentence(
            "Key sectors missing or not estimated in {year}: {sectors}.",
            year=latest.year,
            sectors=joined(latest.missing_key_sectors, "comma"),
        )
        yield Reason(Code.KEY_SECTORS_MISSING, said)
    for lacking in latest.lacking:
        yield Reason(Code.ENERGY_WITHOUT_EMISSIONS, lacking)


def _apart(base: Baseline | None, latest: Inventory) -> Iterator[Reason]:
    """What keeps the newest inventory and the baseline from being subtracted."""
    if base and base.inventory:
        for lacking in base.inventory.lacking:
            # Translators: a whole sentence that is said of one year.
            said = Sentence("{year}: {sentence}", year=base.year, sentence=lacking)
            yield Reason(Code.ENERGY_WITHOUT_EMISSIONS, said)
        yield from differences(base.inventory, latest)
    elif base and latest.computed and latest.emissions_t is not None:
        said = Sentence(
            "The emissions of {year} are energy times our factors and the baseline of {base_year} is a declared "
            "figure, made with unknown factors: their factors differ.",
            year=latest.year,
            base_year=base.year,
        )
        yield Reason(Code.FACTORS_DIFFER, said)


def _without_driver(target: Target, base: Baseline | None, latest: Inventory) -> Iterator[Reason]:
    """Where the inhabitants or the GDP that a target moves with are not on file."""
    if target.kind == "per-capita" and (not latest.inhabitants or (base and not base.inhabitants)):
        yield Reason(Code.NO_INHABITANTS, _without_people(base, latest))
    if target.kind == "per-gdp" and (not latest.gdp or (base and not base.gdp)):
        said = Sentence("A target per unit of GDP needs the GDP of the base year and of the inventory year.")
        yield Reason(Code.NO_GDP, said)


def _without_people(base: Baseline | None, latest: Inventory) -> Sentence:
    """Of which of the two years a per-capita target lacks the inhabitants."""
    if base and base.declared:
        return Sentence(
            "A per-capita target needs the inhabitants of the base year {year}: import the inventory of that year with "
            "its inhabitants, since declared emissions have none.",
            year=base.year,
        )
    lacking = base.year if base and not base.inhabitants else None
    if lacking and not latest.inhabitants:
        return Sentence(
            "A per-capita target needs the inhabitants of {base_year} and of {year}; neither is on file.",
            base_year=lacking,
            year=latest.year,
        )
    return Sentence(
        "A per-capita target needs the inhabitants of both years; those of {year} are not on file.",
        year=lacking or latest.year,
    )


def of_places(progress: Progress) -> tuple[list[Reason], list[str]]:
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
    if latest and latest.unsplit and not beside_sectors(base.inventory if base else None, latest):
        found.append(Sentence("The figure of {year} is a total without sectors, and judged as one.", year=latest.year))
    found += checks(base.inventory, latest) if base and base.inventory and latest else []
    if target and target.exclusions:
        found.append(Sentence('The target names as its exclusions: "{exclusions}".', exclusions=target.exclusions))
    if latest and latest.gwp_set == "unknown" and latest.emissions_t is not None and not latest.computed:
        found.append(Sentence("The source does not say which GWP set its CO2e was made with; nothing was restated."))
    now, before = progress.gap_t, progress.previous_gap_t
    if now is not None and before is not None and (now <= 0) != (before <= 0):
        year = progress.previous_year
        found.append(
            Sentence("In {year} the city was above the path; a single year may be an exception.", year=year)
            if before > 0
            else Sentence("In {year} the city was below the path; a single year may be an exception.", year=year)
        )
    return tuple(found)


def _of_the_kind(target: Target, base: Baseline) -> list[str]:
    """What a reader should know of a target that is not a plain percentage on a straight line."""
    notes: list[str] = []
    expected = scenario_emissions(target.scenario, target.year)
    if target.kind == "baseline-scenario" and expected is not None and target.reduction_percent is not None:
        notes.append(_expected(target, base, expected))
    end = level(target, base.emissions_t)
    if end is not None and end >= base.emissions_t > 0 and not target.intensity:
        notes.append(Sentence("The target allows as much as the base year had, or more: it asks for no fall."))
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
