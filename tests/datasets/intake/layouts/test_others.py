"""Sheets that are read as no table: their figures are told, notes, lists and our own list of problems are not."""

from __future__ import annotations

import pytest

from datasets.exports.marked import marked
from datasets.intake import drafting
from tests.datasets.files import drafted, empty_store, row, table
from tests.datasets.workbooks import Cells, workbook

BEI = [("Year", 2016), ("Unit", "MWh"), ("Sector", "Electricity", "Natural gas", "Diesel"), ("Residential", 1, 2, 3)]
OTHER = [("Waste management", "t CO2e"), ("Solid waste", 100), ("Wastewater", 50)]


def test_figures_on_another_sheet_are_told_with_their_number_and_counted_as_left_out() -> None:
    draft = drafting.draft(empty_store(), workbook({"BEI": BEI, "Non-energy": OTHER}), "a.xlsx", city="Turin")
    (problem,) = draft.problems
    assert (problem.severity, problem.code, problem.sheet, problem.row, problem.cells) == (
        "warn",
        "sheet-not-read",
        "Non-energy",
        2,
        2,
    )
    assert (draft.rows_in, draft.imported, draft.ignored) == (5, 3, 2)


@pytest.mark.parametrize(
    "other",
    [
        [("Version", 2), ("Made in 2017",), (1, "Check the meters"), (2, "Check the sums")],
        [("Code", "Name"), ("R", "Residential"), ("T", "Tertiary")],
        [("Inventory", 2016), ("Monitoring", 2020)],
    ],
    ids=["notes", "a list", "years"],
)
def test_notes_and_lists_are_no_figures(other: Cells) -> None:
    draft = drafting.draft(empty_store(), workbook({"BEI": BEI, "Notes": other}), "a.xlsx", city="Turin")
    assert draft.problems == ()


def test_our_own_list_of_problems_is_passed_over_when_a_marked_copy_comes_back() -> None:
    text = table(row(value="x"))
    copy = marked(text.encode(), "file.csv", drafted(text).problems)
    again = drafting.draft(empty_store(), copy, "file-marked.xlsx")
    assert [(problem.code, problem.sheet) for problem in again.problems] == [("value-text", "File")]
