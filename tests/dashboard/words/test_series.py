"""What is drawn of a city, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.words import series
from datasets.assessment import CityReport
from tests.dashboard.conftest import inventory, standing, target

Sample = Callable[[str], CityReport]


def test_the_title_of_the_curve_counts_its_inventories_as_a_sentence_begins(sample: Sample) -> None:
    one = standing(inventory(2010, 100.0))
    assert series.curve_title(one) == "One inventory"
    assert series.curve_title(standing(inventory(2010, 100.0), targets=(target(),))) == (
        "One inventory against the path to 2030"
    )
    assert series.curve_title(sample("US-BOS")) == "Sixteen inventories against the path to 2050"
    assert series.curve_title(sample("BG0002")) == "No inventory yet"


def test_against_the_path_count_the_inventories_of_its_method_alone() -> None:
    other = inventory(2015, 90.0, method="own")
    assert series.curve_title(standing(inventory(2010, 100.0), other, targets=(target(),))) == (
        "One inventory against the path to 2030"
    )
    assert series.curve_title(standing(other, targets=(target(),))) == (
        "One inventory, by another method than the target for 2030"
    )
    assert series.curve_title(standing(inventory(2010, 100.0), other)) == "Two inventories"
