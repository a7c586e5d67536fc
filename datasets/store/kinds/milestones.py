"""What happened between a city and its partner, and what they set out to do, each with its date as far as printed."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


class Milestone(NamedTuple):
    """One fact of a pairing, kept for both cities where both are on file.

    ``id`` names it among those of the pair, ``kind`` is one of ``milestone_kinds.MILESTONES``, ``date`` a date as far
    as it is printed. ``value`` and ``unit`` are given where it is a figure, such as a budget. What is ``withdrawn``
    counts for nothing.
    """

    city_id: str
    partner: str
    id: str
    kind: str
    date: str
    what: str
    value: float | None
    unit: str
    source: str
    address: str
    note: str
    withdrawn: bool = False
    revision: int = 0


RECORD = "milestone"
"""What a line of a file calls it."""
TABLE = """
CREATE TABLE IF NOT EXISTS milestones (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    partner VARCHAR NOT NULL CHECK (partner <> '' AND partner <> city_id),
    id VARCHAR NOT NULL CHECK (id <> ''),
    kind VARCHAR NOT NULL CHECK (kind <> ''),
    date VARCHAR NOT NULL, -- as far as it is printed: year, month or day
    what VARCHAR NOT NULL CHECK (what <> ''),
    value DOUBLE CHECK (isfinite(value)),
    unit VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source <> ''),
    address VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(milestone: Milestone) -> Row:
    """A milestone as the cells of a line."""
    return RECORD, *milestone[1:-2], "yes" if milestone.withdrawn else ""


KIND = StatedKind(
    name="milestones",
    called="milestones",
    tables={"milestones": TABLE},
    entry=Milestone,
    replaces="same",
    key=("partner", "id"),
    order=lambda milestone: (not milestone.date, milestone.date, milestone.id),
    form=Form(("record", *Milestone._fields[1:-1]), cells),
)
