"""Rows whose cells slipped to the left, and units behind the labels of rows."""

from __future__ import annotations

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

HEAD = "Unit,MWh,,,,\nSector,Sub-sector,Natural gas,Diesel,Electricity,Total\n"
IN_PLACE = "Residential,-,100,20,30,150\nTransport,Cars,5,70,1,76\n"
SLIPPED = "Buses,7,90,3,100,\nTram,-,-,40,40,\n"


def drafted(text: str) -> Draft:
    answers = {"dash": "NO", "fill-down": "yes", "sector:Buses": "transport", "sector:Tram": "transport"}
    return drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin", year=2019)


def test_rows_that_slipped_are_moved_back_where_their_total_proves_it_and_keep_their_places() -> None:
    draft = drafted(HEAD + IN_PLACE + SLIPPED)
    assert draft.ready
    assert draft.inventories[0].total == 150 + 76 + 100 + 40
    table = draft.table.select(["source_row", "source_column", "carrier", "value"]).to_pylist()
    assert {"source_row": 5, "source_column": "Natural gas", "carrier": "diesel", "value": 90.0} in table
    (told,) = [problem for problem in draft.problems if problem.code == "row-straightened"]
    assert (told.row, told.cells) == (5, 2)


def test_a_table_of_which_one_such_row_does_not_add_up_is_left_as_it_is() -> None:
    draft = drafted(HEAD + IN_PLACE + SLIPPED.replace("100", "101"))
    assert "row-straightened" not in {problem.code for problem in draft.problems}
    assert {problem.row for problem in draft.problems if problem.code == "shifted-row"} == {5}


def test_units_behind_labels_are_those_of_their_rows_and_other_measures_are_left_out() -> None:
    draft = drafted(
        ",Scope 1,Scope 2\n"
        "Sector: Buildings and facilities,17 669,150 214\n"
        '"Tertiary buildings, MWh",10 221,25 381\n'
        '"Residential buildings, MWh",7 448,124 833\n'
        "Sector: Waste,29 000,-\n"
        '"Waste disposal, t",29 000,-\n'
    )
    assert draft.ready
    assert [problem.cells for problem in draft.problems if problem.code == "row-left-out"] == [4]
    assert draft.inventories[0].total == 17669 + 150214
