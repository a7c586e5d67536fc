"""The totals that others published of a city: hollow points on a dotted line, beside the path of what it promised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import unit_of

HEIGHT = 380
Points = Sequence[tuple[int, float]]


def curve(series: Points, path: Points, today: int, dark: bool = False) -> go.Figure:
    """One series in t, and the straight line of a promise from its base year to its target, from zero up."""
    colours = theme.palette(dark)
    largest = max([1.0, *(value for _year, value in (*series, *path))])
    symbol, unit, _digits = unit_of(largest)
    figure = chart(dark, HEIGHT)
    words = []
    if path:
        aim = {"symbol": "diamond", "size": [0, 13]}
        _line(figure, path, unit, {"color": colours.required, "width": 3}, aim)
        year, level = path[-1]
        label = _("target {amount}", amount=theme.tonnes(level, None, like=largest))
        told = word(plain(label), year, level / unit, colours.required, "left", weight=600, size=15, shift=12)
        words.append(told | {"yshift": 16 if year < today else 0})
    if series:
        hollow = {"size": 10, "color": colours.paper, "line": {"color": colours.ours, "width": 2.4}}
        _line(figure, series, unit, {"color": colours.ours, "width": 2.6, "dash": "dot"}, hollow)
        rises = len(series) > 1 and series[-1][1] > series[-2][1]
        for (year, t), shift in {series[-1]: 18 if rises else -20, series[0]: 18}.items():
            amount = theme.tonnes(t, None, like=largest)
            words.append(word(amount, year, t / unit, colours.ours, "center", weight=700, size=16) | {"yshift": shift})
    years = [today, *(year for year, _t in (*series, *path))]
    figure.add_vline(x=today, line={"color": colours.required, "width": 1.5})
    words.append(word(_("today"), today, 1, colours.ink, "left", weight=600, shift=6) | {"yref": "paper"})
    figure.update_layout(annotations=words, margin=margins(56, 128, 24, 30))
    first, last = min(years), max(years)
    span = [first - 0.07 * (last - first) - 1, last + 0.04 * (last - first) + 1]
    figure.update_xaxes(range=span, tickformat="d", nticks=5, tickangle=0, ticklabelstandoff=4)
    figure.update_yaxes(rangemode="tozero", ticksuffix=f" {symbol}", nticks=5)
    return figure


def _line(figure: go.Figure, points: Points, unit: float, line: dict[str, Any], marker: dict[str, Any]) -> None:
    told = [f"{year}: {theme.tonnes(t, None)}" for year, t in points]
    trace(figure, [(year, t / unit) for year, t in points], told, line=line, marker=marker)


def spread(values: Sequence[float], middle: tuple[float, float, float], own: float, dark: bool = False) -> go.Figure:
    """Every value of the like on one line, the middle half as a band, and the city's own as a ring."""
    colours = theme.palette(dark)
    figure = chart(dark, 130)
    low, _between, high = middle
    figure.add_vrect(x0=low, x1=high, fillcolor=colours.grid, line_width=0, layer="below")
    spread_out = [(value, ((place * 7) % 11 - 5) / 10) for place, value in enumerate(values)]
    trace(figure, spread_out, marker={"size": 5, "color": theme.faint(colours.required, 0.45)})
    ring = {"size": 15, "color": colours.paper, "line": {"color": colours.ours, "width": 3}}
    trace(figure, [(own, 0)], marker=ring)
    figure.update_xaxes(ticksuffix=theme.percent(0).replace("0", ""))
    figure.update_yaxes(visible=False, range=[-1, 1])
    return figure
