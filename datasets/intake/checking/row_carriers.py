"""The carrier of a row where its words leave it open. Gas oil is one product with two names, diesel in vehicles and
heating oil in boilers, which follow from the sector of the figure. Of rows that use energy and name no carrier, in a
table whose other rows name one, it is told, and an answer may name one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.detection.places import USES
from analytics.text.problems import warn
from analytics.text.sentences import Sentence, listed, quoted
from analytics.vocabulary import SECTORS
from datasets.intake.checking.coded_columns import Coded, groups, together
from datasets.intake.checking.word_columns import NumberColumn, WordColumns
from datasets.intake.layouts import header_rows
from datasets.intake.meaning.tag_answers import NOT_STATED
from datasets.store.combinations import combined, positions

_BY_USE = {"road": "diesel", "stationary": "heating_oil"}
"""The carrier that gas oil is, by the use of fuels in a group of sectors; elsewhere it is what its name says first."""
BURNING = frozenset({"Municipal", "Tertiary", "Residential", "Buildings", "Industry", "Transport"})
"""The groups of sectors whose figures are those of carriers; waste, processes and land use have none."""
MOST_ASKED = 5
"""So many names of rows are asked about one by one; of more of them only whether the source states no carrier."""
MOST_NAMED = 8


def by_use(table: WordColumns, carrier: Coded, sector: Coded) -> Coded:
    """The carriers, with gas oil as that of its sector, but where it was answered what a word means, or where heating
    oil has a name of its own beside it."""
    words = table.words("carrier")
    plain = words.mask(lambda word: header_rows.gas_oil(word) and f"carrier:{word}" not in table.answers)
    beside = {carrier.values[code] for code in np.unique(carrier.codes[~plain])}
    if not plain.any() or "heating_oil" in beside:
        return carrier
    groups = ["", *("" if code is None else SECTORS[code].group for code in sector.values)]
    of = Coded(np.where(plain, sector.codes.astype(np.int64) + 1, 0), groups)
    both = together(carrier, of)
    return Coded(both.codes, [_BY_USE.get(USES.get(group, "")) or own for own, group in both.words])


def ask_blank(table: WordColumns, parts: Sequence[NumberColumn]) -> None:
    """Tell of the figures of rows without a carrier, for each name of a row, unless an answer names one or says none.

    Tables that were made from another layout, or mostly name no carrier, hold figures that are split otherwise; rows
    with a GPC reference are named by that.
    """
    if not table.given("carrier") or table.account.origins.made or table.answers.get("carrier-blank") == NOT_STATED:
        return
    named = [(str(label), rows) for (label,), rows in groups(_blank(table, parts), table.label)]
    open_ones = [(label, rows) for label, rows in named if f"carrier-of:{label}" not in table.answers]
    if len(open_ones) > MOST_ASKED:
        fix = Sentence(
            "Write the carriers into the file if the source states them; without one these figures stand under no "
            "carrier."
        )
        _ask(table, parts, np.concatenate([rows for _, rows in open_ones]), fix, "carrier-blank")
        return
    for label, rows in open_ones:
        fix = Sentence(
            "Write the carrier of {label} into the file if the source states it; without one its figures stand under "
            "no carrier.",
            label=quoted(label),
        )
        _ask(table, parts, rows, fix, f"carrier-of:{label}")


def with_answered(table: WordColumns) -> Coded:
    """The carriers of the rows, with those that were answered for rows that name none."""
    given = {
        label: answer
        for label in table.label.values
        if (answer := table.answers.get(f"carrier-of:{label}", NOT_STATED)) != NOT_STATED
    }
    if not given:
        return table.carrier
    beside = together(table.carrier, table.label)
    return Coded(beside.codes, [carrier or given.get(label) for carrier, label in beside.words])


def _blank(table: WordColumns, parts: Sequence[NumberColumn]) -> np.ndarray:
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


def _ask(table: WordColumns, parts: Sequence[NumberColumn], rows: np.ndarray, fix: Sentence, key: str) -> None:
    """Ask about some rows, with their numbers and the largest share of a column of figures that they hold."""
    # The sum of the figures of a column that stand ready or are asked about.
    shares = [
        float(np.nansum(part.amounts[rows]) / whole)
        for part in parts
        if (whole := float(np.nansum(part.amounts[~table.account.rejected & ~table.account.ignored & (part.keys < 0)])))
    ]
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
    column = table.words("carrier").name
    table.account.add(
        warn(
            "carrier-blank",
            found,
            "a carrier, as in the other rows of the table",
            fix,
            column=column,
            key=key,
            choices=(NOT_STATED,),
        ),
        rows,
    )
