"""What a file says beside its figures, totals and amounts of activity: written with its revision, read back for the
tables that it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from datasets.store.records import LeftOutRow, PrintedRow

Cursor = duckdb.DuckDBPyConnection


def write(cursor: Cursor, revision: int, rows: Sequence[PrintedRow]) -> None:
    """Add the totals that the file of one revision prints, inside the caller's transaction."""
    if not rows:
        return
    import pyarrow as pa

    columns = dict(zip(PrintedRow._fields, zip(*rows, strict=True), strict=True))
    kinds: dict[str, pa.DataType] = {"scope": pa.int8(), "source_row": pa.int32()}
    kinds |= dict.fromkeys(("carrier", "source_sheet", "source_column"), pa.string())  # of which all may be unknown
    numbers = {"position": pa.array(range(1, len(rows) + 1), pa.int32())}
    table = pa.table(numbers | {name: pa.array(held, kinds.get(name)) for name, held in columns.items()})
    cursor.register("printed", table)
    cursor.execute("INSERT INTO printed_totals SELECT ?, * FROM printed", [revision])
    cursor.unregister("printed")


def read(cursor: Cursor, city_id: str, in_force: Mapping[tuple[int, str, str], int]) -> list[PrintedRow]:
    """The totals of a city that were printed for the tables in force: ``in_force`` names the revision that fills each
    year, method and measure."""
    rows = cursor.execute(
        "SELECT * FROM printed_totals WHERE city_id = ? ORDER BY revision, position", [city_id]
    ).fetchall()
    found = ((row[0], PrintedRow(*row[2:])) for row in rows)
    return [row for revision, row in found if in_force.get((row.year, row.method, row.measure)) == revision]


def write_left_out(cursor: Cursor, revision: int, rows: Sequence[LeftOutRow]) -> None:
    """Add the columns of activity of one revision, inside the caller's transaction."""
    if rows:
        numbered = [[revision, position, *row] for position, row in enumerate(rows, start=1)]
        cursor.executemany("INSERT INTO activity_left_out VALUES (?, ?, ?, ?, ?, ?)", numbered)


def left_out(cursor: Cursor, in_force: Mapping[tuple[int, str, str], int]) -> list[tuple[int, LeftOutRow]]:
    """The columns of activity of the revisions in force, each with the newest year that its revision fills."""
    newest: dict[int, int] = {}
    for (year, _, _), revision in in_force.items():
        newest[revision] = max(year, newest.get(revision, year))
    rows = cursor.execute(
        "SELECT * FROM activity_left_out WHERE list_contains(?, revision) ORDER BY revision, position", [sorted(newest)]
    ).fetchall()
    return [(newest[row[0]], LeftOutRow(*row[2:])) for row in rows]
