"""Scenarios: held level, at a rate, given, and the recent trend, which is no forecast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment import scenarios
from analytics.text.problems import Refused
from tests.analytics.builders import cell, read, whole


def series(*tonnes: float, first: int = 2015) -> list:  # type: ignore[type-arg]
    return read([item for year, value in enumerate(tonnes, start=first) for item in whole(year, value)])


def test_both_fits_find_a_straight_line_exactly() -> None:
    years, tonnes = [2010, 2012, 2015, 2019], [900.0, 880.0, 850.0, 810.0]
    assert scenarios.theil_sen(years, tonnes) == pytest.approx((-10.0, 810.0))
    assert scenarios.least_squares(years, tonnes) == pytest.approx((-10.0, 810.0))


def test_one_odd_year_moves_least_squares_and_not_theil_sen() -> None:
    tonnes = [1000.0, 990.0, 980.0, 970.0, 960.0, 500.0]
    found = series(*tonnes)
    assert scenarios.trend(found).slope_t == pytest.approx(-10.0)
    assert scenarios.trend(found, "least-squares").slope_t < -40


@given(st.lists(st.floats(1.0, 1e7), min_size=3, max_size=12), st.floats(0.1, 10.0))
def test_a_trend_moves_with_the_unit_and_not_with_the_order_of_years(tonnes: list[float], times: float) -> None:
    years = list(range(2000, 2000 + len(tonnes)))
    slope, level = scenarios.theil_sen(years, tonnes)
    turned = scenarios.theil_sen(years[::-1], tonnes[::-1])
    scaled = scenarios.theil_sen(years, [value * times for value in tonnes])
    assert turned == pytest.approx((slope, level), rel=1e-9, abs=1e-6)
    assert scaled == pytest.approx((slope * times, level * times), rel=1e-6, abs=1e-3)


def test_fewer_than_three_inventories_make_no_trend() -> None:
    with pytest.raises(Refused, match="2 comparable inventories"):
        scenarios.trend(series(1000.0, 900.0))
    with pytest.raises(Refused, match="0 comparable inventories"):
        scenarios.trend([])


def test_a_trend_looks_ten_years_back_and_leaves_out_what_was_made_otherwise() -> None:
    old = read([*whole(1980, 5000.0), *whole(2010, 100.0), *whole(2012, 90.0), *whole(2014, 80.0)])
    found = scenarios.trend(old)
    assert (found.first_year, found.last_year, found.count) == (2010, 2014, 3)
    mixed = [*old, *read(whole(2013, 700.0, method="gpc")), *read([cell("residential", 3.0, year=2011)])]
    assert scenarios.trend(mixed).count == 3


def test_gross_emissions_never_fall_below_zero_and_it_is_said_from_when() -> None:
    found = scenarios.following(scenarios.trend(series(300.0, 200.0, 100.0)), 100.0, 2022)
    assert found.tonnes == (100.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert found.floored == 2019
    assert "not a forecast" in found.said
    assert "kept at zero" in found.said


def test_a_city_with_removals_may_go_below_zero() -> None:
    cells = [
        item
        for year, tonnes in ((2015, 30.0), (2016, 20.0), (2017, 10.0))
        for item in (*whole(year, tonnes), cell("afolu", -5.0, year=year))
    ]
    line = scenarios.trend(read(cells))
    assert not line.gross
    assert line.tonnes(np.array([2018, 2019])).tolist() == pytest.approx([-5.0, -15.0])


def test_level_and_rate_start_at_the_newest_inventory() -> None:
    assert scenarios.held(5.0, 2020, 2022).tonnes == (5.0, 5.0, 5.0)
    assert scenarios.changing(100.0, -10.0, 2020, 2022).tonnes == pytest.approx((100.0, 90.0, 81.0))
    assert scenarios.held(5.0, 2020, 2022).at(2030) is None
    for percent, base in ((-100.0, 5.0), (21.0, 5.0), (1.0, 0.0), (1.0, -5.0)):
        with pytest.raises(Refused, match="a year"):
            scenarios.changing(base, percent, 2020, 2022)


def test_a_given_scenario_runs_between_its_points_and_starts_at_the_inventory_where_it_has_no_earlier_point() -> None:
    assert scenarios.given([(2010, 0.0), (2030, 200.0)], 77.0, 2020, 2030).tonnes[::5] == (100.0, 150.0, 200.0)
    later = scenarios.given([(2030, 120.0)], 100.0, 2020, 2030, "a study")
    assert (later.tonnes[5], later.source) == (110.0, "a study")
    assert "starts at the inventory of 2020" in later.said
    for points in ([], [(2010, 1.0), (2025, 2.0)]):
        with pytest.raises(Refused, match="up to 2030"):
            scenarios.given(points, 100.0, 2020, 2030)


def test_the_formulas_take_columns() -> None:
    assert scenarios.at_rate(np.array([100.0, 200.0]), 10.0, np.array([1, 2])).tolist() == pytest.approx([110.0, 242.0])


def test_the_interval_of_a_slope_is_that_of_the_ordered_slopes_and_three_inventories_have_none() -> None:
    """Ten years have 45 slopes and C = 1.96 x sqrt(125) = 21.9: the 11th from either end."""
    years, tonnes = list(range(10)), [float(10 * year + year % 3) for year in range(10)]
    slopes = sorted((tonnes[b] - tonnes[a]) / (b - a) for a in range(10) for b in range(a + 1, 10))
    assert scenarios.slope_interval(years, tonnes) == pytest.approx((slopes[10], slopes[-11]))
    assert scenarios.slope_interval(years[:4], [4.0, 3.0, 2.0, 1.0]) == (-1.0, -1.0)
    assert scenarios.slope_interval(years[:3], [3.0, 2.0, 1.0]) is None
