"""Charts of a slide that can be edited there: bars of categories, and lines over years.

What they look like is set beside each value; where they stand in their frame is fixed, so that words and areas can be
laid over them. LibreOffice loses the first line of a chart where a later one has more points, so the longest comes
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import IO, Any

from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.series import BarSeries
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.enum.chart import XL_TICK_MARK as TICK
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter import Workbook

from dashboard import theme
from dashboard.packs.canvas import Canvas, Fill, clean, lettered, paint
from dashboard.packs.master import Box

KINDS = {
    (False, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (True, True): XL_CHART_TYPE.COLUMN_STACKED,
}
"""The charts of bars: whether they stand upright, and whether they are stacked."""
ANCIENT = datetime(1980, 1, 1)
"""When every workbook says that it was made, so that the same figures give the same bytes."""
_CLEAR = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


@dataclass(frozen=True)
class Bars:
    """One series of bars: a value for each category with its fill, and what is written at its end ("" for nothing),
    in ``colour``; ``inside`` its bar, where there is room for it, or ``backed`` by the colour of the paper."""

    name: str
    values: Sequence[float | None]
    fills: Sequence[Fill | None]
    labels: Sequence[str] = ()
    colour: str = theme.LIGHT.ink
    inside: bool = False
    backed: bool = False


@dataclass(frozen=True)
class ChartLine:
    """One series over years: its points, the colour, width (0: none) and dash of its line, and the mark at each point
    (None: no mark), full or hollow."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str
    width: float
    dash: MSO_LINE_DASH_STYLE | None = None
    mark: XL_MARKER_STYLE | None = None
    mark_size: float = 7
    hollow: bool = False


@dataclass(frozen=True)
class Axis:
    """From where to where an axis runs, how far its labels are apart (0: none are written), and how they look."""

    low: float
    high: float
    step: float = 0
    form: str = "General"
    size: float = 13
    grid: bool = field(default=False)


def bar_chart(
    sheet: Canvas,
    frame: Box,
    inner: Box,
    categories: Sequence[str],
    series: Sequence[Bars],
    values: Axis,
    size: float,
    alt: str,
    upright: bool = False,
    stacked: bool = False,
    gap: int = 45,
    named: bool = True,
) -> None:
    """Bars from the left, the first category above, or ``upright`` ones, in a ``frame`` whose axes span the ``inner``
    box; ``size`` is that of names and labels in points, ``gap`` the room between two bars in per cent of one; ``named``
    writes the categories beside them."""
    data = _Categories()
    data.categories = [clean(one) for one in categories]
    for one in series:
        data.add_series(clean(one.name), one.values)
    chart = sheet.chart(frame, KINDS[upright, stacked], data, alt)
    _laid(chart, frame, inner, size)
    plot, names = chart.plots[0], chart.category_axis
    plot.gap_width, plot.vary_by_categories = gap, False
    names.visible, names.reverse_order = named, not upright
    names.major_tick_mark, names.tick_label_position, names.tick_labels.offset = TICK.NONE, LABELS.LOW, 60
    paint(names.format.line.fill, Fill(theme.LIGHT.shore))
    _letters(names, size, theme.LIGHT.ink)
    _axis(chart.value_axis, values)
    for made, one in zip(plot.series, series, strict=True):
        _bars(made, one, size, stacked)


def line_chart(
    sheet: Canvas, frame: Box, inner: Box, lines: Sequence[ChartLine], years: Axis, values: Axis, size: float, alt: str
) -> None:
    """Lines and marks over years, in a ``frame`` whose axes span the ``inner`` box."""
    lines = sorted(lines, key=lambda line: (-len(line.points), -line.width))
    data = _Years()
    for one in lines:
        held = data.add_series(clean(one.name))
        for x, y in one.points:
            held.add_data_point(x, y)
    chart = sheet.chart(frame, XL_CHART_TYPE.XY_SCATTER_LINES, data, alt)
    _laid(chart, frame, inner, size)
    chart.plots[0].vary_by_categories = False
    _axis(chart.category_axis, years)
    _axis(chart.value_axis, values)
    if not values.step:  # without an axis of values nothing is zero
        chart.value_axis.crosses = XL_AXIS_CROSSES.MINIMUM
    for made, one in zip(chart.plots[0].series, lines, strict=True):
        _line(made, one)


class _Book:
    """Writes the workbook behind a chart: what is text stays text, whatever it begins with."""

    @contextmanager
    def _open_worksheet(self, file: IO[bytes]) -> Iterator[tuple[Any, Any]]:
        book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": ANCIENT})
        yield book, book.add_worksheet()
        book.close()


class _CategoryBook(_Book, CategoryWorkbookWriter):
    """That of bars."""


class _YearBook(_Book, XyWorkbookWriter):
    """That of lines."""


class _Categories(CategoryChartData):
    @cached_property
    def _workbook_writer(self) -> _CategoryBook:
        return _CategoryBook(self)


class _Years(XyChartData):
    @cached_property
    def _workbook_writer(self) -> _YearBook:
        return _YearBook(self)


def _laid(chart: Chart, frame: Box, inner: Box, size: float) -> None:
    """Where the axes stand in the frame; nothing lies behind them, and no name or key around them."""
    chart.has_legend = chart.has_title = False
    lettered(chart.font, size, theme.LIGHT.ink)
    shares = {
        "x": (inner.left - frame.left) / frame.wide,
        "y": (inner.top - frame.top) / frame.high,
        "w": inner.wide / frame.wide,
        "h": inner.high / frame.high,
    }
    sizes = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
    plot = chart._chartSpace.chart.plotArea
    for former in plot.findall(qn("c:layout")):
        plot.remove(former)
    laid = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{sizes}</c:manualLayout></c:layout>'
    )
    plot.insert(0, parse_xml(laid))
    plot.append(parse_xml(_CLEAR))
    chart._chartSpace.chart.addnext(parse_xml(_CLEAR))


def _letters(axis: Any, size: float, colour: str) -> None:
    lettered(axis.tick_labels.font, size, colour)
    axis._element.txPr.bodyPr.set("rot", "0")


def _axis(axis: ValueAxis, told: Axis) -> None:
    axis.minimum_scale, axis.maximum_scale, axis.visible = told.low, told.high, bool(told.step)
    if told.step:
        axis.major_unit = told.step
    axis.major_tick_mark, axis.tick_label_position = TICK.NONE, LABELS.LOW
    axis.has_major_gridlines = told.grid
    if told.grid:
        paint(axis.major_gridlines.format.line.fill, Fill(theme.LIGHT.grid))
    paint(axis.format.line.fill, None if told.grid else Fill(theme.LIGHT.shore))
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = told.form, False
    _letters(axis, told.size, theme.LIGHT.soft)


def _bars(made: BarSeries, one: Bars, size: float, stacked: bool) -> None:
    made.invert_if_negative = False
    paint(made.format.fill, one.fills[0] if one.fills else None)
    for place, look in enumerate(one.fills if len(set(one.fills)) > 1 else ()):
        point = made.points[place]
        paint(point.format.fill, look)
        drawn = point.format._element  # PowerPoint leaves the inside of a bar below zero white where this is not said
        drawn.idx.addnext(drawn.makeelement(qn("c:invertIfNegative"), {"val": "0"}))
    where = XL_LABEL_POSITION.OUTSIDE_END
    if stacked:
        where = XL_LABEL_POSITION.INSIDE_BASE
    if one.inside:
        where = XL_LABEL_POSITION.CENTER
    for place, said in enumerate(one.labels):
        if said:
            _label(made.points[place].data_label, said, where, size, one, (one.values[place] or 0) < 0)


def _label(label: Any, said: str, where: XL_LABEL_POSITION, size: float, one: Bars, below: bool) -> None:
    """What is written at the end of a bar, or in it."""
    frame = label.text_frame
    frame.word_wrap = False
    for number, line in enumerate(clean(said).split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if below else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        lettered(run.font, size, one.colour, True)
    label.position = where
    if one.backed:
        behind = parse_xml(f"<c:spPr {nsdecls('c', 'a')}/>")
        label._get_or_add_dLbl().find(qn("c:tx")).addnext(behind)
        paint(FillFormat.from_fill_parent(behind), Fill(theme.LIGHT.paper))


def _line(made: Any, one: ChartLine) -> None:
    made.smooth = False
    line, mark = made.format.line, made.marker
    paint(line.fill, Fill(one.colour) if one.width else None)
    if one.width:
        line.width = Pt(one.width)
    if one.dash is not None:
        line.dash_style = one.dash
    mark.style = XL_MARKER_STYLE.NONE if one.mark is None else one.mark
    if one.mark is not None:
        mark.size = max(2, min(72, round(one.mark_size)))
        paint(mark.format.fill, Fill(theme.LIGHT.paper if one.hollow else one.colour))
        paint(mark.format.line.fill, Fill(one.colour))
        mark.format.line.width = Pt(1.25)
