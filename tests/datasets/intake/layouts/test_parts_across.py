"""Months, halves, dates, years of other calendars and names of years above the columns are no carriers."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, told

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def of_months(*names: str, total: bool = False) -> str:
    """A table with the consumption of 10 MWh a month of homes and 1 MWh of shops."""
    heads = ",".join((*names, *(["Total"] if total else [])))
    rows = (
        ",".join((name, *([str(amount)] * len(names)), *([str(amount * len(names))] if total else [])))
        for name, amount in (("Residential", 10), ("Commercial", 1))
    )
    return f'"Electricity use 2022, MWh"\nSector,{heads}\n' + "\n".join(rows) + "\n"


def sums(draft: Draft) -> dict[tuple[int, str], float]:
    assert draft.table is not None
    found: dict[tuple[int, str], float] = {}
    for row in draft.table.to_pylist():
        key = (row["year"], row["sector"])
        found[key] = found.get(key, 0) + row["value"]
    return found


@pytest.mark.parametrize("total", [False, True])
def test_months_across_add_up_to_their_year_by_one_answer(total: bool) -> None:
    text = of_months(*MONTHS, total=total)
    asked = drafted(text, None, "Turin")
    assert [problem[:2] for problem in told(asked) if problem[0] != "warn"] == [("ask", "several-rows")]
    assert sums(drafted(text, {"several-rows": "add-up"}, "Turin")) == {
        (2022, "residential"): 120,
        (2022, "tertiary"): 12,
    }


def test_nine_months_are_no_year_until_somebody_says_so() -> None:
    text, answers = of_months(*MONTHS[:9]), {"several-rows": "add-up"}
    asked = drafted(text, answers, "Turin")
    assert [problem[:2] for problem in told(asked) if problem[0] == "ask"] == [("ask", "part-year")]
    assert drafted(text, {**answers, "part-year:2022": "leave-out"}, "Turin").imported == 0
    counted = drafted(text, {**answers, "part-year:2022": "as-sum"}, "Turin")
    assert sums(counted)[2022, "residential"] == 90


@pytest.mark.parametrize("heads", ["H1,H2,H1,H2", "H1 (t CO2e),H2 (t CO2e),H1 (t CO2e),H2 (t CO2e)"])
def test_halves_below_their_years_add_up(heads: str) -> None:
    text = f"Emissions (t CO2e),,,,\nSector,2018,,2019,\n,{heads}\nResidential,1,2,3,4\nTransport,5,6,7,8\n"
    found = sums(drafted(text, {"several-rows": "add-up"}, "Turin"))
    assert found == {
        (2018, "residential"): 3,
        (2019, "residential"): 7,
        (2018, "transport"): 11,
        (2019, "transport"): 15,
    }


def test_hydrogen_beside_other_carriers_is_no_half_of_a_year() -> None:
    text = "Sector,Electricity (MWh),H2 (MWh)\nResidential,10,1\nIndustry,20,2\n"
    draft = drafted(text, {"year": "2019"}, "Turin", 2019)
    assert "several-rows" not in {code for _, code, _, _ in told(draft)}


def test_dates_across_are_asked_about_once_and_days_of_one_year_are_parts_of_it() -> None:
    text = "Emissions (t CO2e),,\nSector,2018-12-31,2019-12-31\nResidential,1,2\nTransport,3,4\n"
    asked = drafted(text, None, "Turin")
    assert [problem.key for problem in asked.problems] == ["year-date"]
    assert sums(drafted(text, {"year-date": "use-year"}, "Turin"))[2019, "transport"] == 4
    halves = text.replace("2018-12-31", "2019-01-01").replace("2019-12-31", "2019-07-01")
    again = drafted(halves, {"year-date": "use-year", "several-rows": "add-up"}, "Turin")
    assert [problem.key for problem in again.problems if problem.key] == ["part-year:2019"]


PLACES = ("residential", "industry")
STRANGE_YEARS = "Energy use (MWh),,,\nSector,{}\nResidential,1,2,3\nIndustry,4,5,6\n"
BY_YEAR = {(year, sector): 3 * row + year - 2017 for year in (2018, 2019, 2020) for row, sector in enumerate(PLACES)}


def test_years_of_eras_are_asked_about_as_years() -> None:
    asked = drafted(STRANGE_YEARS.format("平成30年度,令和元年度,R2"), None, "Turin")
    assert {problem.code for problem in asked.problems} == {"year-text"}
    (problem,) = [problem for problem in asked.problems if problem.key == "year:令和元年度"]
    assert problem.choices == ("2019", "leave-out")


@pytest.mark.parametrize(
    ("heads", "question", "answer", "choices"),
    [
        ("107年,108年,109年", "calendar", "taiwanese", ("taiwanese", "leave-out")),
        ("2561,2562,2563", "calendar", "thai", ("thai", "leave-out")),
        ("๒๕๖๑,๒๕๖๒,๒๕๖๓", "calendar", "thai", ("thai", "leave-out")),
        ("1397,1398,1399", "calendar", "iranian", ("iranian", "leave-out")),
        ("FY18,FY19,FY20", "fiscal-named", "as-named", ("as-named", "year-before")),
        ("FY2019,FY2020,FY2021", "fiscal-named", "year-before", ("as-named", "year-before")),
        ("FY17-18,FY18-19,FY19-20", "fiscal-year", "last", ("first", "last")),
        ("17/18,18/19,19/20", "fiscal-year", "last", ("first", "last")),
        ("2018/19,2019/20,2020/21", "fiscal-year", "first", ("first", "last")),
        ("2018,20019,2020", "year:20019", "2019", ("2019", "2001", "2009", "leave-out")),
        ("2018,2019ᵖ,2020", "year:2019ᵖ", "2019", ("leave-out", "2019")),
    ],
)
def test_years_written_otherwise_are_one_question_for_the_file(
    heads: str, question: str, answer: str, choices: tuple[str, ...]
) -> None:
    text = STRANGE_YEARS.format(heads)
    (problem,) = drafted(text, None, "Turin").problems
    assert (problem.key, problem.choices) == (question, choices)
    assert sums(drafted(text, {question: answer}, "Turin")) == BY_YEAR


@pytest.mark.parametrize("heads", ["2018,2019(1),2020[2]", "2018 a),2019¹,2020*", "2018,2019 1),2020 (rev.)"])
def test_the_mark_of_a_footnote_behind_a_year_is_none_of_it(heads: str) -> None:
    assert sums(drafted(STRANGE_YEARS.format(heads), None, "Turin")) == BY_YEAR


def test_a_column_of_years_of_another_calendar_is_one_question_too() -> None:
    text = "Sector,Year,Electricity (MWh)\nResidential,2561,7\nIndustry,2562,8\n"
    (problem,) = drafted(text, None, "Turin").problems
    assert (problem.key, problem.choices, problem.cells) == ("calendar", ("thai", "leave-out"), 2)
    assert sums(drafted(text, {"calendar": "thai"}, "Turin")) == {(2018, "residential"): 7, (2019, "industry"): 8}


def test_figures_that_look_like_years_of_another_calendar_stay_figures() -> None:
    text = "Energy use 2019,,\nSector,Electricity (MWh),Natural gas (MWh)\nResidential,2561,2562\nIndustry,1397,1398\n"
    assert sums(drafted(text, None, "Turin")) == {(2019, "residential"): 5123, (2019, "industry"): 2795}


def test_names_of_years_are_asked_about_as_years_and_a_target_is_left_out() -> None:
    text = "THG-Emissionen (t CO2e)\nSektor;Basisjahr;Aktuelles Jahr;Ziel\nHaushalte;9;7;5\nGHD;8;6;4\n"
    asked = drafted(text, None, "Turin")
    assert [problem.key for problem in asked.problems] == ["year:Basisjahr", "year:Aktuelles Jahr", "year:Ziel"]
    answers = {"year:Basisjahr": "1990", "year:Aktuelles Jahr": "2019", "year:Ziel": "leave-out"}
    assert sums(drafted(text, answers, "Turin")) == {
        (1990, "residential"): 9,
        (2019, "residential"): 7,
        (1990, "tertiary"): 8,
        (2019, "tertiary"): 6,
    }


def test_quarters_of_nearly_the_same_size_are_no_sums_of_each_other() -> None:
    rows = "".join(f"Residential,Q{number},{10000 + number},{10100 + number}\n" for number in range(1, 5))
    text = f"Energy use (MWh),,,\nSector,Quarter,2018,2019\n{rows}"
    found = sums(drafted(text, {"several-rows": "add-up"}, "Turin"))
    assert found == {(2018, "residential"): 40010, (2019, "residential"): 40410}


def test_figures_with_their_units_below_carriers_are_no_row_of_units() -> None:
    text = (
        "Energy use 2019,,\nSector,Electricity,Natural gas\nResidential,41.2 GWh,88410 MWh\nIndustry,52880 MWh,61 GWh\n"
    )
    draft = drafted(text, {"unit-in-cell": "split"}, "Turin")
    assert draft.table is not None
    assert sorted(draft.table["value"].to_pylist()) == [41200, 52880, 61000, 88410]
