"""The questions stand in the order in which people answer them."""

from __future__ import annotations

from dataclasses import replace

from analytics.text.problems import Problem
from dashboard.parts.data import answers
from dashboard.parts.data.review import Review, Tried
from datasets.intake.drafted import Draft, DraftInventory
from tests.dashboard.conftest import asked


def draft(*problems: Problem) -> Draft:
    return Draft("a.csv", "0" * 64, "long", (), (), problems, 2, 0, 2, 0, (), {})


def test_questions_of_one_kind_stand_together_and_a_sheet_comes_first() -> None:
    problems = [asked("sector:a"), asked("decimal"), asked("sector:b"), asked("sheet", "A", "B")]
    found = Review("a.csv", b"", draft=draft(*problems), questions={str(item.key): item for item in problems})
    assert answers.open_questions(found) == ["sheet", "sector:a", "sector:b", "decimal"]


def test_an_answer_that_takes_more_than_a_tenth_away_is_never_the_first() -> None:
    of_2019 = DraftInventory("IT0007", 2019, "monitoring", "covenant", "emissions", 4, 1000.0, "t", {})
    totals = {"all": 1000.0, "most": 950.0, "some": 850.0, "none": None}
    tried = {choice: Tried(replace(of_2019, total=total), waits=False) for choice, total in totals.items()}
    found = Review("a.csv", b"", totals={"rows": tried})
    assert answers.sparing(found, "rows", ["none", "some", "other", "most", "all"]) == [
        "other",
        "most",
        "all",
        "none",
        "some",
    ]
    assert answers.sparing(found, "another", ["none", "some"]) == ["none", "some"]
