"""The slides of one city as those of a file, whose charts can be edited; what they say is in ``city_parts``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dashboard import theme
from dashboard.decisions import NextStep
from dashboard.downloads import aloud
from dashboard.figures import trajectory_words
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.packs import bar_pictures, city_parts, curve_pictures, letters, master, table_pictures
from dashboard.packs.canvas import CENTRE, DISC, MIDDLE, Canvas, Fill, Stretch, paragraph_high
from dashboard.packs.city_parts import CitySlide
from dashboard.packs.master import Box
from dashboard.packs.slide_deck import Mark, Slide
from dashboard.words import verdicts
from datasets import City, CityReport

SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
"""The sizes of what has to be said beside a picture."""
LINE_SIZES = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
STEP_SIZES = (24.0, 21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 10.0, 9.0)
"""The sizes of what a step is about; its reason is set smaller."""


def mayor(city: City, this_year: int) -> list[Slide]:
    """The slides that the screen presents, as those of a file."""
    report = city.report()
    return [slide(report, told) for told in city_parts.mayor(city, this_year)]


def slide(report: CityReport, told: CitySlide) -> Slide:
    """One slide of a city, with its charts as those that can be edited."""
    layout = "Table" if told.table else "Statement" if not told.chart else "Answer" if told.to_do else "Chart"
    return Slide(
        told.title,
        *about(report),
        partial(_draw, report, told),
        told.foot,
        told.notes,
        mark(report),
        report.holds_samples(*told.spoken_of),
        layout,
    )


def _draw(report: CityReport, told: CitySlide, sheet: Canvas, area: Box) -> None:
    if told.own:
        told.own(sheet, area)
        return
    card = told.chart
    bars = card.bars if card else None
    top = _line(sheet, area, told.line) + 10 if told.line and not bars else area.top
    free = area._replace(top=top, high=area.bottom - top)
    if card is None and told.table:
        table_pictures.picture(*told.table, told.title)(sheet, free)
    elif card is None:
        _steps(sheet, free._replace(top=top + 12, high=free.high - 12) if told.line else free, told.to_do)
    elif bars is None:
        alt = aloud(card.finding, card.rows)
        curve_pictures.curve(
            sheet, free, card.draw(False), alt, lambda name: trajectory_words.series_name(name, report)
        )
    else:
        free = _beside(sheet, free, told.to_do)
        end = bar_pictures.bars(sheet, free, bars, aloud(card.finding, card.rows))
        size = 18.0 if area.wide > master.HALF else 10.5
        words = [Stretch(told.line, size, theme.LIGHT.soft)]
        if told.line and paragraph_high(words, area.wide) <= area.bottom - end - 14:
            sheet.words(Box(area.left, end + 14, area.wide, area.bottom - end - 14), [words])


def about(report: CityReport) -> tuple[str, str]:
    """Whose slide it is: the city, and what follows its name."""
    name = say(report.city.name)
    return name, verdicts.eyebrow(report).removeprefix(name)


def mark(report: CityReport) -> Mark:
    """The answer for today in the corner of a slide."""
    answer = verdicts.answer(report)
    return Mark(theme.VERDICT_SIGNS[answer.verdict], answer.words, theme.LIGHT.verdict(answer.verdict))


def _line(sheet: Canvas, area: Box, said: str) -> float:
    """What stands between the title and the picture, on few lines; returns where it ends."""
    size = letters.fitting(said, area.wide, 0.17 * area.high, LINE_SIZES if area.wide > master.HALF else LINE_SIZES[4:])
    words = [Stretch(said, size, theme.LIGHT.soft)]
    high = paragraph_high(words, area.wide)
    sheet.words(area._replace(high=high), [words])
    return area.top + high


def _steps(sheet: Canvas, area: Box, found: Sequence[NextStep], head: str = "") -> None:
    """The next steps below each other, each a number, what it is about, and its reason."""
    top = area.top
    if head:
        sheet.words(area._replace(high=20), [[Stretch(head, 16, theme.LIGHT.soft)]])
        top += 34
    each = min((area.bottom - top) / max(len(found), 1), 112.0)
    disc = min(each * 0.4, 34.0 if area.wide > 0.6 * master.HALF else 22.0)
    left, wide = area.left + disc * 1.4, area.wide - disc * 1.4
    for size in STEP_SIZES if area.wide > 0.6 * master.HALF else STEP_SIZES[2:]:
        told = [[[Stretch(one.about, size, bold=True)], [Stretch(one.why, size * 0.78)]] for one in found]
        if all(sum(paragraph_high(one, wide) for one in step) + 16 <= each for step in told):
            break
    for place, step in enumerate(told):
        if place:
            sheet.rule(area.left, top + place * each - 8, area.wide)
        _number(sheet, Box(area.left, top + place * each, disc, disc), place + 1)
        sheet.words(Box(left, top + place * each, wide, each - 12), step, after=2)


def _beside(sheet: Canvas, area: Box, to_do: Sequence[NextStep]) -> Box:
    """Put the next steps at the right of an area, or at the foot of half a slide; returns the room for a picture."""
    if not to_do:
        return area
    head = ngettext("{count} next step", "{count} next steps", len(to_do))
    if area.wide > master.HALF:
        left = area.left + 0.64 * area.wide
        _steps(sheet, Box(left, area.top, area.right - left, area.high), to_do, head)
        return area._replace(wide=0.6 * area.wide)
    high = 0.52 * area.high
    _steps(sheet, area._replace(top=area.top + high + 8, high=area.high - high - 8), to_do)
    return area._replace(high=high)


def next_lines(sheet: Canvas, area: Box, count: int) -> None:
    """Numbered lines on which somebody writes what is agreed, who does it, and by when."""
    large = area.wide > master.HALF
    each, indent = area.high / count, 54.0 if large else 28.0
    for place in range(count):
        top = area.top + place * each
        disc = _disc(area)
        _number(sheet, Box(area.left, top + 2, disc, disc), place + 1)
        sheet.rule(area.left + indent, top + disc, area.wide - indent, theme.LIGHT.shore, 1)
        below = top + disc + (26 if large else 14)
        _line_to_fill(sheet, Box(area.left + indent, below, area.wide - indent, 20), 13.0 if large else 9.0)


def _disc(area: Box) -> float:
    """How wide the disc of a number is on a slide and on half of one, so that it can be read from afar."""
    return 36.0 if area.wide > master.HALF else 20.0


def _number(sheet: Canvas, area: Box, number: int) -> None:
    """A number on a disc."""
    sheet.field(area, Fill(theme.LIGHT.ours), DISC)
    sheet.words(area, [[Stretch(str(number), area.high / 2, theme.LIGHT.paper, True)]], CENTRE, MIDDLE)


def _line_to_fill(sheet: Canvas, area: Box, size: float) -> None:
    """Who does it by when, to be filled in."""
    # Translators: on paper, before a line on which somebody writes who does a step.
    first = _("Who")
    # Translators: on paper, before a line on which somebody writes by when a step is done.
    second = _("by when")
    left, half = area.left, area.wide * 0.45
    for words, end in ((first, area.left + half), (second, area.left + 0.8 * area.wide)):
        wide = letters.width(words, size) + 8
        sheet.words(Box(left, area.top, wide, size * 1.3), [[Stretch(words, size, theme.LIGHT.soft)]], wrap=False)
        sheet.rule(left + wide, area.top + size * 1.15, end - left - wide, theme.LIGHT.shore, 1)
        left = end + 16
