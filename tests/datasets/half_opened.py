"""Opens a bundle and is killed in the middle of it: ``python -m tests.datasets.half_opened FOLDER STATEMENT...`` says
for each number of statements after which it was killed what was left, and whether the next opening is whole."""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from datasets import Cities, City
from datasets.reference.samples import open_store
from datasets.store import Store, carrying
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.writer import child, rest, tell


def prepare(folder: Path, said: int) -> None:
    """The bundle of a town with three revisions, and an empty database to open it in."""
    with open_store(":memory:", samples=False) as store:
        store.commit(submission(row(value=1.0), new_cities=[TOWN], heads=10.0))
        store.commit(submission(row(value=2.0, year=2020)))
        store.undo(2, "Ada", "a slip")
        (folder / "town.zip").write_bytes(City(store, TOWN.city_id).export("bundle").content)
    open_store(folder / "covenant.duckdb", samples=False).close()


def open_bundle(folder: Path, statements: int, said: int) -> None:
    """Open the bundle; die without warning after so many rows or tables were written."""
    left, insert = [statements], carrying.insert

    def counted(*given: Any) -> None:
        insert(*given)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store(folder / "covenant.duckdb") as store:
        draft = Cities(store).read_bundle((folder / "town.zip").read_bytes(), "town.zip")
        carrying.insert = counted  # type: ignore[attr-defined]
        Cities(store).open_bundle(draft, "Ada", "from the partner")


def look(folder: Path, said: int) -> None:
    """How many revisions and cities there are, and whether what is there is the bundle."""
    with Store(folder / "covenant.duckdb") as store:
        same = bool(store.cities()) and (
            City(store, TOWN.city_id).export("bundle").content == (folder / "town.zip").read_bytes()
        )
        tell(said, [store.newest_revision(), len(store.cities()), same])


def main(folder: Path, statements: list[int]) -> list[Any]:
    """What was left after each kill, and after an opening that nobody stopped."""
    number, heard = child(partial(prepare, folder))
    rest(heard)
    os.waitpid(number, 0)
    found = []
    for each in (*statements, 0):
        number, heard = child(partial(open_bundle, folder, each))
        rest(heard)
        _, status = os.waitpid(number, 0)
        number, heard = child(partial(look, folder))
        found.append([os.WIFSIGNALED(status), *json.loads(rest(heard))])
        os.waitpid(number, 0)
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]])))
