"""A unit is taken where it is the indicator's own; any other one is asked about, with the figure that it would be."""

from __future__ import annotations

import pytest

from analytics.energy_access.access_indicators import INDICATORS, MONEY
from analytics.energy_access.indicator_units import unit_of
from analytics.text.problems import Refused


@pytest.mark.parametrize(
    ("indicator", "unit", "kept"),
    [
        ("arrears", "", "%"),
        ("arrears", "per cent", "%"),
        ("arrears", "% of households", "% of households"),
        ("outage_hours", "hours", "h"),
        ("electricity_use", "kWh", "kWh"),
        ("local_capacity", "mw", "MW"),
        ("outages", "1", "cuts"),
        ("energy_spending", "eur", "EUR"),
    ],
)
def test_the_indicators_own_unit_is_kept_however_it_is_written(indicator: str, unit: str, kept: str) -> None:
    assert unit_of(indicator, 12.0, unit) == kept


@pytest.mark.parametrize(
    ("indicator", "value", "unit", "fix"),
    [
        ("outage_hours", 90.0, "min", "Write 1.5 h"),
        ("electricity_use", 2.0, "MWh", "Write 2000 kWh"),
        ("local_capacity", 500.0, "kW", "Write 0.5 MW"),
        ("arrears", 0.134, "share", "Write 13.4 %"),
        ("arrears", 0.134, "", "or 13.4 %"),
    ],
)
def test_another_unit_is_not_converted_silently_but_asked_about(
    indicator: str, value: float, unit: str, fix: str
) -> None:
    with pytest.raises(Refused) as refusal:
        unit_of(indicator, value, unit)
    assert fix in refusal.value.problems[0].fix
    assert refusal.value.problems[0].column == "unit"


@pytest.mark.parametrize(("indicator", "unit"), [("arrears", "EUR"), ("energy_spending", ""), ("outage_hours", "MWh")])
def test_what_measures_something_else_is_refused(indicator: str, unit: str) -> None:
    with pytest.raises(Refused):
        unit_of(indicator, 12.0, unit)


def test_every_indicator_takes_its_own_unit() -> None:
    assert all(unit_of(code, 12.0, one.unit) == one.unit for code, one in INDICATORS.items() if one.unit != MONEY)
