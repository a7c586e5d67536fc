"""A city's own figures of energy stand apart from those of wider areas, and go in and out without a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from analytics.text.problems import Problem, Refused
from analytics.vocabulary import Verdict
from datasets import Cities, City, FigureEdit, Store
from tests.samples import own_samples

TABLE = "energy_indicators"
FIGURE = {"indicator": "unable_to_keep_warm", "geography": "city", "year": 2022, "value": 8.5, "source": "a survey"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def entered(store: Store, city: str, *rows: Mapping[str, Any]) -> None:
    here = City(store, city)
    seen = here.figures(TABLE).rows
    here.state_figures(FigureEdit(TABLE, seen, (*seen, *rows)), who="Ada", reason="a test")


def problem(store: Store, city: str, **cells: Any) -> Problem:
    with pytest.raises(Refused) as refusal:
        entered(store, city, {**FIGURE, **cells})
    return refusal.value.problems[0]


def test_all_twelve_cities_show_figures_of_city_region_or_country_each_with_its_area(store: Store) -> None:
    for city in store.cities():
        room = City(store, city.city_id).energy()
        assert room.own or room.context
        assert all(series.area and series.source and series.points for series in room.context)
        assert all(one.area for one in room.beside)


def test_no_figure_of_a_wider_area_counts_as_the_citys(store: Store) -> None:
    boston, varna = (City(store, name).energy() for name in ("Boston", "Varna"))
    assert [one.area for one in boston.beside] == ["Boston"]
    assert not boston.own
    assert {series.area for series in varna.context} == {"Bulgaria"}
    assert not varna.own
    assert varna.newest_year is None


def test_the_newest_figure_of_each_indicator_comes_first(store: Store) -> None:
    entered(store, "Bologna", {**FIGURE, "year": 2018}, FIGURE)
    assert [one.year for one in City(store, "Bologna").energy().of("affordable")] == [2022, 2018]


def test_the_burden_is_worked_out_of_spending_and_income_of_the_same_people_alone(store: Store) -> None:
    money = {**FIGURE, "unit": "EUR", "value": 1800.0, "indicator": "energy_spending"}
    income = {**money, "value": 30000.0, "indicator": "household_income"}
    entered(store, "Lyon", money, {**income, "people": "Students"})
    assert not City(store, "Lyon").energy().passports
    entered(store, "Lyon", income)
    (burden,) = City(store, "Lyon").energy().passports.values()
    assert burden.value == pytest.approx(6)
    assert not burden.faults()
    assert burden.holds(burden.recomputed())


def test_the_bill_of_a_state_has_a_passport_down_to_what_was_published_and_says_what_it_is_not(store: Store) -> None:
    (state,) = City(store, "Boston").energy().passports.values()
    assert state.value == pytest.approx(100 * 5733884150 / 2886200.917 / 99858)
    assert not state.faults()
    assert state.holds(state.recomputed())
    assert all(leaf.facts["source"] for leaf in state.walk() if not leaf.inputs)
    assert "no household" in state.notes[0]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"value": 134.0}, "share-above", "Figure"),
        ({"value": 0.134}, "indicator-unit", "Unit"),
        ({"unit": "EUR"}, "indicator-unit", "Unit"),
        ({"area": "Spain"}, "area-beside-city", "Of what"),
        ({"geography": "region", "area": "Spain"}, "country-as-city", "Of what"),
        ({"geography": "region"}, "area-missing", "Area, if not the city"),
        ({"source": "Eurostat, ilc_mdes01"}, "country-as-city", "Of what"),
        ({"year": 2023, "value": 20.8}, "country-as-city", "Of what"),
        ({"year": 20223}, "cell-range", "Year"),
        ({"year": 2035}, "year-to-come", "Year"),
        ({"indicator": "happiness"}, "cell-choice", "Indicator"),
    ],
)
def test_what_is_wrong_is_answered_where_it_stands(store: Store, cells: dict[str, Any], code: str, column: str) -> None:
    found = problem(store, "Barcelona", **cells)
    assert (found.code, found.column) == (code, column)
    assert found.row
    assert found.expected
    assert found.fix


def test_the_national_figure_is_taken_as_the_citys_where_the_note_says_how_it_was_counted(store: Store) -> None:
    entered(store, "Barcelona", {**FIGURE, "year": 2023, "value": 20.8, "note": "asked of 2,000 households"})
    held = City(store, "Barcelona").figures(TABLE).rows
    assert (2023, 20.8) in {(row["year"], row["value"]) for row in held}


def test_figures_goals_and_measures_go_out_and_in_without_a_difference_and_can_be_undone(store: Store) -> None:
    here = City(store, "Barcelona")
    file = here.statements_file("indicator", "energy goal", "measure")
    found = Cities(store).read_statements(file, "energy.csv")
    assert {name: len(held) for name, held in found.entries.items()} == {
        "energy_indicators": len(here.energy().figures),
        "energy_goals": 1,
        "energy_measures": 1,
    }
    made = Cities(store).state_statements(found, "Ada", "the same again")
    assert here.statements_file("indicator", "energy goal", "measure") == file
    here.undo(made.revision, who="Ada", reason="a slip")
    assert here.statements_file("indicator", "energy goal", "measure") == file


def test_what_is_entered_on_energy_access_changes_no_verdict(store: Store) -> None:
    assert City(store, "Boston").report().leading.verdict in Verdict
    before = City(store, "Boston").report().leading
    entered(store, "Boston", FIGURE)
    assert City(store, "Boston").report().leading == before
