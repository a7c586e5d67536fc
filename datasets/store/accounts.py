"""The accounts under which cities report elsewhere, by which a later file finds the same city again."""

from __future__ import annotations

from collections.abc import Sequence, Set

import duckdb

from datasets.store.records import AccountRow

Cursor = duckdb.DuckDBPyConnection


def write(cursor: Cursor, revision: int, rows: Sequence[AccountRow]) -> None:
    """Add the accounts of one revision, inside the caller's transaction."""
    if rows:
        numbered = [[revision, position, *row] for position, row in enumerate(rows, start=1)]
        cursor.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?)", numbered)


def read(cursor: Cursor, undone: Set[int]) -> dict[str, str]:
    """The id of the city of each account; where several revisions name one, the newest counts that was not undone."""
    rows = cursor.execute("SELECT revision, account, city_id FROM accounts ORDER BY revision, position").fetchall()
    return {account: city_id for revision, account, city_id in rows if revision not in undone}
