"""A copy of the whole store, made through the engine while it is in use, and put back.

The file itself is never read while it is open: closing a second handle to it would give up the lock that keeps other
programs out.
"""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

import duckdb

from analytics.problems import Problem, Refused
from analytics.sentences import Sentence
from datasets.store import chain, database

BATCH_ROWS = 122_880
LEFT_OUT = ("draft_files", "browser_key")
"""The tables that stay behind: what people have not committed, and what their browsers are known by."""


def write(cursor: chain.Cursor, path: Path, replace: bool = False) -> str:
    """Write the ledger as one snapshot to a new database at ``path``, without drafts. Returns its newest hash.

    The copy is verified before it gets its name. Raises Refused when the path is taken and ``replace`` is False, when
    it cannot be written, and when the copy does not hold what the chain says.
    """
    _free(path, replace)
    part = path.with_name(path.name + ".part")
    _remove(part)
    try:
        _fill(cursor, part)
        head = _checked(part)
        os.replace(part, path)
    except OSError as error:
        raise Refused(_unwritable(path, error)) from error
    finally:
        _remove(part)
    return head


def restore(backup: Path, path: Path, replace: bool = False) -> str:
    """Put a backup in the place of the database at ``path``, which no program may have open. Returns its newest hash.

    The chain of the backup is verified first, on a copy. A database that is replaced is kept beside the new one, under
    its name with ".before-restore" (and a number where that is taken), with what the engine had written ahead of it.
    Raises Refused when there is one and ``replace`` is False, and when the backup is unreadable or its chain is broken.
    """
    if not backup.is_file():
        raise Refused(
            Problem(
                "block",
                "backup-missing",
                f'"{backup}"',
                Sentence("a backup file"),
                Sentence("Check the path of the backup."),
            )
        )
    _free(path, replace)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        _not_in_use(backup)
        if path.exists():
            _not_in_use(path)
        for ending in ("", ".wal"):
            if (source := backup.with_name(backup.name + ending)).exists():
                shutil.copyfile(source, part.with_name(part.name + ending))
        head = _checked(part)
        _set_aside(path)
        os.replace(part, path)
    except OSError as error:
        raise Refused(_unwritable(path, error)) from error
    finally:
        _remove(part)
    return head


def _set_aside(path: Path) -> None:
    """Keep a database under another name. What was written ahead goes first: without it the old file lacks its last
    commits, but beside another database it would be taken for that one's."""
    kept = path.with_name(f"{path.name}.before-restore")
    for number in count(2):
        if not any(kept.with_name(kept.name + ending).exists() for ending in ("", ".wal")):
            break
        kept = path.with_name(f"{path.name}.before-restore-{number}")
    for ending in (".wal", ""):
        if (held := path.with_name(path.name + ending)).exists():
            os.replace(held, kept.with_name(kept.name + ending))


def broken(cursor: chain.Cursor) -> int | None:
    """The first revision whose content is not what the chain says, None when the whole chain holds."""
    links = chain.stored(cursor)
    newest = max(links, default=0)
    for revision in range(newest + 1):
        before = links.get(revision - 1, chain.BEGINNING)
        if links.get(revision) != chain.joined(before, revision, chain.seals(cursor, revision)):
            return revision
    return None


def _fill(cursor: chain.Cursor, part: Path) -> None:
    copy = database.connect(part)
    try:
        tables = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name"
        ).fetchall()
        copy.begin()
        for name in (name for (name,) in tables if name not in LEFT_OUT):
            copy.from_arrow(cursor.table(name).to_arrow_reader(BATCH_ROWS)).insert_into(name)
        copy.commit()
    except duckdb.Error as error:
        raise OSError(str(error).splitlines()[0]) from error
    finally:
        copy.close()


def _checked(part: Path) -> str:
    copy = database.connect(part)
    try:
        wrong = broken(copy)
        head = max(chain.stored(copy).items(), default=(0, chain.BEGINNING))[1]
    finally:
        copy.close()
    if wrong is not None:
        raise Refused(
            Problem(
                "block", "chain-broken", Sentence("revision {wrong}, which is not what was committed", wrong=wrong),
                Sentence("an unbroken chain"),
                Sentence("Run `python -m datasets verify` on it, and take another copy."),
            )
        )  # fmt: skip
    return head


def _free(path: Path, replace: bool) -> None:
    if path.exists() and not replace:
        raise Refused(
            Problem(
                "block", "file-exists", Sentence('"{path}", which exists', path=path),
                Sentence("a path where nothing is"),
                Sentence("Name another path, or say --replace."),
            )
        )  # fmt: skip


def _not_in_use(path: Path) -> None:
    """Refuse a database that another program has open; one that cannot be read at all is nobody's."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        if any(phrase in str(error) for phrase in database.HELD):
            raise Refused(database.unreadable(str(path), str(error))) from error


def _remove(path: Path) -> None:
    for ending in ("", ".wal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> Problem:
    why = error.strerror or str(error)
    return Problem(
        "block",
        "path-unwritable",
        f'"{path}" ({why})',
        Sentence("a path that can be written"),
        Sentence("Check the path and the disk."),
    )
