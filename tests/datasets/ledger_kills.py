"""Kills who commits to a ledger, and its server, again and again: ``python -m tests.datasets.ledger_kills KILLS`` says
as JSON what was wrong after any of them.

A process looks at what the one before it left, commits without end and says each revision once it is acknowledged. By
turns it is killed, or the server is ended at once, as by a power cut. Nothing acknowledged is missing or there twice,
and in the end the database of the killed ones and a new one hold the same.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.text.problems import Refused
from datasets.store import Store
from datasets.store.postgres.ledger_follower import OUT_OF_REACH
from tests import postgres
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.writer import done, killed, load, tell

SAID = (3, 0, 2, 1)
"""How much is said before each kill in turn: first what was found, then each commit."""


def begin(address: str, path: Path, said: int) -> None:
    """Make the ledger, with a town; say what a process loads until it commits."""
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=0.0), author="the first"))
        store.found_ledger(address)
    with Store(path, followed=address) as store:
        compared(store, 0)
        tell(said, sorted(sys.modules))


def commit(address: str, path: Path, life: int, sound: int, promised: dict[int, str], said: int) -> None:
    """Say what is wrong with what the last one left, and the newest revision; then commit without end, and say each
    revision with its author. What is refused, such as while there is no server, is done again."""
    with Store(path, followed=address) as store:
        tell(said, [wrong_with(store, sound, promised), store.newest_revision()])
        step = 0
        while True:
            step += 1
            try:
                done = store.commit(submission(row(value=float(step)), author=f"{life} {step}"))
            except Refused:
                time.sleep(0.02)
                continue
            tell(said, {done.revision: done.author})


def wrong_with(store: Store, sound: int, promised: dict[int, str]) -> list[str]:
    """What is missing or there twice, and which revisions from ``sound`` on are not what was sealed."""
    with store._cursor() as cursor:
        found = dict(cursor.execute("SELECT revision, author FROM revisions").fetchall())
    wrong = [fault.sentence() for fault in store.faults if fault.code != OUT_OF_REACH]
    wrong += [f"revision {number} of {who} is missing" for number, who in promised.items() if found.get(number) != who]
    if len(set(found.values())) < len(found):
        wrong.append("something was committed twice")
    if sorted(found) != list(range(1, len(found) + 1)):
        wrong.append("a number is missing")
    return wrong + compared(store, sound)


def compared(store: Store, sound: int) -> list[str]:
    """Which revisions from ``sound`` on are not what was sealed."""
    seals = store.seals(range(sound, store.newest_revision() + 1))
    return [f"revision {revision} is not what was sealed" for revision, made, now in seals if made != now]


def look(address: str, path: Path, promised: dict[int, str], said: int) -> None:
    """Say what is wrong in the end, with the killed ones' database and with a new one."""
    with Store(":memory:", followed=address) as new, Store(path, followed=address) as own:
        wrong = [*wrong_with(own, 0, promised), *wrong_with(new, 0, promised)]
        if own.head() != new.head():
            wrong.append(f"the two followers end with {own.head()} and {new.head()}")
    tell(said, wrong)


def main(kills: int) -> dict[str, object]:
    """Kill so many times, of which each looks at what the one before left, and look at all in the end."""
    dice, wrong, promised, sound = random.Random(kills), list[str](), dict[int, str](), 0
    with postgres.server(lasting=True) as server, TemporaryDirectory() as folder:
        owned, path = server.database(), Path(folder) / "covenant.duckdb"
        load(json.loads(done(partial(begin, owned, path))))
        address = server.rights(owned)

        def cut() -> None:
            server.stop(signal.SIGQUIT)
            server.start()

        for life in range(kills):
            act = partial(commit, address, path, life, sound, dict(promised))
            for told in killed(act, SAID[life % len(SAID)], dice, cut if life % 2 else None):
                if isinstance(told, dict):
                    promised |= {int(number): author for number, author in told.items()}
                else:
                    found, sound = told
                    wrong += found
        answer = done(partial(look, address, path, promised))
        wrong += json.loads(answer) if answer else ["the last look itself stopped"]
    return {"wrong": wrong, "revisions": len(promised)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
