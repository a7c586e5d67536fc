"""The sheet of details of a workbook that was exported here: every row on file, with all its fields.

Where all cells of the workbook are as they were written, it is read in the place of the tables, since a cell of a table
may stand for several rows and keys. Tables that were changed since are read themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence
from datasets.intake.layouts import blocks
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
)

READ = {"label": "subsector"}
"""Columns that our long table calls otherwise."""
KEPT = ("year", "method", "sector", "label", "carrier", "scope", "gpc_ref", "unit", "notation_key", "source")
INVENTORY = ("year", "method")
"""The columns of the inventory that a row is of."""
About = Mapping[str, SheetCell]
HEADER_ROWS = 10
"""In so many rows from the top the names of columns are looked for."""


def header(page: Page) -> int | None:
    """The row (from 0) of the names of the sheet of details; None for another sheet."""
    for row in range(min(page.height, HEADER_ROWS)):
        if page.words(row)[: len(DETAILS)] == DETAILS:
            return row
    return None


def layout(page: Page, tables: Sequence[Page], found: Layout) -> Layout:
    """The rows of details of a Covenant workbook, where nothing was changed (``unchanged``). Its tables say of which
    city they are and, for each year and method, what is known of the inventory."""
    abouts = [block.about for block in blocks.tables(tables)]
    country = {"country": page.value(COUNTRY_ROW - 1, 1)} if page.text(COUNTRY_ROW - 1, 0) == COUNTRY else {}
    cities = {about["city"].text: about["city"] for about in abouts if "city" in about}
    stated = country | (dict.fromkeys(["city"], *cities.values()) if len(cities) == 1 else {})
    of = {tuple(about.get(name, NOWHERE).text for name in INVENTORY): about for about in abouts}
    return unchanged(page, tables, stated, found, of)


def unchanged(
    page: Page, tables: Sequence[Page], stated: About, found: Layout, of: Mapping[tuple[str, ...], About] | None = None
) -> Layout:
    """The rows of details of a sealed workbook, where its tables and they are what was written; else ``found``, which
    was read from the tables, with a warning. ``stated`` is what the workbook says of all its rows, and ``of`` of the
    inventory of each year and method."""
    row = header(page) or 0
    if "city" not in stated or _seal(tables, page) not in " ".join(page.words(SEAL_ROW - 1)).split():
        return replace(found, sheet=found.sheet.telling(_changed(page.grid.sheet, row + 1)))
    page, records = page.headed(row), Records()
    named = (*QUALITY, *OF_PEOPLE)
    further = {name: column for column, name in page.texts(row) if name in named and column >= len(DETAILS)}
    for place in range(row + 1, page.height):
        own = {READ.get(name, name): page.value(place, DETAILS.index(name)) for name in KEPT}
        about = {**stated, **(of or {}).get(tuple(own[name].text for name in INVENTORY), {})}
        said = {name: about.get(name, NOWHERE) for name in ("city", "country", *OF_AN_INVENTORY)} | own
        said |= {name: page.value(place, column) for name, column in further.items()}
        if page.texts(place):
            records.add(page.value(place, DETAILS.index("value")), said, place, place)
    return records.layout(found.name, grouped=True, detailed=True)


def sealed(page: Page) -> bool:
    """Whether a sheet is one of details with a fingerprint of its workbook."""
    return header(page) is not None and any(word.startswith(SEAL) for word in page.words(SEAL_ROW - 1))


def _seal(tables: Sequence[Page], page: Page) -> str:
    return fingerprint((each.grid.sheet or "", _filled(each, each is page)) for each in (*tables, page))


def _filled(page: Page, sealed: bool) -> Iterator[tuple[int, int, str | float]]:
    for row, texts in enumerate(page.rows):
        for column, text in enumerate(texts if not sealed or row != SEAL_ROW - 1 else ()):
            number = page.kind(row, column) == "n"
            yield row + 1, column + 1, float(text) if number else text


def _changed(sheet: str | None, row: int) -> Problem:
    return warn(
        "details-differ",
        Sentence("tables or details that were changed since this workbook was written"),
        "details that belong to the tables",
        "The tables were read, and the details left out.",
        row=row,
        sheet=sheet,
    )
