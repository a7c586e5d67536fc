"""Duties says what is due when and why, for a rich city, a poor one, and one of which nothing says that it joined."""

from __future__ import annotations

import pytest

from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title"),
    [
        ("IT0004", "Turin: the dates of 2 duties are past, and they are not on file as done"),
        ("BG0002", "Varna: the date of 1 duty is past, and it is not on file as done"),
        ("US-BOS", "It is not on file whether Boston joined the Covenant"),
    ],
)
def test_the_finding_says_what_is_past_or_that_nothing_is_known(opened: Open, city: str, title: str) -> None:
    app = opened("duties", city)
    assert app.title[0].value == title
    assert "none is claimed" in words(app)


def test_an_id_that_a_step_is_listed_by_is_named_as_an_entry_of_the_list(opened: Open) -> None:
    assert "entry BG0002 of the list" in words(opened("duties", "BG0002"))


@pytest.mark.parametrize(("city", "files"), [("BG0002", 1), ("US-BOS", 0)])
def test_a_calendar_is_offered_where_a_duty_has_a_date(opened: Open, city: str, files: int) -> None:
    assert len(opened("duties", city).get("download_button")) == files
