"""The first minutes: an empty database offers a search and three other ways to begin, and a file left behind again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import kept_readings, session
from datasets.store import location
from tests.dashboard.views.conftest import APP, to
from tests.dashboard.views.test_data import TURIN, answer_decimal, press, shown, upload
from tests.dashboard.views.test_published_city import html


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A path for a database of the test's own."""
    path = tmp_path / "covenant.duckdb"
    monkeypatch.setenv(location.VARIABLE, str(path))
    yield path
    session.close()


def opened(page: str, city: str | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if city:
        app.query_params["city"] = city
    if page != "progress":
        to(app, page)
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("page", ["progress", "history", "cities"])
def test_an_empty_database_offers_the_search_a_file_a_template_and_the_sample(database: Path, page: str) -> None:
    kept_readings.database_without_samples()
    app = opened(page)
    assert app.title[0].value == "Find your city: it is probably already here"
    assert "<b>0</b> own figures" in html(app)
    assert [header.value for header in app.header] == ["Bring a file", "Start from a template", "Look at the sample"]


@pytest.mark.longer("the page on a database that is filled anew")
def test_the_sample_can_be_loaded_into_an_empty_database(database: Path) -> None:
    kept_readings.database_without_samples()
    app = press(opened("progress"), "Load the sample cities")
    assert not app.exception
    assert "Boston" in app.title[0].value
    assert len(session.cities()) == 12


def test_a_table_of_pairings_is_led_from_data_to_pairs_and_brings_its_cities_there(database: Path) -> None:
    kept_readings.database_without_samples()
    shared = b"record,city,partner,programme,source\npairing,IT0004,US-BAL,A programme,its page\n"
    app = upload(opened("data"), "pair.csv", shared)
    assert "This is a table of pairings: bring it on the page Pairs." in shown(app)
    assert "energy used over the year" not in shown(app)
    app = opened("pairs")
    assert app.title[0].value.startswith("Find your city")
    app.file_uploader[0].set_value(("pair.csv", b"record,partner\npairing,Atlantis\n", "text/csv"))
    assert "No city is on file yet" in press(app, "Take it in").warning[0].value
    app.file_uploader[0].set_value(("pair.csv", shared, "text/csv"))
    press(app, "Take it in")
    assert not app.exception
    assert [city.name for city in session.cities()] == ["Baltimore", "Turin"]
    assert "On file for both cities" in shown(app)


@pytest.mark.longer("the page is drawn after each act")
def test_a_first_file_makes_the_first_city(database: Path) -> None:
    kept_readings.database_without_samples()
    app = answer_decimal(upload(opened("data"), "torino.csv", TURIN), "comma")
    press(app, "Commit this file")
    assert "Committed as revision 1" in shown(app)
    assert [city.name for city in session.cities()] == ["Turin"]


@pytest.mark.longer("the page is drawn before and after a restart")
def test_a_file_left_behind_is_offered_again_with_its_answers_after_a_restart(database: Path) -> None:
    answer_decimal(upload(opened("data", "IT0004"), "torino.csv", TURIN), "comma")
    session.close()  # the program ends
    app = opened("data", "IT0004")
    assert "ready to commit" not in app.title[0].value
    press(app, "Continue with torino.csv, left just now")
    assert app.title[0].value.replace("\\", "") == "torino.csv is ready to commit"
    assert app.radio[0].value == "comma"
    press(app, "Commit this file")
    assert not [button for button in opened("data", "IT0004").button if button.label.startswith("Continue with")]


@pytest.mark.longer("the page is drawn after each act")
def test_a_draft_can_be_put_aside_or_deleted(database: Path) -> None:
    app = upload(opened("data", "IT0004"), "torino.csv", TURIN)
    press(app, "Close the file")
    press(app, "Continue with torino.csv, left just now")
    press(app, "Delete the draft")
    assert not [button for button in app.button if button.label.startswith("Continue with")]


@pytest.mark.longer("the page is drawn after each act")
def test_a_draft_that_was_committed_in_another_window_is_called_by_its_file(database: Path) -> None:
    upload(opened("data", "IT0004"), "torino.csv", TURIN)
    late = opened("data", "IT0004")
    other = opened("data", "IT0004")
    press(other, "Continue with torino.csv, left just now")
    press(other, "Delete the draft")
    press(late, "Continue with torino.csv, left just now")
    assert [told.value.replace("\\", "").partition(". ")[0] for told in late.warning] == [
        'Not done: the draft "torino.csv"'
    ]


@pytest.mark.longer("the page is drawn after each act")
def test_the_very_file_brought_again_is_told_before_anything_is_asked(database: Path) -> None:
    press(answer_decimal(upload(opened("data", "IT0004"), "torino.csv", TURIN), "comma"), "Commit this file")
    again = upload(opened("data", "IT0004"), "torino.csv", TURIN)
    (told,) = (found.value for found in again.info if "very file" in found.value)
    assert told.startswith("The very file of revision")
    assert "Why does this file replace what was there?" in shown(again)


@pytest.mark.longer("the page is drawn after each act")
def test_answers_are_remembered_for_the_next_file_of_its_kind_and_can_be_changed(database: Path) -> None:
    app = answer_decimal(upload(opened("data", "IT0004"), "torino.csv", TURIN), "comma")
    press(app, "Commit this file")
    upload(app, "torino 2020.csv", TURIN.replace(b";2019;", b";2020;"))
    assert app.title[0].value.startswith("Constant ratio between years"), "the figures are those of 2019"
    assert app.radio[0].value == "comma"
    assert "Remembered from revision" in shown(app)


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.parametrize(("titled", "other"), [(b"", b""), (b"City;Varna\n", b"City;Lyon\n")])
def test_the_unit_that_was_answered_for_one_city_is_asked_again_of_a_table_of_another(
    database: Path, titled: bytes, other: bytes
) -> None:
    table = b"Year;2011\nSector;Electricity;Natural gas\nResidential;412;98\nTransport;0;22\n"
    app = upload(opened("data", "BG0002"), "of varna.csv", titled + table)
    for box in (box for box in app.radio if str(box.key).endswith("-city-likely")):
        box.set_value("BG0002")
    next(box for box in app.selectbox if "unit" in box.label).set_value("GWh")
    press(press(app, "Apply the answers"), "Commit this file")
    assert "Committed as revision" in shown(app)
    upload(app, "of another.csv", other + table.replace(b"412", b"731"))
    (asked,) = (box for box in app.selectbox if "unit" in box.label)
    assert asked.value is None
    assert "Remembered from revision" not in shown(app)
