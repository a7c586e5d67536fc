"""The sheet of details of a Covenant workbook, and how its rows make the cells of the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Protocol

from analytics.grouped import grouped
from analytics.vocabulary import WEAKEST_FIRST

DETAILS = (
    "year",
    "method",
    "sector",
    "label",
    "carrier",
    "scope",
    "gpc_ref",
    "quantity",
    "value",
    "unit",
    "notation_key",
    "original_text",
    "original_unit",
    "source",
    "source_row",
    "revision",
)
"""Its columns."""
OF_PEOPLE = ("population_year", "population_source")
"""Further columns where the inhabitants of an inventory are on file, of which the tables hold the number alone."""
SEAL = "sha256:"
"""How the fingerprint of a workbook begins, above its sheet of details (``fingerprint``)."""
SAVED_DIGITS: Sequence[Sequence[int]] = ((), (16,), (15,), (16, 15))
"""The digits of a number that programs keep when they save a workbook again: Excel keeps all of them, openpyxl 16,
LibreOffice 15; and the last two one after the other."""
SEAL_ROW = 3
"""The row in which it stands, counted from 1."""
COUNTRY, COUNTRY_ROW = "country", 3
"""The word before the country of the city, and the row of both, in a workbook whose tables do not name it."""


class Summed(Protocol):
    """What is needed of a row to place it in a table."""

    @property
    def sector(self) -> str:
        """The code of the sector of the row."""

    @property
    def carrier(self) -> str | None:
        """The code of the carrier of the row."""

    @property
    def value(self) -> float | None:
        """The number of the row, in the unit of the table."""

    @property
    def notation_key(self) -> str | None:
        """The notation key of a row without a number."""


def table_of(rows: Iterable[Summed]) -> dict[tuple[str, str | None], float | str]:
    """The cells of a table by sector and carrier: the exact sum of the numbers, or a key where there is none."""
    together = grouped(((row.sector, row.carrier), row) for row in rows)
    found: dict[tuple[str, str | None], float | str] = {}
    for place, members in together.items():
        numbers = [row.value for row in members if row.value is not None]
        keys = {row.notation_key for row in members}
        found[place] = fsum(numbers) if numbers else str(next(key for key in WEAKEST_FIRST if key in keys))
    return found


Sheets = Iterable[tuple[str, Iterable[tuple[int, int, str | float]]]]
"""The name of each sheet, and its filled cells by row and column."""


def fingerprints(sheets: Sheets) -> str:
    """The line above the details of a workbook: its fingerprint as it is written, and as it is once it was saved again
    by a program that keeps fewer digits of a number."""
    filled = [(name, list(cells)) for name, cells in sheets]
    return " ".join(dict.fromkeys(fingerprint(filled, kept) for kept in SAVED_DIGITS))


def fingerprint(sheets: Sheets, kept: Sequence[int] = ()) -> str:
    """One word for all that the filled cells of some sheets say, by name, row and column: it changes with any of them.

    Numbers count with every digit, or as they are once they were saved with so many digits as ``kept`` says, one time
    after the other. Spaces at the ends and between words do not count, since programs that save a workbook again
    change them.
    """
    seen = hashlib.sha256()
    for name, cells in sheets:
        for row, column, value in cells:
            said = repr(_saved(float(value), kept)) if isinstance(value, int | float) else " ".join(value.split())
            if said:
                seen.update(f"{name}\0{row}\0{column}\0{said}\n".encode())
    return f"{SEAL}{seen.hexdigest()}"


def _saved(value: float, kept: Sequence[int]) -> float:
    for digits in kept:
        value = float(f"{value:.{digits}g}")
    return value
