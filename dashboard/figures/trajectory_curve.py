"""The curve: every inventory of a city against the path to one of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.commitment.baseline import Baseline, level_gas
from analytics.commitment.judged import Progress
from analytics.commitment.paths import allowed
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Method
from dashboard import theme
from dashboard.figures import horizon
from dashboard.figures import labels as labels_of
from dashboard.figures.annotation import word
from dashboard.figures.charts import chart, margins, trace, upright
from dashboard.figures.gap_areas import areas
from dashboard.figures.scale import Scale, scale, steps
from dashboard.figures.trajectory_words import SHORT_METHODS, amount, short
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.shown_series import has_path, in_front, other_series, own_series, path_points, runs
from datasets import CityReport, signatory_answers

HEIGHT = 356
BELOW, ABOVE = "below the path", "above the path"
PUBLISHED = "published"
MOST_RIGHT = 104
"""Pixels at the right that the labels of the last targets take at most."""
Published = Sequence[signatory_answers.SignatoryFigure]
_SYMBOLS = {Method.GPC: "circle-open", Method.COVENANT: "square-open", Method.OWN: "diamond-tall-open"}


def curve(
    report: CityReport,
    dark: bool = False,
    shown: Progress | None = None,
    published: Published = (),
    high: int = HEIGHT,
) -> go.Figure:
    """The inventories of the target's method as one line, other methods hollow and apart, against the path to one
    target: ``shown``, or the one in front (``in_front``). What others ``published`` is a thin line.

    Between line and path the area is filled, by side; the years without an inventory are hatched up to this one, and
    the recent trend goes on to the target year.
    """
    colours = theme.palette(dark)
    own, others, shown = own_series(report), other_series(report), shown or in_front(report)
    drawn = [item for series in (own, *others.values()) for item in series]
    ends = [shown.baseline.emissions_t, shown.target_t] if shown and shown.baseline else []
    totals = [*(item.emissions_t for item in drawn), *ends, *(one.t for one in published)]
    unit = scale([value for value in totals if value is not None])
    figure = chart(dark, high)
    labels: list[dict[str, Any]] = []  # the first ones choose their places first
    aims: list[dict[str, Any]] = []
    if shown is not None:
        _add_areas(figure, own, shown, report, unit, colours)
        target = _add_path(figure, shown, report, unit, colours)
        aims = horizon.in_order(horizon.add_trend(figure, report, shown, unit, colours), target)
        _add_gap(figure, shown, unit, colours)
    for method, series in others.items():
        _add_other(figure, method, series, unit, colours.required if own else colours.ours)
    if published:
        _add_published(figure, published, unit, colours)
    judged = shown or report.leading
    if own:
        _add_band(figure, own, report, unit, colours)
        _add_own(figure, labels, own, judged, unit, colours)
    if judged.baseline is not None:
        labels += _baseline_label(figure, judged.baseline, unit, colours)
    labels += [*aims, *_other_labels(others, judged, unit, colours)]
    labels += _path_label(shown, drawn, unit, colours) if shown is not None else []
    years = [*(item.year for item in drawn), *(one.year for one in published)]
    if shown is not None and shown.target is not None:
        years += [shown.target.base_year, shown.target.year]
    _finish(figure, labels, unit, years, horizon.unknown_years(report), colours, high)
    return figure


def _add_areas(
    figure: go.Figure,
    own: Sequence[Inventory],
    shown: Progress,
    report: CityReport,
    unit: Scale,
    colours: theme.Palette,
) -> None:
    """Fill what lies between the inventories and the path, where both may be subtracted: pale, apart for below and
    above."""
    if shown.codes or shown.gap_t is None:
        return
    path = [(year, level / unit.tonnes) for year, level in path_points(shown, report.judging)]
    for run in runs(own):
        line = [(item.year, (item.emissions_t or 0.0) / unit.tonnes) for item in run]
        fills = (colours.ours, colours.rising)
        for name, outline, colour in zip((BELOW, ABOVE), areas(line, path), fills, strict=True):
            if outline:
                look = {"line": {"width": 0}, "fill": "toself", "fillcolor": theme.faint(colour, 0.34)}
                trace(figure, outline, name=name, **look)


def _points(
    series: Sequence[Inventory], unit: Scale, held: Progress | None = None
) -> tuple[list[tuple[float, float]], list[str]]:
    """The points and words of inventories; with ``held`` each against its path."""
    points = [(float(item.year), (item.emissions_t or 0.0) / unit.tonnes) for item in series]
    hover = []
    for item in series:
        said = [f"<b>{item.year}</b>  {amount(item)}", say(SHORT_METHODS[Method(item.method)])]
        level = _level(held, item.year) if held is not None and not held.codes and held.gap_t is not None else None
        if level is not None and item.emissions_t is not None:
            off = theme.tonnes(abs(item.emissions_t - level), None, like=item.emissions_t)
            allows = {"level": theme.tonnes(level, None), "distance": off}
            said.append(
                _("{distance} above the {level} of the path", **allows)
                if item.emissions_t > level
                else _("{distance} below the {level} of the path", **allows)
            )
        hover.append("<br>".join(said))
    return points, hover


def _add_band(
    figure: go.Figure, own: Sequence[Inventory], report: CityReport, unit: Scale, colours: theme.Palette
) -> None:
    """How far each total may be off, as a pale band along the line: a 95 % interval."""
    for run in runs(own):
        held = [(item, report.around.get((item.year, item.method))) for item in run]
        sides = [(item.year, (item.emissions_t or 0.0), wide) for item, wide in held if wide is not None]
        if not sides:
            continue
        # One year has no width: a bar of a third of a year shows it.
        off = (0.0,) if len(sides) > 1 else (-1 / 6, 1 / 6)
        above = [(year + by, (total + wide.upper) / unit.tonnes) for year, total, wide in sides for by in off]
        below = [(year + by, (total - wide.lower) / unit.tonnes) for year, total, wide in sides for by in off]
        look = {"fill": "toself", "fillcolor": colours.ours, "line": {"width": 0}, "opacity": 0.16}
        trace(figure, [*above, *reversed(below)], name="interval", **look)


def _add_own(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    own: Sequence[Inventory],
    leading: Progress,
    unit: Scale,
    colours: theme.Palette,
) -> None:
    for run in runs(own):
        points, hover = _points(run, unit, leading)
        look = {"line": {"color": colours.ours, "width": 3}, "marker": {"color": colours.ours, "size": 8}}
        trace(figure, points, hover, name="inventories", **look)
    year, value = points[-1]
    above = leading.gap_t is not None and leading.gap_t > 0
    # Translators: the emissions of one year, as a label in a chart.
    said = _("<b>{emissions}</b> in {year}", emissions=unit.number(value), year=int(year))
    side, shift = "left" if above or len(own) == 1 else "right", 9 if above else -6 if len(own) == 1 else 8
    upward = {"yanchor": "bottom", "yshift": 2} if above else {"yanchor": "top", "yshift": -8}
    labels.append(word(said, year, value, colours.ours, side, size=15, shift=shift, **upward))


def _add_other(figure: go.Figure, method: str, series: Sequence[Inventory], unit: Scale, colour: str) -> None:
    for run in runs(series):
        marker = {"color": colour, "size": 10, "symbol": _SYMBOLS[Method(method)], "line": {"width": 2}}
        look = {"name": str(SHORT_METHODS[Method(method)]), "line": {"color": colour, "width": 1.5}, "marker": marker}
        trace(figure, *_points(run, unit), **look)


def _add_published(figure: go.Figure, published: Published, unit: Scale, colours: theme.Palette) -> None:
    trace(
        figure,
        [(one.year, one.t / unit.tonnes) for one in published],
        [f"<b>{one.year}</b>  {theme.tonnes(one.t, None)}<br>{_('Published by others')}" for one in published],
        name=PUBLISHED,
        line={"color": colours.soft, "width": 1, "dash": "dot"},
        marker={"size": 6, "color": colours.paper, "line": {"color": colours.soft, "width": 1}},
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
        side, shift = ("right", 8) if under else ("left", 6)
        upward = {"yanchor": "top", "yshift": -8} if under else {"yanchor": "bottom", "yshift": 6}
        said, value = f"{say(SHORT_METHODS[Method(method)])}<br>{year}", (inventory.emissions_t or 0) / unit.tonnes
        labels.append(word(said, inventory.year, value, colours.soft, side, shift=shift, align=side, **upward))
    return labels


def _level(progress: Progress, year: float) -> float | None:
    """The path of a target in tonnes in one year; None where there is none."""
    target, base = progress.target, progress.baseline
    if target is None or base is None or progress.target_t is None or target.intensity or not has_path(progress):
        return None
    return allowed(target, base, year, None)


def _add_path(
    figure: go.Figure, shown: Progress, report: CityReport, unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """The line from the baseline to the target, whose ends count the same gases, and the target's mark; gives its
    label."""
    target, base = shown.target, shown.baseline
    if target is None or base is None or shown.target_t is None:
        return []
    if points := path_points(shown, report.judging):
        line = {"color": colours.required, "width": 3}
        trace(figure, [(year, t / unit.tonnes) for year, t in points], name=f"path to {target.year}", line=line)
    value = shown.target_t / unit.tonnes
    told = f"<b>{say(target.name)}</b><br>{theme.tonnes(shown.target_t, level_gas(target, base))}"
    mark = {"symbol": "diamond", "size": 12, "color": colours.required}
    trace(figure, [(target.year, value)], [told], name=f"target {target.year}", marker=mark)
    level = "" if target.kind == "fixed-level" or shown.target_t == 0 else f"<b>{unit.number(value)}</b><br>"
    beside = {"shift": 10, "yshift": 4, "yanchor": "top", "align": "left"}
    return [word(f"{level}{short(target)}", target.year, value, colours.ink, "left", **beside)]


def _path_label(
    shown: Progress, drawn: Sequence[Inventory], unit: Scale, colours: theme.Palette
) -> list[dict[str, Any]]:
    """What the line of the path is, written along its longest stretch without an inventory."""
    target, base = shown.target, shown.baseline
    if target is None or base is None or not has_path(shown):
        return []
    busy = sorted({base.year, target.year, *(item.year for item in drawn if base.year < item.year < target.year)})
    start, end = max(pairwise(busy), key=lambda stretch: stretch[1] - stretch[0])
    along = []
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        level = _level(shown, start + share * (end - start))
        if level is not None:
            along.append((start + share * (end - start), level / unit.tonnes))
    if not along:
        return []
    # Translators: what a line in a chart is: the emissions that lead to the target of a year.
    said, beside = _("path to {year}", year=target.year), {"shift": -4, "yshift": -4, "yanchor": "top"}
    return [word(said, *along[0], colours.soft, "right", along=along[1:], **beside)]


def _add_gap(figure: go.Figure, leading: Progress, unit: Scale, colours: theme.Palette) -> None:
    """A bar from the newest inventory to the path: the gap that the headline speaks of."""
    latest = leading.latest
    if latest is None or leading.codes or leading.gap_t is None or leading.path_t is None or latest.emissions_t is None:
        return
    colour = colours.verdict(leading.verdict)
    gap = upright(latest.year, leading.path_t / unit.tonnes, latest.emissions_t / unit.tonnes)
    trace(figure, gap, name="gap", line={"color": colour, "width": 6}, opacity=0.45)


def _baseline_label(figure: go.Figure, base: Baseline, unit: Scale, colours: theme.Palette) -> list[dict[str, Any]]:
    value = base.emissions_t / unit.tonnes
    mark = {"symbol": "diamond", "size": 12, "line": {"color": colours.required, "width": 2}}
    fill = colours.paper if base.declared else colours.required
    told = f"<b>{_('Baseline {year}', year=base.year)}</b><br>{theme.tonnes(base.emissions_t, base.gas)}"
    trace(figure, [(base.year, value)], [told], name="baseline", marker=mark | {"color": fill})
    said = {"emissions": unit.number(value), "year": base.year}
    words = _("<b>{emissions}</b> in {year}", **said)
    if base.declared:
        words = _("<b>{emissions}</b> declared for {year}", **said)
    return [word(words, base.year, value, colours.ink, "left", size=14, shift=-4, yshift=9, yanchor="bottom")]


def _finish(
    figure: go.Figure,
    labels: list[dict[str, Any]],
    unit: Scale,
    years: Sequence[int],
    unknown: tuple[int, int] | None,
    colours: theme.Palette,
    high: int,
) -> None:
    """Axes, and the labels where they are free, on the colour of the page so that no line runs through them."""
    first, last = min(years), max([*years, *(unknown or ())])
    room = max((last - first) * 0.05, 0.6)
    drawn = [(trace.x, trace.y) for trace in figure.data if trace.name not in (BELOW, ABOVE)]
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
        height=high,
        left=round(ticks * labels_of.LETTER * 13) + 8,
        right=round(min(max(ends, default=0) + 10, MOST_RIGHT)),
        top=12,
        bottom=30,
        grid=tuple(grid[grid != 0]),
    )
    if unknown is not None:
        labels += horizon.add_unknown_years(figure, unknown, (lowest, most), colours)
        figure.data = (*figure.data[-2:], *figure.data[:-2])  # what is drawn first lies below
    placed = labels_of.placed(labels, drawn, frame)
    figure.update_layout(
        margin=margins(frame.left, frame.right, frame.top, frame.bottom),
        annotations=[{"bgcolor": colours.paper, "borderpad": 0, **label} for label in placed],
    )
    figure.update_traces(cliponaxis=False)
    # Over many years the browser takes as many as it has room for; over few it would divide a year.
    figure.update_xaxes(
        range=frame.years,
        tickformat="d",
        nticks=0 if last - first > 10 else 6,
        tickangle=0,
        ticklabelstandoff=4,  # else the first year touches the zero beside it on a phone
        showline=least >= 0,
    )
    figure.update_yaxes(
        range=frame.values,
        dtick=step,
        tick0=0,
        ticksuffix=f"{theme.NBSP}{unit.symbol}",
        zeroline=least < 0,
        zerolinecolor=colours.shore,
    )
