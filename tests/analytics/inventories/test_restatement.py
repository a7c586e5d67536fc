"""One inventory under two settings: what moved, why, and that the same setting moves nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.factors.gases import Gwp
from analytics.inventories.inventory import Cell, Inventory, Making, Setting, inventories
from analytics.inventories.restatement import restated
from analytics.text.problems import Refused
from tests.analytics.builders import AR5, cell, one, whole

SAR = Gwp("SAR", 21.0, 310.0)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["residential", "transport", "solid_waste", "industry"]),
        st.sampled_from(["co2", "ch4", "n2o"]),
        st.floats(0, 1e6, allow_subnormal=False),
    ),
    min_size=1,
)


def landfill() -> list[Cell]:
    return [*whole(2019, 1000.0, quantity="co2"), cell("solid_waste", 1000.0, quantity="ch4")]


def burnt(factor: float, **setting: Any) -> Inventory:
    """100 MWh of gas in homes, by a factor in t/MWh."""
    cells = [cell("residential", 100.0, quantity="energy", carrier="natural_gas")]
    (found,) = inventories("XX", cells, {}, {}, Making(lambda *_: factor, AR5, made_with=Setting(**setting)))
    return found


def test_a_switch_of_gwp_sets_raises_landfill_methane_by_a_third_and_says_so() -> None:
    found = restated(one(landfill(), gwp=SAR), one(landfill(), gwp=AR5))
    assert found.sectors["Waste"] == found.total_t == 7000.0
    assert found.total_t / (1000 * 21) == pytest.approx(1 / 3)
    assert found.causes == ("GWP",)
    assert found.changes[0][1:] == ("SAR", "AR5")
    assert found.sectors["Residential"] == 0.0


@given(ROWS)
def test_restating_to_the_same_set_is_the_identity(rows: list[tuple[str, str, float]]) -> None:
    found = one([cell(sector, tonnes, quantity=gas) for sector, gas, tonnes in rows])
    same = restated(found, found)
    assert (same.total_t, same.changes, set(same.sectors.values())) == (0.0, (), {0.0})


@given(ROWS)
def test_the_bars_of_the_sectors_sum_to_the_change_and_the_way_back_undoes_it(
    rows: list[tuple[str, str, float]],
) -> None:
    cells = [cell(sector, tonnes, quantity=gas) for sector, gas, tonnes in rows]
    before, after = one(cells, gwp=SAR), one(cells, gwp=AR5)
    there, back = restated(before, after), restated(after, before)
    scale = abs(before.emissions_t or 0.0) + abs(after.emissions_t or 0.0)
    assert there.total_t == pytest.approx((after.emissions_t or 0) - (before.emissions_t or 0), abs=1e-9 * scale)
    assert there.total_t == -back.total_t


def test_reported_co2e_moves_nothing_and_names_nothing() -> None:
    found = restated(one([cell()], gwp=SAR), one([cell()], gwp=AR5))
    assert (found.total_t, found.changes) == (0.0, ())


def test_where_co2e_stands_beside_gases_the_gases_alone_move() -> None:
    cells = [cell("residential", 500.0), cell("solid_waste", 10.0, quantity="ch4")]
    found = restated(one(cells, gwp=SAR), one(cells, gwp=AR5))
    assert (found.total_t, found.sectors) == (70.0, {"Residential": 0.0, "Waste": 70.0})
    assert found.changes == (("GWP", "mixed, gases in SAR", "mixed, gases in AR5"),)


def test_an_edition_an_approach_a_boundary_and_a_correction_are_told_apart() -> None:
    edition = restated(burnt(0.2, edition="2017"), burnt(0.25, edition="2024"))
    assert edition.causes == ("edition",)
    assert edition.total_t == pytest.approx(5.0)
    assert edition.changes[0][1:] == ("2017", "2024")
    assert restated(burnt(0.2), burnt(0.25)).causes == ("edition",)
    approach = restated(burnt(0.2, approach="activity-based"), burnt(0.24, approach="life-cycle"))
    assert approach.causes == ("method",)
    boundary = restated(one([cell()]), one([cell(), cell("industry", 5.0)]))
    assert (boundary.causes, boundary.total_t) == (("boundary",), 5.0)
    corrected = restated(one([cell("residential", 1.0)]), one([cell("residential", 3.0, revision=2)]))
    assert corrected.changes == (("figures", "revision 1", "revision 2"),)


def test_two_cities_an_open_total_and_two_gases_are_refused() -> None:
    found = one([cell()])
    refusals = {
        "restatement-other": one([cell(year=2018)]),
        "restatement-open": one([cell(key="NE")]),
        "restatement-gas": one([cell(quantity="co2")]),
    }
    for code, other in refusals.items():
        with pytest.raises(Refused) as refusal:
            restated(found, other)
        assert refusal.value.problems[0].code == code
    with pytest.raises(Refused):
        restated(found, replace(found, city_id="YY"))
