"""Looking after a database of a thousand revisions: checking, copying and compacting it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from datasets import Cities
from datasets.reference.samples import open_store
from datasets.store import Store, Submission, compacting
from tests.benchmarks.floor import plain_loop
from tests.datasets.builders import row, submission

REVISIONS, ROWS, YEARS = 1_000, 60, 30
ABOUT = (
    "Written by `python -m tests.benchmarks --only upkeep`: the sample cities and a thousand revisions more, in turn of"
    f" each of them, of {ROWS} rows each. Seconds of the processor, those of the engine's threads among them, beside"
    " those of the clock; a loop is a million additions, measured before and after each. The rows of a city are read"
    " from the file alone, the shortest of five times."
)


def measured(folder: Path, revisions: int = REVISIONS) -> str:
    """The table: each thing that is done, and what a city's rows take before and after."""
    path = folder / "covenant.duckdb"
    with open_store(path) as store:
        filled = _line("commit all of them at once", lambda: fill(store, revisions))
    with open_store(path) as store:
        lines = [
            filled,
            _line("`verify`", lambda: _insist(Cities(store).verification().sound)),
            _line("`backup`", lambda: Cities(store).backup(folder / "copy.duckdb", "the benchmark")),
        ]
    made: list[compacting.Compacted] = []
    lines.append(_line("`compact`", lambda: made.append(compacting.compact(path))))
    with open_store(path) as store:
        lines.append(_line("`verify` after it", lambda: _insist(Cities(store).verification().sound)))
    (found,) = made
    lines += [
        "",
        f"`compact`: the rows of {found.city} are read in {found.ms_after:.2f} ms, in {found.ms_before:.2f} before; the"
        f" file has {found.bytes_after / 2**20:.1f} MiB, {found.bytes_before / 2**20:.1f} before.",
    ]
    return "\n".join(["| after a thousand revisions | clock | processor | loops |", "|---|---|---|---|", *lines])


def fill(store: Store, revisions: int) -> None:
    """Commit small revisions at once, one city after the other."""
    cities = [city.city_id for city in store.cities()]
    store.seed([], [], [], [_submission(cities[number % len(cities)], number) for number in range(revisions)])


def _submission(city: str, number: int) -> Submission:
    shared = {"city_id": city, "year": 1990 + number % YEARS, "method": "own"}
    values = [float(number + place) for place in range(ROWS)]
    rows = [
        row(value=value, original_text=f"{value}", label=f"Part {place}", source_row=place + 2, **shared)
        for place, value in enumerate(values)
    ]
    return submission(*rows, heads=1000.0 + number)


def _insist(sound: bool) -> None:
    if not sound:
        raise AssertionError("what was committed is not sound")


def _line(what: str, done: Callable[[], object]) -> str:
    floor, began, clock = plain_loop(), _processor(), time.perf_counter()
    done()
    clock, took = time.perf_counter() - clock, _processor() - began
    return f"| {what} | {clock:.1f} s | {took:.1f} s | {1000 * took / min(floor, plain_loop()):.0f} |"


def _processor() -> float:
    return sum(os.times()[:2])
