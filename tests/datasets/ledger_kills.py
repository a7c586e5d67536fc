"""Kills who commits to a ledger, and its server, again and again: ``python -m tests.datasets.ledger_kills KILLS`` says
as JSON what was wrong after any of them.

A process commits without end and says each revision once it is acknowledged. By turns it is killed, or the server is
ended at once, as by a power cut; then another process looks: nothing acknowledged is missing or there twice, and
the database of the killed one and a new one hold the same.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.text.problems import Refused
from datasets.store import Store, backup
from tests import postgres
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.writer import child, promises, rest, tell

LONGEST_AFTER_SECONDS = 0.3
WANTED = 2
"""So many commits are acknowledged before each kill."""


def begin(address: str, path: Path, said: int) -> None:
    """Make the ledger, with a town."""
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=0.0), author="the first"))
        tell(said, list(store.found_ledger(address)))


def commit(address: str, path: Path, life: int, said: int) -> None:
    """Commit without end; what is refused, such as while there is no server, is done again."""
    with Store(path, followed=address) as store:
        step = 0
        while True:
            step += 1
            try:
                done = store.commit(submission(row(value=float(step)), author=f"{life} {step}"))
            except Refused:
                time.sleep(0.02)
                continue
            os.write(said, f"{done.revision} {done.author}\n".encode())


def look(address: str, path: Path, promised: dict[int, str], said: int) -> None:
    """Say what is wrong, and every author that is on file."""
    wrong = []
    with Store(":memory:", followed=address) as new, Store(path, followed=address) as own:
        if own.faults or own.head() != new.head():
            wrong.append(f"the two followers end with {own.head()} and {new.head()}")
        with new._cursor() as cursor:
            found = dict(cursor.execute("SELECT revision, author FROM revisions").fetchall())
            if (broken := backup.broken(cursor)) is not None:
                wrong.append(f"revision {broken} is broken")
    wrong += [f"revision {number} of {who} is missing" for number, who in promised.items() if found.get(number) != who]
    if len(set(found.values())) < len(found):
        wrong.append("something was committed twice")
    if sorted(found) != list(range(1, len(found) + 1)):
        wrong.append("a number is missing")
    tell(said, wrong)


def done(act: Callable[[int], None]) -> bytes:
    """What a process of its own says to its end."""
    number, heard = child(act)
    answer = rest(heard)
    os.waitpid(number, 0)
    return answer


def main(kills: int) -> dict[str, object]:
    """Kill so many times and look after each."""
    dice, wrong, promised = random.Random(kills), list[str](), dict[int, str]()
    with postgres.server(lasting=True) as server, TemporaryDirectory() as folder:
        address, path = server.database(), Path(folder) / "covenant.duckdb"
        done(partial(begin, address, path))
        for life in range(kills):
            number, heard = child(partial(commit, address, path, life))
            said = promises(heard, WANTED)
            time.sleep(dice.uniform(0, LONGEST_AFTER_SECONDS))
            if life % 2:
                server.stop(signal.SIGQUIT)
                server.start()
                said += promises(heard, 1)
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
            lines = (said + rest(heard)).decode().split("\n")[:-1]
            promised |= {int(line.partition(" ")[0]): line.partition(" ")[2] for line in lines}
            answer = done(partial(look, address, path, promised))
            wrong += json.loads(answer) if answer else [f"after kill {life}: the look itself stopped"]
    return {"wrong": wrong, "revisions": len(promised)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
