"""Files that wait for their commit. They are no part of the ledger: they are changed, and discarded without a trace.

Whatever is done with one goes by its owner, in the statement itself: another's is never listed, opened, changed, given
up or committed, whoever names its id.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence
from datasets.store.kind import Cursor, Kind

MOST_KEPT = 20
"""So many drafts one person or browser may keep, on the pages of all cities."""
MOST_BYTES = 100 * 1024**2
"""What the files of these drafts may measure together."""
MOST_BYTES_OF_ALL = 2 * 1024**3
"""What the drafts of everybody may measure together, since a browser can always come as a new one."""
KEPT_DAYS = 30
"""How long a draft is kept after it was last touched."""


class DraftOwner(NamedTuple):
    """Whose a file that waits for its commit is: of a keeper (a signed-in person or a browser), and of the city on
    whose page it was begun. Begun where no city was on file ("") it waits on the page of whichever there is since.
    ``earlier`` is the keeper under which an earlier edition would have kept it, the same as now where there is none."""

    keeper: str
    city_id: str
    earlier: str | None = None

    @property
    def keepers(self) -> tuple[str, str]:
        """Both names that this owner's files may stand under."""
        return self.keeper, self.earlier or self.keeper


class SavedDraft(NamedTuple):
    """A file that was brought and not committed, without its bytes. ``saved_at`` is in UTC; ``city`` and ``year`` are
    what was answered for a file that names none."""

    draft_id: str
    owner: DraftOwner
    saved_at: datetime
    file_name: str
    file_sha256: str
    file_bytes: int
    city: str | None
    year: int | None
    answers: Mapping[str, str]


DRAFTS = """
CREATE TABLE IF NOT EXISTS draft_files (
    draft_id VARCHAR NOT NULL,
    keeper VARCHAR NOT NULL, -- a signed-in person or a browser
    page_city VARCHAR NOT NULL, -- on whose page it was begun; blank where no city was on file
    saved_at TIMESTAMP NOT NULL, -- UTC
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    file_bytes INTEGER NOT NULL,
    city VARCHAR,
    year SMALLINT,
    answers VARCHAR NOT NULL, -- JSON
    file BLOB NOT NULL
)
"""
KEY = "CREATE TABLE IF NOT EXISTS browser_key (key BLOB NOT NULL)"
"""The key that signs the cookies of browsers, one row, which is made when the first browser comes."""
KIND = Kind(name="drafts", tables={"draft_files": DRAFTS, "browser_key": KEY})


def write(cursor: Cursor, draft: SavedDraft, data: bytes) -> SavedDraft:
    """Keep a file with its answers; one that the same owner keeps already gets the new name and answers only.

    Whatever is older than ``KEPT_DAYS`` is deleted first. Returns the draft as it is kept. Raises Refused where its
    keeper, or everybody together, keeps too much.
    """
    cursor.execute("DELETE FROM draft_files WHERE saved_at < ?", [_oldest()])
    answers = json.dumps(dict(draft.answers), ensure_ascii=True)
    known = cursor.execute(
        """
        UPDATE draft_files SET saved_at = ?, file_name = ?, city = ?, year = ?, answers = ?
        WHERE keeper IN (?, ?) AND page_city IN (?, '') AND file_sha256 = ? RETURNING draft_id, page_city
        """,
        [draft.saved_at, draft.file_name, draft.city, draft.year, answers, *_named(draft.owner), draft.file_sha256],
    ).fetchall()
    if known:
        return draft._replace(draft_id=known[0][0], owner=draft.owner._replace(city_id=known[0][1]))
    _make_room(cursor, draft)
    cursor.execute(
        "INSERT INTO draft_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            draft.draft_id,
            draft.owner.keeper,
            draft.owner.city_id,
            draft.saved_at,
            draft.file_name,
            draft.file_sha256,
            draft.file_bytes,
            draft.city,
            draft.year,
            answers,
            data,
        ],
    )
    return draft


def listed(cursor: Cursor, owner: DraftOwner) -> list[SavedDraft]:
    """The drafts of one owner, the newest first, without their files."""
    rows = cursor.execute(
        """
        SELECT draft_id, keeper, page_city, saved_at, file_name, file_sha256, file_bytes, city, year, answers
        FROM draft_files WHERE keeper IN (?, ?) AND page_city IN (?, '') AND saved_at >= ?
        ORDER BY saved_at DESC, draft_id
        """,
        [*_named(owner), _oldest()],
    ).fetchall()
    return [
        SavedDraft(draft_id, DraftOwner(keeper, page), saved_at, name, sha256, size, city, year, json.loads(answers))
        for draft_id, keeper, page, saved_at, name, sha256, size, city, year, answers in rows
    ]


def content(cursor: Cursor, owner: DraftOwner, draft_id: str) -> bytes | None:
    """The file of one draft of one owner; None where there is none."""
    row = cursor.execute(
        """
        SELECT file FROM draft_files
        WHERE draft_id = ? AND keeper IN (?, ?) AND page_city IN (?, '') AND saved_at >= ?
        """,
        [draft_id, *_named(owner), _oldest()],
    ).fetchone()
    return None if row is None else bytes(row[0])


def delete(cursor: Cursor, owner: DraftOwner, draft_id: str) -> bool:
    """Discard one draft of one owner. Whether there was one."""
    gone = cursor.execute(
        "DELETE FROM draft_files WHERE draft_id = ? AND keeper IN (?, ?) AND page_city IN (?, '') RETURNING 1",
        [draft_id, *_named(owner)],
    )
    return gone.fetchone() is not None


def take(cursor: Cursor, owner: DraftOwner, draft_id: str) -> None:
    """Discard a draft in the transaction that commits it. Raises Refused where this owner has no such draft."""
    if not delete(cursor, owner, draft_id):
        raise Refused(unknown(draft_id))


def unknown(draft_id: str) -> Problem:
    """That somebody named a draft that is not theirs, or gone."""
    return block(
        "draft-unknown",
        Sentence('the draft "{name}"', name=draft_id[:40]),
        "a draft of yours",
        "It was committed or discarded, or belongs to somebody else: bring the file again.",
    )


def browser_key(cursor: Cursor) -> bytes | None:
    """The key by which the cookies of browsers are signed; None while no browser has come. No backup holds it."""
    row = cursor.execute("SELECT key FROM browser_key").fetchone()
    return None if row is None else bytes(row[0])


def make_browser_key(cursor: Cursor) -> bytes:
    """The key by which the cookies of browsers are signed, made where there is none yet."""
    key = browser_key(cursor)
    if key is None:
        key = secrets.token_bytes(32)
        cursor.execute("INSERT INTO browser_key VALUES (?)", [key])
    return key


def _named(owner: DraftOwner) -> tuple[str, str, str]:
    """Who and where, as the statements ask for it."""
    return *owner.keepers, owner.city_id


def _oldest() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None) - timedelta(days=KEPT_DAYS)


def _make_room(cursor: Cursor, draft: SavedDraft) -> None:
    """Refuse what is more than may be kept, and say where the others wait."""
    mine = cursor.execute(
        """
        SELECT file_bytes, coalesce(name, page_city) FROM draft_files LEFT JOIN cities ON city_id = page_city
        WHERE keeper IN (?, ?) ORDER BY 2
        """,
        draft.owner.keepers,
    ).fetchall()
    held = sum(row[0] for row in mine) + draft.file_bytes
    if len(mine) >= MOST_KEPT or held > MOST_BYTES:
        cities = ", ".join(dict.fromkeys(name for _bytes, name in mine if name)) or "–"
        raise blocked(
            "too-many-drafts",
            Sentence(
                "{number} unfinished files, with this one {megabytes:,.0f} MB",
                number=len(mine),
                megabytes=held / 1024**2,
            ),
            Sentence("at most {number} files and {megabytes} MB", number=MOST_KEPT, megabytes=MOST_BYTES // 1024**2),
            Sentence("Commit or delete one of them first; they wait on the Data page of: {cities}.", cities=cities),
        )
    (everybody,) = cursor.execute("SELECT coalesce(sum(file_bytes), 0) FROM draft_files").fetchone() or (0,)
    if everybody + draft.file_bytes > MOST_BYTES_OF_ALL:
        raise blocked(
            "drafts-full",
            Sentence("{megabytes:,.0f} MB of unfinished files of all visitors", megabytes=everybody / 1024**2),
            Sentence("at most {number} MB", number=MOST_BYTES_OF_ALL // 1024**2),
            Sentence(
                "Take the file in on the command line, or wait: unfinished files are deleted after {days} days.",
                days=KEPT_DAYS,
            ),
        )
