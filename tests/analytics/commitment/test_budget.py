"""The remaining carbon budget: what the path allows, what was emitted, and how long the rest lasts.

The example of most tests: 1,000 t in 2005 and half of it by 2025, so that the path allows 25 t less each year.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.commitment.budget import Budget, added, between_inventories, budget, years_left
from analytics.commitment.progress import assess
from analytics.commitment.trajectory import PATHS, level_on
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused
from tests.analytics.builders import read, target, whole


def of(*levels: tuple[int, float], **changes: Any) -> Budget:
    inventories = read([found for year, tonnes in levels for found in whole(year, tonnes)])
    return budget(assess(target(**changes), inventories), inventories)


def test_budget_emitted_and_rest_of_a_city_on_its_path() -> None:
    """975 + 950 + ... + 500 are 14,750 t; ten years on the path took 8,625 t and leave 725 + ... + 500."""
    found = of((2005, 1000.0), (2015, 750.0))
    assert (found.first_year, found.last_year, found.emitted_to) == (2006, 2025, 2015)
    assert (found.whole_t, found.emitted_t) == (pytest.approx(14_750), pytest.approx(8_625))
    assert found.remaining_t == pytest.approx(6_125)
    assert found.ahead_t == pytest.approx(6_125)
    assert found.years_left == pytest.approx(6_125 / 750)
    assert found.between == tuple(range(2006, 2015))
    assert found.reasons == ()
    assert "9 of the 10 years up to 2015 have no inventory" in found.notes[0]


def test_years_between_two_inventories_lie_on_the_line_between_them() -> None:
    found = of((2005, 1000.0), (2010, 1500.0), (2012, 900.0))
    assert found.emitted_t == pytest.approx(sum((1100, 1200, 1300, 1400, 1500, 1200, 900)))
    assert found.between == (2006, 2007, 2008, 2009, 2011)


def test_a_budget_can_be_used_up_before_its_time() -> None:
    found = of((2005, 1000.0), (2006, 20_000.0), (2007, 400.0))
    assert found.remaining_t == pytest.approx(14_750 - 20_400)
    assert found.years_left is not None
    assert found.years_left < 0
    assert found.ahead_t == pytest.approx(14_750 - 975 - 950)


@pytest.mark.parametrize(("year", "until"), [(2025, 2025), (2027, 2025)])
def test_after_its_target_year_a_budget_has_ended(year: int, until: int) -> None:
    inventories = read([*whole(2005, 1000.0), *whole(year, 500.0)])
    found = budget(assess(target(), inventories), inventories)
    assert (found.ahead_t, found.years_left, found.emitted_to) == (0.0, None, until)
    assert found.reasons[0].startswith("The budget ended in 2025")
    line = [level_on("linear", 1000.0, 500.0, 2005, year, when) for when in range(2006, 2026)]
    assert found.emitted_t == pytest.approx(sum(line))


def test_at_no_emissions_a_budget_lasts_for_ever() -> None:
    found = of((2005, 1000.0), (2015, 0.0))
    assert found.years_left is None
    assert "never used up" in found.reasons[0]
    assert found.remaining_t is not None


def test_inventories_that_cannot_be_added_are_left_out() -> None:
    cells = [*whole(2005, 1000.0), *whole(2010, 1.0, method="gpc"), *whole(2011, 1.0)[:3], *whole(2015, 750.0)]
    inventories = read(cells)
    found = budget(assess(target(), inventories), inventories)
    assert found.emitted_t == pytest.approx(8_625)
    assert 2010 in found.between
    assert 2011 in found.between


def test_where_no_gap_can_be_given_there_is_no_budget_and_the_same_reasons() -> None:
    progress = assess(target(), read(whole(2015, 700.0)))
    assert budget(progress, []) == Budget(reasons=progress.reasons)
    assert budget(assess(None, []), []).reasons == assess(None, []).reasons
    same_year = of((2005, 1000.0))
    assert (same_year.whole_t, same_year.reasons) == (
        None,
        ("There is no inventory by the target's method after the base year 2005.",),
    )


def test_a_per_capita_budget_ahead_is_that_of_the_newest_inhabitants_and_said_so() -> None:
    """10 t a head, 7.5 in 2015: 7.25 + ... + 5 are 61.25 t a head, with 120 heads."""
    inventories = read([*whole(2005, 1000.0), *whole(2015, 700.0)], inhabitants={2005: 100.0, 2015: 120.0})
    found = budget(assess(target(kind="per-capita"), inventories), inventories)
    assert found.ahead_t == pytest.approx(61.25 * 120)
    assert (found.whole_t, found.remaining_t, found.years_left) == (None, None, None)
    assert "no budget in tonnes" in found.reasons[0]
    assert "the inhabitants of 2015, held level" in found.notes[0]


@pytest.mark.parametrize("path", PATHS)
@given(
    base=st.floats(1, 1e8),
    percent=st.floats(1, 99),
    shares=st.dictionaries(st.integers(2006, 2024), st.floats(0.01, 2), min_size=1),
)
def test_on_both_paths_the_budget_is_emitted_plus_remaining(
    path: str, base: float, percent: float, shares: dict[int, float]
) -> None:
    levels = [(2005, base), *((year, base * share) for year, share in shares.items())]
    found = of(*levels, path=path, reduction_percent=percent)
    assert found.whole_t is not None
    assert found.emitted_t is not None
    assert found.remaining_t is not None
    assert found.ahead_t is not None
    assert found.emitted_t + found.remaining_t == pytest.approx(found.whole_t)
    newest = max(shares)
    used = [level_on(path, base, base * (1 - percent / 100), 2005, 2025, year) for year in range(2006, newest + 1)]
    assert found.ahead_t + sum(used) == pytest.approx(found.whole_t)


def test_the_formulas_take_columns_and_quantities() -> None:
    assert between_inventories(np.array([1000.0, 10.0]), 500.0, 2010, 2015).tolist() == [
        sum((900, 800, 700, 600, 500)),
        sum((108, 206, 304, 402, 500)),
    ]
    q = units.registry().Quantity
    emitted = between_inventories(q(1.0, "ktCO2e"), q(500.0, "tCO2e"), 2010, 2015)
    assert emitted.m_as("tCO2e") == pytest.approx(3500)
    assert years_left(q(7.0, "ktCO2e"), q(500.0, "tCO2e")).m_as("") == pytest.approx(14)
    with pytest.raises(TypeError, match=r"Cannot convert from .*ktCO2e.* to .*tCO2|Cannot convert"):
        between_inventories(q(1.0, "ktCO2e"), q(500.0, "tCO2"), 2010, 2015)


def test_the_order_of_the_inventories_does_not_matter() -> None:
    inventories: list[Inventory] = read([*whole(2005, 1000.0), *whole(2010, 900.0), *whole(2015, 700.0)])
    progress = assess(target(), inventories)
    assert budget(progress, inventories[::-1]) == budget(progress, inventories)
    assert budget(replace(progress, latest=inventories[1]), inventories).emitted_to == 2010


@pytest.mark.parametrize("yearly", [0, 0.0, -5.0, math.nan])
def test_a_budget_never_lasts_years_of_no_emissions(yearly: float) -> None:
    with pytest.raises(Refused, match="Expected a figure above 0 t"):
        years_left(1000.0, yearly)
    assert np.isnan(years_left(1000.0, np.array([10.0, np.nan]))).tolist() == [False, True]


def test_a_budget_adds_the_inventories_that_are_made_like_the_newest() -> None:
    levels = ((2005, 1000.0), (2010, 900.0), (2015, 800.0))
    inventories = read([found for year, tonnes in levels for found in whole(year, tonnes)])
    without = [replace(item, gas="CO2") if item.year == 2010 else item for item in inventories]
    assert [item.year for item in added(assess(target(), inventories), inventories)] == [2010, 2015]
    assert [item.year for item in added(assess(target(), without), without)] == [2015]
    assert added(assess(None, inventories), inventories) == []
