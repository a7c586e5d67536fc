"""What changed since two partners last met: a total that was counted anew is named as that, no change of the city."""

from __future__ import annotations

from dashboard.parts.pairs import meeting
from tests.dashboard.conftest import inventory, standing


def test_a_total_counted_anew_is_named_as_restatement_and_a_newer_year_is_none() -> None:
    then = standing(inventory(2010, 1000e3), inventory(2020, 800e3))
    now = standing(inventory(2010, 1000e3), inventory(2020, 750e3), inventory(2024, 700e3))
    (said,) = meeting.restated(then, now)
    assert said.startswith("Restatement: 2020, ")
    assert said.replace("\u00a0", " ").endswith("800 kt CO₂e → 750 kt CO₂e")
    assert meeting.restated(now, now) == []


def test_the_same_total_of_another_gas_is_a_restatement_and_one_that_is_missing_is_none() -> None:
    then = standing(inventory(2020, 800e3, gas="CO2"), inventory(2021, None))
    assert len(meeting.restated(then, standing(inventory(2020, 800e3), inventory(2021, 700e3)))) == 1
