"""A city that brought no file has a page all the same: published by others, of the past, with one button."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import city_search
from dashboard.language import LANGUAGES
from tests.dashboard.views.conftest import Open

NO_VERDICT = ("on track", "ahead of", "is behind", "was behind", "behind its")


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("IT0017", "Padova promised to cut 2.2% of its 2005 level a year to 2030"),
        ("Laxenburg", "Laxenburg reported its emissions of 2008"),
        ("Leeds", "Statistics put Leeds 45% below 2005 in 2020"),
        ("Espoo", "Espoo joined the Covenant in 2010"),
    ],
)
def test_a_signatory_without_a_file_has_its_answer_from_what_others_published(
    opened: Open, asked: str, title: str
) -> None:
    app = opened("progress", asked)
    assert not app.exception
    assert not app.warning
    assert app.title[0].value == title
    assert "Published by others, not" in html(app)
    said = " ".join(str(one.value) for kind in ("title", "header", "markdown", "caption") for one in app.main.get(kind))
    assert not any(word in said for word in NO_VERDICT)


@pytest.mark.parametrize("page", ["emissions", "plan", "adaptation", "duties", "present"])
def test_every_page_of_the_city_is_that_of_what_was_published(opened: Open, page: str) -> None:
    assert opened(page, "IT0017").title[0].value.startswith("Padova")


@pytest.mark.parametrize("page", ["data", "cities", "method", "partner"])
def test_a_page_that_is_of_no_city_stands_as_it_is(opened: Open, page: str) -> None:
    app = opened(page, "IT0017")
    assert not app.exception
    assert "Padova promised" not in app.title[0].value


@pytest.mark.parametrize("asked", ["Atlantis", "Valbondione, Peru", "MC-1", "XX9999"])
def test_a_city_that_nobody_knows_is_said_to_be_none(opened: Open, asked: str) -> None:
    assert "which is not on file" in opened("progress", asked).warning[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language(opened: Open, language: str) -> None:
    app = opened("progress", "Padova", language=language)
    assert not app.exception
    assert "Padova" in app.title[0].value


def test_the_search_answers_by_the_web_with_names_and_what_is_known(opened: Open) -> None:
    opened("progress", "US-BOS")
    told = json.loads(city_search._found("torin").body)
    assert told["cities"][0] | {"name": "Turin", "own": True, "city": "IT0004"} == told["cities"][0]
    assert json.loads(city_search._found("padov").body)["cities"][0]["answer"] == "needed pace"


def test_the_city_stays_chosen_from_page_to_page(opened: Open) -> None:
    app = opened("progress", "IT0017")
    assert "city=IT0017" in html(app)
    app.query_params["city"] = "US-BOS"
    app.run()
    assert "city=US-BOS" in html(app)
