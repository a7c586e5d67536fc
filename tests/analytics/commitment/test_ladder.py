"""A target step by step: what is left falls with each step, from each total, and nothing counts twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.actions import STATUS_NAMES, Action, Estimate
from analytics.commitment.ladder import STEPS, first_at, ladder
from analytics.commitment.scenarios import held
from analytics.commitment.wedges import plan

PLACES = {("Transport", ""): 600.0, ("Residential", ""): 400.0}
HELD = held(1000.0, 2020, 2030)


def action(number: int, status: str, avoided: float | None, sector: str = "transport") -> Estimate:
    made = Action(str(number), f"Action {number}", sector, None, 2020, 2030, status)  # type: ignore[arg-type]
    return Estimate(made, avoided, "stated")


def test_each_step_adds_its_actions_to_those_before_it() -> None:
    found = ladder(
        PLACES,
        HELD,
        [
            action(1, "decided", 60.0),
            action(2, "partly", 30.0, "residential"),
            action(3, "unstated", 40.0, "residential"),
        ],
        880.0,
    )
    assert [(rung.statuses[:1], rung.count) for rung in found] == [
        ((), 0),
        (("decided",), 1),
        (("partly",), 1),
        (("unstated",), 1),
    ]
    assert [rung.left_t[0] for rung in found] == pytest.approx([1000.0, 940.0, 910.0, 873.0])
    assert [rung.open_t[0] for rung in found] == pytest.approx([120.0, 60.0, 30.0, -7.0])
    assert [rung.passed[0] for rung in found] == [None, None, None, 2030]


def test_from_another_total_the_sectors_keep_their_shares() -> None:
    found = ladder(PLACES, HELD, [action(1, "decided", 60.0)], 700.0, (800.0,))
    assert found[0].left_t == (1000.0, 800.0)
    assert found[1].left_t == pytest.approx((940.0, 740.0))
    assert found[1].open_t == pytest.approx((240.0, 40.0))


def test_what_is_expected_without_an_action_counts_on_its_own_step_alone() -> None:
    estimates = [action(1, "decided", 60.0), action(2, "expected", 100.0, "residential")]
    assert plan(PLACES, HELD, estimates).saved(2030) == pytest.approx(60.0)
    found = ladder(PLACES, HELD, estimates, 900.0)
    assert found[-1].statuses == ("expected",)
    assert found[-1].adds_t == pytest.approx((100.0,))
    assert found[-1].open_t == pytest.approx((-60.0,))


def test_without_a_target_nothing_is_open_or_passed_and_without_actions_there_is_one_step() -> None:
    (only,) = ladder(PLACES, HELD, [action(1, "cancelled", 60.0)])
    assert (only.statuses, only.left_t, only.open_t, only.passed) == ((), (1000.0,), (), ())


def test_an_action_without_tonnes_is_counted_and_takes_nothing_off() -> None:
    found = ladder(PLACES, HELD, [action(1, "unstated", None)], 900.0)
    assert (found[1].count, found[1].adds_t) == (1, (0.0,))


def test_every_status_but_cancelled_is_on_one_step() -> None:
    on_steps = [status for step in STEPS for status in step]
    assert sorted(on_steps) == sorted(set(STATUS_NAMES) - {"cancelled"})


STATUSES = st.sampled_from(sorted(STATUS_NAMES))


@given(st.lists(st.tuples(STATUSES, st.floats(0.0, 900.0)), max_size=6), st.floats(100.0, 2000.0))
def test_no_step_leaves_more_than_the_one_before_it_and_none_less_than_nothing(
    given_actions: list[tuple[str, float]], other: float
) -> None:
    estimates = [action(number, status, tonnes) for number, (status, tonnes) in enumerate(given_actions)]
    found = ladder(PLACES, HELD, estimates, 500.0, (other,))
    for place in (0, 1):
        left = [rung.left_t[place] for rung in found]
        assert all(later <= earlier + 1e-9 for earlier, later in pairwise(left))
        assert min(left) >= -1e-9


def test_the_first_year_at_a_level_is_that_of_the_plan() -> None:
    found = plan(PLACES, HELD, [action(1, "decided", 100.0)])
    assert first_at(found, 950.0) == 2025
    assert first_at(found, 10.0) is None
