"""Measures of a city for access to energy: for whom, at what cost and how far they are."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.goals_and_actions import STATUSES
from datasets.store.declared_kind import WHENCE, declared, in_order, needs
from datasets.store.kind import EditedColumn
from datasets.store.kinds.city_hazards import PEOPLE
from datasets.store.kinds.energy_goals import ATTRIBUTE
from datasets.store.kinds.energy_indicators import AREA


class EnergyMeasure(NamedTuple):
    """One measure of an ``attribute``; ``people`` holds several codes, parted by semicolons.

    ``area`` names whose measure it is where that is not the city. What is ``withdrawn`` counts for nothing."""

    city_id: str
    measure: str
    attribute: str
    people: str
    status: str
    first_year: int | None
    last_year: int | None
    cost: float | None
    currency: str
    area: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "energy_measures",
    EnergyMeasure,
    (
        EditedColumn("measure", "Measure", "text"),
        ATTRIBUTE,
        PEOPLE,
        EditedColumn("status", "Status", "choice", choices=STATUSES, settled=True, blank=True, asked=True),
        EditedColumn("first_year", "From", "year", blank=True, asked=True),
        EditedColumn("last_year", "To", "year", blank=True, asked=True),
        EditedColumn("cost", "Cost", "number", least=0, blank=True),
        EditedColumn("currency", "Currency", "text", blank=True),
        AREA,
        *WHENCE,
    ),
    called="measures for energy access",
    record="measure",
    title="Energy access: measures",
    purpose=(
        "What the city does so that everyone has energy that is secure, clean and affordable, with the groups that it "
        "is for, status, years and cost."
    ),
    place=26,
    key=("measure",),
    order=lambda one: (one.last_year or 9999, one.measure),
    rules=(
        in_order("first_year", "last_year"),
        needs("cost", "currency", "a currency", "Name the currency, such as EUR."),
    ),
)
