"""Only space heating moves with the weather, only by a stated share, and bases are never mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.factors.heating import DegreeDays, in_reference_weather, one_basis
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused
from tests.analytics.builders import cell, one


def days(year: int, hdd: float, share: float | None = 0.5, **changes: object) -> DegreeDays:
    return DegreeDays("XX", year, year, 15.0, None, hdd, share, f"station {year}")._replace(**changes)  # type: ignore[arg-type]


def inventory(year: int = 2020) -> Inventory:
    """100 t of gas and 40 t of electricity in homes, 60 t of diesel on the road."""
    return one(
        [
            cell("residential", 500, year=year, carrier="natural_gas", quantity="energy"),
            cell("residential", 100, year=year, carrier="natural_gas"),
            cell("residential", 40, year=year, carrier="electricity"),
            cell("transport", 60, year=year, carrier="diesel"),
        ]
    )


def test_a_mild_year_is_corrected_upwards_in_its_heating_part_alone() -> None:
    found = in_reference_weather(inventory(), [days(2005, 3000), days(2020, 2000)], 2005)
    # Half of 100 t heats rooms; in the weather of 2005 it would have been 50 x 3000 / 2000 = 75 t.
    assert found.heating_t == 50
    assert found.corrected.emissions_t == pytest.approx(225)
    assert found.effect_t == pytest.approx(25)
    assert found.corrected.energy_mwh == pytest.approx(625)
    assert found.corrected.sectors == pytest.approx({"Residential": 165, "Transport": 60})
    assert found.reported.emissions_t == 200


def test_a_long_term_average_goes_before_the_base_year_and_then_corrects_that_too() -> None:
    average = days(1991, 2500, last_year=2020, share=None)
    known = [days(2005, 3000), average]
    assert in_reference_weather(inventory(2005), known, 2005).reference == average
    assert in_reference_weather(inventory(2005), known[:1], 2005).effect_t == 0


@given(st.floats(500, 5000), st.floats(500, 5000), st.floats(0, 1))
def test_the_sums_of_a_corrected_inventory_are_those_of_its_uses(then: float, now: float, share: float) -> None:
    found = in_reference_weather(inventory(), [days(2005, then), days(2020, now, share)], 2005)
    tonnes = sum(use.emissions_t for use in found.corrected.uses.values())
    assert found.corrected.emissions_t == pytest.approx(tonnes)
    assert sum(found.corrected.sectors.values()) == pytest.approx(tonnes)
    assert found.effect_t == pytest.approx(found.heating_t * (then / now - 1), abs=1e-9)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "degree-days-missing"),
        ([days(2020, 2000)], "degree-days-reference-missing"),
        ([days(2020, 2000, None), days(2005, 3000, None)], "heating-share-missing"),
        ([days(2020, 2000), days(2005, 3000, base=18.0)], "degree-days-bases"),
        ([days(2020, 2000), days(2005, 3000, coldest_unheated=12.0)], "degree-days-bases"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_assumed(known: list[DegreeDays], code: str) -> None:
    with pytest.raises(Refused) as refused:
        in_reference_weather(inventory(), known, 2005)
    assert refused.value.problems[0].code == code


def test_fuels_that_are_not_told_from_electricity_cannot_be_corrected() -> None:
    whole = one([cell("residential", 100, year=2020)])
    with pytest.raises(Refused, match="apart from electricity"):
        in_reference_weather(whole, [days(2005, 3000), days(2020, 2000)], 2005)


def test_in_the_gpc_the_first_scope_of_buildings_is_the_fuels_burnt_in_them() -> None:
    cells = [
        cell("residential", 100, year=2020, method="gpc", scope=1, gpc_ref="I.1.1"),
        cell("residential", 50, year=2020, method="gpc", scope=2, gpc_ref="I.1.2"),
    ]
    found = in_reference_weather(one(cells), [days(2005, 3000), days(2020, 2000)], 2005)
    assert found.heating_t == 50


def test_one_base_is_named_and_none_where_there_are_no_days() -> None:
    assert one_basis([]) is None
    assert one_basis([days(2005, 1), days(2006, 2)]) == "base 15 °C"
