"""What an inventory says of itself: how it was counted, and notes on it."""

from __future__ import annotations

from typing import NamedTuple

from analytics.inventories.inventory import About
from datasets.store.kind import InventoryKind


class AboutRow(NamedTuple):
    """Approach, GWP set and notes of one inventory; "unknown" where its source does not say."""

    city_id: str
    year: int
    method: str
    approach: str
    gwp_set: str
    notes: str


TABLE = """
CREATE TABLE IF NOT EXISTS about (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    approach VARCHAR NOT NULL,
    gwp_set VARCHAR NOT NULL,
    notes VARCHAR NOT NULL
)
"""
KIND = InventoryKind(
    name="about",
    tables={"about": TABLE},
    told=About,
    of_one="SELECT revision, year, method, approach, gwp_set, notes FROM about WHERE city_id = $city",
    of_all="SELECT place, revision, approach, gwp_set FROM about JOIN in_force USING (revision, city_id, year, method)",
)
