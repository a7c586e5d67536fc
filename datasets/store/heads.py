"""The list of commits beside a database: ``covenant.duckdb.heads`` names each newest head, one line for each commit.

A line is ``committed REVISION HASH TIME``, or ``accepted REVISION HASH TIME REASON`` where somebody went back on
purpose; what was signed stands between them (``signatures``). It is written after the commit is on the disk, so that a
database may be ahead of its list (a crash between the two) and is then caught up, but never behind it: then commits
were lost, or the ledger was cut or sealed again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence
from datasets.store import disk
from datasets.store.chain import Head

ENDING = ".heads"
_LINE = re.compile(r"(committed|accepted) (\d{1,18}) ([0-9a-f]{64})(?: (\S+)(?: (.*))?)?")
_TAIL_BYTES = 1 << 16
"""How much of a list is read when a database is opened; all of it where something is wrong."""


class HeadLine(NamedTuple):
    """One line: the newest head at a time, with the reason where it was ``accepted`` in place of a later one."""

    head: Head
    accepted: bool
    at: str
    reason: str


class Heads:
    """The list beside one database, which one process at a time holds open."""

    def __init__(self, database: Path) -> None:
        """The list of the database at this path, be it there or not."""
        self.database = database
        self.path = database.with_name(database.name + ENDING)
        self.fault: Problem | None = None
        """Why the list could not be read or written the last time, as a warning; None where it could."""
        self._newest: Head | None = None

    def lines(self, whole: bool = True) -> list[HeadLine]:
        """The lines in their order; one that was cut short or is no line of ours says nothing and is passed over.

        Raises OSError where there is a list that cannot be read.
        """
        found = map(_LINE.fullmatch, self.texts(whole))
        return [
            HeadLine(Head(int(line[2]), line[3]), line[1] == "accepted", line[4] or "", line[5] or "")
            for line in found
            if line is not None
        ]

    def texts(self, whole: bool = True) -> list[str]:
        """The lines as they are written, what is none of ours among them. Raises OSError as ``lines``."""
        if not self.path.exists():
            return []
        if not self.path.is_file():
            raise OSError(None, "no plain file")
        with self.path.open("rb") as file:
            if not whole:
                file.seek(max(file.seek(0, os.SEEK_END) - _TAIL_BYTES, 0))
            return file.read().decode("utf-8", "replace").split("\n")

    def noted(self) -> list[Head]:
        """The heads that all have to be in the chain; none where the list cannot be read (``fault``)."""
        try:
            return in_force(self.lines())
        except OSError as error:
            self.fault = _unwritten(self.path, error)
            return []

    def missing(self, links: Mapping[int, str]) -> Problem | None:
        """What a ledger with this chain lacks of what the list tells of; None where it lacks nothing.

        A list that cannot be read forbids nothing: ``fault`` says so.
        """
        try:
            newest = fitting(self.lines(whole=False)) or fitting(self.lines())  # many signatures may follow the last
            if not newest or any(links.get(head.revision) == head.sha256 for head in newest):
                return None
            return _behind(self, fitting(self.lines())[-1], self.lines(), links)
        except OSError as error:
            self.fault = _unwritten(self.path, error)
            return None

    def note(self, head: Head, accepted: str | None = None) -> None:
        """Add a line for the newest head, on the disk when this returns; nothing where it is the last one already.

        ``accepted`` is the reason for which it takes the place of a later one. A fault is kept in ``fault`` and raises
        nothing, for the commit itself is on file.
        """
        if accepted is None and head == self._newest:
            return
        try:
            self.append(head, accepted)
        except OSError as error:
            self.fault = _unwritten(self.path, error)
            return
        self._newest, self.fault = head, None

    def append(self, head: Head, accepted: str | None = None) -> None:
        """Add a line with a head. Raises OSError where it cannot be written; what was written of it is taken back."""
        said = "committed" if accepted is None else "accepted"
        reason = "" if accepted is None else f" {' '.join(accepted.split())}"
        self.add(f"{said} {head.revision} {head.sha256} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}{reason}")

    def add(self, line: str) -> None:
        """Add a line. Raises OSError as ``append``."""
        line += "\n"
        if self.path.exists() and not self.path.is_file():
            raise OSError(None, "no plain file")
        new = not self.path.exists()
        with self.path.open("ab+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                line = line if file.read(1) == b"\n" else f"\n{line}"  # the last line was cut short
            left = memoryview(line.encode("utf-8", "backslashreplace"))
            try:
                while left:
                    left = left[file.write(left) or 0 :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                if new:
                    disk.remove(self.path)
                raise
        if new:
            disk.settled(self.path.parent)


def fitting(lines: Sequence[HeadLine]) -> list[Head]:
    """The heads that a whole database may have on the way to its end: the last one committed, and each one accepted
    since, for a program may be stopped between the line and the file."""
    found = []
    for line in reversed(lines):
        found.append(line.head)
        if not line.accepted:
            break
    return found


def in_force(lines: Sequence[HeadLine]) -> list[Head]:
    """The heads that all have to be in the chain: those committed since the last accepted one."""
    last = max((place for place, line in enumerate(lines) if line.accepted), default=-1)
    return [line.head for line in lines[last + 1 :]]


def _behind(heads: Heads, last: Head, lines: Sequence[HeadLine], links: Mapping[int, str]) -> Problem:
    """What is missing, and the ways on."""
    held = [head.revision for head in in_force(lines) if links.get(head.revision) == head.sha256]
    newest = max(links, default=0)
    if last.revision > newest:
        found = Sentence('"{path}", which ends with revision {newest}', path=heads.database, newest=newest)
    else:
        found = Sentence(
            '"{path}", which holds another revision {revision}', path=heads.database, revision=last.revision
        )
    return block(
        "commits-missing",
        found,
        Sentence(
            'revision {revision} with the hash {hash}…, as noted in "{heads}"',
            revision=last.revision,
            hash=last.sha256[:12],
            heads=heads.path.name,
        ),
        Sentence(
            "What was committed after revision {held} is missing. Put back the newest file, with what lies beside it, "
            "or a backup: `python -m datasets restore FILE --replace`. Where going back is meant: `python -m "
            "datasets accept-head --reason TEXT`.",
            held=max(held, default=0),
        ),
    )


def _unwritten(path: Path, error: OSError) -> Problem:
    return replace(
        disk.problem(path, error),
        severity="warn",
        code="heads-unwritten",
        expected=Sentence("a list of commits that can be read and written"),
        fix=Sentence("The data is on file. Mend this all the same: without the list, lost commits are not noticed."),
    )
