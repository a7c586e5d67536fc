"""The command of energy access: what is the city's own, and what stands beside it, each by its area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., tuple[int, Any, str]]


def test_own_figures_stand_apart_from_those_of_the_country(run: Run) -> None:
    _, said, _ = run("energy", "Barcelona")
    assert "People unable to keep their home warm: 13.4 % of population (city, 2020" in said
    assert said.index("Beside it, not of the city:") < said.index("20.8 % (Spain, 2023")
    _, values, _ = run("energy", "Varna", "--json")
    assert not values["own"]
    assert {series["area"] for series in values["context"]} == {"Bulgaria"}
