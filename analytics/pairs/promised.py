"""Whether a promise between partners is kept, open or late."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from analytics.pairs import dated


class PromiseState(StrEnum):
    """Where a promise stands."""

    KEPT = "kept"
    OPEN = "open"
    LATE = "late"


def state_of(due: str, kept: str, today: date) -> PromiseState:
    """Late is what is not kept after the last day that its date may mean: "2027" is late from 2028 on. Source: our own
    rule [R]."""
    if kept:
        return PromiseState.KEPT
    return PromiseState.LATE if today > dated.latest(due) else PromiseState.OPEN
