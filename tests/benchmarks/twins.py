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
from tests.benchmarks.floor import ADDITIONS, plain_loop
from tests.benchmarks.measure import Result
from tests.benchmarks.pages import among

SLOWEST = 0.1
"""Seconds: what the room of two sample cities may take on the server."""
MOST_LOOPS = 2.6
"""As many plain loops that is: the server of the aim took 38 ms for one."""
CITIES = 3_000
"""The others: what a room reads of them, their places in the tables, grows with the rows, and not as fast as these are
made."""
MOST_RUNS = 2
"""Rounds: each has a room for all pairs of both stores."""
MOST_AMONG_MANY = 1.3
"""How many times as long it may take among thousands of others."""


def rooms(store: Store, pairs: list[tuple[str, str]]) -> Iterator[tuple[float, float]]:
    """The seconds that the room of each pair takes, from the file, and those of the processor."""
    for left, right in pairs:
        start, used = time.perf_counter(), time.process_time()
        twin(City(store, left).twin_side(), City(store, right).twin_side())
        yield time.perf_counter() - start, time.process_time() - used


def beside(work: Path, runs: int) -> list[Result]:
    """The slowest room of two sample cities against the median one, and the median room among ``CITIES`` others
    against the median room alone, both stores in turn."""
    alone, many = work / "alone.duckdb", work / "many.duckdb"
    open_store(alone).close()
    among(many, CITIES)
    runs = min(runs, MOST_RUNS)
    with Store(alone) as few, Store(many) as all_of_them:
        pairs = list(combinations([city.city_id for city in few.cities()], 2))
        taken: dict[str, list[list[tuple[float, float]]]] = {"few": [], "many": []}
        for store in (few, all_of_them):
            store.register()  # the entries of the cities are read once after each commit
        loops = []
        for _ in range(runs):
            loops.append(plain_loop())
            taken["few"].append(list(rooms(few, pairs)))
            taken["many"].append(list(rooms(all_of_them, pairs)))
    (alone_s, alone_cpu), (many_s, many_cpu) = (_least(taken[name]) for name in ("few", "many"))
    name, loop = f"the twin room of {len(pairs)} pairs", median(loops) / 1000
    return [
        Result(
            f"{name}, the slowest (at most {MOST_LOOPS} loops)",
            f"a plain loop of {ADDITIONS:,} additions",
            max(alone_s),
            loop,
            runs,
            ours_cpu=max(alone_cpu),
            other_cpu=loop,
        ),
        Result(
            f"{name}, the slowest (at most {SLOWEST * 1000:.0f} ms)",
            "the median one",
            max(alone_s),
            median(alone_s),
            runs,
            ours_cpu=max(alone_cpu),
            other_cpu=median(alone_cpu),
        ),
        Result(
            f"{name}, among {CITIES:,} cities (at most {MOST_AMONG_MANY} times, {SLOWEST * 1000:.0f} ms)",
            "alone in the store",
            median(many_s),
            median(alone_s),
            runs,
            ours_cpu=median(many_cpu),
            other_cpu=median(alone_cpu),
        ),
    ]


def _least(rounds: list[list[tuple[float, float]]]) -> tuple[list[float], list[float]]:
    """The least seconds of each pair over some rounds, and the least of the processor."""
    of_pairs = list(zip(*rounds, strict=True))
    return [min(one[0] for one in mine) for mine in of_pairs], [min(one[1] for one in mine) for mine in of_pairs]
