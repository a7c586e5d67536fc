"""The next steps of a city, computed from what its inventories and targets lack and from what drives them."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.vocabulary import KEY_SECTORS, METHOD_NAMES, Method, NotationKey
from dashboard import theme
from dashboard.parts import wording
from dashboard.parts.series import group_name, has_sectors, main_method
from datasets.assessment import CityReport

_KEY_SECTOR_NAMES = {
    "municipal": "municipal buildings",
    "tertiary": "commercial and institutional buildings",
    "residential": "residential buildings",
    "transport": "transport",
}
_SMALL_SHARE = 0.05


@dataclass(frozen=True)
class Step:
    """One thing to do next: what it is about, and why. Together they read as one sentence."""

    about: str
    why: str


def steps(report: CityReport, this_year: int) -> list[Step]:
    """Up to three next steps, the most telling first."""
    found = [
        *_missing_basis(report),
        *_sector_step(report),
        *_year_step(report, this_year),
        *_coverage_step(report),
        *_later_steps(report),
    ]
    return found[:3]


def _missing_basis(report: CityReport) -> list[Step]:
    found = []
    if not report.inventories:
        found.append(Step("Add the first inventory:", "energy by carrier or emissions by sector, as the city has it."))
    if report.leading.target is None:
        found.append(Step("Set a target:", "a base year, a year and a percentage; without it nobody can tell."))
    latest, target = report.leading.latest, report.leading.target
    if target and latest and latest.method != target.method:
        named = METHOD_NAMES[Method(target.method)]
        found.append(
            Step(
                "Add an inventory by the target's method:",
                f"the target follows {named}, the inventory of {latest.year} does not.",
            )
        )
    if latest and latest.emissions_t is not None and latest.inhabitants is None:
        found.append(Step(f"Add the inhabitants of {latest.year}:", "nothing can be given per head without them."))
    if not report.inventories and report.twin:
        found.append(
            Step(f"Look at {report.twin.name}:", "what the partner reports shows what a first inventory holds.")
        )
    return found


def _sector_step(report: CityReport) -> list[Step]:
    """The large sector that fell least since the baseline; without a baseline by sector, the largest one."""
    latest, base = report.leading.latest, report.leading.baseline
    if latest is None or not has_sectors(latest) or not latest.emissions_t:
        return []
    shares = {group: value / latest.emissions_t for group, value in latest.sectors.items() if group != "Total"}
    first = base.inventory if base and report.leading.gap_t is not None else None
    if first is not None and has_sectors(first):
        large = {
            group: latest.sectors[group] / first.sectors[group] - 1
            for group, share in shares.items()
            if share >= _SMALL_SHARE and first.sectors.get(group, 0) > 0
        }
        if large:
            group = max(large, key=lambda name: large[name])
            moved = 100 * large[group]
            word = "fell least" if moved <= 0 else "grew"
            return [
                Step(
                    group_name(group),
                    f"is {theme.percent(100 * shares[group])} of the total and {word} of the large sectors "
                    f"({theme.percent(moved, signed=True)} since {first.year}).",
                )
            ]
    group = max(shares, key=lambda name: shares[name])
    return [Step(group_name(group), f"is the largest part, {theme.percent(100 * shares[group])} of the total.")]


def _year_step(report: CityReport, this_year: int) -> list[Step]:
    main = main_method(report)
    years = {item.year for item in report.inventories if item.method == main}
    if not years:
        years = {item.year for item in report.inventories}
    if not years:
        return []
    later = range(max(years) + 1, this_year)
    if len(later) > 1:
        return [
            Step(
                f"{wording.year_list(later)} are not in:",
                f"the newest figures are of {max(years)}. Add the next inventory.",
            )
        ]
    gaps = [year for year in range(min(years), max(years)) if year not in years]
    return [Step(f"{wording.year_list(gaps)} are not in:", "the curve jumps over them.")] if gaps else []


def _coverage_step(report: CityReport) -> list[Step]:
    latest = report.leading.latest
    if latest is None:
        return []
    if latest.missing_key_sectors and not has_sectors(latest):
        return [Step("Report the sectors apart:", f"{latest.year} holds a total only; what drives it cannot be seen.")]
    if latest.missing_key_sectors:
        names = wording.listed([_KEY_SECTOR_NAMES[key] for key in KEY_SECTORS if key in latest.missing_key_sectors])
        return [Step(f"Estimate {names}:", f"{latest.year} has no figure there, and each is a key sector.")]
    open_cells = latest.keys.get(NotationKey.NE, 0)
    if open_cells:
        word = "cell is" if open_cells == 1 else "cells are"
        return [Step(f"{open_cells} {word} “not estimated” in {latest.year}:", "the total may be too low by them.")]
    return []


def _later_steps(report: CityReport) -> list[Step]:
    latest = report.leading.latest
    found = []
    base = report.leading.baseline
    if base and base.declared and report.leading.gap_t is not None:
        found.append(
            Step(f"Add the inventory of {base.year}:", "the baseline is declared, so no sector can be compared.")
        )
    if latest and latest.gas == "CO2":
        found.append(Step("Add CH₄ and N₂O:", f"{latest.year} counts CO₂ alone."))
    if latest and latest.gwp_set == "unknown" and latest.emissions_t is not None and not latest.computed:
        found.append(Step("State the GWP set:", f"the source of {latest.year} does not say which one its CO₂e uses."))
    if latest and latest.energy_mwh is None:
        found.append(Step("Add energy by carrier:", "it shows which fuel each sector can leave."))
    if report.targets and all(target.sector is None for target in report.targets):
        last = max(target.year for target in report.targets)
        if last < 2050:
            found.append(Step(f"Say what comes after {last}:", "no later target is on file."))
    return found
