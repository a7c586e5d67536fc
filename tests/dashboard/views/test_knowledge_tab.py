"""The Knowledge page: what fits the gap of a city, a search that explains itself, and what a city tells others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.views.conftest import to
from tests.effort import THOROUGH, few

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


@pytest.fixture
def app(shown_samples: Path) -> AppTest:
    """The Knowledge page, not yet run."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    to(page, "knowledge")
    return page


def asked(page: AppTest, **address: str) -> AppTest:
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.caption, *page.warning]
    html = [re.sub(r"<style>.*?</style>|<[^>]+>", " ", str(part.proto.body)) for part in page.get("html")]
    links = [link.proto.label for link in page.get("page_link")]
    said = " ".join([*(str(part.value) for part in parts), *html, *links]).replace("\\", "")
    return " ".join(said.split())


@pytest.mark.longer("a whole task through many runs of pages")
@pytest.mark.usefixtures("own_database")
def test_an_officer_of_famalicao_finds_measured_cases_tells_its_own_and_fort_collins_sees_it(app: AppTest) -> None:
    asked(app, city="PT0014")
    assert "Transport: what you work on with Fort Collins." in shown(app)
    app.text_input(key="knowledge-query").set_value("transportes").run()
    said = shown(app)
    for case in (
        "Claimed · no result in figures 41 electric buses",
        "Claimed · 1,520 t CO₂e a year Electric bus rapid transit",
        "Claimed · 16% less emissions of road traffic in the zone Congestion charge in the centre",
    ):
        assert case in " ".join(said.replace("Fits: Transport", "").split())
    assert "“transportes”" in said
    written = {"title": "Voltas", "what": "City buses", "result": "-12", "unit": "t CO2e", "source": "Municipality"}
    for name, value in written.items():
        app.text_input(key=f"learned-PT0014-{name}").set_value(value) if name != "what" else app.text_area(
            key="learned-PT0014-what"
        ).set_value(value)
    app.selectbox(key="learned-PT0014-sector").set_value("transport")
    app.selectbox(key="learned-PT0014-span").set_value("year")
    app.text_input(key="learned-PT0014-reason").set_value("for our partner")
    put = next(button for button in app.button if button.label == "Save")
    put.click().run()
    assert "Write 12 if so much was saved" in shown(app)
    app.text_input(key="learned-PT0014-result").set_value("12")
    next(button for button in app.button if button.label == "Save").click().run()
    assert "On file as revision" in shown(app)
    said = shown(asked(app, city="US-FTC"))
    assert "Claimed · 12 t CO₂e a year: Voltas" in said
    assert (
        "Transport: −10% from 2005 to 2020, the smallest cut of the sectors told apart in City of Fort Collins" in said
    )
    assert "You work on it with Vila Nova de Famalicão." in said
    assert "Transport · your partner's own · claimed · a city 1.3 times smaller" in said
    assert "Sizes are told by 171,629 inhabitants in 2020, as with the inventories on file." in said
    to(app, "pairs")
    assert any("Voltas" in link.proto.label for link in asked(app, city="US-FTC").get("page_link"))


@pytest.mark.parametrize("view", few(["progress", "drivers", "outlook", "twin"], "outlook", rest=THOROUGH))
def test_every_page_that_shows_a_gap_offers_what_fits_it(app: AppTest, view: str) -> None:
    """What is offered is judged by hand for all cities in ``test_knowledge_room``; each page asks for the same."""
    to(app, view)
    said = shown(asked(app, city="US-BOS", **({"partner": "FR0009"} if view == "twin" else {})))
    assert "Measured against a control group · 6 % fewer cars and vans owned" in said.replace("\u00a0", " ")


def test_nothing_is_offered_where_no_gap_is_known(app: AppTest) -> None:
    assert "What worked elsewhere, for" not in shown(asked(app, city="US-BOS"))
    assert "Transport, measured elsewhere: Low-traffic neighbourhoods: cars owned" in shown(app)
    assert "show a way down" not in shown(asked(app, city="ES0002")), "a purchase and a model lead no headline"


def test_facets_count_what_is_found_and_narrow_it(app: AppTest) -> None:
    asked(app, city="US-BOS")
    assert "319 of 319 entries" in shown(app)
    app.get("button_group")
    pills = next(group for group in app.button_group if group.key == "knowledge-facet-sector")
    pills.set_value(["lighting"]).run()
    assert re.search(r"\b(1\d|2\d) of 319 entries", shown(app))
