"""Pairings of a city with a partner: by which programme, since when, and what for."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


class CityPairing(NamedTuple):
    """One pairing as one of its cities sees it; where the partner is on file, the same is kept for the partner.

    ``partner`` is the id of a city on file, else the name of the partner. ``body`` and ``partner_body`` name who takes
    part where it is not the city itself (Métropole de Lyon). ``start`` and ``end`` are dates as far as they are printed
    (2018, 2018-07, 2018-07-18, "" for none), ``topics`` are parted by semicolons. What is ``withdrawn`` counts for
    nothing: it takes back what was said of this partner and programme.
    """

    city_id: str
    partner: str
    programme: str
    body: str
    partner_body: str
    start: str
    end: str
    months: int | None
    topics: str
    source: str
    address: str
    note: str
    withdrawn: bool = False
    revision: int = 0

    @property
    def topic_list(self) -> tuple[str, ...]:
        """The topics one by one."""
        return tuple(topic for part in self.topics.split(";") if (topic := part.strip()))


RECORD = "pairing"
TABLE_COLUMNS = ("record", "partner")
"""The columns that a table of pairings needs, and by which it is known."""
"""What a line of a file calls it."""
TABLE = """
CREATE TABLE IF NOT EXISTS city_pairings (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    partner VARCHAR NOT NULL CHECK (partner <> '' AND partner <> city_id),
    programme VARCHAR NOT NULL CHECK (programme <> ''),
    body VARCHAR NOT NULL,
    partner_body VARCHAR NOT NULL,
    first_date VARCHAR NOT NULL, -- as far as it is printed: year, month or day
    last_date VARCHAR NOT NULL,
    months SMALLINT CHECK (months > 0),
    topics VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source <> ''),
    address VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL
)
"""


def cells(pairing: CityPairing) -> Row:
    """A pairing as the cells of a line."""
    return RECORD, *pairing[1:-2], "yes" if pairing.withdrawn else ""


KIND = StatedKind(
    name="pairings",
    called="pairings",
    tables={"city_pairings": TABLE},
    entry=CityPairing,
    replaces="same",
    key=("partner", "programme"),
    order=lambda pairing: (pairing.start, pairing.partner, pairing.programme),
    form=Form(("record", *CityPairing._fields[1:-1]), cells),
)
