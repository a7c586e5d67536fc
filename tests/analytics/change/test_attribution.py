"""The bars sum to the change at every depth that the data allow, and what is no change of the city stands apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.change.attribution import (
    FUEL,
    PER_HEAD,
    REMOVALS,
    SECTOR,
    SUPPLIED,
    WEATHER,
    Attribution,
    Bar,
    attributed,
    chained,
)
from analytics.change.drivers import (
    ACTIVITY,
    FUELS,
    GRID,
    INTENSITY,
    MIX,
    PER_GDP,
    POPULATION,
    RESTATEMENT,
    SECTORS,
    WEALTH,
)
from analytics.inventories.inventory import About, Cell, Inventory
from analytics.text.problems import Refused
from tests.analytics.builders import cell, one, read, whole

SECTOR_CODES = ("residential", "tertiary", "private_transport", "transport", "waste", "afolu", "total")
SAME = {
    2005: About("activity-based", "AR5"),
    2020: About("activity-based", "AR5"),
    2012: About("activity-based", "AR5"),
}


def energy(year: int, sector: str, carrier: str | None, mwh: float, tonnes: float) -> list[Cell]:
    return [
        cell(sector, mwh, year=year, carrier=carrier, quantity="energy"),
        cell(sector, tonnes, year=year, carrier=carrier),
    ]


def pair(cells: Sequence[Cell], heads: dict[int, float] | None = None) -> tuple[Inventory, Inventory]:
    before, after = read(cells, inhabitants={2005: 100, 2020: 150} if heads is None else heads, about=SAME)
    return before, after


def scaled(item: Inventory, times: float) -> Inventory:
    """The same inventory with so many times the tonnes."""
    uses = {place: replace(use, emissions_t=use.emissions_t * times) for place, use in item.uses.items()}
    sectors = {group: tonnes * times for group, tonnes in item.sectors.items()}
    return replace(item, uses=uses, sectors=sectors, emissions_t=math.fsum(use.emissions_t for use in uses.values()))


def exact(found: Attribution) -> None:
    size = max(abs(found.before_t), abs(found.after_t), *(abs(tonnes) for tonnes in found.bars.values()), 1e-3)
    assert math.fsum(found.bars.values()) == pytest.approx(found.change_t, rel=1e-9, abs=1e-9 * size)
    assert found.change_t == found.after_t - found.before_t


USES = st.lists(
    st.tuples(
        st.sampled_from(SECTOR_CODES),
        st.sampled_from([None, "electricity", "natural_gas", "diesel"]),
        st.one_of(st.none(), st.just(0.0), st.floats(0.01, 1e7)),
        st.integers(-100_000, 10_000_000).map(lambda kilograms: kilograms / 1000),
        st.sampled_from([None, 1, 2]),
    ),
    min_size=1,
    max_size=7,
)
HEADS = st.one_of(st.none(), st.floats(1, 1e7))


def made(year: int, uses: Sequence[Any], heads: float | None, gdp: float | None) -> Inventory:
    cells = []
    for sector, carrier, mwh, tonnes, scope in uses:
        cells.append(cell(sector, tonnes, year=year, carrier=carrier, scope=scope))
        if mwh is not None:
            cells.append(cell(sector, mwh, year=year, carrier=carrier, scope=scope, quantity="energy"))
    return replace(one(cells, inhabitants={year: heads} if heads else {}), gdp=gdp)


@given(USES, USES, HEADS, HEADS, HEADS, HEADS)
def test_the_bars_sum_to_the_change_and_turn_their_sign_with_the_years(
    first: Any, last: Any, then: float | None, now: float | None, gdp_then: float | None, gdp_now: float | None
) -> None:
    before, after = made(2005, first, then, gdp_then), made(2020, last, now, gdp_now)
    there, back = attributed(before, after), attributed(after, before)
    exact(there)
    size = max(*(abs(tonnes) for tonnes in there.bars.values()), abs(there.before_t), abs(there.after_t), 1e-9)
    for bar in there.bars.keys() | back.bars.keys():
        assert there.bars.get(bar, 0.0) == pytest.approx(-back.bars.get(bar, 0.0), rel=1e-9, abs=1e-9 * size)
    again = attributed(before, replace(before, year=2020))
    assert all(tonnes == 0 for tonnes in again.bars.values())
    assert not attributed(before, before).bars
    # By sector and by supply all but the restatements is told.
    for parts in (there.sectors, there.supply):
        within = pytest.approx(there.change_t - there.restated_t, rel=1e-9, abs=1e-8 * size)
        assert math.fsum(parts.values()) == within


@given(st.lists(st.tuples(USES, HEADS), min_size=3, max_size=5))
def test_a_chain_of_years_sums_to_the_same_change(years: Any) -> None:
    series = [made(2000 + place, uses, heads, None) for place, (uses, heads) in enumerate(years)]
    found = chained(series)
    size = max(max(abs(item.emissions_t or 0.0), *(abs(t) for t in found.bars.values()), 1e-9) for item in series)
    assert math.fsum(found.bars.values()) == pytest.approx(found.change_t, rel=1e-9, abs=1e-9 * size)
    assert found.change_t == attributed(series[0], series[-1]).change_t
    assert found.years == tuple(item.year for item in series)


def test_energy_by_carrier_gives_energy_mix_and_factors() -> None:
    cells = [
        *energy(2005, "residential", "electricity", 100, 40),
        *energy(2005, "residential", "natural_gas", 100, 20),
        *energy(2020, "residential", "electricity", 150, 30),
        *energy(2020, "residential", "natural_gas", 50, 10),
    ]
    found = attributed(*pair(cells))
    exact(found)
    assert set(found.bars) == {Bar(driver) for driver in (POPULATION, ACTIVITY, SECTORS, MIX, GRID, FUELS)}
    assert found.bars[Bar(GRID)] < 0 < found.bars[Bar(POPULATION)]
    assert found.bars[Bar(FUELS)] == pytest.approx(0)
    # 200 MWh both years: what the growth of inhabitants adds, less energy a head takes away.
    assert found.bars[Bar(ACTIVITY)] == pytest.approx(-found.bars[Bar(POPULATION)])
    assert found.reasons == ()


def test_the_gdp_of_both_years_divides_energy_per_inhabitant() -> None:
    cells = [*energy(2005, "residential", "diesel", 100, 25), *energy(2020, "residential", "diesel", 120, 30)]
    before, after = (replace(item, gdp=gdp) for item, gdp in zip(pair(cells), (10.0, 30.0), strict=True))
    found = attributed(before, after)
    exact(found)
    # GDP 10 -> 30 while energy grows by a fifth: 30 x 2/2 a head (100 -> 150 heads) and 100/10 -> 120/30 MWh.
    weight = (30 - 25) / math.log(30 / 25)
    assert found.bars[Bar(WEALTH)] == pytest.approx(weight * math.log(2))
    assert found.bars[Bar(PER_GDP)] == pytest.approx(weight * math.log(0.4))
    assert Bar(ACTIVITY) not in attributed(before, after).bars
    assert Bar(ACTIVITY) in attributed(replace(before, gdp=None), after).bars


def test_energy_without_carriers_gives_one_bar_for_mix_and_factor() -> None:
    cells = [
        *energy(2005, "residential", "natural_gas", 100, 20)[:1],
        cell("residential", 20, year=2005),
        *energy(2020, "residential", "natural_gas", 100, 20)[:1],
        cell("residential", 10, year=2020),
    ]
    found = attributed(*pair(cells, {2005: 100, 2020: 100}))
    exact(found)
    assert found.bars[Bar(INTENSITY)] == pytest.approx(-10)
    assert found.depths == {"residential": "energy by sector"}
    assert any("mix and factors are one bar" in reason for reason in found.reasons)


def test_emissions_alone_give_inhabitants_and_emissions_per_inhabitant_by_source() -> None:
    cells = [
        cell("residential", 60, year=2005, scope=2),
        cell("residential", 40, year=2005, scope=1),
        cell("residential", 30, year=2020, scope=2),
        cell("residential", 60, year=2020, scope=1),
    ]
    found = attributed(*pair(cells))
    exact(found)
    assert set(found.bars) == {
        Bar(POPULATION),
        Bar(PER_HEAD, "Residential", SUPPLIED),
        Bar(PER_HEAD, "Residential", FUEL),
    }
    # 40 -> 60 t for 100 -> 150 inhabitants is 0.4 t a head in both years.
    assert found.bars[Bar(PER_HEAD, "Residential", FUEL)] == pytest.approx(0, abs=1e-12)
    assert any("No energy is stated for 2005 and 2020" in reason for reason in found.reasons)


def test_without_inhabitants_there_is_no_bar_for_them_and_the_reason_is_given() -> None:
    found = attributed(*pair([*whole(2005, 100), *whole(2020, 80)], {2005: 100}))
    exact(found)
    assert {bar.driver for bar in found.bars} == {SECTOR}
    assert any("inhabitants of 2020 are not known" in reason for reason in found.reasons)


def test_waste_has_no_energy_and_stands_per_inhabitant_beside_what_has() -> None:
    cells = [
        *energy(2005, "residential", "diesel", 100, 25),
        cell("waste", 10, year=2005),
        *energy(2020, "residential", "diesel", 100, 25),
        cell("waste", 5, year=2020),
    ]
    found = attributed(*pair(cells))
    exact(found)
    assert Bar(PER_HEAD, "Waste") in found.bars
    assert found.depth == "energy by sector and carrier"
    assert found.reasons == ()


def test_removals_have_a_bar_of_their_own() -> None:
    cells = [
        cell("afolu", -5, year=2005),
        cell("residential", 10, year=2005),
        cell("afolu", -8, year=2020),
        cell("residential", 10, year=2020),
    ]
    found = attributed(*pair(cells, {2005: 10, 2020: 10}))
    exact(found)
    assert found.bars[Bar(REMOVALS)] == -3


def test_a_sector_that_only_one_year_counts_is_a_restatement_of_the_boundary() -> None:
    cells = [*whole(2005, 100), *whole(2020, 80), cell("waste", 7, year=2020)]
    found = attributed(*pair(cells))
    exact(found)
    assert found.bars[Bar(RESTATEMENT, "boundary")] == 7
    assert found.restated_t == 7
    assert [(change.cause, change.before) for change in found.changes] == [("boundary", "2005 without")]
    settled = [
        *whole(2005, 100),
        cell("waste", None, year=2005, key="NO"),
        *whole(2020, 80),
        cell("waste", 7, year=2020),
    ]
    assert not attributed(*pair(settled)).restated_t


def test_sectors_that_the_two_years_split_in_another_way_are_compared_as_one() -> None:
    cells = [
        cell("transport", 50, year=2005),
        cell("residential", 10, year=2005),
        cell("road_transport", 30, year=2020),
        cell("railways", 10, year=2020),
        cell("residential", 10, year=2020),
    ]
    found = attributed(*pair(cells, {2005: 10, 2020: 10}))
    exact(found)
    assert found.bars[Bar(PER_HEAD, "Transport")] == pytest.approx(-10)
    assert set(found.depths) == {"Transport", "residential"}


def test_a_bare_total_is_compared_as_a_total() -> None:
    found = attributed(*pair([cell("total", 100, year=2005), *whole(2020, 80)], {2005: 10, 2020: 10}))
    exact(found)
    assert found.bars == {Bar(POPULATION): 0.0, Bar(PER_HEAD, "Total"): -20.0}


def test_two_settings_are_refused_and_a_basis_makes_the_rest_a_restatement() -> None:
    before, after = pair([*whole(2005, 100), *whole(2020, 80)])
    stated = replace(after, about=About("activity-based", "AR4"), effective_gwp="AR4")
    with pytest.raises(Refused, match=r"GWP set AR5.*GWP set AR4"):
        attributed(before, stated)
    basis = replace(scaled(before, 1.1), about=stated.about, effective_gwp="AR4")
    found = attributed(before, stated, (basis, stated))
    exact(found)
    assert found.change_t == -20
    assert found.bars[Bar(RESTATEMENT, "GWP")] == pytest.approx(10)
    assert math.fsum(found.driven.values()) == pytest.approx(-30)
    assert [change.cause for change in found.changes] == ["GWP"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"city_id": "YY"}, "attribution-cities"),
        ({"emissions_t": None}, "attribution-open"),
        ({"gas": "CO2"}, "attribution-gas"),
        ({"method": "gpc"}, "attribution-settings"),
        ({"computed": True}, "attribution-settings"),
    ],
)
def test_what_cannot_be_subtracted_is_refused_with_its_reason(changes: dict[str, Any], code: str) -> None:
    before, after = pair([*whole(2005, 100), *whole(2020, 80)])
    with pytest.raises(Refused) as refused:
        attributed(before, replace(after, **changes))
    assert refused.value.problems[0].code == code


def test_two_readings_of_one_year_differ_by_a_restatement_alone() -> None:
    before, after = pair([*whole(2005, 100), *whole(2020, 80)])
    later = replace(after, year=2005, revision=2, gdp=None)
    found = attributed(before, later)
    exact(found)
    assert found.bars == {Bar(RESTATEMENT, "figures"): pytest.approx(-20)}


def test_the_weather_set_apart_leaves_the_change_as_it_was() -> None:
    before, after = pair([*whole(2005, 100), *whole(2020, 80)])

    found = attributed(before, after, weather=lambda item: scaled(item, 1.1) if item.year == 2020 else item)
    exact(found)
    assert found.change_t == -20
    assert found.bars[Bar(WEATHER)] == pytest.approx(-8)


def test_one_inventory_makes_no_chain() -> None:
    with pytest.raises(Refused, match="two or more"):
        chained([one(whole(2005, 100))])
