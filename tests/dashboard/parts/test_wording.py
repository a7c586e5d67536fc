"""The sentences agree with the figures they are computed from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics.vocabulary import Verdict
from dashboard.parts import outlook_words, programme, series, wording
from datasets.assessment import CityReport
from datasets.programme import standing_of_all
from datasets.store import Store
from tests.dashboard.conftest import inventory, standing, target

Sample = Callable[[str], CityReport]


def test_boston_is_on_track_but_one_year_is_one_year(sample: Sample) -> None:
    boston = sample("US-BOS")
    assert wording.headline(boston) == "Boston was on track in 2020, but one year is one year"
    context = wording.context(boston).replace("\u00a0", " ")
    assert context == (
        "Emissions are 32 % below 2005, 0.18 Mt under the path to 50 % below 2005 by 2030. "
        "A year earlier they were 0.56 Mt above it."
    )


def test_new_york_is_behind_by_its_gap_and_its_years(sample: Sample) -> None:
    city = sample("US-NYC")
    assert wording.headline(city) == "New York was 2.03\u00a0Mt behind in 2020"
    assert "2.1\u00a0years late" in wording.context(city)


@pytest.mark.parametrize(
    ("city_id", "said"),
    [
        ("FR0009", "Lyon: no target on file, so nobody can tell"),
        ("BG0002", "Varna: no inventory and no target on file, so nobody can tell"),
        ("IT0004", "Turin: target and inventory follow different methods, so nobody can tell"),
        ("US-FTC", "Fort Collins: only a total is reported, so nobody can tell"),
    ],
)
def test_a_city_without_a_verdict_says_what_is_missing(sample: Sample, city_id: str, said: str) -> None:
    assert wording.headline(sample(city_id)) == said


def test_an_old_inventory_is_said_to_say_nothing_about_today(sample: Sample) -> None:
    said = wording.caveat(sample("US-BOS"))
    assert said is not None
    assert said.startswith("Where Boston stands today cannot be told.")
    assert "6 years before 2026" in said


def test_a_recent_inventory_needs_no_caveat() -> None:
    report = standing(inventory(2010, 100.0), inventory(2024, 50.0), targets=(target(),))
    assert report.leading.verdict is Verdict.ON_TRACK
    assert wording.caveat(report) is None


def test_a_target_whose_year_has_an_inventory_is_met_or_missed() -> None:
    met = standing(inventory(2010, 100.0), inventory(2030, 50.0), targets=(target(),))
    missed = standing(inventory(2010, 100.0), inventory(2030, 60.0), targets=(target(),))
    assert wording.headline(met) == "Testville met its target for 2030"
    assert wording.headline(missed) == "Testville missed its target for 2030 by 10\u00a0t"
    assert [wording.outcome(met.leading), wording.outcome(missed.leading)] == ["Met", "Missed"]


def test_years_are_listed_as_people_do() -> None:
    assert wording.year_list([2021, 2019, 2017, 2018, 2015]) == "2015, 2017 to 2019 and 2021"
    assert wording.year_list([2020, 2021]) == "2020 and 2021"


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


def test_the_programme_counts_every_city_once(samples: Store) -> None:
    found = standing_of_all(samples)
    assert programme.headline(found) == "Twelve cities: one on track, two behind and nine where nobody can tell"
    assert "Varna" in programme.context(found)


def test_a_verdict_bears_its_year_only_where_it_says_nothing_about_today(sample: Sample) -> None:
    old, new = (standing(inventory(2010, 100.0), inventory(year, 50.0), targets=(target(),)) for year in (2018, 2025))
    assert (wording.past_year(old), wording.past_year(new)) == (2018, None)
    assert wording.past_year(sample("BG0002")) is None


def test_half_of_a_base_year_of_nothing_is_no_net_zero() -> None:
    nothing, reached = (
        standing(inventory(2010, base), inventory(2024, 40.0), targets=(target(percent=percent),)).leading
        for base, percent in ((0.0, 50.0), (100.0, 100.0))
    )
    assert (outlook_words.level(nothing), outlook_words.level(reached)) == ("cannot be told", "net zero")


def test_a_target_is_asked_for_after_the_inventory_that_it_is_measured_from(sample: Sample) -> None:
    assert outlook_words.to_set_a_target(sample("BG0002")).startswith("A target is measured from an inventory.")
    assert outlook_words.to_set_a_target(sample("FR0009")).startswith("A base year,")
