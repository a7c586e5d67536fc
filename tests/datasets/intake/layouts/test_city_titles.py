"""The city that the name of a sheet or a title says is never passed over: its figures are that city's, or refused."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import Cells, workbook

HEAD = ("Sector", "Electricity", "Natural gas", "Diesel")
LONG = "Sector,Carrier,value,unit\nResidential,natural gas,6,MWh\n"


def matrix(sector: str = "Residential", *titles: tuple[object, ...]) -> Cells:
    return [*titles, ("Year", 2019), ("Unit", "MWh"), HEAD, (sector, 10, 20, 30)]


def draft(sheets: dict[str, Cells], city: str | None = None, answers: dict[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), workbook(sheets), "a.xlsx", answers, city)


def totals(found: Draft) -> dict[str, float | None]:
    return {item.city_id: item.total for item in found.inventories}


TWO = {"Bologna": matrix(), "Turin 2019": matrix("Tertiary")}


def test_sheets_named_after_cities_hold_the_figures_of_each() -> None:
    assert totals(draft(TWO)) == {"IT0007": 60, "IT0004": 60}


def test_a_sheet_of_another_city_is_refused_where_the_file_is_said_to_be_of_one() -> None:
    found = draft(TWO, "Bologna")
    assert {(problem.severity, problem.code, problem.sheet) for problem in found.problems} == {
        ("block", "city-conflict", "Turin 2019")
    }
    assert totals(draft(TWO, "Bologna", {"sheet": "Bologna"})) == {"IT0007": 60}


@pytest.mark.parametrize(
    "title", ["Comune di Modena", "Modena", "Comune di Modena - BEI 2019", "Città di Modena: inventario", "Modena 2019"]
)
def test_a_title_says_the_city(title: str) -> None:
    assert totals(draft({"BEI": matrix("Residential", (title,))})) == {"IT0021": 60}
    refused = draft({"BEI": matrix("Residential", (title,))}, "Bologna")
    assert ("block", "city-conflict", 1) in {(item.severity, item.code, item.row) for item in refused.problems}


@pytest.mark.parametrize("title", ["Turin 2019 (MWh)", "Torino, consumi 2019", "Turin energy use, MWh"])
def test_a_title_of_a_city_with_no_more_than_what_was_measured_says_the_city(title: str) -> None:
    assert totals(draft({"BEI": matrix("Residential", (title,))})) == {"IT0004": 60}


@pytest.mark.parametrize(
    "title",
    ["Turin – Milan 2019", "Turin Nord energy use 2019", "Varna and Burgas 2019 (MWh)", "Turin 2019 (GPC BASIC)"],
)
def test_a_title_of_a_city_with_more_than_what_was_measured_says_none(title: str) -> None:
    assert "city" in {problem.key for problem in draft({"BEI": matrix("Residential", (title,))}).problems}


@pytest.mark.parametrize("title", ["City of Turin", "Comune di Torino", "Torino"])
def test_a_title_that_says_the_same_city_in_other_words_is_no_contradiction(title: str) -> None:
    assert draft({"BEI": matrix("Residential", (title,))}, "Turin").problems == ()


def test_a_city_on_file_that_is_no_signatory_is_known_in_a_title() -> None:
    assert totals(draft({"BEI": matrix("Residential", ("City of Boston",))})) == {"US-BOS": 60}


@pytest.mark.parametrize("title", ["City of Boston, Massachusetts", "Boston, Massachusetts", "Boston (Massachusetts)"])
def test_a_city_is_known_by_the_name_of_its_state_as_by_the_code(title: str) -> None:
    title = f"{title} – emissions 2019"
    assert totals(draft({"BEI": matrix("Residential", (title,))})) == {"US-BOS": 60}
    assert draft({"BEI": matrix("Residential", (title,))}, "Boston").ready


def test_a_city_of_that_name_in_another_state_is_asked_about() -> None:
    (asked,) = draft({"BEI": matrix("Residential", ("City of Boston, Georgia – emissions 2019",))}).problems
    assert asked.key == "city:City of Boston, Georgia"


def test_a_sheet_named_after_another_city_than_the_one_above_its_table_is_refused() -> None:
    found = draft({"Turin": matrix("Residential", ("City", "Bologna"))})
    assert [(item.severity, item.code, item.sheet) for item in found.problems] == [("block", "city-conflict", "Turin")]


def test_a_title_above_each_of_several_tables_says_the_city_of_each() -> None:
    assert totals(draft({"BEI": [*matrix("Residential", ("Bologna",)), (), *matrix("Tertiary", ("Torino",))]})) == {
        "IT0007": 60,
        "IT0004": 60,
    }


def test_a_part_of_a_city_among_the_rows_of_a_table_is_no_other_city() -> None:
    found = draft({"BEI": [*matrix(), ("Modena",), ("Tertiary", 1, 2, 3)]}, "Turin")
    assert totals(found) == {"IT0004": 66}


@pytest.mark.parametrize("name", ["BEI", "Energy", "Tab", "Fonte", "Total", "Sheet1", "Carbone"])
def test_words_for_tables_are_no_cities(name: str) -> None:
    assert totals(draft({name: matrix()}, "Turin")) == {"IT0004": 60}


def test_a_title_above_a_delimited_table_says_the_city_too() -> None:
    text, answers = f"Comune di Bologna\n{LONG}", {"header-row": "2"}
    assert totals(drafted(text, answers, year=2019)) == {"IT0007": 6}
    refused = drafted(text, answers, "Turin", 2019)
    assert [problem.code for problem in refused.problems] == ["city-conflict"]


BLOCK = (("Sector", "Electricity (MWh)", "Natural gas (MWh)", "Diesel (MWh)"), ("Residential", 10, 20, 30))
OTHERS = ["City of Dunedin", "Dunedin", "All cities", "United Kingdom", "Losses in the networks", "Reduction potential"]


def below(*headings: str, first: str = "City of Leeds") -> dict[str, Cells]:
    """Tables below each other, each under its heading."""
    blocks: Cells = [("Consumption 2019",)]
    for heading in (first, *headings):
        blocks += [(heading,), *BLOCK, ()]
    return {"Energy": blocks}


@pytest.mark.parametrize("heading", [*OTHERS, "City of Leeds, network losses", "Savings achieved"])
def test_a_further_table_under_a_heading_that_nobody_knows_is_never_added_to_the_first_city(heading: str) -> None:
    found = draft(below(heading))
    (asked,) = [problem for problem in found.problems if problem.severity == "ask"]
    assert (asked.code, asked.key, asked.row) == ("table-heading", f"city:{heading}", 6)
    assert asked.choices[:2] == ("leave-out", "GB0005")
    assert asked.choices[-1] == "add"
    assert totals(found) == {"GB0005": 60}, "nothing of it counts before the answer"
    left = draft(below(heading), answers={f"city:{heading}": "leave-out"})
    assert left.ready
    assert (totals(left), left.ignored) == ({"GB0005": 60}, 3)
    added = draft(below(heading), answers={f"city:{heading}": "add"})
    assert added.ready
    assert len(totals(added)) == 2


def test_the_heading_of_the_first_table_is_asked_about_where_another_one_is() -> None:
    assert {problem.key for problem in draft(below("Dunedin", first="Auckland")).problems if problem.key} == {
        "city:Auckland",
        "city:Dunedin",
    }
    given = draft(below("Dunedin", first="Auckland"), "Leeds")
    assert [problem.key for problem in given.problems if problem.key] == ["city:Dunedin"]


@pytest.mark.parametrize(
    "heading", ["Buildings", "Final energy consumption", "Leeds", "Energy (MWh)", "Source: survey"]
)
def test_a_heading_that_says_no_more_than_what_stands_below_it_is_not_asked_about(heading: str) -> None:
    assert not [one for one in draft(below(heading)).problems if one.code == "table-heading"]


def test_a_city_before_what_speaks_of_an_inventory_is_the_city_of_the_table() -> None:
    text = "{title},,\nSector,Electricity (MWh),Natural gas (MWh)\nResidential,41230,88410\nTertiary,30155,45270\n"
    said = drafted(text.format(title="Lyon: energy use 2019"), city="Turin")
    assert "city-conflict" in {problem.code for problem in said.problems}
    assert drafted(text.format(title="Turin: energy use 2019"), city="Turin").ready
    other = drafted(text.format(title="Otherby: energy use 2019"), city="Turin")
    assert {problem.key for problem in other.problems if problem.severity == "ask"} == {"other-figures"}


@pytest.mark.parametrize("title", ["Comune di Torino", "Scope 1 emissions"])
def test_a_title_above_two_columns_of_one_name_hides_neither_of_them(title: str) -> None:
    rows = [[title], ["Sector", "Carrier", "t CO2e", "t CO2e"], ["Residential", "natural gas", 5, 50]]
    draft = drafting.draft(empty_store(), workbook({"Data": rows}), "file.xlsx", {}, "Turin", 2019)
    choices = {problem.key: problem.choices for problem in draft.problems if problem.severity == "ask"}
    assert choices["column:value"] == ("t CO2e [C]", "t CO2e [D]")


@pytest.mark.parametrize(
    "title",
    [
        "City of Austin, Minnesota – GHG emissions",
        "Boston (Lincolnshire) – emissions",
        "New York City – Borough of Brooklyn only, community emissions",
        "Stadt Frankfurt (Oder) – THG-Bilanz",
        "Barcelona – Districte de Gràcia: emissions",
        "Staten Island, New York City – emissions",
        "Santa Monica, Surigao del Norte 2014 (t CO2e)",
        "Boston electricity 2014 (Lincolnshire)",
    ],
)
def test_a_place_beside_the_name_of_a_city_is_asked_about_as_another_one_or_a_part_of_it(title: str) -> None:
    found = draft({"Sheet1": matrix("Residential", (title,))})
    assert "city-unknown" in {problem.code for problem in found.problems if problem.severity == "ask"}
    assert not found.ready


def test_a_part_of_the_city_that_was_named_for_the_file_is_asked_about() -> None:
    found = draft({"BEI": matrix("Residential", ("Torino, Circoscrizione 3",))}, "Turin")
    assert [problem.key for problem in found.problems] == ["other-figures"]


@pytest.mark.parametrize(
    "beside",
    [
        "City of Turin, Italy",
        "Torino (IT): emissions",
        "Comune di Torino, Ufficio Ambiente: consumi",
        "City of Turin (MWh)",
    ],
)
def test_a_country_an_office_or_a_unit_beside_the_name_of_a_city_makes_it_no_other(beside: str) -> None:
    assert totals(draft({"Sheet1": matrix("Residential", (beside,))})) == {"IT0004": 60}
