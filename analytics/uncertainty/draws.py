"""Approach 2 of the IPCC: errors drawn many times (Monte Carlo), as the check of Approach 1 and for what is skewed."""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np

from analytics.formula import formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import IPCC_UNCERTAINTY, ErrorParts, Errors, Floats, Interval, KnownErrors

SEED = 20260101
"""The seed of the draws where nobody names another, so that a figure comes out the same every time."""
DRAWS = 20_000
"""How many draws are made where nobody says: a probability of 50 of 100 is then within 0.7 points of itself."""
MOST_DRAWS = 1_000_000
WIDE = 0.6
"""[R] From this half interval on, as a share, an error is drawn lognormal: a normal one would fall below zero."""
SIGMAS = 1.959963984540054
"""The half of a 95 % interval in standard deviations of a normal distribution."""
TO_ZERO = 0.95
"""[R] An interval that reaches so far down has no lognormal whose middle is the figure itself: it is drawn normal with
a spread of its own on each side, and nothing below zero."""


class Drawn(NamedTuple):
    """The draws of one comparison: emissions of the base year and of the later year in t, one entry a draw."""

    base_t: Floats
    year_t: Floats

    @property
    def change_percent(self) -> Floats:
        """The change in per cent of the base year, by draw. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3."""
        return (self.year_t / self.base_t - 1) * 100


@formula(
    name="Drawn uncertainty",
    text=Sentence("E = Σ Eᵢ × aᵢ × fᵢ, drawn many times: one f for both years, one a for each"),
    units=(
        "t; a and f are drawn around 1: normal with half interval ÷ 1.96, or lognormal through both bounds where the "
        "interval is skewed or wider than 60 %"
    ),
    source=f"{IPCC_UNCERTAINTY}, Sect. 3.2.3.2",
    mark="V2",
    remark=(
        "The seed is fixed. The limit of 60 % is our own rule [R], and so is that an interval which reaches zero is "
        "drawn "
        "normal on each side of the figure, with nothing below zero."
    ),
    also=("analytics.uncertainty.draws.half_percent", "analytics.uncertainty.draws.drawn_beside"),
)
def drawn(parts: ErrorParts, known: KnownErrors, seed: int = SEED, draws: int = DRAWS) -> Drawn:
    """Draw the emissions of both years of one comparison, in t: one error for both years where it is alike, one for
    each where it is not. What bears one number is drawn once. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, section
    3.2.3.2 (Approach 2); lognormal from 60 % on is our own rule [R].

    Raises Refused (seed, draws) for a seed that is no whole number from 0 on, and for a number of draws that is not
    between 100 and a million.
    """
    _limits(seed, draws)
    source = np.random.default_rng(seed)
    errors = {-1: (np.ones(1), np.ones(1))}
    for number in dict.fromkeys(np.stack((parts.activity, parts.factor), axis=1).ravel().tolist()):
        if number >= 0:
            below, above = float(known.interval.below[number]), float(known.interval.above[number])
            errors[number] = _pair(Interval(below, above), bool(known.alike[number]), source, draws)
    base_t, year_t = np.zeros(draws), np.zeros(draws)
    for _, before, now, activity, factor in zip(*(column.tolist() for column in parts), strict=True):
        base_t += before * errors[activity][0] * errors[factor][0]
        year_t += now * errors[activity][1] * errors[factor][1]
    return Drawn(base_t, year_t)


def drawn_beside(beside: Errors, question: int, seed: int, draws: int) -> Floats:
    """By draw what the errors of a gap that no place has move it by, in t: normal. Source: our own
    rule [R]."""
    source = np.random.default_rng([seed, 1])  # beside the draws of the places, which stay what they are
    moved = np.zeros(draws)
    for at in np.flatnonzero(beside.group == question).tolist():
        moved += source.standard_normal(draws) * beside.interval.above[at] * beside.year_t[at] / SIGMAS
    return moved


def half_percent(values: Floats) -> float:
    """Half of the distance between the 2.5 and the 97.5 percentile of drawn figures, in their own unit, such as t or
    per cent. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, 95 % interval."""
    low, high = np.percentile(values, (2.5, 97.5))
    return float(high - low) / 2


def _pair(interval: Interval, alike: bool, source: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """The errors of the base year and of the later one, around 1."""
    once = _around_one(interval, source, draws)
    return once, once if alike else _around_one(interval, source, draws)


def _around_one(interval: Interval, source: np.random.Generator, draws: int) -> Floats:
    standard = source.standard_normal(draws)
    if interval.lower == interval.upper and interval.half <= WIDE:
        return 1 + standard * interval.half / SIGMAS
    if interval.lower >= TO_ZERO:
        side = np.where(standard < 0, interval.lower, interval.upper)
        return np.maximum(0.0, 1 + standard * side / SIGMAS)
    low, high = log(1 - interval.lower), log(1 + interval.upper)
    return np.asarray(np.exp((low + high) / 2 + standard * (high - low) / 2 / SIGMAS), dtype=np.float64)


def _limits(seed: object, draws: object) -> None:
    for name, given, least, most in (("seed", seed, 0, 2**63 - 1), ("draws", draws, 100, MOST_DRAWS)):
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise blocked(
                name,
                Sentence("{given} as the seed", given=str(given)[:40])
                if name == "seed"
                else Sentence("{given} draws", given=str(given)[:40]),
                Sentence("a whole number from {least} to {most}", least=least, most=most),
                "Give another one, or leave it out: the draws then come out as always.",
                column=name,
            )
