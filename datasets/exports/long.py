"""Our own long table: one number or key a row, with every field, so that reading it again gives the same inventory."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from analytics.vocabulary import Quantity
from datasets.exports.holding import UNITS, Holding
from datasets.exports.workbooks import harmless, shortest

COLUMNS = (
    "city", "year", "method", "sector", "label", "carrier", "scope", "gpc_ref", "value", "unit", "notation_key",
    "population", "source", "original_text", "original_unit", "source_row", "revision",
)  # fmt: skip


def long(holding: Holding) -> bytes:
    """The rows in force as CSV (UTF-8 with a mark, commas, decimal points, one header row).

    Energy is in MWh and each gas in tonnes, to the last digit; a key stands in its own column and leaves the value
    blank. The last four columns say what the file of each row had said, and are not read again.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for line in holding.lines:
        people = holding.population.get((line.year, line.method))
        fields = {
            **line._asdict(),
            "city": holding.city.city_id,
            "value": None if line.value is None else plain(line.value),
            "unit": UNITS[Quantity(line.quantity)],
            "population": None if people is None else shortest(people.inhabitants),
        }
        table.writerow(["" if fields[name] is None else harmless(str(fields[name])) for name in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def plain(value: float) -> str:
    """A number as digits with a decimal point that gives back the same number and can be read in one way only.

    "12.345" could mean twelve thousand; it is written "12.3450".
    """
    digits = format(Decimal(shortest(value)), "f")
    whole, point, decimals = digits.partition(".")
    return f"{whole}{point}{decimals}0" if len(decimals) == 3 else digits
