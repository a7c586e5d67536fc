"""What an expert holds beside a target: yearly rates, other lines, the year of arrival, and what is outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.commitment.expert import EUROPEAN_UNION, arrival, expert, lines, outside, yearly_rates
from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess
from analytics.commitment.targets import National, Target
from analytics.inventories.inventory import Inventory
from tests.analytics.builders import one, target, whole


def inventory(year: int, tonnes: float) -> Inventory:
    return one(whole(year, tonnes))


def series(**years: float) -> list[Inventory]:
    return [inventory(int(name[1:]), amount) for name, amount in years.items()]


def judged(aim: Target, held: list[Inventory]) -> Progress:
    return assess(aim, held)


def test_the_rate_is_the_fall_a_year_so_far_and_from_here_to_the_target() -> None:
    """1,000 in 2010 and 800 in 2020 are 20 a year; to 500 in 2030 it takes 30 a year."""
    held = series(_2010=1000.0, _2012=960.0, _2016=880.0, _2020=800.0)
    found = yearly_rates(judged(target(base_year=2010, year=2030, reduction_percent=50.0), held), held)
    assert (found.achieved_t, found.achieved_percent) == (20.0, 2.0)
    assert (found.required_t, found.required_percent) == (30.0, 3.0)
    assert found.arrives == 2035, "at 20 a year the last 300 take fifteen years"


def test_a_reached_target_requires_nothing_and_a_rising_trend_never_arrives() -> None:
    aim = target(base_year=2010, year=2030, reduction_percent=20.0)
    reached = series(_2010=1000.0, _2012=940.0, _2016=820.0, _2020=700.0)
    found = yearly_rates(judged(aim, reached), reached)
    assert (found.required_t, found.arrives) == (0.0, 2020)
    rising = series(_2010=1000.0, _2012=1004.0, _2016=1012.0, _2020=1020.0)
    assert arrival(judged(aim, rising), rising) == (
        None,
        "The recent trend does not fall, so it never reaches the target.",
    )
    slow = series(_2010=1000.0, _2012=999.6, _2016=998.8, _2020=998.0)
    assert arrival(judged(aim, slow), slow)[0] is None, "beyond this century"


def test_a_line_says_through_how_many_inventories_it_is_and_how_far_it_lies_from_the_newest() -> None:
    held = series(_2012=1000.0, _2014=960.0, _2016=920.0, _2018=880.0, _2020=740.0)
    found = yearly_rates(judged(target(base_year=2012, year=2030, reduction_percent=50.0), held), held)
    assert (found.trend_inventories, found.trend_since, found.trend_to) == (5, 2012, 2020)
    assert found.trend_t is not None
    assert found.trend_off_t is not None
    assert found.trend_off_t > 0
    assert found.trend_told is True


def test_a_trend_that_goes_up_and_down_cannot_be_told_from_no_change() -> None:
    held = series(_2012=1000.0, _2014=900.0, _2016=980.0, _2018=890.0, _2020=960.0)
    found = yearly_rates(judged(target(base_year=2012, year=2030, reduction_percent=50.0), held), held)
    assert found.trend_told is False
    assert found.trend_t is not None, "its figures stay"


def test_a_trend_of_three_inventories_can_never_be_told_from_no_change() -> None:
    held = series(_2012=1000.0, _2016=900.0, _2020=800.0)
    found = yearly_rates(judged(target(base_year=2012, year=2030, reduction_percent=50.0), held), held)
    assert (found.trend_told, found.trend_inventories) == (False, 3)


def test_two_inventories_are_a_rate_and_no_trend() -> None:
    held = series(_2010=1000.0, _2020=800.0)
    found = yearly_rates(judged(target(base_year=2010, year=2030), held), held)
    assert found.achieved_t == 20.0
    assert found.arrives is None
    assert "No trend" in (found.reason or "")


def test_without_a_verdict_or_with_a_target_per_inhabitant_there_is_no_rate() -> None:
    held = series(_2010=1000.0, _2020=800.0)
    aim = target(base_year=2010, year=2030)
    other = yearly_rates(judged(replace(aim, method="own"), held), held)
    assert (other.achieved_t, other.reason) == (None, "Without a verdict no yearly rate can be told.")
    people = [replace(item, inhabitants=10.0) for item in held]
    per_head = yearly_rates(judged(replace(aim, kind="per-capita"), people), people)
    assert per_head.achieved_t is None
    assert "move with inhabitants" in (per_head.reason or "")


def test_the_one_and_a_half_degree_line_is_half_of_2019_by_2030() -> None:
    held = series(_2010=1200.0, _2019=1100.0, _2020=1000.0)
    (line,) = lines(judged(target(base_year=2010, year=2030, reduction_percent=40.0), held), held, "US")
    assert (line.base_t, line.level_t) == (1100.0, 550.0)
    assert line.path_t == pytest.approx(1100 - 550 / 11)
    assert line.gap_t == pytest.approx(1000 - line.path_t)
    assert line.asked is False, "40 % below 2010 leaves 720 in 2030"
    (line,) = lines(judged(target(base_year=2010, year=2030, reduction_percent=60.0), held), held, "US")
    assert line.asked is True


def test_a_line_without_emissions_of_its_base_year_is_none_and_says_so() -> None:
    held = series(_2010=1200.0, _2020=1000.0)
    found = {line.year: line for line in lines(judged(target(base_year=2010, year=2030), held), held, "IT")}
    assert {year: line.level_t for year, line in found.items()} == {2030: None, 2040: None}
    assert found[2040].reason == "No emissions of 1990 by this method are known here."
    assert "Official Journal was not checked" in found[2040].source


def test_the_line_of_the_union_is_its_members_and_that_of_the_country_is_where_it_was_given() -> None:
    held = series(_1990=2000.0, _2010=1200.0, _2020=1000.0)
    aim = target(base_year=1990, year=2050, reduction_percent=100.0)
    assert [line.year for line in lines(judged(aim, held), held, "it")] == [2030, 2040]
    assert [line.year for line in lines(judged(aim, held), held, "GB")] == [2030]
    assert len(EUROPEAN_UNION) == 27
    union = lines(judged(aim, held), held, "IT")[1]
    assert union.level_t == pytest.approx(200.0)
    assert union.asked is False, "a straight path to zero in 2050 leaves 333 in 2040"
    national = replace(aim, national=National(55.0, 1990, 2030, "a law"))
    country = lines(judged(national, held), held, "US")[1]
    assert (country.year, country.level_t, country.source) == (2030, pytest.approx(900.0), "a law")
    assert country.gap_t == pytest.approx(1000 - (2000 - 1100 * 30 / 40))


def test_what_is_outside_never_claims_what_nobody_said() -> None:
    said = " ".join(outside(inventory(2020, 100.0)))
    assert "Whether the total of 2020 holds scope 3 is not on file." in said
    assert "Consumption" in said
    assert "market-based" in said


@given(st.floats(100, 1e7), st.floats(0.2, 1.5), st.floats(1, 99))
def test_at_the_required_rate_the_target_is_met_in_its_year(start: float, share: float, percent: float) -> None:
    held = [inventory(2010, start), inventory(2020, start * share)]
    progress = judged(target(base_year=2010, year=2030, reduction_percent=percent), held)
    found: Any = yearly_rates(progress, held)
    assume(found.required_t is not None)
    assert progress.target_t is not None
    reached = start * share - found.required_t * 10
    assert reached == pytest.approx(min(progress.target_t, start * share), rel=1e-9)


def test_nothing_is_held_beside_a_city_without_a_target() -> None:
    found = expert(Progress(None), [], "IT")
    assert (found.lines, found.outside) == ((), ())
