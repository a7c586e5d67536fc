"""The city in the address: kept, shared, and named when it is wrong."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from dashboard import kept_readings, session
from datasets.store import location
from tests.dashboard.views.conftest import Open, opened, to, words
from tests.samples import sample_database

__all__ = ["opened"]


def test_without_a_city_the_address_is_given_boston(opened: Open) -> None:
    app = opened()
    assert app.query_params["city"] == "US-BOS"
    assert "Boston" in app.title[0].value


@pytest.mark.parametrize("asked", ["IT0004", "it0004", "Turin", "Torino"])
def test_an_id_or_a_name_in_the_address_opens_the_city_and_becomes_its_id(opened: Open, asked: str) -> None:
    app = opened(city=asked)
    assert app.title[0].value.startswith("Turin")
    assert app.query_params["city"] == "IT0004"


def test_the_language_in_the_address_may_be_written_in_upper_case(opened: Open) -> None:
    app = opened(city="IT0004")
    app.query_params["language"] = "IT"
    app.run()
    assert list(app.warning) == []
    assert "Torino" in app.title[0].value or "obiettivo" in words(app)


def test_a_wrong_city_in_the_address_is_named_and_boston_is_shown(opened: Open) -> None:
    app = opened(city="Atlantis ![x](http://example.org)")
    assert len(app.warning) == 1
    assert "Atlantis" in app.warning[0].value
    assert "![x]" not in app.warning[0].value
    assert "Boston" in app.title[0].value


def test_choosing_a_city_changes_the_page_and_the_address(opened: Open) -> None:
    app = opened(city="US-NYC")
    app.query_params["city"] = "FR0009"
    app.run()
    assert app.query_params["city"] == "FR0009"
    assert app.title[0].value.startswith("Lyon")


def test_the_city_stays_when_the_page_changes(opened: Open) -> None:
    app = opened("cities", city="US-NYC")
    to(app, "progress").run()
    assert "New York" in app.title[0].value


def test_a_city_wrong_in_the_address_leaves_the_other_pages_standing(opened: Open) -> None:
    assert "Twelve cities" in words(opened("cities", city="Atlantis"))


def test_what_is_cached_of_a_city_is_of_this_year(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class NewYear(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> NewYear:
            return cls(2041, 1, 1, tzinfo=tz)

    monkeypatch.setenv(location.VARIABLE, str(sample_database(tmp_path / "own.duckdb")))
    assert not any("years before 2041" in reason for reason in session.at_city("US-BOS").report().today.reasons)
    monkeypatch.setattr(kept_readings, "datetime", NewYear)
    assert any("years before 2041" in reason for reason in session.at_city("US-BOS").report().today.reasons)
    session.close()


def test_closing_gives_the_file_back_and_the_next_question_opens_it_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(location.VARIABLE, str(sample_database(tmp_path / "own.duckdb")))
    first = session.store()
    assert session.store() is first
    session.close()
    again = session.store()
    assert again is not first
    assert len(again.cities()) == 12
    session.close()
