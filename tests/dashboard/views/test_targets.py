"""The Targets page: a finding for every city, actions that close the gap, and words where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.commitment.targets import National, Target
from analytics.text.sentences import Sentence
from dashboard import session, theme
from dashboard.parts.targets import promises, target_wording
from dashboard.parts.targets.promises import key
from datasets.__main__ import read
from datasets.city import new_target
from datasets.city.assessment import report
from datasets.intake.plans import listing
from datasets.intake.plans.listing import COLUMNS
from tests.dashboard.conftest import CITIES, tables
from tests.dashboard.views.conftest import Open, words
from tests.datasets.builders import row, submission

ROWS = (
    "A1,Retrofit,Residential,Natural gas,2020,2030,decided,900000,,,190000000,USD,Housing,7; 11,a plan",
    "A2,Standard,Commercial and institutional,,2020,2030,planned,,,520000,90000000,USD,Office,13,a plan",
    "A3,Cancelled road,Transport,,2021,2027,cancelled,,,10000,,,,,a plan",
)
FIELDS = ("selectbox", "number_input", "text_input", "text_area")


def with_actions(city: str = "US-BOS", rows: tuple[str, ...] = ROWS) -> None:
    """Commit a made-up list of actions to the store of the pages."""
    data = "\n".join((",".join(COLUMNS), *rows)).encode()
    listing.commit(session.store(), listing.draft(session.store(), data, "a.csv", city), "Ada", "a test")


@pytest.fixture
def fresh(opened: Open, own_database: Path) -> Open:
    """Pages on a store of their own."""
    return opened


def test_of_two_targets_of_one_year_each_can_be_looked_at(fresh: Open) -> None:
    fresh("targets", "US-BOS")
    store = session.store()
    found = report(store, "US-BOS")
    last = found.targets[-1]
    new_target.put(store, found, replace(last, kind="per-capita", reduction_percent=90.0), "Ada", "a vote")
    titles = {}
    for name in (f"{last.year}-{last.kind}", f"{last.year}-per-capita"):
        app = fresh("targets", "US-BOS")
        app.query_params["target"] = name
        app.run()
        assert not app.exception
        assert "which is not on file" not in words(app)
        titles[name] = session.at_city("US-BOS").outlook(name, None).progress.target
    assert [item and item.kind for item in titles.values()] == [last.kind, "per-capita"]
    chosen = [button.label.replace("\u00a0", " ") for button in app.button if button.key.startswith("target-")]
    for promise in (theme.promised(last), "−90 % a head"):
        assert chosen.count(f"Target {last.year}: {promise}".replace("\u00a0", " ")) == 1


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_a_finding_four_figures_and_pictures_with_words(opened: Open, city_id: str) -> None:
    app = opened("targets", city_id)
    ahead = session.at_city(city_id).outlook()
    assert app.title[0].value.replace("\\", "") == target_wording.headline(ahead, datetime.now(UTC).year)
    assert ahead.report.city.name in app.title[0].value
    assert len(app.metric) == 4
    charts = app.get("plotly_chart")
    assert len(charts) == (1 if ahead.plan else 0)
    assert all(chart.proto.alt for chart in charts)
    for reason in ahead.reasons:
        assert reason in words(app)


def test_a_city_without_anything_says_what_would_fill_the_page(opened: Open) -> None:
    said = words(opened("targets", "BG0002"))
    for sentence in ("No target is on file for Varna", "What is missing", "An inventory of the base year"):
        assert said.count(sentence) == 1
    for empty in ("No targets on file", "No actions on file", "It cannot be told", "Add a target"):
        assert empty not in said


def test_actions_close_a_part_of_the_gap_and_the_table_says_the_same_as_the_title(fresh: Open) -> None:
    fresh("targets", "US-BOS")
    with_actions()
    app = fresh("targets", "US-BOS")
    ahead = session.at_city("US-BOS").outlook()
    assert ahead.needs is not None
    assert ahead.plan is not None
    percent = theme.percent(100 * ahead.plan.saved(2030) / ahead.needs.to_cut_t)
    assert app.title[0].value == f"The actions on file close {percent} of Boston’s gap to 2030"
    table = tables(app)[-1].set_index("Action")
    assert list(table["Counts in 2030"]) == [
        *(theme.tonnes(wedge.saved_t[-1], None) for wedge in ahead.plan.wedges[:2]),
        "cancelled",
    ]
    assert table.loc["Standard", "Per yearly tonne"].replace("\u00a0", " ") == "173 USD"
    assert table.loc["Cancelled road", "Cost"] == "not reported"
    assert "Standard" in words(app).split("What it would take")[1]


def test_where_actions_overlap_the_page_says_why_one_has_several_figures(fresh: Open) -> None:
    fresh("targets", "US-BOS")
    with_actions()
    said = words(fresh("targets", "US-BOS"))
    assert "overlap" not in said
    assert "avoids alone" not in said
    more = "B1,Renovation,Residential,,2020,2030,planned,,,400000,,,,,a plan"
    with_actions(rows=(*ROWS, more))
    ahead = session.at_city("US-BOS").outlook()
    assert ahead.plan is not None
    assert ahead.needs is not None
    (wedge,) = (wedge for wedge in ahead.plan.wedges if wedge.action.name == "Renovation")
    (step,) = (step for step in ahead.needs.steps if step.estimate.action.name == "Renovation")
    assert step.adds_t < wedge.saved_t[-1] < wedge.stated_t[-1]
    said = words(fresh("targets", "US-BOS"))
    assert "Actions on the same emissions overlap: here each cuts what those before it leave" in said
    assert "An action counts with less than it avoids alone" in said


def test_target_and_scenario_stand_in_the_address_and_a_wrong_one_is_named(opened: Open) -> None:
    app = opened("targets", "US-BOS")
    app.query_params["target"], app.query_params["scenario"] = "2050", "trend"
    app.run()
    assert "2050" in app.title[0].value
    assert app.metric[0].delta == "after the trend"
    app.query_params["scenario"] = "-1.5"
    app.run()
    assert "changing by" in words(app)
    app.query_params["target"], app.query_params["scenario"] = "2051", "doom"
    app.run()
    assert not app.exception
    assert any(
        warning.value.endswith("2051”, which is not on file. On file: 2020, 2030, 2050.") for warning in app.warning
    )
    assert any("doom" in warning.value for warning in app.warning)


def add(app: AppTest, **entered: object) -> AppTest:
    """Fill in fields of the form for a target of Boston and send it."""
    for name, value in entered.items():
        field = key(name, "US-BOS")
        next(item for kind in FIELDS for item in app.get(kind) if item.key == field).set_value(value)
    next(item for item in app.button if item.label == "Add the target").click().run()
    assert not app.exception, app.exception
    return app


def warned(app: AppTest) -> str:
    return "\n".join(item.value for item in app.warning).replace("\\", "").replace("\u2060", "")


def test_a_target_is_added_with_a_reason_and_refused_without(fresh: Open) -> None:
    app = add(fresh("targets", "US-BOS"), year=2040, reduction_percent=75.0)
    assert "no reason" in warned(app)
    add(app, reason="the council")
    entered = next(target for target in session.store().register().targets["US-BOS"] if target.year == 2040)
    assert entered.source.startswith("Entered by ")
    assert isinstance(entered.source, Sentence)  # which can be said in the reader's language
    shown = next(table for table in tables(app) if "Target" in table)
    assert any("75 % below 2005 by 2040" in name.replace("\u00a0", " ") for name in shown["Target"])


def test_a_target_takes_a_sector_a_scenario_and_the_target_of_the_country(fresh: Open) -> None:
    add(
        fresh("targets", "US-BOS"),
        kind="baseline-scenario",
        year=2035,
        reduction_percent=40.0,
        reason="a test",
        scenario="2040=6000000.5\n\n 2030 = 5000000 ",
        scenario_source="a study",
        sector="Transport",
        national_percent=50.0,
        national_base_year=2005,
        national_year=2030,
        national_source="a law",
    )
    (added,) = [target for target in session.store().register().targets["US-BOS"] if target.year == 2035]
    assert added.scenario == ((2030, 5_000_000.0), (2040, 6_000_000.5))
    assert (added.scenario_source, added.sector) == ("a study", "Transport")
    assert added.national == National(50.0, 2005, 2030, "a law")


def test_gdp_is_given_with_a_target_and_later_years_follow_it(fresh: Open) -> None:
    promised = {"kind": "per-gdp", "year": 2040, "reduction_percent": 60.0, "reason": "a test"}
    basis = {"gdp_unit": "million", "gdp_currency": "USD", "gdp_price_year": "2017"}
    app = add(fresh("targets", "US-BOS"), **promised, gdp="2005=90000", **basis, gdp_source="a register")
    assert "On file: the GDP of 2005, in million USD at prices of 2017." in words(app)
    add(app, gdp="2020=120000", **dict.fromkeys(basis, ""))
    rows = session.store().register().gdp["US-BOS"]
    assert [(row.year, row.amount, row.unit, row.price_year) for row in rows] == [
        (2005, 90_000.0, "million", "2017"),
        (2020, 120_000.0, "million", "2017"),
    ]
    before = session.store().newest_revision()
    app = add(app, gdp="2021=110000", **(basis | {"gdp_currency": "EUR"}))
    assert "GDP of million / EUR / 2017" in warned(app)
    assert "million USD at prices of 2017 for every year. Give unit, currency and year of prices" in warned(app)
    assert session.store().newest_revision() == before


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"scenario": "2030=5000000\n2040;6"}, "“2040;6” in line 2 of the baseline scenario"),
        ({"scenario": "2030=5,000,000"}, "nothing between thousands"),
        ({"gdp": "2030=1\n2030=2"}, "“2030=2” in line 2 of the GDP. Expected each year once."),
        ({"gdp": "2020=0", "gdp_unit": "million", "gdp_currency": "USD", "gdp_price_year": "2017"}, "a GDP of 0"),
        ({"gdp": "2020=5"}, "nothing stated"),
        ({"kind": "baseline-scenario"}, "a baseline scenario of no year at all"),
        ({"national_percent": 50.0}, "Fill in all four fields of the target of the country"),
        ({"year": 2001}, "they may have been swapped"),
        ({"reduction_percent": None}, "no reduction"),
        ({"base_year": 1991}, "1991"),
    ],
)
def test_what_the_command_line_refuses_the_form_refuses_where_it_stands(
    fresh: Open, entered: dict[str, object], said: str
) -> None:
    app = fresh("targets", "US-BOS")
    before = session.store().newest_revision()
    app = add(app, **{"year": 2040, "reduction_percent": 75.0, "reason": "a test", **entered})
    assert said in warned(app)
    assert "--" not in warned(app)
    assert session.store().newest_revision() == before


def test_the_form_has_the_fields_of_the_command_line() -> None:
    needed = ["target", "US-BOS", "--base-year", "2005", "--year", "2030", "--reason", "x"]
    ours = {*promises.FIELDS, "city", "reason", "author", "scenario", "gdp", "brings", "database", "empty", "json"}
    assert vars(read(needed)).keys() - ours == {"base_t"}


def test_a_list_is_checked_its_effect_shown_and_committed(fresh: Open) -> None:
    app = fresh("targets", "US-BOS")
    data = "\n".join((",".join(COLUMNS), ROWS[0].replace("decided", "soonish"), ROWS[1])).encode()
    app.file_uploader[0].upload("list.csv", data, "text/csv").run()
    assert not app.exception
    app.selectbox(key="actions-answer-0").set_value("decided").run()
    assert "Actions: 2 new" in words(app)
    app.text_input(key="actions-reason").set_value("the plan")
    next(item for item in app.button if item.label == "Commit the list").click().run()
    assert [action.id for action in session.store().register().actions["US-BOS"]] == ["A1", "A2"]
    assert "close" in app.title[0].value


@pytest.mark.parametrize(
    ("base", "newest", "kind"), [(0.0, 500.0, "absolute"), (100.0, -50.0, "neutrality"), (900.0, 0.0, "absolute")]
)
def test_a_base_of_zero_a_net_negative_total_and_forty_years_between_break_nothing(
    fresh: Open, base: float, newest: float, kind: str
) -> None:
    fresh("targets", "BG0002")
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
    app = fresh("targets", "BG0002")
    assert "Varna" in app.title[0].value
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))
