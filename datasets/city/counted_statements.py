"""What counts of a kind that ships with facts: what public documents say, unless the ledger says otherwise of the same.

Such facts stand in no revision, so that a database from before them has them too; what a city states of the same matter
counts in their place, be it that nothing of it is so, and an undo brings them back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasets.reference import city_areas, climate_samples, covenant_samples, innovation_samples, programme_facts
from datasets.store.kind import LedgerKind, StatedKind
from datasets.store.kinds import (
    adaptation_actions,
    city_hazards,
    city_pairings,
    climate_facts,
    covenant_steps,
    milestones,
    stated_areas,
)
from datasets.store.records import Register

_SHIPPED: Mapping[str, Callable[[], Mapping[str, Sequence[Any]]]] = {
    city_pairings.KIND.name: programme_facts.pairings,
    milestones.KIND.name: programme_facts.milestones,
    city_hazards.KIND.name: climate_samples.hazards,
    climate_facts.KIND.name: climate_samples.facts,
    adaptation_actions.KIND.name: climate_samples.actions,
    covenant_steps.KIND.name: covenant_samples.steps,
    stated_areas.KIND.name: city_areas.areas,
    **innovation_samples.SHIPPED,
}
"""By the name of the kind what ships of it, by city."""


def takes_back(kind: LedgerKind) -> bool:
    """Whether an entry of a kind can say that what was said of the same counts for nothing."""
    return isinstance(kind, StatedKind) and "withdrawn" in getattr(kind.entry, "_fields", ())


def counting(register: Register, kind: StatedKind[Any], city_id: str) -> list[Any]:
    """The entries of a kind that count for a city, in the order of the kind."""
    told = said(register, kind, city_id).values()
    return sorted((entry for entry in told if not entry.withdrawn), key=kind.order)


def everywhere(register: Register, kind: StatedKind[Any]) -> list[Any]:
    """The entries of a kind that count for any city on file."""
    shipped = _SHIPPED[kind.name]() if kind.name in _SHIPPED else {}
    cities = dict.fromkeys((*shipped, *register.of(kind)))
    return [one for city_id in cities if city_id in register.by_id for one in counting(register, kind, city_id)]


def said(register: Register, kind: StatedKind[Any], city_id: str) -> dict[Any, Any]:
    """What is said of each matter of a city, be it withdrawn. What ships counts where its cities are on file."""
    shipped: Sequence[Any] = _SHIPPED[kind.name]().get(city_id, ()) if kind.name in _SHIPPED else ()
    told = [one for one in shipped if {city_id, getattr(one, "partner", city_id)} <= register.by_id.keys()]
    return {kind.same(entry): entry for entry in (*told, *register.of(kind).get(city_id, ()))}
