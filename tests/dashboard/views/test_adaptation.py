"""Adaptation says what a city names and what nobody stated; a poor city sees what is to be done."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words
from tests.effort import first


@pytest.mark.longer("whole pages are drawn")
@pytest.mark.parametrize(
    ("city", "title"),
    first(
        1,
        [
            ("FR0009", "Lyon names 6 hazards; none of them has a risk level yet"),
            ("US-BOS", "Boston names 8 hazards; none of them has a risk level yet"),
        ],
    ),
)
def test_a_city_that_names_hazards_is_told_that_none_is_rated(opened: Open, city: str, title: str) -> None:
    app = opened("adaptation", city)
    said = words(app)
    assert app.title[0].value == title
    assert "Not rated yet" in said
    assert "How bad" not in said, "a matrix of what nobody rated says nothing"
    assert "Probability / consequence" not in said, "a column of nothing stated repeats the list"
    assert "Who and what is hit" in said


def test_a_city_without_hazards_sees_what_is_to_be_done_and_what_is_known(opened: Open) -> None:
    app = opened("adaptation", "BG0002")
    said = words(app)
    assert app.title[0].value == "Varna names no climate hazard yet"
    assert "Those that the city's own plan or the civil protection names" in said
    assert "not for Varna alone" in said, "what a source says of several places together is not said of one"


def test_a_figure_of_a_wider_area_is_shown_with_its_name(opened: Open) -> None:
    said = words(opened("adaptation", "FR0009"))
    assert "5.3 to 25.3% more deaths (Rhône department)" in said
    assert "28 days/year (2100, Lyon-Saint-Exupéry airport)" in said


def test_deaths_of_a_study_stand_apart_and_where_none_are_published_nothing_does(opened: Open) -> None:
    said = words(opened("adaptation", "FR0009"))
    assert "Context, not Lyon" in said
    assert "Heat: 897 deaths a year (719 to 1,071, 95% interval)" in said
    assert "neither the whole country nor this city" in said
    assert "Context, not" not in words(opened("adaptation", "US-BOS"))


def test_the_page_of_a_pair_says_which_hazards_both_face(opened: Open) -> None:
    said = words(opened("pairs", "US-BOS"))
    assert "Hazards both face: Heat wave, Extreme hot days and River flood" in said.replace("*", "")


def test_who_is_hit_is_listed_as_within_a_sentence(opened: Open) -> None:
    said = words(opened("adaptation", "US-BOS"))
    assert "Older people, marginalised groups, people with disabilities" in said
    assert "An action has a hazard, a status, a year and a source." in said
