"""How the uses of two years are lined up: which sectors are compared as one, and how deep each of them can be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from math import fsum

from analytics.change.drivers import FROM_GRID, Place, Use
from analytics.text.sentences import Sentence, listed
from analytics.vocabulary import CARRIERS, SECTORS, TOTAL_PLACE

# Translators: how deep a change can be told, within a sentence; the same for the next three.
BY_CARRIER = Sentence("energy by sector and carrier")
BY_ENERGY = Sentence("energy by sector")
BY_HEAD = Sentence("emissions per inhabitant by sector")
BY_SECTOR = Sentence("emissions by sector")
DEPTHS: tuple[str, ...] = (BY_CARRIER, BY_ENERGY, BY_HEAD, BY_SECTOR)
"""From the deepest to the poorest."""

UNDIVIDED = "undivided"
"""In the place of a carrier: everything of a sector, where the two years do not divide it alike."""
_NO_ENERGY = ("Waste", "Land use", "Industrial processes", "Other")


def coverage(sector: str) -> tuple[str, ...]:
    """What of the boundary a sector covers: its key sectors, or the group of those that are none."""
    return SECTORS[sector].keys or (SECTORS[sector].group,)


def group_of(unit: str) -> str:
    """The group of a sector, or the joined groups that stand in its place."""
    return SECTORS[unit].group if unit in SECTORS else unit


def burns(unit: str) -> bool:
    """Whether a sector emits by its use of energy, so that energy would tell more of it."""
    return group_of(unit) not in _NO_ENERGY


def units(before: set[str], after: set[str]) -> dict[str, str]:
    """What each sector is compared as: itself, or joined with those that the other year splits in another way.

    Sectors that only one of the years has are joined with those that only the other has and that cover the same key
    sectors; with a bare total in one year, everything is the total. Source: our own rule [R].
    """
    if (TOTAL_PLACE in before) != (TOTAL_PLACE in after):
        return dict.fromkeys(before | after, TOTAL_PLACE)
    found = {sector: sector for sector in before | after}
    joined: list[tuple[set[str], set[str]]] = []  # what a join covers, and its sectors
    for sector in sorted(before ^ after):
        cover, members = set(coverage(sector)), {sector}
        apart = []
        for other in joined:
            if other[0] & cover:
                cover, members = cover | other[0], members | other[1]
            else:
                apart.append(other)
        joined = [*apart, (cover, members)]
    for cover, members in joined:
        if members & before and members & after:
            inside = {sector for sector in found if cover.intersection(coverage(sector))}
            name = reduce(
                lambda one, next_one: listed((one, next_one)), sorted({SECTORS[code].group for code in inside})
            )
            found.update(dict.fromkeys(inside, name))
    return found


def by_unit(uses: Mapping[Place, Use], names: Mapping[str, str]) -> dict[str, dict[str, Use]]:
    """The uses of one year by what they are compared as, and by carrier."""
    found: dict[str, dict[str, Use]] = {}
    for (sector, carrier), use in uses.items():
        held = found.setdefault(names[sector], {})
        held[carrier] = summed((held[carrier], use)) if carrier in held else use
    return found


def summed(uses: Iterable[Use]) -> Use:
    """The energy and the emissions of several uses."""
    found = list(uses)
    return Use(fsum(use.energy_mwh for use in found), fsum(use.emissions_t for use in found))


def depth(before: Mapping[str, Use], after: Mapping[str, Use]) -> str | None:
    """How deep one sector can be told: by carrier, by its energy, or by its emissions alone; None where it has none.

    By carrier, every use that emits needs a carrier and energy; by energy, both years' energy must stand behind the
    emissions, and a carrier that emits without energy shows that some is not on file.
    """
    years = (before, after)
    emitting = [(carrier, use) for year in years for carrier, use in year.items() if use.emissions_t]
    wholes = [summed(year.values()) for year in years]
    if not emitting:
        return BY_CARRIER if all(whole.energy_mwh for whole in wholes) else None
    if all(carrier in CARRIERS and use.energy_mwh for carrier, use in emitting):
        return BY_CARRIER
    if any(carrier and not use.energy_mwh for carrier, use in emitting):
        return BY_HEAD
    return BY_ENERGY if all(whole.energy_mwh or not whole.emissions_t for whole in wholes) else BY_HEAD


def divided(before: Mapping[str, Use], after: Mapping[str, Use]) -> tuple[dict[str, float], dict[str, float]]:
    """The emissions of both years by carrier, or in one sum where the two are not divided alike."""
    one, other = (
        {carrier: use.emissions_t for carrier, use in year.items() if use.emissions_t} for year in (before, after)
    )
    unlike = any((word in one) != (word in other) for word in ("", FROM_GRID))
    if unlike and one and other:
        return {UNDIVIDED: fsum(one.values())}, {UNDIVIDED: fsum(other.values())}
    return one, other
