"""The command of energy access: what is the city's own, and what stands beside it, each by its area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., tuple[int, Any, str]]


def test_own_figures_stand_apart_from_those_of_the_country(run: Run) -> None:
    _, values, _ = run("energy", "Barcelona", "--json")
    assert 13.4 in [one["value"] for one in values["own"] if one["year"] == 2020]
    assert all(one["geography"] == "city" for one in values["own"])
    _, values, _ = run("energy", "Varna", "--json")
    assert not values["own"]
    assert {series["area"] for series in values["context"]} == {"Bulgaria"}
