"""The heating degree days of the cities: written with a revision, read back for the register."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from analytics.factors.heating import DegreeDays

Cursor = duckdb.DuckDBPyConnection


def write(cursor: Cursor, revision: int, days: Sequence[DegreeDays]) -> None:
    """Add the degree days of one revision, inside the caller's transaction."""
    if days:
        cursor.executemany(
            "INSERT INTO degree_days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [[revision, position, *row[:-1]] for position, row in enumerate(days, start=1)],
        )


def read(
    cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None
) -> dict[str, tuple[DegreeDays, ...]]:
    """The degree days in force by city, oldest period first: for each period the newest revision that was not undone
    counts. Those of ``cities`` alone where given."""
    rows = cursor.execute(
        """
        SELECT city_id, first_year, last_year, base, coldest_unheated, hdd, heating_share, source, revision
        FROM degree_days WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
        ORDER BY revision, position
        """,
        {"cities": cities},
    ).fetchall()
    found: dict[str, dict[tuple[int, int], DegreeDays]] = {}
    for row in map(DegreeDays._make, rows):
        if row.revision not in undone:
            found.setdefault(row.city_id, {})[row.first_year, row.last_year] = row
    return {city_id: tuple(mine[period] for period in sorted(mine)) for city_id, mine in found.items()}


def held_by(cursor: Cursor, revision: int) -> bool:
    """Whether a revision brought degree days."""
    ((found,),) = cursor.execute("SELECT count(*) FROM degree_days WHERE revision = ?", [revision]).fetchall()
    return bool(found)
