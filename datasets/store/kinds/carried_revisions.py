"""Which revisions here are those of another ledger: what a bundle brought, and what was on file already when it came.

By them the code below a slide leads to its figures in another installation, and a bundle goes back as it came.
"""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Cursor, LedgerKind


class CarriedRow(NamedTuple):
    """That the revision ``here`` of a city is the revision ``origin`` of a ledger whose chain up to it ends with the
    hash ``head``. ``came``: it was written here when its bundle was opened, and was not on file before. Of a city of
    which nothing was ever committed all numbers are 0: its entry alone came."""

    city_id: str
    here: int
    origin: int
    head: str
    came: bool


TABLE = """
CREATE TABLE IF NOT EXISTS carried_revisions (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    here INTEGER NOT NULL CHECK (here >= 0),
    origin INTEGER NOT NULL CHECK (origin >= 0),
    head VARCHAR NOT NULL,
    came BOOLEAN NOT NULL
)
"""


def of_city(cursor: Cursor, city_id: str) -> list[tuple[int, CarriedRow]]:
    """What is known of a city's revisions elsewhere, each with the revision that noted it: of one of these the whole
    history that its bundle held, the oldest first."""
    rows = cursor.execute(
        """
        SELECT revision, city_id, here, origin, head, came FROM carried_revisions WHERE city_id = ?
        ORDER BY revision, position
        """,
        [city_id],
    ).fetchall()
    return [(row[0], CarriedRow(*row[1:])) for row in rows]


KIND = LedgerKind(name="carried", tables={"carried_revisions": TABLE}, of_city=False)
