"""Rows that are the sum of the rows below them: a sector above its sub-sectors, with nothing that says so."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from analytics.inventories.parents import PARTS
from analytics.text import numerals
from datasets.intake.layouts.long_records import SheetCell

MOST_CHILDREN = 15
SHARE = 0.01
"""How far a row may be from the sum of the rows below and still look like one: printed sums are often slightly off."""
LEAST_EQUAL = 2
"""A row that equals the one row below it in fewer figures may do so by chance."""


def children(
    rows: Sequence[Mapping[int, SheetCell]], answers: Mapping[str, str], sectors: Sequence[str | None]
) -> dict[int, int]:
    """For each row that looks like the sum of the next rows, how many of them; ``rows`` holds cells by column.

    ``sectors`` are the codes that the labels of the rows name: one that holds none of those below is no sum of them,
    whatever the figures are.
    """
    decimal = _style(rows, answers)
    numbers = [{column: _number(cell, decimal) for column, cell in row.items()} for row in rows]
    found: dict[int, int] = {}
    place = 0
    while place < len(rows):
        count = _count(numbers, place)
        if count and not _may_hold(sectors[place], sectors[place + 1 : place + 1 + count]):
            count = 0
        if count:
            found[place] = count
        place += 1 + count
    return found


def _may_hold(parent: str | None, below: Sequence[str | None]) -> bool:
    """Whether a sector can be the sum of others by their names; what is not known, or called other, may be."""
    if parent is None or parent == "other":
        return True
    return any(part is None or part == parent or part in PARTS.get(parent, ()) for part in below)


def _count(numbers: Sequence[Mapping[int, float]], place: int) -> int:
    mine = numbers[place]
    if not any(mine.values()):
        return 0
    sums: dict[int, float] = {}
    for count, below in enumerate(numbers[place + 1 : place + 1 + MOST_CHILDREN], start=1):
        for column, value in below.items():
            sums[column] = sums.get(column, 0.0) + value
        if not all(_alike(mine.get(column, 0.0), sums.get(column, 0.0)) for column in {*mine, *sums}):
            continue
        parts = sum(1 for row in numbers[place + 1 : place + 1 + count] if any(row.values()))
        equal = sum(1 for column, value in mine.items() if value and value == sums.get(column))
        if parts >= LEAST_EQUAL or equal >= LEAST_EQUAL:
            return count
    return 0


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= max(SHARE * abs(one), 1e-9) and (one == 0) == (other == 0)


def _number(cell: SheetCell, decimal: numerals.Decimal) -> float:
    if cell.kind == "n":
        return float(cell.text)
    value = numerals.read_one(cell.text, decimal).value
    return 0.0 if value is None or math.isinf(value) else value


def _style(rows: Sequence[Mapping[int, SheetCell]], answers: Mapping[str, str]) -> numerals.Decimal:
    """The decimal style that was answered, else the one that some cell can only have. Nothing is read by it: the rows
    that it finds are asked about."""
    if answers.get("decimal") in ("comma", "point"):
        return "comma" if answers["decimal"] == "comma" else "point"
    shapes = {numerals.read_one(cell.text).shape for row in rows for cell in row.values()}
    return "comma" if "comma" in shapes else "point"
