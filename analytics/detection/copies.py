"""Years that were made from other years: copied, scaled, worked out between two, or standing in the wrong place."""

from __future__ import annotations

import numpy as np

from analytics.detection import messages
from analytics.detection.case import Case
from analytics.detection.places import EMISSIONS, ENERGY, digits
from analytics.text.sentences import Sentence

FEWEST = 4
"""[R] So many places must be scaled alike: with fewer a common ratio is no surprise."""
SURE = 8
"""[R] Figures of so many digits together that are the very same in two years are a copy, however few they are."""
MOST_PART = 0.5
"""[R] The share of the figures of both years that must be in one ratio: a few are carried over for good reasons."""
SHARP = 0.005
"""[R] Figures that are rounded more coarsely say nothing about a ratio."""
ESTIMATED = Sentence("Say that the year was estimated from the other one, or give its own figures.")


def copies(case: Case, told_later: bool) -> None:
    """A year that another one was copied or scaled into, or that was worked out between two."""
    for measured in (EMISSIONS, ENERGY):
        if not case.scaled:
            _in_one_ratio(case, measured, told_later)
        if not case.scaled:
            _between(case, measured)


def _in_one_ratio(case: Case, measured: str, told_later: bool) -> None:
    years = case.years
    amounts, half = years.amounts[measured], years.half[measured]
    if len(years.at) < 2 or not np.isfinite(amounts[:, case.column]).any():
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        logs, error = np.log(np.abs(amounts)), half / np.abs(amounts)
    open_ = case.open()
    best: tuple[int, int, int, np.ndarray] | None = None
    for other in range(len(years.at)):
        if other == case.column or (told_later and other > case.column):
            continue
        slack = error[:, case.column] + error[:, other]
        with np.errstate(invalid="ignore"):
            ratio = logs[:, case.column] - logs[:, other]
        lines = np.flatnonzero(open_ & np.isfinite(ratio) & (slack < SHARP))
        copied = _copied(amounts[lines, case.column], amounts[lines, other])
        if len(lines) < FEWEST and not copied:
            continue
        near = np.abs(ratio[lines][:, None] - ratio[lines]) <= slack[lines][:, None] + slack[lines]
        first = int(np.argmax(near.sum(axis=1)))
        alike = lines[near[first]]
        enough = copied or len(alike) >= max(FEWEST, MOST_PART * len(lines))
        if enough and (best is None or len(alike) > best[0]):
            best = len(alike), len(lines), other, alike
    if best is None:
        return
    number, every, other, alike = best
    sharpest = alike[int(np.argmin(error[alike, case.column] + error[alike, other]))]
    ratio = float(amounts[sharpest, case.column] / amounts[sharpest, other])
    same = np.all(amounts[alike, case.column] == amounts[alike, other])
    said = messages.scaled(measured, number, every, 1.0 if same else ratio, case.year, years.at[other])
    _tell(case, measured, "constant-ratio", alike, said)


def _copied(now: np.ndarray, then: np.ndarray) -> bool:
    """Whether several figures of a year are all the very same in another one, with too many digits for chance."""
    return len(now) > 1 and bool((now == then).all()) and sum(map(digits, now)) >= SURE


def _between(case: Case, measured: str) -> None:
    """Figures on the straight line between those of the years before and after."""
    years, column = case.years, case.column
    amounts, half = years.amounts[measured], years.half[measured]
    holds = np.isfinite(amounts).any(axis=0)
    before = [other for other in range(column) if holds[other]]
    after = [other for other in range(column + 1, len(years.at)) if holds[other]]
    if not before or not after or not holds[column]:
        return
    one, two = before[-1], after[0]
    part = (years.at[column] - years.at[one]) / (years.at[two] - years.at[one])
    first, last, now = amounts[:, one], amounts[:, two], amounts[:, column]
    with np.errstate(divide="ignore", invalid="ignore"):
        moves = np.abs(np.log(first / last)) > SHARP
    lines = np.flatnonzero(case.open() & moves & (now > 0))
    if len(lines) < FEWEST:
        return
    slack = (half[:, column] + half[:, one] + half[:, two])[lines] + 1e-9 * now[lines]
    for weight in (part, 0.5):
        on_the_line = np.abs(first + weight * (last - first) - now)[lines] <= slack
        if on_the_line.sum() >= max(FEWEST, MOST_PART * len(lines)):
            alike = lines[on_the_line]
            said = messages.between(measured, len(alike), len(lines), case.year, years.at[one], years.at[two])
            _tell(case, measured, "constant-ratio", alike, said)
            return


def _tell(case: Case, measured: str, code: str, lines: np.ndarray, said: str) -> None:
    case.scaled.add(measured)
    whole = float(np.nansum(case.years.amounts[measured][lines, case.column]))
    case.tell_lines(code, lines, measured, whole, said, ESTIMATED)
