"""Runs of pages in turn, and behind whoever commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

import pytest

from dashboard import turns
from dashboard.turns import Turns
from datasets.store import Store
from tests.datasets.builders import TOWN, row, submission

SOON = 0.2
"""Seconds after which what still waits would wait for longer."""


def waits(run: Future[None]) -> bool:
    return not wait([run], SOON).done


def test_runs_begin_one_after_the_other_in_the_order_in_which_they_came() -> None:
    everyone, seen, over = Turns(), list[int](), [Event() for _ in range(4)]
    with Store(":memory:") as store, ThreadPoolExecutor(4) as pool:

        def run(number: int) -> None:
            everyone.take(store)
            seen.append(number)
            over[number].wait()
            everyone.give_back()

        going = []
        for number in range(4):
            going.append(pool.submit(run, number))
            assert waits(going[-1])  # it has lined up before the next one comes
        for number, event in enumerate(over):
            event.set()
            going[number].result()
    assert seen == [0, 1, 2, 3]


@pytest.mark.parametrize("gives", [Turns.give_back, lambda everyone: None])
def test_the_next_run_begins_beside_one_that_waits_or_takes_long(gives: Callable[[Turns], None]) -> None:
    everyone, over = Turns(), Event()
    with Store(":memory:") as store, ThreadPoolExecutor(2) as pool:

        def long() -> None:
            everyone.take(store)
            gives(everyone)
            over.wait()
            everyone.give_back()

        going = pool.submit(long)
        pool.submit(everyone.take, store).result()
        assert not going.done()
        over.set()


def test_a_run_waits_for_what_is_being_written_and_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone, written = Turns(), Event()
    monkeypatch.setattr(turns, "PATIENCE", 60.0)
    with Store(":memory:") as store, ThreadPoolExecutor(2) as pool:

        def run() -> int:
            everyone.take(store)
            return store.newest_revision()

        writing = pool.submit(
            store.commit, submission(row(), new_cities=[TOWN]), lambda reader: (written.wait(), None)[1]
        )
        while store.at_rest(0.0):
            assert not writing.done()
        begun = pool.submit(run)
        assert not wait([begun], SOON).done
        written.set()
        assert begun.result() == writing.result().revision


def test_runs_do_not_wait_for_something_large_that_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = Turns()
    with Store(":memory:") as store, store.rehearsal(submission(row(), new_cities=[TOWN])):
        everyone.take(store)  # waits for a moment, and goes on
        monkeypatch.setattr(turns, "PATIENCE", 60.0)
        everyone.take(store)  # does not wait again
