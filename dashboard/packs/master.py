"""The master of the slides as parts of a file: its theme (colours and fonts), its layouts, and the pages for notes.

Colours are those of the dashboard (``dashboard.theme``). Lengths are points (1/72 inch) from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dashboard import theme

FONT = "Arial"
"""A font that every computer has: another one would be replaced, and the words would run over."""
EMU = 12_700
"""So many units of the file are a point."""
WIDE, HIGH, MARGIN = 960.0, 540.0, 42.0
INNER = WIDE - 2 * MARGIN
BAR = 7.0
"""How high the band at the upper edge is."""
GAP = 28.0
"""What lies between the two languages of a slide."""
HALF = (INNER - GAP) / 2
FINDING, TWO_LANGUAGES = 1, 2
"""The numbers of the layouts."""


class Box(NamedTuple):
    """A rectangle of a slide."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.high

    @property
    def right(self) -> float:
        """Where it ends at the right."""
        return self.left + self.wide


WHOLE = Box(MARGIN, 30, INNER, HIGH - 48)
COLUMNS = (WHOLE._replace(wide=HALF), WHOLE._replace(left=MARGIN + HALF + GAP, wide=HALF))
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
"""How every tree of shapes begins."""
_SCHEME = {
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
_NAMED = {
    colour: {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}.get(name, name)
    for name, colour in reversed(_SCHEME.items())
}


NUMBER = '<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="en-GB"{look}</a:fld>'
"""The field that holds the number of a slide."""


def colour(value: str, share: float = 1.0) -> str:
    """A colour of the dashboard as a part names it: by its place in the theme of the file, so that another theme
    recolours the slides; one that has none there by itself. ``share`` is how much it covers, 0 to 1."""
    through = f'<a:alpha val="{round(100_000 * share)}"/>' if share < 1 else ""
    if value in _NAMED:
        return f'<a:schemeClr val="{_NAMED[value]}">{through}</a:schemeClr>'
    return f'<a:srgbClr val="{value.removeprefix("#")}">{through}</a:srgbClr>'


def fill(value: str, share: float = 1.0) -> str:
    """A colour as a plain fill."""
    return f"<a:solidFill>{colour(value, share)}</a:solidFill>"


def frame(area: Box, kind: str = "a") -> str:
    """Where a shape stands."""
    left, top, wide, high = (round(length * EMU) for length in area)
    return f'<{kind}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></{kind}:xfrm>'


def parts() -> Mapping[str, tuple[str, list[tuple[str, str]]]]:
    """The parts of the master by name, each with what it links to."""
    layouts = {FINDING: _layout("Finding", _FINDING), TWO_LANGUAGES: _layout("Two languages", _TWO)}
    to_master = [("slideMaster", "../slideMasters/slideMaster1.xml")]
    found = {f"ppt/slideLayouts/slideLayout{number}.xml": (text, to_master) for number, text in layouts.items()}
    to_layouts = [("slideLayout", f"../slideLayouts/slideLayout{number}.xml") for number in layouts]
    return {
        "ppt/theme/theme1.xml": (_theme(), []),
        "ppt/theme/theme2.xml": (_theme(), []),
        "ppt/slideMasters/slideMaster1.xml": (_master(len(layouts)), [*to_layouts, ("theme", "../theme/theme1.xml")]),
        "ppt/notesMasters/notesMaster1.xml": (_NOTES_MASTER, [("theme", "../theme/theme2.xml")]),
        "ppt/presProps.xml": (f"{HEAD}<p:presentationPr {SPACES}/>", []),
        "ppt/tableStyles.xml": (_TABLE_STYLES, []),
        **found,
    }


def presentation(slides: Sequence[str]) -> str:
    """The part that lists the slides by the names of their links, after those to the master and the notes' master."""
    listed = "".join(f'<p:sldId id="{256 + place}" r:id="{link}"/>' for place, link in enumerate(slides))
    return (
        f'{HEAD}<p:presentation {SPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="{round(WIDE * EMU)}" cy="{round(HIGH * EMU)}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def notes(words: str) -> str:
    """The page of notes beside a slide; ``words`` are its paragraphs as parts of a file."""
    return (
        f"{HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{ROOT}{_picture_of_slide('<p:spPr/>')}"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp></p:spTree></p:cSld>{_MAP}</p:notes>"
    )


_MAP = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
_COLOURS = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_BACKGROUND = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<PresentationFormat>Widescreen</PresentationFormat></Properties>"
)
_TABLE_STYLES = (
    f'{HEAD}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>'
)


def _theme() -> str:
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>' for name, value in _SCHEME.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind in ("major", "minor")
    )
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{plain}</a:ln>'
    none = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Covenant of Mayors">'
        f'<a:themeElements><a:clrScheme name="Covenant of Mayors">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Covenant of Mayors">{fonts}</a:fontScheme><a:fmtScheme name="Plain">'
        f"<a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{none * 3}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _master(layouts: int) -> str:
    listed = "".join(f'<p:sldLayoutId id="{2147483649 + number}" r:id="rId{number + 1}"/>' for number in range(layouts))
    other = "".join(_level(number, 18, "tx1", False) for number in range(1, 10))
    return (
        f"{HEAD}<p:sldMaster {SPACES}><p:cSld>{_BACKGROUND}<p:spTree>{ROOT}{_band()}"
        f"{_place('Title', 'title', 0, Box(MARGIN, 58, INNER, 84), 'b', 32)}"
        f"{_place('Text', 'body', 1, Box(MARGIN, 150, INNER, 330), 't', 18)}"
        f"</p:spTree></p:cSld>{_COLOURS}<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{_level(1, 32, 'tx1', True)}</p:titleStyle>"
        f"<p:bodyStyle>{other}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _level(number: int, size: float, shade: str, bold: bool) -> str:
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{shade}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )


def _band() -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="9" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{frame(Box(0, 0, WIDE, BAR))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(theme.LIGHT.ours)}<a:ln><a:noFill/></a:ln></p:spPr>"
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _place(name: str, kind: str, number: int, area: Box, anchor: str, size: float, shade: str = "tx1") -> str:
    """A place of the master or a layout: what stands there on a slide takes its looks from it."""
    where = f'type="{kind}"' if kind == "title" else f'type="{kind}" idx="{number}"'
    said = (
        NUMBER.format(look="/><a:t>1</a:t>")
        if kind == "sldNum"
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r>'
    )
    body = (
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_level(1, size, shade, kind == 'title')}</a:lstStyle><a:p>{said}</a:p></p:txBody>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{20 + number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {where}/></p:nvPr></p:nvSpPr><p:spPr>{frame(area)}<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></p:spPr>{body}</p:sp>"
    )


def _head_and_foot(area: Box, number: int) -> list[str]:
    """The places for who, and for the source, of one language."""
    return [
        _place("Who", "body", number, Box(area.left, 30, area.wide, 18), "t", 14, "tx2"),
        _place("Source", "body", number + 1, Box(area.left, 500, area.wide * 0.68, 24), "t", 10, "tx2"),
    ]


_FOOT = [
    _place("Date and figure code", "body", 14, Box(WIDE - MARGIN - 270, 500, 248, 24), "t", 10, "tx2"),
    _place("Number", "sldNum", 15, Box(WIDE - MARGIN - 20, 500, 20, 12), "t", 10, "tx2"),
    _place("Logo of the city", "pic", 16, Box(WIDE - MARGIN - 120, 18, 120, 34), "t", 10, "tx2"),
]
_FINDING = [
    _place("Finding", "title", 0, Box(MARGIN, 58, INNER, 84), "t", 32),
    *_head_and_foot(WHOLE, 10),
    *_FOOT,
]
_TWO = [
    _place("Finding", "title", 0, Box(MARGIN, 58, HALF, 84), "t", 22),
    _place("Finding, second language", "body", 17, Box(COLUMNS[1].left, 58, HALF, 84), "t", 22),
    *_head_and_foot(COLUMNS[0], 10),
    *_head_and_foot(COLUMNS[1], 12),
    *_FOOT,
]


def _layout(name: str, places: Iterable[str]) -> str:
    return (
        f'{HEAD}<p:sldLayout {SPACES} preserve="1" userDrawn="1"><p:cSld name="{name}"><p:spTree>{ROOT}'
        f"{''.join(places)}</p:spTree></p:cSld>{_MAP}</p:sldLayout>"
    )


def _picture_of_slide(look: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr>{look}</p:sp>'
    )


def _shown(area: Box) -> str:
    return f'<p:spPr>{frame(area)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'


_NOTES_MASTER = (
    f"{HEAD}<p:notesMaster {SPACES}><p:cSld>{_BACKGROUND}<p:spTree>{ROOT}"
    f"{_picture_of_slide(_shown(Box(54, 56, 432, 243)))}"
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    f'<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr>{_shown(Box(54, 324, 432, 340))}'
    '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp>'
    f"</p:spTree></p:cSld>{_COLOURS}<p:notesStyle>{_level(1, 12, 'tx1', False)}</p:notesStyle></p:notesMaster>"
)
