"""Heating degree days of a city in °C day, of one year or the yearly average of several.

The share of the fuels and heat of buildings that warms rooms is stated with them.
"""

from __future__ import annotations

from analytics.factors.heating import DegreeDays
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, StatedKind

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
    editing=Editing(
        title=Sentence("Degree days"),
        purpose=Sentence(
            "The heating degree days of a year, or the yearly average of several, and the share of the fuels and heat "
            "of buildings that warms rooms: by them Drivers tells the weather apart."
        ),
        columns=(
            EditedColumn("first_year", "From", "year"),
            EditedColumn("last_year", "To", "year"),
            EditedColumn("hdd", "Degree days a year", "number", "°C day", least=0, most=20_000, above=True),
            EditedColumn("base", "Base temperature", "number", "°C", least=0, most=30),
            EditedColumn("coldest_unheated", "Warmest heated day", "number", "°C", -30, 30, blank=True),
            EditedColumn("heating_share", "Share for heating, 0 to 1", "number", "", 0, 1, blank=True),
            SOURCE,
        ),
        entry=DegreeDays,
        place=3,
        identity=("first_year", "last_year"),
    ),
)
