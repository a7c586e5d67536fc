"""The Partners page: why each city is suggested, weights in the address, and where the city stands among its like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.views.conftest import to

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


@pytest.fixture
def app(shown_samples: Path) -> AppTest:
    """The Partners page, not yet run."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    to(page, "partners")
    return page


def asked(page: AppTest, **address: str) -> AppTest:
    for name, value in address.items():
        page.query_params[name.replace("_", "-")] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.caption, *page.warning]
    cards = [re.sub(r"<style>.*?</style>|<[^>]+>", " ", str(part.proto.body)) for part in page.get("html")]
    return " ".join(" ".join([*(str(part.value) for part in parts), *cards]).replace("\\", "").split())


def test_boston_is_told_who_is_like_it_and_why(app: AppTest) -> None:
    said = shown(asked(app, city="US-BOS"))
    assert "Rotterdam is most like Boston: the same rules, size, hazards and a similar target" in said
    assert "644,618 inhabitants (2019) · nearly as many as Boston" in said
    assert "By 2030: −49% of 1990 · Boston: −50% of 2005" in said
    assert "2 of the 8 hazards of Boston · heat wave, extreme hot days" in said
    assert "Athens Greece 70 of 100, 12 not known Level with Helsinki" in said
    assert "No target for 2030 is known" in said
    assert "Boston is no signatory of the Covenant: commitments do not count." in said
    assert "Lyon, your partner" in said
    assert (
        "Boston emits less per inhabitant than most others (North America), more per inhabitant than all others" in said
    )
    assert "Madrid: 3,221 inhabitants in one report, 3,223,334 in another" in said
    assert "80 of another size" in said


@pytest.mark.longer("several pages that look through all signatories")
def test_weights_of_the_address_count_and_stay_when_the_page_is_left(app: AppTest) -> None:
    page = asked(app, city="US-BOS", count_hazards="0", count_rules="0", count_target="0", count_commitments="0")
    assert "Zaragoza" in shown(page)
    assert "Four cities are equally like Boston" in shown(page)
    to(page, "cities").run()
    page.query_params.clear()
    page.query_params["city"] = "US-BOS"
    to(page, "partners").run()
    assert "Four cities are equally like Boston" in shown(page)
    (reset,) = (button for button in page.button if button.label == "Back to the usual weights")
    reset.click().run()
    assert "Rotterdam is most like Boston" in shown(page)


@pytest.mark.parametrize(
    ("parameter", "value", "said"),
    [
        ("count-size", "9", "The address names the weight “9”, which there is not."),
        ("count-size", "-1", "The address names the weight “-1”, which there is not."),
        ("where", "Atlantis", "The address names the region “Atlantis”, which there is not."),
        ("beside", "<b>", "The address names the trait “<b>”, which there is not."),
    ],
)
def test_what_the_address_asks_wrongly_is_said_and_the_usual_is_shown(
    app: AppTest, parameter: str, value: str, said: str
) -> None:
    page = asked(app, city="US-BOS", **{parameter: value})
    assert said in shown(page).replace("\u2060", "")
    assert "Rotterdam is most like Boston" in shown(page)


def test_nothing_that_counts_is_said_so(app: AppTest) -> None:
    nothing = dict.fromkeys(("count_hazards", "count_size", "count_rules", "count_target", "count_commitments"), "0")
    said = shown(asked(app, city="US-BOS", **nothing))
    assert "Nothing that counts is known of Boston" in said


def test_the_poorest_city_is_told_what_does_not_count_and_where_it_would_stand(app: AppTest) -> None:
    said = shown(asked(app, city="PT0014"))
    assert "Little is known of Vila Nova de Famalicão: only by size and the same commitments" in said
    assert "of 100 by 2 of 5 things" in said
    assert "No hazards of Vila Nova de Famalicão are known here: they do not count." in said
    assert "Vila Nova de Famalicão is not among the dots" in said
    assert "Where Vila Nova de Famalicão would be among cities of its size" in said


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize("trait", ["latitude", "income", "bought"])
def test_the_groups_are_formed_by_another_trait(app: AppTest, trait: str) -> None:
    said = shown(asked(app, city="US-BOS", beside=trait))
    assert "Alike: " in said
    assert "Not a ranking" in said


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize(("language", "word"), [("fr", "ressemble le plus à"), ("bg", "е най-сходен с")])
def test_it_is_told_in_other_languages(app: AppTest, language: str, word: str) -> None:
    assert word in shown(asked(app, city="US-BOS", language=language))


def test_a_signatory_is_suggested_to_the_form_that_puts_it_on_file(app: AppTest) -> None:
    page = asked(app, city="US-BOS")
    to(page, "figures")
    page = asked(page, city="US-BOS", new="Rotterdam", **{"in": "NL"})
    assert page.text_input(key="new-city-name").value == "Rotterdam"
    assert page.selectbox(key="new-city-country").value == "NL"
