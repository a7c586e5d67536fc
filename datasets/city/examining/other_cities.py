"""The very same rows on file for two cities: one of them was most likely filed under the wrong name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

from analytics.detection.case import Finding
from analytics.inventories.inventory import Cell, Inventory
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
    inventories = [mine for _inventory, mine in told.groupby(["year", "method"], sort=True)]
    asked = []
    for mine in inventories:
        values = mine["value"].tolist()
        held = _amounts(mine[PLACE].itertuples(index=False), values)
        asked.append(_Held(int(mine["year"].iloc[0]), held, values))
    for mine, one, others in zip(inventories, asked, _holders(reader, city_id, asked), strict=True):
        for other in others:
            message = Sentence(
                "Every figure of {year} is that of {city}, too: no two cities are so alike.",
                year=one.year,
                city=other.name,
            )
            repair = Sentence("Check which of the two cities the figures are of, and undo the other file.")
            first = int(mine["source_row"].iloc[0])
            numbers = tuple(sorted({int(row) for row in mine["source_row"] if row > 0}))
            yield Finding("other-city", first or None, None, city_id, one.year, None, message, repair, numbers)


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
    (others,) = _holders(reader, city_id, [_Held(item.year, held, single)])
    return tuple(city.name for city in others)


class _Held(NamedTuple):
    """What an inventory of a year holds: the sum of each place, and its rows that are on file as they are."""

    year: int
    places: Mapping[tuple[str, ...], float]
    rows: Sequence[float]

    @property
    def sought(self) -> tuple[int, float] | None:
        """By what others that hold the same are found: the largest of its rows; None where it holds too little."""
        return (self.year, float(max(self.rows, key=abs))) if len(self.places) >= FEWEST and self.rows else None


def _holders(reader: Reader, city_id: str, asked: Sequence[_Held]) -> Iterator[list[CityRecord]]:
    """For each of some inventories the other cities of which one of that year holds just the same amounts."""
    sought = {one.sought for one in asked if one.sought}
    found = reader.cities_holding(sought, city_id) if sought else {}
    for one in asked:
        yield [city for city in found.get(one.sought, ()) if _holds(reader, city, one)] if one.sought else []


def _holds(reader: Reader, city: CityRecord, asked: _Held) -> bool:
    """Whether a city holds just these amounts in an inventory of that year."""
    cells = [cell for cell in reader.in_force(city.city_id).cells if cell.year == asked.year and cell.key is None]
    by_method: dict[str, list[Cell]] = {}
    for cell in cells:
        by_method.setdefault(cell.method, []).append(cell)
    made = (
        _amounts((cell[2:7] for cell in mine), [cell.amount or 0.0 for cell in mine]) for mine in by_method.values()
    )
    return any(asked.places == theirs for theirs in made)


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
