"""What is known of a city's climate: events, what was observed, what is expected, impacts, and what helps or hinders
it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analytics.adaptation.climate_history import FACTS
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, a_share, declared, in_order, needs, range_of
from datasets.store.kind import EditedColumn
from datasets.store.kinds.city_hazards import HAZARD


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


_FIGURE_OF_UNIT = Sentence("Fill in the figure, or leave its unit blank.")
KIND = declared(
    "climate_facts",
    ClimateFact,
    (
        EditedColumn("kind", "Kind", "choice", choices=FACTS),
        replace(HAZARD, blank=True),
        EditedColumn("what", "Fact", "text"),
        EditedColumn("first_year", "From", "year", least=1500, most=2200, blank=True),
        EditedColumn("last_year", "To", "year", least=1500, most=2200, blank=True),
        EditedColumn("value", "Figure", "number", blank=True),
        EditedColumn("most", "Up to", "number", blank=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("area", "Area, if not the city", "text", blank=True),
        *WHENCE,
    ),
    called="climate facts",
    record="fact",
    title="Climate facts",
    purpose=(
        "What happened, what was measured and what is expected, each with its figure, its years and its source. "
        "Where a figure is of a wider area than the city, its name stands beside it."
    ),
    place=21,
    key=("kind", "what", "first_year", "last_year"),
    order=lambda fact: (list(FACTS).index(fact.kind), fact.what, fact.first_year or 0, fact.last_year or 0),
    rules=(
        in_order("first_year", "last_year"),
        range_of("value", "most"),
        a_share("unit", "value", "most"),
        needs("most", "value", "a figure", _FIGURE_OF_UNIT),
        needs("unit", "value", "a figure", _FIGURE_OF_UNIT),
    ),
)
