"""Gross domestic product of a city by year. All years of one revision share unit, currency and price year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from datasets.store.kind import Kind, KindTable, Row
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


TABLE = KindTable(
    created="""
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
    """,
    written="INSERT INTO gdp VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT revision, city_id, year, amount, unit, currency, price_year, source
    FROM gdp WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def apart(series: Sequence[GdpRow]) -> dict[str, list[Row]]:
    """The years as rows."""
    return {"gdp": list(series)}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, GdpRow]]:
    """Each year as it was stated."""
    for row in rows["gdp"]:
        yield row[0], row[1], GdpRow(*(*row[1:-1], source_of(row[-1])))


KIND = Kind(
    name="gdp",
    called="figures of GDP",
    tables={"gdp": TABLE},
    apart=apart,
    together=together,
    replaces="list",
    order=lambda row: row.year,
)
