"""What is said of the entry of a city in the register: that it was begun here, its name, and whether it is listed.

The register itself is never written over: what counts of these entries is laid over it.
"""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import StatedKind

BEGUN, NAME, LISTED = "begun", "name", "listed"
YES, NO = "yes", "no"


class CityEntry(NamedTuple):
    """One thing said of the entry of a city.

    ``what`` is begun (the city was added without a file), name, or listed: "yes" or "no", which puts it away.
    """

    city_id: str
    what: str
    value: str


TABLE = """
CREATE TABLE IF NOT EXISTS city_entries (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL CHECK (what IN ('begun', 'name', 'listed')),
    value VARCHAR NOT NULL CHECK (value <> '')
)
"""
KIND = StatedKind(
    name="city_entries",
    called="entries of the register",
    tables={"city_entries": TABLE},
    entry=CityEntry,
    replaces="same",
    key=("what",),
)
