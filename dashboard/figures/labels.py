"""Where the labels of a curve stand: each beside its point, off the lines, off the other labels and inside the picture.

The browser decides how wide a picture is, so a place is weighed for a phone and for a wide page together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

WIDTHS = (306, 640)
"""Pixels that a picture has on a phone and on a wide page."""
LETTER, LINE = 0.53, 1.3
"""A letter's width and a line's height, each as a part of the size of the letters."""
_PLACES: tuple[tuple[str, str, int, int], ...] = (
    ("left", "bottom", 7, 3),
    ("right", "bottom", -7, 3),
    ("left", "top", 7, -5),
    ("right", "top", -7, -5),
    ("center", "bottom", 0, 9),
    ("center", "top", 0, -9),
    ("left", "middle", 11, 0),
    ("right", "middle", -11, 0),
    # Beyond a line that runs beside the point.
    ("left", "bottom", -4, 28),
    ("left", "top", -4, -28),
)
"""Around a point: how a label is anchored, and how many pixels to the right and upwards it is moved."""
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "middle": 0.5, "top": 1.0}
_TAG = re.compile(r"<(?!br>)[^>]*>")
_EDGE, _LABEL, _POINT, _GRID = 40.0, 30.0, 1.0, 1.5
"""What it costs to leave the picture, to cover a label, a point of a line, or a line of the grid."""


@dataclass(frozen=True)
class Frame:
    """The picture that labels stand in: its ranges of years and values, its height and margins in pixels, and the
    values at which lines of the grid run."""

    years: tuple[float, float]
    values: tuple[float, float]
    height: int
    left: int
    right: int
    top: int
    bottom: int
    grid: tuple[float, ...] = ()

    def pixels(self, x: Any, y: Any, width: int) -> tuple[Any, Any]:
        """A place in pixels from the lower left corner of the axes, in a picture ``width`` wide."""
        wide, high = width - self.left - self.right, self.height - self.top - self.bottom
        (x0, x1), (y0, y1) = self.years, self.values
        return (np.asarray(x) - x0) / (x1 - x0) * wide, (np.asarray(y) - y0) / (y1 - y0) * high


Box = tuple[float, float, float, float]


def width(text: str, size: float) -> float:
    """About how many pixels the longest line of a label takes."""
    return max(len(line) for line in _TAG.sub("", text).split("<br>")) * LETTER * size


def placed(labels: Sequence[dict[str, Any]], lines: Iterable[tuple[Any, Any]], frame: Frame) -> list[dict[str, Any]]:
    """The labels, each at the first place around its point that is free, or the one where it covers least.

    A label stays where it was put as long as nothing is in its way; the earlier ones choose first. ``along`` names
    further points that a label may stand at, ``sides`` how it may be anchored upwards, where not anyhow. ``lines``
    are the traces as years and values.
    """
    drawn = [_sampled(frame, np.asarray(x, float), np.asarray(y, float)) for x, y in lines]
    points = (
        [np.concatenate([found[place] for found in drawn], axis=1) for place in range(len(WIDTHS))] if drawn else []
    )
    taken: list[list[Box]] = [[] for _ in WIDTHS]
    done = []
    for label in labels:
        wanted = dict(label)
        along, sides = wanted.pop("along", ()), wanted.pop("sides", ("bottom", "middle", "top"))
        choices = [
            (_cost(choice, frame, points, taken) + wish, wish, choice)
            for wish, choice in _choices(wanted, along, sides)
        ]
        best = min(choices, key=lambda choice: choice[:2])[2]
        for place, size in enumerate(WIDTHS):
            taken[place].append(_box(best, frame, size))
        done.append(best)
    return done


def _choices(
    label: dict[str, Any], along: Sequence[tuple[float, float]], sides: Sequence[str]
) -> Iterable[tuple[float, dict[str, Any]]]:
    """Every place that a label may have, with how little it is wanted there."""
    yield 0.0, label
    for further, (x, y) in enumerate([(label["x"], label["y"]), *along]):
        for order, (across, upward, right, up) in enumerate(_PLACES):
            if upward not in sides:
                continue
            moved = {"xanchor": across, "yanchor": upward, "xshift": right, "yshift": up, "align": across}
            yield 0.5 * (order + 1) + 0.2 * further, {**label, "x": x, "y": y, **moved}


def _cost(label: dict[str, Any], frame: Frame, points: Sequence[np.ndarray], taken: Sequence[Sequence[Box]]) -> float:
    """How much a label covers where it stands: points of lines, other labels, and what lies outside of the picture."""
    cost = 0.0
    for place, size in enumerate(WIDTHS):
        left, low, right, high = box = _box(label, frame, size)
        if points:
            x, y = points[place]
            cost += _POINT * int(((x > left) & (x < right) & (y > low) & (y < high)).sum())
        cost += _LABEL * sum(_overlap(box, other) > 0 for other in taken[place])
        levels = frame.pixels(frame.years[0], np.array(frame.grid), size)[1]
        cost += _GRID * int(((levels > low + 2) & (levels < high - 2)).sum())
        edge = (-frame.left, 0.0, size - frame.left, frame.height - frame.bottom)
        cost += (
            _EDGE * (left < edge[0]) + _EDGE * (right > edge[2]) + _EDGE * (low < edge[1]) + _EDGE * (high > edge[3])
        )
    return cost


def _box(label: dict[str, Any], frame: Frame, size: int) -> Box:
    text, letters = label["text"], label["font"]["size"]
    wide, high = width(text, letters), (text.count("<br>") + 1) * LINE * letters
    x, y = (float(value) for value in frame.pixels(label["x"], label["y"], size))
    left = x + label.get("xshift", 0) - _SHARE[label["xanchor"]] * wide
    low = y + label.get("yshift", 0) - _SHARE[label["yanchor"]] * high
    return left, low, left + wide, low + high


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _sampled(frame: Frame, years: np.ndarray, values: np.ndarray) -> list[np.ndarray]:
    """Points along a line, every few pixels, for each width."""
    found = []
    for size in WIDTHS:
        x, y = frame.pixels(years, values, size)
        steps = np.hypot(np.diff(x), np.diff(y)) if len(x) > 1 else np.array([])
        along = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.arange(0.0, along[-1] + 1e-9, 4.0) if along[-1] > 0 else along
        at = np.concatenate([at, along])
        found.append(np.vstack([np.interp(at, along, x), np.interp(at, along, y)]))
    return found
