"""The programme at a glance: every city in the table and on the map."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from analytics.vocabulary import Verdict
from dashboard import choices, session, theme
from dashboard.figures import atlas
from dashboard.parts.cities import city_sentences
from datasets import finding
from datasets.city.overview import standing_of_all
from datasets.reference.samples import open_store
from datasets.store import CityRecord, Store, location
from tests.dashboard.conftest import SAMPLES, behind, tables
from tests.dashboard.views.conftest import Open, words
from tests.datasets.builders import TOWN, row, submission
from tests.samples import own_samples


def by_city(app: AppTest) -> pd.DataFrame:
    """The table of the cities."""
    return next(table for table in tables(app) if "Last known" in table.columns)


def test_every_city_stands_in_the_table_with_its_verdict_and_has_a_link(opened: Open) -> None:
    app = opened("cities")
    table = by_city(app).set_index("City")
    markup = next(element.proto.body for element in app.get("html") if "Per inhabitant" in element.proto.body)
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
        "five behind, four too close to call and three that cannot be assessed",
    ]
    for said in by_city(app)["Last known"]:
        assert ("above" in said) <= ("of 100" in said or "too close" in said), said


def test_an_answer_and_an_order_of_the_address_choose_the_cities(opened: Open) -> None:
    shown = by_city(opened("cities", answer="behind", sort="newest"))
    assert next(iter(shown["City"])) == "Vila Nova de Famalicão"
    assert list(shown["Inventory"]) == sorted(shown["Inventory"], reverse=True)
    assert len(shown) == 5
    worst = by_city(opened("cities", sort="path"))
    assert next(iter(worst["City"])) == "Fort Collins"
    assert list(worst["City"])[-3:] == ["Bologna", "Lyon", "Varna"]


def test_each_pair_has_a_card_with_both_curves_what_it_did_last_and_what_can_be_said(opened: Open) -> None:
    app = opened("cities")
    (cards,) = [element.proto.body for element in app.get("html") if 'class="pairs"' in element.proto.body]
    articles = html.fromstring(cards[cards.index('<div class="pairs">') :]).findall("article")
    assert [article.findtext("h3/a") for article in articles][:2] == ["New York – Barcelona", "Boston – Lyon"]
    boston = articles[1]
    said = boston.text_content()
    for told in ("urban mobility and smart city", "2018 to 2020", "last: End, 2020", "too close to call in 2020"):
        assert told in said
    links = [link.get("href") for link in boston.iter("a")]
    assert links == ["./partner?city=US-BOS&pair=US-BOS~FR0009", "./?city=US-BOS", "./?city=FR0009"]
    assert "Boston: too close to call in 2020, 2020 68" in boston.find(".//img").get("alt")
    assert "Add the first inventory of Varna" in articles[3].text_content()
    points = behind(app)["Curves of the cities in pairs"]
    assert float(points[(points["City"] == "Boston") & (points["Year"] == "2005")]["Index (base = 100)"].iloc[0]) == 100


@pytest.mark.longer("the page of all cities on a database of its own")
@pytest.mark.usefixtures("own_database")
def test_a_promise_that_is_open_or_late_stands_on_the_card_of_its_pair(opened: Open) -> None:
    opened("cities")
    for due in ("2020-03", "2099"):
        said = {"partner": "FR0009", "who": "Transport", "what": f"Send <b>{due}</b>", "due": due}
        session.at_city("US-BOS").pairs.state("promise", said, who="Ada", reason="the meeting")
    (cards,) = [element.proto.body for element in opened("cities").get("html") if 'class="pairs"' in element.proto.body]
    assert "2 promises open, 1 late" in cards


def test_without_pairs_the_first_cities_have_a_curve_each(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_store(tmp_path / "alone.duckdb", samples=False) as store:
        store.seed([TOWN], (), (), ())
        store.commit(submission(row()))
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "alone.duckdb"))
    app = opened("cities")
    assert not [element for element in app.get("html") if 'class="pairs"' in element.proto.body]
    assert "Town" in app.get("plotly_chart")[-1].proto.alt


@pytest.mark.longer("whole pages are drawn")
def test_what_is_added_up_is_the_territory_alone_and_what_is_left_out_is_named(opened: Open) -> None:
    said = words(opened("cities"))
    assert "56.41 Mt CO₂e together in Austin (2018), Barcelona (2020), Boston (2020) and New York (2020)." in said
    assert "Left out: Varna (no inventory on file)." in said


def test_the_other_pairings_are_listed_with_their_sources_and_without_figures(opened: Open) -> None:
    table = next(table for table in tables(opened("cities")) if "Partners" in table.columns)
    assert len(table) == 21
    assert list(table["Of"]).count("regions") == 12
    assert "Consórcio ABC – Turin" in list(table["Partners"])
    assert all("http" in source for source in table["Source"])


def test_what_is_missing_is_a_word(opened: Open) -> None:
    table = by_city(opened("cities")).set_index("City")
    varna = table.loc["Varna"]
    assert list(varna[["Last known", "Inventory", "Emissions", "Per inhabitant", "Target"]]) == [
        "○\u00a0no inventory and no target",
        "none on file",
        "not reported",
        "not reported",
        "none on file",
    ]


def test_both_maps_have_a_sentence_and_a_note(opened: Open) -> None:
    app = opened("cities")
    charts = app.get("plotly_chart")
    assert ["North America" in charts[0].proto.alt, "Europe" in charts[1].proto.alt] == [True, True]
    assert words(app).count("Made with Natural Earth") == 2


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


def test_what_a_city_lacks_has_a_door_to_where_it_is_entered(opened: Open) -> None:
    table = next(table for table in tables(opened("cities")) if "What is missing" in table.columns)
    assert dict(zip(table["What is missing"], table["Where it is entered"], strict=True)) == {
        "target and inventories follow different methods": "Data of Bologna",
        "no inventory by the target's method after the base year": "Data of Lyon",
        "no inventory and no target": "Data of Varna",
    }


@pytest.mark.longer("the page of all cities on a database of its own")
def test_a_newer_inventory_by_another_method_than_the_one_judged_is_told() -> None:
    with own_samples() as store:
        told = "by another method than the target's is on file for Barcelona."
        assert city_sentences.note(standing_of_all(store)).endswith(told)
        store.commit(submission(row(city_id="US-BOS", year=2023, method="own")))
        found = standing_of_all(store)
        assert city_sentences.note(found).endswith("on file for Barcelona and Boston.")
        boston = next(number for number, city in enumerate(found.cities) if city.name == "Boston")
        assert found.line(boston).year == 2020


@pytest.mark.longer("a programme of very many cities is made")
def test_of_very_many_cities_the_first_are_shown_and_the_search_finds_the_others(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    town = CityRecord("", "", (), "DE", "Germany", "Europe", 50.0, 9.0, False, "made up")
    many = [replace(town, city_id=f"DE{number:04}", name=f"Town {number:04}") for number in range(900)]
    with open_store(tmp_path / "many.duckdb") as store:
        store.seed(many, (), (), ())
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "many.duckdb"))
    app = opened("cities", "DE0777")
    assert len(by_city(app)) == city_sentences.SHOWN
    assert by_city(app)["City"][0] == "Austin"  # the programme's own cities stand first
    assert "The first 100 and 812 more" in words(app)
    assert "more are not drawn" in words(app)
    listed, _number = finding.found("town 0898", many)
    assert listed[0].name == "Town 0898", "in the search above the menu"
    found = app.main.text_input[0].set_value("town 0898").run()
    assert list(by_city(found)["City"]) == ["Town 0898"]
    pair = opened("twin", "DE0777")
    first = pair.main.selectbox[0]
    assert (first.value, len(first.options)) == ("DE0777", choices.LISTED + 1)
    first = pair.main.text_input[0].set_value("boston").run().main.selectbox[0]
    assert first.options == ["Town 0777", "Boston"]
    assert first.select("US-BOS").run().main.selectbox[0].value == "US-BOS"
    store.close()


def test_the_sectors_that_a_comparison_rests_on_are_written_as_within_a_sentence(opened: Open) -> None:
    said = " ".join(part.proto.body for part in opened("cities").get("html"))
    assert "It rests on residential buildings, commercial and institutional buildings, transport, industry" in said
