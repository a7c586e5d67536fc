"""``python -m datasets cities --find NAME``: a city by its name or id, on file or among all signatories."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Cities, CityRecord, Store
from datasets.commands import replies
from datasets.reference import registry
from datasets.reference.registry import Signatory


def find(store: Store, asked: argparse.Namespace) -> int:
    """Print every city that the name could mean, those on file first. Raises Refused with near names for none."""
    on_file, others = Cities(store).find(asked.find, asked.country)
    if asked.json:
        replies.as_json([*map(_city, on_file), *map(_signatory, others)])
    else:
        for city in on_file:
            print(f"{city.city_id:<12} {city.name}, {city.country}, on file")
        print("\n".join(registry.lines(others)), end="\n" if others else "")
    return 0


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
