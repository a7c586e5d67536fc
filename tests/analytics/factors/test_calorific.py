"""Amounts of fuel: every unit is energy, a mass or a volume, and what a conversion lacks is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from analytics import units
from analytics.factors import fuels
from analytics.factors.calorific import (
    Density,
    fuel_unit,
    mwh_per_unit,
    stated_calorific,
    stated_density,
    understood,
)
from analytics.text.problems import Problem, Refused
from datasets.reference import catalogue

GAS, DIESEL, COAL = (
    fuels.fuel(catalogue.records("fuel_properties"), name) for name in ("Natural Gas", "Diesel Oil", "Anthracite")
)


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(Refused) as found:
        call()
    (problem,) = found.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "name", "kind", "size"),
    [
        ("MWh", "MWh", "energy", 1),
        ("therm", "therm", "energy", 0.0293071),
        ("kg", "kg", "mass", 0.001),
        ("short tons", "short ton", "mass", 0.90718474),
        ("m³", "m3", "volume", 1),
        ("m3/year", "m3", "volume", 1),
        ("Smc", "Sm3", "volume", 1),
        ("1000 m3", "1000 m3", "volume", 1000),
        ("litres", "l", "volume", 0.001),
        ("US gallons", "US gal", "volume", 0.003785411784),
        ("barrels", "bbl", "volume", 0.158987294928),
        ("cubic feet", "ft3", "volume", 0.028316846592),
        ("(Nm3)", "Nm3", "volume", 1),
    ],
)
def test_a_unit_of_fuel_has_its_kind_and_size(text: str, name: str, kind: str, size: float) -> None:
    found = fuel_unit(text)
    assert (found.name, found.kind) == (name, kind)
    assert found.size == pytest.approx(size, rel=1e-6)


def test_a_gallon_is_asked_for_its_country_and_a_ton_for_its_size() -> None:
    problem = refused(lambda: fuel_unit("gallons"))
    assert (problem.severity, problem.key, problem.choices) == ("ask", "gal", ("US gal", "UK gal"))
    assert fuel_unit("gal", {"gal": "UK gal"}).size == pytest.approx(0.00454609)
    assert refused(lambda: fuel_unit("ton")).key == "ton"


def test_a_quintal_is_a_hundred_kilograms_only_when_that_is_said() -> None:
    problem = refused(lambda: fuel_unit("quintali"))
    assert (problem.severity, problem.key, problem.choices) == ("ask", "quintal", ("100 kg", "100 lb"))
    assert fuel_unit("q", {"quintal": "100 kg"}).size == 0.1
    assert fuel_unit("quintal", {"quintal": "100 lb"}).size == pytest.approx(0.045359237)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("t CO2", "unit-dimension"),
        ("MWh/capita", "unit-dimension"),
        ("MW", "unit-power"),
        ("parsec", "unit-unknown"),
        ("", "unit-missing"),
        ("stere", "unit-needs-fuel"),
    ],
)
def test_what_is_no_amount_of_fuel_is_refused_with_its_reason(text: str, code: str) -> None:
    assert refused(lambda: fuel_unit(text)).code == code


def test_mass_and_volume_become_net_energy_by_the_value_of_one_source() -> None:
    assert mwh_per_unit(fuel_unit("t"), DIESEL) == pytest.approx(43 / 3.6, rel=1e-12)
    source = next(iter(DIESEL.densities))
    litre = mwh_per_unit(fuel_unit("l"), DIESEL, density=Density(DIESEL.density(source), source))
    assert 1000 * litre == pytest.approx(0.87 * 43 / 3.6, rel=1e-12)
    problem = refused(lambda: mwh_per_unit(fuel_unit("l"), DIESEL))
    assert (problem.severity, problem.key, problem.choices) == ("ask", "density", tuple(DIESEL.densities))
    assert refused(lambda: mwh_per_unit(fuel_unit("m3"), COAL)).choices == ()


def test_the_same_amount_through_quantities_is_energy_and_a_wrong_dimension_names_both_units() -> None:
    q = units.registry().Quantity
    density, ncv = q(0.87, "t/m3"), q(43.0, "GJ/t")
    energy = fuels.energy(fuels.mass(q(1.0, "m3"), density), ncv)
    known = Density(0.87, "a source")
    assert energy.to("MWh").magnitude == pytest.approx(mwh_per_unit(fuel_unit("m3"), DIESEL, density=known), rel=1e-12)
    with pytest.raises(TypeError, match=r"from 'm3 \* gigaJ / t' .* to 'megaWh'"):
        fuels.energy(q(1.0, "m3"), ncv).to("MWh")


def test_gross_energy_is_more_than_net_and_a_mass_is_on_neither() -> None:
    assert 100 * mwh_per_unit(fuel_unit("MWh"), GAS, basis="gross") == pytest.approx(90)
    assert 100 * mwh_per_unit(fuel_unit("MWh"), GAS) == 100
    assert mwh_per_unit(fuel_unit("t"), GAS, basis="gross") == mwh_per_unit(fuel_unit("t"), GAS)


def test_a_gas_in_two_states_asks_which_and_then_differs_by_five_and_a_half_per_cent() -> None:
    unsaid, normal = Density(0.7e-3, "a source"), stated_density("0.7 kg/Nm3")
    assert normal.state == "normal"
    assert mwh_per_unit(fuel_unit("m3"), GAS, density=unsaid) == pytest.approx(0.7e-3 * 48 / 3.6)
    for unit, density in (("Sm3", unsaid), ("m3", normal)):
        problem = refused(partial(mwh_per_unit, fuel_unit(unit), GAS, density=density))
        assert (problem.severity, problem.key, problem.choices) == ("ask", "state", ("normal", "standard"))
    standard = mwh_per_unit(fuel_unit("Sm3"), GAS, density=normal)
    assert standard / mwh_per_unit(fuel_unit("Nm3"), GAS, density=normal) == pytest.approx(0.948, abs=1e-4)
    answered = mwh_per_unit(fuel_unit("m3"), GAS, density=normal, state="standard")
    assert answered == pytest.approx(standard)


def test_the_calorific_value_of_the_supplier_goes_before_the_printed_one() -> None:
    bill = stated_calorific("10.69 kWh/Sm3", "gross")
    assert mwh_per_unit(fuel_unit("Smc"), GAS, calorific=bill) == pytest.approx(0.01069 * 0.9)
    net = stated_calorific("12.5 MWh/t", "net")
    assert mwh_per_unit(fuel_unit("kg"), GAS, calorific=net) == pytest.approx(0.0125)
    by_mass = mwh_per_unit(fuel_unit("m3"), GAS, calorific=net, density=Density(0.7e-3, "a source"))
    assert by_mass == pytest.approx(0.7e-3 * 12.5)
    by_volume = mwh_per_unit(
        fuel_unit("t"), GAS, calorific=stated_calorific("10 kWh/m3", "net"), density=Density(0.8e-3, "a source")
    )
    assert by_volume == pytest.approx(0.010 / 0.8e-3)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: stated_density("0.84"), "density-unit"),
        (lambda: stated_density("1,964 kg/Nm3"), "number-ambiguous"),
        (lambda: stated_density("0.8.4 kg/l"), "number-ambiguous"),
        (lambda: stated_density("0.84 l/kg"), "density-unit"),
        (lambda: stated_density("0 kg/l"), "value-zero"),
        (lambda: stated_density("840 kg/l"), "value-range"),
        (lambda: stated_calorific("10 kg/m3", "net"), "calorific-unit"),
        (lambda: mwh_per_unit(fuel_unit("Sm3"), DIESEL), "unit-fuel"),
        (lambda: DIESEL.density("a rumour"), "density-missing"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    assert refused(call).code == code


@pytest.mark.parametrize(
    ("typed", "mark", "meant"),
    [
        ("0,84 kg/l", ".", "0.84 kg/l"),
        ("0.84 kg/l", ",", "0.84 kg/l"),
        ("0,832 kg/l", ".", "0.832 kg/l"),
        ("1.964 kg/Nm3", ".", "1.964 kg/Nm3"),
        ("1,964 kg/Nm3", ",", "1.964 kg/Nm3"),
        ("1.234,5 kg/m3", ".", "1234.5 kg/m3"),
        ("832 kg/m3", ",", "832 kg/m3"),
        ("8.4e-1 kg / l", ",", "0.84 kg/l"),
        ("a printed source", ",", "a printed source"),
    ],
)
def test_a_typed_number_is_read_in_the_style_of_its_reader_and_kept_with_a_point(
    typed: str, mark: str, meant: str
) -> None:
    assert understood(typed, mark) == meant
    assert understood(meant, ".") == meant


@pytest.mark.parametrize(("typed", "mark"), [("1,964 kg/Nm3", "."), ("1.964 kg/Nm3", ",")])
def test_a_typed_number_with_two_meanings_is_refused_with_both(typed: str, mark: str) -> None:
    problem = refused(lambda: understood(typed, mark))
    assert problem.code == "number-ambiguous"
    assert "1.964 or 1964" in problem.expected
    assert "1.9640" in problem.fix


@pytest.mark.parametrize("typed", ["0.84 kg/l", "0,84 kg/l", "840 kg/m3", "840,0 kg/m3"])
def test_a_density_is_the_same_with_point_and_comma(typed: str) -> None:
    assert stated_density(typed).value == pytest.approx(0.84, rel=1e-15)
