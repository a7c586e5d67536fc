"""The risk matrix of a city: consequence over probability, of the hazards that are rated."""

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
_HALF = 0.46
"""So far a field reaches from its middle."""


def matrix(hazards: Sequence[NamedHazard], dark: bool = False) -> go.Figure:
    """A number for each of these hazards in the field of its levels; the darker a field is, the greater the risk."""
    colours = theme.palette(dark)
    figure = chart(dark, HEIGHT)
    for column in RANKS.values():
        for row in RANKS.values():
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
    axis: dict[str, Any] = {
        "tickvals": list(RANKS.values()),
        "ticktext": [say(LEVELS[code]) for code in RANKS],
        "showgrid": False,
        "zeroline": False,
    }
    axis |= {"range": [0.45, 3.55], "fixedrange": True, "ticks": "", "showline": False, "tickangle": 0}
    axis |= {"tickfont": {"size": 13}}
    # Translators: the two axes of a matrix of risk.
    figure.update_xaxes(**axis, title={"text": _("probability →"), "standoff": 6, "font": {"size": 13}})
    figure.update_yaxes(**axis, title={"text": _("consequence →"), "standoff": 6, "font": {"size": 13}})
    figure.update_layout(margin=margins(80, 4, 4, 48))
    return figure


def _places(hazards: Sequence[NamedHazard]) -> tuple[list[float], list[float], int]:
    """Where each number stands, side by side in its field from the left and from above; and how many one field holds at
    most."""
    fields = [(RANKS[one.probability], RANKS[one.consequence]) for one in hazards]
    taken: dict[tuple[int, int], int] = {}
    x: list[float] = []
    y: list[float] = []
    for field in fields:
        count, place = fields.count(field), taken.get(field, 0)
        across = min(count, 3 if count <= FEW else 4)
        taken[field] = place + 1
        rows = -(-count // across)
        x.append(field[0] + (place % across - (across - 1) / 2) * 2 * _HALF / (across + 0.25))
        y.append(field[1] + ((rows - 1) / 2 - place // across) * 2 * _HALF / (rows + 0.25))
    return x, y, max(map(fields.count, fields), default=0)


def _field(figure: go.Figure, column: int, row: int, colours: theme.Palette) -> None:
    left, right, low, high = column - _HALF, column + _HALF, row - _HALF, row + _HALF
    corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
    fill = theme.faint(colours.rising, 0.06 + 0.07 * column * row)
    trace(figure, corners, fill="toself", line={"color": colours.shore, "width": 1}, fillcolor=fill)
