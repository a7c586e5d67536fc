"""Gases weigh in by their potential, and a set of potentials is complete or refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors.gases import Gwp, co2e
from analytics.text.problems import Refused

AR5 = Gwp("AR5", ch4=28, n2o=265)
TONNES = st.floats(0, 1e9)


def test_a_tonne_of_methane_is_28_of_co2_in_ar5() -> None:
    assert co2e(0, 1, 0, AR5.ch4, AR5.n2o) == 28
    assert co2e(1, 0, 0, AR5.ch4, AR5.n2o) == 1
    assert co2e(0, 0, 1, AR5.ch4, AR5.n2o) == 265


@given(TONNES, TONNES, TONNES, TONNES, TONNES, TONNES)
def test_sums_by_gas_and_sums_of_co2e_agree(a: float, b: float, c: float, d: float, e: float, f: float) -> None:
    together = co2e(a + d, b + e, c + f, AR5.ch4, AR5.n2o)
    apart = co2e(a, b, c, AR5.ch4, AR5.n2o) + co2e(d, e, f, AR5.ch4, AR5.n2o)
    assert together == pytest.approx(apart, rel=1e-12)


def test_a_missing_gas_is_not_zero() -> None:
    assert math.isnan(co2e(1.0, math.nan, 0.0, AR5.ch4, AR5.n2o))
    column = co2e(pd.Series([1.0, 2.0]), pd.Series([1.0, np.nan]), 0.0, AR5.ch4, AR5.n2o)
    assert column[0] == 29
    assert column.isna()[1]


def test_the_potentials_carry_each_gas_into_co2e_and_no_gas_without_one() -> None:
    q = units.registry().Quantity
    one = q(1.0, "tCO2e / tCO2")
    total = co2e(
        q(10.0, "tCO2"), q(2.0, "kgCH4"), q(3.0, "gN2O"), q(28.0, "tCO2e / tCH4"), q(265.0, "tCO2e / tN2O"), one
    )
    assert total.to("tCO2e").magnitude == pytest.approx(10.0 + 0.002 * 28 + 3e-6 * 265, rel=1e-12)
    with pytest.raises(TypeError, match="Cannot convert"):
        co2e(q(10.0, "tCO2"), q(2.0, "tCH4"), q(3.0, "tN2O"), q(28.0, "tCO2e / tCH4"), 265.0, one)
    with pytest.raises(TypeError, match="Cannot convert"):
        co2e(q(1.0, "tCO2"), q(1.0, "tN2O"), q(1.0, "tN2O"), q(28.0, "tCO2e / tCH4"), q(265.0, "tCO2e / tN2O"), one)


def test_a_wrong_dimension_is_refused_with_both_units_named() -> None:
    q = units.registry().Quantity
    one = q(1.0, "tCO2e / tCO2")
    with pytest.raises(TypeError) as refusal:
        co2e(q(10.0, "MWh"), q(2.0, "tCH4"), q(3.0, "tN2O"), q(28.0, "tCO2e / tCH4"), q(265.0, "tCO2e / tN2O"), one)
    assert "'megaWh * tCO2e / tCO2'" in str(refusal.value)
    assert "'tCO2e'" in str(refusal.value)


AR6 = Gwp("AR6", 27.9, 273.0, 29.8, 27.0, frozenset({"non-fossil"}))


@pytest.mark.parametrize(
    ("gas", "origin", "weight"),
    [
        ("CO2", None, 1.0),
        ("co2", "fossil", 1.0),
        ("N2O", "fossil", 273.0),
        ("CH4", None, 27.9),
        ("CH4", "fossil", 29.8),
        ("ch4", "non-fossil", 27.0),
    ],
)
def test_a_set_knows_the_potential_of_its_gases_and_of_methane_by_origin(
    gas: str, origin: str | None, weight: float
) -> None:
    assert AR6.of(gas, origin) == weight


def test_where_a_set_tells_no_origins_apart_its_own_value_serves() -> None:
    assert AR5.of("CH4", "fossil") == AR5.of("CH4", "non-fossil") == 28


@pytest.mark.parametrize(
    ("gas", "origin", "code", "alternative"),
    [("SF6", None, "gas-without-gwp", "CO2, CH4, N2O"), ("CH4", "bog", "origin-unknown", "fossil or non-fossil")],
)
def test_a_gas_or_origin_that_a_set_lacks_is_refused_with_the_alternatives(
    gas: str, origin: str | None, code: str, alternative: str
) -> None:
    with pytest.raises(Refused) as refusal:
        AR5.of(gas, origin)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.expected) == (
        code,
        alternative if code == "origin-unknown" else f"one of {alternative}",
    )
    assert gas in problem.found
