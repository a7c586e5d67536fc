"""Which cities are like one, by what counts: likeness by several facts, weighed as people choose.

Each fact makes a likeness from 0 (nothing in common) to 1 (alike). What is not known of a city adds nothing, is told
apart as open, and is counted: nobody is praised or blamed for what nobody told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any

import numpy as np

from analytics.adaptation.hazard_names import HAZARDS
from analytics.formula import OURS, formula
from analytics.inventories.spots import Floats, Integers
from analytics.partners.candidates import COMMON_RULES, Candidates, Words
from analytics.text.sentences import Sentence, sentences

CRITERIA: Mapping[str, str] = sentences(
    {
        "hazards": "Hazards in common",
        "size": "Similar size",
        "rules": "Figures by the same rules",
        "target": "Similar 2030 target",
        "commitments": "Same commitments",
        "sectors": "Similar sectors",
        "topics": "Topics in common",
        "language": "A language in common",
        "energy": "Energy poverty of the country",
    }
)
USUAL: Mapping[str, int] = {"hazards": 3, "size": 2, "rules": 2, "target": 1, "commitments": 1}
"""[R] How much each counts until somebody moves it; what is not named counts nothing."""
MOST_WEIGHT = 3
HALVINGS = 2.0
"""[R] Two cities of which one is so many times twice the other have no likeness of size: 4 times."""
TARGET_POINTS = 50.0
"""[R] Targets so many percentage points apart are not alike at all."""
UNABLE_POINTS = 20.0
"""[R] Countries so many percentage points apart are not alike at all: half of those on file lie within 10."""


def size(own: Any, other: Any) -> Any:
    """The likeness of two numbers of inhabitants, from 0 to 1: a number on columns and single numbers alike. Source:
    our own rule [R]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(1 - np.abs(np.log2(np.asarray(other, dtype=float) / own)) / HALVINGS, 0, 1)


def within(own: Any, other: Any, points: float) -> Any:
    """The likeness of two figures in per cent, from 0 to 1: nothing where they are ``points`` or more apart. Source:
    our own rule [R]."""
    return np.clip(1 - np.abs(np.asarray(other, dtype=float) - own) / points, 0, 1)


def in_common(own: int, other: Any) -> Any:
    """What two cities share of all that both name (Sørensen and Dice), from 0 to 1, as bits of a number each; NaN where
    one of them names nothing. Source: our own rule [R]."""
    bits = np.asarray(other, dtype=np.int64)
    shared, named = np.bitwise_count(bits & own), np.bitwise_count(bits) + int(own).bit_count()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((bits == 0) | (own == 0), np.nan, 2 * shared / named)


def hazards_in_common(words: Words, own: int, other: Any) -> Any:
    """What two cities share of all the hazards that both name, from 0 to 1: a number; NaN where one of them names none.
    A whole group of hazards is shared with whoever names one of it. Source: our own rule [R]."""
    bits = np.asarray(other, dtype=np.int64)
    accepted = [_accepted(words, code) for code in words.named(own)]
    mine = sum(((bits & each != 0).astype(float) for each in accepted), np.zeros(bits.shape))
    theirs = np.bitwise_count(bits & reduce(or_, accepted, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = (mine + theirs) / (int(own).bit_count() + np.bitwise_count(bits))
    return np.where((bits == 0) | (own == 0), np.nan, alike)


def shared_hazards(words: Words, own: int, other: int) -> tuple[str, ...]:
    """The codes of the hazards of one city that another one names, too, be it by their group."""
    return tuple(code for code in words.named(own) if other & _accepted(words, code))


@lru_cache(256)  # asked again for each city that is looked at: the hazards, for the words of two moments or three
def _accepted(words: Words, code: str) -> int:
    """The bits of what names the same hazard: itself, its group, and of a whole group every hazard in it."""
    hazard = HAZARDS[code]
    known = (other for other in HAZARDS.values() if other.code in words.known)
    if hazard.whole_group:
        return words.bits(other.code for other in known if other.group == code)
    return words.bits(other.code for other in known if other.code in (code, hazard.group))


def any_in_common(own: int, other: Any, counting: int = -1) -> Any:
    """1 where two cities share at least one of the bits that are ``counting``, 0 where none: a number; NaN where the
    other names nothing, or the own city nothing that is counting. Source: our own rule [R]."""
    bits = np.asarray(other)
    return np.where((bits == 0) | (own & counting == 0), np.nan, (bits & own & counting != 0).astype(float))


def profile(own: Any, other: Any) -> Any:
    """What the sector shares of two cities have in common, from 0 to 1: 1 less half the sum of their differences.
    Source: our own rule [R]."""
    return 1 - np.abs(np.asarray(other, dtype=float) - own).sum(axis=-1) / 2


_LIKENESS: Mapping[str, Callable[[Candidates, int], Any]] = {
    "hazards": lambda cities, own: hazards_in_common(cities.hazard_words, int(cities.hazards[own]), cities.hazards),
    "size": lambda cities, own: size(cities.inhabitants[own], cities.inhabitants),
    "rules": lambda cities, own: any_in_common(int(cities.rules[own]), cities.rules, COMMON_RULES),
    "target": lambda cities, own: within(cities.target_percent[own], cities.target_percent, TARGET_POINTS),
    "commitments": lambda cities, own: in_common(int(cities.commitments[own]), cities.commitments),
    "sectors": lambda cities, own: profile(cities.shares[own], cities.shares),
    "topics": lambda cities, own: in_common(int(cities.topics[own]), cities.topics),
    "language": lambda cities, own: any_in_common(int(cities.languages[own]), cities.languages),
    "energy": lambda cities, own: within(cities.unable_percent[own], cities.unable_percent, UNABLE_POINTS),
}


@dataclass(frozen=True)
class Suggestions:
    """How like the city in line ``own`` the cities of ``pool`` (their lines) are.

    ``parts`` is by criterion that counts the likeness of each, NaN where it is not known. ``weights`` are of these;
    ``silent`` names what should count, and of which nothing is known of the city itself; ``asked`` is the weight of all
    that should count.
    """

    cities: Candidates
    own: int
    pool: Integers
    parts: Mapping[str, Floats]
    weights: Mapping[str, int]
    silent: tuple[str, ...]
    asked: int

    @property
    def scant(self) -> bool:
        """Whether less than half of what should count is known of the city itself."""
        return 2 * self.whole < self.asked

    @property
    def whole(self) -> int:
        """The sum of the weights that count."""
        return sum(self.weights.values())

    @cached_property
    def points(self) -> Mapping[str, Floats]:
        """By criterion what it gives each, of 100 in all; what is not known gives nothing."""
        return {
            code: 100 * self.weights[code] / self.whole * np.nan_to_num(part, nan=0.0)
            for code, part in self.parts.items()
        }

    @cached_property
    def known(self) -> Integers:
        """How like each is by what is known, of 100: whole numbers, since a tie is a tie."""
        none = np.zeros(len(self.pool))
        return np.rint(np.round(sum(self.points.values(), none), 6)).astype(np.int64)

    @cached_property
    def open(self) -> Integers:
        """How much of 100 is not known of each."""
        lost = (np.isnan(part) * (100 * self.weights[code] / self.whole) for code, part in self.parts.items())
        return np.rint(np.round(sum(lost, np.zeros(len(self.pool))), 6)).astype(np.int64)

    @cached_property
    def order(self) -> Integers:
        """The places in ``pool``, the most alike first; of cities that are level those of which more is known come
        first, then they stand by their names."""
        order: Integers = np.lexsort((self.cities.by_name[self.pool], self.open, -self.known))
        return order

    def level_with(self, place: int) -> Integers:
        """The other places in ``pool`` that are as alike as this one, in the same order."""
        order = self.order
        found: Integers = order[(self.known[order] == self.known[place]) & (order != place)]
        return found

    def alone(self, code: str) -> Integers:
        """The places in ``pool`` that would stand first if this criterion alone counted, by name; none where no city
        has anything of it in common."""
        points = np.rint(np.round(100 * np.nan_to_num(self.parts[code], nan=0.0), 6))
        found: Integers = self.order[(points[self.order] == points.max(initial=0.0)) & (points[self.order] > 0)]
        return found

    def could_lead(self) -> int:
        """How many cities would stand before the first if all that is not known of them were alike."""
        best = self.known[self.order[0]] if len(self.pool) else 0
        return int((self.known + self.open > best).sum() - (self.open[self.order[:1]] > 0).sum())

    def of(self, key: str) -> int | None:
        """The place of a city in ``pool``; None where it is not in it."""
        line = self.cities.places.get(key)
        found = [] if line is None else np.flatnonzero(self.pool == line).tolist()
        return found[0] if found else None


@formula(
    name="How alike two cities are",
    text=Sentence(
        "points = 100 × Σ (weight × likeness) ÷ Σ weight; size: 1 − |log2(a ÷ b)| ÷ 2; hazards, topics, commitments: "
        "2 × shared ÷ (own + other); target: 1 − |a − b| ÷ 50; sectors: 1 − Σ |a − b| ÷ 2; energy: 1 − |a − b| ÷ 20"
    ),
    units=(
        "a number from 0 to 100; a, b: inhabitants, per cent by 2030, shares of the total, per cent of people unable "
        "to keep their home warm; rules and languages: 1 where one is shared, else 0"
    ),
    source=OURS,
    mark="R",
    remark=(
        "What is not known of a city gives no points and is shown as open. What is not known of the own city does not "
        "count. Points are rounded to whole numbers; cities with as many are level."
    ),
    also=(
        "analytics.partners.suggesting.size",
        "analytics.partners.suggesting.within",
        "analytics.partners.suggesting.in_common",
        "analytics.partners.suggesting.hazards_in_common",
        "analytics.partners.suggesting.any_in_common",
        "analytics.partners.suggesting.profile",
    ),
)
def suggested(cities: Candidates, own: str, weights: Mapping[str, int], where: str = "elsewhere") -> Suggestions:
    """How like the city with the key ``own`` all others are ``where`` a partner is looked for, by facts that count as
    their ``weights`` say: a number of points from 0 to 100. Raises KeyError for a key that is none. Source: our own
    rule [R]."""
    line = cities.places[own]
    pool = np.flatnonzero(cities.lying_in(where, line))
    parts: dict[str, Floats] = {}
    silent = []
    for code in CRITERIA:
        if weights.get(code, 0) <= 0:
            continue
        every = np.asarray(_LIKENESS[code](cities, line), dtype=float)
        if np.isnan(every[line]):  # of itself it knows nothing: a city is like itself in all that is known
            silent.append(code)
        else:
            parts[code] = every[pool]
    counting = {code: weights[code] for code in parts}
    asked = sum(counting.values()) + sum(weights[code] for code in silent)
    return Suggestions(cities, line, pool, parts, counting, tuple(silent), asked)
