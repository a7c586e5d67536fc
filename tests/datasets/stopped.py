"""Creates, commits, copies and restores until it is killed: ``python -m tests.datasets.stopped FOLDER KILLS``;
with ``restore``, ``copy`` or ``compact`` in place of a number it is stopped before and after each change of a name.

After each kill another process looks: the database opens without an alarm, holds every commit that was acknowledged
(or, after a restore, one of the two states whole), and nothing else stands in its way.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from analytics.text.problems import Refused
from datasets.reference.samples import open_store
from datasets.store import backup, compacting
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.writer import child, rest, tell
from tests.samples import sample_revisions

LONGEST_LIFE_SECONDS = 0.4
OLDER, NEWER = 2, 4
"""The revisions at which the two copies were taken that are restored; the database itself goes on from the newer."""


CALLS = ("replace", "rename", "link", "unlink", "fsync")
"""What a program asks of the system when it changes names and makes them last."""


class Place:
    """The files of one trial."""

    def __init__(self, folder: Path) -> None:
        self.database, self.copy = folder / "covenant.duckdb", folder / "copy.duckdb"
        self.older, self.newer = folder / "older.duckdb", folder / "newer.duckdb"


def prepare(place: Place) -> None:
    """The database with its two copies, one of them older than its list of commits."""
    with open_store(place.database, samples=False) as store:
        for number in range(1, NEWER + 1):
            store.commit(submission(row(value=float(number)), new_cities=[TOWN] if number == 1 else []))
            if number == OLDER:
                store.backup(place.older)
        store.backup(place.newer)


def create(place: Place, said: int) -> None:
    """Make a new database."""
    open_store(place.database).close()


def commit(place: Place, said: int) -> None:
    """Commit, and acknowledge each revision."""
    with open_store(place.database) as store:
        while True:
            done = store.commit(submission(row(value=float(store.newest_revision() + 1))))
            os.write(said, f"{done.revision}\n".encode())


def copy(place: Place, said: int) -> None:
    """Write a backup over the last one while something is committed now and then."""
    with open_store(place.database) as store:
        while True:
            store.backup(place.copy, replace=True)
            os.write(said, b"0\n")


def restore(place: Place, said: int) -> None:
    """Put the older copy in the place of the database, then the newer one."""
    while True:
        for each in (place.older, place.newer):
            backup.restore(each, place.database, replace=True, reason="a trial")
            for kept in place.database.parent.glob("*.before-restore*"):
                kept.unlink()


def compact(place: Place, said: int) -> None:
    """Write the database anew again and again."""
    while True:
        compacting.compact(place.database)


def once(act: str, place: Place) -> None:
    """One restore of the older copy, one writing anew, or one backup over the older copy."""
    if act == "restore":
        backup.restore(place.older, place.database, replace=True, reason="a trial")
    elif act == "compact":
        compacting.compact(place.database)
    else:
        with open_store(place.database) as store:
            store.backup(place.copy, replace=True)


def stopping(act: str, place: Place, number: int, said: int) -> None:
    """Do it once and end without a further word at one of the calls that change names or make them last: before the
    first of them for 0, after it for 1, and so on."""
    passed = 0

    def watched(call: Callable[..., object], *given: object, **named: object) -> object:
        nonlocal passed
        if number == passed:
            os._exit(9)
        answer = call(*given, **named)
        if number == passed + 1:
            os._exit(9)
        passed += 2
        return answer

    for name in CALLS:
        setattr(os, name, partial(watched, getattr(os, name)))
    once(act, place)
    os.write(said, b"through")


def stops(folder: Path, act: str) -> tuple[int, list[str]]:
    """Stop at every call in turn until the work runs through; how many there were, and what was wrong after them."""
    first, wrong = begun(folder), list[str]()
    for number in range(100):
        place = Place(folder / str(number))
        shutil.copytree(first, place.database.parent)
        shutil.copyfile(place.older, place.copy)
        process, heard = child(partial(stopping, act, place, number))
        through = rest(heard)
        os.waitpid(process, 0)
        wrong += looked(place, act, NEWER)
        if through:
            return number, wrong
    raise AssertionError("the work does not end")


ACTS: dict[str, Callable[[Place, int], None]] = {
    "create": create,
    "commit": commit,
    "copy": copy,
    "restore": restore,
    "compact": compact,
}


def look(place: Place, act: str, acknowledged: int, said: int) -> None:
    """Say what is wrong (nothing if all is well)."""
    wrong = []
    for path in (place.database, place.copy):
        if path == place.copy and not path.exists():
            continue
        try:
            with open_store(path) as store:
                newest = store.newest_revision()
                with store._cursor() as cursor:
                    broken = backup.broken(cursor)
        except Refused as refusal:
            wrong.append(f"after {act}: {path.name}: {refusal}")
            continue
        if broken is not None:
            wrong.append(f"after {act}: {path.name}: revision {broken} is broken")
        if path == place.database and not possible(act, newest, acknowledged):
            wrong.append(f"after {act}: acknowledged {acknowledged}, found {newest}")
    tell(said, wrong)


def possible(act: str, newest: int, acknowledged: int) -> bool:
    """Whether a database may end with this revision after a kill."""
    if act == "commit":
        return newest in (acknowledged, acknowledged + 1)
    return newest in {"create": (sample_revisions(),), "restore": (OLDER, NEWER)}.get(act, (NEWER,))


def looked(place: Place, act: str, acknowledged: int) -> list[str]:
    """What another process finds wrong."""
    number, heard = child(partial(look, place, act, acknowledged))
    answer = rest(heard)
    os.waitpid(number, 0)
    found: list[str] = json.loads(answer) if answer else [f"after {act}: the look itself stopped"]
    return found


def begun(folder: Path) -> Path:
    """A folder with the database and its copies, to be copied for each trial."""
    first = folder / "first"
    first.mkdir()
    number, heard = child(lambda said: prepare(Place(first)))
    rest(heard)
    os.waitpid(number, 0)
    return first


def main(folder: Path, kills: int) -> list[str]:
    """Kill so many times in each kind of work by turns, and look after each."""
    first = begun(folder)
    dice, wrong = random.Random(kills), list[str]()
    for turn in range(kills):
        act = list(ACTS)[turn % len(ACTS)]
        place = Place(folder / str(turn))
        shutil.copytree(first, place.database.parent)
        for each in place.database.parent.glob("covenant.duckdb*") if act == "create" else ():
            each.unlink()
        number, heard = child(partial(ACTS[act], place))
        time.sleep(dice.uniform(0, LONGEST_LIFE_SECONDS))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        lines = rest(heard).decode().split("\n")[:-1]
        wrong += looked(place, act, int(lines[-1]) if lines else NEWER)
        shutil.rmtree(place.database.parent)
    return wrong


if __name__ == "__main__":
    where, what = Path(sys.argv[1]), sys.argv[2]
    print(json.dumps(main(where, int(what)) if what.isdigit() else stops(where, what)))
