"""Years down, sectors or carriers across: a series as it is kept for a chart, one row a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows, sum_rows, titles
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.dialect import folded

LEAST_YEARS = 2
LEAST_COLUMNS = 2
_BESIDE = ("city", "country", "population", "source", "method", "gwp_set", "approach", "unit")
"""The columns that say something of a whole row; a column of any other field belongs to another layout."""


@dataclass(frozen=True)
class _Series:
    """What the columns of a series hold: the years, what is said of a row, the figures with the name and unit of each,
    totals of them, shares, and figures of nothing known; ``kind`` is sector or carrier, ``first`` the row below."""

    row: int
    first: int
    years: int
    kind: str
    beside: dict[str, int]
    names: dict[int, str]
    units: dict[int, SheetCell]
    totals: tuple[int, ...]
    shares: tuple[int, ...]
    others: tuple[int, ...]


def header(page: Page) -> int | None:
    """The row that names a column of years and at least two sectors, or at least two carriers and no sector."""
    found = _found(page)
    return found.row if found else None


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure beside a year. Totals of a row are checked and left out. Whose use the carriers of a
    table are is asked about with the columns that it lacks."""
    found = _found(page)
    if found is None:
        return None
    records, named = Records(), page.headed(found.row)
    about = header_rows.about(page, 0, found.row)
    about.pop("year", None)
    several = len({_year(page, row, found.years) for row in range(found.first, page.height)} - {None})
    if "population" not in found.beside and records.undated(about.get("population", NOWHERE), several):
        del about["population"]
    described: list[SheetCell] = []
    refused: dict[int, list[SheetCell]] = {}
    left: list[SheetCell] = []
    parts, _ = titles.parts(_table(page, found, about))
    for row in range(found.first, page.height):
        part = titles.at(parts, row)
        filled = [column for column in (*found.names, *found.totals) if page.filled(row, column)]
        if _year(page, row, found.years) is None:
            described += [named.value(row, column) for column in filled]
            continue
        if part.refused:
            refused.setdefault(part.first, []).extend(named.value(row, column) for column in filled)
            continue
        here = about | {"unit": part.unit} if part.unit else about
        said = _said(named, found, row, here)
        placed = {}
        for column in found.names:
            if page.filled(row, column):
                unit = _unit(named, found, column, here)
                placed[column] = records.add(named.value(row, column), said | _subject(named, found, column) | unit)
        left += _totals(records, named, found, row, placed, here)
    for part in parts:
        if part.first in refused:
            titles.refuse(records, part, refused[part.first])
    records.leave_totals(Sentence("totals of other columns"), left)
    records.leave_out(
        "row-left-out",
        Sentence("figures in rows without a year, such as means or changes"),
        Sentence("They were left out."),
        described,
    )
    _left_out(records, named, found)
    return records.layout("series") if len(records) else None


def _found(page: Page) -> _Series | None:
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        texts = page.texts(row)
        if len(texts) > LEAST_COLUMNS and (years := _years(page, row)) is not None:
            found = _columns(page, row, years)
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


def _year(page: Page, row: int, column: int) -> str | None:
    text = page.text(row, column)
    year = header_rows.year(text)
    return str(year) if year else header_rows.period(text)


def _columns(page: Page, row: int, years: int) -> _Series | None:
    beside: dict[str, int] = {}
    names: dict[int, str] = {}
    totals, shares, others, unknown, known = [], [], [], [], {"sector": 0, "carrier": 0, "both": 0}
    units, first = _units_around(page, row, years)
    for column, text in page.texts(row):
        if column == years:
            continue
        stem = _stem(text)
        fits = {"sector": header_rows.sector(stem) is not None, "carrier": header_rows.carrier(stem) is not None}
        if header_rows.field(text) in _BESIDE:
            beside.setdefault(str(header_rows.field(text)), column)
        elif header_rows.percent(text) or header_rows.per_head(text):
            shares.append(column)
        elif is_total(text) or is_total(stem):
            totals.append(column)
        elif any(fits.values()):
            # A word for both, such as electricity, stands among either and decides nothing.
            known["both" if all(fits.values()) else next(kind for kind, fit in fits.items() if fit)] += 1
            names[column] = stem
        elif header_rows.field(text) or not _numbers(page, first, column):
            return None  # a column of another table
        elif _counts_otherwise(text):
            others.append(column)
        else:
            unknown.append(column)
    kind = "sector" if known["sector"] else "carrier"
    if not known[kind] or known[kind] + known["both"] < LEAST_COLUMNS or (known["sector"] and known["carrier"]):
        return None
    summed = [column for column in unknown if sum_rows.across(page, range(first, page.height), column, names)]
    names |= {column: _stem(page.text(row, column)) for column in unknown if column not in summed}
    names = dict(sorted(names.items()))
    return _Series(row, first, years, kind, beside, names, units, (*totals, *summed), tuple(shares), tuple(others))


def _counts_otherwise(text: str) -> bool:
    """Whether a header says that its column counts or pays for something else: population, degree days, a price."""
    return other_figures.beside(frozenset(re.sub(r"[^\w€$£]+", " ", folded(text)).split()))


def _table(page: Page, found: _Series, about: Mapping[str, SheetCell]) -> titles.TitledTable:
    """The table as it is looked through for titles: whether its unit stands in its header or above it."""
    beside = [header_rows.own_unit(page.text(found.row, column)) for column in found.names]
    named = {*filter(None, beside), *(cell.text for cell in found.units.values())}
    own = frozenset({"years", "carrier", *(["unit"] if "unit" in found.beside else [])})
    figures = frozenset({*found.names, *found.totals, *found.shares, *found.others})
    return titles.TitledTable(
        page, found.first, page.height, figures, frozenset(named), about.get("unit", NOWHERE).text, own=own
    )


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
    if below and _year(page, row + 1, years) is None and all(header_rows.unit_of(text) for _, text in below):
        return {column: page.cell(row + 1, column) for column, _ in below}, row + 2
    above = [(column, text) for column, text in page.texts(row - 1) if column > years] if row else []
    units: dict[int, SheetCell] = {}
    if above and all(header_rows.unit_of(text) for _, text in above):
        for column in range(min(column for column, _ in above), page.width):
            start = max(place for place, _ in above if place <= column)
            cell = page.cell(row - 1, start)
            units[column] = cell.saying(header_rows.unit_of(cell.text) or cell.text)
    return units, row + 1


def _said(page: Page, found: _Series, row: int, about: Mapping[str, SheetCell]) -> dict[str, SheetCell]:
    """What is known of every figure of a row."""
    said = {name: about[name] for name in ("city", "population", "source", "gwp_set", "approach") if name in about}
    said |= {name: header_rows.label(page.cell(row, column)) for name, column in found.beside.items()}
    said["year"] = page.cell(row, found.years).saying(_year(page, row, found.years) or "")
    return said


def _subject(page: Page, found: _Series, column: int) -> dict[str, SheetCell]:
    """The sector or carrier that a column is of."""
    cell = page.cell(found.row, column)
    if found.kind == "sector":
        return {"sector": header_rows.label(cell.saying(found.names[column]))}
    return {"carrier": header_rows.coded(cell.saying(found.names[column]))}


def _unit(page: Page, found: _Series, column: int, about: Mapping[str, SheetCell]) -> dict[str, SheetCell]:
    """The unit of a column: beside its name, in a row of units, or above the table; the column of units goes before."""
    if "unit" in found.beside:
        return {}
    cell = page.cell(found.row, column)
    own = header_rows.own_unit(cell.text)
    unit = cell.saying(own) if own else found.units.get(column, about.get("unit", NOWHERE))
    return {"unit": unit} if unit.text else {}


def _totals(
    records: Records, page: Page, found: _Series, row: int, placed: Mapping[int, int], about: Mapping[str, SheetCell]
) -> list[SheetCell]:
    """The totals of a row, each to be held against the figures in its own unit."""
    left = []
    for column in found.totals:
        if page.filled(row, column):
            left.append(page.value(row, column))
            unit = _unit(page, found, column, about).get("unit", NOWHERE).text
            own = {place: _unit(page, found, place, about).get("unit", NOWHERE).text for place in placed}
            alike = [placed[place] for place, other in own.items() if not unit or other == unit]
            name = page.text(found.row, column)
            records.printed.append(Printed(left[-1], tuple(alike), name, unit))
    return left


def _left_out(records: Records, page: Page, found: _Series) -> None:
    rows = [row for row in range(found.first, page.height) if _year(page, row, found.years)]
    shares = [page.value(row, column) for column in found.shares for row in rows if page.filled(row, column)]
    shared = Sentence("shares of a total in per cent, or figures per head")
    records.leave_out("share-left-out", shared, Sentence("They were left out."), shares)
    for column in found.others:
        cells = [page.value(row, column) for row in rows if page.filled(row, column)]
        name = Sentence('figures in the column "{column}", which is no sector or carrier', column=page.names[column])
        records.leave_out("column-left-out", name, Sentence("They were left out."), cells)
