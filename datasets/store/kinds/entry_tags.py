"""What a city says that an entry on file serves: a goal, a commitment, a priority or an article."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from analytics.frames.tagged_kinds import TAGGED
from datasets.store.declared_kind import NOTE, Rule, declared
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds.resources import TAGS, no_tag


class EntryTags(NamedTuple):
    """The tags of one entry: ``what`` says of which kind it is, ``entry`` is its id or name, and ``tags`` are those of
    ``analytics.frames``, as they were written, parted by semicolons. What is ``withdrawn`` counts for nothing."""

    city_id: str
    what: str
    entry: str
    tags: str
    source: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "entry_tags",
    EntryTags,
    (
        EditedColumn("what", "What it is", "choice", choices=TAGGED),
        EditedColumn("entry", "Its id or name", "text"),
        replace(TAGS, blank=False),
        SOURCE,
        NOTE,
    ),
    called="tags of entries",
    record="tags",
    title="What serves which frame",
    purpose=(
        "Goals, commitments, priorities and articles that an entry on file serves, such as SDG 11.2, NUA social, "
        "Sendai A or Paris 7, parted by semicolons."
    ),
    place=55,
    key=("what", "entry"),
    order=lambda one: (one.what, one.entry),
    rules=(Rule(no_tag),),
)
