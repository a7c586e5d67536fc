"""Work that serves both pillars is counted once: cost and effect stand with the mitigation action that it is."""

from __future__ import annotations

from typing import NamedTuple

from analytics.adaptation.goals_and_actions import ActionCosts, costs


class Work(NamedTuple):
    """An action with its cost."""

    cost: float | None = None
    currency: str = ""
    mitigation: str = ""


def test_an_action_that_is_a_mitigation_action_as_well_adds_no_cost() -> None:
    alone = [Work(1000.0, "EUR"), Work(0.5, "EUR"), Work(3.0, "BGN"), Work()]
    assert costs(alone) == ActionCosts({"BGN": 3.0, "EUR": 1000.5}, 3, 0, 1)
    assert costs([*alone, Work(mitigation="FS4"), Work(7.0, "EUR", "FS5")]) == ActionCosts(
        {"BGN": 3.0, "EUR": 1000.5}, 3, 2, 1
    )


def test_without_an_action_there_is_no_cost_and_none_of_zero() -> None:
    assert costs([]).sums == {}
    assert costs([Work()]).sums == {}
    assert costs([Work(0.0, "EUR")]).sums == {"EUR": 0.0}
