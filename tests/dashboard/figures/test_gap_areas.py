"""The area between a line and a path is the one that geometry gives, whatever crosses."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.gap_areas import Points, areas

LEVELS = st.lists(st.integers(0, 100), min_size=2, max_size=8)


def size(outline: Points) -> float:
    """The area within outlines that are apart by NaN, by the shoelace formula."""
    total, points = 0.0, [*outline, (np.nan, np.nan)]
    ring: list[tuple[float, float]] = []
    for x, y in points:
        if np.isnan(x):
            total += abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2
            ring = []
        else:
            ring.append((float(x), float(y)))
    return total


@given(LEVELS, LEVELS)
def test_the_two_areas_are_the_integrals_of_the_difference_on_either_side(line: list[int], path: list[int]) -> None:
    years = min(len(line), len(path))
    one, other = (list(enumerate(map(float, values))) for values in (line, path))
    below, above = areas(one, other)
    fine = np.linspace(0, years - 1, 20_001)
    off = np.interp(fine, *np.array(one).T) - np.interp(fine, *np.array(other).T)
    assert np.isclose(size(below), np.trapezoid(np.maximum(-off, 0), fine), rtol=1e-3, atol=1e-2)
    assert np.isclose(size(above), np.trapezoid(np.maximum(off, 0), fine), rtol=1e-3, atol=1e-2)


def test_where_both_run_alike_there_is_no_area() -> None:
    assert areas([(0, 10.0), (1, 8.0)], [(0, 10.0), (2, 6.0)]) == ((), ())


def test_years_that_only_one_of_them_has_do_not_count() -> None:
    assert areas([(3, 10.0), (4, 8.0)], [(0, 10.0), (2, 6.0)]) == ((), ())
