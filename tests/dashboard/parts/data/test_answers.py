"""The questions stand in the order in which people answer them."""

from __future__ import annotations

from analytics.text.problems import Problem
from dashboard.parts.data import answers
from dashboard.parts.data.review import Review
from datasets.intake.drafted import Draft
from tests.dashboard.conftest import asked


def draft(*problems: Problem) -> Draft:
    return Draft("a.csv", "0" * 64, "long", (), (), problems, 2, 0, 2, 0, (), {})


def test_questions_of_one_kind_stand_together_and_a_sheet_comes_first() -> None:
    problems = [asked("sector:a"), asked("decimal"), asked("sector:b"), asked("sheet", "A", "B")]
    found = Review("a.csv", b"", draft=draft(*problems), questions={str(item.key): item for item in problems})
    assert answers.open_questions(found) == ["sheet", "sector:a", "sector:b", "decimal"]
