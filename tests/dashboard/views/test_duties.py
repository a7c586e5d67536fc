"""Duties says what is due when and why, for a rich city, a poor one, and one of which nothing says that it joined."""

from __future__ import annotations

import pytest

from dashboard import session
from tests.dashboard.views.conftest import Open, words


@pytest.mark.parametrize(
    ("city", "title"),
    [
        ("IT0004", "Turin has 2 overdue duties"),
        ("BG0002", "We do not know whether Varna submitted its plan"),
        ("US-BOS", "We have no record of Boston joining the Covenant"),
    ],
)
def test_the_finding_says_what_is_past_or_that_nothing_is_known(opened: Open, city: str, title: str) -> None:
    app = opened("duties", city)
    assert app.title[0].value == title
    assert "none is claimed" in words(app)


@pytest.mark.parametrize("page", ["duties", "outlook", "pairs"])
def test_an_address_with_a_city_that_is_not_on_file_is_told_once(opened: Open, page: str) -> None:
    assert len([told for told in opened(page, "XX").warning if "which is not known here" in told.value]) == 1


def test_an_id_that_a_step_is_listed_by_is_named_as_an_entry_of_the_list(opened: Open) -> None:
    assert "entry BG0002 of the list" in words(opened("duties", "BG0002"))


@pytest.mark.parametrize(("city", "files"), [("BG0002", 1), ("US-BOS", 0)])
def test_a_calendar_is_offered_where_a_duty_has_a_date(opened: Open, city: str, files: int) -> None:
    buttons = opened("duties", city).get("download_button")
    assert sum("(.ics)" in button.proto.label for button in buttons) == files


def test_a_date_says_how_it_is_reckoned_and_by_which_source(opened: Open) -> None:
    said = words(opened("duties", "IT0004"))
    assert "19 January 2010 = 19 January 2009 (Joined the Covenant) + 1 year" in said
    assert "31 December 2017 = 2015 (Commitment to adapt) + 2 years" in said
    assert "31 December 2023 = 2019 + 4 years" in said


@pytest.mark.longer("whole pages are drawn")
def test_the_dates_of_every_city_stand_on_one_page_and_in_one_calendar(opened: Open) -> None:
    app = opened("duties", "IT0004")
    app.toggle(key="duties-of-all").set_value(True).run()
    said = words(app)
    assert "Dates of the programme" in said
    assert "17 duties have no date yet." in said
    assert sum("(.ics)" in button.proto.label for button in app.get("download_button")) == 2


@pytest.mark.usefixtures("own_database")
def test_one_click_in_the_row_of_an_action_or_a_hazard_tags_it_and_another_takes_that_off(opened: Open) -> None:
    app = opened("frames", "IT0004")
    assert app.title[0].value == "29 entries of Turin serve SDG 13 Climate action"
    row = next(group for group in app.button_group if str(group.key).startswith("tag-IT0004-SDG-action-"))
    entry = str(row.key).rpartition("-action-")[2]
    row.set_value(["SDG 11"]).run()
    assert not app.exception
    served = session.at_city("IT0004").innovation.served()
    assert [one.of.entry for one in served.of("SDG 11") if one.by == "tag"] == [entry]
    assert served.tagged == 1
    app = opened("frames", "IT0004", frame="Sendai", entries="hazard")
    hazard = next(group for group in app.button_group if "-hazard-" in str(group.key))
    hazard.set_value(["Sendai B", "Sendai 2"]).run()
    assert len(session.at_city("IT0004").innovation.served().of("Sendai B")) == 1
    app = opened("frames", "IT0004")
    app.button_group(key=row.key).set_value([]).run()
    served = session.at_city("IT0004").innovation.served()
    assert [one for one in served.of("SDG 11") if one.by == "tag"] == []
    assert served.tagged == 1
