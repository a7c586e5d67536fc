"""The Inventory page: its finding, its table, two years, wrong addresses, and the way from a number to its rows."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from analytics.inventories.opening import opening
from dashboard import session, theme
from dashboard.parts.inventory import inventory_wording
from tests.dashboard.conftest import CITIES, inventory, tables
from tests.dashboard.views.conftest import Open, words


def asked(opened: Open, city: str, **address: str) -> AppTest:
    """The page of a city as the address asks for it."""
    app = opened("inventory", city)
    for parameter, value in address.items():
        app.query_params[parameter] = value
    app.run()
    assert not app.exception, app.exception
    return app


def grid(app: AppTest) -> dict[str, dict[str, str]]:
    """The table of places by sector."""
    table = next(table for table in tables(app) if "Sector" in table.columns)
    return {row["Sector"]: {str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")}


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_its_finding_what_is_missing_and_its_source(opened: Open, city_id: str) -> None:
    app = opened("inventory", city_id)
    report = session.at_city(city_id).report()
    assert report.city.name in app.title[0].value
    latest = opening(report.leading.latest, report.inventories)
    if latest is None:
        assert "no inventory" in app.title[0].value
        assert any(link.proto.page == "data" for link in app.get("page_link"))
        assert {"What is missing", "Start from a template"} <= {header.value for header in app.header}
        return
    assert "What is missing" in [header.value for header in app.header]
    said = words(app)
    assert f"Revision {latest.revision}" in said
    assert any(badge.value.count("Sample figures") for badge in app.markdown)


def test_the_title_names_the_largest_part_of_what_is_shown(opened: Open) -> None:
    assert asked(opened, "IT0004", measure="energy").title[0].value.replace("\u00a0", " ") == (
        "Natural gas at home is the largest part of Turin’s inventory of 2019: 14%"
    )
    assert "The total is not divided by sector." in asked(opened, "US-FTC").title[0].value


def test_a_key_is_spelled_out_and_a_blank_is_a_blank(opened: Open) -> None:
    app = asked(opened, "US-BOS", year="2020")
    found = grid(app)
    assert found["On-road transport"]["Scope 2"] == "not estimated"
    assert found["Manufacturing and construction"]["Total"] == "included elsewhere"
    assert found["Railways"]["Scope 3"] == ""
    shown = [cell for table in tables(app) for column in table.columns for cell in table[column]]
    assert not [cell for cell in shown if re.search(r"\b(NE|IE|NO)\b", cell)]
    assert "neither zero nor" in words(app)


def test_the_table_ends_in_the_total_of_the_inventory(opened: Open) -> None:
    for city in ("US-BOS", "IT0004", "FR0009"):
        app, report = asked(opened, city), session.at_city(city).report()
        latest = opening(report.leading.latest, report.inventories)
        assert latest is not None
        assert latest.emissions_t is not None
        assert grid(app)["Total"]["Total"] == theme.number(latest.emissions_t)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("year", "1875"), ("measure", "foo"), ("with", "1812"), ("figure", "![x](http://a.example)")],
)
def test_a_wrong_value_in_the_address_is_named_and_the_page_still_stands(
    opened: Open, parameter: str, value: str
) -> None:
    app = asked(opened, "US-BOS", **{parameter: value})
    assert len(app.warning) == 1
    plain = app.warning[0].value.replace("\\", "").replace("\u2060", "")
    assert value in plain
    assert "![x](" not in app.warning[0].value
    assert app.get("plotly_chart")


def test_the_years_stand_beside_the_year_and_the_list_of_what_is_missing_opens_with_verbs(opened: Open) -> None:
    app = asked(opened, "US-BOS")
    title = app.title[0].value.replace("\u00a0", " ")
    assert title.startswith("Boston emitted 32% less in 2020 than in 2005. Commercial and institutional buildings")
    assert {"Sixteen years by sector", "60% of the fall came with bought power and heat"} <= {
        header.value.replace("\u00a0", " ") for header in app.header
    }
    doors = [link.proto.label for link in app.get("page_link") if link.proto.icon == ":material/arrow_forward:"]
    assert [door.split()[0] for door in doors] == ["Bring", "Say", "Estimate", "Bring"]
    assert "City of Boston published 5.40 Mt CO₂e for 2021." in words(app)


def test_a_city_with_one_year_has_no_columns_of_years(opened: Open) -> None:
    assert not any("by sector" in header.value and "year" in header.value for header in asked(opened, "FR0009").header)


def test_another_year_and_the_difference_to_it(opened: Open) -> None:
    app = asked(opened, "US-BOS", **{"year": "2015", "with": "2005"})
    assert "2015" in app.title[0].value
    assert any("2005 to 2015" in header.value for header in app.header)


@pytest.mark.longer("whole pages are drawn")
def test_two_methods_are_not_compared_and_the_reason_is_said(opened: Open) -> None:
    app = asked(opened, "ES0002", **{"year": "2019", "with": "2020-gpc"})
    assert any("are not compared" in header.value for header in app.header)
    assert "the difference would be one of method" in words(app)


def test_per_inhabitant_without_inhabitants_says_what_is_missing(opened: Open) -> None:
    app = asked(opened, "PT0014", measure="per-head", year="2015")
    assert "The inhabitants of 2015 are not known" in words(app)
    assert not app.get("plotly_chart")


def test_a_number_opens_its_trace_down_to_the_rows_of_the_file(opened: Open) -> None:
    app = asked(opened, "IT0004", figure="carrier:diesel")
    trace = next(element.proto.body for element in app.get("html") if 'class="trace"' in element.proto.body)
    assert "Diesel, 2019" in trace
    assert trace.count("inventories.csv, revision") == 8
    rows = next(table for table in tables(app) if "Written" in table.columns)
    assert len(rows) == 8
    total = sum(float(value.replace(",", "")) for value in rows["Value"])
    assert total == 1_196_653


def test_choosing_another_measure_writes_it_into_the_address(opened: Open) -> None:
    app = opened("inventory", "US-BOS")
    next(button for button in app.button if button.key == "measure-per-head").click().run()
    assert "per-head" in app.query_params["measure"]
    assert not app.exception


def test_a_removal_larger_than_all_emissions_gets_no_share() -> None:
    from analytics.inventories.breakdown import Breakdown, Entry
    from analytics.vocabulary import Measure

    entries = {("afolu", ""): Entry(-9.0), ("waste", ""): Entry(4.0)}
    parts = Breakdown(Measure.EMISSIONS, "sector", ("waste", "afolu"), ("",), entries)
    found = inventory(2020, -5.0, sectors={"Waste": 4.0, "Land use": -9.0})
    said = inventory_wording.headline("Testville", found, parts, -5.0)
    assert "on balance" in said
    assert "%" not in said
