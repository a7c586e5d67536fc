"""Which revision says anything of which city: by that a history is told, and what was read of a city is kept."""

from __future__ import annotations

import duckdb

Cursor = duckdb.DuckDBPyConnection

_SAID = """
    SELECT DISTINCT revision, city_id FROM (
        SELECT revision, city_id FROM slots
        UNION ALL SELECT revision, city_id FROM population
        UNION ALL SELECT revision, city_id FROM about
        UNION ALL SELECT revision, city_id FROM city_factors
        UNION ALL SELECT revision, city_id FROM local_energy
        UNION ALL SELECT revision, city_id FROM targets
        UNION ALL SELECT revision, city_id FROM gdp
        UNION ALL SELECT revision, city_id FROM actions
        UNION ALL SELECT revision, city_id FROM degree_days
        UNION ALL SELECT revision, city_id FROM printed_totals
        UNION ALL SELECT revision, city_id FROM accounts
    ) WHERE ($city IS NULL OR city_id = $city) AND ($numbers::INTEGER[] IS NULL OR list_contains($numbers, revision))
"""
"""Which revision says anything of which city. What an undo takes back beside inventories is said in what it undoes."""
MANY = 200
"""For more revisions than this all are read, which is sooner than picking them out."""


def by_city(cursor: Cursor, after: int = 0) -> dict[str, int]:
    """By city the newest revision that says anything of it, or takes back what one said; of those after ``after``."""
    taken_back = undoes(cursor)
    ((newest,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
    behind: dict[int, int] = {}  # the newest one that says it, for each revision that stands behind one after ``after``
    for number in range(after + 1, newest + 1):
        said: int | None = number
        while said is not None and behind.get(said) != number:  # also where a damaged file goes in circles
            behind[said] = number
            said = taken_back.get(said)
    numbers = list(behind) if len(behind) <= MANY else None
    found: dict[str, int] = {}
    for said, city_id in cursor.execute(_SAID, {"city": None, "numbers": numbers}).fetchall():
        if said in behind:
            found[city_id] = max(found.get(city_id, 0), behind[said])
    return found


def undoes(cursor: Cursor) -> dict[int, int]:
    """By the number of each undo the revision that it takes back."""
    return dict(cursor.execute("SELECT revision, undoes FROM revisions WHERE undoes IS NOT NULL").fetchall())


def of_city(cursor: Cursor, city_id: str) -> list[int]:
    """The revisions that say anything of a city, or take back what one said."""
    numbers = {said for said, _ in cursor.execute(_SAID, {"city": city_id, "numbers": None}).fetchall()}
    for number, undone in sorted(undoes(cursor).items()):  # an undo comes after what it undoes
        if undone in numbers:
            numbers.add(number)
    return sorted(numbers)
