"""What the operating system says against a file or folder, as an answer of its own; and files written whole or not.

Whatever writes for people (exports, slides, backups, texts) and whatever opens a database answers by ``problem``.
"""

from __future__ import annotations

import errno
import getpass
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_PERMITTED = {errno.EACCES, errno.EPERM}
SAID = (*NO_ROOM, *NOT_PERMITTED, errno.EROFS)
"""The faults that are recognised in the words of a library, which passes no number on."""
UNNAMEABLE = {errno.ENAMETOOLONG, errno.ELOOP}
LETTERS = 8
"""Of the random part in the name of a file that is not finished."""
_UNFINISHED = re.compile(rf"\.[0-9a-f]{{{LETTERS}}}\.\w+$")
_PART = re.compile(rf"\.[0-9a-f]{{{LETTERS}}}\.part$")
_BESIDE = re.compile(r"(.+)\.(wal(\.\w+)?|heads|overview|(before-restore|edition-\d+)(-\d+)?)")


def problem(path: Path, error: OSError) -> Problem:
    """Why ``path`` cannot be written (or read), with what to do about it; by the number of the fault, not its words."""
    path = path.with_name(_UNFINISHED.sub("", path.name))
    nearest = _nearest(path)
    if error.errno in NO_ROOM:
        return _no_room(path)
    if error.errno == errno.EROFS:
        return _read_only(path)
    if os.path.isdir(path):
        return _folder(path)
    if not os.path.isdir(nearest) and nearest != path:
        return _through_a_file(nearest)
    if error.errno in NOT_PERMITTED:
        return _not_permitted(path if os.path.exists(path) and not _may_write(path) else nearest)
    if error.errno == errno.ENOENT and not os.path.exists(path.parent):
        return _folder_missing(path.parent)
    return block(
        "path-unwritable",
        Sentence('"{path}" ({said})', path=path, said=error.strerror or error),
        "a path that can be written",
        "Check the path and the disk.",
    )


def place(path: Path | str) -> tuple[int, int] | None:
    """Which file a path leads to: the numbers of its device and of its place there; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def told(path: Path, words: str) -> Problem | None:
    """The fault of a disk that the words of a library name, as a problem; None where they name none."""
    said = words.replace(str(path), "")  # a file may be called like a fault
    number = next((number for number in SAID if os.strerror(number) in said), None)
    return None if number is None else problem(path, OSError(number, os.strerror(number)))


def hindrance(path: Path) -> Problem | None:
    """What stands against reading and writing ``path`` and making files beside it, before it is tried; None: nothing.

    Whether the disk has room shows only when something is written.
    """
    nearest = _nearest(path)
    if os.path.isdir(path):
        return _folder(path)
    if not os.path.isdir(nearest) and nearest != path:
        return _through_a_file(nearest)
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for without an end
        return problem(path, OSError(None, "no plain file"))
    if (unnamed := _unnameable(path)) is not None:
        return problem(path, unnamed)
    for each in [path, path.parent] if os.path.exists(path) else [nearest]:
        if not _may_write(each):
            return (
                _read_only(path)
                if (hasattr(os, "statvfs") and bool(os.statvfs(each).f_flag & os.ST_RDONLY))
                else _not_permitted(each)
            )
    return None


def write(path: Path, content: bytes, force: bool = False) -> None:
    """Write a file whole or not at all. Raises Refused where one is there already (unless ``force``) or none can be."""
    if os.path.exists(path) and not os.path.isdir(path) and not force:
        raise blocked(
            "file-exists",
            Sentence('"{path}", which exists', path=path),
            "a new file",
            "Choose another name, or --force.",
        )
    if belongs_to_a_database(path):
        raise Refused(part_of_a_database(path))
    part = aside(path, "part")
    try:
        if os.path.isdir(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if os.path.exists(path) and not os.path.isfile(path):  # such as /dev/stdout
            path.write_bytes(content)
            return
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        remove(part)
        raise Refused(problem(path, error)) from error


def belongs_to_a_database(path: Path) -> bool:
    """Whether a database lies at ``path``, or one beside which this name has a meaning: by the names alone, for reading
    the file of an open database and closing it would give its lock up."""
    if beside(path) or (os.path.isfile(path) and path.suffix == ".duckdb"):
        return True
    return os.path.isfile(path) and any(os.path.exists(f"{path}{ending}") for ending in (".heads", ".wal"))


def beside(path: Path) -> bool:
    """Whether ``path`` is named like what lies beside a database that is there."""
    found = _BESIDE.fullmatch(path.name)
    return found is not None and os.path.isfile(path.with_name(found[1]))


@contextmanager
def temporary() -> Iterator[None]:
    """For what is written into the folder of temporary files. Raises Refused where the disk or the rights forbid it."""
    try:
        yield
    except Exception as error:
        number = error.errno if isinstance(error, OSError) else _number(str(error))
        if number is None:
            raise
        path = Path(tempfile.tempdir or os.environ.get("TMPDIR") or "/tmp") / "temporary"
        raise Refused(problem(path, OSError(number, str(error)))) from error


def _number(words: str) -> int | None:
    """The fault in the words of libxml2, which writes the sheets of a workbook: ``IO_ENOSPC``."""
    return next((number for number in SAID if f"IO_{errno.errorcode[number]}" in words), None)


def made(folder: Path) -> None:
    """Make a folder and those above it where they are missing. Raises Refused where none can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise Refused(_through_a_file(folder)) from error
    except OSError as error:
        raise Refused(problem(folder, error)) from error


def aside(path: Path, ending: str) -> Path:
    """A name beside ``path`` for a file that is to take its place and is not finished: no other file bears it."""
    return path.with_name(f"{path.name}.{secrets.token_hex(LETTERS // 2)}.{ending}")


def unfinished(folder: Path) -> list[Path]:
    """The files in a folder that were to take another one's place, and did not."""
    with suppress(OSError):
        return [Path(each) for each in os.scandir(folder) if _PART.search(each.name)]
    return []


def remove(path: Path) -> None:
    """Delete a file that is not finished; where that is not possible, it stays."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def settled(folder: Path) -> None:
    """See to it that the names in a folder outlast a power cut, as far as the system can promise it."""
    with suppress(OSError):  # some systems open no folder
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _unnameable(path: Path) -> OSError | None:
    """The fault of a name that leads in circles, or is too long for the longest ending of what lies beside it."""
    for each in (str(path), f"{aside(path, 'part')}.wal"):
        try:
            os.stat(each)
        except OSError as error:
            if error.errno in UNNAMEABLE:
                return error
    return None


def _nearest(path: Path) -> Path:
    """The folder of a path, or the nearest one above it that exists."""
    return next((each for each in path.absolute().parents if os.path.lexists(each)), path)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK | (os.X_OK if os.path.isdir(path) else os.R_OK))


def part_of_a_database(path: Path) -> Problem:
    """What to say where something else is to be written at such a path."""
    return Problem(
        "block",
        "path-of-database",
        f'"{path}", which is a database or belongs to one',
        "a path that is no database's",
        "Name another path.",
    )


def _no_room(path: Path) -> Problem:
    return block(
        "disk-full",
        Sentence('no room on the disk for "{path}"', path=path),
        "a disk with room",
        "Free some space or name a path on another disk, then do it again: nothing was written.",
    )


def _read_only(path: Path) -> Problem:
    return block(
        "disk-read-only",
        Sentence('"{path}", which lies on a disk that can only be read', path=path),
        "a disk that can be written",
        "Mount the disk for writing, or name a path on another one.",
    )


def _not_permitted(path: Path) -> Problem:
    return block(
        "not-permitted",
        Sentence(
            '"{path}", which belongs to {owner} and which {user} may not write',
            path=path,
            owner=_owner(path),
            user=running_user() or "?",
        ),
        "a file and a folder that may be read and written",
        "Have the rights changed, run the program as the owner, or name another path.",
    )


def _folder(path: Path) -> Problem:
    return block(
        "path-is-folder",
        Sentence('"{path}", which is a folder', path=path),
        "the path of a file",
        "Name a file inside the folder.",
    )


def _through_a_file(path: Path) -> Problem:
    return block(
        "folder-is-file",
        Sentence('"{path}", which is a file', path=path),
        "a folder",
        "Name another folder.",
    )


def _folder_missing(path: Path) -> Problem:
    return block(
        "folder-missing",
        Sentence('no folder "{path}"', path=path),
        "a folder that exists",
        "Make the folder, or name another path.",
    )


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (OSError, KeyError, NotImplementedError):  # a number without a name, or a system without owners
        return _numbered(path)


def _numbered(path: Path) -> str:
    try:
        return str(path.stat().st_uid)
    except OSError:
        return "?"


def running_user() -> str | None:
    """The name of who runs this program, by the system and not by the environment, in which anybody can write another;
    None where there is none."""
    try:
        return getpass.getuser() if not hasattr(os, "geteuid") else _named(os.geteuid())
    except (OSError, KeyError, ImportError):  # which one it is depends on Python and system
        return None


def _named(number: int) -> str:
    import pwd  # not on every system

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
