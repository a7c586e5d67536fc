"""Where the hazards of a city stand in its risk matrix, and which hazards two cities both face.

A hazard of which no level is stated has a place as well: the row and the column of what is not stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from analytics.adaptation.hazard_names import HAZARDS, NAMES
from analytics.adaptation.vulnerable import RANKS
from analytics.text.sentences import Sentence


class HazardStatement(Protocol):
    """What one source states of one hazard, blank where it states nothing."""

    @property
    def hazard(self) -> str:
        """Its code."""

    @property
    def probability(self) -> str:
        """How probable it is today."""

    @property
    def consequence(self) -> str:
        """How grave it is today."""

    @property
    def stated(self) -> int | None:
        """The year in which it was said."""


class FactOfHazard(Protocol):
    """What is known of a hazard beside its level."""

    @property
    def hazard(self) -> str:
        """Its code, blank where it is of no single hazard."""


@dataclass(frozen=True)
class NamedHazard:
    """One hazard of a city: its ``number`` in matrix and table, the levels that count, and how many things are told of
    it.

    A level is "" where no source states it. ``differing``: sources state different levels.
    """

    number: int
    code: str
    probability: str
    consequence: str
    differing: bool
    told: int

    @property
    def rated(self) -> bool:
        """Whether both levels are stated, so that it has a place among the levels."""
        return self.probability in RANKS and self.consequence in RANKS

    @property
    def risk(self) -> int:
        """Probability times consequence, each from 1 to 3; 0 where either is not stated or not known."""
        return RANKS.get(self.probability, 0) * RANKS.get(self.consequence, 0)


def named(statements: Sequence[HazardStatement], facts: Sequence[FactOfHazard] = ()) -> tuple[NamedHazard, ...]:
    """The hazards that statements and facts name, numbered: the greatest risk first, then those of which most is told.

    What is said of a whole group belongs to the hazards of it where any is named, and is a hazard of its own where none
    is. Of several statements the newest with a level counts; where those of one year differ, the higher one: our own
    reasoning [R].
    """
    codes = {one.hazard for one in (*statements, *facts) if one.hazard}
    alone = {code for code in codes if not _stands_for_others(code, codes)}
    found = []
    for code in alone:
        mine = [one for one in statements if one.hazard == code]
        levels = [_level([(one.stated or 0, getattr(one, side)) for one in mine]) for side in _SIDES]
        told = len(mine) + sum(belongs(one.hazard, code, alone) for one in facts)
        found.append(NamedHazard(0, code, levels[0][0], levels[1][0], levels[0][1] or levels[1][1], told))
    order = {code: place for place, code in enumerate(NAMES)}
    found.sort(key=lambda one: (-one.risk, -one.told, order.get(one.code, len(order))))
    return tuple(
        NamedHazard(number, one.code, one.probability, one.consequence, one.differing, one.told)
        for number, one in enumerate(found, start=1)
    )


def lacking(hazards: Sequence[NamedHazard]) -> str:
    """What the risk assessment of a city lacks, "" where it is whole: it states the risk of each hazard, so that a plan
    or a hazard without its levels is none yet. Source: Covenant of Mayors – Europe, commitment document (risk and
    vulnerability assessment beside the actions); Global Covenant of Mayors, common reporting framework (risk level of
    each hazard); that all of them are asked for is our own reasoning [R]."""
    if not hazards:
        return Sentence("a hazard of the city")
    return "" if all(one.rated for one in hazards) else Sentence("the risk of each hazard")


_SIDES = ("probability", "consequence")


def belongs(said: str, code: str, named_codes: Iterable[str]) -> bool:
    """Whether what is said of a hazard or of a whole group is told with the hazard ``code``: of a group with the first
    named hazard of it."""
    if said == code:
        return True
    hazard = HAZARDS.get(said)
    if hazard is None or not hazard.whole_group:
        return False
    members = [one for one in NAMES if HAZARDS[one].group == said and one != said and one in set(named_codes)]
    return bool(members) and members[0] == code


def _stands_for_others(code: str, codes: Iterable[str]) -> bool:
    """Whether a code is a group of which a hazard is named as well."""
    hazard = HAZARDS.get(code)
    if hazard is None or not hazard.whole_group:
        return False
    return any(other != code and other in HAZARDS and HAZARDS[other].group == code for other in codes)


def _level(said: Sequence[tuple[int, str]]) -> tuple[str, bool]:
    """The level that counts of those said, each with its year, and whether they differ."""
    levels = [(year, level) for year, level in said if level]
    if not levels:
        return "", False
    newest = max(year for year, _ in levels)
    last = [level for year, level in levels if year == newest]
    return max(last, key=lambda level: RANKS.get(level, 0)), len({level for _, level in levels}) > 1


@dataclass(frozen=True)
class SharedHazards:
    """The hazards of two cities by code: those that both name, the groups of which each names another hazard, and the
    others of each."""

    both: tuple[str, ...]
    alike: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def shared(left: Iterable[str], right: Iterable[str]) -> SharedHazards:
    """What two cities face, by the codes that each names, in the order of the framework. Swapping them mirrors it; one
    that names a whole group shares it with one that names a hazard of it."""
    mine, other = set(left), set(right)
    both = tuple(code for code in NAMES if code in mine & other)
    groups = [{HAZARDS[code].group for code in side - set(both) if code in HAZARDS} for side in (mine, other)]
    alike = tuple(code for code in NAMES if code in groups[0] & groups[1])
    rest = [
        tuple(code for code in NAMES if code in side and code not in both and HAZARDS[code].group not in alike)
        for side in (mine, other)
    ]
    return SharedHazards(both, alike, *rest)
