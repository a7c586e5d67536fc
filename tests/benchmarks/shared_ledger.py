"""A ledger on a server beside one in the file: taking over what others commit, committing, and reading."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psycopg

from datasets import City
from datasets.store import Store, ledger
from tests import postgres
from tests.datasets.builders import TOWN, row, submission
from tests.samples import sample_database

ABOUT = (
    "Written by `python -m tests.benchmarks --only ledger`: a PostgreSQL server and its followers on one machine,"
    " medians of one run, its contestants in turn. Revisions of one row, and of the 60 rows of a file, are taken over"
    " by a new follower, which checks every seal; the floor only fetches them and reads their JSON. The seconds of"
    " processor are those of the dashboard's own process, which a busy machine hardly changes."
)
COMMITS, READINGS = 30, 40


class Took(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def took(act: Callable[[], object], times: int = 1) -> Took:
    """How long each of so many takes, the middle one."""
    found = []
    for _ in range(times):
        clock, processor = time.perf_counter(), time.process_time()
        act()
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    return _middle(found)


def _middle(found: Sequence[tuple[float, float]]) -> Took:
    return Took(*(median(each) for each in zip(*found, strict=True)))


def fetched(address: str) -> None:
    """The floor: the content of every revision as Python values."""
    with psycopg.connect(address) as connection:
        for (text,) in connection.cursor().stream(
            "SELECT columns::text FROM covenant.contents ORDER BY revision, part"
        ):
            json.loads(text)


def taken_over(server: postgres.Server, rows: int, revisions: int) -> str:
    """The line of a new follower of so many revisions."""
    address = server.database()
    held = submission(*(row(value=place + 0.5, label=f"place {place}", source_row=place + 2) for place in range(rows)))
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        with store._transaction() as cursor:
            for _ in range(revisions):
                ledger.append(cursor, held)
        store.found_ledger(address)
    ours = took(lambda: Store(":memory:", followed=address).close(), 3)
    floor = took(lambda: fetched(address), 3)
    return (
        f"| {revisions:,} revisions of {rows} rows taken over | {revisions / ours.clock:,.0f} a second"
        f" | {revisions / ours.processor:,.0f} a second of processor | {ours.processor / floor.processor:.1f} times the"
        " processor of fetching them |"
    )


def beside(server: postgres.Server, work: Path) -> list[str]:
    """The lines of a commit and of a city's reading, of a file that follows and of one that does not."""
    address = server.database()
    alone, following = sample_database(work / "alone.duckdb"), sample_database(work / "following.duckdb")
    with Store(following) as store:
        store.found_ledger(address)
    lines = []
    with (
        Store(alone) as file,
        Store(following, followed=address) as own,
        Store(work / "other.duckdb", followed=address) as other,
    ):
        assert other.followed is not None
        other.followed.listen()
        commits: dict[Store, list[Took]] = {file: [], own: []}
        seen, readings = [], {file: list[Took](), own: list[Took]()}
        for number in range(COMMITS):
            for store, found in commits.items():
                held = submission(row(value=number + 1.0), new_cities=[TOWN])
                found.append(took(partial(store.commit, held)))
            since = time.perf_counter()
            while other.newest_revision() < own.newest_revision():
                time.sleep(0.001)
            seen.append(time.perf_counter() - since)
        for _ in range(READINGS):
            for store, found in readings.items():
                found.append(took(City(store, "US-BOS").report))
        for job, by_store in ((f"a commit of one row, {COMMITS} times", commits), ("one city's report", readings)):
            mine, plain = (
                Took(*(median(each) for each in zip(*by_store[store], strict=True))) for store in (own, file)
            )
            lines.append(
                f"| {job} | {1000 * mine.clock:.1f} ms | {1000 * mine.processor:.1f} ms of processor"
                f" | {mine.processor / plain.processor:.2f} times the processor of the file alone |"
            )
        lines.append(
            f"| seen by another dashboard | {1000 * median(seen):.0f} ms, at most {1000 * max(seen):.0f} | | |"
        )
    return lines


def measured(work: Path, revisions: int) -> str:
    """The table."""
    with postgres.server() as server:
        lines = [taken_over(server, rows, revisions) for rows in (1, 60)] + beside(server, work)
    return "\n".join(["| job | clock | processor | beside |", "|---|---|---|---|", *lines])
