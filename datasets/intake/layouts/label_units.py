"""Units behind the labels of rows ("Municipal fleet, MWh"), in a table that states its unit nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, head_words, header_rows
from datasets.intake.layouts.brackets import unit_like
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell

LEAST_ROWS = 2
"""So many labels with a unit of energy or emissions state the units of their rows."""
OTHER = across.Apart("row-left-out", Sentence("amounts that are neither energy nor emissions"))
KINDS = ("energy", "emissions")
WASTE = "municipal_waste"
"""What is collected, and not all of it burned."""


class Measured(NamedTuple):
    """A table with bare labels, the unit of each row with figures, and the rows that measure something else."""

    page: Page
    units: dict[int, SheetCell]
    others: list[int]


def of_rows(page: Page, rows: range, labels: Sequence[int], figured: Callable[[int], bool]) -> Measured:
    """A table by the units behind the last label of each row; as it is where they state none. A label that says no
    more than what is measured ("Energy (MWh)") is none beside others. A sum without a unit is measured as the row below
    it."""
    below = NOWHERE
    units: dict[int, SheetCell] = {}
    words: dict[tuple[int, int], str] = {}
    for row in reversed(rows):
        held = [(column, text) for column in labels if (text := page.text(row, column))]
        if not held or not figured(row):
            continue
        column, text = held[-1]
        label, bracket = page.cell(row, column), text.rpartition("(")[2].rstrip(") ")
        fuel = header_rows.own_unit(text) if header_rows.carrier(text) else None
        if named := header_unit(text):
            plain = "" if len(held) > 1 and head_words.measures(text) else named[0].strip(" ,:;-–([")
            words[row, column], below = plain, label.saying(named[1].name)
        elif fuel or (text.endswith(")") and unit_like(bracket)):
            below = label.saying(fuel or bracket)
        units[row] = below
    kinds = {row: header_rows.measured(cell.text) for row, cell in units.items() if cell.text}
    if sum(kind in KINDS for kind in kinds.values()) < LEAST_ROWS:
        return Measured(page, {}, [])
    burned = {row: header_rows.carrier(page.text(row, labels[-1])) for row, kind in kinds.items() if kind == "fuel"}
    fuels = {row for row, carrier in burned.items() if carrier and carrier != WASTE}
    others = [row for row in units if kinds.get(row) not in KINDS and row not in fuels]
    return Measured(page.worded(words), units, others)
