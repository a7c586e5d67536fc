"""Flows from carriers to sectors: how wide a band is says how much goes there.

Nodes are placed by our own arithmetic: names and numbers stand outside the bands and never meet, on a phone too.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Any

import plotly.graph_objects as go

from analytics.inventories.breakdown import UNSTATED, Breakdown
from dashboard import theme
from dashboard.figures.annotation import word
from dashboard.figures.behind import Table
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.amounts import Amounts
from dashboard.words.names import carrier_name, group_name

LABEL = 40
"""Pixels that a name and its number need, one below the other."""
_BANDS, _GAP, _LEFT, _RIGHT, _FAINT = 300, 6, 0.38, 0.69, 0.45


@dataclass(frozen=True)
class _Node:
    name: str
    amount: float
    colour: str
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def drawable(found: Breakdown) -> dict[tuple[str, str], float]:
    """The flows (carrier, group of sectors) above zero; a removal or a zero has no width and is said in words."""
    return {(column, group): amount for (group, column), amount in found.by_group().items() if amount > 0}


def whole_of(found: Breakdown) -> float:
    """What the shares are of: the total, as on every page, removals taken off; what is drawn where that is not above
    zero."""
    total = found.total() or 0.0
    return total if total > 0 else fsum(drawable(found).values())


def flows(found: Breakdown, amounts: Amounts, dark: bool = False) -> go.Figure:
    """Carriers at the left, sectors at the right, the largest first on both sides."""
    parts = drawable(found)
    whole = fsum(parts.values())
    left = _column(parts, 0, whole)
    right = _column(parts, 1, whole)
    height = max(node.top + max(node.height, LABEL) for nodes in (left, right) for node in nodes.values())
    figure = chart(dark, round(height) + 12)
    of = whole_of(found)
    _links(figure, parts, left, right, amounts, (whole, of))
    labels: list[dict[str, Any]] = []
    short = _short()
    for side, nodes in ((0, left), (1, right)):
        for code, node in nodes.items():
            labels.append(_label(node, short.get(code, node.name), side, amounts, of, dark))
    shapes = [_post(node, side) for side, nodes in ((0, left), (1, right)) for node in nodes.values()]
    figure.update_layout(annotations=labels, shapes=shapes, margin=margins(2, 2, 4, 4))
    figure.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-height - 4, 4], fixedrange=True)
    return figure


def _column(parts: dict[tuple[str, str], float], side: int, whole: float) -> dict[str, _Node]:
    sums: dict[str, list[float]] = {}
    for place, amount in parts.items():
        sums.setdefault(place[side], []).append(amount)
    nodes: dict[str, _Node] = {}
    top = 0.0
    for code, found in sorted(sums.items(), key=lambda item: -fsum(item[1])):
        amount = fsum(found)
        height = amount / whole * _BANDS
        colour = theme.CARRIER_COLOURS.get(code, theme.GREY) if side == 0 else theme.sector_colour(code)
        name = say(carrier_name(code) if side == 0 else group_name(code))
        nodes[code] = _Node(name, amount, colour, top, height)
        top += max(height + _GAP, LABEL)
    return nodes


def _links(
    figure: go.Figure,
    parts: dict[tuple[str, str], float],
    left: dict[str, _Node],
    right: dict[str, _Node],
    amounts: Amounts,
    wholes: tuple[float, float],
) -> None:
    """One band a flow: it leaves its carrier and meets its sector in the order of the other side. ``wholes`` are what
    all bands together are, and what the shares are of."""
    whole, of = wholes
    used: dict[str, float] = {}
    arriving: dict[tuple[str, str], float] = {}
    for sector in right:
        for carrier in left:
            if (carrier, sector) in parts:
                arriving[carrier, sector] = used.get(sector, 0.0)
                used[sector] = arriving[carrier, sector] + parts[carrier, sector] / whole * _BANDS
    for carrier, node in left.items():
        leaving = node.top
        for sector, end in right.items():
            if (carrier, sector) not in parts:
                continue
            amount = parts[carrier, sector]
            width = amount / whole * _BANDS
            arrives = end.top + arriving[carrier, sector]
            outline = _band(leaving, arrives, width)
            told = f"{node.name} → {end.name}: {amounts.words(amount)}{theme.share(amount, of)}"
            look = {"fill": "toself", "fillcolor": theme.faint(node.colour, _FAINT), "hoveron": "fills"}
            line = {"width": 0.5, "color": theme.faint(node.colour, 0.8)}
            trace(figure, outline, line=line, text=told, name=told, hoverinfo="text", **look)
            leaving += width


def _band(leaving: float, arriving: float, width: float, steps: int = 24) -> list[tuple[float, float]]:
    """The outline of a band between two heights, its middle eased like an S."""
    upper = []
    for step in range(steps + 1):
        share = step / steps
        eased = share * share * (3 - 2 * share)
        upper.append((_LEFT + 0.012 + share * (_RIGHT - _LEFT - 0.024), -(leaving + (arriving - leaving) * eased)))
    return upper + [(across, height - width) for across, height in reversed(upper)]


def _post(node: _Node, side: int) -> dict[str, Any]:
    x = _LEFT if side == 0 else _RIGHT - 0.012
    return {
        "type": "rect",
        "x0": x,
        "x1": x + 0.012,
        "y0": -node.top,
        "y1": -(node.top + max(node.height, 1)),
        "fillcolor": node.colour,
        "line": {"width": 0},
    }


def _label(node: _Node, name: str, side: int, amounts: Amounts, whole: float, dark: bool) -> dict[str, Any]:
    colours = theme.palette(dark)
    shown = f"{amounts.words(node.amount)}{theme.share(node.amount, whole)}"
    tall = node.height >= LABEL
    said = f'{name}<br><span style="font-weight:600;color:{colours.ink}">{shown}</span>'
    x, anchor = (_LEFT - 0.012, "right") if side == 0 else (_RIGHT + 0.012, "left")
    upward = {} if tall else {"yanchor": "top", "yshift": 4}
    return word(said, x, -node.middle if tall else -node.top, colours.ink, anchor, align=anchor, **upward)


def _short() -> dict[str, str]:
    """Long names in short, by carrier and by group of sectors: the whole name is in the table."""
    return {
        # Translators: the group of municipal buildings, facilities and lighting, in a chart with little room.
        "Municipal": _("Municipal"),
        "Tertiary": _("Commercial"),
        "Residential": _("Homes"),
        # Translators: energy without a carrier, in a chart with little room.
        UNSTATED: _("Not stated"),
        "heat_cold": _("District heat"),
        "liquid_gas": _("LPG"),
        "municipal_waste": _("Waste"),
        "other_fossil": _("Other fossil"),
        "fuel_oil": _("Fuel oil"),
    }


def flows_table(found: Breakdown, amounts: Amounts) -> Table:
    """The flows as they are drawn, the largest first."""
    ordered = sorted(drawable(found).items(), key=lambda item: -item[1])
    return {
        _("Carrier"): [say(carrier_name(carrier)) for (carrier, _group), _amount in ordered],
        _("Sector"): [say(group_name(group)) for (_carrier, group), _amount in ordered],
        amounts.head: [amount for _place, amount in ordered],
    }
