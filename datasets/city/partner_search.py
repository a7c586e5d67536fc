"""Cities that could be partners, and where a city stands among similar ones: what is on file and what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from analytics.inventories.inventory import Inventory
from analytics.pairs.facing import split
from analytics.partners.candidates import COMMON_RULES, ON_FILE, RULES, SHARES, Candidates, Words
from analytics.partners.peers import Peers, PublishedCities, Standpoint, stand
from datasets.city import adaptation_room, assessment, factor_choice
from datasets.city.counted_statements import counting
from datasets.reference import climate_samples, partner_facts, programme_facts, samples
from datasets.reference.countries import folded
from datasets.reference.naming import find_city
from datasets.reference.partner_facts import CityFacts
from datasets.reference.samples import PublishedPeople
from datasets.store import CityRecord, Reader
from datasets.store.kinds.city_hazards import KIND as HAZARDS
from datasets.store.kinds.city_pairings import KIND as PAIRINGS
from datasets.store.kinds.climate_facts import KIND as FACTS
from datasets.store.records import Register

TARGET_YEAR = 2030
BUILDINGS = ("Buildings", "Residential", "Tertiary", "Municipal")


def candidates(reader: Reader, sectors: bool = False) -> Candidates:
    """Every city on file, every signatory and every city that told CDP, each once, with what is known of it.

    What is on file of a city counts before what is published. With ``sectors`` the inventories of the cities on file
    are read for their profiles, which takes some milliseconds each.
    """
    register = reader.register
    told = partner_facts.published()
    cities = list(told.cities)
    known = {city.key: place for place, city in enumerate(cities)}
    filed, accounts = _filed(reader), _accounts(register)
    places: dict[str, int] = {}
    for record in register.cities:
        place = _place(record, accounts, known)
        if place is None:
            place = len(cities)
            cities.append(_blank(record))
        places[record.city_id] = place
        cities[place] = _on_file(record, cities[place], register, filed.get(record.city_id, _Filed()))
    topics = _topics(register)
    topic_words = Words(tuple(sorted({topic for of_city in topics.values() for topic in of_city})))
    shares = np.full((len(cities), len(SHARES)), np.nan)
    if sectors:
        for record in register.cities:
            found = _profile(_inventories(reader, record))
            if found is not None:
                shares[places[record.city_id]] = found
    bits = np.zeros(len(cities), dtype=np.int64)
    for city_id, of_city in topics.items():
        bits[places[city_id]] = topic_words.bits(of_city)
    return _columns(cities, shares, bits, topic_words, told.left_out)


def _columns(
    cities: Sequence[CityFacts],
    shares: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    topics: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    topic_words: Words,
    left_out: Mapping[str, int],
) -> Candidates:
    language_words, spoken = partner_facts.languages()
    context = partner_facts.countries()
    of_country = [context.get(city.country, partner_facts.NOWHERE) for city in cities]
    unable = [np.nan if facts.unable_percent is None else facts.unable_percent for facts in of_country]

    def floats(values: Iterable[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray([np.nan if value is None else value for value in values])

    def integers(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.fromiter(values, dtype=np.int64, count=len(cities))

    return Candidates(
        key=[city.key for city in cities],
        name=[city.name for city in cities],
        country=[city.country for city in cities],
        continent=[facts.continent for facts in of_country],
        told_by=integers(city.told_by for city in cities),
        inhabitants=floats(city.inhabitants for city in cities),
        counted=integers(city.counted for city in cities),
        hazards=integers(city.hazards for city in cities),
        rules=integers(city.rules for city in cities),
        rules_year=integers(city.rules_year for city in cities),
        target_percent=floats(city.target_percent for city in cities),
        target_base=integers(city.target_base for city in cities),
        commitments=integers(city.commitments for city in cities),
        languages=np.asarray([spoken.get(city.country, 0) for city in cities], dtype=object),
        unable_percent=np.asarray(unable),
        topics=topics,
        shares=shares,
        hazard_words=partner_facts.HAZARDS,
        language_words=language_words,
        topic_words=topic_words,
        left_out=left_out,
    )


def _accounts(register: Register) -> dict[str, str]:
    """By city on file its account at CDP."""
    return {city_id: account for account, city_id in {**samples.accounts(), **register.accounts}.items()}


def _place(record: CityRecord, accounts: Mapping[str, str], known: Mapping[str, int]) -> int | None:
    """Where what is published of a city on file stands: by its id, its account at CDP, or its name and country."""
    if record.city_id in known:
        return known[record.city_id]
    account = partner_facts.published().by_account.get(accounts.get(record.city_id, ""))
    return partner_facts.by_name().get((record.country_code, folded(record.name))) if account is None else account


def inhabitants(reader: Reader, cities: Sequence[str]) -> dict[str, PublishedPeople]:
    """The newest inhabitants of some cities: by their inventories, of which the source is "", else as the sample cities
    ship; no city without."""
    known = {city: _counted(reader, city) or samples.inhabitants(city) for city in cities}
    return {city: people for city, people in known.items() if people}


def _counted(reader: Reader, city: str) -> PublishedPeople | None:
    """The newest inhabitants that the inventories of a city state, of one year those said last."""
    told = [(one.year or year, one.inhabitants) for (year, _method), one in reader.population(city).items()]
    counted = max((year for year, _number in told), default=0)
    number = [number for year, number in told if year == counted][-1:]
    return PublishedPeople(number[0], counted, "") if number else None


class _Filed(NamedTuple):
    """What the inventories on file tell of a city: inhabitants of the newest that states them, and by which rules which
    years are made, as bits."""

    inhabitants: float | None = None
    counted: int = 0
    rules: int = 0
    newest: int = 0


def _filed(reader: Reader, cities: Sequence[str] | None = None) -> dict[str, _Filed]:
    """What is on file of every city, or of some."""
    told = reader.all_tables(cities)
    named = told.tables["city_id"].combine_chunks().dictionary_encode()
    city, years = named.indices.to_numpy(), told.tables["year"].to_numpy()
    methods = told.tables["method"].combine_chunks().dictionary_encode()
    bits = np.asarray([1 << RULES.index(method) for method in methods.dictionary.to_pylist()], dtype=np.int64)
    rules, newest = (np.zeros(len(named.dictionary), dtype=np.int64) for _ in range(2))
    np.bitwise_or.at(rules, city, bits[methods.indices.to_numpy()])
    np.maximum.at(newest, city, years)
    people = told.stated()[0]
    places = people["place"].to_numpy()
    counted = people["population_year"].fill_null(0).to_numpy()
    counted = np.where(counted > 0, counted, years[places])
    last = np.full(len(named.dictionary), -1)
    order = np.lexsort((people["revision"].to_numpy(), counted))
    last[city[places[order]]] = order  # the newest count of each, and of one year what was said last
    inhabitants = people["inhabitants"].to_numpy()
    return {
        city_id: _Filed(
            inhabitants=float(inhabitants[last[number]]) if last[number] >= 0 else None,
            counted=int(counted[last[number]]) if last[number] >= 0 else 0,
            rules=int(rules[number]),
            newest=int(newest[number]),
        )
        for number, city_id in enumerate(named.dictionary.to_pylist())
    }


def _on_file(record: CityRecord, told: CityFacts, register: Register, filed: _Filed) -> CityFacts:
    """What is published of a city, with what is on file of it in its place."""
    facts = replace(
        told,
        key=record.city_id,
        name=record.name,
        country=record.country_code,
        told_by=told.told_by | ON_FILE,
        rules=told.rules | filed.rules,
    )
    if filed.rules & COMMON_RULES:
        facts.rules_year = filed.newest
    if filed.inhabitants is not None:
        facts.inhabitants, facts.counted = filed.inhabitants, filed.counted
    named = _hazards(register, record.city_id)
    if named:
        facts.hazards = partner_facts.HAZARDS.bits(named)
    cuts = [
        (target.reduction_percent, target.base_year)
        for target in register.targets.get(record.city_id, ())
        if target.kind == "absolute" and target.year == TARGET_YEAR and not target.sector and target.reduction_percent
    ]
    if cuts:
        facts.target_percent, facts.target_base = max(cuts)
    return facts


def _hazards(register: Register, city_id: str) -> tuple[str, ...]:
    """The hazards that are on file of a city, by sources or with facts of its climate."""
    told = (climate_samples.hazards(), climate_samples.facts(), register.of(HAZARDS), register.of(FACTS))
    return adaptation_room.room(register, city_id).codes if any(city_id in one for one in told) else ()


def _topics(register: Register) -> dict[str, set[str]]:
    """By city the topics of its pairings: the group of sectors that one touches, otherwise its words."""
    found: dict[str, set[str]] = {}
    on_file = {record.city_id for record in register.cities}
    for city_id in on_file & (programme_facts.pairings().keys() | register.of(PAIRINGS).keys()):
        told = [topic for one in counting(register, PAIRINGS, city_id) for topic in one.topic_list]
        if told:
            named = [programme_facts.topic(topic) for topic in told]
            found[city_id] = {group or said for said, group in named}
    return found


def _inventories(reader: Reader, record: CityRecord) -> list[Inventory]:
    return assessment.made_inventories(reader, record, factor_choice.of(reader.register, record))


def _profile(found: Sequence[Inventory]) -> tuple[float, ...] | None:
    """The shares of ``SHARES`` in the newest inventory that is told apart by sector; None without one."""
    told = max((item for item in found if split(item)), key=lambda item: (item.year, item.method), default=None)
    if told is None or not told.emissions_t:
        return None
    transport = told.sectors.get("Transport", 0.0) / told.emissions_t
    buildings = sum(told.sectors.get(group, 0.0) for group in BUILDINGS) / told.emissions_t
    return transport, buildings, 1 - transport - buildings


def peers(reader: Reader, city_id: str, trait: str = "continent") -> Peers:
    """Where a city stands among those of its size that published a BASIC total. Raises Refused for an unknown city."""
    register, published = reader.register, partner_facts.totals()
    record = find_city(city_id, register.cities)
    accounts, told = _accounts(register), partner_facts.published()
    place = _place(record, accounts, {city.key: number for number, city in enumerate(told.cities)})
    account = next((number for number, at in told.by_account.items() if at == place), None)
    filed = _filed(reader, [record.city_id]).get(record.city_id, _Filed())
    facts = _on_file(record, _blank(record) if place is None else told.cities[place], register, filed)
    country = partner_facts.countries().get(record.country_code, partner_facts.NOWHERE)
    own = Standpoint(
        key=f"CDP-{account}" if account else "",
        name=record.name,
        inhabitants=facts.inhabitants,
        counted=facts.counted or None,
        continent=country.continent,
        country=record.country_code,
        latitude=record.latitude,
        income=country.income,
        bought=None,
        fossil_t=country.fossil_t,
    )
    return stand(published, _with_total(own, published, _inventories(reader, record)), trait)


def _with_total(own: Standpoint, published: PublishedCities, found: Sequence[Inventory]) -> Standpoint:
    """The city with its own total per inhabitant: the published one, otherwise that of the inventory by the GPC on file
    that lies nearest to the years of the others."""
    if own.key in published.key:
        place = list(published.key).index(own.key)
        if not published.doubted[place] and published.total_t[place] > 0:
            bought = float(published.bought[place])
            return replace(
                own,
                per_head_t=float(published.per_head[place]),
                year=int(published.year[place]),
                bought=None if np.isnan(bought) else bought,
                latitude=float(published.latitude[place]) if own.latitude is None else own.latitude,
                inhabitants=float(published.inhabitants[place]),
                counted=int(published.counted[place]),
            )
    middle = int(np.median(published.year))
    mine = [item for item in found if item.method == "gpc" and item.emissions_t and item.inhabitants]
    if not mine:
        return own
    near = min(mine, key=lambda item: (abs(item.year - middle), -item.year))
    assert near.emissions_t is not None
    assert near.inhabitants is not None
    return replace(own, per_head_t=near.emissions_t / near.inhabitants, year=near.year, on_file=True)


def _blank(record: CityRecord) -> CityFacts:
    return CityFacts(record.city_id, record.name, record.country_code)
