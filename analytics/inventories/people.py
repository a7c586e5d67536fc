"""Whether the inhabitants on file can carry a statement per inhabitant between two years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from analytics.inventories.cells import Population
from analytics.text.sentences import Sentence


class Counted(Protocol):
    """What an inventory says of its inhabitants: how many, from which source and year, and whether no figure of the
    inventory is from that source."""

    @property
    def year(self) -> int:
        """The year."""
        ...

    @property
    def method(self) -> str:
        """The method."""
        ...

    @property
    def inhabitants(self) -> float | None:
        """How many."""
        ...

    @property
    def people(self) -> Population | None:
        """How many, with source and year."""
        ...

    @property
    def people_apart(self) -> bool:
        """Whether the source is none of the inventory's own."""
        ...


class CountedPeople(NamedTuple):
    """The inhabitants of one inventory, without the rest of it."""

    year: int
    method: str
    inhabitants: float | None
    people: Population | None
    people_apart: bool


PEOPLE = "inhabitants"
"""What an explanation names that is about the inhabitants of a year, and about no place."""
LARGEST_GROWTH = 5.0
"""[R] Per cent a year beyond which a change of inhabitants looks like a change of source."""
LASTING_GROWTH, LASTING_YEARS = 3.0, 5
"""[R] Per cent a year that hardly any city of ours keeps up over so many years: small steps add up, too."""
LARGEST_DIFFERENCE = 1.0
"""[R] Per cent by which two sources of the inhabitants of one year may differ."""
FARTHEST_COUNT = 1
"""[R] Years that may lie between an inventory and the count of its inhabitants."""


def doubts(
    first: Counted, last: Counted, every: Sequence[Counted], explained: Collection[int] = ()
) -> tuple[Sentence, ...]:
    """What is open about the inhabitants on which a comparison per inhabitant of two years rests; ``every`` are all
    inventories of the city, ``explained`` the years whose inhabitants somebody explained: what names one is settled.

    A jump between two neighbouring years of the method, steps that add up to more than cities grow, a figure of one of
    the two years that repeats another year's, one that differs from another inventory's of the same year or from what
    was first on file, figures from two sources, and one that was counted in another year. Source: our own rule [R].
    """
    found = tuple(_doubts(first, last, every))
    return tuple(doubt for doubt in found if not set(explained).intersection(years_in(doubt)))


def years_in(doubt: Sentence) -> tuple[int, ...]:
    """The years that a doubt about inhabitants names, of which one has to be explained to settle it."""
    named = (doubt.values.get(name) for name in ("year", "other_year", "first", "last", "counted"))
    return tuple(year for year in named if isinstance(year, int))


def _doubts(first: Counted, last: Counted, every: Sequence[Counted]) -> Iterator[Sentence]:
    start, end = sorted((first, last), key=lambda item: item.year)
    own = sorted((item for item in every if item.method == last.method), key=lambda item: item.year)
    between = [start, *(item for item in own if start.year < item.year < end.year), end]
    yield from _jump(between)
    yield from _repeated(start, end, own)
    yield from _other_source(start, end, every)
    yield from _two_sources(start, end)
    yield from _other_year(start, end)
    yield from _corrected(start, end)


def _jump(series: Sequence[Counted]) -> Iterator[Sentence]:
    """The largest change a year between two neighbours that have inhabitants, else that over all years, where it is
    beyond what people do."""
    known = [(item.year, item.inhabitants) for item in series if item.inhabitants]
    steps = [
        (100 * growth(before, after, year - earlier), earlier, year)
        for (earlier, before), (year, after) in pairwise(known)
        if year > earlier
    ]
    if not steps:
        return
    change, earlier, year = max(steps, key=lambda step: abs(step[0]))
    if abs(change) > LARGEST_GROWTH:
        yield jumped(change, earlier, year)
        return
    (earlier, before), (year, after) = known[0], known[-1]
    change = 100 * growth(before, after, year - earlier)
    if year - earlier >= LASTING_YEARS and abs(change) > LASTING_GROWTH:
        yield jumped(change, earlier, year)


def growth(before: float, after: float, years: int) -> float:
    """The change a year, as a share, that leads from one figure to another in so many years. Source: arithmetic [R]."""
    return float((after / before) ** (1 / years) - 1)


def jumped(change: float, earlier: int, year: int) -> Sentence:
    """That the inhabitants change by so many per cent a year from one year to another."""
    values = {"growth": change, "first": earlier, "last": year}
    if year - earlier > 1:
        return Sentence(
            "The inhabitants on file change by {growth:+.0f}\u00a0% a year from {first} to {last}: more likely another "
            "source than people moving.",
            **values,
        )
    return Sentence(
        "The inhabitants on file change by {growth:+.0f}\u00a0% from {first} to {last}: more likely another source "
        "than people moving.",
        **values,
    )


def _repeated(start: Counted, end: Counted, own: Sequence[Counted]) -> Iterator[Sentence]:
    """Where one of the two years has the very inhabitants of another year."""
    for item in (start, end):
        same = [other.year for other in own if other.year != item.year and other.inhabitants == item.inhabitants]
        if item.inhabitants and same:
            yield carried_over(item.year, min(same, key=lambda year: abs(year - item.year)))
            return


def carried_over(year: int, other_year: int) -> Sentence:
    """That two years have the very same inhabitants."""
    return Sentence(
        "The inhabitants of {year} are the very figure of {other_year}: one of the two was probably carried over.",
        year=max(year, other_year),
        other_year=min(year, other_year),
    )


def _other_source(start: Counted, end: Counted, every: Sequence[Counted]) -> Iterator[Sentence]:
    """Where another inventory of one of the two years states other inhabitants."""
    for item in (start, end):
        for other in every:
            if other.year != item.year or other.method == item.method or not (item.inhabitants and other.inhabitants):
                continue
            if abs(other.inhabitants / item.inhabitants - 1) * 100 > LARGEST_DIFFERENCE:
                yield Sentence(
                    "Two sources differ on the inhabitants of {year}: {inhabitants:,.0f} and {others:,.0f}.",
                    year=item.year,
                    inhabitants=item.inhabitants,
                    others=other.inhabitants,
                )
                return


def _two_sources(start: Counted, end: Counted) -> Iterator[Sentence]:
    """Where the two years take their inhabitants from sources that differ by more than an edition, and at least one of
    them is not the inventory's own."""
    first, last = start.people, end.people
    if first is None or last is None or not (start.people_apart or end.people_apart):
        return
    if _publisher(first.source) == _publisher(last.source):
        return
    yield Sentence(
        "The inhabitants of {first} and {last} are from two sources: {first_source}; {last_source}.",
        first=start.year,
        last=end.year,
        first_source=first.source,
        last_source=last.source,
    )


def _publisher(source: str) -> str:
    """A source without its digits, which tell years, versions and tables, and without what stands in brackets."""
    return " ".join(re.sub(r"\([^)]*\)|\d+", " ", source).split()).strip(" ,.;:-").casefold()


def _other_year(start: Counted, end: Counted) -> Iterator[Sentence]:
    """Where the inhabitants of one of the two years were counted long before or after it."""
    for item in (start, end):
        counted = item.people.year if item.people else None
        if counted is not None and abs(counted - item.year) > FARTHEST_COUNT:
            yield Sentence("The inhabitants of {year} were counted in {counted}.", year=item.year, counted=counted)


def _corrected(start: Counted, end: Counted) -> Iterator[Sentence]:
    """Where the inhabitants of one of the two years are others than those that were first on file."""
    for item in (start, end):
        before = item.people.first_stated if item.people else None
        if before and item.inhabitants and abs(item.inhabitants / before - 1) * 100 > LARGEST_DIFFERENCE:
            yield Sentence(
                "The inhabitants of {year} were {before:,.0f} when they first came on file, and are "
                "{inhabitants:,.0f} now.",
                year=item.year,
                before=before,
                inhabitants=item.inhabitants,
            )
