"""How much of a change a part of it did: a sector of the change of a total, or what is bought of all that is used.

One definition for every page, slide and sentence: a part counts with the tonnes by which it moved itself, growth of the
inhabitants within it, and its share is of all that moved the way the whole went. Source: our own rule [R].
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Generic, NamedTuple, TypeVar

Part = TypeVar("Part")


class Contribution(NamedTuple, Generic[Part]):
    """What one part did of a change: ``tonnes``, below zero for a fall, and its ``share`` (0 to 1) of all that moved
    the same way."""

    part: Part
    tonnes: float
    share: float


def contributions(moves: Mapping[Part, float]) -> list[Contribution[Part]]:
    """The parts that moved the way the whole went, the largest first; none where the parts cancel out or nothing moved.

    ``moves`` are the tonnes by which each part rose, or fell (below zero). The shares sum to one. Source: our own rule
    [R].
    """
    whole = fsum(moves.values())
    along = {part: tonnes for part, tonnes in moves.items() if tonnes * whole > 0}
    sum_t = fsum(along.values())
    found = (Contribution(part, tonnes, tonnes / sum_t) for part, tonnes in along.items())
    return sorted(found, key=lambda one: -one.share)
