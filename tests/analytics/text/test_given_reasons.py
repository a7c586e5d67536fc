"""A reason says something, or is refused with what is expected."""

from __future__ import annotations

import pytest

from analytics.text import given_reasons
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence

NONE, WHY = Sentence("no reason for it"), Sentence("Say why.")


@pytest.mark.parametrize(
    "reason",
    [
        *(".", "-", "?", "0", "x", "n/a", "a b c", "12345", "xxx", "AaA", "да", "…", "人", "人人"),
        *("not known why", "Unknown.", "I don't know", "Weiß nicht", "keine Ahnung", "Je ne sais pas!", "Не знам"),
    ],
)
def test_signs_single_letters_and_one_letter_over_again_are_no_reason(reason: str) -> None:
    with pytest.raises(Refused, match="a reason in words") as refusal:
        given_reasons.insist(reason, NONE, WHY)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.key) == ("reason-empty", "reason")


def test_no_reason_says_of_what_there_is_none() -> None:
    with pytest.raises(Refused, match="Found no reason for it"):
        given_reasons.insist(" \n", NONE, WHY)


@pytest.mark.parametrize(
    "reason",
    ["typo", "грешка", "λάθος", "fin de l\u0027e\u0301te\u0301", "2. Revision", "停電", "정전", "unknown meter found"],
)
def test_a_word_of_any_script_is_one(reason: str) -> None:
    given_reasons.insist(reason, NONE, WHY)
