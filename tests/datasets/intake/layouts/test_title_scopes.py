"""A scope that a title alone names: figures of scope 3 never count as the city's own."""

from __future__ import annotations

import re

import pytest

from datasets.intake.layouts.titled_figures import plain_scope
from tests.datasets.files import drafted

BODY = "Sector,2018,2019\nResidential,1,2\nIndustry,3,4\n"
WITH_A_TITLE = {
    "years across": f"Scope 3 emissions (t CO2e)\n{BODY}",
    "carriers across": "Scope 3 emissions 2019 (t CO2e)\nSector,Electricity,Natural gas,Diesel\nResidential,1,2,3\n",
    "years down": "Emissions of scope 3 (t CO2e)\nYear,Residential,Industry\n2018,1,2\n2019,2,3\n",
    "the name of the figures": "year,sector,Scope 3 emissions (t CO2e)\n2019,Residential,1\n2019,Industry,2\n",
    "another language": f"Emisiones de alcance 3 (t CO2e)\n{BODY}",
}


@pytest.mark.parametrize("text", WITH_A_TITLE.values(), ids=WITH_A_TITLE)
def test_the_scope_that_a_title_names_is_that_of_its_figures_and_is_told(text: str) -> None:
    found = drafted(text, None, "Turin")
    assert found.ready
    assert set(found.table["scope"].to_pylist()) == {3}
    assert "scope-read" in {problem.code for problem in found.problems}


def test_each_table_of_a_sheet_has_the_scope_of_its_own_title() -> None:
    second = "Sector,2018,2019\nResidential,5,6\nIndustry,7,8\n"
    found = drafted(f"Scope 1 emissions (t CO2e)\n{BODY}\nScope 2 emissions (t CO2e)\n{second}", None, "Turin")
    said = [(row["scope"], row["value"]) for row in found.table.to_pylist()]
    assert sorted(said) == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 5), (2, 6), (2, 7), (2, 8)]


OF_TWO = {
    "headings": "Scope 1;Residential 100;Industry 200;Scope 2;Residential 50;Industry 61",
    "headings in words": "Direct emissions (scope 1);Residential 100;Industry 200;"
    "Indirect emissions (scope 2);Residential 50;Industry 61",
    "totals above": "Scope 1 300;Residential 100;Industry 200;Scope 2 111;Residential 50;Industry 61;Total 411",
    "totals below": "Residential 100;Industry 200;Total scope 1 300;Residential 50;Industry 61;Total scope 2 111",
    "below sectors": "Residential;Scope 1 100;Scope 2 50;Industry;Scope 1 200;Scope 2 61",
    "parts of sectors": "Residential 150;Scope 1 100;Scope 2 50;Industry 261;Scope 1 200;Scope 2 61",
}
"""Rows with their figures of 2018, those of 2019 are twice as high."""


def of_two_years(rows: str) -> str:
    """A table of the rows: what ends in a number of several digits has figures."""
    every = (re.fullmatch(r"(.+?)(?: ([0-9]{2,}))?", row) for row in rows.split(";"))
    found = [(row[1], *((row[2], str(2 * int(row[2]))) if row[2] else ("", ""))) for row in every if row]
    return "\n".join(map(",".join, [("Emissions (t CO2e)", "", ""), ("Sector", "2018", "2019"), *found]))


@pytest.mark.parametrize("rows", OF_TWO.values(), ids=OF_TWO)
def test_scopes_among_the_rows_are_those_of_the_figures_below_them_or_that_add_up_to_them(rows: str) -> None:
    found = drafted(of_two_years(rows), None, "Turin")
    assert [problem.sentence() for problem in found.problems if problem.severity != "warn"] == []
    said = {
        (row["sector"], row["scope"], row["carrier"], row["value"] / (row["year"] - 2017))
        for row in found.table.to_pylist()
    }
    assert said == {
        *{("residential", 1, None, 100), ("industry", 1, None, 200)},
        *{("residential", 2, None, 50), ("industry", 2, None, 61)},
    }


def test_a_scope_that_no_figures_add_up_to_says_nothing_of_those_around_it() -> None:
    assert not drafted(of_two_years("Residential 100;Industry 200;Scope 2 111;Waste 70"), None, "Turin").ready


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        *[(words, "1") for words in ("Scope 1", "Portée 1", "Total scope 1", "Direct emissions (scope 1)")],
        *[(words, "2") for words in ("Indirect emissions (Scope 2)", "Subtotal Scope 2")],
        *[(words, "") for words in ("Indirect emissions (scope 1)", "Direct emissions (scope 2)", "Beyond scope 1")],
    ],
)
def test_words_that_contradict_a_scope_leave_it_open(words: str, scope: str) -> None:
    assert plain_scope(words) == scope


def test_a_title_that_says_more_of_a_scope_is_asked_about() -> None:
    found = drafted(f"Emissions beyond scope 1 (t CO2e)\n{BODY}", None, "Turin")
    assert [(problem.severity, problem.key) for problem in found.problems] == [("ask", "other-figures")]


@pytest.mark.parametrize("title", ["Scope 1 and 2 emissions (t CO2e)", "Emissions (t CO2e)"])
def test_several_scopes_or_a_note_of_what_is_not_included_name_none(title: str) -> None:
    found = drafted(f"{title}\n{BODY}Scope 3 emissions are not included\n", None, "Turin")
    assert found.ready
    assert set(found.table["scope"].to_pylist()) == {None}


@pytest.mark.parametrize(
    "note", ["Note: scope 3 only", "Nur Scope 3", "Nota: solo alcance 3", "Remarque : scope 3 uniquement"]
)
def test_a_note_below_a_table_that_only_one_scope_is_meant_is_read_as_a_title_is(note: str) -> None:
    for text in (f"Emissions (t CO2e)\n{BODY}{note}\n", f"year,sector,t CO2e\n2019,Residential,1\n\n{note}\n"):
        found = drafted(text, None, "Turin")
        assert found.ready
        assert set(found.table["scope"].to_pylist()) == {3}
        (told,) = [problem for problem in found.problems if problem.code == "scope-read"]
        assert note in told.found


def test_a_title_of_one_scope_goes_before_a_note_below_the_table() -> None:
    found = drafted(f"Scope 1 emissions (t CO2e)\n{BODY}Note: scope 3 only\n", None, "Turin")
    assert set(found.table["scope"].to_pylist()) == {1}
