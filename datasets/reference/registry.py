"""The signatories of the Covenant of Mayors, by which a city that is not on file yet is recognised.

The table is read when a name is first looked for that no city on file bears: who knows their cities never waits for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analytics.text.nearest import nearest
from analytics.text.problems import Problem, Refused, ask, blocked, warn
from analytics.text.sentences import Sentence, counted
from datasets.reference import catalogue, countries
from datasets.reference.countries import folded as folded
from datasets.reference.samples import PublishedPeople
from datasets.store import CityRecord

TABLE = "signatories"
WORKBOOKS = ("df1_Signatories", "df2_Action_Plans", "df3_Monitoring")
"""How the names of the three workbooks begin of which the JRC makes a release."""
SOURCE = "European Commission JRC, GCoM-MyCovenant, 5th release, January 2024 (CC BY 4.0)"
NEAR, NEAR_ANYWHERE, MOST_NEAR = 75, 85, 3
"""How alike a name must be to be suggested (0 to 100), in one country and where none is known; and how many are."""
MOST_MEMBERS = 10
OWN_NAME, PART_OF_NAME, OTHER_NAME = range(3)
"""How a signatory bears a name, surest first: as its name, within it ("Bolzano/Bozen"), or in another language."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORDS = catalogue.lexicon("places")
_BEFORE = re.compile(rf"{_WORDS.one_of('before a name')} (?:{_WORDS.one_of('of a place')} )?(?=\S)")
_PART_OF_NAME = re.compile(rf" {_WORDS.one_of('part of a name')}$")
_AFTER = re.compile(rf"(?<=\S) {_WORDS.one_of('after a name')}$")
_LYING = re.compile(r"\s*(.+?)\s*(?:,\s*([^,()]+)|\(([^()]+)\))\s*")
"""A name with what stands behind a comma or in brackets and may say where its city lies."""


@dataclass(frozen=True)
class Signatory:
    """One signatory: ``gcom_id`` is "" for the few that have none, ``organisation_id`` is that of MyCovenant.

    ``population`` in the year of adhesion; coordinates WGS 84 degrees, None where none or impossible ones are
    published. ``group`` is True for an organisation that stands for several local authorities; ``member_of`` is the
    organisation id of the group that a signatory belongs to. ``commitments`` out of 2020, 2030, 2050 and adapt.
    ``namesakes`` are countries in which another town of the same name is about as large or larger.
    """

    gcom_id: str
    organisation_id: str
    name: str
    other_names: tuple[str, ...]
    country_code: str
    country: str
    population: int | None
    latitude: float | None
    longitude: float | None
    group: bool
    member_of: str
    adhesion_date: str
    commitments: tuple[str, ...]
    status: str
    namesakes: tuple[str, ...]

    @property
    def city_id(self) -> str:
        """The id that its city bears: that of the GCoM, or of MyCovenant where it has none or shares it."""
        return (
            self.gcom_id if self.gcom_id and self.gcom_id not in _table().shared_ids else f"MC-{self.organisation_id}"
        )

    @property
    def own_name(self) -> str:
        """Its name; its id where none is published."""
        return self.name or self.city_id

    @property
    def described(self) -> str:
        """The signatory in the form of a choice: ``IT0004 (Torino, Italy)``."""
        return f"{self.city_id} ({self.name or 'name not published'}, {self.country})"

    def city(self) -> CityRecord:
        """The signatory as a city for the register."""
        others = tuple(name for name in self.other_names if name != self.name)
        place = (self.latitude, self.longitude)
        return CityRecord(
            self.city_id, self.own_name, others, self.country_code, self.country, "", *place, False, SOURCE
        )


@dataclass(frozen=True)
class _Table:
    """The signatories, and their places in the list by id and by name."""

    signatories: tuple[Signatory, ...]
    shared_ids: frozenset[str]
    by_id: dict[str, list[int]]
    by_name: dict[str, list[tuple[int, int]]]


def _bare(key: str) -> str:
    """A folded name without the words for a municipality around it."""
    before = _BEFORE.match(key)
    return _AFTER.sub("", key[before.end() :] if before else key)


def bare(name: str) -> str:
    """A name in the form in which names are compared, without the words for a municipality around it."""
    return _bare(folded(name))


def of_a_municipality(name: str) -> bool:
    """Whether a name begins or ends with a word for a municipality: "Comune di Modena", "City of Turin"."""
    return bare(name) != folded(name)


@lru_cache(maxsize=1 << 16)
def without_office(name: str) -> str:
    """A name in the form in which names are compared, without the words for an administration before or behind it."""
    key = folded(name)
    before = _BEFORE.match(key)
    own = key[before.end() :] if before else key
    return own if _PART_OF_NAME.search(own) else _AFTER.sub("", own)


def by_state_code(name: str) -> str:
    """A name with the postal code of the state in the United States or Canada that stands behind it: "Boston, MA" for
    "Boston, Massachusetts"; any other name as it is."""
    tail = _LYING.fullmatch(name)
    code = _WORDS.meanings("state").get(folded(tail[2] or tail[3])) if tail else None
    return f"{tail[1]}, {code}" if tail and code else name


def called(name: str, names: Iterable[str]) -> bool:
    """Whether a city bears a name but for the words for its administration: "Villena" for the "Ayuntamiento de
    Villena", and never "Carson" for "Carson City", which is another one."""
    own = without_office(name)
    return any(own == without_office(other) for other in names)


def bears(city: CityRecord, name: str) -> bool:
    """Whether a city that is called so but for accents is: only where the register holds that city, and no other one of
    the country, under the name. Habo and Håbo are two towns."""
    if any(accented(name) == accented(other) for other in (city.city_id, city.name, *city.other_names)):
        return True
    return [item.city_id for item in matches(name, city.country_code) if not item.group] == [city.city_id]


@lru_cache(maxsize=1 << 12)
def accented(name: str) -> tuple[str, ...]:
    """The words of a name without case, and without those for an administration, but with their accents."""
    own = without_office(name).split()
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold())
    return tuple(word for word in words if set(folded(word).split()) & set(own))


def keys(name: str, group: bool = False) -> Iterator[tuple[str, int]]:
    """Each folded form under which a published name is found, and how sure it is.

    A name within it counts too: what is left without the words for a municipality or what stands in brackets, and each
    of several that a stroke parts ("Bolzano/Bozen"), which in the name of a ``group`` are different places.
    """
    own = folded(name)
    yield own, OWN_NAME
    yield _bare(own), PART_OF_NAME
    if any(letter in name for letter in "äöüÄÖÜ"):
        yield folded(unicodedata.normalize("NFC", name).lower().translate(_UMLAUTS)), PART_OF_NAME
    without = re.sub(r"\s*\([^)]*\)?", "", name)
    parts = [without] if group else re.split(r"\s*/\s*", without)
    for part in (without, *parts, *re.findall(r"\(([^)]{4,})\)", name)):
        if part != name and part.strip():
            yield _bare(folded(part)), PART_OF_NAME


@cache
def _table() -> _Table:
    signatories = tuple(_signatory(row) for row in catalogue.records(TABLE))
    by_id: dict[str, list[int]] = {}
    by_name: dict[str, list[tuple[int, int]]] = {}
    for place, signatory in enumerate(signatories):
        if signatory.gcom_id:
            by_id.setdefault(signatory.gcom_id, []).append(place)
        by_id.setdefault(f"MC-{signatory.organisation_id.upper()}", []).append(place)
        best: dict[str, int] = {}
        others = ((folded(other), OTHER_NAME) for other in signatory.other_names)
        for key, how in (*keys(signatory.name, signatory.group), *others):
            best[key] = min(how, best.get(key, how))
        for key, how in best.items():
            if key:
                by_name.setdefault(key, []).append((how, place))
    shared = frozenset(key for key, places in by_id.items() if len(places) > 1)
    return _Table(signatories, shared, by_id, by_name)


def _signatory(row: dict[str, str]) -> Signatory:
    return Signatory(
        gcom_id=row["gcom_id"],
        organisation_id=row["organisation_id"],
        name=row["name"],
        other_names=tuple(filter(None, row["other_names"].split("|"))),
        country_code=row["country_code"],
        country=row["country"],
        population=int(row["population"]) if row["population"] else None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        group=row["group"] == "yes",
        member_of=row["member_of"],
        adhesion_date=row["adhesion_date"],
        commitments=tuple(name for name in ("2020", "2030", "2050", "adapt") if row[f"commitment_{name}"] == "yes"),
        status=row["status"],
        namesakes=tuple(filter(None, row["namesakes"].split("|"))),
    )


def signatories() -> tuple[Signatory, ...]:
    """All of them, in the order of the published table."""
    return _table().signatories


def inhabitants(city_id: str) -> PublishedPeople | None:
    """The inhabitants of a signatory in the year of its adhesion; None where no one signatory bears the id, or the
    register does not know them."""
    table = _table()
    places = table.by_id.get(city_id.upper(), ())
    found = table.signatories[places[0]] if len(places) == 1 else None
    if found is None or found.population is None:
        return None
    return PublishedPeople(found.population, int(found.adhesion_date[:4]), SOURCE)


def members(group: Signatory) -> tuple[Signatory, ...]:
    """The signatories that belong to a group."""
    return tuple(item for item in signatories() if item.member_of and item.member_of == group.organisation_id)


def find(text: str, country: str | None = None, suggest: bool = True) -> Signatory:
    """The one signatory with this id or name, in any case and without accents; names in other languages come second.

    ``text`` may end in a country ("Cardiff, UK"); ``country`` is an ISO code (UK and EL are understood) or a name in
    one of the languages of LANGUAGES. Raises Refused: "city-ambiguous" with every match, "signatory-group" where the
    name is that of a group, "city-unknown" with the nearest names (unless not to ``suggest``, which costs some
    milliseconds), "country-unknown" for no country at all.
    """
    name, code = named(text, country)
    found, table = matches(name, code), _table()
    cities = [item for item in found if not item.group]
    if len(cities) == 1 and (code or not cities[0].namesakes or text.strip().upper() in table.by_id):
        return cities[0]
    if len(cities) == 1:
        raise Refused(_one_of_several(text, cities[0]))
    if cities:
        choices = tuple(item.described for item in cities)
        raise Refused(
            ask(
                "city-ambiguous",
                f'"{text}"',
                Sentence("one of {choices}", choices=", ".join(choices)),
                "Name it by its id.",
                key="city",
                choices=choices,
            )
        )
    if found:
        raise Refused(_of_a_group(text, found[0]))
    raise Refused(_unknown(text, code, tuple(item.described for item in near(name, code)) if suggest else ()))


def _unknown(text: str, code: str | None, choices: tuple[str, ...]) -> Problem:
    known = sum(code in (None, one.country_code) for one in signatories())
    if choices:
        expected = Sentence("one of {choices}", choices=", ".join(choices))
    elif code:
        expected = Sentence("one of the {signatories:,} signatories in {country}", signatories=known, country=code)
    else:
        expected = Sentence("one of the {signatories:,} signatories", signatories=known)
    return ask(
        "city-unknown",
        f'"{text}"',
        expected,
        "Check the spelling, or name the city by its id.",
        key="city",
        choices=choices,
    )


def named(text: str, country: str | None) -> tuple[str, str | None]:
    """The name and the ISO code of the country that are meant; None for any country. Raises Refused for no country."""
    if country is not None and country.strip():
        code = country_code(country)
        if code is None:
            raise blocked(
                "country-unknown",
                f'"{country}"',
                "a country, such as IT or Italy",
                "Correct the country, or leave it out.",
                column="country",
            )
        return text, code
    tail = _LYING.fullmatch(text)
    if tail and (code := country_code(tail[2] or tail[3])):
        return tail[1], code
    return text, None


def _one_of_several(text: str, signatory: Signatory) -> Problem:
    """The question which town is meant where another of the name is larger than the signatory, or about as large."""
    return ask(
        "city-ambiguous",
        f'"{text}"',
        Sentence(
            "{city}, or the town of that name in {countries}",
            city=signatory.described,
            countries=", ".join(signatory.namesakes),
        ),
        "Name it by its id, or with its country.",
        key="city",
        choices=(signatory.described,),
    )


def _of_a_group(text: str, group: Signatory) -> Problem:
    inside = members(group)
    choices = tuple(item.described for item in inside[:MOST_MEMBERS])
    rest, named = len(inside) - MOST_MEMBERS, ", ".join(choices)
    if not choices:
        who = Sentence("one city (its members are not published)")
    elif rest > 0:
        who = counted(
            "one of its members {cities} and {number} more",
            "one of its members {cities} and {number} more",
            rest,
            cities=named,
        )
    else:
        who = Sentence("one of its members {cities}", cities=named)
    return ask(
        "signatory-group",
        Sentence('"{name}", a group of signatories ({city})', name=text, city=group.city_id),
        who,
        "Name the city whose inventory it is.",
        key="city",
        choices=choices,
    )


def matches(name: str, code: str | None = None) -> list[Signatory]:
    """Every signatory with this id or name in the country ``code`` (None: anywhere), groups too.

    Those that bear the very name come alone, unless there are several: then all that could be meant.
    """
    table = _table()
    if places := table.by_id.get(name.strip().upper()):
        found = [table.signatories[place] for place in places]
        return [item for item in found if code in (None, item.country_code)]
    key = folded(name)
    hits = {place: how for how, place in sorted(table.by_name.get(_bare(key), ()), reverse=True)}
    hits |= {place: how for how, place in table.by_name.get(key, ())}
    held = [
        (how, table.signatories[place])
        for place, how in hits.items()
        if code in (None, table.signatories[place].country_code)
    ]
    for surest in (OWN_NAME, PART_OF_NAME, OTHER_NAME):
        cities = [item for how, item in held if how == surest and not item.group]
        if len(cities) == 1:
            return cities
        if cities:
            return [item for how, item in held if how <= max(surest, PART_OF_NAME) and not item.group]
    return [item for _, item in sorted(held, key=lambda pair: pair[0])]


def near(name: str, code: str | None = None) -> list[Signatory]:
    """The signatories whose names hold ``name`` as whole words, or are nearest to it; cities, in one country or any."""
    if not folded(name):
        return []
    table, key = _table(), _bare(folded(name)[:100])
    found: dict[int, Signatory] = {}
    names = _own_names(code)
    inside = [other for other in names if key in other and f" {key} " in f" {other} "] if len(key) > 3 else []
    for found_name in (
        *nearest(key, names, 3 * MOST_NEAR, NEAR if code else NEAR_ANYWHERE),
        *sorted(inside, key=len)[:MOST_NEAR],
    ):
        for _, place in table.by_name[found_name]:
            item = table.signatories[place]
            if not item.group and code in (None, item.country_code):
                found.setdefault(place, item)
    return list(found.values())[:MOST_NEAR]


@cache
def _own_names(code: str | None) -> tuple[str, ...]:
    """The folded names of one country, or of all, without those in other languages."""
    table = _table()
    return tuple(
        name
        for name, hits in table.by_name.items()
        if any(how != OTHER_NAME and code in (None, table.signatories[place].country_code) for how, place in hits)
    )


def lies_in(city: CityRecord, country: str) -> bool:
    """Whether a city lies in the country that is stated; so it does where nothing is stated or known."""
    key = folded(country)
    if not key or not (city.country_code or city.country):
        return True
    if key in (city.country_code.lower(), folded(city.country)):
        return True  # without reading the names of all countries
    code = country_code(country)
    return code is not None and code == city.country_code


def country_code(text: str) -> str | None:
    """The ISO code of a country by its code or name, as it is called anywhere or in the published table; None where it
    is no country."""
    return countries.code(text) or _published_countries().get(folded(text))


def country_name(text: str) -> str:
    """A country by the name that stands for every spelling of it; a text that is no country as it is."""
    code = country_code(text)
    return " ".join(text.split()) if code is None else countries.name(code)


@cache
def _published_countries() -> dict[str, str]:
    return {folded(item.country): item.country_code for item in signatories()}


def told(cities: Sequence[CityRecord]) -> list[Problem]:
    """A warning that names the cities that were recognised here and not on file before, if there are any."""
    mine = [city for city in cities if city.source == SOURCE]
    if not mine:
        return []
    named = ", ".join(f"{city.city_id} ({city.name}, {city.country})" for city in mine[:MOST_MEMBERS])
    rest = len(mine) - MOST_MEMBERS
    return [
        warn(
            "city-from-register",
            counted(
                "cities that were not on file and are signatories: {cities} and {number} more",
                "cities that were not on file and are signatories: {cities} and {number} more",
                rest,
                cities=named,
            )
            if rest > 0
            else Sentence("cities that were not on file and are signatories: {cities}", cities=named),
            "the cities that the file means",
            "Another one is meant? Name it by its id with city:NAME=ID, or add it as it is with city:NAME=add.",
            cells=len(mine),
        )
    ]


def as_dict(found: Signatory) -> dict[str, object]:
    """A signatory as ``cities --find --json`` prints it; null where something is not published."""
    return {
        "city": found.city_id,
        "name": found.name or None,
        "other_names": list(found.other_names),
        "country_code": found.country_code,
        "country": found.country,
        "population_at_adhesion": found.population,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "group": found.group,
        "adhesion_date": found.adhesion_date or None,
        "commitments": list(found.commitments),
        "status": found.status,
        "source": SOURCE,
    }
