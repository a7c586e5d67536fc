"""What is drawn of a city, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.words import shown_series
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import inventory, standing, target

Sample = Callable[[str], CityReport]


def test_the_title_of_the_curve_counts_its_inventories_as_a_sentence_begins(sample: Sample) -> None:
    one = standing(inventory(2010, 100.0))
    assert shown_series.curve_title(one) == "One inventory"
    assert shown_series.curve_title(standing(inventory(2010, 100.0), targets=(target(),))) == (
        "One inventory against the path to 2030"
    )
    assert shown_series.curve_title(sample("US-BOS")) == "Sixteen inventories against the path to 2030"
    assert shown_series.curve_title(sample("BG0002")) == "No inventory yet"


def test_against_the_path_count_the_inventories_of_its_method_alone() -> None:
    other = inventory(2015, 90.0, method="own")
    assert shown_series.curve_title(standing(inventory(2010, 100.0), other, targets=(target(),))) == (
        "One inventory against the path to 2030"
    )
    assert shown_series.curve_title(standing(other, targets=(target(),))) == (
        "One inventory, by another method than the target for 2030"
    )
    assert shown_series.curve_title(standing(inventory(2010, 100.0), other)) == "Two inventories"


def test_a_path_per_inhabitant_runs_through_the_years_whose_inhabitants_are_known() -> None:
    report = standing(
        inventory(2010, 100.0, inhabitants=10.0),
        inventory(2015, 95.0, inhabitants=None),
        inventory(2020, 90.0, inhabitants=20.0),
        inventory(2020, 80.0, method="own", inhabitants=30.0),
        targets=(target(kind="per-capita"),),
    )
    assert shown_series.path_points(report.leading, report.inventories) == [
        (2010, 100.0),
        (2020, pytest.approx(150.0)),
        (2030, pytest.approx(100.0)),
    ]


def test_a_straight_path_needs_its_two_ends_and_a_constant_rate_every_year() -> None:
    report = standing(inventory(2010, 100.0), inventory(2020, 90.0), targets=(target(),))
    assert shown_series.path_points(report.leading, ()) == [(2010, 100.0), (2030, 50.0)]
    at_a_rate = standing(
        inventory(2010, 100.0), inventory(2020, 90.0), targets=(replace(target(), path="constant-rate"),)
    )
    years = [year for year, _level in shown_series.path_points(at_a_rate.leading, ())]
    assert years == list(range(2010, 2031))
