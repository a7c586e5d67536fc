"""Tonnes of one place, sums of one gas, and the GWP set that a sum is in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.factors.gases import Gwp
from analytics.inventories.cells import Cell
from analytics.inventories.inventory import About, Inventory
from analytics.inventories.weighing import by_group, computed, effective, reported, total
from tests.analytics.builders import AR5, cell, one, read, whole

SAR = Gwp("SAR", 21.0, 310.0)
AR6 = Gwp("AR6", 27.9, 273.0, 29.8, 27.0, frozenset({"non-fossil"}))
TONNES = st.floats(0, 1e7, allow_subnormal=False)
SECTOR = st.sampled_from(["residential", "transport", "solid_waste", "fugitive", "industry"])
GAS = st.sampled_from(["co2", "ch4", "n2o", "co2e"])
ROWS = st.lists(st.tuples(SECTOR, GAS, TONNES), min_size=1, max_size=20)


def cells(rows: list[tuple[str, str, float]]) -> list[Cell]:
    return [cell(sector, tonnes, quantity=gas) for sector, gas, tonnes in rows]


def landfill(year: int, tonnes: float) -> list[Cell]:
    """The key sectors in CO2 alone and one landfill that gives off methane."""
    return [*whole(year, 1000.0, quantity="co2"), cell("solid_waste", tonnes, year=year, quantity="ch4")]


def test_each_place_says_what_its_tonnes_are_made_of() -> None:
    rows = [("residential", "co2", 5.0), ("transport", "co2e", 7.0), ("industry", "n2o", 2.0)]
    found = {place.sector: (place.tonnes, place.basis) for place in reported(cells(rows), AR5)}
    assert found == {"residential": (5, "CO2"), "transport": (7, "CO2e"), "industry": (530, "gases")}


@given(ROWS, st.randoms(use_true_random=False))
def test_a_total_is_the_sum_of_its_sectors_in_any_order(rows: list[tuple[str, str, float]], random: Random) -> None:
    found = reported(cells(rows), AR5)
    summed, groups = total(found), by_group(found)
    if summed.tonnes is not None:
        assert sum(groups.values()) == pytest.approx(summed.tonnes, rel=1e-12)
    random.shuffle(rows)
    again = total(reported(cells(rows), AR5))
    assert again.gas == summed.gas
    assert again.tonnes == (None if summed.tonnes is None else pytest.approx(summed.tonnes, rel=1e-12))


def test_nothing_is_no_total_and_not_zero() -> None:
    assert total([]) == (None, None, ())


# The set of a total


@pytest.mark.parametrize(
    ("rows", "stated", "expected"),
    [
        ([("solid_waste", "ch4", 1.0)], "unknown", "AR5"),
        ([("solid_waste", "ch4", 1.0)], "SAR", "AR5"),
        ([("residential", "co2", 1.0)], "SAR", "AR5"),
        ([("residential", "co2e", 1.0)], "SAR", "SAR"),
        ([("residential", "co2e", 1.0)], "unknown", "unknown"),
        ([("residential", "co2e", 1.0), ("solid_waste", "ch4", 1.0)], "SAR", "mixed"),
        ([("residential", "co2e", 1.0), ("solid_waste", "ch4", 1.0)], "unknown", "mixed"),
        ([("residential", "co2e", 1.0), ("solid_waste", "ch4", 1.0)], "AR5", "AR5"),
        ([("residential", "co2e", 0.0), ("solid_waste", "ch4", 1.0)], "SAR", "AR5"),
        ([("residential", "co2e", 0.0)], "SAR", "SAR"),
        ([], "SAR", "SAR"),
    ],
)
def test_the_effective_set_is_the_chosen_one_only_where_everything_was_weighed(
    rows: list[tuple[str, str, float]], stated: str, expected: str
) -> None:
    assert effective(reported(cells(rows), AR5), stated, AR5).gwp_set == expected


def test_what_could_not_be_restated_is_said_in_tonnes() -> None:
    rows = [cell("residential", 1500.0), cell("solid_waste", 2.0, quantity="ch4")]
    found = one(rows, about={2019: About(gwp_set="SAR")})
    assert (found.gwp_set, found.unrestated_t, found.emissions_t) == ("mixed", 1500.0, 1556.0)
    assert "1,500 t CO2e were reported with SAR and could not be restated; all other rows are in AR5." in found.notes
    unknown = one(rows)
    assert any("without saying with which GWP set" in note for note in unknown.notes)


def test_reported_co2e_is_the_same_under_every_set_and_says_its_own() -> None:
    found = [one([cell("residential", 9.0)], gwp=gwp, about={2019: About(gwp_set="AR4")}) for gwp in (SAR, AR5, AR6)]
    assert {(item.emissions_t, item.gwp_set, item.unrestated_t) for item in found} == {(9.0, "AR4", 9.0)}


# A switch of sets is no progress


def series(gwp: Gwp) -> list[Inventory]:
    """1990 said to be in SAR, 2019 in AR5, the landfill the same."""
    about = {1990: About("activity-based", "SAR"), 2019: About("activity-based", "AR5")}
    return read([*landfill(1990, 100.0), *landfill(2019, 100.0)], about=about, gwp=gwp)


@pytest.mark.parametrize(("gwp", "methane"), [(SAR, 2100.0), (AR5, 2800.0)])
def test_a_series_of_gases_apart_is_restated_as_a_whole(gwp: Gwp, methane: float) -> None:
    first, last = series(gwp)
    assert first.emissions_t == last.emissions_t == 1000 + methane
    assert first.gwp_set == last.gwp_set == gwp.name


# The origin of methane


def test_methane_is_weighed_by_its_origin_where_the_sector_tells_it() -> None:
    rows = [(sector, "ch4", 10.0) for sector in ("fugitive", "solid_waste", "residential")]
    found = {place.sector: place.tonnes for place in reported(cells(rows), AR6)}
    assert found == {"fugitive": pytest.approx(298), "solid_waste": pytest.approx(270), "residential": 279}


def test_a_potential_of_its_own_is_named_with_its_mark() -> None:
    told = effective(reported(cells([("solid_waste", "ch4", 1.0), ("fugitive", "ch4", 1.0)]), AR6), "unknown", AR6)
    assert told.notes == (
        "AR6 weighs CH4 of fossil origin with 29.8, other CH4 with 27.9.",
        "AR6 weighs CH4 of non-fossil origin with 27, other CH4 with 27.9 (the value is from memory).",
    )
    assert effective(reported(cells([("solid_waste", "ch4", 1.0)]), AR5), "unknown", AR5).notes == ()


def test_a_negative_consumption_leaves_its_own_place_open_and_is_named() -> None:
    rows = [
        cell("residential", 5.0, quantity="energy", carrier="diesel"),
        cell("tertiary", -2.0, quantity="energy", carrier="diesel"),
    ]
    places = computed(rows, lambda year, carrier, sector: 0.25)
    assert [place.tonnes for place in places] == [1.25, None]
    assert total(places).notes == ("Emissions are not computable: a negative consumption is none, of diesel (-2 MWh).",)
