"""``make bench``: run the measurements, print the table and write it to tests/benchmarks/results.md."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from datasets.reference.samples import open_store
from tests.benchmarks import (
    alone,
    calibrating,
    corrupting,
    detecting,
    growth,
    packing,
    pages,
    partnering,
    searching,
    shared_ledger,
    small_files,
    taking_in,
    twins,
    upkeep,
    visits,
)
from tests.benchmarks.measure import Result, first_chart, importing, one_city
from tests.benchmarks.programme import CITIES, whole_programme

RESULTS = Path(__file__).with_name("results.md")
PROGRAMME = Path(__file__).with_name("programme.md")
IMPORTING = Path(__file__).with_name("importing.md")
PAGES = Path(__file__).with_name("pages.md")
ALONE = Path(__file__).with_name("alone.md")
CALIBRATED = Path(__file__).with_name("calibrating.md")
CORRUPTED = Path(__file__).with_name("corrupting.md")
DETECTIVE = Path(__file__).with_name("detective.md")
VISITED = Path(__file__).with_name("visits.md")
PARTNERS = Path(__file__).with_name("partners.md")
SEARCH = Path(__file__).with_name("search.md")
LEDGER = Path(__file__).with_name("shared_ledger.md")
GROWTH = Path(__file__).with_name("growth.md")
PACKS = Path(__file__).with_name("packs.md")
UPKEEP = Path(__file__).with_name("upkeep.md")
SMALL_FILES = Path(__file__).with_name("files.md")
TAKING_IN = Path(__file__).with_name("taking_in.md")
ABOUT_IMPORTING = (
    "Written by `make bench`, and with ten million rows by `python -m tests.benchmarks --only import`: medians of one"
    " run, its contestants in turn. Below 1 is faster than the other. pandas and DuckDB check no cell."
)
ABOUT_PROGRAMME = (
    "Written by `python -m tests.benchmarks --only programme`: medians of one run, its contestants in turn. polars has"
    " the rows in memory before the clock starts; the store has the sums that it keeps of them, which the last line"
    " makes anew from the file. Both give the total of each city-year and its distance from the path; ours reads the"
    " single places behind the verdict on each target as well, and says how likely it is. Peak memory is that of a"
    " process that does nothing else."
)
ABOUT_PAGES = (
    "Written by `python -m tests.benchmarks --only stored`: a rerun of each page on the server, over six sample cities,"
    f" that are alone in the store or among {CITIES:,} others of 30 years and 3,000 rows each. Medians and 95th"
    " percentiles of one run, both stores in turn. Compare the ratios; times depend on the machine."
)
ABOUT_VISITS = (
    f"Written by `python -m tests.benchmarks --only visits`: {visits.VISITS} visits to the running program, each with a"
    f" click every 0 to {visits.LONGEST_PAUSE:.0f} s on one of {len(visits.PAGES)} pages of a sample city, alone in the"
    f" store or among {CITIES:,} others, while nobody commits and while somebody does. From the click to the last"
    " message of the page, as a browser waits for it; the clicks are made on the same machine."
)
SIZES = (100_000, 1_000_000)
LARGEST = 10_000_000
FEWER = 1_300
MOST_RUNS_OF_THE_LARGEST = 3
LIBRARIES = ("streamlit", "pandas", "plotly", "pint", "duckdb", "pyarrow", "polars")


def environment() -> str:
    """What the figures were measured on, in one line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}"
    return f"{datetime.now(UTC):%d %B %Y}. {machine}. Python {platform.python_version()}, {libraries}."


def table(results: list[Result]) -> str:
    """The results as a Markdown table, which reads well in a terminal, too."""
    head = ("job", "against", "ours", "other", "ratio", "processor, ours / other", "peak memory, ours / other", "runs")
    lines = [head, *(_line(result) for result in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rows.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(rows)


def _line(result: Result) -> tuple[str, ...]:
    memory = processor = ""
    if result.ours_cpu is not None and result.other_cpu is not None:
        ratio = result.ours_cpu / result.other_cpu
        processor = f"{_time(result.ours_cpu)} / {_time(result.other_cpu)} = {ratio:.2f}"
    if result.ours_mb is not None and result.other_mb is not None:
        memory = f"{result.ours_mb:.0f} / {result.other_mb:.0f} MB"
    return (
        result.job,
        result.other,
        _time(result.ours_seconds),
        _time(result.other_seconds),
        f"{result.ratio:.2f}",
        processor,
        memory,
        str(result.runs),
    )


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.2f} ms"


def main() -> None:
    """Measure what was asked for; only a whole run is written down."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure against floors.")
    parser.add_argument("--runs", type=int, default=5, help="rounds of each measurement (default 5)")
    jobs = [
        "chart",
        "import",
        "city",
        "pages",
        "programme",
        "stored",
        "growth",
        "twins",
        "visits",
        "detective",
        "corrupting",
        "calibrating",
        "partners",
        "search",
        "intake",
        "ledger",
        "packs",
        "upkeep",
        "files",
    ]
    parser.add_argument(
        "--only",
        choices=jobs,
        help="one measurement; those of all but chart, city and twins are written",
    )
    parser.add_argument("--cities", type=int, default=CITIES, help=f"cities of the programme (default {CITIES:,})")
    parser.add_argument("--seconds", type=float, default=120, help="how long visits click (default 120)")
    asked = parser.parse_args()
    if asked.only == "detective":  # takes minutes: only when asked for
        found = detecting.measured(asked.runs)
        DETECTIVE.write_text(f"# The detective\n\n{detecting.ABOUT}\n\n{found}\n", encoding="utf-8")
        print(found)
        return
    if asked.only == "calibrating":
        found = calibrating.measured()
        CALIBRATED.write_text(f"# Said and right\n\n{calibrating.ABOUT}\n\n{found}\n", encoding="utf-8")
        print(found)
        return
    if asked.only == "corrupting":
        found = corrupting.measured()
        CORRUPTED.write_text(f"# Wrong figures\n\n{corrupting.ABOUT}\n\n{found}\n", encoding="utf-8")
        print(found)
        return
    if asked.only == "intake":  # needs files that are beside the project
        found = taking_in.measured()
        TAKING_IN.write_text(f"# Real tables\n\n{taking_in.ABOUT}\n\n{found}\n", encoding="utf-8")
        print(found)
        return
    if asked.only == "search":  # takes a minute: only when asked for
        found = searching.measured(asked.runs)
        SEARCH.write_text(f"# Searching\n\n{searching.ABOUT}\n\n{environment()}\n\n{found}\n", encoding="utf-8")
        print(found)
        return
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="covenant-bench-") as folder:
        work = Path(folder)
        if asked.only in (None, "chart"):
            results += first_chart(work, asked.runs)
        imported: list[Result] = []
        if asked.only in (None, "import"):
            for rows in SIZES:
                imported += importing(work, rows, asked.runs)
        if asked.only == "import":  # takes minutes and 4 GB on the disk: only when asked for
            imported += importing(work, LARGEST, min(asked.runs, MOST_RUNS_OF_THE_LARGEST))
        if asked.only in (None, "city"):
            results += one_city(work, asked.runs * 20, SIZES[-1])
        if asked.only == "programme":  # takes minutes and 2 GB: only when asked for
            results += whole_programme(work, asked.runs, asked.cities)
        reruns = ""
        if asked.only in (None, "pages"):
            reruns = alone.table(work / "pages.duckdb", work / "pages.log", asked.runs)
            ALONE.write_text(f"# One visit alone\n\n{environment()}\n\n{reruns}\n", encoding="utf-8")
        if asked.only == "twins":  # only when asked for
            results += twins.beside(work, asked.runs)
        if asked.only == "stored":  # takes minutes and 1 GB: only when asked for
            stores = [work / "alone.duckdb", pages.among(work / "among.duckdb", CITIES)]
            reruns = pages.beside(pages.reruns(stores, asked.runs), CITIES)
            PAGES.write_text(
                f"# Pages among many cities\n\n{ABOUT_PAGES}\n\n{environment()}\n\n{reruns}\n", encoding="utf-8"
            )
        if asked.only == "growth":  # takes half an hour and 2 GB: only when asked for
            open_store(work / "alone.duckdb").close()
            some = (work / "some", work / "many")
            for folder in some:
                folder.mkdir()
            stores = {
                "12": work / "alone.duckdb",
                f"{FEWER:,}": pages.among(some[0] / "among.duckdb", FEWER),
                f"{CITIES:,}": pages.among(some[1] / "among.duckdb", CITIES),
            }
            found = growth.table(stores, work / "growth.log", asked.runs)
            GROWTH.write_text(f"# From 12 to 13,000 cities\n\n{environment()}\n\n{found}\n", encoding="utf-8")
            print(found)
            return
        if asked.only == "partners":  # takes minutes and 1 GB: only when asked for
            open_store(work / "alone.duckdb").close()
            stores = {"12": work / "alone.duckdb", f"{CITIES:,}": pages.among(work / "among.duckdb", CITIES)}
            found = partnering.measured(stores, asked.runs)
            text = f"# Partners among many cities\n\n{partnering.ABOUT}\n\n{environment()}\n\n{found}\n"
            PARTNERS.write_text(text, encoding="utf-8")
            print(found)
            return
        if asked.only == "packs":  # takes minutes: only when asked for
            found = packing.measured(work, asked.runs)
            PACKS.write_text(f"# Packs\n\n{packing.ABOUT}\n\n{environment()}\n\n{found}\n", encoding="utf-8")
            print(found)
            return
        if asked.only == "upkeep":  # takes a minute: only when asked for
            found = upkeep.measured(work)
            text = f"# Looking after a database\n\n{upkeep.ABOUT}\n\n{environment()}\n\n{found}\n"
            UPKEEP.write_text(text, encoding="utf-8")
            print(found)
            return
        if asked.only == "files":  # takes minutes: only when asked for
            found = small_files.measured(work, asked.runs)
            text = f"# A sheet, small files and a command\n\n{small_files.ABOUT}\n\n{environment()}\n\n{found}\n"
            SMALL_FILES.write_text(text, encoding="utf-8")
            print(found)
            return
        if asked.only == "ledger":  # needs a PostgreSQL server: only when asked for
            found = shared_ledger.measured(work, 200 * asked.runs)
            text = f"# A ledger on a server\n\n{shared_ledger.ABOUT}\n\n{environment()}\n\n{found}\n"
            LEDGER.write_text(text, encoding="utf-8")
            print(found)
            return
        if asked.only == "visits":  # takes a quarter of an hour and 1 GB: only when asked for
            among = pages.among(work / "among.duckdb", CITIES)
            shown = visits.table(
                {"12": work / "alone.duckdb", f"{CITIES:,}": among}, asked.seconds, work / "visits.log"
            )
            VISITED.write_text(
                f"# Visits and commits\n\n{ABOUT_VISITS}\n\n{environment()}\n\n{shown}\n", encoding="utf-8"
            )
            print(f"{environment()}\n\n{shown}")
            return
    if imported:
        shown = f"{environment()}\n\n{table(imported)}\n"
        print(shown)
        IMPORTING.write_text(f"# Taking in long files\n\n{ABOUT_IMPORTING}\n\n{shown}", encoding="utf-8")
    if asked.only == "import":
        return
    parts = [table(results)] if results else []
    shown = "\n\n".join([*parts, reruns] if reruns else parts)
    print(f"{environment()}\n\n{shown}")
    if asked.only == "programme":
        PROGRAMME.write_text(
            f"# A whole programme\n\n{ABOUT_PROGRAMME}\n\n{environment()}\n\n{shown}\n", encoding="utf-8"
        )
    if asked.only is None:
        RESULTS.write_text(
            "# Measured\n\n"
            "Written by `make bench`: medians of one run, its contestants in turn. Compare the ratios (below 1 is"
            f" faster than the other); times depend on the machine.\n\n{environment()}\n\n{shown}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
