"""Electricity factors of grids outside Europe: units as printed, and CO2e made of the gases."""

from __future__ import annotations

import pytest

from analytics.text.problems import Refused
from datasets.reference import catalogue, grid_factors
from datasets.reference.grid_factors import TONNES_PER_MWH

LB = 0.45359237 / 1000


def test_co2e_of_new_england_in_2019_is_worked_out_from_its_three_gases() -> None:
    """488.9 lb CO2 per MWh beside 0.077 lb CH4 and 0.010 lb N2O per MWh, whichever way the table prints them."""
    (found,) = grid_factors.of("US", "NEWE", 2019)
    rows = [row for row in catalogue.records("grid_factors") if (row["area"], row["year"]) == ("NEWE", "2019")]
    gases = {row["gas"]: float(row["value"]) / (1000 if row["unit"] == "lb/GWh" else 1) for row in rows}
    by_hand = (gases["CO2"] + 28 * gases["CH4"] + 265 * gases["N2O"]) * LB
    assert (found.gas, found.gwp) == ("CO2e", "AR5")
    assert found.t_per_mwh == pytest.approx(by_hand, rel=1e-12)
    assert found.gases["CH4"] < found.gases["CO2"] / 1000, "per GWh, not per MWh"


def test_another_gwp_set_changes_what_is_made_of_gases_and_not_what_was_printed() -> None:
    newest = {name: grid_factors.of("US", "ERCT", 2022, name)[0].t_per_mwh for name in ("SAR", "AR5")}
    assert newest["SAR"] != newest["AR5"]
    printed = {name: grid_factors.of("GB", year=2021, gwp=name)[0] for name in ("SAR", "AR5")}
    assert {item.t_per_mwh for item in printed.values()} == {0.20707}
    assert {item.gwp for item in printed.values()} == {None}


def test_the_year_of_a_british_factor_is_that_of_its_electricity_two_before_its_edition() -> None:
    assert next((item.year, item.edition) for item in grid_factors.of("GB")) == (2021, "edition 2023")


def test_a_province_has_generation_and_consumption_apart() -> None:
    found = {item.measure: item for item in grid_factors.of("CA", "ON", 2020)}
    assert found["consumption"].t_per_mwh == pytest.approx(0.033)
    assert found["generation"].gwp == "AR5"
    assert found["consumption"].gwp is None


def test_no_row_of_2023_ships_and_every_unit_is_known() -> None:
    rows = catalogue.records("grid_factors")
    assert {row["unit"] for row in rows} == set(TONNES_PER_MWH)
    assert not [row for row in rows if row["country"] == "US" and row["year"] == "2023"]
    assert not [row for row in rows if row["country"] == "US" and row["gas"] == "CO2e"]
    newest = [item for country in ("US", "CA", "GB", "CN", "TW", "BR", "TH") for item in grid_factors.of(country)]
    assert all(0 <= item.t_per_mwh < 1.5 for item in newest)


def test_an_unknown_country_or_area_names_those_on_file() -> None:
    with pytest.raises(Refused) as refused:
        grid_factors.of("FR")
    assert "US" in refused.value.problems[0].choices
    with pytest.raises(Refused) as refused:
        grid_factors.of("CA", "XX")
    assert "ON" in refused.value.problems[0].choices
