"""Experiences of a city: what it did, for whom and when, what came of it, and what it would do differently."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from analytics.knowledge.results import SPANS, result
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import NOTE, PAGE, Cells, Rule, declared, in_order, needs, refused
from datasets.store.kind import EditedColumn
from datasets.store.kinds.resources import HAZARDS, SECTOR, TAGS, no_tag


class Experience(NamedTuple):
    """One result of something that a city did, or that it did so where no ``result`` is told.

    ``result`` in ``unit`` is of ``result_of`` (energy, gas, costs), a year or in all (``span``), against ``baseline``
    in words. ``action`` is the id of a mitigation action of the city whose effect this is. What is ``withdrawn`` counts
    for nothing."""

    city_id: str
    title: str
    what: str
    for_whom: str
    first_year: int | None
    last_year: int | None
    sector: str
    hazard: str
    result: float | None
    unit: str
    result_of: str
    span: str
    baseline: str
    cost: float | None
    currency: str
    learned: str
    action: str
    tags: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


def _no_result(row: Cells) -> Problem | None:
    """A result that is none: without a unit, below zero, or more than all there was."""
    if row["result"] is None:
        if row["unit"] is None:
            return None
        return refused(
            "figure-missing",
            Sentence("a unit without a figure"),
            "a figure",
            "Fill in the figure, or leave its unit blank.",
            "result",
        )
    try:
        result(row["result"], row["unit"] or "")
    except Refused as refusal:
        return refusal.problems[0]
    return None


def _to_come(row: Cells) -> Problem | None:
    """A result without a year, or of one that is still to come: what is planned is an action of the plan."""
    year = row["last_year"] or row["first_year"]
    if row["result"] is None:
        return None
    if year is None:
        return refused(
            "cell-missing",
            Sentence("nothing"),
            "the year in which it was found",
            "Leave the result blank, or enter it as an action of the plan.",
            "last_year",
        )
    if year <= datetime.now(UTC).year:
        return None
    return refused(
        "result-to-come",
        Sentence("a result of {year}, which is to come", year=year),
        "what was found by now",
        "Leave the result blank, or enter it as an action of the plan.",
        "last_year" if row["last_year"] else "first_year",
    )


KIND = declared(
    "experiences",
    Experience,
    (
        EditedColumn("title", "Title", "text"),
        EditedColumn("what", "What was done", "text"),
        EditedColumn("for_whom", "For whom", "text", blank=True),
        EditedColumn("first_year", "From", "year", blank=True),
        EditedColumn("last_year", "To", "year", blank=True),
        SECTOR,
        HAZARDS,
        EditedColumn("result", "Result", "number", blank=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("result_of", "Result of what", "text", blank=True),
        EditedColumn("span", "Of a year or in all", "choice", choices=SPANS, settled=True, blank=True),
        EditedColumn("baseline", "Measured against", "text", blank=True),
        EditedColumn("cost", "Cost", "number", least=0, blank=True),
        EditedColumn("currency", "Currency", "text", blank=True),
        EditedColumn("learned", "What one would do differently", "text", blank=True),
        EditedColumn("action", "Mitigation action", "text", blank=True),
        TAGS,
        EditedColumn("source", "Source", "text", blank=True),
        PAGE,
        NOTE,
    ),
    called="experiences",
    record="experience",
    title="Experiences",
    purpose=(
        "What the city did and what came of it, for others to learn from. A result needs its unit and its source; "
        "without a result the experience is shown as told."
    ),
    place=41,
    key=("title", "unit", "result_of"),
    order=lambda one: (one.title.casefold(), one.unit, one.result_of),
    rules=(
        in_order("first_year", "last_year"),
        Rule(_no_result),
        Rule(_to_come),
        Rule(no_tag),
        needs("result", "span", "whether it is of a year or in all", "Choose one."),
        needs("result", "source", "the source of the result"),
        needs("cost", "currency", "a currency", "Name the currency, such as EUR."),
    ),
)
