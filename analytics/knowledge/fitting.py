"""Which entries fit the gap of a city, and why: by what they are about, what they prove, size and climate [R]."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from analytics.adaptation.hazard_names import HAZARDS
from analytics.knowledge.gaps import KnowledgeGap
from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.knowledge.topics import HELPING, WEATHERED

MOST = 3
DATA = "data_set"
"""A table of figures tells nobody what was done."""
PROGRAMME = "programme"
"""A field of many measures is never offered as one."""


class Asking(NamedTuple):
    """The city that asks: its id, its inhabitants of the year ``counted`` by a ``source`` ("" for its inventories), its
    climate class (Köppen-Geiger), the languages that it reads, and the ids of its ``partners``."""

    city_id: str
    inhabitants: float | None
    counted: int
    source: str
    climate: str
    languages: frozenset[str]
    partners: frozenset[str] = frozenset()


class Fit(NamedTuple):
    """An entry that fits: the hazards that it shares with the gap, how many ``times`` as many inhabitants its city has
    (None where either number is not known), whether it has the same climate where that matters, and whether a partner
    tells it of itself."""

    entry: KnowledgeEntry
    hazards: tuple[str, ...] = ()
    times: float | None = None
    like_climate: bool = False
    of_partner: bool = False

    @property
    def apart(self) -> float:
        """How far apart the two cities are in size: a logarithm, endless where it is not known."""
        return math.inf if self.times is None else abs(math.log(self.times))


class Help(NamedTuple):
    """A gap of the city that asks with the entries that fit it."""

    gap: KnowledgeGap
    fits: tuple[Fit, ...]
    asking: Asking


def fitting(gap: KnowledgeGap, entries: Iterable[KnowledgeEntry], asking: Asking, most: int = MOST) -> tuple[Fit, ...]:
    """The entries that fit a gap, the most telling first, one of each city before a second one.

    What is of the city itself, or in a language that it does not read, is left out. What was measured comes first, then
    what is modelled, bought, claimed or planned; of one kind what a partner tells of itself, who can be asked. Of a
    sector, then what is nearest to it; then, where the weather matters, a like climate; then a like size. Of hazards,
    what shares most of them, then the newest. What a city on file tells of itself, a partner's before others', has
    one of the places even where it states no figure. Source: our own rule [R].
    """
    fits = [
        fit
        for entry in entries
        if asking.city_id not in entry.cities and _read(entry, asking) and (fit := _fit(gap, entry, asking)) is not None
    ]
    fits.sort(key=lambda fit: _rank(gap, fit))
    seen: set[str] = set()
    again: list[Fit] = []
    first: list[Fit] = []
    for fit in fits:
        alike = fit.entry.place_key or fit.entry.title.partition(":")[0]  # one measure with several results
        (again if alike in seen else first).append(fit)
        seen |= {alike} - {""}
    proven = [fit for fit in (*first, *again) if fit.entry.in_figures]
    ranked = (*proven, *(fit for fit in first if not fit.entry.in_figures))
    told_here = (fit for fit in ranked if fit.entry.city_id and fit.entry.kind == "experience")
    own = min(told_here, key=lambda fit: not fit.of_partner, default=None)
    return ranked[:most] if own is None or own in ranked[:most] else (*ranked[: most - 1], own)


def _read(entry: KnowledgeEntry, asking: Asking) -> bool:
    return not entry.languages or bool(asking.languages.intersection(entry.languages))


def _fit(gap: KnowledgeGap, entry: KnowledgeEntry, asking: Asking) -> Fit | None:
    if entry.form in (DATA, PROGRAMME):
        return None
    hazards = _shared(gap, entry)
    if gap.hazards and not hazards:
        return None
    if not gap.hazards and entry.topic not in HELPING.get(gap.group, ()):
        return None
    weathered = bool(hazards) or entry.topic in WEATHERED
    times = entry.inhabitants / asking.inhabitants if entry.inhabitants and asking.inhabitants else None
    of_partner = entry.kind == "experience" and entry.city_id in asking.partners
    return Fit(entry, hazards, times, weathered and bool(entry.climate) and entry.climate == asking.climate, of_partner)


def _shared(gap: KnowledgeGap, entry: KnowledgeEntry) -> tuple[str, ...]:
    """The hazards of a gap that an entry is about: the very same, or where one of the two names their whole group."""
    return tuple(code for code in gap.hazards if any(_same(code, other) for other in entry.hazards))


def _same(one: str, other: str) -> bool:
    groups = [HAZARDS[code].group for code in (one, other) if code in HAZARDS]
    return one == other or (groups[0:1] == groups[1:2] and bool({one, other} & set(groups)))


def _rank(gap: KnowledgeGap, fit: Fit) -> tuple[float | str, ...]:
    entry = fit.entry
    if gap.hazards:
        return entry.rank, not fit.of_partner, -len(fit.hazards), -(entry.last_year or 0), entry.id
    near = HELPING[gap.group].index(entry.topic)
    return entry.rank, not fit.of_partner, near, not fit.like_climate, fit.apart, entry.id
