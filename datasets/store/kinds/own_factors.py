"""What a city states for its own use: factors, blends and whether its biomass is sustainable."""

from __future__ import annotations

from typing import Any, NamedTuple

from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, Approach, stated
from datasets.store.kind import SOURCE, EditedColumn, Editing, StatedKind

FACTOR, BLEND, BIOMASS = "factor", "blend", "biomass"
CARRIER_NAMES = {code: carrier.name for code, carrier in CARRIERS.items()}


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


TABLE = """
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
"""
ON_GROSS = " gross"
"""What stands behind the unit of a factor that was stated on the gross calorific value."""


def _as_written(stated: CityFactor) -> dict[str, Any]:
    """The value of a factor with its unit and calorific value, as it was stated."""
    if stated.kind != FACTOR or not stated.original_text:
        return {"basis": None}
    gross = stated.original_unit.endswith(ON_GROSS)
    basis = "gross" if gross else None
    return {
        "value": float(stated.original_text),
        "original_unit": stated.original_unit.removesuffix(ON_GROSS),
        "basis": basis,
    }


STATED = {
    # Translators: what a city states of a carrier: its emission factor.
    FACTOR: Sentence("factor"),
    # Translators: what a city states of a carrier: that it is a mixture, with its fossil share.
    BLEND: Sentence("blend"),
    # Translators: what a city states of a carrier: whether it is sustainable biomass.
    BIOMASS: Sentence("biomass"),
}
BASES = {"net": Sentence("net"), "gross": Sentence("gross")}
GASES = {"CO2e": "CO₂e", "CO2": "CO₂", "CH4": "CH₄", "N2O": "N₂O"}
USES = {
    # Translators: a factor counts for all uses of a carrier.
    "all": Sentence("all uses"),
    "stationary": Sentence("stationary"),
    "transport": Sentence("transport"),
}
APPROACHES = {approach.value: stated(approach.value) for approach in Approach}
KIND = StatedKind(
    name="factors",
    called="factors of its own",
    tables={"city_factors": TABLE},
    entry=CityFactor,
    replaces="nothing",
    editing=Editing(
        title=Sentence("Own factors"),
        purpose=Sentence(
            "Emission factors that the city states for its own use, in the place of the default ones. Of a blend the "
            "value is its fossil share; of biomass it is 1 where it is produced sustainably, otherwise 0."
        ),
        columns=(
            EditedColumn("carrier", "Carrier", "choice", choices=CARRIER_NAMES),
            EditedColumn("first_year", "From", "year"),
            EditedColumn("last_year", "To", "year"),
            # Translators: the heading of what a row states: a factor, a blend, or whether biomass is sustainable.
            EditedColumn("kind", "States", "choice", choices=STATED),
            EditedColumn("value", "Value", "number", least=0),
            EditedColumn("original_unit", "Unit", "text", blank=True),
            SOURCE,
            EditedColumn("basis", "Calorific value", "choice", choices=BASES, blank=True),
            EditedColumn("gas", "Gas", "choice", choices=GASES),
            EditedColumn("used_for", "Used for", "choice", choices=USES),
            EditedColumn("approach", "Approach", "choice", choices=APPROACHES),
            EditedColumn("fossil_carrier", "Fossil part", "choice", choices=CARRIER_NAMES, blank=True),
            EditedColumn("bio_carrier", "Biogenic part", "choice", choices=CARRIER_NAMES, blank=True),
        ),
        entry=CityFactor,
        place=4,
        identity=("kind", "carrier", "first_year", "last_year", "gas", "used_for", "approach"),
        withdrawn=True,
        cells=_as_written,
    ),
)
