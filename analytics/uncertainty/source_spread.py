"""How unsure a total is because others published another one of the same city and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.published import PublishedTotal
from analytics.text.sentences import Sentence
from analytics.uncertainty.draws import SIGMAS
from analytics.uncertainty.errors import Floats, Integers
from analytics.uncertainty.weighing_sets import OTHER_GASES


class PublishedColumns(NamedTuple):
    """Totals that were published of cities, by number, and years, and that count what an inventory counts: the least
    and the most t CO2e that each may stand for."""

    city: Integers
    year: Integers
    lowest_t: Floats
    highest_t: Floats


_NO_INTEGERS, _NO_FLOATS = np.zeros(0, dtype=np.int64), np.zeros(0)
NONE_PUBLISHED = PublishedColumns(_NO_INTEGERS, _NO_INTEGERS, _NO_FLOATS, _NO_FLOATS)


def columns(published: Iterable[PublishedTotal], numbers: Mapping[str, int]) -> PublishedColumns:
    """The published totals of cities that count what their inventories count, with the numbers of these cities."""
    found = [item for item in published if item.alike and item.city_id in numbers]
    bounds = np.array([item.bounds_t for item in found], dtype=np.float64).reshape(-1, 2)
    return PublishedColumns(
        np.array([numbers[item.city_id] for item in found], dtype=np.int64),
        np.array([item.year for item in found], dtype=np.int64),
        bounds[:, 0],
        bounds[:, 1],
    )


VERSIONS = 0.05
"""[R] One standard deviation of a total from one published version of it to the next, as a share: of 28 city-years that
were published twice 61 % differ, with a robust standard deviation of 5.8 %, of which two versions have a part each."""


@formula(
    name="Spread of versions",
    text=Sentence(
        "U = 1.96 × max({versions:.0%} × E, D ÷ √2);  D = the largest distance of E(y) from what another published "
        "total may stand for",
        versions=VERSIONS,
    ),
    units="t, half of a 95 % interval of the total of a year, of the base year and of the newest one",
    source=OURS,
    mark="R",
    remark=Sentence(
        "Two measurements of one thing that differ by D have a standard deviation of D ÷ √2. A total stands for what "
        "its rounding allows, one in CO₂ alone for up to {share:.0f} % more; one of another boundary measures another "
        "thing and does not count.",
        share=100 * OTHER_GASES / (1 - OTHER_GASES),
    ),
)
def half_spread(city: Integers, year: Integers, total_t: Floats, published: PublishedColumns) -> Floats:
    """Half of the 95 % interval of each total, in t, from one version of it to another: from the published one that is
    furthest from it, and at least as usual. Source: our own rule [R], the standard deviation of two measurements."""
    furthest = np.zeros(len(total_t))
    for place, when, lowest_t, highest_t in zip(*(column.tolist() for column in published), strict=True):
        mine = (city == place) & (year == when)
        apart = np.where(mine, np.maximum(lowest_t - total_t, total_t - highest_t), 0.0)
        furthest = np.fmax(furthest, apart)
    usual = VERSIONS * np.abs(np.nan_to_num(total_t))
    return np.asarray(SIGMAS * np.maximum(furthest / np.sqrt(2), usual), dtype=np.float64)
