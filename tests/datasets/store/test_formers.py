"""What inventories held before later revisions took its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets.store import Store
from tests.datasets.builders import TOWN, row, submission


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [], [])
        yield opened


def states(store: Store, upto: int | None = None, year: int = 2019) -> list[tuple[int, int, int, int]]:
    """Of the inventory of a year since and until when each state stood, and what filled its two tables."""
    asked = {"inventory": [7], "city_id": [TOWN.city_id], "year": [year], "method": ["covenant"]}
    with store.reader(upto) as reader:
        found = reader.former_tables(asked).states
    assert found["inventory"].to_pylist() == [7] * len(found)
    return list(zip(*(found[name].to_pylist() for name in ("since", "until", "energy", "emissions")), strict=True))


def test_every_filling_of_one_of_its_tables_ends_a_state(store: Store) -> None:
    store.commit(submission(row(value=10.0)))
    assert states(store) == []
    store.commit(submission(row(value=5.0, quantity="energy")))
    store.commit(submission(row(value=8.0)))
    store.commit(submission(row(value=9.0, year=2018)))
    assert states(store) == [(1, 2, 0, 1), (2, 3, 2, 1)]
    assert states(store, upto=2) == [(1, 2, 0, 1)]
    assert states(store, year=2018) == []


def test_what_an_undo_took_back_is_none_but_counts_again_once_that_is_undone(store: Store) -> None:
    for value in (10.0, 20.0):
        store.commit(submission(row(value=value)))
    taken = store.undo(2, "an analyst", "a wrong file")
    assert states(store) == [(1, 2, 0, 1)]
    store.undo(taken.revision, "an analyst", "it was right")
    store.commit(submission(row(value=5.0)))
    assert states(store) == [(1, 2, 0, 1), (2, 3, 0, 2), (3, 4, 0, 1), (4, 5, 0, 2)]
