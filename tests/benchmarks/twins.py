"""The twin room of every two sample cities, alone in the store or among thousands of others, read anew each time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from statistics import median

from analytics.pairs.twin import twin
from datasets import City
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.benchmarks.measure import Result
from tests.benchmarks.pages import among

SLOWEST = 0.1
"""Seconds: what the room of two sample cities may take on the server."""
MOST_AMONG_MANY = 1.3
"""How many times as long it may take among thousands of others."""


def rooms(store: Store, pairs: list[tuple[str, str]]) -> Iterator[float]:
    """The seconds that the room of each pair takes, from the file."""
    for left, right in pairs:
        start = time.perf_counter()
        twin(City(store, left).twin_side(), City(store, right).twin_side())
        yield time.perf_counter() - start


def beside(work: Path, runs: int, cities: int) -> Result:
    """The median room among ``cities`` others against the median room alone, both stores in turn."""
    alone, many = work / "alone.duckdb", work / "many.duckdb"
    open_store(alone).close()
    among(many, cities)
    with Store(alone) as few, Store(many) as all_of_them:
        pairs = list(combinations([city.city_id for city in few.cities()], 2))
        taken: dict[str, list[float]] = {"few": [], "many": []}
        for store in (few, all_of_them):
            store.register()  # the entries of the cities are read once after each commit
        for _ in range(runs):
            taken["few"] += rooms(few, pairs)
            taken["many"] += rooms(all_of_them, pairs)
    return Result(
        f"the twin room of {len(pairs)} pairs, among {cities:,} cities (at most {MOST_AMONG_MANY} times, "
        f"{SLOWEST * 1000:.0f} ms)",
        "alone in the store",
        median(taken["many"]),
        median(taken["few"]),
        runs,
    )
