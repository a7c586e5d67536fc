"""What on file of a city serves which goal, commitment, priority or article: by a tag of its own, by one that somebody
gave it, or by a rule of ours, which is told as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.adaptation.hazard_names import hazard_name
from analytics.frames import frame_tags
from analytics.frames.frame_rules import RULES
from analytics.frames.tagged_kinds import TAGGED
from analytics.text.nearest import nearest
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, joined
from datasets.city.counted_statements import counting
from datasets.reference import knowledge_facts
from datasets.store.declared_kind import refused
from datasets.store.kinds import (
    adaptation_actions,
    adaptation_goals,
    city_hazards,
    entry_tags,
    experiences,
    innovation_projects,
    milestones,
    pair_promises,
    region_clusters,
    region_priorities,
    resources,
    value_chains,
)
from datasets.store.kinds.entry_tags import EntryTags
from datasets.store.records import Register


@dataclass(frozen=True)
class Taggable:
    """One entry on file that can be tagged: what it is (``tagged_kinds``), its id or name, what it says, its source,
    and the codes of the tags that it holds itself; ``ours`` are those that this project gave to what ships."""

    what: str
    entry: str
    told: str
    source: str
    own: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServingEntry:
    """One entry that serves a tag. ``by`` says why: "tag", a tag that it holds or was given; "ours", a tag that this
    project gave it; "rule", a rule of ours."""

    of: Taggable
    by: str


@dataclass(frozen=True)
class FramesServed:
    """What serves what, by the code of each tag; how many entries have a tag; all entries, each with the tags that
    somebody ``gave`` it, by its kind and name."""

    city_id: str
    serving: Mapping[str, tuple[ServingEntry, ...]]
    tagged: int
    held: tuple[Taggable, ...]
    gave: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def entries(self) -> int:
        """How many entries could be tagged."""
        return len(self.held)

    def of(self, code: str) -> tuple[ServingEntry, ...]:
        """What serves a tag or a part of it, each entry once, what was tagged before what serves by a rule."""
        found: dict[tuple[str, str], ServingEntry] = {}
        for tag, served in self.serving.items():
            if frame_tags.serving(code, [tag]):
                for one in served:
                    key = one.of.what, one.of.entry
                    if key not in found or one.by == "tag":
                        found[key] = one
        return tuple(sorted(found.values(), key=lambda one: (one.by != "tag", list(TAGGED).index(one.of.what))))


def of_city(register: Register, city_id: str) -> FramesServed:
    """What on file of a city serves what."""
    given = {(one.what, one.entry): frame_tags.read(one.tags) for one in counting(register, entry_tags.KIND, city_id)}
    serving: dict[str, list[ServingEntry]] = {}
    tagged = 0
    every = {(one.what, one.entry): one for one in taggable(register, city_id)}
    for one in every.values():
        own = dict.fromkeys((*one.own, *given.get((one.what, one.entry), ())))
        tagged += bool(own)
        for code in own:
            serving.setdefault(code, []).append(ServingEntry(one, "tag"))
        for by, codes in (("ours", one.ours), ("rule", RULES.get(one.what, ()))):
            for code in codes:
                if code not in own:
                    serving.setdefault(code, []).append(ServingEntry(one, by))
    by_tag = {code: tuple(held) for code, held in serving.items()}
    return FramesServed(city_id, by_tag, tagged, tuple(every.values()), given)


def taggable(register: Register, city_id: str) -> Iterator[Taggable]:
    """Everything on file of a city that can be tagged, each once."""
    for action in register.actions.get(city_id, ()):
        yield Taggable("action", action.id, action.name, action.source or "", _codes("SDG", map(str, action.sdg)))
    for code in dict.fromkeys(one.hazard for one in counting(register, city_hazards.KIND, city_id)):
        held = [one for one in counting(register, city_hazards.KIND, city_id) if one.hazard == code]
        yield Taggable("hazard", code, hazard_name(code), held[0].source)
    for what, kind, entry, told in _STATED:
        for one in counting(register, kind, city_id):
            yield Taggable(what, getattr(one, entry), told(one), getattr(one, "source", ""), _own(one))
    for shipped in knowledge_facts.shipped():
        if city_id in (shipped.place_key, *shipped.about):
            yield Taggable(shipped.kind, shipped.title, shipped.title, shipped.source, ours=shipped.goals)


_STATED: Sequence[tuple[str, Any, str, Callable[[Any], str]]] = (
    ("adaptation_action", adaptation_actions.KIND, "action", lambda one: one.action),
    ("goal", adaptation_goals.KIND, "goal", lambda one: one.goal),
    ("promise", pair_promises.KIND, "id", lambda one: one.what),
    ("milestone", milestones.KIND, "id", lambda one: one.what),
    ("priority", region_priorities.KIND, "priority", lambda one: one.priority),
    ("cluster", region_clusters.KIND, "cluster", lambda one: one.cluster),
    ("chain", value_chains.KIND, "chain", lambda one: one.chain),
    ("resource", resources.KIND, "title", lambda one: one.title),
    ("experience", experiences.KIND, "title", lambda one: one.title),
    ("project", innovation_projects.KIND, "project", lambda one: one.project),
)
"""What is tagged, its kind, the field by which an entry is named, and what it says."""


def _own(one: Any) -> tuple[str, ...]:
    """The tags that an entry holds in fields of its own."""
    return (
        *_codes("SDG", getattr(one, "sdg", "").split(";")),
        *_codes("Sendai", getattr(one, "sendai", "").split(";")),
        *frame_tags.read(getattr(one, "tags", "")),
    )


def _codes(frame: str, parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for part in parts if part.strip() and (code := frame_tags.tag_of(part, frame)))


def unknown(register: Register, city_id: str, made: Sequence[EntryTags]) -> Iterator[tuple[EntryTags, Problem]]:
    """Tags of an entry that is not on file, each with the names that are nearest."""
    known: dict[str, list[str]] = {}
    for one in taggable(register, city_id):
        known.setdefault(one.what, []).append(one.entry)
    for tags in made:
        names = known.get(tags.what, [])
        if tags.entry not in names and not tags.withdrawn:
            near = nearest(tags.entry, names) or names[:3]
            yield (
                tags,
                refused(
                    "entry-unknown",
                    f'"{tags.entry[:40]}"',
                    Sentence("one of {names}", names=joined(near, "semicolon")) if near else "a recorded entry",
                    "Name an entry on file of this kind by its id or name.",
                    "entry",
                ),
            )
