"""A ledger on a server beside one in the file: taking over what others commit, committing, and reading."""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from threading import Lock
from typing import NamedTuple

import psycopg

from datasets import City
from datasets.store import Store, backup, ledger, location
from tests import postgres
from tests.benchmarks.floor import plain_loop
from tests.benchmarks.pages import CITIES
from tests.benchmarks.visits import LONGEST_PAUSE, PAGES, VISITS, at
from tests.datasets.builders import TOWN, row, submission
from tests.samples import sample_database
from tests.visits.client import visit
from tests.visits.program import Program, running

ABOUT = (
    "Written by `python -m tests.benchmarks --only ledger`: a PostgreSQL server and its followers on one machine,"
    " medians of one run, its contestants in turn. Revisions of one row, and of the 60 rows of a file, are taken over"
    " by a new follower, which checks every seal; the floor only fetches them and reads their JSON. The seconds of"
    " processor are those of the dashboard's own process, which a busy machine hardly changes. Then real dashboards"
    " commit at once, each to a city of its own, while visits click every 0 to 4 s on the pages of all of them; a new"
    " follower holds what each of the commits said, or it is counted as lost."
)
COMMITS, READINGS = 30, 40
DASHBOARDS, COMMITS_OF_EACH = 4, 100


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
        for begun in range(0, revisions, 100):  # what one transaction holds is looked through again and again
            with store._transaction() as cursor:
                for _ in range(begun, min(begun + 100, revisions)):
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


class Together:
    """What several dashboards committed at once, and what the visits to them met meanwhile."""

    def __init__(self, programs: Sequence[Program], commits: int) -> None:
        self.programs, self.commits = programs, commits
        self.made: dict[int, float] = {}
        self.doubled = self.refused = self.unseen = self.faults = 0
        self.took: list[float] = []
        self.seen: list[float] = []
        self.clicks: list[float] = []
        self._pipes = [Lock() for _ in programs]
        self._ended = False

    def _tell(self, number: int, *words: object) -> int:
        with self._pipes[number]:
            return self.programs[number].tell(*words)

    def commit(self, number: int) -> None:
        """Commit so many times in one dashboard; of every tenth, wait until the next dashboard shows it."""
        other = (number + 1) % len(self.programs)
        for step in range(self.commits):
            tonnes, since = 1_000_000.0 + number * self.commits + step, time.perf_counter()
            revision = self._tell(number, "attempt", CITIES[number % len(CITIES)], 2021, tonnes)
            self.took.append(time.perf_counter() - since)
            self.refused += revision == 0
            self.unseen += revision < 0
            self.doubled += abs(revision) in self.made
            self.made[abs(revision)] = tonnes
            if step % 10 == 0:
                since = time.perf_counter()
                while self._tell(other, "newest") < revision:
                    time.sleep(0.01)
                self.seen.append(time.perf_counter() - since)

    async def visit(self, number: int) -> None:
        """Click every 0 to 4 seconds on the pages of one dashboard, until all is committed."""
        choose, mine = random.Random(number), await visit(self.programs[number % len(self.programs)].url)
        while not self._ended:
            await asyncio.sleep(choose.uniform(0, LONGEST_PAUSE))
            since = time.perf_counter()
            shown = await mine.open(choose.choice(PAGES), city=CITIES[number % len(CITIES)])
            self.clicks.append(time.perf_counter() - since)
            self.faults += bool(shown.fault)

    async def run(self) -> None:
        """Commit in all of them at once while the visits click."""
        visiting = asyncio.gather(*map(self.visit, range(VISITS)))
        await asyncio.sleep(LONGEST_PAUSE)
        await asyncio.gather(*(asyncio.to_thread(self.commit, number) for number in range(len(self.programs))))
        self._ended = True
        await visiting

    def lost(self, address: str) -> int:
        """How many of the commits a new follower does not hold as they were made, its seals among them."""
        with Store(":memory:", followed=address) as store, store._cursor() as cursor:
            whole = backup.broken(cursor) is None
            held = [(number, store.rows_of(number).column("value").to_pylist()) for number in self.made if number]
        return sum(values != [self.made[number]] for number, values in held) + (not whole)


def together(server: postgres.Server, work: Path, dashboards: int, commits: int) -> list[str]:
    """The lines of several real dashboards that commit at once, with visits to all of them."""
    address = server.database()
    with Store(sample_database(work / "begun.duckdb")) as store:
        store.found_ledger(address)
    os.environ[location.LEDGER] = address
    try:
        with ExitStack() as stack:
            programs = [
                stack.enter_context(running(work / f"dashboard{number}.duckdb", work / f"dashboard{number}.log"))
                for number in range(dashboards)
            ]
            found = Together(programs, commits)
            asyncio.run(found.run())
    finally:
        del os.environ[location.LEDGER]
    lost = found.lost(address) + dashboards * commits - found.refused - len(found.made.keys() - {0})
    return [
        f"| {dashboards} dashboards x {commits} commits, {VISITS} visits reading | {lost} lost, {found.doubled}"
        f" doubled, {found.refused} refused, {found.unseen} own ones not seen at once | | {len(found.clicks):,}"
        f" clicks, {found.faults} faults |",
        f"| a commit meanwhile | p50 {1000 * median(found.took):,.0f} ms, p95 {at(found.took, 0.95):,.0f} ms | | |",
        f"| seen by another dashboard meanwhile | p50 {1000 * median(found.seen):,.0f} ms, p95"
        f" {at(found.seen, 0.95):,.0f} ms, at most {1000 * max(found.seen):,.0f} ms | | |",
        f"| a click meanwhile | p50 {1000 * median(found.clicks):,.0f} ms, p95 {at(found.clicks, 0.95):,.0f} ms | | |",
    ]


def measured(work: Path, revisions: int) -> str:
    """The table, and how busy the machine was."""
    with postgres.server() as server:
        lines = [taken_over(server, rows, revisions) for rows in (1, 60)] + beside(server, work)
        lines += together(server, work, DASHBOARDS, COMMITS_OF_EACH)
    table = "\n".join(["| job | clock | processor | beside |", "|---|---|---|---|", *lines])
    return (
        f"{table}\n\nA million additions took {plain_loop():.0f} ms of processor in the same run;"
        f" {os.getloadavg()[0]:.0f} processes wanted the {os.cpu_count()} processors at its end."
    )
