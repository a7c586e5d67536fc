"""A chart of the pages as a drawing (SVG) without a browser: the same points, fills, bars and labels, on white or, for
a dark page, on the ground of the dark theme.

It draws what the charts of ``dashboard/figures`` are made of: scatter traces with lines, marks and filled areas,
horizontal bars, lines, rectangles and labels; nothing else that a figure could hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.scale import steps

LINE = 1.3
"""The height of a line of text, as a part of the size of its letters."""
YEAR_WIDE = 42
"""Pixels that a year below the axis takes, with the room beside it."""
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
    colours: theme.Palette

    def x(self, value: float) -> float:
        first, last = self.years
        return self.left + (value - first) / (last - first) * self.wide

    def y(self, value: float) -> float:
        low, high = self.values
        return self.top + (high - value) / (high - low) * self.high


class _Held:
    """What a part of a figure holds, by its names; what it does not hold is None, or a part that holds nothing. Plotly
    looks at each name anew for what may stand there, which takes twenty times as long."""

    PARTS = frozenset({"font", "line", "marker", "pattern", "fillpattern"})

    def __init__(self, held: Mapping[str, Any]) -> None:
        self._held = held

    def __getattr__(self, name: str) -> Any:
        found = self._held.get(name)
        return _Held(found or {}) if isinstance(found, dict) or name in self.PARTS else found


def svg(figure: go.Figure, wide: int, high: int | None = None, dark: bool = False) -> str:
    """The figure as an SVG of so many pixels; as high as on the page unless ``high`` says otherwise. ``dark`` says that
    it was drawn for the dark theme."""
    layout = _Held(figure.layout.to_plotly_json())
    high = high or layout.height
    margin = layout.margin
    inner = wide - margin.l - margin.r, high - margin.t - margin.b
    ranges = tuple(layout.xaxis.range), tuple(layout.yaxis.range)
    frame = _Frame(margin.l, margin.t, *inner, *ranges, theme.palette(dark))
    parts = [*_axes(layout, frame)]
    for number, trace in enumerate(_Held(one.to_plotly_json()) for one in figure.data):
        parts += _bars(trace, frame) if trace.type == "bar" else _scatter(trace, frame, number)
    parts += [_shape(_Held(shape), frame) for shape in layout.shapes or ()]
    for label in layout.annotations or ():
        parts += _label(_Held(label), frame)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' font-family="{theme.DRAWN_FONT}">{"".join(parts)}</svg>'
    )


def _axes(layout: Any, frame: _Frame) -> Iterator[str]:
    """Faint lines at round values with their unit, and the years below; nothing where the axes are not shown."""
    colours, (low, high) = frame.colours, frame.values
    if layout.yaxis.visible is not False:
        step = layout.yaxis.dtick or steps(low, high)
        named = layout.yaxis.tickvals or [
            place * step for place in range(math.ceil(low / step), math.floor(high / step) + 1)
        ]
        digits = max(0, -math.floor(math.log10(step) + 1e-9))
        for level in named:
            y = frame.y(level)
            right = (frame.left + frame.wide, y)
            yield _line(((frame.left, y), right), colours.shore if level == 0 else colours.grid, 1)
            said = f"{theme.number(level, digits)}{layout.yaxis.ticksuffix or ''}"
            yield _text(frame.left - 5, y + 4, said, 13, frame, anchor="end")
    if layout.xaxis.visible is not False:
        first, last = frame.years
        room = max(frame.wide / YEAR_WIDE, 1)
        every = next((step for step in (1, 2, 5, 10, 20) if (last - first) / step <= room), 50)
        for year in range(math.ceil(first / every) * every, math.floor(last) + 1, every):
            yield _text(frame.x(year), frame.top + frame.high + 18, str(year), 13, frame)


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
        for run in runs:
            yield (
                f'<polyline points="{_points(run)}" fill="none" {_paint(trace.line.color, "stroke")}'
                f' stroke-width="{trace.line.width or 2:g}" stroke-linejoin="round" opacity="{opacity:g}"'
                f"{_dashed(trace.line.dash)}/>"
            )
    if "markers" in mode:
        for x, y in (point for run in runs for point in run):
            yield _mark(x, y, trace, frame)


def _shape(shape: Any, frame: _Frame) -> str:
    """A line or a rectangle; one over the whole height of the axes stands in parts of it."""
    whole = str(shape.yref or "").endswith("domain")
    levels = [frame.top + (1 - level) * frame.high if whole else frame.y(level) for level in (shape.y0, shape.y1)]
    (x0, y0), (x1, y1) = ((frame.x(x), y) for x, y in zip((shape.x0, shape.x1), levels, strict=True))
    if shape.type != "rect":
        return _line(((x0, y0), (x1, y1)), shape.line.color, shape.line.width, shape.line.dash)
    size = f'width="{abs(x1 - x0):.1f}" height="{abs(y1 - y0):.1f}"'
    edge = f'{_paint(shape.line.color, "stroke")} stroke-width="{shape.line.width:g}"{_dashed(shape.line.dash)}'
    return f'<rect x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" {size} {_paint(shape.fillcolor or "none")} {edge}/>'


def _mark(x: float, y: float, trace: Any, frame: _Frame) -> str:
    """A circle, a square or a diamond; an open one shows the paper inside."""
    marker, colour = trace.marker, trace.marker.color or trace.line.color
    symbol, half = marker.symbol or "circle", (marker.size or 6) / 2
    open_one = symbol.endswith("-open")
    fill = frame.colours.paper if open_one else colour
    edge, width = (colour, 2) if open_one else (marker.line.color or colour, marker.line.width or 0)
    look = f'{_paint(fill)} {_paint(edge, "stroke")} stroke-width="{width:g}"'
    if symbol.startswith("circle"):
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:g}" {look}/>'
    if symbol.startswith("square"):
        return f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:g}" height="{2 * half:g}" {look}/>'
    corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    return f'<polygon points="{_points(corners)}" {look}/>'


def _bars(trace: Any, frame: _Frame) -> Iterator[str]:
    """Horizontal bars from zero or where they start, hatched where the page hatches them."""
    half = abs(frame.y(0) - frame.y(trace.width)) / 2
    hatches = trace.marker.pattern.shape or [""] * len(trace.x)
    starts = [0.0] * len(trace.x) if trace.base is None else trace.base
    for place, (start, value, row) in enumerate(zip(starts, trace.x, trace.y, strict=True)):
        left, right = sorted((frame.x(float(start)), frame.x(float(start + value))))
        top, size = frame.y(float(row)) - half, f'width="{right - left:.1f}" height="{2 * half:.1f}"'
        colour = trace.marker.color[place]
        fill = _paint(colour)
        if hatches[place]:
            yield _hatch(f"bar{place}", frame.colours.paper, colour)
            fill = f'fill="url(#bar{place})"'
        yield f'<rect x="{left:.1f}" y="{top:.1f}" {size} rx="2" {fill}/>'


def _hatch(name: str, stroke: str, ground: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="8" height="8" {_paint(ground)}/><rect width="1" height="8" {_paint(stroke)}/></pattern></defs>'
    )


def _label(label: Any, frame: _Frame) -> Iterator[str]:
    """The lines of a label around its anchor, over a halo of the paper."""
    x = frame.left + label.x * frame.wide if label.xref == "paper" else frame.x(label.x)
    x, y = x + (label.xshift or 0), frame.y(label.y) - (label.yshift or 0)
    size, words = label.font.size or 14, _lines(label.text)
    high = len(words) * size * LINE
    top = y - {"bottom": high, "middle": high / 2}.get(label.yanchor or "middle", 0.0)
    anchor = {"left": "start", "right": "end"}.get(label.xanchor or "center", "middle")
    colour, strong = label.font.color or frame.colours.ink, (label.font.weight or 400) >= 600
    for number, line in enumerate(words):
        yield _text(x, top + (number + 0.78) * size * LINE, line, size, frame, colour, anchor, strong)


def _lines(text: str) -> list[str]:
    """The lines of a label, each with its own bold parts."""
    return _BOLD.sub(lambda bold: bold[1].replace("<br>", "</b><br><b>"), text).split("<br>")


def _text(
    x: float,
    y: float,
    words: str,
    size: float,
    frame: _Frame,
    colour: str | None = None,
    anchor: str = "middle",
    strong: bool = False,
) -> str:
    said = "".join(
        f'<tspan font-weight="600">{escape(part[3:-4])}</tspan>' if part.startswith("<b>") else escape(part)
        for part in _BOLD.split(words)
    )
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
        f" {_paint(colour or frame.colours.soft)}"
        f'{" font-weight=" + chr(34) + "600" + chr(34) if strong else ""} stroke="{frame.colours.paper}"'
        f' stroke-width="3" paint-order="stroke" stroke-linejoin="round">{said}</text>'
    )


def _line(ends: Sequence[tuple[float, float]], colour: str, width: float, dash: str | None = None) -> str:
    (x0, y0), (x1, y1) = ends
    where = f'x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}"'
    return f'<line {where} {_paint(colour, "stroke")} stroke-width="{width:g}"{_dashed(dash)}/>'


def _dashed(dash: str | None) -> str:
    return f' stroke-dasharray="{_DASHES[dash]}"' if dash in _DASHES else ""


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
