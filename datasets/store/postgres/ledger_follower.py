"""A database file that follows the ledger of a server: it takes over what others commit, checks each seal, and hands
its own commits in. All reading is done in the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import psycopg

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store import chain, database, pseudonyms, whole_revisions
from datasets.store.chain import Head
from datasets.store.kind import Cursor
from datasets.store.kinds import followed_ledger
from datasets.store.postgres.shared_ledger import CHANNEL, SharedLedger, Window, refuses

if TYPE_CHECKING:
    import pyarrow

EVERY_SECONDS = 0.5
"""How often the ledger is asked for what is new where it does not tell by itself, as behind some poolers."""
AGAIN_SECONDS = 2.0
"""How long a ledger out of reach is left alone."""
OUT_OF_REACH = "ledger-unreachable"
_LOOK = "SELECT max(revision), current_setting('transaction_read_only') = 'on' FROM covenant.revisions"


class LedgerLag(NamedTuple):
    """How far a follower is behind its ledger: by how many ``revisions``, as far as was heard so many ``seconds``
    ago, None where nothing was heard yet; ``fault`` says why it does not follow now."""

    ledger: str
    revisions: int
    seconds: float | None
    fault: Problem | None


class LedgerFollower:
    """One open database as a follower. Only who holds the lock ``writing`` of the database changes it."""

    def __init__(
        self,
        ledger: SharedLedger,
        cursor: Callable[[], AbstractContextManager[Cursor]],
        writing: Lock,
    ) -> None:
        """Follow a ledger; ``taken_over`` is told of each time that something was.

        Who waits for the head of the ledger does so on a connection of its own, and does not keep from taking over
        what others commit meanwhile.
        """
        self.ledger, self._adding = ledger, SharedLedger(ledger.address)
        self.fault: Problem | None = None
        self.taken_over: Callable[[Cursor, Head], None] = lambda cursor, head: None
        self.seen: dict[str, pyarrow.Table] = {}
        """The tables of the revision of a turn that were read for its seals, and so need not be read again."""
        self._cursor, self._writing = cursor, writing
        self._ended = Event()
        self._thread: Thread | None = None
        self._heard: tuple[float, int] | None = None
        self._newest = 0
        self._people: dict[str, str] = {}

    def begin(self) -> None:
        """Take over what is new. Where the ledger is out of reach, a database that followed it before goes on as it is
        (``fault``).

        Raises Refused where there is no such ledger, where the database follows another one or has commits of its own,
        and where it could not begin yet.
        """
        with self._cursor() as cursor:
            known = followed_ledger.read(cursor)
        try:
            found = self.ledger.identity()
        except Refused as refusal:
            if known is None or refusal.problems[0].code != OUT_OF_REACH:
                raise
            self._set(refusal)
            return
        if known not in (None, found):
            raise Refused(_another(self.ledger.name))
        try:
            self.catch_up()
        except Refused as refusal:
            if known is None:
                raise
            self._set(refusal)
            return
        with self._cursor() as cursor:
            followed_ledger.note(cursor, found)

    def _set(self, refusal: Refused | None) -> None:
        """Keep why it does not follow, to be shown; None where it does."""
        self.fault = None if refusal is None else replace(refusal.problems[0], severity="warn")

    def catch_up(self) -> None:
        """Take over every revision that is new, by who holds the lock. Raises Refused where that is not possible; what
        was taken over by then is sound and stays."""
        with self._cursor() as cursor:
            own, more = chain.head(cursor), True
            while more:
                window = self.ledger.window(own)
                if window is None:
                    assert own is not None
                    raise Refused(_apart(self.ledger.name, own))
                taken = self._take_over(cursor, window, own) if window.links else None
                own, more = taken or own, window.more
                self._stands_at(-1 if own is None else own.revision)
                if taken is not None:
                    self.taken_over(cursor, taken)
            self._people = self.ledger.people()
            pseudonyms.take_over(cursor, self._people)

    def _stands_at(self, revision: int) -> None:
        """Know that all up to a revision is here, and that the ledger was reached."""
        self._newest, self._heard = revision, (time.monotonic(), revision)
        self._set(None)

    def _take_over(self, cursor: Cursor, window: Window, own: Head | None) -> Head:
        """Write some revisions behind one's own head and seal them: all of them or none. Returns the head that they
        leave.

        What is asked of the engine counts: a thread beside a busy page waits for its turn after each answer.
        """
        if window.edition > database.SCHEMA_VERSION:
            raise Refused(whole_revisions.newer(f"edition {window.edition}"))
        cursor.begin()
        try:
            tables = whole_revisions.write(cursor, self.ledger.parts(window))
            sealed = chain.extend(cursor, own, max(window.links), tables)
            if own is None and database.is_new(cursor):
                database.finish(cursor)
            if wrong := [number for number, sha256 in window.links.items() if sealed.get(number) != sha256]:
                raise Refused(_damaged(self.ledger.name, wrong[0]))
            cursor.commit()
        except BaseException as error:
            with suppress(duckdb.TransactionException):  # one that did not come to its end on a full disk is over
                cursor.rollback()
            if isinstance(error, (duckdb.ConstraintException, duckdb.ConversionException, ValueError, TypeError)):
                raise Refused(_damaged(self.ledger.name, min(window.links))) from error
            raise
        return Head(max(window.links), window.links[max(window.links)])

    @contextmanager
    def turn(self) -> Iterator[LedgerFollower]:
        """Alone with the head of the ledger and the lock of the database, after all that is new was taken over. Raises
        Refused where that is not possible."""
        with self._adding.turn(), self._writing:
            self.seen.clear()
            self.catch_up()
            yield self

    @contextmanager
    def handing_in(self, cursor: Cursor, head: Head | None) -> Iterator[None]:
        """Around the end of the transaction of a cursor, inside a turn: what it brings is added behind the head of the
        ledger first, on the server's disk. Raises Refused where it is not, and nothing of it is kept here; and where it
        is, and the database itself cannot keep it: then it is taken over like that of others."""
        if head is None or head.revision <= self._newest:
            yield
            return
        self._hand_in(cursor, head)
        try:
            yield
        except duckdb.Error as error:
            self._newest = -1  # it is behind, and has to look
            raise Refused(_there_alone(self.ledger.name, head, error)) from error

    def _hand_in(self, cursor: Cursor, head: Head) -> None:
        first = self._newest + 1
        links = chain.links_of(cursor, range(first - 1, head.revision + 1))
        before = links.pop(first - 1, chain.BEGINNING)
        seen = self.seen if first == head.revision else None
        parts = whole_revisions.taken(cursor, first, head.revision, self._known_cities(cursor), seen)
        now = pseudonyms.addresses(cursor)
        new = {pseudonym: now[pseudonym] for pseudonym in now.keys() - self._people.keys()}
        self._adding.add(sorted(links.items()), before, database.SCHEMA_VERSION, parts, new)
        self._adding.keep(head)
        self._people = now
        self._stands_at(head.revision)

    def _known_cities(self, cursor: Cursor) -> list[str] | None:
        """The ids of the cities that the ledger has, where the transaction of a cursor adds some."""
        with self._cursor() as committed:
            before, now = (asked.execute("SELECT count(*) FROM cities").fetchone() for asked in (committed, cursor))
            if before == now:
                return None
            return [city_id for (city_id,) in committed.execute("SELECT city_id FROM cities").fetchall()]

    def look_through(self) -> None:
        """Read every revision of the ledger anew, as a new follower would. Raises Refused where one does not fit its
        seal, and where the ledger does not hold all that is here: one that was cut, or written anew with its seals,
        fits by itself."""
        with self._cursor() as cursor:
            own = chain.head(cursor)
        with closing(database.connect(":memory:")) as looking:
            LedgerFollower(self.ledger, lambda: closing(looking.cursor()), Lock()).catch_up()
        if own is not None and not self.ledger.holds(own):
            raise Refused(_apart(self.ledger.name, own))

    def lag(self) -> LedgerLag:
        """How far the database is behind."""
        if self._heard is None:
            return LedgerLag(self.ledger.name, 0, None, self.fault)
        at, revision = self._heard
        return LedgerLag(self.ledger.name, max(revision - self._newest, 0), time.monotonic() - at, self.fault)

    def listen(self) -> None:
        """Take over what others commit as soon as they do, in a thread, until ``close``."""
        if self._thread is None:
            self._thread = Thread(target=self._listening, name="ledger", daemon=True)
            self._thread.start()

    def _listening(self) -> None:
        while not self._ended.is_set():
            try:
                with self.ledger.open() as waiting:
                    waiting.execute("LISTEN " + CHANNEL)
                    while not self._ended.is_set():
                        self._look(waiting)
                        for _told in waiting.notifies(timeout=EVERY_SECONDS, stop_after=1):
                            pass
            except Refused as refusal:
                self._set(refusal)
            except psycopg.Error as error:
                self._set(Refused(self.ledger.told(error)))
            except duckdb.Error as error:
                self._set(Refused(_not_kept(self.ledger.name, error)))
            self._ended.wait(AGAIN_SECONDS)

    def _look(self, waiting: psycopg.Connection) -> None:
        """Ask for the head of the ledger, and take over what is new; a server that can only be read is a fault that
        pages tell before somebody commits."""
        newest, reading = waiting.execute(_LOOK).fetchone() or (None, False)
        self._heard = time.monotonic(), -1 if newest is None else int(newest)
        forgotten = self.ledger.people() != self._people
        if self._heard[1] != self._newest or (self.fault is not None) is not reading or forgotten:
            with self._writing:
                if not self._ended.is_set():
                    self.catch_up()
        if reading:
            self._set(Refused(refuses(self.ledger.name, "read-only")))

    def close(self) -> None:
        """Follow no longer, before the database is closed."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5 * EVERY_SECONDS)
        self.ledger.close()
        self._adding.close()


def _another(name: str) -> Problem:
    return Problem(
        "block",
        "ledger-other",
        f"a database that follows another ledger than {name}",
        "a database that follows this one, or a path where nothing is",
        "Name another file with --database, or correct COVENANT_LEDGER; nothing was written.",
    )


def _apart(name: str, own: Head) -> Problem:
    return block(
        "ledger-apart",
        Sentence(
            "the ledger {name}, which does not hold revision {revision} ({hash}…) of this database",
            name=name,
            revision=own.revision,
            hash=own.sha256[:12],
        ),
        "a ledger that holds all that is here",
        "If the server was put back to an earlier state, put back a newer one. If this database was never part of "
        "that ledger, name another file with --database. Nothing was written.",
    )


def _not_kept(name: str, error: duckdb.Error) -> Problem:
    return block(
        "ledger-not-kept",
        Sentence(
            "newer revisions of the ledger {name}, which could not be kept in the database here ({said})",
            name=name,
            said=str(error).splitlines()[0][:160],
        ),
        "a database file that can be written, on a disk with room",
        "All is shown up to an earlier revision, and it is tried again every few seconds. Look at the disk.",
    )


def _there_alone(name: str, head: Head, error: duckdb.Error) -> Problem:
    return block(
        "ledger-ahead",
        Sentence(
            "the ledger {name}, which holds it as revision {revision}, and a database here that could not keep it "
            "({said})",
            name=name,
            revision=head.revision,
            said=str(error).splitlines()[0][:160],
        ),
        "a database file that can be written, on a disk with room",
        "Do not commit it again: it is shown here as soon as the disk has room.",
    )


def _damaged(name: str, revision: int) -> Problem:
    return block(
        "ledger-damaged",
        Sentence(
            "revision {revision} of the ledger {name}, which is not what was committed", revision=revision, name=name
        ),
        "content that fits its seal",
        "Put the server back to a sound state, or make a new ledger from a sound backup. Until then all is shown "
        "up to an earlier revision, and commits are refused.",
    )
