"""The risk matrix of a city: consequence over probability, with a hatched row and column for what nobody has stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analytics.adaptation.hazard_names import hazard_name
from analytics.adaptation.risk_matrix import NamedHazard
from analytics.adaptation.vulnerable import LEVELS, RANKS
from dashboard import theme
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import say

HEIGHT = 370
FEW = 9
"""Up to so many numbers stand in a field three in a row; more of them four in a row, and smaller."""
_SIDES = ((-1.46, 0.46), (0.54, 1.46), (1.54, 2.46), (2.54, 3.46))
"""From where to where a column and a row reach. What nobody has stated has more room, since most stands there."""


def matrix(hazards: Sequence[NamedHazard], dark: bool = False) -> go.Figure:
    """A number for each hazard in the field of its levels. What is not stated, or not known, stands in the hatched row
    and column; the darker a field is, the greater the risk."""
    colours = theme.palette(dark)
    figure = chart(dark, HEIGHT)
    for column in range(4):
        for row in range(4):
            _field(figure, column, row, colours)
    x, y, most = _places(hazards)
    trace(
        figure,
        zip(x, y, strict=True),
        [f"{one.number} {say(hazard_name(one.code))}" for one in hazards],
        mode="markers+text",
        marker={"size": 18 if most <= FEW else 16, "color": colours.ink},
        text=[str(one.number) for one in hazards],
        textfont={"size": 13 if most <= FEW else 11, "color": colours.paper, "weight": 600},
    )
    ticks = [_("not<br>stated"), *(say(LEVELS[code]) for code in RANKS)]
    axis: dict[str, Any] = {
        "tickvals": [sum(side) / 2 for side in _SIDES],
        "ticktext": ticks,
        "showgrid": False,
        "zeroline": False,
    }
    axis |= {"range": [-1.55, 3.55], "fixedrange": True, "ticks": "", "showline": False, "tickangle": 0}
    axis |= {"tickfont": {"size": 13}}
    # Translators: the two axes of a matrix of risk.
    below = [*ticks[:2], f"<br>{ticks[2]}", ticks[3]]  # the longest of three narrow columns stands a line lower
    figure.update_xaxes(
        **(axis | {"ticktext": below}), title={"text": _("probability →"), "standoff": 6, "font": {"size": 13}}
    )
    figure.update_yaxes(**axis, title={"text": _("consequence →"), "standoff": 6, "font": {"size": 13}})
    figure.update_layout(margin=margins(80, 4, 4, 62))
    return figure


def _places(hazards: Sequence[NamedHazard]) -> tuple[list[float], list[float], int]:
    """Where each number stands, side by side in its field from the left and from above; and how many one field holds at
    most."""
    fields = [(RANKS.get(one.probability, 0), RANKS.get(one.consequence, 0)) for one in hazards]
    taken: dict[tuple[int, int], int] = {}
    x: list[float] = []
    y: list[float] = []
    for field in fields:
        (left, right), (low, high) = _SIDES[field[0]], _SIDES[field[1]]
        count, place = fields.count(field), taken.get(field, 0)
        across = min(count, 3 if count <= FEW else 4)
        taken[field] = place + 1
        rows = -(-count // across)
        aside, down = (right - left) / (across + 0.25), (high - low) / (rows + 0.25)
        x.append((left + right) / 2 + (place % across - (across - 1) / 2) * aside)
        y.append((low + high) / 2 + ((rows - 1) / 2 - place // across) * down)
    return x, y, max(map(fields.count, fields), default=0)


def _field(figure: go.Figure, column: int, row: int, colours: theme.Palette) -> None:
    (left, right), (low, high) = _SIDES[column], _SIDES[row]
    corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
    if column and row:
        fill: dict[str, Any] = {"fillcolor": theme.faint(colours.rising, 0.06 + 0.07 * column * row)}
    else:
        pattern = {"shape": "/", "size": 8, "solidity": 0.14, "fgcolor": colours.required, "bgcolor": colours.grid}
        fill = {"fillcolor": "rgba(0, 0, 0, 0)", "fillpattern": pattern}
    trace(figure, corners, fill="toself", line={"color": colours.shore, "width": 1}, **fill)
