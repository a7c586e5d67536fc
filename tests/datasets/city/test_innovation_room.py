"""Regions on file: who lies in them, what ships of them and what people enter, by any of their names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.innovation.shared_priorities import shared
from analytics.text.problems import Refused
from datasets import Cities, City, Store
from tests.samples import own_samples

HEADER = "record,city,region,first_year,last_year,priority,chain,share,project,start,end,cluster,source\n"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def take(store: Store, rows: str, city: str = "PT0014") -> None:
    cities = Cities(store)
    found = cities.read_statements((HEADER + rows).encode(), "regions.csv", city)
    cities.state_statements(found, "Ada", "the strategy was adopted")


def test_each_sample_city_lies_in_its_region_and_what_ships_of_it_is_told(store: Store) -> None:
    found = City(store, "PT0014").innovation.room()
    assert found.region is not None
    assert (found.region.name, found.region.code, found.region.cities) == ("Norte", "PT11", ("PT0014",))
    assert [(one.first, one.last, len(one.priorities)) for one in found.region.strategies] == [
        (2021, 2027, 8),
        (2014, 2020, 8),
    ]
    assert [one.name for one in found.others if one.newest] == [
        "Auvergne-Rhône-Alpes",
        "Catalonia",
        "Emilia-Romagna",
        "Piedmont",
    ]
    lyon = found.other("Auvergne-Rhône-Alpes")
    assert lyon is not None
    assert (lyon.code, len(lyon.clusters)) == ("FRK2", 11)
    assert found.other("Severoiztochen") is not None  # it has no strategy, and is told so
    assert [one.project for one in found.projects] == ["LIFE Natural Adapt 4 Rural Areas", "Cities@Heart", "In4Green"]


def test_bulgarian_examples_of_national_sectors_are_no_clusters_of_varna(store: Store) -> None:
    found = City(store, "BG0002").innovation.room()
    assert found.region is not None
    assert (found.region.strategies, found.region.clusters) == ((), ())


def test_a_strategy_that_somebody_enters_counts_under_any_name_of_its_region_until_it_is_undone(store: Store) -> None:
    row = "priority,BG0002,BG33,2021,2027,Устойчива мобилност,,,,,,,the ministry\n"
    take(store, row, "BG0002")
    varna, norte = City(store, "BG0002").innovation.room().region, City(store, "PT0014").innovation.room().region
    assert varna is not None
    assert norte is not None
    assert varna.newest is not None
    assert norte.newest is not None
    assert varna.name == "Severoiztochen"
    (found,) = shared(varna.newest, norte.newest).domains
    assert (found.domain, found.left[0].words["mobility"]) == ("mobility", ("мобилност",))
    revision = City(store, "BG0002").history()[0].revision
    City(store, "BG0002").undo(revision, "Ada", "not adopted yet")
    again = City(store, "BG0002").innovation.room().region
    assert again is not None
    assert again.newest is None


def test_a_region_that_no_city_lies_in_is_told_by_its_name(store: Store) -> None:
    take(store, "priority,,Piura,2019,,Agroindustria y alimentos,,,,,,,a plan of Piura\n")
    found = City(store, "PT0014").innovation.room().other("piura")
    assert found is not None
    assert found.newest is not None
    assert (found.cities, found.newest.priorities[0].domains) == ((), ("food",))


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("priority,,,2021,2027,Mobility,,,,,,,x", "region", "Region"),
        ("priority,,Norrte,2021,2027,Mobility,,,,,,,x", "region", "such as Norte"),
        ("priority,,Norte,20223,,Mobility,,,,,,,x", "first_year", "a year from"),
        ("priority,,Norte,2027,2021,Mobility,,,,,,,x", "last_year", "2027 or later"),
        ("chain,,Norte,,,,Cork,140,,,,,x", "share", "from 0"),
        ("project,,,,,,,,Cork,2025-06,2024,,x", "end", "2025-06 or later"),
        ("project,,,,,,,,Cork,2025-13,,,x", "start", "a date as far as it is known"),
        ("cluster,,Norte,,,,,,,,,Cork,", "source", "Source"),
    ],
)
def test_what_cannot_be_is_answered_with_row_and_column(store: Store, row: str, column: str, expected: str) -> None:
    with pytest.raises(Refused) as refused:
        Cities(store).read_statements((HEADER + row).encode(), "regions.csv", "PT0014")
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (2, column)
    assert expected in problem.expected


def test_a_table_of_regions_reads_back_without_a_difference(store: Store) -> None:
    rows = "chain,,Norte,,,,Cork,14.5,,,,,a study\nproject,,,,,,,,Cork Lab,2025-06,2026,,<b>a page</b>\n"
    take(store, rows)
    city = City(store, "PT0014")
    records = ("region", "priority", "cluster", "chain", "project", "tags")
    written = city.statements_file(*records)
    found = Cities(store).read_statements(written, "again.csv")
    assert [(one.chain, one.share) for one in found.entries["value_chains"]] == [("Cork", 14.5)]
    Cities(store).state_statements(found, "Ada", "the same again")
    assert city.statements_file(*records) == written


def test_where_a_city_must_cut_is_told_only_where_its_newest_inventory_may_be_held_against_its_target(
    store: Store,
) -> None:
    boston = City(store, "US-BOS").innovation.to_cut()
    assert boston is not None
    assert (boston.year, list(boston.shares)) == (2020, ["Tertiary", "Transport", "Residential"])
    assert City(store, "PT0014").innovation.to_cut() is None  # no inventory
    assert City(store, "IT0004").innovation.to_cut() is None  # no verdict
