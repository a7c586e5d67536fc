"""The local electricity factor: both branches are one line, and grid losses are counted once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors import electricity
from analytics.text.problems import Refused

AMOUNTS = st.floats(0, 1e7)
FACTORS = st.floats(0, 2)


def test_a_city_that_buys_all_has_the_national_factor() -> None:
    assert electricity.local_factor(1000, 0, 0, 0.4, 0, 0) == pytest.approx(0.4)


def test_the_factor_is_a_gas_per_energy() -> None:
    q = units.registry().Quantity
    parts = (
        q(100.0, "GWh"),
        q(15_000.0, "MWh"),
        q(10_000.0, "MWh"),
        q(0.4, "tCO2/MWh"),
        q(3.0, "ktCO2"),
        q(0.0, "tCO2"),
    )
    assert electricity.local_factor(*parts).to("tCO2/MWh").magnitude == pytest.approx(0.33, rel=1e-12)
    with pytest.raises(TypeError, match="Cannot convert"):
        electricity.local_factor(*parts).to("tCO2e/MWh")
    with pytest.raises(TypeError, match="Cannot convert"):
        electricity.local_factor(*parts[:4], q(3.0, "ktCO2e"), q(0.0, "tCO2"))
    lost = electricity.losses(q(120.0, "MWh"), q(14.0, "kgCO2e/MWh"))
    assert lost.to("tCO2e").magnitude == pytest.approx(1.68)


def test_a_net_exporter_has_the_factor_of_its_own_plants() -> None:
    assert electricity.local_factor(20_000, 30_000, 0, 0.4, 6000, 0) == 0.2
    assert electricity.local_factor(20_000, 30_000, 0, 0.4, 0, 0) == 0
    assert electricity.local_factor(0, 30_000, 0, 0.4, 6000, 0) == 0.2
    assert electricity.is_net_exporter(20_000, 30_000)
    assert not electricity.is_net_exporter(30_000, 30_000)


@given(AMOUNTS, AMOUNTS, st.floats(1, 1e7), FACTORS, FACTORS)
def test_the_factor_is_never_negative_and_follows_its_branch(
    local: float, certified: float, consumption: float, neefe: float, own: float
) -> None:
    found = electricity.local_factor(consumption, local, certified, neefe, own * local, 0)
    assert -1e-12 <= found <= max(neefe, own) * (1 + 1e-9) + 1e-12
    if electricity.is_net_exporter(consumption, local, certified):
        assert found == pytest.approx(own * local / (local + certified), rel=1e-9, abs=1e-12)
    else:
        exact = ((consumption - local - certified) * neefe + own * local) / consumption
        assert found == pytest.approx(exact, rel=1e-6, abs=1e-9)


@given(st.floats(1, 1e7), FACTORS, st.floats(0, 1e7))
def test_the_branches_meet_where_own_production_is_the_consumption(amount: float, neefe: float, co2: float) -> None:
    at, below = (electricity.local_factor(amount * up, amount, 0, neefe, co2, 0) for up in (1, 1 + 1e-9))
    assert at == pytest.approx(below, rel=1e-6, abs=1e-6)


def test_columns_take_both_branches_row_by_row() -> None:
    table = pd.DataFrame({"tce": [20_000.0, 100_000.0], "lpe": [30_000.0, 5_000.0]}, index=["x", "y"])
    found = electricity.local_factor(table["tce"], table["lpe"], 0, 0.4, np.array([6000.0, 0.0]), 0)
    assert list(found) == pytest.approx([0.2, 0.38])
    assert list(found.index) == ["x", "y"]


def test_losses_are_never_put_on_a_consumption_factor() -> None:
    for call in (
        lambda: electricity.losses(120, 0.014, basis="consumption"),
        lambda: electricity.life_cycle_factor(0.28, 0.013, 0.03, 0.004, basis="consumption"),
    ):
        with pytest.raises(Refused, match="has the losses inside") as refusal:
            call()
        assert refusal.value.problems[0].code == "losses-twice"
    assert electricity.losses(120, 0.014) == pytest.approx(1.68)
    assert electricity.life_cycle_factor(0.13096, 0.01299, 0.03682, 0.00359) == pytest.approx(0.18436)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: electricity.local_factor(0, 0, 0, 0.4, 0, 0), "value-zero"),
        (lambda: electricity.local_factor(-1, 0, 0, 0.4, 0, 0), "value-range"),
        (lambda: electricity.local_factor(1000, -5, 0, 0.4, 0, 0), "value-range"),
        (lambda: electricity.local_factor(1000, 0, 0, -0.4, 0, 0), "value-range"),
        (lambda: electricity.local_factor(1000, 0, 0, float("nan"), 0, 0), "value-missing"),
        (lambda: electricity.local_factor(pd.Series([1000.0, 0.0]), 0, 0, 0.4, 0, 0), "value-zero"),
        (lambda: electricity.losses(-1, 0.014), "value-range"),
        (lambda: electricity.life_cycle_factor(0.1, -0.1, 0, 0), "value-range"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        call()
    assert refusal.value.problems[0].code == code
