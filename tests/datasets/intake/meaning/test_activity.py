"""Amounts of activity that are not taken are told, by column and number, and stay told after the commit."""

from __future__ import annotations

import pytest

from datasets.city.examining import detective
from datasets.intake import drafting
from datasets.intake.meaning import activity
from tests.datasets.files import drafted
from tests.datasets.workbooks import grid, workbook
from tests.samples import own_samples


@pytest.mark.parametrize(
    "header",
    [
        "Floor area (m2)",
        "Passenger-km",
        "Fuel quantity (t)",
        "Waste (tonnes)",
        "Activity value",
        "vkm",
        "Gas (m3)",
        "Superficie (m2)",
        "Quantité de déchets",
        "Fahrleistung (km)",
        "Площ",
        "Toneladas de residuos",
    ],
)
def test_columns_of_activity_are_known_by_word_or_unit(header: str) -> None:
    assert activity.named(header)


@pytest.mark.parametrize("header", ["Target year", "EF kg/t", "t CO2 per m2", "Remarks", "City id", "Latitude"])
def test_other_columns_are_none(header: str) -> None:
    assert not activity.named(header)


def test_each_column_is_told_with_its_cells_and_stays_a_finding() -> None:
    text = (
        "city,year,sector,energy_mwh,Floor area (m2),Passenger-km,Target year,Type of area\n"
        "Turin,2022,residential,10,1000,5,2030,urban\nTurin,2022,tertiary,10,2000,,2030,urban\n"
    )
    kept = {"columns-unused": "keep"}  # urban may be a part of the city
    draft = drafted(text, kept)
    found = {problem.column: problem.cells for problem in draft.problems if problem.code == activity.CODE}
    assert found == {"Floor area (m2)": 2, "Passenger-km": 1}
    assert draft.ready
    with own_samples() as store:
        drafting.commit(store, drafting.draft(store, text.encode(), "file.csv", kept), "Ada", None)
        told = [item for item in detective.of_city(store, "IT0004") if item.code == "as-taken"]
        assert [(item.column, item.year) for item in told] == [("Floor area (m2)", 2022), ("Passenger-km", 2022)]
        assert not [item for item in detective.of_city(store, "US-BOS") if item.code == "as-taken"]


def test_an_export_with_activity_values_tells_those_that_are_not_kept() -> None:
    text = (
        "GPC Reference Number | Subsector name | Notation Key | Total Emissions | Total Emission Units | "
        "Activity Value | Activity Units | CO2 Emissions | CH4 Emissions | N2O Emissions\n"
        "I.1.1 | Residential | | 7 | t CO2e | 1200 | m3 | 7000 | |\nII.1.1 | Road | | 7 | t CO2e | 0 | | 7000 | |\n"
    )
    draft = drafted(workbook({"x": grid(text).rows}), None, "Turin", 2022)
    (told,) = (problem for problem in draft.problems if problem.code == activity.CODE)
    assert (told.column, told.cells, told.row) == ("Activity Value", 1, 2)


@pytest.mark.parametrize(
    "unit",
    [
        "m2",
        "m²",
        "passenger-km",
        "pkm",
        "vkm",
        "million pkm",
        "tonne-km",
        "households",
        "ha",
        "tonnes of waste",
        "t MSW",
        "t rifiuti",
        "Personenkilometer",
        "km/year",
    ],
)
def test_rows_in_units_of_activity_are_told_and_hold_up_nothing(unit: str) -> None:
    text = (
        "city,year,sector,carrier,value,unit\nTurin,2019,transport,diesel,100,MWh\n"
        f"Turin,2019,transport,diesel,5000,{unit}\n"
    )
    draft = drafted(text)
    assert (draft.imported, draft.ignored, draft.rejected) == (1, 1, 0)
    assert [(problem.severity, problem.code) for problem in draft.problems] == [("warn", activity.CODE)]


@pytest.mark.parametrize("unit", ["MWh", "m3", "t CO2e", "t", "kt CO2", "EUR", "litre", "km3", "m"])
def test_units_of_energy_gases_and_fuel_are_none_of_activity(unit: str) -> None:
    assert not activity.counted_in(unit)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("energy_mwh,Activity,Activity unit", "100,500000,m2"),
        ("emissions_tco2e,Waste landfilled (t)", "100,80000"),
        ("energy_mwh,rifiuti (t)", "100,80000"),
        ("energy_mwh,rifiuti (t)", "100,"),
    ],
)
def test_activity_beside_the_figures_is_neither_their_unit_nor_a_figure(columns: str, rows: str) -> None:
    draft = drafted(f"city,year,sector,{columns}\nTurin,2019,residential,{rows}\n")
    assert (draft.imported, draft.rejected) == (1, 0)
    assert [item.total for item in draft.inventories] == [100.0]
    assert {problem.severity for problem in draft.problems} == {"warn"}
