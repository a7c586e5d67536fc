"""What a target covers: the whole inventory, one of its sectors, or all but those that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.inventories.pointers import NAMES
from analytics.inventories.portion import portion

_WORDS = re.compile(
    r"\b(?:no|not|without|excluding|excludes|excluded|and|or|the|sectors?|emissions|from)\b|[\s,;./()&+-]+"
)
"""[R] What may stand around the names of the sectors that a target leaves out."""


def covered(target: Target) -> frozenset[str] | None:
    """The sectors that a target covers, of all that there are; None where its words name something that is none of
    ours, so that nobody can tell. Source: our own rule [R]."""
    every = frozenset(code for _, codes in NAMES for code in codes)
    inside = _named(target.sector) if target.sector else every
    outside = _named(target.exclusions) if target.exclusions else frozenset()
    return None if inside is None or outside is None else inside - outside


def _named(text: str) -> frozenset[str] | None:
    """The sectors that a text names, by name or code, where it names some and nothing else."""
    found: set[str] = set()
    rest = text.replace("_", " ").casefold()
    for name, codes in NAMES:
        shorter = re.sub(rf"\b{re.escape(name)}(?!\w)", " ", rest)
        if shorter != rest:
            found |= codes
            rest = shorter
    return frozenset(found) if found and not _WORDS.sub("", rest) else None


def judged_by(target: Target, inventories: Sequence[Inventory]) -> list[Inventory]:
    """The inventories, in t, that a target is held against: the whole ones, or what they hold in what it covers.
    They stay whole where it cannot be told what that is, which forbids a verdict. Source: our own rule [R]."""
    sectors = covered(target) if target.sector or target.exclusions else None
    own = [item for item in inventories if item.method == target.method]
    if sectors is None or not own:
        return list(inventories)
    parts = [portion(item, sectors) for item in inventories]
    newest = max((item for item in parts if item.method == target.method), key=lambda item: item.year)
    return list(inventories) if newest.emissions_t is None else parts


def applied(target: Target, inventories: Sequence[Inventory]) -> Target:
    """A target as the engine judges it by these inventories: of all the tonnes that they hold, where they are what it
    covers. Source: our own rule [R]."""
    divided = any(item.covers is not None for item in inventories)
    return replace(target, sector=None, exclusions=None) if divided else target
