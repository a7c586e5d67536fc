"""What a city states for its own use: factors, blends and whether its biomass is sustainable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from datasets.store.kind import Kind, KindTable, Row, as_rows


class CityFactor(NamedTuple):
    """A factor that a city states for its own use in the years from ``first_year`` to ``last_year``.

    ``kind`` "factor": ``value`` in t of ``gas`` per MWh of net calorific value, None where the city takes its own
    factor back. "blend": ``value`` is the fossil share of the energy of ``carrier``, a mixture of ``fossil_carrier``
    and ``bio_carrier``. "biomass": 1 where the carrier is produced sustainably, 0 where its CO2 counts.
    ``used_for`` is all, stationary or transport; ``original_text`` and ``original_unit`` are what was written.
    """

    city_id: str
    first_year: int
    last_year: int
    carrier: str
    used_for: str
    kind: str
    gas: str
    value: float | None
    approach: str
    source: str
    fossil_carrier: str | None = None
    bio_carrier: str | None = None
    original_text: str = ""
    original_unit: str = ""
    revision: int = 0


TABLE = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS city_factors (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        first_year SMALLINT NOT NULL,
        last_year SMALLINT NOT NULL,
        carrier VARCHAR NOT NULL,
        used_for VARCHAR NOT NULL CHECK (used_for IN ('all', 'stationary', 'transport')),
        kind VARCHAR NOT NULL CHECK (kind IN ('factor', 'blend', 'biomass')),
        gas VARCHAR NOT NULL CHECK (gas IN ('CO2', 'CH4', 'N2O', 'CO2e')),
        value DOUBLE CHECK (isfinite(value) AND value >= 0), -- t/MWh, a fossil share, or 1 and 0
        approach VARCHAR NOT NULL,
        source VARCHAR NOT NULL,
        fossil_carrier VARCHAR,
        bio_carrier VARCHAR,
        original_text VARCHAR NOT NULL,
        original_unit VARCHAR NOT NULL,
        CHECK (first_year <= last_year),
        CHECK (kind = 'factor' OR value <= 1)
    )
    """,
    written="INSERT INTO city_factors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT city_id, first_year, last_year, carrier, used_for, kind, gas, value, approach, source,
           fossil_carrier, bio_carrier, original_text, original_unit, revision
    FROM city_factors WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def apart(factors: Sequence[CityFactor]) -> dict[str, list[Row]]:
    """Factors as rows."""
    return {"city_factors": as_rows(factors)}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, CityFactor]]:
    """Each factor as it was stated."""
    for found in (CityFactor(*row) for row in rows["city_factors"]):
        yield found.revision, found.city_id, found


KIND = Kind(
    name="factors",
    called="factors of its own",
    tables={"city_factors": TABLE},
    apart=apart,
    together=together,
    replaces="nothing",
)
