"""Units that stand beside the name of a carrier, in a header or down the side: litres are never read as MWh."""

from __future__ import annotations

import pytest

from datasets.intake.meaning import fuel_amounts
from tests.datasets.files import drafted, told

UNITS_ABOVE = """Sector,Electricity (MWh),Natural gas (MWh),Heating oil (l)
Residential,1,2,3000
Transport,7,8,9000
"""
PRINTED = "UN Statistics Division, Energy Statistics Yearbook, Table IV (UNSD 2009)"
OF_OIL = {"density:heating_oil": PRINTED}
IN_LITRES = {
    "a matrix": UNITS_ABOVE,
    "a matrix with another unit above": f"Unit,MWh,,\n{UNITS_ABOVE}",
    "one column of fuel": "city,year,sector,Heating oil (l)\nTurin,2019,Residential,3000\nTurin,2019,Transport,9000\n",
    "two columns of carriers": "city,year,sector,Heating oil (litres),Natural gas (MWh)\n"
    "Turin,2019,Residential,3000,5\nTurin,2019,Transport,9000,7\n",
    "the sector first": "sector,city,year,Heating oil (l)\nResidential,Turin,2019,3000\nTransport,Turin,2019,9000\n",
    "carriers down the side of years": "sector,carrier,2018,2019\nResidential,Heating oil (l),3000,9000\n",
}


@pytest.mark.parametrize("text", IN_LITRES.values(), ids=IN_LITRES)
def test_litres_beside_the_name_of_a_carrier_wait_for_a_density_and_become_mwh_with_it(text: str) -> None:
    about = ("Turin", None if "2018" in text else 2019)
    asked = drafted(text, None, *about)
    assert [(problem.severity, problem.key) for problem in asked.problems] == [("ask", "density:heating_oil")]
    assert asked.problems[0].row in (1, 2, 3)
    oil = [row for row in drafted(text, OF_OIL, *about).table.to_pylist() if row["carrier"] == "heating_oil"]
    step = fuel_amounts.conversion("heating_oil", "l", OF_OIL)
    assert [row["value"] for row in oil] == [pytest.approx(3000 * step), pytest.approx(9000 * step)]
    assert {row["original_text"] for row in oil} == {"3000", "9000"}
    assert {row["original_unit"] for row in oil} <= {"l", "litres"}


def test_the_unit_beside_one_carrier_is_not_that_of_the_others() -> None:
    draft = drafted("Sector,Electricity (MWh),Natural gas,Diesel\nResidential,1,2,3\n", None, "Turin", 2019)
    assert [(problem.code, problem.cells) for problem in draft.problems] == [("unit-missing", 2)]


def test_fuel_among_emissions_is_refused_at_its_place_and_tonnes_of_them_are_the_gas_above() -> None:
    text = "Unit,t CO2,,\nSector,Electricity,Natural gas (m3),Coal (t)\nResidential,1,2,3\n"
    draft = drafted(text, None, "Turin", 2019)
    assert told(draft) == [("block", "unit-conflict", 3, "Natural gas (m3)")]
    assert draft.inventories[0].total == 4


def test_a_column_of_fuel_between_other_figures_is_never_energy() -> None:
    text = "city,year,sector,Heating oil (l),energy_mwh\nTurin,2019,residential,500,5\n"
    draft = drafted(text)
    assert draft.inventories[0].total == 5
    assert "column-unused" in {problem.code for problem in draft.problems}


@pytest.mark.parametrize(
    ("unit", "litres"),
    [
        ("litri", 1),
        ("Liter", 1),
        ("litros", 1),
        ("литра", 1),
        ("л", 1),
        ("metri cubi", 1000),
        ("m³", 1000),
        ("куб. м", 1000),
    ],
)
def test_litres_and_cubic_metres_beside_a_carrier_are_known_in_each_language(unit: str, litres: float) -> None:
    text = f"Settore;Energia elettrica (MWh);Gas naturale (MWh);Gasolio ({unit})\nTerziario;1;2;3000\n"
    answers = {"density:diesel": "0.84 kg/l", "decimal": "comma", "unit": "MWh"}
    (oil,) = [row for row in drafted(text, answers, "Turin", 2019).table.to_pylist() if row["carrier"] == "diesel"]
    assert oil["value"] == pytest.approx(3000 * litres * fuel_amounts.conversion("diesel", "l", answers))


@pytest.mark.parametrize("above", ["", "Unit;MWh;;\n", "Unit;t CO2;;\n"])
@pytest.mark.parametrize("answers", [{}, {"unit": "MWh"}])
def test_an_unknown_unit_beside_a_carrier_is_named_and_takes_neither_the_answer_nor_the_unit_above(
    above: str, answers: dict[str, str]
) -> None:
    text = f"{above}Sector;Electricity;Natural gas;Diesel (bidoni)\nResidential;1;2;3\nTransport;4;5;6\n"
    draft = drafted(text, answers, "Turin", 2019)
    (problem,) = [problem for problem in draft.problems if problem.column == "Diesel (bidoni)"]
    assert (problem.severity, problem.code, problem.found) == ("block", "unit-unknown", 'the unit "bidoni"')
    assert problem.row == (2 if above else 1)
    assert draft.table is None or "diesel" not in draft.table["carrier"].to_pylist()


@pytest.mark.parametrize(
    "carrier", ["Heating oil (light)", "Diesel (B7)", "Natural gas (mains)", "Gasolio (leggero)", "Diesel (E 10)"]
)
def test_a_word_in_brackets_that_is_no_unit_lets_the_figures_in_by_the_unit_above_and_says_so(carrier: str) -> None:
    text = f"Unit;MWh;;\nSector;Electricity;Coal;{carrier}\nResidential;1;2;3\nTransport;4;5;6\n"
    draft = drafted(text, None, "Turin", 2019)
    assert [(problem.severity, problem.code, problem.row, problem.column) for problem in draft.problems] == [
        ("warn", "unit-remark", 2, carrier)
    ]
    assert "figures in MWh" in draft.problems[0].fix
    assert draft.inventories[0].total == 21


def test_without_any_unit_a_remark_leaves_the_question_for_the_unit_open() -> None:
    text = "Sector;Electricity;Coal;Heating oil (light)\nResidential;1;2;3\n"
    assert {problem.code for problem in drafted(text, None, "Turin", 2019).problems} == {"unit-missing"}
    assert drafted(text, {"unit": "MWh"}, "Turin", 2019).inventories[0].total == 6


@pytest.mark.parametrize("like", ["MWhh", "litrs", "m4", "dm3", "EUR", "euro", "thousands", "migliaia", "xyz", "€/MWh"])
def test_what_looks_like_a_unit_or_measures_something_else_is_refused_by_name(like: str) -> None:
    text = f"Unit;MWh;;\nSector;Electricity;Coal;Diesel ({like})\nResidential;1;2;3\nTransport;4;5;6\n"
    draft = drafted(text, None, "Turin", 2019)
    assert [(problem.severity, problem.column) for problem in draft.problems] == [("block", f"Diesel ({like})")]
    assert draft.table is None or "diesel" not in draft.table["carrier"].to_pylist()


def test_a_remark_beside_a_carrier_down_the_side_of_years_is_no_unit_either() -> None:
    above = "Unit,MWh,,\nsector,carrier,2018,2019\nResidential,Heating oil (light),3,4\n"
    draft = drafted(above, None, "Turin")
    assert [problem.code for problem in draft.problems] == ["unit-remark"]
    assert [item.total for item in draft.inventories] == [3, 4]


@pytest.mark.parametrize("remark", ["LPG", "1", "a", "incl. biogas", "see the note on page four"])
def test_a_remark_beside_a_carrier_is_no_unit(remark: str) -> None:
    text = f"Unit;MWh;;\nSector;Electricity;Natural gas;Liquid gas ({remark})\nResidential;1;2;3\n"
    draft = drafted(text, None, "Turin", 2019)
    assert draft.problems == () or not [problem for problem in draft.problems if problem.severity == "block"]
    assert draft.inventories[0].total == 6


BESIDE_GAS = {
    "a matrix of two": "Sector,Electricity (MWh),Gas (MWh)\nResidential,5,7\nIndustry,6,8\n",
    "a matrix of three with a total": "Sector,Electricity (MWh),Gas (MWh),Coal (MWh),Total (MWh)\n"
    "Residential,5,7,0,12\nIndustry,6,8,0,14\n",
    "in German": "Sektor;Strom (MWh);Gas (MWh)\nHaushalte;5;7\nIndustrie;6;8\n",
    "in Italian": "Settore;Elettricità (MWh);Gas (MWh)\nResidenziale;5;7\nIndustria;6;8\n",
    "a unit above": "Unit,MWh,\nSector,Electricity,Gas\nResidential,5,7\nIndustry,6,8\n",
    "a year in each row": "year,sector,Electricity (MWh),Gas (MWh)\n2019,Residential,5,7\n2019,Industry,6,8\n",
    "years over carriers": "Sector,2018,,2019,\n,Electricity (MWh),Gas (MWh),Electricity (MWh),Gas (MWh)\n"
    "Residential,1,1,5,7\nIndustry,1,1,6,8\n",
    "a year in each header": "Sector,2018 Electricity (MWh),2018 Gas (MWh),2019 Electricity (MWh),2019 Gas (MWh)\n"
    "Residential,1,1,5,7\nIndustry,1,1,6,8\n",
    "a year behind each name": "Sector,Electricity 2018 (MWh),Gas 2018 (MWh),Electricity 2019 (MWh),Gas 2019 (MWh)\n"
    "Residential,1,1,5,7\nIndustry,1,1,6,8\n",
    "emissions": "Sector,Electricity (t CO2e),Gas (t CO2e)\nResidential,5,7\nIndustry,6,8\n",
}


@pytest.mark.parametrize("text", BESIDE_GAS.values(), ids=BESIDE_GAS)
def test_gas_beside_electricity_is_asked_about_wherever_its_unit_stands(text: str) -> None:
    about = ("Turin", None if "2018" in text or "year" in text else 2019)
    asked = drafted(text, None, *about)
    assert {problem.key for problem in asked.problems if problem.severity == "ask"} == {"carrier:Gas"}
    table = drafted(text, {"carrier:Gas": "natural_gas"}, *about).table.to_pylist()
    placed = {(row["sector"], row["carrier"]): row["value"] for row in table if row["year"] == 2019}
    assert placed == {
        ("residential", "electricity"): 5,
        ("residential", "natural_gas"): 7,
        ("industry", "electricity"): 6,
        ("industry", "natural_gas"): 8,
        **({("residential", "coal"): 0, ("industry", "coal"): 0} if "Coal" in text else {}),
    }


@pytest.mark.parametrize("head", ["Gas (MWh)", "Gas consumption (MWh)", "Fuel (MWh)"])
def test_one_column_of_a_carrier_that_is_not_known_is_asked_about(head: str) -> None:
    draft = drafted(f"year,sector,{head}\n2019,Residential,7\n2019,Industry,8\n", None, "Turin")
    assert [problem.code for problem in draft.problems] == ["carrier-unknown"]
    assert draft.imported == 0


@pytest.mark.parametrize("head", ["Energy (MWh)", "Consumption (MWh)", "Greenhouse gas emissions (t CO2e)"])
def test_one_column_of_energy_or_of_greenhouse_gas_needs_no_carrier(head: str) -> None:
    draft = drafted(f"year,sector,{head}\n2019,Residential,7\n2019,Industry,8\n", None, "Turin")
    assert draft.problems == ()
    assert draft.table["carrier"].to_pylist() == [None, None]


def test_a_word_that_nobody_knows_beside_a_carrier_and_its_unit_is_asked_about_as_one() -> None:
    draft = drafted("Sector,Electricity (MWh),Renewables (MWh)\nResidential,5,7\nIndustry,6,8\n", None, "Turin", 2019)
    assert [(problem.key, problem.cells) for problem in draft.problems] == [("carrier:Renewables", 2)]


def test_a_column_that_nobody_knows_left_of_the_carriers_is_asked_about_and_no_label() -> None:
    heads = "city,year,sector,On-peak electricity (MWh),Off-peak electricity (MWh),Natural gas (MWh)\n"
    draft = drafted(f"{heads}Turin,2019,Residential,8,6,12\nTurin,2019,Industry,9,4,5\n")
    keys = {"carrier:On-peak electricity", "carrier:Off-peak electricity"}
    assert {problem.key for problem in draft.problems} == keys
    assert draft.inventories[0].total == 17
    settled = drafted(
        f"{heads}Turin,2019,Residential,8,6,12\nTurin,2019,Industry,9,4,5\n", dict.fromkeys(keys, "electricity")
    )
    assert settled.inventories[0].total == 44


ABOVE = "Energy 2019 (MWh),,,,\nSector,Vim,Natural gas,LPG,Diesel\n"
BELOW = "2019,,,,\nSector,Vim,Natural gas,LPG,Diesel\n,(MWh),(MWh),(MWh),(MWh)\n"


@pytest.mark.parametrize("head", [ABOVE, BELOW])
def test_figures_left_of_the_known_carriers_are_those_of_a_carrier_that_is_asked_about(head: str) -> None:
    text = f"{head}Residential,90,21,38,\nServices,70,11,9,\n"
    asked = drafted(text, None, "Turin", 2019)
    assert [problem.key for problem in asked.problems if problem.severity != "warn"] == ["carrier:Vim"]
    found = drafted(text, {"carrier:Vim": "electricity"}, "Turin", 2019)
    assert found.ready
    assert found.inventories[0].total == 239


@pytest.mark.parametrize(
    ("name", "first", "second"), [("Item", 1, 2), ("Cost", 410, 95), ("Year of building", 2001, 1999)]
)
def test_numbers_of_rows_money_and_years_left_of_the_carriers_are_no_use(name: str, first: int, second: int) -> None:
    head = f"Sector,{name},Electricity (MWh),Natural gas (MWh),Diesel (MWh)\n"
    found = drafted(f"{head}Residential,{first},21,38,\nServices,{second},11,9,5\n", None, "Turin", 2019)
    assert found.ready
    assert found.inventories[0].total == 84


@pytest.mark.parametrize("below", ["Sources,national statistics,,,\n", "Agriculture,–,3,4,\n"])
def test_neither_a_note_nor_a_dash_below_them_hides_such_figures(below: str) -> None:
    asked = drafted(f"{ABOVE}Residential,90,21,38,\nServices,70,11,9,\n{below}", {"dash": "NO"}, "Turin", 2019)
    assert "carrier:Vim" in {problem.key for problem in asked.problems}


@pytest.mark.parametrize("name", ["Gaz (MWh)", "Plyn (MWh)", "Газ (MWh)"])
def test_gas_in_other_languages_above_the_only_figures_is_asked_about(name: str) -> None:
    asked = drafted(f"Year,Sector,{name}\n2019,residential,100\n2019,industry,30\n", None, "Turin")
    assert [problem.key for problem in asked.problems] == [f"carrier:{name.split()[0]}"]


def test_the_number_of_a_month_left_of_the_figures_shifts_no_row() -> None:
    rows = "".join(f"2019,{month},residential,{100 + month}\n" for month in range(1, 13))
    draft = drafted(f"Year,Month,Sector,Natural gas (MWh)\n{rows}", None, "Turin")
    assert "shifted-row" not in {problem.code for problem in draft.problems}


def test_all_sectors_in_brackets_beside_a_carrier_is_no_unit() -> None:
    names = "Sector,Electricity (all sectors),Natural gas (all sectors),Diesel"
    draft = drafted(f"Unit,MWh,,\n{names}\nResidential,10,20,4\nIndustry,1,50,5\n", None, "Turin", 2019)
    assert draft.ready
    assert {row["carrier"] for row in draft.table.to_pylist()} == {"electricity", "natural_gas", "diesel"}
