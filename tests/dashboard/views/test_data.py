"""The Data page: what a file holds is shown before it counts, and can be taken back."""

from __future__ import annotations

import calendar
import csv
import getpass
import hashlib
import io
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from analytics.text.problems import Problem
from analytics.vocabulary import Verdict
from dashboard import browsers, session, visitors
from dashboard.parts.data import check, consequences, review, takeaways
from dashboard.parts.history import revisions
from datasets.intake import unfinished
from datasets.intake.drafted import Draft, Effect
from datasets.intake.drafting import TEMPLATE_CSV
from datasets.store import DraftOwner
from tests.dashboard.conftest import tables
from tests.dashboard.views.conftest import to

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"
# Sums by sector of the inventory in Turin's Climate City Contract (table ), written as a person in Turin would.
TURIN = b"""\
city;year;sector;label;value;unit;source
Torino;2019;municipal_buildings;Municipal buildings;54311;t CO2;Climate City Contract, table A-1.3
Torino;2019;residential;Residential;712008;t CO2;Climate City Contract, table A-1.3
Torino;2019;tertiary;Tertiary;524538;t CO2;Climate City Contract, table A-1.3
Torino;2019;private_transport;Private transport;582616,81;t CO2;Climate City Contract, table A-1.3
Torino;2019;public_transport;Public transport;52.910,28;t CO2;Climate City Contract, table A-1.3
"""
TURIN_TONNES = 54311 + 712008 + 524538 + 582616.81 + 52910.28


@pytest.fixture
def app(own_database: Path) -> AppTest:
    """The Data page of Turin on a database of its own."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["city"] = "IT0004"
    to(page, "data")
    return page.run()


def shown(page: AppTest) -> str:
    """Every text on the page, without the marks that keep it from being read as markdown."""
    parts = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.warning, *page.error]
    return "\n".join(part.value for part in parts).replace("\\", "")


def upload(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, data, "text/csv"))
    return page.run()


def held(page: AppTest) -> review.Review:
    """The file under review."""
    found: review.Review = page.session_state["review"]
    return found


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    return page.run()


def emissions_of_turin() -> float:
    (inventory,) = (item for item in session.at_city("IT0004").report().inventories if item.method == "covenant")
    assert inventory.emissions_t is not None
    return inventory.emissions_t


def answer_decimal(page: AppTest, choice: str) -> AppTest:
    """Answer the first question, and say why where the file holds less than the sample in whose place it comes."""
    page.radio[0].set_value(choice)
    press(page, "Apply the answers")
    if why := [field for field in page.text_input if field.label.startswith("Why does this file hold less")]:
        why[0].set_value("five rows for a look")
        press(page, "Apply the answers")
    return page


def of_class(page: AppTest, name: str) -> str:
    """A part of the page that is written as HTML, by its class."""
    return next(part.proto.body for part in page.get("html") if f'class="{name}"' in part.proto.body)


def present_step(page: AppTest) -> str:
    """The name of the step at which the page says that a file stands."""
    return of_class(page, "steps").partition('aria-current="step"')[2].partition("<strong>")[2].partition("<")[0]


@pytest.mark.longer("a file is checked anew after each of its answers")
def test_the_page_says_at_which_step_a_file_stands_and_how_many_questions_are_left(app: AppTest) -> None:
    assert present_step(app) == "File"
    upload(app, "torino.csv", TURIN)
    assert present_step(app) == "Questions"
    assert "1 left" in of_class(app, "steps")
    answer_decimal(app, "comma")
    assert present_step(app) == "Commit"
    assert "none left" in of_class(app, "steps")


def test_a_decimal_comma_is_asked_about_and_nothing_is_chosen_beforehand(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == "One question before torino.csv can be committed"
    assert app.radio[0].value is None
    assert list(app.radio[0].proto.captions) == ["total of 2019 would be 1,926,384\xa0t CO₂", ""]
    assert "Commit this file" not in [button.label for button in app.button]


def test_answer_commit_and_undo_lead_there_and_back(app: AppTest) -> None:
    before = emissions_of_turin()
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    assert "the verdict stays" in shown(app)
    assert emissions_of_turin() == before
    press(app, "Commit this file")
    assert ": 5 rows of torino.csv." in shown(app).replace("\\", "")
    assert emissions_of_turin() == pytest.approx(TURIN_TONNES)
    newest = session.store().history("IT0004")[0].revision
    to(app, "history").run()
    app.text_input(key=f"undo-{newest}-reason").set_value("A trial")
    press(app, f"Undo revision {newest}")
    assert not app.exception
    assert emissions_of_turin() == before
    assert f"took back revision {newest}" in shown(app)


@pytest.mark.longer("a file is committed before by the page")
def test_undo_without_a_reason_is_refused_and_changes_nothing(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    press(app, "Commit this file")
    newest = session.store().newest_revision()
    to(app, "history").run()
    press(app, f"Undo revision {newest}")
    assert session.store().newest_revision() == newest
    assert "Not done yet: say why it is taken back." in shown(app)


@pytest.mark.longer("a file is checked and committed by the page")
def test_a_correction_asks_for_its_reason(app: AppTest) -> None:
    for _ in range(2):
        upload(app, "torino.csv", TURIN)
        answer_decimal(app, "comma")
        if "Commit this file" in [button.label for button in app.button]:
            press(app, "Commit this file")
    assert "Commit this file" not in [button.label for button in app.button]
    reason = next(
        field for field in app.text_input if field.key and field.key.endswith("-reason") and "answer" in field.key
    )
    reason.set_value("The city corrected its table")
    press(app, "Apply the answers")
    press(app, "Commit this file")
    assert session.store().history("IT0004")[0].reason == "The city corrected its table"


@pytest.mark.longer("several pages are drawn")
def test_the_chosen_file_survives_a_look_at_another_page(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    to(app, "method").run()
    to(app, "data").run()
    assert app.title[0].value.replace("\\", "") == "One question before torino.csv can be committed"


def offered(page: AppTest) -> list[str]:
    return [button.label for button in page.button if button.label.startswith("Continue with")]


def of(page: AppTest, city: str) -> AppTest:
    """The same page in the same visit, of another city."""
    page.query_params["city"] = city
    return page.run()


@pytest.mark.longer("a file is checked, and pages of two cities are drawn")
def test_a_file_begun_on_one_citys_page_is_on_no_other_citys_page(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    of(app, "FR0009")
    assert "torino" not in shown(app)
    assert offered(app) == []
    assert app.title[0].value.startswith("Add an inventory of Lyon")
    of(app, "IT0004")
    assert app.title[0].value.replace("\\", "") == "One question before torino.csv can be committed"
    of(app, "FR0009")
    upload(app, "lyon.csv", TURIN.replace(b"Torino", b"Lyon"))
    of(app, "IT0004")
    assert "lyon.csv" not in shown(app)
    assert [label.partition(",")[0] for label in offered(app)] == ["Continue with torino.csv"]
    press(app, offered(app)[0])
    assert app.title[0].value.replace("\\", "") == "One question before torino.csv can be committed"


@pytest.mark.longer("a file is checked and committed by the page")
def test_what_was_committed_is_told_on_the_page_where_it_was(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    press(app, "Commit this file")
    assert "Committed as revision" in shown(app)
    assert "Committed as revision" not in shown(of(app, "FR0009"))


def came_with(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> None:
    """From now on a page is asked for by a browser with these cookies."""
    theme = SimpleNamespace(type="light")
    headers = {"Host": "localhost:8501"}
    context = SimpleNamespace(url=None, headers=headers, cookies=cookies, theme=theme, locale="en-GB")
    monkeypatch.setattr(visitors.st, "context", context)


@pytest.mark.longer("several visits to the page")
def test_a_browser_finds_its_files_in_another_visit_and_one_without_a_cookie_finds_none(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def visit() -> AppTest:
        other = AppTest.from_file(str(APP), default_timeout=60)
        other.query_params["city"] = "IT0004"
        return to(other, "data").run()

    key = session.store().browser_key()
    ann, bob = ({browsers.cookie_name(key): browsers.signed(name, key)} for name in ("ann", "bob"))
    came_with(monkeypatch, ann)
    upload(app.run(), "torino.csv", TURIN)
    assert len(offered(visit())) == 1
    for other in (bob, {}, {"covenant-browser": "ann"}):
        came_with(monkeypatch, other)
        assert offered(visit()) == []
    first = upload(visit(), "torino.csv", TURIN)
    press(first, "Close the file")
    assert len(offered(first)) == 1, "for the rest of the visit"
    assert offered(visit()) == []
    came_with(monkeypatch, ann)
    assert [len(offered(page)) for page in (first.run(), visit())] == [1, 1]


def test_a_signed_in_person_is_an_account_of_one_issuer(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def comes(**claims: str) -> DraftOwner:
        monkeypatch.setattr(visitors.st, "user", SimpleNamespace(is_logged_in=True, **claims))
        return visitors.draft_owner()

    ann = comes(iss="https://one.example.org", sub="7", email="ann@example.org")
    assert comes(iss="https://one.example.org", sub="7", email="ann@elsewhere.org").keeper == ann.keeper
    others = (
        {"iss": "https://two.example.org", "sub": "7", "email": "bob@example.org"},
        {"provider": "two", "sub": "7"},
        {"sub": "7"},
        {"name": "7"},
        {"iss": "https://one.example.org", "email": "7"},
        {"iss": 'https://one.example.org", "sub', "sub": "7"},
        {"iss": "https://one.example.org", "sub": "ann@example.org"},
    )
    assert len({ann.keeper, *(comes(**claims).keeper for claims in others)}) == 1 + len(others)
    assert ann.earlier == "person:ann@example.org"


@pytest.mark.longer("a file is checked and committed by the page")
def test_what_a_request_says_of_its_user_names_no_author(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    came_with(monkeypatch, {"_streamlit_user": "mayor"})
    spoofed = ("X-Forwarded-User", "X-Forwarded-Email", "Remote-User", "X-Remote-User", "X-Auth-Request-User")
    visitors.st.context.headers.update(dict.fromkeys(spoofed, "mayor"))
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    press(app, "Commit this file")
    assert session.store().revision(session.store().newest_revision()).author == getpass.getuser()


@pytest.mark.longer("a file is checked by the page")
def test_a_draft_that_is_gone_is_not_committed(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    saved = app.session_state["review"].saved
    unfinished.discard(session.store(), saved.owner, saved.draft_id)  # in another window
    before = session.store().newest_revision()
    press(app, "Commit this file")
    assert "bring the file again" in shown(app)
    assert session.store().newest_revision() == before


@pytest.mark.longer("many files are checked by the page")
def test_more_unfinished_files_than_may_be_kept_are_not_taken_and_their_pages_are_named(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    owner = app.session_state["review"].owner
    for number in range(1, unfinished.MOST_KEPT):
        unfinished.save(session.store(), owner._replace(city_id="FR0009"), "x.csv", str(number).encode())
    of(app, "BG0002")
    upload(app, "more.csv", b"city,year\n")
    assert "20 unfinished files" in shown(app)
    assert "they wait on the Data page of: Lyon, Turin" in shown(app)
    assert app.title[0].value.startswith("Add an inventory of Varna")


@pytest.mark.longer("a file is checked and committed by the page")
def test_the_signed_in_name_goes_before_the_typed_one(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    next(field for field in app.text_input if field.label == "Your name").set_value("The Mayor")
    app.run()
    monkeypatch.setattr(visitors.st, "user", SimpleNamespace(is_logged_in=True, email="ann@example.org"))
    app.run()  # who signs in begins anew: the files of the browser are not theirs
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    assert "You are signed in as **ann@" in shown(app).replace("\u2060", "")
    assert [field.label for field in app.text_input if field.label == "Your name"] == []
    press(app, "Commit this file")
    assert session.store().history("IT0004")[0].author == "ann@example.org"


def test_a_picture_named_csv_gets_a_sentence(app: AppTest) -> None:
    upload(app, "scan.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64))
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == "One problem keeps scan.csv out"
    assert "PNG" in "".join(str(table.to_dict()) for table in tables(app))


def test_every_problem_is_listed_with_its_row(app: AppTest) -> None:
    rows = b"city,year,sector,value,unit\nTurin,20l9,residential,1,MWh\nTurin,2019,residential,n.d.,MWh\n"
    upload(app, "two.csv", rows)
    listed = "".join([*(str(table.to_dict()) for table in tables(app)), *(part.value for part in app.markdown)])
    assert "Row 2" in listed
    assert "Row 3" in listed


@pytest.mark.longer("the browser tests look at such a file, too")
def test_text_of_a_file_never_becomes_a_picture_or_a_link(app: AppTest) -> None:
    hostile = "![x](http://example.org/x.png)"
    upload(app, f"{hostile}.csv", f"city,year,sector,value,unit\n{hostile},2019,{hostile},1,{hostile}\n".encode())
    assert not app.exception
    drawn = "\n".join(part.value for part in (*app.title, *app.markdown, *app.caption, *app.subheader))
    drawn += "\n".join(field.label for field in (*app.selectbox, *app.radio, *app.text_input, *app.checkbox))
    assert "](http" not in drawn.replace("\\]", "").replace("\\(", "")


@pytest.mark.longer("the page is drawn after each act")
def test_the_template_is_taken_without_a_problem(app: AppTest) -> None:
    upload(app, "template.csv", TEMPLATE_CSV.replace(",2019,", ",2018,").encode())
    assert app.title[0].value.replace("\\", "") == "template.csv is ready to commit"


def test_the_template_explains_every_column() -> None:
    assert list(takeaways.TEMPLATE_COLUMNS) == TEMPLATE_CSV.splitlines()[0].split(",")


def test_the_table_of_problems_holds_no_live_formula() -> None:
    problem = Problem("block", "x", '=HYPERLINK("http://example.org")', "a number", "Fix it.", row=-1, column="@a")
    (row,) = csv.DictReader(io.StringIO(takeaways.problems_csv([problem]).decode("utf-8-sig")))
    assert row["found"].startswith("'=")
    assert row["column"].startswith("'@")


def effect(
    before: float | None, after: float, verdict: Verdict = Verdict.CANNOT_TELL, past: int | None = None
) -> Effect:
    return Effect(
        "IT0004",
        "Turin",
        2019,
        "covenant",
        "energy",
        before,
        after,
        "MWh",
        1,
        2,
        3,
        4,
        Verdict.CANNOT_TELL,
        verdict,
        None,
        None,
        past_after=past,
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (effect(1000.0, 968.0), "Energy of Turin in 2019 would fall by 3.2%; the verdict stays “Cannot tell”"),
        (effect(1000.0, 1000.0), "Energy of Turin in 2019 would stay the same; the verdict stays “Cannot tell”"),
        (effect(None, 5.0), "Energy of Turin in 2019 would be new"),
        (effect(None, 5.0, Verdict.BEHIND), "Energy of Turin in 2019 would be new; the verdict becomes “Behind”"),
        (
            effect(None, 5.0, Verdict.BEHIND, past=2019),
            "Energy of Turin in 2019 would be new; the verdict becomes “Cannot tell · behind in 2019”",
        ),
    ],
)
def test_the_effect_is_said_in_one_sentence(found: Effect, words: str) -> None:
    assert consequences.effect_headline([found]) == words


def test_a_draft_is_counted_by_its_questions_and_not_by_its_cells() -> None:
    asked = [Problem("ask", "decimal-style", "1,5", "a style", "Choose.", row=row, key="decimal") for row in (2, 3)]
    draft = Draft("a.csv", "0" * 64, "long", (), (), tuple(asked), 2, 0, 2, 0, (), {})
    found = review.Review("a.csv", b"", draft=draft)
    assert check.headline(found) == "One question before a.csv can be committed"


def test_a_run_of_years_is_drawn_together_in_the_history(app: AppTest) -> None:
    history = session.store().history("US-BOS")
    assert "2005 to" in revisions.brought(history[-1].slots)


@pytest.mark.longer("a file is checked anew after its answer")
def test_a_file_without_city_and_year_takes_them_for_the_whole_file(app: AppTest) -> None:
    upload(app, "plain.csv", b"sector,value,unit\nresidential,712008,t CO2\ntransport,636176,t CO2\n")
    assert "questions before plain.csv can be committed" in shown(app)
    for field in (*app.radio, *app.selectbox):
        if field.key and field.key.endswith("column:city"):
            field.set_value("city=IT0004")
    next(field for field in app.number_input if field.key and field.key.endswith("-year")).set_value(2018)
    press(app, "Apply the answers")
    assert not app.exception
    assert "plain.csv is ready to commit" in shown(app)
    assert "Emissions of Turin in 2018" in shown(app)


@pytest.mark.longer("a file is checked anew after its answer")
def test_a_city_that_is_not_on_file_is_named_with_its_country(app: AppTest) -> None:
    """The city of the page stands among the others by its name, so that nothing is of it by a slip."""
    upload(app, "plain.csv", b"sector,year,value,unit\nresidential,2018,712008,t CO2\ntransport,2018,636176,t CO2\n")
    assert "Of which city are the figures?" in shown(app)
    name = next(field for field in app.text_input if field.key and field.key.endswith("column:city-named"))
    name.set_value("Newtownia")
    press(app, "Apply the answers")
    assert "choose the country of the city, too" in shown(app)
    next(field for field in app.selectbox if field.key and field.key.endswith("city-country")).set_value("IE")
    press(app, "Apply the answers")
    assert "Newtownia, Ireland is new: the commit will create it" in shown(app)
    assert "plain.csv is ready to commit" in shown(app)


@pytest.mark.longer("a file is checked anew after its answer")
def test_a_new_city_that_is_called_nearly_as_one_on_file_is_asked_about(app: AppTest) -> None:
    upload(app, "plain.csv", b"sector,year,value,unit\nresidential,2018,712008,t CO2\ntransport,2018,636176,t CO2\n")
    next(field for field in app.text_input if field.key and field.key.endswith("column:city-named")).set_value(
        "Torinoo"
    )
    next(field for field in app.selectbox if field.key and field.key.endswith("city-country")).set_value("IT")
    press(app, "Apply the answers")
    field = next(field for field in app.selectbox if field.key and field.key.endswith("city:Torinoo"))
    assert field.value is None
    assert field.options[:1] == ["Torino"]


def test_what_an_answer_on_the_page_settles_is_no_repair_in_the_file(app: AppTest) -> None:
    upload(app, "bare.csv", b"city,year,sector,value\nTurin,2018,residential,712008\n")
    assert app.title[0].value.replace("\\", "") == "One question before bare.csv can be committed"
    assert "Correct the file and choose it again" not in shown(app)


@pytest.mark.longer("a file is checked anew after its answer")
def test_a_sector_that_nobody_knows_can_be_any_of_the_vocabulary(app: AppTest) -> None:
    upload(app, "odd.csv", b"city,year,sector,value,unit\nTurin,2018,Transpotr,1,t CO2\n")
    (near,) = [field for field in app.radio if field.key and "answer" in field.key]
    (field,) = [field for field in app.selectbox if field.key and "answer" in field.key]
    assert (near.value, field.value) == (None, None)
    near.set_value("transport")
    press(app, "Apply the answers")
    assert "odd.csv is ready to commit" in shown(app)
    (field,) = [field for field in app.selectbox if field.key and "answer" in field.key]
    field.set_value("railways")
    press(app, "Apply the answers")
    assert "odd.csv is ready to commit" in shown(app)
    (near,) = [field for field in app.radio if field.key and "answer" in field.key]
    (field,) = [field for field in app.selectbox if field.key and "answer" in field.key]
    assert (near.value, field.value) == (None, "railways")


@pytest.mark.longer("whole pages are drawn")
def test_a_wrong_city_in_the_address_is_named_once(app: AppTest) -> None:
    app.query_params["city"] = "Atlantis"
    app.run()
    assert len(app.warning) == 1
    upload(app, "odd.csv", b"year,sector,value,unit\n2019,residential,1,t CO2\n")
    assert not app.exception
    assert len(app.warning) == 1


@pytest.mark.longer("the page is drawn after each act")
def test_where_cells_are_counted_the_page_says_cells(app: AppTest) -> None:
    matrix = b"Year,2018,Unit,MWh\nSector,Electricity,Natural gas,Diesel\nResidential,1,2,3\n"
    assert "3 entries of the table" in of_class(upload(app, "matrix.csv", matrix), "ledger")
    press(app, "Close the file")
    assert "5 rows" in of_class(upload(app, "torino.csv", TURIN), "ledger")


@pytest.mark.longer("the page is drawn after each act")
def test_a_question_that_the_check_settled_by_itself_is_asked_and_not_told_as_done(app: AppTest) -> None:
    twice = b"city,year,sector,energy_mwh\nTurin,2019,residential,5\nTurin,2019,residential,5\nTurin,2019,tertiary,6\n"
    upload(app, "twice.csv", twice)
    app.radio[0].set_value("keep-all")
    press(app, "Apply the answers")
    assert "Does a row that is repeated in every cell count once, or each time?" in shown(app)
    assert "All of them were added." in "\n".join(table.to_string() for table in tables(app)) + shown(app)
    assert "was kept and its repetition left out" not in shown(app)


@pytest.mark.longer("a file is checked anew after each of its answers")
def test_an_answer_that_another_one_made_moot_can_be_taken_back(app: AppTest) -> None:
    upload(app, "torino.csv", TURIN)
    answer_decimal(app, "comma")
    under_review: review.Review = app.session_state["review"]
    under_review.answers["conflicting-rows:2"] = "3"
    app.run()
    assert "Commit this file" not in [button.label for button in app.button]
    assert "An answer no longer fits: the answer conflicting-rows" in shown(app)
    press(app, "Take it back")
    assert "conflicting-rows:2" not in app.session_state["review"].answers
    assert "Commit this file" in [button.label for button in app.button]


MATRIX = b"""\
Emissions of the city;;;
Base year;2019;;
Unit;t CO2;;
Scope;Scope 2;Scope 1;
Fuel;Electricity;Natural gas;Total
Residential;400000;300000;700000
Lamps of squares;200000;0;200000
Transport;50000;700000;750000
Total;650000;1000000;1650000
"""


def picked(page: AppTest, cell: str) -> AppTest:
    """The page with a cell of the matrix picked, by its row and its column from 0."""
    page.session_state[f"picked-{hashlib.sha256(MATRIX).hexdigest()[:12]}"] = cell
    return page.run()


def told(page: AppTest) -> str:
    """Every text on the page as it is read."""
    return shown(page).replace("*", "").replace("\u00a0", " ")


def of_turin(page: AppTest) -> AppTest:
    """The page with the matrix under review, said to be of Turin."""
    upload(page, "matrix.csv", MATRIX)
    next(box for box in page.radio if str(box.key).endswith("-city-likely")).set_value("IT0004")
    return press(page, "Apply the answers")


def test_a_question_about_the_whole_file_puts_no_single_cell_in_question(app: AppTest) -> None:
    upload(app, "matrix.csv", MATRIX)
    assert "Of which city are the figures?" in told(app)
    assert "in question: 3" in of_class(app, "tags")  # the word that nobody knows, and its two figures
    assert "4 ready" in of_class(app, "ledger")
    chips = re.findall(r"<li[^>]*>(?:<strong>)?([^<]*)", of_class(app, "tags"))
    whole, *parts = (int("".join(filter(str.isdigit, chip))) for chip in chips)
    assert "filled cells" in chips[0]
    assert whole == sum(parts) > 6, "all filled cells, of which the entries of the table are a part"
    assert "Total of 2019 as read so far: 1,450,000 t CO₂" in told(app)
    assert "Commit this file" not in [button.label for button in app.button]


def test_figures_of_a_forecast_are_left_out_where_their_year_is_asked(app: AppTest) -> None:
    upload(app, "scenario.csv", b"Sector,BAU scenario (t CO2e)\nBuildings,100\nTransport,200\n")
    assert "Of which year are the figures?" in told(app)
    year = next(box for box in app.radio if str(box.key).endswith("-year-likely"))
    assert year.options == ["They are no inventory, but a target or a forecast: leave them out"]
    year.set_value("leave-out")
    press(app, "Apply the answers")
    assert "One problem keeps scenario.csv out" in told(app)  # no figure is left of it
    assert "Commit this file" not in [button.label for button in app.button]


@pytest.mark.longer("a file is checked anew after each correction")
def test_what_a_cell_was_read_as_is_corrected_in_the_sheet_and_the_total_changes_at_once(app: AppTest) -> None:
    of_turin(app)
    assert "in question: 3" in of_class(app, "tags")
    picked(app, "7-")
    assert "A7 “Lamps of squares”" in told(app)
    assert "Total of 2019 as read so far: 1,450,000 t CO₂" in told(app)
    choice = next(box for box in app.selectbox if box.label == "What it is")
    choice.set_value("public_lighting").run()
    assert "Total of 2019 as read so far: 1,650,000 t CO₂" in told(app)
    assert "Before the last correction: 1,450,000 t CO₂" in told(app)
    assert "in question" not in of_class(app, "tags")
    press(app, "Undo the last correction")
    assert "Total of 2019 as read so far: 1,450,000 t CO₂" in told(app)
    assert "in question: 3" in of_class(app, "tags")


@pytest.mark.longer("a file is checked anew after each correction")
def test_what_was_read_without_asking_is_corrected_too_and_what_no_answer_changes_says_so(app: AppTest) -> None:
    of_turin(app)
    picked(app, "6-0")
    choice = next(box for box in app.selectbox if box.label == "What it is")
    assert choice.value == "residential"
    choice.set_value("leave-out").run()
    assert "Total of 2019 as read so far: 750,000 t CO₂" in told(app)
    picked(app, "6-1")
    assert "Nothing was read from it: it counts for nothing." in told(app)
    picked(app, "0-1")
    assert next(box for box in app.selectbox if box.label == "What it is").value == "2019"


BILLS = b"""\
Bills of municipal buildings
Month;Building;Electricity (kWh);Natural gas (m3)
""" + "".join(
    f"{month} 2023;{building};{1000 + place};{500 + place}\n"
    for place, month in enumerate(calendar.month_name[1:])
    for building in ("Town hall", "School")
).encode()
"""Two buildings, each with a bill a month."""
AHEAD = {"The year of the date": "use-year", "parts that add up": "add-up"}


def pick(app: AppTest, wanted: Mapping[str, str]) -> None:
    for label, value in wanted.items():
        field = next(one for one in app.radio if any(label in option for option in one.options))
        field.set_value(value)


def test_what_follows_from_the_answers_is_asked_in_the_same_round(app: AppTest) -> None:
    upload(app, "bills.csv", BILLS)
    asked = held(app)
    assert list(asked.ahead) == ["density:natural_gas", "year-date", "several-rows"]
    assert "Seven questions before bills.csv can be committed" in app.title[0].value.replace("\\", "")
    assert "what you answer now is not asked again" in shown(app)
    wanted = {
        "column names are": "2",
        "whole file is of Turin": "city=IT0004",
        "Each of these columns": "every-column",
        **AHEAD,
    }
    pick(app, wanted)
    fields = {box.label.replace("*", ""): box for box in app.selectbox}
    fields["Or one sector for the whole file"].set_value("municipal_buildings")
    source = next(box for label, box in fields.items() if label.startswith("By which source"))
    source.set_value(asked.ahead["density:natural_gas"].choices[0])
    press(app, "Apply the answers")
    found = held(app)
    assert found.draft is not None
    assert found.draft.ready, found.draft.problems
    assert not found.foreseen
    assert found.draft.answers["several-rows"] == "add-up"
    assert found.draft.table is not None
    used = [row["value"] for row in found.draft.table.to_pylist() if row["carrier"] == "electricity"]
    assert sum(used) == pytest.approx(sum(2 * (1000 + place) for place in range(12)) / 1000)


@pytest.mark.longer("a file is checked anew after each of its answers")
def test_an_answer_given_ahead_waits_until_it_is_asked_for(app: AppTest) -> None:
    upload(app, "bills.csv", BILLS)
    pick(app, AHEAD)
    press(app, "Apply the answers")
    found = held(app)
    assert found.foreseen == {"year-date": "use-year", "several-rows": "add-up"}
    assert not found.answers
    assert {"use-year", "add-up"} <= {field.value for field in app.radio}


GEORGIAN = "ქალაქი რუსთავი, 2019 წელი\nსექტორი;ელექტროენერგია;სულ\nსახლები;984;984\nქუჩები;62;62\nსულ;1046;1046\n"


@pytest.mark.longer("a file is checked by the page")
def test_the_year_above_a_table_in_an_unknown_language_is_offered_and_not_taken(app: AppTest) -> None:
    upload(app, "rustavi.csv", GEORGIAN.encode())
    assert any("<span>ქალაქი რუსთავი, 2019 წელი</span>" in part.proto.body for part in app.get("html"))
    offered = next(field for field in app.radio if "2019" in field.options)
    assert offered.value is None
    assert "ქალაქი რუსთავი, 2019 წელი" in offered.proto.captions[0]
    offered.set_value("2019")
    press(app, "Apply the answers")
    found = held(app)
    assert found.answers == {"year": "2019"}
