"""Units behind the labels of rows ("Municipal fleet, MWh"), in a table that states its unit nowhere else."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, header_rows
from datasets.intake.layouts.blocks import Block, figures
from datasets.intake.layouts.brackets import unit_like
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell

LEAST_ROWS = 2
"""So many labels with a unit of energy or emissions state the units of their rows."""
OTHER = across.Apart("row-left-out", Sentence("amounts that are not measured as the other rows are"))


class Measured(NamedTuple):
    """A table with bare labels, the unit of each row with figures, and the rows that measure something else."""

    page: Page
    units: dict[int, SheetCell]
    others: list[int]


def measured(block: Block) -> Measured:
    """The table by the units behind its labels; as it is where its unit is stated otherwise or nowhere. A sum without
    a unit is measured as the row below it."""
    page, below = block.page, NOWHERE
    roles = block.roles.values()
    if "unit" in block.about or any(role.unit.text or header_rows.own_unit(role.carrier.text) for role in roles):
        return Measured(page, {}, [])
    units: dict[int, SheetCell] = {}
    words: dict[tuple[int, int], str] = {}
    for row in reversed(range(block.first, block.last)):
        held = [(column, text) for column in block.labels if (text := page.text(row, column))]
        if not held or not figures(block, row):
            continue
        column, text = held[-1]
        label, bracket = page.cell(row, column), text.rpartition("(")[2].rstrip(") ")
        if named := header_unit(text):
            words[row, column], below = named[0].strip(" ,:;-–(["), label.saying(named[1].name)
        elif text.endswith(")") and unit_like(bracket):
            below = label.saying(bracket)
        units[row] = below
    kinds = Counter(header_rows.measured(cell.text) for cell in units.values() if cell.text)
    known = {kind: count for kind, count in kinds.items() if kind in ("energy", "emissions")}
    if sum(known.values()) < LEAST_ROWS:
        return Measured(page, {}, [])
    main = max(known, key=lambda kind: known[kind])
    others = [row for row, cell in units.items() if header_rows.measured(cell.text) != main]
    return Measured(page.worded(words), units, others)
