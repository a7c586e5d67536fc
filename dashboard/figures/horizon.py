"""What lies between the newest inventory and the target year: years without an inventory, the recent trend, and how far
it would end above the target."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.commitment.judged import Progress
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import word
from dashboard.figures.charts import trace, upright
from dashboard.figures.scale import Scale
from dashboard.language import gettext as _
from dashboard.words.shown_series import recent_trend
from datasets import CityReport

UNKNOWN_YEARS = "no inventory"
"""The name of the trace that hatches the years of which nobody knows."""
TREND, SHORTFALL = "recent trend", "shortfall"
HALF = 0.5
"""A year reaches half a year to either side of its mark."""


def unknown_years(report: CityReport) -> tuple[int, int] | None:
    """The years after the newest inventory of any method up to this one; None where the newest is of this year."""
    known = [item.year for item in report.inventories]
    if not known or report.this_year is None or max(known) >= report.this_year:
        return None
    return max(known) + 1, report.this_year


def add_unknown_years(
    figure: go.Figure, years: tuple[int, int], levels: tuple[float, float], colours: theme.Palette
) -> list[dict[str, Any]]:
    """Hatch the years without an inventory from the lowest to the highest of ``levels``; gives their label, which says
    where they end: today."""
    (first, last), (low, high) = years, levels
    left, right = first - HALF, last + HALF
    no_data.hatch(figure, [(left, right, low, high)], colours, UNKNOWN_YEARS)
    trace(figure, upright(right, low, high), name="today", line={"color": colours.ink, "width": 1.25})
    # Translators: years of which no inventory is on file, up to this one, as a label in a chart.
    words = _("no inventory<br>{first} to {last}", first=first, last=last)
    if first == last:
        # Translators: the one year of which no inventory is on file, as a label in a chart.
        words = _("no inventory<br>{year}", year=first)
    middle = (left + right) / 2
    beside = {"align": "center", "yanchor": "bottom", "yshift": 8, "along": [(middle, high - 0.16 * (high - low))]}
    return [word(words, middle, low, colours.soft, "center", **beside)]


def add_trend(
    figure: go.Figure, report: CityReport, progress: Progress, unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """The recent trend on its own line to the target year, and the distance by which it would end above the target;
    gives their labels. Nothing where there is no trend to hold against it."""
    trend, target, level = recent_trend(report, progress), progress.target, progress.target_t
    if trend is None or target is None or level is None:
        return []
    years = np.arange(trend.first_year, target.year + 1)
    points = [*zip(years, trend.tonnes(years) / unit.tonnes, strict=True)]
    end = float(points[-1][1]) * unit.tonnes
    line = {"color": colours.ours, "width": 1.75, "dash": "dash"}
    trace(figure, points if end <= 0 else (points[0], points[-1]), name=TREND, line=line)
    # Translators: where the line of the last ten years leads in the target year, as a label in a chart.
    words = _("<b>{emissions}</b><br>recent trend", emissions=unit.number(end / unit.tonnes))
    labels = [_at_end(target.year, end / unit.tonnes, words, colours.ours, above=end > level)]
    if end > level:
        short_of = upright(target.year, level / unit.tonnes, end / unit.tonnes)
        trace(figure, short_of, name=SHORTFALL, line={"color": colours.rising, "width": 3})
        # Translators: by how much the recent trend would miss the target, as a label in a chart.
        short = _("<b>{amount} short</b>", amount=unit.words((end - level) / unit.tonnes))
        middle = (end + level) / 2 / unit.tonnes
        labels.append({**_at_end(target.year, middle, short, colours.rising, above=True), "yanchor": "middle"})
    return labels


def in_order(trend: list[dict[str, Any]], target: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The labels of both ends, the higher end's above its point and the lower one's below: close together they would
    else stand crosswise."""
    if not trend:
        return target
    above = trend[0]["yanchor"] == "bottom"
    sides = ("bottom", "top") if above else ("top", "bottom")
    return [
        {**trend[0], "sides": (sides[0], "middle")},
        *trend[1:],
        *({**label, "yanchor": sides[1], "sides": (sides[1], "middle")} for label in target),
    ]


def _at_end(year: int, value: float, words: str, colour: str, above: bool) -> dict[str, Any]:
    return word(words, year, value, colour, "left", shift=8, align="left", yanchor="bottom" if above else "top")
