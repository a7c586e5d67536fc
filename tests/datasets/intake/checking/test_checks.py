"""A word of a file means one thing, or is refused or asked about; an answer that means nothing is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from analytics.text.problems import Problem, Refused
from analytics.units import UNITS
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS
from datasets.intake.checking import checks, number_cells, population
from datasets.intake.checking.account import MOST_LISTED, MOST_REFUSED, Account, resolved
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.checking.number_cells import NO_KEY
from datasets.intake.meaning import questions
from datasets.intake.meaning.fields import FIELDS
from tests.datasets.files import drafted


def refused(resolve: Callable[..., Any], *arguments: Any) -> Problem:
    with pytest.raises(Refused) as refusal:
        resolve(*arguments)
    return refusal.value.problems[0]


@pytest.mark.parametrize(
    ("word", "scope"), [("1", 1), ("Scope 2", 2), ("3.0", 3), ("Escopo 1", 1), ("alcance 2", 2), ("", None)]
)
def test_a_scope_is_one_of_three_or_blank(word: str, scope: int | None) -> None:
    assert checks.scope(word) == scope


@pytest.mark.parametrize("word", ["4", "1+2", "Indirect", "1.5"])
def test_any_other_scope_is_refused(word: str) -> None:
    assert refused(checks.scope, word).code == "scope-unknown"


def test_every_gpc_reference_is_known_and_nothing_else() -> None:
    assert all(checks.gpc_ref(ref.lower() + ".") == ref for ref in GPC_REFERENCES)
    assert refused(checks.gpc_ref, "I.9.1").code == "gpc-ref-unknown"


def test_every_code_of_a_sector_and_a_carrier_means_itself() -> None:
    assert all(checks.sector(("", code, "whatever it is called"), {}) == code for code in SECTORS)
    assert all(checks.carrier({})(code) == code for code in CARRIERS)


def test_a_sector_close_to_a_name_is_asked_about_with_the_nearest() -> None:
    problem = refused(checks.sector, ("", "Transpotr", "line 4"), {})
    assert (problem.severity, problem.code, problem.key) == ("ask", "sector-unknown", "sector:Transpotr")
    assert "transport" in problem.choices
    assert checks.sector(("", "Transpotr", "line 4"), {"sector:Transpotr": "transport"}) == "transport"


def test_a_macro_area_does_not_outvote_the_sector() -> None:
    assert checks.sector(("transport", "public_transport", ""), {}) == "public_transport"


@pytest.mark.parametrize(
    ("word", "severity", "code", "question"),
    [
        ("20l9", "block", "year-typo", "year:20l9"),
        ("2109", "block", "year-out-of-range", None),
        ("12/31/2013 12:00:00 AM", "ask", "year-date", "year-date"),
        ("2017-07-01 - 2018-06-30", "ask", "year-fiscal", "fiscal-year"),
        ("2019/20", "ask", "year-fiscal", "fiscal-year"),
        ("FY2019", "ask", "year-fiscal-named", "fiscal-named"),
        ("2561", "ask", "year-calendar", "calendar"),
        ("20018", "ask", "year-text", "year:20018"),
        ("Please select", "ask", "year-open", "year:Please select"),
        ("-", "ask", "year-open", "year:-"),
    ],
)
def test_a_year_that_is_none_is_refused_or_asked_once_for_the_file(
    word: str, severity: str, code: str, question: str | None
) -> None:
    problem = refused(checks.year, word, {})
    assert (problem.severity, problem.code, problem.key) == (severity, code, question)
    assert word in problem.found


def test_a_year_of_no_such_calendar_as_answered_is_asked_by_itself() -> None:
    problem = refused(checks.year, "1398", {"calendar": "thai"})
    assert (problem.key, problem.choices) == ("year:1398", ("2019", "leave-out"))


def test_a_letter_in_a_year_gets_the_year_that_was_meant() -> None:
    problem = refused(checks.year, "20l9", {})
    assert "2019" in problem.fix
    assert problem.choices == ("2019",)
    assert checks.year("20l9", {"year:20l9": "2019"}) == 2019


def test_the_answer_to_a_date_or_a_fiscal_year_holds_for_all_of_them() -> None:
    assert checks.year("12/31/2013 12:00:00 AM", {"year-date": "use-year"}) == 2013
    assert checks.year("2019/20", {"fiscal-year": "first"}) == 2019
    assert checks.year("2017-07-01 - 2018-06-30", {"fiscal-year": "last"}) == 2018
    assert checks.year("FY17", {"fiscal-named": "as-named"}) == 2017
    assert checks.year("FY2018", {"fiscal-named": "year-before"}) == 2017
    assert checks.year("1398", {"calendar": "iranian"}) == 2019
    assert checks.year("Please select", {"year:Please select": "2015"}) == 2015


@pytest.mark.parametrize(
    ("word", "severity", "code"),
    [
        ("mWh", "block", "unit-suspect"),
        ("9**9**9", "block", "unit-unknown"),
        ("ton", "ask", "unit-ambiguous"),
        ("kt", "ask", "unit-without-gas"),
        ("t CO2e per inhabitant", "block", "unit-per-head"),
        ("", "block", "unit-missing"),
    ],
)
def test_a_unit_that_cannot_be_taken_is_refused_or_asked(word: str, severity: str, code: str) -> None:
    problem = refused(checks.unit({}, None), word)
    assert (problem.severity, problem.code) == (severity, code)


@pytest.mark.parametrize("word", ["Nm3", "quintal", "gal", "litres"])
def test_a_unit_of_fuel_waits_for_the_carrier_of_its_row(word: str) -> None:
    found = checks.unit({}, None)(word)
    assert (found.name, found.kind, found.quantity) == (word, "fuel", "energy")
    assert checks.unit({"gas": "fuel"}, None)("kt").kind == "fuel"


def test_a_blank_unit_takes_that_of_the_header_or_the_answer() -> None:
    assert checks.unit({}, UNITS["GWh"])("") == UNITS["GWh"]
    assert checks.unit({"unit": "TJ"}, None)("") == UNITS["TJ"]
    assert checks.unit({"gas": "CO2"}, None)("kt") == UNITS["kt CO2"]
    assert checks.unit({}, UNITS["t"])("t CO2e") == UNITS["t CO2e"]


def test_a_unit_that_contradicts_the_header_is_refused() -> None:
    assert refused(checks.unit({}, UNITS["MWh"]), "GWh").code == "unit-conflict"


@pytest.mark.parametrize(
    ("word", "number"),
    [("389.261", 389261), ("1,230,766", 1230766), ("892276", 892276), ("884 988.5", 884988.5), ("", None)],
)
def test_people_are_counted_in_whole_numbers(word: str, number: float | None) -> None:
    assert population.inhabitants(word, {}) == number


@pytest.mark.parametrize("word", ["0", "-5", "many", "99999999999"])
def test_no_other_number_of_inhabitants_is_taken(word: str) -> None:
    assert refused(population.inhabitants, word, {}).code == "population-unknown"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"decimal": "kommas"}, "comma"),
        ({"colour": "red"}, "decimal"),
        ({"total-rows": "yes"}, "leave-out"),
        ({"unit": "bananas"}, "MWh"),
        ({"gas": "SF6"}, "CO2e"),
        ({"method": "guess"}, "covenant"),
        ({"sector:Transpotr": "transprot"}, "transport"),
        ({"carrier:gas": "gasss"}, "natural_gas"),
        ({"year:x": "1066"}, "1990"),
        ({"column:year": "Jahr"}, "[C]"),
        ({"column:colour": "city"}, "population"),
        ({"header-row": "9"}, "1"),
        ({"gwp": "AR7"}, "AR6"),
    ],
)
def test_an_answer_that_means_nothing_is_refused_by_name(answers: Mapping[str, str], expected: str) -> None:
    (problem,) = questions.faults(answers, ("city", "value"), 1, tuple(FIELDS))
    ((key, answer),) = answers.items()
    assert (problem.severity, problem.code) == ("block", "answer-unknown")
    assert f"{key}={answer}" in problem.found
    assert expected in problem.expected


@pytest.mark.parametrize("key", questions.CHOICES)
def test_every_choice_of_a_question_is_an_answer_to_it(key: str) -> None:
    for choice in questions.CHOICES[key]:
        assert questions.faults({key: choice}, ("city",), 1, tuple(FIELDS)) == []


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(place: int, letter: str) -> None:
    assert questions.letter(place) == letter
    assert questions.column(["x"] * 800, f"x [{letter}]") == place


def findings_of(*texts: str, stated: tuple[int, ...] = (), answers: Mapping[str, str] | None = None) -> tuple[Any, ...]:
    account = Account(np.arange(len(texts)) + 2, answers=answers or {})
    beside = np.array(stated or (NO_KEY,) * len(texts), dtype=np.int8)
    values, keys = number_cells.numbers(pa.array(texts, pa.string()), "value", beside, account)
    return values.tolist(), keys.tolist(), account


def test_one_cell_is_refused_for_one_reason() -> None:
    for text in ("n.d.", "1.2.3", "#REF!", "", "12%", "1e999", "=A1", "1/2/2019"):
        _, _, account = findings_of(text)
        assert [problem.row for problem in account.problems()] == [2], text
        assert account.rejected.all()


def test_a_key_in_the_cell_and_the_same_key_beside_it_are_one_key() -> None:
    _, keys, account = findings_of("NE", "NE; NE", "IE (II.1.1)", stated=(1, 1, -1))
    assert (keys, account.problems()) == ([1, 1, 2], [])


def test_many_cells_of_one_fault_are_counted_in_the_last_that_is_listed() -> None:
    _, _, account = findings_of(*[f"x{place}" for place in range(5000)])
    problems = account.problems()
    assert len(problems) == MOST_LISTED
    assert sum(problem.cells for problem in problems) == int(account.rejected.sum()) == 5000


def test_a_question_is_asked_once_with_samples_and_the_number_of_its_cells() -> None:
    _, _, account = findings_of("1.234", "5", "7.654")
    (problem,) = account.problems()
    assert (problem.severity, problem.key, problem.row, problem.cells) == ("ask", "decimal", 2, 2)
    assert problem.found == '"1.234" in row 2, "7.654" in row 4'
    assert account.waiting.tolist() == [True, False, True]


def test_a_column_of_nonsense_is_given_up_after_some_hundred_texts_and_every_row_is_refused() -> None:
    words = CellWords.of("scope", pa.array([f"no {place}" for place in range(2000)]))
    account = Account(np.arange(2000) + 2)
    assert set(resolved(words, checks.scope, account)) == {None}
    assert account.rejected.all()
    assert str(2000 - MOST_REFUSED)[0] in account.problems()[-1].found
    assert sum(problem.cells for problem in account.problems()) == 2000


def test_problems_stand_in_the_order_of_rows_and_columns() -> None:
    account = Account(np.arange(3) + 2, ("a", "b"))
    for column, place in (("b", 2), ("b", 0), ("a", 2), ("a", 0)):
        account.add(Problem("block", "x", "f", "e", "d", column=column), np.array([place]))
    assert [(problem.row, problem.column) for problem in account.problems()] == [
        (2, "a"),
        (2, "b"),
        (4, "a"),
        (4, "b"),
    ]


def test_what_stands_above_fills_blanks_and_nothing_fills_the_first() -> None:
    words = CellWords.of("sector", pa.array(["", "a", "", "", "b", ""])).filled_down()
    assert [words.words[code] for code in words.codes] == ["", "a", "a", "a", "b", "b"]


def test_a_year_among_words_is_one_question_for_the_file() -> None:
    text = (
        "city,year,sector,value,unit\nTurin,year 2018,residential,1,t CO2\nTurin,2018 (prelim.),tertiary,2,t CO2\n"
        "Turin,2018,transport,3,t CO2\n"
    )
    (asked,) = [problem for problem in drafted(text).problems if problem.severity != "warn"]
    assert (asked.key, asked.row, asked.cells, asked.choices) == ("year-words", 2, 2, ("use-year", "leave-out"))
    assert drafted(text, {"year-words": "use-year"}).table["year"].to_pylist() == [2018, 2018, 2018]


@pytest.mark.parametrize("word", ["target 2030", "2018 or 2019", "twenty-eighteen"])
def test_a_year_that_is_not_the_only_one_or_a_target_is_no_answer(word: str) -> None:
    text = f"city,year,sector,value,unit\nTurin,{word},residential,1,t CO2\n"
    assert "year-words" not in {problem.key for problem in drafted(text).problems}


@pytest.mark.parametrize("word", ["令和元年", '"2,019"', "1905-07-11"])
def test_a_year_that_is_written_otherwise_is_asked_about_with_what_it_may_mean(word: str) -> None:
    text = f"city,year,sector,value,unit\nTurin,{word},residential,1,t CO2\n"
    bare = word.strip('"')
    (asked,) = drafted(text).problems
    assert (asked.severity, asked.key, asked.choices) == ("ask", f"year:{bare}", ("2019", "leave-out"))
    assert drafted(text, {f"year:{bare}": "2019"}).table["year"].to_pylist() == [2019]


@pytest.mark.parametrize(("word", "calendar"), [("2562", "thai"), ("1398", "iranian"), ("108", "taiwanese")])
def test_a_year_of_another_calendar_is_asked_about_once_by_the_name_of_that(word: str, calendar: str) -> None:
    text = f"city,year,sector,value,unit\nTurin,{word},residential,1,t CO2\n"
    (asked,) = drafted(text).problems
    assert (asked.severity, asked.key, asked.choices) == ("ask", "calendar", (calendar, "leave-out"))
    assert f"{calendar}: 2019" in asked.fix
    assert drafted(text, {"calendar": calendar}).table["year"].to_pylist() == [2019]


def test_rows_of_what_is_no_year_can_be_left_out() -> None:
    text = "city,year,sector,value,unit\nTurin,2019,residential,1,t CO2\nTurin,Change on 2018,residential,-5,t CO2\n"
    (refused,) = [problem for problem in drafted(text).problems if problem.severity == "block"]
    assert (refused.code, refused.key, refused.choices) == ("year-text", "year:Change on 2018", ("leave-out",))
    assert drafted(text, {"year:Change on 2018": "leave-out"}).ready


def test_a_column_of_years_of_another_calendar_is_offered_as_that() -> None:
    text = "เมือง,ปี,sector,value,unit\nTurin,2562,residential,1,t CO2\nTurin,2563,residential,2,t CO2\n"
    asked = {problem.key: problem.choices for problem in drafted(text).problems if problem.severity == "ask"}
    assert asked["column:year"] == ("ปี", "none")
