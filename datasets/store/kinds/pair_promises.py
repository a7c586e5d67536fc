"""What a city promised its partner: who does what by when, and whether it was kept."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


class PairPromise(NamedTuple):
    """One promise, kept for both cities where both are on file.

    ``by_city`` is the one of the two that promised, ``who`` the office that does it, ``due`` a date as far as it was
    said. ``action`` is the id of an action of that city, ``figure`` a figure behind it; either may be "". ``kept`` is
    the date when it was done, "" while it is open. What is ``withdrawn`` counts for nothing.
    """

    city_id: str
    partner: str
    id: str
    by_city: str
    who: str
    what: str
    due: str
    action: str
    figure: str
    kept: str
    withdrawn: bool = False
    revision: int = 0


RECORD = "promise"
"""What a line of a file calls it."""
TABLE = """
CREATE TABLE IF NOT EXISTS pair_promises (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    partner VARCHAR NOT NULL CHECK (partner <> '' AND partner <> city_id),
    id VARCHAR NOT NULL CHECK (id <> ''),
    by_city VARCHAR NOT NULL CHECK (by_city IN (city_id, partner)),
    who VARCHAR NOT NULL CHECK (who <> ''),
    what VARCHAR NOT NULL CHECK (what <> ''),
    due VARCHAR NOT NULL CHECK (due <> ''), -- as far as it was said: year, month or day
    action VARCHAR NOT NULL,
    figure VARCHAR NOT NULL,
    kept VARCHAR NOT NULL, -- when it was done, empty while it is open
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(promised: PairPromise) -> Row:
    """A promise as the cells of a line."""
    return RECORD, *promised[1:-2], "yes" if promised.withdrawn else ""


KIND = StatedKind(
    name="promises",
    called="promises to partners",
    tables={"pair_promises": TABLE},
    entry=PairPromise,
    replaces="same",
    key=("partner", "id"),
    order=lambda promised: (promised.due, promised.id),
    form=Form(("record", *PairPromise._fields[1:-1]), cells),
)
