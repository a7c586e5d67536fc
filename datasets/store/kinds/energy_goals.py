"""Goals of a city for access to energy: what it wants to reach, with an indicator, its baseline and its target."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analytics.adaptation.goals_and_actions import OUTCOMES
from analytics.energy_access.access_indicators import ATTRIBUTES, INDICATORS
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import WHENCE, Cells, Rule, declared, in_order, needs, refused
from datasets.store.kind import EditedColumn
from datasets.store.kinds.adaptation_goals import past
from datasets.store.kinds.energy_indicators import AREA, INDICATOR

ATTRIBUTE = EditedColumn("attribute", "Attribute", "choice", choices=ATTRIBUTES, settled=True)


class EnergyGoal(NamedTuple):
    """One goal of an ``attribute``: the ``indicator`` is to move from its value in ``base_year`` to that in
    ``target_year``, both in the unit of the indicator.

    ``area`` names whose goal it is where that is not the city. ``outcome`` says what came of it once its year is past.
    What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    goal: str
    attribute: str
    indicator: str
    base_year: int | None
    base_value: float | None
    target_year: int | None
    target_value: float | None
    outcome: str
    area: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


def _too_much(row: Cells) -> Problem | None:
    """A share above the whole."""
    most = INDICATORS[row["indicator"]].most if row["indicator"] else None
    for column in ("base_value", "target_value"):
        if most is not None and row[column] is not None and row[column] > most:
            return refused(
                "share-above",
                f"{row[column]:,.15g} %",
                Sentence("a number from {low} to {high}", low=0, high=f"{most:g}"),
                "Correct the figure.",
                column,
            )
    return None


KIND = declared(
    "energy_goals",
    EnergyGoal,
    (
        EditedColumn("goal", "Goal", "text"),
        ATTRIBUTE,
        replace(INDICATOR, blank=True, asked=True),
        EditedColumn("base_year", "Base year", "year", blank=True, asked=True),
        EditedColumn("base_value", "Base value", "number", least=0, blank=True, asked=True),
        EditedColumn("target_year", "Target year", "year", least=1990, most=2100, blank=True, asked=True),
        EditedColumn("target_value", "Target value", "number", least=0, blank=True, asked=True),
        EditedColumn("outcome", "What came of it", "choice", choices=OUTCOMES, settled=True, blank=True),
        AREA,
        *WHENCE,
    ),
    called="goals of energy access",
    record="energy goal",
    title="Energy access: goals",
    purpose=(
        "What the city wants to reach: an indicator of energy access, its value in a base year and its value in a "
        "target year."
    ),
    place=25,
    key=("goal",),
    order=lambda goal: (goal.target_year or 9999, goal.goal),
    rules=(
        in_order("base_year", "target_year", strictly=True),
        Rule(past),
        needs("base_value", "base_year", "the year of the value"),
        needs("target_value", "target_year", "the year of the value"),
        needs("base_value", "indicator", "the indicator of the value"),
        needs("target_value", "indicator", "the indicator of the value"),
        Rule(_too_much),
    ),
)
