"""Which cities the rows of one file mean: by country, name and account, all of them looked at together, so that the
order of the rows says nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import NamedTuple

from analytics.grouped import grouped
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence, joined, quoted
from datasets.intake.checking import account_numbers
from datasets.intake.layouts import header_rows
from datasets.intake.meaning.questions import refused
from datasets.reference import registry
from datasets.reference.naming import find_city
from datasets.store import CityRecord

MOST_SUGGESTED = 20
"""For so many unknown cities of one file the nearest names are looked up."""
MOST_UNKNOWN = 20_000
"""So many cities of one file that nobody knows are looked for: the Covenant has fewer signatories."""
SOURCE = "named in an imported file"
_NO_CITY = block(
    "city-unknown",
    "",
    "the name or id of a city",
    "Name the column that holds it, or add one to the file.",
)
"""A GPC reference in the place of a city."""


class MeantCity(NamedTuple):
    """What rows say of their city: its name or id, its country ("": none, None: the file states several beside this
    name), and its account with CDP."""

    word: str
    country: str | None = ""
    account: str = ""

    def __bool__(self) -> bool:
        """Whether it names a city at all."""
        return bool(self.word)


class Bearers(NamedTuple):
    """Cities by each name and id that they bear, in small letters; by the same without the words for an administration;
    and, where it is known in which country they lie, by the same without accents and punctuation."""

    by_name: dict[str, list[CityRecord]]
    without_office: dict[str, list[CityRecord]]
    folded: dict[str, list[CityRecord]]


class MeantCities:
    """The cities of one file. Each of its places is settled once, whatever stands in which row."""

    def __init__(
        self,
        known: Sequence[CityRecord],
        answers: Mapping[str, str] | None = None,
        places: Collection[MeantCity] = (),
        accounts: Mapping[str, str] | None = None,
    ) -> None:
        """``known`` are the cities on file and those that the program knows without a file, ``accounts`` the ids of
        cities by the accounts that were brought with them before."""
        self._cities, self._answers, self._accounts = known, answers or {}, accounts or {}
        self._on_file = {city.city_id: city for city in known}
        self._accounts_of = grouped((city_id, account) for account, city_id in self._accounts.items())
        self._by_country = grouped(((city.country_code, city.country), city) for city in known)
        self._in, self._bearing = cache(self._lying_in), cache(self._borne_in)
        distinct = dict.fromkeys(places)
        self._beside = grouped((place.word, place) for place in distinct)
        self._sharing = grouped((place.account, place) for place in distinct if place.account)
        self._spelled = grouped((_spelling(place), place.word) for place in distinct)
        self._unknown = 0
        self._found: dict[MeantCity, CityRecord | Refused] = {}
        for place in sorted(filter(None, set(places)), key=_order):
            self._found[place] = self._tried(place)
        self._part()

    def city(self, place: MeantCity) -> CityRecord:
        """The city of a place: one on file, else the one signatory of that name. Raises Refused where it is not sure
        which one is meant, unless the answer says so or says to add it."""
        if place not in self._found:
            self._found[place] = self._tried(place)
        found = self._found[place]
        if isinstance(found, Refused):
            raise found
        return found

    def settled(self, but: Collection[str]) -> list[CityRecord]:
        """The cities of the file that are sure, ``but`` for those of some words."""
        return [
            found for place, found in self._found.items() if isinstance(found, CityRecord) and place.word not in but
        ]

    def shares(self, place: MeantCity) -> bool:
        """Whether the account of a place stands beside a name that is quite another one."""
        return len({other.word for other in self._sharing.get(place.account, ())}) > 1

    def renamed(self, place: MeantCity) -> bool:
        """Whether a place was known by its account alone, under a name that is quite another than those on file."""
        mine = self._on_file.get(self._accounts.get(place.account, ""))
        if mine is None or f"city:{self.shown(place)}" in self._answers or self.city(place) is not mine:
            return False
        return not account_numbers.alike(place.word, (mine.city_id, mine.name, *mine.other_names))

    def shown(self, place: MeantCity) -> str:
        """A place in words, with as much beside its name as tells it from the others of that name in the file."""
        others = self._beside.get(place.word, ())
        said = [place.word]
        if place.country and len({other.country for other in others}) > 1:
            said.append(place.country)
        if place.account and len({other.account for other in others if other.country == place.country}) > 1:
            said.append(place.account)
        return ", ".join(said)

    def _tried(self, place: MeantCity) -> CityRecord | Refused:
        if self._unknown >= MOST_UNKNOWN:
            return Refused(TOO_MANY)
        if header_rows.gpc_ref(place.word):  # the column is not that of cities
            return Refused(replace(_NO_CITY, found=quoted(place.word)))
        try:
            return self._settled(place)
        except Refused as refusal:
            return refusal

    def _settled(self, place: MeantCity) -> CityRecord:
        key = f"city:{self.shown(place)}"
        answer = self._answers.get(key)
        if answer == "add":
            return self._new(place)
        for other in self._sharing.get(place.account, ()) if answer else ():
            if answer == self._new(other).city_id:
                return self._new(other)
        try:
            return self._named(answer, "") if answer else self._known(place)
        except Refused as refusal:
            first = refusal.problems[0]
        # Whether the account of a place is another city's as well, so that an answer for all new cities is none for
        # this one.
        if "add" in (self._answers.get("new-city"), self._answers.get("new-cities")) and not (
            self.shares(place) or place.account in self._accounts
        ):
            return self._new(place)
        if answer:
            raise Refused(refused(key, answer, "a known city, a signatory, or add"))
        raise Refused(self._asked(place, first))

    def _asked(self, place: MeantCity, first: Problem) -> Problem:
        """The question which city a place means, with what was found instead of it."""
        choices = (*(choice.split(" (")[0] for choice in first.choices), "add")
        several = first.code == "city-ambiguous" and len(first.choices) > 1
        expected = Sentence("one of {names}", names=joined(first.choices, "comma")) if several else first.expected
        shown = self.shown(place)
        said = f"{shown}, {place.country}" if place.country and place.country not in shown else shown
        return replace(
            first,
            severity="ask",
            found=quoted(said),
            expected=expected,
            key=f"city:{shown}",
            choices=choices,
            fix=Sentence("Choose the city that is meant, or add it as a new one."),
        )

    def _known(self, place: MeantCity) -> CityRecord:
        """The city of an account, or else of a name in its country. Raises Refused where none is sure."""
        mine = self._on_file.get(self._accounts.get(place.account, ""))
        if mine is not None:
            if place.country is None or not registry.lies_in(mine, place.country):
                raise Refused(_doubtful(mine, Sentence("a city in one country")))
            return mine
        if self.shares(place):
            beside = sorted({*self._sharing[place.account]} - {place}, key=_order)
            choices = tuple(_described(self._new(other)) for other in beside)
            expected = Sentence(
                "one city for account number {number}, which {names} have too",
                number=place.account,
                names=joined((quoted(other.word) for other in beside), "comma"),
            )
            raise Refused(replace(_doubtful(self._new(place), expected), choices=choices))
        found = self._named(place.word, place.country)
        if place.account and (others := self._accounts_of.get(found.city_id)):
            expected = Sentence(
                "{city}, which was brought under account number {number}, or another city",
                city=_described(found),
                number=min(others),
            )
            raise Refused(_doubtful(found, expected))
        return found

    def _named(self, named: str, country: str | None) -> CityRecord:
        """The city of a name in a country ("": any; None: several are stated)."""
        there = self._in(country) if country else self._cities
        bearers, suggest = self._bearing(country or ""), self._unknown < MOST_SUGGESTED
        if registry.without_office(by_code := registry.by_state_code(named)) in bearers.without_office:
            named = by_code
        of_office = _called(bearers.without_office.get(registry.without_office(named), ()), named)
        try:
            found = self._on_file.get(named)
            if found is None or not registry.lies_in(found, country or ""):
                alike = bearers.folded.get(registry.folded(named), []) if country is not None else []
                if len(alike) > 1 and not country:
                    raise Refused(replace(_doubtful(alike[0], ""), choices=tuple(map(_described, alike))))
                alike = _called(alike, named)
                named_so = bearers.by_name.get(named.strip().casefold()) or (
                    of_office if registry.of_a_municipality(named) else []
                )
                nearest = there if suggest else ()
                found = alike[0] if len(alike) == 1 and country else find_city(named, named_so or nearest)
        except Refused as refusal:
            first = refusal.problems[0]
        else:
            if country is None:
                raise Refused(_doubtful(found, Sentence("one country for one city")))
            if country and not (found.country_code or found.country) and self._elsewhere(named, country):
                raise Refused(_doubtful(found, Sentence("a city whose country is known")))
            return found
        if first.code == "city-ambiguous":
            raise Refused(first)
        try:
            signatory = registry.find(named, country, suggest=suggest)
        except Refused as refusal:
            called = [city for city in of_office if registry.called(named, (city.name, *city.other_names))]
            if len(called) == 1 and country is not None and (called[0].country or not country):
                return called[0]
            self._unknown += 1
            offered = {city.city_id for city in there if city.name in first.choices}
            raise Refused(_nearest(first, refusal.problems[0], offered)) from None
        if country is None:
            expected = Sentence("one country for one city")
            raise Refused(replace(first, expected=expected, choices=(signatory.described,)))
        return self._on_file.get(signatory.city_id) or signatory.city()

    def _elsewhere(self, named: str, country: str) -> bool:
        """Whether a name is borne in another country too: by signatories, or by a place of this file."""
        beside = {other.country for other in self._beside.get(named, ())} - {country, ""}
        return bool(beside) or _namesakes(named, country)

    def _lying_in(self, country: str) -> Sequence[CityRecord]:
        """The cities that lie in a country, or may."""
        groups = [held for held in self._by_country.values() if not country or registry.lies_in(held[0], country)]
        return list(chain.from_iterable(groups))

    def _borne_in(self, country: str) -> Bearers:
        """Who bears which name of the cities in a country ("": of all): to look at each of thousands for each of
        thousands of names takes hours."""
        there = self._in(country) if country else self._cities
        known = [city for city in self._in(country) if city.country_code or city.country]
        return Bearers(_by(str.casefold, there), _by(registry.without_office, there), _by(registry.folded, known))

    def _part(self) -> None:
        """Ask about places that were taken for one city although they are several: other accounts, or other names of
        one signatory, which a city and its region may share. Of such names the one that it bears itself stays."""
        taken = grouped(
            (found.city_id, place)
            for place, found in self._found.items()
            if isinstance(found, CityRecord) and found.source != SOURCE and place.account not in self._accounts
            if f"city:{self.shown(place)}" not in self._answers
        )
        for city_id, places in taken.items():
            if len({place.account for place in places if place.account}) > 1:
                for place in places:
                    self._ask_apart(place, places)
            elif city_id not in self._on_file:
                first, *others = sorted(places, key=lambda place: self._surest(place, city_id))
                for place in others:
                    same = registry.folded(place.word) == registry.folded(first.word)
                    if not same and place.word.upper() != city_id.upper():
                        self._ask_apart(place, [first])

    def _surest(self, place: MeantCity, city_id: str) -> tuple[object, ...]:
        found = self.city(place)
        own = registry.folded(place.word) == registry.folded(found.name) or place.word.upper() == city_id.upper()
        return not own, _order(place)

    def _ask_apart(self, place: MeantCity, others: Iterable[MeantCity]) -> None:
        if "add" in (self._answers.get("new-city"), self._answers.get("new-cities")):
            self._found[place] = self._new(place)
            return
        found = self.city(place)
        named = joined((quoted(self.shown(other)) for other in others if other != place), "comma")
        self._found[place] = Refused(
            self._asked(
                place,
                _doubtful(
                    found,
                    Sentence(
                        "{other}, which was taken for {city}, or another city", other=named, city=_described(found)
                    ),
                ),
            )
        )

    def added(self, word: str, country: str = "") -> CityRecord:
        """The city that a name in a country becomes where it is added as a new one."""
        return self._new(MeantCity(word, country))

    def _new(self, place: MeantCity) -> CityRecord:
        """A place as a new city. Its id names the country, and the account where several bear the name there."""
        country = place.country or ""
        code = registry.country_code(country) or ""
        prefix, slug = code or (new_id(country) if country else ""), new_id(place.word)
        own = slug if not prefix or slug.startswith(f"{prefix}-") else f"{prefix}-{slug}"
        sharing = {other.account for other in self._beside.get(place.word, ()) if other.country == place.country}
        theirs = self._accounts_of.get(own)
        taken = self._on_file.get(own)
        if place.account and (len(sharing) > 1 or (theirs and place.account not in theirs)):
            own = f"{own}-{new_id(place.account)}"
        elif self._follows(place) if taken is None else not _bears(taken, place.word):
            own = f"{own}-{hashlib.sha256(place.word.casefold().encode()).hexdigest()[:6].upper()}"
        return CityRecord(own, place.word, (), code, country, "", None, None, False, SOURCE)

    def _follows(self, place: MeantCity) -> bool:
        """Whether another place of the file is called so but for accents, and comes before this one."""
        first = min(self._spelled.get(_spelling(place), (place.word,)))
        return registry.accented(first) != registry.accented(place.word)


def _spelling(place: MeantCity) -> tuple[str, str | None]:
    return registry.folded(place.word), place.country


def _by(form: Callable[[str], str], cities: Iterable[CityRecord]) -> dict[str, list[CityRecord]]:
    """Cities by each of their names and ids, in a form of comparison."""
    named = ((city, {form(name) for name in (city.city_id, city.name, *city.other_names)}) for city in cities)
    return grouped((name, city) for city, names in named for name in names)


def unified(places: Iterable[MeantCity]) -> dict[MeantCity, MeantCity]:
    """What each place of a file stands for: one country in one spelling, and one name for one account. A name without
    a country beside the same name with one, and an account in several countries, have none that is sure; a name that is
    quite another than the longest of its account stays."""
    spelled = {
        place: place._replace(
            country=registry.country_name(place.country or ""), account=account_numbers.number(place.account)
        )
        for place in places
    }
    countries = grouped((place.word, place.country) for place in spelled.values())
    of_account = grouped((place.account, place) for place in spelled.values() if place.account)
    found = {}
    for place, own in spelled.items():
        if own.account:
            named = max((other.word for other in of_account[own.account]), key=lambda word: (len(word), word))
            stated = {other.country for other in of_account[own.account] if other.country}
            word = named if account_numbers.alike(own.word, [named]) else own.word
            own = own._replace(word=word, country=None if len(stated) > 1 else next(iter(stated), ""))
        elif not own.country and len({*countries[own.word]}) > 1:
            own = own._replace(country=None)
        found[place] = own
    return found


def of_option(named: str) -> MeantCity:
    """The city that was named for a file, with its country where that stands behind a comma: "Newtown, Ireland"."""
    word, comma, country = named.rpartition(",")
    if comma and word.strip() and registry.country_code(country.strip()):
        return MeantCity(word.strip(), registry.country_name(country.strip()))
    return MeantCity(named)


def new_id(name: str) -> str:
    """The id of a new city: its name in plain capitals; a name in another script gets a number from its letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    slug = re.sub(r"[^A-Z0-9]+", "-", plain).strip("-")[:40]
    if sum(map(str.isalpha, name)) > 2 * sum(map(str.isalpha, plain)):
        slug = f"CITY-{hashlib.sha256(name.casefold().encode()).hexdigest()[:8].upper()}"
    return slug or "CITY"


def _order(place: MeantCity) -> tuple[str, str, str]:
    return place.word, place.country or "", place.account


def _bears(city: CityRecord, word: str) -> bool:
    asked = registry.folded(word)
    return asked in map(registry.folded, (city.city_id, city.name, *city.other_names)) and registry.bears(city, word)


def _called(cities: Iterable[CityRecord], named: str) -> list[CityRecord]:
    return [city for city in cities if registry.bears(city, named)]


def _namesakes(named: str, country: str) -> bool:
    """Whether signatories in other countries bear a name."""
    code = registry.country_code(country)
    return any(item.country_code != code for item in registry.matches(named))


def _described(city: CityRecord) -> str:
    return f"{city.city_id} ({', '.join(filter(None, (city.name, city.country)))})"


def _doubtful(city: CityRecord, expected: str) -> Problem:
    """The question whether a city is meant that bears the name and may be another."""
    return Problem("ask", "city-ambiguous", "", expected, "", choices=(_described(city),))


TOO_MANY = block(
    "too-many-cities",
    Sentence("more than {number:,} new cities", number=MOST_UNKNOWN),
    "known cities, or fewer new ones",
    "Check the column of the cities, or split the file. What stands behind these was not looked for.",
)
"""Of the cities of a file behind ``MOST_UNKNOWN``."""


def _nearest(on_file: Problem, signatories: Problem, offered: Collection[str]) -> Problem:
    """What to say of a city that neither the store, which offers some by name, nor the register of signatories knows
    for sure."""
    if signatories.code == "country-unknown":
        return on_file
    if signatories.code in ("city-ambiguous", "signatory-group"):
        return signatories
    if not on_file.choices:
        expected = Sentence("{expected}, or a signatory", expected=on_file.expected)
        return signatories if signatories.choices else replace(on_file, expected=expected)
    further = (choice for choice in signatories.choices if choice.split(" (")[0] not in offered)
    choices = (*on_file.choices, *further)
    return replace(on_file, expected=Sentence("one of {names}", names=joined(choices, "comma")), choices=choices)
