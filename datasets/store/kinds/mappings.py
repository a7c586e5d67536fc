"""For which files the answers of a revision are offered: for those whose columns are called alike."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from datasets.store.kind import Cursor, LedgerKind


class MappingRow(NamedTuple):
    """That the answers of a revision are for files with this ``signature`` of a city ("": of several)."""

    city_id: str
    signature: str


class RememberedAnswer(NamedTuple):
    """One answer that a file of a city ("": of several) was committed with."""

    revision: int
    city_id: str
    question: str
    answer: str


TABLE = """
CREATE TABLE IF NOT EXISTS mappings (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL, -- blank for a file of several cities
    signature VARCHAR NOT NULL -- what the columns are called, as a SHA-256
)
"""


def remembered(cursor: Cursor, signatures: Sequence[str], undone: Set[int]) -> list[RememberedAnswer]:
    """The answers on file for files of these signatures, the newest revision first; what was undone has none."""
    rows = cursor.execute(
        """
        SELECT DISTINCT revision, city_id, question, answer FROM mappings JOIN answers USING (revision)
        WHERE list_contains(?, signature) ORDER BY revision DESC, question, city_id
        """,
        [list(signatures)],
    ).fetchall()
    return [RememberedAnswer(*row) for row in rows if row[0] not in undone]


KIND = LedgerKind(name="mappings", tables={"mappings": TABLE}, of_city=False)
