"""Where a city stands among similar ones: two rows of dots with their middle and middle half, and the city's line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.partners.peers import PeerGroup, Peers
from dashboard import theme
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import named_country, ngettext, say
from dashboard.words.peer_words import group_name
from datasets import Value

ROW, HEAD, FOOT = 138, 34, 34
"""Pixels: a row, what stands above the first one, and below the last one."""
BAND, DOT, STEP = 33, 15, 17
"""Pixels: half the height of the middle half, the size of a dot, and how far two that would touch stand apart."""
TOUCHING = 45
"""Two dots touch where they lie closer than this part of the axis."""
ROOM = 1.06


def dots(found: Peers, dark: bool = False) -> go.Figure:
    """The two groups below each other on one axis of t per inhabitant; a figure in question is a "?"."""
    colours = theme.palette(dark)
    height = HEAD + FOOT + ROW * len(found.groups)
    figure = chart(dark, height)
    most = _most(found)
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for place, group in enumerate(found.groups):
        middle = -(place * ROW + ROW * 0.6)
        _band(group, middle, colours, shapes, words)
        heads = (middle + ROW * 0.52, f"<b>{plain(group_name(found, group))}</b>  {_count(group)}")
        words.append(
            word(heads[1], 0, heads[0], colours.ink, "left") | {"xref": "paper", "x": 0, "bgcolor": colours.paper}
        )
        _swarm(figure, found, group, middle, most, colours)
        words += _neighbours(found, group, middle, most, colours)
    own = found.own
    if own.per_head_t is not None:
        line = {"color": colours.ours, "width": 2}
        shapes.append(
            {
                "type": "line",
                "x0": own.per_head_t,
                "x1": own.per_head_t,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": line,
            }
        )
        words.append(
            word(f"<b>{plain(say(own.name))} {tonnes(own.per_head_t)}</b>", own.per_head_t, 0, colours.ours, "center")
            | {"yref": "paper", "y": 1, "yanchor": "bottom", "font": {"size": 15, "color": colours.ours}}
        )
        mark = {"color": colours.ours, "size": 20, "line": {"color": colours.paper, "width": 2}}
        told = f"<b>{plain(say(own.name))}</b><br>{tonnes(own.per_head_t)}, {own.year}"
        trace(figure, [(own.per_head_t, -ROW * 0.6)], [told], marker=mark)
    figure.update_layout(shapes=shapes, annotations=words, margin=margins(6, 6, HEAD, FOOT))
    figure.update_xaxes(
        range=[-most * 0.015, most],
        showgrid=True,
        gridcolor=colours.grid,
        ticksuffix=f"{theme.NBSP}t",
        zeroline=True,
        zerolinecolor=colours.shore,
        nticks=6,
    )
    figure.update_yaxes(visible=False, range=[-ROW * len(found.groups), 0])
    return figure


def _most(found: Peers) -> float:
    values = [float(found.cities.per_head[line]) for group in found.groups for line in group.lines]
    return max([*values, found.own.per_head_t or 0.0, 1.0]) * ROOM


def _count(group: PeerGroup) -> str:
    return ngettext("{number} city", "{number} cities", len(group.lines))


def _band(
    group: PeerGroup, middle: float, colours: theme.Palette, shapes: list[dict[str, Any]], words: list[dict[str, Any]]
) -> None:
    if group.half is None or group.middle is None:
        return
    low, high = group.half
    shapes.append(
        {
            "type": "rect",
            "x0": low,
            "x1": high,
            "y0": middle - BAND,
            "y1": middle + BAND,
            "fillcolor": colours.land,
            "line": {"width": 0},
            "layer": "below",
        }
    )
    line = {"color": colours.ink, "width": 1.5, "dash": "dot"}
    shapes.append(
        {"type": "line", "x0": group.middle, "x1": group.middle, "y0": middle - BAND, "y1": middle + BAND, "line": line}
    )
    # Translators: at the median of the dots of a chart.
    label = _("middle {amount}", amount=tonnes(group.middle))
    words.append(word(label, group.middle, middle + BAND + 9, colours.ink, "center"))


def _swarm(
    figure: go.Figure, found: Peers, group: PeerGroup, middle: float, most: float, colours: theme.Palette
) -> None:
    """Dots that would touch stand below each other."""
    values = found.cities.per_head[group.lines]
    off = steps(values, most / TOUCHING)
    trace(
        figure,
        [(value, middle + STEP * step) for value, step in zip(values, off, strict=True)],
        [_hover(found, int(line)) for line in group.lines],
        marker={"color": colours.shore, "size": DOT, "line": {"color": colours.soft, "width": 1.2}},
    )
    for line in group.doubted:
        if found.cities.doubted[line] != "low":
            continue  # of wrong inhabitants there is no figure per inhabitant to place
        trace(
            figure,
            [(found.cities.per_head[line], middle)],
            [_("{city}: in question", city=_hover(found, int(line)))],
            mode="markers+text",
            text=["?"],
            textfont={"size": 13, "color": colours.rising},
            marker={"color": colours.paper, "size": 17, "line": {"color": colours.rising, "width": 1.5}},
        )


def steps(values: Any, least: float) -> list[int]:
    """By how many steps each of the sorted values stands off the middle so that none lies closer than ``least`` to
    another one of its step: 0, below, above, further below and so on."""
    ends: dict[int, float] = {}
    found = []
    order = [0, *(sign * far for far in range(1, 4) for sign in (-1, 1))]
    for value in np.asarray(values, dtype=float):
        free = next((step for step in order if value - ends.get(step, -np.inf) >= least), 0)
        ends[free] = float(value)
        found.append(free)
    return found


def _hover(found: Peers, line: int) -> str:
    cities = found.cities
    amount = tonnes(float(cities.per_head[line]))
    name, country = plain(say(cities.name[line])), named_country(cities.country[line])
    return f"<b>{name}</b>, {country}<br>{amount}, {cities.year[line]}"


def _neighbours(
    found: Peers, group: PeerGroup, middle: float, most: float, colours: theme.Palette
) -> list[dict[str, Any]]:
    """The names of the next one below and the next one above the city in the group of its like, where there is room."""
    own = found.own.per_head_t
    if own is None or not group.alike:
        return []
    values = found.cities.per_head
    below = [int(line) for line in group.lines if own - values[line] > most / 14]
    above = [int(line) for line in group.lines if values[line] - own > most / 14]
    told = ([below[-1]] if below else []) + ([above[0]] if above else [])
    return [
        word(plain(say(found.cities.name[line])), float(values[line]), middle - BAND - 10, colours.soft, "center")
        for line in told
    ]


def tonnes(value: float) -> str:
    """Tonnes per inhabitant in a picture that says so: ``9.0 t``."""
    return f"{theme.number(value, 1)}{theme.NBSP}t"


def behind(found: Peers) -> dict[str, Sequence[Value]]:
    """Every dot with its figures, in alphabetical order: the table behind the picture, and no ranking."""
    rows = [(group, int(line)) for group in found.groups for line in (*group.lines, *group.doubted)]
    rows.sort(key=lambda row: (not row[0].alike, found.cities.name[row[1]]))
    cities = found.cities
    return {
        _("City"): [cities.name[line] for _group, line in rows],
        _("Country"): [named_country(cities.country[line]) for _group, line in rows],
        _("Group"): [group_name(found, group) for group, _line in rows],
        _("Year"): [int(cities.year[line]) for _group, line in rows],
        "t CO2e": [float(cities.total_t[line]) for _group, line in rows],
        _("Inhabitants"): [float(cities.inhabitants[line]) for _group, line in rows],
        _("t CO2e per inhabitant"): [
            None if cities.doubted[line] else float(cities.per_head[line]) for _group, line in rows
        ],
    }
