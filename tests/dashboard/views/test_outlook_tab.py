"""The Outlook page: a finding for every city, actions that close the gap, and words where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.commitment.targets import Target
from dashboard import session, theme
from dashboard.parts.outlook import outlook_wording
from datasets.city import new_target
from datasets.city.assessment import report
from datasets.intake.plans import listing
from datasets.intake.plans.listing import COLUMNS
from tests.dashboard.conftest import CITIES, tables
from tests.dashboard.views.conftest import Open, words
from tests.datasets.builders import row, submission

ROWS = (
    "A1,Retrofit,Residential,Natural gas,2020,2030,decided,900000,,,190000000,USD,,Housing,7; 11,a plan",
    "A2,Standard,Commercial and institutional,,2020,2030,planned,,,520000,90000000,USD,,Office,13,a plan",
    "A3,Cancelled road,Transport,,2021,2027,cancelled,,,10000,,,,,,a plan",
)


def ladder(app: AppTest) -> str:
    """The ladder of the page, as it is sent."""
    return next(item.proto.body for item in app.get("html") if "ladder" in item.proto.body).replace("\u00a0", " ")


def with_actions(city: str = "US-BOS", rows: tuple[str, ...] = ROWS) -> None:
    """Commit a made-up list of actions to the store of the pages."""
    data = "\n".join((",".join(COLUMNS), *rows)).encode()
    listing.commit(session.store(), listing.draft(session.store(), data, "a.csv", city), "Ada", "a test")


@pytest.fixture
def fresh(opened: Open, own_database: Path) -> Open:
    """Pages on a store of their own."""
    return opened


@pytest.mark.longer("pages of a database of its own")
def test_of_two_targets_of_one_year_each_can_be_looked_at(fresh: Open) -> None:
    fresh("outlook", "US-BOS")
    store = session.store()
    found = report(store, "US-BOS")
    last = found.targets[-1]
    new_target.put(store, found, replace(last, kind="per-capita", reduction_percent=90.0), "Ada", "a vote")
    titles = {}
    for name in (f"{last.year}-{last.kind}", f"{last.year}-per-capita"):
        app = fresh("outlook", "US-BOS")
        app.query_params["target"] = name
        app.run()
        assert not app.exception
        assert "which is not known here" not in words(app)
        titles[name] = session.at_city("US-BOS").outlook(name, None).progress.target
    assert [item and item.kind for item in titles.values()] == [last.kind, "per-capita"]
    chosen = [button.label.replace("\u00a0", " ") for button in app.button if button.key.startswith("target-")]
    for promise in (theme.promised(last), "−90% a head"):
        assert chosen.count(f"Target {last.year}: {promise}".replace("\u00a0", " ")) == 1


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_a_finding_and_pictures_with_words(opened: Open, city_id: str) -> None:
    app = opened("outlook", city_id)
    ahead = session.at_city(city_id).outlook()
    assert app.title[0].value.replace("\\", "") == outlook_wording.headline(ahead, datetime.now(UTC).year)
    assert ahead.report.city.name in app.title[0].value
    charts = app.get("plotly_chart")
    assert len(charts) == (1 if ahead.plan else 0)
    assert all(chart.proto.alt for chart in charts)
    for reason in ahead.reasons:
        assert reason in words(app)


def test_a_city_without_anything_says_what_would_fill_the_page(opened: Open) -> None:
    said = words(opened("outlook", "BG0002"))
    for sentence in ("Varna has no target yet", "What is missing", "An inventory of the base year"):
        assert said.count(sentence) == 1
    for empty in ("No targets", "No actions", "There is nothing to draw"):
        assert empty not in said


@pytest.mark.longer("whole pages are drawn")
def test_actions_close_a_part_of_the_gap_and_the_table_says_the_same_as_the_title(fresh: Open) -> None:
    fresh("outlook", "US-BOS")
    with_actions()
    app = fresh("outlook", "US-BOS")
    ahead = session.at_city("US-BOS").outlook()
    assert ahead.needs is not None
    assert ahead.plan is not None
    decided, every = (theme.part_of(t, ahead.needs.to_cut_t) for t in (ahead.needs.decided_t, ahead.needs.every_t))
    assert ahead.needs.decided_t < ahead.needs.every_t == pytest.approx(ahead.plan.saved(2030))
    assert app.title[0].value == f"Decided actions close {decided} of Boston’s gap to 2030"
    assert f"If every action were carried out, {every} of it would close." in words(app)
    table = tables(app)[-1].set_index("Action")
    by_name = {wedge.action.name: theme.tonnes(wedge.saved_t[-1], None) for wedge in ahead.plan.wedges}
    assert dict(table["Counts in 2030"]) == by_name | {"Cancelled road": "cancelled"}
    assert table.loc["Standard", "Per tonne over its life"] == "life not known"
    assert table.loc["Cancelled road", "Cost"] == "not reported"
    assert "Standard" in words(app).split("What it would take")[1]


@pytest.mark.longer("a database of its own with a plan")
def test_where_actions_overlap_the_page_says_why_one_has_several_figures(fresh: Open) -> None:
    fresh("outlook", "US-BOS")
    with_actions()
    said = words(fresh("outlook", "US-BOS"))
    assert "overlap" not in said
    assert "avoids alone" not in said
    more = "B1,Renovation,Residential,,2020,2030,planned,,,400000,,,,,,a plan"
    with_actions(rows=(*ROWS, more))
    ahead = session.at_city("US-BOS").outlook()
    assert ahead.plan is not None
    assert ahead.needs is not None
    (wedge,) = (wedge for wedge in ahead.plan.wedges if wedge.action.name == "Renovation")
    (step,) = (step for step in ahead.needs.steps if step.estimate.action.name == "Renovation")
    assert step.adds_t < wedge.saved_t[-1] < wedge.stated_t[-1]
    said = words(fresh("outlook", "US-BOS"))
    assert "Actions on the same emissions overlap: here each cuts what those before it leave" in said
    assert "An action counts with less than it avoids alone" in said


@pytest.mark.longer("the page is drawn after each act")
def test_target_and_scenario_stand_in_the_address_and_a_wrong_one_is_named(opened: Open) -> None:
    app = opened("outlook", "US-BOS")
    app.query_params["target"], app.query_params["scenario"] = "2050", "trend"
    app.run()
    assert "2050" in app.title[0].value
    assert "by the recent trend" in ladder(app)
    app.query_params["scenario"] = "-1.5"
    app.run()
    assert "changing by" in words(app)
    app.query_params["target"], app.query_params["scenario"] = "2051", "doom"
    app.run()
    assert not app.exception
    assert any(
        warning.value.endswith("2051”, which is not known here. On file: 2020, 2030, 2050.") for warning in app.warning
    )
    assert any("doom" in warning.value for warning in app.warning)


@pytest.mark.longer("databases of made cities")
@pytest.mark.parametrize(
    ("base", "newest", "kind"), [(0.0, 500.0, "absolute"), (100.0, -50.0, "neutrality"), (900.0, 0.0, "absolute")]
)
def test_a_base_of_zero_a_net_negative_total_and_forty_years_between_break_nothing(
    fresh: Open, base: float, newest: float, kind: str
) -> None:
    fresh("outlook", "BG0002")
    store = session.store()
    for year, tonnes in ((1992, base), (2032, newest)):
        cells = [
            row(sector, tonnes / 4, year=year, city_id="BG0002")
            for sector in ("municipal_buildings", "tertiary", "residential", "transport")
        ]
        store.commit(submission(*cells))
    target = Target("BG0002", kind, 1992, 2060, 100.0, "covenant", "a plan")  # type: ignore[arg-type]
    new_target.put(store, report(store, "BG0002"), target, "Ada", "a test")
    with_actions("BG0002")
    app = fresh("outlook", "BG0002")
    assert "Varna" in app.title[0].value
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))


@pytest.mark.longer("the page is drawn after each act")
def test_what_is_tried_stands_in_the_address_moves_the_title_and_goes_back_slider_by_slider(opened: Open) -> None:
    app = opened("outlook", "IT0004", **{"try": "Buildings:35,Transport:50"})
    moved = [item.value for item in app.slider]
    assert sorted(moved) == [0, 35, 50, 100, 100, 100]
    (title,) = (item.value for item in app.header if item.value.startswith("Tried:"))
    assert "above the target" in title
    assert "nothing is written" in words(app)
    app.button(key="tried-Transport-usual").click().run()
    assert app.query_params["try"] == "Buildings:35"
    assert sorted(item.value for item in app.slider) == [0, 35, 100, 100, 100, 100]
    app.button(key="tried-none").click().run()
    assert "try" not in app.query_params
    assert not [item for item in app.header if item.value.startswith("Tried:")]


def test_a_moved_slider_goes_into_the_address_and_back_at_its_usual_place_out_of_it(opened: Open) -> None:
    app = opened("outlook", "US-BOS")
    slider = next(item for item in app.slider if item.label == "Transport")
    slider.set_value(30).run()
    assert app.query_params["try"] == "Transport:30"
    next(item for item in app.slider if item.label == "Transport").set_value(0).run()
    assert "try" not in app.query_params


@pytest.mark.parametrize("said", ["Transport:101", "Zoo:50", "Transport:half", "Transport:-5"])
def test_a_slider_beyond_its_range_or_of_no_sector_is_named_and_the_others_count(opened: Open, said: str) -> None:
    app = opened("outlook", "US-BOS", **{"try": f"{said},Tertiary:50"})
    (told,) = (item.value for item in app.info)
    assert said in told.replace("\\", "").replace("\u2060", "")
    assert sorted(item.value for item in app.slider) == [0, 0, 0, 0, 50]


def test_what_was_tried_for_one_city_is_not_tried_for_the_next_where_it_has_no_such_sector(opened: Open) -> None:
    app = opened("outlook", "US-BOS", **{"try": "Tertiary:50"})
    app.query_params["city"] = "IT0004"
    app.run()
    assert not app.exception
    assert "Tertiary" in "".join(item.value for item in app.info)


@pytest.mark.longer("a database of its own with a plan")
def test_cost_per_tonne_is_that_over_the_life_stated_or_assumed_and_missing_without_either(fresh: Open) -> None:
    fresh("outlook", "US-BOS")
    with_actions(rows=(ROWS[0].replace("USD,,", "USD,25,"), ROWS[1]))
    costs = [
        tables(fresh("outlook", "US-BOS", **asked))[-1].set_index("Action")["Per tonne over its life"].to_dict()
        for asked in ({}, {"life": "10"})
    ]
    stated = session.at_city("US-BOS").outlook().estimates[0].over_life()
    assert stated is not None
    shown = f"{theme.number(stated, 0 if stated >= 10 else 2)}{theme.NBSP}USD"
    assert costs[0] == {"Retrofit": shown, "Standard": "life not known"}
    assert costs[1] == {"Retrofit": shown, "Standard": f"{theme.number(90_000_000 / 520_000 / 10)}{theme.NBSP}USD"}
