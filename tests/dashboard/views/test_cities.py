"""The programme at a glance: every city in the table and on the map."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.vocabulary import Verdict
from dashboard import choices, session, theme
from dashboard.figures import atlas
from dashboard.parts.cities import city_sentences
from datasets.city.overview import standing_of_all
from datasets.reference.samples import open_store
from datasets.store import CityRecord, Store, location
from tests.dashboard.conftest import SAMPLES, behind, tables
from tests.dashboard.views.conftest import Open, words
from tests.datasets.builders import row, submission
from tests.samples import own_samples


def test_every_city_stands_in_the_table_with_its_verdict_and_has_a_link(opened: Open) -> None:
    app = opened("cities")
    table = tables(app)[0].set_index("City")
    markup = next(element.proto.body for element in app.get("html") if "<a href" in element.proto.body)
    links = {name: address for address, name in re.findall(r'<a href="([^"]*)">([^<]*)</a>', markup)}
    assert len(table) == len(SAMPLES)
    for city_id in SAMPLES:
        report = session.at_city(city_id).report()
        row = table.loc[report.city.name]
        assert row["Today"].replace("\u00a0", " ") == f"{theme.VERDICT_SIGNS[report.today.verdict]} Cannot tell"
        last = row["Last known"].replace("\u00a0", " ")
        assert last.startswith(theme.VERDICT_SIGNS[report.leading.verdict])
        assert (" of 100)" in last) == (report.leading.verdict in (Verdict.ON_TRACK, Verdict.BEHIND))
        assert links[report.city.name] == f"./?city={city_id}"


def test_two_counts_stand_above_all_and_nothing_is_above_its_path_without_its_strength(opened: Open) -> None:
    app = opened("cities")
    board = next(element.proto.body for element in app.get("html") if 'class="counts"' in element.proto.body)
    assert re.findall(r"<span>([^<]*)</span>", board) == [
        "twelve that cannot be assessed",
        "one on track, six behind, two too close to call and three that cannot be assessed",
    ]
    for said in tables(app)[0]["Last known"]:
        assert ("above" in said) <= ("of 100" in said or "too close" in said), said


def test_an_answer_and_an_order_of_the_address_choose_the_cities(opened: Open) -> None:
    behind = tables(opened("cities", answer="behind", sort="newest"))[0]
    assert next(iter(behind["City"])) == "Vila Nova de Famalicão"
    assert list(behind["Inventory"]) == sorted(behind["Inventory"], reverse=True)
    assert len(behind) == 6
    worst = tables(opened("cities", sort="path"))[0]
    assert next(iter(worst["City"])) == "Fort Collins"
    assert list(worst["City"])[-3:] == ["Bologna", "Lyon", "Varna"]


def test_every_city_has_a_curve_from_its_own_base_whose_points_are_in_the_table(opened: Open) -> None:
    app = opened("cities")
    assert "Boston: on track in 2020 (81 of 100), 2020 68" in app.get("plotly_chart")[0].proto.alt
    points = behind(app)["Twelve cities, each from their own base"]
    assert float(points[(points["City"] == "Boston") & (points["Year"] == "2005")]["Index (base = 100)"].iloc[0]) == 100


def test_what_is_missing_is_a_word(opened: Open) -> None:
    table = tables(opened("cities"))[0].set_index("City")
    varna = table.loc["Varna"]
    assert list(varna[["Last known", "Inventory", "Emissions", "Per inhabitant", "Target"]]) == [
        "○\u00a0no inventory and no target on file",
        "none on file",
        "not reported",
        "not reported",
        "none on file",
    ]


def test_both_maps_have_a_sentence_and_a_note(opened: Open) -> None:
    app = opened("cities")
    charts = app.get("plotly_chart")
    assert ["North America" in charts[1].proto.alt, "Europe" in charts[2].proto.alt] == [True, True]
    assert words(app).count("Schematic outline") == 2


def test_a_city_that_no_map_shows_is_named(samples: Store) -> None:
    found = standing_of_all(samples)
    assert city_sentences.off_maps(found, atlas.PANELS) == ""
    lyon = next(number for number, city in enumerate(found.cities) if city.name == "Lyon")
    cities = list(found.cities)
    cities[lyon] = replace(cities[lyon], latitude=None, longitude=None)
    cities[0] = replace(cities[0], latitude=59.3, longitude=18.1)
    said = city_sentences.off_maps(replace(found, cities=tuple(cities)), atlas.PANELS)
    assert said == (
        "On no map, since no coordinates are on file: Lyon. "
        f"On no map, since they lie outside of both: {cities[0].name}."
    )


def test_a_city_without_anything_is_not_said_to_have_a_target(samples: Store) -> None:
    inventory, target = city_sentences.context(standing_of_all(samples)).split("No target")
    assert "Varna" in inventory
    assert "Varna" in target


def test_a_newer_inventory_by_another_method_than_the_one_judged_is_told() -> None:
    with own_samples() as store:
        told = "by another method than the target's is on file for Barcelona."
        assert city_sentences.note(standing_of_all(store)).endswith(told)
        store.commit(submission(row(city_id="US-BOS", year=2023, method="own")))
        found = standing_of_all(store)
        assert city_sentences.note(found).endswith("on file for Barcelona and Boston.")
        boston = next(number for number, city in enumerate(found.cities) if city.name == "Boston")
        assert found.line(boston).year == 2020


def test_of_very_many_cities_the_first_are_shown_and_the_search_finds_the_others(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    town = CityRecord("", "", (), "DE", "Germany", "Europe", 50.0, 9.0, False, "made up")
    many = [replace(town, city_id=f"DE{number:04}", name=f"Town {number:04}") for number in range(900)]
    with open_store(tmp_path / "many.duckdb") as store:
        store.seed(many, (), (), ())
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "many.duckdb"))
    app = opened("cities", "DE0777")
    assert len(tables(app)[-1]) == city_sentences.SHOWN
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
