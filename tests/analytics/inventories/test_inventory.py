"""From cells to an inventory: what counts, what is a zero, what is missing, and what cannot be computed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors.emissions import emissions
from analytics.factors.gases import Gwp
from analytics.inventories.inventory import MEMO, About, Cell, Making, in_total, inventories, missing_key_sectors
from analytics.vocabulary import GPC_REFERENCES, KEY_SECTORS, SECTORS, NotationKey
from tests.analytics.builders import AR5, cell, no_factor, one, read, whole

AMOUNTS = st.floats(-1e9, 1e9, allow_subnormal=False)
KEYS = list(NotationKey)


def gpc(ref: str, amount: float | None = 1.0, **changes: object) -> Cell:
    return cell(
        GPC_REFERENCES[ref].sector, amount, method="gpc", gpc_ref=ref, scope=GPC_REFERENCES[ref].scope, **changes
    )


def test_a_total_is_the_sum_of_its_sectors() -> None:
    found = one([cell("residential", 30.0), cell("public_lighting", 2.0), cell("municipal_buildings", 8.0)])
    assert found.emissions_t == 40
    assert found.sectors == {"Municipal": 10, "Residential": 30}
    assert (found.gas, found.computed, found.notes) == ("CO2e", False, ())


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SECTORS)), AMOUNTS), min_size=1, unique_by=lambda found: found[0]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_cells_changes_nothing(amounts: list[tuple[str, float]], random: Random) -> None:
    cells = [cell(sector, amount) for sector, amount in amounts]
    shuffled = list(cells)
    random.shuffle(shuffled)
    assert one(cells) == one(shuffled)


@given(st.lists(st.tuples(st.sampled_from(sorted(SECTORS)), AMOUNTS), min_size=1, max_size=30))
def test_the_sectors_add_up_to_the_total(amounts: list[tuple[str, float]]) -> None:
    found = one([cell(sector, amount) for sector, amount in amounts])
    assert sum(found.sectors.values()) == pytest.approx(found.emissions_t or 0.0, abs=1e-3)


def test_each_year_and_method_is_an_inventory_of_its_own_and_the_oldest_comes_first() -> None:
    found = read([cell(year=2020), cell(year=2010, method="own"), cell(year=2010), cell(year=2015)])
    assert [(item.year, item.method) for item in found] == [
        (2010, "covenant"),
        (2010, "own"),
        (2015, "covenant"),
        (2020, "covenant"),
    ]


def test_no_cells_no_inventory() -> None:
    assert read([]) == []


# What stands outside a total


def test_gpc_counts_basic_cells_and_no_others() -> None:
    found = one([gpc(ref, 2.0**place) for place, ref in enumerate(GPC_REFERENCES)])
    basic = sum(2.0**place for place, ref in enumerate(GPC_REFERENCES) if GPC_REFERENCES[ref].level == "BASIC")
    assert found.emissions_t == basic


@pytest.mark.parametrize("ref", ["I.1.3", "I.4.4", "II.1.3", "III.1.3", "IV.1", "V.2", "VI.1"])
def test_a_cell_outside_basic_counts_in_no_total_and_no_count_of_keys(ref: str) -> None:
    assert not in_total(ref, GPC_REFERENCES[ref].sector)
    found = one([gpc("I.1.1", 5.0), gpc(ref, 100.0), gpc(ref, key="NE")])
    assert (found.emissions_t, found.keys) == (5.0, {})


@pytest.mark.parametrize("sector", ["energy_supply", "other_scope_3"])
def test_grid_supply_and_other_scope_3_stand_beside_the_total(sector: str) -> None:
    found = one([cell("residential", 5.0), cell(sector, 100.0)])
    assert (found.emissions_t, set(found.sectors)) == (5.0, {"Residential"})


def test_an_inventory_with_nothing_in_its_total_has_no_total_rather_than_zero() -> None:
    found = one([gpc("I.4.4", 100.0)])
    assert (found.emissions_t, found.gas, found.missing_key_sectors) == (None, None, KEY_SECTORS)


@pytest.mark.parametrize("method", ["covenant", "own"])
def test_industry_in_the_ets_is_a_memo_item_in_baseline_and_monitoring_alike(method: str) -> None:
    rows = [("residential", 5.0), ("industry_non_ets", 7.0), ("industry_ets", 100.0)]
    found = read([cell(sector, amount, year=year, method=method) for year in (2005, 2019) for sector, amount in rows])
    assert [(item.emissions_t, dict(item.memo)) for item in found] == [(12.0, {"ets": 100.0})] * 2
    assert all("residential" in item.counted and item.sectors["Industry"] == 7.0 for item in found)


def test_the_gpc_keeps_industry_in_the_ets_and_names_it() -> None:
    found = one([cell("residential", 5.0, method="gpc"), cell("industry_ets", 100.0, method="gpc")])
    assert (found.emissions_t, dict(found.memo)) == (105.0, {})
    assert found.notes == ("The total holds 100 t of industry in the ETS, as the GPC asks.",)


def test_energy_and_keys_of_industry_in_the_ets_count_in_no_total_either() -> None:
    cells = [energy("residential", 10.0, "natural_gas"), energy("industry_ets", 1000.0, "natural_gas")]
    found = one([*cells, energy("industry_ets", None, "diesel", key="NE")], factor=by_carrier)
    assert (found.energy_mwh, found.keys) == (10.0, {})
    assert found.emissions_t == pytest.approx(2.0)
    assert found.memo == {"ets": pytest.approx(200.0)}


def test_memo_items_stand_beside_the_total_with_their_units() -> None:
    cells = [gpc("I.1.1", 5.0), gpc("I.4.4", 40.0), gpc("VI.1", 3.0), gpc("I.1.3", 2.0)]
    found = one(cells)
    assert (found.emissions_t, dict(found.memo)) == (5.0, {"grid_supply": 40.0, "other_scope_3": 3.0})
    assert set(found.memo) <= set(MEMO)
    assert {MEMO["biogenic_co2"].unit, MEMO["certified_electricity"].unit} == {"t CO2", "MWh"}


def test_what_the_territorial_total_adds_to_scope_1_of_basic_stands_beside_it_item_by_item() -> None:
    cells = [gpc("I.1.1", 5.0), gpc("I.4.4", 40.0), gpc("III.1.3", 7.0), gpc("III.4.3", 2.0), gpc("I.1.3", 1.0)]
    found = one(cells)
    assert dict(found.memo) == {"grid_supply": 40.0, "imported_waste": 9.0}
    assert found.levels["territorial"].tonnes == 5.0 + sum(found.memo.values())


def test_biogenic_co2_and_certified_electricity_are_memo_items_and_in_no_total() -> None:
    cells = [energy("residential", 100.0, "other_biomass"), energy("tertiary", 50.0, "electricity")]
    plain = {"other_biomass": 0.03, "electricity": 0.4}
    (found,) = inventories(
        "XX",
        cells,
        {},
        {},
        Making(
            lambda year, carrier, sector: plain[carrier],
            AR5,
            lambda year, carrier, sector: {"other_biomass": 0.4}.get(carrier),
            {2019: 20.0},
        ),
    )
    assert found.emissions_t == pytest.approx(23.0)
    assert found.energy_mwh == 150.0
    assert found.memo == {"biogenic_co2": pytest.approx(40.0), "certified_electricity": 20.0}


def test_a_memo_item_without_a_factor_is_left_out_and_closes_no_total() -> None:
    cells = [energy("residential", 10.0, "natural_gas"), energy("energy_supply", 9.0, "heat_cold")]
    found = one(cells, factor=by_carrier)
    assert found.emissions_t == pytest.approx(2.0)
    assert found.memo == {}


# Zeros, keys and nothing


def test_a_number_a_zero_and_each_key_never_look_alike() -> None:
    told = [one([cell("residential", 0.0)]), *(one([cell("residential", key=key)]) for key in KEYS)]
    shown = {(found.emissions_t, tuple(found.keys.items()), found.missing_key_sectors) for found in told}
    assert len(shown) == len(told)
    zero, *keyed = told
    assert (zero.emissions_t, zero.keys) == (0.0, {})
    assert all(found.emissions_t is None for found in keyed)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_adds_nothing_to_a_total_and_is_counted(key: NotationKey) -> None:
    found = one([cell("residential", 5.0), cell("transport", key=key, rows=3), cell("waste", key=key)])
    assert (found.emissions_t, found.keys) == (5.0, {key: 4})


def test_keys_are_counted_in_one_order_whatever_the_order_of_the_cells() -> None:
    for order in (KEYS, KEYS[::-1]):
        assert list(one([cell("residential", key=key) for key in order]).keys) == KEYS


@pytest.mark.parametrize(
    ("key", "text", "covers"),
    [
        ("NO", None, True),
        ("C", None, True),
        ("NE", None, False),
        ("IE", "IE (tertiary)", True),
        ("IE", None, False),
        ("IE", "included in waste", False),
    ],
)
def test_a_key_covers_a_sector_unless_it_says_not_estimated_or_leads_nowhere(
    key: str, text: str | None, covers: bool
) -> None:
    others = [cell(code) for code in ("municipal_buildings", "tertiary", "residential")]
    assert missing_key_sectors([*others, cell("transport", key=key, text=text)]) == (() if covers else ("transport",))


@pytest.mark.parametrize(
    ("sector", "holder"),
    [("municipal_buildings", "tertiary"), ("tertiary", "buildings"), ("railways", "road_transport")],
)
def test_an_ie_that_names_no_place_leads_to_a_number_next_to_its_own(sector: str, holder: str) -> None:
    bare = cell(sector, key="IE")
    assert set(SECTORS[sector].keys) & set(missing_key_sectors([bare, cell("solid_waste")]))
    assert not set(SECTORS[sector].keys) & set(missing_key_sectors([bare, cell(holder)]))


def test_a_number_beside_a_not_estimated_cell_covers_the_sector() -> None:
    cells = [*whole(2019, 100.0), cell("residential", key="NE", carrier="electricity")]
    assert missing_key_sectors(cells) == ()


def test_a_sector_that_is_not_there_is_missing() -> None:
    assert missing_key_sectors([]) == KEY_SECTORS
    assert missing_key_sectors([cell("tertiary"), cell("industry")]) == ("municipal", "residential", "transport")


@pytest.mark.parametrize(
    ("sector", "covered"),
    [
        ("buildings", {"municipal", "tertiary", "residential"}),
        ("commercial_institutional", {"municipal", "tertiary"}),
        ("public_lighting", {"municipal"}),
        ("railways", {"transport"}),
        ("total", set()),
        ("electricity", set()),
    ],
)
def test_a_sector_covers_the_key_sectors_it_holds(sector: str, covered: set[str]) -> None:
    assert set(KEY_SECTORS) - set(missing_key_sectors([cell(sector)])) == covered


def test_the_boundary_names_what_has_a_figure_and_what_does_not_occur_or_is_elsewhere() -> None:
    cells = [cell("residential"), cell("solid_waste"), cell("transport", key="IE", text="IE (waste)")]
    found = one([*cells, cell("industry", key="NO"), cell("tertiary", key="C"), cell("ippu", key="NE")])
    assert found.counted == {"residential", "Waste"}
    assert found.settled == {"transport", "Industry"}


# Gases


def test_gases_apart_are_weighed_by_the_set_of_potentials() -> None:
    cells = [cell("residential", 100.0, quantity="co2"), cell("waste", 2.0, quantity="ch4")]
    cells += [cell("waste", 1.0, quantity="n2o")]
    assert one(cells).emissions_t == 100 + 2 * 28 + 265
    assert one(cells, gwp=Gwp("SAR", 21.0, 310.0)).emissions_t == 100 + 2 * 21 + 310
    assert one(cells).gas == "CO2e"


def test_reported_co2e_ignores_the_set_of_potentials() -> None:
    cells = [cell("residential", 100.0), cell("residential", 90.0, quantity="co2")]
    cells += [cell("residential", 0.1, quantity="ch4")]
    for gwp in (AR5, Gwp("SAR", 21.0, 310.0)):
        assert one(cells, gwp=gwp).emissions_t == 100.0


def test_co2e_beside_single_gases_of_other_rows_is_added_and_said() -> None:
    found = one([cell("residential", 100.0), cell("waste", 2.0, quantity="ch4")])
    assert found.emissions_t == 156
    assert "both are added" in found.notes[0]


def test_co2_alone_is_called_co2() -> None:
    assert one([cell("residential", 100.0, quantity="co2")]).gas == "CO2"


def test_co2_alone_and_co2e_make_no_total() -> None:
    found = one([cell("residential", 100.0), cell("transport", 50.0, quantity="co2")])
    assert (found.emissions_t, found.gas, found.sectors) == (None, None, {})
    assert found.notes == ("CO2 alone and CO2e are not added: Transport, not split holds CO2, other rows CO2e.",)


# Energy


def by_carrier(year: int, carrier: str, sector: str) -> float | None:
    return {"natural_gas": 0.2, "electricity": 0.4 if year < 2010 else 0.3}.get(carrier)


def energy(sector: str, mwh: float | None, carrier: str | None, **changes: object) -> Cell:
    return cell(sector, mwh, quantity="energy", carrier=carrier, **changes)


def test_energy_alone_is_multiplied_by_the_factor_of_its_carrier_and_year() -> None:
    old, new = read(
        [energy("residential", 100.0, "natural_gas", year=year) for year in (2005, 2015)]
        + [energy("tertiary", 10.0, "electricity", year=year) for year in (2005, 2015)],
        factor=by_carrier,
    )
    assert (old.emissions_t, new.emissions_t) == (pytest.approx(24.0), pytest.approx(23.0))
    assert (old.computed, old.gas, old.energy_mwh) == (True, "CO2e", 110.0)
    assert old.energy_by_carrier == {"electricity": 10.0, "natural_gas": 100.0}


@pytest.mark.parametrize("carrier", ["heat_cold", None])
def test_energy_without_a_factor_is_not_computable_and_never_zero(carrier: str | None) -> None:
    cells = [energy("residential", 100.0, "natural_gas"), energy("tertiary", 1234.0, carrier)]
    found = one(cells, factor=by_carrier)
    assert (found.emissions_t, found.gas, found.sectors) == (None, None, {})
    assert found.energy_mwh == 1334.0
    assert "not computable" in found.notes[0]
    assert "1,234 MWh" in found.notes[0]


def test_of_a_carrier_that_was_not_used_no_factor_is_needed() -> None:
    found = one([energy("residential", 100.0, "natural_gas"), energy("tertiary", 0.0, "heat_cold")], factor=by_carrier)
    assert found.emissions_t == pytest.approx(20.0)
    assert found.sectors == {"Tertiary": 0.0, "Residential": pytest.approx(20.0)}


def test_reported_emissions_go_before_computed_ones() -> None:
    found = one([energy("residential", 100.0, "natural_gas"), cell("residential", 7.0)], factor=by_carrier)
    assert (found.emissions_t, found.computed, found.energy_mwh) == (7.0, False, 100.0)


def test_where_emissions_hold_keys_only_the_energy_is_used() -> None:
    found = one([energy("residential", 100.0, "natural_gas"), cell("residential", key="NE")], factor=by_carrier)
    assert (found.emissions_t, found.computed, found.keys) == (pytest.approx(20.0), True, {})


def test_computed_emissions_have_the_dimension_of_energy_times_factor() -> None:
    q = units.registry().Quantity
    plain = one([energy("residential", 1500.0, "natural_gas")], factor=by_carrier).emissions_t
    assert plain == pytest.approx(emissions(q(1.5, "GWh"), q(0.2, "tCO2e / MWh")).to("tCO2e").magnitude)


# What an inventory says of itself


def test_inhabitants_give_the_figure_per_head() -> None:
    found = one([cell("residential", 500.0)], inhabitants={2019: 250})
    assert (found.inhabitants, found.per_head_t) == (250, 2.0)
    assert found.sources == ("a report", "a register")


@pytest.mark.parametrize("inhabitants", [None, 0.0])
def test_without_inhabitants_or_emissions_there_is_no_figure_per_head(inhabitants: float | None) -> None:
    assert replace(one([cell()]), inhabitants=inhabitants).per_head_t is None
    assert replace(one([cell(key="NE")]), inhabitants=100.0).per_head_t is None


def test_what_nobody_said_stays_unknown() -> None:
    assert one([cell()]).about == About("unknown", "unknown", "")
    told = one([cell()], about={2019: About("life-cycle", "AR4", "Printed in kilotonnes.")})
    assert (told.about.approach, told.about.gwp_set, told.notes) == ("life-cycle", "AR4", ("Printed in kilotonnes.",))


def test_an_inventory_is_as_new_as_its_newest_table() -> None:
    found = one([cell(revision=3), energy("residential", 5.0, "diesel", revision=7)], factor=no_factor)
    assert found.revision == 7


def test_net_removals_stay_negative() -> None:
    found = one([cell("residential", 10.0), cell("afolu", -35.0)])
    assert (found.emissions_t, found.sectors) == (-25.0, {"Residential": 10.0, "Land use": -35.0})
