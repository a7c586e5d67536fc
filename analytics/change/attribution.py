"""What drove the emissions of a city between two of its inventories: bars that sum to the change.

The depth follows the data, sector by sector: energy by carrier in both years gives energy, mix and factors; energy
without carriers gives their intensity; emissions alone give inhabitants times emissions per inhabitant. There is never
a bar without figures behind it. What is no change of the city (boundary, GWP set, edition, corrected figures) stands in
bars of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum, log
from typing import NamedTuple

from analytics.change.drivers import FROM_GRID, POPULATION, RESTATEMENT, Place, Use, decompose, logarithmic_mean
from analytics.formula import GPC, Formula, formula
from analytics.inventories import restatement
from analytics.inventories.alignment import (
    BY_CARRIER,
    BY_ENERGY,
    BY_HEAD,
    BY_SECTOR,
    DEPTHS,
    burns,
    by_unit,
    coverage,
    divided,
    group_of,
    summed,
    units,
)
from analytics.inventories.alignment import depth as depth_of
from analytics.inventories.inventory import Inventory
from analytics.inventories.restatement import Change
from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence, counted, joined, listed
from analytics.vocabulary import CARRIERS, METHOD_NAMES, SECTORS, TOTAL_PLACE, Method, stated

PER_HEAD = "emissions per inhabitant"
SECTOR = "emissions of the sector"
REMOVALS = "removals and negative amounts"
WEATHER = "weather"
BOUNDARY = Sentence("boundary")

SUPPLIED, FUEL = "supplied", "fuels"
"""Where emissions come from when no energy is stated: electricity, heat and cold that are supplied, or fuels burnt."""

SUPPLIED_CARRIERS = ("electricity", "heat_cold", FROM_GRID)


class Bar(NamedTuple):
    """What a bar stands for. ``group`` is the group of sectors where the bar is of one (the cause, in a restatement);
    ``source`` is ``SUPPLIED`` or ``FUEL`` where a sector is told apart by it."""

    driver: str
    group: str = ""
    source: str = ""


@dataclass(frozen=True)
class Attribution:
    """The change of a city's total from the first to the last of ``years``, in t of ``gas``, and what drove it.

    ``bars`` sum to ``change_t``; ``detail`` divides what belongs to a place, by sector (or joined group) and carrier.
    ``depth`` is that of most tonnes, ``depths`` by sector; ``reasons`` say why it is not deeper. ``changes`` are the
    settings behind the restatement bars.
    """

    city_id: str
    method: str
    years: tuple[int, ...]
    gas: str | None
    before_t: float
    after_t: float
    change_t: float
    bars: Mapping[Bar, float]
    detail: Mapping[Place, Mapping[str, float]]
    depth: str
    depths: Mapping[str, str]
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def driven(self) -> dict[Bar, float]:
        """The bars without the restatements: what changed in the city."""
        return {bar: tonnes for bar, tonnes in self.bars.items() if bar.driver != RESTATEMENT}

    @property
    def sectors(self) -> dict[str, float]:
        """How far each group of sectors moved in the city, in t; where weather is set apart, without it."""
        return self._summed(lambda unit, carrier: group_of(unit))

    @property
    def supply(self) -> dict[str, float]:
        """How far the emissions of supplied electricity, heat and cold moved (``SUPPLIED``), and all others, in t."""
        return self._summed(lambda unit, carrier: SUPPLIED if carrier in SUPPLIED_CARRIERS else "")

    def _summed(self, part_of: Callable[[str, str], str]) -> dict[str, float]:
        sums: dict[str, list[float]] = {}
        for place, effects in self.detail.items():
            sums.setdefault(part_of(*place), []).extend(effects.values())
        return {part: fsum(found) for part, found in sums.items()}

    @property
    def restated_t(self) -> float:
        """What is a restatement and no change of the city, in t."""
        return fsum(tonnes for bar, tonnes in self.bars.items() if bar.driver == RESTATEMENT)


Weather = Callable[[Inventory], Inventory]
"""An inventory as it would have been in the weather of the reference."""


def attributed(
    before: Inventory,
    after: Inventory,
    basis: tuple[Inventory, Inventory] | None = None,
    weather: Weather | None = None,
) -> Attribution:
    """What drove the change of the total from ``before`` to ``after``, two inventories of one city.

    Where their settings differ, ``basis`` are the same two years restated alike: the drivers are those between them,
    and what the restatement moves has a bar of its own. ``weather`` sets apart what the weather did. The bars sum to
    the change to rounding, swapping the years turns every sign, and a year against itself gives zeros; two readings of
    one year differ by a restatement alone.

    Raises Refused: for two cities, without a total, for CO2 against CO2e, and for two settings (method, reported
    against computed, GWP set, approach, edition) without a ``basis`` on which they are alike. Source: LMDI-I (Ang
    2004, Energy Policy 32, 1131-1139); the depths and the restatement bars are our own [R].
    """
    _check(before, after)
    first, last = basis or (before, after)
    if before.year == after.year:
        return _same_year(before, after)
    _check_alike(first, last)
    moved = [(restatement.restated(before, first), 1.0), (restatement.restated(after, last), -1.0)] if basis else []
    plain = (weather(first), weather(last)) if weather else (first, last)
    found = _Work(*plain)
    bars = dict(found.bars)
    if weather:
        bars[Bar(WEATHER)] = (_total(last) - _total(plain[1])) - (_total(first) - _total(plain[0]))
    for moving, sign in moved:
        if moving.total_t:
            cause = Bar(RESTATEMENT, _together(moving.causes))
            bars[cause] = bars.get(cause, 0.0) + sign * moving.total_t
    return Attribution(
        before.city_id,
        before.method,
        (before.year, after.year),
        after.gas,
        _total(before),
        _total(after),
        _total(after) - _total(before),
        bars,
        found.detail,
        found.depth,
        found.depths,
        tuple(found.reasons()),
        (*(change for moving, _ in moved for change in moving.changes), *found.changes),
    )


@formula(
    name="Drivers year by year",
    text=Sentence("bar = Σ of the bars of each step between inventories"),
    units="t CO₂e",
    source="Ang and Liu 2007, Energy Policy 35, 1426-1432 (chained LMDI)",
    mark="M",
    remark="Takes the way between the two years into account.",
)
def chained(
    series: Sequence[Inventory], link: Callable[[Inventory, Inventory], Attribution] = attributed
) -> Attribution:
    """What moved the emissions over every inventory of ``series``, oldest first: the bars of each step, summed.

    The change is that from the first to the last; the bars take the path in between into account. Where one of the
    years lacks its inhabitants, no step uses them. ``link`` makes one step.

    Raises Refused for fewer than two inventories, and where a step cannot be made. Source: chained LMDI (Ang and Liu
    2007, Energy Policy 35, 1426-1432 [M]).
    """
    if len(series) < 2:
        found = counted("{number} inventories", "{number} inventories", len(series))
        raise _refused("attribution-short", found, Sentence("two or more"), Sentence("Add an inventory."))
    if not all(item.inhabitants for item in series):
        series = [replace(item, inhabitants=None) for item in series]
    steps = [link(one, other) for one, other in pairwise(series)]
    bars: dict[Bar, list[float]] = {}
    detail: dict[Place, dict[str, float]] = {}
    depths: dict[str, str] = {}
    for step in steps:
        for bar, tonnes in step.bars.items():
            bars.setdefault(bar, []).append(tonnes)
        for place, effects in step.detail.items():
            held = detail.setdefault(place, {})
            for driver, tonnes in effects.items():
                held[driver] = held.get(driver, 0.0) + tonnes
        for unit, depth in step.depths.items():
            depths[unit] = max(depth, depths.get(unit, depth), key=DEPTHS.index)
    first, last = steps[0], steps[-1]
    return Attribution(
        first.city_id,
        first.method,
        tuple(item.year for item in series),
        last.gas,
        first.before_t,
        last.after_t,
        last.after_t - first.before_t,
        {bar: fsum(found) for bar, found in bars.items()},
        detail,
        max((step.depth for step in steps), key=DEPTHS.index),
        depths,
        tuple(dict.fromkeys(reason for step in steps for reason in step.reasons)),
        tuple(dict.fromkeys(change for step in steps for change in step.changes)),
    )


def settings(inventory: Inventory) -> tuple[object, ...]:
    """What the tonnes of two inventories must have in common before they are subtracted."""
    stated = inventory.about.gwp_set if inventory.gwp_set == "mixed" else None
    edition = inventory.made_with.edition if inventory.computed else None
    return (
        inventory.method,
        inventory.gas,
        inventory.computed,
        inventory.gwp_set,
        inventory.approach,
        stated,
        edition,
    )


class _Work:
    """The drivers between two inventories that are alike but for their boundary."""

    def __init__(self, before: Inventory, after: Inventory) -> None:
        self.before, self.after = before, after
        self.bars: dict[Bar, float] = {}
        self.detail: dict[Place, dict[str, float]] = {}
        self.depths: dict[str, str] = {}
        self.changes: tuple[Change, ...] = ()
        self._heads = (before.inhabitants, after.inhabitants) if before.inhabitants and after.inhabitants else None
        self._sums: dict[Bar, list[float]] = {}
        pair = self._within(*({**_uses(one)} for one in (before, after)))
        self._weights: dict[str, float] = {}
        self._drive(*self._without_removals(*pair))
        self.bars = {bar: fsum(found) for bar, found in self._sums.items()}
        self.depth = self._main_depth()

    def _add(self, bar: Bar, tonnes: float) -> None:
        self._sums.setdefault(bar, []).append(tonnes)

    def _tell(self, place: Place, effects: Mapping[str, float]) -> None:
        held = self.detail.setdefault(place, {})
        for driver, tonnes in effects.items():
            held[driver] = held.get(driver, 0.0) + tonnes

    def _within(self, *years: dict[Place, Use]) -> tuple[dict[Place, Use], dict[Place, Use]]:
        """The uses inside the boundary that both years share; the rest is a restatement."""
        pair = (self.before, self.after)
        if any(group_of(TOTAL_PLACE) in one.counted for one in pair):
            return years[0], years[1]
        kept = []
        for uses, one, other, sign in zip(years, pair, pair[::-1], (-1.0, 1.0), strict=True):
            lacking = one.counted - other.counted - other.settled
            outside = {place for place in uses if lacking.issuperset(coverage(place[0]))}
            for place in outside:
                self._add(Bar(RESTATEMENT, BOUNDARY), sign * uses[place].emissions_t)
            if outside:
                sectors = joined(sorted({SECTORS[sector].name for sector, _ in outside}), "comma")
                # Translators: an inventory whose boundary holds sectors that another one lacks, and that other one.
                words = (
                    Sentence("{year} with {sectors}", year=one.year, sectors=sectors),
                    Sentence("{year} without", year=other.year),
                )
                self.changes += (Change(BOUNDARY, *(words if sign < 0 else words[::-1])),)
            kept.append({place: use for place, use in uses.items() if place not in outside})
        return kept[0], kept[1]

    def _without_removals(self, *years: dict[Place, Use]) -> tuple[dict[Place, Use], dict[Place, Use]]:
        nothing = Use(0.0, 0.0)
        for place in sorted(years[0].keys() | years[1].keys()):
            before, after = (uses.get(place, nothing) for uses in years)
            if min(before.emissions_t, after.emissions_t, before.energy_mwh, after.energy_mwh) < 0:
                change = after.emissions_t - before.emissions_t
                self._add(Bar(REMOVALS), change)
                self._tell(place, {REMOVALS: change})
                for uses in years:
                    uses.pop(place, None)
        return years[0], years[1]

    def _drive(self, before: dict[Place, Use], after: dict[Place, Use]) -> None:
        names = units({sector for sector, _ in before}, {sector for sector, _ in after})
        sides = by_unit(before, names), by_unit(after, names)
        energy: tuple[dict[Place, Use], dict[Place, Use]] = ({}, {})
        for unit in sorted(sides[0].keys() | sides[1].keys()):
            one, other = (side.get(unit, {}) for side in sides)
            found = depth_of(one, other)
            if found is None:
                continue
            self._weights[unit] = fsum(use.emissions_t for use in (*one.values(), *other.values()))
            self.depths[unit] = BY_SECTOR if found == BY_HEAD and self._heads is None else found
            if found == BY_HEAD:
                self._by_head(unit, *divided(one, other))
                continue
            for side, uses in zip(energy, (one, other), strict=True):
                whole = uses if found == BY_CARRIER else {"": summed(uses.values())} if uses else {}
                side.update({(unit, carrier): use for carrier, use in whole.items()})
        if energy[0] or energy[1]:
            then, now = self._heads or (None, None)
            effects = decompose(energy[0], energy[1], then, now, self.before.gdp, self.after.gdp)
            for place, told in effects.places.items():
                self._tell(place, told)
            for driver, tonnes in effects.bars.items():
                self._add(Bar(driver), tonnes)

    def _by_head(self, unit: str, before: Mapping[str, float], after: Mapping[str, float]) -> None:
        """E = P x (E/P) for one sector, divided by source where both years are."""
        carriers = sorted(before.keys() | after.keys())
        for carrier in carriers:
            found = self._per_head(before.get(carrier, 0.0), after.get(carrier, 0.0))
            self._tell((unit, carrier), found)
            source = self._source(unit, carrier, len(carriers) > 1)
            for driver, tonnes in found.items():
                self._add(Bar(driver) if driver == POPULATION else Bar(driver, group_of(unit), source), tonnes)

    def _source(self, unit: str, carrier: str, split: bool) -> str:
        """Supplied energy or fuels burnt. In the GPC, what a use of energy emits outside scope 2 is burnt there."""
        if carrier in SUPPLIED_CARRIERS:
            return SUPPLIED
        burnt = carrier in CARRIERS or (carrier == "" and (split or self.before.method == Method.GPC))
        return FUEL if burnt and burns(unit) else ""

    def _per_head(self, before: float, after: float) -> dict[str, float]:
        change = after - before
        if self._heads is None:
            return {SECTOR: change}
        grown = logarithmic_mean(after, before) * log(self._heads[1] / self._heads[0]) if before and after else 0.0
        return {POPULATION: grown, PER_HEAD: change - grown}

    def _main_depth(self) -> str:
        weight: dict[str, float] = dict.fromkeys(DEPTHS, 0.0)
        for unit, depth in self.depths.items():
            weight[depth] += self._weights[unit]
        return max(weight, key=lambda depth: (weight[depth], -DEPTHS.index(depth)))

    def reasons(self) -> Iterator[str]:
        """Why the drivers are not told more deeply."""
        years = _years(self.before, self.after)
        shallow = {depth: [unit for unit, found in self.depths.items() if found == depth] for depth in DEPTHS}
        driven = [unit for unit in (*shallow[BY_HEAD], *shallow[BY_SECTOR]) if burns(unit)]
        if driven and not (shallow[BY_CARRIER] or shallow[BY_ENERGY]):
            lacking = [one for one in (self.before, self.after) if one.energy_mwh is None]
            if lacking:
                yield Sentence(
                    "No energy is stated for {years}, so less use cannot be told apart from cleaner energy.",
                    years=_years(*lacking),
                )
            else:
                yield Sentence(
                    "The energy on file does not belong to the rows that emit, so no factor can be told from it."
                )
        elif driven:
            yield Sentence(
                "{sectors}: no energy that fits the emissions in both {years}, so told without it.",
                sectors=_names(driven),
                years=years,
            )
        if shallow[BY_ENERGY]:
            yield Sentence(
                "{sectors}: the emissions are not stated by carrier, so mix and factors are one bar.",
                sectors=_names(shallow[BY_ENERGY]),
            )
        if self._heads is None:
            lacking = [one for one in (self.before, self.after) if not one.inhabitants]
            yield Sentence(
                "The inhabitants of {years} are not known, so there is no bar for them.", years=_years(*lacking)
            )


def _names(found: Iterable[str]) -> str:
    return joined((SECTORS[unit].name if unit in SECTORS else unit for unit in found), "semicolon")


def _years(*found: Inventory) -> str:
    return listed([str(one.year) for one in found])


def _together(causes: Sequence[str]) -> str:
    """The causes of one restatement in one text."""
    found = causes[0] if causes else ""
    for cause in causes[1:]:
        # Translators: causes of a restatement, such as "boundary and GWP set".
        found = Sentence("{cause} and {other}", cause=found, other=cause)
    return found


def _uses(inventory: Inventory) -> Mapping[Place, Use]:
    """The uses of an inventory; the bare total where it names none."""
    return inventory.uses or {(TOTAL_PLACE, ""): Use(0.0, _total(inventory))}


def _total(inventory: Inventory) -> float:
    assert inventory.emissions_t is not None
    return inventory.emissions_t


def _same_year(before: Inventory, after: Inventory) -> Attribution:
    """Two readings of one inventory: nothing of the city changed between them."""
    moving = restatement.restated(before, after)
    bars = {Bar(RESTATEMENT, _together(moving.causes)): moving.total_t} if moving.changes else {}
    change = _total(after) - _total(before)
    return Attribution(
        before.city_id,
        before.method,
        (before.year, after.year),
        after.gas,
        _total(before),
        _total(after),
        change,
        bars,
        {},
        BY_SECTOR,
        {},
        (Sentence("Both are the inventory of one year."),),
        moving.changes,
    )


def _check(before: Inventory, after: Inventory) -> None:
    if before.city_id != after.city_id:
        raise _refused(
            "attribution-cities",
            listed([before.city_id, after.city_id]),
            Sentence("two inventories of one city"),
            Sentence("Two cities are compared on the Pairs page."),
        )
    for one in (before, after):
        if one.emissions_t is None:
            raise _refused(
                "attribution-open",
                Sentence("no total of emissions in {year}", year=one.year),
                Sentence("two totals"),
                joined(one.notes) or Sentence("Give the emissions of that year."),
            )
    if before.gas != after.gas:
        found = Sentence(
            "{gas} in {year} and {other_gas} in {other_year}",
            gas=before.gas,
            year=before.year,
            other_gas=after.gas,
            other_year=after.year,
        )
        fix = Sentence("CO2 alone and CO2e are never subtracted.")
        raise _refused("attribution-gas", found, Sentence("one gas"), fix)


def _check_alike(before: Inventory, after: Inventory) -> None:
    if settings(before) == settings(after):
        return
    unlike = [*_unlike(before, after)]
    raise _refused(
        "attribution-settings",
        joined(
            (
                Sentence(
                    "{year} with {setting}, {other_year} with {other}",
                    year=before.year,
                    setting=one,
                    other_year=after.year,
                    other=other,
                )
                for one, other in unlike
            ),
            "semicolon",
        ),
        Sentence("two inventories made alike, or one that can be restated"),
        Sentence("Give the gases apart, or the inventory of one of the years again with the settings of the other."),
    )


def _unlike(before: Inventory, after: Inventory) -> Iterator[tuple[str, str]]:
    if before.method != after.method:
        yield METHOD_NAMES[Method(before.method)], METHOD_NAMES[Method(after.method)]
    if before.computed != after.computed:
        made = (Sentence("emissions as reported"), Sentence("energy times factors"))
        yield made[before.computed], made[after.computed]
    if before.gwp_set != after.gwp_set:
        one, other = (Sentence("GWP set {name}", name=stated(item.gwp_set)) for item in (before, after))
        yield one, other
    if before.approach != after.approach:
        one, other = (Sentence("approach {name}", name=stated(item.approach)) for item in (before, after))
        yield one, other
    if str(before.made_with.edition) != str(after.made_with.edition):
        one, other = (Sentence("edition {name}", name=str(item.made_with.edition)) for item in (before, after))
        yield one, other


def _refused(code: str, found: str, expected: str, fix: str) -> Refused:
    return blocked(code, found, expected, fix)


RESTATEMENT_BAR = Formula(
    name="Restatement bar",
    text=Sentence("restatement = change as reported − change on one basis"),
    units="t CO₂e",
    source=f"{GPC}, recalculation of a base year; the bar is our own rule",
    mark="R",
    function="analytics.change.attribution.attributed",
    remark="What is due to method, boundary, factors or GWP set is never counted as progress.",
)
