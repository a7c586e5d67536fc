"""What was ever recorded of the intake is read so still: nothing is stored otherwise, and nothing unasked."""

from __future__ import annotations

import pytest

from datasets.intake.meaning import questions
from tests.datasets.intake import corpus
from tests.effort import first

PARTS = 24


@pytest.mark.parametrize("part", first(1, range(PARTS)))
def test_nothing_is_read_otherwise_than_recorded(part: int) -> None:
    found = []
    for case in corpus.cases()[part::PARTS]:
        now = corpus.read(case)
        found += [(how, case["id"], case["test"])] if (how := corpus.differs(case, now)) else []
    assert not found, 'see python -m tests.datasets.intake.corpus; what is meant: --accept "WHY"'


def test_a_silent_difference_is_told_as_one() -> None:
    case = next(case for case in corpus.cases() if case["stored"])
    (*place, value), *rest = case["stored"]
    other = {**case, "stored": [[*place, (value or 0.0) + 1.0], *rest]}
    assert corpus.differs(case, case) == ""
    assert corpus.differs(case, other) == "silent: stored otherwise"
    assert corpus.differs({**case, "outcome": "needs-answers"}, case) == "silent: needs-answers is now dry-run"


def test_every_question_has_two_answers_and_its_own_key() -> None:
    found = []
    for case in corpus.cases():
        asked = {
            (key, code, tuple(choices)) for code, key, choices in case["asked"] if key and code != "answer-unknown"
        }
        keys = [key for key, _, _ in asked]
        found += [(case["id"], key) for key in keys if keys.count(key) > 1]
        found += [
            (case["id"], key, choices)
            for key, _, choices in asked
            if len({*choices}) < 2 and key.partition(":")[0] not in questions.OPEN
        ]
    assert not found


@pytest.mark.parametrize("kind", [*questions.ONE_WAY, "total-alone", "held-back", "calendar", "population-fraction"])
def test_the_two_first_answers_to_a_question_differ(kind: str) -> None:
    asking = [case for case in corpus.cases() if kind in {key for _, key, _ in case["asked"]}]
    case = min(asking, key=lambda case: len(case["asked"]))
    choices = next(choices for _, key, choices in case["asked"] if key == kind)
    answered = [corpus.draft({**case, "answers": {**case["answers"], kind: choice}}) for choice in choices[:2]]
    first, second = [(corpus.outcome(draft), draft.imported, draft.ignored, draft.population) for draft in answered]
    assert first != second
    assert kind not in {problem.key for draft in answered for problem in draft.problems}


@pytest.mark.parametrize(
    ("answers", "imported", "outcome"),
    [
        ({}, 1, "blocked"),
        ({"unit-of:MWhr": "MWh"}, 2, "dry-run"),
        ({"unit-of:MWhr": "leave-out"}, 1, "dry-run"),
        ({"unit-of:MWhr": "furlong"}, 0, "blocked"),
        ({"unit-of:MWhr": "leave-file-out"}, 0, "blocked"),
    ],
)
def test_a_unit_that_is_not_known_takes_an_answer(answers: dict[str, str], imported: int, outcome: str) -> None:
    text = "city,year,sector,value,unit\nTurin,2019,residential,5,MWh\nTurin,2019,industry,7,MWhr\n"
    draft = corpus.draft({"text": text, "name": "a.csv", "answers": answers})
    assert (draft.imported, draft.outcome) == (imported, outcome)


def test_a_file_with_a_total_alone_beside_rows_that_add_up_can_be_answered() -> None:
    case = next(
        case for case in corpus.cases() if {"total-rows", "total-alone"} <= {key for _, key, _ in case["asked"]}
    )
    keys = {problem.key for problem in corpus.draft({**case, "answers": {"total-alone": "leave-out"}}).problems}
    assert "total-rows" in keys
    assert "total-alone" not in keys


def test_a_total_that_differs_may_leave_its_inventory_out() -> None:
    text = (
        "city,year,sector,value,unit\nTurin,2019,residential,5,MWh\nTurin,2019,industry,7,MWh\n"
        "Turin,2019,Total,99,MWh\nTurin,2020,residential,5,MWh\nTurin,2020,industry,7,MWh\nTurin,2020,Total,12,MWh\n"
    )
    answers = {"total-rows": "leave-out", "printed-totals": "leave-out"}
    draft = corpus.draft({"text": text, "name": "a.csv", "answers": answers})
    assert draft.ready
    assert {(slot.year, slot.measure) for slot in draft.slots} == {(2020, "energy")}
