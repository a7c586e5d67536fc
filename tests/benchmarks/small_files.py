"""A long sheet of a workbook, many small files one after the other, and a command as a whole process."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pandas as pd
import xlsxwriter

from datasets.intake import drafting
from datasets.reference.samples import open_store, register
from datasets.store import Store
from tests.benchmarks import longfile

SHEET_ROWS, FILES, FILE_ROWS = 60_000, 60, 60
THOUSAND = 1_000
ADDED = {"same-place:label": "add-up"}
"""The answer that the parts of each place add up."""
ABOUT = (
    f"Written by `python -m tests.benchmarks --only files`: a sheet of {SHEET_ROWS:,} rows, {FILES} files of"
    f" {FILE_ROWS} rows each, read and committed one after the other, and `status` as a whole process; medians of one"
    " run, contestants in turn. Seconds of the processor, those of child processes among them, beside those of the"
    " clock. pandas checks no cell; the floor of the command is Python that loads DuckDB."
)


def measured(folder: Path, runs: int) -> str:
    """The table: what each of them takes, and the one that it is held against."""
    file = longfile.write(folder / "long.csv", SHEET_ROWS)
    book = _as_workbook(file)
    path = folder / "covenant.duckdb"
    open_store(path).close()
    commands = [["-m", "datasets", "status", "US-BOS", "--database", str(path)], ["-c", "import duckdb"]]
    with Store(folder / "empty.duckdb") as store:
        store.seed(register(), [], [], [])
        sheet = _in_turn([lambda: _insist(_drafted(store, book)), lambda: pd.read_excel(book, engine="calamine")], runs)
    command = _in_turn([lambda each=each: _run(each) for each in commands], runs)  # type: ignore[misc]
    with open_store(folder / "many.duckdb") as store:
        (each,) = _in_turn([lambda: _commit_all(store, folder)], 1)
    lines = [
        _line(f"a sheet of {SHEET_ROWS:,} rows, ready to commit", "pandas with calamine, unchecked", *sheet),
        _line("`status` as a whole process", "Python that loads DuckDB", *command),
        f"| {FILES} files of {FILE_ROWS} rows, committed | – | {each[0]:.2f} s | – | {each[1]:.2f} s, so some"
        f" {each[1] / FILES * THOUSAND:.0f} s for {THOUSAND:,} | – |",
    ]
    head = "| job | against | ours, clock | other, clock | processor, ours / other | ratio |\n|---|---|---|---|---|---|"
    return "\n".join([head, *lines])


def _as_workbook(file: Path) -> Path:
    book = file.with_suffix(".xlsx")
    with xlsxwriter.Workbook(str(book), {"constant_memory": True, "strings_to_numbers": True}) as made:
        sheet = made.add_worksheet("Energy")
        with file.open(encoding="utf-8", newline="") as lines:
            for number, cells in enumerate(csv.reader(lines)):
                sheet.write_row(number, 0, cells)
    return book


def _drafted(store: Store, file: Path) -> bool:
    return drafting.draft(store, file.read_bytes(), file.name, ADDED).ready


def _commit_all(store: Store, folder: Path) -> None:
    """Take in small files of one city and year each, as an office brings them."""
    cities = [city.city_id for city in register()]
    for number in range(FILES):
        file = folder / f"{number}.csv"
        rows = [f"residential,electricity,Part {part},{number * 7 + part + 1}" for part in range(FILE_ROWS)]
        file.write_text("\n".join(["sector,carrier,label,MWh", *rows]), encoding="utf-8")
        draft = drafting.draft(
            store, file.read_bytes(), file.name, {}, cities[number % len(cities)], 1990 + number // len(cities)
        )
        _insist(draft.ready)
        drafting.commit(store, draft, "benchmark", "measured")


def _run(command: Sequence[str]) -> None:
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)


def _in_turn(jobs: Sequence[Callable[[], object]], runs: int) -> list[tuple[float, float]]:
    """Seconds of the clock and of the processor of each job, medians of so many turns."""
    found: list[list[tuple[float, float]]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, took in zip(jobs, found, strict=True):
            clock, processor = time.perf_counter(), sum(os.times()[:4])
            job()
            took.append((time.perf_counter() - clock, sum(os.times()[:4]) - processor))
    return [(median(clock for clock, _ in took), median(used for _, used in took)) for took in found]


def _line(job: str, other: str, ours: tuple[float, float], theirs: tuple[float, float]) -> str:
    return (
        f"| {job} | {other} | {ours[0]:.2f} s | {theirs[0]:.2f} s | {ours[1]:.2f} / {theirs[1]:.2f} s |"
        f" {ours[1] / theirs[1]:.2f} |"
    )


def _insist(ready: bool) -> None:
    if not ready:
        raise AssertionError("a file that should be ready is not")
