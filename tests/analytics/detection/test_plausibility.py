"""A wrong figure is named before it is computed with, and a doubtful population is warned about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.detection import plausibility
from analytics.text.problems import Refused

POSITIVE = st.floats(1e-3, 1e9)


@given(POSITIVE, POSITIVE)
def test_a_deviation_leads_from_the_reference_to_the_value(reference: float, value: float) -> None:
    percent = plausibility.deviation_percent(reference, value)
    assert reference * (1 + percent / 100) == pytest.approx(value, rel=1e-9, abs=1e-9 * reference)


def test_a_population_up_to_half_above_its_reference_passes() -> None:
    assert plausibility.population_problem(262_470, 252_791) is None
    assert plausibility.population_problem(150, 100) is None
    assert plausibility.population_problem(100, 150) is None
    for reported, reference in ((151, 100), (100, 151)):
        problem = plausibility.population_problem(reported, reference)
        assert problem is not None
        assert (problem.severity, problem.code) == ("warn", "population-deviation")
    flagged = plausibility.population_problem(1_498_970, 899_094)
    assert flagged is not None
    assert flagged.found == "1\u00a0498\u00a0970 inhabitants, +67\u00a0% against the reference"


def test_two_statements_imply_a_growth_of_population() -> None:
    assert plausibility.implied_population_percent(-0.2, 8.3, 6.1) == pytest.approx(8.85, rel=0.005)
    with pytest.raises(Refused):
        plausibility.implied_population_percent(-20, 8.3, 6.1)
    with pytest.raises(Refused):
        plausibility.implied_population_percent(-0.2, 0, 6.1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0, "value-zero"),
        (-1, "value-range"),
        (np.nan, "value-missing"),
        (np.inf, "value-missing"),
        ("many", "value-text"),
        (None, "value-missing"),
        (pd.Series([1, None], dtype="Int64"), "value-missing"),
        (np.array([1.0, 0.0]), "value-zero"),
    ],
)
def test_a_denominator_is_a_number_above_zero(value: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        plausibility.above_zero("consumption", value, "MWh")
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert problem.sentence().startswith('Column "consumption": found ')
    assert "MWh" in problem.expected or code == "value-text"


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=10))
def test_only_shares_pass_as_shares(values: list[float]) -> None:
    fine = all(0 <= value <= 1 for value in values)
    if fine:
        plausibility.share("share", values)
    else:
        with pytest.raises(Refused):
            plausibility.share("share", values)
