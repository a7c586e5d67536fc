"""Mitigation actions: when they take effect, what they avoid, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.actions import (
    Action,
    cost_over_life,
    cost_per_tonne,
    estimate,
    in_effect,
    problems,
    ramp,
)
from analytics.text.problems import Refused


def action(**changes: Any) -> Action:
    values: dict[str, Any] = {
        "id": "A1",
        "name": "An action",
        "sector": "residential",
        "carrier": "natural_gas",
        "start": 2020,
        "end": 2030,
        "status": "decided",
    }
    return Action(**(values | changes))


def factor(carrier: str, sector: str) -> float | None:
    return {"natural_gas": 0.2, "electricity": 0.5}.get(carrier)


def test_an_action_builds_up_on_a_straight_line_and_stays_whole() -> None:
    years = np.array([2015, 2020, 2025, 2030, 2045])
    assert ramp(2020, 2030, years).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert ramp(2025, 2025, np.array([2024, 2025, 2026])).tolist() == [0.0, 1.0, 1.0]
    assert ramp(np.array([2020, 2024]), 2030, 2025).tolist() == [0.5, pytest.approx(1 / 6)]


@given(st.integers(1990, 2060), st.integers(0, 60), st.integers(1980, 2130))
def test_the_part_in_effect_never_falls_and_lies_between_nothing_and_all(start: int, span: int, year: int) -> None:
    part, later = ramp(start, start + span, year), ramp(start, start + span, year + 1)
    assert 0.0 <= part <= later <= 1.0


def test_a_cancelled_action_never_counts_and_a_done_one_from_its_end_on() -> None:
    years = np.array([2020, 2025, 2029, 2030, 2040])
    assert in_effect(action(status="cancelled"), years).tolist() == [0.0] * 5
    assert in_effect(action(status="done"), years).tolist() == [0.0, 0.0, 0.0, 1.0, 1.0]
    assert in_effect(action(status="postponed"), 2025) == 0.5


def test_stated_tonnes_go_before_computed_ones() -> None:
    found = estimate(action(avoided_t=100.0, energy_saved_mwh=1.0), factor)
    assert (found.avoided_t, found.how) == (100.0, "stated")


def test_energy_saved_takes_its_carrier_and_renewable_energy_replaces_electricity_where_none_is_named() -> None:
    assert estimate(action(energy_saved_mwh=1000.0), factor).avoided_t == 200.0
    assert estimate(action(renewable_mwh=1000.0, carrier=None), factor).avoided_t == 500.0
    assert estimate(action(renewable_mwh=1000.0, energy_saved_mwh=500.0), factor).avoided_t == pytest.approx(300.0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "neither tonnes nor energy"),
        ({"energy_saved_mwh": 1.0, "carrier": None}, "of which carrier"),
        ({"energy_saved_mwh": 1.0, "carrier": "heat_cold"}, "no sourced factor for district heat"),
    ],
)
def test_what_cannot_be_reckoned_stays_open_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    found = estimate(action(**changes), factor)
    assert found.avoided_t is None
    assert reason in (found.reason or "")


def test_cost_per_tonne_needs_both_and_keeps_its_currency() -> None:
    assert cost_per_tonne(np.array([100.0, 300.0]), np.array([10.0, 3.0])).tolist() == [10.0, 100.0]
    assert estimate(action(avoided_t=50.0, cost=1000.0, currency="EUR"), factor).cost_per_tonne == 20.0
    assert estimate(action(avoided_t=50.0), factor).cost_per_tonne is None
    assert estimate(action(avoided_t=0.0, cost=1.0, currency="EUR"), factor).cost_per_tonne is None


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"end": 2019}, "action-years", "end"),
        ({"avoided_t": -1.0}, "action-negative", "avoided_t"),
        ({"cost": 5.0}, "currency-missing", "currency"),
        ({"sector": "homes"}, "sector-unknown", "sector"),
        ({"carrier": "steam"}, "carrier-unknown", "carrier"),
        ({"status": "maybe"}, "status-unknown", "status"),
        ({"sdg": (7, 18)}, "sdg-unknown", "sdg"),
        ({"id": " "}, "blank-value", "id"),
        ({"energy_saved_mwh": float("inf")}, "action-negative", "energy_saved_mwh"),
    ],
)
def test_every_fault_is_named_with_its_column(changes: dict[str, Any], code: str, column: str) -> None:
    (problem,) = problems(action(**changes))
    assert (problem.severity, problem.code, problem.column) == ("block", code, column)


def test_a_sound_action_has_no_fault() -> None:
    assert problems(action(cost=0.0, currency="EUR", avoided_t=0.0)) == []


def test_the_cost_per_tonne_over_a_life_spreads_the_whole_cost_over_every_year_of_it() -> None:
    """211 million EUR for 73,237 t a year: Turin prints 2,882 EUR per yearly tonne; over 25 years that is 115 EUR."""
    heating = estimate(action(avoided_t=73_237.0, cost=211e6, currency="EUR"), factor)
    assert heating.cost_per_tonne == pytest.approx(2_882, abs=1.5)
    assert heating.over_life(25) == pytest.approx(115.2, abs=0.1)
    assert heating.over_life(1) == heating.cost_per_tonne
    assert cost_over_life(np.array([100.0, 300.0]), 10.0, 5.0).tolist() == [2.0, 6.0]
    assert estimate(action(avoided_t=50.0), factor).over_life(25) is None
    for life in (0, -5):
        with pytest.raises(Refused):
            heating.over_life(life)
