"""The next steps come from the data: what drives it, what is missing, what is not estimated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.parts.progress import steps
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
    assert (
        said(report)[0]
        == "Look closer: Transport. 53% of the total; of the large sectors the one that fell least (−5% since 2010)."
    )
    (about, bold), (why, plain) = steps.steps(report, 2026)[0].parts
    assert (about, bold, plain) == ("Look closer: Transport.", True, False)
    assert why.startswith(" 53")


def test_of_sectors_that_fell_alike_none_fell_least() -> None:
    first = inventory(2010, 100.0, sectors={"Transport": 60.0, "Residential": 40.0})
    last = inventory(2024, 50.0, sectors={"Transport": 30.0, "Residential": 20.0})
    report = standing(first, last, targets=(target(),))
    assert said(report)[0] == "Look closer: Transport. It is the largest part, 60% of the total."


def test_of_several_sectors_that_fell_least_alike_the_largest_is_named() -> None:
    first = inventory(2010, 100.0, sectors={"Municipal": 5.0, "Transport": 15.0, "Residential": 80.0})
    last = inventory(2024, 50.0, sectors={"Municipal": 5.0, "Transport": 15.0, "Residential": 30.0})
    report = standing(first, last, targets=(target(),))
    assert said(report)[0].startswith(
        "Look closer: Transport. 30% of the total; of the large sectors the one that fell least"
    )


def test_of_a_total_below_zero_no_sector_is_a_share() -> None:
    last = inventory(2024, -359.0, sectors={"Transport": 41.0, "Land use": -400.0})
    report = standing(inventory(2010, 100.0, sectors={"Transport": 100.0}), last, targets=(target(),))
    assert not any("%" in step for step in said(report))


def test_years_without_an_inventory_are_named(sample: Sample) -> None:
    assert any(
        step.startswith("Add the next inventory: none of 2021 to 2025 is on file") for step in said(sample("US-BOS"))
    )


@pytest.mark.parametrize(
    ("years", "other", "step"),
    [
        ((2010, 2020), 2023, "Add the next inventory: none of 2021 to 2025 follows GPC BASIC; the newest is of 2020."),
        ((2010, 2024), 2012, "Add inventories of 2011 to 2023: none follows GPC BASIC, and the curve passes over them"),
        ((2010, 2020), 2010, "Add the next inventory: none of 2021 to 2025 is on file; the newest is of 2020."),
    ],
)
def test_years_that_another_method_has_are_said_to_lack_by_this_one(
    years: tuple[int, int], other: int, step: str
) -> None:
    own = [inventory(year, 100.0, sectors={"Transport": 100.0}) for year in years]
    found = said(standing(*own, inventory(other, 80.0, method="own"), targets=(target(),)))
    assert any(line.startswith(step) for line in found), found


def test_a_city_with_nothing_is_told_where_to_begin(sample: Sample) -> None:
    found = said(sample("BG0002"))
    assert found[0].startswith("Add the first inventory:")
    assert found[1].startswith("Set a target:")
    assert "Santa Monica" in found[2]


def test_a_total_without_sectors_asks_for_the_sectors(sample: Sample) -> None:
    assert any(step.startswith("Report the sectors apart:") for step in said(sample("US-FTC")))


def test_a_missing_key_sector_is_named() -> None:
    report = standing(
        inventory(2010, 100.0, sectors={"Transport": 100.0}),
        inventory(2025, 60.0, sectors={"Transport": 60.0}, missing=("municipal", "residential")),
        targets=(target(),),
    )
    assert any(step.startswith("Estimate municipal buildings and residential buildings:") for step in said(report))


def test_the_reason_of_a_step_begins_a_line_with_a_capital_on_page_and_slide_alike(sample: Sample) -> None:
    found = steps.steps(sample("BG0002"), 2026)
    assert [step.about for step in found[:2]] == ["Add the first inventory", "Set a target"]
    assert found[0].why == "Energy by carrier or emissions by sector, as the city has it."
    assert found[1].why.startswith("A base year, ")
    assert steps.NextStep("**Look closer: Transport.** 53% of the total.").why == "53% of the total."
    assert steps.NextStep("**Look at what drives it** before the vote.").why == "before the vote."


def test_an_abbreviation_that_ends_what_is_to_be_done_keeps_its_point() -> None:
    step = steps.NextStep("**Да се добавят жителите за 2019\u00a0г.:** без тях нищо не може да се даде на жител.")
    assert step.about.endswith("2019\u00a0г.")
    assert step.why.startswith("Без тях")
