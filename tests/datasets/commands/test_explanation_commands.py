"""The commands of explanations: what they take in, what they print, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]
PORT = ("--year", 2014, "--place", "I.3.1", "--reason", "the works moved")


def test_a_place_is_explained_listed_and_in_the_history_of_its_city(run: Run) -> None:
    status, made, _ = run("explain", "Barcelona", *PORT, "--by", "Ada", "--json")
    assert (status, made["layout"], made["author"], made["in_force"]) == (0, "explanations", "Ada", True)
    _, listed, _ = run("explanations", "Barcelona", "--json")
    assert listed == [
        {
            "city_id": "ES0002",
            "year": 2014,
            "place": "I.3.1",
            "carrier": None,
            "reason": "the works moved",
            "by": "Ada",
            "revision": int(made["revision"]),
        }
    ]
    _, said, _ = run("explanations", "Barcelona")
    assert "year: 2014, place: I.3.1, carrier: –, reason: the works moved, by: Ada" in said
    assert run("explanations", "Barcelona", "--year", 2017)[1] == "Nothing is on file.\n"
    _, said, _ = run("history", "Barcelona")
    assert "Ada: explanations (the works moved), in force" in said
    status, _, _ = run("undo", made["revision"], "--reason", "a slip")
    assert status == 0
    assert run("explanations", "Barcelona", "--json")[1] == []


def test_a_place_that_did_not_vanish_is_answered_with_those_that_did(run: Run) -> None:
    status, said, _ = run("explain", "Barcelona", "--year", 2014, "--place", "I.1.1", "--reason", "why", "--json")
    (problem,) = said["problems"]
    assert (status, problem["code"], problem["column"]) == (2, "place-not-open", "place")
    assert problem["found"] == "Residential buildings I.1.1, 2014"
    assert problem["expected"] == "a place that vanished or is in doubt: Manufacturing and construction I.3.1, 2014"


def test_a_table_of_explanations_is_taken_in_with_its_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "why.csv"
    path.write_text("year;place;carrier;reason;by\n2018;I.1.1;;no census;Bea\n2018;tertiary;;in residential;\n")
    status, made, _ = run("explain", "Bologna", "--file", path, "--reason", "the survey", "--by", "Ada", "--json")
    assert (status, made["file"], made["reason"]) == (0, "why.csv", "the survey")
    _, listed, _ = run("explanations", "Bologna", "--json")
    assert [(item["place"], item["by"]) for item in listed] == [("I.1.1", "Bea"), ("tertiary", "Ada")]


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--year", 2018, "--place", "moon", "--reason", "why"),
        ("--year", 2018, "--reason", "why"),
        ("--year", 18, "--place", "residential", "--reason", "why"),
        ("--year", 2018, "--place", "residential", "--reason", " "),
        ("--file", "missing.csv", "--reason", "why"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(run: Run, arguments: tuple[object, ...]) -> None:
    _, before, _ = run("history", "Bologna", "--json")
    status, said, _ = run("explain", "Bologna", *arguments, "--json")
    assert status == 2
    assert said["problems"][0]["fix"]
    assert run("history", "Bologna", "--json")[1] == before
