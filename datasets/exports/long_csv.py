"""Our own long table: one number or key a row, with every field, so that reading it again gives the same inventory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.text.problems import Refused
from analytics.vocabulary import Quantity
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


def long(holding: Holding) -> bytes:
    """The rows in force as CSV (UTF-8 with a mark, commas, decimal points, one header row).

    Energy is in MWh and each gas in tonnes, to the last digit; a key stands in its own column and leaves the value
    blank. GWP set and approach are blank where nobody stated them. Rows that fill the same
    cell and add up are numbered, so that none of them is taken for a repetition. Four columns say what the file of each
    row had said, and are not read again. Where rows are graded, their grades stand in two more.
    """
    columns = (*COLUMNS, *(QUALITY if holding.grades else ()))
    return table([columns, *_rows(holding, columns)])


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
