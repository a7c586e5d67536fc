"""The template of the slides, in the colours of the dashboard: ``python -m tests.dashboard.packs.making_template``.

It begins with the empty presentation of python-pptx and writes its theme, its master and its layouts anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from dashboard import theme
from dashboard.packs.canvas import TABLE_STYLE
from dashboard.packs.master import (
    COLUMNS,
    DATE,
    EMU,
    HALF,
    HIGH,
    INNER,
    MARGIN,
    NUMBER,
    SECOND_TITLE,
    TEMPLATE,
    WHOLE,
    WIDE,
    Box,
)

FONT = "Arial"
"""A font that every computer has: another one would be replaced, and the words would run over."""
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
SCHEME = {
    "dk1": theme.LIGHT.ink,
    "lt1": theme.LIGHT.paper,
    "dk2": theme.LIGHT.required,
    "lt2": theme.LIGHT.land,
    "accent1": theme.LIGHT.ours,
    "accent2": theme.LIGHT.rising,
    "accent3": theme.BLUE,
    "accent4": theme.ORANGE,
    "accent5": theme.SKY,
    "accent6": theme.PURPLE,
    "hlink": theme.LIGHT.ours,
    "folHlink": theme.LIGHT.required,
}
BODY = Box(MARGIN, 150, INNER, 330)


def made() -> bytes:
    """The template as a file, the same bytes for the same colours."""
    file = Presentation()
    file.slide_width, file.slide_height = round(WIDE * EMU), round(HIGH * EMU)
    for layout in list(file.slide_layouts)[len(LAYOUTS) :]:
        file.slide_layouts.remove(layout)
    for layout, (name, places) in zip(file.slide_layouts, LAYOUTS.items(), strict=True):
        layout._element.attrib.pop("type", None)
        layout._element.cSld.set("name", name)
        _drawn(layout, places)
    master = file.slide_master
    _drawn(master, [_band(), *_master()])
    styles = master._element.find(qn("p:txStyles"))
    styles.getparent().replace(styles, parse_xml(_styles()))
    _drawn(file.notes_master, _notes())
    for holder in (master, file.notes_master):
        _part(holder.part, "/theme")._blob = _theme().encode()
    _part(file.part, "/tableStyles")._blob = _tables().encode()
    for held in (file.part, file.part.package):
        for key, link in list(held._rels.items()):
            if link.reltype.endswith(("/printerSettings", "/thumbnail")):
                held._rels.pop(key)
    about = file.core_properties
    about.title, about.author, about.last_modified_by = "Covenant of Mayors dashboard", "", ""
    about.created = about.modified = datetime(1980, 1, 1)
    about.revision = 1
    return _fixed(file)


def _fixed(file: Any) -> bytes:
    loose, fixed = BytesIO(), BytesIO()
    file.save(loose)
    with ZipFile(loose) as read, ZipFile(fixed, "w", ZIP_DEFLATED) as written:
        for name in sorted(read.namelist()):
            written.writestr(ZipInfo(name), read.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def _part(holder: Any, kind: str) -> Any:
    return next(link.target_part for link in holder.rels.values() if link.reltype.endswith(kind))


def _drawn(holder: Any, places: Iterable[str]) -> None:
    tree = holder.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for place in places:
        tree.append(parse_xml(place))


def _frame(area: Box) -> str:
    left, top, wide, high = area.units
    return (
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    )


def _level(number: int, size: float, shade: str, bold: bool) -> str:
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{shade}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )


def _place(name: str, kind: str, number: int, area: Box, size: float, shade: str = "tx1") -> str:
    """A place of the master or a layout: what stands there on a slide takes its looks from it."""
    where = f'type="{kind}"' if kind == "title" else f'type="{kind}" idx="{number}"'
    said = f'<a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r>'
    if kind == "sldNum":
        field = 'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"'
        said = f'<a:fld {field}><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    side = '<a:pPr algn="r"/>' if kind == "sldNum" or number == DATE else ""
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{20 + number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {where}/></p:nvPr></p:nvSpPr>{_frame(area)}<p:txBody>"
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_level(1, size, shade, kind == 'title')}</a:lstStyle><a:p>{side}{said}</a:p></p:txBody></p:sp>"
    )


def _around(area: Box, number: int) -> list[str]:
    """The places for who, and for the source, of one language."""
    return [
        _place("Who", "body", number, Box(area.left, 28, area.wide, 18), 14, "tx2"),
        _place("Source", "body", number + 1, Box(area.left, 496, area.wide * 0.68, 26), 10, "tx2"),
    ]


_FOOT = [
    _place("Date and figure code", "body", DATE, Box(WIDE - MARGIN - 270, 496, 246, 26), 10, "tx2"),
    _place("Number", "sldNum", NUMBER, Box(WIDE - MARGIN - 20, 496, 20, 13), 10, "tx2"),
    _place("Logo of the city", "pic", 16, Box(WIDE - MARGIN - 120, 16, 120, 34), 10, "tx2"),
]


def _alone(*body: str) -> list[str]:
    return [_place("Finding", "title", 0, Box(MARGIN, 58, INNER, 84), 32), *body, *_around(WHOLE, 10), *_FOOT]


LAYOUTS = {
    "Answer": _alone(
        _place("Chart", "chart", 20, BODY._replace(wide=0.64 * INNER), 14),
        _place("Next steps", "body", 21, BODY._replace(left=MARGIN + 0.68 * INNER, wide=0.32 * INNER), 18),
    ),
    "Chart": _alone(_place("Chart", "chart", 20, BODY, 14)),
    "Table": _alone(_place("Table", "tbl", 20, BODY, 16)),
    "Statement": _alone(_place("Statement", "body", 20, BODY, 24)),
    "Title": [
        _place("What it is about", "title", 0, Box(MARGIN, 180, INNER, 120), 44),
        _place("Who", "body", 10, Box(MARGIN, 310, INNER, 40), 20, "tx2"),
        *_FOOT,
    ],
    "Two languages": [
        _place("Finding", "title", 0, Box(MARGIN, 58, HALF, 84), 22),
        _place("Finding, second language", "body", SECOND_TITLE, Box(COLUMNS[1].left, 58, HALF, 84), 22),
        *_around(COLUMNS[0], 10),
        *_around(COLUMNS[1], 12),
        *_FOOT,
    ],
}
"""The layouts by their names, each with its places."""


def _master() -> list[str]:
    return [
        _place("Title", "title", 0, Box(MARGIN, 58, INNER, 84), 32),
        _place("Text", "body", 1, BODY, 18),
        _place("Number", "sldNum", NUMBER, Box(WIDE - MARGIN - 20, 496, 20, 13), 10, "tx2"),
    ]


def _band() -> str:
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="9" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        + _frame(Box(0, 0, WIDE, 7)).replace(
            "</p:spPr>", '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        )
        + "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _styles() -> str:
    other = "".join(_level(number, 18, "tx1", False) for number in range(1, 10))
    return (
        f"<p:txStyles {SPACES}><p:titleStyle>{_level(1, 32, 'tx1', True)}</p:titleStyle>"
        f"<p:bodyStyle>{other}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _notes() -> list[str]:
    picture = (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr>{_frame(Box(54, 56, 432, 243))}</p:sp>"
    )
    return [picture, _place("Notes", "body", 3, Box(54, 324, 432, 340), 12)]


def _theme() -> str:
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>' for name, value in SCHEME.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind in ("major", "minor")
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line, none = f'<a:ln w="9525">{plain}</a:ln>', "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Covenant of Mayors">'
        f'<a:themeElements><a:clrScheme name="Covenant of Mayors">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Covenant of Mayors">{fonts}</a:fontScheme><a:fmtScheme name="Plain">'
        f"<a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{none * 3}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _tables() -> str:
    """The look of a table: a line below its head, and a fine one below each row."""

    def line(name: str, wide: int, colour: str) -> str:
        return (
            f'<a:{name}><a:ln w="{wide}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></a:ln></a:{name}>'
        )

    fine = "".join(line(name, 6350, theme.LIGHT.shore) for name in ("bottom", "insideH"))
    head = line("bottom", 12700, theme.LIGHT.required)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{TABLE_STYLE}">'
        f'<a:tblStyle styleId="{TABLE_STYLE}" styleName="Covenant of Mayors"><a:wholeTbl><a:tcStyle><a:tcBdr>{fine}'
        f"</a:tcBdr></a:tcStyle></a:wholeTbl><a:firstRow><a:tcStyle><a:tcBdr>{head}</a:tcBdr></a:tcStyle></a:firstRow>"
        "</a:tblStyle></a:tblStyleLst>"
    )


if __name__ == "__main__":
    TEMPLATE.write_bytes(made())
