"""Whether a promise between partners is kept, open or late, and what of it looks like a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from analytics.pairs import dated

_SHARE = re.compile(r"\+?([0-9]+(?:[.,][0-9]+)?)\s*%")


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


def before_all(due: str, starts: Iterable[str]) -> str:
    """The first start of pairings that a promise is due before, "" where there is none: nobody promises a partner what
    was over before they met. Pairings without a start say nothing. Source: our own rule [R]."""
    first = min(filter(None, starts), key=dated.earliest, default="")
    return first if first and dated.latest(due) < dated.earliest(first) else ""


def above_the_whole(figure: str) -> bool:
    """Whether a figure is nothing but a share above 100 %; words beside it may say of what it is more than all. Source:
    our own rule [R]."""
    found = _SHARE.fullmatch(figure.strip())
    return found is not None and float(found[1].replace(",", ".")) > 100
