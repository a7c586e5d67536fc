"""Adaptation actions of a city: against which hazard, in which sectors, for whom, at what cost and how far they are."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analytics.adaptation.goals_and_actions import STATUSES
from analytics.frames.frame_tags import GOALS, SENDAI_TARGETS
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, Cells, Rule, declared, in_order, needs, refused
from datasets.store.kind import EditedColumn
from datasets.store.kinds.city_hazards import HAZARD, PEOPLE, SECTORS


class AdaptationAction(NamedTuple):
    """One action. ``value`` in ``unit`` is how much of it there is (70 playgrounds), where it is counted.

    ``sectors``, ``people``, ``sendai`` and ``sdg`` hold several codes, parted by semicolons. ``mitigation`` is the id
    of a mitigation action of the city that is the very same work: its cost is counted there alone. What is
    ``withdrawn`` counts for nothing."""

    city_id: str
    action: str
    hazard: str
    sectors: str
    people: str
    status: str
    first_year: int | None
    last_year: int | None
    value: float | None
    unit: str
    cost: float | None
    currency: str
    mitigation: str
    sendai: str
    sdg: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


def _cost_twice(row: Cells) -> Problem | None:
    """A cost beside the mitigation action that holds it."""
    if row["cost"] is None or row["mitigation"] is None:
        return None
    return refused(
        "cost-twice",
        Sentence("a cost that the mitigation action already has"),
        "one cost for one action",
        "Leave the cost blank: it is counted with the mitigation action.",
        "cost",
    )


DEVELOPMENT_GOALS = {number: f"SDG {number}" for number in GOALS}
KIND = declared(
    "adaptation_actions",
    AdaptationAction,
    (
        EditedColumn("action", "Action", "text"),
        replace(HAZARD, blank=True),
        SECTORS,
        PEOPLE,
        EditedColumn("status", "Status", "choice", choices=STATUSES, settled=True, blank=True, asked=True),
        EditedColumn("first_year", "From", "year", blank=True, asked=True),
        EditedColumn("last_year", "To", "year", blank=True, asked=True),
        EditedColumn("value", "Figure", "number", blank=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("cost", "Cost", "number", least=0, blank=True),
        EditedColumn("currency", "Currency", "text", blank=True),
        EditedColumn("mitigation", "Also mitigation action", "text", blank=True),
        EditedColumn("sendai", "Sendai target", "choices", choices=SENDAI_TARGETS, blank=True),
        EditedColumn("sdg", "SDG", "choices", choices=DEVELOPMENT_GOALS, blank=True),
        *WHENCE,
    ),
    called="adaptation actions",
    record="action",
    title="Adaptation actions",
    purpose=(
        "What the city does against its hazards, with status, years and cost. An action that also saves emissions "
        "names the mitigation action that it is: its cost is counted once."
    ),
    place=23,
    key=("action",),
    order=lambda action: (action.last_year or 9999, action.action),
    rules=(
        in_order("first_year", "last_year"),
        needs("cost", "currency", "a currency", "Name the currency, such as EUR."),
        Rule(_cost_twice),
    ),
)
