"""The very same rows on file for two cities: one of them was most likely filed under the wrong name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from analytics.detection.case import Finding
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from datasets.store import CityRecord, Reader

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5
"""[R] So many places with a number must be the same: fewer may be so by chance, or as rounded figures."""
PLACE = ["sector", "carrier", "scope", "gpc_ref", "quantity"]


def same_rows(reader: Reader, city_id: str, rows: pd.DataFrame) -> Iterator[Finding]:
    """A finding for each inventory in ``rows`` (the table of a draft, or what is in force) of one city of which another
    city holds the very same amounts in the very same places of that year."""
    told = rows[rows["value"].notna()]
    for _inventory, mine in told.groupby(["year", "method"], sort=True):
        values, year = mine["value"].tolist(), int(mine["year"].iloc[0])
        held = _amounts(mine[PLACE].itertuples(index=False), values)
        for other in _holders(reader, city_id, year, held, values):
            yield _finding(city_id, year, other.name, mine)


def of_inventory(reader: Reader, city_id: str, item: Inventory | None) -> tuple[str, ...]:
    """The names of the other cities that hold the very same amounts in the very same places of the year of an
    inventory on file; the reader is at one of these cities afterwards."""
    if item is None:
        return ()
    mine = [
        cell
        for cell in reader.in_force(city_id).cells
        if (cell.year, cell.method) == (item.year, item.method) and cell.amount is not None
    ]
    single = [cell.amount for cell in mine if cell.rows == 1 and cell.amount is not None]
    held = _amounts((cell[2:7] for cell in mine), [cell.amount or 0.0 for cell in mine])
    return tuple(city.name for city in _holders(reader, city_id, item.year, held, single))


def _holders(
    reader: Reader, city_id: str, year: int, held: Mapping[tuple[str, ...], float], rows: Sequence[float]
) -> Iterator[CityRecord]:
    """The other cities of which an inventory of a year holds just these amounts, found by the largest of its rows."""
    if len(held) < FEWEST or not rows:
        return
    for other in reader.cities_holding(float(max(rows, key=abs)), year, city_id):
        cells = [cell for cell in reader.in_force(other.city_id).cells if cell.year == year and cell.key is None]
        for kind in sorted({cell.method for cell in cells}):
            theirs = [cell for cell in cells if cell.method == kind]
            if held == _amounts((cell[2:7] for cell in theirs), [cell.amount or 0.0 for cell in theirs]):
                yield other
                break


def _amounts(places: Iterable[Sequence[Any]], values: Sequence[float]) -> dict[tuple[str, ...], float]:
    """The sum of each place."""
    parts: dict[tuple[str, ...], list[float]] = {}
    for place, value in zip(places, values, strict=True):
        parts.setdefault(tuple(map(_word, place)), []).append(value)
    return {place: fsum(amounts) for place, amounts in parts.items()}


def _word(part: Any) -> str:
    """A part of the name of a place as a text, blank where it is missing, be it as None or as NaN."""
    if part is None or part != part:
        return ""
    return f"{part:g}" if isinstance(part, int | float) else str(part)


def _finding(city_id: str, year: int, other: str, rows: pd.DataFrame) -> Finding:
    message = Sentence(
        "Every figure of {year} is that of {city}, too: no two cities are so alike.", year=year, city=other
    )
    repair = Sentence("Check which of the two cities the figures are of, and undo the other file.")
    first = int(rows["source_row"].iloc[0])
    numbers = tuple(sorted({int(row) for row in rows["source_row"] if row > 0}))
    return Finding("other-city", first or None, None, city_id, year, None, message, repair, numbers)
