"""Long work gives what it makes, tells a fault, and ends at its next step once nobody waits."""

from __future__ import annotations

from threading import Event

import pytest

from dashboard import long_work
from dashboard.long_work import WorkStep

STEPS = {"read": "Reading", "check": "Checking"}


def test_what_the_work_makes_comes_back() -> None:
    told: list[str] = []

    def work(step: WorkStep) -> int:
        for name in STEPS:
            step(name)
            told.append(name)
        return 7

    assert long_work.done(work, STEPS, lambda: None) == 7
    assert told == list(STEPS)


def test_a_fault_of_the_work_is_raised_where_it_is_waited_for() -> None:
    def work(step: WorkStep) -> int:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        long_work.done(work, STEPS, lambda: None)


def test_work_that_nobody_waits_for_ends_at_its_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, ended = Event(), Event(), Event()

    def work(step: WorkStep) -> int:
        step("read")
        begun.set()
        go_on.wait(20)
        try:
            step("check")
        except long_work.Stopped:
            ended.set()
            raise
        return 7

    class Leaves(BaseException):
        """What Streamlit raises in a run whose reader pressed a button."""

    def left(*_asked: object, **_named: object) -> None:
        assert begun.wait(20)
        raise Leaves

    monkeypatch.setattr(long_work.st, "progress", left)
    monkeypatch.setattr(long_work, "SHOWN_AFTER", 0.0)
    with pytest.raises(Leaves):
        long_work.done(work, STEPS, lambda: None)
    go_on.set()
    assert ended.wait(20)
