"""Several processes that commit to one ledger at once while they read: ``python -m tests.datasets.many_writers
ADDRESS DATABASE NAME COMMITS`` is one of them, which says as JSON what it committed and what it read that was wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any

from datasets.store import Store, backup
from tests.datasets.builders import row, slot, submission


def write(address: str, database: Path, name: str, commits: int) -> dict[str, Any]:
    """Commit so many times, and read without end meanwhile: each moment has to be of one revision."""
    wrong: list[str] = []
    made: list[int] = []
    ended = Event()
    with Store(database, followed=address) as store:
        assert store.followed is not None
        store.followed.listen()

        def read() -> None:
            first = newest = store.newest_revision()
            while not ended.wait(0.01):
                with store.reader() as reader:
                    if reader.as_of < newest:
                        wrong.append(f"{name} went back from revision {newest} to {reader.as_of}")
                    newest = reader.as_of
                    values = {found[6] for found in reader.rows_in_force(slot())}
                    if len(values) > 1 and newest > first:
                        wrong.append(f"{name} read {values} at revision {newest}")

        reading = Thread(target=read)
        reading.start()
        for number in range(commits):
            value = float(hash((name, number)) % 10**6)
            done = store.commit(
                submission(*(row(sector, value) for sector in ("residential", "transport")), author=f"{name} {number}")
            )
            made.append(done.revision)
            if store.newest_revision() < done.revision:
                wrong.append(f"{name} does not see its own revision {done.revision}")
        ended.set()
        reading.join()
    return {"made": made, "wrong": wrong}


def run(address: str, folder: Path, root: Path, writers: int, commits: int) -> dict[str, Any]:
    """Let so many processes commit so many times each. What they committed, and what was wrong."""
    with Store(":memory:", followed=address) as before:
        first = before.newest_revision() + 1
    program = [sys.executable, "-m", "tests.datasets.many_writers", address]
    started = [
        subprocess.Popen(
            [*program, str(folder / f"writer{number}.duckdb"), f"writer{number}", str(commits)],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    wrong: list[str] = []
    made: dict[int, str] = {}
    for number, process in enumerate(started):
        said, errors = process.communicate(timeout=60 + 10 * writers * commits)
        if process.returncode:
            wrong.append(errors)
            continue
        answer = json.loads(said)
        wrong += answer["wrong"]
        for place, revision in enumerate(answer["made"]):
            if revision in made:
                wrong.append(f"revision {revision} was promised to {made[revision]} and to writer{number}")
            made[revision] = f"writer{number} {place}"
    if sorted(made) != list(range(first, first + writers * commits)):
        wrong.append(f"{len(made)} revisions were promised, from {min(made, default=0)} to {max(made, default=0)}")
    with Store(":memory:", followed=address) as after, after._cursor() as cursor:
        for revision, author in made.items():
            if after.revision(revision).author != author:
                wrong.append(f"revision {revision} is not that of {author}")
        if (broken := backup.broken(cursor)) is not None:
            wrong.append(f"revision {broken} is broken")
        if after.newest_revision() != first - 1 + writers * commits:
            wrong.append(f"the newest revision is {after.newest_revision()}")
    return {"committed": len(made), "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(write(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
