"""A copy of the whole store, made through the engine while it is in use, and put back.

The file itself is never read while it is open: closing a second handle to it would give up the lock that keeps other
programs out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import MappingProxyType

import duckdb

from analytics.text import given_reasons
from analytics.text.problems import Problem, Refused, blocked
from analytics.text.sentences import Sentence
from datasets.store import chain, database, disk, leftovers
from datasets.store.heads import Heads
from datasets.store.kind import Cursor, LedgerKind
from datasets.store.kinds import KINDS

Step = Callable[[str], None]
BATCH_ROWS = 122_880
NO_BACKUP = {"database-unreadable", "database-foreign", "database-empty"}
LEFT_OUT = {table for kind in KINDS if not (isinstance(kind, LedgerKind) or kind.copied) for table in kind.tables}
"""The tables that stay behind: what people have not committed, and what their browsers are known by."""


def write(
    cursor: Cursor,
    path: Path,
    replace: bool = False,
    source: Path | None = None,
    step: Step = lambda _name: None,
) -> str:
    """Write the ledger as one snapshot to a new database at ``path``, without drafts. Returns its newest hash.

    The copy is verified before it gets its name. ``step`` is told "copy" of each table and "check" of each revision;
    what it raises ends the work, of which nothing is left. Raises Refused when the path is taken, unless
    ``replace`` is True and it holds nothing that is not in the copy; when it is that of ``source``, the file that is
    copied; when it cannot be written; and when the copy does not hold what the chain says.
    """
    path = path.resolve()
    _not_onto_itself(path, source)
    _free(path, replace)
    database.sweep(path.parent)
    links = chain.stored(cursor)
    if os.path.exists(path):
        # Refuse to replace anything but an older state of the same database, of which nothing is lost.
        if database.in_use(path):
            raise Refused(database.unreadable(str(path), database.HELD[0]))
        try:
            held = _links(path)
        except duckdb.Error:
            held = {-1: "no chain of ours"}
        if any(links.get(revision) != sha256 for revision, sha256 in held.items()):
            raise Refused(_something_else(path))
    if Heads(path).missing(links) is not None:  # the copy could not be opened beside the list of another state
        raise Refused(_something_else(Heads(path).path))
    part = disk.aside(path, "part")
    database.MAKING.add(part)
    try:
        fill(cursor, part, step, LEFT_OUT)
        head = checked(part, step).sha256
        take_the_place(part, path)
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error
    finally:
        leftovers.remove(part)
        database.MAKING.discard(part)
    return head


def restore(backup: Path, path: Path, replace: bool = False, reason: str | None = None) -> str:
    """Put a backup in the place of the database at ``path``, which no program may have open. Returns its newest hash.

    The chain of the backup is verified first, on a copy. A database that is replaced is kept beside the new one, under
    its name with ".before-restore" (and a number where that is taken), with what the engine had written ahead of it.
    Raises Refused when there is one and ``replace`` is False, when the backup is unreadable or its chain is broken, and
    when it lacks commits that the list of heads tells of, unless a ``reason`` is given, which the list then keeps.
    """
    path = path.resolve()
    if not os.path.isfile(backup):
        raise blocked(
            "backup-missing",
            f'"{backup}"',
            "a backup file",
            "Check the path of the backup.",
        )
    backup = backup.resolve()
    _not_onto_itself(path, backup)
    _free(path, replace)
    for each in (backup, path):
        if database.in_use(each):
            raise Refused(database.unreadable(str(each), database.HELD[0]))
    disk.made(path.parent)
    part = disk.aside(path, "part")
    try:
        shutil.copyfile(backup, part)
        for ahead in leftovers.write_ahead(backup):
            shutil.copyfile(ahead, part.with_name(part.name + ahead.name.removeprefix(backup.name)))
        head = _checked_as(backup, part)
        heads, links = Heads(path), _links(part)
        missing = heads.missing(links) or Heads(backup).missing(links)
        if missing is not None and not (reason or "").strip():
            raise Refused(_going_back(missing))
        if missing is not None:  # before the file itself: whichever of the two is left by a crash, the list allows it
            heads.append(head, reason)
        _set_aside(path)
        take_the_place(part, path)
        heads.note(head)
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error
    except duckdb.Error as error:
        raise Refused(database.damage(str(backup), error) or database.unreadable(str(backup), str(error))) from error
    finally:
        for stopped in (part, *leftovers.unfinished(path)):
            if not database.in_use(stopped):
                leftovers.remove(stopped)
    return head.sha256


def accept(path: Path, reason: str) -> chain.Head:
    """Take the database at ``path`` as it stands, although the list of its heads tells of other commits.

    Raises Refused where no reason is given, where no program but this one may not hold it, and where nothing is amiss.
    """
    path = path.resolve()
    why = Sentence("Say in a few words why it is taken back.")
    given_reasons.insist(reason, Sentence("no reason for going back"), why)
    if not os.path.exists(path):
        raise Refused(disk.hindrance(path) or leftovers.remains(path) or _nothing_amiss(path))
    heads = Heads(path)
    connection = database.connect(path)
    try:
        head, missing = chain.head(connection), heads.missing(chain.stored(connection))
    finally:
        connection.close()
    if missing is None or head is None:
        raise Refused(_nothing_amiss(path))
    try:
        heads.append(head, reason)
    except OSError as error:
        raise Refused(disk.problem(heads.path, error)) from error
    heads.note(head)
    return head


def _going_back(missing: Problem) -> Problem:
    """That a backup is older than what was committed since."""
    return Problem(
        "block",
        "backup-older",
        "a backup that lacks the newest commits",
        missing.expected,
        "Restore a newer one; where going back is meant, say so with --reason TEXT, which is kept.",
    )


def _nothing_amiss(path: Path) -> Problem:
    return Problem(
        "block",
        "nothing-to-accept",
        f'"{path}", which lacks nothing that its list of commits tells of',
        "a database that is older than its list of commits",
        "There is nothing to do.",
    )


def _set_aside(path: Path) -> None:
    """Keep a database under another name as well, so that there is no moment without one; the new one takes its place.

    What was written ahead is folded in first. Where that is not possible, it is moved with the file that it belongs
    to: beside another database it would be taken for that one's.
    """
    kept = path.with_name(f"{path.name}.before-restore")
    for number in count(2):
        if not kept.exists() and not leftovers.write_ahead(kept):
            break
        kept = path.with_name(f"{path.name}.before-restore-{number}")
    if path.exists() and leftovers.write_ahead(path):
        with suppress(duckdb.Error):  # a damaged one is kept as it is
            duckdb.connect(str(path)).close()
    for ahead in leftovers.write_ahead(path):
        os.replace(ahead, kept.with_name(kept.name + ahead.name.removeprefix(path.name)))
    if path.exists():
        try:
            os.link(path, kept)
        except OSError:  # a disk without such links
            os.replace(path, kept)


def take_the_place(part: Path, path: Path) -> None:
    """Give a finished copy its name, both on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    for ahead in leftovers.write_ahead(path):  # of the file that is replaced; the copy would be taken for it
        ahead.unlink()
    os.replace(part, path)
    disk.settled(path.parent)


def broken(cursor: Cursor, step: Step = lambda _name: None) -> int | None:
    """The first revision whose content is not what the chain says, None when the whole chain holds. ``step`` is told
    "check" of each."""
    links = chain.stored(cursor)
    before = chain.BEGINNING
    for revision, parts in chain.seals_of(cursor, range(max(links, default=0) + 1)):
        step("check")
        before = chain.joined(before, revision, parts)
        if links.get(revision) != before:
            return revision
    return None


def fill(
    cursor: Cursor,
    part: Path,
    step: Step = lambda _name: None,
    left_out: Set[str] = frozenset(),
    read: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Copy all tables into a new database, but for those that are ``left_out``; some are ``read`` by a query of their
    own. Raises Refused or OSError where the disk forbids it."""
    copy = database.connect(part)
    try:
        tables = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name"
        ).fetchall()
        copy.begin()
        for name in (name for (name,) in tables if name not in left_out):
            step("copy")
            rows = cursor.sql(read[name]) if name in read else cursor.table(name)
            copy.from_arrow(rows.to_arrow_reader(BATCH_ROWS)).insert_into(name)
        copy.commit()
        copy.execute("CHECKPOINT")
    except duckdb.Error as error:
        if problem := disk.told(part, str(error)):
            raise Refused(problem) from error
        raise OSError(str(error).splitlines()[0]) from error
    finally:
        copy.close()


def sound_head(cursor: Cursor, step: Step = lambda _name: None) -> chain.Head:
    """The head of a chain that holds. Raises Refused for one that does not."""
    wrong = broken(cursor, step)
    if wrong is not None:
        raise blocked(
            "chain-broken",
            Sentence("revision {wrong}, which is not what was committed", wrong=wrong),
            "an unbroken chain",
            "Run `python -m datasets verify` on it, and take another copy.",
        )
    return chain.head(cursor) or chain.Head(0, chain.BEGINNING)


def checked(part: Path, step: Step = lambda _name: None) -> chain.Head:
    """The head of a copy whose chain holds. Raises Refused for one that does not."""
    copy = database.connect(part)
    try:
        head = sound_head(copy, step)
        copy.execute("CHECKPOINT")
    finally:
        copy.close()
    return head


def _checked_as(backup: Path, part: Path) -> chain.Head:
    """The head of a backup that was copied to ``part``, checked; what is wrong with it is said of its own name."""
    try:
        return checked(part)
    except Refused as refusal:
        if refusal.problems[0].code not in NO_BACKUP:
            raise
        raise blocked(
            refusal.problems[0].code,
            f'"{backup}", which is no whole database of this program',
            "a backup file",
            "Check the path of the backup.",
        ) from refusal


def _links(path: Path) -> Mapping[int, str]:
    """The chain of a database that is no other program's to write meanwhile."""
    with duckdb.connect(str(path), read_only=True) as opened:
        return chain.stored(opened)


def _something_else(path: Path) -> Problem:
    return Problem(
        "block",
        "no-older-backup",
        f'"{path}", which holds something else than an earlier state of this database',
        "an older backup of this database, or a path where nothing is",
        "Name another path: what is there would be lost.",
    )


def _not_onto_itself(path: Path, source: Path | None) -> None:
    """Refuse a copy onto the file it is made of, by whatever name, link or way."""
    if source is not None and os.path.exists(source) and os.path.exists(path) and path.samefile(source):
        raise Refused(
            Problem(
                "block",
                "copy-onto-itself",
                f'"{path}", which is the database itself',
                "another file",
                "Name another path.",
            )
        )


def _free(path: Path, replace: bool) -> None:
    if (problem := disk.hindrance(path)) is not None:
        raise Refused(problem)
    if disk.beside(path):
        raise Refused(disk.part_of_a_database(path))
    if not path.exists() and (ahead := leftovers.write_ahead(path)) and not replace:
        path = ahead[0]
    if path.exists() and not replace:
        raise blocked(
            "file-exists",
            Sentence('"{path}", which exists', path=path),
            "a path where nothing is",
            "Name another path, or say --replace.",
        )
