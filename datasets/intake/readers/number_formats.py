"""What the number format of a spreadsheet cell shows beside the number that the cell holds: 5 % for 0.05, 12 for 12345.

The codes are those of ECMA-376 part 1, section 18.8.31, which old Excel workbooks share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from datasets.intake.readers.grid import UNSEEN, Shown

BUILT_IN = {5: "$0", 6: "$0", 7: "$0", 8: "$0", 9: "0%", 10: "0%", 42: "$0", 44: "$0"}
"""The codes of the formats that have no code in a file, as far as they show more than the number."""
LONGEST_TEXT = 60
PLANE = 0xF0000
"""The first of the characters (for private use) that stand for a format among the kinds of a row's cells."""
_MOST = 0x1FFFF
_SCALING = re.compile(r"(?<=[0#?]),+(?![0#?,])")
_TOKEN = re.compile(r'"([^"]*)"?|\[([^\]]*)\]?|\\(.?)|[_*].?|(.)', re.DOTALL)
"""A text in quotation marks, a condition, colour or currency in brackets, the next character as it is, a gap as wide as
it or filled with it, or a mark of the code."""
_CURRENCIES = "$€£¥₤₺"
_PERCENT = "%‰"
MULTIPLES = (10**3, 10**6, 10**9)
_CELL = re.compile(rb'office:value="([^"]{1,40})"[^>]*>\s*<(?:\w+:)?p\b[^>]*>([^<]{1,40})</')
_PLAIN = re.compile(r"[-+\u2212]?[0-9]+(?:[.,]([0-9]+))?")
GROUP = 3
"""So many digits behind a mark may be a group of a number that is shown whole."""


def of_code(code: str) -> Shown | None:
    """What a code shows beside the number, by its first section, which is that of numbers above zero; None for
    nothing. Signs and brackets count for nothing. A first section that is blank, as in ";;;", hides the number."""
    plain: list[str] = []
    literal: list[str] = []
    for token in _TOKEN.finditer(code):
        inside, bracketed, escaped, mark = token.groups(default="")
        if mark == ";":
            break
        if mark and mark not in _CURRENCIES:
            plain.append(mark)
        else:
            currency = bracketed[1:].partition("-")[0] if bracketed[:1] == "$" else ""
            literal.append(inside or escaped or mark or currency)
    bare = "".join(plain)
    if code.lstrip().startswith(";"):
        return shown(False, 1, UNSEEN)
    return shown("%" in bare, 1000 ** sum(map(len, _SCALING.findall(bare))), "".join(literal))


def shown(percent: bool, divided: int, text: str) -> Shown | None:
    """What a format shows beside a number, None where that is nothing."""
    words = " ".join(text.split()).strip(" -+()/:.,;'\u2013\u2212")[:LONGEST_TEXT]
    words = words if any(mark.isalnum() or mark in _CURRENCIES + _PERCENT + "¤" for mark in words) else ""
    percent = percent or any(mark in words for mark in _PERCENT)
    return Shown(percent, divided, words) if percent or divided > 1 or words else None


class Letters:
    """A letter for each thing that the formats of one workbook show."""

    def __init__(self) -> None:
        """Begin without any."""
        self.listed: list[Shown] = []
        self._places: dict[Shown, int] = {}

    def of(self, found: Shown | None) -> str:
        """The letter of one of them; "" where it is nothing."""
        if found is None:
            return ""
        if found not in self._places and len(self.listed) <= _MOST:
            self._places[found] = len(self.listed)
            self.listed.append(found)
        return chr(PLANE + self._places.get(found, _MOST))

    def of_codes(self, codes: Mapping[str, str]) -> dict[str, str]:
        """The letters of codes by whatever names them, without those that show nothing."""
        letters = {name: self.of(of_code(code)) for name, code in codes.items()}
        return {name: letter for name, letter in letters.items() if letter}


def divided(value: str, text: str) -> int:
    """By how much a cell shows its number divided; 1 where the text says the number itself, or no plain number."""
    found = _PLAIN.fullmatch(text.strip())
    fraction = (found[1] or "") if found else ""
    if found is None or len(fraction) == GROUP:
        return 1
    shown = Decimal(found[0].replace(",", ".").replace("\u2212", "-"))
    try:
        held = Decimal(value)
    except InvalidOperation:
        return 1
    half = Decimal(5).scaleb(-len(fraction) - 1)
    return next((many for many in MULTIPLES if shown and abs(held / many - shown) <= half), 1)


def any_divided(content: bytes) -> bool:
    """Whether some cell of a spreadsheet, by its part ``content.xml``, shows its number divided."""
    pairs = (found.groups() for found in _CELL.finditer(content))
    return any(divided(*(part.decode("utf-8", "replace") for part in pair)) > 1 for pair in pairs)
