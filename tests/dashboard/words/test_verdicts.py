"""The verdict in sentences, as the real data and the edge cases give it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics.vocabulary import Verdict
from dashboard.words import commitments, verdicts
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import inventory, standing, target

Sample = Callable[[str], CityReport]


def test_boston_is_too_close_to_call_after_a_year_above_its_path(sample: Sample) -> None:
    boston = sample("US-BOS")
    assert verdicts.headline(boston) == "Too close to call: Boston and its 2030 path in 2020"
    context = verdicts.context(boston).replace("\u00a0", " ")
    assert context == (
        "Emissions are 32% below 2005, 0.18 Mt under the path to 50% below 2005 by 2030. "
        "That distance is uncertain by ± 0.84 Mt; the chance of being at or below the path is 53 of 100. With default "
        "uncertainties. "
        "A year earlier they were 0.56 Mt above it."
    )


def test_a_verdict_in_a_word_is_the_one_of_today_and_names_the_year_of_one_that_is_over(sample: Sample) -> None:
    boston = sample("US-BOS")
    assert boston.past(boston.leading) == 2020
    assert (
        verdicts.headed(Verdict.TOO_CLOSE, 2020)
        == verdicts.answer(boston).words
        == "Cannot tell · too close to call in 2020"
    )
    assert verdicts.headed(Verdict.ON_TRACK, None) == "On track"


def test_turin_is_behind_by_its_gap_and_its_years(sample: Sample) -> None:
    city = sample("IT0004")
    assert verdicts.headline(city) == "Turin was likely behind its 2030 path in 2019"
    assert "By the path, this level was due 5.9\u00a0years earlier." in verdicts.context(city)


@pytest.mark.parametrize(
    ("city_id", "said"),
    [
        ("FR0009", "Lyon cannot be assessed: no inventory by the target's method after the base year"),
        ("BG0002", "Varna cannot be assessed: no inventory and no target"),
        ("IT0007", "Bologna cannot be assessed: target and inventories follow different methods"),
    ],
)
def test_a_city_without_a_verdict_says_what_is_missing(sample: Sample, city_id: str, said: str) -> None:
    assert verdicts.headline(sample(city_id)) == said


def test_a_total_without_sectors_is_judged_and_named_so(sample: Sample) -> None:
    city = sample("US-FTC")
    assert verdicts.headline(city) == "Fort Collins was behind its 2030 path in 2020"
    assert "The inventory is one total without sectors." in verdicts.context(city)


def test_an_old_inventory_is_said_to_say_nothing_about_today(sample: Sample) -> None:
    said = verdicts.caveat(sample("US-BOS"))
    assert said is not None
    assert "Where Boston stands today cannot be told." in said
    assert "6 years before 2026" in said


def test_a_recent_inventory_needs_no_caveat() -> None:
    report = standing(inventory(2010, 100.0), inventory(2024, 50.0), targets=(target(),))
    assert report.leading.verdict is Verdict.ON_TRACK
    assert verdicts.caveat(report) is None


def test_a_target_whose_year_has_an_inventory_is_met_or_missed() -> None:
    met = standing(inventory(2010, 100.0), inventory(2030, 50.0), targets=(target(),))
    missed = standing(inventory(2010, 100.0), inventory(2030, 60.0), targets=(target(),))
    assert verdicts.headline(met) == "Testville met its target for 2030"
    assert verdicts.headline(missed) == "Testville missed its target for 2030 by 10\u00a0t"
    assert [commitments.outcome(met.leading), commitments.outcome(missed.leading)] == ["Met", "Missed"]


def test_a_verdict_bears_its_year_only_where_it_says_nothing_about_today(sample: Sample) -> None:
    old, new = (standing(inventory(2010, 100.0), inventory(year, 50.0), targets=(target(),)) for year in (2018, 2025))
    assert [verdicts.answer(item).words for item in (old, new)] == ["Cannot tell · on track in 2018", "On track"]
    assert [verdicts.answer(item).verdict for item in (old, new)] == [Verdict.CANNOT_TELL, Verdict.ON_TRACK]
    assert verdicts.answer(sample("BG0002")).words == "Cannot tell"
    turin = sample("IT0004")
    assert verdicts.answer(turin, chance=True).words == "Cannot tell · behind in 2019 (81 of 100)"


def test_a_target_that_was_met_stays_met_however_old_its_inventory_is() -> None:
    met = standing(inventory(2010, 100.0), inventory(2020, 50.0), targets=(target(year=2020),))
    assert verdicts.answer(met).words == "Met"
