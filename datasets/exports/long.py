"""Our own long table: one number or key a row, with every field, so that reading it again gives the same inventory."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from analytics.problems import Refused
from analytics.vocabulary import Quantity
from datasets import registry
from datasets.checking import cities
from datasets.checking.stated import UNKNOWN
from datasets.exports.holding import UNITS, Holding
from datasets.exports.workbooks import shortest
from datasets.own_files.harmless import harmless
from datasets.samples import register
from datasets.store import City

COLUMNS = (
    "city", "country", "year", "method", "sector", "label", "carrier", "scope", "gpc_ref", "value", "unit",
    "notation_key", "population", "gwp_set", "approach", "source", "original_text", "original_unit", "source_row",
    "revision",
)  # fmt: skip


def long(holding: Holding) -> bytes:
    """The rows in force as CSV (UTF-8 with a mark, commas, decimal points, one header row).

    Energy is in MWh and each gas in tonnes, to the last digit; a key stands in its own column and leaves the value
    blank. GWP set and approach are blank where nobody stated them. The last four columns say what the file of each row
    had said, and are not read again.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    named = name_of(holding.city)
    for line in holding.lines:
        about = holding.about.get((line.year, line.method))
        people = holding.population.get((line.year, line.method))
        fields = {
            **line._asdict(),
            "city": named,
            "country": holding.city.country,
            "value": None if line.value is None else plain(line.value),
            "unit": UNITS[Quantity(line.quantity)],
            "population": None if people is None else shortest(people.inhabitants),
            "gwp_set": about.gwp_set if about and about.gwp_set != UNKNOWN else None,
            "approach": about.approach if about and about.approach != UNKNOWN else None,
        }
        table.writerow(["" if fields[name] is None else harmless(str(fields[name])) for name in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def name_of(city: City) -> str:
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
    return city.name if cities.Cities(()).added(city.name, city.country).city_id == city.city_id else city.city_id


def plain(value: float) -> str:
    """A number as digits with a decimal point that gives back the same number and can be read in one way only.

    "12.345" could mean twelve thousand; it is written "12.3450".
    """
    digits = format(Decimal(shortest(value)), "f")
    whole, point, decimals = digits.partition(".")
    return f"{whole}{point}{decimals}0" if len(decimals) == 3 else digits
