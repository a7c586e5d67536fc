"""How often an answer is right that is said at some strength, in three worlds of errors.

Cities are made whose true totals are known; what is published of them bears the errors of a world. Every answer that
the verdict gives, good or bad, is held against the true one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.inventories.cells import Cell
from analytics.inventories.spots import Spot
from analytics.uncertainty.likelihood import SIGMAS
from analytics.uncertainty.source_spread import VERSIONS
from analytics.vocabulary import Verdict
from datasets.city import error_widths
from tests.benchmarks.corrupting import COMMITTED, read

ABOUT = (
    "Written by `python -m tests.benchmarks --only calibrating`: made cities of eight inventories, whose true totals"
    " fall by 0 to 4 % a year and vary by 2 %, on targets within some tenth of their true level. In the first world"
    " what is published bears the errors that the model takes for granted, in the second the errors of activity data"
    " are alike in all years, in the third three inventories in ten are off by a tenth as well."
)
YEARS = (2005, 2008, 2011, 2014, 2016, 2018, 2020, 2021)
PLACES = {
    Spot("municipal_buildings", "electricity"): 0.03,
    Spot("tertiary", "electricity"): 0.17,
    Spot("tertiary", "natural_gas"): 0.10,
    Spot("residential", "electricity"): 0.13,
    Spot("residential", "natural_gas"): 0.19,
    Spot("road_transport", "diesel"): 0.17,
    Spot("road_transport", "gasoline"): 0.15,
    Spot("solid_waste"): 0.06,
}
"""Places of a usual city, each with its share of the total."""
CITIES = 1_500
EDGES = (66, 75, 85, 95, 100)


class Said(NamedTuple):
    """One answer: how sure it was said, of 100, and whether it is the true one."""

    sure: float
    right: bool


class World(NamedTuple):
    """What errors there are beside those of the places: whether those of activity data are alike in all years, the
    share of inventories that are off by a tenth, and the standard deviation of published versions, as a share."""

    name: str
    activity_alike: bool = False
    off: float = 0.0
    versions: float = 0.0


WORLDS = (
    World("the errors of the model", versions=VERSIONS),
    World("activity errors alike", True, versions=VERSIONS),
    World("three in ten off", off=0.3),
)
Errors = Callable[[Spot, int], float]


def _errors(world: World, random: np.random.Generator) -> Errors:
    """By place and year what a published figure is of the true one."""
    drawn: dict[tuple[str, int], float] = {}
    off = {year: 1 + 0.1 * random.choice((-1, 1)) * (random.random() < world.off) for year in YEARS}
    off = {year: ratio * (1 + world.versions * random.standard_normal()) for year, ratio in off.items()}

    def ratio(spot: Spot, year: int) -> float:
        found = off[year]
        for width in error_widths.shipped().of(spot, year):
            alike = width.alike or (world.activity_alike and width.part == "activity")
            key = width.name, 0 if alike else year
            if key not in drawn:
                drawn[key] = float(random.standard_normal())
            side = width.interval.upper if drawn[key] > 0 else width.interval.lower
            found *= max(1 + side / SIGMAS * drawn[key], 0.01)
        return found

    return ratio


def answers(world: World, cities: int = CITIES, seed: int = 0) -> Iterator[Said]:
    """What is said of made cities in a world."""
    for number in range(cities):
        random = np.random.default_rng([seed, WORLDS.index(world), number])
        yearly = 1 - random.uniform(0.0, 0.04)
        true = {year: 1e6 * yearly ** (year - YEARS[0]) * (1 + 0.02 * random.standard_normal()) for year in YEARS}
        share = true[YEARS[-1]] / true[YEARS[0]] * (1 + 0.1 * random.standard_normal())
        if not 0.05 < share < 1:
            continue
        error = _errors(world, random)
        cells = [
            Cell(year, "covenant", spot.sector, spot.carrier, None, None, "co2e", None, amount, 1, "", 1, COMMITTED)
            for year in YEARS
            for spot, part in PLACES.items()
            for amount in [true[year] * part * error(spot, year)]
        ]
        target = _target(share)
        found = assess(target, read({0: cells}), widths=error_widths.shipped())
        if found.verdict in (Verdict.ON_TRACK, Verdict.BEHIND) and found.strength is not None:
            good = true[YEARS[-1]] <= share * true[YEARS[0]]
            yield Said(found.strength.answer, good == (found.verdict is Verdict.ON_TRACK))


def _target(share: float) -> Target:
    base, newest = YEARS[0], YEARS[-1]
    percent = 100 * (1 - share) * (newest + 1 - base) / (newest - base)
    return Target(
        "XX", "absolute", base_year=base, year=newest + 1, reduction_percent=percent, method="covenant", source="a plan"
    )


def measured(cities: int = CITIES) -> str:
    """How many of the answers of each world are right, by how sure they are said."""
    steps = list(pairwise(EDGES))
    rows = ["| world | " + " | ".join(f"said {low} to {high}" for low, high in steps) + " |", "|---" * 5 + "|"]
    for world in WORLDS:
        found = list(answers(world, cities))
        line = []
        for low, high in steps:
            mine = [item.right for item in found if low <= item.sure < high]
            line.append(f"{100 * sum(mine) / max(len(mine), 1):.0f} % of {len(mine)}")
        rows.append(f"| {world.name} | " + " | ".join(line) + " |")
    return "\n".join(rows)
