"""Emissions per inhabitant by year: grey where the inhabitants are in review, and with no path of a total."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.inventories.inventory import Inventory
from dashboard import theme
from dashboard.figures import horizon
from dashboard.figures.annotation import word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.words.shown_series import own_series, runs
from datasets import CityReport, Value

HEIGHT = 356


def series(report: CityReport) -> list[Inventory]:
    """The inventories of the curve that have inhabitants."""
    return [item for item in own_series(report) if item.per_head_t is not None]


def rows(report: CityReport) -> dict[str, Sequence[Value]]:
    """Year, emissions per inhabitant and inhabitants."""
    found = series(report)
    return {
        _("Year"): [item.year for item in found],
        _("Per inhabitant (t)"): [item.per_head_t for item in found],
        _("Inhabitants"): [item.inhabitants for item in found],
    }


def curve(report: CityReport, dark: bool = False) -> go.Figure:
    """One line with its first and last figure; the years without an inventory are hatched up to this one."""
    colours, found = theme.palette(dark), series(report)
    doubted = bool(report.leading.doubts)
    colour = colours.required if doubted else colours.ours
    figure = chart(dark, HEIGHT)
    most = max(item.per_head_t or 0.0 for item in found) * 1.15
    unknown, labels = horizon.unknown_years(report), []
    if unknown is not None:
        labels += horizon.add_unknown_years(figure, unknown, (0.0, most), colours)
    for run in runs(found):
        trace(
            figure,
            [(item.year, item.per_head_t) for item in run],
            [f"<b>{item.year}</b>  {theme.per_head(item.per_head_t, item.gas)}" for item in run],
            line={"color": colour, "width": 3},
            marker={"color": colour, "size": 7},
        )
    ends = dict.fromkeys((found[0].year, found[-1].year))
    for item in (one for one in found if one.year in ends):
        said = f"<b>{theme.per_head(item.per_head_t, None)}</b>"
        review = f"<br>{_('population in review')}" if doubted and item is found[-1] else ""
        side, upward, up = ("left", "bottom", 8) if item is found[0] else ("right", "top", -10)
        beside = {"size": 14, "align": "right", "yanchor": upward, "yshift": up}
        labels.append(word(said + review, item.year, item.per_head_t or 0.0, colour, side, **beside))
    ground = {"bgcolor": colours.paper}
    placed = [ground | {name: value for name, value in label.items() if name != "along"} for label in labels]
    figure.update_layout(annotations=placed, margin=margins(44, 24, 12, 30))
    figure.update_yaxes(range=[0, most], ticksuffix=f"{theme.NBSP}t", nticks=6)
    figure.update_xaxes(tickformat="d", showline=True, tickangle=0)
    return figure
