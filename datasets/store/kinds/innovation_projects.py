"""Projects of cooperation that a city takes part in, with their partners and where they stand."""

from __future__ import annotations

from typing import NamedTuple

from analytics.innovation.innovation_words import PROJECT_STATUSES
from analytics.pairs import dated
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import ADDRESS, NOTE, PAGE, Cells, Rule, declared, refused
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds.region_priorities import DOMAIN


class InnovationProject(NamedTuple):
    """One project from ``start`` to ``end``, dates as far as they are known; ``share`` is the per cent of its cost that
    the programme pays, ``partners`` are parted by semicolons. What is ``withdrawn`` counts for nothing."""

    city_id: str
    project: str
    programme: str
    subject: str
    partners: str
    start: str
    end: str
    status: str
    domains: str
    share: float | None
    source: str
    address: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


def _ends_before_it_starts(row: Cells) -> Problem | None:
    """An end that is before the start, by whatever day either date may mean."""
    start, end = row["start"], row["end"]
    if not start or not end or dated.latest(end) >= dated.earliest(start):
        return None
    return refused("project-dates", end, Sentence("{date} or later", date=start), "Correct one of the two.", "end")


KIND = declared(
    "innovation_projects",
    InnovationProject,
    (
        EditedColumn("project", "Project", "text"),
        EditedColumn("programme", "Programme", "text", blank=True),
        EditedColumn("subject", "Subject", "text", blank=True),
        EditedColumn("partners", "Partners", "text", blank=True),
        EditedColumn("start", "Start", "date", blank=True),
        EditedColumn("end", "End", "date", blank=True),
        EditedColumn("status", "Status", "choice", choices=PROJECT_STATUSES, settled=True, blank=True),
        DOMAIN,
        EditedColumn("share", "Share that the programme pays", "number", "%", 0, 100, blank=True),
        SOURCE,
        ADDRESS,
        PAGE,
        NOTE,
    ),
    called="projects of cooperation",
    record="project",
    title="Projects of cooperation",
    purpose="Projects with partners elsewhere, with programme, subject, dates and where they stand.",
    place=54,
    key=("project",),
    order=lambda one: (one.start or "9999", one.project),
    rules=(Rule(_ends_before_it_starts),),
)
