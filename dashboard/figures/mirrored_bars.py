"""Mirrored bars: what each matter is of one city to the left of the middle, of the other to the right."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.inventories.compared_rows import TRANSPORT
from analytics.pairs.facing import ShareRow, Shares
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import plain, shortened, word
from dashboard.figures.charts import chart, margins
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.names import carrier_name

PIXELS_A_ROW, HEAD, BAR = 52, 30, 16
"""A row holds its name and, below it, its two bars with their numbers beside them."""
LEAST_SHOWN = 0.005
ROOM = 1.42
"""How far the axis goes beyond the longest bar, so that its number has room."""


def mirrored(found: Shares, names: tuple[str, str], dark: bool = False, carriers: bool = False) -> go.Figure:
    """The shares of two cities as bars from the middle outwards; a hatched field where a city tells none."""
    colours = theme.palette(dark)
    height = HEAD + len(found.rows) * PIXELS_A_ROW
    figure = chart(dark, height + 12)
    middles = [-(HEAD + place * PIXELS_A_ROW + 34) for place in range(len(found.rows))]
    values = [abs(share) for row in found.rows for share in (row.left, row.right) if share is not None]
    longest = max(values, default=1.0) or 1.0
    words: list[dict[str, Any]] = []
    for side, sign in enumerate((-1, 1)):
        told = (found.left, found.right)[side]
        year = f" {told.year}" if told else ""
        words.append(_word(f"{shortened(names[side])}{year}", sign * longest * 0.04, -14, colours.ink, sign, 600))
        if told is None:
            no_data.hatch(figure, [(0, sign * longest * ROOM * 0.9, -height, -HEAD)], colours)
            nothing = _("no energy") if carriers else _("nothing by sector")
            beside = middles[len(middles) // 2] - 4 if middles else -(height + HEAD) / 2
            lines = "<br>".join(textwrap.wrap(nothing, len(nothing) // 2 + 4))  # half of a phone is narrow
            outside = sign * longest * ROOM * 0.86  # the names of rows stand in the middle
            words.append(_word("", outside, beside, colours.soft, -sign) | {"text": lines, "bgcolor": colours.paper})
            continue
        shares = [float((row.left, row.right)[side] or 0.0) for row in found.rows]
        figure.add_bar(
            x=np.array([sign * share for share in shares]),
            y=np.array(middles, dtype=float),
            orientation="h",
            width=BAR,
            marker={"color": [_colour(row.groups, carriers) for row in found.rows]},
            hovertext=[
                f"{_named(row, carriers)}, {names[side]}: {percent(share)}"
                for row, share in zip(found.rows, shares, strict=True)
            ],
            hoverinfo="text",
        )
        for middle, share in zip(middles, shares, strict=True):
            end = sign * (max(share, 0.0) + longest * 0.03)
            words.append(_word(percent(share), end, middle, colours.ink, sign, 600))
    for row, middle in zip(found.rows, middles, strict=True):
        words.append(_word(_named(row, carriers), 0, middle + 21, colours.ink, 0) | {"bgcolor": colours.paper})
        line = {"color": colours.soft, "width": 1}  # at the bars only: through a name it would strike it out
        figure.add_shape(type="line", x0=0, x1=0, y0=middle - 12, y1=middle + 12, line=line)
    figure.update_layout(annotations=words, margin=margins(2, 2, 2, 2), bargap=0, barmode="overlay")
    figure.update_xaxes(visible=False, range=[-longest * ROOM, longest * ROOM])
    figure.update_yaxes(visible=False, range=[-height, 0])
    return figure


def percent(share: float) -> str:
    """A share in words; what is above nothing and below half a per cent is no zero."""
    if 0 < share < LEAST_SHOWN:
        return _("under {share}", share=theme.percent(1))
    return theme.percent(100 * share)


def _named(row: ShareRow, carriers: bool) -> str:
    return carrier_name(row.name) if carriers and row.groups == (row.name,) else say(row.name)


def _colour(groups: tuple[str, ...], carriers: bool) -> str:
    if carriers:
        return theme.BLUE
    if groups == TRANSPORT.groups:
        return theme.sector_colour("Transport")
    known = [group for group in groups if group in ("Residential", "Tertiary", "Buildings")]
    return theme.sector_colour(known[0]) if known else theme.GREY


def _word(text: str, x: float, y: float, colour: str, sign: int, weight: int = 400) -> dict[str, Any]:
    return word(plain(text), x, y, colour, {-1: "right", 0: "center", 1: "left"}[sign], weight=weight, size=14)
