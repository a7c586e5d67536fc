"""The Drivers page names its finding, its limits and a wrong address, for every city."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.parts.drivers import driver_wording
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import APP, Open, to, words
from tests.effort import first


def at(**address: str) -> AppTest:
    """The Drivers page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["city"] = address.pop("city")
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    to(app, "drivers").run()
    assert not app.exception, app.exception
    return app


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize("city_id", first(2, ["US-BOS", "ES0002", "US-FTC", "IT0004", "BG0002"]))
def test_every_city_has_a_finding_or_what_is_missing(opened: Open, city_id: str) -> None:
    app = opened("drivers", city=city_id)
    found = session.at_city(city_id).drivers()
    assert app.title[0].value.replace("\\", "").replace("\u2060", "") == driver_wording.headline(found)
    charts = [chart for chart in app.get("plotly_chart") if "waterfall" in chart.proto.id]
    assert len(charts) == (found.direct is not None)
    said = words(app)
    answer = session.at_city(city_id).flips().answer
    assert any(header.value == answer for header in app.header) == bool(found.report.inventories)
    assert ("The weather" in said) == bool(found.report.inventories)
    if found.direct is None:
        assert "What is missing" in said
    else:
        assert "LMDI" not in said.replace(str(driver_wording.HOW), ""), "the method is told on demand"
        assert said.count(":material/info:") <= 2


@pytest.mark.usefixtures("shown_samples")
def test_the_years_of_the_address_are_shown_and_their_sectors_add_up() -> None:
    app = at(city="US-BOS", **{"from": "2010", "to": "2015"})
    first, last = (app.selectbox(key=f"{name}-menu") for name in ("from", "to"))
    assert (first.value, last.value) == ("2010", "2015")
    sectors = next(table for table in tables(app) if "Population" in table)
    moved = session.at_city("US-BOS").drivers(2010, 2015, None).direct
    assert moved is not None
    change = sectors["Change, kt"].str.replace("\u2212", "-").str.replace(",", "").astype(float)
    assert change.iloc[-1] == pytest.approx(moved.change_t / 1e3, abs=1)
    assert change.iloc[:-1].sum() == pytest.approx(change.iloc[-1], abs=len(change))


@pytest.mark.usefixtures("shown_samples")
@pytest.mark.parametrize(
    ("name", "value"), [("from", "1999"), ("to", "next year"), ("method", "guess"), ("view", "sideways")]
)
def test_a_wrong_value_in_the_address_is_named(name: str, value: str) -> None:
    app = at(city="US-BOS", **{name: value})
    (warning,) = app.warning
    assert value in warning.value
    assert "On file" in warning.value


def test_choosing_a_year_puts_it_into_the_address(opened: Open) -> None:
    app = opened("drivers", city="US-BOS")
    app.selectbox(key="from-menu").select("2012").run()
    assert app.query_params["from"] in ("2012", ["2012"])
    assert "from 2012 to 2020, while inhabitants grew by" in app.title[0].value


def test_without_degree_days_the_page_says_what_is_needed_and_assumes_nothing(opened: Open) -> None:
    said = words(opened("drivers", city="US-BOS"))
    assert "No weather-corrected figure: no heating degree days of 2005." in said
    assert "No default is put in their place." in said


def test_degree_days_that_are_missing_have_a_door_to_their_table(opened: Open) -> None:
    doors = {link.proto.label: link.proto for link in opened("drivers", city="US-BOS").get("page_link")}
    door = doors["State the degree days"]
    assert (door.page, {"tab=edit", "table=degree_days"} < {*door.query_string.split("&")}) == ("data", True)
