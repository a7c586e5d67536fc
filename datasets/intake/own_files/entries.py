"""Rows of an inventory that fill the same cell: which of them is which, where a table is to be read back row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from datasets.reference import catalogue
from datasets.store import Line


def entries(lines: Sequence[Line]) -> Iterable[int | None]:
    """For each row the number that tells it from the others of its cell; None where it is the only one.

    Rows are of one cell where no other column of our tables tells them apart: labels are compared as the check of
    imports compares them, without regard to case and spaces.
    """
    cells = [_cell(line) for line in lines]
    together, counted = Counter(cells), Counter[tuple[object, ...]]()
    for cell in cells:
        counted[cell] += 1
        yield counted[cell] if together[cell] > 1 else None


def _cell(line: Line) -> tuple[object, ...]:
    label = catalogue.normal_label(line.label)
    return line.year, line.method, line.quantity, line.sector, label, line.carrier, line.scope, line.gpc_ref
