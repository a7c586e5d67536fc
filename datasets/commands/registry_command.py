"""``python -m datasets cities --find NAME``: a city by its name or id, on file or among all signatories."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.problems import Refused
from datasets import registry
from datasets.commands import replies
from datasets.naming import find_city
from datasets.registry import Signatory
from datasets.store import CityRecord, Store


def find(store: Store, asked: argparse.Namespace) -> int:
    """Print every city that the name could mean, those on file first. Raises Refused with near names for none."""
    code = None
    if asked.country:
        code = registry.country_code(asked.country)
        if code is None:
            registry.find(asked.find, asked.country)  # refuses the country
    on_file = [city for city in store.cities() if code in (None, city.country_code) and _means(city, asked.find)]
    known = {city.city_id for city in on_file}
    name, code = registry.named(asked.find, code)
    others = [item for item in registry.matches(name, code) if item.city_id not in known]
    if not on_file and not others:
        registry.find(asked.find, code)  # refuses the name, with the nearest
    if asked.json:
        replies.as_json([*map(_city, on_file), *map(_signatory, others)])
    else:
        for city in on_file:
            print(f"{city.city_id:<12} {city.name}, {city.country}, on file")
        print("\n".join(registry.lines(others)), end="\n" if others else "")
    return 0


def _means(city: CityRecord, name: str) -> bool:
    try:
        return find_city(name, [city]) is city
    except Refused:
        return False


def _city(city: CityRecord) -> dict[str, Any]:
    return {
        "city": city.city_id,
        "name": city.name,
        "other_names": list(city.other_names),
        "country_code": city.country_code,
        "country": city.country,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "group": False,
        "on_file": True,
        "source": city.source,
    }


def _signatory(found: Signatory) -> dict[str, Any]:
    return {**registry.as_dict(found), "on_file": False}
