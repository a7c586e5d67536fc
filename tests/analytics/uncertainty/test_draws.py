"""Approach 2: what is drawn, with which shape, and what cannot be asked of it."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.text.problems import Refused
from analytics.uncertainty.draws import drawn, half_percent
from analytics.uncertainty.errors import ErrorParts, KnownErrors, Sides

ONE = ErrorParts(np.zeros(1, dtype=np.int64), np.full(1, 100.0), np.full(1, 100.0), np.array([0]), np.array([-1]))


def known(lower: float, upper: float, alike: bool) -> KnownErrors:
    return KnownErrors(Sides(np.array([lower]), np.array([upper])), np.array([alike]))


def of(lower: float, upper: float, alike: bool = True) -> np.ndarray:
    return drawn(ONE, known(lower, upper, alike), draws=200_000).year_t


def test_a_seed_gives_the_same_draws_every_time_and_another_seed_others() -> None:
    errors = known(0.1, 0.1, False)
    assert np.array_equal(drawn(ONE, errors, 1).year_t, drawn(ONE, errors, 1).year_t)
    assert not np.array_equal(drawn(ONE, errors, 1).year_t, drawn(ONE, errors, 2).year_t)


def test_a_narrow_interval_is_drawn_normal_around_the_figure() -> None:
    found = of(0.1, 0.1)
    assert np.mean(found) == pytest.approx(100, abs=0.05)
    assert np.percentile(found, [2.5, 97.5]) == pytest.approx([90, 110], rel=2e-3)


@pytest.mark.parametrize(("lower", "upper"), [(0.9, 14.0), (0.66, 1.77), (0.7, 0.7)])
def test_a_wide_or_skewed_interval_is_drawn_lognormal_through_both_bounds(lower: float, upper: float) -> None:
    found = of(lower, upper)
    assert found.min() > 0
    assert np.percentile(found, [2.5, 97.5]) == pytest.approx([100 * (1 - lower), 100 * (1 + upper)], rel=2e-2)
    assert np.log(found).mean() == pytest.approx(np.median(np.log(found)), abs=0.02)


def test_an_interval_that_reaches_zero_keeps_the_figure_in_its_middle_and_nothing_falls_below_zero() -> None:
    found = of(1.0, 1.0)
    assert found.min() == 0
    assert np.median(found) == pytest.approx(100, rel=0.01)
    assert np.median(of(0.99, 1.81)) == pytest.approx(100, rel=0.01)


def test_one_error_for_both_years_moves_them_together_and_two_do_not() -> None:
    together, apart = (drawn(ONE, known(0.1, 0.1, alike), draws=50_000).change_percent for alike in (True, False))
    assert half_percent(together) == pytest.approx(0, abs=1e-9)
    assert half_percent(apart) == pytest.approx(10 * np.sqrt(2), rel=0.02)


@pytest.mark.parametrize(("seed", "draws"), [(-1, 1000), ("one", 1000), (1.5, 1000), (True, 1000), (1, 10), (1, 10**7)])
def test_a_seed_or_a_number_of_draws_that_is_none_is_refused(seed: int, draws: int) -> None:
    with pytest.raises(Refused) as refusal:
        drawn(ONE, known(0.1, 0.1, True), seed, draws)
    assert [problem.code for problem in refusal.value.problems] == ["seed" if draws == 1000 else "draws"]
