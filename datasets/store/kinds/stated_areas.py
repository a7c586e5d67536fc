"""The area of a city in km2, of a year as far as it is told."""

from __future__ import annotations

from typing import NamedTuple

from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind


class CityArea(NamedTuple):
    """One area; ``year`` is that of its boundary, None where nobody says; ``with_water`` is "yes" or "no", None where
    nobody says whether its waters are counted. What is ``withdrawn`` counts for nothing."""

    city_id: str
    year: int | None
    km2: float
    with_water: str | None
    source: str
    withdrawn: bool = False
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS areas (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT, -- of the boundary, where anybody says
    km2 DOUBLE NOT NULL CHECK (isfinite(km2) AND km2 > 0),
    with_water VARCHAR CHECK (with_water IN ('yes', 'no')),
    source VARCHAR NOT NULL CHECK (source <> ''),
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(area: CityArea) -> Row:
    """An area as the cells of a line."""
    return area[1:-2]


KIND = StatedKind(
    name="areas",
    called="areas",
    tables={"areas": TABLE},
    entry=CityArea,
    replaces="same",
    key=("year",),
    order=lambda area: area.year or 0,
    form=Form(CityArea._fields[1:-2], cells),
    editing=Editing(
        # Translators: the heading of a table: how large a city is, in km².
        title=Sentence("Area of the city"),
        purpose=Sentence(
            "How large the city is: the twin room divides by it. An area without a year serves where none has one."
        ),
        columns=(
            EditedColumn("year", "Year", "year", blank=True),
            EditedColumn("km2", "Area of the city", "number", "km²", least=0, most=200_000, above=True),
            EditedColumn(
                "with_water",
                "With its waters",
                "choice",
                choices={"yes": Sentence("yes"), "no": Sentence("no")},
                blank=True,
            ),
            SOURCE,
        ),
        entry=CityArea,
        identity=("year",),
        withdrawn=True,
        place=2,
    ),
)
