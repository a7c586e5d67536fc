"""District heat and plants that make heat and power: what is split adds up, whatever the convention."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors import heat
from analytics.text.problems import Refused

AMOUNTS = st.floats(1, 1e7)
SHARES = st.floats(0.05, 1)


def test_the_heat_factor_is_what_stays_over_what_is_consumed() -> None:
    q = units.registry().Quantity
    assert heat.local_factor(10_000, 1500, 500, 50_000) == pytest.approx(0.22)
    found = heat.local_factor(q(10.0, "ktCO2"), q(1500.0, "tCO2"), q(500.0, "tCO2"), q(50.0, "GWh"))
    assert found.to("tCO2/MWh").magnitude == pytest.approx(0.22)
    with pytest.raises(TypeError, match="Cannot convert"):
        heat.local_factor(q(10.0, "ktCO2"), q(1500.0, "tCO2e"), q(500.0, "tCO2"), q(50.0, "GWh"))
    assert heat.local_factor(0.1, 0.2, 0.3, 1) == pytest.approx(0, abs=1e-15)


@given(AMOUNTS, AMOUNTS, st.floats(0, 1e7), SHARES, SHARES, st.sampled_from(sorted(heat.CONVENTIONS)))
def test_heat_and_power_together_carry_all_the_co2(
    hot: float, power: float, co2: float, eta_heat: float, eta_power: float, convention: str
) -> None:
    for split in (
        heat.chp_split(co2, hot, power, eta_heat, eta_power),
        heat.chp_split(co2, hot, power, convention=convention),
    ):
        assert split.heat + split.electricity == pytest.approx(co2, rel=1e-12)
        assert split.heat >= 0
        assert split.electricity >= 0


def test_the_conventions_are_named_and_differ() -> None:
    split = {name: heat.chp_split(30_000, 60_000, 40_000, convention=name).heat for name in heat.CONVENTIONS}
    assert split["covenant"] == pytest.approx(12_000)
    assert split["0.80/0.35"] == pytest.approx(30_000 * 75_000 / (75_000 + 40_000 / 0.35))
    # Twice as efficient: a MWh of electricity carries twice the CO2 of a MWh of heat.
    other = heat.chp_split(30_000, 60_000, 40_000, convention="2:1")
    assert other.electricity / 40_000 == pytest.approx(2 * other.heat / 60_000)
    assert len({round(value) for value in split.values()}) == 3
    assert all(convention.source and convention.mark in "VM" for convention in heat.CONVENTIONS.values())


def test_a_boiler_gives_all_to_heat_and_arrays_go_through() -> None:
    assert heat.chp_split(100, 50, 0).electricity == 0
    split = heat.chp_split(np.array([100.0, 200.0]), np.array([50.0, 60.0]), np.array([0.0, 40.0]))
    assert list(split.heat + split.electricity) == pytest.approx([100, 200])


def test_the_split_is_in_the_unit_of_the_total() -> None:
    q = units.registry().Quantity
    split = heat.chp_split(q(30.0, "ktCO2"), q(60.0, "GWh"), q(40_000.0, "MWh"))
    assert split.heat.to("tCO2").magnitude == pytest.approx(12_000)
    with pytest.raises(TypeError, match="Cannot convert"):
        heat.chp_split(q(30.0, "ktCO2"), q(60.0, "GWh"), q(40.0, "t"))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: heat.local_factor(100, 0, 0, 0), "value-zero"),
        (lambda: heat.local_factor(100, 0, 0, -3), "value-range"),
        (lambda: heat.local_factor(100, 0, 101, 10), "value-range"),
        (lambda: heat.local_factor(100, float("inf"), 0, 10), "value-missing"),
        (lambda: heat.chp_split(100, 0, 0), "value-zero"),
        (lambda: heat.chp_split(100, -1, 10), "value-range"),
        (lambda: heat.chp_split(-100, 1, 10), "value-range"),
        (lambda: heat.chp_split(100, 1, 10, 90, 40), "value-range"),
        (lambda: heat.chp_split(100, 1, 10, 0, 0.4), "value-zero"),
        (lambda: heat.chp_split(100, 1, 10, convention="exergy"), "chp-convention"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        call()
    assert refusal.value.problems[0].code == code
