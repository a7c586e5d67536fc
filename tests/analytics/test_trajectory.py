"""The straight path: its ends, its inverse, its dimensions, and where there is none."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics import units
from analytics.trajectory import linear_path, year_on_path

TONNES = st.floats(0, 1e9, allow_subnormal=False)
YEARS = st.tuples(st.integers(1990, 2030), st.integers(1, 60)).map(lambda found: (found[0], found[0] + found[1]))


def test_the_path_of_a_published_target() -> None:
    """New York: 61,062,452 t in 2005, 40 % less by 2030."""
    assert linear_path(61_062_452, 36_637_471.2, 2005, 2030, 2020) == pytest.approx(46_407_463.52)


@given(TONNES, TONNES, YEARS)
def test_the_path_starts_at_the_base_and_ends_at_the_target(base: float, level: float, years: tuple[int, int]) -> None:
    assert linear_path(base, level, *years, years[0]) == base
    assert linear_path(base, level, *years, years[1]) == pytest.approx(level, rel=1e-9, abs=1e-6)


@given(TONNES, TONNES, YEARS, st.integers(0, 100))
def test_after_the_target_year_the_path_stays(base: float, level: float, years: tuple[int, int], more: int) -> None:
    assert linear_path(base, level, *years, years[1] + more) == linear_path(base, level, *years, years[1])


@given(TONNES, TONNES, YEARS, st.floats(0, 1), st.floats(0, 1))
def test_a_falling_path_never_rises(
    base: float, level: float, years: tuple[int, int], one: float, other: float
) -> None:
    high, low = max(base, level), min(base, level)
    first, then = sorted(years[0] + share * (years[1] - years[0]) for share in (one, other))
    assert linear_path(high, low, *years, then) <= linear_path(high, low, *years, first) + 1e-6


@given(TONNES, st.floats(0, 0.95), YEARS, st.floats(0, 1))
def test_the_year_on_the_path_inverts_the_path(base: float, left: float, years: tuple[int, int], share: float) -> None:
    assume(base > 1e-3)
    year = years[0] + share * (years[1] - years[0])
    level = linear_path(base, base * left, *years, year)
    found = year_on_path(base, base * left, *years, level)
    assert found == pytest.approx(year, abs=1e-4)


@given(TONNES, st.floats(0, 0.95), YEARS, st.floats(0, 1.5), st.floats(0, 1.5))
def test_a_lower_level_is_reached_later(
    base: float, left: float, years: tuple[int, int], one: float, other: float
) -> None:
    assume(base > 1e-3)
    low, high = sorted((base * one, base * other))
    earlier, later = (year_on_path(base, base * left, *years, level) for level in (high, low))
    assert earlier is not None
    assert later is not None
    assert later >= earlier - 1e-6


def test_the_line_is_prolonged_beyond_both_ends() -> None:
    assert year_on_path(1000, 500, 2005, 2025, 1100) == 2001
    assert year_on_path(1000, 500, 2005, 2025, 400) == 2029


def test_a_level_path_passes_no_year() -> None:
    assert year_on_path(1000, 1000, 2005, 2025, 1000) is None
    assert linear_path(1000, 1000, 2005, 2025, 2010) == 1000


@pytest.mark.parametrize("target_year", [2005, 2004])
def test_a_target_year_that_is_not_after_the_base_year_has_no_path(target_year: int) -> None:
    with pytest.raises(ValueError, match=f"{target_year} must come after the base year 2005"):
        linear_path(1000, 500, 2005, target_year, 2005)


def test_there_is_no_path_before_the_base_year() -> None:
    with pytest.raises(ValueError, match="starts in 2005; 2004 lies before it"):
        linear_path(1000, 500, 2005, 2025, 2004)


def test_the_path_has_the_dimension_of_its_ends() -> None:
    q = units.registry().Quantity
    middle = linear_path(q(1.0, "ktCO2e"), q(500.0, "tCO2e"), 2005, 2025, 2015)
    assert middle.to("tCO2e").magnitude == pytest.approx(750)
    head = linear_path(q(4.0, "tCO2e / capita"), q(2.0, "tCO2e / capita"), 2005, 2025, 2015)
    assert head.is_compatible_with("tCO2e / capita")
    assert (head * q(1000.0, "capita")).to("tCO2e").magnitude == pytest.approx(3000)
    reached = year_on_path(q(1.0, "ktCO2e"), q(500.0, "tCO2e"), 2005, 2025, q(750.0, "tCO2e"))
    assert float(reached) == pytest.approx(2015)


@pytest.mark.parametrize("other", ["tCO2", "t", "MWh", "tCO2e / capita"])
def test_ends_of_two_dimensions_have_no_path(other: str) -> None:
    q = units.registry().Quantity
    with pytest.raises(TypeError, match="Cannot convert"):
        linear_path(q(1000.0, "tCO2e"), q(500.0, other), 2005, 2025, 2015)
