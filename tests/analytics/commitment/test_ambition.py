"""A city's target beside the national one: more, less, the same, or nobody can tell."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.ambition import Ambition, ambition, annual_change, compound_rate
from analytics.commitment.progress import assess
from analytics.commitment.targets import National
from tests.analytics.builders import cell, read, target, whole


def beside(national: tuple[float, int, int], *earlier: tuple[int, float], **changes: Any) -> Ambition:
    cells = [found for year, tonnes in (*earlier, (2005, 1000.0), (2015, 700.0)) for found in whole(year, tonnes)]
    inventories = read(cells, inhabitants=dict.fromkeys((2005, 2015), 100.0))
    aim = target(national=National(*national, "a law"), **changes)
    found = ambition(assess(aim, inventories), inventories)
    assert found is not None
    return found


def test_two_measures_of_a_reduction() -> None:
    assert annual_change(50.0, 2005, 2025) == 2.5
    assert compound_rate(75.0, 2005, 2025) == pytest.approx(100 * (1 - 0.25**0.05))
    assert math.isnan(compound_rate(100.0, 2005, 2050))
    columns = compound_rate(np.array([75.0, 100.0, 0.0]), np.array([2005, 2005, 1990]), 2025)
    assert columns[0] == pytest.approx(compound_rate(75.0, 2005, 2025))
    assert np.isnan(columns[1])
    assert columns[2] == 0
    assert annual_change(np.array([50.0, 10.0]), 2005, np.array([2025, 2010])).tolist() == [2.5, 2.0]


@given(st.floats(0, 99), st.integers(1, 60))
def test_a_compound_rate_leads_to_the_reduction(percent: float, years: int) -> None:
    rate = compound_rate(percent, 2000, 2000 + years)
    assert 100 * (1 - (1 - rate / 100) ** years) == pytest.approx(percent, abs=1e-8)


@pytest.mark.parametrize(
    ("national", "answer"),
    [
        ((40.0, 2005, 2025), "more"),
        ((60.0, 2005, 2025), "less"),
        ((50.0, 2005, 2025), "as"),
        ((75.0, 2005, 2035), "as"),
    ],
)
def test_on_one_base_year_the_change_per_year_decides(national: tuple[float, int, int], answer: str) -> None:
    """The city: 2.5 per cent of 2005 a year."""
    found = beside(national)
    assert (found.answer, found.city_yearly, found.since_percent) == (answer, 2.5, 50.0)
    assert f"{found.national_yearly:.2f} % a year" in found.reasons[0]


def test_an_inventory_of_the_national_base_year_brings_both_to_one_base() -> None:
    """500 t in 2025 are 75 per cent below 2,000 t in 1990: 2.14 per cent of 1990 a year, the country's 1.375."""
    found = beside((55.0, 1990, 2030), (1990, 2000.0))
    assert (found.answer, found.since_percent) == ("more", 75.0)
    assert found.since_yearly == pytest.approx(75 / 35)
    assert found.reasons == ("Both on the base year 1990: 2.14 % a year against 1.38 % a year.",)


def test_on_two_bases_both_measures_must_agree() -> None:
    assert beside((55.0, 1990, 2030)).answer == "more"
    assert beside((90.0, 1990, 2015)).answer == "less"
    torn = beside((90.0, 1990, 2028))
    assert torn.city_yearly is not None
    assert torn.national_yearly is not None
    assert torn.city_yearly > torn.national_yearly
    assert torn.answer == "cannot-tell"
    assert "disagree" in torn.reasons[-1]


def test_net_zero_on_another_base_has_no_rate_and_is_not_decided() -> None:
    found = beside((55.0, 1990, 2030), kind="neutrality", reduction_percent=None, year=2050)
    assert (found.answer, found.city_percent, found.city_compound) == ("cannot-tell", 100.0, None)
    assert "no compound rate" in found.reasons[-1]
    assert beside((55.0, 2005, 2030), kind="neutrality", reduction_percent=None, year=2050).answer == "more"


def test_a_level_in_tonnes_is_brought_to_per_cent_of_the_baseline() -> None:
    found = beside((50.0, 2005, 2025), kind="fixed-level", reduction_percent=None, level_t=400.0)
    assert (found.city_percent, found.answer) == (pytest.approx(60.0), "more")
    scenario = {"kind": "baseline-scenario", "scenario": ((2025, 1400.0),), "reduction_percent": 50.0}
    assert beside((50.0, 2005, 2025), **scenario).city_percent == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "per-capita"}, "per inhabitant, the national one in total emissions"),
        ({"kind": "per-gdp"}, "per unit of GDP, the national one in total emissions"),
        ({"sector": "Waste"}, "covers one sector (Waste)"),
        ({"kind": "fixed-level", "reduction_percent": None, "level_t": 1.0, "base_year": 2003}, "Without a baseline"),
    ],
)
def test_what_cannot_be_compared_is_said(changes: dict[str, Any], reason: str) -> None:
    found = beside((40.0, 2005, 2025), **changes)
    assert found.answer == "cannot-tell"
    assert reason in found.reasons[0]
    assert found.national_yearly == 2.0


def test_without_a_national_target_there_is_no_comparison() -> None:
    inventories = read([cell()])
    assert ambition(assess(target(), inventories), inventories) is None
    assert ambition(assess(None, inventories), inventories) is None
