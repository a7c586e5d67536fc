"""Figures beside their labels without any row of names: "Residential | 802.4", below a title that says the year and the
unit, or with the unit behind each label ("Road transport (kt CO2e) | 187.3").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analytics.text.header_units import header_unit
from datasets.intake.layouts import across, head_words, header_rows, label_columns, table_heads, titled_figures
from datasets.intake.layouts.declared import SHARES, Across
from datasets.intake.layouts.long_records import Layout, Page
from datasets.intake.meaning.sum_words import is_total

LEAST_KNOWN = 2
"""[R] So many labels of sectors or carriers, or with a unit behind them, make a list."""


def found(page: Page) -> Across | None:
    """The one list of a sheet: each row with more than a title states a fact, or holds a label and a figure, beside
    which nothing but shares in per cent stands. None where a row above the figures names columns."""
    rows = [row for row in range(page.height) if len(page.texts(row)) > 1 and not table_heads.fact(page, row)]
    named = [row for row in rows if table_heads.counts(page.text(row, 1))]
    before = [text for row in rows if named and row < named[0] for _, text in page.texts(row)]
    if len(named) < LEAST_KNOWN or not all(map(_says_nothing, before)):
        return None
    labels = [page.text(row, 0) for row in named]
    beside = [text for row in named for column, text in page.texts(row) if column > 1]
    words = [label for label in labels if not is_total(label)]
    known = sum(header_unit(label) is not None or bool(_names(label)) for label in words)
    others = [row for row in rows if row > named[0] and row not in named and not _silent(page, row)]
    if others or not all(labels) or not all(map(header_rows.percent, beside)):
        return None
    if any(map(header_rows.numeric, labels)) or known < LEAST_KNOWN or 2 * known <= len(words):
        return None
    shares = dict.fromkeys(range(2, page.width), SHARES)
    return Across(page, named[0], named[0], {1: {}}, {"sector": 0}, {}, columns_apart=shares)


def layout(page: Page, table: Across, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure of a list."""
    titled = titled_figures.carrier_above(page, table.first, answers)
    about = header_rows.about(page, 0, table.first) | ({"carrier": titled} if titled else {})
    return across.layout(label_columns.with_units(replace(table, about=about)), answers, "outline")


def _names(label: str) -> object:
    """Whether a label is that of a sector, a carrier or both."""
    bare = header_rows.bare(label)
    return header_rows.sector(bare) or header_rows.carrier(bare) or head_words.pair(bare)


def _says_nothing(text: str) -> bool:
    """Whether a text above the figures is no name of a column, and no word by which these are told apart."""
    return not (header_rows.field_named(text) or header_unit(text) or header_rows.year(text) or _names(text))


def _silent(page: Page, row: int) -> bool:
    """Whether a row below the first figure has a dash or a word in the place of its own."""
    return bool(page.text(row, 0)) and len(page.texts(row)) == LEAST_KNOWN and page.filled(row, 1)
