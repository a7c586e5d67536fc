"""The number formats that the styles of a workbook give to its cells (ECMA-376 part 1, section 18.8; OpenDocument 1.3,
part 3, section 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from datasets.intake.readers.grid import STRUCK, UNSEEN, Shown
from datasets.intake.readers.marks import attributes, children, ended, local
from datasets.intake.readers.number_formats import BUILT_IN, shown

PAPER = "FFFFFF"
"""White, the colour behind a cell that nothing fills."""
_LIGHT, _WHITE = "0 0", ("1", "9")
"""The first colour of a theme, which is that of the paper, and white among the colours with a number."""
DEEPEST = 20
"""A style of OpenDocument may build on another one, and that on another one; no further than this."""


def of_xlsx(content: bytes) -> dict[str, str]:
    """The code of each style that a cell may name by its number, where the format has a code to look at; that of a
    font with a line through it, or in the colour of what is behind it, says so."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    used: list[tuple[str, str]] = []
    fonts: list[_Font] = []
    fills: list[str] = []
    for name, element in ended(content, "numFmts", "cellXfs", "fonts", "fills"):
        if name == "numFmts":  # a conditional format has others under the same numbers
            codes |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in element}
        elif name == "cellXfs":
            used += [(each.get("numFmtId", ""), _lost(each, fonts, fills)) for each in element]
        elif name == "fonts":
            fonts += map(_font, element)
        else:
            fills += map(_fill, element)
    return {
        str(place): f'"{lost}"{codes.get(number, "0")}' if lost else codes[number]
        for place, (number, lost) in enumerate(used)
        if number in codes or lost
    }


class _Font(NamedTuple):
    """Whether a font has a line through it, and its colour; "" for that of the window."""

    struck: bool
    colour: str


def _font(font: Element) -> _Font:
    struck = any(each.get("val", "1") not in ("0", "false") for each in children(font, "strike"))
    return _Font(struck, next(map(_colour, children(font, "color")), ""))


def _fill(fill: Element) -> str:
    """The colour behind a cell: that of paper where nothing fills it, "" where a pattern or several colours do."""
    for pattern in children(fill, "patternFill"):
        kind = pattern.get("patternType", "none")
        if kind in ("none", "solid"):
            return next(map(_colour, children(pattern, "fgColor")), PAPER) if kind == "solid" else PAPER
    return ""


def _colour(element: Element) -> str:
    """A colour as its six digits, or as the name of one of a theme; "" for the one that the window has."""
    rgb, theme, indexed = (element.get(name, "") for name in ("rgb", "theme", "indexed"))
    if theme:
        shade = f"{theme} {element.get('tint', '0')}"
        return PAPER if shade == _LIGHT else f"theme {shade}"
    return PAPER if indexed in _WHITE else rgb[-6:].upper() or indexed


def _lost(style: Element, fonts: Sequence[_Font], fills: Sequence[str]) -> str:
    """What is lost of a number in a cell of a style: that it is struck through or not seen; "" for neither."""
    try:
        font, behind = fonts[int(style.get("fontId", "0"))], fills[int(style.get("fillId", "0"))]
    except (ValueError, IndexError):
        return ""
    return STRUCK if font.struck else UNSEEN if font.colour and font.colour == behind else ""


_DATA_STYLES = ("number-style", "percentage-style", "currency-style", "text-style")
_DIGITS = ("number", "scientific-number", "fraction", "text-content")
"""The parts of a style that show the number."""


class _DataStyle(NamedTuple):
    """What numbers of a style are shown as, and the style of those above zero, where it is another one."""

    percent: bool
    divided: int
    text: str
    above_zero: str


class _CellStyle(NamedTuple):
    """What a style of cells says by itself: the style of its numbers, the one that it builds on, the line through its
    font, and its colours; "" for what it leaves to the one that it builds on."""

    numbers: str
    parent: str
    line: str
    font: str
    fill: str


def of_ods(*parts: bytes) -> dict[str, Shown]:
    """What each cell style shows beside a number, as far as it is anything; of a part the beginning is enough."""
    data: dict[str, _DataStyle] = {}
    cells: dict[str, _CellStyle] = {}
    for part in parts:
        for name, element in ended(part, "style", *_DATA_STYLES, whole=False):
            said = attributes(element)
            own = said.get("style:name", "")
            if name in _DATA_STYLES:
                data[own] = _data_style(name, element)
            elif said.get("style:family") == "table-cell":
                held = {key: value for each in element for key, value in attributes(each).items()}
                cells[own] = _CellStyle(
                    said.get("style:data-style-name", ""),
                    said.get("style:parent-style-name", ""),
                    held.get("style:text-line-through-style", ""),
                    _ods_colour(held, "color"),
                    _ods_colour(held, "background-color"),
                )
    return {style: beside for style in cells if (beside := _of(style, data, cells))}


def _ods_colour(held: Mapping[str, str], name: str) -> str:
    """A colour of a style as its six digits, or as the word that stands for it."""
    return next((value.lstrip("#").upper() for key, value in held.items() if key.rpartition(":")[2] == name), "")


def _data_style(name: str, element: Element) -> _DataStyle:
    held = [(local(each.tag), attributes(each)) for each in element]
    factors = [said.get("datastyle:display-factor", "") for tag, said in held if tag == "number"]
    factor = factors[-1] if factors else ""
    maps = [said for tag, said in held if tag == "map" and ">" in said.get("style:condition", "")]
    above = [said.get("style:apply-style-name", "") for said in maps]
    text = "".join(text for each in children(element, "text", "currency-symbol") for text in each.itertext())
    hides = name == "number-style" and not text.strip() and not any(tag in _DIGITS for tag, _ in held)
    return _DataStyle(
        name == "percentage-style",
        int(factor) if factor.isdecimal() and 0 < len(factor) < 13 else 1,
        UNSEEN if hides else text if name != "text-style" else "",
        above[-1] if above else "",
    )


def _of(style: str, data: Mapping[str, _DataStyle], cells: Mapping[str, _CellStyle]) -> Shown | None:
    """What a style shows beside a number, each thing as the nearest style says that it builds on."""
    chain: list[_CellStyle] = []
    while style in cells and len(chain) < DEEPEST:
        chain.append(cells[style])
        style = cells[style].parent
    line, font, fill = (next(filter(None, said), "") for said in list(zip(*chain, strict=True))[2:])
    if line not in ("", "none"):
        return shown(False, 1, STRUCK)
    if font and font == (PAPER if fill in ("", "TRANSPARENT") else fill):
        return shown(False, 1, UNSEEN)
    own = next((data[each.numbers] for each in chain if each.numbers in data), None)
    own = data.get(own.above_zero, own) if own else None
    return shown(own.percent, max(own.divided, 1), own.text) if own else None
