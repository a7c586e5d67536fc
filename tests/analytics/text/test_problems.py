"""A problem says what was found, what was expected, where it stands and what to do."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from analytics.text.problems import Problem, Refused

PROBLEM = Problem(
    "ask",
    "decimal-style",
    '"1.234"',
    "a number whose decimal mark is known",
    "Choose the decimal style.",
    row=14,
    column="value",
    sheet="BEI",
    key="decimal",
    choices=("comma", "point"),
)


def test_a_sentence_holds_place_found_expected_and_what_to_do() -> None:
    assert PROBLEM.sentence() == (
        'Sheet "BEI", row 14, column "value": found "1.234". Expected a number whose decimal mark is known. '
        "Choose the decimal style."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Found nothing. Expected a number. Give one."),
        ({"cells": 3}, "Found nothing (3 cells). Expected a number. Give one."),
        ({"expected": "a number, or is it?"}, "Found nothing. Expected a number, or is it? Give one."),
        ({"expected": "one?", "cells": 2}, "Found nothing (2 cells). Expected one? Give one."),
    ],
)
def test_where_no_file_is_involved_none_is_named(changes: dict[str, object], said: str) -> None:
    problem = Problem("block", "x", "nothing", "a number", "Give one.")
    assert replace(problem, **changes).sentence() == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"sheet": None, "row": None, "column": None}, "The file"),
        ({"sheet": None, "row": 3, "column": None}, "Row 3"),
        ({"sheet": None, "row": None, "column": "Anno"}, 'Column "Anno"'),
        ({"sheet": "MEI", "row": None, "column": None}, 'Sheet "MEI"'),
    ],
)
def test_only_the_known_parts_of_a_place_are_named(place: dict[str, None], words: str) -> None:
    assert replace(PROBLEM, **place).place() == words


def test_one_problem_for_many_cells_says_how_many() -> None:
    assert '(12 cells): found "1.234"' in replace(PROBLEM, cells=12).sentence()
    assert "cells)" not in PROBLEM.sentence()


def test_the_json_of_a_problem_has_every_key_and_null_where_nothing_is_known() -> None:
    told = json.loads(json.dumps(Problem("warn", "same-file", "a", "b", "c").as_dict()))
    assert told == {
        "severity": "warn",
        "code": "same-file",
        "sheet": None,
        "row": None,
        "column": None,
        "found": "a",
        "expected": "b",
        "fix": "c",
        "key": None,
        "choices": [],
        "cells": 1,
    }


def test_a_refusal_carries_every_problem() -> None:
    other = Problem("block", "blank-value", "a blank cell", "a number", "Fill it in.", row=2)
    refusal = Refused(PROBLEM, other)
    assert refusal.problems == (PROBLEM, other)
    assert str(refusal) == f"{PROBLEM.sentence()} {other.sentence()}"
