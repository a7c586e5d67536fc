"""Reading a cell again: text and unit give the stored value, or they say that they cannot."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.text.rereading import numbers_of, reread


@given(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from(["kWh", "MWh", "GWh", "TJ", "toe", "GJ"]))
def test_what_was_written_gives_what_is_stored_and_nothing_else(number: float, unit: str) -> None:
    factor = units.factor(units.unit(unit), "MWh")
    value = number * factor
    again = reread(repr(number), unit, "energy", value)
    assert (again.number, again.step, again.agrees) == (number, factor, True)
    assert not reread(repr(number), unit, "energy", value * 1.001 + math.copysign(1, value)).agrees


@pytest.mark.parametrize(
    ("text", "unit", "quantity", "value"),
    [
        ("1.234", "MWh", "energy", 1.234),
        ("1.234", "MWh", "energy", 1234.0),
        ("1.234,5", "kWh", "energy", 1.2345),
        ("2 000", "t CO2", "co2", 2000.0),
        ("100 MWh", "MWh", "energy", 100.0),
        ("(12.5)", "t CO2e", "co2e", -12.5),
        ("3", "ton CO2e", "co2e", 3.0),
        ("3", "ton CO2e", "co2e", 3 * 0.90718474),
        ("7", "energy_gwh", "energy", 7000.0),
    ],
)
def test_an_answered_text_may_be_any_of_its_honest_readings(text: str, unit: str, quantity: str, value: float) -> None:
    assert reread(text, unit, quantity, value).agrees


@pytest.mark.parametrize(
    ("text", "unit", "value"), [("1.234", "MWh", 12.34), ("100", "kWh", 100.0), ("5", "GWh", 5001.0)]
)
def test_a_value_that_no_reading_gives_is_told(text: str, unit: str, value: float) -> None:
    again = reread(text, unit, "energy", value)
    assert not again.agrees
    assert again.note


def test_a_volume_says_that_its_text_is_not_enough() -> None:
    again = reread("100", "m3", "energy", 1069.0)
    assert (again.number, again.agrees) == (None, True)
    assert "needs more than its text" in again.note


def test_a_text_that_is_no_number_gives_none() -> None:
    assert numbers_of("n/a") == ()
    assert numbers_of("") == ()
