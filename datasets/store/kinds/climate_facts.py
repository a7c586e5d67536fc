"""What is known of a city's climate: events, what was observed, what is expected, impacts, and what helps or hinders
it."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.climate_history import FACTS
from analytics.adaptation.hazard_names import NAMES
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind
from datasets.store.kinds.city_hazards import NOTE, PAGE


class ClimateFact(NamedTuple):
    """One fact: its ``kind`` is one of ``analytics.adaptation.climate_history.FACTS``.

    ``first_year`` and ``last_year`` are its period, one year or several; either may be missing. ``value`` is in
    ``unit``, and reaches up to ``most`` where it is a range. ``area`` names what it is of where that is not the city.
    What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    kind: str
    hazard: str
    what: str
    first_year: int | None
    last_year: int | None
    value: float | None
    most: float | None
    unit: str
    area: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS climate_facts (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind <> ''),
    hazard VARCHAR NOT NULL, -- empty where it is of no single hazard
    what VARCHAR NOT NULL CHECK (what <> ''),
    first_year SMALLINT,
    last_year SMALLINT,
    amount DOUBLE CHECK (isfinite(amount)),
    most DOUBLE CHECK (isfinite(most) AND most >= amount),
    unit VARCHAR NOT NULL,
    area VARCHAR NOT NULL, -- of what it is where that is not the city
    source VARCHAR NOT NULL CHECK (source <> ''),
    page VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    CHECK (first_year IS NULL OR last_year IS NULL OR first_year <= last_year),
    CHECK (amount IS NOT NULL OR (most IS NULL AND unit = ''))
)
"""


def cells(fact: ClimateFact) -> Row:
    """A fact as the cells of a line."""
    return fact[1:-2]


KIND = StatedKind(
    name="climate_facts",
    called="climate facts",
    tables={"climate_facts": TABLE},
    entry=ClimateFact,
    replaces="same",
    key=("kind", "what", "first_year", "last_year"),
    order=lambda fact: (list(FACTS).index(fact.kind), fact.what, fact.first_year or 0, fact.last_year or 0),
    form=Form(ClimateFact._fields[1:-2], cells),
    editing=Editing(
        title=Sentence("Climate facts"),
        purpose=Sentence(
            "What happened, what was measured and what is expected, each with its figure, its years and its source. "
            "Where a figure is of a wider area than the city, its name stands beside it."
        ),
        columns=(
            EditedColumn("kind", Sentence("Kind"), "choice", choices=FACTS),
            EditedColumn("hazard", Sentence("Hazard"), "choice", choices=NAMES, blank=True),
            EditedColumn("what", Sentence("Fact"), "text"),
            EditedColumn("first_year", Sentence("From"), "year", least=1500, most=2200, blank=True),
            EditedColumn("last_year", Sentence("To"), "year", least=1500, most=2200, blank=True),
            EditedColumn("value", Sentence("Figure"), "number", blank=True),
            EditedColumn("most", Sentence("Up to"), "number", blank=True),
            EditedColumn("unit", Sentence("Unit"), "text", blank=True),
            EditedColumn("area", Sentence("Area, if not the city"), "text", blank=True),
            SOURCE,
            PAGE,
            NOTE,
        ),
        entry=ClimateFact,
        identity=("kind", "what", "first_year", "last_year"),
        withdrawn=True,
        place=21,
    ),
)
