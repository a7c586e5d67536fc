"""The inhabitants that go with an inventory."""

from __future__ import annotations

from typing import NamedTuple

from analytics.inventories.inventory import Population
from analytics.text.sentences import Sentence
from datasets.store.kind import METHOD, SOURCE, YEAR, EditedColumn, Editing, InventoryKind


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
# Translators: the heading of a column: the year in which inhabitants were counted, where it is another one.
_COUNTED_IN = Sentence("Counted in")
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
    compared=("inhabitants", "source", "population_year"),
    editing=Editing(
        title=Sentence("Inhabitants"),
        purpose=Sentence("How many people live in the city, for each inventory: figures per inhabitant rest on it."),
        columns=(
            YEAR,
            METHOD,
            EditedColumn("inhabitants", "Inhabitants", "number", least=0, most=100_000_000, above=True, counts=True),
            EditedColumn("population_year", _COUNTED_IN, "year", blank=True),
            SOURCE,
        ),
        entry=PopulationRow,
        place=1,
        identity=("year", "method"),
        cells=lambda people: {"population_year": people.year},
    ),
)
