"""Notes between a city and its partner, with replies. They are plain text, never markup."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


class PartnerNote(NamedTuple):
    """One note, kept for both cities where both are on file.

    ``by_city`` is the one of the two that writes, ``author`` who writes for it, ``written`` the time (UTC), or the day
    where no more is known. ``reply_to`` is the id of the note that it answers, ``about`` what it points at (an action,
    a case, a figure); either may be "". What is ``withdrawn`` is not shown.
    """

    city_id: str
    partner: str
    id: str
    by_city: str
    author: str
    written: str
    reply_to: str
    about: str
    what: str
    withdrawn: bool = False
    revision: int = 0


RECORD = "note"
"""What a line of a file calls it."""
TABLE = """
CREATE TABLE IF NOT EXISTS partner_notes (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    partner VARCHAR NOT NULL CHECK (partner <> '' AND partner <> city_id),
    id VARCHAR NOT NULL CHECK (id <> ''),
    by_city VARCHAR NOT NULL CHECK (by_city IN (city_id, partner)),
    author VARCHAR NOT NULL CHECK (author <> ''),
    written VARCHAR NOT NULL CHECK (written <> ''),
    reply_to VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    what VARCHAR NOT NULL CHECK (what <> ''),
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(note: PartnerNote) -> Row:
    """A note as the cells of a line."""
    return RECORD, *note[1:-2], "yes" if note.withdrawn else ""


KIND = StatedKind(
    name="notes",
    called="notes between partners",
    tables={"partner_notes": TABLE},
    entry=PartnerNote,
    replaces="same",
    key=("partner", "id"),
    personal=4,
    order=lambda note: (note.written, note.id),
    form=Form(("record", *PartnerNote._fields[1:-1]), cells),
)
