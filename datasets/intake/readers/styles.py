"""The number formats that the styles of a workbook give to its cells (ECMA-376 part 1, section 18.8; OpenDocument 1.3,
part 3, section 16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from datasets.intake.readers.grid import STRUCK, Shown
from datasets.intake.readers.marks import attributes, children, ended, local
from datasets.intake.readers.number_formats import BUILT_IN, shown

DEEPEST = 20
"""A style of OpenDocument may build on another one, and that on another one; no further than this."""


def of_xlsx(content: bytes) -> dict[str, str]:
    """The code of each style that a cell may name by its number, where the format has a code to look at; that of a
    font with a line through it says so."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    used: list[tuple[str, str]] = []
    fonts: list[bool] = []
    for name, element in ended(content, "numFmts", "cellXfs", "fonts"):
        if name == "numFmts":  # a conditional format has others under the same numbers
            codes |= {each.get("numFmtId", ""): each.get("formatCode", "") for each in element}
        elif name == "cellXfs":
            used += [(each.get("numFmtId", ""), each.get("fontId", "")) for each in element]
        else:
            fonts += map(_struck, element)
    struck = {str(place) for place, of in enumerate(fonts) if of}
    return {
        str(place): f'"{STRUCK}"{codes.get(number, "0")}' if font in struck else codes[number]
        for place, (number, font) in enumerate(used)
        if number in codes or font in struck
    }


def _struck(font: Element) -> bool:
    return any(each.get("val", "1") not in ("0", "false") for each in children(font, "strike"))


_DATA_STYLES = ("number-style", "percentage-style", "currency-style")


class _DataStyle(NamedTuple):
    """What numbers of a style are shown as, and the style of those above zero, where it is another one."""

    percent: bool
    divided: int
    text: str
    above_zero: str


def of_ods(*parts: bytes) -> dict[str, Shown]:
    """What each cell style shows beside a number, as far as it is anything; of a part the beginning is enough."""
    data: dict[str, _DataStyle] = {}
    cells: dict[str, tuple[str, str]] = {}
    struck: set[str] = set()
    for part in parts:
        for name, element in ended(part, "style", *_DATA_STYLES, whole=False):
            said = attributes(element)
            own = said.get("style:name", "")
            if name in _DATA_STYLES:
                data[own] = _data_style(name, element)
            elif said.get("style:family") == "table-cell":
                cells[own] = said.get("style:data-style-name", ""), said.get("style:parent-style-name", "")
                texts = map(attributes, children(element, "text-properties"))
                if any(each.get("style:text-line-through-style", "none") != "none" for each in texts):
                    struck.add(own)
    return {style: beside for style in cells if (beside := _of(style, data, cells, struck))}


def _data_style(name: str, element: Element) -> _DataStyle:
    held = [(local(each.tag), attributes(each)) for each in element]
    factors = [said.get("datastyle:display-factor", "") for tag, said in held if tag == "number"]
    factor = factors[-1] if factors else ""
    maps = [said for tag, said in held if tag == "map" and ">" in said.get("style:condition", "")]
    above = [said.get("style:apply-style-name", "") for said in maps]
    return _DataStyle(
        name == "percentage-style",
        int(factor) if factor.isdecimal() and 0 < len(factor) < 13 else 1,
        "".join(text for each in children(element, "text", "currency-symbol") for text in each.itertext()),
        above[-1] if above else "",
    )


def _of(
    style: str, data: Mapping[str, _DataStyle], cells: Mapping[str, tuple[str, str]], struck: Collection[str]
) -> Shown | None:
    for _ in range(DEEPEST):
        named, parent = cells.get(style, ("", ""))
        if style in struck:
            return shown(False, 1, STRUCK)
        if own := data.get(named):
            own = data.get(own.above_zero, own)
            return shown(own.percent, max(own.divided, 1), own.text)
        style = parent
    return None
