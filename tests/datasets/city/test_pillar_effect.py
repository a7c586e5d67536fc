"""What a changed table of the pillars does is told before it is saved: in the risk matrix, the steps and the duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from datasets import City, FigureEdit, Store
from tests.samples import own_samples


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


def told(store: Store, city: str, table: str, changed: Mapping[str, Any], add: bool = False) -> list[str] | None:
    here = City(store, city)
    rows = here.figures(table).rows
    made = {**(dict.fromkeys(rows[0]) if add else rows[0]), **changed}
    edit = FigureEdit(table, rows, (*rows, made) if add else (made, *rows[1:]))
    pillars = here.figures_effect(edit).pillars
    return None if pillars is None else list(map(str, pillars))


def test_a_level_moves_its_hazard_in_the_risk_matrix(store: Store) -> None:
    found = told(store, "Turin", "hazards", {"probability": "high", "consequence": "moderate"})
    assert found
    assert any(
        line.endswith("probability high, consequence moderate; before: probability not stated, consequence not stated.")
        for line in found
    )
    assert "1 of 3 hazards have a risk level then; the assessment is on file once all of them have one." in found


def test_a_step_on_file_changes_a_step_of_the_pillar_and_a_duty(store: Store) -> None:
    new = {"step": "plan", "date": "2026-03", "source": "the council"}
    found = told(store, "Turin", "covenant_steps", new, add=True)
    assert found
    assert "Mitigation, Plan: “on file”; it was “in part”." in found
    assert "The duty Monitoring report: “to come”; it was “no date”." in found


def test_what_changes_nothing_there_says_so_and_another_table_says_nothing_of_it(store: Store) -> None:
    assert told(store, "Turin", "hazards", {"note": "looked at"}) == []
    assert told(store, "Turin", "population", {"inhabitants": 870_000, "source": "a census"}) is None
