"""Energy times factor: the dimensions hold, published examples are met, and nothing is made of nothing."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors.emissions import blend, emissions, factor_t_per_mwh, stated_factor
from analytics.factors.gases import co2e
from analytics.text.problems import Refused

SHARES = st.floats(0, 1)
EMISSION_FACTORS = st.floats(0, 2)


def test_energy_times_factor_is_a_mass_of_the_factors_gas() -> None:
    q = units.registry().Quantity
    total = emissions(q(2.0, "GWh"), q(0.2, "tCO2 / MWh"))
    assert total.to("tCO2").magnitude == pytest.approx(400, rel=1e-12)
    with pytest.raises(TypeError, match="Cannot convert"):
        total.to("tCO2e")
    with pytest.raises(TypeError, match="Cannot convert"):
        total.to("t")
    with pytest.raises(TypeError, match="Cannot convert"):
        emissions(q(2.0, "t"), q(0.2, "tCO2 / MWh")).to("tCO2")


def test_kg_per_tj_and_t_per_mwh_are_one_dimension() -> None:
    published = units.registry().Quantity(56_100.0, "kgCO2 / TJ")
    assert factor_t_per_mwh(56_100) == pytest.approx(published.to("tCO2 / MWh").magnitude, rel=1e-12)
    with pytest.raises(TypeError, match="Cannot convert"):
        published.to("tCO2e / MWh")


def test_a_factor_of_three_gases_is_in_co2e() -> None:
    q = units.registry().Quantity
    co2, ch4, n2o = q(56_100.0, "kgCO2 / TJ"), q(5.0, "kgCH4 / TJ"), q(0.1, "kgN2O / TJ")
    one, gwp_ch4, gwp_n2o = q(1.0, "tCO2e / tCO2"), q(28.0, "tCO2e / tCH4"), q(265.0, "tCO2e / tN2O")
    exact = co2 * one + ch4 * gwp_ch4 + n2o * gwp_n2o
    plain = factor_t_per_mwh(co2e(56_100, 5, 0.1, 28, 265))
    assert plain == pytest.approx(exact.to("tCO2e / MWh").magnitude, rel=1e-12)
    assert factor_t_per_mwh(co2e(co2, ch4, n2o, gwp_ch4, gwp_n2o, one)).is_compatible_with("tCO2e / MWh")
    assert plain > factor_t_per_mwh(56_100)


@pytest.mark.parametrize("energy", [-1.0, -1, np.array([5.0, -2.0]), pd.Series([-0.1, np.nan])])
def test_a_negative_consumption_is_refused_and_never_computed(energy: object) -> None:
    with pytest.raises(Refused, match="final energy"):
        emissions(energy, 0.2)


def test_energy_without_a_factor_is_not_computable() -> None:
    assert math.isnan(emissions(1000.0, math.nan))
    column = emissions(pd.Series([1000.0, 5.0]), pd.Series([0.2, np.nan]))
    assert column[0] == 200
    assert column.isna()[1]


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=20), EMISSION_FACTORS)
def test_summing_first_and_multiplying_first_agree(energy_mwh: list[float], ef: float) -> None:
    values = pd.Series(energy_mwh)
    assert emissions(values.sum(), ef) == pytest.approx(emissions(values, ef).sum(), rel=1e-9, abs=1e-9)


@given(SHARES, EMISSION_FACTORS, EMISSION_FACTORS)
def test_a_blend_lies_between_its_parts(share: float, ef_fossil: float, ef_bio: float) -> None:
    low, high = sorted((ef_fossil, ef_bio))
    assert low - 1e-12 <= blend(share, ef_fossil, ef_bio) <= high + 1e-12
    assert blend(1, ef_fossil, ef_bio) == ef_fossil
    assert blend(0, ef_fossil, ef_bio) == ef_bio


@pytest.mark.parametrize("share", [95, -0.1, 1.01])
def test_a_percentage_is_no_share(share: float) -> None:
    with pytest.raises(Refused, match="from 0 to 1"):
        blend(share, 0.267, 0)
    with pytest.raises(Refused, match="from 0 to 1"):
        blend(np.array([0.95, share]), 0.267, 0)


@pytest.mark.parametrize(
    ("value", "unit", "gas", "t_per_mwh"),
    [
        (0.202, "t/MWh", "CO2", 0.202),
        (202, "g CO2/kWh", "CO2", 0.202),
        (56_100, "kg/TJ", "CO2", 0.20196),
        (56.1, "kg CO2e per GJ", "CO2e", 0.20196),
        (5, "kg CH4/TJ", "CH4", 1.8e-5),
        (2.34862, "t/toe", "CO2", 0.201945),
    ],
)
def test_a_stated_factor_is_read_by_its_unit(value: float, unit: str, gas: str, t_per_mwh: float) -> None:
    assert stated_factor(value, unit, gas) == pytest.approx(t_per_mwh, rel=1e-5)
    assert stated_factor(np.array([value, 0.0]), unit, gas)[1] == 0


@pytest.mark.parametrize(
    ("unit", "gas", "code"),
    [
        ("", "CO2", "factor-unit"),
        ("t", "CO2", "factor-unit"),
        ("/MWh", "CO2", "factor-unit"),
        ("MWh/t", "CO2", "factor-unit"),
        ("t CO2/MWh", "CO2e", "factor-gas"),
        ("kg/mWh", "CO2", "unit-suspect"),
        ("furlong/MWh", "CO2", "unit-unknown"),
    ],
)
def test_a_factor_without_a_fitting_unit_is_refused(unit: str, gas: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        stated_factor(0.2, unit, gas)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.expected


@pytest.mark.parametrize("place", range(3))
def test_a_blend_of_a_nan_is_refused_and_in_a_column_it_stays_missing(place: int) -> None:
    parts = [0.9, 0.267, 0.1]
    with pytest.raises(Refused, match="nan, which is no figure"):
        blend(*parts[:place], math.nan, *parts[place + 1 :])
    column = blend(*parts[:place], np.array([parts[place], np.nan]), *parts[place + 1 :])
    assert np.isnan(column).tolist() == [False, True]
