"""What is on file of two partners: their pairings, milestones, promises and notes, as one of them sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from datasets.city.counted_statements import counting, said
from datasets.reference import programme_facts
from datasets.store.kind import StatedKind
from datasets.store.kinds.city_pairings import KIND as PAIRINGS
from datasets.store.kinds.city_pairings import CityPairing
from datasets.store.kinds.milestones import KIND as MILESTONES
from datasets.store.kinds.milestones import Milestone
from datasets.store.kinds.pair_promises import KIND as PROMISES
from datasets.store.kinds.pair_promises import PairPromise
from datasets.store.kinds.partner_notes import KIND as NOTES
from datasets.store.kinds.partner_notes import PartnerNote
from datasets.store.records import Register

OF_PAIRS: tuple[StatedKind[Any], ...] = (PAIRINGS, MILESTONES, PROMISES, NOTES)
"""The kinds of data that two partners share."""


@dataclass(frozen=True)
class PairRoom:
    """What counts of a city's pairings, with one ``partner`` or with all: the oldest first, what has no date last."""

    city_id: str
    partner: str | None
    pairings: tuple[CityPairing, ...]
    milestones: tuple[Milestone, ...]
    promises: tuple[PairPromise, ...]
    notes: tuple[PartnerNote, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its pairings, each once."""
        return tuple(dict.fromkeys(topic for pairing in self.pairings for topic in pairing.topic_list))

    @property
    def group(self) -> str | None:
        """The group of sectors that its first topic with one touches."""
        return next((group for _said, group in map(programme_facts.topic, self.topics) if group), None)

    @property
    def task(self) -> str | None:
        """What the partners share: the first topic that touches a sector, otherwise the first."""
        named = [programme_facts.topic(topic) for topic in self.topics]
        return next((said for said, group in named if group), named[0][0] if named else None)

    @staticmethod
    def named(topics: Iterable[str]) -> list[str]:
        """Topics in words that can be said in other languages where they ship."""
        return [programme_facts.topic(topic)[0] for topic in topics]


def room(register: Register, city_id: str, partner: str | None = None) -> PairRoom:
    """What counts of a city and its ``partner`` (an id, or a name that is none of a city on file), or of all."""
    held = [tuple(_with(partner, counting(register, kind, city_id))) for kind in OF_PAIRS]
    return PairRoom(city_id, partner, *held)


def pairs(register: Register) -> tuple[tuple[str, str], ...]:
    """Every pair of cities on file, each once: those that came with the database, then those that were entered."""
    on_file = {city.city_id for city in register.cities}
    told = ((one.revision, city_id, one.partner) for city_id, held in register.of(PAIRINGS).items() for one in held)
    entered = [(city_id, partner) for _, city_id, partner in sorted(told)]
    found: dict[frozenset[str], tuple[str, str]] = {}
    for left, right in (*register.pairings, *entered):
        if left != right and {left, right} <= on_file and not _taken_back(register, left, right):
            found.setdefault(frozenset((left, right)), (left, right))
    return tuple(found.values())


def _taken_back(register: Register, left: str, right: str) -> bool:
    told = list(_with(right, said(register, PAIRINGS, left).values()))
    return bool(told) and all(pairing.withdrawn for pairing in told)


def _with(partner: str | None, entries: Iterable[Any]) -> Iterable[Any]:
    return (entry for entry in entries if partner in (None, entry.partner))
