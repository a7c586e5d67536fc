"""Reasons on columns: why the totals of two inventories give no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.bounding_limits import NEAR_YEARS, OLDEST_INVENTORY_YEARS
from analytics.commitment.codes import Code
from analytics.commitment.targets import FROM_BASE
from analytics.commitment.verdict_tables import (
    METHODS,
    UNSAID,
    YEARS_WIDTH,
    Targets,
    Totals,
    in_order,
    last_up_to,
    masked,
    taken,
)
from analytics.inventories.spots import Floats, Integers, Truths


def too_old(year: int, as_of: int | None) -> bool:
    """Whether an inventory of ``year`` says nothing about the calendar year ``as_of``. Source: our own rule [R]; four
    years as the Covenant's monitoring interval (JRC)."""
    return as_of is not None and as_of - year > OLDEST_INVENTORY_YEARS


def is_over(target_year: Integers, year: Integers, as_of: int | None) -> Truths:
    """Where the year of a target is past in the calendar year ``as_of`` and the inventory that judges it, of ``year``,
    is of another one: whether it was reached cannot be told. Source: our own rule [R]."""
    over: Truths = (target_year != year) & (target_year < (0 if as_of is None else as_of))
    return over


def made_otherwise(first: Totals, now: Totals) -> Truths:
    """Where two inventories state different approaches. What one of them does not state contradicts nothing, and what
    two GWP sets may be worth is part of the uncertainty."""
    apart: Truths = (first.approach != now.approach) & (first.approach != UNSAID) & (now.approach != UNSAID)
    return apart


def comparable(first: Totals, now: Totals) -> Truths:
    """Whether a verdict may hold two inventories against each other (``comparability.comparable``)."""
    alike: Truths = (first.co2_alone == now.co2_alone) & (first.computed == now.computed)
    alike &= ~made_otherwise(first, now)
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


class ToldByTotals(NamedTuple):
    """By question the codes of what forbids a verdict, and of what stands ``beside`` one."""

    reasons: Integers
    beside: Integers


def reasons_of(asked: JudgedTotals, totals: Totals, as_of: int | None) -> ToldByTotals:
    """What totals say of each question."""
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
    heads = not_known(now.inhabitants) | (based & (~had | not_known(first.inhabitants)))
    product = not_known(now.gdp) | (based & (~had | not_known(first.gdp)))
    over = is_over(mine.year, now.year, as_of)
    pathless = based & (base_t <= 0) & mine.of_kind(*FROM_BASE)
    pathless |= based & ordered & (np.isnan(level_t) | (mine.rate & (np.minimum(level_t, base_t) <= 0)))
    old = np.array([too_old(year, as_of) for year in now.year.tolist()], dtype=bool)
    always = {Code.NO_PATH: ~ordered, Code.PART: ~mine.whole, Code.NO_INVENTORY: ~asked.given}
    told = {Code.NO_BASELINE: ~based, Code.OTHER_METHOD: ~asked.own}
    judged = {
        Code.NO_PATH: pathless,
        Code.PART: mine.unclear,
        Code.OTHER_METHOD: had & made_otherwise(first, now),
        Code.NOT_AFTER_BASE_YEAR: now.year <= mine.base_year,
        Code.NO_TOTAL: ~known,
        Code.OTHER_GAS: known & (alone | (had & first.co2_alone)),
        Code.FACTORS_DIFFER: known & np.where(had, first.computed != now.computed, based & now.computed),
        Code.NO_INHABITANTS: mine.of_kind("per-capita") & heads,
        Code.NO_GDP: mine.of_kind("per-gdp") & product,
        Code.TOO_OLD: ~over & old,
        Code.TARGET_OVER: over,
    }
    found = np.zeros(len(mine), dtype=np.int64)
    every = np.ones(len(mine), dtype=bool)
    for reasons, where in ((always, every), (told, asked.given), (judged, asked.given & asked.own)):
        for reason, holds in reasons.items():
            found |= np.where(holds & where, int(reason), 0)
    lonely = (_nearest(asked, totals) > NEAR_YEARS) & mine.whole & ~mine.unclear
    beside = np.where(lonely, int(Code.BASELINE_UNCONFIRMED), 0)
    beside |= np.where((base_t > 0) & (level_t >= base_t), int(Code.ASKS_LITTLE), 0)
    return ToldByTotals(found, beside)


def _nearest(asked: JudgedTotals, totals: Totals) -> Floats:
    """How many years the nearest inventory is from a declared baseline; NaN where the baseline is none, or there is no
    inventory."""
    mine, declared = asked.mine, ~asked.had & (asked.base_t > 0)
    if not declared.any():
        return np.full(len(mine), np.nan)
    rows = np.flatnonzero(~np.isnan(totals.emissions_t) & ~totals.co2_alone)
    held = taken(totals, rows)
    order, keys = in_order(held.city * len(METHODS) + held.method, held.year)
    series = mine.city * len(METHODS) + mine.method
    year = np.append(held.year, -YEARS_WIDTH)
    before = last_up_to(order, keys, series, mine.base_year)
    place = np.searchsorted(keys, series * YEARS_WIDTH + mine.base_year, side="right")
    after = np.append(order, -1)[np.minimum(place, len(order))]
    after = np.where(
        (after >= 0) & (np.append(keys, -1)[np.minimum(place, len(keys))] // YEARS_WIDTH == series), after, -1
    )
    nearest = np.where(mine.base_year - year[before] <= np.abs(year[after] - mine.base_year), before, after)
    return masked(np.abs(year[nearest] - mine.base_year), declared & (nearest >= 0))


def not_known(driver: Floats) -> Truths:
    """Where a figure to divide by is not there, or zero."""
    unknown: Truths = np.isnan(driver) | (driver == 0)
    return unknown
