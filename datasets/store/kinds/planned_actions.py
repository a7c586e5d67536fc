"""Mitigation actions of a city. Energy in MWh, avoided_t in t CO2e, each in a year in full effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analytics.commitment.actions import Action
from datasets.store.kind import Kind, KindTable, Row

TABLE = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS actions (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        sector VARCHAR NOT NULL,
        carrier VARCHAR,
        first_year SMALLINT NOT NULL,
        last_year SMALLINT NOT NULL,
        status VARCHAR NOT NULL CHECK (status IN ('planned', 'decided', 'ongoing', 'done', 'postponed', 'cancelled')),
        energy_saved_mwh DOUBLE CHECK (isfinite(energy_saved_mwh) AND energy_saved_mwh >= 0),
        renewable_mwh DOUBLE CHECK (isfinite(renewable_mwh) AND renewable_mwh >= 0),
        avoided_t DOUBLE CHECK (isfinite(avoided_t) AND avoided_t >= 0),
        cost DOUBLE CHECK (isfinite(cost) AND cost >= 0),
        currency VARCHAR,
        responsible VARCHAR,
        sdg INTEGER[] NOT NULL,
        source VARCHAR,
        CHECK (first_year <= last_year),
        CHECK (cost IS NULL OR currency IS NOT NULL)
    )
    """,
    written="INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT revision, city_id, id, name, sector, carrier, first_year, last_year, status, energy_saved_mwh,
           renewable_mwh, avoided_t, cost, currency, responsible, sdg, source
    FROM actions WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def _row(city_id: str, action: Action) -> Row:
    return [
        city_id,
        action.id,
        action.name,
        action.sector,
        action.carrier,
        action.start,
        action.end,
        action.status,
        action.energy_saved_mwh,
        action.renewable_mwh,
        action.avoided_t,
        action.cost,
        action.currency,
        action.responsible,
        list(action.sdg),
        action.source,
    ]


def apart(lists: Mapping[str, Sequence[Action]]) -> dict[str, list[Row]]:
    """The whole list of each city as rows, in its order."""
    return {"actions": [_row(city_id, action) for city_id, mine in lists.items() for action in mine]}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, Action]]:
    """Each action as it was listed."""
    for row in rows["actions"]:
        yield row[0], row[1], Action(*(*row[2:-2], tuple(row[-2]), row[-1]))


KIND = Kind(
    name="actions",
    called="actions",
    tables={"actions": TABLE},
    apart=apart,
    together=together,
    replaces="list",
)
