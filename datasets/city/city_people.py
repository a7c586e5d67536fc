"""Who has which role, and by which tokens their programs ask: each change one revision with its reason."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Sequence

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.city import access, stated_table
from datasets.reference.naming import find_city
from datasets.store import Revision, Store
from datasets.store.kinds.access_tokens import KIND as TOKENS
from datasets.store.kinds.access_tokens import AccessToken
from datasets.store.kinds.city_roles import EVERY_CITY, KIND, NO_ROLE, CityRole

MOST_LETTERS = 254
"""The longest address of an electronic mailbox (RFC 5321), by which a sign-in mostly calls people."""
MOST_DAYS = 366
"""For so long a token holds at most."""


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
            raise blocked(
                "role-unknown",
                f'"{role[:40]}"',
                Sentence("one of {names}", names=", ".join((*access.ROLES, NO_ROLE))),
                "Choose one.",
            )
        named = _named(person)
        held = next((one.role for one in self.roles() if one[:2] == (city_id, named)), NO_ROLE)
        for concerned in (role, held):
            access.insist_on_rank(self.store, who, concerned, city_id)
        if held == role:
            raise blocked(
                "role-held", Sentence("{person}, who has that role", person=named), "a change", "Choose another role."
            )
        return stated_table.state(self.store, KIND, [CityRole(city_id, named, role)], who, reason)

    def tokens(self) -> Sequence[AccessToken]:
        """Every token that was made, the oldest first, with those that ran out or were ended."""
        return self.store.register().of(TOKENS).get(EVERY_CITY, ())

    def make_token(self, person: str, days: int, who: str, reason: str) -> str:
        """A token by which a program of a person asks over the web for so many days: it is worth what their roles are.
        It is told this once; what is on file is its digest."""
        access.insist(self.store, who, "people.make_token")
        named = _named(person)
        if not 0 < days <= MOST_DAYS:
            raise blocked(
                "token-days",
                f"{days} days",
                Sentence("between 1 and {most} days", most=MOST_DAYS),
                "Correct the number.",
            )
        token = secrets.token_urlsafe(32)
        ends = int(time.time()) + days * 24 * 3600
        made = AccessToken(EVERY_CITY, secrets.token_hex(4), named, _digest(token), ends, False)
        stated_table.state(self.store, TOKENS, [made], who, reason)
        return token

    def end_token(self, name: str, who: str, reason: str) -> Revision:
        """End one token before it runs out, by its name on the list of ``tokens``."""
        access.insist(self.store, who, "people.end_token")
        held = [one for one in self.tokens() if not one.ended]
        ending = next((one for one in held if one.name == name.strip()), None)
        if ending is None:
            names = tuple(one.name for one in held)
            raise blocked(
                "token-unknown",
                f'"{name[:40]}"',
                "the name of a token that was not ended",
                "The command tokens lists them.",
                choices=names,
            )
        return stated_table.state(self.store, TOKENS, [ending._replace(ended=True)], who, reason)

    def of_token(self, token: str) -> access.Person | None:
        """Whose a token is; None for one that is not on file, was ended or has run out."""
        digest, now = _digest(token), time.time()
        held = (one for one in self.tokens() if one.digest == digest and not one.ended and one.ends > now)
        return next((access.Person(one.person) for one in held), None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def _named(person: str) -> str:
    named = access.Person(person).known_as
    if not named or len(named) > MOST_LETTERS or not named.isprintable():
        found = f'"{named[:40]}"' if named else Sentence("no name")
        raise blocked(
            "person-unreadable",
            found,
            "the name by which a person signs in, such as an e-mail address",
            "Write it as the sign-in does; it stands there after signing in.",
        )
    return named
