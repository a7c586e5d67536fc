"""The questions of a file: words that people use, a field that fits, and answers that the check takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from analytics.factors.calorific import understood
from analytics.text.problems import Refused
from analytics.vocabulary import NOTATION_KEY_NAMES
from dashboard import language
from dashboard.parts.data import question_words
from datasets import Cities
from datasets.intake import drafting
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from tests.dashboard.conftest import asked
from tests.samples import own_samples


def test_every_question_with_fixed_answers_has_words_for_each_of_them() -> None:
    codes_that_are_words = {"gwp"}  # AR5 is what people call it
    bare = {
        (key, choice)
        for key, offered in CHOICES.items()
        if key not in codes_that_are_words
        for choice in offered
        if question_words.choice_words(key, choice) == choice
    }
    assert bare == set()


def test_a_year_still_to_come_is_meant_or_its_rows_are_left_out() -> None:
    told = [question_words.choice_words("year:2031", choice) for choice in (LEAVE_OUT, "2031")]
    assert told == ["Leave these rows out", "2031 is meant"]


def test_figures_of_a_whole_file_are_of_a_year_or_no_inventory() -> None:
    told = [question_words.choice_words("year", choice) for choice in ("2019", LEAVE_OUT)]
    assert told == ["2019", "They are no inventory, but a target or a forecast: leave them out"]


def test_every_question_belongs_to_a_kind() -> None:
    assert {key for key in CHOICES if question_words.kind_name(key) == "Other"} == set()


def test_a_notation_key_on_offer_says_what_it_means() -> None:
    for key, name in NOTATION_KEY_NAMES.items():
        assert name in question_words.choice_words("dash", key.value)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sector:Transpotr", "Which sector is “Transpotr”?"),
        ("city:Rio Negro", "Which city is “Rio Negro”?"),
        ("calendar", "Say."),
    ],
)
def test_a_question_about_a_word_names_the_word(key: str, words: str) -> None:
    assert question_words.question(asked(key)) == words


def test_what_is_asked_of_the_whole_file_is_said_without_a_place() -> None:
    data = b"Energy in 2019 (MWh);;\nSector;Electricity;Natural gas\nResidential;1;2\nTransport;3;4\n"
    with own_samples() as store:
        found = drafting.draft(store, data, "file.csv")
    asked_of_all = [problem for problem in found.problems if problem.key == "city"]
    assert [question_words.place(problem, alone=True) for problem in asked_of_all] == [
        "No column of the file holds it."
    ]


def test_a_column_that_is_not_there_is_no_place() -> None:
    data = b"Sector;2018;2019\nResidential;100;90\nTransport;200;210\n"
    with own_samples() as store:
        found = drafting.draft(store, data, "file.csv", city="Turin")
    places = [question_words.place(problem) for problem in found.problems if problem.code == "unit-missing"]
    assert places == ["Row 1: found no unit, neither in the header nor in a column of its own."]


@pytest.mark.parametrize(
    ("rows", "given"),
    [
        (("residential,1", "residential,2"), {"conflicting-rows:2": "3"}),
        (("Transpotr,1", "Karier,2"), {}),
    ],
    ids=["a row that counts", "unknown words"],
)
def test_what_only_the_command_line_takes_is_not_said(rows: tuple[str, ...], given: dict[str, str]) -> None:
    cells = "\n".join(f"Boston,2020,{cell}" for cell in rows)
    data = f"city,year,sector,t CO2e\n{cells}\n".encode()
    with own_samples() as store:
        found = drafting.draft(store, data, "file.csv", given | {"method": "gpc"})
    said = [question_words.question(problem) for problem in found.problems if problem.severity != "warn"]
    assert said
    assert not [words for words in said if "--" in words or "Method page" in words]


@pytest.fixture
def _german() -> Iterator[None]:
    language.use("de")
    yield
    language.use("en")


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("kept", ["0.84 kg/l", "1.964 kg/Nm3", "832 kg/m3", "10.69 kWh/Sm3"])
def test_a_typed_number_stands_in_its_field_as_the_reader_writes_it_and_comes_back_the_same(kept: str) -> None:
    shown = question_words.spoken(kept)
    assert shown == kept.replace(".", ",")
    assert understood(shown, language.separators()[0]) == kept


@pytest.mark.usefixtures("_german")
def test_a_typed_number_with_two_meanings_is_refused_in_the_style_of_the_reader() -> None:
    with pytest.raises(Refused) as refusal:
        understood("1.964 kg/Nm3", language.separators()[0])
    (problem,) = refusal.value.problems
    assert "1,964" in language.say(problem.expected)
    assert "1,9640" in language.say(problem.fix)


def test_of_the_cities_on_file_those_of_the_country_that_the_file_states_are_offered() -> None:
    def offered(country: str) -> set[str]:
        rows = f"city,country,year,sector,value,unit\nBostn,{country},2019,residential,5,t CO2\n"
        (problem,) = [item for item in Cities(store).draft(rows.encode(), "a.csv").problems if item.key == "city:Bostn"]
        return set(question_words.choices("city:Bostn", problem)) - set(problem.choices)

    with own_samples() as store:
        assert "US-NYC" in offered("United States of America")
        assert not {"IT0004", "FR0009"} & offered("United States of America")
        assert not {"US-NYC", "FR0009"} & offered("Italy")


def test_names_that_are_near_a_word_stand_before_the_list_with_leaving_it_out() -> None:
    said = "city;year;sector;carrier;value;unit\nVarna;2019;Terciary bldgs;xyzzy;5;MWh\nVarna;2019;Qwrt;diesel;5;MWh\n"
    with own_samples() as store:
        draft = Cities(store).draft(said.encode(), "words.csv")
    open_ones = {str(one.key): one for one in draft.problems if one.severity == "ask"}
    likely = {key: question_words.likely(key, one) for key, one in open_ones.items()}
    assert likely == {"sector:Terciary bldgs": ["tertiary", LEAVE_OUT], "carrier:xyzzy": [], "sector:Qwrt": []}


def test_a_question_about_a_word_says_where_it_stands_and_not_the_word_again() -> None:
    said = "city;year;sector;value;unit\nVarna;2019;Qwrt;5;MWh\nVarna;2020;Qwrt;6;MWh\n"
    with own_samples() as store:
        (problem,) = [one for one in Cities(store).draft(said.encode(), "words.csv").problems if one.severity == "ask"]
    assert question_words.place(problem) == 'Row 2, column "sector", 2 cells.'
    in_a_workbook = dataclasses.replace(problem, sheet="Table 1")
    assert question_words.place(in_a_workbook).startswith('Sheet "Table 1", row 2')
    assert question_words.place(in_a_workbook, alone=True) == question_words.place(problem)


def test_a_carrier_is_found_in_a_list_by_what_people_call_it() -> None:
    told = {code: question_words.choice_words("carrier:x", code) for code in ("gasoline", "other_biomass", "diesel")}
    assert told == {"gasoline": "Gasoline (petrol)", "other_biomass": "Other biomass, such as wood", "diesel": "Diesel"}


def test_a_column_of_codes_is_not_offered_for_the_city() -> None:
    said = (
        "place,meter,year,sector,value,unit\nVarna,MT-100,2019,residential,5,MWh\nVarna,MT-101,2020,residential,6,MWh\n"
    )
    with own_samples() as store:
        problems = Cities(store).draft(said.encode(), "bills.csv").problems
    (problem,) = [one for one in problems if one.key == "column:city"]
    assert problem.choices == ("place", "none")


def test_of_a_title_it_is_asked_which_carrier_stands_below_it_and_that_none_does_stands_first() -> None:
    table = "Vartojimas Vilniuje (GWh);;\nSector;2018;2019\nResidential;5;6\nTransport;7;8\n"
    with own_samples() as store:
        found = drafting.draft(store, table.encode(), "file.csv")
    (asked_of_title,) = (one for one in found.problems if (one.key or "").startswith("carrier:"))
    told = question_words.question(asked_of_title)
    assert told == "Of which carrier are the figures below “Vartojimas Vilniuje (GWh)”?"
    first = [
        question_words.choice_words("carrier:x", one) for one in question_words.likely("carrier:x", asked_of_title)
    ]
    assert first == ["The source states no carrier: the figures stay without one"]


def test_what_the_check_advises_to_say_is_asked_on_the_page() -> None:
    rows = (
        '2013,residential,natural_gas,"46.614,0",MWh',
        "2013,tertiary,diesel,n/a,MWh",
        "2013,transport,diesel,(5),MWh",
    )
    table = "\n".join(["year,sector,carrier,value,unit", *rows])
    with own_samples() as store:
        found = drafting.draft(store, table.encode(), "file.csv")
    asked_now = {one.key: question_words.question(one) for one in found.problems if one.severity == "ask"}
    assert asked_now["decimal"] == "Which sign stands before the decimals in this file?"
    assert asked_now["not-available"] == "Why is there no figure in such cells?"
    assert asked_now["parentheses"] == "Do brackets mean a negative number in this file?"
