"""The bars of a decomposition sum to the change, whatever appears, disappears or stays zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.change.drivers import (
    ACTIVITY,
    ENERGY,
    FUELS,
    GRID,
    MIX,
    OTHER,
    POPULATION,
    SECTORS,
    Use,
    decompose,
    logarithmic_mean,
)
from analytics.text.problems import Refused

HOMES_GAS, HOMES_POWER = ("Residential", "natural_gas"), ("Residential", "electricity")
OFFICES_GAS = ("Tertiary", "natural_gas")
AMOUNT = st.one_of(st.just(0.0), st.floats(1e-3, 1e8))
USE = st.builds(
    lambda energy, factor: Use(energy, energy * factor), AMOUNT, st.one_of(st.just(0.0), st.floats(0.01, 2))
)
YEAR = st.dictionaries(st.sampled_from([HOMES_GAS, HOMES_POWER, OFFICES_GAS, ("Waste", "")]), USE, max_size=4)


@given(YEAR, YEAR, st.floats(1, 1e7), st.floats(1, 1e7))
def test_the_bars_sum_to_the_change(before: dict, after: dict, then: float, now: float) -> None:  # type: ignore[type-arg]
    found = decompose(before, after, then, now)
    size = max(sum(use.emissions_t for use in (*before.values(), *after.values())), 1e-9)
    assert math.fsum(found.bars.values()) == pytest.approx(found.change_t, rel=1e-9, abs=1e-9 * size)


@given(YEAR, YEAR, st.floats(1, 1e7), st.floats(1, 1e7))
def test_swapping_the_years_turns_every_sign(before: dict, after: dict, then: float, now: float) -> None:  # type: ignore[type-arg]
    there, back = decompose(before, after, then, now), decompose(after, before, now, then)
    size = max(sum(use.emissions_t for use in (*before.values(), *after.values())), 1e-9)
    for name in there.bars.keys() | back.bars.keys():
        assert there.bars.get(name, 0.0) == pytest.approx(-back.bars.get(name, 0.0), rel=1e-9, abs=1e-9 * size)


def test_twice_the_people_alone_is_a_population_bar() -> None:
    found = decompose({HOMES_GAS: Use(100, 20)}, {HOMES_GAS: Use(200, 40)}, 1000, 2000)
    assert found.bars[POPULATION] == pytest.approx(20)
    assert all(abs(amount) < 1e-12 for name, amount in found.bars.items() if name != POPULATION)


def test_a_cleaner_grid_alone_is_a_bar_of_the_electricity_factor() -> None:
    found = decompose({HOMES_POWER: Use(100, 40)}, {HOMES_POWER: Use(100, 10)}, 1000, 1000)
    assert found.bars[GRID] == pytest.approx(-30)
    assert FUELS not in found.bars


def test_a_switch_of_fuel_alone_is_a_bar_of_the_mix() -> None:
    before = {HOMES_GAS: Use(100, 20), HOMES_POWER: Use(100, 40)}
    after = {HOMES_GAS: Use(50, 10), HOMES_POWER: Use(150, 60)}
    found = decompose(before, after, 1000, 1000)
    assert found.bars[MIX] == pytest.approx(10)
    assert found.bars[SECTORS] == pytest.approx(0)


def test_without_inhabitants_population_and_activity_are_one_bar() -> None:
    found = decompose({HOMES_GAS: Use(100, 20)}, {HOMES_GAS: Use(150, 30)})
    assert found.bars[ENERGY] == pytest.approx(10)
    assert not {POPULATION, ACTIVITY} & found.bars.keys()


def test_a_carrier_that_appears_counts_wholly_as_mix_and_a_fuel_that_turns_clean_as_factor() -> None:
    appears = decompose({HOMES_GAS: Use(100, 20)}, {HOMES_GAS: Use(100, 20), HOMES_POWER: Use(1e-9, 5)}, 10, 10)
    assert appears.bars[MIX] == pytest.approx(5)
    assert GRID not in appears.bars
    cleaned = decompose({HOMES_POWER: Use(100, 40)}, {HOMES_POWER: Use(100, 0)}, 10, 10)
    assert cleaned.bars == {GRID: pytest.approx(-40)}


def test_emissions_without_energy_and_removals_stand_apart() -> None:
    found = decompose({("Waste", ""): Use(0, 7), ("Land use", ""): Use(0, -3)}, {("Waste", ""): Use(0, 5)}, 10, 10)
    assert found.bars == {OTHER: pytest.approx(1)}


@given(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
def test_the_logarithmic_mean_lies_between_its_numbers(a: float, b: float) -> None:
    mean = logarithmic_mean(a, b)
    assert min(a, b) * (1 - 1e-9) <= mean <= max(a, b) * (1 + 1e-9)


def test_a_negative_amount_has_no_logarithmic_mean() -> None:
    with pytest.raises(Refused, match="zero or more"):
        logarithmic_mean(-1, 2)


def test_a_nan_has_no_logarithmic_mean() -> None:
    for pair in ((math.nan, 2.0), (2.0, math.nan), (math.inf, 2.0)):
        with pytest.raises(Refused, match="which is no figure"):
            logarithmic_mean(*pair)
