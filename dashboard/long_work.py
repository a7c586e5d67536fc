"""Long work while the page stays alive: what is being done, how far it is, and a way to stop it.

The work runs beside the run of the page, which meanwhile only says how far it is: a press of a button, or a look at
another page, ends the run at once, and the work at its next step. It must not speak to the screen, nor change what a
visit keeps before it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from threading import Event
from typing import Protocol, TypeVar

import streamlit as st

from dashboard.language import gettext as _
from dashboard.turns import TURNS

Made = TypeVar("Made")
SHOWN_AFTER = 0.4
"""Seconds after which work counts as long: what is done sooner would only flicker."""
EVERY = 0.2
"""Seconds between two looks at how far it is: as soon a press of a button is heard."""
_WORKERS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="long-work")


class WorkStep(Protocol):
    """Is told what begins, and where parts of it can be counted, how many are done ``of`` how many."""

    def __call__(self, name: str, done: int = 0, of: int = 0) -> None:
        """Raises Stopped once nobody waits."""


class Stopped(Exception):
    """Nobody waits for the work any more."""


def done(work: Callable[[WorkStep], Made], steps: Mapping[str, str], stop: Callable[[], None]) -> Made:
    """What ``work`` gives. It is handed a function that it tells each of its ``steps`` (with what is said of it) as it
    begins, and which raises Stopped once nobody waits; ``stop`` is done where somebody presses the button. What is said
    may hold the fields {done} and {of}."""
    begun = [(next(iter(steps)), 0, 0)]
    left = Event()

    def step(name: str, done: int = 0, of: int = 0) -> None:
        if left.is_set():
            raise Stopped
        begun[0] = (name, done, of)

    TURNS.give_back()
    shown = st.empty()
    working = _WORKERS.submit(work, step)
    try:
        if not _waited(working, SHOWN_AFTER):
            with shown.container(border=True):
                bar = st.progress(0.0)
                st.button(_("Stop"), icon=":material/stop_circle:", on_click=stop, key="stop-long-work")
                far = 0.0
                while not _waited(working, EVERY):
                    name, parts, of = begun[0]
                    far = max(far, (list(steps).index(name) + (parts / of if of else 0.5)) / len(steps))
                    bar.progress(far, text=_(steps[name], done=parts, of=of))
        return working.result()
    finally:
        left.set()
        shown.empty()


def _waited(working: Future[Made], seconds: float) -> bool:
    """Whether the work has ended, in one way or the other, within some time."""
    try:
        working.exception(timeout=seconds)
    except NotYet:
        return False
    return True
