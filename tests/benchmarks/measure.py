"""The three measurements. Each runs its contestants in turn, round by round, so that a slow minute hits all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from datasets.city import assessment
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.benchmarks import longfile
from tests.browser.program import chromium_path, launch
from tests.serving import ROOT, free_port, serving

FLOOR_PAGE = "tests/benchmarks/floor_page.py"
CHART = ".js-plotly-plot .main-svg"


@dataclass(frozen=True)
class Result:
    """One job of ours beside one other: medians of ``runs`` in seconds, and where they were measured the seconds of
    processor, which a busy machine hardly changes, and the peak memory in MB."""

    job: str
    other: str
    ours_seconds: float
    other_seconds: float
    runs: int
    ours_mb: float | None = None
    other_mb: float | None = None
    ours_cpu: float | None = None
    other_cpu: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long as the other ours takes; below 1 is faster."""
        return self.ours_seconds / self.other_seconds


def first_chart(work: Path, runs: int) -> list[Result]:
    """From the start of the process to the first chart on the screen, against an empty page with one chart."""
    path = chromium_path()
    if path is None:
        raise SystemExit("Found no Chromium on the path: install it, or set CHROMIUM=/path/to/chromium.")
    kept = work / "kept.duckdb"
    starts: dict[str, list[_Start]] = {"floor": [], "again": [], "first": []}
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        _until_chart(
            browser, _dashboard(kept), work
        )  # fills the file caches of the system, and makes the kept database
        _until_chart(browser, _floor, work)
        for run in range(runs):
            starts["floor"].append(_until_chart(browser, _floor, work))
            starts["again"].append(_until_chart(browser, _dashboard(kept), work))
            starts["first"].append(_until_chart(browser, _dashboard(work / f"new-{run}.duckdb"), work))
        browser.close()
    return [
        _started("start to first chart, Progress page", starts["again"], starts["floor"]),
        _started("the same on a new database with the samples", starts["first"], starts["floor"]),
    ]


@dataclass(frozen=True)
class _Start:
    """One start up to the first chart: seconds by the clock and of the server's processor, MB of its memory, and the
    messages that the browser got."""

    seconds: float
    processor: float
    memory: float
    messages: int


def _started(job: str, ours: Sequence[_Start], floor: Sequence[_Start]) -> Result:
    messages = " and ".join(f"{median(run.messages for run in runs):.0f}" for runs in (ours, floor))
    times, works, held = (
        [median(getattr(run, name) for run in runs) for runs in (ours, floor)]
        for name in ("seconds", "processor", "memory")
    )
    other = "empty Streamlit page, one Plotly chart"
    return Result(f"{job} ({messages} messages)", other, *times, len(ours), *held, *works)


def _dashboard(database: Path) -> Callable[[int], list[str]]:
    return lambda port: ["-m", "dashboard", "--no-browser", "--port", str(port), "--database", str(database)]


def _floor(port: int) -> list[str]:
    return ["-m", "streamlit", "run", FLOOR_PAGE, "--server.port", str(port)]


def _until_chart(browser: Browser, command: Callable[[int], list[str]], work: Path) -> _Start:
    port = free_port()
    context = browser.new_context(viewport={"width": 1440, "height": 1180})  # nothing in its cache
    page = context.new_page()
    heard: list[object] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    start = time.perf_counter()
    with serving(command(port), port, work / "server.log") as served:
        page.goto(served.url, wait_until="commit")
        page.wait_for_selector(CHART, timeout=300_000)
        taken = time.perf_counter() - start
        process = Path("/proc") / str(served.process.pid)
        ticks = process.joinpath("stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        pages = int(process.joinpath("statm").read_text(encoding="ascii").split()[1])
        context.close()
    processor = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return _Start(taken, processor, pages * os.sysconf("SC_PAGE_SIZE") / 2**20, len(heard))


def importing(work: Path, rows: int, runs: int) -> list[Result]:
    """Taking in ``rows`` rows of a long CSV, each time into a new database in a process of its own: beside what others
    do with the clean file, and messy files beside the clean one."""
    clean = longfile.write(work / f"long-{rows}.csv", rows)
    contestants: dict[str, tuple[str, Path, tuple[str, ...]]] = {
        way: (way, clean, ()) for way in ("ours", "pandas", "duckdb")
    }
    for place, manner in enumerate((*longfile.MESSY, longfile.BROKEN)):
        file = longfile.write(work / f"long-{rows}-{place}.csv", rows, manner)
        contestants[manner.name] = ("checked" if manner.broken else "ours", file, manner.answers)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in contestants}
    for run in range(runs):
        for name, (way, file, answers) in contestants.items():
            kept = (name, run) == ("ours", 0)  # ``one_city`` reads it
            database = work / (f"ours-{rows}-0.duckdb" if kept else "passing.duckdb")
            found[name].append(_taken_in(way, file, database, answers))
            if not kept:
                database.unlink()
    _same_answer(found, rows)
    for _, file, _ in contestants.values():
        file.unlink(missing_ok=True)
    job = f"import of {rows:,} rows"
    others = {"pandas": "pandas, unchecked", "duckdb": "DuckDB, bare copy as text"}
    results = [_beside(job, found["ours"], other, found[way], runs) for way, other in others.items()]
    messy = [manner.name for manner in (*longfile.MESSY, longfile.BROKEN)]
    return results + [_beside(f"{job}: {name}", found[name], "our clean import", found["ours"], runs) for name in messy]


def _taken_in(way: str, file: Path, database: Path, answers: Sequence[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.importing", way, str(file), str(database), *answers]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"`{way}` did not take in {file.name}:\n{done.stdout}{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _beside(
    job: str, ours: Sequence[dict[str, float]], other: str, theirs: Sequence[dict[str, float]], runs: int
) -> Result:
    times = [median(run["seconds"] for run in each) for each in (ours, theirs)]
    peaks = [median(run["peak_mb"] for run in each) for each in (ours, theirs)]
    return Result(job, other, *times, runs, *peaks)


def _same_answer(found: dict[str, list[dict[str, float]]], rows: int) -> None:
    wanted = {name: rows - (name == longfile.BROKEN.name) for name in found}
    counts = {name: int(run["rows"]) for name, results in found.items() for run in results}
    sums = {name: results[0]["energy_mwh"] for name, results in found.items() if results[0]["energy_mwh"] is not None}
    if counts != wanted or not all(isclose(amount, sums["pandas"], rel_tol=1e-9) for amount in sums.values()):
        raise SystemExit(f"Not the same answer: rows {counts} of {rows}; {sums} MWh.")


def one_city(work: Path, runs: int, imported: int) -> list[Result]:
    """The whole progress of one city against the bare sum of its rows, in the samples and in a full store."""
    samples = work / "samples.duckdb"
    open_store(samples).close()
    stores = {"sample cities": samples, f"{imported:,} rows": work / f"ours-{imported}-0.duckdb"}
    results = []
    for name, path in stores.items():
        if path.exists():
            store = Store(path)
            ours = _each(lambda store=store: assessment.report(store, "US-BOS"), runs)  # type: ignore[misc]
            store.close()
            results.append(Result(f"one city's progress ({name})", "bare SQL sum", ours, _bare_sum(path, runs), runs))
    return results


def _bare_sum(path: Path, runs: int) -> float:
    import duckdb

    query = (
        "SELECT year, method, sector, quantity, sum(value) FROM inventory_rows"
        " WHERE city_id = ? GROUP BY year, method, sector, quantity"
    )
    with duckdb.connect(str(path)) as connection:
        return _each(lambda: connection.execute(query, ["US-BOS"]).fetchall(), runs)


def _each(job: Callable[[], Sequence[object] | object], runs: int) -> float:
    job()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return median(taken)
