"""Electricity and heat of a city's own, in MWh and tonnes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from datasets.store.kind import Kind, KindTable, Row, as_rows


class LocalEnergy(NamedTuple):
    """One figure of a city's own electricity or heat in a year, in MWh or t CO2(e); None takes it back.

    ``kind`` as the Covenant names it. Electricity: TCE consumption, LPE local production, GEP certified purchases,
    CO2LPE, CO2GEP. Heat: LHC consumption, CO2LPH produced, CO2IH imported, CO2EH exported.
    """

    city_id: str
    year: int
    kind: str
    value: float | None
    original_text: str
    original_unit: str
    source: str
    revision: int = 0


TABLE = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS local_energy (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        year SMALLINT NOT NULL,
        kind VARCHAR NOT NULL
            CHECK (kind IN ('TCE', 'LPE', 'GEP', 'CO2LPE', 'CO2GEP', 'LHC', 'CO2LPH', 'CO2IH', 'CO2EH')),
        value DOUBLE CHECK (isfinite(value) AND value >= 0),
        original_text VARCHAR NOT NULL,
        original_unit VARCHAR NOT NULL,
        source VARCHAR NOT NULL
    )
    """,
    written="INSERT INTO local_energy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT city_id, year, kind, value, original_text, original_unit, source, revision
    FROM local_energy WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def apart(figures: Sequence[LocalEnergy]) -> dict[str, list[Row]]:
    """Figures as rows."""
    return {"local_energy": as_rows(figures)}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, LocalEnergy]]:
    """Each figure as it was stated."""
    for found in (LocalEnergy(*row) for row in rows["local_energy"]):
        yield found.revision, found.city_id, found


KIND = Kind(
    name="supply",
    called="figures of local electricity and heat",
    tables={"local_energy": TABLE},
    apart=apart,
    together=together,
    replaces="nothing",
)
