"""The verdict on many cities at once, on columns: what ``progress.assess`` says of the totals of one city.

Columns are numpy arrays with one entry a row; an unknown figure is NaN, an unknown row is -1. Levels, paths, gaps and
years late come from the same formulas as those of one city (``targets``, ``trajectory``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.commitment.codes import Code
from analytics.commitment.paths import allowed_by, drivers_of, ends_of, levels_of
from analytics.commitment.place_questions import PlaceQuestions
from analytics.commitment.targets import (
    INTENSITIES,
    OF_BASE,
    intensity,
)
from analytics.commitment.total_reasons import (
    FAR_APART,
    JudgedTotals,
    comparable,
    made_alike,
    reasons_of,
)
from analytics.commitment.trajectory import PATHS, gap, percent_of, years_late
from analytics.commitment.verdict_tables import (
    METHODS,
    VERDICTS,
    YEARS_WIDTH,
    Standing,
    Targets,
    Totals,
    in_order,
    last_up_to,
    masked,
    taken,
    unsplit,
)
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.uncertainty.likelihood import too_close
from analytics.uncertainty.place_errors import BesideErrors, ErrorQuestions
from analytics.uncertainty.source_spread import NONE_PUBLISHED, PublishedColumns, half_spread
from analytics.uncertainty.strength import slope
from analytics.uncertainty.weighing_sets import ratios
from analytics.vocabulary import Method, Verdict


def judge(targets: Targets, totals: Totals, which: Integers, asked: Integers, as_of: int | None = None) -> Standing:
    """The verdict on each target of ``which`` as of the inventory of each year of ``asked`` (``ALL_YEARS`` for all).

    Both have one entry a question. Cell by cell what ``assess(target, inventories, year, as_of)`` gives, but for the
    rules on single places (``analytics.commitment.single_places``) and the doubts about inhabitants
    (``analytics.inventories.people``), of which totals know nothing.
    """
    mine = taken(targets, which)
    latest, base, own = _found(mine, totals, asked)
    now, first = taken(totals, latest), taken(totals, base)  # where there is none, the row is masked below
    given, had = latest >= 0, base >= 0
    base_t = np.where(had, first.emissions_t, mine.declared_base_t)
    people = drivers_of(mine, masked(first.inhabitants, had), masked(first.gdp, had))
    today = drivers_of(mine, masked(now.inhabitants, given), masked(now.gdp, given))
    start, end, ways = ends_of(mine, base_t, people)
    level_t = np.where(np.isnan(base_t), np.nan, levels_of(mine, base_t))
    per_head = mine.of_kind(*INTENSITIES)
    target_t = np.where(per_head, allowed_by(mine, start, end, ways, mine.year, today), level_t)
    told = mine.whole | ~had  # a target of one sector has no figures of the whole city's
    target_t = masked(target_t, told & ~((base_t <= 0) & mine.of_kind(*OF_BASE)))

    def path(of_base: Floats) -> Floats:
        return allowed_by(mine, *ends_of(mine, of_base, people), now.year, today)

    path_t = masked(path(base_t), given & told)
    emissions_t = masked(now.emissions_t, given)
    same = (now.method == mine.method) & ~now.co2_alone & (~had | comparable(first, now))
    same &= mine.whole & (now.year > mine.base_year)
    gap_t = masked(gap(emissions_t, path_t), same)
    said = reasons_of(JudgedTotals(mine, now, first, given, had, own, base_t, level_t, gap_t), totals, as_of)
    verdict = np.where(gap_t <= 0, VERDICTS.index(Verdict.ON_TRACK), VERDICTS.index(Verdict.BEHIND))
    open_ones = (said.reasons != 0) | np.isnan(gap_t)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = masked(percent_of(gap_t, base_t), base_t > 0)
        stands = np.where(per_head, intensity(emissions_t, today), emissions_t)
    return Standing(
        latest,
        np.where(told, base, -1),
        masked(base_t, told),
        target_t,
        path_t,
        gap_t,
        percent,
        _years_late(mine, start, end, np.where(np.isnan(gap_t), np.nan, stands), now.year),
        np.where(open_ones, VERDICTS.index(Verdict.CANNOT_TELL), verdict),
        said.reasons,
        ~open_ones & (now.year == mine.year),
        said.waived,
        said.beside,
        slope(path, base_t),
        np.full(len(mine), np.nan),
    )


def unsure(
    found: Standing,
    totals: Totals,
    base_year: Integers,
    widths: Integers,
    published: PublishedColumns = NONE_PUBLISHED,
) -> ErrorQuestions:
    """What the errors behind each question are asked; ``widths`` are the numbers of whose they are, ``published`` what
    others published of these cities."""
    declared = np.where(found.base < 0, found.base_t, np.nan)
    unconfirmed = np.where(found.beside & int(Code.BASELINE_UNCONFIRMED), FAR_APART, 0.0)
    now, first = taken(totals, found.latest), taken(totals, found.base)
    beside = BesideErrors(
        found.slope,
        ratios(first.weighed_with, now.weighed_with),
        half_spread(now.city, base_year, found.base_t, published),
        half_spread(now.city, now.year, now.emissions_t, published),
    )
    return ErrorQuestions(found.base, found.latest, base_year, now.year, declared, unconfirmed, widths, beside)


def called(found: Standing, probability: Floats) -> Standing:
    """A standing with the probability of being at or below each path: where neither answer is likely, the verdict is
    too close to call, and no target met or missed."""
    close = (found.verdict != VERDICTS.index(Verdict.CANNOT_TELL)) & too_close(probability)
    return replace(
        found,
        verdict=np.where(close, VERDICTS.index(Verdict.TOO_CLOSE), found.verdict),
        final=found.final & ~close,
        probability=probability,
    )


def earlier(totals: Totals, latest: Integers) -> Integers:
    """For each of these inventories the row of the newest one of the years before it that may be subtracted from it, -1
    for none: by its method, made alike, with a total, and like it by sector or not."""
    order, _ = in_order(totals.city * len(METHODS) + totals.method, totals.year)
    series = totals.city * len(METHODS) + totals.method
    place = np.empty(len(totals) + 1, dtype=np.int64)
    place[order] = np.arange(len(totals))
    place[-1] = -1
    split = unsplit(totals)
    found = np.full(len(latest), -1)
    at, open_ones = place[latest], latest >= 0
    while open_ones.any():
        at = at - 1
        rows = np.append(order, -1)[np.maximum(at, -1)]
        open_ones &= (at >= 0) & (series[rows] == series[latest])
        now, before = (taken(totals, np.where(open_ones, side, -1)) for side in (latest, rows))
        alike = open_ones & ~np.isnan(before.emissions_t) & made_alike(before, now) & (split[rows] == split[latest])
        found[alike] = rows[alike]
        open_ones &= ~alike
    return found


def lineage(totals: Totals, found: Standing, base_year: Integers, refilled: Integers) -> Integers:
    """A column for each inventory before the one that judges, the last one first: after the base year, too, where no
    places of the baseline are known, or one of them was filled again (``refilled``). -1 for none."""
    steps = [earlier(totals, found.latest)]
    series = totals.city * len(METHODS) + totals.method
    told = np.append(unsplit(totals), True)[found.base]
    mine = np.append(series, -1)[found.latest]
    deep = (found.gap_t <= 0) & (told | np.isin(mine, series[refilled]))
    rows = np.flatnonzero(np.isin(series, mine[deep]))
    some, number = taken(totals, rows), np.append(np.zeros(len(totals), dtype=np.int64), -1)
    number[rows] = np.arange(len(rows))
    at = np.where(deep, number[steps[0]], -1)
    year = np.append(some.year, -1)
    while True:
        at = earlier(some, at)
        at = np.where(year[at] > base_year, at, -1)
        if not (at >= 0).any():
            return np.stack(steps, axis=1)
        steps.append(np.append(rows, -1)[at])


def others(totals: Totals, latest: Integers) -> Integers:
    """For each of these inventories (-1 for none) the rows of those of its city and year by each other method."""
    keys = (totals.city * YEARS_WIDTH + totals.year) * len(METHODS)
    order = np.argsort(keys + totals.method, kind="stable")
    known = np.append((keys + totals.method)[order], -1)
    found = []
    for method in range(len(METHODS)):
        wanted = np.append(keys, -2)[latest] + method
        place = np.searchsorted(known[:-1], wanted)
        there = (latest >= 0) & (known[place] == wanted) & (np.append(totals.method, -1)[latest] != method)
        found.append(np.where(there, np.append(order, -1)[place], -1))
    return np.stack(found, axis=1)


def asked(targets: Targets, which: Integers, found: Standing, before: Integers, totals: Totals) -> PlaceQuestions:
    """What the places of the inventories are asked of each question; ``before`` are the rows of those earlier than the
    ones that judge (``lineage``)."""
    first, then = found.base, found.latest
    before = np.where(before == first[:, None], -1, before)
    now, base = taken(totals, then), taken(totals, first)
    return PlaceQuestions(
        first=first,
        before=before[:, 0],
        then=then,
        year=now.year,
        gap_t=found.gap_t,
        base_t=found.base_t,
        path_t=found.path_t,
        apart=now.method != METHODS.index(Method.GPC),
        sinks=taken(targets, which).of_kind("neutrality"),
        slope=found.slope,
        co2e=~now.co2_alone & ~base.co2_alone,
        earlier=before,
        earlier_year=np.append(totals.year, -1)[before],
        others=others(totals, np.where(found.gap_t <= 0, then, -1)),
    )


def without(found: Standing, codes: Integers) -> Standing:
    """A standing with further reasons: no verdict where there are any."""
    open_ones = codes != 0
    return replace(
        found,
        verdict=np.where(open_ones, VERDICTS.index(Verdict.CANNOT_TELL), found.verdict),
        reasons=found.reasons | codes,
        final=found.final & ~open_ones,
    )


def _found(mine: Targets, totals: Totals, asked: Integers) -> tuple[Integers, Integers, Truths]:
    """For each question the rows of the inventory that judges and of the base year, and whether the method fits."""
    own_order, own_keys = in_order(totals.city * len(METHODS) + totals.method, totals.year)
    series = mine.city * len(METHODS) + mine.method
    newest = last_up_to(own_order, own_keys, series, asked)
    within = last_up_to(own_order, own_keys, series, np.minimum(asked, mine.year))
    year = np.append(totals.year, -1)  # the year of "none"
    latest = np.where((within >= 0) & (year[within] > mine.base_year), within, newest)
    every_order, every_keys = in_order(totals.city, totals.year, totals.method)
    latest = np.where(newest >= 0, latest, last_up_to(every_order, every_keys, mine.city, asked, first=True))
    base = last_up_to(own_order, own_keys, series, mine.base_year)
    with_total = np.append(~np.isnan(totals.emissions_t), False)
    return latest, np.where((year[base] == mine.base_year) & with_total[base], base, -1), newest >= 0


def _years_late(mine: Targets, start: Floats, end: Floats, stands: Floats, year: Integers) -> Floats:
    late = np.full(len(mine), np.nan)
    for path, kind in zip(PATHS, (~mine.rate, mine.rate), strict=True):
        on = ~np.isnan(stands) & kind & (end <= start)  # on a path that does not fall, nobody is early or late
        if on.any():
            late[on] = years_late(path, start[on], end[on], mine.base_year[on], mine.year[on], stands[on], year[on])
    return late


def leading(targets: Targets, standing: Standing, totals: Totals, this_year: int) -> Integers:
    """Of the targets of each city the row of the next whole-city one that is not over in a calendar year: its year is
    neither past nor that of the newest inventory or before; after the last one, the last. In the order of the cities'
    numbers; the ``standing`` has one row a target, judged with all years.
    """
    whole = targets.whole | ~np.isin(targets.city, targets.city[targets.whole])
    year = np.append(totals.year, -1)[standing.latest]
    newest = np.full(int(targets.city.max(initial=-1)) + 1, -1)
    np.maximum.at(newest, targets.city[whole], year[whole])
    ahead = (targets.year > newest[targets.city]) & (targets.year >= this_year)
    # Ahead ones first, by year; of those behind the latest. The order in which targets are given decides between two.
    place = np.where(ahead, targets.year, 2 * YEARS_WIDTH - targets.year)
    given = np.where(ahead, np.arange(len(targets)), -np.arange(len(targets)))
    order = np.lexsort((given, place, ~whole, targets.city))
    _, firsts = np.unique(targets.city[order], return_index=True)
    return order[firsts]
