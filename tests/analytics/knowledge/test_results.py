"""A result is above zero, has a unit that is known, and is brought to the unit of its kind."""

from __future__ import annotations

import pytest

from analytics.knowledge.results import Result, result
from analytics.text.problems import Refused


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [
        (1_000_000, "kWh", Result(1000, "MWh")),
        (2, "kt CO2e", Result(2000, "t CO2e")),
        (60_000, "€", Result(60_000, "EUR")),
        (40, "per cent", Result(40, "%")),
        (120, "Personen", Result(120, "people")),
        (1750, "t", Result(1750, "t")),
    ],
)
def test_a_result_is_brought_to_the_unit_of_its_kind(value: float, unit: str, kept: Result) -> None:
    found = result(value, unit)
    assert found.unit == kept.unit
    assert found.value == pytest.approx(kept.value)


def test_a_unit_that_is_none_is_answered_with_those_like_it() -> None:
    with pytest.raises(Refused, match="MWh"):
        result(5, "MWhs/anno solare")
