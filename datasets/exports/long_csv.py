"""Our own long table: one number or key a row, with every field, so that reading it again gives the same inventory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from analytics.text.problems import Refused
from analytics.vocabulary import GPC_REFERENCES, SECTORS, Quantity
from datasets.exports.holding import UNITS, Holding, key_as_said
from datasets.intake.checking import meant_cities
from datasets.intake.checking.stated import UNKNOWN
from datasets.intake.meaning.fields import QUALITY
from datasets.intake.own_files.entries import entries
from datasets.intake.own_files.harmless import Value, plain, shortest, table
from datasets.intake.own_files.own_tables import COLUMNS, ENTRY
from datasets.reference import registry
from datasets.reference.samples import register
from datasets.store import CityRecord

SAID = ("original_text", "original_unit", "source_row", "revision")
"""What the file of a row had said: a row that is to be filled in has none of it."""


def long(holding: Holding) -> bytes:
    """The rows in force as CSV (UTF-8 with a mark, commas, decimal points, one header row).

    Energy is in MWh and each gas in tonnes, to the last digit; a key stands in its own column and leaves the value
    blank. GWP set and approach are blank where nobody stated them. Rows that fill the same
    cell and add up are numbered, so that none of them is taken for a repetition. Four columns say what the file of each
    row had said, and are not read again. Where rows are graded, their grades stand in two more.
    """
    columns = (*COLUMNS, *(QUALITY if holding.grades else ()))
    return table([columns, *_rows(holding, columns)])


def to_fill(holding: Holding, year: int, method: str, places: Collection[str]) -> bytes:
    """The long table of one inventory with its open ``places`` first, GPC references or key sectors of the Covenant:
    their value and key are blank, so that who fills them in brings a whole inventory back."""
    inventory = replace(holding, rows=holding.of(year, method))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(inventory, COLUMNS)]
    of_inventory = ("city", "country", "year", "method", "population", "gwp_set", "approach")
    asked: list[dict[str, Value]] = []
    for place in places:
        mine = [row for row in rows if row["gpc_ref"] == place]
        rows = [row for row in rows if row["gpc_ref"] != place]
        asked += [row | dict.fromkeys(("value", "notation_key", "source", *SAID)) for row in mine]
        if place not in GPC_REFERENCES:
            sector = next(sector.code for sector in SECTORS.values() if sector.keys == (place,))
            asked.append({name: rows[0][name] for name in of_inventory} | {"sector": sector, "unit": "t CO2e"})
    return table([COLUMNS, *([row.get(name) for name in COLUMNS] for row in (*asked, *rows))])


def _rows(holding: Holding, columns: Sequence[str]) -> Iterator[list[Value]]:
    named = name_of(holding.city)
    for row, entry in zip(holding.rows, entries(holding.rows), strict=True):
        about = holding.about.get((row.year, row.method))
        people = holding.population.get((row.year, row.method))
        fields = {
            **row._asdict(),
            "city": named,
            ENTRY: entry,
            "notation_key": key_as_said(row),
            "country": holding.city.country,
            "value": None if row.value is None else plain(row.value),
            "unit": UNITS[Quantity(row.quantity)],
            "population": None if people is None else shortest(people.inhabitants),
            "population_year": None if people is None else people.year,
            "population_source": None if people is None else people.source,
            "gwp_set": about.gwp_set if about and about.gwp_set != UNKNOWN else None,
            "approach": about.approach if about and about.approach != UNKNOWN else None,
            **holding.graded(row),
        }
        yield [fields.get(name) for name in columns]


def name_of(city: CityRecord) -> str:
    """What stands for a city in a file: its id, which can mean no other city, where the program knows it without a
    database. A city that was added by hand bears its name, so that it can be added elsewhere under the same id."""
    if any(known.city_id == city.city_id for known in register()):
        return city.city_id
    for word in (city.city_id, city.name):
        try:
            registry.find(word, suggest=False)
        except Refused as refusal:
            if refusal.problems[0].code == "city-unknown":
                continue
        return city.city_id
    return (
        city.name
        if meant_cities.MeantCities(()).added(city.name, city.country).city_id == city.city_id
        else city.city_id
    )
