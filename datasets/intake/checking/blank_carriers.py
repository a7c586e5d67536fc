"""Rows that use energy and name no carrier, in a table whose other rows name one: told, and an answer may name one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, listed
from analytics.vocabulary import SECTORS
from datasets.intake.checking.account import Coded
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning.tag_answers import NOT_STATED
from datasets.intake.readers.encoding import quoted
from datasets.store.combinations import combined, positions

BURNING = frozenset({"Municipal", "Tertiary", "Residential", "Buildings", "Industry", "Transport"})
"""The groups of sectors whose figures are those of carriers; waste, processes and land use have none."""
MOST_ASKED = 5
"""So many names of rows are asked about one by one; of more of them only whether the source states no carrier."""
MOST_NAMED = 8


def asked(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """Tell of the figures of rows without a carrier, for each name of a row, unless an answer names one or says none.

    Tables that were made from another layout, or mostly name no carrier, hold figures that are split otherwise; rows
    with a GPC reference are named by that.
    """
    if not table.given("carrier") or (table.account.origins is not None and table.account.origins.made):
        return
    if table.answers.get("carrier-blank") == NOT_STATED:
        return
    blank = _blank(table, parts)
    by_label = {code: blank[table.label.codes[blank] == code] for code in dict.fromkeys(table.label.codes[blank])}
    names = {code: str(table.label.values[code]) for code in by_label}
    open_ones = {code: rows for code, rows in by_label.items() if f"carrier-of:{names[code]}" not in table.answers}
    column = table.words("carrier").name
    if len(open_ones) > MOST_ASKED:
        fix = Sentence(
            "Write the carriers into the file if the source states them; without one these figures stand under no "
            "carrier."
        )
        every = np.concatenate(list(open_ones.values()))
        table.account.add(_problem(table, parts, every, fix, "carrier-blank", column), every)
        return
    for code, rows in open_ones.items():
        fix = Sentence(
            "Write the carrier of {label} into the file if the source states it; without one its figures stand under "
            "no carrier.",
            label=quoted(names[code]),
        )
        table.account.add(_problem(table, parts, rows, fix, f"carrier-of:{names[code]}", column), rows)


def answered(table: CheckedTable) -> Coded:
    """The carriers of the rows, with those that were answered for rows that name none."""
    given = {
        place: answer
        for place, label in enumerate(table.label.values)
        if (answer := table.answers.get(f"carrier-of:{label}", NOT_STATED)) != NOT_STATED
    }
    if not given:
        return table.carrier
    codes, pairs = combined(table.carrier.codes, table.label.codes)
    said = [table.carrier.values[carrier] or given.get(label) for carrier, label in pairs]
    return Coded(codes, said)


def _blank(table: CheckedTable, parts: Sequence[NumberColumn]) -> np.ndarray:
    """The rows with a figure of a sector that uses energy and without a carrier, in inventories of which at least as
    many such rows name one."""
    burning = table.sector.mask(lambda sector: sector is not None and SECTORS[sector].group in BURNING)
    figures = np.logical_or.reduce([(part.keys < 0) & ~np.isnan(part.amounts) for part in parts])
    held = positions(table.account.taken & burning & figures & ~table.gpc.mask(bool))
    named = table.carrier.mask(bool)[held]
    codes, groups = combined(table.city.codes[held], table.year.codes[held], table.method.codes[held])
    with_one = np.bincount(codes[named], minlength=len(groups))
    without = np.bincount(codes[~named], minlength=len(groups))
    return np.asarray(held[~named & (with_one >= without)[codes]])


def _problem(
    table: CheckedTable, parts: Sequence[NumberColumn], rows: np.ndarray, fix: Sentence, key: str, column: str | None
) -> Problem:
    """The question about some rows, with their numbers and the largest share of a column of figures that they hold."""
    shares = [float(np.nansum(part.amounts[rows]) / whole) for part in parts if (whole := _whole(table, part))]
    numbers = [str(number) for number in table.account.rows[rows[:MOST_NAMED]]]
    found = Sentence(
        "no carrier in row {rows}, with {percent:.0f}\u00a0% of the figures, where the others name one",
        rows=listed(numbers),
        percent=100 * max(shares, default=0.0),
    )
    if len(rows) > 1:
        more = Sentence("{number} more", number=len(rows) - MOST_NAMED)
        found = Sentence(
            "no carrier in rows {rows}, with {percent:.0f}\u00a0% of the figures, where the others name one",
            rows=listed([*numbers, more] if len(rows) > MOST_NAMED else numbers),
            percent=100 * max(shares, default=0.0),
        )
    expected = Sentence("a carrier, as in the other rows of the table")
    return Problem("warn", "carrier-blank", found, expected, fix, column=column, key=key, choices=(NOT_STATED,))


def _whole(table: CheckedTable, part: NumberColumn) -> float:
    """The sum of the figures of a column that stand ready or are asked about."""
    return float(np.nansum(part.amounts[~table.account.rejected & ~table.account.ignored & (part.keys < 0)]))
