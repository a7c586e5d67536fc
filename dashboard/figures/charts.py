"""What every chart is begun with, and how its points, lines and areas are put into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard import theme


def chart(dark: bool, height: float | None = None) -> go.Figure:
    """An empty chart in the look of the pages, so many pixels high."""
    return go.Figure(layout={"template": theme.template(dark), "height": height})


def trace(figure: go.Figure, points: Iterable[Any], told: Sequence[str] = (), /, **look: Any) -> None:
    """Put a line, marks or an area into a chart: marks where it has the look of a ``marker``, a line where it has that
    of a ``line``. ``told`` is what a pointer reads at each point; without it the pointer passes over them."""
    x, y = np.array([*points], dtype=float).reshape(-1, 2).T
    modes = [mode for mode, part in (("lines", "line"), ("markers", "marker")) if part in look]
    heard = {"hovertext": [*told], "hoverinfo": "text"} if len(told) else {"hoverinfo": "skip"}
    figure.add_scatter(**({"x": x, "y": y, "mode": "+".join(modes)} | heard | look))


def upright(x: float, low: float, high: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ends of a line that stands upright."""
    return (x, low), (x, high)


def margins(left: int, right: int, top: int, bottom: int) -> dict[str, int]:
    """What a chart keeps free around its axes, in pixels."""
    return {"l": left, "r": right, "t": top, "b": bottom}
