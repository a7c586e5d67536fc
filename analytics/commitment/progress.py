"""The verdict: on track, behind, or cannot tell, with the gap and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from analytics import missing
from analytics.commitment.baseline import Baseline, baseline
from analytics.commitment.targets import Target, intensity, level, scenario_emissions
from analytics.commitment.trajectory import above_zero, gap, level_on, percent_of, year_at
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import KEY_SECTORS, METHOD_NAMES, SECTOR_GROUPS, SECTORS, Method, NotationKey, Verdict

UNSPLIT = SECTORS["total"].group
OLDEST_INVENTORY_YEARS = 4
"""An inventory older than this says nothing about today (product rule; the Covenant asks for one every four years)."""


@dataclass(frozen=True)
class Progress:
    """One target judged by one inventory. Tonnes in the gas of the inventory; None where a figure cannot be given.

    ``gap_t`` is latest minus path: positive is behind. ``gap_percent`` is per cent of the baseline, ``years_late`` is
    negative when ahead. ``outcome`` is "met" or "missed" once the target year has an inventory. ``reasons`` are the
    sentences that forbid a verdict, ``notes`` those a reader should know beside it.
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
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

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
        reasons = ["No target is on file for this city."] + ([] if known else [_no_inventory(year)])
        return Progress(None, latest=newest, reasons=tuple(reasons))
    own = sorted((item for item in known if item.method == target.method), key=lambda item: item.year)
    monitoring = [item for item in own if item.year > target.base_year]
    judged = [item for item in monitoring if item.year <= target.year] or monitoring or own
    latest = judged[-1] if judged else newest
    result = _figures(Progress(target, baseline=baseline(target, inventories), latest=latest))
    reasons = _reasons(result, own, year, as_of)
    doubts, beside = _places(result)
    if reasons:  # which name the same places in larger words
        beside = doubts + beside
    else:
        reasons = doubts
    if not reasons and len(judged) > 1 and not judged[-2].missing_key_sectors:
        before = _figures(replace(result, latest=judged[-2]))
        result = replace(result, previous_year=judged[-2].year, previous_gap_t=before.gap_t)
    notes = (*_notes(result), *beside, *_newer(newest, latest, target))
    result = replace(result, reasons=tuple(reasons), notes=notes)
    if reasons or result.gap_t is None:
        return result
    verdict = Verdict.ON_TRACK if result.gap_t <= 0 else Verdict.BEHIND
    outcome = None
    if latest is not None and latest.year == target.year:
        outcome = "met" if verdict is Verdict.ON_TRACK else "missed"
    return replace(result, verdict=verdict, outcome=outcome)


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
    year, a scenario without the target year, a constant rate from or to a level that is not above zero. Source: our
    own rule [R].
    """
    before = driver(target, base.inhabitants, base.gdp)
    if target.year <= target.base_year or before is None:
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
    """Every figure that can be given, whether or not a verdict can."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None:
        return progress
    known = (latest.inhabitants, latest.gdp) if latest else (None, None)
    target_t = allowed(target, base, target.year, *known) if target.intensity else level(target, base.emissions_t)
    if latest is None:
        return replace(progress, target_t=target_t)
    path_t = allowed(target, base, latest.year, *known)
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
    reached = year_at(target.path, start, end, target.base_year, target.year, stands)
    if reached is None or end > start:  # on a path that does not fall, nobody is early or late
        return None
    late = float(latest.year - reached)
    # After the target year the path no longer falls: at or below the target, a city is not late.
    return min(late, 0.0) if latest.year > target.year and stands <= end else late


def same_chain(target: Target, base: Baseline, latest: Inventory) -> bool:
    """Whether base and latest may be subtracted: one method, gas, GWP set, approach and kind of factors."""
    if latest.method != target.method or latest.gas == "CO2":
        return False
    first = base.inventory
    return first is None or _made(first) == _made(latest)


def _made(inventory: Inventory) -> tuple[object, ...]:
    """How the tonnes of an inventory were made. Partly weighed from gases and partly CO2e, the CO2e keeps its set."""
    stated = inventory.about.gwp_set if inventory.gwp_set == "mixed" else None
    return inventory.gas, inventory.computed, inventory.gwp_set, inventory.approach, stated


def _no_inventory(year: int | None) -> str:
    return "No inventory is on file for this city." if year is None else f"No inventory of {year} or before is on file."


def _reasons(progress: Progress, own: Sequence[Inventory], year: int | None, as_of: int | None) -> list[str]:
    """Why no verdict can be given; an empty list when it can."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    assert target is not None
    reasons = []
    if target.year <= target.base_year:
        reasons.append(f"The target year {target.year} does not come after the base year {target.base_year}.")
    if target.sector:
        reasons.append(f"This target covers one sector ({target.sector}); only whole inventories are judged.")
    if latest is None:
        return [*reasons, _no_inventory(year)]
    if base is None:
        reasons.append(
            f"No baseline: there is no inventory of {target.base_year} and the target declares no emissions."
        )
    if not own:
        reasons.append(
            f"The target follows another method ({METHOD_NAMES[Method(target.method)]}) than the inventory of "
            f"{latest.year} ({METHOD_NAMES[Method(latest.method)]}); they are not set against each other."
        )
        return reasons
    if base and base.emissions_t <= 0 and target.kind not in ("baseline-scenario", "fixed-level"):
        reasons.append(
            f"A reduction in per cent needs a baseline above zero; {base.year} has {base.emissions_t:,.0f} t."
        )
    reasons += _without_path(target, base)
    if latest.year <= target.base_year:
        reasons.append(f"No inventory after the base year {target.base_year}.")
    reasons += _incomplete(progress, latest)
    if as_of is not None and as_of - latest.year > OLDEST_INVENTORY_YEARS:
        reasons.append(
            f"The newest inventory is of {latest.year}, {as_of - latest.year} years before {as_of}; "
            f"after more than {OLDEST_INVENTORY_YEARS} years it says nothing about today."
        )
    return reasons


def _without_path(target: Target, base: Baseline | None) -> list[str]:
    """Why the target has no path of its kind, where its years are in order and its baseline is known."""
    if base is None or target.year <= target.base_year:
        return []
    end = level(target, base.emissions_t)
    if end is None:
        lacking = f"a scenario that reaches {target.year}" if target.kind == "baseline-scenario" else "its level"
        return [f"The target ({target.kind}) lacks {lacking}."]
    if target.path == "constant-rate" and min(end, base.emissions_t) <= 0:
        return [
            above_zero("target level" if end <= 0 else "baseline", f"{min(end, base.emissions_t):,.0f} t").sentence()
        ]
    return []


def _incomplete(progress: Progress, latest: Inventory) -> list[str]:
    target, base = progress.target, progress.baseline
    assert target is not None
    reasons = []
    if latest.emissions_t is None:
        reasons.append(f"The inventory of {latest.year} gives no total of emissions. {' '.join(latest.notes)}".strip())
    elif latest.gas == "CO2":
        reasons.append(f"The inventory of {latest.year} counts CO2 alone, the target CO2e.")
    if latest.missing_key_sectors:
        listed = ", ".join(latest.missing_key_sectors)
        reasons.append(f"Key sectors missing or not estimated in {latest.year}: {listed}.")
    reasons += latest.lacking
    if base and base.inventory:
        reasons += [f"{base.year}: {sentence}" for sentence in base.inventory.lacking]
        reasons += _differences(base.inventory, latest)
    elif base and latest.computed and latest.emissions_t is not None:
        reasons.append(
            f"The emissions of {latest.year} are energy times our factors and the baseline of {base.year} is a "
            "declared figure, made with unknown factors: their factors differ."
        )
    if target.kind == "per-capita" and (not latest.inhabitants or (base and not base.inhabitants)):
        reasons.append("A per-capita target needs the inhabitants of the base year and of the inventory year.")
    if target.kind == "per-gdp" and (not latest.gdp or (base and not base.gdp)):
        reasons.append("A target per unit of GDP needs the GDP of the base year and of the inventory year.")
    return reasons


def _differences(first: Inventory, latest: Inventory) -> list[str]:
    """What forbids to subtract two inventories of one method: gas, factors, GWP set, approach or boundary."""
    reasons = []
    if first.gas != latest.gas and latest.gas == "CO2e":
        reasons.append(f"The baseline of {first.year} counts {first.gas} alone, the inventory of {latest.year} CO2e.")
    if first.computed != latest.computed and latest.emissions_t is not None:
        made = ("as reported", "energy times our factors")
        reasons.append(
            f"The emissions of {first.year} are {made[first.computed]} and those of {latest.year} "
            f"{made[latest.computed]}: their factors differ."
        )
    reasons += _industry(first, latest)
    apart = missing.alone(first.spots, latest.spots) if latest.gas == first.gas == "CO2e" else ()
    if apart:
        reasons.append(f"CO2 alone in one of {first.year} and {latest.year} and CO2e in the other: {', '.join(apart)}.")
    if _made(first)[2:] != _made(latest)[2:]:
        reasons.append(
            f"{first.year} was made with {first.gwp_set} / {first.approach} and {latest.year} with "
            f"{latest.gwp_set} / {latest.approach} (GWP set / approach), and they cannot be restated."
        )
    for one, other in ((first, latest), (latest, first)):
        if UNSPLIT in one.counted | other.counted:  # a bare total names no boundary
            continue
        lacking = one.counted - other.counted - other.settled - set(latest.missing_key_sectors)
        if lacking:
            listed = ", ".join(name for name in (*KEY_SECTORS, *SECTOR_GROUPS) if name in lacking)
            reasons.append(f"The boundary differs: {listed} has a figure in {one.year} and none in {other.year}.")
    return reasons


def _industry(first: Inventory, latest: Inventory) -> list[str]:
    """An undivided row of industry against the industry outside the ETS alone, where a method leaves out the ETS."""
    if first.method == Method.GPC:
        return []
    for whole, part in ((first, latest), (latest, first)):
        held, against = ({spot.sector for spot in item.spots.tonnes} for item in (whole, part))
        if "industry" in held and "industry" not in against and "industry_non_ets" in against:
            return [
                f"The industry of {whole.year} is undivided and may hold the ETS, that of {part.year} is outside the "
                "ETS: they are not set against each other."
            ]
    return []


def _places(progress: Progress) -> tuple[list[str], list[str]]:
    """The reasons and the notes of places that hold a number in one of the two inventories alone.

    What the newest lacks could add its baseline's tonnes to it, what the baseline lacks could take off those of the
    newest; a verdict stands where it would stand with either. Source: our own rule [R].
    """
    base, latest, gap_t = progress.baseline, progress.latest, progress.gap_t
    if base is None or latest is None or gap_t is None:
        return [], []
    first = base.inventory
    if first is None:
        return _undivided(latest, gap_t)
    gone, new = missing.missing(first.spots, latest.spots), missing.missing(latest.spots, first.spots)
    more = fsum([max(found, 0.0) for found in gone.values()] + [-min(found, 0.0) for found in new.values()])
    less = fsum([max(found, 0.0) for found in new.values()] + [-min(found, 0.0) for found in gone.values()])
    told = [
        f"No figure in {without.year} of what had one in {having.year}: {missing.listed(found)}"
        for found, having, without in ((gone, first, latest), (new, latest, first))
        if found
    ]
    absent = {name: t for name, t in missing.dropped(first.spots, latest.spots).items() if name not in gone}
    rows = [f"No row in {latest.year} of {missing.listed(absent)} in {first.year}: check."] if absent else []
    if gap_t + more > 0 if gap_t <= 0 else gap_t - less <= 0:
        said = "on track" if gap_t <= 0 else "behind"
        return [f"{sentence}; with it, {said} would not hold." for sentence in told], rows
    return [], [f"{sentence}; the verdict would be the same with it." for sentence in told] + rows


def _undivided(latest: Inventory, gap_t: float) -> tuple[list[str], list[str]]:
    """The same against a declared figure, of which no place is known."""
    count = latest.keys.get(NotationKey.NE, 0)
    rows = "1 row" if count == 1 else f"{count} rows"
    notes = (
        [f"{rows} of {latest.year} not estimated (NE); no places of the declared baseline are known."] if count else []
    )
    if latest.confidential and gap_t <= 0:
        hidden = ", ".join(latest.confidential)
        return [f"Key sectors confidential in {latest.year} and not in the total: {hidden}."], notes
    return [], notes


def _newer(newest: Inventory | None, latest: Inventory | None, target: Target) -> list[str]:
    """A newer inventory that does not count, since it follows another method."""
    if newest is None or latest is None or newest.year <= latest.year or newest.method == target.method:
        return []
    return [
        f"A newer inventory of {newest.year} follows another method ({METHOD_NAMES[Method(newest.method)]}) and is "
        "not judged."
    ]


def _of_the_inventories(first: Inventory, latest: Inventory) -> list[str]:
    """What a reader should check in two inventories: a bare total, and zeros where there were tonnes."""
    notes = []
    bare = [UNSPLIT in item.counted and item.counted == {UNSPLIT} for item in (first, latest)]
    if bare[0] != bare[1]:
        year = (first if bare[0] else latest).year
        notes.append(f"The figure of {year} is a total without sectors: no boundary can be compared.")
    for key in KEY_SECTORS:
        before, now = (_of_key(item, key) for item in (first, latest))
        if latest.emissions_t is not None and before > 0 and now == 0 and key in latest.counted:
            notes.append(f"The key sector {key} is 0 in {latest.year} after {before:,.0f} t in {first.year}: check.")
    return notes


def _of_key(inventory: Inventory, key: str) -> float:
    return fsum(amount for spot, amount in inventory.spots.tonnes.items() if key in SECTORS[spot.sector].keys)


def _notes(progress: Progress) -> tuple[str, ...]:
    notes = []
    base, latest, target = progress.baseline, progress.latest, progress.target
    if base and base.declared and target:
        notes.append(
            f"The baseline of {base.year} is the figure that the target declares; no inventory of that year by the "
            "same method gives a total."
        )
    notes += _of_the_kind(target, base) if target and base else []
    notes += _of_the_inventories(base.inventory, latest) if base and base.inventory and latest else []
    if target and target.exclusions:
        notes.append(f'The target names as its exclusions: "{target.exclusions}".')
    if latest and latest.gwp_set == "unknown" and latest.emissions_t is not None and not latest.computed:
        notes.append("The source does not say which GWP set its CO2e was made with; nothing was restated.")
    now, before = progress.gap_t, progress.previous_gap_t
    if now is not None and before is not None and (now <= 0) != (before <= 0):
        side = "above" if before > 0 else "below"
        notes.append(f"In {progress.previous_year} the city was {side} the path: one year is one year.")
    return tuple(notes)


def _of_the_kind(target: Target, base: Baseline) -> list[str]:
    """What a reader should know of a target that is not a plain percentage on a straight line."""
    notes = []
    expected = scenario_emissions(target.scenario, target.year)
    if target.kind == "baseline-scenario" and expected is not None and target.reduction_percent is not None:
        between = "" if target.year in dict(target.scenario) else ", on the line between two of its points"
        source = f" ({target.scenario_source})" if target.scenario_source else ""
        notes.append(
            f"The baseline scenario{source} expects {expected:,.0f} t in {target.year}{between}; the base year "
            f"{base.year} had {base.emissions_t:,.0f} t. The path runs from the one to the level allowed."
        )
    end = level(target, base.emissions_t)
    if end is not None and end < 0:
        notes.append("The target is net-negative: the city would take more out of the air than it emits.")
    if target.path == "constant-rate":
        notes.append("The path falls by the same per cent each year (constant rate), not by the same tonnes.")
    return notes
