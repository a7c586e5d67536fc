"""Resources on sustainable development: reports, articles, plans and pages that a city put on file for all."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.hazard_names import NAMES
from analytics.frames import frame_tags
from analytics.knowledge.topics import ACCESS, KINDS, TOPICS
from analytics.text.problems import Problem, Refused
from datasets.store.declared_kind import ADDRESS, NOTE, Cells, Rule, declared
from datasets.store.kind import SOURCE, EditedColumn


class CityResource(NamedTuple):
    """One resource. ``hazard``, ``tags`` (those of ``analytics.frames``), ``about`` (ids of cities) and
    ``language`` hold several codes, parted by semicolons.

    ``address`` is a text: it is shown as one, opened by nobody but a reader, and never fetched. What is ``withdrawn``
    counts for nothing."""

    city_id: str
    title: str
    publisher: str
    year: int | None
    kind: str
    sector: str
    hazard: str
    access: str
    tags: str
    language: str
    about: str
    region: str
    address: str
    description: str
    source: str
    note: str
    withdrawn: bool = False
    revision: int = 0


SECTOR = EditedColumn("sector", "Subject", "choice", choices=TOPICS)
TAGS = EditedColumn("tags", "Tags", "text", blank=True)
HAZARDS = EditedColumn("hazard", "Hazard", "choices", choices=NAMES, blank=True)


def no_tag(row: Cells) -> Problem | None:
    """The first tag that is none, with what is nearest."""
    try:
        frame_tags.read(row["tags"] or "")
    except Refused as refusal:
        return refusal.problems[0]
    return None


KIND = declared(
    "resources",
    CityResource,
    (
        EditedColumn("title", "Title", "text"),
        EditedColumn("publisher", "Publisher", "text"),
        EditedColumn("year", "Year", "year", blank=True),
        EditedColumn("kind", "What it is", "choice", choices=KINDS),
        SECTOR,
        HAZARDS,
        EditedColumn("access", "Energy access", "choice", choices=ACCESS, blank=True),
        TAGS,
        EditedColumn("language", "Language", "text", blank=True),
        EditedColumn("about", "Cities", "text", blank=True),
        EditedColumn("region", "Region", "text", blank=True),
        ADDRESS,
        EditedColumn("description", "What it holds", "text", blank=True),
        SOURCE,
        NOTE,
    ),
    called="resources",
    record="resource",
    title="Resources",
    purpose="Reports, plans and pages that help others. An address is kept as text: this program never opens it.",
    place=40,
    key=("title",),
    order=lambda one: (one.title.casefold(), one.title),
    rules=(Rule(no_tag),),
)
