"""The programme at a glance: every city in the table and on the map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analytics.vocabulary import VERDICT_NAMES
from dashboard import choices, session
from dashboard.parts import programme
from datasets import location
from datasets.samples import open_store
from datasets.store import City
from tests.dashboard.conftest import SAMPLES, tables
from tests.dashboard.views.conftest import Open, words


def test_every_city_stands_in_the_table_with_its_verdict_and_has_a_link(opened: Open) -> None:
    app = opened("cities")
    table = tables(app)[0].set_index("City")
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    assert len(table) == len(SAMPLES)
    for city_id in SAMPLES:
        report = session.report(city_id)
        row = table.loc[report.city.name]
        assert VERDICT_NAMES[report.leading.verdict] in row["Verdict"].replace("\u00a0", " ")
        assert links[report.city.name] == f"city={city_id}"


def test_what_is_missing_is_a_word(opened: Open) -> None:
    table = tables(opened("cities"))[0].set_index("City")
    varna = table.loc["Varna"]
    assert list(varna[["Newest inventory", "Emissions", "Per inhabitant", "Target", "From the path"]]) == [
        "none on file",
        "not reported",
        "not reported",
        "none on file",
        "cannot be told",
    ]


def test_both_maps_have_a_sentence_and_a_note(opened: Open) -> None:
    app = opened("cities")
    charts = app.get("plotly_chart")
    assert ["North America" in charts[0].proto.alt, "Europe" in charts[1].proto.alt] == [True, True]
    assert words(app).count("Schematic outline") == 2


def test_of_very_many_cities_the_first_are_shown_and_the_search_finds_the_others(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    town = City("", "", (), "DE", "Germany", "Europe", 50.0, 9.0, False, "made up")
    many = [replace(town, city_id=f"DE{number:04}", name=f"Town {number:04}") for number in range(900)]
    with open_store(tmp_path / "many.duckdb") as store:
        store.seed(many, (), (), ())
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "many.duckdb"))
    app = opened("cities", "DE0777")
    assert len(tables(app)[-1]) == programme.SHOWN
    assert tables(app)[-1]["City"][0] == "Austin"  # the programme's own cities stand first
    assert "The first 100 and 812 more" in words(app)
    assert "more are not drawn" in words(app)
    side = app.sidebar.selectbox[0]
    assert (side.value, len(side.options)) == ("DE0777", choices.LISTED + 1)
    found = app.main.text_input[0].set_value("town 0898").run()
    assert list(tables(found)[-1]["City"]) == ["Town 0898"]
    listed = app.sidebar.text_input[0].set_value("boston").run().sidebar.selectbox[0]
    assert listed.options == ["Town 0777", "Boston"]
    after = listed.select("US-BOS").run()
    assert after.query_params["city"] in ("US-BOS", ["US-BOS"])
    store.close()
