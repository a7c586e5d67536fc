"""The numbers under which cities report to CDP, by which a later file finds a city again."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from datasets.store.kind import Cursor, LedgerKind


class AccountRow(NamedTuple):
    """That a city reports to CDP under this account number."""

    city_id: str
    account: str


TABLE = """
CREATE TABLE IF NOT EXISTS accounts (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    account VARCHAR NOT NULL
)
"""


def read(cursor: Cursor, undone: Set[int]) -> dict[str, str]:
    """The id of the city of each account; where several revisions name one, the newest counts that was not undone."""
    rows = cursor.execute("SELECT revision, account, city_id FROM accounts ORDER BY revision, position").fetchall()
    return {account: city_id for revision, account, city_id in rows if revision not in undone}


KIND = LedgerKind(name="accounts", tables={"accounts": TABLE})
