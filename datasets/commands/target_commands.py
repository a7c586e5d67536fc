"""The commands of the targets: ``targets`` lists them with verdicts, ``target`` adds one, ``robustness`` doubts one.

What ``status`` says of a target beside its verdict (path, interim targets, budget, national target) is put together
here too.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from analytics.commitment.ambition import ambition
from analytics.commitment.baseline import level_gas, path_gas
from analytics.commitment.budget import budget
from analytics.commitment.expert import UNTOLD, Expert, expert
from analytics.commitment.flips import Flips, OtherReading
from analytics.commitment.interim import chain, interim
from analytics.commitment.judged import Progress
from analytics.commitment.targets import KIND_NAMES, Target
from analytics.commitment.trajectory import PATHS
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import listed
from analytics.uncertainty.likelihood import of_hundred
from analytics.vocabulary import Method, Verdict
from datasets import City, CityReport, NewTarget, Revision, Store
from datasets.commands import Commands, option, strength_values, whole
from datasets.commands.answer_lines import InWords
from datasets.commands.arguments import TARGET


def add(commands: Commands) -> None:
    """The three commands with their options."""
    commands.add("targets", "city", year=whole("as of the inventory of this year"), tells=listing)

    commands.add("robustness", "city", target=TARGET, year=whole("as of the inventory of this year"), tells=doubts)

    adding = commands.add(
        "target",
        "city",
        kind=option(f"one of {', '.join(KIND_NAMES)} (default: absolute)", default="absolute"),
        base_year=whole(required=True),
        year=whole("the target year", required=True),
        reduction_percent=option("below the base year, or below the baseline scenario", type=float),
        level_t=option("the tonnes CO2e of a fixed-level target", type=float),
        base_t=option("base-year tonnes CO2e that the target itself states", type=float),
        path=option(f"one of {', '.join(PATHS)} (default: linear)", default="linear"),
        method=f"the inventories to judge by: {', '.join(Method)} (default: the only one)",
        sector="the sector, where the target is not on the whole inventory",
        exclusions="what the target leaves out",
        scenario=option("a baseline scenario", action="append", default=[], metavar="YEAR=TONNES"),
        scenario_source="where the baseline scenario is from",
    )
    for name, kind in (("percent", float), ("base-year", int), ("year", int), ("source", str)):
        adding.add_argument(f"--national-{name}", type=kind, help="of the country's own target, to compare with")
    adding.add_argument("--gdp", action="append", default=[], metavar="YEAR=AMOUNT", help="GDP of the city by year")
    for name in ("unit", "currency", "price-year", "source"):
        adding.add_argument(f"--gdp-{name}", help="of all GDP figures of the city alike")
    adding.add_argument("--source", help="the document that sets the target (default: who enters it)")
    adding.add_argument("--reason", required=True)
    adding.add_argument("--author")
    adding.set_defaults(brings=state)


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put the target of the arguments on file. Raises Refused for points that cannot be read, and as
    ``City.state_target``."""
    stated = {one.name: getattr(asked, one.name) for one in fields(NewTarget)}
    stated |= {"scenario": _points(asked.scenario, "--scenario"), "gdp": _points(asked.gdp, "--gdp")}
    return City(store, asked.city).state_target(NewTarget(**stated), author, asked.reason)


def listing(store: Store, asked: argparse.Namespace) -> InWords:
    """The answer of ``targets``: every target with its verdict, as plain values and as lines."""
    found = City(store, asked.city).report(asked.year)
    lines = []
    for item in found.progress:
        assert item.target is not None
        gas = path_gas(item.target, item.baseline)
        gap = "" if item.gap_t is None else f", gap {item.gap_t:+,.0f} t {gas}"
        lines.append(f"{_moments(found, item)}: {item.target.name} ({item.target.kind}, {item.target.path}){gap}")
        lines += [f"  {sentence}" for sentence in (*item.reasons, *item.notes)]
        lines.append(f"  source: {item.target.source}")
    values = [of_target(item) | {"today": today(found, item)} | beside(found, item) for item in found.progress]
    return InWords(values, lines or [f"No target is on file for {found.city.name}."])


def today(found: CityReport, progress: Progress) -> dict[str, Any]:
    """The answer on a target for the calendar year of a report, with plain values."""
    judged = found.of_today(progress)
    return {
        "year": found.this_year,
        "verdict": judged.verdict,
        "reasons": [reason.as_dict() for reason in judged.reasons],
    }


def _moments(found: CityReport, progress: Progress) -> str:
    """The answer on a target in the year of its inventory, how sure it is, and the answer for today."""
    judged, then = found.of_today(progress), progress.outcome or progress.verdict
    if progress.reasons or progress.latest is None:
        return str(then)
    chance = "" if progress.strength is None else f", {of_hundred(progress.strength.answer)}"
    return f"{then} in {progress.latest.year}{chance}; today {judged.outcome or judged.verdict}"


def doubts(store: Store, asked: argparse.Namespace) -> InWords:
    """The answer of ``robustness``: every other reading of the figures with its gap, and in one sentence whether one
    turns the answer."""
    found = City(store, asked.city).flips(asked.target, asked.year)
    lines: list[str] = [found.sentence, *map(_line_of_reading, found.readings)]
    lines += [f"  no difference: {name}" for name in found.alike]
    lines += [f"  cannot be made: {listed(names)}: {reason}" for names, reason in found.untold]
    target = found.claim.target
    values = {
        "target": target and target.name,
        "verdict": found.claim.verdict,
        "gap_t": found.claim.gap_t,
        "sentence": found.sentence,
        "readings": [of_reading(item) for item in found.readings],
        "no_difference": list(found.alike),
        "cannot_be_told": [{"names": list(names), "reason": reason} for names, reason in found.untold],
    }
    return InWords(values, lines)


def of_reading(reading: OtherReading) -> dict[str, Any]:
    """Another reading with plain values: its names, the gap in t (positive is behind) and the verdict it would give."""
    return {
        "names": list(reading.names),
        "gap_t": reading.gap_t,
        "verdict": reading.verdict,
        "in_doubt": reading.in_doubt,
    }


def lines_of_turning(found: Flips) -> list[str]:
    """Which other readings would turn a verdict, as ``status`` prints it; none where there is no verdict."""
    if found.claim.verdict is Verdict.CANNOT_TELL:
        return []
    return [found.sentence, *(_line_of_reading(item).strip() for item in found.turning)]


def _line_of_reading(item: OtherReading) -> str:
    doubt = ", inhabitants under review" if item.in_doubt else ""
    return f"  {item.verdict} by {abs(item.gap_t):,.0f} t{doubt}: {item.name}"


def of_target(progress: Progress) -> dict[str, Any]:
    """One judged target with plain values: tonnes of the gas that a key names, per cent and years; null where a figure
    cannot be given."""
    target = progress.target
    assert target is not None
    named = {"name": target.name, "inventory_year": progress.latest and progress.latest.year, "source": target.source}
    return named | as_stated(target, progress) | answer(progress)


def as_stated(target: Target, progress: Progress) -> dict[str, Any]:
    """What a target says; only some kinds state a level in tonnes or a baseline scenario."""
    found = {name: getattr(target, name) for name in ("kind", "sector", "base_year", "year", "reduction_percent")}
    found |= {"method": target.method}
    found |= tonnes("emissions", progress.target_t, level_gas(target, progress.baseline))
    if target.level_t is not None:
        found["level_t"] = target.level_t
    if target.scenario:
        points = [{"year": year, "emissions_tco2e": amount} for year, amount in target.scenario]
        found["scenario"] = {"points": points, "source": target.scenario_source}
    return found


def answer(progress: Progress) -> dict[str, Any]:
    """The answer on a target, or on none: its path and gap, the verdict, how sure it is, and why."""
    gas = path_gas(progress.target, progress.baseline) if progress.target else None
    return {
        **tonnes("path", progress.path_t, gas),
        **tonnes("gap", progress.gap_t, gas),
        "gap_percent_of_baseline": progress.gap_percent,
        "years_late": progress.years_late,
        "verdict": progress.verdict,
        "outcome": progress.outcome,
        "strength": progress.strength and strength_values.of_strength(progress.strength),
        "reasons": [reason.as_dict() for reason in progress.reasons],
        "notes": list(progress.notes),
        "per_inhabitant": per_inhabitant(progress),
    }


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


def beside(found: CityReport, progress: Progress) -> dict[str, Any]:
    """What ``status`` and ``targets`` say of a target beside its verdict: its own path, on which the verdict rests; the
    interim targets on the way, with the one path through all of them; the remaining budget, and the national target
    where one was given.
    """
    target = progress.target
    if target is None:
        return {"path": None, "interim": [], "budget": None, "national": None, "expert": None}
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
        "budget": asdict(budget(progress, found.inventories)),
        "national": set_beside and asdict(set_beside),
        "expert": asdict(expert(progress, found.inventories, found.city.country_code)),
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
    if rest.remaining_t is not None and rest.whole_t is not None and rest.emitted_t is not None:
        base_year = (rest.first_year or 0) - 1
        gas = path_gas(progress.target, progress.baseline) if progress.target else None
        lasts = "" if rest.years_left is None else f", {rest.years_left:.1f} years at the emissions of the inventory"
        years = (rest.emitted_to or 0) - base_year
        between = f", {len(rest.between)} of {years} years interpolated" if rest.between else ""
        lines.append(
            f"budget {rest.first_year}-{rest.last_year}: about {about(rest.whole_t)} t {gas}, emitted up to "
            f"{rest.emitted_to} about {about(rest.emitted_t)} t{between}, remaining about {about(rest.remaining_t)} t"
            f"{lasts} (our own rule)"
        )
    set_beside = ambition(progress, found.inventories)
    if set_beside:
        answer = "cannot tell" if set_beside.answer == "cannot-tell" else f"{set_beside.answer} ambitious".strip()
        answer = "as ambitious" if set_beside.answer == "as" else answer
        lines.append(f"beside the national target: {answer}. {' '.join(set_beside.reasons)}")
    return lines + _expert_lines(expert(progress, found.inventories, found.city.country_code))


def _expert_lines(found: Expert) -> list[str]:
    """Yearly rates, year of arrival, other lines and what is outside, each on a line; none without figures."""
    rates, lines = found.rates, []
    if rates.achieved_t is not None and rates.achieved_percent is not None:
        each = "less a year" if rates.achieved_t >= 0 else "more a year"
        said = "achieved since" if rates.achieved_t >= 0 else "since"
        lines.append(
            f"{said} the base year: {about(abs(rates.achieved_t))} t {each} "
            f"({abs(rates.achieved_percent):.2g} % of the baseline)"
        )
    if rates.required_t is not None and rates.required_percent is not None:
        lines.append(
            f"required from here: {about(rates.required_t)} t less a year "
            f"({rates.required_percent:.2g} % of the baseline)"
        )
    if rates.trend_t is not None:
        each = "less a year" if rates.trend_t >= 0 else "more a year"
        reaches = f"It reaches the target in {rates.arrives}." if rates.arrives else str(rates.reason)
        off_t = rates.trend_off_t or 0.0
        side = "above" if off_t > 0 else "below"
        lines.append(
            f"recent trend through {rates.trend_inventories} inventories since {rates.trend_since}: "
            f"{about(abs(rates.trend_t))} t {each}. "
            f"The line lies {about(abs(off_t))} t {side} the inventory of {rates.trend_to}. "
            f"{reaches if rates.trend_told else UNTOLD}"
        )
    elif rates.reason:
        lines.append(str(rates.reason))
    for line in found.lines:
        if line.level_t is None:
            lines.append(f"{line.name}: {line.reason}")
        else:
            here = "" if line.gap_t is None else f", {line.gap_t:+,.0f} t from its path"
            below = "not above" if line.asked else "above"
            own = "" if line.asked is None else f", the city's own path is {below} it in {line.year}"
            lines.append(f"{line.name}: {line.level_t:,.0f} t{here}{own}")
    return lines + [f"outside: {sentence}" for sentence in found.outside]


def about(tonnes: float) -> str:
    """Tonnes to three digits, as what is interpolated or a rate bears: 99,551,441 is 99,600,000."""
    return f"{float(f'{tonnes:.3g}'):,.0f}"


def _points(texts: Sequence[str], option: str) -> dict[int, float]:
    """The YEAR=AMOUNT pairs of an option. Raises Refused for one that is none, or a year given twice."""
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
    return found
