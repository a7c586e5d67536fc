"""Two inventories of one city side by side: what each sector moved, and why two of them are not set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from analytics.inventories.breakdown import Breakdown
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, SECTOR_GROUPS, Measure, Method


@dataclass(frozen=True)
class Move:
    """One group of sectors in two years, in MWh or t; None where a year has no number for it."""

    group: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """The later minus the earlier amount; None where either is not known, since unknown is not zero."""
        return None if self.before is None or self.after is None else self.after - self.before


def moves(before: Breakdown, after: Breakdown) -> list[Move]:
    """Every group of sectors that either year holds, in the order of the groups."""
    sums = []
    for year in (before, after):
        found: dict[str, list[float]] = {}
        for (group, _), amount in year.by_group().items():
            found.setdefault(group, []).append(amount)
        sums.append({group: fsum(parts) for group, parts in found.items()})
    return [
        Move(group, sums[0].get(group), sums[1].get(group)) for group in SECTOR_GROUPS if group in sums[0] | sums[1]
    ]


def unlike(before: Inventory, after: Inventory, measure: Measure) -> Iterator[str]:
    """Why two inventories are not subtracted, each reason as a sentence; nothing where they may be.

    One method for both measures; for emissions also one gas, reported or computed alike, one approach, one edition of
    factors and one GWP set. Source: GPC v1.1, recalculation: figures of different methods are no series.
    """
    years = f"{before.year} and {after.year}"
    if before.method != after.method:
        made = [METHOD_NAMES[Method(one.method)] for one in (before, after)]
        yield f"{before.year} follows {made[0]}, {after.year} follows {made[1]}: the difference would be one of method."
        return
    if measure is Measure.ENERGY:
        for one in (before, after):
            if one.energy_mwh is None:
                yield f"No energy is on file for {one.year}."
        return
    for one in (before, after):
        if one.emissions_t is None:
            yield " ".join((f"{one.year} gives no total of emissions.", *one.notes))
    if before.gas and after.gas and before.gas != after.gas:
        yield f"{before.year} counts {before.gas} and {after.year} {after.gas}; the two are never subtracted."
    if before.computed != after.computed:
        yield f"Emissions are reported in one of {years} and computed from energy in the other."
    for what, earlier, later in (
        ("GWP set", before.gwp_set, after.gwp_set),
        ("approach", before.approach, after.approach),
        ("edition of the factors", before.made_with.edition, after.made_with.edition),
    ):
        if earlier != later:
            words = ((earlier, before.year), (later, after.year))
            told = (f"{'not stated' if word in (None, 'unknown') else word} in {year}" for word, year in words)
            yield f"The {what} differs: {', '.join(told)}."
