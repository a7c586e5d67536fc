"""Who may do what: the one question that every act on a city, or on the whole database, asks before it is done.

On one's own machine whoever reaches the data may do all of it, under any name. Where people sign in (``guard``), each
has a role in a city, or in every city, and each act needs one [R].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakSet

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store import Store
from datasets.store.kinds.city_entries import KIND as CITY_ENTRIES
from datasets.store.kinds.city_roles import EVERY_CITY as EVERY_CITY
from datasets.store.kinds.city_roles import KIND, RANK
from datasets.store.kinds.city_roles import NO_ROLE as NO_ROLE

VIEWER, ANALYST, CITY_LEAD, PROGRAMME_OFFICE = "viewer", "analyst", "city-lead", "programme-office"
ROLES: Mapping[str, str] = {
    # Translators: a role: who may read and change nothing.
    VIEWER: Sentence("Viewer"),
    # Translators: a role: who may bring and correct the figures of a city.
    ANALYST: Sentence("Analyst"),
    # Translators: a role: who answers for a city, sets its targets and gives roles.
    CITY_LEAD: Sentence("City lead"),
    # Translators: a role: who looks after the whole programme, its list of cities and its backups.
    PROGRAMME_OFFICE: Sentence("Programme office"),
}
"""Each role with its name; each may do what the ones before it may."""
_BY_LEAST: Mapping[str, tuple[str, ...]] = {
    VIEWER: ("read",),
    ANALYST: (
        *("commit", "commit_actions", "commit_edited", "explain", "explain_all", "knowledge.state"),
        *("pairs.state", "pairs.state_all", "state_figures"),
        *("state_statements", "state_uncertainties", "state_uncertainty", "take_pairs"),
    ),
    CITY_LEAD: (
        *("open_bundle", "people.give", "remove_samples", "rename", "state_target", "undo", "withdraw_target"),
    ),
    PROGRAMME_OFFICE: (
        "accept_head",
        "add_city",
        "backup",
        "bring_back",
        "compact",
        "forget",
        "load_samples",
        "move",
        "people.end_token",
        "people.make_token",
        "put_away",
        "restore",
        "sign",
    ),
}
LEAST: Mapping[str, str] = {act: role for role, acts in _BY_LEAST.items() for act in acts}
"""The least role that each act needs; one that concerns no city needs it in every city."""
_RANK = {role: place for place, role in enumerate(RANK)}
_guarded: WeakSet[Store] = WeakSet()


class Person(str):
    """Somebody who signed in, by the name that the sign-in vouches for."""

    __slots__ = ()

    @property
    def known_as(self) -> str:
        """The name by which their roles are kept: letters are alike, be they small or capital, and no others are: ß is
        not ss, nor the sign of the kelvin a k, else one person would have another's roles."""
        written = self.strip()
        small = written.lower()
        return small if written.isascii() or not small.isascii() else written


class SystemUser(str):
    """The user of the system who gives a command: they hold the data itself, so that no role limits them."""

    __slots__ = ()


def guard(store: Store) -> None:
    """From here on only who signed in acts on this store, and who gives a command on its machine."""
    _guarded.add(store)


def role_of(store: Store, person: Person, city_id: str) -> str:
    """The role of a person in a city: the higher one of the one given there and the one given for every city."""
    by_city = store.register().of(KIND)
    given = (*by_city.get(city_id, ()), *by_city.get(EVERY_CITY, ()))
    held = [one.role for one in given if one.person == person.known_as]
    return max((NO_ROLE, *held), key=_RANK.__getitem__)


def may_somewhere(store: Store, person: Person, act: str = "read") -> bool:
    """Whether a person may do an act in any city. Who has a role in one reads what was committed of all."""
    everyone = (one for given in store.register().of(KIND).values() for one in given)
    return any(one.person == person.known_as and _RANK[one.role] >= _RANK[LEAST[act]] for one in everyone)


def insist_on_reading(store: Store, who: str) -> None:
    """Raise Refused where people sign in and ``who`` has no role in any city."""
    allowed = may_somewhere(store, who) if isinstance(who, Person) else may(store, who, "read", None)
    if not allowed:
        raise Refused(_not_allowed(store, who, VIEWER, EVERY_CITY))


def may(store: Store | None, who: str, act: str, city_id: str | None) -> bool:
    """Whether ``who`` may do an act (a method of ``City`` or ``Cities``, such as "commit") for a city, or for the whole
    database where ``city_id`` is None. Without a ``store``, which only a command can be, the machine's user acts."""
    needed = _RANK[LEAST[act]]
    if store is None:
        return not isinstance(who, Person)
    if not isinstance(who, Person):
        return store not in _guarded or isinstance(who, SystemUser)
    return _RANK[role_of(store, who, city_id or EVERY_CITY)] >= needed


def insist(store: Store | None, who: str, act: str, *city_ids: str) -> None:
    """Raise Refused where ``who`` may not do an act for one of these cities; without any, for the whole database."""
    for city_id in city_ids or (None,):
        if not may(store, who, act, city_id):
            raise Refused(_not_allowed(store, who, LEAST[act], city_id or EVERY_CITY))


def insist_on_rank(store: Store, who: str, role: str, city_id: str) -> None:
    """Raise Refused where ``who`` would give or take a ``role`` above their own."""
    if isinstance(who, Person) and _RANK[role_of(store, who, city_id)] < _RANK[role]:
        raise Refused(_not_allowed(store, who, role, city_id))


def insist_on_undoing(store: Store, who: str, revision: int, cities: Sequence[str]) -> None:
    """Raise Refused where ``who`` would get by an undo what they may not do. A revision that says nothing of any of the
    ``cities``, such as one of roles, is the programme office's to undo, and so is one that puts them on the lists or
    off them."""
    if not cities:
        insist_on_rank(store, who, PROGRAMME_OFFICE, EVERY_CITY)
    elif isinstance(who, Person) and _changes_the_lists(store, revision):
        insist(store, who, "put_away", *cities)


def _changes_the_lists(store: Store, revision: int) -> bool:
    """Whether an entry of the register said, in a revision or in the one that it undoes, that a city is listed."""
    said = store.revision(revision)
    while said.undoes is not None:
        said = store.revision(said.undoes)
    if said.layout != CITY_ENTRIES.name:
        return False
    listed = []
    for number in (said.revision - 1, said.revision):
        with store.reader(number) as reader:
            listed.append({city.city_id for city in reader.register.cities})
    return listed[0] != listed[1]


def _not_allowed(store: Store | None, who: str, needed: str, city_id: str) -> Problem:
    if not isinstance(who, Person) or store is None:
        return block(
            "not-signed-in",
            Sentence("{name}, who did not sign in", name=who[:80]),
            "a person who signed in",
            "Sign in, and do it again.",
        )
    role = role_of(store, who, city_id)
    found = Sentence("{name}, who has no role here", name=who[:80])
    if role != NO_ROLE:
        found = Sentence("{name}, whose role is: {role}", name=who[:80], role=ROLES[role])
    city = store.register().by_id.get(city_id)
    expected = Sentence("in every city the role: {role}", role=ROLES[needed])
    if city_id != EVERY_CITY:
        expected = Sentence("in {city} the role: {role}", city=city.name if city else city_id, role=ROLES[needed])
    return block(
        "not-allowed", found, expected, "Ask the city lead or the programme office for that role. Nothing was written."
    )
