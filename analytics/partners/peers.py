"""Where a city stands among similar ones: published totals per inhabitant as a distribution, never as a ranking.

The others are as large as the city, within a factor of two, and fall into two groups by something else that matters.
A figure that cannot be right is told apart and counts in no middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from analytics.formula import OURS, formula
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import Sentence

SIZE = 2.0
"""[R] Others are as large as a city between half and twice its inhabitants."""
YEARS_APART = 3
"""[R] A total per inhabitant is one where the two were counted at most so many years apart."""
WRONG_PEOPLE = 3.0
"""[R] No city grows or shrinks by such a factor between two reports: one of the two numbers of inhabitants is wrong."""
LEAST_T = 0.5
"""[R] Tonnes per inhabitant below which a total cannot be whole: the least of the other cities of 2019 has 0.87."""
TRAITS: Mapping[str, str] = {
    "continent": Sentence("Continent"),
    # Translators: how warm or cold a city is, by its distance from the equator.
    "latitude": Sentence("Climate"),
    "income": Sentence("Income"),
    # Translators: what share of its emissions comes with energy that a city buys, such as electricity.
    "bought": Sentence("Bought energy"),
}
DEGREES = 5.0
"""[R] Two cities lie in a like climate where their distances from the equator differ by at most so many degrees."""
INCOME = 1.5
"""[R] Two countries are about as rich where their GDP per inhabitant differs by at most this factor."""
SHARE = 0.1
"""[R] Two profiles are alike where the shares of bought energy differ by at most so much."""


@dataclass(frozen=True)
class PublishedCities:
    """Published totals of cities as columns: ``total_t`` in t CO2e of the inventory ``year``, ``inhabitants`` of the
    year ``counted``, ``other_inhabitants`` of another report of the city.

    ``latitude`` in degrees, ``income`` in USD per inhabitant of the country, ``bought`` is the share of scope 2 in the
    total. What is not known is NaN, or "" for a continent.
    """

    key: Sequence[str]
    name: Sequence[str]
    country: Sequence[str]
    continent: Sequence[str]
    year: Integers
    total_t: Floats
    inhabitants: Floats
    counted: Integers
    other_inhabitants: Floats
    latitude: Floats
    income: Floats
    bought: Floats

    def __len__(self) -> int:
        """How many there are."""
        return len(self.key)

    @cached_property
    def per_head(self) -> Floats:
        """Tonnes per inhabitant; NaN without inhabitants."""
        return self.total_t / self.inhabitants

    @cached_property
    def doubted(self) -> Sequence[str]:
        """Of each what cannot be right: ``people``, its number of inhabitants, or ``low``, its total; else ""."""
        apart = np.abs(np.log(self.inhabitants / self.other_inhabitants)) > np.log(WRONG_PEOPLE)
        low = (self.per_head < LEAST_T) & (self.total_t > 0)
        return ["people" if wrong else "low" if little else "" for wrong, little in zip(apart, low, strict=True)]


@dataclass(frozen=True)
class Standpoint:
    """The city that looks at the others: what is known of it, and its own total per inhabitant where there is one by
    the same rules, with its year; ``on_file`` where it is not among the published ones. ``key`` is that of its
    published total, "" for none. ``fossil_t`` is of its country: t of fossil CO2 per inhabitant."""

    key: str
    name: str
    inhabitants: float | None
    counted: int | None
    continent: str
    country: str
    latitude: float | None
    income: float | None
    bought: float | None
    per_head_t: float | None = None
    year: int | None = None
    on_file: bool = False
    fossil_t: float | None = None


@dataclass(frozen=True)
class PeerGroup:
    """One of the two groups: the lines of its cities, the lowest first, ``doubted`` ones apart; the middle and the ends
    of the middle half in t per inhabitant, None of fewer than ``FEWEST``."""

    alike: bool
    lines: Integers
    doubted: Integers
    middle: float | None
    half: tuple[float, float] | None
    below: int
    above: int


FEWEST = 4
"""[R] Of fewer dots a middle half says nothing."""


@dataclass(frozen=True)
class Peers:
    """Where a city stands: two groups of others, those alike in ``trait`` first; how many were left out and why, and
    every line whose figure is in question. ``missing`` names what of the city itself is not known and was needed."""

    cities: PublishedCities
    own: Standpoint
    trait: str
    groups: tuple[PeerGroup, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    in_question: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    missing: str = ""

    @property
    def dots(self) -> int:
        """How many others are shown."""
        return sum(len(group.lines) + len(group.doubted) for group in self.groups)

    @property
    def others(self) -> int:
        """How many others have a published total: the city itself is no peer of its own."""
        return sum(key != self.own.key for key in self.cities.key)


def _alike(cities: PublishedCities, own: Standpoint, trait: str) -> tuple[Truths, Truths]:
    """Which of the others are alike in a trait, and of which it is known."""
    column: Any
    if trait == "continent":
        column = np.asarray(cities.continent, dtype=str)
        return column == own.continent, column != ""
    column = getattr(cities, trait)
    value = getattr(own, trait)
    with np.errstate(invalid="ignore", divide="ignore"):
        if trait == "latitude":
            found = np.abs(np.abs(column) - abs(value)) <= DEGREES
        elif trait == "income":
            found = np.abs(np.log(column / value)) <= np.log(INCOME)
        else:
            found = np.abs(column - value) <= SHARE
    return found, ~np.isnan(column)


@formula(
    name="Where a city stands among similar ones",
    text=Sentence("t per inhabitant = published total ÷ inhabitants; middle and middle half: quartiles of each group"),
    units=Sentence(
        "t CO2e per inhabitant; others of half to twice the inhabitants, counted within {years} years of the "
        "inventory; a climate is alike within {degrees} degrees of latitude, an income within a factor of {income}, "
        "bought energy within {share} percentage points",
        years=YEARS_APART,
        degrees=f"{DEGREES:g}",
        income=f"{INCOME:g}",
        share=f"{100 * SHARE:g}",
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "A figure is in question where two reports of a city state inhabitants that differ by more than a factor of "
        "{factor}, or where it has less than {least} t per inhabitant; it is shown apart and counts in no middle. "
        "Boundaries and grids differ: this is no ranking.",
        factor=f"{WRONG_PEOPLE:g}",
        least=f"{LEAST_T:g}",
    ),
)
def stand(cities: PublishedCities, own: Standpoint, trait: str = "continent") -> Peers:
    """Where a city stands among those of its size, in two groups by a trait of ``TRAITS``: t CO2e per inhabitant.

    Source: our own rule [R]; published totals of CDP.
    """
    doubts = np.asarray([bool(doubt) for doubt in cities.doubted])
    question = np.flatnonzero(doubts)
    if own.inhabitants is None:
        return Peers(cities, own, trait, (), {}, question, "inhabitants")
    if (trait == "continent" and not own.continent) or (trait != "continent" and getattr(own, trait) is None):
        return Peers(cities, own, trait, (), {}, question, trait)
    alike, known = _alike(cities, own, trait)
    people = np.where(doubts & ~np.isnan(cities.other_inhabitants), cities.other_inhabitants, cities.inhabitants)
    with np.errstate(invalid="ignore"):
        near = (people >= own.inhabitants / SIZE) & (people <= own.inhabitants * SIZE)
    hindered = {
        "zero": ~(cities.total_t > 0),
        "people": np.isnan(cities.inhabitants) | (cities.counted == 0),
        "size": ~near,
        "years": np.abs(cities.year - cities.counted) > YEARS_APART,
        "trait": ~known,
    }
    rest = np.asarray([key != own.key for key in cities.key])
    left_out = {}
    for reason, hinders in hindered.items():
        left_out[reason] = int((rest & hinders).sum())
        rest &= ~hinders
    groups = tuple(_group(cities, own, rest & (alike == side), doubts, bool(side)) for side in (True, False))
    return Peers(cities, own, trait, groups, {name: count for name, count in left_out.items() if count}, question)


def _group(cities: PublishedCities, own: Standpoint, chosen: Truths, doubts: Truths, alike: bool) -> PeerGroup:
    lines = np.flatnonzero(chosen)
    lines = lines[np.lexsort((np.asarray(cities.key, dtype=str)[lines], cities.per_head[lines]))]
    sure, doubted = lines[~doubts[lines]], lines[doubts[lines]]
    values = cities.per_head[sure]
    quartiles = np.quantile(values, (0.25, 0.5, 0.75)).tolist() if len(values) >= FEWEST else None
    below = above = 0
    if own.per_head_t is not None:
        below, above = int((values < own.per_head_t).sum()), int((values > own.per_head_t).sum())
    return PeerGroup(
        alike=alike,
        lines=sure,
        doubted=doubted,
        middle=quartiles[1] if quartiles else None,
        half=(quartiles[0], quartiles[2]) if quartiles else None,
        below=below,
        above=above,
    )
