"""Which domains the strategies of two regions share, as a person reads them: written before the method ran."""

from __future__ import annotations

from itertools import combinations

import pytest

from analytics.innovation.shared_priorities import RegionPriority, Strategy, shared, strategy
from datasets.reference import catalogue

YEAR = 2026
EXPECTED_DOMAINS = {
    "Norte": "construction creative energy environment food health manufacturing marine mobility tourism",
    "Piedmont": "aerospace digital environment food health manufacturing materials mobility skills social",
    "Emilia-Romagna": "aerospace construction creative digital energy environment food health manufacturing mobility "
    "security tourism",
    "Catalonia": "creative energy food health manufacturing mobility",
    "Auvergne-Rhône-Alpes": "construction digital energy environment health manufacturing mobility security",
}
"""The domains of the newest strategy of each region, read by hand from its priorities (``s3_priorities``)."""
EXPECTED_SHARED = {
    ("Norte", "Piedmont"): "environment food health manufacturing mobility",
    ("Norte", "Emilia-Romagna"): "construction creative energy environment food health manufacturing mobility tourism",
    ("Norte", "Catalonia"): "creative energy food health manufacturing mobility",
    ("Norte", "Auvergne-Rhône-Alpes"): "construction energy environment health manufacturing mobility",
    ("Piedmont", "Emilia-Romagna"): "aerospace digital environment food health manufacturing mobility",
    ("Piedmont", "Catalonia"): "food health manufacturing mobility",
    ("Piedmont", "Auvergne-Rhône-Alpes"): "digital environment health manufacturing mobility",
    ("Emilia-Romagna", "Catalonia"): "creative energy food health manufacturing mobility",
    ("Emilia-Romagna", "Auvergne-Rhône-Alpes"): "construction digital energy environment health manufacturing mobility "
    "security",
    ("Catalonia", "Auvergne-Rhône-Alpes"): "energy health manufacturing mobility",
}
UNMATCHED = {"Norte": ["Technologies, state, economy and society"]}
"""Priorities of the newest strategies in which no word of a domain stands."""


def shipped(region: str) -> list[RegionPriority]:
    return [
        RegionPriority(region, int(row["first_year"]), int(row["last_year"]), row["kind"], row["priority"])
        for row in catalogue.records("region_priorities")
        if row["region"] == region
    ]


def newest(region: str) -> Strategy:
    found = strategy(shipped(region))
    assert found is not None
    return found


@pytest.mark.parametrize("region", EXPECTED_DOMAINS)
def test_the_newest_strategy_of_a_region_names_the_domains_that_a_person_reads(region: str) -> None:
    found = newest(region)
    assert sorted({code for one in found.priorities for code in one.domains}) == EXPECTED_DOMAINS[region].split()
    assert [one.priority for one in found.priorities if not one.domains] == UNMATCHED.get(region, [])


@pytest.mark.parametrize("pair", EXPECTED_SHARED)
def test_two_regions_share_the_domains_that_a_person_reads(pair: tuple[str, str]) -> None:
    left, right = map(newest, pair)
    found = shared(left, right)
    assert sorted(one.domain for one in found.domains) == EXPECTED_SHARED[pair].split()
    assert [(one.domain, one.right, one.left) for one in found.domains] == [
        (one.domain, one.left, one.right) for one in shared(right, left).domains
    ]


def test_every_pair_of_the_regions_with_a_strategy_has_an_expectation() -> None:
    assert set(EXPECTED_SHARED) == set(combinations(EXPECTED_DOMAINS, 2))


def test_a_shared_domain_says_the_words_it_was_matched_by() -> None:
    found = shared(newest("Norte"), newest("Piedmont"))
    mobility = next(one for one in found.domains if one.domain == "mobility")
    told = [(one.priority, one.words["mobility"]) for one in (*mobility.left, *mobility.right)]
    assert told == [
        ("Sustainable mobility and energy transition", ("mobility",)),
        ("Sustainable mobility", ("mobility",)),
    ]
    assert [one.priority for one in found.left_alone] == [
        "Creativity, fashion and habitats",
        "Marine resources and economy",
        "Technologies, state, economy and society",
        "Territorial assets and tourism services",
    ]


def test_a_strategy_of_an_earlier_period_is_told_as_such() -> None:
    assert newest("Norte").current(YEAR)
    assert not newest("Catalonia").current(YEAR)
    assert strategy([]) is None


@pytest.mark.parametrize(
    ("said", "domains"),
    [
        ("Mobilidade sustentável e transição energética", "energy mobility"),
        ("Indústries de la mobilitat sostenible", "mobility"),
        ("Устойчива мобилност", "mobility"),
        ("Santé personnalisée", "health"),
        ("Agroalimentare", "food"),
        ("Nachhaltiges Bauen", "construction"),
        ("Industrias del ámbito de la salud", "health"),
        ("Made in", ""),
        ("Spacious offices", ""),
    ],
)
def test_a_priority_is_matched_in_the_language_that_it_is_written_in(said: str, domains: str) -> None:
    assert " ".join(sorted(RegionPriority("R", 2021, 2027, "", said).domains)) == domains


def test_domains_that_somebody_stated_count_in_the_place_of_the_words() -> None:
    stated = RegionPriority("R", 2021, 2027, "", "Technologies, state, economy and society", stated="digital")
    assert stated.domains == ("digital",)
    assert stated.words == {"digital": ()}
