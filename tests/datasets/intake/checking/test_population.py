"""Inhabitants keep their own year and source, a slip of thousands is asked about, and one city's contradiction holds up
no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets.city.trace import verification
from datasets.exports import long_csv
from datasets.exports.holding import holding
from datasets.intake import drafting
from datasets.reference.samples import open_store
from datasets.store import PopulationRow, Store
from tests.datasets.files import drafted, told

HEADER = "city,year,sector,energy_mwh,population,population year,population source\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as found:
        yield found


def row(city: str = "Turin", people: str = "100000", rest: str = ",", sector: str = "residential") -> str:
    return f"{city},2022,{sector},5,{people},{rest}\n"


def test_inhabitants_keep_their_own_year_and_source_through_store_and_export(store: Store) -> None:
    text = HEADER + row(people="875698", rest="2018,ISTAT") + row(people="875698", rest="2018,ISTAT", sector="tertiary")
    draft = drafting.draft(store, text.encode(), "file.csv", {})
    kept = PopulationRow("IT0004", 2022, "covenant", 875698.0, "ISTAT", 2018)
    assert draft.population == (kept,)
    drafting.commit(store, draft, "Ada", None)
    assert verification.verify(store).sound
    with store.reader() as reader:
        people = reader.in_force("IT0004").population[2022, "covenant"]
    assert people == (875698.0, "ISTAT", 2018, 875698.0)
    written = long_csv.long(holding(store, "IT0004", [2022]))
    with open_store(":memory:", samples=False) as other:
        again = drafting.draft(other, written, "again.csv", {})
        assert kept in again.population


def test_the_year_of_the_inhabitants_is_no_year_of_the_inventory() -> None:
    (found,) = drafted(HEADER + row(rest="2018,")).inventories
    assert found.year == 2022
    same = drafted(HEADER + row(rest="2022,"))
    assert [item.population_year for item in same.population] == [None]  # that of the inventory
    unread = drafted(HEADER + row(rest="lately,"))
    assert told(unread) == [("warn", "population-year-unread", 2, "population year")]
    assert [item.inhabitants for item in unread.population] == [100000.0]


def test_a_part_of_less_than_a_thousand_people_may_be_in_thousands() -> None:
    text = HEADER + row(people="389.2")
    (asked,) = drafted(text).problems
    assert (asked.severity, asked.key, asked.choices) == ("ask", "population-fraction", ("thousands", "leave-out"))
    assert drafted(text, {"population-fraction": "thousands"}).population[0].inhabitants == 389_200
    assert not drafted(text, {"population-fraction": "as-written"}).ready


@pytest.mark.parametrize("people", ["2876.614", '"2876,614"', "2876.6", "12345.67", "1234567.891"])
def test_a_fraction_of_people_is_asked_about(people: str) -> None:
    draft = drafted(HEADER + row(people=people))
    assert told(draft) == [("ask", "population-fraction", 2, "population")]
    as_written = drafted(HEADER + row(people=people), {"population-fraction": "as-written", "decimal": "point"})
    assert len(as_written.population) == 1


def test_the_answer_says_that_the_mark_parts_thousands() -> None:
    draft = drafted(HEADER + row(people="2876.614"), {"population-fraction": "thousands"})
    assert [item.inhabitants for item in draft.population] == [2_876_614.0]
    assert draft.ready


@pytest.mark.parametrize(
    ("people", "number"),
    [
        ("12345.0", 12345.0),
        ("2.876.614", 2_876_614.0),
        ("389.261", 389_261.0),
        ("866510.0000001", 866510.0000001),
        ("884988.5", 884988.5),
        ("2876614", 2_876_614.0),
    ],
)
def test_what_a_spreadsheet_wrote_and_marks_of_thousands_are_read(people: str, number: float) -> None:
    draft = drafted(HEADER + row(people=people))
    assert [item.inhabitants for item in draft.population] == [number]


@pytest.mark.parametrize(
    "header",
    [
        "Population:000s",
        "Population (thousands)",
        "Einwohner (Tsd.)",
        "Population (k)",
        "Einwohner in Tausenden",
        "Bevölkerung (Tausende)",
        "Население (хилядници)",
    ],
)
def test_a_column_in_thousands_is_refused_by_its_header(header: str) -> None:
    text = f"city,year,sector,energy_mwh,{header}\nTurin,2022,residential,5,875.7\n"
    assert "population-scaled" in {problem.code for problem in drafted(text).problems}


def test_one_citys_contradiction_lets_the_others_go_on() -> None:
    text = HEADER + row() + row(people="200000", sector="tertiary") + row("Modena", "180000")
    draft = drafted(text)
    assert draft.ready
    assert ("warn", "population-conflict", 3, "population") in told(draft)
    assert [(item.city_id, item.inhabitants) for item in draft.population] == [("IT0021", 180000.0)]
    assert {item.city_id for item in draft.inventories} == {"IT0004", "IT0021"}
    chosen = drafted(text, {"inhabitants:IT0004 2022": "200000"})
    assert {(item.city_id, item.inhabitants) for item in chosen.population} == {
        ("IT0004", 200000.0),
        ("IT0021", 180000.0),
    }


def test_a_contradiction_of_the_only_city_is_asked_about() -> None:
    text = HEADER + row() + row(people="200000", sector="tertiary")
    (asked,) = drafted(text).problems
    assert (asked.severity, asked.key, asked.choices) == (
        "ask",
        "inhabitants:IT0004 2022",
        ("100000", "200000", "leave-out"),
    )
    left = drafted(text, {"inhabitants:IT0004 2022": "leave-out"})
    assert (left.ready, left.population) == (True, ())
    refused = drafted(text, {"inhabitants:IT0004 2022": "many"})
    assert "answer-unknown" in {problem.code for problem in refused.problems}


def test_a_text_that_is_no_number_holds_up_its_own_city_alone() -> None:
    draft = drafted(HEADER + row(people="many") + row("Modena", "180000"))
    assert draft.ready
    assert ("warn", "population-unknown", 2, "population") in told(draft)
    assert told(drafted(HEADER + row(people="many"))) == [("block", "population-unknown", 2, "population")]


@pytest.mark.parametrize("people", ["n/a", "-", "NE", "NO", ""])
def test_a_cell_that_says_that_there_is_no_number_is_a_blank(people: str) -> None:
    draft = drafted(HEADER + row(people=people))
    assert (draft.imported, draft.population) == (1, ())
    assert not [problem for problem in draft.problems if problem.severity != "warn"]


@pytest.mark.parametrize("day", ["31.12.2018", "2018-12-31", "1 January 2018", "31/12/2018"])
def test_of_a_date_of_the_inhabitants_the_year_is_kept(day: str) -> None:
    (found,) = drafted(HEADER + row(rest=f"{day},")).population
    assert found.population_year == 2018


IN_THOUSANDS = "city,year,sector,energy_mwh,Population (thousands)\n"


@pytest.mark.parametrize(
    ("people", "number"),
    [("142.6", 142_600), ("91.904", 91_904), ("1141.374", 1_141_374), ("1,5", 1_500), ("875", 875_000)],
)
def test_inhabitants_by_the_thousand_are_asked_about_and_read_as_answered(people: str, number: int) -> None:
    text = IN_THOUSANDS + f'Turin,2022,residential,5,"{people}"\n'
    (question,) = [problem for problem in drafted(text).problems if problem.severity != "warn"]
    assert (question.key, question.choices) == ("population-scaled", ("thousands", "leave-out"))
    draft = drafted(text, {"population-scaled": "thousands"})
    assert [item.inhabitants for item in draft.population] == [number]
    left = drafted(text, {"population-scaled": "leave-out"})
    assert (left.ready, left.population) == (True, ())


def test_thousands_of_which_the_mark_may_part_thousands_wait_until_it_is_named() -> None:
    text = IN_THOUSANDS + "Turin,2022,residential,5,1.234\n"
    answers = {"population-scaled": "thousands"}
    assert {problem.code for problem in drafted(text, answers).problems} == {"population-unknown"}
    assert drafted(text, answers | {"decimal": "point"}).population[0].inhabitants == 1_234
    assert drafted(text, answers | {"decimal": "comma"}).population[0].inhabitants == 1_234_000
