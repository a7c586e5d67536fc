"""A new layout is one declaration: what stands in which column, and what is said of each figure. All else, from titles
and totals to questions, is the same for every layout."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

import pytest

from analytics.text.header_units import header_unit
from datasets.intake import drafting, layouts
from datasets.intake.layouts import across, declared, head_words, header_rows
from datasets.intake.layouts.long_records import Layout, Page, SheetCell
from tests.datasets.files import empty_store

LIST = """\
Energy balance of the city
Inventory year,2019
856614,Residential electricity (MWh)
1424218,Residential natural gas (MWh)
12,Transport diesel (MWh)
2280844,Total
"""
"""A list without any row of names: whose energy it is, of which carrier and in which unit, behind each figure."""


CARDS = """\
Energy balance of the city
Inventory year,2019
Sector,Residential
Energy carrier,Electricity
Amount (MWh),856614
Energy carrier,Natural gas
Amount (MWh),1424218
Sector,Transport
Energy carrier,Diesel
Amount (MWh),12
"""
"""Cards below each other: what holds for an amount stands in the rows above it."""


def said(page: Page, row: int) -> dict[str, SheetCell] | None:
    """What the label of a row says of the figure left of it: its sector, its carrier and its unit."""
    label = page.cell(row, 1)
    named = header_unit(label.text)
    pair = head_words.pair(named[0].strip(" (")) if named and header_rows.numeric(page.text(row, 0)) else None
    if named is None or pair is None:
        return None
    return {
        "sector": label.saying(pair[0]),
        "carrier": header_rows.coded(label.saying(pair[1])),
        "unit": label.saying(named[1].name),
    }


def listed(page: Page) -> dict[int, dict[str, SheetCell]]:
    """The rows of such a list, each with what is said of its figure; none in a table of any other kind."""
    rows = {row: found for row in range(page.height) if page.width == 2 and (found := said(page, row))}
    return rows if len(rows) > 1 else {}


def layout(page: Page, rows: dict[int, dict[str, SheetCell]], answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure of the list."""
    first = min(rows)
    about = header_rows.about(page, 0, first)
    below = {(row, 0): found for row, found in rows.items()}
    table = declared.Across(page, first, first, {0: {}}, {"sector": 1}, about, below=below)
    return across.layout(table, answers, "list")


def carded(page: Page) -> dict[int, dict[str, SheetCell]]:
    """The rows of the amounts of cards, each with what its card says of it; none in a table of any other kind."""
    rows, card = dict[int, dict[str, SheetCell]](), dict[str, SheetCell]()
    for row in range(page.height if page.width == 2 else 0):
        label, cell = page.cell(row, 0), page.cell(row, 1)
        field, named = header_rows.field(label.text), header_unit(label.text)
        if field in ("sector", "carrier"):
            card[field] = cell
        elif named and {"sector", "carrier"} <= card.keys():
            rows[row] = {**card, "unit": label.saying(named[1].name)}
    return rows if len(rows) > 1 else {}


def cards(page: Page, rows: dict[int, dict[str, SheetCell]], answers: Mapping[str, str]) -> Layout | None:
    """One record for each card."""
    first = min(rows)
    about = header_rows.about(page, 0, first)
    below = {(row, 1): found for row, found in rows.items()}
    words: dict[int, declared.Apart | None] = dict.fromkeys({*range(first, page.height)} - rows.keys())
    table = declared.Across(page, first, first, {1: {}}, {"subsector": 0}, about, rows_apart=words, below=below)
    return across.layout(table, answers, "cards")


DECLARED = (
    (LIST, layouts.Adapter("list", lambda page: listed(page) or None, layout), (said, listed, layout), (3, 4, 5)),
    (CARDS, layouts.Adapter("cards", lambda page: carded(page) or None, cards), (carded, cards), (5, 7, 10)),
)
"""Two layouts: a file, the adapter that reads it, the functions that declare it, and the rows of its figures."""


@pytest.mark.parametrize(("file", "adapter", "functions", "at"), DECLARED, ids=["list", "cards"])
def test_a_new_layout_is_a_declaration_of_at_most_forty_lines(
    file: str,
    adapter: layouts.Adapter,
    functions: tuple[Callable[..., object], ...],
    at: tuple[int, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = drafting.draft(empty_store(), file.encode(), "list.csv", city="Turin")
    assert before.imported == 0
    monkeypatch.setattr(layouts, "ADAPTERS", (adapter, *layouts.ADAPTERS))
    draft = drafting.draft(empty_store(), file.encode(), "list.csv", city="Turin")
    assert draft.ready
    assert draft.table is not None
    rows = draft.table.select(["year", "sector", "carrier", "value", "source_row"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (2019, "residential", "electricity", 856614.0, at[0]),
        (2019, "residential", "natural_gas", 1424218.0, at[1]),
        (2019, "transport", "diesel", 12.0, at[2]),
    ]
    printed = [total.value for held in draft.totals.values() for total in held]
    assert printed == ([2280844.0] if "Total" in file else [])
    assert sum(len(inspect.getsource(part).splitlines()) for part in functions) + 1 <= 40
