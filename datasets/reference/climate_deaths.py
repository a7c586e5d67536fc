"""Deaths from heat and cold of a study of cities, summed by country: context, never those of a city."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from datasets.reference import catalogue


class CountryDeaths(NamedTuple):
    """Deaths a year above those at the mildest temperature, of adults from 20 years in the cities of a country that the
    study holds, 2000 to 2019, with the 95 % interval; ``source`` in full."""

    deaths: int
    low: int
    high: int
    source: str


@cache
def by_country() -> Mapping[tuple[str, str], CountryDeaths]:
    """By country code and cause ("heat" or "cold")."""
    return {
        (row["country_code"], row["cause"]): CountryDeaths(
            int(row["deaths"]), int(row["low"]), int(row["high"]), catalogue.citation(row["source"])
        )
        for row in catalogue.records("climate_deaths")
    }
