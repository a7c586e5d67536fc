"""What rows that a city states have in common with others on file: what cannot be told from one row alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from analytics.duties.covenant_words import STEPS
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.city import frames_served
from datasets.city.counted_statements import counting
from datasets.store import Reader
from datasets.store.declared_kind import refused
from datasets.store.kinds import adaptation_actions, covenant_steps, entry_tags
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.covenant_steps import CovenantStep
from datasets.store.kinds.entry_tags import EntryTags

Found = Iterator[tuple[Any, Problem]]
"""Entries that are wrong, each with its problem."""


def without_mitigation(reader: Reader, city_id: str, made: Sequence[AdaptationAction]) -> Found:
    """Actions that name a mitigation action which is not on file."""
    known = [item.id for item in reader.register.actions.get(city_id, ())]
    for one in made:
        if one.mitigation and one.mitigation not in known and not one.withdrawn:
            expected = Sentence("one of {names}", names=", ".join(known[:12])) if known else Sentence("no such action")
            fix = Sentence("Name a mitigation action on file by its id, or none.")
            yield one, refused("mitigation-unknown", f'"{one.mitigation[:40]}"', expected, fix, "mitigation")


def steps_twice(reader: Reader, city_id: str, made: Sequence[CovenantStep]) -> Found:
    """Steps by which a city would have joined twice, or have made one commitment twice, on different dates."""
    on_file = counting(reader.register, covenant_steps.KIND, city_id)
    held = {(one.step, one.date): one for one in (*on_file, *made)}
    for code in STEPS:
        mine = [one for (step, _), one in held.items() if step == code and not one.withdrawn]
        if len(mine) > 1 and any(one in made for one in mine) and code not in ("plan", "report"):
            days = sorted(one.date for one in mine)
            found = Sentence("{step} twice: {dates}", step=STEPS[code], dates=", ".join(day or "–" for day in days))
            fix = Sentence("Keep one of the two: take the other row away.")
            last = next(one for one in reversed(mine) if one in made)
            yield last, refused("step-twice", found, Sentence("one date for this step"), fix, "date")


def tags_of_nothing(reader: Reader, city_id: str, made: Sequence[EntryTags]) -> Found:
    """Tags of an entry that is not on file."""
    return frames_served.unknown(reader.register, city_id, made)


CHECKS: Mapping[str, Callable[[Reader, str, Sequence[Any]], Found]] = {
    adaptation_actions.KIND.name: without_mitigation,
    covenant_steps.KIND.name: steps_twice,
    entry_tags.KIND.name: tags_of_nothing,
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
