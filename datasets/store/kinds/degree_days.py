"""Heating degree days of a city in °C day, of one year or the yearly average of several.

The share of the fuels and heat of buildings that warms rooms is stated with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analytics.factors.heating import DegreeDays
from datasets.store.kind import Kind, KindTable, Row, as_rows

TABLE = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS degree_days (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        first_year SMALLINT NOT NULL,
        last_year SMALLINT NOT NULL,
        base DOUBLE NOT NULL CHECK (isfinite(base)),
        coldest_unheated DOUBLE CHECK (isfinite(coldest_unheated)),
        hdd DOUBLE NOT NULL CHECK (isfinite(hdd) AND hdd > 0),
        heating_share DOUBLE CHECK (heating_share BETWEEN 0 AND 1),
        source VARCHAR NOT NULL,
        CHECK (first_year <= last_year)
    )
    """,
    written="INSERT INTO degree_days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT city_id, first_year, last_year, base, coldest_unheated, hdd, heating_share, source, revision
    FROM degree_days WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def period(days: DegreeDays) -> tuple[int, int]:
    """The years that degree days are for: stated again, they are replaced."""
    return days.first_year, days.last_year


def apart(days: Sequence[DegreeDays]) -> dict[str, list[Row]]:
    """Degree days as rows."""
    return {"degree_days": as_rows(days)}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, DegreeDays]]:
    """Each period as it was stated."""
    for found in map(DegreeDays._make, rows["degree_days"]):
        yield found.revision, found.city_id, found


KIND = Kind(
    name="degree_days",
    called="statements of degree days",
    tables={"degree_days": TABLE},
    apart=apart,
    together=together,
    replaces="same",
    key=period,
    order=period,
)
