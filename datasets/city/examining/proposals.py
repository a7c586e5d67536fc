"""The repairs of findings as answers that a draft takes, and which of those it was given still fit what is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.detection.case import Finding
from analytics.detection.figure_repairs import HeldPlace, scaled
from analytics.detection.places import EMISSIONS
from analytics.text.problems import Problem, ask
from analytics.text.rereading import close, steps_of
from analytics.text.sentences import Sentence
from analytics.vocabulary import Measure, Quantity, measure
from datasets.intake import looked_at
from datasets.intake.checking import repaired_cells
from datasets.intake.checking.repaired_cells import REPAIR, RepairedCell
from datasets.store import Revision

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CELLS = 500
"""Cells that one repair may change: the answer is kept with the revision, and a person has to look at each."""
Examined = Callable[["pa.Table"], Sequence[Finding]]
WHERE = ("source_sheet", "source_row", "source_column")
_READ = ("city_id", "year", "method", "quantity", "value", "original_unit", *HeldPlace._fields, *WHERE)


def question(finding: Finding) -> str:
    """The question to which the repair of a finding is an answer."""
    return f"{REPAIR}:{looked_at.name(finding)}"


def of(table: pa.Table, findings: Iterable[Finding]) -> dict[str, str]:
    """The repairs that ``findings`` about the rows of a draft propose, each as an answer by its question."""
    wanted = [finding for finding in findings if finding.mends is not None]
    if not wanted:
        return {}
    rows = _rows(table)
    found = {question(finding): _cells(rows, finding) for finding in wanted}
    return {key: repaired_cells.written(cells) for key, cells in found.items() if 0 < len(cells) <= MOST_CELLS}


def _rows(table: pa.Table) -> dict[tuple[str, int, HeldPlace], list[dict[str, Any]]]:
    """The rows of a draft that hold a number, by city, year and place."""
    found: dict[tuple[str, int, HeldPlace], list[dict[str, Any]]] = {}
    columns = (table[name].to_pylist() for name in _READ)
    for values in zip(*columns, strict=True):
        row = dict(zip(_READ, values, strict=True))
        place = HeldPlace(row["sector"], row["label"] or "", row["carrier"] or "", row["scope"], row["gpc_ref"] or "")
        if row["value"] is not None:
            found.setdefault((row["city_id"], row["year"], place), []).append(row)
    return found


def _cells(rows: Mapping[tuple[str, int, HeldPlace], list[dict[str, Any]]], finding: Finding) -> list[RepairedCell]:
    """The cells that a repair changes; none where it cannot be carried out in this file as it is."""
    repair = finding.mends
    assert repair is not None
    held = [rows.get((finding.city_id, finding.year, place), []) for place in repair.places]
    if not all(held) or len({row["method"] for found in held for row in found}) != 1:
        return []
    if repair.carrier:
        every = [row for found in held for row in found]
        told = all(steps_of(row["original_unit"], row["quantity"]) for row in every)  # else the fuel is in the figure
        by_row = {(row["source_sheet"], row["source_row"]): row for row in every}
        return [_cell(row, row["carrier"], repair.carrier) for row in by_row.values()] if told else []
    if repair.columns:
        return [
            cell for found in held for cell in _exchanged(_of(found, Measure.ENERGY), _of(found, Measure.EMISSIONS))
        ]
    mine = [_of(found, Measure.EMISSIONS if repair.measure == EMISSIONS else Measure.ENERGY) for found in held]
    if not all(mine):
        return []
    if repair.exchanged:
        return _exchanged(*mine) if len(mine) == 2 else []
    return [
        _cell(row, row["value"], scaled(row["value"], repair.times)) for found in mine for row in found if row["value"]
    ]


def _of(rows: Sequence[dict[str, Any]], of: Measure) -> list[dict[str, Any]]:
    """The rows of a measure; of emissions CO2e alone where there is any, as the examination does."""
    mine = [row for row in rows if measure(row["quantity"]) == of]
    whole = [row for row in mine if row["quantity"] == Quantity.CO2E]
    return whole or mine


def _exchanged(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> list[RepairedCell]:
    """Two figures that change places; none where they are several, or one is zero."""
    if len(one) != 1 or len(other) != 1 or not (one[0]["value"] and other[0]["value"]):
        return []
    return [
        _cell(one[0], one[0]["value"], other[0]["value"]),
        _cell(other[0], other[0]["value"], one[0]["value"]),
    ]


def _cell(row: Mapping[str, Any], old: float | str, new: float | str) -> RepairedCell:
    return RepairedCell(row["source_sheet"], row["source_row"], row["source_column"], old, new)


def with_cells(table: pa.Table, cells: Iterable[RepairedCell], back: bool = False) -> pa.Table:
    """The rows of a draft with cells as they are repaired, or ``back`` as they stand in the file."""
    import pyarrow as pa

    changes = {cell.place: cell.old if back else cell.new for cell in cells}
    rows = {place[1] for place in changes}
    near = np.flatnonzero(np.isin(table["source_row"].to_numpy(), list(rows)))
    places = zip(*(table[name].take(pa.array(near)).to_pylist() for name in WHERE), strict=True)
    at = {int(row): changes[place] for row, place in zip(near, places, strict=True) if place in changes}
    # A carrier is that of the row, whichever of its columns a repair names.
    by_row = {place[:2]: value for place, value in changes.items() if isinstance(value, str)}
    values, carriers = table["value"].to_pylist(), table["carrier"].to_pylist()
    sheets, numbers = table["source_sheet"].to_pylist(), table["source_row"].to_pylist()
    for row in near.tolist():
        if (sheets[row], numbers[row]) in by_row:
            carriers[row] = by_row[sheets[row], numbers[row]]
        elif isinstance(at.get(row), int | float):
            values[row] = float(at[row])
    for name, column in (("value", values), ("carrier", carriers)):
        kind = table[name].type
        plain = pa.array(column, getattr(kind, "value_type", kind))
        table = table.set_column(table.column_names.index(name), name, plain)
    return table


def fitting(
    table: pa.Table, answers: Mapping[str, str], examined: Examined
) -> tuple[dict[str, Finding], tuple[str, ...]]:
    """Of the repairs that a draft was given: the finding that each mends, and those that nothing proposes any more.

    ``table`` holds the rows with all of them. They are made anew from the file as it stands, since one repair may show
    the next one only: whatever the examination proposes then is one that fits.
    """
    given = repaired_cells.given(answers)
    open_ones, found = dict(given), dict[str, Finding]()
    if not given:
        return found, ()
    table = with_cells(table, (cell for cells in given.values() for cell in cells), back=True)
    while open_ones:
        told = examined(table)
        proposed = of(table, told)
        by_question = {question(finding): finding for finding in told}
        fits = [
            key for key in open_ones if key in proposed and _alike(open_ones[key], repaired_cells.read(proposed[key]))
        ]
        if not fits:
            break
        for key in fits:
            found[key] = by_question[key]
            table = with_cells(table, open_ones.pop(key))
    return found, tuple(open_ones)


def outdated(key: str, cells: Sequence[RepairedCell], newest: Sequence[Revision]) -> Problem:
    """That a repair fits no longer, and whose commit may be the reason."""
    first = cells[0]
    said = Sentence(
        "a repair from {old} to {new}, which nothing calls for any more",
        old=repaired_cells.shown(first.old),
        new=repaired_cells.shown(first.new),
    )
    if newest:
        said = Sentence(
            "{repair}; the newest revision of the city is {revision}, by {author}",
            repair=said,
            revision=newest[0].revision,
            author=newest[0].author,
        )
    return ask(
        "repair-outdated",
        said,
        "a repair that fits the recorded figures",
        "Look at the figures on file, then take the repair back or choose it again.",
        sheet=first.sheet,
        row=first.row,
        column=first.column,
        key=key,
        cells=len(cells),
    )


def _alike(one: Sequence[RepairedCell], other: Sequence[RepairedCell]) -> bool:
    mine, theirs = ({cell.place: cell.new for cell in cells} for cells in (one, other))
    return mine.keys() == theirs.keys() and all(_same(mine[place], theirs[place]) for place in mine)


def _same(one: float | str, other: float | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return close(one, other)
