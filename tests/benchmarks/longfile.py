"""A long CSV of any length, clean or messy, made by rule. Its values are made up to be parsed and summed, not to be
believed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice, product
from pathlib import Path

from datasets.reference.samples import register

HEADER = "city,year,sector,label,carrier,scope,gpc_ref,value,unit,notation_key,method,source"
YEARS = range(1990, 2025)
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


@dataclass(frozen=True)
class Manner:
    """How a file is written, and the answer that its decimal style needs. ``broken`` lacks a cell in its middle row."""

    name: str = "clean"
    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    label: str = "Part"
    broken: bool = False
    answers: tuple[str, ...] = ()


CLEAN = Manner()
MESSY = (
    Manner("decimal comma, semicolons, BOM", ";", ",", "utf-8-sig", "Gebäude", answers=("decimal=comma",)),
    Manner("decimal comma, semicolons, Windows-1252", ";", ",", "cp1252", "Gebäude", answers=("decimal=comma",)),
)
BROKEN = Manner("one broken row, checked only", broken=True)


def write(path: Path, rows: int, manner: Manner = CLEAN) -> Path:
    """Write ``rows`` rows of energy for the twelve sample cities, every fiftieth with a notation key, and no key twice.

    The rows of one city stand together, in three to four units, as in an export of a city's own system.
    """
    cities = [city.city_id for city in register()]
    parts = list(product(SECTORS, CARRIERS, SCOPES))
    per_city, left_over = divmod(rows, len(cities))
    number = 0
    with path.open("w", encoding=manner.encoding, newline="\n") as file:
        file.write(HEADER.replace(",", manner.delimiter) + "\n")
        for place, city in enumerate(cities):
            wanted = per_city + (place < left_over)
            per_year = -(-wanted // len(YEARS))
            keys = ((year, part) for year in YEARS for part in range(per_year))
            for (year, part), unit in zip(islice(keys, wanted), cycle(UNITS)):
                sector, carrier, scope = parts[part % len(parts)]
                number += 1
                value, key = ("", "NE") if number % KEY_EVERY == 0 else (f"{(number * 7919) % 99_991 / 7 + 1:.3f}", "")
                label = f"{manner.label} {part // len(parts) + 1}"
                cells = [city, str(year), sector, label, carrier, str(scope), "", value.replace(".", manner.decimal)]
                cells += [unit, key, "own"] if manner.broken and number == rows // 2 else [unit, key, "own", "made"]
                file.write(manner.delimiter.join(cells) + "\n")
    return path
