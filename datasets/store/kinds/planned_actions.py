"""Mitigation actions of a city. Energy in MWh, avoided_t in t CO2e, each in a year in full effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.commitment.actions import Action
from datasets.store.kind import Row, StatedKind

TABLE = """
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
    status VARCHAR NOT NULL CHECK (status IN
        ('planned', 'partly', 'decided', 'ongoing', 'done', 'postponed', 'cancelled', 'unstated', 'expected')),
    energy_saved_mwh DOUBLE CHECK (isfinite(energy_saved_mwh) AND energy_saved_mwh >= 0),
    renewable_mwh DOUBLE CHECK (isfinite(renewable_mwh) AND renewable_mwh >= 0),
    avoided_t DOUBLE CHECK (isfinite(avoided_t) AND avoided_t >= 0),
    cost DOUBLE CHECK (isfinite(cost) AND cost >= 0),
    currency VARCHAR,
    responsible VARCHAR,
    sdg INTEGER[] NOT NULL,
    source VARCHAR,
    life_years DOUBLE CHECK (isfinite(life_years) AND life_years > 0),
    CHECK (first_year <= last_year),
    CHECK (cost IS NULL OR currency IS NOT NULL)
)
"""


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
        action.life_years,
    ]


def apart(lists: Mapping[str, Sequence[Action]]) -> dict[str, list[Row]]:
    """The whole list of each city as rows, in its order."""
    return {"actions": [_row(city_id, action) for city_id, mine in lists.items() for action in mine]}


def entry(*row: Any) -> Action:
    """One action as it was listed; whose it is stands beside it."""
    return Action(*(*row[1:-3], tuple(row[-3]), *row[-2:]))


KIND = StatedKind(
    name="actions",
    called="actions",
    tables={"actions": TABLE},
    entry=entry,
    apart=apart,
    replaces="list",
)
