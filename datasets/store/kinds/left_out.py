"""Columns of a file whose amounts of activity were not taken, and how many cells of each. None of it is a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from datasets.store.kind import Cursor, LedgerKind


class LeftOutRow(NamedTuple):
    """A column of the file of a revision whose amounts of activity were not taken."""

    source_sheet: str | None
    source_row: int | None
    source_column: str
    cells: int


TABLE = """
CREATE TABLE IF NOT EXISTS activity_left_out (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source_sheet VARCHAR,
    source_row INTEGER,
    source_column VARCHAR NOT NULL,
    cells INTEGER NOT NULL
)
"""


def read(cursor: Cursor, in_force: Mapping[tuple[int, str, str], int]) -> list[tuple[int, LeftOutRow]]:
    """The columns of activity of the revisions in force, each with the newest year that its revision fills."""
    newest: dict[int, int] = {}
    for (year, _, _), revision in in_force.items():
        newest[revision] = max(year, newest.get(revision, year))
    rows = cursor.execute(
        "SELECT * FROM activity_left_out WHERE list_contains(?, revision) ORDER BY revision, position", [sorted(newest)]
    ).fetchall()
    return [(newest[row[0]], LeftOutRow(*row[2:])) for row in rows]


KIND = LedgerKind(name="left_out", tables={"activity_left_out": TABLE}, of_city=False)
