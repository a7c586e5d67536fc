"""Fuels: the dimensions hold, net and gross are never mixed, and a volume without a density asks for one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors import fuels
from analytics.text.problems import Problem, Refused
from datasets.reference import catalogue

POSITIVE = st.floats(1e-3, 1e6)
RATIOS = st.floats(0.5, 1)
ROUNDED = 0.0025  # the IPCC prints both carbon and CO2 with three digits


def quantity(value: Any, unit: str) -> Any:
    return units.registry().Quantity(value, unit)


def refused(call: Any) -> Problem:
    with pytest.raises(Refused) as found:
        call()
    (problem,) = found.value.problems
    assert problem.found
    assert problem.expected
    assert problem.fix
    assert "nan" not in problem.sentence().casefold().split()
    return problem


def test_volume_times_density_times_calorific_value_is_energy_and_nothing_else() -> None:
    q = quantity
    density, ncv = q(0.84, "t/m3"), q(43.0, "GJ/t")
    energy = fuels.energy(fuels.mass(q(100.0, "m3"), density), ncv)
    assert energy.to("MWh").magnitude == pytest.approx(100 * 0.84 * 43 / 3.6, rel=1e-12)
    same = fuels.energy(q(100.0, "m3"), fuels.per_volume(ncv, density))
    assert same.to("MWh").magnitude == pytest.approx(energy.to("MWh").magnitude)
    with pytest.raises(TypeError, match="Cannot convert"):
        fuels.energy(q(100.0, "m3"), ncv).to("MWh")
    with pytest.raises(TypeError, match="Cannot convert"):
        energy.to("tCO2")


def test_a_factor_per_amount_is_a_gas_per_mass_or_volume() -> None:
    q = quantity
    factor = fuels.factor_per_amount(q(43.0, "TJ/kt"), q(74_100.0, "kgCO2/TJ"))
    assert factor.to("kgCO2/t").magnitude == pytest.approx(3186.3, rel=1e-12)
    assert fuels.per_volume(factor, q(0.84, "t/m3")).to("kgCO2/m3").magnitude == pytest.approx(2676.492, rel=1e-12)
    with pytest.raises(TypeError, match="Cannot convert"):
        factor.to("kgCO2e/t")


def test_carbon_becomes_co2_and_is_not_co2_itself() -> None:
    q = quantity
    ratio = q(44 / 12, "tCO2/t")
    assert fuels.co2_of_carbon(q(15.3, "kg/GJ"), 1.0, ratio).to("kgCO2/TJ").magnitude == pytest.approx(
        56_100, rel=1e-12
    )
    with pytest.raises(TypeError, match="Cannot convert"):
        fuels.co2_of_carbon(q(15.3, "kg/GJ")).to("kgCO2/TJ")
    assert fuels.co2_of_carbon(12.0, 0.58) == pytest.approx(44 * 0.58)


def test_net_energy_is_the_smaller_and_a_factor_on_it_the_larger() -> None:
    gas = fuels.net_over_gross("gas")
    assert fuels.net_from_gross(100.0, gas) == 90
    assert fuels.factor_on_net(0.18231, gas) == pytest.approx(0.20199, rel=0.003)
    assert fuels.ratio_of_factors(0.18231, 0.20199) == pytest.approx(gas, abs=0.003)
    assert [fuels.net_over_gross(state) for state in ("solid", "liquid")] == [0.95, 0.95]
    assert fuels.net_from_gross(quantity(1.0, "therm"), gas).to("kWh").magnitude == pytest.approx(26.3764, rel=1e-5)


@given(POSITIVE, RATIOS, POSITIVE)
def test_the_basis_does_not_change_the_emissions(energy: float, ratio: float, factor: float) -> None:
    assert fuels.gross_from_net(fuels.net_from_gross(energy, ratio), ratio) == pytest.approx(energy, rel=1e-12)
    on_net = fuels.net_from_gross(energy, ratio) * fuels.factor_on_net(factor, ratio)
    assert on_net == pytest.approx(energy * factor, rel=1e-12)
    assert fuels.factor_on_gross(fuels.factor_on_net(factor, ratio), ratio) == pytest.approx(factor, rel=1e-12)


def test_a_gross_calorific_value_takes_no_net_factor() -> None:
    problem = refused(lambda: fuels.factor_per_amount(10.35, 0.202, calorific_basis="gross"))
    assert problem.code == "basis-mixed"
    assert fuels.factor_per_amount(0.1, 70.22, "gross", "gross") == pytest.approx(7.022)


def test_a_volume_without_a_density_asks_for_one_with_the_printed_ones() -> None:
    diesel = fuels.fuel(catalogue.records("fuel_properties"), "diesel oil")
    for call in (lambda: fuels.mass(100.0), lambda: fuels.per_volume(11.9)):
        problem = refused(call)
        assert (problem.severity, problem.code, problem.key) == ("ask", "density-missing", "density")
        assert problem.choices == ()
    asked = refused(lambda: fuels.mass(100.0, densities=diesel.densities))
    assert asked.choices == tuple(diesel.densities)
    assert len(asked.choices) == 4
    assert "0.84" in asked.expected
    assert refused(diesel.density).choices == asked.choices
    assert refused(lambda: diesel.density("a rumour")).code == "density-missing"
    assert diesel.density(asked.choices[0]) == 0.87


def test_a_standard_cubic_metre_of_gas_is_less_gas_than_a_normal_one() -> None:
    assert fuels.volume_at(1.0, "standard", "normal") == pytest.approx(0.948, abs=1e-4)
    assert fuels.volume_at(fuels.volume_at(7.0, "normal", "standard"), "standard", "normal") == pytest.approx(7)
    assert fuels.volume_at(quantity(1.0, "m3"), "normal", "standard").check("[volume]")
    assert refused(lambda: fuels.volume_at(1.0, "smc", "normal")).code == "state-unknown"


@pytest.mark.parametrize(
    ("unit", "litres"),
    [
        ("m3", 1000),
        ("L", 1),
        ("US gal", 3.785411784),
        ("UK gal", 4.54609),
        ("bbl", 158.987294928),
        ("mcf", 28316.846592),
        ("Barrels", 158.987294928),
        ("us_gallons", 3.785411784),
    ],
)
def test_a_volume_is_what_it_is_by_definition(unit: str, litres: float) -> None:
    assert fuels.volume(1.0, unit, "L") == pytest.approx(litres, rel=1e-12)


@pytest.mark.parametrize("unit", ["gal", "gallon", "MWh", ""])
def test_a_gallon_of_no_country_is_refused(unit: str) -> None:
    assert refused(lambda: fuels.volume(1.0, unit)).code == "volume-unknown"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: fuels.net_from_gross(-1, 0.9), "value-range"),
        (lambda: fuels.net_from_gross(1, 90), "value-range"),
        (lambda: fuels.gross_from_net(1, 0), "value-zero"),
        (lambda: fuels.factor_on_net(0.2, 0.0), "value-zero"),
        (lambda: fuels.net_over_gross("plasma"), "state-unknown"),
        (lambda: fuels.ratio_of_factors(0.2, 0), "value-zero"),
        (lambda: fuels.ratio_of_factors(0.202, 0.182), "value-range"),
        (lambda: fuels.energy(-5, 10), "value-range"),
        (lambda: fuels.energy(5, 0), "value-zero"),
        (lambda: fuels.energy(float("nan"), 10), "value-missing"),
        (lambda: fuels.energy("12", "ten"), "value-text"),
        (lambda: fuels.energy(None, 10), "value-missing"),
        (lambda: fuels.mass(1, 0), "value-zero"),
        (lambda: fuels.co2_of_carbon(15.3, 98), "value-range"),
        (lambda: fuels.ncv_mwh_per_t(0), "value-zero"),
        (lambda: fuels.fuel(catalogue.records("fuel_properties"), "dilithium"), "fuel-unknown"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    assert refused(call).code == code


def test_columns_and_arrays_go_through_and_say_how_many_are_wrong() -> None:
    column = fuels.energy(pd.Series([1.0, 2.0], index=["a", "b"]), 10.0)
    assert list(column.index) == ["a", "b"]
    assert list(fuels.net_from_gross(np.array([10.0, 20.0]), 0.9)) == [9, 18]
    problem = refused(lambda: fuels.energy(pd.Series([1.0, -2.0, np.nan]), 10.0))
    assert problem.code == "value-missing"
    problem = refused(lambda: fuels.energy(np.array([1.0, -2.0, -3.0]), 10.0))
    assert problem.found == "−2 t (2 of 3 figures)"
    assert refused(lambda: fuels.mass(quantity(np.array([1.0, -1.0]), "m3"), 0.8)).column == "volume of fuel"


# --- the shipped table


def test_every_fuel_has_its_properties_once_and_within_their_range() -> None:
    rows = catalogue.records("fuel_properties")
    names = list(dict.fromkeys(row["fuel"] for row in rows))
    assert len(names) == 53
    for name in names:
        mine = [row["property"] for row in rows if row["fuel"] == name]
        assert all(mine.count(what) == 1 for what in ("ncv", "carbon", "ncv_over_gcv"))
        fuel = fuels.fuel(rows, name)
        assert fuel.net_over_gross == fuels.net_over_gross(fuel.state)
        assert all(0.4 < density < 1 or fuel.state == "gas" for density in fuel.densities.values())
    for row in rows:
        assert bool(row["lower"]) == bool(row["upper"]) == bool(row["range_mark"])
        if row["lower"]:
            assert float(row["lower"]) <= float(row["value"]) <= float(row["upper"]), row


def test_the_carbon_of_a_fuel_gives_its_shipped_co2_factor() -> None:
    rows = catalogue.records("fuel_properties")
    names = {row["fuel"] for row in rows}
    checked = 0
    for row in catalogue.records("fuel_factors"):
        if row["gas"] == "CO2" and row["fuel"] in names and row["edition"] == "IPCC 2006":
            computed = 1000 * fuels.co2_of_carbon(fuels.fuel(rows, row["fuel"]).carbon_kg_per_gj)
            assert computed == pytest.approx(float(row["kg_per_tj"]), rel=ROUNDED), row
            checked += 1
    assert checked > 20
