"""The entry of a city in the register: a new city, another name, and putting a city away or bringing it back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from analytics.text.problems import Problem, Refused, ask, block, blocked
from analytics.text.sentences import Sentence
from datasets.city import stated_table
from datasets.intake.checking import meant_cities
from datasets.reference import registry
from datasets.store import CityRecord, Reader, Revision, Store, Submission
from datasets.store.kinds.city_entries import BEGUN, KIND, LISTED, NAME, NO, YES, CityEntry
from datasets.store.records import Register
from datasets.store.sources import entered

LONGEST = 80
"""So many letters the name of a city has at most: the longest published one of a signatory has fewer."""


def add(store: Store, name: str, country: str, who: str, reason: str) -> Revision:
    """Put a city on file without a figure. A signatory of that name in that country comes with its id and place.

    Raises Refused: a name that cannot be one or that a city bears already, a country that nobody knows, a name that
    several signatories bear.
    """
    stated_table.insist_on_reason(who, reason)
    called, code = _name(name), registry.country_code(country)
    if code is None:
        raise Refused(
            ask(
                "country-unknown",
                Sentence('the country "{country}"', country=country[:40])
                if country.strip()
                else Sentence("no country"),
                "a country by its name or code",
                "Choose the country of the city.",
                column="country",
            )
        )
    record = _record(store, called, code, country, who)

    def check(reader: Reader) -> None:
        _insist_on_free(reader.register, record)

    return _commit(store, [CityEntry(record.city_id, BEGUN, record.name)], who, reason, check, [record])


def add_shipped(store: Store, wanted: Sequence[CityRecord], who: str, reason: str) -> Revision:
    """Put cities that ship with the program on file without a figure, as one revision. Raises Refused, see ``add``."""
    stated_table.insist_on_reason(who, reason)

    def check(reader: Reader) -> None:
        for record in wanted:
            _insist_on_free(reader.register, record)

    return _commit(store, [CityEntry(one.city_id, BEGUN, one.name) for one in wanted], who, reason, check, wanted)


def rename(store: Store, city: CityRecord, name: str, who: str, reason: str) -> Revision:
    """Give a city another name; files find it by the earlier one still. Raises Refused, see ``add``."""
    stated_table.insist_on_reason(who, reason)
    called = _name(name)
    if called == city.name:
        raise Refused(
            ask(
                "nothing-changed",
                Sentence("the name that it has"),
                "another name",
                "Write the new name.",
                column="name",
            )
        )

    def check(reader: Reader) -> None:
        _insist_on_same(reader.register, city)
        _insist_on_free(reader.register, replace(city, name=called), own=True)

    return _commit(store, [CityEntry(city.city_id, NAME, called)], who, reason, check)


def put_away(store: Store, city: CityRecord, who: str, reason: str) -> Revision:
    """Take a city off every list; what is on file of it stays. Raises Refused where it is away already."""
    stated_table.insist_on_reason(who, reason)

    def check(reader: Reader) -> None:
        _insist_on_same(reader.register, city)

    return _commit(store, [CityEntry(city.city_id, LISTED, NO)], who, reason, check)


def bring_back(store: Store, city_id: str, who: str, reason: str) -> Revision:
    """Put a city back on the lists. Raises Refused for one that is not away."""
    stated_table.insist_on_reason(who, reason)

    def check(reader: Reader) -> None:
        if not any(city.city_id == city_id for city in reader.register.away):
            raise blocked(
                "city-listed",
                Sentence("a city that is not put away"),
                "one that is",
                "Look for it in the list of cities.",
            )

    return _commit(store, [CityEntry(city_id, LISTED, YES)], who, reason, check)


def _commit(
    store: Store,
    entries: Sequence[CityEntry],
    who: str,
    reason: str,
    check: Callable[[Reader], None],
    cities: Sequence[CityRecord] = (),
) -> Revision:
    brought = {KIND.name: tuple(entries)}
    given = Submission(None, 0, who, KIND.name, reason=reason.strip(), new_cities=cities, brings=brought)
    return store.commit(given, check)


def _record(store: Store, name: str, code: str, country: str, who: str) -> CityRecord:
    """The signatory of a name in a country, otherwise a city of its own."""
    try:
        return registry.find(name, code, suggest=False).city()
    except Refused as refusal:
        if any(problem.code != "city-unknown" for problem in refusal.problems):
            raise
    return replace(meant_cities.MeantCities(store.cities()).added(name, country), source=str(entered(who)))


def _insist_on_same(register: Register, seen: CityRecord) -> None:
    """Raise Refused where the entry of a city is another than somebody saw."""
    now = next((city for city in register.cities if city.city_id == seen.city_id), None)
    if now is None or now.name != seen.name:
        raise blocked(
            "edited-meanwhile",
            Sentence("the name {name}, which somebody gave meanwhile", name=now.name)
            if now
            else Sentence("a city that somebody put away meanwhile"),
            "the city as you saw it",
            "Look at what is on file now, then decide again.",
        )


def _insist_on_free(register: Register, record: CityRecord, own: bool = False) -> None:
    """Raise Refused where a city of the country bears the name of a record, or its id; ``own``: that is another's."""
    called = registry.folded(record.name)
    for city in (*register.cities, *register.away):
        mine = city.city_id == record.city_id
        names = {registry.folded(name) for name in (city.name, *city.other_names)}
        named_so = city.country_code == record.country_code and called in names and registry.bears(city, record.name)
        if not (mine and own) and (mine or named_so):
            raise Refused(_taken(city, record.name, city in register.away))


def _taken(city: CityRecord, called: str, away: bool) -> Problem:
    return block(
        "city-known",
        Sentence('the name "{name}", which {city} bears', name=called, city=f"{city.name} ({city.city_id})"),
        "a name that no city of the country bears",
        "That city was put away: bring it back." if away else "Choose that city in the list, or write another name.",
        column="name",
    )


def _name(said: str) -> str:
    """The name of a city as it is kept. Raises Refused for one without a letter, too long, or with characters that
    nobody sees."""
    name = " ".join(unicodedata.normalize("NFC", said).split(" ")).strip()
    strange = [letter for letter in name if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]
    if strange:
        found = Sentence("an invisible character ({code})", code=f"U+{ord(strange[0]):04X}")
    elif not any(letter.isalpha() for letter in name):
        found = Sentence("a name without a letter") if name else Sentence("no name")
    elif len(name) > LONGEST:
        found = Sentence("{number} letters", number=len(name))
    else:
        return name
    raise Refused(
        ask(
            "city-name",
            found,
            Sentence("a name of at most {number} letters", number=LONGEST),
            "Write the name as the city writes it.",
            column="name",
        )
    )
