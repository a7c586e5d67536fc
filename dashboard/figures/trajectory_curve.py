"""The curve: every inventory of a city against the straight path to each of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.commitment.baseline import level_gas
from analytics.commitment.judged import Progress
from analytics.commitment.progress import allowed
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Method
from dashboard import theme
from dashboard.figures import labels as labels_of
from dashboard.figures.scale import Scale, scale, steps
from dashboard.figures.trajectory_words import SHORT_METHODS, amount, short
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.shown_series import drawn_targets, has_path, other_series, own_series, path_points, runs
from datasets import CityReport

HEIGHT = 356
MOST_RIGHT = 88
"""Pixels at the right that the labels of the last targets take at most."""
_SYMBOLS = {Method.GPC: "circle-open", Method.COVENANT: "square-open", Method.OWN: "diamond-tall-open"}


def curve(report: CityReport, dark: bool = False) -> go.Figure:
    """The inventories of the target's method as one line, other methods hollow and apart, each target with its path."""
    colours = theme.palette(dark)
    own, others, targets = own_series(report), other_series(report), drawn_targets(report)
    values = [item.emissions_t for series in (own, *others.values()) for item in series]
    levels = [level for item in targets if item.baseline for level in (item.baseline.emissions_t, item.target_t)]
    unit = scale([value for value in (*values, *levels) if value is not None])
    figure = go.Figure(layout={"template": theme.template(dark), "height": HEIGHT})
    labels: list[dict[str, Any]] = []  # the first ones choose their places first
    aims: list[dict[str, Any]] = []
    for progress in targets:
        _add_path(figure, aims, progress, report, unit, colours)
    _add_gap(figure, report.leading, unit, colours)
    for method, series in others.items():
        _add_other(figure, method, series, unit, colours.required if own else colours.ours)
    if own:
        _add_band(figure, own, report, unit, colours)
        _add_own(figure, labels, own, report.leading, unit, colours)
    labels += _baseline_label(figure, report.leading, own, unit, colours)
    labels += [*aims, *_other_labels(others, report.leading, unit, colours)]
    drawn = [item for series in (own, *others.values()) for item in series]
    labels += _path_label(targets, drawn, unit, colours)
    years = [item.year for item in drawn]
    years += [year for item in targets if item.target for year in (item.target.base_year, item.target.year)]
    _finish(figure, labels, unit, years, colours)
    return figure


def _points(series: Sequence[Inventory], unit: Scale) -> tuple[np.ndarray, np.ndarray, list[str]]:
    years = np.array([item.year for item in series])
    values = np.array([item.emissions_t for item in series], dtype=float) / unit.tonnes
    hover = [f"<b>{item.year}</b>  {amount(item)}<br>{say(SHORT_METHODS[Method(item.method)])}" for item in series]
    return years, values, hover


def _add_band(
    figure: go.Figure, own: Sequence[Inventory], report: CityReport, unit: Scale, colours: theme.Palette
) -> None:
    """How far each total may be off, as a pale band along the line: a 95 % interval."""
    for run in runs(own):
        held = [(item, report.around.get((item.year, item.method))) for item in run]
        sides = [(item.year, (item.emissions_t or 0.0), wide) for item, wide in held if wide is not None]
        if not sides:
            continue
        years: list[float] = [year for year, _total, _wide in sides]
        above = [(total + wide.upper) / unit.tonnes for _year, total, wide in sides]
        below = [(total - wide.lower) / unit.tonnes for _year, total, wide in sides]
        if len(sides) == 1:  # one year has no width: a bar of a third of a year shows it
            years, above, below = [years[0] - 1 / 6, years[0] + 1 / 6], above * 2, below * 2
        figure.add_scatter(
            x=np.array([*years, *reversed(years)]),
            y=np.array([*above, *reversed(below)]),
            name="interval",
            mode="lines",
            fill="toself",
            fillcolor=colours.ours,
            line={"width": 0},
            opacity=0.16,
            hoverinfo="skip",
        )


def _add_own(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    own: Sequence[Inventory],
    leading: Progress,
    unit: Scale,
    colours: theme.Palette,
) -> None:
    for run in runs(own):
        years, values, hover = _points(run, unit)
        figure.add_scatter(
            x=years,
            y=values,
            name="inventories",
            mode="lines+markers",
            line={"color": colours.ours, "width": 3},
            marker={"color": colours.ours, "size": 8},
            hovertext=hover,
            hoverinfo="text",
        )
    above = leading.gap_t is not None and leading.gap_t > 0
    labels.append(
        {
            "x": years[-1],
            "y": values[-1],
            # Translators: the emissions of one year, as a label in a chart.
            "text": _("<b>{emissions}</b> in {year}", emissions=unit.number(values[-1]), year=years[-1]),
            "font": {"color": colours.ours, "size": 15},
            "xanchor": "left" if above or len(own) == 1 else "right",
            "yanchor": "bottom" if above else "top",
            "xshift": 9 if above else -6 if len(own) == 1 else 8,
            "yshift": 2 if above else -8,
        }
    )


def _add_other(figure: go.Figure, method: str, series: Sequence[Inventory], unit: Scale, colour: str) -> None:
    for run in runs(series):
        years, values, hover = _points(run, unit)
        figure.add_scatter(
            x=years,
            y=values,
            name=str(SHORT_METHODS[Method(method)]),
            mode="lines+markers",
            line={"color": colour, "width": 1.5},
            marker={"color": colour, "size": 10, "symbol": _SYMBOLS[Method(method)], "line": {"width": 2}},
            hovertext=hover,
            hoverinfo="text",
        )


def _other_labels(
    others: dict[str, list[Inventory]], leading: Progress, unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """The name of each other method beside its last point, on the side away from the path and from each other."""
    ends = sorted(
        ((series[-1], method) for method, series in others.items()), key=lambda end: -(end[0].emissions_t or 0)
    )
    labels = []
    for place, (inventory, method) in enumerate(ends):
        level = _level(leading, inventory.year)
        under = place > 0 if len(ends) > 1 else level is not None and (inventory.emissions_t or 0) <= level
        year = str(inventory.year)
        if inventory.gas == "CO2":
            # Translators: an inventory of this year that counts no other gas.
            year = _("{year}, CO₂ alone", year=year)
        labels.append(
            {
                "x": inventory.year,
                "y": (inventory.emissions_t or 0) / unit.tonnes,
                "text": f"{say(SHORT_METHODS[Method(method)])}<br>{year}",
                "align": "right" if under else "left",
                "font": {"color": colours.soft, "size": 13},
                "xanchor": "right" if under else "left",
                "yanchor": "top" if under else "bottom",
                "xshift": 8 if under else 6,
                "yshift": -8 if under else 6,
            }
        )
    return labels


def _level(progress: Progress, year: float) -> float | None:
    """The path of a target in tonnes in one year; None where there is none."""
    target, base = progress.target, progress.baseline
    if target is None or base is None or progress.target_t is None or target.intensity or not has_path(progress):
        return None
    return allowed(target, base, year, None)


def _add_path(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    progress: Progress,
    report: CityReport,
    unit: Scale,
    colours: theme.Palette,
) -> None:
    target, base = progress.target, progress.baseline
    if target is None or base is None or progress.target_t is None:
        return
    leads = target == report.leading.target
    _add_line(figure, progress, report, unit, colours.required, 2 if leads else 1.25)
    figure.add_scatter(
        x=np.array([target.year]),
        y=np.array([progress.target_t / unit.tonnes]),
        name=f"target {target.year}",
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 11,
            "color": colours.paper,
            "line": {"color": colours.required, "width": 2},
        },
        hovertext=[f"<b>{say(target.name)}</b><br>{theme.tonnes(progress.target_t, level_gas(target, base))}"],
        hoverinfo="text",
    )
    labels.append(
        {
            "x": target.year,
            "y": progress.target_t / unit.tonnes,
            "text": short(target),
            "font": {"color": colours.ink if leads else colours.soft, "size": 14},
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
            "xshift": 7,
            "yshift": 2,
        }
    )


def _add_line(
    figure: go.Figure, progress: Progress, report: CityReport, unit: Scale, colour: str, width: float
) -> None:
    """The dotted line from the baseline to the target, whose ends count the same gases."""
    points = path_points(progress, report.inventories)
    if not points or progress.target is None:
        return
    years, levels = zip(*points, strict=True)
    figure.add_scatter(
        x=np.array(years),
        y=np.array(levels, dtype=float) / unit.tonnes,
        name=f"path to {progress.target.year}",
        mode="lines",
        line={"color": colour, "width": width, "dash": "dot"},
        hoverinfo="skip",
    )


def _path_label(
    targets: Sequence[Progress], drawn: Sequence[Inventory], unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """What the dotted line is, written above its longest free stretch."""
    targets = [item for item in targets if has_path(item)]
    last = targets[-1] if targets else None
    if last is None or last.target is None or last.baseline is None:
        return []
    years = {last.baseline.year, last.target.year, *(item.target.year for item in targets if item.target)}
    busy = sorted(years | {item.year for item in drawn if last.baseline.year < item.year < last.target.year})
    start, end = max(pairwise(busy), key=lambda stretch: stretch[1] - stretch[0])
    free = [item for item in targets if item.target and item.target.year >= end]
    along = []
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        year = start + share * (end - start)
        levels = [level for level in (_level(item, year) for item in free) if level is not None]
        if levels:
            along.append((year, max(levels) / unit.tonnes))
    if not along:
        return []
    return [
        {
            "x": along[0][0],
            "y": along[0][1],
            "along": along[1:],
            # Translators: what a dotted line in a chart is: the emissions that lead to the target.
            "text": _("required path"),
            "font": {"color": colours.soft, "size": 13},
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": 4,
            "yshift": 2,
        }
    ]


def _add_gap(figure: go.Figure, leading: Progress, unit: Scale, colours: theme.Palette) -> None:
    """A bar from the newest inventory to the path: the gap that the headline speaks of."""
    latest = leading.latest
    if latest is None or leading.codes or leading.gap_t is None or leading.path_t is None or latest.emissions_t is None:
        return
    colour = colours.verdict(leading.verdict)
    figure.add_scatter(
        x=np.array([latest.year, latest.year]),
        y=np.array([leading.path_t, latest.emissions_t]) / unit.tonnes,
        name="gap",
        mode="lines",
        line={"color": colour, "width": 6},
        opacity=0.45,
        hoverinfo="skip",
    )


def _baseline_label(
    figure: go.Figure, leading: Progress, own: Sequence[Inventory], unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    base = leading.baseline
    if base is None:
        return []
    value = base.emissions_t / unit.tonnes
    figure.add_scatter(
        x=np.array([base.year]),
        y=np.array([value]),
        name="baseline",
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": colours.paper if base.declared else colours.required,
            "line": {"color": colours.required, "width": 2},
        },
        hovertext=[f"<b>{_('Baseline {year}', year=base.year)}</b><br>{theme.tonnes(base.emissions_t, base.gas)}"],
        hoverinfo="text",
    )
    emissions = unit.number(value)
    return [
        {
            "x": base.year,
            "y": value,
            "text": _("<b>{emissions}</b> declared for {year}", emissions=emissions, year=base.year)
            if base.declared
            else _("<b>{emissions}</b> in {year}", emissions=emissions, year=base.year),
            "font": {"color": colours.ink, "size": 14},
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": -4,
            "yshift": 9,
        }
    ]


def _finish(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    unit: Scale,
    years: Sequence[int],
    colours: theme.Palette,
) -> None:
    """Axes, and the labels where they are free, on the colour of the page so that no line runs through them."""
    first, last = min(years), max(years)
    room = max((last - first) * 0.05, 0.6)
    drawn = [(trace.x, trace.y) for trace in figure.data]
    top = max(float(np.max(values)) for _years, values in drawn)
    least = min(0.0, *(float(np.min(values)) for _years, values in drawn))
    most = top + 0.12 * (top - least) or 1.0
    lowest = least - 0.05 * (most - least) if least < 0 else 0.0
    step = steps(lowest, most)
    grid = np.arange(np.ceil(lowest / step), np.floor(most / step) + 1) * step
    ticks = max(len(f"{theme.number(value)} {unit.symbol}") for value in (lowest, most))
    ends = [labels_of.width(label["text"], label["font"]["size"]) for label in labels if label["x"] >= last - room]
    frame = labels_of.Frame(
        years=(first - room, last + room),
        values=(lowest, most),
        height=HEIGHT,
        left=round(ticks * labels_of.LETTER * 13) + 8,
        right=round(min(max(ends, default=0) + 10, MOST_RIGHT)),
        top=12,
        bottom=30,
        grid=tuple(grid[grid != 0]),
    )
    placed = labels_of.placed(labels, drawn, frame)
    figure.update_layout(
        margin={"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom},
        annotations=[{"showarrow": False, "bgcolor": colours.paper, "borderpad": 0, **label} for label in placed],
    )
    figure.update_traces(cliponaxis=False)
    figure.update_xaxes(range=frame.years, tickformat="d", nticks=6, showline=least >= 0)
    figure.update_yaxes(
        range=frame.values,
        dtick=step,
        tick0=0,
        ticksuffix=f"{theme.NBSP}{unit.symbol}",
        zeroline=least < 0,
        zerolinecolor=colours.shore,
    )
