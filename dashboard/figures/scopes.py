"""Bars by sector, each in the colour of its sector: full what arises in the city, pale what comes by the grid."""

from __future__ import annotations

from math import fsum
from textwrap import wrap
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.inventories.breakdown import Breakdown
from dashboard import theme
from dashboard.figures import labels, sectors
from dashboard.figures.behind import Table
from dashboard.figures.charts import chart, margins
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.amounts import Amounts
from dashboard.words.names import group_name

_ROW, _BAR, _LETTERS, _LINE, _APART = 48, 18, 14, 18, 12
"""Pixels: a row, its bar, the letters and the lines of its name, and what parts the name from the number."""


def scope_name(scope: str) -> str:
    """A scope in short, as the head of a column has it: ``Scope 1``."""
    return _("Scope {number}", number=scope) if scope else _("Scope not stated")


def _place(scope: str) -> str:
    """A scope with where its emissions arise."""
    return {
        "1": _("Scope 1, in the city"),
        "2": _("Scope 2, from the grid"),
        "3": _("Scope 3, outside the city"),
        "": _("Scope not stated"),
    }[scope]


def scopes(found: Breakdown, amounts: Amounts, dark: bool = False) -> go.Figure:
    """Each group of sectors as one bar, its scopes one after the other; name and sum stand above the bar."""
    colours = theme.palette(dark)
    parts, sums = _parts(found), _sums(found)
    whole = found.total()
    largest = max((abs(value) for value in sums.values()), default=None)
    several = found.across == "scope"
    names: dict[str, str] = {}
    shown: dict[str, str] = {}
    for group, value in sums.items():
        name, shown[group] = say(group_name(group)), f"{amounts.words(value, largest)}{theme.share(value, whole)}"
        long = labels.width(name, _LETTERS) + labels.width(shown[group], _LETTERS) > labels.WIDTHS[0] - _APART
        names[group] = "<br>".join(wrap(name, len(name) * 2 // 3)) if long else name
    more = _LINE if any("<br>" in name for name in names.values()) else 0  # a phone has no room for both beside it
    row = _ROW + more
    height = row * len(sums)
    tops = {group: place * row + more for place, group in enumerate(sums)}
    figure = chart(dark, height + 8)
    for column in found.columns if several else ("",):
        mine = [group for group in sums if (group, column) in parts]
        share, hatch = theme.SCOPE_SHADES[column]
        fills = [theme.faint(theme.sector_colour(group), share) for group in mine]
        figure.add_bar(
            x=np.array([parts[group, column] for group in mine]),
            y=np.array([-(tops[group] + 34) for group in mine], dtype=float),
            orientation="h",
            width=_BAR,
            name=scope_name(column),
            marker={"color": fills, "pattern": sectors.hatching([hatch] * len(mine), fills, colours)},
            hovertext=[
                f"<b>{say(group_name(group))}</b><br>{f'{_place(column)}: ' if several else ''}"
                f"{amounts.words(parts[group, column])}{theme.share(parts[group, column], whole)}"
                for group in mine
            ],
            hoverinfo="text",
        )
    words: list[dict[str, Any]] = []
    for group, said in names.items():
        above = {"xref": "paper", "y": -(tops[group] + 22), "yanchor": "bottom", "borderpad": 0}
        left = {"x": 0, "xanchor": "left", "align": "left", "text": said, "font": {"size": _LETTERS}}
        right = {"x": 1, "xanchor": "right", "align": "right", "text": shown[group]}
        words += [{**above, **left}, {**above, **right, "font": {"size": _LETTERS, "weight": 600}}]
    ends = [0.0, *(value for value in sums.values()), *(value for value in parts.values())]
    figure.update_layout(annotations=words, barmode="relative", bargap=0, margin=margins(2, 2, 4, 4))
    if min(ends) < 0:
        zero = {"type": "line", "x0": 0, "x1": 0, "line": {"color": colours.soft, "width": 1}}
        figure.update_layout(shapes=[{**zero, "y0": -(top + 45), "y1": -(top + 23)} for top in tops.values()])
    figure.update_xaxes(visible=False, range=[min(ends), max(ends) or 1.0])
    figure.update_yaxes(visible=False, range=[-height, 0])
    return figure


def _parts(found: Breakdown) -> dict[tuple[str, str], float]:
    """The amounts by group of sectors and scope; of one that names carriers in place of scopes the sums of groups."""
    if found.across == "scope":
        return found.by_group()
    return {(group, ""): value for group, value in _sums(found).items()}


def _sums(found: Breakdown) -> dict[str, float]:
    """The sum of each group of sectors, the largest first."""
    parts: dict[str, list[float]] = {}
    for (group, _column), amount in found.by_group().items():
        parts.setdefault(group, []).append(amount)
    return dict(sorted(((group, fsum(amounts)) for group, amounts in parts.items()), key=lambda item: -item[1]))


def scopes_table(found: Breakdown, amounts: Amounts) -> Table:
    """The bars as numbers: sectors down, scopes across, and the sum; a place without a number is blank."""
    parts, sums = _parts(found), _sums(found)
    table: Table = {_("Sector"): [say(group_name(group)) for group in sums]}
    if found.across == "scope":
        for column in found.columns:
            name = f"{scope_name(column)} ({amounts.unit})"
            table[name] = [parts.get((group, column)) for group in sums]
    table[amounts.head] = [*sums.values()]
    return table
