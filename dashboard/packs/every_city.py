"""The packs of every city, written by several processes: each of them has a copy of the database, since only one
process can open a file of DuckDB."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from analytics.text.problems import Problem
from datasets import Refused, Store, open_store

MOST = 2
"""Processes: each takes some 0.4 GB."""


class Written(NamedTuple):
    """What came of one city: a line for each file, and why the next one was refused, if it was."""

    lines: tuple[str, ...]
    refused: tuple[Problem, ...] = ()


Write = Callable[[Store, str, Callable[[str], None]], None]
"""Writes the pack of a city of a store, and tells a line of each file. It is sent to other processes."""
_opened: list[Store] = []


def written(store: Store, cities: Sequence[str], write: Write) -> Iterator[Written]:
    """What came of each city, in the order in which they are finished; after a refusal nothing more is begun."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.duckdb"
        store.backup(copy)
        processes = min(MOST, os.cpu_count() or 1, len(cities))
        with ProcessPoolExecutor(processes, get_context("spawn"), _open, (copy,)) as pool:
            try:
                for done in as_completed([pool.submit(_one, city, write) for city in cities]):
                    yield done.result()
                    if done.result().refused:
                        return
            finally:
                pool.shutdown(cancel_futures=True)


def _open(copy: Path) -> None:
    mine = copy.with_name(f"{os.getpid()}.duckdb")
    shutil.copyfile(copy, mine)
    _opened.append(open_store(mine))
    atexit.register(_opened[0].close)


def _one(city: str, write: Write) -> Written:
    from dashboard.packs import handout

    lines: list[str] = []
    try:
        write(_opened[0], city, lines.append)
    except Refused as refusal:
        return Written(tuple(lines), refusal.problems)
    handout.forget()
    return Written(tuple(lines))
