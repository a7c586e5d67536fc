"""The front page says for every city whether it is on track, and why nobody can tell where that is so."""

from __future__ import annotations

import re

import pytest

from dashboard import session, theme
from dashboard.words import verdicts
from datasets.city.trace import figure_names
from tests.dashboard.conftest import CITIES, tables
from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_shows_its_verdict_its_headline_and_four_figures(opened: Open, city_id: str) -> None:
    app = opened(city=city_id)
    report = session.at_city(city_id).report()
    said = words(app)
    assert report.city.name in app.title[0].value
    assert verdicts.answer(report).words in said
    assert len(app.metric) == 4
    for reason in report.leading.reasons:
        assert reason.replace("\u00a0", " ") in said


@pytest.mark.parametrize("city_id", CITIES)
def test_every_picture_has_a_sentence_and_names_its_source_and_revision(opened: Open, city_id: str) -> None:
    app = opened(city=city_id)
    charts = app.get("plotly_chart")
    notes = [note.value for note in app.caption if "Revision" in note.value or "No inventory on file" in note.value]
    assert len(notes) == len(charts)
    assert all(chart.proto.alt for chart in charts)


@pytest.mark.parametrize("city_id", CITIES)
def test_every_figure_of_the_page_opens_its_passport(opened: Open, city_id: str) -> None:
    app, report = opened(city=city_id), session.at_city(city_id).report()
    offered = next((menu.options for menu in app.selectbox if menu.key == "figure-menu"), [])
    latest = report.leading.latest
    assert bool(offered) == (report.leading.baseline is not None or latest is not None)
    for name in figure_names.of_progress(report.leading, report.inventories):
        assert session.at_city(city_id).passport(name).faults() == []


def test_what_is_left_to_cut_opens_down_to_rows_of_two_years(opened: Open) -> None:
    app = opened(city="US-BOS")
    next(menu for menu in app.selectbox if menu.key == "figure-menu").select("left").run()
    trace = next(element.proto.body for element in app.get("html") if 'class="trace"' in element.proto.body)
    for said in ("Left to cut by 2030", "Emissions of 2020", "Emissions of 2005", "Units: t CO₂e", "inventories.csv"):
        assert said in trace
    rows = next(table for table in tables(app) if "Written" in table.columns)
    assert set(rows["Year"]) == {"2005", "2020"}


def test_every_inventory_and_every_target_stand_in_tables_too(opened: Open) -> None:
    otherwise, targets, better, numbers = tables(opened(city="US-BOS"))
    report = session.at_city("US-BOS").report()
    assert len(targets) == len(report.targets)
    assert [verdict.replace("\u00a0", " ") for verdict in targets["Verdict"]] == [
        "Met, virtually certain (more than 99 of 100)",
        "Cannot tell · on track in 2020 (81 of 100)",
        "Cannot tell · behind in 2020 (67 of 100)",
    ]
    assert better["Place"].iloc[0] == "On-road transport"
    assert otherwise["Read otherwise"].iloc[0] == "Mean of 2018 to 2020 in place of 2020"
    assert len(numbers) == len(report.inventories)
    shown = list(numbers["Emissions"])
    newest_first = sorted(report.inventories, key=lambda item: -item.year)
    assert shown == [theme.tonnes(item.emissions_t, item.gas) for item in newest_first]


def test_the_strip_says_the_gap_and_what_is_left_in_words(opened: Open) -> None:
    (strip,) = (found.proto.body for found in opened(city="US-BOS").get("html") if 'class="strip"' in found.proto.body)
    said = re.sub(r"<[^>]+>", "", strip.split("</style>")[1]).replace("\u00a0", " ")
    assert "5.30 Mt CO₂e in 2020" in said
    assert "0.18 Mt below the 5.47 Mt that its path allows (± 0.39 Mt)" in said
    assert "3.91 Mt in 2030, the target (−50%)" in said
    assert "1.39 Mt left to cut; recent years show no clear trend (it would leave 1.33 Mt)" in said


def test_a_chance_and_a_count_of_readings_say_what_each_of_them_is(opened: Open) -> None:
    said = words(opened(city="US-BOS"))
    assert "3 of 5 other ways to read the same figures would give another answer." in said
    assert "81 of 100: the chance that the answer is right, although the figures may be off." in said


def test_a_city_without_figures_says_so_in_words_and_links_to_the_data_page(opened: Open) -> None:
    app = opened(city="BG0002")
    said = words(app)
    assert [metric.value for metric in app.metric] == ["No figure", "No target", "Unknown", "No target"]
    assert "There is no inventory to draw yet." in said
    assert any(link.proto.page == "data" for link in app.get("page_link"))


def test_energy_by_carrier_is_shown_beside_the_sectors_where_it_is_on_file(opened: Open) -> None:
    assert "Energy in 2019: 10.48 TWh" in words(opened(city="IT0004"))


def test_a_city_without_a_target_has_a_door_to_setting_one(opened: Open) -> None:
    app = opened(city="BG0002")
    doors = [link.proto for link in app.main.get("page_link") if link.proto.label == "Set a target"]
    ways = [(door.page, door.query_string) for door in doors]
    # the next step, and where the targets would stand
    assert ways == [("plan", "tab=edit&city=BG0002&part=targets")] * 2
