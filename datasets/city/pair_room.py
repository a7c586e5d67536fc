"""What is on file of two partners: their pairings, milestones, promises and notes, as one of them sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.text.problems import Refused
from datasets.reference import programme_facts
from datasets.reference.naming import find_city
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
_SHIPPED = {PAIRINGS.name: programme_facts.pairings, MILESTONES.name: programme_facts.milestones}


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


def room(register: Register, city_id: str, named: str | None = None) -> PairRoom:
    """What counts of a city and a partner (an id or a name, which may be of no city on file), or of all."""
    partner = partner_of(register, named)
    held = [tuple(_with(partner, counting(register, kind, city_id))) for kind in OF_PAIRS]
    return PairRoom(city_id, partner, *held)


def partner_of(register: Register, named: str | None) -> str | None:
    """The id of a partner on file, else the name as it is given; None for all partners."""
    try:
        return named and find_city(named, register.cities).city_id
    except Refused:
        return named


def counting(register: Register, kind: StatedKind[Any], city_id: str) -> list[Any]:
    """The entries of a kind that count for a city: what ships, unless the ledger says otherwise of the same."""
    told = said(register, kind, city_id).values()
    return sorted((entry for entry in told if not entry.withdrawn), key=kind.order)


def said(register: Register, kind: StatedKind[Any], city_id: str) -> dict[Any, Any]:
    """What is said of each matter of a city, be it withdrawn. What ships counts where both cities are on file."""
    on_file = {city.city_id for city in register.cities}
    shipped: Mapping[str, Sequence[Any]] = _SHIPPED[kind.name]() if kind.name in _SHIPPED else {}
    told = [entry for entry in shipped.get(city_id, ()) if {entry.city_id, entry.partner} <= on_file]
    return {kind.same(entry): entry for entry in (*told, *register.of(kind).get(city_id, ()))}


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
