"""The command of duties: each with its date, its rule and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


def test_duties_are_listed_with_rule_source_and_what_is_missing(run: Run) -> None:
    _, said, _ = run("duties", "Turin", "--on", "2026-11-27")
    assert "missing: an inventory after 2019" in said
    assert "shown by: 0 of 3 hazards have a risk level" in said
    _, values, _ = run("duties", "Boston", "--on", "2026-11-27", "--json")
    assert {duty["state"] for duty in values["duties"]} == {"undated"}
    assert all(duty["source"] for duty in values["duties"])


@pytest.mark.longer("the duties of every city")
def test_the_dates_of_every_city_are_listed_and_written_as_one_calendar(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dates.ics"
    _, said, _ = run("duties", "--on", "2026-11-27", "--calendar", file)
    assert said.startswith("2009-09-15  Lyon: Action plan with baseline inventory, Commitment for 2020: date not known")
    assert file.read_bytes().count(b"BEGIN:VEVENT") == len(said.splitlines())
    assert run("duties", "--calendar", file)[0] == 2, "a file that stands there is not replaced unasked"
    _, values, _ = run("duties", "Turin", "--on", "2026-11-27", "--calendar", tmp_path / "turin.ics", "--json")
    assert [one["years"] for one in values["duties"] if one["rule"] == "plan_2020"] == [1]
