"""One slide as it is drawn into a presentation: its shapes in the order in which they are read. Lengths are points."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.text.text import Font, TextFrame
from pptx.util import Pt

from dashboard import language, theme
from dashboard.packs import letters, master
from dashboard.packs.master import Box

Points = Sequence[tuple[float, float]]
RIGHT, CENTRE, MIDDLE = PP_ALIGN.RIGHT, PP_ALIGN.CENTER, MSO_ANCHOR.MIDDLE
RECTANGLE, ROUNDED, DISC = MSO_SHAPE.RECTANGLE, MSO_SHAPE.ROUNDED_RECTANGLE, MSO_SHAPE.OVAL
BESIDE = 10.0
"""What a cell of a table keeps free at its right."""
TABLE_STYLE = "{7B1E6C52-3A1B-4C0E-9A51-0C5D9A2E4F10}"
"""The look of a table in the template: a line below its head, a fine one below each row."""
_THEME = {
    theme.LIGHT.ink: MSO_THEME_COLOR.TEXT_1,
    theme.LIGHT.paper: MSO_THEME_COLOR.BACKGROUND_1,
    theme.LIGHT.required: MSO_THEME_COLOR.TEXT_2,
    theme.LIGHT.land: MSO_THEME_COLOR.BACKGROUND_2,
    theme.LIGHT.ours: MSO_THEME_COLOR.ACCENT_1,
    theme.LIGHT.rising: MSO_THEME_COLOR.ACCENT_2,
    theme.BLUE: MSO_THEME_COLOR.ACCENT_3,
    theme.ORANGE: MSO_THEME_COLOR.ACCENT_4,
    theme.SKY: MSO_THEME_COLOR.ACCENT_5,
    theme.PURPLE: MSO_THEME_COLOR.ACCENT_6,
}
"""The colours that a slide names by their place in the theme of the file, so that another theme recolours it."""
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""That a shape says nothing: screen readers pass it over."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no part of a file may hold."""


class Stretch(NamedTuple):
    """A stretch of words that looks alike; ``size`` in points."""

    said: str
    size: float
    colour: str = theme.LIGHT.ink
    bold: bool = False


Paragraph = Sequence[Stretch]


class Fill(NamedTuple):
    """What fills a shape: a colour, how much of it covers what lies behind (0 to 1), and the colour ``behind`` it where
    it is a hatch."""

    colour: str
    share: float = 1.0
    behind: str = ""


class SlideTable(NamedTuple):
    """A table: its columns as shares of its width, the first row being its heads; each cell in stretches of words, with
    so much ``air`` above and below them."""

    shares: Sequence[float]
    rows: Sequence[Sequence[Paragraph]]
    heights: Sequence[float]
    air: float


class Canvas:
    """A new slide of a presentation, by one of the layouts of its template."""

    def __init__(self, file: Presentation, layout: str) -> None:
        found = file.slide_layouts.get_by_name(layout)
        self._slide = file.slides.add_slide(found)
        self._shapes = self._slide.shapes
        self._empty = {one.placeholder_format.idx: one for one in self._slide.placeholders}

    def place(self, number: int, area: Box, told: Sequence[Paragraph], side: PP_ALIGN | None = None) -> None:
        """Words in a place of the layout."""
        shape = self._empty.pop(number)
        shape.left, shape.top, shape.width, shape.height = area.units
        self._shapes._spTree.append(shape._element)  # what is drawn later is read later
        _tell(shape.text_frame, told, side)

    def words(
        self,
        area: Box,
        told: Sequence[Paragraph],
        side: PP_ALIGN | None = None,
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
        wrap: bool = True,
        after: float = 0,
    ) -> None:
        """Words in an area."""
        frame = self._shapes.add_textbox(*area.units).text_frame
        frame.word_wrap, frame.vertical_anchor = wrap, anchor
        _tell(frame, told, side, after)

    def field(
        self, area: Box, inside: Fill | None, kind: MSO_SHAPE = RECTANGLE, edge: str = "", round_by: float = 0
    ) -> None:
        """A field behind words, which says nothing by itself."""
        shape = self._shapes.add_shape(kind, *area.units)
        if round_by:
            shape.adjustments[0] = round_by
        _look(shape, inside, edge)

    def rule(self, left: float, top: float, wide: float, colour: str = theme.LIGHT.shore, high: float = 0.75) -> None:
        """A thin line from left to right."""
        self.field(Box(left, top, wide, high), Fill(colour))

    def outline(self, points: Points, inside: Fill) -> None:
        """A filled area with these corners."""
        (left, top), *others = [(round(x * master.EMU), round(y * master.EMU)) for x, y in points]
        drawn = self._shapes.build_freeform(left, top)
        drawn.add_line_segments(others)
        _look(drawn.convert_to_shape(), inside)

    def chart(self, area: Box, kind: XL_CHART_TYPE, data: CategoryChartData | XyChartData, alt: str) -> Chart:
        """A chart with the workbook behind it, and the sentence that replaces it."""
        shape = self._shapes.add_chart(kind, *area.units, data)
        _replaced(shape, alt)
        found: Chart = shape.chart
        return found

    def picture(self, area: Box, content: bytes, alt: str) -> None:
        """A picture (PNG)."""
        _replaced(self._shapes.add_picture(io.BytesIO(content), *area.units), alt)

    def table(self, area: Box, told: SlideTable, alt: str) -> None:
        """A table, whose first row is named as its heads."""
        shape = self._shapes.add_table(len(told.rows), len(told.shares), *area.units)
        _replaced(shape, alt)
        found = shape.table
        found.horz_banding = False
        found._tbl.tblPr.find(qn("a:tableStyleId")).text = TABLE_STYLE
        for column, share in zip(found.columns, told.shares, strict=True):
            column.width = Pt(share * area.wide)
        for row, high, cells in zip(found.rows, told.heights, told.rows, strict=True):
            row.height = Pt(high)
            for cell, words in zip(row.cells, cells, strict=True):
                cell.margin_left, cell.margin_right = 0, Pt(BESIDE)
                cell.margin_top = cell.margin_bottom = Pt(told.air)
                _tell(cell.text_frame, [words])

    def slide_number(self, area: Box) -> None:
        """The number of the slide, which follows where slides are moved."""
        places = self._slide.slide_layout.placeholders
        shape = next(one for one in places if one.placeholder_format.idx == master.NUMBER)
        made = deepcopy(shape._element)
        self._shapes._spTree.append(made)
        placed = self._shapes[-1]
        placed.left, placed.top, placed.width, placed.height = area.units

    def done(self, notes: Sequence[str]) -> None:
        """Take away the places that nothing stands in, and add the paragraphs of the notes."""
        for shape in self._empty.values():
            shape._element.getparent().remove(shape._element)
        frame = self._slide.notes_slide.notes_text_frame
        _tell(frame, [[Stretch(one, 12)] for one in notes])


def _replaced(shape: Any, alt: str) -> None:
    """Say what replaces a shape for who does not see it; "" marks what says nothing."""
    named = shape._element._nvXxPr.cNvPr
    if alt:
        named.set("descr", clean(alt))
    else:
        named.append(parse_xml(_DECORATIVE))


def _look(shape: Any, inside: Fill | None, edge: str = "") -> None:
    _replaced(shape, "")
    shape._element.remove(shape._element.find(qn("p:style")))
    paint(shape.fill, inside)
    paint(shape.line.fill, Fill(edge) if edge else None)


def paint(found: FillFormat, inside: Fill | None) -> None:
    """Fill something, with nothing where nothing is said."""
    if inside is None:
        found.background()
    elif inside.behind:
        found.patterned()
        found.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        _coloured(found.fore_color, inside.colour)
        _coloured(found.back_color, inside.behind)
    else:
        found.solid()
        _coloured(found.fore_color, inside.colour)
        if inside.share < 1:
            (colour,) = found._xPr.find(qn("a:solidFill"))
            colour.append(colour.makeelement(qn("a:alpha"), {"val": str(round(100_000 * inside.share))}))


def _coloured(found: Any, colour: str) -> None:
    if colour in _THEME:
        found.theme_color = _THEME[colour]
    else:
        found.rgb = RGBColor.from_string(colour.removeprefix("#"))


def lettered(font: Font, size: float, colour: str, bold: bool = False) -> None:
    """How letters look."""
    font.size, font.bold = Pt(size), bold
    paint(font.fill, Fill(colour))


def clean(said: str) -> str:
    """Words as a part of a file may hold them."""
    return _UNWRITABLE.sub("", said)


def _tell(frame: TextFrame, told: Sequence[Paragraph], side: PP_ALIGN | None = None, after: float = 0) -> None:
    """Put paragraphs into a frame that holds none, in the language that is spoken."""
    frame.margin_left = frame.margin_top = frame.margin_right = frame.margin_bottom = Pt(0)
    for place, stretches in enumerate(told):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        paragraph.alignment = side
        if after:
            paragraph.space_after = Pt(after)
        for words in stretches:
            for number, line in enumerate(clean(words.said).split("\n")):
                if number:
                    paragraph.add_line_break()
                run = paragraph.add_run()
                run.text = line
                run._r.get_or_add_rPr().set("lang", language.current())
                lettered(run.font, words.size, words.colour, words.bold)


def paragraph_high(told: Paragraph, wide: float) -> float:
    """How high a paragraph stands that is no wider than ``wide``."""
    if not told:
        return 0.0
    whole, largest = "".join(words.said for words in told), max(words.size for words in told)
    return letters.high(whole, largest, wide, any(words.bold for words in told))
