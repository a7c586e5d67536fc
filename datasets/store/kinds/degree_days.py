"""Heating degree days of a city in °C day, of one year or the yearly average of several.

The share of the fuels and heat of buildings that warms rooms is stated with them.
"""

from __future__ import annotations

from analytics.factors.heating import DegreeDays
from datasets.store.kind import StatedKind

TABLE = """
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
"""
KIND = StatedKind(
    name="degree_days",
    called="statements of degree days",
    tables={"degree_days": TABLE},
    entry=DegreeDays,
    replaces="same",
    key=("first_year", "last_year"),
    order=lambda days: (days.first_year, days.last_year),
)
