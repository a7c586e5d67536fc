"""The factors of the cities themselves and their local plants: written with a revision, read back for the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import duckdb

from datasets.store.records import CityFactor, LocalEnergy

Cursor = duckdb.DuckDBPyConnection
Row = TypeVar("Row", CityFactor, LocalEnergy)


def write(cursor: Cursor, revision: int, factors: Sequence[CityFactor], supply: Sequence[LocalEnergy]) -> None:
    """Add the factors and local energy of one revision, inside the caller's transaction."""
    if factors:
        cursor.executemany(
            "INSERT INTO city_factors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [[revision, position, *row[:-1]] for position, row in enumerate(factors, start=1)],
        )
    if supply:
        cursor.executemany(
            "INSERT INTO local_energy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [[revision, position, *row[:-1]] for position, row in enumerate(supply, start=1)],
        )


def factors(
    cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None
) -> dict[str, tuple[CityFactor, ...]]:
    """Every factor in force by city, the newest revision first: the first that fits is the one that counts. Those of
    ``cities`` alone where given."""
    rows = cursor.execute(
        """
        SELECT city_id, first_year, last_year, carrier, used_for, kind, gas, value, approach, source, fossil_carrier,
               bio_carrier, original_text, original_unit, revision
        FROM city_factors WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
        ORDER BY revision DESC, position DESC
        """,
        {"cities": cities},
    ).fetchall()
    return _by_city([CityFactor(*row) for row in rows], undone)


def supply(
    cursor: Cursor, undone: frozenset[int], cities: Sequence[str] | None = None
) -> dict[str, tuple[LocalEnergy, ...]]:
    """Local production, purchases and heat in force by city, the newest revision first; of ``cities`` alone where
    given."""
    rows = cursor.execute(
        """
        SELECT city_id, year, kind, value, original_text, original_unit, source, revision
        FROM local_energy WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
        ORDER BY revision DESC, position DESC
        """,
        {"cities": cities},
    ).fetchall()
    return _by_city([LocalEnergy(*row) for row in rows], undone)


def undone(cursor: Cursor, upto: int | None = None) -> frozenset[int]:
    """The revisions that an undo has taken back, where that undo has not been undone itself.

    With ``upto`` as it was after that revision: what came later does not count, and stands among those left out.
    """
    rows = cursor.execute(
        """
        SELECT revision, undoes FROM revisions
        WHERE undoes IS NOT NULL AND ($upto IS NULL OR revision <= $upto) ORDER BY revision DESC
        """,
        {"upto": upto},
    ).fetchall()
    found: set[int] = set()
    if upto is not None:
        later = cursor.execute("SELECT revision FROM revisions WHERE revision > $upto", {"upto": upto}).fetchall()
        found.update(revision for (revision,) in later)
    for revision, undoes in rows:
        if revision not in found:
            found.add(undoes)
    return frozenset(found)


def held_by(cursor: Cursor, revision: int) -> bool:
    """Whether a revision brought factors or local energy."""
    ((found,),) = cursor.execute(
        """
        SELECT (SELECT count(*) FROM city_factors WHERE revision = $revision)
             + (SELECT count(*) FROM local_energy WHERE revision = $revision)
        """,
        {"revision": revision},
    ).fetchall()
    return bool(found)


def _by_city(rows: list[Row], undone: frozenset[int]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.revision not in undone:
            found.setdefault(row.city_id, []).append(row)
    return {city_id: tuple(mine) for city_id, mine in found.items()}
