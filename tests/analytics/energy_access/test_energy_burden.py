"""The energy burden is spending by income, and nothing else."""

from __future__ import annotations

import pytest

from analytics.energy_access.energy_burden import energy_burden
from analytics.text.problems import Refused


def test_a_household_that_pays_3000_of_50000_has_a_burden_of_six_per_cent() -> None:
    # The worked example of the package emburden ("Getting started"): 3,000 USD of 50,000 USD are 6 %.
    assert energy_burden(3000, 50000) == pytest.approx(6)


@pytest.mark.parametrize(("spending", "income"), [(100, 0), (100, -1), (-1, 100), (100, float("nan"))])
def test_without_an_income_there_is_no_burden(spending: float, income: float) -> None:
    with pytest.raises(Refused):
        energy_burden(spending, income)
