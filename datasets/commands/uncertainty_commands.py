"""The commands of uncertainty: ``uncertainties`` says how sure a verdict is and why, ``uncertainty`` states a width."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from analytics.uncertainty.draws import DRAWS, SEED
from analytics.uncertainty.widths import PART_NAMES
from datasets import City, Revision, Store
from datasets.commands import Commands, import_command, option, whole
from datasets.commands.arguments import TARGET, plain
from datasets.commands.strength_values import of_strength

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


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``uncertainties``: the strength of the verdict by both approaches, what adds most to it, and what
    is stated of the city."""
    city = City(store, asked.city)
    judged = city.report(asked.year).judged(asked.target)
    drawn = city.drawn(asked.target, asked.year, asked.seed, asked.draws)
    strength = judged.strength
    stated = [item._asdict() for item in city.uncertainties()]
    graded = Counter((item.year, item.part, item.grade) for item in city.grades())
    return {
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
