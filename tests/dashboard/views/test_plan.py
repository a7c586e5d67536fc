"""The page Plan: targets and actions are entered with a reason, and refused where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.commitment.targets import National
from analytics.text.sentences import Sentence
from dashboard import session
from dashboard.parts.plan import promises
from dashboard.parts.plan.promises import key
from datasets.__main__ import read
from datasets.intake.plans.listing import COLUMNS
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import Open, words

ROWS = (
    "A1,Retrofit,Residential,Natural gas,2020,2030,decided,900000,,,190000000,USD,,Housing,7; 11,a plan",
    "A2,Standard,Commercial and institutional,,2020,2030,planned,,,520000,90000000,USD,,Office,13,a plan",
)
FIELDS = ("selectbox", "number_input", "text_input", "text_area")


@pytest.fixture
def fresh(opened: Open, own_database: Path) -> Open:
    """Pages on a store of their own."""
    return opened


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
    app = add(fresh("plan", "US-BOS", part="targets"), year=2040, reduction_percent=75.0)
    assert "no reason" in warned(app)
    add(app, reason="the council")
    entered = next(target for target in session.store().register().targets["US-BOS"] if target.year == 2040)
    assert entered.source.startswith("Entered by ")
    assert isinstance(entered.source, Sentence)  # which can be said in the reader's language
    shown = next(table for table in tables(app) if "Target" in table)
    assert any("75 % below 2005 by 2040" in name.replace("\u00a0", " ") for name in shown["Target"])


def test_a_target_takes_a_sector_a_scenario_and_the_target_of_the_country(fresh: Open) -> None:
    add(
        fresh("plan", "US-BOS", part="targets"),
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
    app = add(fresh("plan", "US-BOS", part="targets"), **promised, gdp="2005=90000", **basis, gdp_source="a register")
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
    app = fresh("plan", "US-BOS", part="targets")
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
    app = fresh("plan", "US-BOS", part="list")
    data = "\n".join((",".join(COLUMNS), ROWS[0].replace("decided", "soonish"), ROWS[1])).encode()
    app.file_uploader[0].upload("list.csv", data, "text/csv").run()
    assert not app.exception
    app.selectbox(key="actions-answer-0").set_value("decided").run()
    assert "Actions: 2 new" in words(app)
    app.text_input(key="actions-reason").set_value("the plan")
    next(item for item in app.button if item.label == "Commit the list").click().run()
    assert [action.id for action in session.store().register().actions["US-BOS"]] == ["A1", "A2"]
    assert "Two actions" in app.title[0].value
