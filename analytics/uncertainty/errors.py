"""Errors of inventories on columns: what is wrong together, by how much, and in which tonnes.

An error is one figure that is not known exactly: the energy of a place in one year, or the factor of a fuel. The tonnes
that were made with it are wrong together. One city is a column with a few dozen entries, a programme one with many.
All intervals are 95 % intervals, as shares of the figure: 0.05 is five per cent of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from analytics.formula import formula
from analytics.text.sentences import Sentence

IPCC_UNCERTAINTY = "IPCC 2006 Guidelines, Vol. 1, Ch. 3"

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


class Interval(NamedTuple):
    """How far a figure may lie below and above what is stated, as shares of it, 95 % interval.

    0.05 and 0.05 is plus or minus five per cent; 0.9 and 14 is from a tenth to fifteen times the figure.
    """

    lower: float
    upper: float

    @property
    def half(self) -> float:
        """Half of the whole width, as a share. Source: our own rule [R]."""
        return (self.lower + self.upper) / 2


class Sides(NamedTuple):
    """Half intervals below and above, one entry each, in the unit of what they belong to."""

    below: Floats
    above: Floats


class Errors(NamedTuple):
    """Errors, one entry each. ``group`` says to which comparison of a base year with a later year an error belongs.

    ``base_t`` and ``year_t`` are the tonnes of the two years that were made with the wrong figure, ``interval`` how
    wrong it may be, and ``alike`` whether it is wrong by the same share in both years.
    """

    group: Integers
    base_t: Floats
    year_t: Floats
    interval: Sides
    alike: Truths


class ErrorParts(NamedTuple):
    """The tonnes of one place and gas in the base year and in a later year, one entry each, with the numbers of the
    error of their activity data and of that of their factor among the known ones; -1 where there is none."""

    group: Integers
    base_t: Floats
    year_t: Floats
    activity: Integers
    factor: Integers

    def at(self, chosen: Any) -> ErrorParts:
        """These entries alone."""
        return ErrorParts(*(column[chosen] for column in self))


class KnownErrors(NamedTuple):
    """What is known of errors by their numbers: how wide they are, and whether they are the same in both years."""

    interval: Sides
    alike: Truths


def of_parts(parts: ErrorParts, known: KnownErrors) -> tuple[Errors, Integers]:
    """The errors of all groups of places, in t, and their numbers. What bears one number is wrong together, since it
    was made with one figure: gas in homes and in shops has one factor. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3,
    dependence between categories [M]; which places share a factor is our own rule [R]."""
    each = [np.flatnonzero(numbers >= 0) for numbers in (parts.activity, parts.factor)]
    rows = np.concatenate(each)
    number = np.concatenate([parts.activity[each[0]], parts.factor[each[1]]])
    width = len(known.alike) or 1
    keys, where = np.unique(parts.group[rows] * width + number, return_inverse=True)
    group, number = np.divmod(keys, width)
    base_t, year_t = (
        np.bincount(where, weights=tonnes[rows], minlength=len(keys)).astype(np.float64)
        for tonnes in (parts.base_t, parts.year_t)
    )
    interval = Sides(known.interval.below[number], known.interval.above[number])
    return Errors(group, base_t, year_t, interval, known.alike[number]), number


@formula(
    name="Combined uncertainty",
    text="u = √(a² + f²)",
    units="half of a 95 % interval in per cent: a of the activity data, f of the factor, u of the emissions",
    source=f"{IPCC_UNCERTAINTY}, Eq. 3.1",
    mark="V2",
    remark="Skewed intervals: the lower and the upper side are combined apart.",
)
def combined(activity: Any, factor: Any) -> Any:
    """u = sqrt(a^2 + f^2): half intervals of activity data and factor as that of their product, all in per cent or all
    as shares. Numbers and columns alike. Source: IPCC 2006 Guidelines, Vol. 1, Ch. 3, Eq. 3.1."""
    return np.hypot(activity, factor)


@formula(
    name="Rounding of a declared figure",
    text=Sentence("± half of the last digit that is not zero: 14 500 000 t is ± 50 000 t"),
    units="t",
    source=Sentence("This program"),
    mark="R",
    remark="A figure that happens to end in zeros is taken for rounded: the interval is rather too wide.",
)
def rounding(tonnes: Any) -> Any:
    """Half of the place of the last digit that is not zero, in t: how far a declared figure may have been rounded, such
    as 50,000 t for 14,500,000 t. 0 for 0; digits behind the point count down to a thousandth. Numbers and columns
    alike. Source: our own rule [R]."""
    found = np.abs(np.asarray(tonnes, dtype=np.float64))
    half = np.full(found.shape, 0.0005)
    for power in range(-2, 16):
        place = 10.0**power
        whole = (found >= place) & (np.abs(found / place - np.round(found / place)) < 1e-9 * found / place)
        half = np.where(whole, 0.5 * place, half)
    half = np.where(found == 0, 0.0, half)
    return half if half.ndim else float(half)
