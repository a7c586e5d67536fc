"""Which factor is taken for a city's energy, and that a missing one is never replaced."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.factors.emissions import factor_t_per_mwh
from analytics.factors.gases import co2e
from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, SECTORS
from datasets.city import factor_choice
from datasets.city.factor_choice import Factors, consumed, mixed
from datasets.reference import catalogue
from datasets.reference.catalogue import MARKS
from datasets.reference.factor_sources import COMPUTED, STATED
from datasets.store import CityFactor, LocalEnergy
from tests.samples import own_samples

AR5 = factor_choice.chosen("IT", "activity-based", "AR5")


def test_electricity_takes_the_national_factor_of_its_own_year() -> None:
    for year in (1995, 2010, 2019):
        assert AR5(year, "electricity", "residential") == catalogue.electricity_factor("IT", year).value_t_per_mwh
    assert AR5(2019, "electricity", "tertiary") == AR5(2019, "electricity", "road_transport")


@pytest.mark.parametrize("year", [1900, 1989, 2100])
def test_a_year_without_a_published_factor_gets_none(year: int) -> None:
    assert AR5(year, "electricity", "residential") is None


def test_a_country_without_a_published_factor_gets_none() -> None:
    assert factor_choice.chosen("XX", "activity-based", "AR5")(2019, "electricity", "residential") is None
    assert factor_choice.chosen("", "activity-based", "AR5")(2019, "electricity", "residential") is None


@pytest.mark.parametrize("carrier", ["heat_cold", "municipal_waste", "nonsense", ""])
def test_what_has_no_sourced_default_gets_none(carrier: str) -> None:
    assert AR5(2019, carrier, "residential") is None


def test_a_fuel_takes_the_factor_of_the_place_where_it_burns() -> None:
    home, car = (AR5(2019, "diesel", sector) for sector in ("residential", "private_transport"))
    assert home is not None
    assert car is not None
    assert 0.25 < home < car < 0.28


def test_the_set_of_potentials_changes_the_factor() -> None:
    fuel = catalogue.fuel_factor("natural_gas", "residential")
    for name in ("SAR", "AR4", "AR5", "AR6"):
        weights = factor_choice.gwp(name)
        kg_per_tj = co2e(fuel.co2_kg_per_tj, fuel.ch4_kg_per_tj, fuel.n2o_kg_per_tj, weights.ch4, weights.n2o)
        expected = factor_t_per_mwh(kg_per_tj)
        assert factor_choice.chosen("IT", "activity-based", name)(2019, "natural_gas", "residential") == expected
    sar, ar5 = (
        factor_choice.chosen("IT", "activity-based", name)(2019, "other_biomass", "residential")
        for name in ("SAR", "AR5")
    )
    assert sar is not None
    assert ar5 is not None
    assert sar < ar5


def test_the_life_cycle_has_a_factor_for_electricity_alone() -> None:
    life_cycle = factor_choice.chosen("IT", "life-cycle", "AR5")
    assert {carrier for carrier in CARRIERS if life_cycle(2019, carrier, "residential") is not None} == {"electricity"}


def test_an_unknown_set_of_potentials_is_refused() -> None:
    with pytest.raises(Refused, match="SAR, AR4, AR5"):
        factor_choice.chosen("IT", "activity-based", "AR7")


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_no_factor_is_negative_or_out_of_the_ordinary(sector: str) -> None:
    found = [AR5(2019, carrier, sector) for carrier in CARRIERS]
    assert all(value is None or 0 <= value < 0.5 for value in found)


# --- what a city states itself


def town(*own: CityFactor, supply: tuple[LocalEnergy, ...] = (), **choice: Any) -> Factors:
    """The factors of an Italian town that states these."""
    return Factors("IT", own=own, supply=supply, **choice)


def stated(carrier: str = "natural_gas", value: float | None = 0.21, gas: str = "CO2e", **changes: Any) -> CityFactor:
    kept: dict[str, Any] = {
        "city_id": "XX0001",
        "first_year": 2015,
        "last_year": 2020,
        "carrier": carrier,
        "used_for": "all",
        "kind": "factor",
        "gas": gas,
        "value": value,
        "approach": "activity-based",
        "source": "the utility",
        "original_text": str(value),
        "original_unit": f"t {gas}/MWh",
    } | changes
    return CityFactor(**kept)


def supplied(**amounts: float | None) -> tuple[LocalEnergy, ...]:
    """Local figures of 2019 by kind."""
    return tuple(LocalEnergy("XX0001", 2019, kind, value, "", "MWh", "the plants") for kind, value in amounts.items())


def test_the_citys_own_factor_goes_first_and_the_ipcc_stays_beside_it() -> None:
    use = town(stated()).use(2019, "natural_gas", "residential")
    assert (use.value, use.kind, use.source, use.mark) == (0.21, "city", "the utility", "stated by the city")
    (other,) = use.others
    assert (other.kind, other.edition) == ("ipcc", "IPCC 2006")
    assert other.co2 == pytest.approx(0.20196)
    assert other.value == AR5(2019, "natural_gas", "residential")


@pytest.mark.parametrize(
    "changes",
    [
        {"first_year": 2020},
        {"last_year": 2018},
        {"approach": "life-cycle"},
        {"approach": "unknown"},
        {"used_for": "transport"},
        {"carrier": "diesel"},
        {"value": None},
    ],
)
def test_a_factor_of_other_years_uses_or_approaches_is_not_taken(changes: dict[str, Any]) -> None:
    use = town(stated(**changes)).use(2019, "natural_gas", "residential")
    assert (use.kind, use.value) == ("ipcc", AR5(2019, "natural_gas", "residential"))


def test_a_factor_for_this_use_goes_before_one_for_all_and_the_newest_before_the_older() -> None:
    found = town(
        stated(value=0.3, revision=3),
        stated(value=0.2, revision=2),
        stated(value=0.25, used_for="transport", revision=1),
    )
    assert found.value(2019, "natural_gas", "residential") == 0.3
    assert found.value(2019, "natural_gas", "public_transport") == 0.25


def test_co2_alone_is_completed_by_the_other_gases_or_left_out() -> None:
    gas = town(stated(gas="CO2", value=0.2)).use(2019, "natural_gas", "residential")
    assert gas.value == pytest.approx(0.2 + (5 * 28 + 0.1 * 265) * 3.6e-6)
    assert gas.co2 == 0.2
    assert gas.ch4 == pytest.approx(1.8e-5)
    power = town(stated("electricity", 0.245, "CO2")).use(2019, "electricity", "residential")
    assert power.kind == "national"
    assert "CO2 alone" in power.others[0].reason
    assert town(stated("electricity", 0.245, "CO2"), gas="CO2").value(2019, "electricity", "residential") == 0.245
    three = town(stated(gas="CO2", value=0.2), stated(gas="CH4", value=0.001), stated(gas="N2O", value=0.0))
    assert three.value(2019, "natural_gas", "residential") == pytest.approx(0.2 + 0.001 * 28)


def test_co2e_is_never_taken_for_co2() -> None:
    use = town(stated(), gas="CO2").use(2019, "natural_gas", "residential")
    assert use.kind == "ipcc"
    assert use.value == pytest.approx(0.20196)
    assert "CO2 is asked for" in use.others[0].reason


def test_a_blend_counts_its_fossil_share_and_its_bio_share_is_a_memo_item() -> None:
    mix = stated("diesel", 0.95, "CO2", kind="blend", fossil_carrier="diesel", bio_carrier="biofuel")
    use = town(mix, gas="CO2").use(2019, "diesel", "private_transport")
    assert use.kind == "blend"
    assert use.value == pytest.approx(0.95 * 0.26676)
    assert use.biogenic == pytest.approx(0.05 * 70_800 * 3.6e-6)
    with_gases = town(mix).use(2019, "diesel", "private_transport")
    assert with_gases.value == pytest.approx(0.95 * 0.26676 + (3.9 * 28 + 3.9 * 265) * 3.6e-6)
    own_fossil = town(mix, stated("diesel", 0.267, "CO2", revision=-1), gas="CO2")
    assert own_fossil.value(2019, "diesel", "private_transport") == pytest.approx(0.95 * 0.267)


def test_a_blend_with_an_unsustainable_part_counts_that_part() -> None:
    mix = stated("diesel", 0.95, "CO2", kind="blend", fossil_carrier="diesel", bio_carrier="biofuel")
    felled = stated("biofuel", 0.0, "CO2", kind="biomass")
    use = town(mix, felled, gas="CO2").use(2019, "diesel", "private_transport")
    assert use.value == pytest.approx(0.95 * 0.26676 + 0.05 * 70_800 * 3.6e-6)
    assert use.biogenic == 0


def test_sustainable_wood_emits_ch4_and_n2o_and_other_wood_its_co2_as_well() -> None:
    wood = town().use(2019, "other_biomass", "residential")
    assert wood.co2 == 0
    assert wood.biogenic == pytest.approx(112_000 * 3.6e-6)
    assert wood.value == pytest.approx((300 * 28 + 4 * 265) * 3.6e-6)
    felled = town(stated("other_biomass", 0.0, "CO2", kind="biomass")).use(2019, "other_biomass", "residential")
    assert felled.value == pytest.approx((112_000 + 300 * 28 + 4 * 265) * 3.6e-6)
    assert felled.biogenic == 0
    assert "not produced sustainably" in felled.reason


# --- local electricity and heat


def test_local_electricity_is_taken_when_asked_for_and_location_based_stands_beside_it() -> None:
    plants = supplied(TCE=1000.0, LPE=200.0, CO2LPE=10.0, GEP=100.0, CO2GEP=0.0)
    grid = AR5(2019, "electricity", "residential")
    assert grid is not None
    assert town(supply=plants).value(2019, "electricity", "residential") == grid
    use = town(supply=plants, electricity="local").use(2019, "electricity", "railways")
    assert (use.kind, use.others[0].kind) == ("local", "national")
    assert use.value == pytest.approx((700 * grid + 10) / 1000)
    assert use.location_based == pytest.approx((800 * grid + 10) / 1000)
    assert town(supply=plants, electricity="local").value(2018, "electricity", "railways") == AR5(
        2018, "electricity", "railways"
    )


def test_a_net_exporter_divides_by_what_it_makes() -> None:
    plants = supplied(TCE=100.0, LPE=300.0, CO2LPE=30.0)
    use = town(supply=plants, electricity="local").use(2019, "electricity", "residential")
    assert use.value == pytest.approx(0.1)
    assert "net exporter" in use.reason


@pytest.mark.parametrize(
    ("amounts", "lacks"),
    [
        ({"LPE": 10.0, "CO2LPE": 0.0}, "TCE"),
        ({"LPE": 10.0, "TCE": 20.0}, "CO2LPE"),
        ({"GEP": 10.0, "TCE": 20.0, "CO2GEP": None}, "CO2GEP"),
    ],
)
def test_a_local_factor_that_lacks_a_figure_says_which_and_the_national_one_is_taken(
    amounts: dict[str, float | None], lacks: str
) -> None:
    use = town(supply=supplied(**amounts), electricity="local").use(2019, "electricity", "residential")
    assert use.kind == "national"
    assert lacks in use.others[0].reason


def test_local_heat_is_what_is_produced_and_imported_less_what_is_exported() -> None:
    plants = supplied(LHC=1000.0, CO2LPH=150.0, CO2IH=20.0, CO2EH=10.0)
    use = town(supply=plants).use(2019, "heat_cold", "residential")
    assert use.kind == "local"
    assert use.value == pytest.approx(0.16)
    too_much = town(supply=supplied(LHC=1000.0, CO2LPH=1.0, CO2EH=10.0)).use(2019, "heat_cold", "residential")
    assert (too_much.value, too_much.kind) == (None, "missing")
    assert "district heat" in town().use(2019, "heat_cold", "residential").reason


def test_the_consumption_comes_from_the_inventory_where_one_method_states_it() -> None:
    with own_samples() as store, store.reader() as reader:
        cells = reader.in_force("IT0004").cells
    found = {row.kind: row.value for row in consumed("IT0004", cells)}
    assert found == {"TCE": pytest.approx(2_384_240), "LHC": pytest.approx(1_780_925)}
    other = [cell._replace(method="own") for cell in cells]
    assert consumed("IT0004", [*cells, *other]) == ()


# --- editions and series


def test_an_edition_is_named_and_serves_every_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(catalogue.SHIPPED, tmp_path / "shipped")
    with (tmp_path / "shipped" / "factors" / "electricity_factors.csv").open("a", encoding="utf-8") as file:
        file.write("IT,2019,activity-based,CO2e,0.5,2,a-later-edition\n")
    with (tmp_path / "shipped" / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("a-later-edition,A publisher,Factors,LATER 2027,CC BY 4.0\n")
    kept = (catalogue.records, catalogue.electricity_editions, catalogue._electricity_rows)
    for known in kept:
        known.cache_clear()
    monkeypatch.setattr(catalogue, "SHIPPED", tmp_path / "shipped")
    try:
        assert catalogue.electricity_editions() == ("JRC CoM NEEFE 2024", "LATER 2027")
        assert town().use(2019, "electricity", "residential").edition == "JRC CoM NEEFE 2024"
        later = town(edition="LATER 2027")
        assert later.value(2019, "electricity", "residential") == 0.5
        assert later.value(2018, "electricity", "residential") is None
        uses = [town().use(2018, "electricity", "residential"), later.use(2019, "electricity", "residential")]
        (problem,) = mixed(uses)
        assert (problem.code, problem.severity) == ("edition-mixed", "block")
        assert "LATER 2027" in problem.found
    finally:
        for known in kept:
            known.cache_clear()


def test_an_unknown_edition_or_choice_is_refused_with_the_alternatives() -> None:
    with pytest.raises(Refused, match="JRC CoM NEEFE 2024"):
        factor_choice.chosen("IT", "activity-based", "AR5", edition="JRC CoM NEEFE 2017")
    with pytest.raises(Refused, match="national or local"):
        factor_choice.chosen("IT", "activity-based", "AR5", electricity="market")
    with pytest.raises(Refused, match="natural_gas"):
        town().use(2019, "natural_gaz", "residential")
    with pytest.raises(Refused, match="residential"):
        town().use(2019, "natural_gas", "residencial")


def test_a_series_by_one_source_is_fine_and_by_two_is_told() -> None:
    own = town(stated())
    assert mixed(own.use(year, "natural_gas", "residential") for year in (2015, 2019)) == []
    (problem,) = mixed(own.use(year, "natural_gas", "residential") for year in (2019, 2021))
    assert (problem.code, problem.severity) == ("factor-source-mixed", "warn")
    assert "2021" in problem.found


@given(st.sampled_from(sorted(CARRIERS)), st.sampled_from(sorted(SECTORS)), st.integers(1985, 2030), st.booleans())
def test_every_choice_gives_a_number_with_a_source_or_a_reason(carrier: str, sector: str, year: int, co2: bool) -> None:
    use = town(gas="CO2" if co2 else "CO2e").use(year, carrier, sector)
    if use.value is None:
        assert use.kind == "missing"
        assert len(use.reason) > 10
        return
    assert 0 <= use.value < 3
    assert use.source
    assert use.edition
    assert use.mark in (*MARKS, STATED, COMPUTED)
    assert use.formula
