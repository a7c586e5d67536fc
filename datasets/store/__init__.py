"""The store: DuckDB behind a small set of verbs. The only package that knows SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import duckdb

from analytics.commitment.targets import Target
from analytics.text.problems import Problem, Refused
from datasets.store import (
    backup,
    carrying,
    chain,
    database,
    followers,
    ledger,
    moments,
    reading,
    sums,
    touched,
)
from datasets.store.carrying import CityRevision, Settling
from datasets.store.heads import Heads
from datasets.store.inventory_rows import InventoryRow
from datasets.store.keeping import Keeping
from datasets.store.kind import Cursor
from datasets.store.kinds import carried_revisions, drafts, mappings
from datasets.store.kinds.about import AboutRow
from datasets.store.kinds.accounts import AccountRow
from datasets.store.kinds.carried_revisions import CarriedRow
from datasets.store.kinds.drafts import DraftOwner, SavedDraft
from datasets.store.kinds.gdp import GdpRow
from datasets.store.kinds.inhabitants import PopulationRow
from datasets.store.kinds.left_out import LeftOutRow
from datasets.store.kinds.local_energy import LocalEnergy
from datasets.store.kinds.mappings import MappingRow, RememberedAnswer
from datasets.store.kinds.own_factors import CityFactor
from datasets.store.kinds.printed import PrintedRow
from datasets.store.reader import Reader
from datasets.store.records import (
    ROW_COLUMNS,
    CityRecord,
    Moment,
    Register,
    Revision,
    Rows,
    Slot,
    Submission,
)
from datasets.store.removals import Removal

if TYPE_CHECKING:
    import pyarrow


__all__ = [
    "ROW_COLUMNS",
    "AboutRow",
    "AccountRow",
    "CityFactor",
    "CityRecord",
    "CityRevision",
    "DraftOwner",
    "GdpRow",
    "InventoryRow",
    "LeftOutRow",
    "LocalEnergy",
    "MappingRow",
    "Moment",
    "PopulationRow",
    "PrintedRow",
    "Reader",
    "RememberedAnswer",
    "Removal",
    "Revision",
    "Rows",
    "SavedDraft",
    "Slot",
    "Store",
    "Submission",
]


class Store:
    """One open database. Reading is safe from many threads (a cursor for each call); writing is one at a time."""

    def __init__(self, path: str | Path, listed: bool = True, followed: str | None = None) -> None:
        """Open or create the database at ``path`` (":memory:" for none on disk). Raises Refused when it cannot be.

        Each commit is noted in a list beside it (``heads``); without ``listed``, as for a copy, there is none. With the
        address of a ledger that is ``followed``, the database holds what that does, and commits are made there.
        """
        self.path = str(path)
        self._connection = database.connect(path)
        self._writing, self._beginning, self._ended = Lock(), Lock(), False
        self._following = Lock()
        self._moment: Moment | None = None
        self._moments: WeakValueDictionary[int, Moment] = WeakValueDictionary()
        self._sums = sums.Kept()
        self._browser_key: bytes | None = None
        try:
            self.followed = followers.follower(followed, self.path, self._cursor, self._writing)
            self.new = database.is_new(self._connection)
            self._keeping = Keeping(self._connection, path, self._writing, listed)
            if self.followed is not None:
                self.followed.taken_over = self._taken_over
        except BaseException as error:
            self._connection.close()
            if isinstance(error, duckdb.Error) and (problem := database.damage(self.path, error)):
                raise Refused(problem) from error
            raise

    def _taken_over(self, cursor: Cursor, head: chain.Head) -> None:
        """After what others committed was taken over."""
        self._follow(cursor)
        self._keeping.committed(head, shared=True)

    def found_ledger(self, address: str) -> chain.Head:
        """Make a ledger at the address of a server that holds all that is here, which this follows when it is opened
        the next time. Returns its head. Raises Refused where none can be made there; then nothing is."""
        from datasets.store.postgres import moving
        from datasets.store.postgres.shared_ledger import SharedLedger

        with self._writing, self._cursor() as cursor:
            return moving.found(cursor, SharedLedger(address))

    @property
    def faults(self) -> list[Problem]:
        """What is amiss while it can be read and, mostly, written: as warnings."""
        keepers = (self.heads, self.followed)
        found = [keeper.fault for keeper in keepers if keeper is not None]
        return [problem for problem in (self._keeping.gone, *found) if problem is not None]

    def insist_on_file(self) -> None:
        """Raise Refused where the file was moved, replaced or deleted since it was opened: nothing can be committed."""
        self._keeping.insist()

    def __enter__(self) -> Store:
        """Use the store as a context: it is closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Give the file back. Every committed revision is on disk already, and now in the main file."""
        if self.followed is not None:
            self.followed.close()
        self._keeping.close()
        self._connection.close()

    @contextmanager
    def _cursor(self) -> Iterator[Cursor]:
        if self._ended:
            # Open the file anew after a fault that ended the connection, such as a full disk; all commits are on it.
            with self._beginning:
                if self._ended:
                    self._keeping.insist()
                    self._connection.close()
                    self._connection = self._keeping.connection = database.connect(self.path)
                    self._ended = False
                    self._forget_moment()
        cursor = self._connection.cursor()
        try:
            yield cursor
        except duckdb.Error as error:
            self._ended = database.INVALIDATED in str(error)
            if problem := database.damage(self.path, error):
                raise Refused(problem) from error
            raise
        finally:
            cursor.close()

    def _forget_moment(self) -> None:
        with self._following:
            self._moment = None

    @contextmanager
    def _transaction(self, keep: bool = True, seal: bool = True, commits: bool = True) -> Iterator[Cursor]:
        """One transaction, sealed at its end unless it does that itself. One that ``commits`` revisions begins behind
        all that is in the ledger, and ends with its own in it."""
        followed = self.followed if keep and commits else None
        with self._writing if followed is None else followed.turn(), self._cursor() as cursor:
            if keep:
                self._keeping.insist()
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
                chain.seal(cursor)
            if self.new:
                database.finish(cursor)
            head = chain.head(cursor)
            try:
                with nullcontext() if followed is None else followed.handing_in(cursor, head):
                    cursor.commit()
            except BaseException:  # nobody can tell whether it is on the disk: the next reading looks
                self._forget_moment()
                raise
            self.new = False
            self._follow(cursor)
            self._keeping.committed(head, shared=self.followed is not None)
            if followed is None:  # it may have gone meanwhile: what nobody finds again is not acknowledged
                self._keeping.insist()

    def _follow(self, cursor: Cursor) -> None:
        """Bring the newest moment up to what was just committed, so that nobody has to ask the database for it.

        Only a committed state is ever kept: a rehearsal and what was rolled back never come here. What was committed
        is committed, also where it cannot be read again: then the next reading says so.
        """
        with self._following:
            known, self._moment = self._moment, None
            if known is None:  # nobody has asked yet
                return
            try:
                self._keep(moments.moment(cursor, known))
            except duckdb.Error:
                self._moment = None

    def at_rest(self, seconds: float) -> bool:
        """Whether nobody writes, or comes to the end of it within so many seconds, for which this waits: a commit asks
        the database many times, and each time waits for whoever works beside it."""
        if rests := self._writing.acquire(timeout=seconds):
            self._writing.release()
        return rests

    def _keep(self, found: Moment) -> Moment:
        self._moment = self._moments[found.revision] = found
        return found

    def moment(self) -> Moment:
        """The newest moment, held in memory: this process is the only writer.

        Readings as of its revision (``reader``) are of this very moment for as long as somebody holds it.
        """
        with self._following:
            if self._moment is not None:
                return self._moment
            with self._cursor() as cursor:
                cursor.begin()
                try:
                    return self._keep(moments.moment(cursor))
                finally:
                    cursor.rollback()

    def commit(
        self,
        submission: Submission,
        check: Callable[[Reader], None] = lambda reader: None,
        draft: SavedDraft | None = None,
    ) -> Revision:
        """Write one submission as one revision, whole or not at all.

        ``check`` sees the store as nobody can change it any more before the commit; what it raises calls this off.
        ``draft`` is what the submission was made of: its owner has to keep it still, and keeps it no longer.
        """
        ready = ledger.in_order(submission)
        with self._transaction(seal=False) as cursor:
            newest = ledger.newest(cursor)
            check(Reader(cursor, lambda: moments.moment(cursor, self._moment).register, newest=newest))
            if draft is not None:
                drafts.take(cursor, draft.owner, draft.draft_id)
            if self.new:
                chain.seal(cursor)  # nothing is sealed yet
            sealing = chain.Sealing(chain.ROWS, ready.rows.num_rows if ready.rows else 0)
            made = ledger.append(cursor, ready, sealing, newest + 1)
            head = chain.link(
                cursor,
                made.revision,
                sealing,
                ledger.tables(ready),
                seen=None if self.followed is None else self.followed.seen,
            )
        return replace(made, head=head)

    def undo(self, revision: int, author: str, reason: str) -> Revision:
        """Put back what counted before ``revision``, by one more revision. Raises Refused where it cannot be."""
        return self.undo_all([revision], author, reason)[0]

    def undo_all(self, revisions: Sequence[int], author: str, reason: str) -> list[Revision]:
        """Put back what counted before several revisions, one after the other: all of them or none."""
        with self._transaction() as cursor:
            numbers = [ledger.undo(cursor, revision, author, reason) for revision in revisions]
        return [self.revision(number) for number in numbers]

    def city_revisions(self, city_id: str) -> tuple[CityRecord, dict[int, CityRevision]]:
        """The entry of a city as it was first written, and everything that was ever committed of it, by revision."""
        with self._cursor() as cursor:
            cursor.begin()
            try:
                return carrying.city(cursor, city_id), carrying.history(cursor, city_id)
            finally:
                cursor.rollback()

    def elsewhere(self, city_id: str) -> list[tuple[int, CarriedRow]]:
        """By what other ledgers call the revisions of a city, each with the revision that noted it."""
        with self._cursor() as cursor:
            return carried_revisions.of_city(cursor, city_id)

    @contextmanager
    def carried_alone(
        self, city: CityRecord, revisions: Sequence[CityRevision]
    ) -> Iterator[tuple[Reader, Mapping[int, str]]]:
        """What an empty store would be with these revisions of a city, and their identities by number; everything is
        rolled back at the end. Raises ``carrying.Unfit`` for what no ledger of this program holds."""
        with self._transaction(keep=False) as cursor:
            made = carrying.write(cursor, city, revisions, {})
            names = {number: identity for identity, number in made.items()}
            yield Reader(cursor, lambda: reading.register(cursor)), names

    def carry(
        self,
        city: CityRecord,
        revisions: Sequence[CityRevision],
        opening: Submission,
        settled: Callable[[Reader], Settling] | None = None,
        check: Callable[[Reader], None] = lambda reader: None,
    ) -> Revision | None:
        """Write those of a city's revisions that are not on file behind what is, then what ``settled`` says behind
        both, and one more that says which these are: all of it or nothing. None where nothing is new.

        ``settled`` sees what both leave and ``check`` what all does, as nobody can change it any more; what they raise
        calls it off. Raises ``carrying.Unfit`` for what no ledger of this program holds.
        """
        with self._transaction() as cursor:
            new = not carrying.on_file(cursor, city.city_id)
            known = carrying.history(cursor, city.city_id)
            numbers = {one.identity: number for number, one in known.items()}
            made = carrying.write(cursor, city, revisions, numbers)
            told = carrying.origins_to_note(city.city_id, revisions, known, made)
            told = told or ([CarriedRow(city.city_id, 0, 0, "", came=True)] if new else [])
            number = None
            if told:
                if settled is not None:
                    settling = settled(Reader(cursor, lambda: reading.register(cursor)))
                    carrying.settle(cursor, city.city_id, settling, numbers | made)
                number = ledger.append(cursor, carrying.opening(opening, told)).revision
            check(Reader(cursor, lambda: reading.register(cursor)))
        return None if number is None else self.revision(number)

    @contextmanager
    def rehearsal(self, submission: Submission) -> Iterator[Reader]:
        """The store as it would be after ``submission``; everything is rolled back at the end."""
        with self._transaction(keep=False) as cursor:
            known = self.moment()
            ledger.append(cursor, submission)
            yield Reader(cursor, lambda: moments.moment(cursor, known, tables=ledger.tables(submission)).register)

    @contextmanager
    def reader(self, revision: int | None = None) -> Iterator[Reader]:
        """The store as it is, or as it was after ``revision``: one moment for all readings, whatever others commit.

        Raises Refused where there is no such revision.
        """
        held = self._moments.get(revision) if revision is not None else self.moment()
        with self._cursor() as cursor:
            cursor.begin()
            try:
                newest = ledger.newest(cursor)  # the moment is that of the first reading
                if revision is not None and held is None:
                    ledger.revision(cursor, revision)
                yield Reader(
                    cursor, partial(self._register, cursor, held, revision, newest), revision, self._sums, newest
                )
            finally:
                cursor.rollback()

    def _register(self, cursor: Cursor, held: Moment | None, revision: int | None, newest: int) -> Register:
        """The register as a reader sees it, from that of the moment that is ``held``, else from the newest one."""
        if held is None:
            assert revision is not None
            return reading.renewed(cursor, self.register(), list(touched.by_city(cursor, revision)), revision)
        return held.register if revision is not None else moments.moment(cursor, held, newest).register

    def register(self) -> Register:
        """Cities, pairings and targets, as they are."""
        return self.moment().register

    def revision(self, number: int) -> Revision:
        """One revision. Raises Refused when there is none."""
        with self._cursor() as cursor:
            return ledger.revision(cursor, number)

    def cities_of(self, revision: int) -> list[str]:
        """The ids of the cities of which a revision says anything, or of which it takes something back.

        A number that no revision has says nothing of any.
        """
        with self._cursor() as cursor:
            return touched.cities_of(cursor, revision) if 0 < revision <= ledger.newest(cursor) else []

    def head(self, upto: int | None = None) -> chain.Head | None:
        """The newest revision, or the newest up to ``upto``, and its hash; None before the first commit."""
        with self._cursor() as cursor:
            return chain.head(cursor, upto)

    @property
    def heads(self) -> Heads | None:
        """The list of commits beside the database, None where none is kept."""
        return self._keeping.heads

    def newest_revision(self) -> int:
        """The number of the newest revision, 0 when there is none."""
        return self.moment().revision

    def history(self, city_id: str, upto: int | None = None) -> list[Revision]:
        """The revisions that touched a city, newest first; with ``upto`` as they stood after that one."""
        with self._cursor() as cursor:
            return ledger.history(cursor, city_id, upto)

    def remembered(self, *signatures: str) -> list[RememberedAnswer]:
        """The answers that files of these signatures were committed with, the newest revision first."""
        with self._cursor() as cursor:
            return mappings.remembered(cursor, signatures, touched.undone(cursor))

    def save_draft(self, draft: SavedDraft, data: bytes) -> SavedDraft:
        """Keep a file that is not committed yet, or the newer answers to one that its owner keeps already.

        Returns the draft as it is kept. Raises Refused where too much is kept.
        """
        with self._transaction(seal=self.new, commits=False) as cursor:
            return drafts.write(cursor, draft, data)

    def drafts(self, owner: DraftOwner) -> list[SavedDraft]:
        """The files that wait for their commit by one owner, the newest first; nobody sees another's."""
        with self._cursor() as cursor:
            return drafts.listed(cursor, owner)

    def draft_content(self, owner: DraftOwner, draft_id: str) -> bytes | None:
        """The bytes of one draft of one owner; None where there is none."""
        with self._cursor() as cursor:
            return drafts.content(cursor, owner, draft_id)

    def discard_draft(self, owner: DraftOwner, draft_id: str) -> None:
        """Delete one draft of one owner: drafts are no part of the ledger."""
        with self._transaction(seal=self.new, commits=False) as cursor:
            drafts.delete(cursor, owner, draft_id)

    def browser_key(self) -> bytes:
        """The key that signs the cookies of browsers and the tokens of programs, made when it is first asked for. From
        then on the file is its user's alone: whoever reads the key is whoever they like."""
        if self._browser_key is None:
            database.close_to_others(self.path)
            with self._cursor() as cursor:
                known = drafts.browser_key(cursor)
            if known is None:
                with self._transaction(seal=self.new, commits=False) as cursor:
                    known = drafts.make_browser_key(cursor)
            self._browser_key = known
        return self._browser_key

    def cities(self) -> list[CityRecord]:
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

    def seals(self, revisions: range) -> Iterator[tuple[int, list[chain.Seal], list[chain.Seal]]]:
        """Each of some revisions with its seals as they were made with it, and from its content as it stands."""
        with self._cursor() as cursor:
            yield from chain.compared(cursor, revisions)

    def rows_of(self, revision: int) -> pyarrow.Table:
        """All rows that a revision brought, in force or not, with the columns of ``ROW_COLUMNS``."""
        with self._cursor() as cursor:
            return chain.rows(cursor, range(revision, revision + 1)).select(ROW_COLUMNS)

    def backup(self, path: Path, replace: bool = False, step: Callable[[str], None] = lambda _name: None) -> str:
        """Write a verified copy of everything to ``path`` while the store is in use. Returns the hash it ends with.

        ``step`` is told "copy" and "check" again and again, and may end it by raising. Raises Refused when
        the path is taken (``replace``: by anything but an older backup of this database), is that of the store itself,
        or cannot be written.
        """
        with self._cursor() as cursor:
            cursor.begin()  # one snapshot of all tables
            try:
                return backup.write(cursor, path, replace, Path(self.path), step)
            finally:
                cursor.rollback()

    def rows_in_force(self, slot: Slot) -> list[tuple]:  # type: ignore[type-arg]
        """The rows that count in one table of one inventory."""
        with self._cursor() as cursor:
            return reading.rows_in_force(cursor, slot)

    def seed(
        self,
        cities: Sequence[CityRecord],
        pairings: Sequence[tuple[str, str, str]],
        targets: Sequence[Target],
        submissions: Sequence[Submission],
    ) -> None:
        """Fill an empty database with cities, pairings, targets and first revisions: all of it or nothing."""
        with self._transaction() as cursor:
            ledger.seed(cursor, cities, pairings, targets)
            for submission in submissions:
                ledger.append(cursor, ledger.in_order(submission))
