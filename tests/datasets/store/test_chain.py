"""The chain of the ledger: the same content gives the same hash, another content another. What is said of a store holds
on both ledgers; the tests without one look at tables of the engine or at arithmetic, in which no ledger has a part."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.reference import samples
from datasets.reference.samples import open_store
from datasets.store import Store, canonical, chain, database
from datasets.store.kinds import BROUGHT
from tests.datasets.builders import Begin, links, row, seals, submission
from tests.effort import examples


def test_every_table_whose_rows_bear_a_revision_is_looked_for_when_one_is_sealed() -> None:
    with database.connect(":memory:") as connection:
        assert sorted(re.findall(r"FROM (\w+)", chain.FILLED)) == chain.tables_of_revisions(connection)
        assert sorted(re.findall(r"SELECT '(\w+)'", chain.FILLED)) == chain.tables_of_revisions(connection)
        brought = [table for kind in BROUGHT for table in kind.tables]
        assert sorted(["inventory_rows", "revisions", "slots", *brought]) == chain.tables_of_revisions(connection)


def test_what_is_passed_over_ties_tables_together_and_is_nothing_that_anybody_stated() -> None:
    with database.connect(":memory:") as connection:
        found = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE list_contains(?, column_name)",
            [list(canonical.NUMBERS)],
        ).fetchall()
        ordered = {*chain.tables_of_revisions(connection), "cells", "pairings", "seals"} - {"revisions"}
    assert sorted(found) == sorted([("cells", "slot"), ("slots", "slot"), *((name, "position") for name in ordered)])


@examples(0.4)
@given(
    st.lists(
        st.tuples(st.sampled_from([2019, 2020]), st.floats(0, 1e6), st.text("aè\n1 ", max_size=4)),
        min_size=1,
        max_size=30,
    )
)
def test_what_is_read_back_has_the_hash_of_what_was_committed(
    grown: Store, cells: list[tuple[int, float, str]]
) -> None:
    rows = [
        row(year=year, value=value, label=text, original_text=text, source_row=number)
        for number, (year, value, text) in enumerate(cells, start=2)
    ]
    revision = grown.commit(submission(*rows, heads=7.0)).revision
    made, now = seals(grown, revision)
    assert made == now
    assert links(grown)[revision] == chain.joined(links(grown)[revision - 1], revision, made)


def test_a_long_file_in_any_order_is_sealed_in_blocks_and_read_back_alike(store: Store) -> None:
    rows = [row(year=1990 + number * 7 % 30, value=float(number), source_row=number) for number in range(2, 2502)]
    store.commit(submission(*rows))
    made, now = seals(store, 1)
    assert made == now
    assert sum(seal.table == "inventory_rows" for seal in made) == 3
    assert store.rows_of(1).column("year").to_pylist() == sorted(1990 + number * 7 % 30 for number in range(2, 2502))


def test_every_revision_of_the_samples_is_sealed_and_each_hash_rests_on_the_one_before(begun: Begin) -> None:
    store = begun(samples.add)
    known = links(store)
    assert sorted(known) == list(range(store.newest_revision() + 1))
    assert len(known) > len(store.cities())
    for revision in known:
        made, now = seals(store, revision)
        assert made == now
        assert known[revision] == chain.joined(known.get(revision - 1, chain.BEGINNING), revision, made)
    assert len(set(known.values())) == len(known)


def test_a_rehearsal_leaves_no_link_and_an_undo_leaves_one(store: Store) -> None:
    with store.rehearsal(submission(row())):
        pass
    assert sorted(links(store)) == [0]
    store.commit(submission(row()))
    store.undo(1, "an analyst", "taken back")
    assert sorted(links(store)) == [0, 1, 2]


@pytest.mark.parametrize("empty", [True, False])
def test_a_new_database_begins_its_chain_at_zero(empty: bool, begun: Begin) -> None:
    with open_store(":memory:", samples=not empty) as store:
        assert 0 in links(store)
    assert 0 in links(begun(lambda store: samples._begin(store, samples=not empty)))


def test_long_runs_of_one_city_are_put_together_as_single_rows_are() -> None:
    cities = ["B"] * 150 + ["A"] * 120 + ["B"] * 130 + ["A"] * 110
    rows = pa.table(
        {
            "city_id": pa.array(cities).dictionary_encode(),
            "year": pa.array([2019] * len(cities), pa.int16()),
            "method": pa.array(["covenant"] * len(cities)).dictionary_encode(),
            "source_row": pa.array(range(len(cities)), pa.int32()),
        }
    )
    expected = sorted(range(len(cities)), key=lambda place: cities[place])
    assert chain.in_order(rows)["source_row"].to_pylist() == expected
    shuffled = [*expected[::2], *expected[1::2]]
    mixed = rows.take(pa.array(shuffled))
    assert chain.in_order(mixed)["source_row"].to_pylist() == sorted(shuffled, key=lambda place: cities[place])
