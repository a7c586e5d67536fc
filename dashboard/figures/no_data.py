"""The hatch that means that nothing is on file, alike in every chart: it is used for nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.charts import trace

Field = tuple[float, float, float, float]
"""A rectangle on the axes: from left to right, and from its lowest to its highest value."""


def hatch(figure: go.Figure, fields: Sequence[Field], colours: theme.Palette, name: str = "nothing on file") -> None:
    """Hatch these fields, in one trace."""
    corners: list[tuple[float, float]] = []
    for left, right, low, high in fields:
        corners += [(left, low), (right, low), (right, high), (left, high), (left, low), (np.nan, np.nan)]
    pattern = {"shape": "/", "size": 9, "solidity": 0.12, "fgcolor": colours.required, "bgcolor": colours.grid}
    fill = {"fill": "toself", "fillcolor": "rgba(0, 0, 0, 0)", "fillpattern": pattern, "opacity": 0.5}
    trace(figure, corners[:-1], name=name, line={"width": 0}, **fill)
