"""What a commit would change, cell by cell, against the revision in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Change = Literal["new", "changed", "removed"]


class FigurePlace(NamedTuple):
    """A place with its label and what is counted there. Where a GPC reference names it, the label is only a caption and
    stays None."""

    sector: str
    label: str | None
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    quantity: str


class Figure(NamedTuple):
    """One figure of a cell: a number in MWh or t, or the notation key in its place."""

    value: float | None
    key: str | None


Cells = dict[FigurePlace, list[Figure]]


@dataclass(frozen=True)
class CellChange:
    """One cell that a commit would fill, change or empty. Several sources of one cell are all of its figures."""

    kind: Change
    place: FigurePlace
    before: tuple[Figure, ...]
    after: tuple[Figure, ...]


def cells(rows: Sequence[tuple[Any, ...]]) -> Cells:
    """What fills each cell, from ``rows`` as ``Store.rows_in_force`` gives them; several figures in one order."""
    found: Cells = {}
    for sector, label, carrier, scope, gpc_ref, quantity, value, key, *_ in rows:
        place = FigurePlace(sector, None if gpc_ref else label, carrier, scope, gpc_ref, quantity)
        found.setdefault(place, []).append(Figure(value, key))
    for figures in found.values():
        figures.sort(key=lambda figure: (repr(figure.value), str(figure.key)))
    return found


def changes(before: Cells, after: Cells) -> Iterator[CellChange]:
    """Every cell that differs: the changed ones first, then the new and the removed ones, each in the order of rows."""
    for place in after:
        if place in before and after[place] != before[place]:
            yield CellChange("changed", place, tuple(before[place]), tuple(after[place]))
    for place in after:
        if place not in before:
            yield CellChange("new", place, (), tuple(after[place]))
    for place in before:
        if place not in after:
            yield CellChange("removed", place, tuple(before[place]), ())
