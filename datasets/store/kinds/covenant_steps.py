"""What a city promised the Covenant of Mayors and submitted to it: each step with its date as far as it is known."""

from __future__ import annotations

from typing import NamedTuple

from analytics.duties.covenant_words import STEPS
from datasets.store.declared_kind import WHENCE, declared, done_already
from datasets.store.kind import EditedColumn


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


KIND = declared(
    "covenant_steps",
    CovenantStep,
    (
        EditedColumn("step", "Step", "choice", choices=STEPS),
        EditedColumn("date", "Date, as far as it is known", "date", blank=True),
        *WHENCE,
    ),
    called="steps of the Covenant",
    record="step",
    title="Commitments and submissions",
    purpose=(
        "When the city joined the Covenant, what it committed itself to, and when it submitted plans and reports: "
        "from these dates Duties tells what is due when."
    ),
    place=24,
    key=("step", "date"),
    order=lambda step: (list(STEPS).index(step.step), step.date),
    rules=(done_already("date"),),
)
