"""Each duty follows its rule to the day, and nothing is dated where the day from which it counts is not on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.adaptation.risk_matrix import NamedHazard
from analytics.duties.covenant_words import RULES, STATES
from analytics.duties.due_dates import CovenantRecord, Duty, coming, duties, plus_years

TODAY = date(2026, 11, 27)
RATED = (NamedHazard(1, "heat_wave", "high", "moderate", False, 1),)
OPEN = NamedHazard(2, "flood", "high", "", False, 1)


def found(steps: Mapping[str, str], today: date = TODAY, **beside: object) -> dict[tuple[str, str], Duty]:
    """The duties of a city of the European Union by rule and step."""
    known: dict[str, object] = {"inventory": None, "european": True, "in_union": True} | beside
    dates = {code: tuple(days.split(",")) for code, days in steps.items()}
    return {(duty.rule, duty.of): duty for duty in duties(CovenantRecord(dates, **known), today)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "years", "due"),
    [
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2024, 12, 31), 2, date(2026, 12, 31)),
    ],
)
def test_the_29_of_february_is_due_on_the_last_of_february(day: date, years: int, due: date) -> None:
    assert plus_years(day, years) == due


@given(day=st.dates(date(1990, 1, 1), date(2090, 12, 31)), years=st.integers(0, 9))
def test_years_later_is_the_same_day_of_the_month_or_the_last_one(day: date, years: int) -> None:
    due = plus_years(day, years)
    assert (due.year, due.month) == (day.year + years, day.month)
    assert due.day == day.day or (due + timedelta(days=1)).day == 1


@pytest.mark.parametrize(("today", "state"), [(date(2022, 3, 1), "open"), (date(2022, 3, 2), "not_known")])
def test_a_plan_is_due_two_years_after_joining_and_its_day_still_counts(today: date, state: str) -> None:
    plan = found({"joined": "2020-03-01", "target_2030": ""}, today)["plan", "target_2030"]
    assert (plan.due, plan.state) == (date(2022, 3, 1), state)


@pytest.mark.parametrize("code", ["plan", "report"])
def test_a_plan_of_which_nobody_told_when_it_was_submitted_is_not_called_late(code: str) -> None:
    turin = {"joined": "2009-01-19", "target_2020": ""}
    unknown = found(turin)["plan_2020", "target_2020"]
    assert (unknown.due, unknown.state) == (date(2010, 1, 19), "not_known")
    assert STATES[unknown.state] == "date not known"
    late = found(turin | {code: "2008"})["plan_2020", "target_2020"]
    assert late.state == "not_on_file", "what was submitted is known, and this is not among it"
    assert found({"joined": "2009"}, inventory=2019)["inventory", ""].state == "not_on_file", "no submission"


def test_a_date_known_to_the_year_counts_by_its_last_day() -> None:
    plan = found({"joined": "2020", "target_2030": ""})["plan", "target_2030"]
    assert plan.due == date(2022, 12, 31)


def test_a_plan_on_file_meets_the_commitment_before_it_and_not_one_after_it() -> None:
    steps = {"joined": "2009-01-19", "target_2020": "", "target_2030": "2020-05-04", "plan": "2011"}
    both = found(steps)
    assert both["plan_2020", "target_2020"].state == "done"
    assert (both["plan", "target_2030"].due, both["plan", "target_2030"].state) == (date(2022, 5, 4), "not_on_file")


@pytest.mark.parametrize(("joined", "since"), [("2015-10-14", ""), ("2015-10-15", "2015-10-15")])
def test_a_commitment_without_a_date_counts_from_joining_only_where_a_city_joined_for_it(
    joined: str, since: str
) -> None:
    plan = found({"joined": joined, "target_2030": ""})["plan", "target_2030"]
    assert (plan.since, plan.state) == (since, "not_known" if since else "undated")
    assert ("Commitment for 2030" in plan.missing) == (not since)


def test_who_joined_after_a_year_owes_nothing_by_it() -> None:
    late = found({"joined": "2021-01-01", "target_2020": "", "target_2030": ""})
    assert not {("plan", "target_2020"), ("plan_2020", "target_2020")} & late.keys()
    assert ("target", "target_2020") not in late
    assert late["target", "target_2030"].state == "open"
    assert ("target", "target_2020") in found({"joined": "2020-12-31", "target_2020": ""})


def test_a_report_is_due_two_years_after_the_newest_plan_or_report() -> None:
    assert found({"joined": "2009", "plan": "2024-02-29"})["report", ""].due == date(2026, 2, 28)
    assert found({"joined": "2009", "plan": "2020", "report": "2022-06,2025-06-30"})["report", ""].due == date(
        2027, 6, 30
    )
    assert found({"joined": "2009"})["report", ""].state == "undated"


@pytest.mark.parametrize(("year", "state"), [(2022, "open"), (2021, "not_on_file")])
def test_an_inventory_is_due_by_the_end_of_the_fourth_year_after_the_newest(year: int, state: str) -> None:
    duty = found({"joined": "2009"}, inventory=year)["inventory", ""]
    assert (duty.due, duty.state) == (date(year + 4, 12, 31), state)
    assert found({"joined": "2009"})["inventory", ""].state == "undated"


def test_energy_poverty_is_due_with_the_first_plan_or_report_that_is_owed_from_2025_on() -> None:
    assert found({"joined": "2025-06-30", "target_2030": ""})["energy", ""].due == date(2027, 6, 30)
    early = found({"joined": "2022-12-31", "target_2030": ""}, date(2024, 12, 31))
    assert (early["plan", "target_2030"].due, early["energy", ""].due) == (date(2024, 12, 31), None)
    late = found({"joined": "2023-01-01", "target_2030": ""}, date(2024, 12, 31))
    assert late["energy", ""].due == date(2025, 1, 1), "the first day of the rule"
    met = found({"joined": "2025-06-30", "target_2030": "", "plan": "2026-01-31"})
    assert met["energy", ""].due == date(2028, 1, 31), "the plan is there, so that the report after it counts"


@pytest.mark.parametrize(
    ("joined", "rule", "due"),
    [
        ("2012-02-29", "plan_2020", date(2013, 2, 28)),
        ("2015-10-14", "plan_2020", date(2016, 10, 14)),
        ("2015-10-15", "plan", None),
        ("2015", "plan", None),
    ],
)
def test_who_joined_for_2020_before_october_2015_owed_a_plan_within_a_year(
    joined: str, rule: str, due: date | None
) -> None:
    assert found({"joined": joined, "target_2020": ""})[rule, "target_2020"].due == due


def test_a_plan_with_the_risks_that_it_answers_meets_a_commitment_before_it_and_neither_alone_does() -> None:
    steps = {"joined": "2009", "adaptation": "2015-05-01"}
    for plans, state in (((), "not_on_file"), ((2014,), "not_on_file"), ((2015,), "done"), ((None,), "done")):
        assert found(steps, adaptation_plans=plans, hazards=RATED)["adaptation_plan", "adaptation"].state == state
    for hazards, missing in (((), "a hazard of the city"), ((*RATED, OPEN), "the risk of each hazard")):
        owed = found(steps, adaptation_plans=(2020,), hazards=hazards)["adaptation_plan", "adaptation"]
        assert (owed.state, owed.missing) == ("not_on_file", missing)
    both = found({"joined": "2009", "adaptation": "2015", "target_2030": "2013"})
    assert both["adaptation_plan", "target_2030"].due == date(2015, 12, 31), "the first commitment asks for it"


def test_of_two_adhesions_the_newer_one_counts_and_one_to_come_is_due_after_it() -> None:
    assert found({"joined": "2016-01-01,2020-02-29", "target_2030": ""})["plan", "target_2030"].due == date(2022, 2, 28)
    assert found({"joined": "2027-01-31", "target_2030": ""})["plan", "target_2030"].due == date(2029, 1, 31)


def test_a_city_of_the_union_may_commit_to_2040() -> None:
    aim = found({"joined": "2009", "target_2040": "2026-03-31"})
    assert (aim["plan", "target_2040"].due, aim["target", "target_2040"].due) == (date(2028, 3, 31), date(2040, 12, 31))
    assert aim["adaptation_plan", "target_2040"].due == date(2028, 3, 31)


def test_energy_poverty_is_due_with_the_next_report_in_the_union_alone() -> None:
    assert found({"joined": "2009", "plan": "2025-03-01"})["energy", ""].due == date(2027, 3, 1)
    assert found({"joined": "2009", "plan": "2020-03-01"})["energy", ""].due is None, "that report was due before 2025"
    assert ("energy", "") not in found({"joined": "2009", "plan": "2025-03-01"}, in_union=False)


def test_a_figure_of_energy_poverty_is_no_report_that_holds_it() -> None:
    steps = {"joined": "2009", "plan": "2025-03-01"}
    without, figure = found(steps)["energy", ""], found(steps, energy=True)["energy", ""]
    assert (figure.due, figure.state) == (without.due, without.state)
    assert (without.missing, figure.missing) == (
        "an indicator of energy poverty of the city",
        "the date of the newest plan or report",
    )


@pytest.mark.parametrize(("target", "due"), [("2014", date(2016, 12, 31)), ("", None)])
def test_adaptation_is_due_two_years_after_its_commitment(target: str, due: date | None) -> None:
    duty = found({"joined": "2009", "adaptation": target})["adaptation_plan", "adaptation"]
    assert duty.due == due


def test_elsewhere_the_global_rules_count_from_joining_and_without_it_nothing_is_dated() -> None:
    there = found({"joined": "2023-05-06"}, european=False, in_union=False, inventory=2022, hazards=(*RATED, OPEN))
    assert there["first_year", "joined"].state == "done"
    assert there["all_parts", "joined"].due == date(2026, 5, 6)
    assert there["progress", ""].due == date(2025, 5, 6)
    none = found({}, european=False, in_union=False, inventory=2015)
    assert {duty.state for duty in none.values()} == {"undated"}


def test_every_duty_has_a_rule_with_a_source_and_the_next_one_is_to_come() -> None:
    listed = duties(CovenantRecord({"joined": ("2024-01-31",), "target_2030": ("",)}, 2024, True, True), TODAY)
    assert all(RULES[duty.rule].source and duty.state in STATES for duty in listed)
    coming_next = coming(listed, TODAY)
    assert coming_next is not None
    assert (coming_next.rule, coming_next.due) == ("inventory", date(2028, 12, 31))
