"""A clean long CSV of any length, made by rule. Its values are made up to be parsed and summed, not to be believed."""

from __future__ import annotations

from itertools import cycle, islice, product
from pathlib import Path

from datasets.samples import register

HEADER = "city,year,sector,label,carrier,scope,gpc_ref,value,unit,notation_key,method,source"
YEARS = range(1990, 2050)
SECTORS = (
    "municipal_buildings",
    "tertiary",
    "residential",
    "industry_non_ets",
    "public_transport",
    "private_transport",
)
CARRIERS = ("electricity", "natural_gas", "heating_oil", "diesel", "gasoline", "heat_cold")
SCOPES = (1, 2)
UNITS = ("MWh", "kWh", "GWh", "GJ")
MWH_PER_UNIT = {"MWh": 1.0, "kWh": 0.001, "GWh": 1000.0, "GJ": 1 / 3.6}
KEY_EVERY = 50


def write(path: Path, rows: int) -> Path:
    """Write ``rows`` rows of energy for the twelve sample cities, every fiftieth with a notation key, and no key twice.

    The rows of one city stand together, in three to four units, as in an export of a city's own system.
    """
    cities = [city.city_id for city in register()]
    parts = list(product(SECTORS, CARRIERS, SCOPES))
    per_city, left_over = divmod(rows, len(cities))
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER + "\n")
        for place, city in enumerate(cities):
            wanted = per_city + (place < left_over)
            per_year = -(-wanted // len(YEARS))
            keys = ((year, part) for year in YEARS for part in range(per_year))
            for (year, part), unit in zip(islice(keys, wanted), cycle(UNITS)):
                sector, carrier, scope = parts[part % len(parts)]
                number += 1
                value, key = ("", "NE") if number % KEY_EVERY == 0 else (f"{(number * 7919) % 99_991 / 7 + 1:.3f}", "")
                label = f"Part {part // len(parts) + 1}"
                file.write(f"{city},{year},{sector},{label},{carrier},{scope},,{value},{unit},{key},own,made\n")
    return path
