"""Two cities side by side: for each matter two bars, one full and one hatched, each with its city and its number."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.inventories.comparison import Comparison
from dashboard import theme
from dashboard.figures.annotation import plain, word
from dashboard.language import say

PIXELS_A_BAR = 46
PIXELS_A_HEADING = 40
_BAR = 12
_HATCH = "/"


def side_by_side(comparison: Comparison, names: tuple[str, str], dark: bool = False) -> go.Figure:
    """The rows of a comparison, per inhabitant: the first city in full colour, the second hatched.

    The vertical axis counts pixels from the top, so that words and bars keep their distance whatever the count of rows.
    """
    colours = theme.palette(dark)
    height = len(comparison.rows) * (PIXELS_A_HEADING + 2 * PIXELS_A_BAR)
    figure = go.Figure(layout={"template": theme.template(dark), "height": height + 8})
    tops = [place * (PIXELS_A_HEADING + 2 * PIXELS_A_BAR) for place in range(len(comparison.rows))]
    for side, name in enumerate(names):
        figure.add_bar(
            x=np.array([comparison.amounts(row)[side] for row in comparison.rows]),
            y=np.array([-(top + PIXELS_A_HEADING + side * PIXELS_A_BAR + 28) for top in tops], dtype=float),
            orientation="h",
            width=_BAR,
            marker=_marker(side, dark),
            hovertext=[
                f"{say(row.name)}, {name}: {shown(comparison.amounts(row)[side], comparison)}"
                for row in comparison.rows
            ],
            hoverinfo="text",
        )
    labels: list[dict[str, Any]] = []
    for row, top in zip(comparison.rows, tops, strict=True):
        labels.append(_label(say(row.name), 0, top + 14, colours.ink, 600))
        for side, name in enumerate(names):
            middle = top + PIXELS_A_HEADING + side * PIXELS_A_BAR + 8
            labels.append(_label(name, 0, middle, colours.soft))
            labels.append(_label(shown(comparison.amounts(row)[side], comparison), 1, middle, colours.ink, 600))
    values = [value for row in comparison.rows for value in comparison.amounts(row)]
    least, most = min(0.0, *values), max(0.0, *values)
    figure.update_layout(annotations=labels, margin={"l": 2, "r": 2, "t": 4, "b": 4}, bargap=0, barmode="overlay")
    figure.update_xaxes(visible=False, range=[least, most or (1.0 if not least else 0.0)])
    figure.update_yaxes(visible=False, range=[-height, 0])
    if least < 0:
        figure.add_vline(x=0, line={"color": colours.shore, "width": 1})
    return figure


def shown(value: float, comparison: Comparison) -> str:
    """An amount of a comparison in words: t of its gas per inhabitant."""
    return theme.per_head(value, comparison.left.gas if comparison.left else None)


def _marker(side: int, dark: bool) -> dict[str, Any]:
    colours = theme.palette(dark)
    if side == 0:
        return {"color": colours.ours, "line": {"color": colours.ours, "width": 1.5}}
    partner = theme.SKY if dark else theme.BLUE
    return {
        "color": partner,
        "line": {"color": partner, "width": 1.5},
        "pattern": {"shape": _HATCH, "fillmode": "replace", "fgcolor": partner, "bgcolor": "rgba(0,0,0,0)", "size": 5},
    }


def _label(text: str, x: int, down: float, colour: str, weight: int = 400) -> dict[str, Any]:
    said = word(plain(text), x, -down, colour, "left" if x == 0 else "right", weight=weight, size=14)
    return said | {"xref": "paper"}
