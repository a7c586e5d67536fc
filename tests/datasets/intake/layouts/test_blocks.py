"""Headers of tables with carriers across, in the forms in which the Covenant prints them."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import Cells, workbook

ENGLISH: Cells = [
    ("Sector", "Electricity", "Heat/cold", "Fossil fuels", "", "", "", "Renewable energies", "", "Total"),
    ("", "", "", "Natural gas", "Heating oil", "Diesel", "Gasoline", "Other biomass", "Solar thermal", ""),
]
FRENCH: Cells = [
    ("Secteur", "CONSOMMATION D'ÉNERGIE FINALE [MWh]"),
    ("", "Électricité", "Chaleur/froid", "Combustibles fossiles", "", "", "", "Énergies renouvelables", "", "Total"),
    ("", "", "", "Gaz naturel", "Fioul", "Gazole", "Essence", "Autre biomasse", "Solaire thermique", ""),
]
FIGURES: Cells = [("Residential", 1, 2, 3, 4, 5, 6, 7, 8, 36), ("Transport", 1, "", "", 4, 5, 6, "", "", 16)]
FIRST_CARRIERS = ["electricity", "heat_cold", "natural_gas", "heating_oil"]


def merge(book: Workbook) -> None:
    for sheet in book.worksheets:
        row = next(cell.row for cell in sheet["D"] if str(cell.value).startswith(("Fossil", "Combustibles")))
        sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=7)
        sheet.merge_cells(start_row=row, end_row=row, start_column=8, end_column=9)
        for column in (1, 2, 3, 10):
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def draft(*rows: tuple[object, ...], merged: bool = False) -> Draft:
    data = workbook({"BEI": [("Year", 2016), ("Unit", "MWh"), *rows]}, merge if merged else None)
    return drafting.draft(empty_store(), data, "a.xlsx", city="Turin")


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("header", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_carriers_may_stand_in_two_rows_beside_groups_of_them(header: Cells, merged: bool) -> None:
    found = draft(*map(tuple, header), *map(tuple, FIGURES), merged=merged)
    assert (found.imported, found.rejected, [item.total for item in found.inventories]) == (12, 0, [52])
    assert found.table is not None
    assert found.table["carrier"].to_pylist()[:4] == FIRST_CARRIERS
    assert {problem.code for problem in found.problems} == {"total-left-out"}


def test_such_a_table_ends_where_the_next_one_begins() -> None:
    table = [*map(tuple, ENGLISH), *map(tuple, FIGURES)]
    found = draft(*table, (), ("Unit", "t CO2"), *table)
    assert {(item.unit, item.total) for item in found.inventories} == {("MWh", 52), ("t CO2", 52)}


def test_a_title_that_is_called_like_a_carrier_is_none() -> None:
    found = draft(("Electricity",), ("", "Natural gas", "Diesel", "Coal"), ("Residential", 1, 2, 3))
    assert (found.imported, found.problems) == (3, ())


NAMES = "Sector (MWh),Electricity,Natural gas,Total\n"
PAIR = f"{NAMES}• Residential,1,2,3\n{NAMES}- Transport,4,5,9\n"
BESIDE = """\
Unit,MWh,,,,,
2015,,,,2019,,
,Electricity,Natural gas,,,Electricity,Natural gas
Residential,1,2,,Residential,10,20
Transport,4,5,,Transport,40,50
"""


def totals(text: str) -> list[tuple[int, float | None]]:
    found = drafting.draft(empty_store(), text.encode(), "a.csv", city="Turin")
    assert found.ready
    return [(one.year, one.total) for one in found.inventories]


def test_matrices_of_two_carriers_stand_below_each_other_and_may_name_their_columns_again() -> None:
    second = PAIR.replace("1,2,3", "10,20,30")
    assert totals(f"Year,2015,,\n{PAIR}\nYear,2019,,\n{second}") == [(2015, 12.0), (2019, 39.0)]


def test_matrices_beside_each_other_need_no_name_above_their_labels() -> None:
    assert totals(BESIDE) == [(2015, 12.0), (2019, 120.0)]


def test_carriers_in_a_row_below_those_of_the_scopes_are_each_of_the_scope_over_them() -> None:
    text = (
        "Sector,Emissions per commodity [t/y],,SCOPE 2,,SCOPE 3,CO2 Emissions [t/y]\n"
        ",SCOPE 1,,Electricity,Heat for district heating,Municipal Solid Waste,\n"
        ",Natural gas,Diesel,,,,\n"
        "Residential,10,1,20,30,,61\nTertiary,5,2,7,3,,17\nTransport,,40,5,,,45\nWaste,,,,,6,6\n"
    )
    draft = drafting.draft(empty_store(), text.encode(), "a.csv", city="Turin", year=2019)
    assert draft.ready, draft.problems
    scopes = {(row["carrier"], row["scope"]) for row in draft.table.to_pylist()}
    assert {("natural_gas", 1), ("diesel", 1), ("electricity", 2), ("heat_cold", 2)} <= scopes
    assert {scope for carrier, scope in scopes if carrier == "electricity"} == {2}
