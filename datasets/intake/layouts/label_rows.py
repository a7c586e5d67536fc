"""One column of figures beside labels that hold sectors and, below each of them, its carriers.

Such a table names its columns as a long one does ("Sector", "MWh"); what a row is of follows from its outline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows, outline, sum_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning.mapping import Columns, left_out, mapped
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.dialect import FIRST_ROWS

_LABELS = ("subsector", "sector")
_OF_ALL = ("city", "year", "unit", "population", "source", "method", "gwp_set", "approach")
"""What may be written above the table for all its rows."""


class _Table(NamedTuple):
    """The row of the column names, what the columns hold, the field of the labels, and the outline of the rows."""

    header: int
    columns: Columns
    label: str
    outline: outline.Outline


def header(page: Page) -> int | None:
    """The row that names a column of labels and one of figures, where the labels are an outline."""
    found = _found(page, {})
    return found.header if found else None


def suspected(columns: Columns, samples: Sequence[Sequence[str]]) -> bool:
    """Whether carriers stand among the sectors of a long table, by the first cells of its columns."""
    place = columns.positions.get(_label(columns) or "")
    if place is None or not columns.values:
        return False
    return any(outline.sure(word) for word in set(samples[place]) if word)


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure beside a label. Sectors with a figure above their carriers, and rows that are called
    totals, are checked against their parts and left out."""
    found = _found(page, answers)
    if found is None:
        return None
    named, records = page.headed(found.header), Records()
    about = {name: cell for name, cell in header_rows.about(page, 0, found.header).items() if name in _OF_ALL}
    positions, label = found.columns.positions, found.label
    placed: dict[int, list[int]] = {}
    totals: dict[int, list[int]] = {}
    sectors: dict[int, str | None] = {}
    for row in range(found.header + 1, page.height):
        cells = [named.value(row, one.index) for one in found.columns.values if page.filled(row, one.index)]
        if not cells:
            continue
        said = {name: named.cell(row, place) for name, place in positions.items() if page.text(row, place)}
        if is_total(said.get(label, NOWHERE).text):
            totals[row] = []
            continue
        if row in found.outline.parents:
            totals[row] = list(found.outline.parents[row])
            continue
        if sector := found.outline.sectors.get(row):
            said |= {"carrier": header_rows.coded(said.pop(label)), "sector": sector}
        sectors[row] = header_rows.sector(said.get("sector", NOWHERE).text)
        placed[row] = [records.add(cell, _with_unit(found, about, cell) | said) for cell in cells]
    summed: list[SheetCell] = []
    for row, known in totals.items():
        rows = known or [
            other
            for other in sum_rows.of_total(page.text(row, positions[label]), sectors)
            if _alike(page, positions, row, other)
        ]
        for place, one in enumerate(found.columns.values):
            if page.filled(row, one.index):
                cell = named.value(row, one.index)
                parts = tuple(placed[part][place] for part in rows if place < len(placed.get(part, ())))
                unit = _with_unit(found, about, cell).get("unit", NOWHERE).text
                if "unit" in positions:
                    unit = page.text(row, positions["unit"])
                summed.append(cell)
                records.printed.append(Printed(cell, parts, page.text(row, positions[label]) or "Total", unit))
    records.leave_totals(Sentence("totals of other rows"), summed)
    records.problems += left_out(found.columns, found.header + 1)
    return records.layout("outline") if len(records) else None


def _found(page: Page, answers: Mapping[str, str]) -> _Table | None:
    for row in range(min(page.height, FIRST_ROWS)):
        names = [page.text(row, column) for column in range(page.width)]
        fields = {header_rows.field(name) for name in names if name}
        if not fields & {"sector", "subsector"} or "carrier" in fields or any(map(header_rows.numeric, names)):
            continue
        samples = [[page.text(later, column) for later in range(row + 1, page.height)] for column in range(page.width)]
        columns, problems = mapped(names, answers, row + 1, samples)
        label = _label(columns)
        if label is None or not columns.values or any(problem.severity == "block" for problem in problems):
            continue
        lines = [
            outline.Line(
                later,
                page.headed(row).cell(later, columns.positions[label]),
                {one.index: page.value(later, one.index) for one in columns.values if page.filled(later, one.index)},
                is_total(page.text(later, columns.positions[label])),
            )
            for later in range(row + 1, page.height)
            if page.text(later, columns.positions[label])
        ]
        lines = outline.with_totals(lines, answers)
        found = outline.outlined(lines, answers)
        parents = {line.row: line.parts for line in lines if line.parts} | dict(found.parents)
        return _Table(row, columns, label, outline.Outline(found.sectors, parents)) if found.sectors else None
    return None


def _label(columns: Columns) -> str | None:
    """The field of the last column of labels, where no other column says of what the figures are."""
    if {"carrier", "gpc_ref"} & columns.positions.keys():
        return None
    return next((name for name in _LABELS if name in columns.positions), None)


def _alike(page: Page, positions: Mapping[str, int], one: int, other: int) -> bool:
    """Whether two rows are of one city, year and unit, as far as their columns say so."""
    return all(
        page.text(one, positions[name]) == page.text(other, positions[name]) for name in _OF_ALL if name in positions
    )


def _with_unit(found: _Table, about: Mapping[str, SheetCell], cell: SheetCell) -> dict[str, SheetCell]:
    """What is known of a figure beside its row: what stands above the table, and the unit in the name of its column."""
    unit = next((one.unit for one in found.columns.values if one.unit and one.column == cell.column), None)
    own = {"unit": cell.saying(unit.name)} if unit else {}
    return {**about, **own}
