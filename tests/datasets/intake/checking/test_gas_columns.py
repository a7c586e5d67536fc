"""A column of gases says of each row what was weighed; no answer for the whole file makes methane into CO2."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from datasets.intake.meaning.fields import gas_of
from tests.datasets.files import drafted, told

HEADER = "city,year,sector,carrier,Gas,value,unit\n"
THREE = (
    "Turin,2019,residential,natural_gas,CO2,5,t\nTurin,2019,residential,natural_gas,CH4,6,kg\n"
    "Turin,2019,residential,natural_gas,N₂O,7,kg\n"
)


def rows(draft: Draft) -> list[tuple[str, float]]:
    assert draft.table is not None
    return list(zip(draft.table["quantity"].to_pylist(), draft.table["value"].to_pylist(), strict=True))


@pytest.mark.parametrize("answers", [{}, {"gas": "CO2"}])
def test_each_row_is_of_its_own_gas(answers: dict[str, str]) -> None:
    draft = drafted(HEADER + THREE, answers)
    assert draft.problems == ()
    assert rows(draft) == [("co2", 5), ("ch4", 0.006), ("n2o", 0.007)]


def test_the_gas_of_a_mass_in_the_header_stands_beside_it() -> None:
    text = "city,year,sector,gas,Emissions (t)\nTurin,2019,residential,methane,6\nTurin,2019,waste,carbon dioxide,7\n"
    assert rows(drafted(text)) == [("ch4", 6), ("co2", 7)]


def test_a_row_without_a_gas_is_asked_about_alone() -> None:
    draft = drafted(f"{HEADER}{THREE}Turin,2019,waste,,,6,t\n")
    assert told(draft) == [("ask", "unit-without-gas", 5, "unit")]
    assert draft.imported == 3


@pytest.mark.parametrize(("gas", "unit", "code"), [("HFC", "t", "gas-unknown"), ("CH4", "t CO2", "unit-conflict")])
def test_a_gas_that_is_not_kept_or_not_that_of_the_unit_is_refused_at_its_row(gas: str, unit: str, code: str) -> None:
    draft = drafted(f"{HEADER}{THREE}Turin,2019,waste,,{gas},6,{unit}\n")
    assert [(severity, what, row) for severity, what, row, _ in told(draft)] == [("block", code, 5)]


def test_a_column_of_natural_gas_is_no_column_of_gases() -> None:
    text = "city,year,sector,Gas,Emissions (t CO2)\nTurin,2019,residential,6,7\n"
    assert told(drafted(text, {"columns-unused": "keep"})) == [("warn", "column-unused", 1, None)]


@pytest.mark.parametrize(
    ("word", "gas"),
    [("CO₂", "CO2"), ("co2 eq.", "CO2e"), ("Méthane", "CH4"), ("Lachgas", "N2O"), ("SF6", None), ("natural gas", None)],
)
def test_gases_are_known_by_their_names(word: str, gas: str | None) -> None:
    assert gas_of(word) == gas


def test_co2e_beside_the_gases_that_explain_it_is_the_total_and_gases_alone_have_none() -> None:
    beside = drafted(f"{HEADER}{THREE}Turin,2019,residential,natural_gas,CO2e,9,t\n").inventories[0]
    assert (beside.total, beside.unit, beside.rows) == (9, "t CO2e", 4)
    for apart in (THREE, f"{THREE}Turin,2019,waste,,CO2e,9,t\n"):
        found = drafted(HEADER + apart).inventories[0]
        assert (found.total, found.unit) == (None, "t of several gases")


@pytest.mark.parametrize(
    "text",
    [
        "GHG emissions (t CO2e),,,\nSector,Gas,2018,2019\nResidential,CO2,100,90\nResidential,CH4,5,4\nWaste,CH4,3,2\n",
        "year,sector,gas,emissions_tco2e\n2018,Residential,CO2,100\n2018,Residential,CH4,5\n2018,Waste,CH4,3\n",
    ],
    ids=["years across", "one figure a row"],
)
def test_gases_of_one_place_in_co2e_are_parts_that_add_up(text: str) -> None:
    found = drafted(text, None, "Turin")
    assert found.ready, found.problems
    assert found.inventories[0].total == 108


def test_co2e_beside_its_gases_may_be_their_sum_and_never_counts_with_them() -> None:
    text = (
        "year,sector,gas,emissions_tco2e\n2018,Residential,CO2,100\n2018,Residential,CH4,5\n2018,Residential,CO2e,105\n"
    )
    found = drafted(text, None, "Turin")
    assert {problem.code for problem in found.problems} == {"conflicting-duplicate"}
