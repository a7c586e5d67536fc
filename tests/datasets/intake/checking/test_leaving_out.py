"""A row or a column that is none of the inventory can be left out by answer, and is told and counted as left out."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store, row, table
from tests.datasets.workbooks import Cells, workbook
from tests.effort import first

HEAD = ("Sector", "Electricity", "Natural gas", "Diesel")
LEAVE = "leave-out"


def matrix(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD, **answers: str) -> Draft:
    cells: Cells = [("Year", 2016), ("Unit", "t CO2e"), head, *rows]
    said = {key.replace("_", ":", 1): answer for key, answer in answers.items()}
    return drafting.draft(empty_store(), workbook({"BEI": cells}), "a.xlsx", said, "Turin")


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.severity, problem.code) for problem in draft.problems]


@pytest.mark.parametrize(
    "label",
    first(
        3,
        [
            "of which schools",
            "Memo: international aviation",
            "Population",
            "GDP",
            "Exported electricity",
            "Residential Total",
        ],
    ),
)
def test_a_row_that_is_no_sector_of_the_inventory_can_be_left_out(label: str) -> None:
    rows = [("Tertiary", 5, 6, 7), (label, 1, 2, 3)]
    asked = matrix(*rows)
    (problem,) = asked.problems
    assert (problem.severity, problem.key, LEAVE in problem.choices) == ("ask", f"sector:{label}", True)
    draft = matrix(*rows, **{f"sector_{label}": LEAVE})
    assert codes(draft) == [("warn", "row-left-out")]
    assert (draft.imported, draft.ignored, draft.inventories[0].total) == (3, 3, 18)


@pytest.mark.parametrize("label", ["of which schools", "davon Schulen", "Residential Total", "Exported electricity"])
def test_the_first_choice_for_what_would_count_twice_is_to_leave_it_out(label: str) -> None:
    (problem,) = matrix(("Tertiary", 5, 6, 7), (label, 1, 2, 3)).problems
    assert problem.choices[0] == LEAVE


def test_biogenic_emissions_beside_scopes_are_left_out_and_told() -> None:
    draft = matrix(("Residential", 10, 20, 30), head=("Sector", "Scope 1", "Scope 2", "Biogenic CO2"))
    assert [(problem.severity, problem.code) for problem in draft.problems] == [("warn", "column-left-out")]
    assert (draft.imported, draft.ignored) == (2, 1)


@pytest.mark.parametrize("label", ["BASIC", "BASIC+"])
def test_a_column_that_is_no_carrier_can_be_left_out(label: str) -> None:
    head = ("Sector", "Scope 1", "Scope 2", label)
    (problem,) = matrix(("Residential", 10, 20, 30), head=head).problems
    assert (problem.key, problem.choices[0]) == (f"carrier:{label}", LEAVE)
    draft = matrix(("Residential", 10, 20, 30), head=head, **{f"carrier_{label}": LEAVE})
    assert (draft.ready, draft.imported, draft.ignored, draft.inventories[0].total) == (True, 2, 1, 30)


def test_a_printed_total_is_held_against_what_was_not_left_out() -> None:
    rows = [("Tertiary", 5, 6, 7), ("of which schools", 1, 2, 3), ("Total", 5, 6, 7)]
    draft = matrix(*rows, **{"sector_of which schools": LEAVE})
    assert sorted(codes(draft)) == [("warn", "row-left-out"), ("warn", "total-left-out")]


@pytest.mark.parametrize("word", ["Gesamtergebnis", "Gesamtsumme", "Общ сбор", "Total general"])
def test_the_words_of_pivot_tables_for_the_whole_are_totals(word: str) -> None:
    draft = matrix(("Tertiary", 5, 6, 7), (word, 5, 6, 7))
    assert codes(draft) == [("warn", "total-left-out")]


def test_sums_of_groups_in_a_long_table_are_asked_about_once() -> None:
    text = table(
        row(sector="residential"),
        row(sector="residential", carrier="diesel"),
        row(sector="Residential Total", carrier="", value="200"),
        row(sector="tertiary"),
        row(sector="Tertiary Total", carrier="", value="100"),
    )
    (problem,) = drafted(text).problems
    assert (problem.key, problem.choices, problem.cells) == ("total-rows", (LEAVE, "keep"), 2)
    draft = drafted(text, {"total-rows": LEAVE})
    assert (draft.imported, draft.ignored, codes(draft)) == (3, 2, [("warn", "total-row")])


def test_a_word_cannot_be_left_out_where_it_is_the_sector_of_the_whole_file() -> None:
    draft = drafted(table(row()), {"sector": LEAVE})
    assert ("block", "answer-unknown") in codes(draft)


@pytest.mark.parametrize(
    ("name", "cells"),
    [("Remarks", ("checked", "")), ("Per capita", (5, 6)), ("Cost EUR", (7, 8)), ("Fonte", ("x", "y"))],
)
def test_a_column_beside_the_carriers_that_holds_something_else_is_left_out(
    name: str, cells: tuple[object, ...]
) -> None:
    draft = matrix(("Residential", 1, 2, 3, cells[0]), ("Tertiary", 4, 5, 6, cells[1]), head=(*HEAD, name))
    assert codes(draft) == [("warn", "column-left-out")]
    assert (draft.imported, draft.ignored) == (6, sum(cell != "" for cell in cells))


def test_remarks_beside_scopes_are_left_out_too() -> None:
    draft = matrix(("Residential", 1, 2, "checked"), head=("Sector", "Scope 1", "Scope 2", "Remarks"))
    assert codes(draft) == [("warn", "column-left-out")]


def test_a_carrier_that_is_not_known_is_asked_about_and_never_left_out_by_itself() -> None:
    draft = matrix(("Residential", 1, 2, 3, 4), head=(*HEAD, "Hydrogen"))
    assert [(problem.severity, problem.key) for problem in draft.problems] == [("ask", "carrier:Hydrogen")]


UNREADABLE = [
    ("Turin,2019,residential,natural_gas,soon,MWh", "unread:value-text"),
    ("Turin,2019,residential,natural_gas,,MWh", "unread:blank-value"),
    ("Turin,2019,residential,natural_gas,7", "unread:short-row"),
    ("Turin,2019,residential,natural_gas,7,MWh,twice", "unread:extra-cell"),
    ("Turin,2019,residential,natural_gas,-7,MWh", "unread:negative-energy"),
]


@pytest.mark.parametrize(("line", "key"), UNREADABLE)
def test_a_row_that_cannot_be_read_holds_the_file_until_it_is_left_out(line: str, key: str) -> None:
    text = f"city,year,sector,carrier,value,unit\nTurin,2019,residential,electricity,5,MWh\n{line}\n"
    held = drafted(text)
    assert [(one.key, LEAVE in one.choices, len(one.choices)) for one in held.problems] == [(key, True, 2)]
    assert (held.ready, held.rejected) == (False, 1)
    draft = drafted(text, {key: LEAVE})
    assert [(one.severity, f"unread:{one.code}", one.row) for one in draft.problems] == [("warn", key, 3)]
    assert (draft.ready, draft.imported, draft.rejected, draft.ignored) == (True, 1, 0, 1)
    assert draft.inventories[0].total == 5
    assert drafted(text, {key: "keep"}).outcome == "blocked"


def test_cells_that_an_adapter_refuses_can_be_left_out_and_no_others_with_them() -> None:
    rows = [("Residential", 10, 20, 30), ("Target 2030",), ("Industry", 1, 2, 3)]
    (held,) = {(one.code, one.key) for one in matrix(*rows).problems if one.severity == "block"}
    assert held[1] == f"unread:{held[0]}"
    draft = matrix(*rows, **{f"unread_{held[0]}": LEAVE})
    assert (draft.ready, draft.rejected, draft.inventories[0].total) == (True, 0, 60)
