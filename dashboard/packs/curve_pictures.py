"""A curve of the pages as a chart of a slide that can be edited: lines and marks are the chart's own, areas and hatches
lie behind it and labels over it, all where they stand on the page.

It takes what the charts over years of ``dashboard/figures`` are made of: scatter traces, fields, lines and labels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

import plotly.graph_objects as go
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import PP_ALIGN

from dashboard import theme
from dashboard.figures.scale import steps
from dashboard.packs import letters, master
from dashboard.packs.canvas import CENTRE, RIGHT, Canvas, Fill, Paragraph, Stretch
from dashboard.packs.master import Box
from dashboard.packs.native_charts import Axis, ChartLine, line_chart

WIDE, NARROW = 760.0, 470.0
"""How many pixels of the page a picture takes that is as wide as a slide, and one as wide as half of it."""
LEAST_BELOW = 0.1
"""A smaller part of an axis below zero is room that the page leaves for its letters."""
MOST_YEARS = 12
"""Over more years than these every fifth is written below the axis."""
AFTER = 2.0
"""So many years after the last that is drawn an axis ends."""
_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
_BOLD = re.compile(r"(<b>.*?</b>)")
_TAG = re.compile(r"<[^>]*>")
_DASHES = {
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "longdash": MSO_LINE_DASH_STYLE.LONG_DASH,
}
_SYMBOLS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
}


@dataclass(frozen=True)
class _Field:
    """The field between the axes on the slide, and the ranges that it shows."""

    area: Box
    years: tuple[float, float]
    values: tuple[float, float]

    def x(self, year: float) -> float:
        first, last = self.years
        return self.area.left + (year - first) / (last - first) * self.area.wide

    def y(self, value: float) -> float:
        low, high = self.values
        return self.area.top + (high - value) / (high - low) * self.area.high


def curve(sheet: Canvas, area: Box, figure: go.Figure, alt: str, name: Callable[[str], str]) -> None:
    """Draw the figure into an area of a slide; ``name`` gives what a trace is called in the chart's data."""
    layout = figure.layout
    point = area.wide / (WIDE if area.wide > master.HALF else NARROW)  # so many points are a pixel of the page
    margin = layout.margin
    left, top = area.left + margin.l * point, area.top + margin.t * point
    right, bottom = area.right - margin.r * point, area.bottom - margin.b * point
    size = 13 * point
    (years, last), values = _years(figure, size), _values(layout, size)
    wide = (right - left) * (years.high - years.low) / (last - years.low)
    field = _Field(Box(left, top, wide, bottom - top), (years.low, years.high), (values.low, values.high))
    lines: list[ChartLine] = []
    for trace in figure.data:
        if trace.fill == "toself":
            for corners in _runs(trace, field):
                sheet.outline(corners, _inside(trace))
        elif trace.x is not None and len(trace.x):
            lines += _lines(trace, name(trace.name or ""), point)
    for shape in layout.shapes:
        _shape(sheet, shape, field)
    line_chart(sheet, area, field.area, lines, years, values, size, alt)
    labels = [_label(label, field, point, area) for label in layout.annotations]
    for where, told, side in _apart(labels, area):
        sheet.field(where, Fill(theme.LIGHT.paper))  # as on the page, no line runs through a label
        sheet.words(where, told, side, wrap=False)


def _years(figure: go.Figure, size: float) -> tuple[Axis, float]:
    """The years from the first one that has a label below the axis to a few after the last that is drawn, and the year
    up to which labels stand."""
    first, last = figure.layout.xaxis.range
    drawn = [float(year) for trace in figure.data if trace.x is not None for year in trace.x if not math.isnan(year)]
    start = math.ceil(min(drawn)) if min(drawn) % 1 else min(drawn)
    every = 5 if last - first > MOST_YEARS else 1 if last - first < MOST_YEARS / 2 else 2
    low = math.floor(start / every) * every if every == 5 else start - 1
    ends = [*drawn, *(shape.x1 for shape in figure.layout.shapes)]
    return Axis(float(low), min(float(last), max(ends) + AFTER), float(every), "0", size), float(last)


def _values(layout: Any, size: float) -> Axis:
    low, high = layout.yaxis.range
    if layout.yaxis.visible is False:
        return Axis(float(low), float(high))
    if -LEAST_BELOW * (high - low) < low < 0:
        low = 0.0
    step = layout.yaxis.dtick or steps(low, high)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    unit = (layout.yaxis.ticksuffix or "").strip()
    form = f"0{'.' + '0' * digits if digits else ''}" + (f'"{theme.NBSP}{unit}"' if unit else "")
    return Axis(math.floor(low / step) * step, float(high), float(step), form, size, True)


def paint(colour: str, opacity: float = 1.0) -> Fill:
    """A colour of a figure with how much of it covers what lies behind."""
    if found := _RGBA.fullmatch(colour):
        *parts, share = found.groups()
        return Fill("#" + "".join(f"{int(part):02X}" for part in parts), float(share) * opacity)
    return Fill(colour, opacity)


def _inside(trace: Any) -> Fill:
    opacity = trace.opacity if trace.opacity is not None else 1.0
    if trace.fillpattern.shape:
        return Fill(theme.LIGHT.shore, behind=theme.LIGHT.paper)
    return paint(trace.fillcolor, opacity)


def _runs(trace: Any, field: _Field) -> Iterator[list[tuple[float, float]]]:
    """The corners of each area of a trace on the slide."""
    run: list[tuple[float, float]] = []
    for x, y in [*zip(trace.x, trace.y, strict=True), (math.nan, math.nan)]:
        if not (math.isnan(x) or math.isnan(y)):
            run.append((field.x(float(x)), field.y(float(y))))
        elif run:
            yield run
            run = []


def _shape(sheet: Canvas, shape: Any, field: _Field) -> None:
    """A field, or a line that runs upright, behind the chart; one of dashes is drawn plain."""
    x = sorted((field.x(shape.x0), field.x(shape.x1)))
    whole = shape.yref in ("paper", "y domain")
    y = [field.area.top, field.area.bottom] if whole else sorted((field.y(shape.y0), field.y(shape.y1)))
    edge = paint(shape.line.color).colour
    if shape.type == "line":
        wide = shape.line.width or 1.0
        sheet.field(Box(x[0] - wide / 2, y[0], x[1] - x[0] + wide, max(y[1] - y[0], wide)), Fill(edge))
    else:
        sheet.field(Box(x[0], y[0], x[1] - x[0], y[1] - y[0]), Fill(paint(shape.fillcolor).colour), edge=edge)


def _lines(trace: Any, name: str, point: float) -> Iterator[ChartLine]:
    """A trace as lines of the chart, one for each stretch."""
    mode = trace.mode or "lines"
    drawn, marked = "lines" in mode and trace.line.width != 0, "markers" in mode
    symbol = (trace.marker.symbol or "circle") if marked else ""
    opacity = trace.opacity if trace.opacity is not None else 1.0
    colour = paint((trace.line.color if drawn else None) or trace.marker.color or theme.LIGHT.required).colour
    hollow = symbol.endswith("-open") or bool(marked and trace.marker.color == theme.LIGHT.paper)
    if hollow and not drawn and trace.marker.line.color:
        colour = trace.marker.line.color
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace.x, trace.y, strict=True):
        if math.isnan(x) or math.isnan(y):
            runs.append([])
        else:
            runs[-1].append((float(x), float(y)))
    width = (trace.line.width or 2) * point * (0.6 if opacity < 1 else 1) if drawn else 0
    mark = next((known for start, known in _SYMBOLS.items() if symbol.startswith(start)), None)
    for run in filter(None, runs):
        size = (trace.marker.size or 6) * point
        yield ChartLine(name, run, colour, width, _DASHES.get(trace.line.dash), mark, size, hollow)


def marked(html: str, size: float, colour: str, bold: bool = False) -> Paragraph:
    """Stretch of a figure in their stretches."""
    return [
        Stretch(unescape(_TAG.sub("", part)), size, colour, bold or part.startswith("<b>"))
        for part in _BOLD.split(html)
        if part
    ]


_Label = tuple[Box, list[Paragraph], PP_ALIGN | None]


def _label(label: Any, field: _Field, point: float, area: Box) -> _Label:
    """A label around its anchor, within the picture and above its years: where it stands, its lines, and its side."""
    size, colour = (label.font.size or 14) * point, label.font.color or theme.LIGHT.ink
    bold = (label.font.weight or 400) >= 600
    told = [marked(line, size, colour, bold) for line in label.text.split("<br>")]
    strong = bold or "<b>" in label.text
    wide = max(letters.width("".join(words.said for words in line), size, strong) for line in told) + 2
    high = len(told) * size * letters.LINE
    x = field.area.left + label.x * field.area.wide if label.xref == "paper" else field.x(label.x)
    x, y = x + (label.xshift or 0) * point, field.y(label.y) - (label.yshift or 0) * point
    top = y - {"bottom": high, "middle": high / 2}.get(label.yanchor or "middle", 0.0)
    top = min(top, field.area.bottom - high)
    side, before = {"left": (None, 0.0), "right": (RIGHT, wide)}.get(label.xanchor, (CENTRE, wide / 2))
    left = x - before
    left = min(max(left, area.left), area.right - wide)
    return Box(left, top, wide, high), told, side


def _apart(labels: Sequence[_Label], area: Box) -> Iterator[_Label]:
    """The labels, each moved up or down as little as keeps it off those before: a slide is less high than the page."""
    taken: list[Box] = []
    for where, told, side in labels:
        moves = (step * sign for step in range(0, 61, 2) for sign in (-1, 1))
        choices = (where._replace(top=where.top + move) for move in moves)
        free = (one for one in choices if area.top <= one.top and one.bottom <= area.bottom and not _met(one, taken))
        chosen = next(free, where)
        taken.append(chosen)
        yield chosen, told, side


def _met(one: Box, others: Sequence[Box]) -> bool:
    return any(
        min(one.right, other.right) - max(one.left, other.left) > 1
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 1
        for other in others
    )
