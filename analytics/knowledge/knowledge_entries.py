"""One entry of knowledge, be it a resource or an experience, as it is searched, shown and offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from analytics.knowledge.evidence import rank
from analytics.knowledge.topics import ACTION_SECTORS

EntryKind = Literal["resource", "experience", "plan"]


class EntryResult(NamedTuple):
    """A result as it is stated: ``value`` in ``unit`` of something, a year or in all, against a ``baseline`` in words;
    ``low`` and ``high`` where a range is printed. Where ``of`` and ``span`` are "", the unit says what it is of."""

    value: float
    unit: str
    of: str
    span: str
    baseline: str = ""
    note: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class KnowledgeEntry:
    """An entry with all that is known of it; "", None and empty tuples where nothing is.

    ``id`` names it among all. ``who`` is the city whose experience it is, or the publisher; ``place_key`` the id of
    that city, by which ``about`` names the cities that a resource is about, too. ``city_id`` is the city that put it
    on file, "" for what ships. ``inhabitants`` and ``climate`` (Köppen-Geiger) are those of the city. ``action`` is the
    id of a mitigation action of the city, and ``action_t`` its stated effect in t CO2e a year. ``evidence`` is how the
    result is known, ``how_known`` the method in a line, ``direction`` whether it helped; ``shown_with`` are the ids of
    entries that contradict it. Of a plan the results are what its city expects, and ``actor`` is whose action it is.
    """

    id: str
    kind: EntryKind
    title: str
    told: str
    who: str
    topic: str
    place_key: str = ""
    country: str = ""
    other_names: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    form: str = ""
    hazards: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: str = ""
    about: tuple[str, ...] = ()
    region: str = ""
    results: tuple[EntryResult, ...] = ()
    for_whom: str = ""
    cost: float | None = None
    currency: str = ""
    learned: str = ""
    action: str = ""
    action_t: float | None = None
    address: str = ""
    source: str = ""
    page: str = ""
    note: str = ""
    inhabitants: float | None = None
    climate: str = ""
    city_id: str = ""
    revision: int = 0
    evidence: str = ""
    how_known: str = ""
    direction: str = ""
    shown_with: tuple[str, ...] = ()
    actor: str = ""

    @property
    def in_figures(self) -> bool:
        """Whether an effect is stated in figures."""
        return bool(self.results)

    @property
    def rank(self) -> int:
        """Where it stands among others by how it is known, the strongest first."""
        return rank(self.evidence, self.direction, self.in_figures)

    @property
    def takeable(self) -> bool:
        """Whether it is one measure in a sector, which can become an action of a plan: no report, and no field of many
        measures."""
        return self.kind != "resource" and self.form != "programme" and self.topic in ACTION_SECTORS

    @property
    def named_results(self) -> tuple[tuple[str, EntryResult], ...]:
        """The results, the first by the title, a further one with its number: ``Voltas``, ``Voltas (2)``."""
        names = (
            self.title if number == 1 else f"{self.title} ({number})" for number in range(1, len(self.results) + 1)
        )
        return tuple(zip(names, self.results, strict=True))

    @property
    def cities(self) -> frozenset[str]:
        """The ids of the cities that it comes from or is about."""
        return frozenset({self.place_key, *self.about} - {""})
