"""What a city knows of its figures is said on the Figures page: it settles a place or moves the strength of a verdict,
is answered at its field where it cannot be taken, and is undone like a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.vocabulary import Verdict
from dashboard import kept_readings
from dashboard.parts.stated.statements import key
from datasets import City, NewTarget
from tests.dashboard.views.conftest import APP, to, words

CITY = "BG0002"
ROWS = """\
city,year,sector,carrier,value,unit,notation_key
Varna,2010,municipal_buildings,natural_gas,100000,t CO2e,
Varna,2010,tertiary,natural_gas,300000,t CO2e,
Varna,2010,residential,natural_gas,400000,t CO2e,
Varna,2010,residential,heating_oil,300000,t CO2e,
Varna,2010,road_transport,diesel,300000,t CO2e,
Varna,2023,municipal_buildings,natural_gas,90000,t CO2e,
Varna,2023,tertiary,natural_gas,280000,t CO2e,
Varna,2023,residential,natural_gas,390000,t CO2e,
Varna,2023,residential,heating_oil,,t CO2e,NO
Varna,2023,road_transport,diesel,290000,t CO2e,
"""


@pytest.fixture
def varna(own_database: Path) -> Callable[[], City]:
    """Varna, of which the oil of the homes vanished without a word: as it is now, each time."""

    def now() -> City:
        return City(kept_readings.store(), CITY, this_year=2026)

    AppTest.from_file(str(APP), default_timeout=60).run()
    city = now()
    city.commit(city.draft(ROWS.encode(), "varna.csv", {"method": "covenant"}), who="Ada", looked_at=True)
    target = NewTarget(2010, 2030, reduction_percent=30, method="covenant", source="a vote")
    city.state_target(target, who="Ada", reason="a vote")
    assert now().report().leading.verdict is Verdict.CANNOT_TELL
    return now


def page(name: str = "figures") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["city"] = CITY
    app.query_params["table"] = "reasons"
    if name == "progress":
        app.query_params["why"] = "1"
    to(app, name)
    app.run()
    assert not app.exception
    return app


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> list[str]:
    return [item.value.replace("\\", "") for item in app.warning]


def test_a_reason_entered_on_the_page_settles_a_place_stands_beside_the_verdict_and_is_undone(
    varna: Callable[[], City],
) -> None:
    app = page()
    first = app.selectbox(key=key("open", CITY)).options[0]
    assert first.replace("\u00a0", " ") == "Residential buildings, heating oil, 2023: 300 kt"
    pressed(app, "Explain the place")
    assert ["no place" in said for said in told(app)] == [True]
    app.selectbox(key=key("open", CITY)).select_index(0)
    pressed(app, "Explain the place")
    assert ["no reason" in said for said in told(app)] == [True]
    app.text_input(key=key("why", CITY)).input("the last tanks were taken out")
    pressed(app, "Explain the place")
    assert told(app) == []
    line = "Residential buildings, Heating oil, 2023: the last tanks were taken out"
    assert line in words(app)
    assert varna().report().leading.verdict is not Verdict.CANNOT_TELL
    assert line in words(page("progress"))
    revision = varna().explanations()[0].revision
    app = page()
    app.text_input(key=f"undo-{revision}-reason").input("a slip")
    pressed(app, f"Undo revision {revision}")
    assert varna().report().leading.verdict is Verdict.CANNOT_TELL
    assert line not in words(page("progress"))


@pytest.mark.longer("the page is drawn after each act")
def test_a_place_whose_figure_came_back_meanwhile_is_answered_at_the_field(
    varna: Callable[[], City],
) -> None:
    app = page()
    app.selectbox(key=key("open", CITY)).select_index(0)
    app.text_input(key=key("why", CITY)).input("the last tanks were taken out")
    rows = ROWS.replace("heating_oil,,t CO2e,NO", "heating_oil,270000,t CO2e,")
    answers = {"method": "covenant", "reason": "the tanks were found"}
    varna().commit(varna().draft(rows.encode(), "varna.csv", answers), who="Bea", looked_at=True)
    pressed(app, "Explain the place")
    (said,) = told(app)
    assert "Residential buildings, Heating oil, 2023" in said
    assert "A figure that stands needs no reason." in said
    assert varna().explanations() == ()


@pytest.mark.longer("the page is drawn after each act")
def test_an_uncertainty_entered_on_the_page_moves_the_strength_and_what_is_none_is_answered_at_its_field(
    varna: Callable[[], City],
) -> None:
    varna().explain(2023, "residential", "heating_oil", "Ada", "the last tanks were taken out")
    before = varna().report().leading.strength
    app = page()
    app.text_input(key=key("width_why", CITY)).input("our own meters")
    pressed(app, "State the uncertainty")
    assert ["neither a number nor a grade" in said for said in told(app)] == [True]
    app.text_input(key=key("half_percent", CITY)).set_value("600")
    pressed(app, "State the uncertainty")
    assert ["per cent from 0 to 500" in said for said in told(app)] == [True]
    app.text_input(key=key("half_percent", CITY)).set_value("60")
    pressed(app, "State the uncertainty")
    assert told(app) == []
    assert "All places, activity data: ± 60%. our own meters (" in words(app)
    after = varna().report().leading.strength
    assert before is not None
    assert after is not None
    assert after.gap.upper > before.gap.upper
