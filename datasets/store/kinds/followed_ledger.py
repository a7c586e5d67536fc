"""The ledger of a server that this database follows. It is no part of the ledger itself: a backup follows none."""

from __future__ import annotations

from datasets.store.kind import Cursor, Kind

TABLE = "CREATE TABLE IF NOT EXISTS followed_ledger (ledger_id VARCHAR NOT NULL)"
KIND = Kind(name="followed_ledger", tables={"followed_ledger": TABLE})


def read(cursor: Cursor) -> str | None:
    """By which id the ledger that is followed is known; None in a database that holds its ledger itself."""
    row = cursor.execute("SELECT ledger_id FROM followed_ledger").fetchone()
    return None if row is None else str(row[0])


def note(cursor: Cursor, ledger_id: str) -> None:
    """Make this database a follower, inside the caller's transaction."""
    if read(cursor) is None:
        cursor.execute("INSERT INTO followed_ledger VALUES (?)", [ledger_id])
