"""One slide as it is drawn: its shapes in the order in which they are read, and what it links to."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import theme
from dashboard.packs import letters, master, shapes
from dashboard.packs.master import HEAD, SPACES, Box
from dashboard.packs.presentation_file import Links, PresentationFile
from dashboard.packs.shapes import Paragraph, Points, SlideTable, Stretch


class Canvas:
    """A slide that is being drawn into a file, by one of the layouts. Lengths are points."""

    def __init__(self, file: PresentationFile, layout: int) -> None:
        self._file = file
        self._shapes: list[str] = []
        self._links: Links = [("slideLayout", f"../slideLayouts/slideLayout{layout}.xml")]

    @property
    def _number(self) -> int:
        return len(self._shapes) + 2

    def place(self, place: str, name: str, area: Box, told: Sequence[Paragraph], side: str = "l") -> None:
        """Stretch in a place of the layout, as its attributes name it."""
        self._shapes.append(shapes.text(self._number, area, told, place, side, name=name))

    def words(
        self,
        area: Box,
        told: Sequence[Paragraph],
        side: str = "l",
        anchor: str = "t",
        wrap: bool = True,
        after: float = 0,
    ) -> None:
        """Stretch in an area."""
        self._shapes.append(shapes.text(self._number, area, told, "", side, anchor, wrap, after))

    def field(self, area: Box, inside: str, kind: str = "rect", edge: str = "", round_by: float = 0) -> None:
        """A field behind words."""
        self._shapes.append(shapes.field(self._number, area, inside, kind, edge, round_by))

    def rule(self, left: float, top: float, wide: float, colour: str = theme.LIGHT.shore, high: float = 0.75) -> None:
        """A thin line from left to right."""
        self.field(Box(left, top, wide, high), master.fill(colour))

    def outline(self, points: Points, inside: str) -> None:
        """A filled area."""
        self._shapes.append(shapes.outline(self._number, points, inside))

    def chart(self, area: Box, made: tuple[str, bytes], alt: str) -> None:
        """A chart with the workbook behind it, and the sentence that replaces it."""
        self._links.append(("chart", self._file.chart(*made)))
        self._shapes.append(shapes.chart(self._number, area, f"rId{len(self._links)}", alt))

    def picture(self, area: Box, content: bytes, alt: str) -> None:
        """A picture (PNG)."""
        self._links.append(("image", self._file.picture(content)))
        self._shapes.append(shapes.picture(self._number, area, f"rId{len(self._links)}", alt))

    def table(self, area: Box, found: SlideTable, alt: str) -> None:
        """A table."""
        self._shapes.append(shapes.table(self._number, area, found, alt))

    def slide_number(self, area: Box, size: float) -> None:
        """The number of the slide, which follows where slides are moved."""
        look = f' sz="{round(size * 100)}">{master.fill(theme.LIGHT.soft)}</a:rPr><a:t>‹#›</a:t>'
        empty = shapes.text(self._number, area, [[]], 'type="sldNum" idx="15"', "r", name="Number")
        self._shapes.append(empty.replace("</a:pPr></a:p>", f"</a:pPr>{master.NUMBER.format(look=look)}</a:p>"))

    def done(self, notes: Sequence[str]) -> None:
        """Put the slide into the file, with the paragraphs of its notes."""
        text = (
            f"{HEAD}<p:sld {SPACES}><p:cSld><p:spTree>{master.ROOT}{''.join(self._shapes)}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )
        said = shapes.paragraphs([[Stretch(one, 12)] for one in notes])
        self._file.slide(text, self._links, master.notes(said or "<a:p/>"))


def stacked(sheet: Canvas, area: Box, told: Sequence[Paragraph], after: float = 0) -> float:
    """Paragraphs from the top of an area down; returns where they end."""
    sheet.words(area, told, after=after)
    return area.top + sum(paragraph_high(one, area.wide) + after for one in told) - after


def paragraph_high(told: Paragraph, wide: float) -> float:
    """How high a paragraph stands that is no wider than ``wide``."""
    if not told:
        return 0.0
    whole, largest = "".join(words.said for words in told), max(words.size for words in told)
    return letters.high(whole, largest, wide, any(words.bold for words in told))
