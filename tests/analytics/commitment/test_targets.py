"""What a target allows, and how it is named."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.commitment.paths import level
from analytics.commitment.targets import (
    KIND_NAMES,
    National,
    check,
    intensity,
    intensity_level,
    problems,
    scenario_emissions,
    target_level,
)
from analytics.text.problems import Refused
from tests.analytics.builders import target

TONNES = st.floats(0, 1e9)
PERCENT = st.floats(0, 100)


def test_a_level_is_the_base_less_its_reduction() -> None:
    assert target_level(4_469_786, 55) == pytest.approx(2_011_403.7)
    assert target_level(1000.0, 0) == 1000
    assert target_level(1000.0, 100) == 0


def test_a_level_has_the_dimension_of_its_base() -> None:
    q = units.registry().Quantity
    assert target_level(q(1.0, "ktCO2e"), 40).to("tCO2e").magnitude == pytest.approx(600)
    assert target_level(q(5.0, "tCO2e / capita"), 40).is_compatible_with("tCO2e / capita")
    with pytest.raises(TypeError, match="Cannot convert"):
        target_level(q(5.0, "tCO2"), 40).to("tCO2e")


@given(TONNES, PERCENT)
def test_a_level_stands_between_nothing_and_the_base(base: float, percent: float) -> None:
    assert 0 <= target_level(base, percent) <= base


@given(TONNES, PERCENT, PERCENT)
def test_a_greater_reduction_never_allows_more(base: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert target_level(base, high) <= target_level(base, low)


@given(TONNES, PERCENT, st.floats(1, 1e7))
def test_per_head_and_absolute_levels_agree_at_one_population(base: float, percent: float, heads: float) -> None:
    assert target_level(base / heads, percent) * heads == pytest.approx(target_level(base, percent), abs=1e-6)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "50 % below 2005 by 2025"),
        ({"kind": "per-capita"}, "50 % below 2005 per inhabitant by 2025"),
        ({"sector": "Waste", "reduction_percent": 43.55}, "43.55 % below 2005 by 2025 (Waste)"),
        ({"kind": "per-gdp"}, "50 % below 2005 per unit of GDP by 2025"),
        ({"kind": "baseline-scenario"}, "50 % below the baseline scenario by 2025"),
        ({"kind": "fixed-level", "reduction_percent": None, "level_t": 1_200_000.0}, "1,200,000 t by 2025"),
        ({"kind": "neutrality", "reduction_percent": None, "year": 2050}, "net zero by 2050"),
    ],
)
def test_a_target_is_named_in_words(changes: dict[str, object], name: str) -> None:
    assert target(**changes).name == name


# Kinds

SCENARIO = ((2020, 1200.0), (2030, 1600.0))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 500.0),
        ({"kind": "per-capita"}, 500.0),
        ({"kind": "per-gdp"}, 500.0),
        ({"kind": "baseline-scenario", "reduction_percent": 25.0, "year": 2030, "scenario": SCENARIO}, 1200.0),
        ({"kind": "baseline-scenario", "reduction_percent": 25.0, "year": 2025, "scenario": SCENARIO}, 1050.0),
        ({"kind": "baseline-scenario", "year": 2031, "scenario": SCENARIO}, None),
        ({"kind": "fixed-level", "reduction_percent": None, "level_t": 420.0}, 420.0),
        ({"kind": "fixed-level", "reduction_percent": None}, None),
        ({"kind": "neutrality", "reduction_percent": 100.0}, 0.0),
        ({"kind": "neutrality", "reduction_percent": None}, 0.0),
    ],
)
def test_the_level_of_every_kind(changes: dict[str, Any], expected: float | None) -> None:
    assert level(target(**changes), 1000.0) == expected


def test_a_scenario_is_read_between_its_points_and_never_beyond_them() -> None:
    assert [scenario_emissions(SCENARIO, year) for year in (2019, 2020, 2022, 2030, 2031)] == [
        None,
        1200,
        1280,
        1600,
        None,
    ]


def test_an_intensity_target_allows_what_its_driver_allows() -> None:
    """5 t per million in 2005, half of it: with 300 million 750 t, for single years and for columns."""
    assert intensity_level(1000.0, 200.0, 50, 300.0) == 750
    column = intensity_level(pd.Series([1000.0, 10.0]), np.array([200.0, 10.0]), 50, pd.Series([300.0, np.nan]))
    assert column[0] == 750
    assert column.isna()[1]
    q = units.registry().Quantity
    per_head = intensity(q(1.0, "ktCO2e"), q(200.0, "capita"))
    assert per_head.to("tCO2e / capita").magnitude == pytest.approx(5)
    assert intensity_level(q(1.0, "ktCO2e"), q(200.0, "capita"), 50, q(300.0, "capita")).m_as("tCO2e") == pytest.approx(
        750
    )
    with pytest.raises(TypeError, match=r"Cannot convert from .* to 'tCO2e'"):
        intensity_level(q(1.0, "ktCO2e"), q(200.0, "capita"), 50, q(300.0, "MWh")).to("tCO2e")


def test_a_level_of_a_nan_is_refused_and_a_division_by_no_inhabitants_too() -> None:
    for base, percent in ((math.nan, 50), (1000.0, math.nan)):
        with pytest.raises(Refused, match="nan, which is no figure"):
            target_level(base, percent)
    assert np.isnan(target_level(np.array([1000.0, np.nan]), 50)).tolist() == [False, True]
    for nobody in (0.0, 0, -1.0, math.nan, np.array([1.0, 0.0])):
        with pytest.raises(Refused, match="Expected a figure above 0"):
            intensity_level(1000.0, nobody, 50, 300.0)
    with pytest.raises(Refused, match="declared base-year emissions that are no number"):
        check(target(declared_base_t=math.nan))


# What is wrong with a target

FIXED = {"kind": "fixed-level", "reduction_percent": None}
NEUTRAL = {"kind": "neutrality", "reduction_percent": None}
BAU = {"kind": "baseline-scenario", "scenario": SCENARIO}


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"kind": "total"}, "target-kind", "block"),
        ({"path": "exponential"}, "path-unknown", "block"),
        ({"year": 2005}, "target-year-order", "block"),
        ({"year": 2001}, "target-year-order", "block"),
        ({"reduction_percent": -1.0}, "reduction-range", "block"),
        ({"reduction_percent": 100.5}, "net-negative", "warn"),
        ({"reduction_percent": None}, "reduction-missing", "block"),
        ({"reduction_percent": float("nan")}, "reduction-missing", "block"),
        (FIXED, "level-missing", "block"),
        (FIXED | {"level_t": float("inf")}, "level-missing", "block"),
        (FIXED | {"level_t": -5.0}, "net-negative", "warn"),
        (FIXED | {"level_t": 5.0, "reduction_percent": 40.0}, "reduction-beside-level", "block"),
        (NEUTRAL | {"reduction_percent": 80.0}, "neutrality-level", "block"),
        (NEUTRAL | {"level_t": 80.0}, "neutrality-level", "block"),
        (NEUTRAL | {"path": "constant-rate"}, "path-above-zero", "block"),
        ({"reduction_percent": 100.0, "path": "constant-rate"}, "path-above-zero", "block"),
        (FIXED | {"level_t": 0.0, "path": "constant-rate"}, "path-above-zero", "block"),
        (BAU | {"scenario": ()}, "scenario-missing", "block"),
        (BAU | {"year": 2035}, "scenario-missing", "block"),
        ({"national": National(40, 2030, 2005, "a law")}, "target-year-order", "block"),
        ({"national": National(-4, 2005, 2030, "a law")}, "reduction-range", "block"),
    ],
)
def test_a_wrong_target_is_named_with_what_was_expected(changes: dict[str, Any], code: str, severity: str) -> None:
    found = target(**changes)
    assert [(problem.code, problem.severity) for problem in problems(found)] == [(code, severity)]
    if severity == "warn":
        assert check(found) == problems(found)
    else:
        with pytest.raises(Refused):
            check(found)


def test_the_alternatives_to_an_unknown_kind_or_path_are_listed() -> None:
    assert problems(target(kind="total"))[0].choices == tuple(KIND_NAMES)
    assert problems(target(path="exponential"))[0].choices == ("linear", "constant-rate")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"reduction_percent": 100.0},
        {"reduction_percent": 0.0},
        NEUTRAL,
        FIXED | {"level_t": 0.0},
        BAU,
        {"path": "constant-rate"},
        {"kind": "per-gdp"},
        {"national": National(55, 1990, 2030, "a law")},
    ],
)
def test_a_sound_target_has_no_problem(changes: dict[str, Any]) -> None:
    assert problems(target(**changes)) == []
