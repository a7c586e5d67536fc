"""Who has which role: listed, given and taken away, each change one revision with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.city import access, stated_table, tokens
from datasets.reference.naming import find_city
from datasets.store import Revision, Store
from datasets.store.kinds.city_roles import EVERY_CITY, KIND, NO_ROLE, CityRole

MOST_LETTERS = 254
"""The longest address of an electronic mailbox (RFC 5321), by which a sign-in mostly calls people."""


class CityPeople:
    """The people of a store and their roles."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def roles(self, city: str | None = None) -> Sequence[CityRole]:
        """Every role that counts, those in every city first; with a ``city``, by id or name, those that hold there."""
        by_city = self.store.register().of(KIND)
        wanted = sorted(by_city) if city is None else (EVERY_CITY, find_city(city, self.store.cities()).city_id)
        return [one for name in wanted for one in by_city.get(name, ()) if one.role != NO_ROLE]

    def give(self, person: str, role: str, city: str | None, who: str, reason: str) -> Revision:
        """Give a person a role in a city, by id or name, or in every city (None), in the place of the one they have
        there; "none" takes it away. Nobody gives or takes a role above their own."""
        city_id = EVERY_CITY if city is None else find_city(city, self.store.cities()).city_id
        access.insist(self.store, who, "people.give", city_id)
        if role not in (*access.ROLES, NO_ROLE):
            expected = Sentence("one of {names}", names=", ".join((*access.ROLES, NO_ROLE)))
            raise Refused(Problem("block", "role-unknown", f'"{role[:40]}"', expected, Sentence("Choose one.")))
        named = _named(person)
        held = next((one.role for one in self.roles() if one[:2] == (city_id, named)), NO_ROLE)
        for concerned in (role, held):
            access.insist_on_rank(self.store, who, concerned, city_id)
        if held == role:
            found = Sentence("{person}, who has that role", person=named)
            raise Refused(Problem("block", "role-held", found, Sentence("a change"), Sentence("Choose another role.")))
        return stated_table.state(self.store, KIND, [CityRole(city_id, named, role)], who, reason)

    def token(self, person: str, days: int) -> str:
        """A token by which a program of a person asks over the web, worth what their roles are, for so many days."""
        return tokens.made(self.store, _named(person), min(max(days, 1), tokens.MOST_DAYS))

    def of_token(self, token: str) -> access.Person | None:
        """Whose a token is; None for one that was not made here, or has run out."""
        return tokens.person(self.store, token)


def _named(person: str) -> str:
    named = access.Person(person).known_as
    if not named or len(named) > MOST_LETTERS or not named.isprintable():
        fix = Sentence("Write it as the sign-in does; it stands there after signing in.")
        expected = Sentence("the name by which a person signs in, such as an e-mail address")
        found = f'"{named[:40]}"' if named else Sentence("no name")
        raise Refused(Problem("block", "person-unreadable", found, expected, fix))
    return named
