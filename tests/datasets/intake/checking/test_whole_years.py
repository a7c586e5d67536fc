"""Months, quarters and meters: what is missing of a year, or stands twice, is asked about before it adds up."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from datasets.city.examining import detective
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from tests.datasets.files import empty_store

ADDED = {"several-rows": "add-up"}


def drafted(text: str, answers: dict[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), text.encode(), "bills.csv", answers, city="Turin")


def bills(months: Iterable[object], sector: str = "residential", more: str = "") -> str:
    return "".join(f"2019,{month},{sector},electricity,{10 + place},MWh{more}\n" for place, month in enumerate(months))


HEAD = "year,month,sector,carrier,value,unit\n"


def asked(draft: Draft) -> list[str | None]:
    return [problem.key for problem in draft.problems if problem.severity != "warn"]


def test_a_year_of_all_months_adds_up_once_somebody_says_that_they_are_parts() -> None:
    text = HEAD + bills(range(1, 13))
    assert asked(drafted(text)) == ["several-rows"]
    draft = drafted(text, ADDED)
    assert draft.ready
    assert draft.inventories[0].total == sum(range(10, 22))


def test_a_missing_month_is_named_with_its_rows_and_holds_the_commit_back() -> None:
    text = HEAD + bills(month for month in range(1, 13) if month != 11) + bills(range(1, 13), "tertiary")
    assert asked(drafted(text)) == ["part-year:2019", "several-rows"]
    draft = drafted(text, ADDED)
    (gap,) = [problem for problem in draft.problems if problem.severity == "ask"]
    assert gap.found == "residential, electricity: 2019-11 missing in rows 2 to 12"
    assert (gap.row, gap.column, gap.choices) == (2, "month", ("leave-out", "as-sum"))
    assert not draft.ready


def test_a_year_that_is_not_whole_counts_as_its_sum_or_is_left_out_as_answered() -> None:
    text = HEAD + bills(range(1, 12)) + bills(["Q1"]).replace("2019", "2018")
    answers = {**ADDED, "part-year:2019": "as-sum", "part-year:2018": "leave-out"}
    draft = drafted(text, answers)
    assert draft.ready
    assert [(one.year, one.total) for one in draft.inventories] == [(2019, sum(range(10, 21)))]
    assert (draft.rows_in, draft.imported, draft.ignored) == (12, 11, 1)
    told = {problem.found for problem in draft.problems if problem.code == "part-year"}
    assert told == {
        "residential, electricity: 2019-12 missing in rows 2 to 12",
        "residential, electricity: 2018-Q2, 2018-Q3, 2018-Q4 missing in rows 13 to 13",
    }


def test_what_counts_as_a_sum_of_what_was_there_stays_a_finding() -> None:
    store = open_store(":memory:", samples=False)
    text = HEAD + bills(range(1, 12))
    answers = {**ADDED, "part-year:2019": "as-sum"}
    revision = drafting.commit(store, drafting.draft(store, text.encode(), "b.csv", answers, "Turin"), "Ada", "bills")
    (found,) = [one for one in detective.of_city(store, "IT0004") if one.code == "as-taken"]
    assert found.year == 2019
    assert f"as answered with revision {revision.revision}; some are missing" in found.message


def test_three_quarters_and_a_month_twice_are_no_whole_years() -> None:
    quarters = drafted(HEAD.replace("month", "quarter") + bills(["Q1", "Q2", "Q4"]), ADDED)
    assert asked(quarters) == ["part-year:2019"]
    twice = drafted(HEAD + bills(range(1, 13)) + bills(["March"]), ADDED)
    (gap,) = [problem for problem in twice.problems if problem.severity == "ask"]
    assert gap.found == "residential, electricity: 2019-03 more than once in rows 2 to 14"


def test_the_same_month_alike_in_every_cell_is_left_out_as_a_row_repeated() -> None:
    once = HEAD + bills(range(1, 13))
    draft = drafted(once + once.splitlines()[-1] + "\n", ADDED)
    assert draft.ready
    assert draft.inventories[0].total == sum(range(10, 22))
    assert "duplicate-row" in {problem.code for problem in draft.problems}


def test_each_meter_is_counted_apart() -> None:
    head = HEAD.replace("unit\n", "unit,meter\n")
    text = head + bills(range(1, 13), more=",A") + bills(range(2, 13), more=",B")
    (gap,) = [problem for problem in drafted(text, ADDED).problems if problem.severity == "ask"]
    assert gap.found == "residential, electricity, B: 2019-01 missing in rows 14 to 24"
    assert drafted(head + bills(range(1, 13), more=",A") + bills(range(1, 13), more=",B"), ADDED).ready


def test_the_sum_of_a_year_among_its_months_is_refused() -> None:
    draft = drafted(HEAD + bills(range(1, 13)) + "2019,,residential,electricity,186,MWh\n", ADDED)
    assert [(problem.code, problem.row) for problem in draft.problems if problem.severity == "block"] == [
        ("part-year-unnamed", 14)
    ]


@pytest.mark.parametrize("style", ["2019-{:02}", "{:02}/2019", "01.{:02}.2019", "2019-{:02}-28"])
def test_months_that_bear_their_year_are_counted_too(style: str) -> None:
    rows = "".join(f"{style.format(month)},residential,electricity,5,MWh\n" for month in range(1, 12))
    draft = drafted(
        "month,sector,carrier,value,unit\n" + rows, {**ADDED, "year-date": "use-year", "year-words": "use-year"}
    )
    assert asked(draft) == ["part-year:2019"]


@pytest.mark.parametrize(
    "heads",
    ["Month,Electricity (kWh),Natural gas (kWh)", ",Electricity,Natural gas", "Month,Electricity,Natural gas,Diesel"],
)
def test_months_down_and_carriers_across_are_counted_too(heads: str) -> None:
    figures = ",100" * heads.count(",")
    rows = "".join(f"2019-{month:02}{figures}\n" for month in range(2, 13))
    above = "" if "kWh" in heads else "Unit,kWh" + "," * (heads.count(",") - 1) + "\n"
    draft = drafted(f"{above}{heads}\n{rows}", {"sector": "municipal_buildings", **ADDED})
    assert asked(draft) == ["part-year:2019"]
    assert "2019-01 missing" in next(problem.found for problem in draft.problems if problem.key)


def test_the_last_day_of_a_year_is_no_month_of_it() -> None:
    rows = "12/31/2019,residential,electricity,5,MWh\n12/31/2018,residential,electricity,6,MWh\n"
    assert drafted("year,sector,carrier,value,unit\n" + rows, {"year-date": "use-year"}).ready


@pytest.mark.parametrize("word", ["Year", "13", "Totale anno"])
def test_a_row_of_the_year_among_its_months_is_their_sum_or_refused_and_never_added_to_them(word: str) -> None:
    text = HEAD + bills(range(1, 13))
    draft = drafted(f"{text}2019,{word},residential,electricity,{sum(range(10, 22))},MWh\n", ADDED)
    assert draft.ready
    assert draft.inventories[0].total == sum(range(10, 22))
    assert (draft.imported, draft.ignored) == (12, 1)
    other = drafted(f"{text}2019,{word},residential,electricity,999,MWh\n", ADDED)
    assert [problem.code for problem in other.problems if problem.severity == "block"] == ["part-year-unnamed"]


def test_months_below_one_carrier_beside_their_year_and_sector_add_up_and_a_missing_one_is_told_once() -> None:
    months = "".join(f"2019;{month};Residential;{10 + month}\n" for month in range(1, 13))
    text = "Year;Month;Sector;Natural gas (MWh)\n" + months
    assert asked(drafted(text)) == ["several-rows"]
    draft = drafted(text, ADDED)
    assert draft.ready
    assert draft.inventories[0].total == sum(range(11, 23))
    without_july = drafted(text.replace("2019;7;Residential;17\n", ""), ADDED)
    (gap,) = [problem for problem in without_july.problems if problem.severity == "ask"]
    assert gap.found == "Residential, natural_gas: 2019-07 missing in rows 2 to 12"


def test_bills_of_every_second_month_are_asked_about_once_and_cover_two_months_each_as_answered() -> None:
    text = HEAD + bills(range(2, 13, 2)) + bills(range(2, 13, 2)).replace("2019", "2020")
    assert asked(drafted(text)) == ["two-months", "several-rows"]
    assert asked(drafted(text, ADDED)) == ["two-months"]
    draft = drafted(text, {**ADDED, "two-months": "cover-both"})
    assert draft.ready
    assert [(one.year, one.total) for one in draft.inventories] == [(2019, 75), (2020, 75)]
    assert asked(drafted(text, {**ADDED, "two-months": "one-month"})) == ["part-year:2019", "part-year:2020"]


def test_a_bill_of_two_months_that_is_missing_is_named_with_both() -> None:
    draft = drafted(HEAD + bills([1, 3, 7, 9, 11]), {**ADDED, "two-months": "cover-both"})
    (gap,) = [problem for problem in draft.problems if problem.severity == "ask"]
    assert gap.found == "residential, electricity: 2019-05/06 missing in rows 2 to 6"


@pytest.mark.parametrize("style", ["{}", "W{}", "week {}", "2019-W{:02}"])
@pytest.mark.parametrize("last", [52, 53])
def test_weeks_are_counted_in_a_year_of_52_or_53(style: str, last: int) -> None:
    head = HEAD.replace("month", "week")
    weeks = list(range(1, last + 1))
    draft = drafted(head + bills(style.format(week) for week in weeks), ADDED)
    assert draft.ready
    assert draft.inventories[0].total == sum(range(10, 10 + last))
    (gap,) = [
        problem
        for problem in drafted(head + bills(style.format(week) for week in weeks if week != 7), ADDED).problems
        if problem.severity == "ask"
    ]
    assert "2019-W07 missing" in gap.found


def test_both_halves_of_a_year_are_a_whole_one() -> None:
    draft = drafted(HEAD.replace("month", "period") + bills(["H1", "H2"]), ADDED)
    assert (draft.ready, draft.inventories[0].total) == (True, 21)
    alone = drafted(HEAD.replace("month", "period") + bills(["H1"]), ADDED)
    assert "2019-H2 missing" in next(problem.found for problem in alone.problems if problem.severity == "ask")


def test_the_periods_of_bills_count_in_the_month_in_which_they_begin() -> None:
    periods = [f"15.{month:02}.2019 - 14.{month % 12 + 1:02}.{2019 + month // 12}" for month in range(1, 13)]
    head = HEAD.replace("month", "billing period")
    draft = drafted(head + bills(periods), ADDED)
    assert (draft.ready, draft.inventories[0].total) == (True, sum(range(10, 22)))
    (gap,) = [one for one in drafted(head + bills(periods[1:]), ADDED).problems if one.severity == "ask"]
    assert "2019-01 missing" in gap.found
