"""Sliders: a part of a sector's actions, or a cut of a sector without any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.levers import Lever, levers, tried
from analytics.commitment.scenarios import changing, held
from analytics.commitment.wedges import plan
from analytics.text.problems import Refused
from tests.analytics.commitment.test_ladder import HELD, PLACES, action

ACTIONS = [action(1, "decided", 60.0), action(2, "planned", 40.0, "residential"), action(3, "expected", 90.0)]


def test_a_city_with_actions_is_offered_their_sectors_and_the_expected_last() -> None:
    assert levers(PLACES, ACTIONS) == (
        Lever("Transport", "carried", 60.0, 1, 1.0),
        Lever("Residential", "carried", 40.0, 1, 1.0),
        Lever("expected", "expected", 90.0, 1, 0.0),
    )


def test_a_city_without_actions_is_offered_a_cut_of_each_sector_the_largest_first() -> None:
    places = PLACES | {("Waste", ""): -5.0}
    found = levers(places, [action(1, "cancelled", 60.0), action(2, "planned", None)])
    assert [(lever.key, lever.kind, lever.whole_t, lever.usual) for lever in found] == [
        ("Transport", "cut", 600.0, 0.0),
        ("Residential", "cut", 400.0, 0.0),
    ]


def test_a_third_of_the_homes_takes_a_third_of_their_tonnes_off() -> None:
    found = plan(PLACES, HELD, tried(PLACES, HELD, ACTIONS, {"Residential": 1 / 3}))
    assert found.saved(2030) == pytest.approx(60.0 + 40.0 / 3)


def test_what_is_expected_counts_only_as_far_as_it_is_tried() -> None:
    assert plan(PLACES, HELD, tried(PLACES, HELD, ACTIONS, {})).saved(2030) == pytest.approx(100.0)
    with_it = plan(PLACES, HELD, tried(PLACES, HELD, ACTIONS[1:], {"expected": 0.5}))
    assert with_it.saved(2030) == pytest.approx(40.0 + 45.0)


@pytest.mark.parametrize("scenario", [HELD, changing(1000.0, -2.0, 2020, 2030)])
def test_a_cut_takes_its_part_of_the_sector_in_the_last_year_and_builds_up_evenly(scenario: object) -> None:
    assert isinstance(scenario, type(HELD))
    found = plan(PLACES, scenario, tried(PLACES, scenario, (), {"Transport": 0.5}))
    assert found.saved(2030) == pytest.approx(0.5 * 0.6 * scenario.tonnes[-1])
    assert found.saved(2025) == pytest.approx(found.saved(2030) / 2)
    assert found.saved(2020) == 0.0


@pytest.mark.parametrize("parts", [{"Transport": 1.1}, {"Transport": -0.1}, {"Zoo": 0.5}, {"Waste": 0.5}])
def test_a_part_beyond_its_range_or_of_no_sector_is_refused_with_those_that_there_are(parts: dict[str, float]) -> None:
    with pytest.raises(Refused) as refusal:
        tried(PLACES, HELD, ACTIONS, parts)
    (problem,) = refusal.value.problems
    assert problem.code == "lever-part"
    assert problem.choices == ("Transport", "Residential", "expected")


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_of_a_sector_never_leaves_more(one: float, other: float) -> None:
    less, more = sorted((one, other))
    left = [
        plan(PLACES, held(1000.0, 2020, 2030), tried(PLACES, HELD, ACTIONS, {"Transport": part})).after_t[-1]
        for part in (less, more)
    ]
    assert left[1] <= left[0] + 1e-9
