"""Two years of one city: what moved, and when a difference would mean nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.inventories.between_years import moves, unlike
from analytics.inventories.breakdown import Breakdown, Entry
from analytics.inventories.inventory import About
from analytics.vocabulary import Measure
from tests.dashboard.conftest import inventory


def parts(**amounts: float) -> Breakdown:
    entries = {(sector, ""): Entry(amount) for sector, amount in amounts.items()}
    return Breakdown(Measure.EMISSIONS, "sector", tuple(amounts), ("",), entries)


def test_a_sector_that_one_year_lacks_has_no_difference() -> None:
    found = {move.group: move.change for move in moves(parts(residential=5, waste=1), parts(residential=3, tertiary=2))}
    assert found == {"Residential": -2.0, "Tertiary": None, "Waste": None}


def test_swapping_the_years_turns_every_sign() -> None:
    one, other = parts(residential=5, waste=1), parts(residential=3, waste=4)
    there = {move.group: move.change for move in moves(one, other)}
    back = {move.group: move.change for move in moves(other, one)}
    assert there == {group: -change for group, change in back.items() if change is not None}


def test_two_inventories_made_alike_may_be_subtracted() -> None:
    assert list(unlike(inventory(2010, 10.0), inventory(2020, 8.0), Measure.EMISSIONS)) == []


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"method": "own"}, "one of method"),
        ({"gas": "CO2"}, "never subtracted"),
        ({"computed": True}, "computed from energy"),
        ({"about": About(gwp_set="AR4")}, "GWP set differs: not stated in 2010, AR4 in 2020"),
        ({"about": About(approach="life-cycle")}, "approach differs"),
        ({"emissions_t": None, "gas": None}, "no total"),
    ],
)
def test_a_difference_between_ways_of_making_is_refused_with_the_reason(changed: dict[str, object], word: str) -> None:
    after = replace(inventory(2020, 8.0), **changed)  # type: ignore[arg-type]
    assert word in " ".join(unlike(inventory(2010, 10.0), after, Measure.EMISSIONS))


def test_energy_needs_one_method_and_energy_in_both_years() -> None:
    with_energy, without = inventory(2010, None, energy={"diesel": 1.0}), inventory(2020, 8.0)
    assert "No energy is on file for 2020." in list(unlike(with_energy, without, Measure.ENERGY))
    assert list(unlike(with_energy, replace(with_energy, year=2020, computed=True), Measure.ENERGY)) == []
