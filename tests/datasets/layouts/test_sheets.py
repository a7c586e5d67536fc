"""Several sheets that could be meant: one is asked for, and the others are named with their rows and left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from datasets import intake
from datasets.intake import Draft
from tests.datasets.files import sample_store
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
    draft = intake.draft(sample_store(), workbook(sheets), "file.xlsx", answers, "Turin")
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
