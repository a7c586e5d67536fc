"""Numbers of an OpenDocument spreadsheet whose text shows them in thousands or millions, though no style says so: 210.3
where the cell holds 210300."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MULTIPLES = (10**3, 10**6, 10**9)
_CELL = re.compile(rb'office:value="([^"]{1,40})"[^>]*>\s*<(?:\w+:)?p\b[^>]*>([^<]{1,40})</')
_PLAIN = re.compile(r"[-+\u2212]?[0-9]+(?:[.,]([0-9]+))?")
THOUSANDS = 3
"""So many digits behind a mark may be a group of a number that is shown whole."""


def divided(value: str, text: str) -> int:
    """By how much a cell shows its number divided; 1 where the text says the number itself, or no plain number."""
    found = _PLAIN.fullmatch(text.strip())
    fraction = (found[1] or "") if found else ""
    if found is None or len(fraction) == THOUSANDS:
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
