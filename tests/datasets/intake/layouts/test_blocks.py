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
