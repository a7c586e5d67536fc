"""The hazards that ship are those that cities published: row by row as in the file, and no level that nobody stated."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.adaptation.hazard_names import hazard_code
from analytics.adaptation.vulnerable import HEALTH_IMPACTS, PEOPLE_HIT, TIMEFRAMES, code_of
from datasets.reference import climate_deaths, climate_samples

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "hazards-adaptation"
LISTS = {"vulnerable_group": ("people", PEOPLE_HIT), "health_issue": ("impacts", HEALTH_IMPACTS)}
SEVEN = {"US-AUS", "ES0002", "US-NYC", "US-BOS", "US-BAL", "IT0004", "US-FTC"}


def published() -> Iterator[dict[str, str]]:
    path = FILES / "cdp2021_hazards_seed_cities.csv"
    if not path.exists():
        pytest.skip("the answers to CDP are not in ../shared/data")
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_answers_of_seven_cities_to_cdp_stand_row_by_row_as_in_the_file() -> None:
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in published():
        page = f"account {row['cdp_account']}, row {row['source_row']}"
        said = told.setdefault((row["city_id"], page), {"hazard": [], "people": [], "impacts": [], "timeframe": []})
        if row["kind"] == "hazard":
            said["hazard"].append(hazard_code(f"{row['group']} > {row['value']}") or "")
        elif row["kind"] in LISTS:
            field, choices = LISTS[row["kind"]]
            said[field].append(code_of(row["value"], choices) or "")
        elif row["kind"] == "timescale":
            said["timeframe"].append(code_of(row["value"], TIMEFRAMES) or "")
    assert {city_id for city_id, _ in told} == SEVEN
    shipped: dict[tuple[str, str], dict[str, set[str]]] = {}
    for city_id, hazards in climate_samples.hazards().items():
        for one in hazards:
            if one.page.startswith("account"):
                place = shipped.setdefault((city_id, one.page), {"hazard": set()})
                place["hazard"].add(one.hazard)
                lists = {"people": one.people, "impacts": one.impacts, "timeframe": one.timeframe}
                found = {name: set(filter(None, codes.split(";"))) for name, codes in lists.items()}
                assert {name: place.setdefault(name, codes) for name, codes in found.items()} == found
    assert {place: {name: set(codes) for name, codes in said.items()} for place, said in told.items()} == shipped
    assert sum(len(said["hazard"]) for said in told.values()) == 49


def test_no_hazard_that_ships_has_a_level_or_a_change_since_nobody_stated_one() -> None:
    for hazards in climate_samples.hazards().values():
        for one in hazards:
            assert not any((one.probability, one.consequence, one.intensity, one.frequency, one.confidence))


def test_nine_cities_show_facts_of_their_documents_each_with_source_and_place() -> None:
    documented = {*climate_samples.facts(), *climate_samples.actions()}
    assert documented == {
        *("ES0002", "FR0009", "IT0004", "IT0007", "BG0002", "PT0014", "US-SMO", "US-FTC", "US-BOS"),
    }
    for held in (*climate_samples.facts().values(), *climate_samples.actions().values()):
        assert all(one.source and one.page for one in held)


def test_a_figure_of_a_wider_area_names_it() -> None:
    areas = {one.area for one in climate_samples.facts()["FR0009"] if one.area}
    assert areas == {"Rhône department", "Lyon-Saint-Exupéry airport"}
    (plain,) = [one for one in climate_samples.facts()["IT0007"] if one.what == "Plain flooded"]
    assert plain.area == "Emilia-Romagna region"


def test_deaths_from_heat_and_cold_of_thirty_countries_are_those_of_the_study() -> None:
    path = FILES / "heat_cold_mortality_country.csv"
    if not path.exists():
        pytest.skip("the study is not in ../shared/data")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [one for one in csv.DictReader(file) if one["iso2"] and one["indicator"].startswith("excess deaths")]
    printed = {
        (one["iso2"], one["indicator"].rpartition(" ")[2]): [int(one[name]) for name in ("value", "low95", "high95")]
        for one in rows
    }
    assert {place: list(found[:3]) for place, found in climate_deaths.by_country().items()} == printed
    assert len(printed) == 60
