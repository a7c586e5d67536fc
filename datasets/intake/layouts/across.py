"""Figures below the heads of columns: what each head says (year, sector, carrier, unit) and what stands left of a row.

A layout declares which columns hold what; titles among the rows, headings, sums and what is left out are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows, outline, sum_rows, titles
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning.sum_words import is_total

OF_ALL = ("city", "population", "source", "method", "gwp_set", "approach")
"""What may be written above the table for all its figures."""
NAMING = ("macro_area", "sector", "subsector", "carrier")
_LEFT_OUT = Sentence("They were left out.")


class TotalColumn(NamedTuple):
    """A column of totals: the unit in its head, and the columns that it sums up."""

    unit: SheetCell
    parts: frozenset[int]


@dataclass(frozen=True)
class Across:
    """A table as its layout declares it: ``page`` bears the names of its columns, ``row`` holds them, ``first`` is the
    first row below them.

    ``heads`` say of each column of figures what it is of, ``labels`` where a field stands in each row; ``totals`` sum
    up others, ``shares`` are none. ``about`` stands above the table, ``units`` are
    stated in its header. Where each row is ``dated``, one without a year describes others; ``other`` says what a column
    is that holds anything else, where that is told.
    """

    page: Page
    row: int
    first: int
    heads: Mapping[int, Mapping[str, SheetCell]]
    labels: Mapping[str, int]
    about: Mapping[str, SheetCell]
    other: Callable[[str], Sentence] | None = None
    totals: Mapping[int, TotalColumn] = field(default_factory=dict)
    shares: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    dated: bool = False
    again: int | None = None
    """The row of names, where the rows may name them once more."""
    placed: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def own(self) -> frozenset[str]:
        """What the columns or rows say by themselves, so that no title among the rows does."""
        beside = {name for name in ("unit", "carrier") if name in self.labels}
        heads = {"year" for says in self.heads.values() if "year" in says}
        carriers = {"carrier" for says in self.heads.values() if "sector" in says or "carrier" in says}
        return frozenset({*beside, *heads, *carriers, *({"years"} if self.dated else ())})

    def year(self, row: int) -> str:
        """The year of a row, where each has its own."""
        text = self.page.text(row, self.labels["year"]) if "year" in self.labels else ""
        return year_text(text) if self.dated else text

    def filled(self, row: int, columns: Sequence[int] | Mapping[int, object]) -> list[SheetCell]:
        """The cells of a row in some columns that hold something."""
        return [self.page.value(row, column) for column in columns if self.page.filled(row, column)]


@lru_cache(maxsize=4096)  # a long table says each of its years in thousands of rows
def year_text(text: str) -> str:
    """The year, or the period across two years, that a cell or a head is; nothing for others."""
    year = header_rows.year(text)
    return str(year) if year else header_rows.period(text) or ""


def layout(table: Across, answers: Mapping[str, str], name: str) -> Layout | None:
    """One record for each figure below a head. Totals are held against their parts and left out."""
    records, page = Records(), table.page
    about = {said: table.about[said] for said in OF_ALL if said in table.about}
    years = {says["year"].text for says in table.heads.values() if "year" in says} or {
        year for row in range(table.first, page.height) if (year := table.year(row))
    }
    if "population" not in table.labels and records.undated(about.get("population", NOWHERE), len(years)):
        del about["population"]
    if "year" in table.about and not years:
        about["year"] = table.about["year"]
    parts, again = titles.parts(_titled(table))
    rows = _readable(records, table, parts, again)
    lines = outline.with_totals(_lines(table, rows), answers) if {"sector", "subsector"} & table.labels.keys() else []
    found = outline.Outline() if "carrier" in table.labels else outline.outlined(lines, answers)
    summed = [line.row for line in lines if line.total and line.row in rows]
    if not lines and "city" in table.labels:
        summed = [row for row in rows if is_total(page.text(row, table.labels["city"]))]
    totals = [row for row in rows if (row in summed and len(summed) < len(rows)) or row in found.parents]
    for row in (row for row in rows if row not in totals):
        part = titles.at(parts, row)
        for column in table.heads:
            if page.filled(row, column):
                said = about | _said(records, table, row, column, part)
                if sector := found.sectors.get(row):
                    own = header_rows.coded(said["subsector" if "subsector" in table.labels else "sector"])
                    said |= {"subsector": NOWHERE, "carrier": own, "sector": sector}
                table.placed[row, column] = records.add(page.value(row, column), said)
    own_units = {row: unit.text for row in rows if (unit := titles.at(parts, row).unit)}
    known = {line.row: line.parts for line in lines if line.parts} | dict(found.parents)
    _total_rows(records, table, rows, totals, own_units, known)
    _total_columns(records, table, [row for row in rows if row not in totals], parts)
    shares = [cell for row in rows for cell in table.filled(row, sorted(table.shares))]
    shared = Sentence("shares of a total in per cent, or figures per head")
    records.leave_out("share-left-out", shared, _LEFT_OUT, shares)
    if table.other:
        _beside(records, table, rows, table.other)
    return records.layout(name) if len(records) else None


def _titled(table: Across) -> titles.TitledTable:
    """The table as it is looked through for titles: whether its unit stands in its header or above it."""
    figures = frozenset({*table.heads, *table.totals, *table.shares})
    above = table.about.get("unit", NOWHERE).text
    return titles.TitledTable(
        table.page, table.first, table.page.height, figures, table.units, above, own=table.own, header=table.again
    )


def _readable(records: Records, table: Across, parts: Sequence[titles.TitledPart], again: Sequence[int]) -> list[int]:
    """The rows with figures, without those that describe others and those that are refused for a title above them."""
    rows: list[int] = []
    described: list[SheetCell] = []
    refused: dict[int, list[SheetCell]] = {}
    for row in range(table.first, table.page.height):
        cells = table.filled(row, [*table.heads, *table.totals])
        part = titles.at(parts, row)
        if table.dated and not table.year(row):
            described += cells
        elif cells and row not in again:
            if part.refused:
                refused.setdefault(part.first, []).extend(cells)
            else:
                rows.append(row)
    for part in parts:
        if part.first in refused:
            titles.refuse(records, part, refused[part.first])
    records.leave_out(
        "row-left-out", Sentence("figures in rows without a year, such as means or changes"), _LEFT_OUT, described
    )
    return rows


def _lines(table: Across, rows: Sequence[int]) -> list[outline.LabelledRow]:
    """The rows with figures, and those with a label alone, which may be headings."""
    labels = [column for name, column in table.labels.items() if name in NAMING]
    column = table.labels.get("subsector", table.labels.get("sector", labels[-1] if labels else 0))
    page = table.page
    return [
        outline.LabelledRow(
            row,
            page.cell(row, column),
            {place: page.value(row, place) for place in table.heads if page.filled(row, place)} if row in rows else {},
            any(is_total(page.text(row, place)) for place in labels),
        )
        for row in range(table.first, page.height)
        if row in rows or (page.text(row, column) and not table.filled(row, table.heads))
    ]


def _said(records: Records, table: Across, row: int, column: int, part: titles.TitledPart) -> dict[str, SheetCell]:
    """What is known of one figure: what its row and its head say, and the unit in its row, under a title, in its header
    or above the table."""
    page, head = table.page, table.heads[column]
    said = {name: header_rows.label(page.cell(row, place)) for name, place in table.labels.items()} | dict(head)
    if table.dated:
        said["year"] = page.cell(row, table.labels["year"]).saying(table.year(row))
    if part.carrier:
        said["carrier"] = header_rows.coded(part.carrier)
    if "unit" in table.labels:
        return said
    above = table.about.get("unit", _of_a_label(table))
    beside = said.get("carrier", NOWHERE) if "carrier" in table.labels else NOWHERE
    remark = header_rows.remark(beside.text) if beside.text and header_rows.carrier(beside.text) else None
    unit = head.get("unit", above)
    if header_rows.own_unit(beside.text) and header_rows.carrier(beside.text):
        said["carrier"] = header_rows.coded(beside)
        if remark is None and ("unit" not in head or unit.row == head.get("year", NOWHERE).row):
            unit = header_rows.unit_of_figures(beside, above) or beside.saying(beside.text)
    unit = part.unit or unit
    records.pass_over(beside, remark, unit)
    return said | ({"unit": unit} if unit.text else {})


def _of_a_label(table: Across) -> SheetCell:
    """A unit in the name of a column of labels ("Emissions (kt CO2e)")."""
    for column, text in table.page.texts(table.row):
        if column not in table.totals and (found := header_unit(text)):
            return table.page.cell(table.row, column).saying(found[1].name)
    return NOWHERE


def _total_rows(
    records: Records,
    table: Across,
    rows: Sequence[int],
    totals: Sequence[int],
    own_units: Mapping[int, str],
    parents: Mapping[int, Sequence[int]],
) -> None:
    """The printed totals of each city, of rows in one unit; ``own_units`` holds that of the rows below a title."""
    page, left = table.page, list[SheetCell]()
    named = [column for name, column in table.labels.items() if name in ("sector", "subsector")]
    sectors = {
        row: next((code for column in named if (code := header_rows.sector(page.text(row, column)))), None)
        for row in rows
        if row not in totals
    }
    alike = [table.labels[name] for name in ("city", "year", "unit") if name in table.labels]
    label_at = table.labels.get("subsector", table.labels.get("sector", table.labels.get("city", 0)))
    for row in totals:
        label = next((text for column in named if header_rows.totalled(text := page.text(row, column))), "")
        said = {column: text for column in alike if (text := page.text(row, column)) and not is_total(text)}
        mine = list(parents.get(row, ())) or [
            later
            for later in sum_rows.of_total(label, sectors)
            if own_units.get(later) == own_units.get(row)
            and all(page.text(later, c) == text for c, text in said.items())
        ]
        for column, head in table.heads.items():
            if page.filled(row, column):
                left.append(page.value(row, column))
                parts = tuple(table.placed[later, column] for later in mine if (later, column) in table.placed)
                above = head.get("unit", table.about.get("unit", NOWHERE)).text
                unit = page.text(row, table.labels["unit"]) if "unit" in table.labels else own_units.get(row, above)
                records.printed.append(Printed(left[-1], parts, page.text(row, label_at) or "Total", unit))
    records.leave_totals(Sentence("totals of other rows"), left)


def _total_columns(records: Records, table: Across, rows: Sequence[int], parts: Sequence[titles.TitledPart]) -> None:
    """The totals of a row, each to be held against the figures in its own unit."""
    page, left = table.page, list[SheetCell]()
    for row in rows:
        above = (titles.at(parts, row).unit or table.about.get("unit", NOWHERE)).text
        for column in table.totals:
            if page.filled(row, column):
                left.append(page.value(row, column))
                name = page.text(table.row, column) or "Total"
                unit = "" if "unit" in table.labels else table.totals[column].unit.text or above
                alike = [
                    table.placed[row, place]
                    for place, head in table.heads.items()
                    if (row, place) in table.placed
                    and place in table.totals[column].parts
                    and (not unit or head.get("unit", SheetCell(above)).text == unit)
                ]
                records.printed.append(Printed(left[-1], tuple(alike), name, unit))
    records.leave_totals(Sentence("totals of other columns"), left)


def _beside(records: Records, table: Across, rows: Sequence[int], other: Callable[[str], Sentence]) -> None:
    """The figures right of the labels that stand under no head: refused where nothing names them, else left out."""
    page = table.page
    used = {*table.heads, *table.shares, *table.totals, *table.labels.values()}
    for column in range(min(used, default=0), page.width):
        cells = [
            page.value(row, column)
            for row in rows
            if column not in used
            and page.filled(row, column)
            and (page.kind(row, column) in ("n", "e", "f") or header_rows.figure(page.text(row, column)))
        ]
        name = page.text(table.row, column)
        if cells and not name:
            wanted = Sentence("a name above every column that holds something")
            records.refuse("unnamed-column", wanted, Sentence("Name the column or empty it."), cells)
        elif cells:
            records.leave_out("column-left-out", other(name), _LEFT_OUT, cells)
