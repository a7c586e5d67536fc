"""Side by side: mirrored by a swap, equal against itself, refused where nothing can be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.comparison import FURTHEST_YEARS, Comparison, LeftOut, compare
from analytics.inventories.inventory import About, Cell, Inventory
from analytics.vocabulary import KEY_SECTORS, SECTOR_GROUPS, Method, NotationKey
from tests.analytics.builders import cell, one

NAMES = ("Here", "There")


def inventory(**changed: object) -> Inventory:
    """A complete GPC inventory of 1,000 inhabitants; every test changes only what it is about."""
    sectors = {"Residential": 1000.0, "Tertiary": 2000.0, "Transport": 3000.0, "Waste": 500.0}
    given_sectors = changed.get("sectors", sectors)
    assert isinstance(given_sectors, dict)
    plain = Inventory(
        city_id="A",
        year=2019,
        method="gpc",
        emissions_t=sum(given_sectors.values()),
        gas="CO2e",
        energy_mwh=None,
        inhabitants=1000.0,
        sectors=sectors,
        energy_by_carrier={},
        keys={},
        missing_key_sectors=(),
        computed=False,
        about=About("activity-based", "AR5"),
        notes=(),
        sources=("a source",),
        revision=1,
        committed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def mirrored(result: Comparison) -> Comparison:
    """The same comparison seen from the other city, without its sentences."""
    return Comparison(
        result.right,
        result.left,
        tuple(replace(row, left_t=row.right_t, right_t=row.left_t) for row in result.rows),
        tuple(LeftOut(out.name, out.right_t, out.left_t, out.reason) for out in result.left_out),
    )


def figures(result: Comparison) -> Comparison:
    return replace(result, differences=(), refused=(), headless=())


tonnes = st.floats(-1e7, 1e7, allow_nan=False)
inventories = st.builds(
    inventory,
    city_id=st.sampled_from(["A", "B"]),
    year=st.integers(2015, 2021),
    method=st.sampled_from([str(method) for method in Method]),
    emissions_t=st.none() | tonnes,
    gas=st.sampled_from(["CO2", "CO2e"]),
    inhabitants=st.none() | st.floats(1, 1e7),
    sectors=st.dictionaries(st.sampled_from(SECTOR_GROUPS), tonnes, max_size=4),
    missing_key_sectors=st.lists(st.sampled_from(KEY_SECTORS), unique=True).map(tuple),
    keys=st.dictionaries(st.sampled_from(list(NotationKey)), st.integers(0, 9)),
    computed=st.booleans(),
    about=st.builds(About, st.sampled_from(["unknown", "activity-based"]), st.sampled_from(["unknown", "AR4", "AR5"])),
    revision=st.integers(1, 9),
)
several = st.lists(inventories, max_size=3, unique_by=lambda item: (item.city_id, item.year, item.method))
of_one_city = st.lists(
    inventories.map(lambda item: replace(item, city_id="A")),
    max_size=3,
    unique_by=lambda item: (item.year, item.method),
)


@given(several, several)
def test_swapping_the_cities_mirrors_the_comparison(left: list[Inventory], right: list[Inventory]) -> None:
    one, other = compare(left, right, NAMES), compare(right, left, NAMES[::-1])
    assert figures(one) == mirrored(other)
    assert len(one.refused) == len(other.refused)
    assert len(one.differences) == len(other.differences)


@given(of_one_city)
def test_a_city_against_itself_has_equal_sides(own: list[Inventory]) -> None:
    result = compare(own, own, ("Here", "Here"))
    assert all(row.left_t == row.right_t for row in result.rows)
    if not result.refused:
        assert result.left is result.right


@given(several, several)
def test_a_comparison_has_rows_or_a_reason_and_never_both(left: list[Inventory], right: list[Inventory]) -> None:
    result = compare(left, right, NAMES)
    assert bool(result.rows) != bool(result.refused)


@given(several, several)
def test_every_reported_group_is_compared_once_or_left_out(left: list[Inventory], right: list[Inventory]) -> None:
    result = compare(left, right, NAMES)
    if result.refused:
        return
    assert result.left is not None
    assert result.right is not None
    shown = [group for row in result.rows for group in row.groups] + [out.name for out in result.left_out]
    assert sorted(shown) == sorted(set(result.left.sectors) | set(result.right.sectors))


@given(several, several)
def test_compared_inventories_share_gas_and_time(left: list[Inventory], right: list[Inventory]) -> None:
    result = compare(left, right, NAMES)
    if result.rows:
        assert result.left is not None
        assert result.right is not None
        assert result.left.gas == result.right.gas
        assert abs(result.left.year - result.right.year) <= FURTHEST_YEARS


def test_rows_are_tonnes_per_inhabitant() -> None:
    result = compare([inventory()], [inventory(inhabitants=500.0)], NAMES)
    transport = next(row for row in result.rows if row.name == "Transport")
    assert result.amounts(transport) == (3.0, 6.0)
    assert result.compared_t == (6500.0, 6500.0)


def test_without_inhabitants_tonnes_compare_and_nothing_is_given_per_head() -> None:
    result = compare([inventory()], [inventory(inhabitants=None)], NAMES)
    assert result.compared_t == (6500.0, 6500.0)
    assert any("inhabitants of There" in sentence for sentence in result.headless)
    with pytest.raises(ValueError, match="inhabitants of both"):
        result.amounts(result.rows[0])


def test_an_inventory_with_inhabitants_is_preferred_to_a_closer_one_without() -> None:
    right = [inventory(inhabitants=None), inventory(year=2018)]
    assert compare([inventory()], right, NAMES).right == right[1]


def test_a_city_that_covers_only_municipal_buildings_is_not_set_against_one_that_covers_both() -> None:
    part = inventory(sectors={"Municipal": 100.0, "Transport": 3000.0}, missing_key_sectors=("tertiary", "residential"))
    result = compare([inventory()], [part], NAMES)
    assert [row.name for row in result.rows] == ["Transport"]
    assert {"Municipal", "Tertiary"} <= {out.name for out in result.left_out}


def test_buildings_that_one_city_does_not_split_are_compared_as_a_whole() -> None:
    whole = inventory(sectors={"Buildings": 3500.0, "Transport": 1000.0})
    result = compare([inventory()], [whole], NAMES)
    buildings = result.rows[0]
    assert (buildings.name, buildings.left_t, buildings.right_t) == ("All buildings", 3000.0, 3500.0)


def test_electricity_that_is_not_split_is_never_missing_from_one_side_of_a_row() -> None:
    unsplit = inventory(
        sectors={"Residential": 400.0, "Tertiary": 500.0, "Transport": 2900.0, "Electricity": 1800.0, "Waste": 400.0}
    )
    result = compare([inventory()], [unsplit], NAMES)
    assert [(row.name, row.left_t, row.right_t) for row in result.rows] == [
        ("Buildings, industry and transport", 6000.0, 5600.0),
        ("Waste", 500.0, 400.0),
    ]


def test_unsplit_electricity_is_not_compared_when_only_one_city_reports_industry() -> None:
    unsplit = inventory(
        sectors={"Residential": 400.0, "Tertiary": 500.0, "Transport": 2900.0, "Electricity": 1800.0, "Industry": 9.0}
    )
    result = compare([inventory()], [unsplit], NAMES)
    assert result.refused
    assert not result.rows


def test_industry_and_waste_are_left_out_between_two_methods() -> None:
    here = inventory(sectors={"Residential": 1.0, "Transport": 1.0, "Industry": 1.0, "Waste": 1.0})
    result = compare([here], [replace(here, method="covenant")], NAMES)
    assert {row.name for row in result.rows} == {"Residential buildings", "Transport"}
    assert {out.name: out.reason for out in result.left_out} == {
        "Industry": "The two methods draw its boundary differently.",
        "Waste": "The two methods draw its boundary differently.",
    }
    assert any("GPC BASIC" in sentence and "Covenant" in sentence for sentence in result.differences)


def test_inventories_of_one_method_are_preferred_to_closer_years() -> None:
    right = [inventory(year=2019, method="covenant"), inventory(year=2017)]
    assert compare([inventory(year=2019)], right, NAMES).right == right[1]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"gas": "CO2"}, "CO2"),
        ({"year": 2014}, "years apart"),
        ({"emissions_t": None}, "no total"),
        ({"sectors": {"Total": 6500.0}}, "There has no inventory by sector here."),
        ({"sectors": {"Land use": 6500.0}}, "apart"),
    ],
)
def test_what_is_no_comparison_is_refused_with_its_reason(changed: dict[str, object], word: str) -> None:
    result = compare([inventory()], [inventory(**changed)], NAMES)
    assert not result.rows
    assert any(word in sentence for sentence in result.refused)


def test_a_city_without_an_inventory_is_named_and_the_other_keeps_its_newest() -> None:
    result = compare([inventory(year=2018), inventory(year=2020)], [], NAMES)
    assert result.refused == ("There has no inventory here.",)
    assert (result.left and result.left.year, result.right) == (2020, None)


def test_differences_name_years_gwp_sets_and_open_cells() -> None:
    there = inventory(year=2018, about=About("activity-based", "unknown"), keys={NotationKey.NE: 2})
    text = " ".join(compare([inventory()], [there], NAMES).differences)
    assert "There: 2018" in text
    assert "There: not stated" in text
    assert "There: 2 emission sources are not estimated in 2018" in text


def test_the_gwp_sets_that_the_tonnes_are_in_are_compared_and_not_those_once_stated() -> None:
    apart = inventory(about=About("activity-based", "SAR"), effective_gwp="AR5")
    found = compare([apart], [inventory()], NAMES)
    assert not [sentence for sentence in found.differences if "Warming potentials" in sentence]
    part = compare([apart], [inventory(effective_gwp="mixed")], NAMES)
    assert "Warming potentials (GWP set): Here: AR5; There: mixed. Reported CO2e is not restated." in part.differences


# --- restated to what both report


def told(city: str, *cells: Cell, **more: Any) -> Inventory:
    return replace(one(cells, **more), city_id=city)


def adds_up(result: Comparison) -> bool:
    """Whether of each city the rows, without what was restated and with what was left out, are its total."""
    sides = ((result.left, "left_t"), (result.right, "right_t"))
    return all(
        item is not None
        and fsum(getattr(row, side) for row in result.rows)
        - fsum(getattr(moved, side) for moved in result.restated)
        + fsum(getattr(out, side) or 0.0 for out in result.left_out)
        == pytest.approx(item.emissions_t)
        for item, side in sides
    )


def test_a_sector_that_one_city_alone_reports_is_left_out_of_its_row_with_its_tonnes() -> None:
    gpc = {"method": "gpc"}
    here = told("A", cell("road_transport", 90.0, **gpc), cell("off_road", 10.0, **gpc))
    there = told("B", cell("road_transport", 50.0, **gpc), cell("off_road", key="NE", **gpc))
    result = compare([here], [there], NAMES)
    assert [(row.name, row.left_t, row.right_t) for row in result.rows] == [("Transport", 90.0, 50.0)]
    assert [(out.name, out.left_t, out.right_t) for out in result.left_out] == [("Off-road transport", 10.0, None)]
    assert adds_up(result)


def test_a_sector_that_does_not_occur_in_one_city_stays_in_the_row_of_the_other() -> None:
    gpc = {"method": "gpc"}
    here = told("A", cell("road_transport", 90.0, **gpc), cell("navigation", 10.0, **gpc))
    there = told("B", cell("road_transport", 50.0, **gpc), cell("navigation", key="NO", **gpc))
    assert compare([here], [there], NAMES).compared_t == (100.0, 50.0)


def test_transport_by_owner_and_by_mode_is_compared_as_a_whole_alone() -> None:
    here = told("A", cell("municipal_fleet", 5.0), cell("private_transport", 90.0))
    there = told("B", cell("road_transport", 50.0), cell("railways", 2.0))
    assert compare([here], [there], NAMES).compared_t == (95.0, 52.0)


def test_co2e_whose_gases_are_apart_is_restated_to_the_co2_of_the_other() -> None:
    apart = [cell("residential", tonnes, quantity=gas) for gas, tonnes in (("co2", 100.0), ("ch4", 1.0), ("n2o", 0.1))]
    result = compare([told("A", *apart)], [told("B", cell("residential", 80.0, quantity="co2"))], NAMES)
    assert result.compared_t == (100.0, 80.0)
    assert [(moved.left_t, moved.right_t) for moved in result.restated] == [(pytest.approx(-54.5), 0.0)]
    assert adds_up(result)


def used(mwh: float, tonnes: float, city: str, gas_t: float = 30.0, **changes: Any) -> Inventory:
    """Homes with electricity of so many MWh and t, and gas of ``gas_t``."""
    here = cell("residential", tonnes, carrier="electricity", **changes)
    gas = cell("residential", gas_t, carrier="natural_gas", **changes)
    return told(city, here, gas, cell("residential", mwh, carrier="electricity", quantity="energy", **changes))


def test_electricity_of_which_both_tell_the_energy_is_counted_by_one_factor() -> None:
    """60 t of 100 MWh and 20 t of 300 MWh: together 80 t of 400 MWh, 0.2 t/MWh."""
    result = compare([used(100.0, 60.0, "A")], [used(300.0, 20.0, "B")], NAMES)
    assert result.compared_t == (pytest.approx(30.0 + 20.0), pytest.approx(30.0 + 60.0))
    assert [(moved.left_t, moved.right_t) for moved in result.restated] == [(pytest.approx(-40.0), pytest.approx(40.0))]
    assert "0.200 t/MWh" in result.restated[0].reason
    assert result.rows[0].by_own_factors == (pytest.approx(90.0), pytest.approx(50.0))
    assert adds_up(result)


def test_a_factor_of_the_life_cycle_is_never_mixed_with_one_of_combustion() -> None:
    about = [About("activity-based", "AR5"), About("life-cycle", "AR5")]
    left, right = used(100.0, 60.0, "A"), used(300.0, 20.0, "B")
    result = compare([replace(left, about=about[0])], [replace(right, about=about[1])], NAMES)
    assert not result.restated
    assert any("life-cycle" in sentence for sentence in result.differences)


def test_own_methods_of_two_cities_are_two_methods() -> None:
    left, right = (used(1.0, 1.0, city, method="own") for city in "AB")
    assert any("Methods:" in sentence for sentence in compare([left], [right], NAMES).differences)
