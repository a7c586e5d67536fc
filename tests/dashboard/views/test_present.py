"""The presentation shows a slide for whatever can be said of a city, and says so where an address asks for another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard import language
from dashboard.packs import decks
from datasets import City
from datasets.store import Store
from tests.dashboard.packs.slide_reading import EDITION, amounts
from tests.dashboard.packs.slide_reading import opened as slides_of
from tests.dashboard.packs.slide_reading import words as slide_words
from tests.dashboard.views.conftest import Open, words
from tests.effort import few

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


@pytest.mark.parametrize("code", few(["en", "it", "bg"], "it", "bg"))
def test_every_amount_of_the_file_of_slides_stands_on_the_pages_to_the_printed_digit(
    samples: Store, opened: Open, code: str
) -> None:
    app = [opened(page, "US-BOS", language=code) for page in ("progress", "outlook")]
    parts = [words(one) for one in app]
    parts += [element.proto.body for one in app for element in one.get("html")]
    parts += [element.proto.spec for one in app for element in one.get("plotly_chart")]
    printed = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join(parts))
    shown = amounts(re.sub("</?b>", "", printed))
    edition = replace(EDITION, languages=(code,))
    city = City(samples, "US-BOS", this_year=2026)
    said = set().union(*(amounts(slide_words(slide)) for slide in slides_of(decks.mayor(city, edition))))
    assert len(said) > 15
    assert said - shown == set()
    assert language.current() == "en"
