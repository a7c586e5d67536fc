"""Fifty visits that click every 0 to 4 seconds on the real program, among thousands of cities, while commits come.

The script, its messages and their way over the websocket are timed, as a browser waits for them; not the drawing.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.pages import CITIES
from tests.visits.client import Visit, visit
from tests.visits.program import Program, running

VISITS, LONGEST_PAUSE = 50, 4.0
COMMITS_OF_MEMORY = 100
PAGES = ("", "inventory", "drivers", "targets", "data", "history", "method", "cities", "pairs")


@dataclass
class Clicks:
    """How long the clicks took in seconds, by page, how many faults they met, and the processor time of the server in
    microseconds, commits and overviews among it."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    faults: int = 0
    commits: int = 0
    processor: int = 0

    def every(self) -> list[float]:
        """All of them."""
        return [seconds for each in self.taken.values() for seconds in each]


def at(taken: Sequence[float], share: float) -> float:
    """The time below which this share of the clicks lies, in milliseconds."""
    return 1000 * sorted(taken)[int(share * (len(taken) - 1))]


def clicking(program: Program, seconds: float, every: float | None) -> Clicks:
    """Visits that click for so long, with a commit to one of the made cities or of the samples in turn ``every`` so
    many seconds (None: no commit)."""
    return asyncio.run(_clicking(program, seconds, every))


async def _clicking(program: Program, seconds: float, every: float | None) -> Clicks:
    found = Clicks()

    async def begin(number: int) -> Visit:
        mine = await visit(program.url)
        for page in PAGES:  # the first look at a page is not a click on it
            await mine.open(page, city=CITIES[number % len(CITIES)])
        return mine

    visits = await asyncio.gather(*map(begin, range(VISITS)))
    before, end = program.tell("processor"), time.monotonic() + seconds

    async def click(number: int, mine: Visit) -> None:
        choose = random.Random(number)
        while (pause := choose.uniform(0, LONGEST_PAUSE)) < end - time.monotonic():  # none waits for the end of all
            await asyncio.sleep(pause)
            page, start = choose.choice(PAGES), time.perf_counter()
            shown = await mine.open(page, city=CITIES[number % len(CITIES)])
            found.taken.setdefault(page or "progress", []).append(time.perf_counter() - start)
            found.faults += bool(shown.fault)

    async def commits() -> None:
        while every is not None and time.monotonic() + every < end:
            await asyncio.sleep(every)
            await asyncio.to_thread(_commit, program, found.commits)
            found.commits += 1

    await asyncio.gather(commits(), *(click(number, mine) for number, mine in enumerate(visits)))
    found.processor = program.tell("processor") - before
    return found


def _commit(program: Program, number: int) -> None:
    if number % 2:
        program.tell("commit", CITIES[number // 2 % len(CITIES)], 2021, 1_000_000 + number)
    else:
        program.tell("commit", f"CT{number % 1000:05d}", 2021, 100_000 + number, "covenant")


def memory(program: Program, commits: int) -> list[int]:
    """The memory of the process in MB, before and along so many commits, the overview opened after each."""

    async def along() -> list[int]:
        mine = await visit(program.url)
        await mine.open("cities", city=CITIES[0])
        held = [program.tell("memory")]
        for number in range(commits):
            await asyncio.to_thread(_commit, program, number)
            await mine.open("cities", city=CITIES[0])
            await mine.open("", city=CITIES[number % len(CITIES)])
            held.append(program.tell("memory"))
        return held

    return asyncio.run(along())


def table(stores: dict[str, Path], seconds: float, log: Path) -> str:
    """Clicks on each store, without and with commits, as a Markdown table, and the memory that commits take."""
    lines = [
        "| cities  | commits     | clicks | p50    | p95    | p99     | processor a click | faults |",
        "|---------|-------------|--------|--------|--------|---------|-------------------|--------|",
    ]
    told = []
    for name, path in stores.items():
        with running(path, log) as program:
            for every in (None, 10.0):
                found = clicking(program, seconds, every)
                taken = found.every()
                often = f"every {every:.0f} s" if every else "none"
                lines.append(
                    f"| {name:<7} | {often:<11} | {len(taken):6} | {1000 * median(taken):3.0f} ms |"
                    f" {at(taken, 0.95):3.0f} ms | {at(taken, 0.99):4.0f} ms |"
                    f" {found.processor / 1000 / len(taken):14.1f} ms | {found.faults:6} |"
                )
            held = memory(program, COMMITS_OF_MEMORY)
        marks = ", ".join(f"{held[place]:,}" for place in (0, 10, 25, 50, 75, COMMITS_OF_MEMORY))
        told.append(f"Memory with {name} cities before and after 10, 25, 50, 75 and 100 more commits: {marks} MB.")
    return "\n".join([*lines, "", *told])
