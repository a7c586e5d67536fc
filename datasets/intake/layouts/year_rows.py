"""Years down, sectors or carriers across: a series as it is kept for a chart, one row a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, header_rows, sum_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.dialect import folded

LEAST_YEARS = 2
LEAST_COLUMNS = 2
_BESIDE = ("period", "city", "country", "population", "source", "method", "gwp_set", "approach", "unit")
"""The columns that say something of a whole row; a column of any other field belongs to another layout."""


@dataclass(frozen=True)
class _Series:
    """What the columns of a series hold: the labels of its rows (years, or cities in one year), what else is said of a
    row, the figures with the name and unit of each, totals of them, and shares; ``kind`` is sector or carrier, and
    ``first`` the row below. ``groups`` are the names in a row above, each over several columns: sectors over carriers.
    """

    row: int
    first: int
    label: int
    of: str
    kind: str
    groups: dict[int, SheetCell]
    beside: dict[str, int]
    names: dict[int, str]
    units: dict[int, SheetCell]
    totals: tuple[int, ...]
    shares: tuple[int, ...]


def header(page: Page) -> int | None:
    """The row that names a column of years and at least two sectors, or at least two carriers and no sector."""
    found = page.once(_found)
    return found.row if found else None


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure beside a year. Totals of a row are checked and left out. Whose use the carriers of a
    table are is asked about with the columns that it lacks."""
    found = page.once(_found)
    if found is None:
        return None
    named = page.headed(*([found.row - 1] if found.groups else []), found.row)
    about = header_rows.about(page, 0, found.row)
    if found.of == "year":
        about.pop("year", None)
    units = {column: _unit(named, found, column) for column in (*found.names, *found.totals)}
    heads = {
        column: _subject(named, found, column) | ({"unit": units[column]} if units[column].text else {})
        for column in found.names
    }
    stated = frozenset({*(units[column].text for column in found.names), *(cell.text for cell in found.units.values())})
    table = across.Across(
        named,
        found.row,
        found.first,
        heads,
        {found.of: found.label, **found.beside},
        about,
        lambda name: Sentence('figures in the column "{column}", which is no sector or carrier', column=name),
        {column: across.TotalColumn(units[column], _parts(found, column)) for column in found.totals},
        dict.fromkeys(found.shares, across.SHARES),
        units=stated - {""},
        dated=found.of == "year",
    )
    return across.layout(table, answers, "series")


def _found(page: Page) -> _Series | None:
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        texts = page.texts(row)
        if len(texts) <= LEAST_COLUMNS or (row + 1 < page.height and _groups(page, row + 1, texts[0][0] - 1)):
            continue
        years = _years(page, row)
        cities = next((column for column, text in texts if header_rows.field(text) == "city"), None)
        found = _columns(page, row, years, "year") if years is not None else None
        if found is None and years is None and cities == texts[0][0]:
            found = _columns(page, row, cities, "city")
            found = found if found and found.kind == "sector" and not found.groups else None
        if found is not None:
            return found
    return None


def _years(page: Page, row: int) -> int | None:
    """The column of years below a header: called so, or the first one without a name."""
    for column in range(page.width):
        name = page.text(row, column)
        if name and header_rows.field(name) != "year" and not header_rows.year_word(name):
            continue
        if not name and column > 0:
            continue
        years = [_year(page, later, column) for later in range(row + 1, page.height)]
        known = {year for year in years if year}
        if len(known) >= LEAST_YEARS and 2 * sum(map(bool, years)) >= sum(
            bool(page.text(later, column)) for later in range(row + 1, page.height)
        ):
            return column
    return None


def _year(page: Page, row: int, column: int) -> str:
    return header_rows.year_text(page.text(row, column))


def _groups(page: Page, row: int, label: int) -> dict[int, SheetCell]:
    """The names in the row above, each over the columns up to the next one, where the names of columns come back below
    them: a column for each sector and carrier."""
    names = [text for column, text in page.texts(row) if column > label]
    above = [(column, text) for column, text in page.texts(row - 1) if column > label] if row else []
    known = any(header_rows.sector(text) or header_rows.carrier(text) for _, text in above)
    figures = any(map(header_rows.figure, names))
    if len(above) < LEAST_COLUMNS or len(set(names)) == len(names) or figures or not known:
        return {}
    over = {column: page.cell(row - 1, column) for column, _ in above}
    return header_rows.spread(over, (column for column, _ in page.texts(row)))


def _parts(found: _Series, column: int) -> frozenset[int]:
    """The columns that one of totals sums up: those of its group, those of its name in all groups, or all."""
    group = found.groups[column].text if column in found.groups else ""
    if not group or (is_total(group) and column not in found.names):
        return frozenset(found.names)
    return frozenset(place for place in found.names if place in found.groups and found.groups[place].text == group)


def _columns(page: Page, row: int, years: int, of: str) -> _Series | None:
    beside: dict[str, int] = {}
    names: dict[int, str] = {}
    totals, shares, unknown, known = [], [], [], {"sector": 0, "carrier": 0, "both": 0}
    units, first = _units_around(page, row, years)
    groups = _groups(page, row, years)
    for column, text in page.texts(row):
        if column == years:
            continue
        stem = _stem(text)
        fits = {"sector": header_rows.sector(stem) is not None, "carrier": header_rows.carrier(stem) is not None}
        if header_rows.field(text) in _BESIDE:
            beside.setdefault(str(header_rows.field(text)), column)
        elif header_rows.percent(text) or header_rows.per_head(text):
            shares.append(column)
        elif is_total(text) or is_total(stem) or (column in groups and is_total(groups[column].text)):
            totals.append(column)
        elif any(fits.values()):
            # A word for both, such as electricity, stands among either and decides nothing.
            known["both" if all(fits.values()) else next(kind for kind, fit in fits.items() if fit)] += 1
            names[column] = stem
        elif header_rows.field(text) or not _numbers(page, first, column):
            return None  # a column of another table
        elif not _counts_otherwise(text):
            unknown.append(column)
    above = page.texts(row - 1) if groups else []
    totals += [column for column, text in above if is_total(text) and not page.text(row, column)]
    kind = "sector" if known["sector"] else "carrier"
    if not known[kind] or known[kind] + known["both"] < LEAST_COLUMNS or (known["sector"] and known["carrier"]):
        return None
    summed = [column for column in unknown if sum_rows.across(page, range(first, page.height), column, names)]
    names |= {column: _stem(page.text(row, column)) for column in unknown if column not in summed}
    names = dict(sorted(names.items()))
    if groups and not all(column in groups for column in names):
        return None
    return _Series(row, first, years, of, kind, groups, beside, names, units, (*totals, *summed), tuple(shares))


def _counts_otherwise(text: str) -> bool:
    """Whether a header says that its column counts or pays for something else: population, degree days, a price."""
    return other_figures.beside(frozenset(re.sub(r"[^\w€$£]+", " ", folded(text)).split()))


def _stem(text: str) -> str:
    """A header without the unit beside the name."""
    named = header_unit(text)
    return named[0].strip(" ,:;-–([") if named and named[0] else text


def _numbers(page: Page, first: int, column: int) -> bool:
    """Whether some cell of a column looks like a number, or all are blank."""
    texts = [text for row in range(first, page.height) if (text := page.text(row, column))]
    return not texts or any(map(header_rows.numeric, texts))


def _units_around(page: Page, row: int, years: int) -> tuple[dict[int, SheetCell], int]:
    """The units in a row of their own below the names, or above groups of them; and the first row of figures."""
    below = [(column, text) for column, text in page.texts(row + 1)] if row + 1 < page.height else []
    below = [(column, text) for column, text in below if column != years]
    if below and not _year(page, row + 1, years) and all(header_rows.unit_of(text) for _, text in below):
        return {column: page.cell(row + 1, column) for column, _ in below}, row + 2
    above = [(column, text) for column, text in page.texts(row - 1) if column > years] if row else []
    if not all(header_rows.unit_of(text) for _, text in above):
        return {}, row + 1
    over = {column: page.cell(row - 1, column).saying(header_rows.unit_of(text) or text) for column, text in above}
    return header_rows.spread(over, range(page.width)), row + 1


def _subject(page: Page, found: _Series, column: int) -> dict[str, SheetCell]:
    """The sector or carrier that a column is of, and the other of the two where that stands above its group."""
    cell = page.cell(found.row, column).saying(found.names[column])
    over = {"carrier": "sector", "sector": "carrier"}[found.kind]
    said = {found.kind: cell, **({over: found.groups[column]} if column in found.groups else {})}
    return {name: header_rows.label(one) if name == "sector" else header_rows.coded(one) for name, one in said.items()}


def _unit(page: Page, found: _Series, column: int) -> SheetCell:
    """The unit of a column: beside its name or in a row of units; the column of units goes before."""
    cell = page.cell(found.row, column)
    own = header_rows.own_unit(cell.text)
    return NOWHERE if "unit" in found.beside else cell.saying(own) if own else found.units.get(column, NOWHERE)
