"""Who has which role in which city. It counts where people sign in, and says nothing of a city's figures.

No bundle takes it along, and no history of a city lists it: it is of this installation alone.
"""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import StatedKind

EVERY_CITY = "*"
"""What stands in the place of a city where a role holds in all of them, those to come among them."""
NO_ROLE = "none"
"""What stands in the place of a role that was taken away."""
RANK = (NO_ROLE, "viewer", "analyst", "city-lead", "programme-office")
"""The roles, each of which may do what the ones before it may."""


class CityRole(NamedTuple):
    """The role of one ``person``, by the name under which a sign-in knows them, in small letters."""

    city_id: str
    person: str
    role: str
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS city_roles (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL, -- an asterisk for every city
    person VARCHAR NOT NULL CHECK (person <> ''),
    role VARCHAR NOT NULL CHECK (role IN ('viewer', 'analyst', 'city-lead', 'programme-office', 'none'))
)
"""
KIND = StatedKind(
    name="city_roles",
    called="roles",
    tables={"city_roles": TABLE},
    entry=CityRole,
    replaces="same",
    of_city=False,
    key=("person",),
    personal=1,
    order=lambda given: given.person,
)
