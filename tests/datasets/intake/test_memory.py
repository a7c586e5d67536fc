"""The answers about a file's layout are offered for the city's next file with the same columns; nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from datasets.intake import drafting, memory
from datasets.store import Store
from tests.samples import own_samples

TABLE = """Comune;Anno;Settore;Vettore;Prelievo;unità
Turin;{year};residential;natural_gas;1.234;MWh
Turin;{year};tertiary;Elettricitaa;2.345;MWh
"""
ANSWERS = {"column:value": "Prelievo", "carrier:Elettricitaa": "electricity", "decimal": "point"}


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def file(year: int, text: str = TABLE) -> bytes:
    return text.format(year=year).encode()


def again(store: Store, data: bytes, answers: Mapping[str, str] | None = None) -> drafting.Draft:
    return memory.answered(lambda settled: drafting.draft(store, data, "next.csv", settled), store, answers or {})


def committed(store: Store, data: bytes, answers: Mapping[str, str]) -> int:
    draft = drafting.draft(store, data, "first.csv", answers)
    assert draft.ready, [problem.sentence() for problem in draft.problems]
    return drafting.commit(store, draft, "an analyst", None).revision


def told(draft: drafting.Draft) -> list[str]:
    return [problem.found for problem in draft.problems if problem.code == "answers-remembered"]


def test_the_next_file_with_the_same_columns_is_read_with_the_same_answers_and_says_so(store: Store) -> None:
    number = committed(store, file(2021), ANSWERS)
    assert drafting.draft(store, file(2022), "next.csv").outcome == "needs-answers"
    draft = again(store, file(2022))
    assert draft.outcome == "dry-run"
    (said,) = told(draft)
    assert said.startswith(f"answers of revision {number} for the same columns were used")
    assert "carrier:Elettricitaa=electricity" in said


def test_the_page_is_offered_the_answers_to_what_it_asks_and_no_others(store: Store) -> None:
    committed(store, file(2021), ANSWERS)
    draft = drafting.draft(store, file(2022, TABLE.replace("Elettricitaa", "electricity")), "next.csv")
    found = memory.recalled(store, draft)
    offered = found.answers if found else {}
    assert offered["column:value"] == "Prelievo"
    assert "carrier:Elettricitaa" not in offered


def test_an_answer_that_is_given_counts_before_one_that_is_remembered(store: Store) -> None:
    committed(store, file(2021), ANSWERS)
    draft = again(store, file(2022), {"carrier:Elettricitaa": "diesel"})
    assert draft.answers["carrier:Elettricitaa"] == "diesel"


def test_other_columns_are_asked_about_as_if_nothing_were_known(store: Store) -> None:
    committed(store, file(2021), ANSWERS)
    draft = again(store, file(2022, TABLE.replace("Prelievo", "Quanto")))
    assert (draft.outcome, told(draft)) == ("needs-answers", [])


def test_the_answers_of_one_city_are_not_those_of_another(store: Store) -> None:
    committed(store, file(2021), ANSWERS)
    draft = again(store, file(2022, TABLE.replace("Turin", "Bologna")))
    assert (draft.outcome, told(draft)) == ("needs-answers", [])


ACROSS = """Sector;Electricity;Natural gas
Residential;{a};98
Tertiary;20;22
"""


def test_the_unit_of_one_table_is_not_that_of_another_with_other_columns(store: Store) -> None:
    said = {"city": "Turin", "year": "2018", "unit": "GWh"}
    other = ACROSS.replace("Natural gas", "Coal").encode()
    committed(store, ACROSS.format(a=412).encode(), {**said, "reason": "a trial"})
    for data, unit in ((ACROSS.format(a=413).encode(), "GWh"), (other, None)):
        draft = again(store, data, {"city": "Turin", "year": "2016"})
        assert draft.answers.get("unit") == unit


def test_of_a_table_that_does_not_say_its_city_only_the_meaning_of_words_is_remembered(store: Store) -> None:
    words = {"sector:Kazas": "residential"}
    table = ACROSS.format(a=412).replace("Residential", "Kazas").encode()
    committed(store, table, {"city": "Turin", "year": "2018", "unit": "GWh", "reason": "a trial", **words})
    draft = again(store, table, {"year": "2016"})
    assert draft.answers == {"year": "2016", **words}


def test_what_was_undone_is_forgotten(store: Store) -> None:
    store.undo(committed(store, file(2021), ANSWERS), "an analyst", "a slip")
    assert told(again(store, file(2022))) == []


def test_the_newest_answer_counts(store: Store) -> None:
    committed(store, file(2021), ANSWERS)
    newer = committed(store, file(2022), {**ANSWERS, "carrier:Elettricitaa": "diesel"})
    draft = again(store, file(2023))
    assert draft.answers["carrier:Elettricitaa"] == "diesel"
    assert told(draft)[0].startswith(f"answers of revision {newer} ")


@pytest.mark.parametrize(
    "question",
    [
        "reason",
        "duplicate-rows",
        "total-rows",
        "dash",
        "not-available",
        "new-cities",
        "parentheses",
        "city",
        "year",
        "city:Turin",
        "year:-",
    ],
)
def test_what_is_said_of_particular_values_is_never_remembered(question: str) -> None:
    assert not memory.concerns_layout(question)


@pytest.mark.parametrize("question", ["decimal", "unit", "sector:Case", "carrier:Gas", "column:value", "sheet"])
def test_what_is_said_of_the_layout_is(question: str) -> None:
    assert memory.concerns_layout(question)


def test_a_correction_asks_for_its_reason_every_time(store: Store) -> None:
    committed(store, file(2021), {**ANSWERS, "reason": "first"})
    draft = again(store, file(2021, TABLE.replace("1.234", "1.235")))
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == ["reason"]


def test_a_file_without_questions_leaves_no_memory(store: Store) -> None:
    plain = b"city,year,sector,carrier,energy_mwh\nTurin,2021,residential,natural_gas,10\n"
    committed(store, plain, {})
    draft = drafting.draft(store, plain, "next.csv")
    assert store.remembered(draft.signature) == []


def test_years_in_the_column_names_do_not_make_another_kind_of_file() -> None:
    assert memory.signature(["Sector", "2019 (MWh)"], None) == memory.signature([" sector", "2020 (mwh)"], None)
    assert memory.signature(["Sector", "MWh"], None) != memory.signature(["Sector", "GWh"], None)
