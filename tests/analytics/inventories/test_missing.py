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


def test_energy_without_emissions_is_not_zero_tonnes() -> None:
    cells = [*gas_and_power(2015, None, 1.0), energy("residential", 1_600_000.0, "natural_gas", year=2015)]
    found = one(cells)
    sentence = (
        "The energy of natural gas in residential buildings (1,600,000 MWh) has no emissions; the total lacks them."
    )
    assert (found.lacking, found.emissions_t) == ((sentence,), 751.0)
    assert sentence in found.notes
    progress = judged(whole(2005, 10_000.0), cells)
    assert (progress.verdict, progress.reasons) == (CANNOT_TELL, (sentence,))


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


@pytest.mark.parametrize("key", ["NE", "C"])
def test_a_carrier_that_is_no_longer_estimated_is_no_progress(key: str) -> None:
    found = judged(gas_and_power(2005, 300.0, 100.0), gas_and_power(2015, None, 40.0, key), reduction_percent=20.0)
    assert found.verdict is CANNOT_TELL
    assert found.reasons == (
        "No figure in 2015 of what had one in 2005: Residential buildings, Natural gas (300 t); with it, the city "
        "would not be on track.",
    )


@pytest.mark.parametrize("scopes", [False, True])
def test_a_carrier_row_that_is_not_there_is_missing(scopes: bool) -> None:
    before, now = (
        gas_and_power(year, gas, power, scopes=scopes)
        for year, gas, power in ((2005, 300.0, 100.0), (2015, None, 40.0))
    )
    found = judged(before, now, reduction_percent=20.0)
    assert found.verdict is CANNOT_TELL
    assert "Residential buildings, Natural gas (300 t); with it, the city would not be on track." in " ".join(
        found.reasons
    )
    far = judged(before, now, reduction_percent=1.0, base_year=2005, year=2300)
    assert far.verdict is ON_TRACK
    assert "Residential buildings, Natural gas (300 t); the verdict would be the same with it." in " ".join(far.notes)


@pytest.mark.parametrize("key", ["NE", None])
def test_a_reference_that_drops_out_is_judged_by_its_tonnes(key: str | None) -> None:
    def gpc(year: int, homes: float | None) -> list[Cell]:
        refs = {"I.1.1": 100.0, "I.2.1": 100.0, "II.1.1": 100.0, "I.1.2": homes}
        names = {"I.1": "residential", "I.2": "commercial_institutional", "II.1": "road_transport"}
        return [
            cell(
                names[ref.rpartition(".")[0]],
                amount,
                year=year,
                gpc_ref=ref,
                scope=int(ref[-1]),
                method="gpc",
                key=None if amount is not None else key,
            )
            for ref, amount in refs.items()
            if amount is not None or key
        ]

    assert judged(gpc(2005, 200.0), gpc(2015, None), method="gpc").verdict is CANNOT_TELL
    late = judged(gpc(2005, 20.0), gpc(2015, None), method="gpc")
    assert late.verdict is BEHIND
    assert "I.1.2 (20 t); the verdict would be the same with it." in " ".join(late.notes)


def test_a_place_that_the_baseline_lacks_is_no_delay() -> None:
    base = [*whole(2005, 1000.0), cell("solid_waste", key="NE", year=2005), cell("wastewater", 1.0, year=2005)]
    latest = [*whole(2015, 700.0), cell("solid_waste", 300.0, year=2015), cell("wastewater", 1.0, year=2015)]
    found = judged(base, latest)
    assert found.verdict is CANNOT_TELL
    assert (
        "No figure in 2005 of what had one in 2015: Solid waste (300 t); with it, the city would not be behind."
        in found.reasons
    )
    assert judged(base, [*whole(2015, 900.0), *latest[4:]]).verdict is BEHIND


def test_industry_in_the_ets_may_stand_in_an_undivided_row() -> None:
    base, latest = cell("industry", 500.0, year=2005), cell("industry_non_ets", 5.0, year=2015)
    found = judged([*whole(2005, 1000.0), base], [*whole(2015, 900.0), latest])
    assert found.verdict is CANNOT_TELL
    assert found.reasons[0].startswith("The industry of 2005 is undivided and may hold the ETS")


def test_industry_in_the_ets_that_drops_out_of_a_gpc_inventory_is_no_progress() -> None:
    base = [*whole(2005, 1000.0), cell("industry_ets", 500.0, year=2005), cell("industry", 50.0, year=2005)]
    latest = [*whole(2015, 950.0), cell("industry", 50.0, year=2015)]
    base, latest = ([item._replace(method="gpc") for item in cells] for cells in (base, latest))
    assert judged(base, latest, method="gpc").verdict is CANNOT_TELL


@pytest.mark.parametrize("key", ["NE", None])
def test_a_gas_that_drops_out_is_no_progress(key: str | None) -> None:
    def gases(year: int, ch4: float | None) -> list[Cell]:
        found = [item._replace(quantity="co2") for item in whole(year, 1000.0)]
        found += [cell("solid_waste", 1.0, quantity="n2o", year=year)]
        if ch4 is not None or key:
            found.append(cell("solid_waste", ch4, quantity="ch4", year=year, key=None if ch4 is not None else key))
        return found

    found = judged(gases(2005, 100.0), gases(2015, None))
    assert found.verdict is CANNOT_TELL
    assert "Solid waste (2,800 t)" in " ".join(found.reasons)


# Declared figures, totals, zeros, other methods


def test_confidential_key_sectors_are_not_on_track_against_a_declared_figure() -> None:
    latest = [*whole(2015, 700.0)[:3], cell("transport", key="C", year=2015)]
    found = judged([], latest, declared_base_t=1000.0)
    assert found.reasons == ("Key sectors confidential in 2015 and not in the total: transport.",)
    high = [item._replace(amount=item.amount and item.amount * 10) for item in latest]
    assert judged([], high, declared_base_t=1000.0).verdict is BEHIND


def test_energy_times_our_factors_is_not_set_against_a_declared_figure() -> None:
    cells = [energy(item.sector, 10.0, "natural_gas", year=2015) for item in whole(2015, 1.0)]
    found = assess(target(declared_base_t=1000.0), read(cells, factor=lambda *_: 0.2))
    assert found.verdict is CANNOT_TELL
    assert "a declared figure, made with unknown factors" in " ".join(found.reasons)


def test_what_a_reader_should_check_is_said() -> None:
    total = judged([cell("total", 1000.0, year=2005)], whole(2015, 700.0))
    assert "The figure of 2005 is a total without sectors: no boundary can be compared." in total.notes
    zero = [item._replace(amount=0.0) if item.sector == "transport" else item for item in whole(2015, 700.0)]
    assert (
        "The key sector transport is 0 in 2015 after 250 t in 2005: check." in judged(whole(2005, 1000.0), zero).notes
    )
    newer = judged(whole(2005, 1000.0), [*whole(2015, 700.0), *whole(2018, 900.0, method="own")])
    assert newer.verdict is ON_TRACK
    assert any(note.startswith("A newer inventory of 2018 follows another method") for note in newer.notes)


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
