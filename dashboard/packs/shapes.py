"""The shapes of a slide as text of its part: words, fields, lines, areas, tables, pictures. Lengths are points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dashboard import language, theme
from dashboard.packs.master import EMU, Box, fill, frame

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""That a shape says nothing: screen readers pass it over."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no part of a file may hold."""
Points = Sequence[tuple[float, float]]


class Stretch(NamedTuple):
    """A stretch of words that looks alike; ``size`` in points."""

    said: str
    size: float
    colour: str = theme.LIGHT.ink
    bold: bool = False


Paragraph = Sequence[Stretch]


def clean(said: str) -> str:
    """Stretch as a part may hold them."""
    return escape(_UNWRITABLE.sub("", said))


def said_of(name: str, number: int, alt: str | None = None) -> str:
    """The number and name of a shape with the sentence that replaces it; "" marks what says nothing."""
    mark = DECORATIVE if alt == "" else ""
    told = f" descr={quoteattr(_UNWRITABLE.sub('', alt))}" if alt else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(_UNWRITABLE.sub("", name))}{told}>{mark}</p:cNvPr>'


def run(words: Stretch) -> str:
    """A stretch of words; what breaks a line in them does so on the slide."""
    look = (
        f'<a:rPr lang="{language.current()}" sz="{round(words.size * 100)}" b="{int(words.bold)}" dirty="0">'
        f"{fill(words.colour)}</a:rPr>"
    )
    return "<a:br/>".join(f"<a:r>{look}<a:t>{clean(line)}</a:t></a:r>" for line in words.said.split("\n"))


def paragraphs(told: Iterable[Paragraph], side: str = "l", after: float = 0) -> str:
    """Paragraphs, each of its stretches, at a ``side`` (l, ctr, r), with so many points ``after`` each."""
    look = f'<a:pPr algn="{side}"><a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft></a:pPr>'
    return "".join(f"<a:p>{look}{''.join(map(run, one))}</a:p>" for one in told)


def text(
    number: int,
    area: Box,
    told: Sequence[Paragraph],
    place: str = "",
    side: str = "l",
    anchor: str = "t",
    wrap: bool = True,
    after: float = 0,
    name: str = "",
) -> str:
    """Stretch in an area; ``place`` is the place of the layout that they fill, as its attributes."""
    kind = f"<p:nvPr><p:ph {place}/></p:nvPr>" if place else "<p:nvPr/>"
    box = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if place else '<p:cNvSpPr txBox="1"/>'
    look = "" if place else "<a:noFill/>"
    fold = "square" if wrap else "none"
    return (
        f"<p:sp><p:nvSpPr>{said_of(name or f'Text {number}', number)}{box}{kind}</p:nvSpPr><p:spPr>{frame(area)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}</p:spPr><p:txBody>'
        f'<a:bodyPr wrap="{fold}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{paragraphs(told, side, after)}</p:txBody></p:sp>"
    )


def hatch(front: str, behind: str) -> str:
    """The fill that means that nothing is on file, or in a bar what is short."""
    both = f"<a:fgClr>{_plain(front)}</a:fgClr><a:bgClr>{_plain(behind)}</a:bgClr>"
    return f'<a:pattFill prst="wdUpDiag">{both}</a:pattFill>'


def _plain(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#")}"/>'


def field(number: int, area: Box, inside: str, kind: str = "rect", edge: str = "", round_by: float = 0) -> str:
    """A field that says nothing by itself; ``inside`` and ``edge`` are a fill and the fill of its line."""
    bend = f'<a:gd name="adj" fmla="val {round(round_by * 100_000)}"/>' if round_by else ""
    line = f'<a:ln w="9525">{edge}</a:ln>' if edge else "<a:ln><a:noFill/></a:ln>"
    return (
        f"<p:sp><p:nvSpPr>{said_of(f'Field {number}', number, '')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{frame(area)}<a:prstGeom prst="{kind}"><a:avLst>{bend}</a:avLst></a:prstGeom>'
        f"{inside or '<a:noFill/>'}{line}</p:spPr></p:sp>"
    )


def outline(number: int, points: Points, inside: str) -> str:
    """A filled area with these corners, which says nothing by itself."""
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    wide, high = max(x for x, _y in points) - left, max(y for _x, y in points) - top
    corners = [(round((x - left) * EMU), round((y - top) * EMU)) for x, y in points]
    drawn = "".join(
        f'<a:{"lnTo" if place else "moveTo"}><a:pt x="{x}" y="{y}"/></a:{"lnTo" if place else "moveTo"}>'
        for place, (x, y) in enumerate(corners)
    )
    size = f'w="{round(wide * EMU)}" h="{round(high * EMU)}"'
    return (
        f"<p:sp><p:nvSpPr>{said_of(f'Box {number}', number, '')}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        f"{frame(Box(left, top, wide, high))}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}>{drawn}<a:close/></a:path></a:pathLst>'
        f"</a:custGeom>{inside}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def picture(number: int, area: Box, link: str, alt: str) -> str:
    """A picture that a slide links to."""
    return (
        f'<p:pic><p:nvPicPr>{said_of("Logo", number, alt)}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
        f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{frame(area)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def chart(number: int, area: Box, link: str, alt: str) -> str:
    """A chart that a slide links to, with the sentence that replaces it."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return _graphic(f"Chart {number}", number, area, "chart", f'<c:chart xmlns:c="{space}" r:id="{link}"/>', alt)


def _graphic(name: str, number: int, area: Box, kind: str, inside: str, alt: str) -> str:
    """The frame of a chart or a table."""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{said_of(name, number, alt)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(area, "p")}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">'
        f"{inside}</a:graphicData></a:graphic></p:graphicFrame>"
    )


class SlideTable(NamedTuple):
    """A table: its columns as shares of its width, the first row being its heads; each cell in stretches of words, with
    so much ``air`` above and below them."""

    shares: Sequence[float]
    rows: Sequence[Sequence[Paragraph]]
    heights: Sequence[float]
    air: float


def table(number: int, area: Box, found: SlideTable, alt: str) -> str:
    """A table whose first row is named as its heads, with a fine line below each row."""
    columns = "".join(f'<a:gridCol w="{round(share * area.wide * EMU)}"/>' for share in found.shares)
    rows = "".join(
        f'<a:tr h="{round(high * EMU)}">{"".join(_cell(cell, place == 0, found.air) for cell in row)}</a:tr>'
        for place, (row, high) in enumerate(zip(found.rows, found.heights, strict=True))
    )
    whole = f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>'
    return _graphic(f"SlideTable {number}", number, area, "table", whole, alt)


BESIDE = 10.0
"""What a cell keeps free at its right."""


def _cell(words: Paragraph, head: bool, air: float) -> str:
    room = round(air * EMU)
    sides = f'marL="0" marT="{room}" marR="{round(BESIDE * EMU)}" marB="{room}"'
    none = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
    below = f'<a:lnB w="{12700 if head else 6350}">{fill(theme.LIGHT.required if head else theme.LIGHT.shore)}</a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs([words])}</a:txBody>"
        f'<a:tcPr {sides} anchor="t">{none}{below}<a:noFill/></a:tcPr></a:tc>'
    )
