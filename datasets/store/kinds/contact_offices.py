"""The office by which a city is reached, its languages, and what it offers and seeks. It names no person."""

from __future__ import annotations

import re
from typing import NamedTuple

from analytics.knowledge.topics import TOPICS
from analytics.text.problems import Problem
from datasets.store.declared_kind import NOTE, Cells, Rule, declared, refused
from datasets.store.kind import SOURCE, EditedColumn


class ContactOffice(NamedTuple):
    """One office. ``languages``, ``offers`` and ``seeks`` hold several codes, parted by semicolons."""

    city_id: str
    office: str
    reached: str
    languages: str
    offers: str
    seeks: str
    source: str
    note: str
    withdrawn: bool = False
    revision: int = 0


LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português",
    "bg": "Български",
}
"""Each under its own name."""
_ADDRESSED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Mlle|Monsieur|Madame|Sr|Sra|Señor|Señora|Sig|Signor|Signora|Dott|"
    r"г-н|г-жа)\.? +(?=[A-ZÀ-ÝА-Я])"
)
"""How a person is addressed, before a name."""


def _person(row: Cells) -> Problem | None:
    """A person in the place of an office."""
    for field in ("office", "reached"):
        if row[field] is not None and _ADDRESSED.search(row[field]):
            return refused(
                "contact-person",
                f'"{row[field][:40]}"',
                "an office, and no person",
                "Write the name of the office, such as Climate Office: people change, and their names are private.",
                field,
            )
    return None


KIND = declared(
    "contact_offices",
    ContactOffice,
    (
        EditedColumn("office", "Office", "text"),
        EditedColumn("reached", "How it is reached", "text", blank=True),
        EditedColumn("languages", "Languages", "choices", choices=LANGUAGES, blank=True),
        EditedColumn("offers", "Offers", "choices", choices=TOPICS, blank=True),
        EditedColumn("seeks", "Seeks", "choices", choices=TOPICS, blank=True),
        SOURCE,
        NOTE,
    ),
    called="contact offices",
    record="contact",
    title="Contact office",
    purpose="The office that answers other cities, in which languages, what it offers and what it seeks.",
    place=42,
    key=("office",),
    order=lambda one: one.office.casefold(),
    rules=(Rule(_person),),
)
