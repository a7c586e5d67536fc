"""The page Plan: targets and actions are entered with a reason, and refused where they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.commitment.targets import National
from analytics.text.sentences import Sentence
from analytics.vocabulary import Verdict
from dashboard import session
from dashboard.parts.plan import action_editor, promises
from dashboard.parts.plan.action_editor import TypedActions
from dashboard.parts.plan.promises import key
from datasets.commands.one_call import read
from datasets.intake.plans.edited import cells
from datasets.intake.plans.listing import COLUMNS
from datasets.store import Submission
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import Open, to, words
from tests.effort import first

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


@pytest.mark.longer("whole pages are drawn")
def test_a_target_is_added_with_a_reason_and_refused_without(fresh: Open) -> None:
    app = add(fresh("plan", "US-BOS", part="targets"), year=2040, reduction_percent="75")
    assert "no reason" in warned(app)
    add(app, reason="the council")
    entered = next(target for target in session.store().register().targets["US-BOS"] if target.year == 2040)
    assert entered.source.startswith("Entered by ")
    assert isinstance(entered.source, Sentence)  # which can be said in the reader's language
    shown = next(table for table in tables(app) if "Target" in table)
    assert any("75% below 2005 by 2040" in name.replace("\u00a0", " ") for name in shown["Target"])


@pytest.mark.longer("the page is drawn after each act")
def test_a_target_takes_a_sector_a_scenario_and_the_target_of_the_country(fresh: Open) -> None:
    add(
        fresh("plan", "US-BOS", part="targets"),
        kind="baseline-scenario",
        year=2035,
        reduction_percent="40",
        reason="a test",
        scenario="2040=6000000.5\n\n 2030 = 5,000,000 ",
        scenario_source="a study",
        sector="Transport",
        national_percent="50",
        national_base_year=2005,
        national_year=2030,
        national_source="a law",
    )
    (added,) = [target for target in session.store().register().targets["US-BOS"] if target.year == 2035]
    assert added.scenario == ((2030, 5_000_000.0), (2040, 6_000_000.5))
    assert (added.scenario_source, added.sector) == ("a study", "Transport")
    assert added.national == National(50.0, 2005, 2030, "a law")


@pytest.mark.longer("the page is drawn after each act")
def test_gdp_is_given_with_a_target_and_later_years_follow_it(fresh: Open) -> None:
    promised = {"kind": "per-gdp", "year": 2040, "reduction_percent": "60", "reason": "a test"}
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


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize(
    ("entered", "said"),
    first(
        3,
        [
            ({"scenario": "2030=5000000\n2040;6"}, "“2040;6” in line 2 of the baseline scenario"),
            ({"scenario": "2030=5.000"}, "“5.000”, which can be 5 or 5,000. Expected a number. Type 5000 or 5.0000."),
            ({"gdp": "2030=1\n2030=2"}, "“2030=2” in line 2 of the GDP. Expected each year once."),
            ({"gdp": "2020=0", "gdp_unit": "million", "gdp_currency": "USD", "gdp_price_year": "2017"}, "a GDP of 0"),
            ({"gdp": "2020=5"}, "nothing stated"),
            ({"kind": "baseline-scenario"}, "a baseline scenario of no year at all"),
            ({"national_percent": "50"}, "Fill in all four fields of the target of the country"),
            ({"year": 2001}, "they may have been swapped"),
            ({"reduction_percent": ""}, "no reduction"),
            ({"base_year": 1991}, "1991"),
        ],
    ),
)
def test_what_the_command_line_refuses_the_form_refuses_where_it_stands(
    opened: Open, entered: dict[str, object], said: str
) -> None:
    app = opened("plan", "US-BOS", part="targets")
    before = session.store().newest_revision()
    app = add(app, **{"year": 2040, "reduction_percent": "75", "reason": "a test", **entered})
    assert said in warned(app)
    assert "--" not in warned(app)
    assert session.store().newest_revision() == before


@pytest.mark.parametrize("declared", [None, "1.200.000 t", "1200000"])
def test_a_city_without_an_inventory_sets_a_target(fresh: Open, declared: str | None) -> None:
    app = fresh("plan", "BG0002", part="targets")
    fields = {"base_year": 2008, "year": 2030, "reduction_percent": "40", "reason": "the council", "method": "covenant"}
    for name, value in (fields | ({"base_t": declared} if declared else {})).items():
        field = key(name, "BG0002")
        next(item for kind in FIELDS for item in app.get(kind) if item.key == field).set_value(value)
    next(item for item in app.button if item.label == "Add the target").click().run()
    assert not app.exception, app.exception
    held = session.store().register().targets.get("BG0002", ())
    if declared == "1.200.000 t":
        assert not held, "what is no number is refused"
        return
    (target,) = held
    assert (target.base_year, target.year, target.method) == (2008, 2030, "covenant")
    assert target.declared_base_t == (float(declared) if declared else None)
    assert session.at_city("BG0002").report().leading.verdict is Verdict.CANNOT_TELL
    assert app.title[0].value == "Varna: no action, 1 target"


def test_the_form_has_the_fields_of_the_command_line() -> None:
    needed = ["target", "US-BOS", "--base-year", "2005", "--year", "2030", "--reason", "x"]
    ours = {*promises.FIELDS, "city", "reason", "author", "scenario", "gdp", "brings", "database", "empty", "json"}
    assert vars(read(needed)).keys() <= ours


@pytest.mark.longer("the page is drawn after each act")
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
    assert "2 actions" in app.title[0].value


def pressed(app: AppTest, label: str) -> AppTest:
    next(item for item in app.button if item.label.replace("\\", "") == label).click().run()
    assert not app.exception, app.exception
    return app


def editing(app: AppTest, **changed: str) -> None:
    """Leave cells of the first action of Turin typed over, as a visit keeps them."""
    base = tuple(session.store().register().actions["IT0004"])
    rows = [cells(action) for action in base]
    typed = [rows[0] | changed, *rows[1:]]
    app.session_state[action_editor.KEPT] = TypedActions("IT0004", base, rows, typed, number=9)


@pytest.mark.longer("the page is drawn after each act")
def test_what_was_typed_outlives_another_page_is_checked_cell_by_cell_and_dropped_in_one_click(fresh: Open) -> None:
    app = fresh("plan", "IT0004")
    editing(app, end="2300")
    app.run()
    (said,) = (item.value for item in app.error)
    assert 'Row 1, column "End": found "2300"' in said.replace("\\", "").replace("\u2060", "")
    to(app, "outlook").run()
    to(app, "plan").run()
    assert any("2300" in item.value for item in app.error)
    pressed(app, "Drop what was typed")
    assert not app.error


def test_a_typed_plan_shows_its_effect_is_committed_with_a_reason_and_taken_back(fresh: Open) -> None:
    app = fresh("plan", "IT0004")
    editing(app, status="done", life_years="30")
    app.run()
    assert "1 changed, 26 unchanged" in words(app)
    pressed(app, "Commit the plan")
    assert "no reason" in warned(app)
    app.text_input(key="plan-reason").set_value("it is built")
    pressed(app, "Commit the plan")
    first = session.store().register().actions["IT0004"][0]
    assert (first.status, first.life_years) == ("done", 30.0)
    assert "Commit the plan" not in [item.label for item in app.button]
    pressed(app, "Undo “it is built”")
    assert session.store().register().actions["IT0004"][0].status == "decided"
    assert "is taken back" in words(app)


@pytest.mark.longer("the page is drawn after each act")
def test_a_plan_that_somebody_else_changed_is_refused_with_what_changed_and_nothing_typed_is_lost(fresh: Open) -> None:
    app = fresh("plan", "IT0004")
    editing(app, status="done")
    app.run()
    base = tuple(session.store().register().actions["IT0004"])
    theirs = [base[0], replace(base[1], life_years=40.0), *base[2:]]
    session.store().commit(Submission(None, 0, "Bo", "actions", reason="a life", actions={"IT0004": theirs}))
    app.text_input(key="plan-reason").set_value("it is built")
    pressed(app, "Commit the plan")
    assert "“Thermal Insulation”, Life (years): meanwhile 40 in place of –" in warned(app)
    pressed(app, "Go on from the newest list")
    app.text_input(key="plan-reason").set_value("it is built")
    pressed(app, "Commit the plan")
    first, second = session.store().register().actions["IT0004"][:2]
    assert (first.status, second.life_years) == ("done", 40.0)


@pytest.mark.longer("the page is drawn after each answer")
def test_a_figure_that_stands_twice_is_named_below_the_table_with_its_two_answers(fresh: Open) -> None:
    app = fresh("plan", "IT0004")
    assert "Municipal Vehicles Renewal: 688 t at a cost of" in words(app).replace("**", "")
    pressed(app, "Leave it open")
    assert "1 changed" in words(app)
    pressed(app, "Drop what was typed")
    pressed(app, "Keep 688\u00a0t")
    assert "688 t at a cost of" not in words(app)


@pytest.mark.longer("the page is drawn after each act")
def test_one_of_several_targets_is_withdrawn_with_a_reason(fresh: Open) -> None:
    app = fresh("plan", "US-BOS", part="targets")
    app.text_input(key="withdraw-reason-US-BOS").set_value("repealed")
    pressed(app, "Withdraw")
    assert len(session.store().register().targets["US-BOS"]) == 2
    assert "2 targets" in app.title[0].value


def test_a_city_without_actions_has_an_empty_table_that_takes_the_first(fresh: Open) -> None:
    app = fresh("plan", "BG0002")
    assert app.title[0].value == "Varna: no action, no target"
    assert "the last row takes a new one" in words(app)
