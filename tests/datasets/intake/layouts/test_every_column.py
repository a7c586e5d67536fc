"""Several columns of figures in a long table: one of them counts, or each for its carrier."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import workbook

TEXT = (
    "Municipality,Year,Customer class,Electricity (kWh),Gas (therms)\n"
    "Turin,2019,Residential,4000,300\nTurin,2019,Commercial,5000,\n"
)
ANSWERS = {
    "column:value": "every-column",
    "column:sector": "Customer class",
    "carrier:Gas": "natural_gas",
    "gross-units": "net",
    "th": "therm",
}


def stored(draft: Draft) -> dict[tuple[str, str], float]:
    return {(row["sector"], row["carrier"]): round(row["value"], 3) for row in draft.table.to_pylist()}


def test_each_column_counts_for_the_carrier_in_its_name_where_that_is_answered() -> None:
    asked = next(problem for problem in drafted(TEXT).problems if problem.key == "column:value")
    assert asked.choices == ("Electricity (kWh)", "Gas (therms)", "every-column")
    draft = drafted(TEXT, ANSWERS)
    assert draft.ready, draft.problems
    assert stored(draft) == {
        ("residential", "electricity"): 4,
        ("residential", "natural_gas"): 8.792,
        ("tertiary", "electricity"): 5,
    }
    assert (draft.rows_in, draft.imported) == (2, 2)


def test_each_figure_keeps_its_row_and_its_column() -> None:
    table = drafted(TEXT, ANSWERS).table
    places = [(row["source_row"], row["source_column"]) for row in table.to_pylist()]
    assert places == [(2, "Electricity (kWh)"), (2, "Gas (therms)"), (3, "Electricity (kWh)")]


def test_a_workbook_tells_the_same() -> None:
    cells = [line.split(",") for line in TEXT.strip().splitlines()]
    data = workbook({"Data": [cells[0], *([*line[:3], *map(float, filter(None, line[3:]))] for line in cells[1:])]})
    draft = drafting.draft(empty_store(), data, "file.xlsx", ANSWERS)
    assert draft.ready, draft.problems
    assert stored(draft) == stored(drafted(TEXT, ANSWERS))
    assert [row["source_column"] for row in draft.table.to_pylist()][:2] == ["Electricity (kWh)", "Gas (therms)"]


def test_columns_of_one_carrier_are_chosen_from_alone() -> None:
    text = "City,Year,Sector,Carrier,Measured (MWh),Corrected (MWh)\nTurin,2019,Residential,Heat,10,11\n"
    asked = next(problem for problem in drafted(text).problems if problem.key == "column:value")
    assert asked.choices == ("Measured (MWh)", "Corrected (MWh)")


def test_columns_that_are_called_by_a_carrier_count_with_the_units_in_their_cells() -> None:
    text = (
        "City,Year,Sector,Electricity,Natural gas\nTurin,2019,Residential,4.5 GWh,300 MWh\nTurin,2019,Tertiary,5 GWh,\n"
    )
    asked = next(problem for problem in drafted(text).problems if problem.key == "column:value")
    assert asked.choices == ("Electricity", "Natural gas", "every-column", "none")
    draft = drafted(text, {"column:value": "every-column", "unit-in-cell": "split"})
    assert draft.ready, draft.problems
    assert stored(draft) == {
        ("residential", "electricity"): 4500,
        ("residential", "natural_gas"): 300,
        ("tertiary", "electricity"): 5000,
    }


def test_the_names_of_the_columns_may_say_the_sector_too() -> None:
    text = "City,Year,Residential gas (GWh),Industrial gas (GWh)\nTurin,2019,5,6\nLyon,2019,7,8\n"
    draft = drafted(text, {"column:value": "every-column", "carrier:gas": "natural_gas"})
    assert draft.ready, draft.problems
    assert {row["carrier"] for row in draft.table.to_pylist()} == {"natural_gas"}
    assert {(row["city_id"], row["sector"], row["value"]) for row in draft.table.to_pylist()} >= {
        ("IT0004", "residential", 5000.0),
        ("IT0004", "industry", 6000.0),
    }


BILLS = "Month,Building,Electricity (kWh),Natural gas (m3)\n" + "".join(
    f"2023-{month:02d},{name},{1000 + month},{200 + month}\n" for month in range(1, 13) for name in ("A", "B")
)


def test_gas_in_cubic_metres_beside_electricity_is_asked_about_and_counts_by_one_answer() -> None:
    asked = [problem for problem in drafted(BILLS, city="Turin").problems if problem.key == "column:value"]
    assert [problem.choices for problem in asked] == [("Electricity (kWh)", "every-column")]
    answers = {"column:value": "every-column", "sector": "municipal_buildings", "year-date": "use-year"}
    open_still = drafted(BILLS, answers, city="Turin")
    density = next(problem for problem in open_still.problems if problem.key == "density:natural_gas")
    assert density.column == "Natural gas (m3)"
    answers |= {problem.key: problem.choices[0] for problem in open_still.problems if problem.severity == "ask"}
    answers |= {
        problem.key: problem.choices[0]
        for problem in drafted(BILLS, answers, city="Turin").problems
        if problem.severity == "ask"
    }
    draft = drafted(BILLS, answers, city="Turin")
    assert draft.ready, draft.problems
    held = draft.table.to_pylist()
    sums = {
        name: sum(row["value"] for row in held if row["carrier"] == name) for name in ("electricity", "natural_gas")
    }
    assert sums == pytest.approx({"electricity": 24.156, "natural_gas": 4956 * 0.7 * 48 / 3600})
    assert len(held) == 48
    alone = drafted(BILLS, answers | {"column:value": "Electricity (kWh)"}, city="Turin")
    assert sum(row["value"] for row in alone.table.to_pylist()) == pytest.approx(24.156)


def test_a_building_is_no_carrier_beside_figures_that_are_called_by_one() -> None:
    assert "column:carrier" not in {problem.key for problem in drafted(BILLS, city="Turin").problems}


NUMBERS = "Tipo,Vim,Gas,Total\nResidential,4100,8800,12900\nIndustry,3000,4500,7500\n"


def test_columns_of_unknown_names_may_each_count_without_their_total() -> None:
    asked = next(problem for problem in drafted(NUMBERS, None, "Turin", 2019).problems if problem.key == "column:value")
    assert asked.choices == ("Vim", "Gas", "Total", "every-column", "none")
    answers = {"column:sector": "Tipo", "column:value": "every-column", "unit": "MWh"}
    answers |= {"carrier:Vim": "electricity", "carrier:Gas": "natural_gas", "columns-unused": "keep"}
    draft = drafted(NUMBERS, answers, "Turin", 2019)
    assert draft.ready, draft.problems
    assert stored(draft) == {
        ("residential", "electricity"): 4100,
        ("residential", "natural_gas"): 8800,
        ("industry", "electricity"): 3000,
        ("industry", "natural_gas"): 4500,
    }


def test_a_unit_that_nobody_knows_beside_one_of_several_columns_is_refused_by_name() -> None:
    text = "Year,Kind,Vim (MWh),Gas (MWh),Natural gas (bags)\n2019,Residential,41,5,88\n"
    answers = {"column:value": "every-column", "carrier:Vim": "electricity", "carrier:Gas": "liquid_gas"}
    draft = drafted(text, answers | {"column:sector": "Kind"}, "Turin")
    assert [problem.code for problem in draft.problems if problem.severity == "block"] == ["unit-unknown"]


def test_a_column_of_units_is_known_by_its_words_and_years_by_most_of_theirs() -> None:
    text = "Vim,Jed,Housing,Services\nElectricity,MWh,2018,40\nNatural gas,GWh,500,30\nDiesel,MWh,7,3\n"
    asked = {problem.key: problem for problem in drafted(text, None, "Turin").problems}
    assert {"year", "column:value"} <= asked.keys()
    answers = {"column:value": "every-column", "column:carrier": "Vim", "sector:Housing": "residential"}
    draft = drafted(text, answers | {"sector:Services": "tertiary"}, "Turin", 2019)
    assert draft.ready, draft.problems
    assert stored(draft)["residential", "natural_gas"] == 500_000


def test_figures_with_their_units_beside_them_are_figures_whatever_their_column_is_called() -> None:
    text = (
        "Sector,Energy type,2019 consumption,Remark\nResidential,Electricity,41 MWh,a\nServices,Electricity,30 MWh,b\n"
    )
    asked = next(problem for problem in drafted(text, None, "Turin", 2019).problems if problem.key == "column:value")
    assert asked.choices == ("2019 consumption", "none")


def test_energy_and_emissions_with_their_units_in_the_cells_both_count_for_the_carriers_of_their_own_column() -> None:
    text = 'Sector,Energy type,2019 use,2019 emissions\nResidential,Electricity,"41,230 MWh","16,492 t CO2e"\n'
    text += 'Residential,Natural gas,"88,410 MWh","17,859 t CO2e"\n'
    (asked,) = [problem for problem in drafted(text, None, "Turin", 2019).problems if problem.severity == "ask"]
    assert asked.choices == ("2019 use", "2019 emissions", "every-column", "none")
    answers = {"column:value": "every-column", "unit-in-cell": "split", "decimal": "point"}
    draft = drafted(text, answers, "Turin", 2019)
    assert draft.table is not None
    assert [(row["carrier"], row["quantity"], row["value"]) for row in draft.table.to_pylist()] == [
        ("electricity", "energy", 41230),
        ("electricity", "co2e", 16492),
        ("natural_gas", "energy", 88410),
        ("natural_gas", "co2e", 17859),
    ]


def test_each_column_of_a_yearbook_is_of_the_whole_city_where_that_is_answered() -> None:
    text = (
        "Year;Population;Electricity consumption (GWh);Gas consumption (GWh);CO2 emissions (kt)\n"
        "2014;81000;289;480;208\n2015;81100;288;477;203\n"
    )
    answers = {"column:value": "every-column", "sector": "total", "carrier:Gas consumption": "natural_gas"}
    draft = drafted(text, answers, "Turin")
    assert draft.ready, draft.problems
    rows = [(row["year"], row["sector"], row["carrier"], round(row["value"])) for row in draft.table.to_pylist()]
    assert sorted(rows, key=str) == [
        (2014, "total", "electricity", 289000),
        (2014, "total", "natural_gas", 480000),
        (2014, "total", None, 208000),
        (2015, "total", "electricity", 288000),
        (2015, "total", "natural_gas", 477000),
        (2015, "total", None, 203000),
    ]


def test_columns_of_fuels_in_litres_may_each_count() -> None:
    text = "Department,Diesel (litres),Petrol (litres)\nParks,1000,500\nRoads,2000,700\n"
    answers = {"column:sector": "Department", "sector:Parks": "municipal_fleet", "sector:Roads": "municipal_fleet"}
    (asked,) = [problem for problem in drafted(text, answers, "Turin", 2019).problems if problem.code == "two-columns"]
    assert asked.choices == ("Diesel (litres)", "Petrol (litres)", "every-column")
    answers["column:value"] = "every-column"
    densities = [problem for problem in drafted(text, answers, "Turin", 2019).problems if problem.key]
    answers |= {str(problem.key): problem.choices[0] for problem in densities}
    draft = drafted(text, answers, "Turin", 2019)
    assert {(row["label"], row["carrier"]) for row in draft.table.to_pylist()} == {
        ("Parks", "diesel"),
        ("Parks", "gasoline"),
        ("Roads", "diesel"),
        ("Roads", "gasoline"),
    }


def test_columns_called_by_sectors_are_asked_about_once_and_their_total_counts_for_nothing() -> None:
    head = "Año,Municipio,Residencial (kWh),Servicios (kWh),Total (kWh)\n"
    text = f"{head}2018,Soria,5000,6000,11000\n2019,Soria,4000,3000,7000\n"
    questions = [problem.key for problem in drafted(text).problems if problem.severity == "ask"]
    assert questions == ["column:value"]
    (asked,) = [one for one in drafted(text, {"column:value": "every-column"}).problems if one.severity == "ask"]
    assert (asked.key, asked.column) == ("total-rows", "Total (kWh)")
    draft = drafted(text, {"column:value": "every-column", "total-rows": "leave-out"})
    assert draft.ready, draft.problems
    assert {(item.year, item.total) for item in draft.inventories} == {(2018, 11.0), (2019, 7.0)}
    assert {row["sector"] for row in draft.table.to_pylist()} == {"residential", "tertiary"}


def test_the_carrier_of_the_title_is_that_of_columns_that_name_sectors_alone() -> None:
    text = "Gas sales 2020\nCity;Sales (GWh): Domestic;Sales (GWh): Industry\nTurin;7;4\n"
    answers = {"column:value": "every-column", "header-row": "2", "other-figures": "as-inventory"}
    asked = drafted(text, answers, year=2020)
    (question,) = [problem for problem in asked.problems if problem.severity != "warn"]
    assert (question.key, "natural_gas" in question.choices) == ("carrier:Gas sales 2020", True)
    draft = drafted(text, answers | {"carrier:Gas sales 2020": "natural_gas"}, year=2020)
    assert draft.ready
    assert [(row["sector"], row["carrier"], row["value"]) for row in draft.table.to_pylist()] == [
        ("residential", "natural_gas", 7000.0),
        ("industry", "natural_gas", 4000.0),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Territorial emissions (t CO2e)", "Consumption-based emissions (t CO2e)"),
        ("Location-based emissions (t CO2e)", "Market-based emissions (t CO2e)"),
        ("Low estimate (MWh)", "High estimate (MWh)"),
        ("Baseline", "Target"),
    ],
)
def test_columns_that_cannot_add_up_are_not_offered_to_count_each(names: tuple[str, str]) -> None:
    found = drafted(f"Year,Sector,{','.join(names)}\n2019,Residential,10,20\n2019,Industry,11,35\n", None, "Turin")
    (asked,) = [problem for problem in found.problems if problem.key == "column:value"]
    assert {*names} <= {*asked.choices}
    assert "every-column" not in asked.choices


def test_a_column_per_head_is_none_of_them_and_holds_nothing_up() -> None:
    text = (
        "Municipality,Year,Customer class,Electricity (kWh),Gas (kWh),Electricity (kWh/capita),Gas (kWh per head)\n"
        "Turin,2019,Residential,4000,300,500,3\nTurin,2019,Commercial,5000,20,600,4\n"
    )
    draft = drafted(text, {**ANSWERS, "gross-units": "net"})
    assert stored(draft) == {
        ("residential", "electricity"): 4,
        ("residential", "natural_gas"): 0.3,
        ("tertiary", "electricity"): 5,
        ("tertiary", "natural_gas"): 0.02,
    }
    assert not [problem for problem in draft.problems if problem.code == "unit-per-head"]
    assert any("kWh/capita" in problem.found for problem in draft.problems), "it is told that they are left out"
