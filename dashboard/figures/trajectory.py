"""The curve: every inventory of a city against the straight path to each of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.commitment.baseline import level_gas
from analytics.commitment.progress import Progress, allowed
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures.scale import Scale, scale
from dashboard.parts.series import drawn_targets, other_series, own_series
from datasets.assessment import CityReport

HEIGHT = 380
SHORT_METHODS = {Method.GPC: "GPC BASIC", Method.COVENANT: "Covenant inventory", Method.OWN: "own method"}
_SYMBOLS = {Method.GPC: "circle-open", Method.COVENANT: "square-open", Method.OWN: "diamond-tall-open"}


def curve(report: CityReport, dark: bool = False) -> go.Figure:
    """The inventories of the target's method as one line, other methods hollow and apart, each target with its path."""
    colours = theme.palette(dark)
    own, others, targets = own_series(report), other_series(report), drawn_targets(report)
    values = [item.emissions_t for series in (own, *others.values()) for item in series]
    levels = [level for item in targets if item.baseline for level in (item.baseline.emissions_t, item.target_t)]
    unit = scale([value for value in (*values, *levels) if value is not None])
    figure = go.Figure(layout={"template": theme.template(dark), "height": HEIGHT})
    labels: list[dict[str, Any]] = []
    for progress in targets:
        _add_path(figure, labels, progress, report, unit, colours)
    _add_gap(figure, report.leading, unit, colours)
    for method, series in others.items():
        _add_other(figure, method, series, unit, colours.required if own else colours.ours)
    labels += _other_labels(others, report.leading, unit, colours)
    if own:
        _add_own(figure, labels, own, report.leading, unit, colours)
    labels += _baseline_label(figure, report.leading, own, unit, colours)
    drawn = [item for series in (own, *others.values()) for item in series]
    labels += _path_label(targets, drawn, unit, colours)
    years = [item.year for item in drawn]
    years += [year for item in targets if item.target for year in (item.target.base_year, item.target.year)]
    _finish(figure, labels, unit, years, colours.paper)
    return figure


def curve_alt(report: CityReport) -> str:
    """The curve in sentences: first, last and extreme figures, the targets, and what is drawn apart."""
    parts = []
    own = own_series(report)
    method = SHORT_METHODS[Method(own[0].method)] if own else ""
    if len(own) > 1:
        first, last = own[0], own[-1]
        parts.append(
            f"Line chart of {len(own)} inventories of {report.city.name} ({method}): from "
            f"{_amount(first)} in {first.year} to {_amount(last)} in {last.year}."
        )
    elif own:
        parts.append(f"One inventory of {report.city.name} ({method}): {_amount(own[0])} in {own[0].year}.")
    else:
        parts.append(f"Chart of {report.city.name} without an inventory by the target's method.")
    for progress in drawn_targets(report):
        target, base = progress.target, progress.baseline
        if target and base:
            declared = " as declared with the target" if base.declared else ""
            parts.append(
                f"Path from {theme.tonnes(base.emissions_t, base.gas)} in {base.year}{declared} to "
                f"{theme.tonnes(progress.target_t, level_gas(target, base))} in {target.year}."
            )
    if report.leading.gap_t is not None and report.leading.latest:
        side = "above" if report.leading.gap_t > 0 else "below"
        gap = theme.tonnes(abs(report.leading.gap_t), report.leading.latest.gas)
        parts.append(f"In {report.leading.latest.year} emissions were {gap} {side} the path.")
    for method, series in other_series(report).items():
        listed = ", ".join(f"{_amount(item)} in {item.year}" for item in (series if len(series) < 4 else series[-1:]))
        parts.append(f"Drawn apart, another method ({METHOD_NAMES[Method(method)]}): {listed}.")
    return " ".join(parts)


def _amount(inventory: Inventory) -> str:
    return theme.tonnes(inventory.emissions_t, inventory.gas)


def _points(series: Sequence[Inventory], unit: Scale) -> tuple[np.ndarray, np.ndarray, list[str]]:
    years = np.array([item.year for item in series])
    values = np.array([item.emissions_t for item in series], dtype=float) / unit.tonnes
    hover = [f"<b>{item.year}</b>  {_amount(item)}<br>{SHORT_METHODS[Method(item.method)]}" for item in series]
    return years, values, hover


def _add_own(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    own: Sequence[Inventory],
    leading: Progress,
    unit: Scale,
    colours: theme.Palette,
) -> None:
    years, values, hover = _points(own, unit)
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
            "text": f"<b>{unit.number(values[-1])}</b> in {years[-1]}",
            "font": {"color": colours.ours, "size": 15},
            "xanchor": "left" if above or len(own) == 1 else "right",
            "yanchor": "bottom" if above else "top",
            "xshift": 9 if above else -6 if len(own) == 1 else 8,
            "yshift": 2 if above else -8,
        }
    )


def _add_other(figure: go.Figure, method: str, series: Sequence[Inventory], unit: Scale, colour: str) -> None:
    years, values, hover = _points(series, unit)
    figure.add_scatter(
        x=years,
        y=values,
        name=SHORT_METHODS[Method(method)],
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
        alone = ", CO₂ alone" if inventory.gas == "CO2" else ""
        labels.append(
            {
                "x": inventory.year,
                "y": (inventory.emissions_t or 0) / unit.tonnes,
                "text": f"{SHORT_METHODS[Method(method)]}<br>{inventory.year}{alone}",
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
    if target is None or base is None or progress.target_t is None or target.intensity:
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
    if not target.intensity:
        # A straight line needs its two ends, a curve each of its years.
        step = target.year - base.year if target.path == "linear" else 1
        years = list(range(base.year, target.year + 1, max(step, 1)))
        levels = [allowed(target, base, year, None) for year in years]
    else:
        # Tonnes allowed per inhabitant or unit of GDP move with these: there is a point only where they are known.
        own = [item for item in own_series(report) if base.year <= item.year <= target.year]
        years = [*(item.year for item in own), target.year]
        levels = [allowed(target, base, item.year, item.inhabitants, item.gdp) for item in own] + [progress.target_t]
    known = [(year, level) for year, level in zip(years, levels, strict=True) if level is not None]
    figure.add_scatter(
        x=np.array([year for year, _ in known]),
        y=np.array([level for _, level in known], dtype=float) / unit.tonnes,
        name=f"path to {target.year}",
        mode="lines",
        line={"color": colours.required, "width": 2 if leads else 1.25, "dash": "dot"},
        hoverinfo="skip",
    )
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
        hovertext=[f"<b>{target.name}</b><br>{theme.tonnes(progress.target_t, level_gas(target, base))}"],
        hoverinfo="text",
    )
    labels.append(
        {
            "x": target.year,
            "y": progress.target_t / unit.tonnes,
            "text": theme.promised(target).replace(" a head", "<br>a head").replace(" per GDP", "<br>per GDP"),
            "font": {"color": colours.ink if leads else colours.soft, "size": 14},
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
            "xshift": 7,
            "yshift": 2,
        }
    )


def _path_label(
    targets: Sequence[Progress], drawn: Sequence[Inventory], unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """What the dotted line is, written above its longest free stretch."""
    last = targets[-1] if targets else None
    if last is None or last.target is None or last.baseline is None:
        return []
    years = {last.baseline.year, last.target.year, *(item.target.year for item in targets if item.target)}
    busy = sorted(years | {item.year for item in drawn if last.baseline.year < item.year < last.target.year})
    start, end = max(pairwise(busy), key=lambda stretch: stretch[1] - stretch[0])
    levels = [_level(item, (start + end) / 2) for item in targets if item.target and item.target.year >= end]
    level = max((level for level in levels if level is not None), default=None)
    if level is None:
        return []
    return [
        {
            "x": (start + end) / 2,
            "y": level / unit.tonnes,
            "text": "required path",
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
    if latest is None or leading.gap_t is None or leading.path_t is None or latest.emissions_t is None:
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
        hovertext=[f"<b>Baseline {base.year}</b><br>{theme.tonnes(base.emissions_t, base.gas)}"],
        hoverinfo="text",
    )
    word = "declared for" if base.declared else "in"
    return [
        {
            "x": base.year,
            "y": value,
            "text": f"<b>{unit.number(value)}</b> {word} {base.year}",
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
    ground: str,
) -> None:
    """Axes, and the labels on the colour of the page so that no line runs through them."""
    first, last = min(years), max(years)
    room = max((last - first) * 0.05, 0.6)
    top = max(float(np.max(trace.y)) for trace in figure.data)
    figure.update_layout(
        margin={"l": 52, "r": 58, "t": 12, "b": 30},
        annotations=[{"showarrow": False, "bgcolor": ground, "borderpad": 0, **label} for label in labels],
    )
    least = min(0.0, *(float(np.min(trace.y)) for trace in figure.data))
    figure.update_traces(cliponaxis=False)
    figure.update_xaxes(range=[first - room, last + room], tickformat="d", nticks=8, showline=True)
    figure.update_yaxes(
        range=[least, top * 1.12 or 1],
        ticksuffix=f"\u00a0{unit.symbol}",
        nticks=7,
        rangemode="tozero",
    )
