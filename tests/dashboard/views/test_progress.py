"""The front page says for every city whether it is on track, and why nobody can tell where that is so."""

from __future__ import annotations

import re

import pytest

from dashboard import session, theme
from dashboard.notation import subscripts
from dashboard.parts.progress import answer as answers
from dashboard.words import shown_series
from datasets.city.trace import figure_names
from tests.dashboard.conftest import CITIES, tables
from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_gives_one_answer_and_its_reasons_in_the_panel(opened: Open, city_id: str) -> None:
    app = opened(city=city_id, why="1")
    report = session.at_city(city_id).report()
    found, said = answers.answer(report), words(app)
    assert report.city.name in app.title[0].value
    assert found.badge in said
    assert not app.metric
    for reason in found.reasons:
        assert subscripts(reason).replace("\u00a0", " ") in said


@pytest.mark.parametrize("city_id", CITIES)
def test_every_picture_has_a_sentence_and_names_its_source_and_revision(opened: Open, city_id: str) -> None:
    app = opened(city=city_id)
    charts = app.get("plotly_chart")
    notes = [note.value for note in app.caption if "Revision" in note.value or "On one scale" in note.value]
    assert len(notes) == len(charts)
    assert all(chart.proto.alt for chart in charts)


@pytest.mark.parametrize("city_id", CITIES)
def test_every_figure_of_the_page_opens_its_passport(opened: Open, city_id: str) -> None:
    app, report = opened(city=city_id, why="1"), session.at_city(city_id).report()
    offered = next((menu.options for menu in app.selectbox if menu.key == "figure-menu"), [])
    latest = report.leading.latest
    assert bool(offered) == (report.leading.baseline is not None or latest is not None)
    for name in figure_names.of_progress(report.leading, report.inventories):
        assert session.at_city(city_id).passport(name).faults() == []


def test_what_is_left_to_cut_opens_down_to_rows_of_two_years(opened: Open) -> None:
    app = opened(city="US-BOS", why="1")
    next(menu for menu in app.selectbox if menu.key == "figure-menu").select("left").run()
    trace = next(element.proto.body for element in app.get("html") if 'class="trace"' in element.proto.body)
    for said in ("Left to cut by 2030", "Emissions of 2020", "Emissions of 2005", "Units: t CO₂e", "inventories.csv"):
        assert said in trace
    rows = next(table for table in tables(app) if "Written" in table.columns)
    assert set(rows["Year"]) == {"2005", "2020"}


def test_every_reading_target_and_inventory_stands_in_a_table_of_the_panel(opened: Open) -> None:
    readings, targets, better, numbers = tables(opened(city="US-BOS", why="1"))
    report = session.at_city("US-BOS").report()
    assert readings["Other reading"].iloc[0] == "Mean of 2018 to 2020 in place of 2020"
    assert list(targets["Target"]) == ["25% below 2005 by 2020", "100% below 2005 by 2050"]
    assert better["Place"].iloc[0] == "versions of the total of the base year"
    assert len(numbers) == len(report.inventories)
    newest_first = sorted(report.inventories, key=lambda item: -item.year)
    assert list(numbers["Emissions"]) == [theme.tonnes(item.emissions_t, item.gas) for item in newest_first]


def test_the_strip_says_the_gap_and_what_is_left_in_words(opened: Open) -> None:
    (strip,) = (found.proto.body for found in opened(city="US-BOS").get("html") if 'class="strip"' in found.proto.body)
    said = re.sub(r"<[^>]+>", " ", strip.split("</style>")[1]).replace("\u00a0", " ")
    said = " ".join(said.split())
    for words_ in ("5.30 Mt emitted", "0.18 Mt below the 5.47 Mt its path allows", "7.82 Mt in 2005"):
        assert words_ in said
    assert "3.91 Mt is the target" in said
    assert "1.39 Mt still to cut" in said


ANSWERS = {
    "US-BOS": (
        "Too close to call: Boston and its 2030 path in 2020",
        "The gap is 0.18 Mt, give or take 0.84 Mt: both answers are possible. "
        "One year earlier Boston was above the path.",
    ),
    "IT0004": (
        "Turin was likely behind its 2030 path in 2019",
        "We are 81% confident. The path allowed this level until 2013.",
    ),
}


@pytest.mark.parametrize("city_id", ANSWERS)
def test_the_answer_stands_in_a_title_and_one_line(opened: Open, city_id: str) -> None:
    title, line = ANSWERS[city_id]
    app = opened(city=city_id)
    assert app.title[0].value.replace("\\", "") == title
    assert line in words(app)
    assert "Today (2026): cannot tell" in words(app)


BUDGET_WORDS = 260
"""The words of the whole page, charts and menu apart (pages.md)."""


@pytest.mark.parametrize("city_id", ["US-BOS", "IT0004"])
def test_the_page_keeps_its_budget_of_words(opened: Open, city_id: str) -> None:
    app = opened(city=city_id)
    bodies = [found.proto.body for found in app.main.get("html")]
    body = " ".join(one.split("</style>")[-1] for one in bodies if 'class="strip"' in one)
    said = words(app) + re.sub(r"<[^>]+>", " ", body) + " ".join(link.proto.label for link in app.main.get("page_link"))
    counted = re.findall(r"[^\W\d_][\w’'-]+", said)
    assert len(counted) <= BUDGET_WORDS, len(counted)


def test_a_chance_and_a_count_of_readings_say_what_each_of_them_is(opened: Open) -> None:
    said = words(opened(city="US-BOS", why="1")).replace("\u00a0", " ")
    assert "Of 5 other ways to read the same figures 2 end below the path and 3 above it." in said
    assert "The gap is 0.18 Mt, give or take 0.84 Mt." in said
    turin = words(opened(city="IT0004", why="1")).replace("\u00a0", " ")
    assert "So the answer is right with 81% confidence." in turin


def test_a_city_without_figures_says_so_in_words_and_links_to_the_data_page(opened: Open) -> None:
    app = opened(city="BG0002")
    assert "There is no inventory to draw yet." in words(app)
    assert any(link.proto.page == "data" for link in app.get("page_link"))


@pytest.mark.parametrize("city_id", CITIES)
def test_the_curve_per_inhabitant_or_what_it_lacks(opened: Open, city_id: str) -> None:
    said = words(opened(city=city_id, measure="head"))
    report = session.at_city(city_id).report()
    if report.leading.latest is not None:
        known = any(item.per_head_t is not None for item in shown_series.own_series(report))
        assert ("there is no path per inhabitant" in said) == known
        assert ("are missing. Add the population" in said.replace(":gray[", "")) == (not known)


def test_by_cause_the_bars_are_those_of_the_drivers(opened: Open) -> None:
    assert any("Total 2005" in chart.proto.alt for chart in opened(city="US-BOS", by="cause").get("plotly_chart"))
