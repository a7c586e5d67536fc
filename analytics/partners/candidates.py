"""What is known of many cities as columns, for the search of a partner: a line for each city, a column for each fact.

What nobody told is NaN, or 0 in a column of bits, and never stands for a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import sentences

SHARES = ("Transport", "Buildings", "Rest")
"""The sectors that the profiles of two cities are compared by, as fine as every inventory by sector tells them."""
RULES = ("gpc", "covenant", "own", "other")
"""By which rules an inventory is made: the bits of ``rules``."""
COMMON_RULES = 0b0011
"""Rules that are the same for everyone; two methods of one's own have nothing in common."""
COMMITMENTS = ("2020", "2030", "2050", "adapt")
"""What signatories of the Covenant committed themselves to: the bits of ``commitments``."""
ON_FILE, COVENANT, CDP = 1, 2, 4
"""The bits of ``told_by``: who tells of a city."""
CONTINENTS: Mapping[str, str] = sentences(
    {
        "EU": "Europe",
        "NA": "North America",
        "SA": "South America",
        "AS": "Asia",
        "AF": "Africa",
        "OC": "Oceania",
    }
)


@dataclass(frozen=True)
class Words:
    """What the bits of a column stand for."""

    known: tuple[str, ...]

    def bits(self, words: Iterable[str]) -> int:
        """The bits of some of the words; raises ValueError for another word."""
        return sum(1 << self.known.index(word) for word in set(words))

    def named(self, bits: int) -> tuple[str, ...]:
        """The words of some bits."""
        return tuple(word for place, word in enumerate(self.known) if bits >> place & 1)


@dataclass(frozen=True)
class Candidates:
    """Cities as columns. ``key`` tells each apart: its id on file or in the Covenant, else that of its account at CDP.

    ``inhabitants`` were counted in the year ``counted`` (0: not said). ``target_percent`` is the cut by 2030 of
    emissions of ``target_base`` (0: not said). ``unable_percent`` is of the country: people unable to keep their home
    warm. ``shares`` has a column for each of ``SHARES``, from 0 to 1. ``hazards``, ``topics``, ``languages``, ``rules``
    and ``commitments`` are bits. ``left_out`` says how many were left out, by the reason why.
    """

    key: Sequence[str]
    name: Sequence[str]
    country: Sequence[str]
    continent: Sequence[str]
    told_by: Integers
    inhabitants: Floats
    counted: Integers
    hazards: Integers
    rules: Integers
    rules_year: Integers
    target_percent: Floats
    target_base: Integers
    commitments: Integers
    languages: Any  # whole numbers without a limit: there are more than 63 languages
    unable_percent: Floats
    topics: Integers
    shares: Floats
    hazard_words: Words
    language_words: Words
    topic_words: Words
    left_out: Mapping[str, int]

    def __len__(self) -> int:
        """How many cities there are."""
        return len(self.key)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The line of each key."""
        return {key: place for place, key in enumerate(self.key)}

    @cached_property
    def by_name(self) -> Integers:
        """The place of each city in the order of names, and of keys where two bear one name."""
        order = np.lexsort((np.asarray(self.key, dtype=str), np.asarray(self.name, dtype=str)))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return place

    @cached_property
    def _continents(self) -> Any:
        return np.asarray(self.continent, dtype=str)

    def lying_in(self, where: str, own: int) -> Truths:
        """Which cities lie where a partner of the city in line ``own`` is looked for, itself apart: ``all``, a
        continent, or ``elsewhere``, on any continent but its own."""
        continents = self._continents
        if where == "all":
            found = np.ones(len(self), dtype=bool)
        elif where == "elsewhere":
            found = (continents != continents[own]) & (continents != "")
        else:
            found = continents == where
        found[own] = False
        return found
