"""Five slides of one city, with native charts that can be edited and notes for who speaks: verdict, curve, sectors,
drivers, next steps.

Every sentence and figure comes from the functions that the Progress page uses, so that slides and screen agree.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from analytics.inventories.inventory import Inventory
from dashboard import language, theme
from dashboard.figures import sectors
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.packs import charts, notes
from dashboard.packs.charts import rgb
from dashboard.parts.progress import captions, cards, steps
from dashboard.words import origins, shown_series, verdicts
from datasets import CityReport

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
INNER = WIDTH - 2 * MARGIN
HEAD_TOP = Inches(0.95)
CODE_WIDE = Inches(4)
ANCIENT = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears, so that the same data gives the same bytes."""
Slide = Any
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def slides(report: CityReport, today: datetime, code: str | None = None) -> bytes:
    """The slides of one city in the language that is spoken, as the bytes of a PPTX; ``today`` is the date on them and
    ``code`` the figure code of the city, by which its figures are found again.

    Tonnes in charts are Mt or kt as on the page. A city without figures gets the same five slides, which say what is
    missing.
    """
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    for build, noted in (
        (_verdict, notes.verdict),
        (_curve, notes.curve),
        (_sectors, notes.sectors),
        (_drivers, notes.drivers),
        (_steps, notes.next_steps),
    ):
        slide = show.slides.add_slide(show.slide_layouts[5])  # a title and nothing else
        build(slide, report, today)
        slide.notes_slide.notes_text_frame.text = noted(report)
        if code is not None:
            _code(slide, code)
    about = show.core_properties
    about.title, about.subject = verdicts.headline(report), _("Emissions against the target")
    about.author, about.language = _("Covenant of Mayors dashboard"), language.current()
    about.created = about.modified = today.replace(tzinfo=None, microsecond=0)
    written = io.BytesIO()
    show.save(written)
    return _reproducible(written.getvalue())


def _reproducible(data: bytes) -> bytes:
    """A presentation with fixed times inside, in the workbooks behind its charts too."""
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
    answer = verdicts.answer(report)
    colour = theme.palette().verdict(answer.verdict)
    word = f"{theme.VERDICT_SIGNS[answer.verdict]}  {answer.words}"
    _text(slide, word, MARGIN, Inches(1.05), INNER, Inches(0.45), 20, colour, bold=True)
    shown = (leading.latest, leading.baseline.inventory if leading.baseline else None)
    below = _head(slide, report, verdicts.headline(report), shown, Inches(1.5), 34)
    _text(slide, verdicts.context(report), MARGIN, below, INNER, Inches(0.7), 18)
    wide, inner = (INNER - 3 * Inches(0.25)) // 4, Inches(0.2)
    for place, card in enumerate(cards.cards(report)):
        left = MARGIN + place * (wide + Inches(0.25))
        _box(slide, left, Inches(3.65), wide, Inches(1.65))
        _text(slide, card.label, left + inner, Inches(3.8), wide - inner, Inches(0.4), 14, theme.LIGHT.soft)
        _text(slide, card.value, left + inner, Inches(4.12), wide - inner, Inches(0.7), 30, bold=True)
        better = theme.LIGHT.soft if card.better is None else theme.LIGHT.ours if card.better else theme.LIGHT.rising
        _text(slide, card.change, left + inner, Inches(4.8), wide - inner, Inches(0.4), 14, better)
    if caveat := " ".join(filter(None, (verdicts.caveat(report), verdicts.head_doubts(report)))):
        _text(slide, subscripts(caveat), MARGIN, Inches(5.55), INNER, Inches(1.0), 14, theme.LIGHT.soft)
    sources = "; ".join(map(say, leading.sources))
    # Translators: the sources of a verdict.
    _note(slide, _("Rests on: {sources}.", sources=sources) if sources else _("No source on file."), today)


def _curve(slide: Slide, report: CityReport, today: datetime) -> None:
    _head(slide, report, shown_series.curve_title(report), report.inventories)
    if not shown_series.has_curve(report):
        words = _("Two inventories make a curve, a target makes a path.")
        _text(slide, words, MARGIN, charts.TOP, INNER, Inches(1), 20)
        return
    unit = charts.curve(slide, report, MARGIN, INNER)
    # Translators: the unit of the axis of a chart.
    _note(slide, f"{_('Axis: {unit}.', unit=unit)} {captions.curve_note(report, squares=True)}", today)


def _sectors(slide: Slide, report: CityReport, today: datetime) -> None:
    latest = report.leading.latest
    if latest is None or not shown_series.has_sectors(latest):
        title, what, then = captions.no_drivers(report)
        _head(slide, report, title, [latest])
        _text(slide, f"{what} {then}", MARGIN, charts.TOP, INNER, Inches(1), 20)
        return
    _head(slide, report, captions.made_of_title(latest), [latest])
    ordered = sorted(latest.sectors.items(), key=lambda item: item[1])
    told = sectors.composition_alt(latest)
    charts.bars(slide, ordered, latest, told, lambda group, value: theme.sector_colour(group), MARGIN, INNER)
    _note(slide, f"{latest.year}. {origins.source_note(latest)}", today)


def _drivers(slide: Slide, report: CityReport, today: datetime) -> None:
    latest, first = report.leading.latest, shown_series.compared_with(report)
    if first is None or latest is None:
        _head(slide, report, _("What drove the change cannot be told"), [latest])
        _text(slide, captions.no_change(report), MARGIN, charts.TOP, INNER, Inches(3), 18)
        return
    _head(slide, report, captions.sector_title(first, latest), [first, latest])
    colours = theme.LIGHT
    charts.bars(
        slide,
        shown_series.moves(first, latest)[::-1],
        latest,
        sectors.changes_alt(first, latest),
        lambda group, value: colours.ours if value <= 0 else colours.rising,
        MARGIN,
        INNER,
        signed=True,
    )
    _note(slide, captions.change_note(first, latest), today)


def _steps(slide: Slide, report: CityReport, today: datetime) -> None:
    found = steps.steps(report, today.year)
    _head(slide, report, ngettext("{count} next step", "{count} next steps", len(found)), [report.leading.latest])
    for place, step in enumerate(found):
        top = Inches(1.9) + place * Inches(1.15)
        _text(slide, str(place + 1), MARGIN, top, Inches(0.6), Inches(0.6), 30, theme.LIGHT.ours, bold=True)
        frame = _frame(slide, MARGIN + Inches(0.7), top, Inches(11), Inches(1))
        for part, bold in step.parts:
            _run(frame, part, 20, theme.LIGHT.ink, bold)
    _text(slide, say(verdicts.RULE), MARGIN, Inches(5.4), INNER, Inches(1.1), 12, theme.LIGHT.soft)
    _note(slide, _("Computed from the figures of this deck."), today)


def _head(
    slide: Slide,
    report: CityReport,
    words: str,
    shown: Iterable[Inventory | None],
    top: int = HEAD_TOP,
    size: int = 30,
) -> int:
    """The finding as the title of the slide, the city above it, with a mark where one of the inventories ``shown`` is a
    sample, the verdict's colour at the edge; returns where the title ends. A long title is set smaller, so that it
    keeps to two lines."""
    answer = verdicts.answer(report)
    _edge(slide, theme.palette().verdict(answer.verdict))
    if _lines(words, size) > (1 if top == HEAD_TOP else 2):
        size -= 5
    high = Pt(int(_lines(words, size) * size * 1.2)) + Inches(0.12)
    above = verdicts.eyebrow(report)
    if report.holds_samples(*shown):
        above = f"{above}   ·   {_('Sample figures')}"
    _text(slide, above, MARGIN, Inches(0.5), INNER, Inches(0.4), 12, theme.LIGHT.soft)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, top, INNER, high
    frame = title.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = words, True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_top = 0
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE  # of a font in the place of this one, which may be wider
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(size), True
    paragraph.font.color.rgb = rgb(theme.LIGHT.ink)
    return int(top + high)


def _lines(words: str, size: int) -> int:
    """About how many lines a bold title of this size takes."""
    return math.ceil(len(words) * size * 0.45 / Emu(INNER).pt)


def _edge(slide: Slide, colour: str) -> None:
    """A band at the left edge of the slide, in the colour of the verdict, which the first slide names in a word."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.14), HEIGHT)
    band.fill.solid()
    band.fill.fore_color.rgb = rgb(colour)
    band.line.fill.background()
    _flat(band)


def _box(slide: Slide, left: int, top: int, width: int, height: int) -> None:
    """The border of a card."""
    box = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, left, top, width, height)
    box.adjustments[0] = 0.06
    box.fill.background()
    box.line.color.rgb, box.line.width = rgb(theme.LIGHT.shore), Pt(1)
    _flat(box)


def _flat(shape: Any) -> None:
    """Take the style of the theme off a shape: it would cast a shadow, in LibreOffice even where none is set."""
    shape._element.remove(shape._element.find(qn("p:style")))


def _code(slide: Slide, code: str) -> None:
    """The figure code at the lower right, away from what is told below the chart."""
    left = MARGIN + INNER - CODE_WIDE
    # Translators: below a slide, before a code such as US-BOS-R3-7F3A that can be typed into the Method page.
    words = _("Figure code {code}", code=code)
    _text(slide, words, left, Inches(7.12), CODE_WIDE, Inches(0.28), 10, theme.LIGHT.soft, right=True)


def _text(
    slide: Slide,
    words: str,
    left: int,
    top: int,
    width: int,
    height: int,
    size: int,
    colour: str = theme.LIGHT.ink,
    bold: bool = False,
    right: bool = False,
) -> None:
    frame = _frame(slide, left, top, width, height)
    _run(frame, words, size, colour, bold)
    if right:
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _frame(slide: Slide, left: int, top: int, width: int, height: int) -> Any:
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_top = 0
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    return frame


def _run(frame: Any, words: str, size: int, colour: str, bold: bool) -> None:
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = words, Pt(size), bold
    run.font.color.rgb = rgb(colour)


def _note(slide: Slide, words: str, today: datetime) -> None:
    """Unit, method, source, revision and date below a chart, and the day on which the slide was made."""
    made = f"{words} {_('Made on {date}.', date=theme.date(today))}"
    _text(slide, made, MARGIN, Inches(6.6), INNER, Inches(0.6), 11, theme.LIGHT.soft)
