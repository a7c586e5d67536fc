"""For which kinds of files the answers of a revision are offered: written with it, read back with its answers."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from datasets.store import touched
from datasets.store.records import MappingRow, RememberedAnswer

Cursor = duckdb.DuckDBPyConnection


def write(cursor: Cursor, revision: int, rows: Sequence[MappingRow]) -> None:
    """Add what the file of one revision was like, inside the caller's transaction."""
    if rows:
        numbered = [[revision, position, *row] for position, row in enumerate(rows, start=1)]
        cursor.executemany("INSERT INTO mappings VALUES (?, ?, ?, ?)", numbered)


def read(cursor: Cursor, signatures: Sequence[str]) -> list[RememberedAnswer]:
    """The answers on file for files of these signatures, the newest revision first; what was undone has none."""
    rows = cursor.execute(
        """
        SELECT DISTINCT revision, city_id, question, answer FROM mappings JOIN answers USING (revision)
        WHERE list_contains(?, signature) ORDER BY revision DESC, question, city_id
        """,
        [list(signatures)],
    ).fetchall()
    undone = touched.undone(cursor) if rows else frozenset()
    return [RememberedAnswer(*row) for row in rows if row[0] not in undone]
