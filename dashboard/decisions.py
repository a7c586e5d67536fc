"""Ordered tables of decisions: what a page says, and which next steps it offers, is the first lines that hold.

A rule looks at one subject and gives its line, or None where it does not hold. A title takes the first line, a list of
next steps the first three; no page has another way to choose its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Subject = TypeVar("Subject")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Door:
    """Where a line leads: a place (``sitemap.place``) with what its address asks for, of the city on screen or of
    ``city_id``."""

    place: str
    asked: Mapping[str, str] = field(default_factory=dict, hash=False)
    city_id: str | None = None


@dataclass(frozen=True)
class NextStep:
    """One thing to do, a verb first, with the reason below it and the door to where it is done."""

    about: str
    why: str
    door: Door

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The step as one sentence in its parts, each with whether it is marked."""
        return [(self.about, True), (f": {self.why}", False)]

    @property
    def sentence(self) -> str:
        """The step as one sentence."""
        return "".join(part for part, _marked in self.parts)


def lines(rules: Sequence[Callable[[Subject], Made | None]], subject: Subject, most: int) -> list[Made]:
    """The lines of the first ``most`` rules that hold for a subject, in the order of the table."""
    found: list[Made] = []
    for rule in rules:
        line = rule(subject)
        if line is not None and line not in found:
            found.append(line)
        if len(found) == most:
            break
    return found


def first(rules: Sequence[Callable[[Subject], Made | None]], subject: Subject) -> Made | None:
    """The line of the first rule that holds; None where none does."""
    return next(iter(lines(rules, subject, 1)), None)
