"""Figures opens every table for a rich and a poor city; files say what they leave out, or why they are none."""

from __future__ import annotations

import pytest

from dashboard.parts.stated import figure_editor
from datasets.city.figure_tables import EDITED
from tests.dashboard.views.conftest import Open, words
from tests.effort import THOROUGH, few, first


@pytest.mark.parametrize("table", few([*EDITED], "population", "factors", rest=THOROUGH))
@pytest.mark.parametrize("city", first(1, ["US-BOS", "BG0002"]))
def test_each_table_opens_for_a_rich_and_a_poor_city(opened: Open, table: str, city: str) -> None:
    app = opened("figures", city, table=table)
    assert "can be undone here and in History" in words(app)


@pytest.mark.longer("a whole page is drawn")
def test_a_city_without_an_inventory_is_told_when_its_first_one_can_be_taken_along(opened: Open) -> None:
    assert "The first one can be taken along" in words(opened("exports", "BG0002"))


def test_few_tables_stand_side_by_side_and_a_group_leads_to_its_first_one(opened: Open) -> None:
    app = opened("figures", "BG0002", table="climate_facts")
    assert {"Climate hazards", "Adaptation actions"} <= {button.label for button in app.button}
    assert "GDP" not in {button.label for button in app.button}
    next(button for button in app.button if button.label == "Innovation").click()
    app.run()
    assert "Value chains of the region" in {button.label for button in app.button}
    assert app.query_params["table"] in ("city_regions", ["city_regions"])


def test_what_tells_two_rows_of_one_matter_apart_stands_first() -> None:
    named = ("hazard", "source", "page")
    rows = [{"hazard": one, "source": source, "page": "1"} for one, source in (("heat", "a"), ("heat", "b"))]
    assert figure_editor.apart(named, rows) == ["hazard", "source"]
    assert figure_editor.apart(named, rows[:1]) == []


def test_a_table_says_that_a_list_takes_only_what_it_offers(opened: Open) -> None:
    said = words(opened("figures", "IT0004", table="hazards"))
    assert "Probability, Consequence, Intensity, Frequency, Timeframe" in said
    assert "such a cell takes only what its list offers" in said


@pytest.mark.parametrize("city", few(["US-BOS", "IT0004"], "IT0004"))
def test_a_format_is_made_when_it_is_chosen_or_says_why_it_cannot_be(opened: Open, city: str) -> None:
    app = opened("exports", city)
    app.button(key="export-cdp").click().run()
    assert not app.exception
    if city == "US-BOS":
        assert any("Not in it" in expander.label for expander in app.expander)
    else:
        assert "no GPC inventory of Turin" in app.error[0].value


def test_an_inventory_is_offered_in_the_tables_that_are_not_its_own(opened: Open) -> None:
    app = opened("exports", "US-BOS")
    next(button for button in app.button if button.label == "Another framework (CSV)").click()
    app.run()
    assert not app.exception
    assert "Total: 5.30 Mt CO₂e → 3.27 Mt CO₂e." in words(app)
