"""What lies beside a database: a missing one beside the remains of one is no fresh start."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence, joined, listed
from datasets.store import disk
from datasets.store.heads import Heads

NEW = "new"
"""The ending of a database that is being made: nothing was ever promised of it, and the next one to come deletes it."""
_UNFINISHED = rf"(\.[0-9a-f]{{{disk.LETTERS}}})?\.part"


def write_ahead(path: Path) -> list[Path]:
    """What the engine has written ahead of the database at ``path``: up to three files."""
    return _beside(path, r"\.wal(\.\w+)?")


def remove(path: Path) -> None:
    """Delete a database that is not finished, with what was written ahead of it."""
    for each in (path, *write_ahead(path)):
        disk.remove(each)


def unfinished(path: Path, ending: str = "part") -> list[Path]:
    """Databases that were being made or copied under the name of ``path`` when their program was stopped."""
    return _beside(path, rf"\.[0-9a-f]{{{disk.LETTERS}}}\.{ending}")


def remains(path: Path) -> Problem | None:
    """Why nothing may be created at ``path``, where no database is: what lies beside it; None where nothing does."""
    found = list(_named(path))
    if not found:
        return None
    ways = [
        Sentence(
            "Put the database back from where it was moved to, or restore a copy: `python -m datasets restore FILE`."
        )
    ]
    if before := _before_restore(path):
        ways.append(
            Sentence(
                'To go back to the state before the restore: `python -m datasets restore "{before}" --database '
                '"{path}"`.',
                before=before[0],
                path=path,
            )
        )
    ways.append(Sentence("To begin a new database, move these files to another folder first."))
    return block(
        "database-missing",
        Sentence('no database "{path}", but in its folder {files}', path=path, files=listed(found)),
        "the database, or none of these files",
        joined(ways),
    )


def gone(path: Path, opened: tuple[int, int] | None) -> Problem | None:
    """Why nothing may be committed any more to the open database at ``path``: its name leads to no file, or to another
    one than was ``opened`` (``disk.place``). None while it is the same."""
    now = disk.place(path)
    if opened is None or now == opened:
        return None
    if now is None:
        found = Sentence('no file "{path}" any more: it was moved or deleted while the program has it open', path=path)
    else:
        found = Sentence('"{path}", in whose place another file was put while the program has it open', path=path)
    return block(
        "database-gone",
        found,
        "the file that was opened",
        "Make a backup now: it holds all that was committed (History, or `python -m datasets backup FILE`). Then "
        "stop the program, restore the backup and start again.",
    )


def empty(path: Path) -> Problem:
    """What to say of a database without a single byte."""
    return block(
        "database-empty",
        Sentence('"{path}", which is empty (0 bytes)', path=path),
        "a database, or a path where nothing is",
        "If nothing was ever committed to it, delete it and start again; otherwise restore a backup: `python -m "
        "datasets restore FILE --replace`.",
    )


def without_tables(path: Path) -> Problem:
    """What to say of a database file in which nothing was ever written: what was to go into it lay beside it."""
    return block(
        "database-empty",
        Sentence('"{path}", a database file without any table', path=path),
        "a database, or a path where nothing is",
        "Put back the file that was written ahead (.wal), which belongs beside it, or restore a backup: `python -m "
        "datasets restore FILE --replace`. If nothing was ever committed to it, delete it and start again.",
    )


def _named(path: Path) -> Iterator[Sentence]:
    """Each file beside a missing database, with what it is."""
    for each in write_ahead(path):
        yield Sentence('"{file}" (its newest commits, of no use without it)', file=each.name)
    for each in _before_restore(path):
        yield Sentence('"{file}" (the database before a restore)', file=each.name)
    for each in _beside(path, r"\.edition-\d+(-\d+)?"):
        yield Sentence('"{file}" (the database as an earlier edition of the program left it)', file=each.name)
    for each in _beside(path, _UNFINISHED):
        yield Sentence('"{file}" (a copy that was not finished)', file=each.name)
    heads = Heads(path)
    if os.path.exists(heads.path):
        newest = _newest(heads)
        if newest is None:
            yield Sentence('"{file}" (the list of its commits)', file=heads.path.name)
        else:
            yield Sentence(
                '"{file}" (the list of its commits, up to revision {revision})', file=heads.path.name, revision=newest
            )


def _before_restore(path: Path) -> list[Path]:
    return _beside(path, r"\.before-restore(-\d+)?")


def _newest(heads: Heads) -> int | None:
    try:
        lines = heads.lines(whole=False)
    except OSError:
        return None
    return lines[-1].head.revision if lines else None


def _beside(path: Path, ending: str) -> list[Path]:
    """The files named like ``path`` with an ending more, the newest first."""
    whole = re.compile(re.escape(path.name) + ending)
    found = [each for each in path.parent.glob(f"{glob.escape(path.name)}.*") if whole.fullmatch(each.name)]
    return sorted(found, key=_changed, reverse=True)


def _changed(path: Path) -> int:
    try:
        return path.lstat().st_mtime_ns
    except OSError:  # gone meanwhile
        return 0
