"""A file waits for a large finding until somebody has looked at it as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from datasets.intake import looked_at
from tests.datasets.city.examining.test_examination import finding

LARGE = finding(share=0.3, rows=(9, 2, 3, 4))


@pytest.mark.parametrize(("share", "held"), [(None, False), (0.0, False), (0.05, False), (0.0501, True), (12.0, True)])
def test_only_what_weighs_more_than_a_twentieth_of_the_total_holds_a_file(share: float | None, held: bool) -> None:
    assert looked_at.large(finding(share=share)) is held


def test_an_explained_finding_holds_nothing() -> None:
    assert not looked_at.large(replace(LARGE, settled="Explained by Ada: a power station"))


def test_the_question_names_the_finding_its_rows_and_its_tonnes() -> None:
    assert looked_at.question(LARGE) == "looked:unit-slip:IT0004:2019:2-4,9:12346t"


def test_who_has_looked_settles_the_finding_as_it_stands_and_no_other_one() -> None:
    answers = {looked_at.question(LARGE): "Ada"}
    assert looked_at.holding([LARGE], answers) == ()
    assert (looked_at.by(LARGE, answers), looked_at.everybody(answers)) == ("Ada", ["Ada"])
    other = replace(LARGE, tonnes_at_stake=13000.0)
    assert looked_at.holding([LARGE, other], answers) == (other,)
    assert looked_at.holding([LARGE], {looked_at.question(LARGE): " "}) == (LARGE,)


def test_what_a_file_waits_for_is_told_at_its_row() -> None:
    problem = looked_at.problem(LARGE)
    assert (problem.severity, problem.row, problem.column, problem.key) == (
        "ask",
        9,
        "value",
        looked_at.question(LARGE),
    )
    assert "30% of the total" in problem.found
