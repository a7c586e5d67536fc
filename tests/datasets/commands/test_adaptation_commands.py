"""The commands of adaptation: what they list, take in and write down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


@pytest.mark.longer("several commands, each on an opened database")
def test_hazards_are_listed_with_what_nobody_stated(run: Run) -> None:
    _, said, _ = run("hazards", "Lyon")
    assert "what: Drought alert" in said
    _, values, _ = run("hazards", "Turin", "--json")
    assert [(one["hazard"], one["probability"]) for one in values["hazards"]] == [
        ("heat_wave", None),
        ("hot_days", None),
        ("flood", None),
    ]


def test_what_is_written_down_is_taken_in_again(run: Run, tmp_path: Path) -> None:
    file, again = tmp_path / "lyon.csv", tmp_path / "again.csv"
    out = ("export-statements", "Lyon", "--of", "hazard", "fact", "goal", "action", "--out")
    assert run(*out, file)[0] == 0
    status, made, _ = run("import-statements", file, "--reason", "the same again", "--by", "Ada", "--json")
    assert (status, made["cities"], made["taken"]) == (0, ["FR0009"], {"climate_facts": 24, "adaptation_actions": 2})
    assert run(*out, again, "--json")[1]["outcome"] == "written"
    assert again.read_bytes() == file.read_bytes()


def test_a_level_that_is_none_is_answered_with_its_row_and_column(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hazards.csv"
    file.write_text("hazard,probability,source\ndrought,5,a plan\n", encoding="utf-8")
    status, answer, _ = run("import-statements", file, "--city", "Varna", "--reason", "the plan", "--json")
    (problem,) = answer["problems"]
    assert (status, problem["code"], problem["row"], problem["column"]) == (2, "cell-choice", 2, "probability")
