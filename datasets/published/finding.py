"""Find your city: one search over every signatory and every city that brought its own figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, radians

from analytics.text.nearest import nearest
from datasets.published import parquet_tables
from datasets.reference import registry
from datasets.reference.registry import Signatory, folded
from datasets.store import CityRecord

MOST = 6
SURELY_ALIKE, LEAST_ALIKE = 85, 75
"""How alike a word with a slip has to be to a whole name, and to the beginning of one, of 100."""
SHORTEST_SLIP = 4
"""Letters from which on a word may hold a slip."""
LARGE = 50_000
"""Inhabitants of a town by which its neighbours of one name are told apart."""
_EXACT, _BEGINS, _OTHER_NAME, _WITHIN, _SLIP = range(5)


@dataclass(frozen=True)
class Found:
    """One city that a search found. ``near`` names a larger town where others of the country bear the same name;
    ``answer`` is that of the published tables, ``newest`` the year of the newest published figure."""

    city_id: str
    name: str
    called: str
    country_code: str
    country: str
    inhabitants: int | None
    near: str
    own: bool
    answer: str
    newest: int | None


@dataclass(frozen=True)
class _Index:
    """Every key under which a signatory is found, in order of the alphabet, with its place and the name it is of."""

    keys: tuple[str, ...]
    places: tuple[tuple[int, str], ...]
    words: tuple[str, ...]
    by_word: dict[str, tuple[int, ...]]
    alike: frozenset[int]
    answers: dict[str, tuple[str, int | None]]


def found(text: str, own: Sequence[CityRecord] = (), most: int = MOST) -> tuple[list[Found], int]:
    """The cities that ``text`` may mean, the surest and largest first, and how many there are in all.

    ``text`` is the beginning of a name in any language of the register, of a word within it, an id, or a country, with
    or without a country behind a comma. Accents and case count only to tell two towns of one name apart. A slip is
    forgiven where nothing begins so. ``own`` are the cities that brought figures: they come first of what is alike.
    """
    _index()  # also where nothing is asked yet: the page does so before the first letter
    asked, code = _asked(text)
    ranked = _signatories(asked, code) if asked or code else {}
    mine = {city.city_id: city for city in own}
    known = registry.signatories()
    lines = {
        known[place].city_id: (*rank, known[place].city_id not in mine, -(known[place].population or 0), place)
        for place, rank in ranked.items()
    }
    key = folded(asked)
    for city in own:
        names = [city.name, *city.other_names, city.city_id]
        if city.city_id not in lines and key and (not code or code == city.country_code):
            best, letters = min(
                (_rank(folded(name), key), not name.casefold().startswith(asked.casefold())) for name in names
            )
            if best < _SLIP:
                lines[city.city_id] = (best, letters, False, 0, -1)
    ordered = sorted(lines, key=lambda city_id: lines[city_id])
    return [_told(city_id, mine.get(city_id), int(lines[city_id][-1]), asked) for city_id in ordered[:most]], len(
        ordered
    )


def signatory(city_id: str) -> Signatory | None:
    """The one signatory with an id; None where no one bears it."""
    matching = [item for item in registry.matches(city_id) if item.city_id.upper() == city_id.strip().upper()]
    return matching[0] if len(matching) == 1 else None


def known_as(name: str) -> Signatory:
    """The one signatory with an id or a name, among several the one that bears its very letters.

    Raises Refused where none or several bear it.
    """
    matching = registry.matches(*registry.named(name, None))
    for them in (matching, [item for item in matching if item.name.casefold() == name.strip().casefold()]):
        if len(them) == 1:
            return them[0]
    return registry.find(name, suggest=False)


def _asked(text: str) -> tuple[str, str | None]:
    """The name and the country of a search; a country alone, too."""
    asked, _, tail = text.strip()[:80].rpartition(",")
    if asked and (code := registry.country_code(tail)):
        return asked.strip(), code
    whole = text.strip()[:80]
    if len(whole) > 2 and (code := registry.country_code(whole)):
        return "", code
    return whole, None


def _rank(key: str, asked: str) -> int:
    if key.startswith(asked):
        return _EXACT if key == asked else _BEGINS
    return _WITHIN if f" {asked}" in key else _SLIP


def _signatories(asked: str, code: str | None) -> dict[int, tuple[int, int]]:
    """By place in the register how well a signatory fits, and whether its very letters do."""
    known, index, key = registry.signatories(), _index(), folded(asked)
    ranked: dict[int, tuple[int, int]] = {}

    def add(place: int, name: str, rank: int) -> None:
        item = known[place]
        if code is None or item.country_code == code:
            letters = int(not name.casefold().startswith(asked.casefold()))
            ranked[place] = min((rank, letters), ranked.get(place, (_SLIP, 1)))

    if not key:
        return {place: (_BEGINS, 0) for place, item in enumerate(known) if code and item.country_code == code}
    for item in registry.matches(asked):
        if asked.strip().upper() in (item.gcom_id, f"MC-{item.organisation_id}".upper()):
            return {known.index(item): (_EXACT, 0)}
    for entry in _range(index.keys, key):
        place, name = index.places[entry]
        begins = _BEGINS if name == known[place].name else _OTHER_NAME
        add(place, name, _EXACT if index.keys[entry] == key else begins)
    if len(key) > 1:
        for entry in _range(index.words, key):
            for place in index.by_word[index.words[entry]]:
                add(place, known[place].name, _WITHIN)
    if not ranked and len(key) >= SHORTEST_SLIP:
        for entry, name in _slips(key):
            add(entry, name, _SLIP)
    return ranked


def _slips(key: str) -> Iterable[tuple[int, str]]:
    """The signatories whose names are nearest to a word, whole or as far as it is typed."""
    index, edition = _index(), parquet_tables.edition()
    whole = nearest(key, index.keys, 3 * MOST, SURELY_ALIKE)
    for near in whole or nearest(key, _beginnings(edition, len(key)), MOST, LEAST_ALIKE):
        for entry in _range(index.keys, near):
            if not whole or index.keys[entry] == near:
                yield index.places[entry]


@lru_cache(maxsize=64)
def _beginnings(edition: int, letters: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key[:letters] for key in _indexed(edition).keys))


def _range(keys: Sequence[str], begin: str) -> range:
    """The places of all that begin so, in a list in order of the alphabet."""
    return range(bisect_left(keys, begin), bisect_left(keys, begin + "\U0010ffff"))


def _told(city_id: str, own: CityRecord | None, place: int, asked: str) -> Found:
    if place < 0 and own is not None:
        return Found(city_id, own.name, "", own.country_code, own.country, None, "", True, "", None)
    item = registry.signatories()[place]
    key, name = folded(asked), own.name if own else item.name or city_id
    others = [other for other in (item.name, *item.other_names) if key and folded(other).startswith(key)]
    by_own_name = not key or any(form.startswith(key) or f" {key}" in form for form, _ in registry.keys(name))
    called = "" if by_own_name or not others else others[0]
    answer, newest = _index().answers.get(item.organisation_id, ("signatory", None))
    return Found(
        *(city_id, name, called, item.country_code, item.country, item.population, near(place)),
        *(own is not None, answer, newest),
    )


@lru_cache(maxsize=4096)
def near(place: int) -> str:
    """The nearest large signatory of the country, where another one there bears the same name; else nothing."""
    known = registry.signatories()
    item = known[place]
    if item.latitude is None or item.longitude is None or place not in _index().alike:
        return ""
    east = cos(radians(item.latitude))
    large = [
        (hypot(other.latitude - item.latitude, (other.longitude - item.longitude) * east), other.name)
        for other in known
        if (other.population or 0) >= LARGE and other.country_code == item.country_code and other is not item
        if not other.group and other.latitude is not None and other.longitude is not None
    ]
    return min(large)[1] if large else ""


def _index() -> _Index:
    return _indexed(parquet_tables.edition())


@cache
def _indexed(edition: int) -> _Index:
    entries: dict[tuple[str, int], str] = {}
    by_word: dict[str, list[int]] = {}
    called: dict[tuple[str, str], list[int]] = {}
    for place, item in enumerate(registry.signatories()):
        called.setdefault((folded(item.name), item.country_code), []).append(place)
        for key, _ in registry.keys(item.name, item.group):
            entries.setdefault((key, place), item.name)
        for other in item.other_names:
            entries.setdefault((folded(other), place), other)
        for word in folded(item.name).split()[1:]:
            by_word.setdefault(word, []).append(place)
    ordered = sorted(entry for entry in entries if entry[0])
    said = parquet_tables.rows("SELECT organisation_id, answer, newest_year FROM answers")
    return _Index(
        tuple(key for key, _ in ordered),
        tuple((place, entries[key, place]) for key, place in ordered),
        tuple(sorted(by_word)),
        {word: tuple(places) for word, places in by_word.items()},
        frozenset(place for places in called.values() if len(places) > 1 for place in places),
        {row["organisation_id"]: (row["answer"], row["newest_year"]) for row in said},
    )
