"""Targets in words."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.words import commitments
from datasets.assessment import CityReport

Sample = Callable[[str], CityReport]


def test_a_target_is_asked_for_after_the_inventory_that_it_is_measured_from(sample: Sample) -> None:
    assert commitments.to_set_a_target(sample("BG0002")).startswith("A target is measured from an inventory.")
    assert commitments.to_set_a_target(sample("FR0009")).startswith("A base year,")
