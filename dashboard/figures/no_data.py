"""The hatch that means that nothing is on file, alike in every chart: it is used for nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard import theme

Field = tuple[float, float, float, float]
"""A rectangle on the axes: from left to right, and from its lowest to its highest value."""


def hatch(figure: go.Figure, fields: Sequence[Field], colours: theme.Palette, name: str = "nothing on file") -> None:
    """Hatch these fields, in one trace."""
    x: list[float] = []
    y: list[float] = []
    for left, right, low, high in fields:
        x += [left, right, right, left, left, np.nan]
        y += [low, low, high, high, low, np.nan]
    figure.add_scatter(
        x=np.array(x[:-1], dtype=float),
        y=np.array(y[:-1], dtype=float),
        name=name,
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor="rgba(0, 0, 0, 0)",
        fillpattern={"shape": "/", "size": 9, "solidity": 0.12, "fgcolor": colours.required, "bgcolor": colours.grid},
        opacity=0.5,
        hoverinfo="skip",
    )
