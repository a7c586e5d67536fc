"""The store: DuckDB behind a small set of verbs. The only package that knows SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

import duckdb

from analytics.commitment.targets import Target
from analytics.problems import Refused
from datasets.store import backup, chain, database, drafts, ledger, mappings, reading, removals, sums
from datasets.store.lines import Line, lines
from datasets.store.records import (
    ROW_COLUMNS,
    AboutRow,
    AccountRow,
    City,
    CityFactor,
    GdpRow,
    LocalEnergy,
    MappingRow,
    PopulationRow,
    Register,
    RememberedAnswer,
    Revision,
    Rows,
    SavedDraft,
    Slot,
    Standing,
    Submission,
)
from datasets.store.removals import Removal

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "ROW_COLUMNS", "AboutRow", "AccountRow", "City", "CityFactor", "GdpRow", "Line", "LocalEnergy", "MappingRow",
    "PopulationRow", "RememberedAnswer", "Removal", "Revision", "Rows", "SavedDraft", "Slot", "Store", "Submission",
]  # fmt: skip


class Store:
    """One open database. Reading is safe from many threads (a cursor for each call); writing is one at a time."""

    def __init__(self, path: str | Path) -> None:
        """Open or create the database at ``path`` (":memory:" for none on disk). Raises Refused when it cannot be."""
        self.path = str(path)
        self._connection = database.connect(path)
        self.new = database.is_new(self._connection)
        self._writing = Lock()
        self._commits = 0
        self._register: tuple[int, Register] | None = None
        self._sums = sums.Kept()

    def __enter__(self) -> Store:
        """Use the store as a context: it is closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Give the file back. Every committed revision is on disk already."""
        self._connection.close()

    @contextmanager
    def _cursor(self) -> Iterator[ledger.Cursor]:
        cursor = self._connection.cursor()
        try:
            yield cursor
        except duckdb.Error as error:
            if problem := database.damage(self.path, error):
                raise Refused(problem) from error
            raise
        finally:
            cursor.close()

    @contextmanager
    def _transaction(self, keep: bool = True, register: bool = True, seal: bool = True) -> Iterator[ledger.Cursor]:
        """One transaction, sealed at its end unless it does that itself; ``register`` is False where it leaves the
        register as it is."""
        with self._writing, self._cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            if not keep:
                cursor.rollback()
                return
            if seal:
                chain.extend(cursor)
            if self.new:
                database.finish(cursor)
            self._commits += register  # odd as long as nobody can tell whether a reading is of before or after it
            try:
                cursor.commit()
            finally:
                self._commits += register
            self.new = False

    def commit(self, submission: Submission, check: Callable[[Reader], None] = lambda reader: None) -> Revision:
        """Write one submission as one revision, whole or not at all.

        ``check`` sees the store as nobody can change it any more before the commit; what it raises calls this off.
        """
        ready = _ready(submission)
        with self._transaction(register=ready.changes_register, seal=False) as cursor:
            newest = ledger.newest(cursor)
            check(Reader(cursor, newest=newest))
            if self.new:
                chain.extend(cursor)  # nothing is sealed yet
            sealing = chain.Sealing(chain.ROWS, ready.rows.num_rows if ready.rows else 0)
            made = ledger.append(cursor, ready, sealing, newest + 1)
            chain.link(cursor, made.revision, sealing, ledger.tables(ready))
        return made

    def undo(self, revision: int, author: str, reason: str) -> Revision:
        """Put back what counted before ``revision``, by one more revision. Raises Refused where it cannot be."""
        return self.undo_all([revision], author, reason)[0]

    def undo_all(self, revisions: Sequence[int], author: str, reason: str) -> list[Revision]:
        """The same for several revisions, one after the other: all of them or none."""
        with self._transaction() as cursor:
            numbers = [ledger.undo(cursor, revision, author, reason) for revision in revisions]
        return [self.revision(number) for number in numbers]

    @contextmanager
    def rehearsal(self, submission: Submission) -> Iterator[Reader]:
        """The store as it would be after ``submission``; everything is rolled back at the end."""
        with self._transaction(keep=False) as cursor:
            ledger.append(cursor, submission)
            yield Reader(cursor)

    @contextmanager
    def reader(self, revision: int | None = None) -> Iterator[Reader]:
        """The store as it is, or as it was after ``revision``: one moment for all readings, whatever others commit.

        Raises Refused where there is no such revision.
        """
        with self._cursor() as cursor:
            commits = self._commits
            cursor.begin()
            try:
                newest = ledger.newest(cursor)  # the moment is that of the first reading
                still = commits == self._commits and commits % 2 == 0
                if revision is not None:
                    ledger.revision(cursor, revision)
                register = self._kept_register(cursor, commits if still else None) if revision is None else None
                yield Reader(cursor, register, revision, self._sums, newest)
            finally:
                cursor.rollback()

    def register(self) -> Register:
        """Cities, pairings and targets; read once after each commit."""
        known = self._register
        if known is not None and known[0] == self._commits:
            return known[1]
        with self.reader() as reader:
            return reader.register

    def _kept_register(self, cursor: ledger.Cursor, commits: int | None) -> Register:
        """The register at the moment of a cursor, which is that after so many commits (None: it cannot be told)."""
        known = self._register
        if commits is not None and known is not None and known[0] == commits:
            return known[1]
        found = reading.register(cursor)
        if commits is not None:
            self._register = (commits, found)
        return found

    def revision(self, number: int) -> Revision:
        """One revision. Raises Refused when there is none."""
        with self._cursor() as cursor:
            return ledger.revision(cursor, number)

    def newest_revision(self) -> int:
        """The number of the newest revision, 0 when there is none. The key for every cache."""
        with self._cursor() as cursor:
            return ledger.newest(cursor)

    def history(self, city_id: str) -> list[Revision]:
        """The revisions that touched a city, newest first."""
        with self._cursor() as cursor:
            return ledger.history(cursor, city_id)

    def remembered(self, *signatures: str) -> list[RememberedAnswer]:
        """The answers that files of these signatures were committed with, the newest revision first."""
        with self._cursor() as cursor:
            return mappings.read(cursor, signatures)

    def save_draft(self, draft: SavedDraft, data: bytes) -> None:
        """Keep a file that is not committed yet, or the newer answers to one that is kept."""
        with self._transaction(register=False) as cursor:
            drafts.write(cursor, draft, data)

    def drafts(self, author: str) -> list[SavedDraft]:
        """The files that wait for their commit by one author, the newest first; nobody sees another's."""
        with self._cursor() as cursor:
            return drafts.listed(cursor, author)

    def draft_content(self, author: str, draft_id: str) -> bytes | None:
        """The bytes of one draft of one author; None where there is none."""
        with self._cursor() as cursor:
            return drafts.content(cursor, author, draft_id)

    def discard_draft(self, author: str, draft_id: str) -> None:
        """Delete one draft of one author: drafts are no part of the ledger."""
        with self._transaction(register=False) as cursor:
            drafts.delete(cursor, author, draft_id)

    def cities(self) -> list[City]:
        """Every city on file, by name."""
        return list(self.register().cities)

    def pairings(self) -> list[tuple[str, str]]:
        """The programme's pairings, as pairs of city ids."""
        return list(self.register().pairings)

    def stray_slots(self, methods: Sequence[str]) -> list[tuple[int, Slot, int]]:
        """What revisions put in force that cannot be: (revision, table, content revision) of a method that is none of
        ``methods``, or with the content of a revision that is unknown or a later one."""
        with self._cursor() as cursor:
            return reading.stray_slots(cursor, methods)

    def seals(self, revision: int) -> tuple[list[chain.Seal], list[chain.Seal]]:
        """The seals of a revision as they were made with it, and from its content as it stands."""
        with self._cursor() as cursor:
            return chain.sealed(cursor, revision), list(chain.seals(cursor, revision))

    def rows_of(self, revision: int) -> pyarrow.Table:
        """All rows that a revision brought, in force or not, with the columns of ``ROW_COLUMNS``."""
        with self._cursor() as cursor:
            return chain.rows(cursor, revision).select(ROW_COLUMNS)

    def backup(self, path: Path, replace: bool = False) -> str:
        """Write a verified copy of everything to ``path`` while the store is in use. Returns the hash it ends with.

        Raises Refused when the path is taken (unless ``replace``) or cannot be written.
        """
        with self._cursor() as cursor:
            cursor.begin()  # one snapshot of all tables
            try:
                return backup.write(cursor, path, replace)
            finally:
                cursor.rollback()

    def rows_in_force(self, slot: Slot) -> list[tuple]:  # type: ignore[type-arg]
        """The rows that count in one table of one inventory."""
        with self._cursor() as cursor:
            return reading.rows_in_force(cursor, slot)

    def seed(
        self,
        cities: Sequence[City],
        pairings: Sequence[tuple[str, str, str]],
        targets: Sequence[Target],
        submissions: Sequence[Submission],
    ) -> None:
        """Fill an empty database with cities, pairings, targets and first revisions: all of it or nothing."""
        with self._transaction() as cursor:
            ledger.seed(cursor, cities, pairings, targets)
            for submission in submissions:
                ledger.append(cursor, _ready(submission))


def _ready(submission: Submission) -> Submission:
    import pyarrow  # here and not above: who only reads does not wait for it

    rows = submission.rows
    return replace(submission, rows=chain.in_order(rows)) if isinstance(rows, pyarrow.Table) else submission


class Reader:
    """Readings on one cursor: inside a rehearsal they see what a commit would leave."""

    def __init__(
        self,
        cursor: ledger.Cursor,
        register: Register | None = None,
        upto: int | None = None,
        kept: sums.Kept | None = None,
        newest: int | None = None,
    ) -> None:
        """Read through ``cursor``; ``register``, ``kept`` and ``newest`` spare reading what is known already.

        With ``upto`` everything is read as it was after that revision.
        """
        self._cursor, self._upto, self._kept, self._register = cursor, upto, kept or sums.Kept(), register
        self._newest = newest

    @cached_property
    def register(self) -> Register:
        """Cities, pairings and targets."""
        return self._register or reading.register(self._cursor, self._upto)

    def standing(self, city_id: str) -> Standing:
        """The content in force of one city."""
        content, people, about = reading.beginning(self._cursor, city_id, self._upto)
        return Standing(reading.cells(self._cursor, city_id, content), people, about)

    def newest_revision(self) -> int:
        """The number of the newest revision, 0 when there is none."""
        return ledger.newest(self._cursor) if self._newest is None else self._newest

    def links(self) -> dict[int, str]:
        """The chain of hashes by revision, 0 for what came before the first."""
        return chain.stored(self._cursor)

    def same_file(self, sha256: str) -> Revision | None:
        """The newest revision made from this very file, if any."""
        return ledger.same_file(self._cursor, sha256)

    def committed(self, slots: Sequence[Slot]) -> dict[Slot, Revision]:
        """Which of ``slots`` somebody has committed before; the shipped samples do not count."""
        return ledger.committed(self._cursor, slots)

    def on_file(self, slots: Sequence[Slot]) -> set[Slot]:
        """Which of ``slots`` hold figures, those of samples among them, or once held some."""
        return ledger.on_file(self._cursor, slots)

    def removals(self, slots: Sequence[Slot], rows: Rows) -> list[Removal]:
        """The tables out of ``slots`` from which ``rows`` in their place would remove something, the most first."""
        return removals.removals(self._cursor, slots, rows) if slots else []

    def all_tables(self) -> sums.AllTables:
        """The tables in force of all cities at once, as sums."""
        return sums.AllTables(self._cursor, self._kept, self._upto)

    def rows_in_force(self, slot: Slot) -> list[tuple]:  # type: ignore[type-arg]
        """The rows that count in one table of one inventory."""
        return reading.rows_in_force(self._cursor, slot, self._upto)

    def revision(self, number: int) -> Revision:
        """One revision. Raises Refused when there is none."""
        return ledger.revision(self._cursor, number)

    def lines(self, city_id: str) -> list[Line]:
        """Every row in force of a city with all its fields, for exports."""
        return lines(self._cursor, city_id, reading.content(self._cursor, city_id, self._upto))
