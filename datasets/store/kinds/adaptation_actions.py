"""Adaptation actions of a city: against which hazard, in which sectors, for whom, at what cost and how far they are."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.goals_and_actions import STATUSES
from analytics.adaptation.hazard_names import NAMES
from analytics.frames.frame_tags import GOALS, SENDAI_TARGETS
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind
from datasets.store.kinds.city_hazards import NOTE, PAGE, PEOPLE, SECTORS, several


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


TABLE = """
CREATE TABLE IF NOT EXISTS adaptation_actions (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL CHECK (action <> ''),
    hazard VARCHAR NOT NULL, -- empty where it is of no single hazard
    sectors VARCHAR NOT NULL, -- several codes, parted by semicolons, as are people, sendai and sdg
    people VARCHAR NOT NULL,
    status VARCHAR NOT NULL
        CHECK (status IN ('', 'planned', 'decided', 'ongoing', 'done', 'postponed', 'cancelled')),
    first_year SMALLINT,
    last_year SMALLINT,
    amount DOUBLE CHECK (isfinite(amount)),
    unit VARCHAR NOT NULL,
    cost DOUBLE CHECK (isfinite(cost) AND cost >= 0),
    currency VARCHAR NOT NULL,
    mitigation VARCHAR NOT NULL, -- the mitigation action that is the very same work, which holds its cost
    sendai VARCHAR NOT NULL,
    sdg VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source <> ''),
    page VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    CHECK (first_year IS NULL OR last_year IS NULL OR first_year <= last_year),
    CHECK (cost IS NULL OR currency <> '')
)
"""


def cells(action: AdaptationAction) -> Row:
    """An action as the cells of a line."""
    return action[1:-2]


DEVELOPMENT_GOALS = {number: f"SDG {number}" for number in GOALS}

KIND = StatedKind(
    name="adaptation_actions",
    called="adaptation actions",
    tables={"adaptation_actions": TABLE},
    entry=AdaptationAction,
    replaces="same",
    key=("action",),
    order=lambda action: (action.last_year or 9999, action.action),
    form=Form(AdaptationAction._fields[1:-2], cells),
    editing=Editing(
        title=Sentence("Adaptation actions"),
        purpose=Sentence(
            "What the city does against its hazards, with status, years and cost. An action that also saves emissions "
            "names the mitigation action that it is: its cost is counted once."
        ),
        columns=(
            EditedColumn("action", Sentence("Action"), "text"),
            EditedColumn("hazard", Sentence("Hazard"), "choice", choices=NAMES, blank=True),
            SECTORS,
            PEOPLE,
            EditedColumn("status", Sentence("Status"), "choice", choices=STATUSES, blank=True),
            EditedColumn("first_year", Sentence("From"), "year", blank=True),
            EditedColumn("last_year", Sentence("To"), "year", blank=True),
            EditedColumn("value", Sentence("Figure"), "number", blank=True),
            EditedColumn("unit", Sentence("Unit"), "text", blank=True),
            EditedColumn("cost", Sentence("Cost"), "number", least=0, blank=True),
            EditedColumn("currency", Sentence("Currency"), "text", blank=True),
            EditedColumn("mitigation", Sentence("Also mitigation action"), "text", blank=True),
            EditedColumn("sendai", Sentence("Sendai target"), "choices", choices=SENDAI_TARGETS, blank=True),
            EditedColumn("sdg", Sentence("SDG"), "choices", choices=DEVELOPMENT_GOALS, blank=True),
            SOURCE,
            PAGE,
            NOTE,
        ),
        entry=AdaptationAction,
        identity=("action",),
        withdrawn=True,
        place=23,
        cells=lambda entry: several(entry, "sectors", "people", "sendai", "sdg"),
    ),
)
