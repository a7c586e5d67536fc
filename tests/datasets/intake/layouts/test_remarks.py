"""Remarks that stand right of a table, under no name, are asked about; cells that slipped to the right are refused."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import workbook

REMARK = "without the hospital"


def taken(*cells: list[Any], answers: dict[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), workbook({"Energy": cells}), "file.xlsx", answers, "Turin", 2019)


@pytest.mark.parametrize("gap", [[], [None], [None, None]])
def test_a_remark_beside_a_row_of_a_workbook_is_asked_about_and_takes_nothing_away(gap: list[None]) -> None:
    cells = (
        ["Sector", "Consumption (MWh)"],
        ["Residential", 10, *gap, REMARK],
        ["Transport", 4],
    )
    (problem,) = [problem for problem in taken(*cells).problems if problem.severity == "ask"]
    assert (problem.key, problem.choices[0]) == ("columns-unused", "keep")
    assert REMARK in problem.found
    assert taken(*cells, answers={"columns-unused": "keep"}).inventories[0].total == 14


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_remark_is_known_where_no_comma_can_push_a_cell_to_the_right(mark: str) -> None:
    text = f"year;sector;MWh;;\n2019;Residential;10;;{REMARK}\n2019;Transport;4;;\n".replace(";", mark)
    (problem,) = drafted(text, None, "Turin").problems[-1:]
    assert problem.key == "columns-unused"
    assert drafted(text, {"columns-unused": "keep"}, "Turin").inventories[0].total == 14


@pytest.mark.parametrize(
    "row",
    [
        "2019,Residential,1,234,our survey",  # a comma within the number
        "2019,,Residential,10,our survey",
        "2019,Residential,1,234,MWh",
    ],
)
def test_cells_that_were_pushed_to_the_right_are_refused(row: str) -> None:
    draft = drafted(f"year,sector,MWh,source,\n{row}\n2019,Transport,4,bills,\n", None, "Turin")
    assert "unnamed-column" in {problem.code for problem in draft.problems if problem.severity == "block"}
    assert draft.imported == 1


@pytest.mark.parametrize("slipped", ["MWh", "natural gas", "Transport", "12.5", "NE"])
def test_a_word_that_means_something_in_a_table_is_no_remark(slipped: str) -> None:
    draft = taken(["Sector", "Consumption (MWh)"], ["Residential", 10, None, slipped], ["Transport", 4])
    assert "unnamed-column" in {problem.code for problem in draft.problems if problem.severity == "block"}


def test_words_beside_a_row_whose_figure_is_not_in_its_column_are_no_remark() -> None:
    draft = taken(["Sector", "Consumption (MWh)"], ["Residential", None, 10, REMARK], ["Transport", 4], ["Waste", 5])
    assert "unnamed-column" in {problem.code for problem in draft.problems if problem.severity == "block"}
