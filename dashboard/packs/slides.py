"""Five slides of one city, with native charts that can be edited: verdict, curve, sectors, drivers, next steps.

Every sentence and figure comes from the functions that the Progress page uses, so that slides and screen agree.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from pptx import Presentation
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
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from analytics.inventories.inventory import Inventory
from analytics.vocabulary import METHOD_NAMES, VERDICT_NAMES, Method
from dashboard import language, theme
from dashboard.figures import sectors, trajectory
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import cards, series, steps, wording
from datasets.assessment import CityReport

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
INNER = WIDTH - 2 * MARGIN
HEAD_TOP, CHART_TOP, CHART_HEIGHT = Inches(0.95), Inches(1.9), Inches(4.6)
ANCIENT = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears, so that the same data gives the same bytes."""
Slide = Any
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def slides(report: CityReport, today: datetime) -> bytes:
    """The slides of one city in the language that is spoken, as the bytes of a PPTX; ``today`` is the date on them.

    Tonnes in charts are Mt or kt as on the page. A city without figures gets the same five slides, which say what is
    missing.
    """
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    for build in (_verdict, _curve, _sectors, _drivers, _steps):
        slide = show.slides.add_slide(show.slide_layouts[5])  # a title and nothing else
        build(slide, report, today)
    about = show.core_properties
    about.title, about.subject = wording.headline(report), _("Emissions against the target")
    about.author, about.language = _("Covenant of Mayors dashboard"), language.current()
    about.created = about.modified = today.replace(tzinfo=None, microsecond=0)
    written = io.BytesIO()
    show.save(written)
    return _reproducible(written.getvalue())


def _reproducible(data: bytes) -> bytes:
    """The same file with fixed times inside, in the workbooks behind its charts too."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: part != "[Content_Types].xml"):
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _reproducible(_timeless(part))
            new.writestr(zipfile.ZipInfo(name, ANCIENT), part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _timeless(workbook: bytes) -> bytes:
    """A workbook whose properties do not say in which second it was made."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(b"1980-01-01T00:00:00Z", part)
            new.writestr(name, part)
    return result.getvalue()


def _verdict(slide: Slide, report: CityReport, today: datetime) -> None:
    leading = report.leading
    colour = theme.palette().verdict(leading.verdict)
    word = f"{theme.VERDICT_SIGNS[leading.verdict]}  {say(VERDICT_NAMES[leading.verdict])}"
    _text(slide, word, MARGIN, Inches(1.05), INNER, Inches(0.45), 20, colour, bold=True)
    _head(slide, report, wording.headline(report), Inches(1.5), 34)
    _text(slide, wording.context(report), MARGIN, Inches(2.75), INNER, Inches(0.7), 18)
    wide = (INNER - 3 * Inches(0.25)) // 4
    for place, card in enumerate(cards.cards(report)):
        left = MARGIN + place * (wide + Inches(0.25))
        _text(slide, card.label, left, Inches(3.75), wide, Inches(0.4), 14, theme.LIGHT.soft)
        _text(slide, card.value, left, Inches(4.1), wide, Inches(0.7), 32, bold=True)
        _text(slide, card.change, left, Inches(4.8), wide, Inches(0.4), 14, theme.LIGHT.soft)
    if caveat := wording.caveat(report):
        _text(slide, caveat, MARGIN, Inches(5.5), INNER, Inches(1.1), 13, theme.LIGHT.soft)
    sources = "; ".join(map(say, leading.sources))
    # Translators: the sources of a verdict.
    _note(slide, _("Rests on: {sources}.", sources=sources) if sources else _("No source on file."), today)


def _curve(slide: Slide, report: CityReport, today: datetime) -> None:
    _head(slide, report, wording.curve_title(report))
    own, targets = series.own_series(report), series.drawn_targets(report)
    if not series.has_curve(report):
        words = _("Two inventories make a curve, a target makes a path.")
        _text(slide, words, MARGIN, CHART_TOP, INNER, Inches(1), 20)
        return
    others = series.other_series(report)
    inventories = [*own, *(item for found in others.values() for item in found)]
    tonnes = [item.emissions_t or 0.0 for item in inventories]
    largest = max(tonnes + [item.baseline.emissions_t for item in targets if item.baseline is not None])
    scale, unit = (1e6, "Mt") if largest >= 999_500 else (1e3, "kt")
    data = XyChartData()
    lines = [(series.main_method(report), run) for run in series.runs(own)]
    mine = len(lines)
    lines += [(method, run) for method, found in others.items() for run in series.runs(found)]
    for method, found in lines:
        line = data.add_series(
            f"{say(METHOD_NAMES[Method(str(method))])}, {unit} {theme.GASES[found[-1].gas or 'CO2e']}"
        )
        for item in found:
            line.add_data_point(item.year, (item.emissions_t or 0.0) / scale)
    for progress in filter(series.has_path, targets):
        assert progress.target is not None
        assert progress.baseline is not None
        assert progress.target_t is not None
        # Translators: the path to a target, in the legend of a chart, with its unit.
        path = data.add_series(_("Path: {target}, {unit}", target=wording.promise(progress.target), unit=unit))
        path.add_data_point(progress.target.base_year, progress.baseline.emissions_t / scale)
        path.add_data_point(progress.target.year, progress.target_t / scale)
    chart = _chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, trajectory.curve_alt(report))
    chart.has_legend = True
    chart.legend.include_in_layout, chart.legend.position = False, XL_LEGEND_POSITION.BOTTOM
    chart.legend.font.size = Pt(12)
    chart.value_axis.minimum_scale = min([0.0, *tonnes]) / scale
    chart.value_axis.tick_labels.number_format = "0.0" if largest / scale < 20 else "0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    years = [item.year for item in inventories] + [
        year for item in targets if item.target for year in (item.target.base_year, item.target.year)
    ]
    chart.category_axis.minimum_scale = min(years) - min(years) % 5
    chart.category_axis.maximum_scale = max(years) + -max(years) % 5
    chart.category_axis.tick_labels.number_format, chart.category_axis.has_major_gridlines = "0", False
    chart.category_axis.tick_labels.number_format_is_linked = False
    for place, line in enumerate(chart.plots[0].series):
        _line(line, place, place < mine, place < len(lines))
    # Translators: the unit of the axis of a chart.
    _note(slide, f"{_('Axis: {unit}.', unit=unit)} {wording.curve_note(report, pale=True)}", today)


def _line(line: Any, place: int, mine: bool, inventories: bool) -> None:
    """The city's own series strong, another method's as marks alone, a path broken."""
    colour = _rgb(theme.LIGHT.ours if mine else theme.LIGHT.required)
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = colour, Pt(2.75 if mine else 1.25)
    if inventories and not mine:
        line.format.line.fill.background()
    elif not mine:
        line.format.line.dash_style = (MSO_LINE.ROUND_DOT, MSO_LINE.DASH, MSO_LINE.LONG_DASH)[place % 3]
    line.marker.style = XL_MARKER_STYLE.CIRCLE if inventories else XL_MARKER_STYLE.DIAMOND
    line.marker.size = 7
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = colour if mine or not inventories else _rgb(theme.LIGHT.shore)
    line.marker.format.line.color.rgb = colour


def _sectors(slide: Slide, report: CityReport, today: datetime) -> None:
    latest = report.leading.latest
    if latest is None or not series.has_sectors(latest):
        title, what, then = wording.no_drivers(report)
        _head(slide, report, title)
        _text(slide, f"{what} {then}", MARGIN, CHART_TOP, INNER, Inches(1), 20)
        return
    ordered = sorted(latest.sectors.items(), key=lambda item: item[1])
    largest = series.group_name(ordered[-1][0])
    share = theme.percent(100 * ordered[-1][1] / latest.emissions_t) if latest.emissions_t else theme.missing()
    # Translators: the largest sector and its share of the emissions of a year, as a heading.
    _head(slide, report, _("{sector}: {share} of {year}", sector=largest, share=share, year=latest.year))
    _bars(slide, ordered, latest, sectors.composition_alt(latest), lambda group, value: theme.sector_colour(group))
    _note(slide, f"{latest.year}. {wording.source_note(latest)}", today)


def _drivers(slide: Slide, report: CityReport, today: datetime) -> None:
    latest, base = report.leading.latest, report.leading.baseline
    first = base.inventory if base and report.leading.gap_t is not None else None
    found = series.moves(first, latest) if first and latest else []
    if not first or not latest or not found:
        _head(slide, report, _("What drove the change cannot be told"))
        why = " ".join(map(say, report.leading.reasons)) or _("Two inventories with sectors are needed.")
        _text(slide, why, MARGIN, CHART_TOP, INNER, Inches(3), 18)
        return
    _head(slide, report, wording.sector_title(first, latest))
    colours = theme.LIGHT
    _bars(
        slide, found[::-1], latest, sectors.changes_alt(first, latest),
        lambda group, value: colours.ours if value <= 0 else colours.rising, signed=True,
    )  # fmt: skip
    _note(slide, wording.change_note(first, latest), today)


def _steps(slide: Slide, report: CityReport, today: datetime) -> None:
    found = steps.steps(report, today.year)
    _head(slide, report, ngettext("{count} next step", "{count} next steps", len(found)))
    for place, step in enumerate(found):
        top = Inches(1.9) + place * Inches(1.15)
        _text(slide, str(place + 1), MARGIN, top, Inches(0.6), Inches(0.6), 30, theme.LIGHT.ours, bold=True)
        frame = _frame(slide, MARGIN + Inches(0.7), top, Inches(11), Inches(1))
        for part, bold in step.parts:
            _run(frame, part, 20, theme.LIGHT.ink, bold)
    _text(slide, say(wording.RULE), MARGIN, Inches(5.4), INNER, Inches(1.1), 12, theme.LIGHT.soft)
    _note(slide, _("Computed from the figures of this deck."), today)


def _bars(
    slide: Slide, values: list[tuple[str, float]], latest: Inventory, alt: str, colour: Any, signed: bool = False
) -> None:
    """Bars of one value a sector group, labelled as on the page."""
    scale, unit = (1e6, "Mt") if max(abs(value) for _, value in values) >= 999_500 else (1e3, "kt")
    data = CategoryChartData(number_format="0.00")
    data.categories = [series.group_name(group) for group, _ in values]
    data.add_series(f"{unit} {theme.GASES[latest.gas or 'CO2e']}", [value / scale for _, value in values])
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, alt)
    chart.has_legend = False
    lowest, highest = min(0.0, *(value for _, value in values)), max(0.0, *(value for _, value in values))
    room = 0.2 * (highest - lowest) / scale  # for the labels beside the bars
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = lowest / scale - (room if lowest else 0), highest / scale + room
    axis.has_major_gridlines, axis.tick_label_position = False, XL_TICK_LABEL_POSITION.NONE
    axis.format.line.fill.background()
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    plot.vary_by_categories = False  # with it, LibreOffice draws negative bars to the wrong side
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.font.size, plot.data_labels.show_value = Pt(14), True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    bars = plot.series[0]
    bars.invert_if_negative = False
    for place, (group, value) in enumerate(values):
        point = bars.points[place]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = _rgb(colour(group, value))
        _upright(point)
        label = point.data_label.text_frame
        label.text = theme.tonnes(value, None, signed=signed, like=latest.emissions_t)
        label.paragraphs[0].font.size = Pt(14)


def _upright(point: Any) -> None:
    """Keep a negative bar on its side: LibreOffice turns it round where the point does not say that it is not inverted.

    The library has no word for this property of a point, so its element is written by hand.
    """
    element = point._ser.get_or_add_dPt_for_point(point._idx)
    said = element.makeelement(qn("c:invertIfNegative"), {"val": "0"})
    element.find(qn("c:idx")).addnext(said)


def _chart(slide: Slide, kind: Any, data: Any, alt: str) -> Any:
    frame = slide.shapes.add_chart(kind, MARGIN, CHART_TOP, INNER, CHART_HEIGHT, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(14)
    chart.font.color.rgb = _rgb(theme.LIGHT.ink)
    for axis in (chart.value_axis, chart.category_axis):
        axis.format.line.color.rgb = _rgb(theme.LIGHT.shore)
        if axis.has_major_gridlines:
            axis.major_gridlines.format.line.color.rgb = _rgb(theme.LIGHT.grid)
    return chart


def _head(slide: Slide, report: CityReport, words: str, top: int = HEAD_TOP, size: int = 30) -> None:
    """The finding as the title of the slide, the city above it."""
    _text(slide, wording.eyebrow(report).upper(), MARGIN, Inches(0.5), INNER, Inches(0.4), 12, theme.LIGHT.soft)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, top, INNER, Inches(0.9 if size < 34 else 1.2)
    frame = title.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = words, True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_top = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(size), True
    paragraph.font.color.rgb = _rgb(theme.LIGHT.ink)


def _text(
    slide: Slide, words: str, left: int, top: int, width: int, height: int, size: int, colour: str = theme.LIGHT.ink,
    bold: bool = False,
) -> None:  # fmt: skip
    _run(_frame(slide, left, top, width, height), words, size, colour, bold)


def _frame(slide: Slide, left: int, top: int, width: int, height: int) -> Any:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_top = 0
    return frame


def _run(frame: Any, words: str, size: int, colour: str, bold: bool) -> None:
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = words, Pt(size), bold
    run.font.color.rgb = _rgb(colour)


def _note(slide: Slide, words: str, today: datetime) -> None:
    """Unit, method, source, revision and date below a chart, and the day on which the slide was made."""
    made = f"{words} {_('Made on {date}.', date=theme.date(today))}"
    _text(slide, made, MARGIN, Inches(6.6), INNER, Inches(0.6), 11, theme.LIGHT.soft)


def _rgb(colour: str) -> RGBColor:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)
