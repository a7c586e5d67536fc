"""Energy access shows a city's own figures first, what is missing with a door, and context apart."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title"),
    [
        ("ES0002", "Barcelona has figures of its own for all of energy access; its goal has no figure yet"),
        ("FR0009", "Lyon has figures of its own for 1 of the three attributes of energy access"),
        ("BG0002", "Varna has no figure of its own on access to energy"),
        ("US-BOS", "Boston has no figure of its own on access to energy"),
    ],
)
def test_the_finding_counts_the_citys_own_figures_alone(opened: Open, city: str, title: str) -> None:
    app = opened("energy", city)
    assert app.title[0].value == title
    assert "Such figures do not stand for the city" in words(app)


def test_a_country_bears_its_name_in_the_readers_language(opened: Open) -> None:
    assert "За: България." in words(opened("energy", "BG0002", language="bg"))


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_what_is_missing_is_entered_on_the_page_and_an_error_stays_in_the_form(opened: Open) -> None:
    app = opened("energy", "BG0002", enter="unable_to_keep_warm")
    _put(app)
    told = [one.value.replace("\\", "") for one in app.warning]
    assert told[:2] == [f"Not done: nothing. Expected {field}. Fill it in." for field in ("Figure", "Source")]
    app.text_input(key="energy-value-BG0002").set_value("134")
    app.text_input(key="energy-source-BG0002").set_value("a survey of the city")
    app.text_input(key="energy-reason-BG0002").set_value("the survey of May")
    _put(app)
    assert "Expected a number from 0 to 100" in app.warning[0].value
    app.text_input(key="energy-value-BG0002").set_value("13,4")
    _put(app)
    assert not app.warning
    assert app.title[0].value == "Varna has figures of its own for 1 of the three attributes of energy access"
    next(button for button in app.button if button.label == "Undo “the survey of May”").click().run()
    assert app.title[0].value == "Varna has no figure of its own on access to energy"


def _put(app: AppTest) -> None:
    next(button for button in app.button if button.label == "Save").click().run()
