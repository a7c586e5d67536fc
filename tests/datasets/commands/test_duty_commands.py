"""The command of duties: each with its date, its rule and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., tuple[int, Any, str]]


def test_duties_are_listed_with_rule_source_and_what_is_missing(run: Run) -> None:
    _, said, _ = run("duties", "Turin", "--on", "2026-11-27")
    assert "2023-12-31  New inventory: date past, not on file as done. Missing: an inventory after 2019." in said
    assert "no date     Monitoring report: no date on file." in said
    assert "Adaptation, Assessment: in part; missing: the risk of each hazard" in said
    _, values, _ = run("duties", "Boston", "--on", "2026-11-27", "--json")
    assert {duty["state"] for duty in values["duties"]} == {"undated"}
    assert all(duty["source"] for duty in values["duties"])
