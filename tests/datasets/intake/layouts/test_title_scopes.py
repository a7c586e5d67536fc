"""A scope that a title alone names: figures of scope 3 never count as the city's own."""

from __future__ import annotations

import pytest

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
