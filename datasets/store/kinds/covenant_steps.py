"""What a city promised the Covenant of Mayors and submitted to it: each step with its date as far as it is known."""

from __future__ import annotations

from typing import NamedTuple

from analytics.duties.covenant_words import STEPS
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Form, Row, StatedKind
from datasets.store.kinds.city_hazards import NOTE, PAGE


class CovenantStep(NamedTuple):
    """One step, of ``analytics.duties.covenant_words.STEPS``, with its date as far as it is known (2015, 2015-10,
    2015-10-15, "" for none). What is ``withdrawn`` counts for nothing."""

    city_id: str
    step: str
    date: str
    source: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS covenant_steps (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    step VARCHAR NOT NULL CHECK (step <> ''),
    date VARCHAR NOT NULL, -- as far as it is known: year, month or day
    source VARCHAR NOT NULL CHECK (source <> ''),
    page VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(step: CovenantStep) -> Row:
    """A step as the cells of a line."""
    return step[1:-2]


KIND = StatedKind(
    name="covenant_steps",
    called="steps of the Covenant",
    tables={"covenant_steps": TABLE},
    entry=CovenantStep,
    replaces="same",
    key=("step", "date"),
    order=lambda step: (list(STEPS).index(step.step), step.date),
    form=Form(CovenantStep._fields[1:-2], cells),
    editing=Editing(
        title=Sentence("Commitments and submissions"),
        purpose=Sentence(
            "When the city joined the Covenant, what it committed itself to, and when it submitted plans and reports: "
            "from these dates Duties tells what is due when."
        ),
        columns=(
            EditedColumn("step", Sentence("Step"), "choice", choices=STEPS),
            EditedColumn("date", Sentence("Date, as far as it is known"), "text", blank=True),
            SOURCE,
            PAGE,
            NOTE,
        ),
        entry=CovenantStep,
        identity=("step", "date"),
        withdrawn=True,
        place=24,
    ),
)
