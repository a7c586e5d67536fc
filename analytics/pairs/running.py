"""How many pairings of a city run at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.pairs import dated

MOST_AT_ONCE = 3
"""More than so many pairings of one city at once are doubtful, not wrong: two are real (our own rule [R])."""
Span = tuple[str, str, int | None]
"""The start, the end and the months of a pairing; "" and None for what is not known."""


def most_at_once(spans: Sequence[Span]) -> tuple[int, ...]:
    """The places of the most spans that may run on one day, the first such day. What has no start began before all
    others; what has neither end nor months runs on. Source: our own rule [R]."""
    held = [_days(*span) for span in spans]
    found: tuple[int, ...] = ()
    for day in sorted(first for first, _last in held):
        running = tuple(place for place, (first, last) in enumerate(held) if first <= day <= last)
        found = max(found, running, key=len)
    return found


def over(start: str, end: str, months: int | None, today: date) -> bool:
    """Whether a pairing with a start is over: after its end, or, where nobody printed one, after the months that were
    planned. Source: our own rule [R]."""
    return _days(start, end, months)[1] < today


def _days(start: str, end: str, months: int | None) -> tuple[date, date]:
    """The first and the last day on which a pairing may run."""
    first = dated.earliest(start) if start else date.min
    if end:
        return first, dated.latest(end)
    return first, dated.after(start, months) if start and months else date.max
