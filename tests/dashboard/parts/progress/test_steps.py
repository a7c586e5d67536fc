"""The next steps come from the data: what drives it, what is missing, what is not estimated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard import sitemap
from dashboard.parts.progress import steps
from datasets import City, Store
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import CITIES, inventory, standing, target

Sample = Callable[[str], CityReport]


def said(report: CityReport) -> list[str]:
    return [step.sentence.replace("\u00a0", " ") for step in steps.steps(report, 2026)]


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_three_steps_at_most_and_at_least_one(sample: Sample, city_id: str) -> None:
    assert 1 <= len(said(sample(city_id))) <= 3


def test_the_large_sector_that_fell_least_comes_first() -> None:
    first = inventory(2010, 100.0, sectors={"Transport": 40.0, "Residential": 58.0, "Waste": 2.0})
    last = inventory(2024, 72.0, sectors={"Transport": 38.0, "Residential": 32.0, "Waste": 2.0})
    report = standing(first, last, targets=(target(),))
    assert said(report)[0] == "Focus on Transport: 53% of emissions and the smallest fall, −5%."
    (about, bold), (why, plain) = steps.steps(report, 2026)[0].parts
    assert (about, bold, plain) == ("Focus on Transport", True, False)
    assert why.startswith(": 53")


def test_of_sectors_that_fell_alike_none_fell_least() -> None:
    first = inventory(2010, 100.0, sectors={"Transport": 60.0, "Residential": 40.0})
    last = inventory(2024, 50.0, sectors={"Transport": 30.0, "Residential": 20.0})
    report = standing(first, last, targets=(target(),))
    assert said(report)[0] == "Focus on Transport: 60% of emissions, more than any other."


def test_of_several_sectors_that_fell_least_alike_the_largest_is_named() -> None:
    first = inventory(2010, 100.0, sectors={"Municipal": 5.0, "Transport": 15.0, "Residential": 80.0})
    last = inventory(2024, 50.0, sectors={"Municipal": 5.0, "Transport": 15.0, "Residential": 30.0})
    report = standing(first, last, targets=(target(),))
    assert said(report)[0].startswith("Focus on Transport: 30% of emissions and the smallest fall")


def test_of_a_total_below_zero_no_sector_is_a_share() -> None:
    last = inventory(2024, -359.0, sectors={"Transport": 41.0, "Land use": -400.0})
    report = standing(inventory(2010, 100.0, sectors={"Transport": 100.0}), last, targets=(target(),))
    assert not any("%" in step for step in said(report))


def test_an_inventory_after_the_newest_one_is_asked_for(sample: Sample) -> None:
    assert any(step.startswith("Add an inventory after 2020: ") for step in said(sample("US-BOS")))


@pytest.mark.parametrize(
    ("years", "other", "step"),
    [
        ((2010, 2020), 2023, "Add an inventory after 2020"),
        ((2010, 2024), 2012, ""),
        ((2010, 2020), 2010, "Add an inventory after 2020"),
    ],
)
def test_the_newest_inventory_is_that_of_the_curve(years: tuple[int, int], other: int, step: str) -> None:
    own = [inventory(year, 100.0, sectors={"Transport": 100.0}) for year in years]
    found = said(standing(*own, inventory(other, 80.0, method="own"), targets=(target(),)))
    asked = [line for line in found if line.startswith("Add an inventory")]
    assert [line.partition(":")[0] for line in asked] == ([step] if step else [])


def test_a_city_with_nothing_is_told_where_to_begin(sample: Sample) -> None:
    found = said(sample("BG0002"))
    assert found[0].startswith("Add the first inventory:")
    assert found[1].startswith("Set a target:")  # a declared baseline, or a level alone, is enough
    assert "Santa Monica" in found[2]


def test_a_total_without_sectors_asks_for_the_sectors(sample: Sample) -> None:
    assert any(step.startswith("Report the sectors apart:") for step in said(sample("US-FTC")))


def test_a_missing_key_sector_is_named() -> None:
    report = standing(
        inventory(2010, 100.0, sectors={"Transport": 100.0}),
        inventory(2025, 60.0, sectors={"Transport": 60.0}, missing=("municipal", "residential")),
        targets=(target(),),
    )
    assert any(step.startswith("Add municipal buildings and residential buildings:") for step in said(report))


def test_what_is_decided_of_a_plan_comes_before_the_sectors(samples: Store) -> None:
    turin = City(samples, "Turin")
    first = steps.steps(turin.report(), 2026, turin.outlook())[0]
    assert first.about == "Decide more of the plan"
    assert first.why.replace("\u00a0", " ") == "What is decided closes 7% of the gap; all that is listed, 88%."
    boston = City(samples, "Boston")
    assert steps.steps(boston.report(), 2026, boston.outlook())[0].about == "List what is decided"


def test_a_city_without_a_target_has_a_door_to_the_form_of_one() -> None:
    step = steps.steps(standing(inventory(2010, 100.0), inventory(2024, 60.0), targets=()), 2026)[0]
    assert step.about == "Set a target"
    assert (step.door.place, step.door.asked) == ("plan", {"part": "targets"})


@pytest.mark.parametrize("city_id", CITIES)
def test_every_step_leads_to_a_place_that_there_is(sample: Sample, city_id: str) -> None:
    for step in steps.steps(sample(city_id), 2026):
        page, tab = sitemap.place(step.door.place)
        assert page in sitemap.ENTRIES
        assert not tab or tab in sitemap.ENTRIES[page].tabs
