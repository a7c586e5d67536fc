"""Gross domestic product of a city by year. All years of one revision share unit, currency and price year."""

from __future__ import annotations

from typing import Any, NamedTuple

from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, StatedKind
from datasets.store.sources import source_of


class GdpRow(NamedTuple):
    """The gross domestic product of a city in one year, in ``unit`` (such as million) of ``currency`` at the prices
    of ``price_year``."""

    city_id: str
    year: int
    amount: float
    unit: str
    currency: str
    price_year: str
    source: str


TABLE = """
CREATE TABLE IF NOT EXISTS gdp (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    amount DOUBLE NOT NULL CHECK (isfinite(amount) AND amount > 0),
    unit VARCHAR NOT NULL,
    currency VARCHAR NOT NULL,
    price_year VARCHAR NOT NULL,
    source VARCHAR NOT NULL
)
"""


def entry(*row: Any) -> GdpRow:
    """One year as it was stated."""
    return GdpRow._make((*row[:-1], source_of(row[-1])))


KIND = StatedKind(
    name="gdp",
    called="figures of GDP",
    tables={"gdp": TABLE},
    entry=entry,
    replaces="list",
    order=lambda row: row.year,
    editing=Editing(
        title=Sentence("GDP"),
        purpose=Sentence(
            "The gross domestic product of the city, for targets per GDP. All years share one unit, currency and year "
            "of prices: otherwise they make no series."
        ),
        columns=(
            EditedColumn("year", "Year", "year"),
            EditedColumn("amount", "GDP", "number", least=0, above=True),
            # Translators: the unit of a figure, such as million.
            EditedColumn("unit", "Unit", "text"),
            EditedColumn("currency", "Currency", "text"),
            # Translators: the year at whose prices an amount of money is stated.
            EditedColumn("price_year", "Prices of", "text"),
            SOURCE,
        ),
        entry=GdpRow,
        place=2,
        identity=("year",),
        withdrawn=True,
    ),
)
