"""A chart of the pages as a drawing (SVG) without a browser: the same points, fills, bars and labels, on white.

It draws what the charts of ``dashboard/figures`` are made of: scatter traces with lines, marks and filled areas,
horizontal bars, and labels; nothing else that a figure could hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.scale import steps

FONT = "Source Sans Pro"
LINE = 1.3
"""The height of a line of text, as a part of the size of its letters."""
MOST_YEARS = 12
"""Over more years than these every fifth is written below the axis."""
_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
_BOLD = re.compile(r"(<b>.*?</b>)")
_DASHES = {"dash": "7 5", "dot": "2 3", "longdash": "12 6"}


@dataclass(frozen=True)
class _Frame:
    """Where a point of the axes lies, in pixels from the upper left corner."""

    left: float
    top: float
    wide: float
    high: float
    years: tuple[float, float]
    values: tuple[float, float]

    def x(self, value: float) -> float:
        first, last = self.years
        return self.left + (value - first) / (last - first) * self.wide

    def y(self, value: float) -> float:
        low, high = self.values
        return self.top + (high - value) / (high - low) * self.high


def svg(figure: go.Figure, wide: int, high: int | None = None) -> str:
    """The figure as an SVG of so many pixels; as high as on the page unless ``high`` says otherwise."""
    layout = figure.layout
    high = high or layout.height
    margin = layout.margin
    inner = wide - margin.l - margin.r, high - margin.t - margin.b
    frame = _Frame(margin.l, margin.t, *inner, tuple(layout.xaxis.range), tuple(layout.yaxis.range))
    parts = [*_axes(layout, frame)]
    for number, trace in enumerate(figure.data):
        parts += _bars(trace, frame) if trace.type == "bar" else _scatter(trace, frame, number)
    for shape in layout.shapes:
        ends = (frame.x(shape.x0), frame.y(shape.y0)), (frame.x(shape.x1), frame.y(shape.y1))
        parts.append(_line(ends, shape.line.color, shape.line.width))
    for label in layout.annotations:
        parts += _label(label, frame)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' font-family="{FONT}">{"".join(parts)}</svg>'
    )


def _axes(layout: Any, frame: _Frame) -> Iterator[str]:
    """Faint lines at round values with their unit, and the years below; nothing where the axes are not shown."""
    colours, (low, high) = theme.LIGHT, frame.values
    if layout.yaxis.visible is not False:
        step = layout.yaxis.dtick or steps(low, high)
        for place in range(math.ceil(low / step), math.floor(high / step) + 1):
            y, digits = frame.y(place * step), max(0, -math.floor(math.log10(step) + 1e-9))
            right = (frame.left + frame.wide, y)
            yield _line(((frame.left, y), right), colours.shore if place == 0 else colours.grid, 1)
            said = f"{theme.number(place * step, digits)}{layout.yaxis.ticksuffix or ''}"
            yield _text(frame.left - 5, y + 4, said, 13, colours.soft, "end")
    if layout.xaxis.visible is not False:
        first, last = frame.years
        every = 5 if last - first > MOST_YEARS else 1 if last - first < MOST_YEARS / 2 else 2
        for year in range(math.ceil(first / every) * every, math.floor(last) + 1, every):
            yield _text(frame.x(year), frame.top + frame.high + 18, str(year), 13, colours.soft, "middle")


def _scatter(trace: Any, frame: _Frame, number: int) -> Iterator[str]:
    """The fill, the line and the marks of a trace."""
    known = trace.x is not None and trace.y is not None and len(trace.x)
    if not known:
        return
    runs = _runs([(float(x), float(y)) for x, y in zip(trace.x, trace.y, strict=True)], frame)
    opacity = trace.opacity if trace.opacity is not None else 1
    if trace.fill == "toself":
        fill = _paint(trace.fillcolor)
        if trace.fillpattern.shape:
            yield _hatch(f"hatch{number}", trace.fillpattern.fgcolor, trace.fillpattern.bgcolor)
            fill = f'fill="url(#hatch{number})"'
        for run in runs:
            yield f'<polygon points="{_points(run)}" {fill} opacity="{opacity:g}"/>'
    mode = trace.mode or "lines"
    if "lines" in mode and trace.line.width != 0:
        dash = f' stroke-dasharray="{_DASHES[trace.line.dash]}"' if trace.line.dash in _DASHES else ""
        for run in runs:
            yield (
                f'<polyline points="{_points(run)}" fill="none" {_paint(trace.line.color, "stroke")}'
                f' stroke-width="{trace.line.width or 2:g}" stroke-linejoin="round"{dash} opacity="{opacity:g}"/>'
            )
    if "markers" in mode:
        for x, y in (point for run in runs for point in run):
            yield _mark(x, y, trace.marker)


def _mark(x: float, y: float, marker: Any) -> str:
    """A circle, a square or a diamond; an open one is white inside."""
    symbol, half = marker.symbol or "circle", (marker.size or 6) / 2
    open_one = symbol.endswith("-open")
    fill = theme.LIGHT.paper if open_one else marker.color
    edge, width = (marker.color, 2) if open_one else (marker.line.color or marker.color, marker.line.width or 0)
    look = f'{_paint(fill)} {_paint(edge, "stroke")} stroke-width="{width:g}"'
    if symbol.startswith("circle"):
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:g}" {look}/>'
    if symbol.startswith("square"):
        return f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:g}" height="{2 * half:g}" {look}/>'
    corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    return f'<polygon points="{_points(corners)}" {look}/>'


def _bars(trace: Any, frame: _Frame) -> Iterator[str]:
    """Horizontal bars from zero, hatched where the page hatches them."""
    half = abs(frame.y(0) - frame.y(trace.width)) / 2
    hatches = trace.marker.pattern.shape or [""] * len(trace.x)
    for place, (value, row) in enumerate(zip(trace.x, trace.y, strict=True)):
        left, right = sorted((frame.x(0), frame.x(float(value))))
        top, size = frame.y(float(row)) - half, f'width="{right - left:.1f}" height="{2 * half:.1f}"'
        colour = trace.marker.color[place]
        fill = _paint(colour)
        if hatches[place]:
            yield _hatch(f"bar{place}", theme.LIGHT.paper, colour)
            fill = f'fill="url(#bar{place})"'
        yield f'<rect x="{left:.1f}" y="{top:.1f}" {size} rx="2" {fill}/>'


def _hatch(name: str, stroke: str, ground: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" {_paint(ground)}/><rect width="1.2" height="7" {_paint(stroke)}/></pattern></defs>'
    )


def _label(label: Any, frame: _Frame) -> Iterator[str]:
    """The lines of a label around its anchor, over a halo of the paper."""
    x = frame.left + label.x * frame.wide if label.xref == "paper" else frame.x(label.x)
    x, y = x + (label.xshift or 0), frame.y(label.y) - (label.yshift or 0)
    size, words = label.font.size or 14, label.text.split("<br>")
    high = len(words) * size * LINE
    top = y - {"bottom": high, "middle": high / 2}.get(label.yanchor or "middle", 0.0)
    anchor = {"left": "start", "right": "end"}.get(label.xanchor or "center", "middle")
    colour, strong = label.font.color or theme.LIGHT.ink, (label.font.weight or 400) >= 600
    for number, line in enumerate(words):
        yield _text(x, top + (number + 0.78) * size * LINE, line, size, colour, anchor, strong)


def _text(x: float, y: float, words: str, size: float, colour: str, anchor: str, strong: bool = False) -> str:
    said = "".join(
        f'<tspan font-weight="600">{escape(part[3:-4])}</tspan>' if part.startswith("<b>") else escape(part)
        for part in _BOLD.split(words)
    )
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" {_paint(colour)}'
        f'{" font-weight=" + chr(34) + "600" + chr(34) if strong else ""} stroke="{theme.LIGHT.paper}"'
        f' stroke-width="3" paint-order="stroke" stroke-linejoin="round">{said}</text>'
    )


def _line(ends: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    (x0, y0), (x1, y1) = ends
    where = f'x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}"'
    return f'<line {where} {_paint(colour, "stroke")} stroke-width="{width:g}"/>'


def _paint(colour: str, what: str = "fill") -> str:
    """A colour as the attribute of a drawing, which writes how far it lets through in one of its own."""
    if found := _RGBA.fullmatch(colour):
        *parts, share = found.groups()
        return f'{what}="#{"".join(f"{int(part):02x}" for part in parts)}" {what}-opacity="{share}"'
    return f'{what}="{colour}"'


def _runs(points: Sequence[tuple[float, float]], frame: _Frame) -> list[list[tuple[float, float]]]:
    """The points in pixels, in the stretches between those of NaN."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if np.isnan(x) or np.isnan(y):
            found.append([])
        else:
            found[-1].append((frame.x(x), frame.y(y)))
    return [run for run in found if run]


def _points(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
