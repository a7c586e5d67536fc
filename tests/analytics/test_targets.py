"""What a target allows, and how it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.targets import target_level
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
    ],
)
def test_a_target_is_named_in_words(changes: dict[str, object], name: str) -> None:
    assert target(**changes).name == name
