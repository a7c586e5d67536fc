"""What is published of cities that could be partners or peers: the signatories of the Covenant, what cities told CDP,
and facts of their countries.

The tables are read when partners or peers are first asked for: nobody else waits for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from analytics.adaptation.hazard_names import NAMES
from analytics.partners.candidates import CDP, COMMITMENTS, COVENANT, RULES, Words
from analytics.partners.peers import WRONG_PEOPLE, PublishedCities
from datasets.reference import catalogue
from datasets.reference.countries import folded

HAZARDS = Words(tuple(NAMES))
WRITTEN_ANEW = {"nb": "no", "nn": "no"}
"""Codes of languages that are read as one."""


@dataclass
class CityFacts:
    """What is published of one city, in the terms of ``Candidates``; None or 0 where nobody told."""

    key: str
    name: str
    country: str
    told_by: int = 0
    inhabitants: float | None = None
    counted: int = 0
    hazards: int = 0
    rules: int = 0
    rules_year: int = 0
    target_percent: float | None = None
    target_base: int = 0
    commitments: int = 0


class CountryFacts(NamedTuple):
    """Facts of a country: they are context, and never a city's own. ``income`` in USD per inhabitant in 2019,
    ``fossil_t`` in t CO2 per inhabitant in 2019, ``unable_percent`` of people unable to keep their home warm."""

    continent: str = ""
    income: float | None = None
    fossil_t: float | None = None
    unable_percent: float | None = None


NOWHERE = CountryFacts()


class Published(NamedTuple):
    """Every city of which something is published, with the places of the accounts at CDP, and how many signatories were
    left out, by the reason why."""

    cities: tuple[CityFacts, ...]
    by_account: Mapping[str, int]
    left_out: Mapping[str, int]


@cache
def published() -> Published:
    """The signatories that are cities, then what told CDP and is none of them. Shared: nobody may change it."""
    left_out: Counter[str] = Counter()
    rows = catalogue.records("signatories")
    doubted = {row["city_id"]: row["declared"] for row in catalogue.records("doubted_inhabitants")}
    shared = {key for key, count in Counter(row["gcom_id"] for row in rows).items() if count > 1}
    found: dict[str, CityFacts] = {}
    for row in rows:
        if row["group"] == "yes" or not row["name"]:
            left_out["group" if row["group"] == "yes" else "nameless"] += 1
            continue
        key = row["gcom_id"] if row["gcom_id"] not in shared | {""} else f"MC-{row['organisation_id']}"
        counted = bool(row["population"]) and doubted.get(key) != row["population"]
        found[key] = CityFacts(
            key,
            row["name"],
            row["country_code"],
            COVENANT,
            float(row["population"]) if counted else None,
            int(row["adhesion_date"][:4] or 0) if counted else 0,
            commitments=sum(1 << place for place, name in enumerate(COMMITMENTS) if row[f"commitment_{name}"] == "yes"),
        )
    accounts = {}
    for row in catalogue.records("cdp_cities"):
        key = row["signatory"] or f"CDP-{row['cdp_account']}"
        city = found.setdefault(key, CityFacts(key, row["name"], row["country_code"]))
        # Add what an account told CDP. Inhabitants that differ from its other report by a factor that no city grows by
        # are as good as none.
        city.told_by |= CDP
        if row["population"] and not _wrong(float(row["population"]), row["population_2019"]):
            city.inhabitants, city.counted = float(row["population"]), int(row["population_year"] or 0)
        city.hazards = HAZARDS.bits(filter(None, row["hazards"].split("|")))
        if row["protocol"]:
            city.rules, city.rules_year = 1 << RULES.index(row["protocol"]), int(row["inventory_year"] or 0)
        if row["target_2030_percent"]:
            city.target_percent, city.target_base = float(row["target_2030_percent"]), int(row["target_base_year"] or 0)
        accounts[row["cdp_account"]] = key
    places = {key: place for place, key in enumerate(found)}
    by_account = {account: places[key] for account, key in accounts.items()}
    return Published(tuple(found.values()), by_account, left_out)


def _wrong(people: float, other: str) -> bool:
    return bool(other) and not 1 / WRONG_PEOPLE <= people / float(other) <= WRONG_PEOPLE


@cache
def by_name() -> Mapping[tuple[str, str], int]:
    """The place of each city that told CDP by country and folded name; of a name that two bear none."""
    cities = published().cities
    told = [(city.country, folded(city.name)) for city in cities if city.told_by & CDP]
    once = {name for name, count in Counter(told).items() if count == 1}
    return {
        name: place
        for place, city in enumerate(cities)
        if city.told_by & CDP and (name := (city.country, folded(city.name))) in once
    }


@cache
def countries() -> Mapping[str, CountryFacts]:
    """The facts of every country by its code."""
    return {row["country_code"]: _country(row) for row in catalogue.records("country_context")}


def _country(row: Mapping[str, str]) -> CountryFacts:
    people = float(row["inhabitants"]) if row["inhabitants"] else None
    gdp, fossil = (float(row[name]) if row[name] else None for name in ("gdp_2019_usd", "fossil_co2_2019_t"))
    unable = row["unable_to_keep_warm_percent"]
    return CountryFacts(
        row["continent"],
        gdp / people if gdp and people else None,
        fossil / people if fossil and people else None,
        float(unable) if unable else None,
    )


@cache
def languages() -> tuple[Words, Mapping[str, int]]:
    """The official languages of every country, those in use where none is official, by code; and as bits by country."""
    from babel.languages import get_official_languages

    spoken = {country: _codes(get_official_languages(country, de_facto=True)) for country in countries()}
    words = Words(tuple(sorted({code for codes in spoken.values() for code in codes})))
    return words, {country: words.bits(codes) for country, codes in spoken.items()}


def _codes(named: Iterable[str]) -> set[str]:
    whole = (name.partition("_")[0] for name in named)
    return {WRITTEN_ANEW.get(code, code) for code in whole}


@cache
def totals() -> PublishedCities:
    """The BASIC totals (GPC) that cities told CDP in 2019: later years publish none."""
    rows = catalogue.records("basic_totals")
    later = {row["cdp_account"]: row["population"] for row in catalogue.records("cdp_cities")}
    context = [countries().get(row["country_code"], NOWHERE) for row in rows]

    def column(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray([float(row[name] or "nan") for row in rows])

    return PublishedCities(
        key=[f"CDP-{row['cdp_account']}" for row in rows],
        name=[row["name"] for row in rows],
        country=[row["country_code"] for row in rows],
        continent=[facts.continent for facts in context],
        year=np.asarray([_year(row) for row in rows], dtype=np.int64),
        total_t=column("basic_t"),
        inhabitants=column("population"),
        counted=np.asarray([int(row["population_year"] or 0) for row in rows], dtype=np.int64),
        other_inhabitants=np.asarray([float(later.get(row["cdp_account"]) or "nan") for row in rows]),
        latitude=column("latitude"),
        income=np.asarray([facts.income or np.nan for facts in context]),
        bought=column("scope_2_t") / np.where(column("basic_t") > 0, column("basic_t"), np.nan),
    )


def _year(row: Mapping[str, str]) -> int:
    """The calendar year that holds the middle of an inventory's period."""
    first, last = (date.fromisoformat(row[name]).toordinal() for name in ("first_day", "last_day"))
    return date.fromordinal((first + last) // 2).year
