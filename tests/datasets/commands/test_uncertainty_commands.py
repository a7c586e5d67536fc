"""The commands of uncertainty: what they take in, what they print, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


def test_the_strength_of_a_verdict_is_told_with_what_it_rests_on(run: Run) -> None:
    _, found, _ = run("uncertainties", "Boston", "--json")
    assert found["strength"]["likelihood"] == "about-as-likely-as-not"
    assert found["strength"]["with_default_uncertainties"] is True
    better = found["strength"]["measure_better"]
    assert [item["place"] and item["place"]["gpc_ref"] for item in better] == [None, None, "II.1.1"]
    assert better[0]["named"] == "versions of the total of the base year"
    assert abs(found["drawn"]["at_or_below_path_of_100"] - found["strength"]["by_errors_alone_of_100"]) < 3
    assert (round(found["strength"]["answer_of_100"]), found["stated"]) == (53, [])


def test_both_approaches_tell_the_chance_of_one_answer(run: Run) -> None:
    """Austin is at or below its path with 50 of 100 by error propagation and 49 by draws, and not with 54."""
    _, found, _ = run("uncertainties", "Austin", "--json")
    strength, drawn = found["strength"], found["drawn"]
    assert strength["too_close_to_call"] is True
    assert (round(strength["at_or_below_path_of_100"]), drawn["draws"]) == (50, 20_000)
    assert round(drawn["at_or_below_path_of_100"]) == 49


@pytest.mark.longer("several commands, each on an opened database")
def test_what_a_city_states_is_listed_counts_and_can_be_undone(run: Run) -> None:
    where = ("--sector", "transport", "--half-percent", 5, "--reason", "fuel sales", "--by", "Ada")
    status, made, _ = run("uncertainty", "Boston", *where, "--json")
    assert (status, made["layout"], made["author"]) == (0, "uncertainties", "Ada")
    _, found, _ = run("uncertainties", "Boston", "--json")
    assert [(item["place"], item["lower_percent"]) for item in found["stated"]] == [("transport", 5.0)]
    assert found["strength"]["gap_t"]["upper"] < 830_000
    run("undo", made["revision"], "--reason", "a slip")
    assert run("uncertainties", "Boston", "--json")[1]["strength"]["gap_t"]["upper"] > 840_000


def test_a_table_of_them_is_taken_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sure.csv"
    path.write_text("part;sector;half_percent;reason\nactivity;transport;5;sales\nfactor;residential;3;the supplier\n")
    assert run("uncertainty", "Boston", "--file", path, "--reason", "a survey", "--by", "Ada")[0] == 0
    assert len(run("uncertainties", "Boston", "--json")[1]["stated"]) == 2


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    "arguments",
    [
        ("uncertainty", "Boston", "--half-percent", 501, "--reason", "x"),
        ("uncertainty", "Boston", "--grade", "X", "--reason", "x"),
        ("uncertainty", "Boston", "--reason", "x"),
        ("uncertainties", "Boston", "--seed", "one"),
        ("uncertainties", "Boston", "--draws", "1"),
    ],
)
def test_what_is_wrong_is_refused_with_what_was_expected(run: Run, arguments: tuple[object, ...]) -> None:
    status, _, said = run(*arguments)
    assert status != 0
    assert "Expected" in said


def test_a_city_without_a_gap_has_no_strength(run: Run) -> None:
    _, found, _ = run("uncertainties", "Bologna", "--json")
    assert (found["strength"], found["drawn"]) == (None, None)
