"""The ledger on a PostgreSQL server: revisions are added to it one after the other, and read from it in order.

One connection for who commits, one for who catches up, and one for who waits for the commits of others. Every fault of
the network or the server is an answer (Refused); a password is in none of them.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from threading import RLock
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg import conninfo

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store.chain import Head
from datasets.store.whole_revisions import RevisionPart

logging.getLogger("psycopg").setLevel(logging.ERROR)  # what goes wrong as a lost connection is closed was answered
FORMAT = 1
"""The edition of the tables on the server (ledger.sql)."""
LOCK = 0x636F76656E616E74
"""The one lock of a ledger, which who commits holds from taking its head to the end ("covenant" in ASCII)."""
CHANNEL = "covenant"
"""On which the server tells of a commit."""
PATIENCE_SECONDS = 15
"""How long is looked for a commit whose end was not heard."""
SETTINGS = {
    "application_name": "covenant dashboard",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server that has gone silent is given up after seconds, not after hours."""
BEGIN = "BEGIN; SET LOCAL lock_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '30min'"
"""With limits for who waits for the head of the chain, and for who holds it and has gone silent."""
WINDOW_REVISIONS, WINDOW_ROWS = 1_000, 100_000
"""So many are taken over at a time, but always one whole revision."""
_AHEAD = """
    SELECT revision, sha256, edition,
           (SELECT coalesce(sum(rows), 0) FROM covenant.contents WHERE contents.revision = revisions.revision)
    FROM covenant.revisions WHERE revision >= %s ORDER BY revision LIMIT %s
"""
_CONTENTS = """
    COPY (
        SELECT revision, part, piece, columns FROM covenant.contents
        WHERE revision BETWEEN %s AND %s ORDER BY revision, part, piece
    ) TO STDOUT (FORMAT BINARY)
"""
_ADD_REVISION = "INSERT INTO covenant.revisions (revision, edition, before, sha256) VALUES (%s, %s, %s, %s)"
_ADD_CONTENT = "INSERT INTO covenant.contents (revision, part, piece, rows, columns) VALUES (%s, %s, %s, %s, %s)"
_ADD_PERSON = "INSERT INTO covenant.people VALUES (%s, %s) ON CONFLICT DO NOTHING"
_FORGET = "DELETE FROM covenant.people WHERE lower(address) = lower(%s) RETURNING pseudonym"
_CONTENT_TYPES = ("int4", "text", "int4", "json")
_LOST = ("08", "57")
"""The classes of a server's codes by which it ends a connection: all others it gives in an answer."""
Answer = TypeVar("Answer")


class Window(NamedTuple):
    """Revisions in a row that are taken over together: the hash of each by its number, and the newest edition of the
    program that wrote one. ``more`` may stand behind them."""

    links: Mapping[int, str]
    edition: int
    more: bool


class SharedLedger:
    """One ledger, as one process reaches it. Only one thread at a time uses it."""

    def __init__(self, address: str) -> None:
        """The ledger at an address like postgresql://user@host/database; it is not asked yet."""
        self.address, self.name = address, named(address)
        self._connection: psycopg.Connection | None = None
        self._using = RLock()
        self._in_turn = False

    def close(self) -> None:
        """Give the connection back."""
        with self._using:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def open(self) -> psycopg.Connection:
        """A new connection. Raises Refused where the server is out of reach."""
        try:
            return psycopg.connect(self.address, autocommit=True, prepare_threshold=None, **_settings(self.address))
        except psycopg.Error as error:
            raise Refused(_unreachable(self.name, error)) from error

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """What the server says against something, as an answer for people."""
        try:
            yield
        except psycopg.Error as error:
            raise Refused(self.told(error)) from error

    def _asked(self, question: Callable[[psycopg.Connection], Answer]) -> Answer:
        """What the server answers; asked once more where the connection was lost since the last time, unless a turn is
        lost with it."""
        with self._using, self._answered():
            if self._connection is not None and (self._in_turn or not self._connection.closed):
                try:
                    return question(self._connection)
                except psycopg.OperationalError:
                    if self._in_turn:
                        raise
                    self.close()
            self._connection = self.open()
            return question(self._connection)

    def told(self, error: psycopg.Error) -> Problem:
        """What the server says, as an answer for people."""
        return _problem(self.name, error)

    def identity(self) -> str:
        """By which id the ledger is known. Raises Refused where there is none of this program, or of another format."""
        try:
            found = self._asked(lambda asked: asked.execute("SELECT ledger_id::text, format FROM covenant.ledger"))
        except Refused as refusal:
            if isinstance(refusal.__cause__, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
                raise Refused(_none(self.name)) from refusal
            raise
        row = found.fetchone()
        if row is None:
            raise Refused(_none(self.name))
        if row[1] != FORMAT:
            raise Refused(_other_format(self.name, row[1]))
        return str(row[0])

    def head(self) -> Head | None:
        """The newest revision and its hash."""
        statement = "SELECT revision, sha256 FROM covenant.revisions ORDER BY revision DESC LIMIT 1"
        row = self._asked(lambda asked: asked.execute(statement).fetchone())
        return None if row is None else Head(*row)

    def links(self) -> dict[int, str]:
        """The hash of every revision, by its number."""
        statement = "SELECT revision, sha256 FROM covenant.revisions ORDER BY revision"
        return dict(self._asked(lambda asked: asked.execute(statement).fetchall()))

    def holds(self, head: Head) -> bool:
        """Whether a revision with this hash is part of the ledger."""
        statement = "SELECT 1 FROM covenant.revisions WHERE revision = %s AND sha256 = %s"
        return self._asked(lambda asked: asked.execute(statement, head).fetchone()) is not None

    def people(self) -> dict[str, str]:
        """The address of each pseudonym that is known; none where the ledger was made before there were any."""
        try:
            return dict(self._asked(lambda asked: asked.execute("SELECT * FROM covenant.people").fetchall()))
        except Refused as refusal:
            if isinstance(refusal.__cause__, psycopg.errors.UndefinedTable):
                return {}
            raise

    def forget(self, address: str) -> list[str]:
        """Delete whose the pseudonyms of an address are, by the owner of the ledger, also from the blocks of its table.
        Returns them."""
        found = self._asked(lambda asked: asked.execute(_FORGET, (address,)).fetchall())
        self._asked(lambda asked: asked.execute("VACUUM covenant.people"))
        self._asked(lambda asked: asked.execute("SELECT pg_notify(%s, '')", (CHANNEL,)))
        return [pseudonym for (pseudonym,) in found]

    def window(self, own: Head | None) -> Window | None:
        """The next revisions behind a head (None: from the first one on); None where the ledger does not hold that."""
        first, limit = 0 if own is None else own.revision, WINDOW_REVISIONS + 1
        found = self._asked(lambda asked: asked.execute(_AHEAD, (first, limit)).fetchall())
        more = len(found) == limit
        if own is not None and (not found or Head(*found.pop(0)[:2]) != own):
            return None
        links: dict[int, str] = {}
        rows = edition = 0
        for revision, sha256, written, held in found:
            if links and rows + held > WINDOW_ROWS:
                more = True
                break
            links[revision], rows, edition = sha256, rows + int(held), max(edition, written)
        return Window(links, edition, more)

    def parts(self, window: Window) -> Iterator[RevisionPart]:
        """The content of some revisions, in their order."""
        with self._using, self._answered():
            connection = self._connection or self.open()
            self._connection = connection
            asked = (min(window.links), max(window.links))
            with connection.cursor() as cursor, cursor.copy(_CONTENTS, asked) as copy:
                copy.set_types(_CONTENT_TYPES)
                for row in copy.rows():
                    yield RevisionPart(*row)

    @contextmanager
    def turn(self) -> Iterator[SharedLedger]:
        """Alone with the head of the chain, until ``keep`` or the end of the block; without ``keep`` nothing is added.

        Raises Refused where the server is out of reach, or others hold the head for too long.
        """
        with self._using:
            self._take_turn()
            try:
                yield self
            finally:
                self._roll_back()

    def _take_turn(self) -> None:
        self._asked(_begin)
        self._in_turn = True
        try:
            self._asked(lambda asked: asked.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,)))
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """End what was begun, where it was not kept."""
        self._in_turn = False
        if self._connection is not None:
            with suppress(psycopg.Error):  # a lost connection has ended it already
                self._connection.rollback()
            if self._connection.closed:
                self._connection = None

    def add(
        self,
        links: Sequence[tuple[int, str]],
        before: str,
        edition: int,
        parts: Iterable[RevisionPart],
        people: Mapping[str, str],
    ) -> None:
        """Add revisions behind the head, inside a turn: their numbers with their hashes, what stands ``before`` them,
        their content, and whose the pseudonyms are that are new in it."""
        assert self._connection is not None
        befores = [before, *(sha256 for _, sha256 in links)]
        told = (
            (revision, edition, previous, sha256) for (revision, sha256), previous in zip(links, befores, strict=False)
        )
        held = ((part.revision, part.table, part.piece, part.rows, _written(part.columns)) for part in parts)
        # Others wait meanwhile, and each answer of the server is a wait of its own: all is sent before any is read.
        with self._answered(), self._connection.pipeline(), self._connection.cursor() as cursor:
            cursor.executemany(_ADD_REVISION, told)
            cursor.executemany(_ADD_CONTENT, held)
            cursor.executemany(_ADD_PERSON, people.items())
            cursor.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(links[-1][0])))

    def keep(self, head: Head) -> None:
        """Make what was added last: on the server's disk when this returns.

        Where its end is not heard, the server is asked whether it came. Raises Refused where it did not, or where
        nobody can say.
        """
        assert self._connection is not None
        try:
            self._connection.execute("COMMIT")
        except psycopg.OperationalError as error:
            if not self._arrived(head):
                raise Refused(self.told(error)) from error
        except psycopg.Error as error:
            raise Refused(self.told(error)) from error

    def _arrived(self, head: Head) -> bool:
        """Whether a commit whose end was not heard is part of the ledger, told when nobody can end it any more."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            self._in_turn = False
            self.close()
            try:
                self._take_turn()
                return self.holds(head)
            except Refused as error:
                if time.monotonic() > until:
                    raise Refused(_unheard(self.name, head)) from error
                time.sleep(0.2)
            finally:
                self._roll_back()

    def make(self) -> None:
        """Make the tables of a ledger, inside a turn. Raises Refused where the role may not, or where they are."""
        assert self._connection is not None
        with self._answered():
            try:
                self._connection.execute((files("datasets.store.postgres") / "ledger.sql").read_text(encoding="utf-8"))
                self._connection.execute("INSERT INTO covenant.ledger (format) VALUES (%s)", (FORMAT,))
            except psycopg.errors.DuplicateSchema as error:
                raise Refused(_there_already(self.name)) from error


def _begin(connection: psycopg.Connection) -> None:
    connection.execute(BEGIN)


def _written(columns: Mapping[str, list[Any]]) -> str:
    return json.dumps(columns, default=str, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def _settings(address: str) -> dict[str, Any]:
    """The settings of a connection that its address leaves open."""
    return {name: value for name, value in SETTINGS.items() if name not in conninfo.conninfo_to_dict(address)}


def named(address: str) -> str:
    """A ledger's address as people may read it, without name or password. Raises Refused where it is none."""
    try:
        told = conninfo.conninfo_to_dict(address)
    except psycopg.Error as error:
        raise Refused(_no_address()) from error
    if not address.startswith(("postgresql://", "postgres://")):
        raise Refused(_no_address())
    where = str(told.get("host") or told.get("hostaddr") or "localhost")
    port = f":{told['port']}" if "port" in told else ""
    return f"{where}{port}/{told.get('dbname') or ''}"


def _no_address() -> Problem:
    return Problem(
        "block",
        "ledger-address",
        "an address that is none of a PostgreSQL server",
        "postgresql://USER@HOST/DATABASE",
        "Correct COVENANT_LEDGER (or --to).",
    )


def _problem(name: str, error: psycopg.Error) -> Problem:
    """What a server said against a commit or a question."""
    if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.UndefinedTable):
        return block(
            "ledger-rights",
            Sentence(
                "the ledger {name}, which this role may not read and add to ({said})", name=name, said=_said(error)
            ),
            "a role with the rights of the program",
            "Have the owner of the server give them: datasets/store/postgres/rights.sql.",
        )
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return block(
            "ledger-busy",
            Sentence("the ledger {name}, on which others have been committing for a minute", name=name),
            "a ledger that is free for a moment",
            "Commit it again: nothing was written.",
        )
    if error.sqlstate is not None and error.sqlstate[:2] not in _LOST:
        return refuses(name, _said(error))
    return _unreachable(name, error)


def refuses(name: str, said: str) -> Problem:
    """What to say of a server that is there and does not do what it is asked, such as a standby or one on a full disk;
    ``said`` is what it says itself."""
    return block(
        "ledger-refuses",
        Sentence("the ledger {name}, whose server answers and does not take it ({said})", name=name, said=said),
        "a server that can be read from and written to",
        "What is here can be read, and drafts are kept. Have whoever looks after the server see to it (a standby, "
        "a full disk, a setting), and commit it again then: nothing was written.",
    )


def _said(error: psycopg.Error) -> str:
    """The first line of what a server said; a password is in none of them."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


def _unreachable(name: str, error: psycopg.Error) -> Problem:
    return block(
        "ledger-unreachable",
        Sentence("the ledger {name}, which is out of reach ({said})", name=name, said=_said(error)),
        "a PostgreSQL server that answers",
        "What is here can be read, and drafts are kept. Commit it once the server answers again; where it never "
        "did, correct COVENANT_LEDGER.",
    )


def _unheard(name: str, head: Head) -> Problem:
    return block(
        "ledger-unheard",
        Sentence("the ledger {name}, which was lost in the moment of the commit", name=name),
        "its answer",
        Sentence(
            "It may be on file as revision {revision} or not: look into the history once the server answers again, and "
            "commit it again where it is missing.",
            revision=head.revision,
        ),
    )


def _none(name: str) -> Problem:
    return Problem(
        "block",
        "ledger-missing",
        f"the database {name}, in which there is no ledger of this program",
        "a ledger that was made before",
        "Make one from a database file: `python -m datasets move --to postgresql://...`; nothing was written.",
    )


def _other_format(name: str, found: int) -> Problem:
    return Problem(
        "block",
        "ledger-version",
        f"the ledger {name}, of edition {found}",
        f"edition {FORMAT}",
        "Use the version of the program that made it; nothing was written.",
    )


def _there_already(name: str) -> Problem:
    return Problem(
        "block",
        "ledger-exists",
        f"the database {name}, which holds a schema of the name covenant",
        "a database without one",
        "Name another database; nothing was written.",
    )
