"""The presentation shows a slide for whatever can be said of a city, and says so where an address asks for another."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words

SLIDES = {"US-BOS": 5, "BG0002": 2}


@pytest.mark.parametrize(("city", "count"), SLIDES.items())
def test_a_deck_has_only_slides_that_say_something(opened: Open, city: str, count: int) -> None:
    app = opened("present", city)
    assert f"1 of {count}" in words(app)
    assert app.query_params["slide"] == "1"


def test_each_slide_has_the_title_that_the_page_gives_its_picture(opened: Open) -> None:
    titles = []
    for number in range(1, SLIDES["US-BOS"] + 1):
        app = opened("present", "US-BOS", slide=str(number))
        titles += [title.value for title in app.title]
    assert titles[1:] == [
        "Sixteen inventories against the path to 2030",
        "Commercial and institutional buildings: 49% of 2020",
        "Commercial and institutional buildings: 67% of the cuts",
        "Three next steps",
    ]
    assert "2030 path in 2020" in titles[0]


@pytest.mark.parametrize("asked", ["0", "6", "two"])
def test_a_slide_that_is_none_is_said_to_be_and_the_first_is_shown(opened: Open, asked: str) -> None:
    app = opened("present", "US-BOS", slide=asked)
    assert [warning.value for warning in app.warning]
    assert "1 of 5" in words(app)
