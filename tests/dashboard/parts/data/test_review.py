"""The file under review keeps what was asked."""

from __future__ import annotations

from analytics.text.problems import Problem
from dashboard.parts.data import review
from datasets.intake import drafting
from tests.samples import own_samples


def test_a_question_that_is_asked_again_stands_where_it_stands_now() -> None:
    text = "city,year,sector,energy_mwh\nTurin,2019,Homess,5\nTurin,2019,Homess,6\n"
    with own_samples() as store:
        first = drafting.draft(store, text.encode(), "file.csv")
        again = drafting.draft(store, text.replace("Homess,5", "residential,5").encode(), "file.csv")
    questions: dict[str, Problem] = {}
    review.keep_questions(questions, first)
    review.keep_questions(questions, again)
    assert [problem.row for key, problem in questions.items() if key == "sector:Homess"] == [3]
