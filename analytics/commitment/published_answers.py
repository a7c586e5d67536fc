"""What may be said of a city from figures that others published: always of a year that is past, never of today."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import quantiles

from analytics.partners.peers import DEGREES, SIZE

DIFFERENCE_PERCENT = 5.0
"""[R] From so much on two totals of one year are said to differ."""
FEWEST_ALIKE = 5
"""[R] Of fewer cities no middle half is told."""


def change_percent(base: float, later: float) -> float:
    """By how many per cent an amount differs from that of its base year; a fall is negative. The base is not zero."""
    return (later - base) / base * 100


def pace_percent(reduction_percent: float, base_year: int, target_year: int) -> float:
    """What a promise asks for each year from its base year to its target year, in per cent of the base year."""
    return reduction_percent / (target_year - base_year)


def differs(own_t: float, published_t: float) -> float | None:
    """By how many per cent a published total lies apart from the city's own of that year; None within the bound."""
    if not own_t:
        return None
    apart = change_percent(own_t, published_t)
    return apart if abs(apart) > DIFFERENCE_PERCENT else None


def middle_half(values: Iterable[float]) -> tuple[float, float, float] | None:
    """Both ends of the middle half of some values and the value between them; None for too few."""
    known = sorted(values)
    if len(known) < FEWEST_ALIKE:
        return None
    low, middle, high = quantiles(known, n=4, method="inclusive")
    return low, middle, high


def alike(people: float | None, other: float | None, latitude: float | None, other_latitude: float | None) -> bool:
    """Whether two cities are alike in size and climate, as far as both are known."""
    if not people or not other or latitude is None or other_latitude is None:
        return False
    return 1 / SIZE <= other / people <= SIZE and abs(abs(latitude) - abs(other_latitude)) <= DEGREES
