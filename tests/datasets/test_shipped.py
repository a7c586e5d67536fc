"""What ships is complete, has a source in every row, and equals what was published."""

from __future__ import annotations

import json
import re
from collections import Counter
from fractions import Fraction

import pytest

from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, NotationKey
from datasets.reference import catalogue
from tests.datasets.published_facts import facts, fingerprint, published

PACKAGE = {
    item["name"]: item for item in json.loads((catalogue.SHIPPED / "datapackage.json").read_text("utf-8"))["resources"]
}
TEXTS = [resource for resource in catalogue.resources() if ".csv" in resource.path]
"""The tables of text; those of columns are read by tests/datasets/published."""
UNITS = {"MWh": "1", "GWh": "1000", "t CO2": "1", "t CO2e": "1", "kt CO2e": "1000", "kg CO2e": "0.001"}
IDS = {
    "Turin": "IT0004",
    "Bologna": "IT0007",
    "Barcelona": "ES0002",
    "Lyon": "FR0009",
    "Boston": "US-BOS",
    "New York City": "US-NYC",
    "New York": "US-NYC",
    "Austin": "US-AUS",
    "Baltimore": "US-BAL",
    "Santa Monica": "US-SMO",
    "Fort Collins": "US-FTC",
    "Famalicão": "PT0014",
}
Row = dict[str, str]


def rows(city: str, year: int | None = None, method: str = "covenant", quantity: str | None = None) -> list[Row]:
    """The shipped rows of one city, by its English name."""
    return [
        row
        for row in catalogue.records("inventories")
        if row["city_id"] == IDS[city]
        and row["method"] == method
        and year in (None, int(row["year"]))
        and quantity in (None, row["quantity"])
    ]


def total(found: list[Row]) -> Fraction:
    return sum((Fraction(row["value"]) for row in found if row["value"]), Fraction())


# --- the data package


def test_every_csv_file_is_described_and_every_description_has_its_file() -> None:
    files = {path.relative_to(catalogue.SHIPPED).as_posix() for path in catalogue.SHIPPED.rglob("*.csv*")}
    assert files == {resource.path for resource in TEXTS}


def test_every_description_says_publisher_source_edition_and_terms() -> None:
    for resource in catalogue.resources():
        assert all((resource.title, resource.publisher, resource.edition, resource.terms)), resource
        assert resource.source or resource.publisher == "This project", resource


def test_every_source_of_a_description_can_be_cited() -> None:
    for described in PACKAGE.values():
        for source in described["sources"]:
            assert catalogue.citation(source["key"])


@pytest.mark.parametrize("name", [resource.name for resource in TEXTS])
def test_every_cell_keeps_the_promise_of_its_field(name: str) -> None:
    fields = PACKAGE[name]["schema"]["fields"]
    records = catalogue.records(name)
    assert records
    for row in records:
        assert list(row) == [field["name"] for field in fields]
        for field in fields:
            text, rules = row[field["name"]], field.get("constraints", {})
            assert text == text.strip(), (field["name"], text)
            assert text or not rules.get("required"), (name, field["name"], row)
            if text:
                assert text in rules.get("enum", [text]), (field["name"], text)
                assert re.fullmatch(rules.get("pattern", ".*"), text, re.DOTALL), (field["name"], text)
                if field["type"] in ("integer", "number"):
                    assert field["type"] == "number" or text.lstrip("-").isdigit(), (field["name"], text)
                    float(text)


@pytest.mark.parametrize("name", [item.name for item in TEXTS if item.name != "sources"])
def test_every_row_has_a_source_that_points_to_a_publisher(name: str) -> None:
    for row in catalogue.records(name):
        assert row["source"]
        assert "/" not in row["source"], row["source"]
        assert ".md" not in row["source"]


def test_numbers_carry_a_unit() -> None:
    counted = {"scope", "source_row", "rank", "table"}
    for described in (PACKAGE[resource.name] for resource in TEXTS):
        for field in described["schema"]["fields"]:
            assert field["type"] == "string" or field["name"] in counted or field.get("unit"), field


# --- the vocabularies


def test_every_synonym_leads_to_a_code_and_stands_once_in_its_normal_form() -> None:
    for name, codes in (("sectors_synonyms", set(SECTORS)), ("carriers_synonyms", set(CARRIERS))):
        labels = [row["label"] for row in catalogue.records(name)]
        assert len(labels) == len(set(labels))
        assert all(catalogue.normal_label(label) == label for label in labels)
        assert {row["code"] for row in catalogue.records(name)} <= codes


def test_the_template_columns_are_carriers() -> None:
    meant = {carrier.column: catalogue.carrier_code(carrier.column) for carrier in CARRIERS.values() if carrier.column}
    assert all(code is not None and CARRIERS[code].column == column for column, code in meant.items())


def test_the_notation_keys_are_those_of_the_vocabulary() -> None:
    keys = catalogue.records("notation_keys")
    assert {row["key"] for row in keys} == set(NotationKey)
    assert {row["key"]: row["number"] for row in keys} == {"NO": "0", "NE": "", "IE": "", "C": ""}


def test_every_label_of_the_published_tables_is_known() -> None:
    for row in facts("published_labels"):
        code = catalogue.sector_code if row["kind"] == "sector" else catalogue.carrier_code
        assert code(row["label"]), row


# --- the factors


def test_a_range_holds_its_factor_and_has_a_mark() -> None:
    for row in catalogue.records("fuel_factors"):
        assert bool(row["lower"]) == bool(row["upper"]) == bool(row["range_mark"])
        if row["lower"]:
            assert float(row["lower"]) <= float(row["kg_per_tj"]) <= float(row["upper"]), row


def test_every_fuel_has_three_gases_and_each_carrier_at_most_one_default() -> None:
    cells = Counter(
        (row["carrier"], row["fuel"], row["category"], row["technology"]) for row in catalogue.records("fuel_factors")
    )
    assert set(cells.values()) == {3}
    defaults = {(row["carrier"], row["fuel"]) for row in catalogue.records("fuel_factors") if row["default"] == "yes"}
    assert max(Counter(carrier for carrier, _ in defaults).values()) == 1


def test_a_country_has_one_electricity_factor_for_each_year_and_table() -> None:
    place = ("source", "country", "year", "table")
    seen = Counter(tuple(row[column] for column in place) for row in catalogue.records("electricity_factors"))
    assert set(seen.values()) == {1}
    assert sum(source == "jrc-neefe-2024" for source, *_ in seen) == 5217


def test_the_fuel_factors_are_the_published_ones() -> None:
    ours = [
        (row["fuel"], row["gas"], float(row["kg_per_tj"]))
        for row in catalogue.records("fuel_factors")
        if row["edition"] != "convention"
    ]
    assert fingerprint(sorted(ours)) == published("fuel-factors")


def test_the_electricity_factors_are_the_published_ones() -> None:
    columns = ("country", "year", "table", "t_per_mwh")
    rows = [row for row in catalogue.records("electricity_factors") if row["source"] == "jrc-neefe-2024"]
    ours = [tuple(row[column] for column in columns) for row in rows]
    assert fingerprint(sorted(ours)) == published("electricity-factors")


# --- the sample cities


def test_twelve_cities_make_six_pairs_across_the_ocean() -> None:
    regions = {row["city_id"]: row["region"] for row in catalogue.records("cities")}
    pairs = catalogue.records("pairings")
    assert len(regions) == 12
    assert {city for pair in pairs for city in (pair["left_city"], pair["right_city"])} == set(regions)
    assert all((regions[pair["left_city"]], regions[pair["right_city"]]) == ("US", "EU") for pair in pairs)


def test_a_cell_holds_a_number_or_a_reason_and_uses_known_codes() -> None:
    for row in catalogue.records("inventories"):
        assert bool(row["value"]) != bool(row["notation_key"]), row
        assert row["sector"] in SECTORS
        assert not row["carrier"] or row["carrier"] in CARRIERS
        assert row["scope"] in ("", "1", "2", "3")
        if row["gpc_ref"]:
            known = GPC_REFERENCES[row["gpc_ref"]]
            assert (row["sector"], row["scope"]) == (known.sector, str(known.scope))


def test_the_value_is_the_original_text_in_the_unit_of_the_store() -> None:
    for row in catalogue.records("inventories"):
        if row["value"]:
            assert Fraction(row["value"]) == Fraction(row["original_text"]) * Fraction(UNITS[row["original_unit"]]), row
        else:
            assert row["original_text"] == row["notation_key"]


def test_every_inventory_is_described_once() -> None:
    described = [(row["city_id"], row["year"], row["method"]) for row in catalogue.records("inventories_about")]
    assert len(described) == len(set(described))
    assert set(described) == {(r["city_id"], r["year"], r["method"]) for r in catalogue.records("inventories")}


def test_a_population_belongs_to_a_shipped_inventory() -> None:
    inventories = {(row["city_id"], row["year"], row["method"]) for row in catalogue.records("inventories")}
    people = [(row["city_id"], row["year"], row["method"]) for row in catalogue.records("population")]
    assert len(people) == len(set(people)) == 55
    assert set(people) <= inventories


@pytest.mark.parametrize(
    ("city", "year", "quantity", "expected"),
    [
        ("Turin", 2019, "energy", "10479355"),
        ("Bologna", 2018, "energy", "6694051.13"),
        ("Bologna", 2018, "co2e", "1572816.35"),
        ("Lyon", 2019, "energy", "8232281"),
        ("Lyon", 2019, "co2e", "1353569.245"),
        ("Barcelona", 2019, "energy", "15315370"),
        ("Barcelona", 2019, "co2e", "3819000"),
        ("Barcelona", 2020, "co2e", "2851000"),
        ("Barcelona", 2021, "co2e", "3166000"),
    ],
)
def test_the_parts_of_a_covenant_inventory_add_up(city: str, year: int, quantity: str, expected: str) -> None:
    assert total(rows(city, year, "covenant", quantity)) == Fraction(expected)


def test_the_rounded_cells_of_turin_stay_within_four_hundredths_of_its_printed_total() -> None:
    found = total(rows("Turin", 2019, "covenant", "co2"))
    assert found == Fraction("2396906.60")
    assert abs(found - Fraction("2396906.57")) <= Fraction("0.04")


@pytest.mark.parametrize(
    ("city", "year", "expected"),
    [
        ("Boston", 2005, 7819794),
        ("Boston", 2019, 6192460),
        ("Boston", 2020, 5298687),
        ("New York", 2020, 48442437),
        ("Austin", 2018, 11956893),
        ("Barcelona", 2020, 2253048),
    ],
)
def test_the_basic_total_is_the_published_one(city: str, year: int, expected: int) -> None:
    basic = [row for row in rows(city, year, "gpc") if GPC_REFERENCES[row["gpc_ref"]].level == "BASIC"]
    assert round(total(basic)) == expected


def test_the_gpc_cells_keep_every_notation_key() -> None:
    found = [row for row in catalogue.records("inventories") if row["method"] == "gpc"]
    assert len(found) == 1674
    assert Counter(row["notation_key"] for row in found) == {"NO": 602, "NE": 497, "": 488, "IE": 87}


@pytest.mark.parametrize(
    ("city", "year", "expected"),
    [
        ("Baltimore", 2010, "7579144"),
        ("Baltimore", 2014, "7230860"),
        ("Baltimore", 2017, "7486783"),
        ("Santa Monica", 2011, "705443"),
        ("Santa Monica", 2015, "1110480"),
        ("Santa Monica", 2018, "951611"),
        ("Santa Monica", 2019, "882249"),
        ("Santa Monica", 2020, "555287.60"),
        ("Fort Collins", 2016, "2042310"),
        ("Fort Collins", 2017, "2117668.25"),
        ("Fort Collins", 2020, "1773732.67"),
        ("Turin", 2014, "3496156"),
        ("Turin", 2017, "4056771"),
        ("Turin", 2019, "3076205"),
        ("Barcelona", 2014, "3329110"),
        ("Barcelona", 2017, "3413260"),
        ("Barcelona", 2019, "3557000"),
        ("Famalicão", 2015, "656000"),
        ("Famalicão", 2021, "657000"),
    ],
)
def test_an_own_total_comes_from_one_report(city: str, year: int, expected: str) -> None:
    found = rows(city, year, "own")
    assert total(found) == Fraction(expected)
    assert len({row["source"] for row in found}) == 1
    assert {row["scope"] for row in found} == {""} or "" not in {row["scope"] for row in found}


def test_varna_is_a_city_without_figures() -> None:
    for name in ("inventories", "targets", "population"):
        assert "BG0002" not in {row["city_id"] for row in catalogue.records(name)}


def test_every_shipped_figure_of_the_gpc_cells_is_the_published_one() -> None:
    columns = ("city_id", "year", "gpc_ref", "value", "notation_key")
    ours = [
        tuple(row[column] for column in columns) for row in catalogue.records("inventories") if row["method"] == "gpc"
    ]
    assert fingerprint(ours) == published("gpc-cells")


def test_the_population_of_the_gpc_inventories_is_the_published_one() -> None:
    ours = [
        (row["city_id"], row["year"], row["inhabitants"])
        for row in catalogue.records("population")
        if row["method"] == "gpc"
    ]
    assert fingerprint(sorted(ours)) == published("gpc-population")


@pytest.mark.parametrize("city", ["Turin", "Bologna", "Lyon", "Barcelona"])
@pytest.mark.parametrize("quantity", ["energy", "emissions"])
def test_every_shipped_figure_of_a_covenant_inventory_is_the_published_one(city: str, quantity: str) -> None:
    ours = [row for row in rows(city) if (row["quantity"] == "energy") == (quantity == "energy")]
    heat = [row for row in ours if "district heat" in row["label"]]  # the published row names no carrier
    assert all(row["carrier"] == "heat_cold" for row in heat)
    figures = [
        (
            row["year"],
            row["sector"],
            None if row in heat else row["carrier"] or None,
            row["scope"],
            Fraction(row["value"]),
        )
        for row in ours
    ]
    assert fingerprint(figures) == published(f"{city.casefold()}-{quantity}")


def test_every_target_is_the_one_reported() -> None:
    columns = (
        "city_id",
        "sector",
        "base_year",
        "declared_base_t",
        "reduction_percent",
        "year",
        "declared_target_t",
        "set_in",
        "exclusions",
    )
    reported = [row for row in catalogue.records("targets") if row["source"].startswith("CDP-ICLEI")]
    ours = [tuple(row[column] for column in columns) for row in reported]
    assert fingerprint(ours) == published("targets")


def test_the_own_totals_are_figures_of_the_reports() -> None:
    ours = [
        (row["city_id"], row["year"], row["source"].removeprefix("CDP-ICLEI, ")[:4], float(row["value"]))
        for row in catalogue.records("inventories")
        if row["method"] == "own" and row["city_id"] in ("US-BAL", "US-SMO", "US-FTC") and "CDP-ICLEI" in row["source"]
    ]
    assert fingerprint(sorted(ours)) == published("own-totals")


def test_a_target_follows_the_method_its_city_reports_by() -> None:
    methods = {row["city_id"]: row["method"] for row in catalogue.records("targets")}
    assert len(catalogue.records("targets")) == 25
    assert {city for city, method in methods.items() if method == "gpc"} == {"US-BOS", "US-NYC", "US-AUS"}


# --- energy times printed factor is printed emissions


def factors(city: str) -> dict[tuple[str, str], Fraction]:
    return {
        (row["carrier"], row["use"]): Fraction(row["t_per_mwh"])
        for row in catalogue.records("city_factors")
        if row["city_id"] == IDS[city]
    }


def test_the_energy_of_turin_times_its_factors_is_every_printed_cell() -> None:
    printed = {
        (row["sector"], row["label"], row["carrier"]): Fraction(row["value"])
        for row in rows("Turin", 2019, "covenant", "co2")
    }
    known = factors("Turin")
    burnt = rows("Turin", 2019, "covenant", "energy")
    assert len(burnt) == 51
    for row in burnt:
        factor = known[row["carrier"], "all"]
        # The table prints its larger cells in whole tonnes and leaves a zero blank.
        cell = printed.get((row["sector"], row["label"], row["carrier"]), Fraction())
        assert abs(Fraction(row["value"]) * factor - cell) <= factor / 2 + Fraction(1, 2), row
    assert {carrier for carrier, _ in known} == {row["carrier"] for row in burnt}


@pytest.mark.parametrize("sector", ["buildings", "transport", "waste"])
def test_the_energy_of_bologna_times_its_factors_is_its_printed_sector(sector: str) -> None:
    known = factors("Bologna")
    use = "stationary" if sector == "buildings" else "transport"
    computed = sum(
        Fraction(row["value"]) * known.get((row["carrier"], "all"), known.get((row["carrier"], use), Fraction(-1)))
        for row in rows("Bologna", 2018, "covenant", "energy")
        if row["sector"] == sector
    )
    printed = total([row for row in rows("Bologna", 2018, "covenant", "co2e") if row["sector"] == sector])
    # Its factors are printed with three decimals.
    assert float(computed) == pytest.approx(float(printed), rel=5e-4)
