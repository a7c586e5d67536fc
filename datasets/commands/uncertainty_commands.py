"""The commands of uncertainty: ``uncertainties`` says how sure a verdict is and why, ``uncertainty`` states a width."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analytics.uncertainty.draws import DRAWS, SEED
from analytics.uncertainty.errors import Interval
from analytics.uncertainty.likelihood import of_hundred
from analytics.uncertainty.strength import LEAST
from analytics.uncertainty.widths import PART_NAMES, DefaultRow
from analytics.vocabulary import CARRIERS, SECTORS
from datasets import City, Revision, Store
from datasets.commands import Commands, import_command, option, whole
from datasets.commands.arguments import TARGET, plain
from datasets.commands.strength_values import lines_of_strength, of_strength

_TEXTS = ("lower_percent", "upper_percent", "grade", "place", "carrier", "gas", "year")


def add(commands: Commands) -> None:
    """Both commands with their options."""
    commands.add(
        "uncertainties",
        "city",
        target=TARGET,
        year=whole("as of the inventory of this year"),
        seed=option("of the draws of Approach 2", default=str(SEED)),
        draws=option("how many of them", default=str(DRAWS)),
        tells=listing,
    )

    stating = commands.add(
        "uncertainty",
        "city",
        part=option(f"one of {', '.join(PART_NAMES)} (default: activity)", default="activity"),
        half_percent="half of the 95 %% interval",
        lower_percent="its side below, where it is skewed",
        upper_percent="its side above",
        grade="H, M or L in place of a number",
    )
    stating.add_argument("--sector", "--place", dest="place", help="a sector or a GPC reference (default: all)")
    stating.add_argument("--carrier", help="an energy carrier (default: all)")
    stating.add_argument("--gas", help="co2, ch4, n2o or co2e (default: all)")
    stating.add_argument("--year", help="one inventory year (default: all)")
    stating.add_argument("--file", type=Path, help="a CSV file with the columns part, reason, half_percent and others")
    stating.add_argument("--reason", required=True, help="where the figure is from")
    stating.add_argument("--by", dest="author", help="who says so (default: the user of this machine)")
    stating.set_defaults(brings=state)


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put one uncertainty on file, or those of a table. Raises Refused as ``City.state_uncertainty`` and
    ``City.state_uncertainties``."""
    city = City(store, asked.city)
    if asked.file is not None:
        content = import_command.content(asked.file)
        return city.state_uncertainties(content, plain(asked.file.name), author, asked.reason)
    said = {name: plain(getattr(asked, name) or "") for name in _TEXTS}
    half = plain(asked.half_percent or "")
    return city.state_uncertainty(plain(asked.part), half, **said, who=author, reason=asked.reason)


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``uncertainties``: the strength of the verdict by both approaches, what adds most to it, and what
    is stated of the city."""
    city = City(store, asked.city)
    report = city.report(asked.year)
    judged = report.judged(asked.target)
    drawn = city.drawn(asked.target, asked.year, asked.seed, asked.draws)
    strength = judged.strength
    stated = [item._asdict() for item in city.uncertainties()]
    graded = Counter((item.year, item.part, item.grade) for item in city.grades())
    values = {
        "target": judged.target and judged.target.name,
        "strength": strength and of_strength(strength),
        "drawn": drawn
        and {
            "at_or_below_path_of_100": drawn.probability,
            "gap_half_t": drawn.half_t,
            "change_half_percentage_points": drawn.half_points,
            "seed": int(asked.seed),
            "draws": int(asked.draws),
        },
        "stated": stated,
        "graded": [
            {"year": year, "part": part, "grade": grade, "rows": rows}
            for (year, part, grade), rows in sorted(graded.items())
        ],
    }
    lines = ["Without a gap there is nothing to be sure of."]
    if strength is not None and drawn is not None and judged.target is not None:
        found = []
        for weight in strength.weights:
            widths = "; ".join(
                f"{width.quantity} {_sides(width.interval)} ({width.source})"
                for width in weight.widths
                if width.interval.upper >= LEAST
            )
            part = f"  {weight.percent:.0f} % of the variance: "
            if weight.named:
                found.append(f"{part}{weight.named}, {_sides(weight.interval)} of the newest total")
                continue
            named = weight.spot.name if weight.spot else "The declared baseline"
            found.append(f"{part}{named} ({_sides(weight.interval)}): {widths}")
        lines = [judged.target.name, *lines_of_strength(strength), *found]
        # Of the same answer as the line by error propagation, so that the two may be held beside each other.
        chance = 100 - drawn.probability if strength.says_above else drawn.probability
        lines.append(f"  drawn {asked.draws} times: {of_hundred(chance)}, gap ± {drawn.half_t:,.0f} t")
    lines += [_line(item) for item in stated] or ["Nothing is stated; every uncertainty is a default or a grade."]
    return values, lines + _lines_of_grades(graded, report.widths.grades if report.widths else {})


def _lines_of_grades(graded: Mapping[tuple[int, str, str], int], widths: Mapping[str, DefaultRow]) -> list[str]:
    return [
        f"{year}  {PART_NAMES[part]}: {rows} graded {grade} by the file, "
        f"± {widths[grade].half_percent:g} % by our own rule"
        for (year, part, grade), rows in sorted(graded.items())
    ]


def _sides(interval: Interval) -> str:
    """An interval in per cent: one number where both sides read alike."""
    below, above = (f"{100 * side:.1f}" for side in interval)
    return f"± {above} %" if below == above else f"-{below} to +{above} %"


def _line(value: dict[str, Any]) -> str:
    place = SECTORS[value["place"]].name if value["place"] in SECTORS else value["place"] or "all places"
    carrier = f", {CARRIERS[value['carrier']].name}" if value["carrier"] else ""
    gas = f", {value['gas'].upper()}" if value["gas"] else ""
    wide = f"grade {value['grade']}" if value["grade"] else f"-{value['lower_percent']:g} +{value['upper_percent']:g} %"
    year = value["year"] or "all years"
    told = f"{value['reason']} ({value['by']}, revision {value['revision']})"
    return f"{year}  {place}{carrier}{gas}, {value['part']}: {wide}: {told}"
