"""A sheet that is one number a row already: the row of its names, its columns, and what is left out around it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from analytics.text.header_units import header_unit
from datasets.intake.layouts import dating, header_rows, table_heads
from datasets.intake.layouts.long_columns import MOST_ROWS, with_remarks
from datasets.intake.layouts.long_records import Layout, Origins, Page
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.questions import letter
from datasets.intake.readers import footnotes
from datasets.intake.readers.dialect import FIRST_ROWS, Dialect
from datasets.intake.readers.text_table import TextColumn, TextTable
from datasets.reference.catalogue import folded

LEAST_NAMES = 2
"""So many names of labels that come back make a row of names."""
FACTS = ("city", "year")
"""What lines above a table may state of all its rows."""
WIDTH_OF_A_FACT = 2
"""A fact stands in so many cells: its name and what it is."""


def header(page: Page, chosen: int | None = None) -> int | None:
    """The row (from 0) that names most known columns, at least two; ``chosen`` is what the user says, from 1. Two cells
    that state a fact ("City name", "Nakuru") name no columns above a wider row that does."""
    if chosen is not None:
        return chosen - 1 if 0 < chosen <= page.height and page.texts(chosen - 1) else None
    rated = [(known(page, row), -row) for row in range(min(page.height, FIRST_ROWS))]
    named_so = [(count, row) for count, row in rated if count >= LEAST_NAMES]
    tables = [(count, row) for count, row in named_so if not table_heads.fact(page, -row)]
    wider = any(len(page.texts(-row)) > WIDTH_OF_A_FACT for _, row in tables)
    return -max(tables if wider else named_so, default=(0, 0))[1] if named_so else None


def known(page: Page, row: int) -> int:
    """How many known names a row bears."""
    words = {word for _, text in page.texts(row) for word in (folded(text), folded(text).split(" ")[0])}
    return len(words & KNOWN_WORDS)


def layout(page: Page, chosen: int | None = None) -> Layout | None:
    """The table below the header, cell by cell; blank rows, footnotes and columns without name and text are left out.

    A row of units ("MWh", "t CO2e") above or below the names is joined to them, and so is a name above that is merged
    over several columns.
    """
    row = header(page, chosen)
    if row is None:
        row = next((place for place in range(page.height) if len(page.texts(place)) > 1), 0)
    found = below(page, row)
    return replace(found, sheet=dated(_with_facts(found.sheet, page, row), page.grid.sheet))


def _with_facts(sheet: TextTable, page: Page, row: int) -> TextTable:
    """The table with its city and year in columns of their own where the lines above its names, the ``row`` (from 0),
    state them beside the names of them."""
    for name, cell in header_rows.about(page, 0, row).items():
        stated = name in FACTS and cell.row and table_heads.fact(page, cell.row - 1)
        if stated and name not in map(header_rows.field, sheet.header):
            sheet = sheet.beside(name, [cell.text] * len(sheet.rows))
    return sheet


def below(page: Page, row: int) -> Layout:
    """The table below the names in a ``row`` (from 0), as in ``layout``, with no year but those in its cells."""
    said, above, first = _names(page, row)
    names = dict(enumerate(said))
    used = [column for column in range(page.width) if names[column] or page.holds(column, first)]
    count, found = footnotes.footnotes(lambda place: page.words(first + place), page.height - first)
    body = [place for place in range(first, first + count) if any(page.filled(place, column) for column in used)]
    notes = {first + place + 1: text for place, text in found.items()}
    titles = tuple(page.texts(place)[0][1] for place in range(above) if page.texts(place))
    sheet = TextTable(
        header=tuple(names[column] for column in used),
        columns=tuple(pa.array(page.values(body, column), pa.string()) for column in used),
        rows=np.array(body, dtype=np.int64) + 1,
        blank_rows=count - len(body),
        footnotes=len(notes),
        dialect=Dialect(",", row + 1, titles, tuple(notes.values())),
        problems=tuple(footnotes.told(notes, page.grid.sheet)),
    )
    sheet = with_remarks(sheet, list(map(letter, used))) if page.grid.sheet is not None else sheet
    names = names | dict(zip(used, sheet.header, strict=True))
    kinds, shown = {}, {}
    if page.grid.kinds is not None:
        letters = [page.grid.kinds[place] for place in body]
        kinds = {names[column]: np.array([row[column] or "t" for row in letters], dtype="<U1") for column in used}
    if page.grid.shown is not None:
        beside = [page.grid.shown[place] for place in body]
        columns = {column: [row[column] for row in beside] for column in used}
        shown = {names[column]: held for column, held in columns.items() if any(held)}
    return Layout("long", sheet, Origins([page.grid.sheet] * len(body), kinds=kinds, shown=shown))


def dated(sheet: TextTable, name: str | None = None) -> TextTable:
    """The table with a column of years more where the titles above it, or the name of its sheet, are all that says the
    year; as it is where both do and differ."""
    titles = sheet.dialect.titles
    found = [dating.said_of_sheet(name), dating.said_of_titles(titles, sheet.dialect.header_row - len(titles))]
    said = dict(filter(None, found))
    columns = zip(sheet.header, sheet.columns, strict=True)
    if len(said) != 1 or any(_of_years(head, column) for head, column in columns):
        return sheet
    ((year, told),) = said.items()
    return sheet.beside("year", [year] * len(sheet.rows), *filter(None, [told]))


def _of_years(head: str, column: TextColumn) -> bool:
    """Whether a column is called a year, or every cell of it holds one."""
    texts = [text for text in column.to_pylist() if (text or "").strip()]
    return (
        header_rows.field(head) == "year"
        or header_rows.year_word(head)
        or (bool(texts) and all(map(header_rows.dated, texts)))
    )


def _names(page: Page, row: int) -> tuple[list[str], int, int]:
    """The names of the columns, the first row of the header and the first row below it."""
    names = [page.text(row, column) for column in range(page.width)]
    above, first = row, row + 1
    if first < page.height and _units(page, first):
        names = [_joined(name, page.text(first, column)) for column, name in enumerate(names)]
        first += 1
    if row and not _titled(page, row) and _units(page, row - 1):
        names = [_joined(name, page.text(row - 1, column)) for column, name in enumerate(names)]
        above -= 1
    spans = [(left, right) for top, left, bottom, right in page.grid.merged if top <= row - 1 <= bottom and top < row]
    for left, right in spans:
        if right > left and right - left + 1 < sum(map(bool, names)):
            wide = page.text(row - 1, left)
            names[left : right + 1] = [f"{wide} {name}".strip() for name in names[left : right + 1]]
            above = min(above, row - 1)
    return names, above, first


def _titled(page: Page, row: int) -> bool:
    """Whether one text alone stands above the first name: a title, whatever unit it ends in."""
    above = page.texts(row - 1)
    return len(above) == 1 and above[0][0] == page.texts(row)[0][0]


def _units(page: Page, row: int) -> bool:
    return header_rows.unit_row([text for _, text in page.texts(row)])


def _joined(name: str, unit: str) -> str:
    if name and not header_rows.unit_of(unit):  # the word "unit" before the units of the other columns
        return name
    return f"{name} ({unit})" if name else unit


def units_beside_names(sheet: TextTable) -> TextTable:
    """A delimited table whose first row holds the units of its columns, with each of them beside the name of its
    column; any other table as it is."""
    first = [str(column[0].as_py() or "").strip() if len(sheet.rows) else "" for column in sheet.columns]
    if not header_rows.unit_row([text for text in first if text]):
        return sheet
    header = tuple(_joined(name, unit) if unit else name for name, unit in zip(sheet.header, first, strict=True))
    columns = tuple(column.slice(1) for column in sheet.columns)
    return replace(sheet, header=header, columns=columns, rows=sheet.rows[1:])


def units_of_parts(sheet: TextTable) -> TextTable:
    """A delimited table whose names come back with another unit above the same column of figures, as one with a column
    of units; any other table as it is."""
    fields = [header_rows.field(name) for name in sheet.header]
    labels = [place for place, field in enumerate(fields) if field]
    named = [(place, found) for place, name in enumerate(sheet.header) if (found := header_unit(name))]
    if len(labels) < LEAST_NAMES or len(named) != 1 or len(sheet.rows) > MOST_ROWS or "unit" in fields:
        return sheet
    ((place, (stem, unit)),) = named
    first = sheet.columns[labels[0]].to_pylist()
    every = [column.to_pylist() for column in sheet.columns] if sheet.header[labels[0]] in first else []
    heads = {
        row: other[1].name
        for row in range(len(first) if every else 0)
        if all(every[label][row] == sheet.header[label] for label in labels)
        if (other := header_unit(every[place][row] or ""))
    }
    if set(heads.values()) <= {unit.name}:
        return sheet
    rows = range(len(sheet.rows))
    said = np.array([unit.name, *heads.values()])[np.searchsorted(list(heads), rows, side="right")].tolist()
    kept = [row for row in rows if row not in heads]
    header = tuple(stem or "value" if at == place else name for at, name in enumerate(sheet.header))
    columns = tuple(pa.array([held[row] for row in kept], pa.string()) for held in (*every, said))
    outside = sheet.footnotes + len(heads)
    return replace(sheet, header=(*header, "unit"), columns=columns, rows=sheet.rows[kept], footnotes=outside)
