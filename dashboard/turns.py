"""Runs of pages take turns, and let whoever commits go first.

One interpreter works on one of them at a time anyway: side by side, ten runs all end when ten in a row have ended. A
commit waits for its turn after each answer of the database, some forty times, behind every run that goes on.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from threading import Event, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasets import Store

LONGEST = 0.5
"""Seconds after which the next run begins beside one that is not over yet."""
PATIENCE = 0.25
"""Seconds that a run waits for what is being written; a commit beside nobody takes less."""
HURRY = 5.0
"""Seconds in which no run waits for it, after one waited in vain: something large is being written."""


class Turn:
    """The turn of one run."""

    def __init__(self) -> None:
        self._begun, self._over = Event(), Event()

    def begin(self, before: Turn | None) -> None:
        """Wait until the turn ``before`` this one is over, or has had its time."""
        if before is not None:
            before._begun.wait()
            before._over.wait(LONGEST)
        self._begun.set()

    def end(self) -> None:
        """Let the next one begin."""
        self._over.set()


class Turns:
    """The turns of all runs in this process."""

    def __init__(self) -> None:
        self._lining_up, self._last, self._hurry = Lock(), Turn(), 0.0
        self._last.begin(None)
        self._last.end()
        self._mine: ContextVar[Turn | None] = ContextVar("turn", default=None)

    def take(self, store: Store) -> None:
        """Wait until it is the turn of this run, in the order in which they came, and nobody writes."""
        turn = Turn()
        with self._lining_up:
            before, self._last = self._last, turn
        self._mine.set(turn)
        turn.begin(before)
        if time.monotonic() >= self._hurry and not store.at_rest(PATIENCE):
            self._hurry = time.monotonic() + HURRY

    def give_back(self) -> None:
        """End the turn of this run, which is over or waits for something: then it goes on beside the others."""
        turn = self._mine.get()
        if turn is not None:
            turn.end()
            self._mine.set(None)


TURNS = Turns()
