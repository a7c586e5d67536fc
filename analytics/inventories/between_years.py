"""Two inventories of one city side by side: what each sector moved, and why two of them are not set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from analytics.inventories.breakdown import Breakdown
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import METHOD_NAMES, SECTOR_GROUPS, Measure, Method, stated_or_not


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
    years = {"year": before.year, "later_year": after.year}
    if before.method != after.method:
        yield Sentence(
            "{year} follows {method}, {later_year} follows {later_method}: the difference would be one of method.",
            method=METHOD_NAMES[Method(before.method)],
            later_method=METHOD_NAMES[Method(after.method)],
            **years,
        )
        return
    if measure is Measure.ENERGY:
        for one in (before, after):
            if one.energy_mwh is None:
                yield Sentence("No energy is on file for {year}.", year=one.year)
        return
    for one in (before, after):
        if one.emissions_t is None:
            yield joined((Sentence("{year} gives no total of emissions.", year=one.year), *one.notes))
    if before.gas and after.gas and before.gas != after.gas:
        yield Sentence(
            "{year} counts {gas} and {later_year} {later_gas}; the two are never subtracted.",
            gas=before.gas,
            later_gas=after.gas,
            **years,
        )
    if before.computed != after.computed:
        yield Sentence(
            "Emissions are reported in one of {year} and {later_year} and computed from energy in the other.", **years
        )
    if before.gwp_set != after.gwp_set:
        yield Sentence(
            "The GWP set differs: {stated} in {year}, {later_stated} in {later_year}.",
            stated=stated_or_not(before.gwp_set),
            later_stated=stated_or_not(after.gwp_set),
            **years,
        )
    if before.approach != after.approach:
        yield Sentence(
            "The approach differs: {stated} in {year}, {later_stated} in {later_year}.",
            stated=stated_or_not(before.approach),
            later_stated=stated_or_not(after.approach),
            **years,
        )
    if before.made_with.edition != after.made_with.edition:
        yield Sentence(
            "The edition of the factors differs: {stated} in {year}, {later_stated} in {later_year}.",
            stated=stated_or_not(before.made_with.edition),
            later_stated=stated_or_not(after.made_with.edition),
            **years,
        )
