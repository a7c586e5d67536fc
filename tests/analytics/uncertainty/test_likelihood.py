"""The calibrated words of the IPCC, and the probability that they are said of."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.uncertainty.errors import Sides
from analytics.uncertainty.likelihood import Likelihood, at_or_below, likelihood, of_answer


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (99.6, Likelihood.VIRTUALLY_CERTAIN),
        (99.4, Likelihood.VERY_LIKELY),
        (90.6, Likelihood.VERY_LIKELY),
        (90.4, Likelihood.LIKELY),
        (66.6, Likelihood.LIKELY),
        (66.4, Likelihood.AS_LIKELY_AS_NOT),
        (50.0, Likelihood.AS_LIKELY_AS_NOT),
    ],
)
def test_each_word_has_its_range(probability: float, word: Likelihood) -> None:
    assert likelihood(probability) is word
    assert likelihood(float(of_answer(100 - probability))) is word


def test_a_city_exactly_on_its_path_has_fifty_of_a_hundred_whatever_its_uncertainty() -> None:
    wide = Sides(np.array([0.0, 5.0, 5e6]), np.array([0.0, 1.0, 9e6]))
    assert at_or_below(np.zeros(3), wide).tolist() == [50.0, 50.0, 50.0]


def test_a_gap_as_large_as_its_half_interval_is_certain_but_for_a_fortieth() -> None:
    found = at_or_below(np.array([-10.0, 10.0, np.nan]), Sides(np.full(3, 10.0), np.full(3, 10.0)))
    assert found[:2] == pytest.approx([97.5, 2.5])
    assert np.isnan(found[2])


def test_only_the_side_that_reaches_towards_zero_counts() -> None:
    skewed = Sides(np.array([1.0]), np.array([10.0]))
    assert at_or_below(np.array([-10.0]), skewed)[0] == pytest.approx(97.5)
    assert at_or_below(np.array([10.0]), skewed)[0] < 1e-6


def test_without_any_uncertainty_an_answer_is_certain() -> None:
    assert at_or_below(np.array([-1.0, 1.0]), Sides(np.zeros(2), np.zeros(2))).tolist() == [100.0, 0.0]
