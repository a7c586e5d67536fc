"""The calendar of the twelve cities agrees with the one that was written by hand, and what is entered is checked."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from analytics.duties.covenant_words import RULES
from analytics.text.problems import Refused
from datasets import Cities, City, FigureEdit, Store
from tests.samples import own_samples

TODAY = "2026-11-27"
BY_HAND = Path(__file__).parents[2] / "data" / "duties_by_hand.csv"
"""Each duty of the twelve cities on that day, reckoned by hand from the rules as they are published, the list of
signatories of January 2024, the documents of the cities, and the years of the newest inventories that ship."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


def test_the_calendar_of_all_twelve_cities_is_the_one_written_by_hand(store: Store) -> None:
    with BY_HAND.open(encoding="utf-8", newline="") as written:
        by_hand = {(row.pop("city_id"), row["duty"], row["of"]): row for row in csv.DictReader(written)}
    found = {}
    for city in store.cities():
        for duty in City(store, city.city_id).duties(TODAY).duties:
            due, rule = str(duty.due or ""), RULES[duty.rule]
            found[city.city_id, duty.rule, duty.of] = (due, duty.state, duty.since, rule.mark)
            assert rule.source
    assert found == {key: (row["due"], row["state"], row["since"], row["mark"]) for key, row in by_hand.items()}
    assert len({city_id for city_id, _, _ in found}) == 12


def test_the_pillars_of_turin_say_of_the_plan_what_its_duties_say(store: Store) -> None:
    mitigation, adaptation, energy = City(store, "IT0004").duties(TODAY).pillars
    (plan,) = [phase for phase in mitigation.phases if phase.phase == "plan"]
    assert (plan.state, plan.missing) == ("in_part", "the date on which the plan was submitted")
    assert {duty.rule for duty in mitigation.past} == {"inventory"}, "when the plan was submitted is not known"
    assert mitigation.next is not None
    assert (mitigation.next.rule, str(mitigation.next.due)) == ("target", "2030-12-31")
    assert adaptation.lacks is not None
    assert (adaptation.lacks.phase, adaptation.lacks.state) == ("assessment", "in_part")
    assert (energy.next, energy.past) == (None, ())


@pytest.mark.longer("the duties of every city")
def test_the_calendar_of_the_programme_is_that_of_its_cities_the_earliest_date_first(store: Store) -> None:
    everyone = Cities(store)
    found = everyone.duties(everyone.programme(), TODAY)
    assert [one.city.name for one in found.cities] == sorted(one.city.name for one in found.cities)
    assert len(found.cities) == 6, "of six cities nothing says that they joined"
    for one in found.cities:
        assert one == City(store, one.city.city_id).duties(TODAY)
    days = [duty.due for _, duty in found.dated if duty.due is not None]
    assert (days, str(days[0])) == (sorted(days), "2009-09-15")
    file = found.calendar(lambda city, duty: f"{city.city.name}: {duty.rule}", str).decode()
    assert file.count("BEGIN:VEVENT") == len(days) == sum(len([d for d in one.duties if d.due]) for one in found.cities)
    assert "SUMMARY:Lyon: plan_2020" in file
    keys = [line for line in file.split("\r\n") if line.startswith("UID:")]
    assert len(set(keys)) == len(keys)


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
    assert (str(plan.due), plan.state) == ("2021-02-28", "not_known")
    turin.undo(made.revision, "Ada", "the wrong minutes")
    assert turin.figures("covenant_steps").rows == table.rows


def test_the_dates_are_taken_along_as_a_calendar_that_keeps_to_its_form(store: Store) -> None:
    file = City(store, "IT0004").duties(TODAY).calendar(lambda duty: f"Turin; {duty.rule}, é" * 9, str).decode()
    lines = file.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert file.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20100119" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert "Turin\\; plan_2020\\, é" in file.replace("\r\n ", "")
    keys = [line for line in lines if line.startswith("UID:")]
    assert len(set(keys)) == len(keys)
