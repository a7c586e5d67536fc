"""What inventories held before later revisions took its place."""

from __future__ import annotations

from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission


def states(store: Store, upto: int | None = None, year: int = 2019) -> list[tuple[int, int, int, int, bool]]:
    """Of the inventory of a year since and until when each state stood, what filled its two tables, and whether it was
    a slip."""
    asked = {"inventory": [7], "city_id": [TOWN.city_id], "year": [year], "method": ["covenant"]}
    with store.reader(upto) as reader:
        found = reader.former_tables(asked).states
    assert found["inventory"].to_pylist() == [7] * len(found)
    names = ("since", "until", "energy", "emissions", "withdrawn")
    return list(zip(*(found[name].to_pylist() for name in names), strict=True))


def test_every_filling_of_one_of_its_tables_ends_a_state(store: Store) -> None:
    store.commit(submission(row(value=10.0)))
    assert states(store) == []
    store.commit(submission(row(value=5.0, quantity="energy")))
    store.commit(submission(row(value=8.0)))
    store.commit(submission(row(value=9.0, year=2018)))
    assert states(store) == [(1, 2, 0, 1, False), (2, 3, 2, 1, False)]
    assert states(store, upto=2) == [(1, 2, 0, 1, False)]
    assert states(store, year=2018) == []


def test_what_an_undo_took_back_within_a_day_is_marked(store: Store) -> None:
    for value in (10.0, 20.0):
        store.commit(submission(row(value=value)))
    taken = store.undo(2, "an analyst", "a wrong file")
    assert states(store) == [(1, 2, 0, 1, False), (2, 3, 0, 2, True)]
    a_day_later(store)
    store.undo(taken.revision, "an analyst", "it was right")
    store.commit(submission(row(value=5.0)))
    first = [(1, 2, 0, 1, False), (2, 3, 0, 2, False), (3, 4, 0, 1, False)]
    assert states(store) == [*first, (4, 5, 0, 2, False)]


def test_a_clock_that_was_set_back_makes_no_slip_of_what_stood(store: Store) -> None:
    for value in (10.0, 20.0):
        store.commit(submission(row(value=value)))
    store.undo(2, "an analyst", "no more of it")
    for earlier, slip in (("1 MINUTE", True), ("23 HOURS", True), ("2 DAYS", False), ("400 DAYS", False)):
        with store._cursor() as cursor:  # as it would have been with that clock
            times = cursor.execute("SELECT committed_at FROM revisions WHERE revision = 2").fetchone()
            cursor.execute("UPDATE revisions SET committed_at = ? - ?::INTERVAL WHERE revision = 3", [*times, earlier])
        assert states(store) == [(1, 2, 0, 1, False), (2, 3, 0, 2, slip)]
