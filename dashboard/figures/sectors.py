"""Bars: which sectors moved since the baseline, what one inventory is made of, and its energy by carrier; and how any
rows are drawn as bars.

Name and value stand above each bar, so that a long name never meets a number, whatever the width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.inventories.inventory import Inventory
from dashboard import theme
from dashboard.figures.charts import chart, margins
from dashboard.figures.scale import scale
from dashboard.words.names import carrier_name, group_name
from dashboard.words.shown_series import moves

HEIGHT, LEAST_ROW, MOST_ROW = 352, 46, 72
"""Pixels: the bars and their names together, and one row at least and at most."""


@dataclass(frozen=True)
class SectorBar:
    """One bar: what it is called, how long it is, and how it looks. It hangs where another one ended if it has a
    ``start``; the name of a total is ``strong``, and what is ``doubted`` is pale and dashed."""

    name: str
    value: float
    shown: str
    colour: str
    hatch: str = ""
    start: float = 0.0
    strong: bool = False
    doubted: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Its lower end and its higher end."""
        low, high = sorted((self.start, self.start + self.value))
        return low, high

    @property
    def below(self) -> bool:
        """Whether it stands on zero and reaches below it, where its words stand then."""
        return not self.start and self.value < 0


@dataclass(frozen=True)
class BarChart:
    """Rows as bars: those of a theme, what their values are with their unit, and how ``bars`` draws them. A page draws
    them by Plotly, a slide as a chart that can be edited."""

    rows: Callable[[bool], Sequence[SectorBar]]
    unit: str
    aside: bool = True
    level: tuple[float, str] | None = None
    joined: bool = False

    def figure(self, dark: bool) -> go.Figure:
        """The chart of a page."""
        return bars(self.rows(dark), dark, self.aside, self.level, self.joined)


def change_bars(before: Inventory, after: Inventory, dark: bool = False) -> list[SectorBar]:
    """A bar for each sector group: how far it fell or rose."""
    colours = theme.palette(dark)
    found = moves(before, after)
    unit = scale([change for name, change in found])
    largest = max((abs(change) for name, change in found), default=None)
    return [
        SectorBar(
            group_name(group),
            change / unit.tonnes,
            theme.tonnes(change, None, signed=True, like=largest),
            colours.ours if change <= 0 else colours.rising,
        )
        for group, change in found
    ]


def composition_bars(inventory: Inventory) -> list[SectorBar]:
    """A bar for each sector group of an inventory, the largest first."""
    unit = scale(list(inventory.sectors.values()))
    largest = max((abs(value) for value in inventory.sectors.values()), default=None)
    return [
        SectorBar(
            group_name(group),
            value / unit.tonnes,
            f"{theme.tonnes(value, None, like=largest)}{theme.share(value, inventory.emissions_t)}",
            theme.sector_colour(group),
            theme.SECTOR_HATCHES.get(group, ""),
        )
        for group, value in _by_size(inventory.sectors)
    ]


def carrier_bars(inventory: Inventory) -> list[SectorBar]:
    """A bar for each carrier of an inventory in GWh, the largest first."""
    return [
        SectorBar(
            carrier_name(carrier),
            value / 1e3,
            f"{theme.energy(value)}{theme.share(value, inventory.energy_mwh)}",
            theme.CARRIER_COLOURS.get(carrier, theme.GREY),
            theme.CARRIER_HATCHES.get(carrier, ""),
        )
        for carrier, value in _by_size(inventory.energy_by_carrier)
    ]


def _by_size(values: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(values.items(), key=lambda item: -item[1])


def bars(
    made: Sequence[SectorBar],
    dark: bool,
    aside: bool = True,
    level: tuple[float, str] | None = None,
    joined: bool = False,
) -> go.Figure:
    """Bars with their names above; the value stands at the end of its bar (``aside``) or above it on the right. A
    ``level``, with what it is called, crosses every bar as a broken line. Bars that are ``joined`` hang where the one
    before ended."""
    colours = theme.palette(dark)
    places = np.arange(len(made), dtype=float)[::-1]
    row = LEAST_ROW if joined else min(max((HEIGHT - 54) // max(len(made) - 1, 1), LEAST_ROW), MOST_ROW)
    figure = chart(dark, row * (len(made) - 1) + 54)
    fills = [theme.faint(bar.colour, 0.3) if bar.doubted else bar.colour for bar in made]
    figure.add_bar(
        x=np.array([bar.value for bar in made]),
        base=np.array([bar.start for bar in made]),
        y=places,
        orientation="h",
        width=15 / row,
        marker={
            "color": fills,
            "line": {
                "color": [colours.soft if bar.colour == theme.YELLOW else bar.colour for bar in made],
                "width": [1 if bar.hatch or bar.colour == theme.YELLOW else 0 for bar in made],
            },
            "pattern": hatching([bar.hatch for bar in made], fills, colours),
            "cornerradius": 2,
        },
        hovertext=[f"{bar.name}: {bar.shown}" for bar in made],
        hoverinfo="text",
    )
    labels: list[dict[str, Any]] = []
    lines: list[tuple[float, float, float, dict[str, Any]]] = []
    line = {"color": colours.soft, "width": 1}
    ends = [end for bar in made for end in bar.ends] + ([level[0]] if level else [])
    least, most = min(0.0, *ends), max(0.0, *ends)
    for bar, place in zip(made, places, strict=True):
        strong = {"size": 14, "weight": 600}
        above = {"xref": "paper", "y": place + 9 / row, "yanchor": "bottom"}
        name = {"x": 0, "xanchor": "left", "align": "left", "text": bar.name}
        labels.append({**above, **name, "font": strong if bar.strong else {"size": 14}})
        end = {"x": bar.ends[1], "xref": "x", "xanchor": "left", "align": "left", "xshift": 6, "y": place}
        right = {"x": 1, "xanchor": "right", "align": "right"}
        labels.append({**above, **(end | {"yanchor": "middle"} if aside else right), "text": bar.shown, "font": strong})
        if least < 0 or joined:
            lines.append((0.0, place - 11 / row, place + 9 / row, line))
        if joined and place:  # above the next bar stands its name: the line takes up again below it
            lines.append((bar.start + bar.value, place - 16 / row, place - 9 / row, line | {"dash": "dot"}))
        if level is not None:
            look = {"color": colours.ink, "width": 2, "dash": "dash"}
            lines.append((level[0], place - 11 / row, place + 9 / row, look))
        if bar.doubted:
            edge, (x0, x1) = line | {"dash": "dash", "width": 1.5}, bar.ends
            figure.add_shape(type="rect", x0=x0, x1=x1, y0=place - 8 / row, y1=place + 8 / row, line=edge)
    room = 1.65 if aside else 1.0
    figure.update_layout(annotations=labels, margin=margins(2, 2, 4, 4), bargap=0)
    figure.update_xaxes(visible=False, range=[least, most * room or (0.0 if least else 1.0)])
    figure.update_yaxes(visible=False, range=[-12 / row, len(made) - 1 + 34 / row])
    if level is not None:
        named = {"x": level[0], "y": -12 / row, "yanchor": "top", "text": level[1]}
        figure.add_annotation(named | {"font": {"size": 14, "weight": 600}})
        figure.update_layout(height=figure.layout.height + 20, margin_b=24)
    for x, low, high, look in lines:
        figure.add_shape(type="line", x0=x, x1=x, y0=low, y1=high, line=look)
    return figure


def hatching(shapes: Sequence[str], fills: Sequence[str], colours: theme.Palette) -> dict[str, Any]:
    """The hatches of bars over their colours. Plotly cannot lay a hatch over bars of several colours (it takes their
    list for a colour), so that each colour is named as that of the ground."""
    return {"shape": shapes, "fillmode": "replace", "bgcolor": fills, "fgcolor": colours.paper, "size": 7}
