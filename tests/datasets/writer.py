"""Commits until it is killed, again and again: ``python -m tests.datasets.writer DATABASE KILLS`` says what was left.

Every revision writes its own number into all its cells, and each fifth one undoes the one before, so that the newest
number says what has to be in force. A process of its own opens the database, looks at what the last one left, commits
and is killed without warning, be it before it has looked.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from datasets.intake import drafting
from datasets.reference.samples import open_store
from datasets.store import Slot, Store, chain

SECTORS = ("municipal_buildings", "tertiary", "residential", "transport")
CARRIERS = ("electricity", "natural_gas", "diesel", "gasoline", "coal", "lignite", "heating_oil", "liquid_gas")
SLOT = Slot("IT0004", 2024, "covenant", "energy")
LIVES = (3, 0, 2, 1)
"""How much the first, second, third writer is left to say before it is killed, and so on in turn, on a slow machine
too: first what it found, then each promise."""
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


def write(path: Path, first: int, promised: int, said: int) -> None:
    """Say what is wrong with what the last one left (nothing if all is well) and its newest revision; then commit and
    undo without end, and say each number once it is promised."""
    store = open_store(path)
    newest = store.newest_revision()
    wrong = [] if promised <= newest <= promised + 1 else [f"promised {promised}, found {newest}"]
    tell(said, [wrong + torn(store, first, promised, newest), newest])
    while True:
        step = store.newest_revision() - first + 1
        if step % 5 == 0:
            done = store.undo(store.newest_revision(), "a writer", "taken back")
        else:
            draft = drafting.draft(store, file(step), "file.csv", {"reason": "a correction"})
            done = drafting.commit(store, draft, "a writer", None)
        tell(said, done.revision)


def torn(store: Store, first: int, sound: int, newest: int) -> list[str]:
    """Revisions that are missing, those from ``sound`` on that do not hold what was sealed with them, and rows that are
    not those of the revision in force."""
    with store.reader() as reader:
        links = reader.links()
    wrong = [] if list(links) == list(range(newest + 1)) else [f"seals of {sorted(links)}"]
    for revision, made, now in store.seals(range(sound, newest + 1)):
        if made != now or links.get(revision) != chain.joined(links.get(revision - 1, chain.BEGINNING), revision, now):
            wrong.append(f"revision {revision} is not what was sealed")
    expected = in_force(newest - first)
    found = [row[6] for row in store.rows_in_force(SLOT)]
    if found != [float(expected)] * (len(SECTORS) * len(CARRIERS) if expected else 0):
        wrong.append(f"revision {newest} has {len(found)} rows of {sorted(set(found))}, expected {expected}")
    return wrong


def look(path: Path, first: int, said: int) -> None:
    """Say what is wrong with the whole database, and its newest revision."""
    with open_store(path) as store:
        newest = store.newest_revision()
        numbers = [found.revision for found in store.history(SLOT.city_id) if found.revision > first]
        wrong = [] if numbers == list(range(newest, first, -1)) else [f"revisions {numbers}"]
        tell(said, [wrong + torn(store, first, 0, newest), newest])


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
    """What a writer said until it had written so many lines, or had time enough for them."""
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
    """Write one finding as a line of JSON."""
    os.write(said, f"{json.dumps(what)}\n".encode())


def begin(path: Path, said: int) -> None:
    """Make the database with the samples; say its newest revision, and what a writer loads until it commits."""
    with open_store(path) as store:
        drafting.draft(store, file(1), "file.csv", {"reason": "a correction"})
        torn(store, 0, 0, 0)
        tell(said, [store.newest_revision(), sorted(sys.modules)])


def done(act: Callable[[int], None]) -> bytes:
    """What a process of its own says to its end."""
    number, heard = child(act)
    answer = rest(heard)
    os.waitpid(number, 0)
    return answer


def load(names: Iterable[str]) -> None:
    """Load modules once for all processes that begin here."""
    for name in names:
        with suppress(ImportError):
            import_module(name)


def killed(
    act: Callable[[int], None], wanted: int, dice: random.Random, before: Callable[[], None] | None = None
) -> list[Any]:
    """What a process says, each line of it whole, that is killed some time after so many lines; where something is
    done ``before``, once it has said one line more."""
    number, heard = child(act)
    said = promises(heard, wanted)
    time.sleep(dice.uniform(0, LONGEST_AFTER_SECONDS))
    if before is not None:
        before()
        said += promises(heard, 1)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return [json.loads(line) for line in (said + rest(heard)).decode().split("\n")[:-1]]


def main(path: Path, kills: int) -> dict[str, object]:
    """Kill a writer so many times, of which each looks at what the one before left, and look at all in the end."""
    first, loaded = json.loads(done(partial(begin, path)))
    load(loaded)
    promised, wrong = first, list[str]()
    dice = random.Random(kills)
    for life in range(kills):
        for told in killed(partial(write, path, first, promised), LIVES[life % len(LIVES)], dice):
            if isinstance(told, int):
                promised = told
            else:
                found, promised = told
                wrong += found
    answer = done(partial(look, path, first))
    found, left = json.loads(answer) if answer else [["the database could not be opened"], promised]
    wrong += found if promised <= left <= promised + 1 else [*found, f"promised {promised}, found {left}"]
    return {"wrong": wrong, "revisions": left - first}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
