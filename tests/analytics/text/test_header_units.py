"""The header of a column names its unit, asks about an unsure one, and a factor is no amount."""

from __future__ import annotations

import pytest

from analytics.text.header_units import header_problem, header_unit, is_factor_header
from analytics.units import UNITS


@pytest.mark.parametrize(
    ("header", "stem", "name"),
    [
        ("energy_mwh", "energy", "MWh"),
        ("energy_gwh", "energy", "GWh"),
        ("emissions_tco2", "emissions", "t CO2"),
        ("emissions_tco2e", "emissions", "t CO2e"),
        ("emissions_ktco2e", "emissions", "kt CO2e"),
        ("emissions_kgco2e", "emissions", "kg CO2e"),
        ("emissions_t_co2e", "emissions", "t CO2e"),
        ("Energy (MWh)", "Energy", "MWh"),
        ("Energy, MWh", "Energy", "MWh"),
        ("Energy in GWh", "Energy", "GWh"),
        ("Industry Electricity:kt CO2", "Industry Electricity", "kt CO2"),
        ("emissions [t CO2e]", "emissions", "t CO2e"),
        ("CO2 emissions (t)", "CO2 emissions", "t CO2"),
        ("ch4_kg", "ch4", "kg CH4"),
        ("CO₂e (kt)", "CO2e", "kt CO2e"),
        ("Scope 1 (metric tonnes CO2e) without grid", "Scope 1 without grid", "t CO2e"),
        ("MWh", "", "MWh"),
        ("Direct emissions/ Scope 1 (metric tonnes CO2e)", "Direct emissions/ Scope 1", "t CO2e"),
        ("Electricity MWh/yr", "Electricity", "MWh"),
        ("emissions_t", "emissions", "t"),
        ("CO2 and CH4 (t)", "CO2 and CH4", "t"),
    ],
)
def test_a_header_names_its_unit(header: str, stem: str, name: str) -> None:
    assert header_unit(header) == (stem, UNITS[name])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stromverbrauch in MWh, Stadt Bamberg", "MWh"),
        ("Endenergieverbrauch 2019 in MWh/a (BISKO)", "MWh"),
        ("Spotřeba energie v TJ - Litoměřice, rok 2019", "TJ"),
        ("부문별 소비량 (단위: 천toe)", "ktoe"),
        ("Emisja CO2 [Mg CO2/rok]", "t CO2"),
    ],
)
def test_a_title_names_its_unit_before_more_words_behind_a_label_and_over_a_year(title: str, name: str) -> None:
    found = header_unit(title)
    assert found is not None
    assert found[1].name == name


@pytest.mark.parametrize("title", ["Registered in Turin, by sector", "Investment in trees, 2019", "Homes in use (all)"])
def test_a_word_behind_in_is_no_unit(title: str) -> None:
    assert header_unit(title) is None


@pytest.mark.parametrize(
    "header",
    ["EF kgCO2/kWh", "Emission Factor - CO2", "tco2_per_mwh", "lb/MWh", "kg/TJ", "t CO2e per unit GDP", "kWh/m3"],
)
def test_a_factor_header_is_no_amount(header: str) -> None:
    assert is_factor_header(header)
    assert header_unit(header) is None
    assert header_problem(header) is None


@pytest.mark.parametrize("header", ["kWh/a", "Emissions (t CO2e per year)", "t CO2e/cap", "Direct emissions/ Scope 1"])
def test_an_amount_over_a_year_or_a_head_is_no_factor(header: str) -> None:
    assert not is_factor_header(header)


@pytest.mark.parametrize("header", ["value", "year", "Solar therm", "Option T", "CO2", "Population:000s", "sector", ""])
def test_a_header_without_a_unit_has_none(header: str) -> None:
    assert header_unit(header) is None
    assert header_problem(header) is None


def test_a_header_per_head_gives_a_unit_per_head() -> None:
    languages = ("Емисии на жител (t CO2e)", "Emissionen je Einwohner (t CO2e)", "Emissioni pro capite (t CO2e)")
    english = ("Per capita emissions (t CO2e)", "emissions_tco2e_per_capita", "Emissions [t CO2e/cap]")
    for header in (*english, *languages):
        found = header_unit(header)
        assert found is not None
        assert found[1].per_head


def test_a_header_with_an_unsure_unit_says_what_to_ask() -> None:
    for header, key in (("emissions_mtco2e", "mt"), ("Emissions (tons CO2e)", "ton")):
        problem = header_problem(header)
        assert problem is not None
        assert problem.key == key
        assert header_unit(header) is None
    assert header_unit("Emissions (tons CO2e)", {"ton": "tonne"}) == ("Emissions", UNITS["t CO2e"])
    gas = header_problem("Gas (m3)")
    assert gas is not None
    assert gas.code == "unit-needs-fuel"


def test_the_unit_of_a_bulgarian_header_is_found_whatever_the_keyboard() -> None:
    assert header_unit("Електроенергия (МВтч)") == ("Електроенергия", UNITS["MWh"])
    assert header_unit("Емисии СО2 (т)") == ("Емисии СО2", UNITS["t CO2"])  # typed in Cyrillic


def test_power_by_the_hour_is_a_slip_and_no_factor() -> None:
    problem = header_problem("Потребление (МВт/ч)")
    assert problem is not None
    assert problem.code == "unit-suspect"
