"""What rows that a city states have in common with others on file: what cannot be told from one row alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from analytics.duties.covenant_words import STEPS
from analytics.knowledge.results import MASS_OF_GASES, result
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.city import assessment, frames_served, innovation_room
from datasets.city.counted_statements import counting
from datasets.reference import countries, energy_samples, knowledge_facts
from datasets.reference.countries import folded
from datasets.store import Reader
from datasets.store.declared_kind import refused
from datasets.store.kinds import (
    adaptation_actions,
    covenant_steps,
    energy_indicators,
    entry_tags,
    experiences,
    region_clusters,
    region_priorities,
    resources,
    value_chains,
)
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.covenant_steps import CovenantStep
from datasets.store.kinds.energy_indicators import EnergyIndicator
from datasets.store.kinds.entry_tags import EntryTags
from datasets.store.kinds.experiences import Experience
from datasets.store.kinds.region_clusters import RegionCluster
from datasets.store.kinds.region_priorities import StatedPriority
from datasets.store.kinds.resources import CityResource
from datasets.store.kinds.value_chains import ValueChain

Found = Iterator[tuple[Any, Problem]]
"""Entries that are wrong, each with its problem."""


def without_mitigation(reader: Reader, city_id: str, made: Sequence[AdaptationAction]) -> Found:
    """Actions that name a mitigation action which is not on file."""
    known = [item.id for item in reader.register.actions.get(city_id, ())]
    for one in made:
        if one.mitigation and one.mitigation not in known and not one.withdrawn:
            yield (
                one,
                refused(
                    "mitigation-unknown",
                    f'"{one.mitigation[:40]}"',
                    Sentence("one of {names}", names=", ".join(known[:12])) if known else "no such action",
                    "Name a mitigation action on file by its id, or none.",
                    "mitigation",
                ),
            )


def steps_twice(reader: Reader, city_id: str, made: Sequence[CovenantStep]) -> Found:
    """Steps by which a city would have joined twice, or have made one commitment twice, on different dates."""
    on_file = counting(reader.register, covenant_steps.KIND, city_id)
    held = {(one.step, one.date): one for one in (*on_file, *made)}
    for code in STEPS:
        mine = [one for (step, _), one in held.items() if step == code and not one.withdrawn]
        if len(mine) > 1 and any(one in made for one in mine) and code not in ("plan", "report"):
            days = sorted(one.date for one in mine)
            last = next(one for one in reversed(mine) if one in made)
            yield (
                last,
                refused(
                    "step-twice",
                    Sentence("{step} twice: {dates}", step=STEPS[code], dates=", ".join(day or "–" for day in days)),
                    "one date for this step",
                    "Keep one of the two: take the other row away.",
                    "date",
                ),
            )


def country_as_city(reader: Reader, city_id: str, made: Sequence[EnergyIndicator]) -> Found:
    """Figures that are said to be of the city, of a part of it or of its region, and are those of its country: the area
    is a country, or the published national figure of that year stands there without a word on how it was counted."""
    city = reader.register.by_id[city_id]
    for one in made:
        if one.geography == "country" or one.withdrawn:
            continue
        national = {
            share.year: share.value for share in energy_samples.national().get((city.country_code, one.indicator), ())
        }
        if one.area and countries.code(one.area):
            found = Sentence("{area}, which is a country", area=one.area)
        elif one.geography == "city" and one.year and national.get(one.year) == one.value and not one.note:
            found = Sentence("the national figure of {country}, {year}", country=city.country, year=one.year)
        else:
            continue
        yield (
            one,
            refused(
                "country-as-city",
                found,
                "a figure of the city itself, or the country as what it is of",
                "Choose the country, and name it; if the city did count this, say in the note how.",
                "geography",
            ),
        )


def resources_twice(reader: Reader, city_id: str, made: Sequence[CityResource]) -> Found:
    """Resources that are on file already, by their address or their title."""
    shipped = [(one.title, one.address, one.source) for one in knowledge_facts.shipped() if one.kind == "resource"]
    held = [
        (one.title, one.address, one.publisher)
        for city in reader.register.by_id
        for one in counting(reader.register, resources.KIND, city)
        if (city, one.title) not in {(city_id, other.title) for other in made}
    ]
    for one in made:
        beside = [(other.title, other.address, other.publisher) for other in made if other is not one]
        known = (*shipped, *held, *beside)
        # Whether a resource has the title or the address of another one, however they are written.
        same = next(
            (
                other
                for other in known
                if (
                    _plain(one.title) == _plain(other[0])
                    or bool(one.address and _plain(one.address) == _plain(other[1]))
                )
            ),
            None,
        )
        if same is not None and not one.withdrawn:
            column = "title" if _plain(one.title) == _plain(same[0]) else "address"
            yield (
                one,
                refused(
                    "resource-twice",
                    Sentence("“{title}” by {publisher}, which is here already", title=same[0][:60], publisher=same[2]),
                    "a resource that is new",
                    "Leave it out, or write what is new in it as an experience.",
                    column,
                ),
            )


def _plain(said: str) -> str:
    """A title or an address as such are compared: without case, accents, punctuation and the kind of connection."""
    return folded(said.casefold().removeprefix("https").removeprefix("http").replace("www.", ""))


def experiences_beyond(reader: Reader, city_id: str, made: Sequence[Experience]) -> Found:
    """Experiences that point at no action on file, that save more in a year than the city ever emitted, or of which
    another source told another result."""
    held = {experiences.KIND.same(one): one for one in counting(reader.register, experiences.KIND, city_id)}
    known = [item.id for item in reader.register.actions.get(city_id, ())]
    weighed = [one for one in made if one.result is not None and one.span == "year" and not one.withdrawn]
    tonnes = {
        id(one): worth.value for one in weighed if (worth := result(one.result or 0, one.unit)).unit in MASS_OF_GASES
    }
    report = assessment.read(reader, city_id, None, assessment.GWP_SET, "activity-based", None) if tonnes else None
    most = max((held.emissions_t or 0 for held in report.inventories), default=0) if report else 0
    for one in made:
        before = held.get(experiences.KIND.same(one))
        if before is not None and not one.withdrawn and _disagree(one, before):
            yield one, _other_source(one, before)
        if one.action and one.action not in known and not one.withdrawn:
            yield (
                one,
                refused(
                    "mitigation-unknown",
                    f'"{one.action[:40]}"',
                    Sentence("one of {names}", names=", ".join(known[:12])) if known else "no such action",
                    "Name a mitigation action on file by its id, or none.",
                    "action",
                ),
            )
        if most and tonnes.get(id(one), 0) > most:
            yield (
                one,
                refused(
                    "result-above-city",
                    Sentence("{number:,.15g} t a year", number=tonnes[id(one)]),
                    Sentence("at most what the city emits, {total:,.0f} t a year", total=most),
                    "Correct the figure, its unit, or whether it is of a year.",
                    "result",
                ),
            )


def _disagree(one: Experience, before: Experience) -> bool:
    told = one.result is not None and before.result is not None
    return told and one.source != before.source and one.result != before.result


def _other_source(one: Experience, before: Experience) -> Problem:
    """Two sources tell two results of one matter: neither takes the place of the other in silence."""
    said, known = (
        Sentence("{number:,.15g} {unit} by “{source}”", number=each.result, unit=each.unit, source=each.source[:60])
        for each in (one, before)
    )
    fix = Sentence("Keep one of the two: take the other row away.")
    return refused("sources-differ", said, known, fix, "result")


def regions_misspelt(
    reader: Reader, city_id: str, made: Sequence[StatedPriority | RegionCluster | ValueChain]
) -> Found:
    """What is stated of a region whose name is nearly that of one on file: it would stand alone, and be found by no
    city."""
    for one in made:
        meant = None if one.withdrawn else innovation_room.misspelt(reader.register, one.region)
        if meant:
            yield (
                one,
                refused(
                    "region-misspelt",
                    f'"{one.region[:60]}"',
                    Sentence("a known region such as {region}, or a new one", region=meant),
                    Sentence("Did you mean {names}?", names=meant),
                    "region",
                ),
            )


def tags_of_nothing(reader: Reader, city_id: str, made: Sequence[EntryTags]) -> Found:
    """Tags of an entry that is not on file."""
    return frames_served.unknown(reader.register, city_id, made)


CHECKS: Mapping[str, Callable[[Reader, str, Sequence[Any]], Found]] = {
    adaptation_actions.KIND.name: without_mitigation,
    covenant_steps.KIND.name: steps_twice,
    energy_indicators.KIND.name: country_as_city,
    resources.KIND.name: resources_twice,
    experiences.KIND.name: experiences_beyond,
    entry_tags.KIND.name: tags_of_nothing,
    region_priorities.KIND.name: regions_misspelt,
    region_clusters.KIND.name: regions_misspelt,
    value_chains.KIND.name: regions_misspelt,
}
"""By the name of a kind what is checked of its new entries of a city, be they withdrawn."""


def wrong(reader: Reader, kind: str, made: Sequence[Any]) -> list[tuple[Any, Problem]]:
    """What is wrong with new entries of a kind, of one city or of several."""
    if kind not in CHECKS:
        return []
    cities = dict.fromkeys(one.city_id for one in made)
    return [
        found for city in cities for found in CHECKS[kind](reader, city, [one for one in made if one.city_id == city])
    ]
