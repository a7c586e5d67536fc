"""What a city says that an entry on file serves: a goal, a commitment, a priority or an article."""

from __future__ import annotations

from typing import NamedTuple

from analytics.frames import frame_tags
from analytics.frames.tagged_kinds import TAGGED
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.store.declared_kind import NOTE, Cells, Rule, declared
from datasets.store.kind import SOURCE, EditedColumn


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


def _unknown(row: Cells) -> Problem | None:
    """The first tag that is none, with what is nearest."""
    try:
        frame_tags.read(row["tags"])
    except Refused as refusal:
        return refusal.problems[0]
    return None


KIND = declared(
    "entry_tags",
    EntryTags,
    (
        EditedColumn("what", Sentence("What it is"), "choice", choices=TAGGED),
        EditedColumn("entry", Sentence("Its id or name"), "text"),
        EditedColumn("tags", Sentence("Tags"), "text"),
        SOURCE,
        NOTE,
    ),
    called="tags of entries",
    record="tags",
    title=Sentence("What serves which frame"),
    purpose=Sentence(
        "Goals, commitments, priorities and articles that an entry on file serves, such as SDG 11.2, NUA social, "
        "Sendai A or Paris 7, parted by semicolons."
    ),
    place=45,
    key=("what", "entry"),
    order=lambda one: (one.what, one.entry),
    rules=(Rule(_unknown),),
)
