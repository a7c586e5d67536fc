"""The figures of energy access that ship are those that were published, and each is of what it says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analytics.energy_access.access_indicators import OWN
from datasets.reference import energy_samples
from datasets.store.kinds import energy_goals, energy_indicators, energy_measures

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "energy-poverty"
SERIES = {"ilc_mdes01": "unable_to_keep_warm", "ilc_mdes07": "arrears", "sdg_07_40": "renewable_share"}


def published(name: str) -> list[dict[str, str]]:
    path = FILES / name
    if not path.exists():
        pytest.skip("the published figures are not in ../shared/data")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_national_figures_are_those_of_eurostat_year_by_year_with_their_flags() -> None:
    told = {
        (row["iso2"], SERIES[row["code"]], int(row["year"]), float(row["value"]), row["flag"])
        for row in published("eurostat_energy_poverty_country.csv")
        if row["iso2"]
    }
    shipped = {
        (country, code, *share) for (country, code), shares in energy_samples.national().items() for share in shares
    }
    assert shipped == told


def test_a_year_of_a_state_is_the_sum_of_its_twelve_months() -> None:
    months = [
        row
        for row in published("us_state_electricity_income.csv")
        if (row["region"], row["year"], row["indicator"]) == ("US-MA", "2023", "residential revenue")
    ]
    (year,) = (one for one in energy_samples.states()["US-MA"] if one.year == 2023)
    assert len(months) == 12
    assert year.revenue_usd == pytest.approx(1000 * sum(float(row["value"]) for row in months))
    assert (year.income_usd, year.preliminary) == (99858, False)


def test_a_year_without_all_its_months_does_not_ship_and_the_preliminary_one_says_so() -> None:
    for years in energy_samples.states().values():
        assert [one.year for one in years] == [*range(2018, 2025)]
        assert [one.year for one in years if one.preliminary] == [2024]
        assert [one.year for one in years if one.income_usd is not None] == [2021, 2022, 2023]


def test_figures_of_metropolitan_areas_are_not_the_citys() -> None:
    own = {city for city, told in energy_samples.indicators().items() if any(one.geography in OWN for one in told)}
    assert own == {"ES0002", "FR0009"}
    assert energy_samples.indicators().keys() - own == {"US-BAL", "US-BOS", "US-NYC"}


def test_no_goal_that_ships_has_a_figure_since_none_is_printed() -> None:
    goals = [goal for told in energy_samples.goals().values() for goal in told]
    assert len(goals) == 4
    assert all(goal.target_value is None and goal.base_value is None for goal in goals)


def test_whatever_ships_could_have_been_entered() -> None:
    for kind, told in (
        (energy_indicators.KIND, energy_samples.indicators()),
        (energy_goals.KIND, energy_samples.goals()),
        (energy_measures.KIND, energy_samples.measures()),
    ):
        for one in (entry for held in told.values() for entry in held):
            assert kind.made(one.city_id, kind.editing.row(one))._replace(revision=0)[:-1] == one[:-1]
