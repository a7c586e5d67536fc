"""The totals of a GPC inventory by level: BASIC, BASIC+, territorial and other. They overlap and are never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from analytics.formula import GPC, formula
from analytics.inventories.cells import in_total
from analytics.inventories.weighing import Total, Weighed, total
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES, Method

# Translators: levels of the total of a GPC inventory: all of scope 1, and other scope 3.
LEVELS = ("BASIC", "BASIC+", Sentence("territorial"), Sentence("other"))
"""BASIC+ holds BASIC; territorial is all of scope 1; other is other scope 3, which no total holds (GPC v1.1)."""


@dataclass(frozen=True)
class LevelTotal:
    """The total of one level in t of ``gas``; ``tonnes`` is None where no row holds a number, or ``notes`` say why.

    Two levels share rows, so adding them is refused, ``sum`` included.
    """

    level: str
    tonnes: float | None
    gas: str | None
    notes: tuple[str, ...] = ()

    def __add__(self, other: object) -> NoReturn:
        """Refuse: level totals overlap. Raises Refused (level-sum)."""
        with_what = other.level if isinstance(other, LevelTotal) else Sentence("another figure")
        raise blocked(
            "level-sum",
            Sentence("the {level} total added to {other}", level=self.level, other=with_what),
            "one level at a time",
            "Choose one level: BASIC+ holds BASIC, and the territorial total shares its scope 1 with both.",
        )

    __radd__ = __add__


def at_level(level: str, gpc_ref: str | None, scope: int | None, sector: str | None = None) -> bool:
    """Whether a place of a GPC inventory counts at a level.

    BASIC: I and II scopes 1 and 2 without I.4.4, III scopes 1 and 3 of the city's own waste. BASIC+ adds scope 3 of I
    and II, IV and V. Territorial: every scope 1, with I.4.4 and imported waste. A row without a reference counts by
    its sector and scope. Source: GPC v1.1, sourcing and scopes. Raises Refused for an unknown level.
    """
    if level not in LEVELS:
        raise blocked(
            "level-unknown",
            f'"{level}"',
            Sentence("one of {choices}", choices=", ".join(LEVELS)),
            "Choose one of them.",
        )
    known = GPC_REFERENCES.get(gpc_ref or "")
    if level == "territorial":
        return (known.scope if known else scope) == 1
    if known:
        return known.level == level or (level == "BASIC+" and known.level == "BASIC")
    if level == "other":
        return sector == "other_scope_3"
    return in_total(None, sector, Method.GPC)


@formula(
    name="Levels of a GPC inventory",
    text=Sentence(
        "BASIC+ = BASIC + scope 3 of I and II + IV + V; territorial = every scope 1 with I.4.4 and imported waste"
    ),
    units="t CO₂e; other scope 3 (VI.1) stands in none of them",
    source=f"{GPC}; sector tables of CityCatalyst",
    mark="V",
    remark="The levels share rows: adding two of them is refused.",
)
def level_totals(places: Iterable[Weighed]) -> dict[str, LevelTotal]:
    """The four level totals of one GPC inventory from its weighed places. They are shown beside each other only.

    A territorial total is None where a row says neither reference nor scope: it may belong to it.
    """
    mine: dict[str, list[Weighed]] = {level: [] for level in LEVELS}
    placeless = False
    for place in places:
        placeless = placeless or (place.gpc_ref is None and place.scope is None)
        for level in _levels(place.gpc_ref, place.scope, place.sector):
            mine[level].append(place)
    found = {}
    for level, held in mine.items():
        summed = total(held)
        if level == "territorial" and placeless:
            summed = Total(notes=(Sentence("Some rows name neither a GPC reference nor a scope."),))
        found[level] = LevelTotal(level, summed.tonnes, summed.gas, summed.notes)
    return found


@cache
def _levels(gpc_ref: str | None, scope: int | None, sector: str) -> tuple[str, ...]:
    return tuple(level for level in LEVELS if at_level(level, gpc_ref, scope, sector))
