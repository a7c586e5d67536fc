"""Duties as a calendar (iCalendar, RFC 5545): a day for each duty with a date, with its rule and what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 75
"""So many bytes has a line; a longer one goes on in the next, behind a space (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class CalendarDay:
    """One day: its ``name``, what the calendar says below it, and what tells it from every other one."""

    day: date
    name: str
    about: str
    key: str


def calendar(days: Iterable[CalendarDay], made: date) -> bytes:
    """The days as a file that calendar programs read. A day that is exported again keeps its identity, so that it takes
    the place of the former one."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Covenant of Mayors dashboard//Duties//EN",
        "CALSCALE:GREGORIAN",
    ]
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(one.key.encode()).hexdigest()[:32]}@covenant",
            f"DTSTAMP:{made:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(one.name)}",
            f"DESCRIPTION:{_escaped(one.about)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _escaped(text: str) -> str:
    """A text with what would end it or begin another value written out (RFC 5545, 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most ``LONGEST`` bytes, none of which ends within a letter."""
    part, size = "", 0
    for letter in line:
        bytes_of = len(letter.encode())
        if size + bytes_of > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + bytes_of
    yield part
