"""The twin room page: two cities of the address restated to what both report, and never a refusal to open."""

from __future__ import annotations

from itertools import permutations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.pairs.likeness import Comparability, Likeness
from dashboard import session
from dashboard.parts.twin import twin_head
from datasets import NewTarget
from tests.dashboard.views.conftest import Open, words
from tests.effort import THOROUGH, few

PAIRS = few([*permutations(("US-BOS", "FR0009", "IT0004", "BG0002", "US-FTC"), 2)], ("US-FTC", "BG0002"), rest=THOROUGH)


def pair_of(app: AppTest) -> str:
    """The two cities of the address; AppTest gives a list for what the test set and a text for what the page set."""
    found = app.query_params["pair"]
    return found if isinstance(found, str) else found[0]


def tables(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_boston_and_lyon_are_restated_with_measures_and_what_was_left_out(opened: Open) -> None:
    app = opened("twin", pair="US-BOS~FR0009")
    assert app.title[0].value == "Where both report, Boston emits 2.8 times as much per inhabitant as Lyon"
    said = words(app)
    assert "22 of 100" in said
    assert "No area of Lyon is known here." in said
    assert "Of Boston, 2.99 Mt CO₂e of 6.19 Mt CO₂e is compared." in said
    assert "Transport per inhabitant as in Lyon in 2019: Boston would have emitted 4.19 Mt in 2020, −1.11 Mt." in said
    assert "That would be 1.29 Mt below its path." in said
    assert "Boston −32% from 2005 to 2020; Lyon has no curve yet" in said
    shown = tables(app)
    assert "On average 54 of 100 tonnes of each city stand in places that both report." in shown
    assert "Lyon covers it only in part." in shown


@pytest.mark.parametrize(
    ("pair", "title"),
    [
        ("IT0004~US-BAL", "Turin −31% from 1991 to 2019, Baltimore −13% from 2007 to 2017"),
        (
            "US-FTC~PT0014",
            "Fort Collins −24% from 2005 to 2020, Vila Nova de Famalicão 0% from 2015 to 2021",
        ),
        ("US-SMO~BG0002", "Santa Monica −60% from 1990 to 2020; Varna has no curve yet"),
    ],
)
def test_where_nothing_compares_each_is_led_by_its_own_base_and_what_is_missing_comes_last(
    opened: Open, pair: str, title: str
) -> None:
    app = opened("twin", pair=pair)
    assert app.title[0].value == title
    assert app.header[-1].value == "What would compare more"
    lacks = [value for value in (one.value for one in app.markdown) if ":material/lock_open:" in str(value)]
    assert len(lacks) == len(set(lacks)) >= 2


@pytest.mark.parametrize("pair", PAIRS)
def test_any_two_cities_have_a_room(opened: Open, pair: tuple[str, str]) -> None:
    app = opened("twin", pair="~".join(pair))
    assert app.title[0].value
    assert "0 of 100" not in app.title[0].value


def test_two_lists_and_a_swap_choose_the_cities(opened: Open) -> None:
    app = opened("twin", city="US-BOS")
    assert pair_of(app) == "US-BOS~FR0009"
    next(button for button in app.button if button.label == "Swap sides").click().run()
    assert pair_of(app) == "FR0009~US-BOS"
    app.selectbox(key="twin-1").select("IT0007").run()
    assert pair_of(app) == "FR0009~IT0007"
    assert not app.exception
    assert "Bologna" in words(app)


def test_a_city_beside_itself_differs_in_nothing(opened: Open) -> None:
    app = opened("twin", pair="US-BOS~US-BOS")
    assert app.title[0].value == "Boston against itself: nothing differs"
    assert "100 of 100" in words(app)


def test_an_address_with_a_city_that_is_not_on_file_says_so(opened: Open) -> None:
    app = opened("twin", city="US-BOS", pair="US-BOS~XX")
    assert "which are not both known here" in app.warning[0].value
    assert "Lyon" in words(app)


@pytest.mark.longer("pages of a database of its own")
@pytest.mark.usefixtures("own_database")
def test_what_is_committed_for_the_second_city_is_in_the_room(opened: Open) -> None:
    app = opened("twin", pair="US-BOS~FR0009")
    lyon = session.at_city("FR0009")
    gdp = {"gdp": {2019: 60.0}, "gdp_unit": "million", "gdp_currency": "EUR", "gdp_price_year": "2019"}
    lyon.state_target(NewTarget(2019, 2030, reduction_percent=40, **gdp), who="Ada", reason="a vote")
    app.run()
    assert "No GDP of Lyon" not in words(app)
    assert "Lyon has no target." not in words(app)


def test_the_points_that_are_missing_make_a_hundred_with_the_score_as_both_are_shown() -> None:
    parts = tuple(
        Likeness(str(place), 0.5, "", points, ()) for place, points in enumerate((46.4, 0.0, 10.8, 0.3, 10.7, 10.3))
    )
    told = Comparability(100 - sum(part.points for part in parts), parts)
    assert sum(twin_head.missing(told)) == 100 - round(told.score or 0.0)
    assert twin_head.missing(told) == [46, 0, 11, 0, 11, 10]
