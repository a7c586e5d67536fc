"""What is published of partners and peers: all that was published, and what cannot be right is as good as unknown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analytics.adaptation.hazard_names import HAZARDS
from analytics.partners.candidates import CDP, COVENANT
from datasets.reference import catalogue, partner_facts, registry
from datasets.reference.countries import folded

KNOWN = {city.key: city for city in partner_facts.published().cities}


def test_every_signatory_that_is_a_city_is_there_once_under_the_id_of_the_register() -> None:
    signatories = [item for item in registry.signatories() if not item.group and item.name]
    told = [city.key for city in KNOWN.values() if city.told_by & COVENANT]
    assert told == [item.city_id for item in signatories]
    assert partner_facts.published().left_out == {"group": 294, "nameless": 1}
    assert len(told) + 295 == 11_973


def test_483_accounts_told_cdp_hazards_of_the_list() -> None:
    rows = [row for row in catalogue.records("cdp_cities") if row["hazards"]]
    assert len(rows) == 483
    assert {code for row in rows for code in row["hazards"].split("|")} <= set(HAZARDS)


def test_an_account_is_a_signatory_of_its_country_and_of_about_its_size() -> None:
    by_id = {item.city_id: item for item in registry.signatories()}
    matched = [row for row in catalogue.records("cdp_cities") if row["signatory"]]
    assert len({row["signatory"] for row in matched}) == len(matched) == 133
    for row in matched:
        found = by_id[row["signatory"]]
        assert found.country_code == row["country_code"]
        if row["population"] and found.population:
            assert 0.5 <= int(row["population"]) / found.population <= 2


def test_an_organisation_is_not_its_city_and_the_longer_name_is_meant(shared_data: Path) -> None:
    with (shared_data / "cdp-citywide" / "2021_City-wide_Emissions.csv").open(encoding="utf-8-sig") as file:
        called = {row["Account Number"]: row["Organization"] for row in csv.DictReader(file)}
    names = [(one.country_code, one.city_id, folded(one.name)) for one in registry.signatories() if one.name]
    mine = {city_id: name for _country, city_id, name in names}
    for row in catalogue.records("cdp_cities"):
        said, had = folded(called.get(row["cdp_account"], row["name"])), mine.get(row["signatory"], "")
        longer = [
            name for country, _id, name in names if country == row["country_code"] and had in name and name in said
        ]
        assert not row["signatory"] or max(longer, key=len, default=had) == had, (row["cdp_account"], longer)
    assert (
        next(row for row in catalogue.records("cdp_cities") if row["cdp_account"] == "50220")["signatory"] == "FR0015"
    )
    assert not KNOWN["FR0175"].told_by & CDP, "Nice told CDP nothing: its metropolis did"


@pytest.mark.parametrize("key", ["IT4481", "ES0013", "IT0015"])  # Urbania, Rioja, Pompei
def test_inhabitants_that_cannot_be_right_are_not_known(key: str) -> None:
    assert KNOWN[key].inhabitants is None


def test_what_cdp_was_told_comes_before_what_was_declared_long_ago() -> None:
    rotterdam = KNOWN["NL0002"]
    assert rotterdam.told_by == COVENANT | CDP
    assert (rotterdam.inhabitants, rotterdam.counted) == (644_618, 2019)
    assert (rotterdam.target_percent, rotterdam.target_base) == (49, 1990)
    assert partner_facts.HAZARDS.named(rotterdam.hazards) == ("heat_wave", "hot_days")


def test_the_totals_are_the_115_of_2019_with_those_in_question() -> None:
    found = partner_facts.totals()
    assert len(found) == 115
    doubted = {name: doubt for name, doubt in zip(found.name, found.doubted, strict=True) if doubt}
    assert doubted == {"Madrid": "people", "Yokohama": "people", "Pasto": "low"}
    boston = found.name.index("Boston")
    assert (found.total_t[boston], found.inhabitants[boston], found.year[boston]) == (6_146_099, 683_015, 2017)
    assert found.per_head[boston] == pytest.approx(9.0, abs=0.01)


def test_a_period_belongs_to_the_year_of_its_middle() -> None:
    rows = {row["name"]: row for row in catalogue.records("basic_totals")}
    years = dict(zip(partner_facts.totals().name, partner_facts.totals().year.tolist(), strict=True))
    assert (rows["Wellfleet"]["first_day"], years["Wellfleet"]) == ("2017-07-01", 2017)
    assert (rows["Tokyo"]["first_day"], years["Tokyo"]) == ("2016-04-01", 2016)


def test_every_country_of_a_city_has_a_continent_and_its_languages() -> None:
    words, spoken = partner_facts.languages()
    countries = partner_facts.countries()
    assert {city.country for city in KNOWN.values()} <= countries.keys()
    assert all(country.continent for country in countries.values())
    assert words.named(spoken["CH"] & spoken["FR"]) == ("fr",)
    assert words.named(spoken["US"] & spoken["GB"]) == ("en",)
    assert countries["BG"].unable_percent == 20.7
    assert countries["US"].fossil_t == pytest.approx(16.07, abs=0.01)
