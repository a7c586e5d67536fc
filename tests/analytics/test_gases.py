"""Gases weigh in by their potential, and a set of potentials is complete or refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.gases import Gwp, co2e

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
