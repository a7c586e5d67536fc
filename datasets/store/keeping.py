"""What follows a commit: its head is noted beside the database, and what was written ahead is folded in."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

import duckdb

from analytics.text.problems import Problem, Refused
from datasets.store import chain, disk, leftovers
from datasets.store.heads import HeadLine, Heads

EVERY_SECONDS = 1.0
"""The write-ahead file is folded in at once after a commit, and of many in a row once in so many seconds."""
OF_SHARED_SECONDS = 10.0
"""What a shared ledger holds as well is folded in later: others may be waiting for their turn meanwhile."""
ROOM_BYTES = 16 << 20
"""What folding in may take beside what is written ahead: the last blocks of all tables are written again."""


class Keeping:
    """Keeps one open database: what it holds is compared with the list of its commits, then each commit is noted."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: str | Path, writing: Lock, listed: bool) -> None:
        """Compare, and catch the list up. Raises Refused for a database that lacks commits its list tells of.

        Only who holds the lock ``writing`` writes. Without ``listed`` no list is kept.
        """
        self._path, self._named = Path(path).resolve(), Path(path)  # a link may lead elsewhere tomorrow
        self.heads = Heads(self._path) if listed and str(path) != ":memory:" else None
        self.connection, self._writing = connection, writing
        self._folded = 0.0
        self._later: Timer | None = None
        self._closed = str(path) == ":memory:"
        self._opened = None if self._closed else disk.place(self._named)
        if self.heads is not None:
            problem = self.heads.missing(chain.stored(connection))  # nothing at all, where all that it held is lost
            if problem is not None:
                raise Refused(problem)
        if self.heads is not None and (head := chain.head(connection)) is not None:
            last = self._last()
            if last is None or last.accepted or last.head != head:
                self.heads.note(head)

    def _last(self) -> HeadLine | None:
        assert self.heads is not None
        try:
            return next(reversed(self.heads.lines(whole=False)), None)
        except OSError:  # ``missing`` has kept the fault
            return None

    @property
    def gone(self) -> Problem | None:
        """That the database's name leads no longer to the file that was opened, where it is so."""
        return leftovers.gone(self._named, self._opened)

    def insist(self) -> None:
        """Raise Refused where what is written would reach a file without a name."""
        if (problem := self.gone) is not None:
            raise Refused(problem)

    def committed(self, head: chain.Head | None, shared: bool = False) -> None:
        """After a commit, by who holds the lock; a ``shared`` ledger holds it, too. Nothing of it can fail the commit,
        which is on the disk."""
        if self.gone is not None:  # the list is that of another file, and so is what would be folded in
            return
        if self.heads is not None and head is not None:
            self.heads.note(head)
        if self._closed:
            return
        if time.monotonic() - self._folded >= EVERY_SECONDS and not shared:
            self._fold()
        elif self._later is None:
            self._later = Timer(OF_SHARED_SECONDS if shared else EVERY_SECONDS, self._fold_later)
            self._later.daemon = True
            self._later.start()

    def close(self) -> None:
        """Fold in what waits, for the last time."""
        with self._writing:
            if not self._closed:
                self._closed = True
                self._fold()

    def _fold_later(self) -> None:
        with self._writing:
            if not self._closed:
                self._fold()

    def _fold(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if self.gone is not None or not self._room():
            return  # the write-ahead file holds it all, and the next commit tries again
        with suppress(duckdb.Error), self.connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            self._folded = time.monotonic()

    def _room(self) -> bool:
        """Whether the disk has room to fold in: where it fails in the middle, the connection is of no use any more."""
        waiting = sum(each.stat().st_size for each in leftovers.write_ahead(self._path))
        return shutil.disk_usage(self._path.parent).free >= ROOM_BYTES + 2 * waiting
