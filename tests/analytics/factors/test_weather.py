"""Degree days count only what is below the base, and only space heating follows the weather."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors import weather
from analytics.text.problems import Refused

DAYS = st.lists(st.floats(-40, 45), min_size=1, max_size=40)
MEANS = [12, 9, 5, -2, 17]


def test_days_above_the_base_count_nothing() -> None:
    assert weather.heating_degree_days(MEANS) == 36
    assert weather.heating_degree_days(pd.Series(MEANS)) == 36
    assert weather.heating_degree_days([15, 20, 30]) == 0
    assert weather.cooling_degree_days([20, 25, 30], base=22) == 11


def test_eurostat_counts_from_18_on_days_of_at_most_15() -> None:
    found = weather.heating_degree_days([12, 16, 5, -2, 17, 15], weather.EUROSTAT_BASE, weather.EUROSTAT_LIMIT)
    assert found == 6 + 13 + 20 + 3
    assert weather.cooling_degree_days([23, 24, 26], 21, 24) == 3 + 5


@given(DAYS, st.floats(10, 20))
def test_degree_days_are_the_sum_of_the_days(means: list[float], base: float) -> None:
    found = weather.heating_degree_days(means, base)
    assert found == pytest.approx(sum(max(base - mean, 0) for mean in means), abs=1e-9)
    assert found >= 0
    assert weather.cooling_degree_days(means, base) - found == pytest.approx(sum(means) - base * len(means), abs=1e-6)


def test_degree_days_are_temperature_and_leave_the_energy_an_energy() -> None:
    q = units.registry().Quantity
    days = weather.heating_degree_days(q(np.array(MEANS, dtype=float), "K"), q(15.0, "K"))
    assert days.to("K").magnitude == 36
    energy = weather.corrected(q(80.0, "GWh"), days, q(30.0, "K"), q(20_000.0, "MWh"))
    assert energy.to("MWh").magnitude == pytest.approx(20_000 + 80_000 * 30 / 36)
    with pytest.raises(TypeError, match="Cannot convert"):
        weather.corrected(q(80.0, "GWh"), days, q(30.0, "K"), q(20_000.0, "t"))


@given(st.floats(0, 1e7), st.floats(0, 1e7), st.floats(500, 5000), st.floats(500, 5000))
def test_only_the_heating_part_moves(heating: float, other: float, year: float, average: float) -> None:
    found = weather.corrected(heating, year, average, other)
    assert found >= other
    assert found == pytest.approx(other + heating * average / year)
    assert weather.corrected(0.0, year, average, other) == other
    assert weather.corrected(heating, average, average, other) == pytest.approx(heating + other)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: weather.heating_degree_days([1.0, float("nan")]), "value-missing"),
        (lambda: weather.heating_degree_days([1.0, None]), "value-missing"),
        (lambda: weather.heating_degree_days([285.15]), "value-range"),
        (lambda: weather.heating_degree_days(["cold"]), "value-text"),
        (lambda: weather.corrected(100, 0, 3000), "value-zero"),
        (lambda: weather.corrected(100, 3000, 0), "value-zero"),
        (lambda: weather.corrected(-100, 3000, 3000), "value-range"),
        (lambda: weather.corrected(100, 3000, 3000, -1), "value-range"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        call()
    assert refusal.value.problems[0].code == code
