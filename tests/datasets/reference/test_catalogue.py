"""The shipped tables are read as they stand, and a factor is either the published one or refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, SECTORS
from datasets.reference import catalogue

T_PER_MWH = 3.6e-6


@pytest.fixture(scope="session")
def vectors(root: Path) -> dict[str, dict[str, str]]:
    with (root / "tests" / "data" / "worked_examples.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", ["NEEFE-01", "NEEFE-03", "NEEFE-04", "NEEFE-06", "NEEFE-07"])
def test_an_electricity_factor_is_the_published_one_to_the_last_digit(
    vectors: dict[str, dict[str, str]], name: str
) -> None:
    asked = json.loads(vectors[name]["inputs_json"])
    approach = "life-cycle" if asked["approach"] == "life_cycle" else "activity-based"
    factor = catalogue.electricity_factor(asked["iso2"], asked["year"], approach, asked["gases"])
    assert factor.value_t_per_mwh == float(vectors[name]["expected"])
    assert factor.edition == "JRC CoM NEEFE 2024"


def test_energy_times_the_electricity_factor_gives_the_worked_example(vectors: dict[str, dict[str, str]]) -> None:
    asked = json.loads(vectors["NEEFE-08"]["inputs_json"])
    factor = catalogue.electricity_factor(asked["iso2"], asked["year"], gas="CO2")
    assert asked["MWh"] * factor.value_t_per_mwh == pytest.approx(float(vectors["NEEFE-08"]["expected"]), rel=1e-5)


def test_the_2024_factor_of_latvia_is_the_one_of_the_edition_comparison(vectors: dict[str, dict[str, str]]) -> None:
    expected = json.loads(vectors["NEEFE-09"]["inputs_json"])["v2024"]
    assert catalogue.electricity_factor("LV", 2013, gas="CO2e").value_t_per_mwh == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("name", "carrier", "fuel"),
    [
        ("COM-01", "natural_gas", None),
        ("COM-02", "diesel", None),
        ("COM-02", "heating_oil", None),
        ("COM-03", "gasoline", None),
        ("COM-04", "liquid_gas", None),
        ("COM-05", "fuel_oil", None),
        ("COM-06", "lignite", None),
        ("COM-07", "coal", "Anthracite"),
        ("COM-08", "other_biomass", None),
        ("COM-09", "other_fossil", "Municipal Wastes (non-biomass fraction)"),
    ],
)
def test_a_fuel_factor_is_the_one_the_covenant_prints(
    vectors: dict[str, dict[str, str]], name: str, carrier: str, fuel: str | None
) -> None:
    factor = catalogue.fuel_factor(carrier, fuel=fuel, sustainable=False)
    row = vectors[name]
    assert factor.co2_kg_per_tj == json.loads(row["inputs_json"])["kgCO2_per_TJ"]
    assert factor.co2_kg_per_tj * T_PER_MWH == pytest.approx(float(row["expected"]), rel=float(row["rel_tol"]))


def test_a_missing_year_is_refused_with_the_nearest_ones_and_never_replaced() -> None:
    with pytest.raises(Refused) as refusal:
        catalogue.electricity_factor("IT", 2024)
    assert "nearest are 2021, 2020, 2019" in str(refusal.value)


def test_a_country_without_a_factor_is_refused() -> None:
    with pytest.raises(Refused, match='found "US"'):
        catalogue.electricity_factor("US", 2019)


def test_the_two_british_series_are_never_mixed() -> None:
    europe = catalogue.electricity_factor("UK", 2019)
    other = catalogue.electricity_factor("GB", 2019, series="other")
    assert (europe.country, europe.source[-1], other.source[-1]) == ("GB", "2", "5")
    with pytest.raises(Refused, match="2020"):
        catalogue.electricity_factor("GB", 2020)
    assert catalogue.electricity_factor("GB", 2020, series="other").year == 2020


def test_greece_answers_to_both_of_its_codes() -> None:
    assert catalogue.electricity_factor("EL", 2015) == catalogue.electricity_factor("gr", 2015)


def test_a_published_zero_is_a_zero() -> None:
    zeros = [row for row in catalogue.records("electricity_factors") if float(row["t_per_mwh"]) == 0]
    assert {row["country"] for row in zeros} == {"AL"}


@pytest.mark.parametrize(
    ("approach", "gas"), [("life-cycle", "CO2"), ("cradle-to-grave", "CO2e"), ("activity-based", "CH4")]
)
def test_a_basis_that_is_not_published_is_refused(approach: str, gas: str) -> None:
    with pytest.raises(Refused):
        catalogue.electricity_factor("IT", 2019, approach, gas)


@pytest.mark.parametrize("carrier", ["other_fossil", "municipal_waste"])
def test_a_carrier_of_many_fuels_has_no_default(carrier: str) -> None:
    with pytest.raises(Refused, match="Name the fuel"):
        catalogue.fuel_factor(carrier)


@pytest.mark.parametrize("carrier", ["electricity", "heat_cold"])
def test_bought_energy_has_no_fuel_factor(carrier: str) -> None:
    with pytest.raises(Refused, match="grid or of the heat network"):
        catalogue.fuel_factor(carrier)


def test_every_other_carrier_has_a_factor_in_each_stationary_use() -> None:
    asked = set(CARRIERS) - {"electricity", "heat_cold", "other_fossil", "municipal_waste"}
    for carrier in asked:
        for category in ("stationary", "residential", "commercial", "industry", "energy"):
            assert catalogue.fuel_factor(carrier, category).co2_kg_per_tj >= 0


def test_sustainable_biomass_moves_its_co2_to_the_memo_and_keeps_ch4_and_n2o() -> None:
    sustainable, other = (catalogue.fuel_factor("other_biomass", sustainable=said) for said in (True, False))
    assert (sustainable.co2_kg_per_tj, other.co2_kg_per_tj) == (0, 112000)
    assert sustainable.biogenic_co2_kg_per_tj == other.biogenic_co2_kg_per_tj == 112000
    assert (sustainable.ch4_kg_per_tj, sustainable.n2o_kg_per_tj) == (300, 4)


def test_road_gasoline_is_told_apart_by_technology() -> None:
    usual = catalogue.fuel_factor("gasoline", "road")
    old = catalogue.fuel_factor("gasoline", "road", technology="uncontrolled")
    assert (usual.ch4_kg_per_tj, usual.n2o_kg_per_tj, usual.mark) == (25, 8, "secondary")
    assert (old.ch4_kg_per_tj, old.n2o_kg_per_tj) == (33, 3.2)
    with pytest.raises(Refused, match="oxidation catalyst"):
        catalogue.fuel_factor("gasoline", "road", technology="steam")


def test_a_use_without_a_factor_is_refused_with_the_uses_that_have_one() -> None:
    with pytest.raises(Refused, match="residential, commercial, industry, energy"):
        catalogue.fuel_factor("heating_oil", "road")


@pytest.mark.parametrize(
    ("name", "ch4", "n2o"),
    [("SAR", 21, 310), ("AR4", 25, 298), ("AR5", 28, 265), ("AR5_CCF", 34, 298), ("ar6", 27.9, 273)],
)
def test_a_gwp_set_is_the_one_of_its_report(name: str, ch4: float, n2o: float) -> None:
    found = catalogue.gwp(name)
    assert (found.ch4, found.n2o, found.mark) == (ch4, n2o, "verified")


def test_only_the_later_reports_tell_fossil_methane_apart() -> None:
    assert catalogue.gwp("AR4").ch4_fossil is None
    assert (catalogue.gwp("AR5").ch4_fossil, catalogue.gwp("AR6").ch4_fossil) == (30, 29.8)


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    for ask, known in (
        (lambda: catalogue.gwp("AR7"), "AR5_CCF"),
        (lambda: catalogue.records("nothing"), "inventories"),
        (lambda: catalogue.citation("nothing"), "jrc-neefe-2024"),
    ):
        with pytest.raises(Refused, match=known):
            ask()


def test_a_citation_names_publisher_edition_and_licence() -> None:
    said = catalogue.citation("jrc-neefe-2024")
    assert "European Commission" in said
    assert "JRC CoM NEEFE 2024" in said
    assert "CC BY 4.0" in said


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (("Transport", "Municipal fleet", "Motorcycles"), "municipal_fleet"),
        (("Transport", "Private transport", "Motorcycles"), "private_transport"),
        (("Transport", "Public transport", "Metro"), "public_transport"),
        (("Stationary energy", "Municipal", "Public lighting"), "public_lighting"),
        (("Stationary energy", "Municipal", "Municipal buildings"), "municipal_buildings"),
        (("Buildings and heating", "Domestic"), "residential"),
        (("Other", "Energy sector"), "energy_industries"),
        (("Waste", "Landfill"), "solid_waste"),
        (("  STRASSENBELEUCHTUNG ", None), "public_lighting"),
        (("Éclairage public",), "public_lighting"),
        (("waste_to_energy",), "waste_to_energy"),
        (("flying carpets",), None),
    ],
)
def test_the_label_that_says_most_names_the_sector(labels: tuple[str | None, ...], code: str | None) -> None:
    assert catalogue.sector_code(*labels) == code


def test_every_code_and_every_shown_name_means_itself() -> None:
    for sector in SECTORS.values():
        assert catalogue.sector_code(sector.code) == catalogue.sector_code(sector.name) == sector.code
    for carrier in CARRIERS.values():
        assert catalogue.carrier_code(carrier.code) == catalogue.carrier_code(carrier.name) == carrier.code


@pytest.mark.parametrize("word", ["gas", "oil", "fuel", "Gas "])
def test_a_word_with_two_meanings_is_not_guessed(word: str) -> None:
    assert catalogue.carrier_code(word) is None
