"""The commands of the targets: ``targets`` lists them with verdicts, ``target`` adds one, ``robustness`` doubts one.

What ``status`` says of a target beside its verdict (path, interim targets, budget, national target) is put together
here too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, cast

from analytics.commitment.ambition import ambition
from analytics.commitment.baseline import level_gas, missing, path_gas
from analytics.commitment.budget import budget
from analytics.commitment.interim import chain, interim
from analytics.commitment.progress import Progress
from analytics.commitment.targets import KIND_NAMES, Kind, National, Target, check
from analytics.commitment.trajectory import PATHS
from analytics.inventories.inventory import Inventory
from analytics.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Method
from datasets import assessment
from datasets.assessment import CityReport
from datasets.commands.arguments import TARGET
from datasets.store import GdpRow, Revision, Store, Submission
from datasets.store.sources import entered

LAYOUT = "targets"
Told = Callable[[Store, argparse.Namespace], int]


def add(commands: Any, shared: argparse.ArgumentParser, told: Told, stated: Told) -> None:
    """Register the three commands; ``told`` prints what ``asked.tells`` gives, ``stated`` commits ``asked.brings``."""
    listed = commands.add_parser("targets", parents=[shared], help="the targets of a city, each with its verdict")
    listed.add_argument("city")
    listed.add_argument("--year", type=int, help="as of the inventory of this year")
    listed.set_defaults(command=told, tells=listing)

    doubting = commands.add_parser("robustness", parents=[shared], help="does the verdict survive other choices?")
    doubting.add_argument("city")
    doubting.add_argument("--target", help=TARGET)
    doubting.add_argument("--year", type=int, help="as of the inventory of this year")
    doubting.set_defaults(command=told, tells=doubts)

    adding = commands.add_parser("target", parents=[shared], help="add a target, or put one in the place of its like")
    adding.add_argument("city")
    adding.add_argument("--kind", default="absolute", help=f"one of {', '.join(KIND_NAMES)} (default: absolute)")
    adding.add_argument("--base-year", type=int, required=True)
    adding.add_argument("--year", type=int, required=True, help="the target year")
    adding.add_argument("--reduction-percent", type=float, help="below the base year, or below the baseline scenario")
    adding.add_argument("--level-t", type=float, help="the tonnes CO2e of a fixed-level target")
    adding.add_argument("--base-t", type=float, help="base-year tonnes CO2e that the target itself states")
    adding.add_argument("--path", default="linear", help=f"one of {', '.join(PATHS)} (default: linear)")
    adding.add_argument("--method", help=f"the inventories to judge by: {', '.join(Method)} (default: the only one)")
    adding.add_argument("--sector", help="the sector, where the target is not on the whole inventory")
    adding.add_argument("--exclusions", help="what the target leaves out")
    adding.add_argument("--scenario", action="append", default=[], metavar="YEAR=TONNES", help="a baseline scenario")
    adding.add_argument("--scenario-source", help="where the baseline scenario is from")
    for name, kind in (("percent", float), ("base-year", int), ("year", int), ("source", str)):
        adding.add_argument(f"--national-{name}", type=kind, help="of the country's own target, to compare with")
    adding.add_argument("--gdp", action="append", default=[], metavar="YEAR=AMOUNT", help="GDP of the city by year")
    for name in ("unit", "currency", "price-year", "source"):
        adding.add_argument(f"--gdp-{name}", help="of all GDP figures of the city alike")
    adding.add_argument("--source", help="the document that sets the target (default: who enters it)")
    adding.add_argument("--reason", required=True)
    adding.add_argument("--author")
    adding.set_defaults(command=stated, brings=state)


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Commit one target of a city beside those it has. Raises Refused: a kind, path or method that is unknown, years
    that do not follow each other, a base year without an inventory, a reduction outside 0 to 100 %, a missing reason.
    """
    if not asked.reason.strip():
        fix = "Say in a few words why the target is set."
        raise Refused(Problem("ask", "reason-missing", "no reason for the target", "a reason", fix, key="reason"))
    found = assessment.report(store, asked.city)
    city_id = found.city.city_id
    target = Target(
        city_id=city_id,
        kind=cast(Kind, asked.kind),  # what it is not is refused by check
        base_year=asked.base_year,
        year=asked.year,
        reduction_percent=100.0 if _is_bare_neutrality(asked) else asked.reduction_percent,
        method=_method(asked.method, found.inventories),
        source=asked.source or entered(author),
        sector=asked.sector,
        declared_base_t=asked.base_t,
        exclusions=asked.exclusions,
        path=asked.path,
        level_t=asked.level_t,
        scenario=_points(asked.scenario, "--scenario"),
        scenario_source=asked.scenario_source,
        national=_national(asked),
    )
    return commit(store, found, target, author, asked.reason, _gdp(store, asked, city_id, author))


def commit(
    store: Store, found: CityReport, target: Target, author: str, reason: str, gdp: Sequence[GdpRow] = ()
) -> Revision:
    """Put a target in force beside the city's others, as one revision. One of the same kind, sector, years and method
    is replaced. Raises Refused for a target that cannot be judged and for a base year without an inventory."""
    check(target)
    lacking = missing(target, found.inventories)
    if lacking:
        raise Refused(lacking)
    kept = [other for other in found.targets if _identity(other) != _identity(target)]
    return store.commit(Submission(None, 0, author, LAYOUT, reason=reason, targets=(*kept, target), gdp=tuple(gdp)))


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``targets``: every target with its verdict, as plain values and as lines."""
    found = assessment.report(store, asked.city, asked.year)
    lines = []
    for item in found.progress:
        assert item.target is not None
        gas = path_gas(item.target, item.baseline)
        gap = "" if item.gap_t is None else f", gap {item.gap_t:+,.0f} t {gas}"
        lines.append(
            f"{item.outcome or item.verdict}: {item.target.name} ({item.target.kind}, {item.target.path}){gap}"
        )
        lines += [f"  {sentence}" for sentence in (*item.reasons, *item.notes)]
        lines.append(f"  source: {item.target.source}")
    values = [of_target(item) | beside(found, item) for item in found.progress]
    return values, lines or [f"No target is on file for {found.city.name}."]


def doubts(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``robustness``: every cell of the grid, and in one sentence whether the claim survives."""
    found = assessment.robustness(store, asked.city, asked.target, asked.year)
    cells = [*found.filed, *found.cells]
    lines = [found.sentence]
    untold: dict[str, int] = {}
    for cell in cells:
        untold |= {reason: untold.get(reason, 0) + 1 for reason in cell.reasons}
        if not cell.reasons:
            place = f"{cell.gwp_set:<8} {cell.approach:<15} {cell.electricity:<9} {cell.base:<11}"
            lines.append(f"  {place} {cell.answer} ({cell.gap_t or 0:+,.0f} t)")
    lines += [f"  {count} cannot be told: {reason}" for reason, count in untold.items()]
    target = found.claim.target
    values = {
        "target": target and target.name,
        "verdict": found.claim.verdict,
        "survives": found.survives,
        "sentence": found.sentence,
        "cells": [_plain(asdict(cell)) for cell in cells],
    }
    return values, lines


def of_target(progress: Progress) -> dict[str, Any]:
    """One judged target with plain values: tonnes of the gas that a key names, per cent and years; null where a figure
    cannot be given."""
    target = progress.target
    assert target is not None
    gas = path_gas(target, progress.baseline)
    return {
        "name": target.name,
        "kind": target.kind,
        "sector": target.sector,
        "base_year": target.base_year,
        "year": target.year,
        "reduction_percent": target.reduction_percent,
        "method": target.method,
        **tonnes("emissions", progress.target_t, level_gas(target, progress.baseline)),
        **tonnes("path", progress.path_t, gas),
        **tonnes("gap", progress.gap_t, gas),
        "gap_percent_of_baseline": progress.gap_percent,
        "years_late": progress.years_late,
        "verdict": progress.verdict,
        "outcome": progress.outcome,
        "reasons": [reason.as_dict() for reason in progress.reasons],
        "notes": list(progress.notes),
        "per_inhabitant": per_inhabitant(progress),
        "source": target.source,
    } | stated(target)


def per_inhabitant(progress: Progress) -> dict[str, Any]:
    """Tonnes per inhabitant of the newest inventory, their change since the base year in per cent, and what is open
    about the inhabitants that the change rests on: as long as something is, it is under review and no success."""
    latest = progress.latest
    return {
        "emissions_t": latest.per_head_t if latest else None,
        "change_percent": progress.per_head_change_percent,
        "under_review": list(progress.doubts),
    }


def lines_per_inhabitant(progress: Progress) -> list[str]:
    """The change per inhabitant as ``status`` prints it, with what is open about it; none where there is no change."""
    change, base = progress.per_head_change_percent, progress.baseline
    if change is None or base is None:
        return []
    review = ", under review" if progress.doubts else ""
    told = (
        [] if progress.target and progress.target.kind == "per-capita" else progress.doubts
    )  # which has them as notes
    return [f"per inhabitant: {change:+.1f} % since {base.year}{review}", *told]


def tonnes(name: str, amount: float | None, gas: str | None) -> dict[str, float | None]:
    """One figure in tonnes under the key of the gas that it counts, with the key of the other gas null; both are null
    where ``gas`` is None."""
    return {f"{name}_tco2e": amount if gas == "CO2e" else None, f"{name}_tco2": amount if gas == "CO2" else None}


def stated(target: Target) -> dict[str, Any]:
    """What only some kinds of target state: a level in tonnes, a baseline scenario."""
    found: dict[str, Any] = {}
    if target.level_t is not None:
        found["level_t"] = target.level_t
    if target.scenario:
        points = [{"year": year, "emissions_tco2e": amount} for year, amount in target.scenario]
        found["scenario"] = {"points": points, "source": target.scenario_source}
    return found


def beside(found: CityReport, progress: Progress) -> dict[str, Any]:
    """What ``status`` and ``targets`` say of a target beside its verdict: its own path, on which the verdict rests; the
    interim targets on the way, with the one path through all of them; the remaining budget, and the national target
    where one was given.
    """
    target = progress.target
    if target is None:
        return {"path": None, "interim": [], "budget": None, "national": None}
    steps = interim(progress, found.progress)
    base = progress.baseline
    gases = {item.target.year: level_gas(item.target, item.baseline) for item in (*steps, progress) if item.target}
    gases |= {base.year: base.gas} if base else {}
    through = [
        {"year": year, **tonnes("emissions", amount, gases[year])} for year, amount in chain(progress, found.progress)
    ]
    names = [item.target.name for item in (*steps, progress) if item.target]
    set_beside = ambition(progress, found.inventories)
    return {
        "path": {
            "target": target.name,
            "kind": target.path,
            "points": _own_path(progress),
            "through_interim": {"targets": names, "points": through} if steps else None,
        },
        "interim": [
            {
                "target": item.target.name,
                "year": item.target.year,
                "reduction_percent": item.target.reduction_percent,
                **tonnes("emissions", item.target_t, level_gas(item.target, item.baseline)),
                "verdict": item.verdict,
                "outcome": item.outcome,
            }
            for item in steps
            if item.target
        ],
        "budget": _plain(asdict(budget(progress, found.inventories))),
        "national": set_beside and _plain(asdict(set_beside)),
    }


def _own_path(progress: Progress) -> list[dict[str, Any]]:
    """The points of a target's own path: baseline, what it allows in the year of the newest inventory, level."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None or progress.target_t is None:
        return []
    levels = {target.year: (progress.target_t, level_gas(target, base))}
    if latest and progress.path_t is not None and (gas := path_gas(target, base)):
        levels[latest.year] = (progress.path_t, gas)
    levels[base.year] = (base.emissions_t, base.gas)
    return [{"year": year, **tonnes("emissions", *levels[year])} for year in sorted(levels)]


def lines_beside(found: CityReport, progress: Progress) -> list[str]:
    """The budget and the national target as ``status`` prints them; none where there are no figures."""
    lines = []
    rest = budget(progress, found.inventories)
    if rest.remaining_t is not None:
        gas = path_gas(progress.target, progress.baseline) if progress.target else None
        lasts = "" if rest.years_left is None else f", {rest.years_left:.1f} years at the emissions of the inventory"
        lines.append(
            f"budget {rest.first_year}-{rest.last_year}: {rest.whole_t:,.0f} t {gas}, emitted up to "
            f"{rest.emitted_to} {rest.emitted_t:,.0f} t, remaining {rest.remaining_t:,.0f} t{lasts} (our own rule)"
        )
    set_beside = ambition(progress, found.inventories)
    if set_beside:
        answer = "cannot tell" if set_beside.answer == "cannot-tell" else f"{set_beside.answer} ambitious".strip()
        answer = "as ambitious" if set_beside.answer == "as" else answer
        lines.append(f"beside the national target: {answer}. {' '.join(set_beside.reasons)}")
    return lines


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _identity(target: Target) -> tuple[object, ...]:
    return target.kind, target.sector, target.base_year, target.year, target.method


def _is_bare_neutrality(asked: argparse.Namespace) -> bool:
    return asked.kind == "neutrality" and asked.reduction_percent is None


def _method(asked: str | None, inventories: Sequence[Inventory]) -> str:
    """The method that was asked for, or the only one that the city's inventories have."""
    had = tuple(dict.fromkeys(item.method for item in inventories))
    if asked is None and len(had) == 1:
        return had[0]
    if asked in set(Method):
        return str(asked)
    known = tuple(method.value for method in Method)
    found = f'the method "{asked}"' if asked else "no method, and inventories by " + (" and ".join(had) or "none")
    expected = "one of " + ", ".join(f"{method.value} ({METHOD_NAMES[method]})" for method in Method)
    raise Refused(Problem("ask", "method-unknown", found, expected, "Name it with --method.", choices=had or known))


def _points(texts: Sequence[str], option: str) -> tuple[tuple[int, float], ...]:
    """The YEAR=AMOUNT pairs of an option by year. Raises Refused for one that is none, or a year given twice."""
    found: dict[int, float] = {}
    for text in texts:
        year, equals, amount = text.partition("=")
        try:
            if not equals or int(year) in found:
                raise ValueError
            found[int(year)] = float(amount)
        except ValueError:
            fix = "Write for example 2030=1200000, each year once."
            raise Refused(Problem("block", "points-unreadable", f'{option} "{text}"', "YEAR=AMOUNT", fix)) from None
    return tuple(sorted(found.items()))


def _national(asked: argparse.Namespace) -> National | None:
    given = (asked.national_percent, asked.national_base_year, asked.national_year, asked.national_source)
    if all(part is None for part in given):
        return None
    if any(part is None for part in given):
        expected = "its reduction in per cent, its base year, its target year and its source"
        fix = "Give --national-percent, --national-base-year, --national-year and --national-source together."
        raise Refused(Problem("block", "national-incomplete", "a part of a national target", expected, fix))
    return National(*given)


def _gdp(store: Store, asked: argparse.Namespace, city_id: str, author: str) -> tuple[GdpRow, ...]:
    """The GDP of the city with the years that were given; none where none were, so that nothing changes.

    Raises Refused (gdp-basis) where years would not share unit, currency and price year: then they make no series.
    """
    points = _points(asked.gdp, "--gdp")
    if not points:
        return ()
    before = store.register().gdp.get(city_id, ())
    basis = (asked.gdp_unit, asked.gdp_currency, asked.gdp_price_year)
    if before and basis == (None, None, None):
        basis = (before[0].unit, before[0].currency, before[0].price_year)
    if None in basis or any((row.unit, row.currency, row.price_year) != basis for row in before):
        had = f"{before[0].unit} {before[0].currency} at prices of {before[0].price_year}" if before else "one basis"
        found = "GDP of " + " / ".join(str(part or "nothing stated") for part in basis)
        fix = (
            "Give --gdp-unit (such as million), --gdp-currency (such as EUR) and --gdp-price-year for every year alike."
        )
        raise Refused(Problem("block", "gdp-basis", found, f"{had} for every year", fix))
    wrong = next((f"{amount:g} for {year}" for year, amount in points if not amount > 0), None)
    if wrong:
        raise Refused(Problem("block", "gdp-zero", f"a GDP of {wrong}", "an amount above zero", "Correct it."))
    source = asked.gdp_source or entered(author)
    rows = {row.year: row for row in before}
    rows |= {year: GdpRow(city_id, year, amount, *basis, source) for year, amount in points}
    return tuple(rows[year] for year in sorted(rows))
