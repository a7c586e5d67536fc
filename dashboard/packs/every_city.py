"""The packs of every city, written by programs of their own beside this one: each of them has a copy of the database,
since only one process can open a file of DuckDB, and ends after a few cities, which gives back what it held of them.

``python -m dashboard.packs.every_city COPY`` is such a program: it reads what to write from its standard input."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from analytics.text.problems import Problem
from datasets import Refused, Store, open_store

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
"""So many programs write at the same time: each takes some 0.4 GB."""
CITIES = 16
"""So many cities one program writes at most: the next begins with an empty memory, in two seconds."""


class Written(NamedTuple):
    """What came of one city: a line for each file, and why the next one was refused, if it was."""

    lines: tuple[str, ...]
    refused: tuple[Problem, ...] = ()


Write = Callable[[Store, str, Callable[[str], None]], None]
"""Writes the pack of a city of a store, and tells a line of each file. It is sent to another program."""


def written(store: Store, cities: Sequence[str], write: Write) -> Iterator[Written]:
    """What came of each city, some cities at a time; after a refusal nothing more is begun."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        copy = Path(folder) / "copy.duckdb"
        store.backup(copy)
        number = AT_ONCE * ceil(len(cities) / (AT_ONCE * CITIES))
        shares = [share for start in range(number) if (share := cities[start::number])]
        try:
            asked = [pool.submit(_asked, copy, place, share, write) for place, share in enumerate(shares)]
            for done in as_completed(asked):
                yield from done.result()
                if done.result()[-1].refused:
                    return
        finally:
            pool.shutdown(cancel_futures=True)


def _asked(copy: Path, place: int, cities: Sequence[str], write: Write) -> list[Written]:
    mine = copy.with_name(f"{place}.duckdb")
    shutil.copyfile(copy, mine)
    command = [sys.executable, "-m", "dashboard.packs.every_city", str(mine)]
    found_here = os.environ | {"PYTHONPATH": str(ROOT)}
    try:
        given = pickle.dumps((cities, write))
        done = subprocess.run(command, input=given, stdout=subprocess.PIPE, env=found_here, check=True)
    except subprocess.CalledProcessError as error:
        raise Refused(_ended(cities, error.returncode)) from error
    finally:
        mine.unlink()
    found: list[Written] = pickle.loads(done.stdout)
    return found


def _ended(cities: Sequence[str], status: int) -> Problem:
    found = f"a program that ended (with {status}) before the packs of {', '.join(cities)} were whole"
    fix = "Write them one by one, as pack CITY --out DIR --force: that takes less memory, and says what is wrong."
    return Problem("block", "pack-ended", found, "a program that writes each of its packs", fix)


def _each(store: Store, cities: Sequence[str], write: Write) -> Iterator[Written]:
    from dashboard.packs import handout

    for city in cities:
        lines: list[str] = []
        try:
            write(store, city, lines.append)
        except Refused as refusal:
            yield Written(tuple(lines), refusal.problems)
            return
        handout.forget()
        yield Written(tuple(lines))


def main(database: str) -> None:
    """Write what the standard input asks for from a database, and answer what came of it on the standard output."""
    from dashboard.packs import every_city  # what is answered is of this module, and not of the one that was started

    cities, write = pickle.load(sys.stdin.buffer)
    with contextlib.redirect_stdout(sys.stderr), open_store(database) as store:
        found = [*every_city._each(store, cities, write)]
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
