"""Columns in groups below a row above their heads: the years of an inventory, or a target beside them."""

from __future__ import annotations

from dataclasses import replace

from datasets.intake.layouts import header_rows
from datasets.intake.layouts.declared import AHEAD, Across
from datasets.intake.layouts.long_records import SheetCell
from datasets.intake.meaning import year_words

LEAST_GROUPS = 2
"""A row above the heads with so many texts groups their columns."""


def without_targets(table: Across) -> Across:
    """A table without the columns below the year of a target or a forecast, where other columns stand below another
    head of the same row ("Baseline 2018", "Target 2030")."""
    groups, columns = _groups(table), table.columns
    if not groups:
        return table
    over = header_rows.spread(groups, columns)
    ahead = {at for at in columns if header_rows.dated(over[at].text) and year_words.ahead(over[at].text)}
    if len(ahead) == len(columns):
        return table
    heads = {at: head for at, head in table.heads.items() if at not in ahead}
    totals = {at: total for at, total in table.totals.items() if at not in ahead}
    apart = {**table.columns_apart, **dict.fromkeys(sorted(ahead), AHEAD)}
    return replace(table, heads=heads, totals=totals, columns_apart=apart)


def dated(table: Across) -> Across:
    """A table with the year of each column, where the row above its heads names several years over groups of them."""
    groups = _groups(table)
    years = {at: header_rows.year(cell.text) for at, cell in groups.items()}
    if len({*years.values()}) < LEAST_GROUPS or None in years.values():
        return table
    over = header_rows.spread({at: groups[at].saying(str(year)) for at, year in years.items()}, table.columns)
    heads = {at: {**head, "year": over[at]} for at, head in table.heads.items()}
    totals = {
        at: total._replace(parts=frozenset(each for each in heads if over[each] == over[at]))
        for at, total in table.totals.items()
    }
    return replace(table, heads=heads, totals=totals)


def _groups(table: Across) -> dict[int, SheetCell]:
    """The texts in the row above the heads, by column; none where they do not group them."""
    page, row, columns = table.page, table.header[0] - 1, table.columns
    groups = {at: page.cell(row, at) for at, _ in page.texts(row)} if row >= 0 and columns else {}
    return groups if len(groups) >= LEAST_GROUPS and min(groups) <= columns[0] else {}
