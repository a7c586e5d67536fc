"""A place against its own figures in other years: jumps, places that vanish or appear, places that moved alike.

The limits come from the published series of Austin, Barcelona, Boston and New York (C40 Cities GPC database, version
30.05.2023): of their places none that counts in the total lies further between two neighbouring years than ``SPIKE``,
and steps beyond ``STEADY_STEP`` stand where the place swings in every year. [R]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from analytics.bounding_limits import STEP
from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.figure_repairs import FigureRepair
from analytics.detection.places import EMISSIONS, ENERGY
from analytics.vocabulary import SECTORS

MATERIAL_SHARE = 0.01
"""[R] A place is told when it moves at least this share of the total: small ones swing for good reasons."""
SPIKE, SPIKE_A_YEAR = 0.21, 0.03
"""[R] How far (natural logarithm) a place may lie off both neighbours, and what each year between them adds."""
STEADY_STEP, STEP_A_YEAR, LONGEST_STEP = 0.28, 0.05, 1.2
"""[R] How far a place may move from the years before: a steady one, what each year between adds, and the most."""
SWINGS = 4.0
"""[R] A step beyond so many times the usual one of the same place is no swing of it."""
FEWEST_STEPS = 3
"""[R] So many other steps tell how far a place usually moves."""
LEAN_YEARS, LEAN = (2020, 2021), 0.20
"""[R] In the years of the pandemic a place may fall by so much more."""
GONE = np.log(5.0)
"""[R] A place that keeps less than a fifth of its figure counts as gone, as in the verdict."""
MOST_TOLD_APART = 3
"""[R] Where more places are gone it is one cause, and told once."""
NEW_SHARE = 0.05
"""[R] A place without a figure in any other year is told from this share of the total."""
FEWEST_ALIKE, SPREAD = 3, 0.3
"""[R] So many places moved alike: all in one direction, and by factors this near to each other."""
THOUSANDFOLD = (700.0, 1400.0)
"""[R] A change between two years that is a slip by 1000 and a change of up to 40 %, not a development."""
EXCHANGED = 0.10
"""[R] How near two figures lie to those that the other place held, where the two were exchanged."""


class Beside(NamedTuple):
    """The nearest figures of each place before and after a year, the next ones behind them, and the columns of the
    years they stand in; NaN and −1 where there is none."""

    before: np.ndarray
    earlier: np.ndarray
    after: np.ndarray
    later: np.ndarray
    column_before: np.ndarray
    column_after: np.ndarray


def beside(amounts: np.ndarray, column: int) -> Beside:
    """What stands beside one column of a table of places and years, in MWh or t; only figures above zero count [R]."""
    lines = len(amounts)
    found = [np.full(lines, np.nan) for _ in range(4)]
    columns = [np.full(lines, -1) for _ in range(2)]
    for side, order in enumerate((range(column - 1, -1, -1), range(column + 1, amounts.shape[1]))):
        near, next_to = found[2 * side], found[2 * side + 1]
        for other in order:
            values = amounts[:, other]
            holds = values > 0
            second = holds & np.isfinite(near) & np.isnan(next_to)
            first = holds & np.isnan(near)
            next_to[second] = values[second]
            near[first] = values[first]
            columns[side][first] = other
    return Beside(*found, *columns)


class Deviation(NamedTuple):
    """How far (natural logarithm) each place lies off the figures beside it, with the sign of the step; 0 within its
    limit. ``other`` is the figure it is held against, ``column`` the year of that figure."""

    off: np.ndarray
    other: np.ndarray
    column: np.ndarray


def deviations(case: Case, measured: str, told_later: bool) -> Deviation:
    """How far each place, in MWh or t, lies off its other years, beyond what is usual for it. Source: our rules [R]."""
    years, column = case.years, case.column
    amounts = years.amounts[measured]
    found = beside(amounts, column)
    with np.errstate(divide="ignore", invalid="ignore"):
        now = np.log(np.where(amounts[:, column] > 0, amounts[:, column], np.nan))
        back, behind, ahead, beyond = (now - np.log(other) for other in found[:4])
        usual, number = _usual(amounts, column)
    at = np.array(years.at, dtype=float)
    gaps = [
        np.where(columns >= 0, np.abs(at[columns] - at[column]) - 1, 0.0)
        for columns in (found.column_before, found.column_after)
    ]
    lean = np.where(at[column] in LEAN_YEARS, LEAN, 0.0)
    spike = _nearer(back, ahead)
    limit = np.maximum(SPIKE + SPIKE_A_YEAR * (gaps[0] + gaps[1]), SWINGS / 2 * usual) + lean * (spike < 0)
    off = np.where(np.abs(spike) > limit, spike, 0.0)
    limit = np.where(number >= FEWEST_STEPS, np.clip(SWINGS * usual, STEADY_STEP, STEP + 0.2), STEP)
    other, where = found.before, found.column_before
    first = np.isnan(back) & (not told_later)
    other, where = np.where(first, found.after, other), np.where(first, found.column_after, where)
    for one, two, gap, use in ((back, behind, gaps[0], True), (ahead, beyond, gaps[1], first)):
        step = np.where(np.isnan(two), one, _nearer(one, two))
        far = np.abs(step) > np.minimum(limit + STEP_A_YEAR * gap, LONGEST_STEP) + lean * (step < 0)
        off = np.where(use & far & (off == 0), step, off)
    return Deviation(np.nan_to_num(off), other, where)


def _nearer(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """The smaller of two steps in one direction, NaN where they differ in it."""
    return np.where(one * two > 0, np.where(np.abs(one) < np.abs(two), one, two), np.nan)


def _usual(amounts: np.ndarray, column: int) -> tuple[np.ndarray, np.ndarray]:
    """The middle step of each place between its other years, and how many there are."""
    logs = np.log(np.where(amounts > 0, amounts, np.nan))
    others = np.delete(logs, column, axis=1)
    moved = np.abs(np.diff(others, axis=1))
    return middle(moved)


def middle(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The middle number of each line, the lower of two, 0 where there is none; and how many there are. Source: [R]."""
    number = np.isfinite(values).sum(axis=1)
    ordered = np.sort(values, axis=1)  # NaN comes last
    found = np.zeros(len(values))
    some = number > 0
    found[some] = ordered[np.flatnonzero(some), (number[some] - 1) // 2]
    return found, number


def places_over_years(case: Case, told_later: bool) -> None:
    """Tell what the places of a year are against its other years."""
    if len(case.years.at) < 2:
        return
    for measured in (EMISSIONS, ENERGY):
        if np.isfinite(case.years.amounts[measured][:, case.column]).any():
            if not any(len(found.spots) > MOST_TOLD_APART for found in case.found if found.code == "vanished-place"):
                _gone(case, measured)
            _new(case, measured, told_later)
            _moved(case, measured, told_later)


def _moved(case: Case, measured: str, told_later: bool) -> None:
    """Places that lie off their other years: all of a group alike, two that were exchanged, or one by one."""
    if measured in case.scaled:
        return
    found = deviations(case, measured, told_later)
    amounts = case.years.amounts[measured]
    now = amounts[:, case.column]
    wholes = np.nansum(np.abs(amounts), axis=0)
    whole = np.maximum(wholes[case.column], np.where(found.column >= 0, wholes[found.column], 0.0))
    large = np.abs(now - found.other) >= MATERIAL_SHARE * whole
    off = np.where(large & case.open(), found.off, 0.0)
    for lines, scope in _alike(case, measured, found, now):
        names = [case.years.name(line) for line in lines]
        percent = 100 * (float(np.exp(np.median(np.log(now[lines] / found.other[lines])))) - 1)
        _tell(
            case,
            "year-jump",
            measured,
            lines,
            found,
            messages.alike(names, scope, percent, case.year, found_year(case, found, lines[0])),
            mends=_thousandfold(measured, 1 + percent / 100),
        )
        off[lines] = 0.0
    for line in np.flatnonzero(off):
        pair = _exchanged(off, now, found.other, line) if off[line] else None
        if pair is not None:
            one, two = case.years.name(line), case.years.name(pair)
            both = np.array([line, pair])
            said = messages.exchanged(one, two, case.year, found_year(case, found, line))
            _tell(case, "exchanged", measured, both, found, said, mends=FigureRepair(measured, exchanged=True))
            off[both] = 0.0
    for lines in _together(off, case.years.sector):
        before, after = float(found.other[lines].sum()), float(now[lines].sum())
        fold = max(after / before, before / after)
        code = "unit-slip" if THOUSANDFOLD[0] <= fold <= THOUSANDFOLD[1] else "year-jump"
        name = case.named(lines[0]) if len(lines) == 1 else SECTORS[case.years.sector[lines[0]]].name
        years = (case.year, found_year(case, found, lines[0]))
        said, repair = messages.jumped(code, name, measured, after, before, *years)
        _tell(case, code, measured, lines, found, said, repair, _thousandfold(measured, after / before))


def _thousandfold(measured: str, times: float) -> FigureRepair | None:
    """The repair of figures that are about a thousand times what they were, or a thousandth; None of any others."""
    if not THOUSANDFOLD[0] <= max(times, 1 / times) <= THOUSANDFOLD[1]:
        return None
    return FigureRepair(measured, 1e-3 if times > 1 else 1e3)


def _together(off: np.ndarray, sector: np.ndarray) -> Iterator[np.ndarray]:
    """The places that lie off, those of a sector in one where they moved alike."""
    for name in dict.fromkeys(sector[off != 0]):
        lines = np.flatnonzero((off != 0) & (sector == name))
        if np.ptp(off[lines]) <= SPREAD:
            yield lines
        else:
            yield from (np.array([line]) for line in lines)


def found_year(case: Case, found: Deviation, line: int | np.integer[Any]) -> int:
    """The year that a place is held against."""
    return case.years.at[int(found.column[line])]


def _tell(
    case: Case,
    code: str,
    measured: str,
    lines: np.ndarray,
    found: Deviation,
    said: str,
    repair: str = "",
    mends: FigureRepair | None = None,
) -> None:
    now = case.years.amounts[measured][lines, case.column]
    apart, should = float(np.nansum(np.abs(now - found.other[lines]))), float(found.other[lines].sum())
    case.tell_lines(code, lines, measured, apart, said, repair or messages.AGAINST_THAT_YEAR, mends, should)


def _alike(case: Case, measured: str, found: Deviation, now: np.ndarray) -> Iterator[tuple[np.ndarray, int | None]]:
    """The places of a scope, or of all, that moved by about one factor: a unit, a part of the year, another factor."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.log(now / found.other)
    whole = np.nansum(np.abs(now))
    large = np.isfinite(moved) & (np.abs(now) + np.nan_to_num(found.other) >= MATERIAL_SHARE * whole) & case.open()
    groups: list[tuple[int | None, np.ndarray]] = [(None, large)]
    groups += [(scope, large & (case.years.scope == scope)) for scope in (1, 2)]
    for scope, group in groups:
        lines = np.flatnonzero(group)
        if len(lines) < FEWEST_ALIKE or np.ptp(moved[lines]) > SPREAD:
            continue
        middle = float(np.median(moved[lines]))
        lean = LEAN if case.year in LEAN_YEARS and middle < 0 else 0.0
        gap = abs(found_year(case, found, lines[0]) - case.year) - 1
        if np.all(moved[lines] * middle > 0) and abs(middle) > STEADY_STEP + lean + STEP_A_YEAR * gap:
            yield lines, scope
            return


def _exchanged(off: np.ndarray, now: np.ndarray, other: np.ndarray, line: int | np.integer[Any]) -> int | None:
    """The place that holds about what this one held, and held about what this one holds."""
    with np.errstate(divide="ignore", invalid="ignore"):
        there = np.abs(np.log(now / other[line])) <= EXCHANGED
        here = np.abs(np.log(other / now[line])) <= EXCHANGED
    pairs = np.flatnonzero(there & here & (off != 0) & (np.arange(len(now)) != line))
    return int(pairs[0]) if len(pairs) else None


def _gone(case: Case, measured: str) -> None:
    """Places that held a figure in the year before, or in the first one, and hold none, zero or hardly anything now."""
    years, column = case.years, case.column
    amounts = years.amounts[measured]
    holds = np.isfinite(amounts).any(axis=0)
    earlier = [other for other in range(column) if holds[other]]
    if not earlier:
        _first_gone(case, measured)
        return
    newest = not holds[column + 1 :].any()
    now = np.nan_to_num(amounts[:, column])
    for then in dict.fromkeys([earlier[-1], *([earlier[0]] if newest else [])]):
        was = np.nan_to_num(amounts[:, then])
        after = amounts[:, column + 1] if column + 1 < len(years.at) else np.zeros(len(now))
        material = (was >= MATERIAL_SHARE * np.abs(was).sum()) | (
            (now == 0) & np.isfinite(amounts[:, column]) & (after > 0)
        )
        lost = (was > 0) & material & (now <= was / np.exp(GONE)) & case.open()
        lines = [line for line in np.flatnonzero(lost) if case.fallen(line, measured, then, float((was - now)[line]))]
        if len(lines) <= MOST_TOLD_APART:
            for line in lines:
                _tell_gone(case, measured, line, then)
            continue
        apart = float((was - now)[lines].sum())
        said = messages.many_gone([case.named(line) for line in lines], measured, apart, case.year, years.at[then])
        should = float(was[lines].sum())
        case.tell_lines(
            "vanished-place", np.array(lines), measured, apart, said, messages.GIVE_OR_EXPLAIN, None, should
        )


def _first_gone(case: Case, measured: str) -> None:
    """A zero in the first year where the next one holds a figure."""
    amounts = case.years.amounts[measured]
    if case.column + 1 >= len(case.years.at):
        return
    after = np.nan_to_num(amounts[:, case.column + 1])
    zero = (amounts[:, case.column] == 0) & (after >= MATERIAL_SHARE * np.abs(after).sum()) & case.open()
    for line in np.flatnonzero(zero):
        _tell_gone(case, measured, line, case.column + 1)


def _tell_gone(case: Case, measured: str, line: int | np.integer[Any], then: int) -> None:
    amounts = case.years.amounts[measured]
    now, was = amounts[line, case.column], float(amounts[line, then])
    code = "placeholder-zero" if now == 0 else "vanished-place"
    said = messages.gone(case.named(line), measured, float(now), was, case.year, case.years.at[then])
    lost = was - float(np.nan_to_num(now))
    for slack in case.slack.values():  # a total that lacks it, of either measure, is the same error
        slack[case.places.key == case.years.keys[line]] = np.inf
    case.tell_lines(code, np.array([line]), measured, lost, said, messages.GIVE_OR_EXPLAIN, None, was)


def _new(case: Case, measured: str, told_later: bool) -> None:
    """Places that hold a figure in no year before, and a large one now that no other place gave up."""
    years, column = case.years, case.column
    amounts = years.amounts[measured]
    others = [other for other in range(len(years.at)) if other != column and np.isfinite(amounts[:, other]).any()]
    before = [other for other in others if other < column]
    if not others or (told_later and not before):
        return
    now = np.nan_to_num(amounts[:, column])
    never = ~np.isfinite(amounts[:, before or others]).any(axis=1)
    large = never & (now > 0) & (now >= NEW_SHARE * np.abs(now).sum()) & case.open()
    then = (before or others)[-1 if before else 0]
    for line in np.flatnonzero(large):
        if case.fallen(line, measured, then, -float(now[line])):
            said = messages.new(case.named(line), measured, float(now[line]), case.year)
            case.tell_lines("new-place", np.array([line]), measured, float(now[line]), said, messages.COUNTED_TWICE)
