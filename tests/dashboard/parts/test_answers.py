"""The questions of a file: words that people use, a field that fits, and answers that the check takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.factors.calorific import understood
from analytics.problems import Problem, Refused
from analytics.vocabulary import NOTATION_KEY_NAMES
from dashboard import language
from dashboard.parts import answers, review, verification
from dashboard.parts.review import Review
from datasets import intake, layouts
from datasets.intake import Draft
from datasets.meaning.questions import CHOICES
from datasets.samples import open_store


def asked(key: str, *choices: str, severity: str = "ask", code: str = "x", row: int = 2, fix: str = "Say.") -> Problem:
    return Problem(severity, code, '"1"', "a number", fix, row=row, key=key, choices=choices)  # type: ignore[arg-type]


def draft(*problems: Problem) -> Draft:
    return Draft("a.csv", "0" * 64, "long", (), (), problems, 2, 0, 2, 0, (), {})


def test_every_question_with_fixed_answers_has_words_for_each_of_them() -> None:
    codes_that_are_words = {"gwp"}  # AR5 is what people call it
    bare = {
        (key, choice)
        for key, offered in CHOICES.items()
        if key not in codes_that_are_words
        for choice in offered
        if answers.choice_words(key, choice) == choice
    }
    assert bare == set()


def test_every_question_belongs_to_a_kind() -> None:
    assert {key for key in CHOICES if answers.kind_name(key) == "Other"} == set()


def test_a_notation_key_on_offer_says_what_it_means() -> None:
    for key, name in NOTATION_KEY_NAMES.items():
        assert name in answers.choice_words("dash", key.value)


def test_every_layout_has_its_words() -> None:
    names = {name for name, _ in layouts.ADAPTERS} | {layouts.TOGETHER, "crf", "unknown"}
    assert names <= verification.LAYOUT_NAMES.keys()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sector:Transpotr", "Which sector is “Transpotr”?"),
        ("city:Rio Negro", "Which city is “Rio Negro”?"),
        ("decimal", "Say."),
    ],
)
def test_a_question_about_a_word_names_the_word(key: str, words: str) -> None:
    assert answers.question(asked(key)) == words


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
    with open_store(":memory:", samples=True) as store:
        found = intake.draft(store, data, "file.csv", given | {"method": "gpc"})
    said = [answers.question(problem) for problem in found.problems if problem.severity != "warn"]
    assert said
    assert not [words for words in said if "--" in words or "Method page" in words]


def test_questions_of_one_kind_stand_together_and_a_sheet_comes_first() -> None:
    problems = [asked("sector:a"), asked("decimal"), asked("sector:b"), asked("sheet", "A", "B")]
    found = Review("a.csv", b"", draft=draft(*problems), questions={str(item.key): item for item in problems})
    assert answers.open_questions(found) == ["sheet", "sector:a", "sector:b", "decimal"]


def test_hundreds_of_equal_faults_are_one_repair_and_one_line() -> None:
    faults = [Problem("block", "value-text", '"n.d."', "a number", "Write it.", row=row, column="value")
              for row in (*range(2, 400), 500)]  # fmt: skip
    (repair,) = verification.repairs(faults)
    assert repair.cells == 399
    (line,) = verification.alike(repair.problems)
    assert verification.places(line) == 'Rows 2 to 399 and 500, column "value"'


def test_different_advice_for_one_fault_stays_at_its_place() -> None:
    faults = [
        Problem("block", "year-range", '"2109"', "a year", "Did you mean 2019?", row=2),
        Problem("block", "year-range", '"1019"', "a year", "Did you mean 2010?", row=3),
    ]
    (repair,) = verification.repairs(faults)
    assert repair.expected == ""
    assert repair.words == "A year."


def test_what_keeps_the_file_out_stands_before_what_is_good_to_know() -> None:
    faults = [asked("", severity="warn", code="w"), asked("", severity="block", code="b")]
    assert [repair.severity for repair in verification.repairs(faults)] == ["block", "warn"]


@pytest.fixture
def _german() -> Iterator[None]:
    language.use("de")
    yield
    language.use("en")


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("kept", ["0.84 kg/l", "1.964 kg/Nm3", "832 kg/m3", "10.69 kWh/Sm3"])
def test_a_typed_number_stands_in_its_field_as_the_reader_writes_it_and_comes_back_the_same(kept: str) -> None:
    shown = answers.spoken(kept)
    assert shown == kept.replace(".", ",")
    assert understood(shown, language.separators()[0]) == kept


@pytest.mark.usefixtures("_german")
def test_a_typed_number_with_two_meanings_is_refused_in_the_style_of_the_reader() -> None:
    with pytest.raises(Refused) as refusal:
        understood("1.964 kg/Nm3", language.separators()[0])
    (problem,) = refusal.value.problems
    assert "1,964" in language.say(problem.expected)
    assert "1,9640" in language.say(problem.fix)


def test_a_question_that_is_asked_again_stands_where_it_stands_now() -> None:
    text = "city,year,sector,energy_mwh\nTurin,2019,Homess,5\nTurin,2019,Homess,6\n"
    with open_store(":memory:", samples=True) as store:
        first = intake.draft(store, text.encode(), "file.csv")
        again = intake.draft(store, text.replace("Homess,5", "residential,5").encode(), "file.csv")
    questions: dict[str, Problem] = {}
    review.keep_questions(questions, first)
    review.keep_questions(questions, again)
    assert [problem.row for key, problem in questions.items() if key == "sector:Homess"] == [3]
