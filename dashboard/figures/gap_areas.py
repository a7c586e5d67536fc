"""The area between a line of inventories and a path, apart for where it lies below and where it lies above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.inventories.spots import Floats, Truths

Points = Sequence[tuple[float, float]]
"""Years with their tonnes, by year."""


def areas(line: Points, path: Points) -> tuple[Points, Points]:
    """The outlines of the areas in which ``line`` lies below and above ``path``, in the units of their values.

    Both run straight between their points; only the years that both have count. Each outline closes itself; two of one
    side are apart by a point of NaN, as a filled trace takes them.
    """
    if len(line) < 2 or len(path) < 2:
        return (), ()
    years, values, levels = _together(line, path)
    below: list[tuple[float, float]] = []
    above: list[tuple[float, float]] = []
    for side, keeps in ((below, values <= levels), (above, values >= levels)):
        for start, end in _stretches(keeps & ((values != levels) | _beside(keeps, values != levels))):
            part = slice(start, end)
            outline = [*zip(years[part], values[part], strict=True), *_back(years[part], levels[part])]
            side += [*outline, outline[0], (np.nan, np.nan)]
    return tuple(below[:-1]), tuple(above[:-1])


def _together(line: Points, path: Points) -> tuple[Floats, Floats, Floats]:
    """The years at which either bends and at which they cross, with the values of both."""
    (x, y), (path_x, path_y) = (np.array(points, dtype=float).T for points in (line, path))
    first, last = max(x[0], path_x[0]), min(x[-1], path_x[-1])
    if first >= last:
        return np.array([]), np.array([]), np.array([])
    years = np.unique(np.concatenate([x, path_x]).clip(first, last))
    off = np.interp(years, x, y) - np.interp(years, path_x, path_y)
    turns = np.flatnonzero(off[:-1] * off[1:] < 0)
    share = off[turns] / (off[turns] - off[turns + 1])
    crossings = years[turns] + share * (years[turns + 1] - years[turns])
    every = np.sort(np.concatenate([years, crossings]))
    values, levels = np.interp(every, x, y), np.interp(every, path_x, path_y)
    met = np.isin(every, crossings)
    values[met] = levels[met]  # to the last digit, so that a crossing belongs to both sides
    return every, values, levels


def _beside(keeps: Truths, apart: Truths) -> Truths:
    """Which kept points have a kept neighbour that is off the path: the corners of an area."""
    off = keeps & apart
    beside: Truths = np.concatenate([off[1:], [False]]) | np.concatenate([[False], off[:-1]])
    return beside


def _stretches(keeps: Truths) -> list[tuple[int, int]]:
    """Where runs of at least two points begin and end (after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], keeps, [False]]).astype(int)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start > 1]


def _back(years: Floats, levels: Floats) -> list[tuple[float, float]]:
    """The path from its end to its beginning."""
    return list(zip(years[::-1], levels[::-1], strict=True))
