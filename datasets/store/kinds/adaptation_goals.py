"""Goals of a city's adaptation: a measure with its baseline and its target."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.goals_and_actions import OUTCOMES
from analytics.adaptation.hazard_names import NAMES
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind
from datasets.store.kinds.city_hazards import NOTE, PAGE


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


TABLE = """
CREATE TABLE IF NOT EXISTS adaptation_goals (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    goal VARCHAR NOT NULL CHECK (goal <> ''),
    hazard VARCHAR NOT NULL, -- empty where it is of no single hazard
    indicator VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    base_year SMALLINT,
    base_value DOUBLE CHECK (isfinite(base_value)),
    target_year SMALLINT,
    target_value DOUBLE CHECK (isfinite(target_value)),
    outcome VARCHAR NOT NULL CHECK (outcome IN ('', 'reached', 'missed', 'not_measured')),
    source VARCHAR NOT NULL CHECK (source <> ''),
    page VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    CHECK (base_year IS NULL OR target_year IS NULL OR base_year < target_year)
)
"""


def cells(goal: AdaptationGoal) -> Row:
    """A goal as the cells of a line."""
    return goal[1:-2]


KIND = StatedKind(
    name="adaptation_goals",
    called="adaptation goals",
    tables={"adaptation_goals": TABLE},
    entry=AdaptationGoal,
    replaces="same",
    key=("goal",),
    order=lambda goal: (goal.target_year or 9999, goal.goal),
    form=Form(AdaptationGoal._fields[1:-2], cells),
    editing=Editing(
        title=Sentence("Adaptation goals"),
        purpose=Sentence(
            "What the city wants to reach in adaptation: an indicator with its unit, its value in a base year and its "
            "value in a target year."
        ),
        columns=(
            EditedColumn("goal", Sentence("Goal"), "text"),
            EditedColumn("hazard", Sentence("Hazard"), "choice", choices=NAMES, blank=True),
            EditedColumn("indicator", Sentence("Indicator"), "text", blank=True),
            EditedColumn("unit", Sentence("Unit"), "text", blank=True),
            EditedColumn("base_year", Sentence("Base year"), "year", blank=True),
            EditedColumn("base_value", Sentence("Base value"), "number", blank=True),
            EditedColumn("target_year", Sentence("Target year"), "year", least=1990, most=2100, blank=True),
            EditedColumn("target_value", Sentence("Target value"), "number", blank=True),
            EditedColumn("outcome", Sentence("What came of it"), "choice", choices=OUTCOMES, blank=True),
            SOURCE,
            PAGE,
            NOTE,
        ),
        entry=AdaptationGoal,
        identity=("goal",),
        withdrawn=True,
        place=22,
    ),
)
