"""Several sheets that could be meant: one is asked for, and the others are named with their rows and left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import Workbook

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook

LONG = ["city", "year", "sector", "energy_mwh"]
TWO: dict[str, list[list[Any]]] = {
    "BEI": [["Figures of the city"], [""], LONG, ["Turin", 2013, "residential", 5], ["Turin", 2013, "tertiary", 6]],
    "MEI": [LONG, ["Turin", 2019, "residential", 4], ["Turin", 2019, "tertiary", 3], ["Turin", 2019, "waste", 2]],
    "Letter": [["Dear colleagues"], ["Here are the figures."]],
}
MATRIX: list[list[Any]] = [
    ["Year", 2019, "Unit", "MWh"],
    ["Sector", "Electricity", "Natural gas", "Diesel"],
    ["Residential", 1, 2, 3],
]


def taken(sheets: Mapping[str, list[list[Any]]], answers: Mapping[str, str] | None = None) -> Draft:
    draft = drafting.draft(empty_store(), workbook(sheets), "file.xlsx", answers, "Turin")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def test_while_the_sheet_is_asked_for_its_rows_wait_and_no_header_is_counted() -> None:
    draft = taken(TWO)
    assert [problem.key for problem in draft.problems] == ["sheet"]
    assert (draft.rows_in, draft.imported, draft.rejected, draft.ignored) == (5, 0, 5, 0)


@pytest.mark.parametrize(("sheet", "other", "rows", "left"), [("BEI", "MEI", 2, 3), ("MEI", "BEI", 3, 2)])
def test_the_sheet_that_was_not_chosen_is_named_with_its_rows(sheet: str, other: str, rows: int, left: int) -> None:
    draft = taken(TWO, {"sheet": sheet, "header-row": "3"} if sheet == "BEI" else {"sheet": sheet})
    assert (draft.rows_in, draft.imported, draft.rejected, draft.ignored) == (5, rows, 0, left)
    (told,) = [problem for problem in draft.problems if problem.code == "sheet-left-out"]
    assert (told.severity, told.sheet) == ("warn", other)
    assert told.found == f"a table with {left} rows"
    assert draft.sheets == (sheet,)


WIDE: list[list[Any]] = [
    ["Sector", "2015", "2016"],
    ["Residential", 100, 200],
    ["Transport", 1, 2],
    ["Total", 101, 203],
]
UNDATED: list[list[Any]] = [
    ["Sector", "Carrier", "Energy (MWh)"],
    ["Residential", "Electricity", 10],
    ["Transport", "Diesel", 20],
]
EVERY = {"sheet": "every-sheet"}


def cells(draft: Draft) -> list[tuple[Any, ...]]:
    wanted = ("source_sheet", "source_row", "year", "sector", "value")
    return list(zip(*(draft.table[name].to_pylist() for name in wanted), strict=True))


def test_sheets_of_one_layout_can_be_read_as_one_table_each_with_its_unit_and_totals() -> None:
    book = {"Energy (MWh)": WIDE, "Emissions (t CO2e)": WIDE, "Letter": TWO["Letter"]}
    (asked,) = taken(book).problems
    assert asked.choices == ("Energy (MWh)", "Emissions (t CO2e)", "every-sheet")
    draft = taken(book, EVERY)
    assert (draft.rows_in, draft.imported, draft.ignored) == (12, 8, 4)
    assert {(item.measure, item.year, item.total) for item in draft.inventories} == {
        ("energy", 2015, 101.0),
        ("energy", 2016, 202.0),
        ("emissions", 2015, 101.0),
        ("emissions", 2016, 202.0),
    }
    told = [(problem.sheet, problem.row) for problem in draft.problems if problem.code == "printed-total"]
    assert told == [("Emissions (t CO2e)", 4), ("Energy (MWh)", 4)]
    assert draft.sheets == ("Energy (MWh)", "Emissions (t CO2e)")


def test_a_sheet_for_each_year_gives_its_rows_the_year_of_its_name() -> None:
    draft = taken({"2015": UNDATED, "BEI 2016": UNDATED}, EVERY)
    assert cells(draft) == [
        ("2015", 2, 2015, "residential", 10.0),
        ("2015", 3, 2015, "transport", 20.0),
        ("BEI 2016", 2, 2016, "residential", 10.0),
        ("BEI 2016", 3, 2016, "transport", 20.0),
    ]
    (one,) = {item.year for item in taken({"2015": UNDATED, "2016": UNDATED}, {"sheet": "2016"}).inventories}
    assert one == 2016


@pytest.mark.parametrize("name", ["Target 2030", "2015 and 2016", "Data"])
def test_a_sheet_that_names_no_year_of_an_inventory_dates_nothing(name: str) -> None:
    keys = {problem.key for problem in taken({name: UNDATED}).problems}
    assert "year" in keys, "no column of it can be the year"


def test_a_column_of_dates_goes_before_the_name_of_the_sheet() -> None:
    dated = [[*UNDATED[0], "Period"], *([*row, "2014/15"] for row in UNDATED[1:])]
    assert taken({"2019": dated}).imported == 0


def test_the_same_rows_on_two_sheets_are_asked_about_and_named_with_their_sheet() -> None:
    dated = [["Year", *UNDATED[0]], *([2015, *row] for row in UNDATED[1:])]
    draft = taken({"Buildings": dated, "Others": dated}, EVERY)
    (problem,) = (problem for problem in draft.problems if problem.key == "duplicate-rows")
    assert (problem.severity, problem.sheet, problem.row) == ("ask", "Others", 2)
    assert "Buildings 2 and Others 2" in problem.found
    assert taken({"Buildings": dated, "Others": dated}, {**EVERY, "duplicate-rows": "keep-all"}).imported == 4


def test_rows_in_conflict_are_named_with_their_sheet_and_one_can_be_chosen() -> None:
    dated = [["Year", *UNDATED[0]], *([2015, *row] for row in UNDATED[1:])]
    other = [dated[0], [*dated[1][:3], 11], dated[2]]
    draft = taken({"A": dated, "B": other}, {**EVERY, "duplicate-rows": "keep-one"})
    keyed = {problem.key: problem for problem in draft.problems if (problem.key or "").startswith("conflicting-rows")}
    ((key, problem),) = keyed.items()
    assert problem.choices == ("A 2", "B 2")
    settled = taken(
        {"A": dated, "B": other}, {**EVERY, "duplicate-rows": "keep-one", str(key): "B 2", "reason": "a later reading"}
    )
    assert sorted(value for *_, value in cells(settled)) == [11.0, 20.0]


@pytest.mark.parametrize(
    "other",
    [
        [["Sector", "Energy (MWh)", "Carrier"], ["Transport", 20, "Diesel"]],
        [UNDATED[0], [None, "Diesel", 20], ["Transport", "Diesel", 20]],
        WIDE,
    ],
    ids=["columns in another order", "a first row to be filled from above", "another layout"],
)
def test_sheets_that_do_not_fit_each_other_are_not_offered_as_one(other: list[list[Any]]) -> None:
    (asked,) = (problem for problem in taken({"2015": UNDATED, "2016": other}).problems if problem.key == "sheet")
    assert "every-sheet" not in asked.choices
    assert taken({"2015": UNDATED, "2016": other}, EVERY).imported == 0


def test_sheets_with_two_columns_of_one_name_are_not_offered_as_one() -> None:
    twice = [["Sector", "Carrier", "t CO2e", "t CO2e"], ["Residential", "Natural gas", 5, 50]]
    draft = taken({"2015": twice, "2016": twice}, EVERY)
    (asked,) = (problem for problem in draft.problems if problem.key == "sheet")
    assert (asked.choices, draft.imported) == (("2015", "2016"), 0)


def test_a_total_on_one_sheet_is_held_against_the_rows_of_that_sheet() -> None:
    first = [*UNDATED, ["Total", None, 30]]
    draft = taken({"2015": first, "2016": [*UNDATED, ["Total", None, 31]]}, {**EVERY, "total-rows": "leave-out"})
    told = [(problem.sheet, problem.row) for problem in draft.problems if problem.code == "printed-total"]
    assert told == [("2016", 4)]


def test_a_long_table_beside_sheets_with_carriers_across_is_named_and_left_out() -> None:
    draft = taken({"Energy": MATRIX, "Other": TWO["MEI"]})
    assert (draft.rows_in, draft.imported, draft.ignored) == (6, 3, 3)
    assert [(problem.code, problem.sheet) for problem in draft.problems] == [("sheet-left-out", "Other")]


def test_of_two_sheets_with_carriers_across_one_can_be_chosen_and_the_other_is_named() -> None:
    later = [["Year", 2020, "Unit", "MWh"], *MATRIX[1:]]
    draft = taken({"2019": MATRIX, "2020": later}, {"sheet": "2020"})
    assert (draft.rows_in, draft.imported, draft.ignored) == (6, 3, 3)
    assert [(problem.code, problem.sheet) for problem in draft.problems] == [("sheet-left-out", "2019")]
    assert draft.problems[0].found == "a table with 3 filled cells"


def test_a_sheet_that_is_none_of_the_file_leaves_every_row_waiting() -> None:
    draft = taken(TWO, {"sheet": "MEI 2"})
    assert [problem.code for problem in draft.problems] == ["answer-unknown"]
    assert draft.rejected == draft.rows_in > 0


def test_what_number_formats_show_counts_on_each_of_several_sheets() -> None:
    """0.05 that a workbook shows as 5 % is no 0.05 MWh, whether one sheet is read or all."""

    def edit(book: Workbook) -> None:
        book["2016"]["C2"].number_format = "0%"

    data = workbook({"2015": UNDATED, "2016": UNDATED}, edit)
    draft = drafting.draft(empty_store(), data, "file.xlsx", EVERY, "Turin")
    assert [
        (problem.code, problem.sheet, problem.row) for problem in draft.problems if problem.severity == "block"
    ] == [("value-percent", "2016", 2)]
