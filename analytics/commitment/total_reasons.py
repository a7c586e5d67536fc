"""Reasons on columns: why the totals of two inventories give no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.commitment.codes import Code
from analytics.commitment.paths import allowed_by, drivers_of, ends_of
from analytics.commitment.targets import FROM_BASE
from analytics.commitment.trajectory import gap, percent_of
from analytics.commitment.verdict_tables import (
    METHODS,
    MIXED,
    UNSAID,
    UNSPLIT_BIT,
    YEARS_WIDTH,
    Targets,
    Totals,
    in_order,
    last_up_to,
    masked,
    taken,
    unsplit,
)
from analytics.detection.per_head import FEWEST_KEY_SECTORS, beyond_plausible
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.vocabulary import KEY_SECTORS

OLDEST_INVENTORY_YEARS = 4
"""An inventory older than this says nothing about today (product rule; the Covenant asks for one every four years)."""


NEAR_YEARS, FAR_APART = 5, 0.1
"""[R] An inventory so near to a declared baseline tells what it should be like; so far apart they do not fit. Where
none is so near, as much as would be noticed near one is added to the uncertainty of the declared figure."""


LEAST_RAISE, RESTATED = 0.05, 5.0
"""[R] Per cent by which a baseline is raised from which a good answer is asked for it, and from which it is said in any
case, as when it falls: to raise it makes every answer better."""


def too_old(year: int, as_of: int | None) -> bool:
    """Whether an inventory of ``year`` says nothing about the calendar year ``as_of``. Source: our own rule [R]; four
    years as the Covenant's monitoring interval (JRC)."""
    return as_of is not None and as_of - year > OLDEST_INVENTORY_YEARS


def is_over(target_year: Integers, year: Integers, as_of: int | None) -> Truths:
    """Where the year of a target is past in the calendar year ``as_of`` and the inventory that judges it, of ``year``,
    is of another one: whether it was reached cannot be told. Source: our own rule [R]."""
    over: Truths = (target_year != year) & (target_year < (0 if as_of is None else as_of))
    return over


def made_alike(first: Totals, now: Totals) -> Truths:
    """Whether two inventories were made alike to the last: with one GWP set and approach, too."""
    alike: Truths = (first.co2_alone == now.co2_alone) & (first.computed == now.computed)
    alike &= (now.gwp != MIXED) | (first.stated_gwp == now.stated_gwp)
    alike &= (first.gwp == now.gwp) & (first.approach == now.approach)
    return alike


def weighed_apart(first: Totals, now: Totals) -> Truths:
    """Where two inventories state different GWP sets or approaches. What one of them does not state contradicts
    nothing: what an unknown GWP set may be worth is part of the uncertainty, so that to state one costs no verdict."""
    sets = first.weighed_with, now.weighed_with
    apart = np.zeros(len(now), dtype=bool)
    for one, other in (sets, (first.approach, now.approach)):
        apart |= (one != other) & (one != UNSAID) & (other != UNSAID)
    return apart


def comparable(first: Totals, now: Totals) -> Truths:
    """Whether a verdict may hold two inventories against each other (``comparability.comparable``)."""
    alike: Truths = (first.co2_alone == now.co2_alone) & (first.computed == now.computed)
    alike &= ~weighed_apart(first, now)
    return alike


@dataclass(frozen=True)
class JudgedTotals:
    """Questions with what their reasons look at: the target, the inventories of the year that judges and of the base
    year (``given`` and ``had`` where there is one, ``own`` where it is by the target's method), and the figures."""

    mine: Targets
    now: Totals
    first: Totals
    given: Truths
    had: Truths
    own: Truths
    base_t: Floats
    level_t: Floats
    gap_t: Floats

    def gap_with(self, base_t: Floats, more: float = 1.0) -> Floats:
        """The gap with another baseline, and with ``more`` times the emissions of the newest inventory."""
        if np.isnan(base_t).all():
            return np.full(len(self.mine), np.nan)
        people = drivers_of(self.mine, masked(self.first.inhabitants, self.had), masked(self.first.gdp, self.had))
        today = drivers_of(self.mine, self.now.inhabitants, self.now.gdp)
        path_t = allowed_by(self.mine, *ends_of(self.mine, base_t, people), self.now.year, today)
        return masked(gap(self.now.emissions_t * more, path_t), ~np.isnan(self.gap_t))

    def turns(self, other: Floats) -> Truths:
        """Where another gap gives the other answer."""
        turned: Truths = ~np.isnan(other) & ~np.isnan(self.gap_t) & ((other <= 0) != (self.gap_t <= 0))
        return turned


class ToldByTotals(NamedTuple):
    """By question the codes of what forbids a verdict, of what would but that the answer is the same with it
    (``waived``), and of what stands ``beside`` one."""

    reasons: Integers
    waived: Integers
    beside: Integers


def reasons_of(asked: JudgedTotals, totals: Totals, as_of: int | None) -> ToldByTotals:
    """What totals say of each question. What is missing from the newest inventory can only add."""
    mine, now, first, base_t, level_t, had = (
        asked.mine,
        asked.now,
        asked.first,
        asked.base_t,
        asked.level_t,
        asked.had,
    )
    based, known, alone = ~np.isnan(base_t), ~np.isnan(now.emissions_t), now.co2_alone
    ordered = mine.year > mine.base_year
    apart = had & ((now.counted | first.counted) & UNSPLIT_BIT == 0)  # a bare total names no boundary
    gone = first.counted & ~now.counted & ~now.settled & ~now.missing
    came = now.counted & ~first.counted & ~first.settled & ~now.missing
    heads = not_known(now.inhabitants) | (based & (~had | not_known(first.inhabitants)))
    product = not_known(now.gdp) | (based & (~had | not_known(first.gdp)))
    total = unsplit(now)
    near_t, years = _nearest(asked, totals)
    above_t = _declared_t(asked)
    never, over = np.zeros(len(mine), dtype=bool), is_over(mine.year, now.year, as_of)
    told = {Code.NO_BASELINE: ~based, Code.OTHER_METHOD: ~asked.own}
    judged = {
        Code.BASELINE_NOT_ABOVE_ZERO: based & (base_t <= 0) & mine.of_kind(*FROM_BASE),
        Code.NO_LEVEL: based & ordered & np.isnan(level_t),
        Code.PATH_NOT_ABOVE_ZERO: based & ordered & mine.rate & (np.minimum(level_t, base_t) <= 0),
        Code.NOT_AFTER_BASE_YEAR: now.year <= mine.base_year,
        Code.NO_TOTAL: ~known,
        Code.CO2_ALONE: known & alone,
        Code.KEY_SECTORS_MISSING: (now.missing != 0) & ~total,
        Code.TOTAL_BESIDE_SECTORS: had & total & (first.counted != now.counted),
        Code.GASES_DIFFER: had & first.co2_alone & known & ~alone,
        Code.FACTORS_DIFFER: known & np.where(had, first.computed != now.computed, based & now.computed),
        Code.WEIGHTS_DIFFER: had & weighed_apart(first, now),
        Code.BOUNDARY_DIFFERS: apart & (gone | came != 0),
        Code.ENERGY_WITHOUT_EMISSIONS: now.lacking | (had & first.lacking),
        Code.NO_INHABITANTS: mine.of_kind("per-capita") & heads,
        Code.NO_GDP: mine.of_kind("per-gdp") & product,
        Code.TOO_OLD: ~over & np.array([too_old(year, as_of) for year in now.year.tolist()], dtype=bool),
        Code.TARGET_OVER: over,
        Code.BASELINE_APART: asked.turns(asked.gap_with(_apart_t(asked, near_t, years)))
        | ((asked.gap_t <= 0) & (asked.gap_with(above_t) > 0)),
        Code.EXCLUSIONS: mine.unclear,
    }
    behind = asked.gap_t > 0
    harmless = {
        Code.KEY_SECTORS_MISSING: behind & (~had | (now.missing & ~first.counted == 0)),
        Code.BOUNDARY_DIFFERS: behind & (came == 0),
        Code.ENERGY_WITHOUT_EMISSIONS: behind & ~(had & first.lacking),
    }
    always = {Code.TARGET_YEAR_ORDER: ~ordered, Code.ONE_SECTOR: ~mine.whole, Code.NO_INVENTORY: ~asked.given}
    found, waived = (np.zeros(len(mine), dtype=np.int64) for _ in range(2))
    for reasons, where in ((always, ~never), (told, asked.given), (judged, asked.given & asked.own)):
        for reason, holds in reasons.items():
            kept = harmless.get(reason, never)
            found |= np.where(holds & where & ~kept, int(reason), 0)
            waived |= np.where(holds & where & kept, int(reason), 0)
    lonely = (years > NEAR_YEARS) & mine.whole & ~mine.unclear  # what a part declares is like no whole inventory
    beside = np.where(lonely, int(Code.BASELINE_UNCONFIRMED), 0)
    apart = (found & int(Code.BASELINE_APART) == 0) & ~np.isnan(asked.gap_t)
    beside |= np.where(apart & (base_t > (1 + RESTATED / 100) * above_t), int(Code.BASELINE_RESTATED), 0)
    beside |= np.where((base_t > 0) & (level_t >= base_t), int(Code.ASKS_LITTLE), 0)
    strange = (asked.given & implausible(now)) | (had & implausible(first))
    beside |= np.where(strange, int(Code.IMPLAUSIBLE), 0)
    return ToldByTotals(found, waived, beside)


def implausible(totals: Totals) -> Truths:
    """Where the total of an inventory is not plausible for its inhabitants, in t each (``per_head.implausible``)."""
    keys = sum(totals.counted >> place & 1 for place in range(len(KEY_SECTORS)))
    with np.errstate(divide="ignore", invalid="ignore"):
        head = masked(totals.emissions_t / totals.inhabitants, totals.inhabitants > 0)
    found: Truths = beyond_plausible(head, unsplit(totals) | (keys >= FEWEST_KEY_SECTORS))
    return found


def _nearest(asked: JudgedTotals, totals: Totals) -> tuple[Floats, Floats]:
    """The emissions of the inventory that stands nearest to a declared baseline, and how many years it is from it; NaN
    where the baseline is none, or there is no inventory."""
    mine, declared = asked.mine, ~asked.had & (asked.base_t > 0)
    if not declared.any():
        return np.full(len(mine), np.nan), np.full(len(mine), np.nan)
    rows = np.flatnonzero(~np.isnan(totals.emissions_t) & ~totals.co2_alone)
    held = taken(totals, rows)
    order, keys = in_order(held.city * len(METHODS) + held.method, held.year)
    series = mine.city * len(METHODS) + mine.method
    year, figure = np.append(held.year, -YEARS_WIDTH), np.append(held.emissions_t, np.nan)
    before = last_up_to(order, keys, series, mine.base_year)
    place = np.searchsorted(keys, series * YEARS_WIDTH + mine.base_year, side="right")
    after = np.append(order, -1)[np.minimum(place, len(order))]
    after = np.where(
        (after >= 0) & (np.append(keys, -1)[np.minimum(place, len(keys))] // YEARS_WIDTH == series), after, -1
    )
    nearest = np.where(mine.base_year - year[before] <= np.abs(year[after] - mine.base_year), before, after)
    there = declared & (nearest >= 0)
    return masked(figure[nearest], there), masked(np.abs(year[nearest] - mine.base_year), there)


def _apart_t(asked: JudgedTotals, near_t: Floats, years: Floats) -> Floats:
    """The emissions of a near inventory where it is within ``NEAR_YEARS`` of a declared baseline and more than
    ``FAR_APART`` from it; NaN elsewhere."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return masked(near_t, (years <= NEAR_YEARS) & (np.abs(near_t / asked.base_t - 1) > FAR_APART))


def _declared_t(asked: JudgedTotals) -> Floats:
    """What the target itself declares for its base year where the inventory of that year, which counts, is above it;
    NaN elsewhere. What a part declares is like no whole inventory."""
    declared_t = asked.mine.declared_base_t
    raised = percent_of(asked.base_t - declared_t, declared_t) >= LEAST_RAISE
    return masked(declared_t, asked.had & (declared_t > 0) & raised & asked.mine.whole & ~asked.mine.unclear)


def not_known(driver: Floats) -> Truths:
    """Where a figure to divide by is not there, or zero."""
    unknown: Truths = np.isnan(driver) | (driver == 0)
    return unknown
