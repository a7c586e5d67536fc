"""Figures of access to energy: an indicator of a city, of a part of it, or of a wider area that stands beside it."""

from __future__ import annotations

from typing import NamedTuple

from analytics.energy_access.access_indicators import BOUNDS, GEOGRAPHIES, INDICATORS, MONEY
from analytics.energy_access.indicator_units import unit_of
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, Cells, Rule, declared, not_to_come, refused
from datasets.store.kind import EditedColumn

NAMED = {
    # Translators: an indicator of energy access with its unit.
    code: Sentence("{indicator} ({unit})", indicator=one.name, unit="EUR, USD …" if one.unit == MONEY else one.unit)
    for code, one in INDICATORS.items()
}
"""The indicators by code as they are chosen from: each with its unit."""
INDICATOR = EditedColumn("indicator", "Indicator", "choice", choices=NAMED)
AREA = EditedColumn("area", "Area, if not the city", "text", blank=True)


class EnergyIndicator(NamedTuple):
    """One figure: the ``indicator`` of a ``geography``, both codes of ``analytics.energy_access``.

    ``area`` names what it is of where that is not the whole city; ``people`` says of whom, where not of everyone.
    ``bound`` is "about", "above" or "below" where a source states no exact figure. A blank ``unit`` is that of the
    indicator. A year may not be printed. What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    indicator: str
    geography: str
    area: str
    year: int | None
    value: float
    bound: str
    unit: str
    people: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0

    @property
    def in_unit(self) -> str:
        """The unit of the figure."""
        return unit_of(self.indicator, self.value, self.unit)


def _other_unit(row: Cells) -> Problem | None:
    """A unit that is not the indicator's, or none where that could be meant in two ways."""
    try:
        unit_of(row["indicator"], row["value"], row["unit"] or "")
    except Refused as refusal:
        return refusal.problems[0]
    return None


def _too_much(row: Cells) -> Problem | None:
    """A share above the whole."""
    one = INDICATORS[row["indicator"]]
    if one.most is None or row["value"] <= one.most:
        return None
    return refused(
        "share-above",
        f"{row['value']:,.15g} %",
        Sentence("a number from {low} to {high}", low=0, high=f"{one.most:g}"),
        "Correct the figure.",
        "value",
    )


def _of_what(row: Cells) -> Problem | None:
    """A figure of the city that names another area, or one of another area that does not."""
    if row["geography"] == "city" and row["area"]:
        return refused(
            "area-beside-city",
            row["area"],
            "no area for a figure of the city itself",
            "Choose of what it is: a district, the metropolitan area, the region or the country.",
            "geography",
        )
    if row["geography"] != "city" and not row["area"]:
        return refused("area-missing", Sentence("nothing"), "the name of the area", _NAME_IT, "area")
    return None


def _not_of_a_city(row: Cells) -> Problem | None:
    """A figure of the city from a table that holds figures of countries alone."""
    series = {one.series for one in INDICATORS.values() if one.series}
    named = next((code for code in sorted(series) if code in row["source"].casefold()), None)
    if named is None or row["geography"] == "country":
        return None
    return refused(
        "country-as-city",
        Sentence("a figure of the city from {table}", table=named),
        "a figure of a country: that table has none of a city",
        "Choose the country, and name it; or name the survey that asked in the city.",
        "geography",
    )


_NAME_IT = Sentence("Name it, such as Catalonia.")
IDENTITY = ("indicator", "geography", "area", "year", "people", "source")
KIND = declared(
    "energy_indicators",
    EnergyIndicator,
    (
        INDICATOR,
        EditedColumn("geography", "Of what", "choice", choices=GEOGRAPHIES, settled=True),
        AREA,
        EditedColumn("year", "Year", "year", blank=True),
        EditedColumn("value", "Figure", "number", least=0),
        EditedColumn("bound", "How exact", "choice", choices=BOUNDS, settled=True, blank=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("people", "Of whom, if not everyone", "text", blank=True),
        *WHENCE,
    ),
    called="figures of energy access",
    record="indicator",
    title="Energy access: figures",
    purpose=(
        "How secure, sustainable and affordable energy is: an indicator with its year, its source, and of what it is. "
        "A figure of the region or the country stands beside those of the city and never for them."
    ),
    place=24,
    key=IDENTITY,
    order=lambda one: (
        list(INDICATORS).index(one.indicator),
        list(GEOGRAPHIES).index(one.geography),
        -(one.year or 0),
        one.area,
        one.people,
        one.source,
    ),
    rules=(not_to_come("year"), Rule(_other_unit), Rule(_too_much), Rule(_of_what), Rule(_not_of_a_city)),
)
