"""The two paths: their ends, their inverse, their sums, columns and dimensions, and where there is none."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics import units
from analytics.commitment.trajectory import (
    PATHS,
    constant_rate_path,
    cumulative,
    gap,
    level_on,
    linear_path,
    percent_of,
    piecewise_path,
    year_at,
    year_at_rate,
    year_on_path,
    years_late,
)
from analytics.text.problems import Refused

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
    with pytest.raises(Refused, match=f"the target year {target_year} with the base year 2005"):
        linear_path(1000, 500, 2005, target_year, 2005)


def test_there_is_no_path_before_the_base_year() -> None:
    with pytest.raises(Refused, match=r"the year 2004\. Expected a year from 2005 on"):
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


# At a constant rate

ABOVE = st.floats(1, 1e9, allow_subnormal=False)


def test_a_constant_rate_takes_the_same_per_cent_each_year() -> None:
    """A quarter in twenty years: half after ten."""
    assert constant_rate_path(1000.0, 250.0, 2005, 2025, 2015) == pytest.approx(500)
    years = [constant_rate_path(1000.0, 250.0, 2005, 2025, year) for year in range(2005, 2026)]
    ratios = {round(later / earlier, 12) for earlier, later in pairwise(years)}
    assert len(ratios) == 1


@given(ABOVE, ABOVE, YEARS, st.integers(0, 40))
def test_a_constant_rate_has_the_ends_of_the_straight_path_and_stays(
    base: float, level: float, years: tuple[int, int], more: int
) -> None:
    assert constant_rate_path(base, level, *years, years[0]) == base
    assert constant_rate_path(base, level, *years, years[1] + more) == pytest.approx(level, rel=1e-12)


@given(ABOVE, st.floats(1e-6, 1), YEARS, st.floats(0, 1))
def test_a_falling_rate_is_never_above_the_straight_path(
    base: float, left: float, years: tuple[int, int], share: float
) -> None:
    year = years[0] + share * (years[1] - years[0])
    curve, line = (level_on(path, base, base * left, *years, year) for path in ("constant-rate", "linear"))
    assert curve <= line + 1e-12 * base


@given(ABOVE, st.floats(1e-3, 0.95), YEARS, st.floats(0, 1))
def test_the_year_at_a_rate_inverts_the_path(base: float, left: float, years: tuple[int, int], share: float) -> None:
    year = years[0] + share * (years[1] - years[0])
    level = constant_rate_path(base, base * left, *years, year)
    assert year_at("constant-rate", base, base * left, *years, level) == pytest.approx(year, abs=1e-4)


def test_a_rate_never_reaches_nothing_and_a_level_one_passes_no_year() -> None:
    assert year_at_rate(1000.0, 500.0, 2005, 2025, 0.0) is None
    assert year_at_rate(1000.0, 1000.0, 2005, 2025, 900.0) is None


@pytest.mark.parametrize(("base", "level"), [(1000.0, 0.0), (0.0, 500.0), (1000.0, -1.0)])
def test_a_rate_from_or_to_nothing_is_refused_with_the_straight_path_beside_it(base: float, level: float) -> None:
    with pytest.raises(Refused) as refusal:
        constant_rate_path(base, level, 2005, 2050, 2030)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.choices) == ("path-above-zero", PATHS)
    assert "never reaches net zero" in problem.expected


def test_a_path_of_another_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match=r'the path "exponential"\. Expected one of linear, constant-rate'):
        level_on("exponential", 1000, 500, 2005, 2025, 2015)


# Sums


@pytest.mark.parametrize("path", PATHS)
@given(base=ABOVE, left=st.floats(1e-3, 2), years=YEARS, ends=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_the_sum_of_a_path_is_the_sum_of_its_years(
    path: str, base: float, left: float, years: tuple[int, int], ends: tuple[int, int]
) -> None:
    first, last = (years[0] + min(end, years[1] - years[0]) for end in sorted(ends))
    every = sum(level_on(path, base, base * left, *years, year) for year in range(first, last + 1))
    assert cumulative(path, base, base * left, *years, first, last) == pytest.approx(every, rel=1e-9)


@pytest.mark.parametrize("path", PATHS)
def test_a_sum_over_no_years_is_nothing_and_one_beyond_the_path_is_refused(path: str) -> None:
    assert cumulative(path, 1000.0, 500.0, 2005, 2025, 2016, 2015) == 0
    with pytest.raises(Refused, match=r"the year 2026\. Expected a year up to 2025"):
        cumulative(path, 1000.0, 500.0, 2005, 2025, 2016, 2026)


def test_a_path_through_an_interim_target_bends_there() -> None:
    points = ((2005, 1000.0), (2020, 700.0), (2050, 100.0))
    assert [piecewise_path(points, year) for year in (2005, 2010, 2020, 2035, 2050, 2060)] == pytest.approx(
        [1000, 900, 700, 400, 100, 100]
    )
    assert piecewise_path(points, 2035, "constant-rate") == pytest.approx((700 * 100) ** 0.5)
    with pytest.raises(Refused, match="2004"):
        piecewise_path(points, 2004)


# Columns


@pytest.mark.parametrize("path", PATHS)
def test_columns_give_what_single_cities_give(path: str) -> None:
    index = ["a", "b", "c"]
    base, level = pd.Series([1000.0, 800.0, np.nan], index), pd.Series([500.0, 800.0, 1.0], index)
    first, last = pd.Series([2005, 1990, 2005], index), pd.Series([2025, 2030, 2030], index)
    allowed = level_on(path, base, level, first, last, 2020)
    assert list(allowed.index) == index
    assert allowed["a"] == pytest.approx(level_on(path, 1000.0, 500.0, 2005, 2025, 2020), rel=1e-12)
    assert allowed["b"] == pytest.approx(800)
    assert np.isnan(allowed["c"])
    assert gap(900.0, allowed)["b"] == pytest.approx(100)
    assert percent_of(gap(900.0, allowed), base)["b"] == pytest.approx(12.5)
    years = np.asarray(year_at(path, base, level, first, last, pd.Series([700.0, 800.0, 1.0], index)))
    assert years[0] == pytest.approx(year_at(path, 1000.0, 500.0, 2005, 2025, 700.0))
    assert np.isnan(years[1:]).all()
    sums = cumulative(path, base, level, first, last, 2021, last)
    assert sums["a"] == pytest.approx(cumulative(path, 1000.0, 500.0, 2005, 2025, 2021, 2025))


def test_one_wrong_year_in_a_column_is_named() -> None:
    with pytest.raises(Refused, match="the target year 2004 with the base year 2005"):
        linear_path(np.ones(3), np.ones(3), np.array([1990, 2005, 2005]), np.array([2030, 2004, 2001]), 2030)


# Dimensions


@pytest.mark.parametrize("path", PATHS)
def test_every_step_keeps_the_dimension(path: str) -> None:
    q = units.registry().Quantity
    base, level = q(1.0, "ktCO2e"), q(250.0, "tCO2e")
    allowed = level_on(path, base, level, 2005, 2025, 2015)
    assert allowed.to("tCO2e").magnitude == pytest.approx(level_on(path, 1000.0, 250.0, 2005, 2025, 2015))
    assert gap(q(2.0, "ktCO2e"), allowed).is_compatible_with("tCO2e")
    assert percent_of(allowed, base).m_as("") == pytest.approx(allowed.m_as("tCO2e") / 10)
    total = cumulative(path, base, level, 2005, 2025, 2006, 2025)
    assert total.to("tCO2e").magnitude == pytest.approx(cumulative(path, 1000.0, 250.0, 2005, 2025, 2006, 2025))
    assert float(year_at(path, base, level, 2005, 2025, allowed)) == pytest.approx(2015)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wrong", ["tCO2", "MWh"])
def test_a_wrong_dimension_is_refused_with_both_units(path: str, wrong: str) -> None:
    q = units.registry().Quantity
    base, other = q(1000.0, "tCO2e"), q(500.0, wrong)
    name = {"tCO2": r"tCO2\b", "MWh": "megaWh"}[wrong]
    named = rf"(tCO2e.*{name})|({name}.*tCO2e)"
    with pytest.raises(TypeError, match=named):
        level_on(path, base, other, 2005, 2025, 2015)
    with pytest.raises(TypeError, match=named):
        gap(other, base)
    with pytest.raises(TypeError, match=named):
        year_at(path, base, base / 2, 2005, 2025, other)
    with pytest.raises(TypeError, match=named):
        cumulative(path, base, other, 2005, 2025, 2006, 2025)


@pytest.mark.parametrize("path", [linear_path, constant_rate_path])
@pytest.mark.parametrize("place", range(5))
def test_a_single_nan_is_refused_and_in_a_column_it_stays_a_missing_figure(path: Any, place: int) -> None:
    given: list[Any] = [1000.0, 500.0, 2005, 2025, 2015]
    for nothing in (math.nan, np.float64("nan"), math.inf):
        with pytest.raises(Refused, match="which is no figure") as refusal:
            path(*given[:place], nothing, *given[place + 1 :])
        assert refusal.value.problems[0].code == "value-missing"
    column = path(*given[:place], np.array([given[place], np.nan]), *given[place + 1 :])
    assert (column[0], np.isnan(column[1])) == (path(*given), True)


def test_years_late_of_a_column_are_those_of_its_cities_one_by_one() -> None:
    levels, years = np.array([1200.0, 750.0, 400.0, 100.0, np.nan]), np.array([2010, 2020, 2035, 2020, 2020])
    for path in PATHS:
        found = years_late(path, 1000.0, 400.0, 2005, 2030, levels, years)
        alone = [
            years_late(path, 1000.0, 400.0, 2005, 2030, level, year) for level, year in zip(levels, years, strict=True)
        ]
        assert found.tolist() == pytest.approx(alone, rel=1e-12, nan_ok=True)
        assert alone[2:4] == [0.0, -10.0]
        assert np.isnan(found[4])
