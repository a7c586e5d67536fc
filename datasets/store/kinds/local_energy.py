"""Electricity and heat of a city's own, in MWh and tonnes."""

from __future__ import annotations

from typing import NamedTuple

from analytics.text.sentences import Sentence, sentences
from datasets.store.kind import SOURCE, EditedColumn, Editing, StatedKind


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


TABLE = """
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
"""
FIGURES = sentences(
    {
        "TCE": "TCE, electricity used",
        "LPE": "LPE, electricity produced locally",
        "GEP": "GEP, certified green electricity bought",
        "CO2LPE": "CO2LPE, emissions of local production",
        "CO2GEP": "CO2GEP, emissions of certified purchases",
        "LHC": "LHC, heat used",
        "CO2LPH": "CO2LPH, emissions of heat produced locally",
        "CO2IH": "CO2IH, emissions of imported heat",
        "CO2EH": "CO2EH, emissions of exported heat",
    }
)
KIND = StatedKind(
    name="supply",
    called="figures of local electricity and heat",
    tables={"local_energy": TABLE},
    entry=LocalEnergy,
    replaces="nothing",
    editing=Editing(
        title=Sentence("Local electricity and heat"),
        purpose=Sentence(
            "Electricity and heat of the city's own, by the names of the Covenant: energy in units such as GWh, "
            "emissions in tonnes."
        ),
        columns=(
            EditedColumn("year", "Year", "year"),
            # Translators: the heading of a column: which figure a row is.
            EditedColumn("kind", "Figure", "choice", choices=FIGURES),
            EditedColumn("value", "Value", "number", least=0),
            EditedColumn("original_unit", "Unit", "text"),
            SOURCE,
        ),
        entry=LocalEnergy,
        place=5,
        identity=("year", "kind"),
        withdrawn=True,
        cells=lambda figure: {"value": float(figure.original_text)} if figure.original_text else {},
    ),
)
