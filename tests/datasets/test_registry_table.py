"""How the table of signatories is made from what is published: what is mended, and what is left out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from datasets.reference import catalogue
from tests.datasets import registry_table
from tests.datasets.published_facts import fingerprint, published

TOWNS = [
    {
        "name": "Brescia",
        "latitude": 45.54,
        "longitude": 10.22,
        "countrycode": "IT",
        "population": 196_000,
        "alternatenames": ["Bresse", "BRE", "Brèsa", "Бреша", "Milan"],
    },
    {
        "name": "Milan",
        "latitude": 45.46,
        "longitude": 9.19,
        "countrycode": "IT",
        "population": 1_300_000,
        "alternatenames": [],
    },
    {
        "name": "Brescia",
        "latitude": -10.0,
        "longitude": -50.0,
        "countrycode": "BR",
        "population": 150_000,
        "alternatenames": [],
    },
]
ROW = {
    "organisation_id": "1",
    "organisation_name": "Brescia",
    "coordinator_name": "-",
    "country_code": "it",
    "country_name": "Italy",
    "population_adhesion": "190000",
    "organisation_latitude": "10,219287",
    "organisation_longitude": "45,539723",
    "group_organisation_id": "-",
    "commitment_CoM2020_flag": "True",
    "commitment_CoM2030_flag": "False",
    "commitment_CoM2050_flag": "False",
    "commitment_mayoradapt_flag": "False",
    "signatory_status": "on_hold",
    "date_of_adhesion": "2010-01-26 00:00:00",
    "group_profile": "False",
    "gcom_id": "IT4892",
}


def row(**changes: str) -> dict[str, str]:
    return registry_table.rows([ROW | changes], TOWNS)[0]


def test_decimal_commas_and_swapped_coordinates_are_mended() -> None:
    assert (row()["latitude"], row()["longitude"]) == ("45.53972", "10.21929")


@pytest.mark.parametrize("latitude", ["-", "null", "5.0"])
def test_coordinates_that_are_missing_or_impossible_are_blank(latitude: str) -> None:
    assert (row(organisation_latitude=latitude)["latitude"], row(organisation_latitude=latitude)["longitude"]) == (
        "",
        "",
    )


def test_flags_dates_and_codes_take_one_form() -> None:
    made = row()
    assert (made["country_code"], made["status"], made["adhesion_date"]) == ("IT", "on-hold", "2010-01-26")
    assert (made["commitment_2020"], made["commitment_2030"], made["group"], made["member_of"]) == (
        "yes",
        "no",
        "no",
        "",
    )


def test_other_names_are_names_of_places_and_not_those_of_another_town() -> None:
    assert row()["other_names"].split("|") == ["Bresse", "Brèsa", "Бреша"]


def test_a_town_of_the_name_elsewhere_is_noted_when_it_is_large_enough() -> None:
    assert row()["namesakes"] == "BR"
    assert row(population_adhesion="400000")["namesakes"] == ""


def test_a_group_has_no_place_of_its_own() -> None:
    assert (row(group_profile="True")["latitude"], row(group_profile="True")["group"]) == ("", "yes")


def test_names_that_went_through_the_wrong_encoding_are_mended_and_others_left_alone() -> None:
    assert registry_table.mended("Å\xa0empeter-Vrtojba") == "Šempeter-Vrtojba"
    assert [registry_table.mended(name) for name in ("Müllheim", "DIMOS  LOKRON")] == ["Müllheim", "DIMOS LOKRON"]


def test_a_name_of_a_person_is_not_kept() -> None:
    assert row(gcom_id="ES2998")["name"] == ""


def test_the_shipped_table_has_the_ids_and_inhabitants_that_are_published() -> None:
    ours = catalogue.records("signatories")
    assert fingerprint((item["organisation_id"], item["population"]) for item in ours) == published("signatories")
    assert sum(item["group"] == "yes" for item in ours) == 294


def test_eleven_latitudes_of_the_published_table_are_mended(shared_data: Path) -> None:
    with (shared_data / "eucom-signatories" / "signatories_2024.csv").open(encoding="utf-8", newline="") as file:
        theirs = list(csv.DictReader(file))
    pairs = [
        (float(mine["latitude"]), float(other["organisation_latitude"].replace(",", ".")))
        for mine, other in zip(catalogue.records("signatories"), theirs, strict=True)
        if mine["latitude"]
    ]
    assert sum(abs(mine - other) > 1e-3 for mine, other in pairs) == 11


def test_the_description_names_every_column_in_order() -> None:
    package = json.loads((catalogue.SHIPPED / "datapackage.json").read_text("utf-8"))
    described = next(item for item in package["resources"] if item["name"] == "signatories")
    assert tuple(field["name"] for field in described["schema"]["fields"]) == registry_table.COLUMNS
