"""Sectors down, carriers or scopes across: the Covenant matrix, and the inventory tables of climate contracts.

A carrier or a scope stands above each column of numbers, in one to three rows; where carriers stand in a row below the
numbers, or down among the sectors, they are taken from there. Totals are checked and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import (
    across,
    dating,
    header_rows,
    label_columns,
    label_units,
    sharing,
    table_heads,
    titles,
)
from datasets.intake.layouts.blocks import DESCRIBED, Block, blocks, carrier_row, figures
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Records, SheetCell

DESCRIBES = across.Apart("row-left-out", Sentence("shares or fuels that describe other rows"))
SHIFTED = across.Apart(
    "shifted-row",
    Sentence("a label left of the first figure: the cells of this row may be shifted by a column"),
    Sentence("Move the cells of this row to their columns."),
    refused=True,
)


def tables(pages: Sequence[Page]) -> list[Block]:
    """The tables of all sheets, each with what is written above it and what it shares with others."""
    found = [replace(block, about=dict(block.about)) for page in pages for block in blocks(page)]
    sharing.complete([(block.page.grid.sheet, block.about) for block in found])
    for block in found:  # what is named above a table itself goes before what another table says
        dated, year = block.dated, block.about.get("year", NOWHERE)
        if dated.open and dated.stated and year.text and dated.candidates != (year.text,):
            del block.about["year"]
    return found


def _date(records: Records, found: Sequence[Block], answers: Mapping[str, str]) -> None:
    """Tell where the years of the tables were read, and ask for one that is not settled, once for all of them."""
    told: dict[Problem, None] = {}  # parts of a table share what stands above it
    for block in (block for block in found if not block.dated.open):
        told |= dict.fromkeys(dating.told(block.dated, block.about, answers))
    records.problems += told
    unsettled = [block.dated for block in found if block.dated.open and "year" not in block.about]
    # Tables of different years cannot share an answer.
    alike = len(unsettled) == len(found) and len({dated.candidates for dated in unsettled}) == 1
    if "year" not in answers or not alike:
        records.problems += dating.questions(unsettled, alike)


def layout(pages: Sequence[Page], answers: Mapping[str, str]) -> Layout | None:
    """The records of all tables in ``pages``; the unit of one without any is asked about as in a long table."""
    records = Records()
    found = tables(pages)
    _date(records, found, answers)
    for block in found:
        across.read(records, _declared(block), answers)
    for page in pages:
        _below(records, page)
    kind = "covenant" if any(block.of_carriers for block in found) else "contract"
    return records.layout(kind, detailed=True) if len(records) or records.rejected else None


def _declared(block: Block) -> across.Across:
    """A table as what its heads and labels say."""
    heads = block.heads.values()
    stated = "unit" in block.about or any(
        "unit" in head or header_rows.own_unit(head["carrier"].text) for head in heads
    )
    rows_of = range(block.first, block.last)
    rows = range(0) if stated else block.body or rows_of
    page, units, others = label_units.of_rows(block.page, rows, block.labels, lambda row: bool(figures(block, row)))
    start, across_it = block.columns[0], ("carrier", "scope") if block.of_carriers else ("scope",)  # named in a corner
    fields = label_columns.by_field(page, block.header, rows_of, range(start, page.width), start, ("value", *across_it))
    own = {(row, column): {"unit": cell} for row, cell in units.items() for column in block.columns}
    return across.Across(
        page,
        block.header[-1],
        block.first,
        block.heads,
        fields,
        block.about,
        lambda name: None,
        block.totals,
        block.apart,
        {**dict(_rows_apart(block, fields)), **dict.fromkeys(others, label_units.OTHER)},
        crossed=True,
        last=block.last,
        parts=[block.refused or titles.TitledPart(block.first, block.last, carrier=block.carrier)],
        below=own | dict(_named_below(block)),
    )


def _rows_apart(block: Block, fields: Mapping[str, int]) -> Iterator[tuple[int, across.Apart | None]]:
    """The rows that are none of the table: those that name carriers, those that describe others, and those whose cells
    may be shifted."""
    page = block.page
    words = [column for name, column in fields.items() if name not in ("year", "period", "population")]
    for row in range(block.first, block.last):
        named = [text for column in fields.values() if (text := page.text(row, column))]
        numbers = any(header_rows.numeric(page.text(row, column)) for column in words)
        if carrier_row(page, row, block) or table_heads.again(page, row, block.header[-1]):
            yield row, None
        elif figures(block, row) and any(header_rows.percent(text) or DESCRIBED.search(text) for text in named):
            yield row, DESCRIBES
        elif figures(block, row) and numbers:
            yield row, SHIFTED


def _named_below(block: Block) -> Iterator[tuple[tuple[int, int], dict[str, SheetCell]]]:
    """The carriers, or the places, that stand in a row below the figures that they are of."""
    page = block.page
    for row in range(block.first + 1, block.last):
        if carrier_row(page, row, block):
            name = "carrier" if any(header_rows.carrier(page.text(row, at)) for at in block.columns) else "subsector"
            for column in figures(block, row - 1):
                if page.text(row, column).strip("-–— "):
                    yield (row - 1, column), {name: page.cell(row, column)}


def _below(records: Records, page: Page) -> None:
    """Rows of figures below the last table of a sheet, which belong to none: left out, and told."""
    found = blocks(page)
    end = found[-1].last if found else page.height
    cells = [
        page.value(row, column)
        for row in range(end, page.height)
        if len(figures(found[-1], row)) > 1
        for column in figures(found[-1], row)
    ]
    records.leave_out(
        "row-left-out", Sentence("figures below the table, in rows that belong to none"), across.SHARES.fix, cells
    )
