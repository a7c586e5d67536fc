"""Rows of an inventory that fill the same cell: which of them is which, where a table is to be read back row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from datasets.reference import catalogue
from datasets.store import InventoryRow


def entries(rows: Sequence[InventoryRow]) -> Iterable[int | None]:
    """For each row the number that tells it from the others of its cell; None where it is the only one.

    Rows are of one cell where no other column of our tables tells them apart: labels are compared as the check of
    imports compares them, without regard to case and spaces.
    """
    cells = [_cell(row) for row in rows]
    together, counted = Counter(cells), Counter[tuple[object, ...]]()
    for cell in cells:
        counted[cell] += 1
        yield counted[cell] if together[cell] > 1 else None


def _cell(row: InventoryRow) -> tuple[object, ...]:
    label = catalogue.normal_label(row.label)
    return row.year, row.method, row.quantity, row.sector, label, row.carrier, row.scope, row.gpc_ref
