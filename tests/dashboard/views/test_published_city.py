"""A city that brought no file has a page all the same: published by others, of the past, with one button."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import city_search, session
from dashboard.language import LANGUAGES
from dashboard.parts.cities import every_signatory
from datasets import signatory_answers
from datasets.reference import registry
from tests.dashboard.views.conftest import Open

NO_VERDICT = ("on track", "ahead of", "is behind", "was behind", "behind its")


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("IT0017", "Padova promised to cut 2.2% of its 2005 level a year to 2030"),
        ("Laxenburg", "In 2014 Laxenburg reported 8% less than in 2008"),
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


def test_it_says_when_a_city_joined_and_for_what(opened: Open) -> None:
    said = [one.value.replace("\\", "") for one in opened("progress", "IT0017").markdown]
    assert "Joined the Covenant on 10\u00a0May\u00a02010" in said
    assert "Covenant commitments: 2020 and 2030" in said


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
    assert "which is not known here" in opened("progress", asked).warning[0].value


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


def test_a_city_of_its_own_figures_shows_what_others_published_and_where_it_differs(opened: Open) -> None:
    app = opened("progress", "IT0004")
    assert not app.exception
    assert "Published by others: 26% less than its own figure of 2017" in [place.label for place in app.expander]
    assert any("Thin dots: published by others, not judged." in caption.value for caption in app.caption)
    assert not [place for place in opened("progress", "US-BOS").expander if place.label.startswith("Published")]


def test_cities_counts_apart_who_brought_figures_of_whom_others_published_some_and_the_rest(opened: Open) -> None:
    app = opened("cities")
    own = 12
    published, without = (int(number) for number in re.findall(r"<b>([\d,]+)</b>", html(app).replace(",", ""))[1:3])
    assert f"<b>{own}</b> own figures" in html(app)
    assert published + without == 11973 - 6  # six of the twelve are signatories
    assert published == sum(one["newest_year"] is not None for one in signatory_answers.listed()) - 6


@pytest.mark.parametrize(
    ("answer", "country", "size", "first"),
    [
        ("dated statement", "", "", "Budapest"),
        ("against statistics", "GB", "large", "London"),
        ("needed pace", "IT", "small", "Silea"),
        ("base year", "MT", "large", ""),
    ],
)
def test_all_signatories_are_filtered_by_what_is_published_country_and_size(
    opened: Open, answer: str, country: str, size: str, first: str
) -> None:
    app = opened("cities", published=answer, country=country, size=size)
    answers = {one["city"]: one for one in signatory_answers.listed()}
    low, high = every_signatory.SIZES.get(size, (0, 10**9))
    fitting = [
        item
        for item in registry.signatories()
        if country in ("", item.country_code) and low <= (item.population or 0) <= high
        if answers[item.city_id]["answer"] == answer
        or (answer == "against statistics" and answers[item.city_id]["against_statistics"])
        if item.city_id not in session.by_id()
    ]
    said = [caption.value for caption in app.caption if "the largest first" in caption.value]
    assert said == ([f"{min(len(fitting), 20)} of {len(fitting)} cities, the largest first."] if first else [])
    assert (f">{first}</a>" in html(app)) == bool(first)
    assert bool(fitting) == bool(first)
