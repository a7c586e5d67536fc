"""Dates as far as they are printed: a year, a month or a day; what is said of none is not guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

FIRST, LAST = 1990, 2100
"""The years in which something of a programme may happen (our own rule): others are slips of the keyboard."""
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def read(text: str) -> str:
    """A date in its one form: 2018, 2018-07 or 2018-07-18; "" where none is said. Raises ValueError for anything else,
    and for a day that no calendar has."""
    said = text.strip()
    if not said:
        return ""
    found = _WRITTEN.fullmatch(said)
    if found is None:
        raise ValueError(said)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not FIRST <= year <= LAST:
        raise ValueError(said)
    date(year, month or 1, day or 1)  # raises ValueError where the calendar has none
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def earliest(text: str) -> date:
    """The first day that a date may mean."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def latest(text: str) -> date:
    """The last day that a date may mean."""
    year, month, day = _parts(text)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def middle(text: str) -> float:
    """Where a date stands on an axis of years: in the middle of what it may mean."""
    days = (earliest(text).toordinal() + latest(text).toordinal()) / 2
    year = date.fromordinal(int(days)).year
    first = date(year, 1, 1).toordinal()
    return year + (days - first) / (date(year + 1, 1, 1).toordinal() - first)


def after(text: str, months: int) -> date:
    """The last day of a span of ``months`` that begins with a date, by what it may mean at the latest."""
    begun = latest(text)
    whole = begun.year * 12 + begun.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(begun.day, monthrange(year, month + 1)[1]))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    year, month, day = (*map(int, text.split("-")), None, None)[:3]
    assert year is not None
    return year, month, day
