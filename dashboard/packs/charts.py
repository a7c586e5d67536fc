"""Native charts of a slide, which can be edited: the curve against its paths, and bars.

LibreOffice loses the first series of a scatter chart where a later one has more points, so the longest comes first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures import trajectory_words
from dashboard.figures.scale import steps
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words import commitments, shown_series
from dashboard.words.names import group_name
from datasets import CityReport

TOP, HIGH = Inches(1.9), Inches(4.6)
DASHES = (MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH)
CLOSE = (0.1, 0.08)
"""Parts of the two axes within which two labels would cover each other."""


MARKS = {"own": XL_MARKER_STYLE.CIRCLE, "other": XL_MARKER_STYLE.SQUARE, "path": XL_MARKER_STYLE.DIAMOND}


@dataclass(frozen=True)
class ChartLine:
    """One series of the curve: the city's own inventories, those of another method, or a path. ``last`` is written at
    its last point, "" where the series goes on after a change of method."""

    name: str
    points: tuple[tuple[int, float], ...]
    kind: str
    last: str


def unit_of(tonnes: Sequence[float]) -> tuple[float, str]:
    """What the values of a chart are divided by, and the unit that they then have."""
    return (1e6, "Mt") if max(map(abs, tonnes), default=0.0) >= 999_500 else (1e3, "kt")


def curve(slide: Any, report: CityReport, left: int, wide: int) -> str:
    """The inventories against the path to each target; returns the unit of its axis."""
    drawn = _levels(report)
    scale, unit = unit_of(drawn)
    lines = sorted(_lines(report, scale, unit), key=lambda line: -len(line.points))
    data = XyChartData()
    for line in lines:
        made = data.add_series(line.name)
        for year, value in line.points:
            made.add_data_point(year, value)
    found = chart(
        slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, trajectory_words.curve_alt(report), left, wide
    )
    found.has_legend = True
    found.legend.include_in_layout, found.legend.position = False, XL_LEGEND_POSITION.BOTTOM
    found.legend.font.size = Pt(12)
    _axes(found, [value / scale for value in drawn], [year for line in lines for year, _value in line.points])
    paths = [line for line in lines if line.kind == "path"]
    has_own = any(line.kind == "own" for line in lines)
    drawing = list(zip(found.plots[0].series, lines, strict=True))
    for made, line in drawing:
        colour = theme.LIGHT.ours if line.kind == "own" or not (has_own or line in paths) else theme.LIGHT.required
        _drawn(made, line, rgb(colour), DASHES[paths.index(line) % len(DASHES)] if line in paths else None)
    _name_ends(found, [(made, line) for made, line in drawing if line.last])
    return unit


def _name_ends(found: Any, ends: Sequence[tuple[Any, ChartLine]]) -> None:
    """Write what the lines come to at their ends: paths above, or below where another stands close above, the city's
    own inventories and those of another method below. What would cover another is left to the legend."""
    below, above = XL_LABEL_POSITION.BELOW, XL_LABEL_POSITION.ABOVE
    taken: list[tuple[float, float, Any]] = []
    first = ("own", "path", "other")
    for made, line in sorted(ends, key=lambda item: (first.index(item[1].kind), -item[1].points[-1][1])):
        x, y = _part(found.category_axis, line.points[-1][0]), _part(found.value_axis, line.points[-1][1])
        for side in (above, below) if line.kind == "path" else (below,):
            if all(side != other or abs(x - at) > CLOSE[0] or abs(y - up) > CLOSE[1] for at, up, other in taken):
                _name(made, line, side)
                taken.append((x, y, side))
                break


def _part(axis: Any, value: float) -> float:
    """Where a value lies on an axis, from 0 to 1."""
    return float((value - axis.minimum_scale) / (axis.maximum_scale - axis.minimum_scale))


def _levels(report: CityReport) -> list[float]:
    """Every level that the curve shows, in t."""
    own, others = shown_series.own_series(report), shown_series.other_series(report)
    levels = [item.emissions_t for found in (own, *others.values()) for item in found]
    for progress in shown_series.drawn_targets(report):
        levels += [level for _year, level in shown_series.path_points(progress, report.judging)]
        levels += [progress.baseline.emissions_t if progress.baseline else None, progress.target_t]
    return [level for level in levels if level is not None]


def _lines(report: CityReport, scale: float, unit: str) -> list[ChartLine]:
    own, lines = shown_series.own_series(report), list[ChartLine]()
    kinds = [(shown_series.main_method(report), own, "own")] if own else []
    kinds += [(method, found, "other") for method, found in shown_series.other_series(report).items()]
    for method, found, kind in kinds:
        for run in shown_series.runs(found):
            name = f"{say(METHOD_NAMES[Method(str(method))])}, {unit} {theme.GASES[run[-1].gas or 'CO2e']}"
            points = tuple((item.year, (item.emissions_t or 0.0) / scale) for item in run)
            last = theme.tonnes(run[-1].emissions_t, None) if run[-1] is found[-1] else ""
            lines.append(ChartLine(name, points, kind, last))
    for progress in filter(shown_series.has_path, shown_series.drawn_targets(report)):
        target = progress.target
        assert target is not None
        # Translators: the path to a target, in the legend of a chart, with its unit.
        name = _("Path: {target}, {unit}", target=commitments.promise(target), unit=unit)
        points = tuple((year, level / scale) for year, level in shown_series.path_points(progress, report.judging))
        lines.append(ChartLine(name, points, "path", theme.promised(target)))
    return lines


def _axes(found: Any, values: Sequence[float], years: Sequence[int]) -> None:
    """Round numbers on both axes, zero among them, the years below everything that is drawn."""
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    step = steps(low, high)
    axis = found.value_axis
    axis.minimum_scale, axis.maximum_scale = math.floor(low / step) * step, math.ceil(high / step) * step
    axis.major_unit = step
    axis.tick_labels.number_format = "0" if step >= 1 else "0.0" if step >= 0.1 else "0.00"
    axis.tick_labels.number_format_is_linked = False
    years_axis = found.category_axis
    years_axis.minimum_scale = min(years) - min(years) % 5
    years_axis.maximum_scale = max(years) + -max(years) % 5
    span = years_axis.maximum_scale - years_axis.minimum_scale
    years_axis.major_unit = 5 if span <= 40 else 10
    years_axis.tick_labels.number_format, years_axis.has_major_gridlines = "0", False
    years_axis.tick_labels.number_format_is_linked = False
    years_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _drawn(made: Any, line: ChartLine, colour: RGBColor, dash: Any) -> None:
    """The city's own series strong, another method's as squares alone, a path broken."""
    mine = line.kind == "own"
    made.smooth = False
    made.format.line.color.rgb, made.format.line.width = colour, Pt(2.75 if mine else 1.25)
    if line.kind == "other":
        made.format.line.fill.background()
    elif dash is not None:
        made.format.line.dash_style = dash
    made.marker.style = MARKS[line.kind]
    made.marker.size = 7 if mine else 8
    made.marker.format.fill.solid()
    made.marker.format.fill.fore_color.rgb = colour
    made.marker.format.line.color.rgb = colour
    if line.kind == "path":  # its ends alone are figures that somebody stated
        for place in range(1, len(line.points) - 1):
            made.points[place].marker.style = XL_MARKER_STYLE.NONE


def _name(made: Any, line: ChartLine, side: Any) -> None:
    """What a line comes to, at its last point."""
    mine = line.kind == "own"
    label = made.points[len(line.points) - 1].data_label
    label.position = side
    frame = label.text_frame
    frame.text = line.last
    font = frame.paragraphs[0].font
    font.size, font.bold = Pt(14), mine
    font.color.rgb = rgb(theme.LIGHT.ours if mine else theme.LIGHT.required)


def bars(
    slide: Any,
    values: Sequence[tuple[str, float]],
    latest: Inventory,
    alt: str,
    colour: Callable[[str, float], str],
    left: int,
    wide: int,
    signed: bool = False,
) -> None:
    """Bars of one value a sector group, labelled as on the page."""
    scale, unit = unit_of([value for _group, value in values])
    data = CategoryChartData(number_format="0.00")
    data.categories = [group_name(group) for group, _value in values]
    data.add_series(f"{unit} {theme.GASES[latest.gas or 'CO2e']}", [value / scale for _group, value in values])
    found = chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, alt, left, wide)
    found.has_legend = False
    lowest, highest = min(0.0, *(value for _group, value in values)), max(0.0, *(value for _group, value in values))
    room = 0.2 * (highest - lowest) / scale  # for the labels beside the bars
    axis = found.value_axis
    axis.minimum_scale, axis.maximum_scale = lowest / scale - (room if lowest else 0), highest / scale + room
    axis.has_major_gridlines, axis.tick_label_position = False, XL_TICK_LABEL_POSITION.NONE
    axis.format.line.fill.background()
    found.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = found.plots[0]
    plot.vary_by_categories = False  # with it, LibreOffice draws negative bars to the wrong side
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.font.size, plot.data_labels.show_value = Pt(14), True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    made = plot.series[0]
    made.invert_if_negative = False
    for place, (group, value) in enumerate(values):
        point = made.points[place]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = rgb(colour(group, value))
        _upright(point)
        label = point.data_label.text_frame
        label.text = theme.tonnes(value, None, signed=signed, like=max(abs(value) for _group, value in values))
        label.paragraphs[0].font.size = Pt(14)


def _upright(point: Any) -> None:
    """Keep a negative bar on its side: LibreOffice turns it round where the point does not say that it is not inverted.

    The library has no word for this property of a point, so its element is written by hand.
    """
    element = point._ser.get_or_add_dPt_for_point(point._idx)
    said = element.makeelement(qn("c:invertIfNegative"), {"val": "0"})
    element.find(qn("c:idx")).addnext(said)


def chart(slide: Any, kind: Any, data: Any, alt: str, left: int, wide: int) -> Any:
    """A chart in the place of a slide that is kept for one; ``alt`` is the sentence that replaces it."""
    frame = slide.shapes.add_chart(kind, left, TOP, wide, HIGH, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    made = frame.chart
    made.has_title = False
    made.font.size = Pt(14)
    made.font.color.rgb = rgb(theme.LIGHT.ink)
    for axis in (made.value_axis, made.category_axis):
        axis.format.line.color.rgb = rgb(theme.LIGHT.shore)
        if axis.has_major_gridlines:
            axis.major_gridlines.format.line.color.rgb = rgb(theme.LIGHT.grid)
    return made


def rgb(colour: str) -> RGBColor:
    """A colour of the theme as the slides take it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)
