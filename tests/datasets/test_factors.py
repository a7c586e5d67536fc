"""Which factor is taken for a city's energy, and that a missing one is never replaced."""

from __future__ import annotations

import pytest

from analytics.emissions import emissions, factor_co2e
from analytics.problems import Refused
from analytics.vocabulary import CARRIERS, SECTORS
from datasets import catalogue, factors

AR5 = factors.chosen("IT", "activity-based", "AR5")


def test_electricity_takes_the_national_factor_of_its_own_year() -> None:
    for year in (1995, 2010, 2019):
        assert AR5(year, "electricity", "residential") == catalogue.electricity_factor("IT", year).value_t_per_mwh
    assert AR5(2019, "electricity", "tertiary") == AR5(2019, "electricity", "road_transport")


@pytest.mark.parametrize("year", [1900, 1989, 2100])
def test_a_year_without_a_published_factor_gets_none(year: int) -> None:
    assert AR5(year, "electricity", "residential") is None


def test_a_country_without_a_published_factor_gets_none() -> None:
    assert factors.chosen("XX", "activity-based", "AR5")(2019, "electricity", "residential") is None
    assert factors.chosen("", "activity-based", "AR5")(2019, "electricity", "residential") is None


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
        weights = factors.gwp(name)
        expected = factor_co2e(fuel.co2_kg_per_tj, fuel.ch4_kg_per_tj, fuel.n2o_kg_per_tj, weights.ch4, weights.n2o)
        assert factors.chosen("IT", "activity-based", name)(2019, "natural_gas", "residential") == expected
    sar, ar5 = (
        factors.chosen("IT", "activity-based", name)(2019, "other_biomass", "residential") for name in ("SAR", "AR5")
    )
    assert sar is not None
    assert ar5 is not None
    assert sar < ar5


def test_the_life_cycle_has_a_factor_for_electricity_alone() -> None:
    life_cycle = factors.chosen("IT", "life-cycle", "AR5")
    assert {carrier for carrier in CARRIERS if life_cycle(2019, carrier, "residential") is not None} == {"electricity"}


def test_an_unknown_set_of_potentials_is_refused() -> None:
    with pytest.raises(Refused, match="SAR, AR4, AR5"):
        factors.chosen("IT", "activity-based", "AR7")


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_no_factor_is_negative_or_out_of_the_ordinary(sector: str) -> None:
    found = [AR5(2019, carrier, sector) for carrier in CARRIERS]
    assert all(value is None or 0 <= value < 0.5 for value in found)


def test_the_energy_of_turin_times_its_own_printed_factors_is_every_printed_cell() -> None:
    """The city prints whole tonnes for buildings and industry, and hundredths for transport."""
    printed = {
        row["carrier"]: float(row["t_per_mwh"])
        for row in catalogue.records("city_factors")
        if row["city_id"] == "IT0004"
    }
    cells: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
    for row in catalogue.records("inventories"):
        if row["city_id"] == "IT0004":
            place = tuple(row[name] for name in ("sector", "label", "carrier", "scope"))
            cells.setdefault(place, {})["energy" if row["quantity"] == "energy" else "gas"] = row
    both = {place: cell for place, cell in cells.items() if len(cell) == 2}
    assert len(both) > 45
    for place, cell in both.items():
        factor = printed[place[2]]
        computed = emissions(float(cell["energy"]["value"]), factor)
        # Energy is printed in whole MWh, so half a MWh of it stands open beside the rounding of the cell.
        whole = cell["gas"]["original_text"].endswith(".00")
        assert computed == pytest.approx(float(cell["gas"]["value"]), abs=0.5 * factor + (0.5 if whole else 0.005)), (
            place
        )
    rest = [cell["energy"] for cell in cells.values() if set(cell) == {"energy"}]
    assert {printed[row["carrier"]] for row in rest} == {0.0}
