"""Where an answer is given although the figures behind it could as well have given the other one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum, log1p

from analytics.commitment.baseline import Baseline
from analytics.commitment.comparability import made
from analytics.commitment.judged import Progress
from analytics.commitment.trajectory import percent_of
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence

LARGEST_SWING = 25.0
"""[R] Per cent by which two totals that stand a few years apart may differ before they look like two ways to count."""
FEW_YEARS = 5
PANDEMIC = {
    2020: Sentence(
        "2020 was a pandemic year: the world's CO2 from fossil fuels was 4\u00a0% below 2019 (Global Carbon Budget "
        "2022, sum of the countries). A single such year may be an exception."
    ),
    2021: Sentence("2021 was still a pandemic year; a single such year may be an exception."),
}
"""What is known of the years of the pandemic; that those of a city were an exception is our own reading [R]."""


def limits(progress: Progress, own: Sequence[Inventory]) -> tuple[Sentence, ...]:
    """What could turn the answer on ``progress``, for which ``own`` are the inventories of the target's method: a year
    of the pandemic behind a good answer, totals without sectors that swing, and a part of such a total that lies
    outside the city.

    Source: our own rule [R].
    """
    gap_t, latest = progress.gap_t, progress.latest
    if gap_t is None or latest is None or latest.emissions_t is None:
        return ()
    found = [PANDEMIC[latest.year]] if gap_t <= 0 and latest.year in PANDEMIC else []
    return (
        *found,
        *_swing(latest, own, progress.baseline),
        *(_outside(progress, latest, gap_t) if latest.unsplit else ()),
    )


def _swing(latest: Inventory, own: Sequence[Inventory], base: Baseline | None) -> Iterator[Sentence]:
    """The largest change between two neighbours among the totals without sectors up to the newest one; to that from the
    last one where it tells sectors and the base year does not."""
    totals = [
        (item.year, item.emissions_t)
        for item in own
        if (item.unsplit or item is latest) and made(item) == made(latest) and item.year <= latest.year
        if item.emissions_t is not None
    ]
    if not latest.unsplit:
        last = max((item for item in own if item.year < latest.year), key=lambda item: item.year, default=None)
        by_sector = base is not None and base.inventory is not None and not base.inventory.unsplit
        totals = totals[-2:] if last is not None and last.unsplit and not by_sector else []
    steps = [
        (percent_of(after - before, before), earlier, year)
        for (earlier, before), (year, after) in pairwise(totals)
        if min(before, after) > 0 and year - earlier <= FEW_YEARS
    ]
    # A fall by half is as large as a doubling.
    change, earlier, year = max(steps, key=lambda step: abs(log1p(step[0] / 100)), default=(0.0, 0, 0))
    if abs(log1p(change / 100)) > log1p(LARGEST_SWING / 100):
        yield Sentence(
            "The totals change by {change:+.0f}\u00a0% from {first} to {last}, more than is usual in so few years: "
            "the two may not count the same.",
            change=change,
            first=earlier,
            last=year,
        )


def _outside(progress: Progress, latest: Inventory, gap_t: float) -> Iterator[Sentence]:
    """Scope 3 in a total that is above the path with it and not without it, where the baseline tells of none."""
    first = progress.baseline.inventory if progress.baseline else None
    outside = _scope_3(latest)
    if gap_t > 0 >= gap_t - outside and (first is None or not _scope_3(first)):
        yield Sentence(
            "{amount:,.0f}\u00a0t of the total of {year} arise outside the city (scope 3). Whether the baseline counts "
            "them is not known; without them the city would not be above its path.",
            amount=outside,
            year=latest.year,
        )


def _scope_3(inventory: Inventory) -> float:
    return fsum(amount for spot, amount in inventory.spots.tonnes.items() if spot.scope == 3)
