"""What leaves the screen: the pack of a city and of a hundred, by the command and from an empty folder, and a deck of
twelve slides and more of a city whose readings are made already."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import duckdb

from dashboard.packs import decks
from dashboard.packs.slide_deck import Edition
from datasets import City, Store
from datasets.store import chain
from tests.benchmarks import pages
from tests.benchmarks.floor import plain_loop
from tests.serving import ROOT

CITIES, ACTIONS = 100, 30
RICH = "US-BOS"
BETWEEN = 0.5
"""Seconds between two looks at the memory, each of which holds the program up for some 10 ms."""
SECTORS = ("residential", "tertiary", "private_transport", "public_lighting")
STATES = ("decided", "ongoing", "done", "planned")
ABOUT = (
    f"Written by `python -m tests.benchmarks --only packs`. {CITIES} made cities of 30 years, 3,000 rows, a target and"
    f" {ACTIONS} actions each stand beside the sample cities. A pack is slides, a page of paper, a story, and the"
    " numbers and inventories as tables, written by a process of its own that does nothing else. A loop is a million"
    " additions in the same run."
)


def among(path: Path) -> Path:
    """A store at ``path`` with the sample cities and a hundred made ones that have actions."""
    pages.among(path, CITIES)
    with duckdb.connect(str(path)) as connection:  # the made rows are sealed as commits would be: a copy is checked
        connection.begin()
        connection.execute("DELETE FROM chain")
        connection.execute("DELETE FROM seals")
        chain.seal(connection)
        connection.commit()
    head = "id,name,sector,start,end,status,avoided t CO2e"
    rows = (f"A{one},Action {one},{SECTORS[one % 4]},2022,2026,{STATES[one % 4]},{90 * one}" for one in range(ACTIONS))
    plan = "\n".join([head, *rows]).encode()
    with Store(path) as store:
        for number in range(CITIES):
            city = City(store, f"CT{number:05d}")
            city.commit_actions(city.draft_actions(plan, "plan.csv"), who="benchmark", reason="made")
    return path


def measured(work: Path, runs: int) -> str:
    """Each job as a line of a table."""
    store = among(work / "packs.duckdb")
    jobs = {"pack of Boston": ([RICH], runs), f"packs of all {CITIES + 12} cities": (["--all"], 1)}
    found: dict[str, list[tuple[float, ...]]] = {
        name: [_written(store, work / f"{name} {place}", given) for place in range(rounds)]
        for name, (given, rounds) in jobs.items()
    }
    with Store(store) as opened:
        city, edition = decks.read_once(opened, RICH), Edition(datetime.now(UTC))
        first, *again = (_timed(lambda: decks.technical(city, edition)) for _ in range(4 * runs))
    found |= {"technical deck of Boston, 14 slides, the first": [first], "the same again": again}
    loop = plain_loop() / 1000
    lines = ["| job | seconds | of processor | in loops | peak memory |", "|---|---|---|---|---|"]
    for name, taken in found.items():
        wall, used, *memory = map(median, zip(*taken, strict=True))
        held = f"{memory[0]:.0f} MB" if memory else ""
        lines.append(f"| {name} | {wall:.2f} | {used:.2f} | {used / loop:.1f} | {held} |")
    return "\n".join(lines)


def _written(database: Path, out: Path, given: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of processor, and peak memory in MB of a command that writes a pack and of what it starts."""
    command = [sys.executable, "-m", "dashboard", "pack", *given, "--out", str(out), "--database", str(database)]
    begun, used, peak = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN), 0.0
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, process_group=0)
    while process.poll() is None:
        peak = max(peak, _held(process.pid))
        with suppress(subprocess.TimeoutExpired):
            process.wait(BETWEEN)
    wall, then = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    return wall, then.ru_utime + then.ru_stime - used.ru_utime - used.ru_stime, peak


def _held(group: int) -> float:
    """What the programs of a group hold, in MB; what several hold together is counted once."""
    held = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ProcessLookupError):
            if os.getpgid(int(folder.name)) == group:
                held += int((folder / "smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1000
    return held


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of processor."""
    begun, used = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - begun, time.process_time() - used
