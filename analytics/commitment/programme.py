"""The verdict on many cities at once, on columns: what ``progress.assess`` says of the totals of one city.

Columns are numpy arrays with one entry a row; an unknown figure is NaN, an unknown row is -1. Levels, paths, gaps and
years late come from the same formulas as those of one city (``targets``, ``trajectory``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from analytics.commitment.codes import Code
from analytics.commitment.single_places import PlaceQuestions
from analytics.commitment.targets import (
    FROM_BASE,
    INTENSITIES,
    KIND_NAMES,
    OF_BASE,
    Target,
    intensity,
    left_out,
    scenario_emissions,
    target_level,
)
from analytics.commitment.trajectory import PATHS, gap, level_on, percent_of, years_late
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.inventories.spots import bits
from analytics.uncertainty.likelihood import TOO_CLOSE, of_answer
from analytics.uncertainty.place_errors import ErrorQuestions
from analytics.uncertainty.strength import slope
from analytics.vocabulary import KEY_SECTORS, SECTORS, Method, Verdict

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Columns = TypeVar("Columns", bound="Totals | Targets | Standing")

VERDICTS = tuple(Verdict)
METHODS = tuple(sorted(Method))
KINDS = tuple(KIND_NAMES)
BOUNDARY = (*KEY_SECTORS, *dict.fromkeys(sector.group for sector in SECTORS.values() if not sector.keys))
"""The names of a boundary, each one bit of a mask: the key sectors, and the groups of all other sectors."""
MASKS = {
    code: sum(1 << BOUNDARY.index(name) for name in sector.keys or (sector.group,)) for code, sector in SECTORS.items()
}
"""The bits of ``BOUNDARY`` that each sector belongs to."""
KEYS_MASK = (1 << len(KEY_SECTORS)) - 1
MIXED = -1
"""The code of a GWP set where a total is partly weighed from gases and partly CO2e of another set."""
OLDEST_INVENTORY_YEARS = 4
"""An inventory older than this says nothing about today (product rule; the Covenant asks for one every four years)."""
UNSAID = 0
"""The code of a GWP set that nobody states."""
GWP_RATIOS = (21 / 29.8, 29.8 / 21)
"""How far apart the sets of the IPCC weigh one gas at most: CH4, with 21 in SAR and 29.8 for fossil CH4 in AR6."""
OTHER_GASES = 0.1
"""[R] The share of CH4 and N2O in a total in CO2e of which nobody states it."""
NEAR_YEARS, FAR_APART = 5, 0.1
"""[R] An inventory so near to a declared baseline tells what it should be like; so far apart they do not fit."""
ALL_YEARS = 4095
UNSPLIT_BIT = 1 << BOUNDARY.index(UNSPLIT)
"""The bit of a figure that no sector is told of."""
_YEARS = 4096


@dataclass(frozen=True)
class Totals:
    """One row for each city, year and method, with what a verdict needs of an inventory.

    ``city`` is any number of the city, ``method`` a place in ``METHODS``. ``emissions_t`` in t of CO2e, or of CO2 where
    ``co2_alone``. ``gwp``, ``stated_gwp`` and ``approach`` are codes: equal where the words are. ``counted``,
    ``settled`` and ``missing`` are masks over ``BOUNDARY``; ``keyed`` where NE, IE or C stands for a number;
    ``lacking`` where energy stands in it without emissions.
    """

    city: Integers
    year: Integers
    method: Integers
    emissions_t: Floats
    co2_alone: Truths
    computed: Truths
    gwp: Integers
    stated_gwp: Integers
    approach: Integers
    inhabitants: Floats
    gdp: Floats
    counted: Integers
    settled: Integers
    missing: Integers
    keyed: Truths
    lacking: Truths

    def __len__(self) -> int:
        """How many inventories."""
        return len(self.city)


@dataclass(frozen=True)
class Targets:
    """One row for each target. ``scenario_t`` is what a baseline scenario expects in the target year, ``excluded`` the
    bits of the sectors that it leaves out (``analytics.inventories.spots``), ``unclear`` where it names none of ours.
    """

    city: Integers
    method: Integers
    kind: Integers
    rate: Truths
    whole: Truths
    base_year: Integers
    year: Integers
    reduction_percent: Floats
    level_t: Floats
    scenario_t: Floats
    declared_base_t: Floats
    excluded: Integers
    unclear: Truths

    def __len__(self) -> int:
        """How many targets."""
        return len(self.city)

    def of_kind(self, *kinds: str) -> Truths:
        """Which targets are of one of these kinds."""
        return np.isin(self.kind, [KINDS.index(kind) for kind in kinds])


@dataclass(frozen=True)
class Standing:
    """One row for each question: a target judged by an inventory, as ``analytics.commitment.progress.Progress``.

    ``latest`` and ``base`` are rows of the totals, -1 where there is none. Tonnes; ``verdict`` is a place in
    ``VERDICTS``; ``reasons`` are the bits of ``Code``; ``final`` where the target year itself was judged; ``in_doubt``
    where a good answer rests on inhabitants in doubt; ``waived`` are codes of what would forbid it, but that the answer
    is the same with it. ``slope`` is by how many tonnes the path moves with a tonne of the baseline, ``probability``
    that of being at or below the path, of 100, NaN until the places were asked.
    """

    latest: Integers
    base: Integers
    base_t: Floats
    target_t: Floats
    path_t: Floats
    gap_t: Floats
    gap_percent: Floats
    years_late: Floats
    verdict: Integers
    reasons: Integers
    final: Truths
    in_doubt: Truths
    waived: Integers
    slope: Floats
    probability: Floats


@dataclass(frozen=True)
class Table:
    """The energy or the emissions of each inventory, of what counts in its total.

    ``tonnes`` is the sum, ``number`` whether any row holds one, ``open`` whether something has no factor. The masks
    are over ``BOUNDARY``. ``co2e``, ``gases`` and ``co2`` say which places hold CO2e as reported, gases weighed and
    CO2 alone; ``fixed`` whether the reported CO2e is more than zeros.
    """

    tonnes: Floats
    number: Truths
    open: Truths
    counted: Integers
    settled: Integers
    covered: Integers
    co2e: Truths
    gases: Truths
    co2: Truths
    fixed: Truths


def targets(targets: Sequence[Target], city: Mapping[str, int]) -> Targets:
    """Targets as columns, with the numbers of their cities."""
    return Targets(
        city=_whole(city[target.city_id] for target in targets),
        method=_whole(METHODS.index(Method(target.method)) for target in targets),
        kind=_whole(KINDS.index(target.kind) for target in targets),
        rate=_truths(target.path == PATHS[1] for target in targets),
        whole=_truths(not target.sector for target in targets),
        base_year=_whole(target.base_year for target in targets),
        year=_whole(target.year for target in targets),
        reduction_percent=_numbers(target.reduction_percent for target in targets),
        level_t=_numbers(target.level_t for target in targets),
        scenario_t=_numbers(
            scenario_emissions(target.scenario, target.year) if target.scenario else None for target in targets
        ),
        declared_base_t=_numbers(target.declared_base_t for target in targets),
        excluded=_whole(bits(left_out(target) or ()) for target in targets),
        unclear=_truths(left_out(target) is None for target in targets),
    )


def columns(cities: Sequence[Sequence[Inventory]]) -> Totals:
    """The inventories of cities as columns; the place of a city is its number."""
    city = [number for number, mine in enumerate(cities) for _ in mine]
    items = [item for mine in cities for item in mine]
    words = {"unknown": UNSAID}

    def coded(found: Iterable[str]) -> Integers:
        return _whole(words.setdefault(word, len(words)) for word in found)

    def masks(found: Iterable[Iterable[str]]) -> Integers:
        return _whole(sum(1 << BOUNDARY.index(name) for name in names) for names in found)

    gwp = coded(item.gwp_set for item in items)
    mixed = _truths(item.gwp_set == "mixed" for item in items)
    return Totals(
        city=_whole(city),
        year=_whole(item.year for item in items),
        method=_whole(METHODS.index(Method(item.method)) for item in items),
        emissions_t=_numbers(item.emissions_t for item in items),
        co2_alone=_truths(item.gas == "CO2" for item in items),
        computed=_truths(item.computed for item in items),
        gwp=np.where(mixed, MIXED, gwp),
        stated_gwp=coded(item.about.gwp_set for item in items),
        approach=coded(item.approach for item in items),
        inhabitants=_numbers(item.inhabitants for item in items),
        gdp=_numbers(item.gdp for item in items),
        counted=masks(item.counted for item in items),
        settled=masks(item.settled for item in items),
        missing=masks(item.missing_key_sectors for item in items),
        keyed=_truths(bool(item.keys) for item in items),
        lacking=_truths(bool(item.lacking) for item in items),
    )


def computed(emissions: Table, energy: Table) -> Truths:
    """Where emissions are energy times factors: no emissions were reported, and some energy was."""
    return ~emissions.number & energy.number


def effective(emissions: Table, energy: Table, stated: Integers, chosen: int) -> tuple[Floats, Truths, Integers]:
    """The total of each inventory in tonnes (NaN where none can be given), where it is CO2 alone, and the code of its
    GWP set: ``analytics.inventories.weighing.total`` and ``effective`` on columns.

    ``stated`` are the codes of the sets that inventories name, ``chosen`` that of the set of the weights.
    """
    made = computed(emissions, energy)
    broken = np.where(made, energy.open, ~emissions.number | (emissions.co2 & emissions.co2e))
    tonnes = np.where(broken, np.nan, np.where(made, energy.tonnes, emissions.tonnes))
    alone = ~made & ~broken & emissions.co2 & ~emissions.gases & ~emissions.co2e
    weighed = made | ~emissions.co2e | (emissions.gases & ~emissions.fixed)
    kept = np.where(emissions.gases & (stated != chosen), MIXED, stated)
    return tonnes, alone, np.where(broken, stated, np.where(weighed, chosen, kept))


def judge(targets: Targets, totals: Totals, which: Integers, asked: Integers, as_of: int | None = None) -> Standing:
    """The verdict on each target of ``which`` as of the inventory of each year of ``asked`` (``ALL_YEARS`` for all).

    Both have one entry a question. Cell by cell what ``assess(target, inventories, year, as_of)`` gives, but for the
    rules on single places (``analytics.commitment.single_places``), of which totals know nothing.
    """
    mine = taken(targets, which)
    latest, base, own = _found(mine, totals, asked)
    now, first = taken(totals, latest), taken(totals, base)  # where there is none, the row is masked below
    given, had = latest >= 0, base >= 0
    base_t = np.where(had, first.emissions_t, mine.declared_base_t)
    people = _driver(mine, _masked(first.inhabitants, had), _masked(first.gdp, had))
    today = _driver(mine, _masked(now.inhabitants, given), _masked(now.gdp, given))
    start, end, ways = _ends(mine, base_t, people)
    level_t = np.where(np.isnan(base_t), np.nan, _level(mine, base_t))
    per_head = mine.of_kind(*INTENSITIES)
    target_t = np.where(per_head, _allowed(mine, start, end, ways, mine.year, today), level_t)
    told = mine.whole | ~had  # a target of one sector has no figures of the whole city's
    target_t = _masked(target_t, told & ~((base_t <= 0) & mine.of_kind(*OF_BASE)))

    def path(of_base: Floats) -> Floats:
        return _allowed(mine, *_ends(mine, of_base, people), now.year, today)

    path_t = _masked(path(base_t), given & told)
    emissions_t = _masked(now.emissions_t, given)
    same = (now.method == mine.method) & ~now.co2_alone & (~had | _made_alike(first, now) | _one_unsaid(first, now))
    same &= mine.whole & (now.year > mine.base_year)
    gap_t = _masked(gap(emissions_t, path_t), same)
    reasons, waived = _reasons(_Judged(mine, now, first, given, had, own, base_t, level_t, gap_t), totals, as_of)
    verdict = np.where(gap_t <= 0, VERDICTS.index(Verdict.ON_TRACK), VERDICTS.index(Verdict.BEHIND))
    open_ones = (reasons != 0) | np.isnan(gap_t)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = _masked(percent_of(gap_t, base_t), base_t > 0)
        stands = np.where(per_head, intensity(emissions_t, today), emissions_t)
    return Standing(
        latest,
        np.where(told, base, -1),
        _masked(base_t, told),
        target_t,
        path_t,
        gap_t,
        percent,
        _years_late(mine, start, end, np.where(np.isnan(gap_t), np.nan, stands), now.year),
        np.where(open_ones, VERDICTS.index(Verdict.CANNOT_TELL), verdict),
        reasons,
        ~open_ones & (now.year == mine.year),
        np.zeros(len(mine), dtype=bool),
        waived,
        slope(path, base_t),
        np.full(len(mine), np.nan),
    )


def unsure(found: Standing, totals: Totals, base_year: Integers, widths: Integers) -> ErrorQuestions:
    """What the errors behind each question are asked; ``widths`` are the numbers of whose they are."""
    declared = np.where(found.base < 0, found.base_t, np.nan)
    year = np.append(totals.year, 0)[found.latest]
    return ErrorQuestions(found.base, found.latest, base_year, year, declared, widths)


def called(found: Standing, probability: Floats) -> Standing:
    """A standing with the probability of being at or below each path: where neither answer is likely, the verdict is
    too close to call, and no target met or missed."""
    close = (found.verdict != VERDICTS.index(Verdict.CANNOT_TELL)) & (of_answer(probability) <= TOO_CLOSE[1])
    return replace(
        found,
        verdict=np.where(close, VERDICTS.index(Verdict.TOO_CLOSE), found.verdict),
        final=found.final & ~close,
        probability=probability,
    )


def too_old(year: int, as_of: int | None) -> bool:
    """Whether an inventory of ``year`` says nothing about the calendar year ``as_of``. Source: our own rule [R]; four
    years as the Covenant's monitoring interval (JRC)."""
    return as_of is not None and as_of - year > OLDEST_INVENTORY_YEARS


def earlier(totals: Totals, latest: Integers) -> Integers:
    """For each of these inventories the row of the newest one of the years before it that may be subtracted from it, -1
    for none: by its method, made alike, with a total, and like it by sector or not."""
    order, _ = _order(totals.city * len(METHODS) + totals.method, totals.year)
    series = totals.city * len(METHODS) + totals.method
    place = np.empty(len(totals) + 1, dtype=np.int64)
    place[order] = np.arange(len(totals))
    place[-1] = -1
    split = _unsplit(totals)
    found = np.full(len(latest), -1)
    at, open_ones = place[latest], latest >= 0
    while open_ones.any():
        at = at - 1
        rows = np.append(order, -1)[np.maximum(at, -1)]
        open_ones &= (at >= 0) & (series[rows] == series[latest])
        now, before = (taken(totals, np.where(open_ones, side, -1)) for side in (latest, rows))
        alike = open_ones & ~np.isnan(before.emissions_t) & _made_alike(before, now) & (split[rows] == split[latest])
        found[alike] = rows[alike]
        open_ones &= ~alike
    return found


def _unsplit(totals: Totals) -> Truths:
    """Which inventories are one published total (``Inventory.unsplit``)."""
    unsplit: Truths = (totals.counted == UNSPLIT_BIT) & (totals.settled == 0) & ~totals.keyed
    return unsplit


def asked(targets: Targets, which: Integers, found: Standing, before: Integers, totals: Totals) -> PlaceQuestions:
    """What the places of the inventories are asked of each question; ``before`` are the rows of the last ones earlier
    than those that judge."""
    first, then = found.base, found.latest
    now, base = taken(totals, then), taken(totals, first)
    return PlaceQuestions(
        first=first,
        before=np.where(before == first, -1, before),
        then=then,
        gap_t=found.gap_t,
        base_t=found.base_t,
        path_t=found.path_t,
        apart=now.method != METHODS.index(Method.GPC),
        sinks=taken(targets, which).of_kind("neutrality"),
        excluded=taken(targets, which).excluded,
        co2e=~now.co2_alone & ~base.co2_alone,
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
    own_order, own_keys = _order(totals.city * len(METHODS) + totals.method, totals.year)
    series = mine.city * len(METHODS) + mine.method
    newest = _last(own_order, own_keys, series, asked)
    within = _last(own_order, own_keys, series, np.minimum(asked, mine.year))
    year = np.append(totals.year, -1)  # the year of "none"
    latest = np.where((within >= 0) & (year[within] > mine.base_year), within, newest)
    every_order, every_keys = _order(totals.city, totals.year, totals.method)
    latest = np.where(newest >= 0, latest, _last(every_order, every_keys, mine.city, asked, first=True))
    base = _last(own_order, own_keys, series, mine.base_year)
    with_total = np.append(~np.isnan(totals.emissions_t), False)
    return latest, np.where((year[base] == mine.base_year) & with_total[base], base, -1), newest >= 0


def _order(series: Integers, year: Integers, then: Integers | None = None) -> tuple[Integers, Integers]:
    """The rows by series and year, and their keys in that order."""
    keys = series * _YEARS + year
    order = np.argsort(keys, kind="stable") if then is None else np.lexsort((then, keys))
    return order, keys[order]


def _last(order: Integers, keys: Integers, series: Integers, year: Integers, first: bool = False) -> Integers:
    """The last row of each series up to a year (of several in that year the ``first``), -1 where there is none."""
    place = np.searchsorted(keys, series * _YEARS + year, side="right") - 1
    held = np.append(keys, -1)[place]
    found = (place >= 0) & (held // _YEARS == series)
    if first:
        place = np.searchsorted(keys, held)
    return np.where(found, np.append(order, -1)[np.where(found, place, -1)], -1)


def _driver(mine: Targets, inhabitants: Floats, gdp: Floats) -> Floats:
    """What the tonnes of each target move with in one year (``analytics.commitment.progress.driver``)."""
    moved = np.where(mine.of_kind("per-capita"), inhabitants, np.where(mine.of_kind("per-gdp"), gdp, 1.0))
    return _masked(moved, moved != 0)


def _level(mine: Targets, base: Floats) -> Floats:
    """The level that each target leads to, NaN where it lacks what its kind needs (``targets.level``)."""
    reduced = target_level(np.where(mine.of_kind("baseline-scenario"), mine.scenario_t, base), mine.reduction_percent)
    return np.where(mine.of_kind("neutrality"), 0 * base, np.where(mine.of_kind("fixed-level"), mine.level_t, reduced))


def _ends(mine: Targets, base_t: Floats, before: Floats) -> tuple[Floats, Floats, Truths]:
    """Where each path starts and ends, and whether there is one (``analytics.commitment.progress.ends``)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        start = np.where(mine.of_kind(*INTENSITIES), intensity(base_t, before), base_t)
    end = _level(mine, start)
    ways = (mine.year > mine.base_year) & ~np.isnan(start) & ~np.isnan(end)
    ways &= ~((base_t <= 0) & mine.of_kind(*FROM_BASE))
    return start, end, ways & ~(mine.rate & (np.minimum(start, end) <= 0))


def _allowed(mine: Targets, start: Floats, end: Floats, ways: Truths, year: Integers, driver: Floats) -> Floats:
    """The tonnes that each path allows in a year (``analytics.commitment.progress.allowed``)."""
    found = np.full(len(mine), np.nan)
    for path, kind in zip(PATHS, (~mine.rate, mine.rate), strict=True):
        on = ways & kind & (year >= mine.base_year)
        if on.any():
            found[on] = level_on(path, start[on], end[on], mine.base_year[on], mine.year[on], year[on])
    return found * driver


def _years_late(mine: Targets, start: Floats, end: Floats, stands: Floats, year: Integers) -> Floats:
    late = np.full(len(mine), np.nan)
    for path, kind in zip(PATHS, (~mine.rate, mine.rate), strict=True):
        on = ~np.isnan(stands) & kind & (end <= start)  # on a path that does not fall, nobody is early or late
        if on.any():
            late[on] = years_late(path, start[on], end[on], mine.base_year[on], mine.year[on], stands[on], year[on])
    return late


def _made_alike(first: Totals, now: Totals) -> Truths:
    """Whether two inventories were made alike (``analytics.commitment.progress.same_chain``)."""
    alike: Truths = (first.co2_alone == now.co2_alone) & (first.computed == now.computed) & _weighed_alike(first, now)
    return alike


def _weighed_alike(first: Totals, now: Totals) -> Truths:
    stated = (now.gwp != MIXED) | (first.stated_gwp == now.stated_gwp)
    alike: Truths = (first.gwp == now.gwp) & (first.approach == now.approach) & stated
    return alike


@dataclass(frozen=True)
class _Judged:
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
        people = _driver(self.mine, _masked(self.first.inhabitants, self.had), _masked(self.first.gdp, self.had))
        today = _driver(self.mine, self.now.inhabitants, self.now.gdp)
        path_t = _allowed(self.mine, *_ends(self.mine, base_t, people), self.now.year, today)
        return _masked(gap(self.now.emissions_t * more, path_t), ~np.isnan(self.gap_t))

    def turns(self, other: Floats) -> Truths:
        """Where another gap gives the other answer."""
        turned: Truths = ~np.isnan(other) & ~np.isnan(self.gap_t) & ((other <= 0) != (self.gap_t <= 0))
        return turned


def _one_unsaid(first: Totals, now: Totals) -> Truths:
    """Where two inventories differ in one thing alone: that one of them does not state its GWP set."""
    alike: Truths = (first.co2_alone == now.co2_alone) & (first.computed == now.computed)
    alike &= (first.approach == now.approach) & (first.gwp != MIXED) & (now.gwp != MIXED)
    alike &= (first.gwp == UNSAID) != (now.gwp == UNSAID)
    return alike


def _reasons(asked: _Judged, totals: Totals, as_of: int | None) -> tuple[Integers, Integers]:
    """By question the codes of what forbids a verdict, and of what would but that the answer is the same with it: what
    is missing from the newest inventory can only add, and a GWP set that is not stated is bounded."""
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
    heads = _unknown(now.inhabitants) | (based & (~had | _unknown(first.inhabitants)))
    product = _unknown(now.gdp) | (based & (~had | _unknown(first.gdp)))
    total = _unsplit(now)
    never, unknown = np.zeros(len(mine), dtype=bool), had & _one_unsaid(first, now)
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
        Code.WEIGHTS_DIFFER: had & ~_weighed_alike(first, now),
        Code.BOUNDARY_DIFFERS: apart & (gone | came != 0),
        Code.ENERGY_WITHOUT_EMISSIONS: now.lacking | (had & first.lacking),
        Code.NO_INHABITANTS: mine.of_kind("per-capita") & heads,
        Code.NO_GDP: mine.of_kind("per-gdp") & product,
        Code.TOO_OLD: np.array([too_old(year, as_of) for year in now.year.tolist()], dtype=bool),
        Code.BASELINE_APART: asked.turns(asked.gap_with(_neighbour_t(asked, totals))),
        Code.EXCLUSIONS: mine.unclear,
    }
    behind = asked.gap_t > 0
    harmless = {
        Code.KEY_SECTORS_MISSING: behind & (~had | (now.missing & ~first.counted == 0)),
        Code.BOUNDARY_DIFFERS: behind & (came == 0),
        Code.ENERGY_WITHOUT_EMISSIONS: behind & ~(had & first.lacking),
        Code.WEIGHTS_DIFFER: unknown & ~np.isnan(asked.gap_t) & ~_turned_by_gwp(asked),
    }
    always = {Code.TARGET_YEAR_ORDER: ~ordered, Code.ONE_SECTOR: ~mine.whole, Code.NO_INVENTORY: ~asked.given}
    found, waived = (np.zeros(len(mine), dtype=np.int64) for _ in range(2))
    for reasons, where in ((always, ~never), (told, asked.given), (judged, asked.given & asked.own)):
        for reason, holds in reasons.items():
            kept = harmless.get(reason, never)
            found |= np.where(holds & where & ~kept, int(reason), 0)
            waived |= np.where(holds & where & kept, int(reason), 0)
    return found, waived


def _turned_by_gwp(asked: _Judged) -> Truths:
    """Where the answer hangs on the GWP set that one of the two years does not state: its CH4 and N2O could weigh as
    much less or more as the sets of the IPCC differ. Their share is not known and taken as ``OTHER_GASES``."""
    base, newest = asked.first.gwp == UNSAID, asked.now.gwp == UNSAID
    turned = np.zeros(len(asked.mine), dtype=bool)
    for ratio in GWP_RATIOS:
        share = 1 + OTHER_GASES * (ratio - 1)
        turned |= base & asked.turns(asked.gap_with(asked.base_t * share))
        turned |= newest & asked.turns(asked.gap_with(asked.base_t, share))
    return turned


def _neighbour_t(asked: _Judged, totals: Totals) -> Floats:
    """The emissions of the inventory that stands nearest to a declared baseline, where it is within ``NEAR_YEARS`` and
    more than ``FAR_APART`` from it; NaN elsewhere."""
    mine = asked.mine
    rows = np.flatnonzero(~np.isnan(totals.emissions_t) & ~totals.co2_alone)
    held = taken(totals, rows)
    order, keys = _order(held.city * len(METHODS) + held.method, held.year)
    series = mine.city * len(METHODS) + mine.method
    year, figure = np.append(held.year, -_YEARS), np.append(held.emissions_t, np.nan)
    before = _last(order, keys, series, mine.base_year)
    place = np.searchsorted(keys, series * _YEARS + mine.base_year, side="right")
    after = np.append(order, -1)[np.minimum(place, len(order))]
    after = np.where((after >= 0) & (np.append(keys, -1)[np.minimum(place, len(keys))] // _YEARS == series), after, -1)
    nearest = np.where(mine.base_year - year[before] <= np.abs(year[after] - mine.base_year), before, after)
    near = (np.abs(year[nearest] - mine.base_year) <= NEAR_YEARS) & ~asked.had & (asked.base_t > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        near &= np.abs(figure[nearest] / asked.base_t - 1) > FAR_APART
    return _masked(figure[nearest], near)


def leading(targets: Targets, standing: Standing, totals: Totals) -> Integers:
    """Of the targets of each city the row of the next whole-city one ahead of its newest inventory; after the last
    one, the last. In the order of the cities' numbers; the ``standing`` has one row a target, judged with all years.
    """
    whole = targets.whole | ~np.isin(targets.city, targets.city[targets.whole])
    year = np.append(totals.year, -1)[standing.latest]
    newest = np.full(int(targets.city.max(initial=-1)) + 1, -1)
    np.maximum.at(newest, targets.city[whole], year[whole])
    ahead = targets.year > newest[targets.city]
    # Ahead ones first, by year; of those behind the latest. The order in which targets are given decides between two.
    place = np.where(ahead, targets.year, 2 * _YEARS - targets.year)
    given = np.where(ahead, np.arange(len(targets)), -np.arange(len(targets)))
    order = np.lexsort((given, place, ~whole, targets.city))
    _, firsts = np.unique(targets.city[order], return_index=True)
    return order[firsts]


def taken(columns: Columns, rows: Integers) -> Columns:
    """These rows of all columns; -1 is a row of its own, of zeros and NaN."""
    taken = {}
    for field in fields(columns):
        column = getattr(columns, field.name)
        blank = np.nan if column.dtype.kind == "f" else 0
        taken[field.name] = np.append(column, np.array([blank], dtype=column.dtype))[rows]
    return type(columns)(**taken)


def _unknown(driver: Floats) -> Truths:
    unknown: Truths = np.isnan(driver) | (driver == 0)
    return unknown


def _masked(numbers: Any, mask: Truths) -> Floats:
    return np.where(mask, numbers, np.nan)


def _whole(values: Iterable[int]) -> Integers:
    return np.fromiter(values, dtype=np.int64)


def _truths(values: Iterable[bool]) -> Truths:
    return np.fromiter(values, dtype=np.bool_)


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.fromiter((np.nan if value is None else value for value in values), dtype=np.float64)
