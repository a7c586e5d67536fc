"""What a change of method, boundary, edition or GWP set does to one inventory: a restatement, which is no progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from analytics.formula import GPC, formula
from analytics.inventories.inventory import Inventory
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import METHOD_NAMES, SECTOR_GROUPS, Method, stated

# Translators: factors whose edition nobody named.
UNNAMED = Sentence("unnamed")
"""Why an inventory of one city and year reads otherwise; "figures" are rows that were corrected."""


class Change(NamedTuple):
    """One setting that differs: its cause, and its value before and after in words."""

    cause: str
    before: str
    after: str


@dataclass(frozen=True)
class Restatement:
    """One inventory under two settings. ``sectors`` is after minus before in t by group of sectors, ``total_t`` their
    sum; ``changes`` says what differs. Without a change all of it is zero and empty."""

    year: int
    sectors: Mapping[str, float]
    total_t: float
    changes: tuple[Change, ...]

    @property
    def causes(self) -> tuple[str, ...]:
        """What changed, each once: method, boundary, edition, GWP, figures."""
        return tuple(dict.fromkeys(change.cause for change in self.changes))


@formula(
    name="Restatement",
    text=Sentence("ΔE = E(after) − E(before), of one city and year under two settings, by group of sectors"),
    units="t CO₂e; method, boundary, edition of the factors, GWP set or corrected figures",
    source=f"{GPC}, recalculation of a base year",
    mark="R",
    remark="A restatement is no progress and stands in a bar of its own.",
)
def restated(before: Inventory, after: Inventory) -> Restatement:
    """What moves between two readings of the inventory of one city and year, in t by group of sectors.

    The bar of its own in a picture of drivers, so that a recalculation is never shown as progress. Raises Refused: for
    two cities or years (restatement-other), without a total (restatement-open), for CO2 against CO2e
    (restatement-gas). Source: GPC v1.1, recalculation of a base year; the division by cause is ours [R].
    """
    if (before.city_id, before.year) != (after.city_id, after.year):
        found = Sentence(
            "{city} {year} and {other_city} {other_year}",
            city=before.city_id,
            year=before.year,
            other_city=after.city_id,
            other_year=after.year,
        )
        raise _refused(
            "restatement-other",
            found,
            Sentence("one city and year under two settings"),
            Sentence("Between years, ask for the drivers."),
        )
    for one in (before, after):
        if one.emissions_t is None:
            raise _refused(
                "restatement-open",
                Sentence("no total for {year}", year=one.year),
                Sentence("two totals"),
                joined(one.notes) or Sentence("Give its rows."),
            )
    if before.gas != after.gas:
        raise _refused(
            "restatement-gas",
            Sentence("{first} and {second}", first=before.gas, second=after.gas),
            Sentence("one gas"),
            Sentence("CO2 alone and CO2e are never subtracted."),
        )
    sectors = {
        group: after.sectors.get(group, 0.0) - before.sectors.get(group, 0.0)
        for group in SECTOR_GROUPS
        if group in before.sectors or group in after.sectors
    }
    moved = fsum(sectors.values())
    changes = tuple(_changes(before, after))
    if not changes and any(sectors.values()):
        # Same settings, same boundary: what is left are the figures, or factors whose edition nobody named.
        named = before.revision != after.revision or not before.computed
        words = [
            Sentence("revision {revision}", revision=one.revision) if named else UNNAMED for one in (before, after)
        ]
        changes = (Change("figures" if named else "edition", *words),)
    return Restatement(before.year, sectors, moved, changes)


def _changes(before: Inventory, after: Inventory) -> Iterator[Change]:
    if before.method != after.method:
        yield Change("method", *(METHOD_NAMES[Method(one.method)] for one in (before, after)))
    if before.computed != after.computed:
        # Translators: how emissions were made.
        made = (Sentence("as reported"), Sentence("energy times factors"))
        yield Change("method", made[before.computed], made[after.computed])
    if before.approach != after.approach:
        yield Change("method", stated(before.approach), stated(after.approach))
    if before.counted != after.counted:
        # Translators: a boundary that holds no sector.
        nothing = Sentence("nothing")
        yield Change("boundary", *(joined(sorted(one.counted), "comma") or nothing for one in (before, after)))
    if before.computed and after.computed and before.made_with.edition != after.made_with.edition:
        yield Change("edition", *(one.made_with.edition or UNNAMED for one in (before, after)))
    sets = [
        Sentence("mixed, gases in {gwp_set}", gwp_set=one.made_with.gwp_set)
        if one.gwp_set == "mixed"
        else stated(one.gwp_set)
        for one in (before, after)
    ]
    if sets[0] != sets[1]:
        yield Change("GWP", *sets)


def _refused(code: str, found: str, expected: str, fix: str) -> Refused:
    return blocked(code, found, expected, fix)
