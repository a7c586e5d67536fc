"""A city among those that learn from each other: its gap, what fits it, whom to ask, and what it puts on file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from analytics.adaptation.hazard_names import HAZARDS
from analytics.knowledge.fitting import Asking, Help, fitting
from analytics.knowledge.gaps import KnowledgeGap
from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.city import access, knowledge_room, stated_files
from datasets.city.asked import CityThatIsRead, reading
from datasets.city.assessment import CityReport
from datasets.city.city_pairs import CityPairs
from datasets.store import Revision
from datasets.store.kinds.contact_offices import ContactOffice

RECORDS = ("resource", "experience", "contact")
"""What a city puts on file for others, by what a line of a file calls it."""

FEW = 2
"""So many results are offered for each kind of hazard."""


class CityThatLearns(CityThatIsRead, Protocol):
    """A city with its partners and verdicts."""

    @property
    def pairs(self) -> CityPairs:
        """What it shares with its partners."""

    def report(self, year: int | None = None) -> CityReport:
        """Its inventories, targets and verdicts."""


class CityKnowledge:
    """What one city can learn and tell, as it stood when the city is read; an act builds on what is on file now."""

    def __init__(self, city: CityThatLearns) -> None:
        self._city, self._keep = city, city._keep

    @reading
    def gap(self, after: str = "") -> KnowledgeGap | None:
        """The sector that lags, or the next one ``after`` it; None where nothing is known of any."""
        return knowledge_room.gap_of(self._city.report(), self._city.pairs.room(), after)

    @reading
    def asking(self) -> Asking:
        """The city as one that asks: its size, climate, languages and partners."""
        partners = [one.partner for one in self._city.pairs.room().pairings]
        with self._city.store.reader(self._city.revision) as reader:
            return knowledge_room.asking(reader, self._city.record, partners)

    @reading
    def hazards(self) -> KnowledgeGap | None:
        """The hazards that it names, None where it names none."""
        with self._city.store.reader(self._city.revision) as reader:
            return knowledge_room.hazards_of(reader.register, self._city.id)

    @reading
    def contacts(self) -> tuple[ContactOffice, ...]:
        """The offices by which it is reached."""
        with self._city.store.reader(self._city.revision) as reader:
            return knowledge_room.contacts(reader.register, self._city.id)

    @reading
    def told_with(self, partner: str) -> tuple[KnowledgeEntry, ...]:
        """The resources that tell of it and of another city, by the id of that one."""
        with self._city.store.reader(self._city.revision) as reader:
            every = knowledge_room.entries(reader)
        return tuple(one for one in every if one.kind == "resource" and {self._city.id, partner} <= set(one.cities))

    def help(self, known: tuple[KnowledgeEntry, ...], after: str = "") -> Help | None:
        """What fits its sector that lags (or the next one ``after`` it) among the entries ``known``; None where nothing
        does."""
        gap = self.gap(after)
        if gap is None:
            return None
        asking = self.asking()
        found = fitting(gap, known, asking)
        return Help(gap, found, asking) if found else None

    def hazard_help(self, known: tuple[KnowledgeEntry, ...]) -> tuple[Help, ...]:
        """What was found for each group of the hazards that it names, those with most results first; without any where
        nothing is known of that group."""
        named = self.hazards()
        groups: dict[str, list[str]] = {}
        for code in named.hazards if named else ():
            groups.setdefault(HAZARDS[code].group if code in HAZARDS else code, []).append(code)
        asking = self.asking()
        gaps = [KnowledgeGap(hazards=tuple(codes)) for codes in groups.values()]
        found = [Help(gap, fitting(gap, [one for one in known if one.evidence], asking, FEW), asking) for gap in gaps]
        return tuple(sorted(found, key=lambda one: -len(one.fits)))

    def take(self, entry: KnowledgeEntry, start: int, end: int, who: str, reason: str) -> Revision:
        """Take an idea of others into the plan as an action that is not decided yet, with its origin and without the
        tonnes of others. Raises Refused for what is no action, years that run backwards, or one taken already."""
        from datasets.city import taken_ideas
        from datasets.intake.plans import edited, listing

        store, city_id = self._city.store, self._city.id
        access.insist(store, who, "commit_edited", city_id)
        with store.reader() as reader:
            base = tuple(reader.register.actions.get(city_id, ()))
            draft = taken_ideas.drafted(reader, city_id, entry, start, end)
        return listing.commit(store, draft, who, reason, lambda now: edited.insist_unchanged(now, city_id, base))

    def state(self, record: str, cells: Mapping[str, str], who: str, reason: str) -> Revision:
        """Put a resource, an experience or a contact office on file, or replace one of the same name; ``cells`` are
        texts by the columns of its file. Raises Refused with every cell that is wrong."""
        access.insist(self._city.store, who, "knowledge.state", self._city.id)
        if record not in RECORDS:
            raise blocked(
                "record-unknown",
                f'"{record[:40]}"',
                Sentence("one of {names}", names=", ".join(RECORDS)),
                "Correct the name.",
            )
        kind = stated_files.RECORDS[record]
        made = stated_files.entry(kind, self._city.id, cells)
        return stated_files.put(self._city.store, kind, made, who, reason)
