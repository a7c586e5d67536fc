"""The calendar of the twelve cities agrees with the one that was written by hand, and what is entered is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from analytics.text.problems import Refused
from datasets import City, FigureEdit, Store
from tests.samples import own_samples

TODAY = "2026-11-27"
JOINED_BEFORE = {
    "target target_2020": "2020-12-31 past",
    "report": "- undated",
    "energy": "- undated",
}
FOR_2030 = {
    "plan target_2030": "- undated",
    "target target_2030": "2030-12-31 open",
}
NOT_JOINED = {
    "first_year joined": "- undated",
    "all_parts joined": "- undated",
    "progress joined": "- undated",
}
BY_HAND: Mapping[str, Mapping[str, str]] = {
    "ES0002": JOINED_BEFORE
    | FOR_2030
    | {
        "plan target_2020": "2010-11-19 not_on_file",
        "inventory": "2025-12-31 not_on_file",
        "adaptation_plan target_2030": "- undated",
    },
    "FR0009": JOINED_BEFORE | {"plan target_2020": "2010-09-15 not_on_file", "inventory": "2023-12-31 not_on_file"},
    "IT0004": JOINED_BEFORE
    | FOR_2030
    | {
        "plan target_2020": "2011-01-19 not_on_file",
        "inventory": "2023-12-31 not_on_file",
        "adaptation_plan adaptation": "2017-12-31 done",
    },
    "IT0007": JOINED_BEFORE
    | FOR_2030
    | {
        "plan target_2020": "2010-12-22 not_on_file",
        "inventory": "2022-12-31 not_on_file",
        "adaptation_plan adaptation": "2016-12-31 done",
    },
    "BG0002": JOINED_BEFORE | {"plan target_2020": "2010-12-11 not_on_file", "inventory": "- undated"},
    "PT0014": JOINED_BEFORE | {"plan target_2020": "2015-09-13 not_on_file", "inventory": "2025-12-31 not_on_file"},
    **dict.fromkeys(("US-NYC", "US-BOS", "US-BAL", "US-SMO", "US-FTC", "US-AUS"), NOT_JOINED),
}
"""By city each duty with its date and its state on 27 November 2026, reckoned from the list of signatories of January
2024, the newest inventories that ship, and the years in which Turin and Bologna joined Mayors Adapt."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


def test_the_calendar_of_all_twelve_cities_is_the_one_written_by_hand(store: Store) -> None:
    found = {}
    for city in store.cities():
        listed = City(store, city.city_id).duties(TODAY).duties
        found[city.city_id] = {f"{duty.rule} {duty.of}".strip(): f"{duty.due or '-'} {duty.state}" for duty in listed}
    assert found == BY_HAND


def entered(city: City, *rows: Mapping[str, Any]) -> FigureEdit:
    table = city.figures("covenant_steps")
    row = {"source": "the council", "page": None, "note": None}
    return FigureEdit("covenant_steps", table.rows, (*table.rows, *({**row, **one} for one in rows)))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"step": "report", "date": "2050"}, "step-later"),
        ({"step": "joined", "date": "2012-05-01"}, "step-twice"),
        ({"step": "report", "date": "May 2024"}, "date-unreadable"),
        ({"step": "report", "date": "2023-02-29"}, "date-unreadable"),
        ({"step": "badge", "date": "2024"}, "cell-choice"),
    ],
)
def test_a_step_to_come_a_second_adhesion_and_a_badge_are_answered_where_they_stand(
    store: Store, row: Mapping[str, Any], code: str
) -> None:
    turin = City(store, "IT0004")
    with pytest.raises(Refused) as refusal:
        turin.state_figures(entered(turin, row), "Ada", "the minutes")
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_commitment_that_gets_its_date_starts_its_clock_and_an_undo_stops_it(store: Store) -> None:
    turin = City(store, "IT0004")
    table = turin.figures("covenant_steps")
    dated = tuple({**row, "date": "2019-02-28"} if row["step"] == "target_2030" else row for row in table.rows)
    made = turin.state_figures(FigureEdit("covenant_steps", table.rows, dated), "Ada", "the minutes")
    (plan,) = [duty for duty in turin.duties(TODAY).duties if (duty.rule, duty.of) == ("plan", "target_2030")]
    assert (str(plan.due), plan.state) == ("2021-02-28", "not_on_file")
    turin.undo(made.revision, "Ada", "the wrong minutes")
    assert turin.figures("covenant_steps").rows == table.rows


def test_the_dates_are_taken_along_as_a_calendar_that_keeps_to_its_form(store: Store) -> None:
    file = City(store, "IT0004").duties(TODAY).calendar(lambda duty: f"Turin; {duty.rule}, é" * 9, str).decode()
    lines = file.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert file.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20110119" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert "Turin\\; plan\\, é" in file.replace("\r\n ", "")
    keys = [line for line in lines if line.startswith("UID:")]
    assert len(set(keys)) == len(keys)
