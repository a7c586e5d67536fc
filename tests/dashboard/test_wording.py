"""What the screen says: how much, how long, and in whose words. The numbers of ``wording.csv`` only fall."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dashboard.language import ENGLISH, LANGUAGES
from tests.dashboard import translations, wording

MOST_LINES = 20_400
"""So many lines the file of what the program says in a language may have."""


@pytest.fixture(scope="module")
def broken() -> Mapping[str, list[tuple[str, ...]]]:
    return wording.broken()


@pytest.mark.parametrize("rule", list(wording.allowed()))
def test_no_more_messages_break_a_rule_than_before(rule: str, broken: Mapping[str, list[tuple[str, ...]]]) -> None:
    # `python -m tests.dashboard.wording --list RULE` names them; without --list it lowers the numbers.
    number, found = wording.allowed()[rule], len(broken[rule])
    assert found <= number, broken[rule][:20]
    assert found >= number * (1 - wording.SLACK) or number < 50, "the number wants to fall"


@pytest.mark.parametrize(
    ("said", "long", "inside"),
    [
        ("Add a target", False, False),
        ("No target on file", False, True),
        ("No target is known here.", False, False),
        ("What stands beside it", False, True),
        ("Input", False, False),
        ("{city} was ahead. " + "word " * 17 + "end.", False, False),
        ("word " * 18 + "end.", True, False),
    ],
)
def test_rules_of_words(said: str, long: bool, inside: bool) -> None:
    assert (wording.too_long(said), wording.inside_words(said)) == (long, inside)


def test_what_is_said_twice_is_found() -> None:
    said = [("Add a target",), ("add a target.",), ("Add {name}",), ("Add {what}",), ("{number}",), ("{year}",)]
    assert list(wording.repeated(said)) == [("Add {what}",), ("add a target.",)]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != ENGLISH])
def test_the_file_of_a_language_is_short(code: str) -> None:
    assert len(translations.path(code).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
