"""The verdict on many cities at once, on columns: what ``progress.assess`` says of the totals of one city.

Columns are numpy arrays with one entry a row; an unknown figure is NaN, an unknown row is -1. Levels, paths, gaps and
years late come from the same formulas as those of one city (``targets``, ``trajectory``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.bounding_limits import FAR_APART, PER_HEAD_T
from analytics.commitment.bound import pandemic
from analytics.commitment.codes import Code
from analytics.commitment.paths import allowed_by, drivers_of, ends_of, levels_of
from analytics.commitment.place_questions import NOTHING, ExplainedPlaces, PlaceQuestions
from analytics.commitment.targets import (
    INTENSITIES,
    OF_BASE,
    intensity,
)
from analytics.commitment.total_reasons import (
    JudgedTotals,
    comparable,
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
from analytics.detection.plausibility import FEWEST_KEY_SECTORS
from analytics.formula import OURS, formula
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import Sentence
from analytics.uncertainty.likelihood import too_close
from analytics.uncertainty.place_errors import BesideErrors, ErrorQuestions
from analytics.uncertainty.source_spread import NONE_PUBLISHED, PublishedColumns, half_spread
from analytics.uncertainty.strength import slope
from analytics.uncertainty.weighing_sets import ratios
from analytics.vocabulary import KEY_SECTORS, Verdict


def judge(targets: Targets, totals: Totals, which: Integers, asked: Integers, as_of: int | None = None) -> Standing:
    """The verdict on each target of ``which`` as of the inventory of each year of ``asked`` (``ALL_YEARS`` for all).

    Both have one entry a question. Cell by cell what ``assess(target, inventories, year, as_of)`` gives, but for the
    rules on single places (``analytics.commitment.bound``) and the doubts about inhabitants
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


def earlier(totals: Totals, latest: Integers, step: int = -1) -> Integers:
    """For each of these inventories the row of the newest one of the years before it that it may be held against: by
    its method, with a total, and made comparably; with a ``step`` of 1 the first one after it. -1 for none."""
    series = totals.city * len(METHODS) + totals.method
    order, _ = in_order(series, totals.year)
    place = np.empty(len(totals) + 1, dtype=np.int64)
    place[order] = np.arange(len(totals))
    place[-1] = -1
    found = np.full(len(latest), -1)
    at, open_ones = place[latest], latest >= 0
    while open_ones.any():
        at = at + step
        inside = (at >= 0) & (at < len(order))
        rows = np.append(order, -1)[np.where(inside, at, -1)]
        open_ones &= inside & (series[rows] == series[latest])
        now, before = (taken(totals, np.where(open_ones, side, -1)) for side in (latest, rows))
        alike = open_ones & ~np.isnan(before.emissions_t) & comparable(before, now)
        found[alike] = rows[alike]
        open_ones &= ~alike
    return found


EXPECTED_YEARLY = 0.98
"""[R] Of the totals of 394 British and 290 Swedish authorities half keep less than 0.97 (0.99) a year."""


@formula(
    name=Sentence("What the years beside lead to expect"),
    text=Sentence(
        "s = (T′ − E) − k × (T₀′ − E₀);  T′ = {yearly:g}^n × the total before, T₀′ = the total after ÷ {yearly:g}^n",
        yearly=EXPECTED_YEARLY,
    ),
    units=Sentence("t CO₂e; n is the years between, k how the path moves with the baseline"),
    source=OURS,
    mark="R",
    remark=Sentence(
        "A total that somebody explained is as it is; where no year stands beside it, nothing is expected."
    ),
)
def expected(found: Standing, totals: Totals, base_year: Integers, given: ExplainedPlaces = NOTHING) -> Floats:
    """By how many tonnes a gap would be larger if the two totals had moved from those of the years beside them as is
    usual; 0 where there are none. Source: our own rule [R]."""
    count, year = len(found.latest), np.append(totals.year, -1)
    given = given.of(given.question < count)
    before, after = earlier(totals, found.latest), earlier(totals, found.base, step=1)
    before = np.where(year[before] >= base_year, before, -1)
    after = np.where(year[after] >= year[found.latest], -1, after)
    moved = []
    for other, mine, mine_t, when in (
        (before, found.latest, np.append(totals.emissions_t, np.nan)[found.latest], year[found.latest]),
        (after, found.base, found.base_t, base_year),
    ):
        should = np.append(totals.emissions_t, np.nan)[other] * EXPECTED_YEARLY ** (when - year[other]).astype(float)
        should = should * np.where(other == before, pandemic(year[other], when), 1.0)
        told = np.isin(np.arange(count), given.of(given.year == when[given.question]).whole)
        moved.append(np.where((other < 0) | (mine < 0) | told, 0.0, np.nan_to_num(should - mine_t)))
    return np.where(np.isnan(found.gap_t), 0.0, moved[0] - found.slope * moved[1])


def lineage(totals: Totals, found: Standing, base_year: Integers, deep: Truths | None = None) -> Integers:
    """A column for each inventory between the base year and the one that judges, the last one first; the last one alone
    where it is not ``deep``. -1 for none."""
    steps, at = [], np.where(np.isnan(found.gap_t), -1, found.latest)
    year = np.append(totals.year, -1)
    while True:
        at = earlier(totals, at)
        at = np.where(year[at] > base_year, at, -1)
        steps.append(at)
        if deep is not None:
            at = np.where(deep, at, -1)
        if not (at >= 0).any():
            return np.stack(steps, axis=1)


def asked(targets: Targets, which: Integers, found: Standing, before: Integers, totals: Totals) -> PlaceQuestions:
    """What the places of the inventories are asked of each question; ``before`` are the rows of those earlier than the
    ones that judge (``lineage``)."""
    mine = taken(targets, which)
    now, base = taken(totals, found.latest), taken(totals, found.base)
    had = found.base >= 0
    complete = mine.whole & (unsplit(now) | (np.bitwise_count(now.missing) <= len(KEY_SECTORS) - FEWEST_KEY_SECTORS))
    return PlaceQuestions(
        first=found.base,
        then=found.latest,
        year=now.year,
        base_year=mine.base_year,
        gap_t=found.gap_t,
        base_t=found.base_t,
        declared_t=np.where(had & mine.whole & ~mine.unclear, mine.declared_base_t, np.nan),
        base_most_t=np.where(had, PER_HEAD_T[1] * base.inhabitants, np.nan),
        least_t=np.where(complete, PER_HEAD_T[0] * now.inhabitants, np.nan),
        path_t=found.path_t,
        slope=found.slope,
        missing=np.where(unsplit(now), 0, now.missing),
        lacking=now.lacking,
        base_lacking=had & base.lacking,
        co2e=had & ~now.co2_alone & ~base.co2_alone,
        earlier=before,
        earlier_year=np.append(totals.year, -1)[before],
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
