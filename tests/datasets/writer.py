"""Commits until it is killed, again and again: ``python -m tests.datasets.writer DATABASE KILLS`` says what was left.

Every revision writes its own number into all its cells, and each fifth one undoes the one before, so that the newest
number says what has to be in force. A process of its own opens the database, is killed without warning, and another
one looks at what is left.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from datasets.intake import drafting
from datasets.reference.samples import open_store
from datasets.store import Slot, Store

SECTORS = ("municipal_buildings", "tertiary", "residential", "transport")
CARRIERS = ("electricity", "natural_gas", "diesel", "gasoline", "coal", "lignite", "heating_oil", "liquid_gas")
SLOT = Slot("IT0004", 2024, "covenant", "energy")
LIVES = (2, 0, 1)
"""How many promises the first, second, third writer is left to make, and so on in turn: on a slow machine too."""
LONGEST_AFTER_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 40


def file(number: int) -> bytes:
    """A file whose every cell holds ``number``."""
    lines = [f"Turin,2024,{sector},{carrier},{number},MWh" for sector in SECTORS for carrier in CARRIERS]
    return "\n".join(["city,year,sector,carrier,value,unit", *lines, ""]).encode()


def in_force(step: int) -> int:
    """The number that counts after so many steps, 0 for none."""
    if step <= 0:
        return 0
    return in_force(step - 2) if step % 5 == 0 else step


def write(path: Path, first: int, said: int) -> None:
    """Commit and undo without end, and say each number once it is promised."""
    store = open_store(path)
    while True:
        step = store.newest_revision() - first + 1
        if step % 5 == 0:
            done = store.undo(store.newest_revision(), "a writer", "taken back")
        else:
            draft = drafting.draft(store, file(step), "file.csv", {"reason": "a correction"})
            done = drafting.commit(store, draft, "a writer", None)
        os.write(said, f"{done.revision}\n".encode())


def look(path: Path, first: int, promised: int, said: int) -> None:
    """Say what is wrong with the database after a kill (nothing if all is well), and its newest revision."""
    with open_store(path) as store:
        newest = store.newest_revision()
        wrong = [] if promised <= newest <= promised + 1 else [f"promised {promised}, found {newest}"]
        tell(said, [wrong + torn(store, first, newest), newest])


def torn(store: Store, first: int, newest: int) -> list[str]:
    """Revisions that are missing, and rows that are not those of the revision in force."""
    wrong = []
    numbers = [found.revision for found in store.history(SLOT.city_id) if found.revision > first]
    if numbers != list(range(newest, first, -1)):
        wrong.append(f"revisions {numbers}")
    expected = in_force(newest - first)
    found = [row[6] for row in store.rows_in_force(SLOT)]
    if found != [float(expected)] * (len(SECTORS) * len(CARRIERS) if expected else 0):
        wrong.append(f"revision {newest} has {len(found)} rows of {sorted(set(found))}, expected {expected}")
    return wrong


def child(act: Callable[[int], None]) -> tuple[int, int]:
    """A process of its own that does ``act`` with a pipe to write to; its number, and the other end of the pipe."""
    heard, said = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(heard)
        try:
            act(said)
        finally:
            os._exit(0)
    os.close(said)
    return number, heard


def promises(heard: int, wanted: int) -> bytes:
    """What a writer said until it had made so many promises, or had time enough for them."""
    said = b""
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while said.count(b"\n") < wanted and select.select([heard], [], [], max(0.0, until - time.monotonic()))[0]:
        said += os.read(heard, 4096)
    return said


def rest(heard: int) -> bytes:
    """All that is left in a pipe, to its end."""
    with os.fdopen(heard, "rb") as pipe:
        return pipe.read()


def tell(said: int, what: object) -> None:
    """Write one finding as JSON."""
    os.write(said, json.dumps(what).encode())


def newest(path: Path) -> int:
    """The newest revision of the database, which is created with the samples if it is missing."""
    with open_store(path) as store:
        return store.newest_revision()


def main(path: Path, kills: int) -> dict[str, object]:
    """Kill a writer so many times and look after each."""
    number, heard = child(lambda said: tell(said, newest(path)))
    first = promised = int(rest(heard))
    os.waitpid(number, 0)
    wrong: list[str] = []
    dice = random.Random(kills)
    for life in range(kills):
        start = promised
        number, heard = child(partial(write, path, first))
        said = promises(heard, LIVES[life % len(LIVES)])
        time.sleep(dice.uniform(0, LONGEST_AFTER_SECONDS))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        lines = (said + rest(heard)).decode().split("\n")[:-1]
        promised = int(lines[-1]) if lines else start
        number, heard = child(partial(look, path, first, promised))
        answer = rest(heard)
        os.waitpid(number, 0)
        if not answer:
            return {"wrong": [*wrong, "the database could not be opened"], "revisions": promised - first}
        found, promised = json.loads(answer)
        wrong += found
    return {"wrong": wrong, "revisions": promised - first}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
