"""What a table calls a total is one only where parts of it stand beside it, and is in the unit of its own header."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook
from tests.effort import first

Rows = list[list[Any]]
CARRIERS = ["Sector", "Electricity (MWh)", "Natural gas (MWh)", "Diesel (MWh)"]
PLAIN: Rows = [["Year", 2012, "Unit", "MWh"], ["Sector", "Electricity", "Natural gas", "Diesel", "Total"]]


def taken(rows: Rows, **answers: str) -> Draft:
    draft = drafting.draft(empty_store(), workbook({"BEI": rows}), "file.xlsx", answers, "Turin", None)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def totals(draft: Draft) -> dict[str, float | None]:
    return {item.measure: item.total for item in draft.inventories}


def test_a_carrier_that_nobody_knows_is_asked_about_and_no_total() -> None:
    draft = taken([["Year", 2012], [*CARRIERS, "Ambient heat (MWh)"], ["Residential", 100, 200, 10, 30]])
    assert [(problem.key, problem.cells) for problem in draft.problems] == [("carrier:Ambient heat", 1)]
    answers = {"carrier:Ambient heat": "geothermal"}
    settled = taken([["Year", 2012], [*CARRIERS, "Ambient heat (MWh)"], ["Residential", 100, 200, 10, 30]], **answers)
    assert totals(settled) == {"energy": 340.0}


def test_emissions_beside_the_energy_of_carriers_are_figures_of_their_own() -> None:
    draft = taken([["Year", 2012], [*CARRIERS, "Emissions (t CO2)"], ["Residential", 100, 200, 10, 60]])
    assert totals(draft) == {"energy": 310.0, "emissions": 60.0}
    assert not [problem for problem in draft.problems if problem.code.startswith("printed-total")]


def test_a_total_is_compared_in_the_unit_of_its_own_header() -> None:
    table: Rows = [["Year", 2012], [*CARRIERS, "Energy (GWh)"], ["Residential", 100, 200, 10, 0.31]]
    assert not [problem for problem in taken(table).problems if problem.code == "printed-total"]
    (told,) = (
        problem
        for problem in taken([*table[:2], ["Residential", 100, 200, 10, 0.41]]).problems
        if problem.code == "printed-total"
    )
    assert "0.41 GWh" in told.found


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([*PLAIN, ["Residential", 1, 2, 3, 6], ["Transport", "NE", "NE", "NE", 60]], (4, "Total")),
        ([*PLAIN, ["Residential", 1, 2, 3, 6], ["Subtotal transport", 0, 0, 55, None]], (4, "Diesel")),
        ([["Unit", "MWh"], ["Sector", 2011, 2012], ["Total transport", None, 40], ["Waste", 5, 4]], (3, "2012")),
    ],
    ids=["of a row of keys", "of a sector without rows", "by year"],
)
def test_a_total_whose_parts_hold_nothing_is_no_total_and_is_asked_about(rows: Rows, at: tuple[int, str]) -> None:
    (asked,) = (problem for problem in taken(rows).problems if problem.severity == "ask")
    assert (asked.code, asked.key, asked.choices) == ("total-alone", "total-alone", ("leave-out", "leave-file-out"))
    assert (asked.row, asked.column) == at
    left = taken(rows, **{"total-alone": "leave-out"})
    assert [problem.severity for problem in left.problems if problem.code == "total-alone"] == ["warn"]


def test_a_row_of_which_the_total_alone_is_given_counts_by_it() -> None:
    draft = taken([*PLAIN, ["Residential", 9, 5, 1, 15], ["Waste", None, None, None, 500]])
    assert totals(draft) == {"energy": 515.0}


def test_a_subtotal_is_held_against_the_rows_of_its_sector() -> None:
    rows: Rows = [
        *PLAIN,
        ["Residential", 1, 2, 3],
        ["Public transport", 0, 0, 5],
        ["Private transport", 0, 0, 7],
        ["Subtotal transport", 0, 0, 12],
    ]
    assert not [problem for problem in taken(rows).problems if problem.code.startswith(("printed", "total-alone"))]
    rows[-1] = ["Subtotal transport", 0, 0, 15]
    (told,) = (problem for problem in taken(rows).problems if problem.code == "printed-total")
    assert "12 MWh as the sum of its 2 parts" in told.found


def test_a_total_row_of_a_long_table_that_is_the_only_figure_of_its_sector_is_told_when_left_out() -> None:
    text = "Sector;Carrier;MWh\nResidential;electricity;5\nTransport;Total;50\n"
    draft = drafting.draft(
        empty_store(), text.encode(), "f.csv", dict.fromkeys(("total-rows", "total-alone"), "leave-out"), "Turin", 2012
    )
    assert "total-alone" in {problem.code for problem in draft.problems}


ABOVE: Rows = [
    ["Year", 2012, "Unit", "MWh"],
    ["Sector", "Electricity", "Natural gas", "Diesel", "Total"],
    ["Total", 110, 400, 90, 600],
    ["Subtotal buildings", 100, 400, 0, 500],
    ["Residential", 60, 300, 0, 360],
    ["Commercial", 40, 100, 0, 140],
    ["Subtotal transport", 10, 0, 90, 100],
    ["Road transport", 0, 0, 90, 90],
    ["Railways", 10, 0, 0, 10],
]


@pytest.mark.parametrize("kept", [slice(3, 3), slice(2, 3), slice(3, 4)], ids=["both", "subtotals", "the whole first"])
def test_totals_above_their_parts_are_held_against_the_rows_below_them(kept: slice) -> None:
    rows = ABOVE[: kept.start] + ABOVE[kept.stop :]
    draft = taken(rows)
    assert [problem.code for problem in draft.problems] == ["total-left-out"]
    assert totals(draft) == {"energy": 600.0}
    for place, row in enumerate(rows):
        if "otal" in row[0] and place > 1:
            wrong = taken([*rows[:place], [*row[:4], row[4] + 60], *rows[place + 1 :]])
            asked = [(problem.row, problem.column) for problem in wrong.problems if problem.code == "printed-total"]
            assert asked == [(place + 1, "Total")]


@pytest.mark.parametrize("word", first(5, ["Total", "All", "Ensemble", "Complessivo", "Totales", "Insgesamt", "Сума"]))
@pytest.mark.parametrize("carriers", [2, 3])
def test_a_total_beside_two_carriers_or_more_is_one_whatever_its_word(word: str, carriers: int) -> None:
    rows: Rows = [
        ["Year", 2012],
        [*CARRIERS[: carriers + 1], f"{word} (MWh)"],
        ["Residential", *[5] * carriers, 5 * carriers + 9],
    ]
    draft = taken(rows)
    assert totals(draft) == {"energy": 5.0 * carriers}
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == ["printed-totals"]
