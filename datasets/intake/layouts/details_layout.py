"""The sheet of details of a workbook that was exported here: every row on file, with all its fields.

Where its rows add up to the tables of a Covenant workbook, or all cells of a common reporting workbook are as they were
written, it is read in their place, since a cell of a table may stand for several rows and keys. Tables that were
changed since are read themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analytics.inventories.inventory import in_total
from analytics.text import numerals
from analytics.text.problems import warn
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES
from datasets.intake.layouts import blocks, header_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Records, SheetCell
from datasets.intake.layouts.sharing import OF_AN_INVENTORY
from datasets.intake.meaning.fields import QUALITY
from datasets.intake.own_files.details import (
    COUNTRY,
    COUNTRY_ROW,
    DETAILS,
    OF_PEOPLE,
    SEAL,
    SEAL_ROW,
    fingerprint,
    table_of,
)

READ = {"label": "subsector"}
"""Columns that our long table calls otherwise."""
KEPT = ("year", "method", "sector", "label", "carrier", "scope", "gpc_ref", "unit", "notation_key", "source")
CLOSE = 1e-12
HEADER_ROWS = 10
"""In so many rows from the top the names of columns are looked for."""
Place = tuple[str, str, str, str, str | None]
"""A cell of a table: year, method, unit, sector and carrier."""


class _Row(NamedTuple):
    sector: str
    carrier: str | None
    value: float | None
    notation_key: str | None


def header(page: Page) -> int | None:
    """The row (from 0) of the names of the sheet of details; None for another sheet."""
    for row in range(min(page.height, HEADER_ROWS)):
        if page.words(row)[: len(DETAILS)] == DETAILS:
            return row
    return None


def layout(page: Page, tables: Sequence[Page], found: Layout) -> Layout:
    """The rows of details, where they agree with ``found``, which was read from ``tables``; else ``found``."""
    row = header(page)
    abouts = [block.about for block in blocks.tables(tables)]
    cities = {about["city"].text for about in abouts if "city" in about}
    if row is None or len(cities) != 1:
        return found
    country = {"country": page.value(COUNTRY_ROW - 1, 1)} if page.text(COUNTRY_ROW - 1, 0) == COUNTRY else {}
    page = page.headed(row)
    rows = [place for place in range(row + 1, page.height) if page.texts(place)]
    lines = [{name: page.text(place, column) for column, name in enumerate(DETAILS)} for place in rows]
    if not _agree(_details(lines), _cells(found)):
        return told_changed(found, page)
    city = next(about["city"] for about in abouts if "city" in about)
    of = {(_text(about, "year"), _text(about, "method")): about for about in abouts}
    return _rows(
        page,
        {
            place: {"city": city} | country | of.get((line["year"], line["method"]), {})
            for place, line in zip(rows, lines, strict=True)
        },
        "covenant",
    )


def unchanged(page: Page, tables: Sequence[Page], stated: Mapping[str, SheetCell], name: str) -> Layout | None:
    """The rows of details of a sealed workbook, where its tables and they are what was written; None where one of them
    was changed since, so that the tables count. ``stated`` is what the workbook says of its one inventory."""
    row = header(page)
    if row is None or "city" not in stated or _seal(tables, page) not in page.text(SEAL_ROW - 1, 0).split():
        return None
    page = page.headed(row)
    return _rows(page, {place: stated for place in range(row + 1, page.height) if page.texts(place)}, name)


def sealed(page: Page) -> bool:
    """Whether a sheet is one of details with a fingerprint of its workbook."""
    return header(page) is not None and page.text(SEAL_ROW - 1, 0).startswith(SEAL)


def _seal(tables: Sequence[Page], page: Page) -> str:
    return fingerprint((each.grid.sheet or "", _filled(each, each is page)) for each in (*tables, page))


def _filled(page: Page, sealed: bool) -> Iterator[tuple[int, int, str | float]]:
    for row, texts in enumerate(page.rows):
        for column, text in enumerate(texts if not sealed or row != SEAL_ROW - 1 else ()):
            number = page.kind(row, column) == "n"
            yield row + 1, column + 1, float(text) if number else text


def _rows(page: Page, about: Mapping[int, Mapping[str, SheetCell]], name: str) -> Layout:
    """The records of details at some rows, each with what is said of its inventory."""
    records = Records()
    row = header(page)
    named = (*QUALITY, *OF_PEOPLE)
    further = {name: column for column, name in page.texts(row or 0) if name in named and column >= len(DETAILS)}
    for place, stated in about.items():
        said = {name: stated.get(name, NOWHERE) for name in ("city", "country", *OF_AN_INVENTORY)}
        said |= {READ.get(name, name): page.value(place, DETAILS.index(name)) for name in KEPT}
        said |= {name: page.value(place, column) for name, column in further.items()}
        records.add(page.value(place, DETAILS.index("value")), said, place, place)
    return records.layout(name, grouped=True, detailed=True)


def _text(about: Mapping[str, SheetCell], name: str) -> str:
    return about[name].text if name in about else ""


def _details(lines: Sequence[Mapping[str, str]]) -> dict[Place, float | str]:
    """The cells that the rows of details add up to; none where one of them cannot be read."""
    tables: dict[tuple[str, str, str], list[_Row]] = {}
    for line in lines:
        ref, number = line["gpc_ref"] or None, numerals.read_one(line["value"], "point").value
        if (ref and ref not in GPC_REFERENCES) or (number is None) == (not line["notation_key"]):
            return {}
        if in_total(ref, line["sector"], line["method"]):
            key = numerals.read_one(line["notation_key"]).key if line["notation_key"] else None
            row = _Row(line["sector"], line["carrier"] or None, number, key)
            tables.setdefault((line["year"], line["method"], line["unit"]), []).append(row)
    return {(*table, *place): value for table, rows in tables.items() for place, value in table_of(rows).items()}


def _cells(found: Layout) -> dict[Place, float | str]:
    """The cells of the tables as they were read; none where two of them are the same."""
    names = ("year", "method", "unit", "sector", "carrier", "value")
    cells: dict[Place, float | str] = {}
    for year, method, unit, sector, carrier, text in zip(*map(found.texts, names), strict=True):
        # Gas oil keeps its name where a table is read, and is diesel in the words of our own.
        own = header_rows.carrier(carrier) or carrier or None
        place = (year, method, unit, header_rows.sector(sector) or sector, own)
        if place in cells:
            return {}
        number = numerals.read_one(text, "point").value
        cells[place] = text.strip() if number is None else number
    return cells


def _agree(one: Mapping[Place, float | str], other: Mapping[Place, float | str]) -> bool:
    if not one or one.keys() != other.keys():
        return False
    pairs = ((value, other[place]) for place, value in one.items())
    return all(
        math.isclose(a, b, rel_tol=CLOSE) if isinstance(a, float) and isinstance(b, float) else a == b for a, b in pairs
    )


def told_changed(found: Layout, page: Page) -> Layout:
    """The tables, with a warning that the details no longer belong to them."""
    problem = warn(
        "details-differ",
        Sentence("rows of details that do not add up to the tables of this workbook"),
        "details that belong to the tables",
        "The tables were read, and the details left out.",
        row=(header(page) or 0) + 1,
        sheet=page.grid.sheet,
    )
    return replace(found, sheet=found.sheet.telling(problem))
