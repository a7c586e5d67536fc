"""The number formats that the styles of a workbook give to its cells (ECMA-376 part 1, section 18.8; OpenDocument 1.3,
part 3, section 16)."""

from __future__ import annotations

from dataclasses import dataclass, field

from datasets.intake.readers.grid import STRUCK, Shown
from datasets.intake.readers.marks import local, parsed, parser
from datasets.intake.readers.number_formats import BUILT_IN, shown

DEEPEST = 20
"""A style of OpenDocument may build on another one, and that on another one; no further than this."""


def of_xlsx(content: bytes) -> dict[str, str]:
    """The code of each style that a cell may name by its number, where the format has a code to look at; that of a
    font with a line through it says so."""
    codes = {str(number): code for number, code in BUILT_IN.items()}
    used: list[tuple[str, str]] = []
    fonts: list[bool] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt" and inside[-1] == "numFmts":  # a conditional format has others under the same numbers
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and inside[-1] == "cellXfs":
            used.append((attributes.get("numFmtId", ""), attributes.get("fontId", "")))
        elif tag == "font" and inside[-1] == "fonts":
            fonts.append(False)
        elif tag == "strike" and inside[-2:] == ["fonts", "font"]:
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        inside.append(tag)

    if content:
        parsed(parser(start, lambda name: inside.pop()), content)
    struck = {str(place) for place, of in enumerate(fonts) if of}
    return {
        str(place): f'"{STRUCK}"{codes.get(number, "0")}' if font in struck else codes[number]
        for place, (number, font) in enumerate(used)
        if number in codes or font in struck
    }


_DATA_STYLES = ("number-style", "percentage-style", "currency-style")


@dataclass
class _DataStyle:
    percent: bool = False
    divided: int = 1
    text: list[str] = field(default_factory=list)
    above_zero: str = ""
    """The style of numbers above zero, where it is another one."""


def of_ods(*parts: bytes) -> dict[str, Shown]:
    """What each cell style shows beside a number, as far as it is anything; of a part the beginning is enough."""
    reader = _OdsStyles()
    for part in parts:
        reader.read(part)
    return reader.shown()


class _OdsStyles:
    def __init__(self) -> None:
        self.data: dict[str, _DataStyle] = {}
        self.cells: dict[str, tuple[str, str]] = {}
        self.struck: set[str] = set()
        self.cell = ""
        self.open: _DataStyle | None = None
        self.writes = False

    def read(self, part: bytes) -> None:
        """Learn the styles of a part, which may end where they do."""
        reading = parser(self.start, self.end)
        reading.CharacterDataHandler = self.characters
        self.open, self.writes = None, False
        parsed(reading, part, whole=False)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag in _DATA_STYLES:
            self.open = self.data.setdefault(attributes.get("style:name", ""), _DataStyle())
            self.open.percent = tag == "percentage-style"
        elif tag == "style":
            self.cell = attributes.get("style:name", "") if attributes.get("style:family") == "table-cell" else ""
            named = (attributes.get("style:data-style-name", ""), attributes.get("style:parent-style-name", ""))
            self.cells |= {self.cell: named} if self.cell else {}
        elif tag == "text-properties" and attributes.get("style:text-line-through-style", "none") != "none":
            self.struck |= {self.cell} - {""}
        elif self.open is None:
            return
        elif tag in ("text", "currency-symbol"):
            self.writes = True
        elif tag == "number":
            factor = attributes.get("number:display-factor", "")
            self.open.divided = int(factor) if factor.isdecimal() and 0 < len(factor) < 13 else 1
        elif tag == "map" and ">" in attributes.get("style:condition", ""):
            self.open.above_zero = attributes.get("style:apply-style-name", "")

    def characters(self, text: str) -> None:
        if self.open is not None and self.writes:
            self.open.text.append(text)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag in ("text", "currency-symbol"):
            self.writes = False
        elif tag in _DATA_STYLES:
            self.open = None

    def shown(self) -> dict[str, Shown]:
        """What is known by now, by the names of cell styles."""
        found = {}
        for style in self.cells:
            if beside := self._of(style):
                found[style] = beside
        return found

    def _of(self, style: str) -> Shown | None:
        for _ in range(DEEPEST):
            data, parent = self.cells.get(style, ("", ""))
            if style in self.struck:
                return shown(False, 1, STRUCK)
            if own := self.data.get(data):
                own = self.data.get(own.above_zero, own)
                return shown(own.percent, max(own.divided, 1), "".join(own.text))
            if not parent:
                return None
            style = parent
        return None
