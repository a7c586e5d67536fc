"""Wedges: never more is saved than is emitted, in any order, and what would reach a target."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment import scenarios, wedges
from analytics.commitment.actions import Action, Estimate
from analytics.commitment.wedges import Place

PLACES: dict[Place, float] = {
    ("Residential", "natural_gas"): 600.0,
    ("Residential", "electricity"): 200.0,
    ("Transport", ""): 300.0,
    ("Land use", ""): -50.0,
}
TOTAL = sum(PLACES.values())
SECTOR_CODES = ("residential", "transport", "municipal_buildings", "afolu", "total", "energy_supply")


def item(number: int = 1, tonnes: float | None = 100.0, **changes: Any) -> Estimate:
    values: dict[str, Any] = {
        "id": f"A{number}",
        "name": f"Action {number}",
        "sector": "residential",
        "carrier": None,
        "start": 2020,
        "end": 2030,
        "status": "planned",
    }
    action = Action(**(values | changes))
    return Estimate(action, tonnes, "stated") if tonnes is not None else Estimate(action, reason="no figure")


HELD = scenarios.held(TOTAL, 2020, 2030)
estimates = st.lists(
    st.builds(
        item,
        st.integers(1, 10**6),
        st.floats(0.0, 5000.0),
        sector=st.sampled_from(SECTOR_CODES),
        carrier=st.sampled_from([None, "natural_gas", "electricity", "diesel"]),
        start=st.integers(2005, 2025),
        end=st.integers(2025, 2040),
        status=st.sampled_from(["planned", "decided", "ongoing", "done", "postponed", "cancelled"]),
    ),
    max_size=8,
)


@given(estimates, st.floats(-5.0, 5.0))
def test_never_more_is_saved_than_is_emitted(listed: list[Estimate], percent: float) -> None:
    scenario = scenarios.changing(TOTAL, percent, 2020, 2030)
    plan = wedges.plan(PLACES, scenario, listed)
    growth = scenario.tonnes[-1] / TOTAL
    for group in ("Residential", "Transport"):
        mine = [
            wedge for wedge, found in zip(plan.wedges, listed, strict=True) if found.action.sector == group.casefold()
        ]
        emitted = growth * sum(tonnes for (name, _), tonnes in PLACES.items() if name == group)
        assert sum(wedge.saved_t[-1] for wedge in mine) <= emitted * (1 + 1e-9)
    emitted = growth * sum(tonnes for tonnes in PLACES.values() if tonnes > 0)
    assert -1e-6 <= plan.saved(2030) <= emitted * (1 + 1e-9)
    assert all(
        saved <= stated + 1e-6
        for wedge in plan.wedges
        for saved, stated in zip(wedge.saved_t, wedge.stated_t, strict=True)
    )
    assert plan.after_t[-1] == pytest.approx(plan.reference_t[-1] - plan.saved(2030))


@given(estimates.flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))))
def test_the_order_of_actions_changes_nothing(pair: tuple[list[Estimate], list[Estimate]]) -> None:
    one, other = (wedges.plan(PLACES, HELD, listed) for listed in pair)
    assert one.after_t == pytest.approx(other.after_t, abs=1e-9)
    assert sorted(wedge.saved_t[-1] for wedge in one.wedges) == pytest.approx(
        sorted(wedge.saved_t[-1] for wedge in other.wedges), abs=1e-9
    )


def test_two_halves_of_one_sector_leave_a_quarter() -> None:
    half = [item(number, 150.0, sector="transport") for number in (1, 2)]
    plan = wedges.plan(PLACES, HELD, half)
    assert [wedge.saved_t[-1] for wedge in plan.wedges] == [112.5, 112.5]
    assert wedges.plan(PLACES, HELD, half[:1]).saved(2030) == 150.0
    assert wedges.plan(PLACES, HELD, [item(1, 9999.0, sector="transport")]).saved(2030) == 300.0


def test_what_was_in_effect_before_the_inventory_is_not_counted_again() -> None:
    started = wedges.plan(PLACES, HELD, [item(1, 100.0, start=2010, end=2030)])
    assert (started.wedges[0].saved_t[0], started.saved(2030)) == (0.0, 50.0)
    over = wedges.plan(PLACES, HELD, [item(1, 100.0, start=2010, end=2020, status="done")])
    assert over.saved(2030) == 0.0
    assert "part of that inventory" in (over.wedges[0].reason or "")


@pytest.mark.parametrize(
    ("changes", "places", "expected"),
    [
        ({"carrier": "natural_gas"}, PLACES, {("Residential", "natural_gas")}),
        ({"carrier": "electricity", "sector": "transport"}, PLACES, {("Transport", "")}),
        ({"carrier": "diesel"}, PLACES, set()),
        ({"sector": "municipal_buildings"}, {("Tertiary", ""): 1.0, ("Buildings", ""): 1.0}, {("Tertiary", "")}),
        ({"sector": "residential"}, {("Buildings", ""): 1.0}, {("Buildings", "")}),
        (
            {"sector": "buildings"},
            {("Tertiary", ""): 1.0, ("Residential", ""): 1.0},
            {("Tertiary", ""), ("Residential", "")},
        ),
        ({"carrier": "electricity"}, {("Buildings", ""): 1.0, ("Electricity", ""): 1.0}, {("Electricity", "")}),
        ({"sector": "transport"}, {("Total", ""): 1.0}, {("Total", "")}),
        ({"sector": "energy_supply", "renewable_mwh": 5.0}, PLACES, {("Residential", "electricity")}),
        ({"sector": "ippu"}, PLACES, set()),
    ],
)
def test_an_action_works_on_the_cells_of_its_sector_and_carrier(
    changes: dict[str, Any], places: dict[Place, float], expected: set[Place]
) -> None:
    assert set(wedges.pool(item(1, **changes).action, places)) == expected


def test_removals_are_not_saved_and_a_net_negative_city_breaks_nothing() -> None:
    assert wedges.plan(PLACES, HELD, [item(1, 10.0, sector="afolu")]).saved(2030) == 0.0
    below = {("Residential", ""): 10.0, ("Land use", ""): -50.0}
    plan = wedges.plan(below, scenarios.held(-40.0, 2020, 2060), [item(1, 99.0)])
    assert (plan.saved(2060), plan.after_t[-1]) == (10.0, -50.0)


def test_a_city_without_actions_or_without_places_keeps_its_scenario() -> None:
    assert wedges.plan(PLACES, HELD, []).after_t == HELD.tonnes
    assert wedges.plan({}, scenarios.held(0.0, 2020, 2030), [item()]).saved(2030) == 0.0


# What it would take


def priced(number: int, tonnes: float, cost: float | None, **changes: Any) -> Estimate:
    own = {"cost": cost, "currency": "EUR" if cost is not None else None, "sector": "transport"}
    return item(number, tonnes, **(own | changes))


def test_the_cheapest_undecided_actions_close_what_the_decided_leave_open() -> None:
    listed = [
        item(1, 100.0, status="decided", carrier="natural_gas"),
        priced(2, 30.0, 3000.0),
        priced(3, 60.0, 600.0),
        priced(4, 30.0, None),
    ]
    found = wedges.needs(PLACES, HELD, listed, TOTAL - 150.0)
    assert (found.to_cut_t, found.decided_t, found.open_t) == pytest.approx((150.0, 100.0, 50.0))
    assert [step.estimate.action.id for step in found.steps] == ["A3"]
    assert found.left_t == 0.0
    assert found.ranked
    assert "rule of thumb" in found.notes[0]


def test_what_no_action_closes_is_left_and_said() -> None:
    found = wedges.needs(PLACES, HELD, [priced(1, 30.0, 30.0), priced(2, 30.0, None)], TOTAL - 500.0)
    assert [step.adds_t for step in found.steps] == pytest.approx([30.0, 27.0])
    assert found.left_t == pytest.approx(443.0)
    assert found.closed_percent == pytest.approx(11.4)


def test_costs_in_two_currencies_are_never_compared() -> None:
    listed = [priced(1, 10.0, 1.0), priced(2, 20.0, 10**9, currency="USD")]
    found = wedges.needs(PLACES, HELD, listed, 0.0)
    assert not found.ranked
    assert [step.estimate.action.id for step in found.steps] == ["A2", "A1"]
    assert "EUR and USD" in found.notes[0]


def test_a_scenario_below_the_target_asks_for_nothing() -> None:
    found = wedges.needs(PLACES, HELD, [priced(1, 10.0, 1.0)], TOTAL + 5.0)
    assert (found.open_t, found.steps, found.closed_percent) == (0.0, (), None)
