"""What is read back: the cells in force of one city, its targets, its cities. Sums only; the method does the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import duckdb

from analytics.inventory import About, Cell, Population, in_total
from analytics.targets import Target
from analytics.vocabulary import GPC_CELLS, SECTORS
from datasets.store.records import City, Register, Slot

Cursor = duckdb.DuckDBPyConnection


class Content(NamedTuple):
    """The content in force of one city: which revision fills each table, and when that was committed."""

    revisions: dict[tuple[int, str, str], int]
    committed_at: dict[int, datetime]


def content(cursor: Cursor, city_id: str) -> Content:
    """Which revision counts for each year, method and measure of a city. A table that was undone away is left out."""
    rows = cursor.execute(
        """
        SELECT year, method, measure, content_revision, committed_at
        FROM slots LEFT JOIN revisions ON revisions.revision = content_revision
        WHERE city_id = $city ORDER BY slots.revision
        """,
        {"city": city_id},
    ).fetchall()
    # The newest entry of a table is the last one read, and it alone counts.
    newest = {(year, method, measure): (revision, at) for year, method, measure, revision, at in rows}
    in_force = {key: found for key, found in newest.items() if found[0]}
    return Content(
        {key: revision for key, (revision, _) in in_force.items()},
        {revision: at.replace(tzinfo=UTC) for revision, at in in_force.values()},
    )


COUNTED_REFS = [ref for ref in GPC_CELLS if in_total(ref, None)]
LEFT_OUT_SECTORS = [code for code in SECTORS if not in_total(None, code)]


def cells(cursor: Cursor, city_id: str, content: Content) -> list[Cell]:
    """The rows in force of one city that count in its totals, summed by the place they fill and counted by their key.

    One plain scan of the city: which of its revisions count is a handful of numbers, and cheaper told apart here than
    by joins in the engine (four times as long when measured). A key needs no place, only its sector.
    """
    rows = cursor.execute(
        """
        SELECT revision, year, method, measure, sector, carrier,
               CASE WHEN notation_key IS NULL THEN scope END AS scope,
               CASE WHEN notation_key IS NULL THEN gpc_ref END AS gpc_ref,
               quantity, notation_key, sum(value), count(*), min(source) -- in the order of the fields of Cell
        FROM inventory_rows
        WHERE city_id = $city
          AND CASE WHEN gpc_ref IS NULL THEN NOT list_contains($left_out, sector)
                   ELSE list_contains($counted, gpc_ref) END
        GROUP BY ALL
        """,
        {"city": city_id, "left_out": LEFT_OUT_SECTORS, "counted": COUNTED_REFS},
    ).fetchall()
    return [
        Cell._make((*row[1:3], *row[4:], row[0], content.committed_at[row[0]]))
        for row in rows
        if content.revisions.get((row[1], row[2], row[3])) == row[0]
    ]


def population(cursor: Cursor, city_id: str, content: Content) -> dict[tuple[int, str], Population]:
    """Inhabitants by inventory year and method, from the newest revision in force that states them."""
    rows = cursor.execute(
        """
        SELECT year, method, revision, inhabitants, source FROM population WHERE city_id = $city ORDER BY revision
        """,
        {"city": city_id},
    ).fetchall()
    return {
        (year, method): Population(inhabitants, source)
        for year, method, revision, inhabitants, source in rows
        if revision in _counting(content, year, method)
    }


def about(cursor: Cursor, city_id: str, content: Content) -> dict[tuple[int, str], About]:
    """Approach, GWP set and notes by inventory year and method, from the newest revision in force that states them."""
    rows = cursor.execute(
        """
        SELECT year, method, revision, approach, gwp_set, notes FROM about WHERE city_id = $city ORDER BY revision
        """,
        {"city": city_id},
    ).fetchall()
    return {
        (year, method): About(approach, gwp_set, notes)
        for year, method, revision, approach, gwp_set, notes in rows
        if revision in _counting(content, year, method)
    }


def _counting(content: Content, year: int, method: str) -> tuple[int | None, int | None]:
    """The revisions that fill the two tables of one inventory."""
    return content.revisions.get((year, method, "energy")), content.revisions.get((year, method, "emissions"))


def register(cursor: Cursor) -> Register:
    """Every city by name, the programme's pairings, and the targets of each city by target year."""
    cities = cursor.execute(
        """
        SELECT city_id, name, other_names, country_code, country, region, latitude, longitude, sample, source
        FROM cities ORDER BY name
        """
    ).fetchall()
    pairings = cursor.execute("SELECT left_city, right_city FROM pairings").fetchall()
    rows = cursor.execute(
        """
        SELECT city_id, kind, base_year, year, reduction_percent, method, source, sector, declared_base_t,
               declared_target_t, set_in, exclusions
        FROM targets ORDER BY sector NULLS FIRST, year, base_year
        """
    ).fetchall()
    targets: dict[str, list[Target]] = {}
    for row in rows:
        targets.setdefault(row[0], []).append(Target(*row))
    return Register(
        tuple(City(row[0], row[1], tuple(row[2]), *row[3:]) for row in cities),
        tuple((left, right) for left, right in pairings),
        {city_id: tuple(found) for city_id, found in targets.items()},
    )


def rows_in_force(cursor: Cursor, slot: Slot) -> list[tuple]:  # type: ignore[type-arg]
    """The rows that count in one table of one inventory: (sector, label, carrier, scope, gpc_ref, quantity, value,
    notation_key), for a cell-by-cell difference."""
    return cursor.execute(
        """
        SELECT sector, label, carrier, scope, gpc_ref, quantity, value, notation_key FROM inventory_rows
        WHERE city_id = $city_id AND year = $year AND method = $method AND measure = $measure AND revision = (
            SELECT arg_max(content_revision, revision) FROM slots
            WHERE city_id = $city_id AND year = $year AND method = $method AND measure = $measure
        )
        """,
        slot._asdict(),
    ).fetchall()
