"""Two lines over the years: the emissions of the power and heat that a city buys, and all else."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

import plotly.graph_objects as go

from analytics.change.attribution import SUPPLIED_CARRIERS
from analytics.inventories.inventory import Inventory
from dashboard import theme
from dashboard.figures.annotation import word
from dashboard.figures.behind import Table, tonnes_head
from dashboard.figures.charts import chart, margins, trace
from dashboard.figures.scale import scale
from dashboard.language import gettext as _

HEIGHT, LEFT, RIGHT = 196, 52, 168
"""Pixels: the picture, and the room for what stands at the beginning and at the end of a line."""
APART = 0.17
"""The part of the height by which two labels are kept apart."""


class Supply(NamedTuple):
    """The tonnes of one year: what comes with power and heat that the city buys, and all else."""

    year: int
    else_t: float
    bought_t: float


def supplies(series: Sequence[Inventory]) -> list[Supply]:
    """Every year that tells the two apart, oldest first; nothing where fewer than two do."""
    found = []
    for item in series:
        bought = fsum(use.emissions_t for (_s, carrier), use in item.uses.items() if carrier in SUPPLIED_CARRIERS)
        if bought > 0 and item.emissions_t is not None and item.emissions_t > bought:
            found.append(Supply(item.year, item.emissions_t - bought, bought))
    return sorted(found) if len(found) > 1 else []


def supply_title(found: Sequence[Supply]) -> str:
    """How much of a fall came with bought power and heat; what is shown where that is no share of a fall."""
    first, last = found[0], found[-1]
    fell = (first.else_t + first.bought_t) - (last.else_t + last.bought_t)
    share = (first.bought_t - last.bought_t) / fell if fell > 0 else -1.0
    if 0 <= share <= 1:
        return _("{share} of the fall came with bought power and heat", share=theme.percent(100 * share))
    return _("Bought power and heat, and all else")


def lines(found: Sequence[Supply], dark: bool = False) -> go.Figure:
    """The two lines, each with its first and its last amount and its change."""
    colours = theme.palette(dark)
    unit = scale([max(item.else_t, item.bought_t) for item in found])
    figure = chart(dark, HEIGHT)
    years = [item.year for item in found]
    told = (
        # Translators: at the end of a line in a chart: emissions that do not come with bought power and heat.
        ([item.else_t for item in found], _("fuels and all else"), colours.required),
        # Translators: at the end of a line in a chart: emissions of the power and heat that the city buys.
        ([item.bought_t for item in found], _("bought power and heat"), colours.ours),
    )
    most = max(max(values) for values, _name, _colour in told)
    starts = _spread([values[0] / most for values, _name, _colour in told])
    ends = _spread([values[-1] / most for values, _name, _colour in told])
    for (values, name, colour), start, end in zip(told, starts, ends, strict=True):
        trace(
            figure,
            [(year, value / unit.tonnes) for year, value in zip(years, values, strict=True)],
            [f"<b>{year}</b><br>{name}: {unit.words(v / unit.tonnes)}" for year, v in zip(years, values, strict=True)],
            line={"color": colour, "width": 2.5},
            marker={"size": [1] * (len(values) - 1) + [9]},
            cliponaxis=False,
        )
        change = theme.percent(100 * (values[-1] / values[0] - 1), signed=True)
        last = f"<b>{unit.words(values[-1] / unit.tonnes)} {change}</b><br>{name}"
        first = unit.words(values[0] / unit.tonnes)
        top = most / unit.tonnes
        figure.add_annotation(word(first, 0, start * top, colour, "right", shift=-8, xref="paper"))
        figure.add_annotation(word(last, 1, end * top, colour, "left", shift=10, xref="paper", align="left"))
    figure.update_layout(margin=margins(LEFT, RIGHT, 12, 26), hovermode="closest")
    figure.update_yaxes(visible=False, range=[0, 1.3 * most / unit.tonnes])
    figure.update_xaxes(tickvals=[years[0], years[-1]], showline=True)
    return figure


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights of two labels (parts of the picture), moved apart where they would meet."""
    upper, lower = max(heights), min(heights)
    if upper - lower >= APART * 2:
        return list(heights)
    middle = (upper + lower) / 2
    first_above = heights[0] >= heights[1]
    return [middle + APART, middle - APART] if first_above else [middle - APART, middle + APART]


def lines_table(found: Sequence[Supply], gas: str | None) -> Table:
    """Both lines, year by year."""
    unit = tonnes_head(gas)
    return {
        _("Year"): [item.year for item in found],
        f"{_('Fuels and all else')}, {unit}": [item.else_t for item in found],
        f"{_('Bought power and heat')}, {unit}": [item.bought_t for item in found],
    }
