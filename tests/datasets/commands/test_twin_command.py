"""The command ``twin``: what it says in lines and in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


def test_two_cities_are_restated_with_their_score_what_was_left_out_and_what_each_could_borrow(run: Run) -> None:
    status, said, _ = run("twin", "Boston", "Lyon")
    assert status == 0
    assert "  score: 21.5" in said
    assert "  - name: Transport, left t: 1,846,11" in said
    assert "reason: Lyon covers it only in part." in said


def test_the_same_in_json_is_the_mirror_the_other_way_round(run: Run) -> None:
    _, one, _ = run("twin", "Boston", "Lyon", "--json")
    _, other, _ = run("twin", "Lyon", "Boston", "--json")
    assert one["cities"] == other["cities"][::-1] == ["US-BOS", "FR0009"]
    assert one["comparability"]["score"] == other["comparability"]["score"] == pytest.approx(21.547, abs=1e-3)
    assert one["borrowed"] == other["borrowed"][::-1]
    assert [row["left_t"] for row in one["rows"]] == [row["right_t"] for row in other["rows"]]


def test_two_cities_that_do_not_compare_say_why_and_are_not_refused(run: Run) -> None:
    status, found, _ = run("twin", "Fort Collins", "Vila Nova de Famalicão", "--json")
    assert (status, found["rows"], found["comparability"]["score"]) == (0, [], 0.0)
    assert found["refused"] == [
        "Fort Collins has no inventory by sector here.",
        "Vila Nova de Famalicão has no inventory by sector here.",
    ]
