"""The inhabitants that go with an inventory."""

from __future__ import annotations

from typing import NamedTuple

from analytics.inventories.inventory import Population
from datasets.store.kind import InventoryKind


class PopulationRow(NamedTuple):
    """Inhabitants that go with one inventory; ``population_year`` is that in which they were counted, where it is
    another."""

    city_id: str
    year: int
    method: str
    inhabitants: float
    source: str
    population_year: int | None = None


TABLE = """
CREATE TABLE IF NOT EXISTS population (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    inhabitants DOUBLE NOT NULL CHECK (inhabitants > 0),
    source VARCHAR NOT NULL,
    population_year SMALLINT -- in which they were counted, where it is another year than that of the inventory
)
"""
KIND = InventoryKind(
    name="population",
    tables={"population": TABLE},
    told=Population,
    of_one="""
    SELECT revision, year, method, inhabitants, source, population_year, first_value(inhabitants) OVER (
        PARTITION BY year, method ORDER BY list_contains($undone::INTEGER[], revision), revision
    ) AS first_stated
    FROM population WHERE city_id = $city
    """,
    of_all="""
    SELECT place, revision, inhabitants FROM population JOIN in_force USING (revision, city_id, year, method)
    """,
)
