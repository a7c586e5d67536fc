"""Places without a figure: what one inventory holds and another lacks never makes a verdict.

The example: 1,000 t in 2005, half of it by 2025, so that the path allows 750 t in 2015.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.judged import Progress
from analytics.commitment.progress import assess, of_today
from analytics.inventories.inventory import Cell
from analytics.inventories.missing import left_open, listed, newcomers, pairs
from analytics.inventories.spots import WHOLE, Spot, Spots, columns
from analytics.vocabulary import SECTORS, Verdict
from tests.analytics.builders import cell, one, read, target, whole

ON_TRACK, BEHIND, CANNOT_TELL = Verdict.ON_TRACK, Verdict.BEHIND, Verdict.CANNOT_TELL


def judged(base: list[Cell], latest: list[Cell], **changes: Any) -> Progress:
    return assess(target(**changes), read([*base, *latest]))


def gas_and_power(
    year: int, gas: float | None, power: float, key: str | None = None, scopes: bool = False
) -> list[Cell]:
    """The four key sectors, homes by carrier; gas as a number, as a key, or not at all."""
    one_, two = (1, 2) if scopes else (None, None)
    found = [item for item in whole(year, 1000.0) if item.sector != "residential"]
    found.append(cell("residential", power, carrier="electricity", scope=two, year=year))
    if gas is not None:
        found.append(cell("residential", gas, carrier="natural_gas", scope=one_, year=year))
    elif key:
        found.append(cell("residential", key=key, carrier="natural_gas", year=year))
    return found


# Energy without emissions


def energy(sector: str, mwh: float, carrier: str | None, **changes: Any) -> Cell:
    return cell(sector, mwh, carrier=carrier, quantity="energy", **changes)


@pytest.mark.parametrize(
    ("more", "mwh", "carrier"),
    [
        ([], 0.0, "natural_gas"),
        ([], 50.0, "other_biomass"),
        ([], 50.0, None),
        ([cell("residential", 1.0)], 50.0, "natural_gas"),
        ([cell("buildings", 1.0)], 50.0, "natural_gas"),
        ([cell("residential", key="NO", carrier="natural_gas")], 50.0, "natural_gas"),
        ([cell("total", 1.0)], 50.0, "natural_gas"),
    ],
)
def test_what_needs_no_emissions_or_has_them_elsewhere_lacks_nothing(
    more: list[Cell], mwh: float, carrier: str | None
) -> None:
    power = cell("residential", 1.0, carrier="electricity")
    assert one([power, *more, energy("residential", mwh, carrier)]).lacking == ()


def test_emissions_without_any_carrier_hold_the_energy_of_all() -> None:
    assert one([*whole(2019, 100.0), energy("residential", 5.0, "natural_gas")]).lacking == ()


def test_not_estimated_beside_energy_on_file_is_lacking() -> None:
    cells = [*whole(2019, 100.0), cell("industry", key="NE"), energy("industry", 5.0, "natural_gas")]
    assert one(cells).lacking == (
        "The energy of natural gas in manufacturing and construction (5 MWh) has no emissions; the total lacks them.",
    )


# Places of two inventories


def test_industry_in_the_ets_that_drops_out_of_a_gpc_inventory_is_no_progress() -> None:
    base = [*whole(2005, 1000.0), cell("industry_ets", 500.0, year=2005), cell("industry", 50.0, year=2005)]
    latest = [*whole(2015, 950.0), cell("industry", 50.0, year=2015)]
    base, latest = ([item._replace(method="gpc") for item in cells] for cells in (base, latest))
    assert judged(base, latest, method="gpc").verdict is CANNOT_TELL


# Declared figures, totals, zeros, other methods


def test_energy_times_our_factors_is_not_set_against_a_declared_figure() -> None:
    cells = [energy(item.sector, 10.0, "natural_gas", year=2015) for item in whole(2015, 1.0)]
    found = assess(target(declared_base_t=1000.0), read(cells, factor=lambda *_: 0.2))
    assert found.verdict is CANNOT_TELL
    assert "a declared figure, made with unknown factors" in " ".join(found.reasons)


def test_an_old_inventory_is_not_called_the_newest_where_another_method_has_a_newer_one() -> None:
    later = [*whole(2015, 700.0), *whole(2018, 900.0, method="own")]
    today = of_today(judged(whole(2005, 1000.0), later), read([*whole(2005, 1000.0), *later]), 2020)
    said = " ".join(today.reasons)
    assert said.startswith("The target is judged by the inventory of 2015, 5 years before 2020")
    assert "A newer inventory of 2018 follows another method" in said


amounts = st.dictionaries(
    st.builds(
        Spot,
        st.sampled_from(sorted(SECTORS)),
        st.sampled_from([None, "natural_gas"]),
        st.sampled_from([None, 1, 2]),
        st.none(),
        st.just(WHOLE),
    ),
    st.floats(-1e6, 1e6),
    max_size=8,
)


def lost(first: dict[Spot, float], then: dict[Spot, float]) -> set[Spot]:
    """The places of the first inventory that the second leaves open."""
    both = columns([Spots(first), Spots(then)])
    found = pairs(both.of(np.array([0])), both.of(np.array([1])))
    gone = left_open(found, newcomers(found.first, found.then, 1))
    return {found.first.spot(row) for row in np.flatnonzero(gone).tolist()}


@given(amounts, amounts)
def test_nothing_is_missing_of_itself_and_no_more_than_there_is(
    first: dict[Spot, float], then: dict[Spot, float]
) -> None:
    assert lost(first, first) == set()
    assert lost(first, then) <= set(first)
    assert lost(first, {**first, **then}) == set()


def test_the_largest_places_are_named_first_and_the_rest_counted() -> None:
    found = {f"place {number}": float(number) for number in range(1, 8)}
    assert listed(found).startswith("place 7 (7 t), place 6 (6 t)")
    assert listed(found).endswith(" and 2 more")
