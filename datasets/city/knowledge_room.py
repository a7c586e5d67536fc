"""Everything that is known of what worked: what ships and what the cities on file put there, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analytics.adaptation.hazard_names import NAMES
from analytics.frames import frame_tags
from analytics.inventories.inventory import Inventory
from analytics.knowledge.evidence import CLAIMED
from analytics.knowledge.fitting import Asking
from analytics.knowledge.gaps import KnowledgeGap, printed_gap, sector_gap
from analytics.knowledge.knowledge_entries import EntryResult, KnowledgeEntry
from analytics.knowledge.matching import EntryText, Library
from analytics.knowledge.topics import KINDS, TOPICS
from datasets.city import adaptation_room, partner_search, statement_words
from datasets.city.assessment import CityReport
from datasets.city.counted_statements import counting
from datasets.city.knowledge_search import KnowledgeSearch
from datasets.city.pair_room import PairRoom
from datasets.reference import knowledge_facts, partner_facts
from datasets.reference.countries import LANGUAGES
from datasets.store import CityRecord, Reader
from datasets.store.kinds.contact_offices import KIND as CONTACTS
from datasets.store.kinds.contact_offices import ContactOffice
from datasets.store.kinds.experiences import KIND as EXPERIENCES
from datasets.store.kinds.experiences import Experience
from datasets.store.kinds.resources import KIND as RESOURCES
from datasets.store.kinds.resources import CityResource
from datasets.store.records import Register


def entries(reader: Reader) -> tuple[KnowledgeEntry, ...]:
    """Every entry: what ships, and what each city on file states."""
    register = reader.register
    people = partner_search.inhabitants(reader, list(register.of(EXPERIENCES)))
    found: list[KnowledgeEntry] = []
    for city in register.cities:
        counted = people.get(city.city_id)
        found += experiences(register, city, counted.number if counted else None)
        found += (_resource(city, one) for one in counting(register, RESOURCES, city.city_id))
    return (*knowledge_facts.shipped(), *found)


def library(reader: Reader) -> Library:
    """Every entry with the index of their words, made anew."""
    found = entries(reader)
    cities = reader.register.by_id
    return Library(found, KnowledgeSearch([text(entry, cities.values()) for entry in found]))


def plans(reader: Reader) -> Library:
    """What cities plan, with the index of their words; never among what was found."""
    found, cities = knowledge_facts.plans(), reader.register.cities
    return Library(found, KnowledgeSearch([text(entry, cities) for entry in found]))


def text(entry: KnowledgeEntry, cities: Iterable[CityRecord]) -> EntryText:
    """The words by which an entry is found."""
    about = [city for city in cities if city.city_id in entry.cities]
    countries = filter(None, dict.fromkeys((entry.country, *(city.country_code for city in about))))
    places = (entry.region, *entry.other_names, *(name for city in about for name in (city.name, *city.other_names)))
    own = entry.who if entry.kind != "resource" else ""
    publisher = entry.who if entry.kind == "resource" else ""
    tags = (TOPICS[entry.topic], KINDS.get(entry.form, ""), *(NAMES[code] for code in entry.hazards))
    said = (name for tag in filter(None, tags) for name in statement_words.names_of(tag))
    results = (f"{one.of} {one.note}" for one in entry.results)
    return EntryText(
        entry.title,
        " ".join((entry.told, entry.for_whom, entry.learned, publisher, *results)),
        " ".join((own, *places, *map(_country_names, countries))),
        " ".join((*said, *entry.goals)),
        entry.languages[0] if len(entry.languages) == 1 else "en",
    )


def gap_of(report: CityReport, room: PairRoom, after: str = "") -> KnowledgeGap | None:
    """The sector that lags, or the next one ``after`` it: of the leading target's inventories; otherwise the largest of
    the newest inventory that is split; otherwise the one that fell least of those whose change is printed; otherwise
    the one that a pairing of the city works on; None where nothing of it is known."""
    leading = report.leading
    first = leading.baseline.inventory if leading.baseline and leading.gap_t is not None else None
    found = sector_gap(leading.latest, first, after)
    newest: Sequence[Inventory] = sorted(report.inventories, key=lambda one: one.year, reverse=True)
    found = found or next((gap for one in newest if (gap := sector_gap(one, None, after)) is not None), None)
    found = found or printed_gap(knowledge_facts.printed_changes(report.city.city_id), after)
    if room.group in (None, after) or (found is not None and found.group != room.group):
        return found
    partner = next((one.partner for one in room.pairings if one.topic_list), "")
    return replace(found or KnowledgeGap(room.group), partner=partner)


def asking(reader: Reader, city: CityRecord, partners: Iterable[str]) -> Asking:
    """A city as one that asks its ``partners`` and others: with its newest inhabitants, its climate and the languages
    of its country."""
    number, counted, source = partner_search.inhabitants(reader, [city.city_id]).get(city.city_id, (None, 0, ""))
    words, spoken = partner_facts.languages()
    languages = frozenset(words.named(spoken.get(city.country_code, 0))) | {"en"}
    climate = knowledge_facts.climates().get(city.city_id, "")
    return Asking(city.city_id, number, counted, source, climate, languages, frozenset(partners))


def hazards_of(register: Register, city_id: str) -> KnowledgeGap | None:
    """The hazards that a city names, None where it names none."""
    named = adaptation_room.room(register, city_id).codes
    return KnowledgeGap(hazards=named) if named else None


def contacts(register: Register, city_id: str) -> tuple[ContactOffice, ...]:
    """The offices by which a city is reached."""
    return tuple(counting(register, CONTACTS, city_id))


def experiences(register: Register, city: CityRecord, people: float | None = None) -> Iterable[KnowledgeEntry]:
    """What a city tells of its own, with the inhabitants of the city where they are known."""
    by_title: dict[str, list[Experience]] = {}
    for one in counting(register, EXPERIENCES, city.city_id):
        by_title.setdefault(one.title, []).append(one)
    avoided = {action.id: action.avoided_t for action in register.actions.get(city.city_id, ())}
    for title, rows in by_title.items():
        one = rows[0]
        yield KnowledgeEntry(
            id=f"{city.city_id}:{title}",
            kind="experience",
            title=title,
            told=one.what,
            who=city.name,
            topic=one.sector,
            place_key=city.city_id,
            country=city.country_code,
            first_year=one.first_year,
            last_year=one.last_year,
            hazards=_several(one.hazard),
            goals=frame_tags.read(one.tags),
            results=tuple(
                EntryResult(row.result, row.unit, row.result_of, row.span, row.baseline, row.note)
                for row in rows
                if row.result is not None
            ),
            for_whom=one.for_whom,
            cost=one.cost,
            currency=one.currency,
            learned=one.learned,
            action=one.action,
            action_t=avoided.get(one.action),
            source=one.source,
            page=one.page,
            note="" if one.result is not None else one.note,
            inhabitants=people,
            climate=knowledge_facts.climates().get(city.city_id, ""),
            city_id=city.city_id,
            revision=max(row.revision for row in rows),
            evidence=CLAIMED,
            direction="helps",
        )


def _resource(city: CityRecord, one: CityResource) -> KnowledgeEntry:
    return KnowledgeEntry(
        id=f"{city.city_id}:{one.title}",
        kind="resource",
        title=one.title,
        told=one.description,
        who=one.publisher,
        topic=one.sector,
        first_year=one.year,
        last_year=one.year,
        form=one.kind,
        hazards=_several(one.hazard),
        goals=frame_tags.read(one.tags),
        languages=_several(one.language),
        access=one.access,
        about=_several(one.about),
        region=one.region,
        address=one.address,
        source=one.source,
        note=one.note,
        city_id=city.city_id,
        revision=one.revision,
    )


def _country_names(code: str) -> str:
    from babel import Locale

    return " ".join(str(Locale(language).territories.get(code, "")) for language in LANGUAGES)


def _several(said: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in said.split(";"))))
