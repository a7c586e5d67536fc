"""The largest sectors since the base year, small and beside each other on one scale from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.annotation import word
from dashboard.figures.charts import chart, margins, trace
from dashboard.figures.scale import scale

HEIGHT, HEAD = 220, 52
GAP = 0.45
"""The room after a curve for its last figure, as a part of its width."""


@dataclass(frozen=True)
class SectorCurve:
    """One sector by year in t, with its name and how far it moved, in words."""

    group: str
    name: str
    moved: str
    fell: bool
    points: tuple[tuple[int, float], ...]


def curves(found: Sequence[SectorCurve], dark: bool = False) -> go.Figure:
    """An area for each sector, with its first and last figure at its ends."""
    colours = theme.palette(dark)
    figure = chart(dark, HEIGHT)
    values = [tonnes for one in found for _year, tonnes in one.points]
    unit = scale(values)
    most = max(values, default=1.0) / unit.tonnes * 1.3 or 1.0
    low = min(0.0, min(values, default=0.0) / unit.tonnes)
    labels: list[dict[str, Any]] = []
    for place, one in enumerate(found):
        years = [year for year, _tonnes in one.points]
        width = max(years[-1] - years[0], 1)
        x = [place * (1 + GAP) + (year - years[0]) / width for year in years]
        y = [tonnes / unit.tonnes for _year, tonnes in one.points]
        colour = theme.sector_colour(one.group)
        told = [f"<b>{year}</b>  {theme.tonnes(tonnes, None)}" for year, tonnes in one.points]
        look = {"line": {"color": colour, "width": 2}, "fill": "tozeroy", "fillcolor": theme.faint(colour, 0.2)}
        trace(figure, zip(x, y, strict=True), told, name=one.name, **look)
        trace(figure, [(x[-1], y[-1])], marker={"color": colour, "size": 8})
        above = {"yref": "paper", "yanchor": "bottom", "size": 14}
        below = {"yref": "paper", "yanchor": "top", "yshift": -4}
        moved = colours.ours if one.fell else colours.rising
        labels += [
            word(f"<b>{one.name}</b>", x[0], 1, colours.ink, "left", yshift=26, **above),
            word(f"<b>{one.moved}</b>", x[0], 1, moved, "left", yshift=8, **above),
            word(unit.number(y[0]), x[0], y[0], colours.ink, "left", yanchor="bottom", yshift=3),
            word(f"<b>{unit.number(y[-1])}</b>", x[-1], y[-1], colours.ink, "left", size=14, shift=8),
            word(str(years[0]), x[0], 0, colours.soft, "left", **below),
            word(str(years[-1]), x[-1], 0, colours.soft, "right", **below),
        ]
    figure.update_layout(annotations=labels, margin=margins(4, 4, HEAD, 26))
    figure.update_xaxes(visible=False, range=[0, len(found) * (1 + GAP)])
    figure.update_yaxes(visible=False, range=[low, most])
    return figure
