"""The very same rows on file for two cities: one of them was most likely filed under the wrong name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from analytics.detection.case import Finding
from analytics.text.sentences import Sentence
from datasets.store import Reader

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 5
"""[R] So many places with a number must be the same: fewer may be so by chance, or as rounded figures."""
PLACE = ["sector", "carrier", "scope", "gpc_ref", "quantity"]


def same_rows(reader: Reader, city_id: str, rows: pd.DataFrame) -> Iterator[Finding]:
    """A finding for each inventory in ``rows`` (the table of a draft, or what is in force) of one city of which another
    city holds the very same amounts in the very same places of that year."""
    told = rows[rows["value"].notna()]
    for (year, _method), mine in told.groupby(["year", "method"], sort=True):
        held = _amounts(mine[PLACE].itertuples(index=False), mine["value"].tolist())
        if len(held) < FEWEST:
            continue
        largest = max((float(value) for value in mine["value"]), key=abs)
        for other in reader.cities_holding(largest, int(year), city_id):
            cells = [cell for cell in reader.in_force(other.city_id).cells if cell.year == year and cell.key is None]
            for kind in sorted({cell.method for cell in cells}):
                theirs = [cell for cell in cells if cell.method == kind]
                if held == _amounts((cell[2:7] for cell in theirs), [cell.amount or 0.0 for cell in theirs]):
                    yield _finding(city_id, int(year), other.name, mine)
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
