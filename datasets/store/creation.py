"""A new database, made under another name and given its own when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics.text.problems import Problem, Refused
from datasets.store import database, disk, leftovers

IN_USE = database.IN_USE
"""The code of the problem that another program has the database open."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path at which a database is made inside the block; it becomes ``path`` after it, or is removed.

    Raises Refused where none may be made at ``path``. Where another program has made one meanwhile, that one stays.
    """
    path = path.resolve()
    database.openable(path)
    for stopped in leftovers.unfinished(path, leftovers.NEW):
        if not database.in_use(stopped):
            leftovers.remove(stopped)
    part = disk.aside(path, leftovers.NEW)
    try:
        yield part
        if leftovers.write_ahead(part):  # it could not be folded in, and would not come along
            with duckdb.connect(str(part)) as made:
                made.execute("CHECKPOINT")
        _name(part, path)
        disk.settled(path.parent)
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error
    except duckdb.Error as error:
        raise Refused(database.unreadable(str(path), str(error))) from error
    finally:
        leftovers.remove(part)


def existing(path: Path | str) -> None:
    """Raises Refused where no database lies at ``path``; one that is kept nowhere (":memory:") is always there."""
    if str(path) == ":memory:" or os.path.exists(path):
        return
    path = Path(path)
    raise Refused(
        disk.hindrance(path)
        or leftovers.remains(path)
        or Problem(
            "block", "database-missing", f'no database "{path}"', "a database", "Check the path of the database."
        )
    )


def _name(part: Path, path: Path) -> None:
    """Give a file its name where nothing bears it yet."""
    try:
        os.link(part, path)
    except FileExistsError:
        return
    except OSError:  # a disk without such links
        if not os.path.exists(path):
            os.replace(part, path)
