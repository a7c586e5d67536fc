"""Two cities side by side: restated to what both report, with a list of what was restated or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import fsum

from analytics.formula import OURS, formula
from analytics.inventories.compared_rows import ComparedRow, candidates, in_full, same_extent
from analytics.inventories.comparison_reasons import (
    FURTHEST_YEARS,
    ONLY_ONE,
    differences,
    is_whole,
    no_inhabitants,
    no_inventory,
    nothing_shared,
    one_method,
    reason,
    refusals,
)
from analytics.inventories.grid_use import grid_use
from analytics.inventories.inventory import Inventory
from analytics.inventories.parents import MODES, OWNERS, PARTS
from analytics.inventories.spots import WHOLE, Spot
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS, Approach, Quantity

__all__ = ["FURTHEST_YEARS", "Comparison", "LeftOut", "Restated", "Side", "compare", "no_inventory"]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Side:
    """One row of the comparison, in tonnes a year; ``Comparison.amounts`` gives it per inhabitant.

    ``without`` are sectors of its groups that only one of the cities reports, ``electricity_t`` what one factor of
    electricity for both added to each, in t; None where each keeps its own.
    """

    name: str
    groups: tuple[str, ...]
    left_t: float
    right_t: float
    without: frozenset[str] = NOTHING
    electricity_t: tuple[float, float] | None = None

    @property
    def by_own_factors(self) -> tuple[float, float]:
        """The tonnes of both with the electricity of each as it counts it itself."""
        left, right = self.electricity_t or (0.0, 0.0)
        return self.left_t - left, self.right_t - right


@dataclass(frozen=True)
class LeftOut:
    """What is not compared, and why, in tonnes a year. A side is None where that city does not report it."""

    name: str
    left_t: float | None
    right_t: float | None
    reason: str


@dataclass(frozen=True)
class Restated:
    """What a row was changed by so that it means the same of both, in tonnes a year: after minus before."""

    name: str
    left_t: float
    right_t: float
    reason: str


@dataclass(frozen=True)
class Comparison:
    """Two inventories side by side. ``refused`` says why there are no rows; ``left_out`` lists what only one city
    reports or what cannot be matched, ``restated`` what was changed; of each city the rows minus what was restated,
    with what was left out, add up to its total. ``differences`` are those of method that a reader must know."""

    left: Inventory | None
    right: Inventory | None
    rows: tuple[Side, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    differences: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    restated: tuple[Restated, ...] = ()
    headless: tuple[str, ...] = ()
    """Why nothing can be given per inhabitant."""

    @property
    def same(self) -> bool:
        """Whether it is one inventory beside itself."""
        return self.left is not None and self.left == self.right

    @property
    def compared_t(self) -> tuple[float, float]:
        """The sum of the compared rows of each city, in tonnes."""
        return fsum(row.left_t for row in self.rows), fsum(row.right_t for row in self.rows)

    @property
    def covered(self) -> tuple[float | None, float | None]:
        """How much of its own total the compared rows of each city hold before anything was restated, as a share from 0
        to 1; None without a total above zero."""
        kept = (
            (self.left, [row.left_t for row in self.rows], [change.left_t for change in self.restated]),
            (self.right, [row.right_t for row in self.rows], [change.right_t for change in self.restated]),
        )
        left, right = (
            min(max((fsum(rows) - fsum(changes)) / found.emissions_t, 0.0), 1.0)
            if found is not None and found.emissions_t is not None and found.emissions_t > 0
            else None
            for found, rows, changes in kept
        )
        return left, right

    def amounts(self, row: Side) -> tuple[float, float]:
        """A row of both cities in t per inhabitant. Raises ValueError where inhabitants are unknown (``headless``)."""
        if not (self.left and self.left.inhabitants and self.right and self.right.inhabitants):
            raise ValueError("Without the inhabitants of both cities there are no amounts per inhabitant.")
        return row.left_t / self.left.inhabitants, row.right_t / self.right.inhabitants


@formula(
    name="Side by side",
    text=Sentence(
        "row = Σ of the groups that both report in full − sectors that one alone reports − gases that one alone counts "
        "+ A × (f − f_own);  f = Σ E ÷ Σ A of the electricity of both"
    ),
    units=(
        "t a year; electricity A in MWh and E in t; the pair of inventories with one method, then the closest years, "
        "then the newest"
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "Nothing is set side by side when more than {years} years lie between, or where gases are not kept apart that "
        "one alone counts. Electricity is counted by one factor where both tell its energy. Industry and waste are "
        "left out between two methods, whose boundaries differ [V, JRC and GPC].",
        years=FURTHEST_YEARS,
    ),
    also=("analytics.inventories.grid_use.grid_use", "analytics.inventories.compared_rows.in_full"),
)
def compare(
    left: Sequence[Inventory],
    right: Sequence[Inventory],
    names: tuple[str, str] = (Sentence("The first city"), Sentence("The second city")),
) -> Comparison:
    """Set two cities side by side by the pair of inventories that can best be compared, in t a year.

    Preferred are inventories by sector, with inhabitants, of one gas and method, then the closest years, then the
    newest, then the most rows. Swapping the cities (and ``names``) mirrors the result; a city against itself gives
    equal sides. Without a pair that allows a comparison, ``refused`` says why; the inventories that come closest are
    then still given. Source: our own rule [R].
    """
    if not left or not right:
        missing = [no_inventory(name) for name, found in zip(names, (left, right), strict=True) if not found]
        return Comparison(_newest(left), _newest(right), refused=tuple(dict.fromkeys(missing)))
    ordered = sorted(((_closeness(a, b), a, b) for a in left for b in right), key=lambda tried: tried[0])
    for _close, alike in groupby((tried for tried in ordered if not tried[0][0]), key=lambda tried: tried[0]):
        with_rows = [found for _, a, b in alike if (found := _side_by_side(a, b, names)).rows]
        if with_rows:
            # What two cities are compared by must not depend on which is named first, so ties are settled alike.
            return min(
                with_rows,
                key=lambda found: (
                    -len(found.rows),
                    sorted(_identity(item) for item in (found.left, found.right) if item),
                ),
            )
    closest = [(a, b) for close, a, b in ordered if close == ordered[0][0]]
    one, other = min(closest, key=lambda two: sorted(map(_identity, two)))
    why = tuple(refusals(one, other, names)) or tuple(nothing_shared(one, other, names))
    told = tuple(differences(one, other, names))
    return Comparison(
        one, other, differences=told, refused=tuple(dict.fromkeys(why)), headless=_headless(one, other, names)
    )


def _closeness(left: Inventory, right: Inventory) -> tuple[int, ...]:
    """How far two inventories are from being comparable: the first number is 0 where they may be at all."""
    years = abs(left.year - right.year)
    return (
        (left.emissions_t is None) + (right.emissions_t is None) + (years > FURTHEST_YEARS),
        is_whole(left) + is_whole(right),
        (not left.inhabitants) + (not right.inhabitants),
        int(left.gas != right.gas),
        int(not one_method(left, right)),
        years,
        -left.year - right.year,
    )


def _identity(inventory: Inventory) -> tuple[int, str, str, int]:
    return inventory.year, inventory.method, inventory.city_id, inventory.revision


def _newest(inventories: Sequence[Inventory]) -> Inventory | None:
    return max(inventories, key=lambda item: (item.year, item.method), default=None)


def _headless(left: Inventory, right: Inventory, names: tuple[str, str]) -> tuple[str, ...]:
    sides = zip(names, (left, right), strict=True)
    return tuple(dict.fromkeys(no_inhabitants(name, item.year) for name, item in sides if not item.inhabitants))


def _side_by_side(left: Inventory, right: Inventory, names: tuple[str, str]) -> Comparison:
    empty = Comparison(left, right)
    if empty.same:  # a city beside itself reports the same places, whatever they hold
        rows = tuple(Side(group, (group,), tonnes, tonnes) for group, tonnes in left.sectors.items())
        return replace(empty, rows=rows, headless=_headless(left, right, names))
    found = [
        told
        for row in candidates(set(left.sectors) | set(right.sectors), one_method(left, right))
        if same_extent(row, left, right) and (told := _row(row, left, right)) is not None
    ]
    if not found:
        return empty
    rows, electricity = _by_one_factor([row for row, _, _ in found], left, right)
    return Comparison(
        left,
        right,
        rows,
        (*(out for _, outs, _ in found for out in outs), *_left_out(left, right, rows, names)),
        tuple(differences(left, right, names)),
        restated=(*(moved for _, _, moved in found if moved), *electricity),
        headless=_headless(left, right, names),
    )


def _row(row: ComparedRow, left: Inventory, right: Inventory) -> tuple[Side, list[LeftOut], Restated | None] | None:
    """One row of what both report: with the sectors left out of it, and what gases were taken off; None where it
    cannot be."""
    sides = (left, right)
    told = [in_full(item, row) for item in sides]
    if None in told:
        return None
    alone = _alone(row.groups, left, right)
    without, groups = (
        alone[0] | alone[1],
        tuple(group for group in row.groups if any(group in item.sectors for item in sides)),
    )
    outs = []
    for code in sorted(without):
        parts = [_of(item, {code}) if code in mine else None for item, mine in zip(sides, alone, strict=True)]
        outs.append(LeftOut(SECTORS[code].name, parts[0], parts[1], ONLY_ONE))
    amounts = [(amount or 0.0) - _of(item, mine) for amount, item, mine in zip(told, sides, alone, strict=True)]
    if left.gas == right.gas:
        return Side(row.name, groups, amounts[0], amounts[1], without), outs, None
    taken = [_other_gases(item, groups, without) if item.gas != "CO2" else 0.0 for item in sides]
    if taken[0] is None or taken[1] is None:
        return None
    why = Sentence("Without CH4 and N2O, which the other city does not count.")
    moved = Restated(row.name, -taken[0], -taken[1], why)
    return Side(row.name, groups, amounts[0] - taken[0], amounts[1] - taken[1], without), outs, moved


def _alone(groups: Sequence[str], left: Inventory, right: Inventory) -> tuple[frozenset[str], frozenset[str]]:
    """The sectors of some groups that only the first city tells, and those that only the second does.

    None where the two divide the group in other ways: then only the whole means the same. NO and an IE that leads to a
    number are told, too.
    """
    held = [
        {spot.sector for spot in item.spots.tonnes if SECTORS[spot.sector].group in groups} for item in (left, right)
    ]
    every = held[0] | held[1]
    divided = any(parent in every and every & set(parts) for parent, parts in PARTS.items())
    if divided or not one_method(left, right) or (every & set(OWNERS) and every & set(MODES)):
        return NOTHING, NOTHING
    answered = [_sectors(item.spots.settled) - _sectors(item.spots.open) for item in (left, right)]
    return frozenset(held[0] - held[1] - answered[1]), frozenset(held[1] - held[0] - answered[0])


def _sectors(spots: frozenset[Spot]) -> set[str]:
    return {spot.sector for spot in spots}


def _of(inventory: Inventory, sectors: frozenset[str] | set[str]) -> float:
    return fsum(tonnes for spot, tonnes in inventory.spots.tonnes.items() if spot.sector in sectors)


def _other_gases(inventory: Inventory, groups: Sequence[str], without: frozenset[str]) -> float | None:
    """The CH4 and N2O of some groups in t CO2e; None where they are not kept apart."""
    found = [
        (spot.gas, tonnes)
        for spot, tonnes in inventory.spots.tonnes.items()
        if SECTORS[spot.sector].group in groups and spot.sector not in without
    ]
    if not found or any(gas == WHOLE for gas, _ in found):
        return None
    return fsum(tonnes for gas, tonnes in found if gas != Quantity.CO2)


def _by_one_factor(
    rows: Sequence[Side], left: Inventory, right: Inventory
) -> tuple[tuple[Side, ...], tuple[Restated, ...]]:
    """The rows with the electricity of both counted by one factor, in which both tell it."""
    approaches = {left.approach, right.approach}
    if left.gas != right.gas or approaches == set(Approach):
        return tuple(rows), ()
    used = [[grid_use(item, row.groups, row.without) for item in (left, right)] for row in rows]
    both = [(one, other) for one, other in used if one and other]
    if not both:
        return tuple(rows), ()
    factor = fsum(use.tonnes for pair in both for use in pair) / fsum(use.mwh for pair in both for use in pair)
    why = Sentence("Electricity of both by one factor, {factor:.3f} t/MWh: that of both together.", factor=factor)
    made, moved = [], []
    for row, (one, other) in zip(rows, used, strict=True):
        if one is None or other is None:
            made.append(row)
            continue
        change = (one.mwh * factor - one.tonnes, other.mwh * factor - other.tonnes)
        made.append(replace(row, left_t=row.left_t + change[0], right_t=row.right_t + change[1], electricity_t=change))
        moved.append(Restated(row.name, *change, why))
    return tuple(made), tuple(moved)


def _left_out(left: Inventory, right: Inventory, rows: Sequence[Side], names: tuple[str, str]) -> Iterator[LeftOut]:
    matched = {group for row in rows for group in row.groups}
    reported = [*left.sectors, *(group for group in right.sectors if group not in left.sectors)]
    for group in sorted(set(reported) - matched):
        amounts = [item.sectors.get(group) for item in (left, right)]
        yield LeftOut(group, amounts[0], amounts[1], reason(group, amounts, (left, right), names))
