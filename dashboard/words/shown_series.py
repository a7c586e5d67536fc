"""Which inventories and targets of a city the pages, charts and slides speak of. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment import expert
from analytics.commitment.baseline import path_gas
from analytics.commitment.comparability import made
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed
from analytics.commitment.scenarios import Trend
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from dashboard.language import gettext as _
from dashboard.language import ngettext
from datasets import CityReport


def has_carriers(inventory: Inventory | None) -> bool:
    """Whether an inventory says which carriers its energy came by."""
    return inventory is not None and any(inventory.energy_by_carrier)


def has_sectors(inventory: Inventory | None) -> bool:
    """Whether an inventory says where its emissions come from."""
    return inventory is not None and bool(set(inventory.sectors) - {"Total"})


def moves(before: Inventory, after: Inventory) -> list[tuple[str, float]]:
    """The change of each sector group that both have, in tonnes, the largest fall first."""
    shared = [group for group in after.sectors if group in before.sectors]
    return sorted(((group, after.sectors[group] - before.sectors[group]) for group in shared), key=lambda move: move[1])


def compared_with(report: CityReport) -> Inventory | None:
    """The inventory from which the sectors of the newest one are told to have moved: that of the base year, else the
    oldest one that was made alike and has sectors in common with it; None where there is none."""
    latest, base = report.leading.latest, report.leading.baseline
    if latest is None:
        return None
    first = base.inventory if base and report.leading.gap_t is not None else None
    alike = [
        item
        for item in report.judging
        if item.method == latest.method and item.year < latest.year and made(item) == made(latest)
    ]
    candidates = [*([first] if first else []), *sorted(alike, key=lambda item: item.year)]
    found = (item for item in candidates if has_sectors(item) and has_sectors(latest) and moves(item, latest))
    return next(found, None)


def main_method(report: CityReport) -> str | None:
    """The method whose inventories are "the city's curve": the leading target's, without a target the newest one's."""
    target = report.leading.target
    if target is not None:
        return target.method
    known = [item for item in report.judging if item.emissions_t is not None]
    return max(known, key=lambda item: item.year).method if known else None


def own_series(report: CityReport) -> list[Inventory]:
    """The inventories of the main method that give a total, oldest first."""
    return _series(report, main_method(report))


def other_series(report: CityReport) -> dict[str, list[Inventory]]:
    """The inventories of every other method that give a total, by method."""
    main = main_method(report)
    methods = dict.fromkeys(item.method for item in report.judging if item.method != main)
    found = {method: _series(report, method) for method in methods}
    return {method: series for method, series in found.items() if series}


def drawn_targets(report: CityReport) -> list[Progress]:
    """The targets on what the leading one is on, whole inventories or a part of them, whose baseline and level are
    known, by target year."""
    part = report.leading.latest.covers if report.leading.latest else None
    found = [
        (progress.target.year, progress)
        for progress in report.progress
        if progress.target is not None
        and (part is not None or progress.target.sector is None)
        and (progress.latest.covers if progress.latest else None) == part
        and progress.baseline is not None
        and progress.target_t is not None
        and progress.target.year > progress.target.base_year
    ]
    return [progress for _, progress in sorted(found, key=lambda item: item[0])]


def has_path(progress: Progress) -> bool:
    """Whether a line may run from the baseline of a target to its level: both count the same gases."""
    return progress.target is not None and path_gas(progress.target, progress.baseline) is not None


def path_points(progress: Progress, inventories: Sequence[Inventory]) -> list[tuple[int, float]]:
    """The years and tonnes that the line of a target's path runs through; none where there is no path.

    A straight line needs its two ends, a curve each of its years. What is allowed per inhabitant or unit of GDP moves
    with these: there is a point only in the years of ``inventories`` by the target's method that give them.
    """
    target, base = progress.target, progress.baseline
    if target is None or base is None or progress.target_t is None or not has_path(progress):
        return []
    if target.intensity:
        own = sorted(
            (item for item in inventories if item.method == target.method and base.year <= item.year < target.year),
            key=lambda item: item.year,
        )
        levels = [(item.year, allowed(target, base, item.year, item.inhabitants, item.gdp)) for item in own]
        levels.append((target.year, progress.target_t))
    else:
        step = target.year - base.year if target.path == "linear" else 1
        levels = [(year, allowed(target, base, year, None)) for year in range(base.year, target.year + 1, max(step, 1))]
    return [(year, level) for year, level in levels if level is not None]


def in_front(report: CityReport, target: Target | None = None) -> Progress | None:
    """The target whose path the curve shows: ``target`` where it can be drawn, else the leading one, else the next of
    those that can; None where there is none."""
    drawn = drawn_targets(report)
    wanted = [item for aim in (target, report.leading.target) for item in drawn if item.target == aim]
    return next(iter([*wanted, *drawn]), None)


def recent_trend(report: CityReport, progress: Progress) -> Trend | None:
    """The line of the last ten years that ends in the target year, where it may be held against the target: there is a
    verdict, and the tonnes of the target move with nothing else. None elsewhere, or with fewer than three inventories.
    """
    target, latest = progress.target, progress.latest
    if target is None or latest is None or progress.codes or progress.gap_t is None or target.intensity:
        return None
    if target.year <= latest.year or not has_path(progress):
        return None
    line = expert.recent_trend(progress, report.inventories)
    return line if isinstance(line, Trend) else None


def path_words(targets: Sequence[Target]) -> list[str]:
    """How to read the dotted lines of these targets where they are not straight, in sentences."""
    said = []
    if any(target.kind == "per-capita" for target in targets):
        said.append(_("That of a target per inhabitant rises and falls with the inhabitants."))
    if any(target.kind == "per-gdp" for target in targets):
        said.append(_("That of a target per unit of GDP rises and falls with the GDP."))
    return said


def runs(series: Sequence[Inventory]) -> list[list[Inventory]]:
    """A series in the stretches that one line may connect: inventories after each other that were made alike."""
    found: list[list[Inventory]] = []
    for item in series:
        if found and made(found[-1][-1]) == made(item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def has_curve(report: CityReport) -> bool:
    """Whether a curve says anything: two points in time, or one and a path."""
    years = {item.year for item in report.judging if item.emissions_t is not None}
    return len(years) > 1 or bool(drawn_targets(report))


def curve_title(report: CityReport, shown: Progress | None = None) -> str:
    """What the curve shows, with the count of its inventories: against a path those by its method alone. ``shown`` is
    the target whose path is drawn, the leading one without it."""
    every = sum(item.emissions_t is not None for item in report.judging)
    if not every:
        return _("No inventory yet")
    apart = [item.target for item in drawn_targets(report) if not has_path(item)]
    whole = [target for target in report.targets if target.sector is None and target not in apart]
    leading = shown.target if shown else report.leading.target
    last = (
        leading.year
        if leading is not None and leading in whole
        else max((target.year for target in whole), default=None)
    )
    if last is None:
        return ngettext("{count} inventory", "{count} inventories", every)
    if count := len(own_series(report)):
        return ngettext(
            "{count} inventory against the path to {year}",
            "{count} inventories against the path to {year}",
            count,
            year=last,
        )
    return ngettext(
        "{count} inventory, by another method than the target for {year}",
        "{count} inventories, by another method than the target for {year}",
        every,
        year=last,
    )


def _series(report: CityReport, method: str | None) -> list[Inventory]:
    found = [item for item in report.judging if item.method == method and item.emissions_t is not None]
    return sorted(found, key=lambda item: item.year)
