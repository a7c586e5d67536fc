"""Rows taken apart: they come back as they were given, and what they share stands once, on both ledgers."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.store import Store, chain, shared_values
from tests.datasets.builders import Beginning, knows_a_town, row, seals, submission, table
from tests.effort import examples

ROW = st.builds(
    row,
    st.sampled_from(["residential", "tertiary"]),
    st.floats(-1e9, 1e9),
    label=st.sampled_from(["a", "b", ""]),
    carrier=st.sampled_from([None, "diesel"]),
    scope=st.sampled_from([None, 1, 2]),
    quantity=st.sampled_from(["energy", "co2e", "ch4"]),
    original_text=st.text("12.,", max_size=3),
    original_unit=st.sampled_from(["t", ""]),
    source_sheet=st.sampled_from([None, "", "BEI"]),
    year=st.integers(2000, 2003),
    source_row=st.integers(1, 9),
)


@pytest.mark.longer("a table is written and read for each example")
@examples(0.5)
@given(st.lists(ROW, min_size=1, max_size=30))
def test_what_was_taken_apart_is_put_together_as_it_was_given(grown: Store, rows: list[dict[str, Any]]) -> None:
    for _ in range(2):  # the second revision uses none of the numbers of the first
        revision = grown.commit(submission(*rows)).revision
        assert grown.rows_of(revision).cast(table(rows).schema) == chain.in_order(table(rows))


def test_what_rows_share_stands_once_and_its_numbers_rise_with_them(store: Store) -> None:
    rows = [row(year=2000 + number // 40, label=f"{number % 4}", source_row=number) for number in range(120)]
    store.commit(submission(*rows))
    store.commit(submission(*rows))
    with store._cursor() as cursor:
        counts = [len(cursor.table(name).fetchall()) for name in ("slots", "places", "origins", "cells")]
        slots = [slot for (slot,) in cursor.execute("SELECT slot FROM cells ORDER BY revision, position").fetchall()]
    assert counts == [6, 8, 2, 240]
    assert slots == sorted(slots)


@pytest.mark.longer("a revision is written twice")
def test_a_revision_written_in_pieces_reads_like_one_written_at_once(
    beginning: Beginning, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(year=1990 + number * 7 % 30, label=f"{number % 9}", source_row=number) for number in range(2, 2502)]
    kept = []
    for size, batch in ((500_000, 122_880), (1, 700), (1, 1), (500_000, 700)):
        monkeypatch.setattr(chain, "ROWS_OF_A_PIECE", size)
        monkeypatch.setattr(shared_values, "ROWS_OF_A_BATCH", batch)
        with beginning(knows_a_town) as store:
            store.commit(submission(*rows))
            made, now = seals(store, 1)
            assert made == now
            kept.append((store.rows_of(1), [seal for seal in made if seal.table == chain.ROWS]))
    assert all(each == kept[0] for each in kept)


@given(st.lists(st.integers(0, 500), max_size=6))
def test_the_engine_is_given_whole_row_groups_and_the_rest_at_the_end(lengths: list[int]) -> None:
    """Of the arithmetic alone, in which no ledger has a part."""
    ends = list(accumulate(lengths, initial=0))
    pieces = [pa.table({"number": pa.array(range(start, end), pa.int64())}) for start, end in pairwise(ends)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_values, "ROWS_OF_A_BATCH", 100)
        batches = list(shared_values._grouped(pieces))
    assert [number for batch in batches for number in batch.column(0).to_pylist()] == list(range(ends[-1]))
    assert all(len(batch) == 100 for batch in batches[:-1])
    assert all(0 < len(batch) <= 100 for batch in batches[-1:])
