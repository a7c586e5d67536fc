"""Which priorities the strategies of two regions share, and by which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analytics.innovation import domains
from analytics.innovation.domains import DOMAINS

UNTIL_OPEN = 9999
"""The last year of a strategy whose end nobody states."""


@dataclass(frozen=True)
class RegionPriority:
    """One priority of the strategy of a ``region`` from ``first`` to ``last`` year, None where it is not stated.

    ``kind`` is sector, cross-cutting or emerging, "" where it is not stated. ``stated`` are the domains that somebody
    stated for it, parted by semicolons: they count in the place of those that its words name."""

    region: str
    first: int
    last: int | None
    kind: str
    priority: str
    stated: str = ""
    source: str = ""

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Its domains with the words that name each; a domain that was stated needs none."""
        if self.stated:
            return {code: () for code in DOMAINS if code in self.stated.split(";")}
        return domains.found_in(self.priority)

    @property
    def domains(self) -> tuple[str, ...]:
        """Its domains by code."""
        return tuple(self.words)


@dataclass(frozen=True)
class Strategy:
    """The priorities of one region for one period, by name."""

    region: str
    first: int
    last: int | None
    priorities: tuple[RegionPriority, ...]

    def current(self, year: int) -> bool:
        """Whether its period holds a year."""
        return self.first <= year <= (self.last or UNTIL_OPEN)

    def of_domain(self, code: str) -> tuple[RegionPriority, ...]:
        """Its priorities of one domain."""
        return tuple(one for one in self.priorities if code in one.domains)


@dataclass(frozen=True)
class SharedDomain:
    """A domain that both name, with the priorities of either that do."""

    domain: str
    left: tuple[RegionPriority, ...]
    right: tuple[RegionPriority, ...]


@dataclass(frozen=True)
class Shared:
    """What two strategies share, and the priorities of either that share nothing, by name."""

    domains: tuple[SharedDomain, ...]
    left_alone: tuple[RegionPriority, ...]
    right_alone: tuple[RegionPriority, ...]


def strategies(priorities: Iterable[RegionPriority]) -> tuple[Strategy, ...]:
    """The strategies of one region by period, the newest first."""
    periods: dict[tuple[int, int | None], list[RegionPriority]] = {}
    for one in priorities:
        periods.setdefault((one.first, one.last), []).append(one)
    found = [
        Strategy(held[0].region, first, last, tuple(sorted(held, key=lambda one: one.priority)))
        for (first, last), held in periods.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.last or UNTIL_OPEN), reverse=True))


def strategy(priorities: Iterable[RegionPriority]) -> Strategy | None:
    """The newest strategy of one region; None where no priority is on file."""
    return next(iter(strategies(priorities)), None)


def shared(left: Strategy, right: Strategy) -> Shared:
    """The domains that both strategies name, in the order of ``DOMAINS``. Swapping mirrors it."""
    found = [
        SharedDomain(code, left.of_domain(code), right.of_domain(code))
        for code in DOMAINS
        if left.of_domain(code) and right.of_domain(code)
    ]
    codes = {one.domain for one in found}
    return Shared(tuple(found), _alone(left, codes), _alone(right, codes))


def _alone(own: Strategy, codes: set[str]) -> tuple[RegionPriority, ...]:
    return tuple(one for one in own.priorities if not codes.intersection(one.domains))


def former(priority: RegionPriority, older: Sequence[RegionPriority]) -> tuple[RegionPriority, ...]:
    """The priorities of an older strategy of the region that share most domains with one of the newer: links by words
    are ours [R], and one without a domain has none."""
    most = max((len(set(priority.domains) & set(one.domains)) for one in older), default=0)
    return tuple(one for one in older if most and len(set(priority.domains) & set(one.domains)) == most)
