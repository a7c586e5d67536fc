"""The scope that the title of a table, the name of its only column of figures, or a note below them names for figures
beside which no other scope stands: "Scope 3 emissions (t CO2e)", "Note: scope 3 only"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from analytics.text.header_units import header_unit
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows, title_carriers
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page
from datasets.intake.meaning.thousands import Line
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.text_table import TextTable
from datasets.reference import catalogue

FIELD = "scope"
STATED = (FIELD, "gpc_ref")
"""The columns that say the scope of each row."""
Titles = Mapping[str | None, Sequence[tuple[int, str]]]
"""The texts above figures, each with its row, by sheet."""


def of_pages(found: Layout, pages: Sequence[Page]) -> Layout:
    """A layout with the scope that the last title above each figure names, the name of its sheet before all; where none
    does, that of a note below them."""
    titles = {
        page.grid.sheet: [
            (0, page.grid.sheet or ""),
            *_notes(found, page),
            *((row + 1, text) for row, _, text in page.alone()),
        ]
        for page in pages
    }
    sheet = _scoped(found.sheet, titles, found.origins.sheets)
    scoped = replace(found, sheet=sheet)
    return found if sheet is found.sheet else scoped.standing(FIELD, [NOWHERE] * len(sheet.rows))


def of_delimited(sheet: TextTable) -> TextTable:
    """A delimited table with the scope that a title above it, or its only column of figures, names."""
    first = sheet.dialect.header_row - len(sheet.dialect.titles)
    notes = [(0, note) for note in sheet.dialect.notes]
    titles = [*notes, *enumerate(sheet.dialect.titles, max(first, 1))]
    return _scoped(sheet, {None: titles}, [None] * len(sheet.rows))


def stated(sheet: TextTable) -> bool:
    """Whether a column of a table says the scope of its rows."""
    named = zip(sheet.header, sheet.columns, strict=True)
    return any(header_rows.field(name) in STATED and any(column.to_pylist()) for name, column in named)


def doubtful(sheet: TextTable, lines: Sequence[Line]) -> list[Line]:
    """The lines above a table without scopes that name one in words of which some are not known, so that its figures
    may be others: "Emissions beyond scope 1"."""
    named = [line for line in lines if header_rows.scope(line[0]) and not _plain(line[0])]
    if not named or stated(sheet):
        return []
    first = int(sheet.rows[0]) if len(sheet.rows) else 0
    return [line for line in named if (line[1] or 0) < first]


def _scoped(sheet: TextTable, titles: Titles, sheets: Sequence[str | None]) -> TextTable:
    """The table with a column of scopes more, where a title names one and no column does."""
    named_so = any(map(header_rows.scope, sheet.header))  # else their units tell nothing
    measured = [(sheet.dialect.header_row, name) for name in sheet.header if named_so and header_unit(name)]
    beside = measured if len(measured) == 1 else []
    named = {name: [(*title, _plain(title[1])) for title in (*held, *beside)] for name, held in titles.items()}
    scopes = {name: [title for title in held if title[2]] for name, held in named.items()}
    if not any(scopes.values()) or stated(sheet):
        return sheet
    rows = sheet.rows[np.arange(len(sheet.rows))].tolist()
    last = [
        max((title for title in scopes.get(name, ()) if title[0] < row), default=(0, "", ""))
        for row, name in zip(rows, sheets, strict=True)
    ]
    told = tuple(_told(*title) for title in dict.fromkeys(last) if title[2])
    return sheet.beside(FIELD, [scope for _, _, scope in last], *told)


def _notes(found: Layout, page: Page) -> Iterable[tuple[int, str]]:
    """The texts alone in their rows below the figures of a sheet, without a row: a title goes before them."""
    last = max(found.rows_on(page.grid.sheet), default=page.height)
    return ((0, text) for row, _, text in page.alone() if row >= last)


def _plain(text: str) -> str:
    """The scope that a text names, where it says no more than what was measured, when and in which unit, and that it
    is a note and nothing else is meant."""
    scope, figures = header_rows.scope(text), catalogue.lexicon("figures")
    if not scope or not title_carriers.of_an_inventory(text):
        return ""
    rest = {folded(word) for word in title_carriers.spoken_of(text)[1]}
    return str(scope) if rest <= figures.words("note") | figures.words("only") else ""


def _told(row: int, text: str, scope: str) -> Problem:
    return Problem(
        "warn",
        "scope-read",
        quoted(text),
        Sentence("a column of scopes"),
        Sentence("The figures were read as those of scope {scope}, which stands there.", scope=scope),
        row=row or None,
    )
