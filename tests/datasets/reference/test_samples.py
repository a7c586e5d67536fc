"""A new database holds the published figures, and every one of them just as it ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.text.problems import Refused
from datasets.city import assessment
from datasets.reference import catalogue
from datasets.reference.naming import find_city
from datasets.reference.samples import AUTHOR, open_store, register, remove
from datasets.store import Slot, Store
from tests.datasets import builders


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def test_a_new_database_knows_twelve_cities_in_six_pairs(store: Store) -> None:
    cities = {city.city_id for city in store.cities()}
    assert len(cities) == 12
    assert len(store.pairings()) == 6
    assert {city for pair in store.pairings() for city in pair} == cities
    assert all(city.sample for city in store.cities())


def test_every_shipped_row_is_in_the_store_with_its_figure_or_its_key(store: Store) -> None:
    shipped: Counter[tuple[object, ...]] = Counter()
    slots = set()
    for row in catalogue.records("inventories"):
        number = float(row["value"]) if row["value"] else None
        measure = "energy" if row["quantity"] == "energy" else "emissions"
        slot = Slot(row["city_id"], int(row["year"]), row["method"], measure)
        slots.add(slot)
        shipped[(slot, row["sector"], row["label"], row["carrier"], row["gpc_ref"], number, row["notation_key"])] += 1
    held: Counter[tuple[object, ...]] = Counter()
    for slot in slots:
        for sector, label, carrier, _, gpc_ref, _, value, key, _ in store.rows_in_force(slot):
            held[(slot, sector, label, carrier or "", gpc_ref or "", value, key or "")] += 1
    assert held == shipped


def test_every_shipped_target_is_in_the_store(store: Store) -> None:
    found = [target for city in store.cities() for target in store.register().targets.get(city.city_id, ())]
    assert len(found) == len(catalogue.records("targets"))
    assert Counter(target.city_id for target in found) == Counter(
        row["city_id"] for row in catalogue.records("targets")
    )


def test_the_samples_are_ordinary_revisions_that_say_what_they_are(store: Store) -> None:
    (revision,) = store.history("US-BOS")
    assert (revision.author, revision.layout, revision.sample, revision.in_force) == (AUTHOR, "sample", True, True)
    assert revision.file_sha256
    assert {slot.year for slot in revision.slots} == set(range(2005, 2021))


def test_cities_without_figures_have_no_history(store: Store) -> None:
    assert store.history("BG0002") == []


@pytest.mark.parametrize(
    "text",
    [
        "Torino",
        "NYC",
        "Boston, MA",
        "Boston, Massachusetts",
        "City of Austin (Texas)",
        "Vila Nova de Famalicão",
        "BG0002",
    ],
)
def test_a_city_answers_to_the_names_people_use(store: Store, text: str) -> None:
    assert find_city(text, store.cities()) in register()


def test_a_database_begun_without_samples_stays_without_them(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    for wanted in (False, True):
        with open_store(path, samples=wanted) as found:
            assert (found.cities(), found.newest_revision()) == ([], 0)


def test_a_database_with_samples_is_not_given_them_again(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with open_store(path) as found:
        newest = found.newest_revision()
    for wanted in (True, False):
        with open_store(path, samples=wanted) as found:
            assert (len(found.cities()), found.newest_revision()) == (12, newest)


def test_a_beginning_that_was_cut_off_is_made_good(tmp_path: Path) -> None:
    """The tables are there and nothing in them, as after a loss of power between the two."""
    path = tmp_path / "covenant.duckdb"
    Store(path).close()
    with open_store(path) as found:
        assert len(found.cities()) == 12


def test_an_unknown_city_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="Atlantis"):
        find_city("Atlantis", store.cities())


def test_the_samples_of_one_city_are_taken_back_at_once_and_the_others_stay() -> None:
    with open_store(":memory:") as store:
        added = remove(store, "ES0002", "tester", "own figures follow")
        assert len(added) == 3, "Barcelona has samples by three methods"
        assert assessment.report(store, "ES0002").inventories == ()
        assert assessment.report(store, "US-BOS").inventories
        with pytest.raises(Refused, match="no sample figures in force"):
            remove(store, "ES0002", "tester", "again")


def test_samples_of_which_a_part_was_replaced_are_taken_back_whole_or_not_at_all() -> None:
    with open_store(":memory:") as store:
        held = [item for item in store.history("ES0002") if item.slots[0].method != "own"]
        first, last = (item for item in held if item.sample and item.in_force)
        replaced = next(slot for slot in last.slots if slot not in first.slots)
        quantity = "energy" if replaced.measure == "energy" else "co2e"
        own = builders.row(city_id="ES0002", year=replaced.year, method=replaced.method, quantity=quantity)
        store.commit(builders.submission(own))
        before = store.newest_revision()
        with pytest.raises(Refused, match="has since replaced"):
            remove(store, "ES0002", "tester", "own figures follow")
        assert store.newest_revision() == before
