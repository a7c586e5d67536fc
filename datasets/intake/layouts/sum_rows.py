"""Rows that are the sum of the rows below them: a sector above its sub-sectors, with nothing that says so."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from analytics.inventories.parents import PARTS
from analytics.text import numerals
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import Page, SheetCell

MOST_CHILDREN = 15
SHARE = 0.01
"""How far a row may be from the sum of the rows below and still look like one: printed sums are often slightly off."""
LEAST_SURE = 100.0
"""[R] A figure of this size is no sum of others by chance."""
SURE_DIGITS = 6
"""[R] In so many digits, in all columns together, no sum agrees with a figure by accident."""
_PARTED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
MOST_ROWS = 50
"""So many rows tell whether a column is the sum of others."""
LEAST_EQUAL = 2
"""A row that equals the one row below it in fewer figures may do so by chance."""


def children(
    rows: Sequence[Mapping[int, SheetCell]], answers: Mapping[str, str], sectors: Sequence[str | None]
) -> dict[int, int]:
    """For each row that looks like the sum of the next rows, how many of them; ``rows`` holds cells by column.

    ``sectors`` are the codes that the labels of the rows name: one that holds none of those below is no sum of them,
    whatever the figures are.
    """
    decimal = style(rows, answers)
    figures = [numbers(row, decimal) for row in rows]
    found: dict[int, int] = {}
    place = 0
    while place < len(rows):
        count = added(figures[place : place + 1 + MOST_CHILDREN])
        if count and not may_hold(sectors[place], sectors[place + 1 : place + 1 + count]):
            count = 0
        if count:
            found[place] = count
        place += 1 + count
    return found


class _Figure(NamedTuple):
    """A figure, half of its last digit, and how many digits it shows that are no zeros at its end."""

    value: float
    half: float
    digits: int


def families(
    rows: Sequence[Mapping[int, SheetCell]], answers: Mapping[str, str], sectors: Sequence[str | None]
) -> dict[int, tuple[int, ...]]:
    """The rows that surely are the sum of rows below them, at every level, each with its own parts: they agree within
    rounding in so many digits that it is no accident. ``sectors`` as in ``children``."""
    decimal = style(rows, answers)
    figures = [{column: _figure(cell, decimal) for column, cell in row.items()} for row in rows]
    found, tops, _ = _families(figures, sectors, SURE_DIGITS)
    if len(tops) == len(found):
        return found
    every, roots, agreeing = _families(figures, sectors, 0)
    whole = len(every) >= LEAST_EQUAL and agreeing >= SURE_DIGITS and all(root in every for root in roots)
    alike = any(len(parts) == 1 and place and figures[place - 1] == figures[place] for place, parts in every.items())
    return every if whole and not alike else found  # of equal rows nobody knows which one holds the next


def _families(
    figures: Sequence[Mapping[int, _Figure]], sectors: Sequence[str | None], least: float
) -> tuple[dict[int, tuple[int, ...]], list[int], float]:
    """The rows that agree with rows below them in more than ``least`` digits, the rows that are part of none, and in
    how many digits all agree. A table that falls into such rows and their parts, with no row left, does so by no
    accident."""
    found: dict[int, tuple[int, ...]] = {}
    tops: list[int] = []  # the rows below that are part of no other one, the nearest last
    digits = 0.0
    for place in reversed(range(len(figures))):
        whole, below, parts = _Running(figures[place]), _Running({}), list[int]()
        counts = any(figure.value for figure in figures[place].values())
        for part in reversed(tops) if counts else ():
            parts.append(part)
            below.add(figures[part])
            apart, agreeing = _agreement(whole, below)
            if apart:
                break
            if agreeing > 0 and agreeing >= least and may_hold(sectors[place], [sectors[part] for part in parts]):
                found[place] = tuple(parts)
                del tops[-len(parts) :]
                digits += agreeing
                break
        tops.append(place)
    return found, tops, digits


class _Sum(NamedTuple):
    """Figures added up: their sum, half of the last digit of each, the most digits of one, and whether none is below
    zero."""

    value: float = 0.0
    half: float = 0.0
    digits: int = 0
    positive: bool = True


class _Running:
    """Rows added up as they come, in each column and in all together, so that a table of thousands of rows is gone
    through once."""

    def __init__(self, row: Mapping[int, _Figure]) -> None:
        self.each: dict[int, _Sum] = {}
        self.together = _Sum()
        self.add(row)

    def add(self, row: Mapping[int, _Figure]) -> None:
        """Add one more row."""
        for column, (value, half, digits) in row.items():
            self.each[column], self.together = [
                _Sum(own.value + value, own.half + half, max(own.digits, digits), own.positive and value >= 0)
                for own in (self.each.get(column, _Sum()), self.together)
            ]


def _agreement(whole: _Running, parts: _Running) -> tuple[bool, float]:
    """Whether the parts exceed the whole already, and in how many digits they agree with it; none where they differ in
    any column by more than rounding, unless all columns together agree surely: then a part stands in another column,
    which is told of the printed sums."""
    together = _digits(whole.together, parts.together)
    if together is None:  # as it is in some column, then
        return parts.together.positive and parts.together.value > whole.together.value, 0.0
    columns = {*whole.each, *parts.each}
    each = [_digits(whole.each.get(column, _Sum()), parts.each.get(column, _Sum())) for column in columns]
    alike = [digits for digits in each if digits is not None]
    if len(alike) == len(each):
        return False, math.fsum(alike)
    return False, together if together >= SURE_DIGITS else 0.0


def _digits(whole: _Sum, parts: _Sum) -> float | None:
    """In how many digits a sum agrees with what it may be the sum of; None where they differ by more than rounding."""
    slack = whole.half + parts.half + 1e-9 * abs(whole.value)
    if abs(parts.value - whole.value) > slack * (1 + 1e-9):
        return None
    shown = math.log10(abs(whole.value) / slack) if whole.value and slack else 0.0
    return max(0.0, min(whole.digits, shown))


def _figure(cell: SheetCell, decimal: numerals.Decimal) -> _Figure:
    value = _number(cell, decimal)
    mark = "." if cell.kind == "n" or decimal == "point" else ","
    whole, _, fraction = re.sub(rf"[^0-9{re.escape(mark)}]", "", cell.text).partition(mark)
    return _Figure(value, 0.5 * 10.0 ** -len(fraction), len((whole + fraction).strip("0")))


def leaves(families: Mapping[int, Sequence[int]], place: int) -> list[int]:
    """The rows that a row adds up in the end: its parts, or the parts of these."""
    return [leaf for part in families[place] for leaf in (leaves(families, part) if part in families else [part])]


def of_all(place: int, parts: int, sectors: Sequence[str | None]) -> bool:
    """Whether a row is the sum of the whole table, which is no sector of its rows: of all others, or the first row,
    called by no known word, of half of them, since people and figures per head may stand below, or of one, where the
    others are blank."""
    first = place == 0 and sectors[0] is None and (parts == 1 or 2 * parts >= len(sectors) - 1)
    return first or parts >= len(sectors) - 1


def may_hold(parent: str | None, below: Sequence[str | None]) -> bool:
    """Whether a sector can be the sum of others by their names; what is not known, or called other, may be."""
    if parent is None or parent == "other":
        return True
    return any(part is None or part == parent or part in PARTS.get(parent, ()) for part in below)


def of_total(label: str, sectors: Mapping[int, str | None]) -> list[int]:
    """Which of some rows, given with the codes of their sectors, a total adds up: where it names a sector ("Subtotal
    transport") those of this sector, and those that are not known."""
    named = _totalled(label)
    within = (None, named, *PARTS.get(named or "", ()))
    return [row for row, sector in sectors.items() if named is None or sector in within]


def numbers(row: Mapping[int, SheetCell], decimal: numerals.Decimal) -> dict[int, float]:
    """The cells of a row as numbers; what is none counts as nothing."""
    return {column: _number(cell, decimal) for column, cell in row.items()}


def added(rows: Sequence[Mapping[int, float]]) -> int:
    """How many of the rows below the first one add up to it; 0 where none do, or where it may be by chance."""
    mine, below = rows[0], Added()
    for count, row in enumerate(rows[1:] if any(mine.values()) else (), start=1):
        below.add(row)
        exact = sum(1 for column, value in mine.items() if value and value == below.sums.get(column, 0.0))
        if max(below.filled, exact) >= LEAST_EQUAL and _all_alike(mine, below.sums):
            return count
    return 0


def equal(whole: Mapping[int, float], parts: Sequence[Mapping[int, float]]) -> bool:
    """Whether rows add up to another one in each column, but for rounding."""
    return _all_alike(whole, Added(parts).sums)


def _all_alike(whole: Mapping[int, float], sums: Mapping[int, float]) -> bool:
    return all(_alike(whole.get(column, 0.0), sums.get(column, 0.0)) for column in {*whole, *sums})


class Added:
    """Rows (or columns) added up: the sum of each column, and in how many of them anything but zero stands."""

    def __init__(self, parts: Iterable[Mapping[int, float]] = ()) -> None:
        self.sums: dict[int, float] = {}
        self.filled = 0
        for part in parts:
            self.add(part)

    def add(self, part: Mapping[int, float]) -> None:
        """Add one more row."""
        for column, value in part.items():
            self.sums[column] = self.sums.get(column, 0.0) + value
        self.filled += any(part.values())


def certain(whole: Mapping[int, float], parts: Added) -> bool:
    """Whether rows (or columns) add up to another one to the last digit, and not by chance: small figures do that, too,
    where there is one alone."""
    exact = [
        value
        for column, value in whole.items()
        if value and math.isclose(value, parts.sums.get(column, 0.0), rel_tol=1e-9)
    ]
    surely = len(exact) >= LEAST_EQUAL or any(abs(value) >= LEAST_SURE for value in exact)
    return parts.filled >= LEAST_EQUAL and surely and _all_alike(whole, parts.sums)


def across(page: Page, rows: Iterable[int], column: int, others: Iterable[int]) -> bool:
    """Whether a column is the sum of others, by its figures alone."""
    body = list(rows)
    cells = [{row: page.value(row, place) for row in body if page.filled(row, place)} for place in (column, *others)]
    decimal = style(cells, {})
    whole, *parts = (numbers(held, decimal) for held in cells)
    return certain(whole, Added(parts))


def columns_summed(
    page: Page,
    rows: Sequence[int],
    figures: Iterable[int],
    open_ones: Collection[int],
    totals: Mapping[int, Collection[int]],
) -> dict[int, frozenset[int]]:
    """The columns that are the sum of some ``figures`` right before them, up to the sum before that, with these. One of
    the ``open_ones`` is, where it is so to the last digit, and of the ``totals``, which are called so, those within
    rounding; one beside which stands what it names (its columns are given with it) is the sum of all of them whatever
    they are."""
    some = [row for row in rows if page.texts(row)][:MOST_ROWS]
    found, since = dict[int, frozenset[int]](), list[int]()
    for column in sorted({*figures, *totals}):
        runs = [since[first:] for first in range(len(since) if column in {*open_ones, *totals} else 0)]
        near = (run for run in runs if some and adds_up(page, some[0], column, run))
        exact = next((run for run in near if across(page, some, column, run)), [])
        named = column in totals and (
            not {*since}.isdisjoint(totals[column]) or all(adds_up(page, row, column, since) for row in some)
        )
        if parts := exact or since * named:
            found[column] = frozenset(parts)
        since = [] if column in totals or column in found else [*since, column]
    return found


def both_ways(page: Page, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether the last column is the sum of the others and the last row that of the rows above it, by their figures
    alone: such a table holds parts of one thing, whatever its words are."""
    *others, last = columns
    cells = [{at: page.value(row, at) for at in columns if page.filled(row, at)} for row in rows]
    *parts, whole = (numbers(held, style(cells, {})) for held in cells)
    return len(others) > 1 and len(parts) > 1 and across(page, rows, last, others) and certain(whole, Added(parts))


def adds_up(page: Page, row: int, column: int, others: Iterable[int]) -> bool:
    """Whether the figures of a row add up to the one in a column, but for rounding."""
    cells = {place: page.value(row, place) for place in (column, *others) if page.filled(row, place)}
    figures = numbers(cells, style([cells], {}))
    return _alike(figures.pop(column, 0.0), sum(figures.values()))


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= max(SHARE * abs(one), 1e-9) and (one == 0) == (other == 0)


def _number(cell: SheetCell, decimal: numerals.Decimal) -> float:
    if cell.kind == "n":
        return float(cell.text)
    value = numerals.read_one(cell.text, decimal).value
    return 0.0 if value is None or math.isinf(value) else value


def style(rows: Sequence[Mapping[int, SheetCell]], answers: Mapping[str, str]) -> numerals.Decimal:
    """The decimal style that was answered, else the one that some cell can only have, or in which three digits stand
    behind each point. Nothing is read by it: what it finds is asked about where the style is."""
    if answers.get("decimal") in ("comma", "point"):
        return "comma" if answers["decimal"] == "comma" else "point"
    texts = [cell.text for row in rows for cell in row.values()]
    shapes = {numerals.read_one(text).shape for text in texts}
    pointed = [text for text in texts if "." in text]
    parted = bool(pointed) and all(map(_PARTED.fullmatch, pointed)) and "point" not in shapes
    return "comma" if "comma" in shapes or parted else "point"


def _totalled(text: str) -> str | None:
    """The code of the sector that a total names: transport in "Subtotal transport"; None where it names none."""
    words = re.split(r"[\s:(]+", text.strip(" .:*)"), maxsplit=1)
    codes = [header_rows.sector(word.strip("():-– ")) for word in reversed(words)]
    return next((code for code in codes if code and code != "total"), None)
