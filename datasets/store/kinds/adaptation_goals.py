"""Goals of a city's adaptation: a measure with its baseline and its target."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from analytics.adaptation.goals_and_actions import OUTCOMES
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, Cells, Rule, a_share, declared, in_order, needs, refused
from datasets.store.kind import EditedColumn
from datasets.store.kinds.city_hazards import HAZARD


class AdaptationGoal(NamedTuple):
    """One goal: the ``indicator`` in its ``unit`` is to move from its value in ``base_year`` to that in
    ``target_year``.

    ``outcome`` says what came of it once its year is past. What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    goal: str
    hazard: str
    indicator: str
    unit: str
    base_year: int | None
    base_value: float | None
    target_year: int | None
    target_value: float | None
    outcome: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


def past(row: Cells, this_year: int | None = None) -> Problem | None:
    """A target year that is past, where nobody says what came of the goal."""
    target = row["target_year"]
    if target is None or target >= (this_year or datetime.now(UTC).year) or row["outcome"]:
        return None
    return refused(
        "goal-past",
        Sentence("{year}, which is past", year=target),
        "a year to come, or what came of the goal",
        "Correct the year, or choose what came of it.",
        "target_year",
    )


KIND = declared(
    "adaptation_goals",
    AdaptationGoal,
    (
        EditedColumn("goal", "Goal", "text"),
        replace(HAZARD, blank=True),
        EditedColumn("indicator", "Indicator", "text", blank=True, asked=True),
        EditedColumn("unit", "Unit", "text", blank=True),
        EditedColumn("base_year", "Base year", "year", blank=True, asked=True),
        EditedColumn("base_value", "Base value", "number", blank=True, asked=True),
        EditedColumn("target_year", "Target year", "year", least=1990, most=2100, blank=True, asked=True),
        EditedColumn("target_value", "Target value", "number", blank=True, asked=True),
        EditedColumn("outcome", "What came of it", "choice", choices=OUTCOMES, settled=True, blank=True),
        *WHENCE,
    ),
    called="adaptation goals",
    record="goal",
    title="Adaptation goals",
    purpose=(
        "What the city wants to reach in adaptation: an indicator with its unit, its value in a base year and its "
        "value in a target year."
    ),
    place=22,
    key=("goal",),
    order=lambda goal: (goal.target_year or 9999, goal.goal),
    rules=(
        in_order("base_year", "target_year", strictly=True),
        Rule(past),
        a_share("unit", "base_value", "target_value"),
        needs("base_value", "base_year", "the year of the value"),
        needs("target_value", "target_year", "the year of the value"),
        needs("base_value", "unit", "the unit of the value"),
        needs("target_value", "unit", "the unit of the value"),
    ),
)
