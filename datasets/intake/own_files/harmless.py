"""Text in a CSV file that a spreadsheet program will not run as a formula, and the way back to what it was; and numbers
with every digit, so that reading gives back the very same number.

Which mark parts the cells of a text is settled where it is opened, by the settings of that computer, so that a cell may
begin behind any comma, semicolon, tab, bar, colon or space, behind a quotation mark, and at any line. Wherever a sign
of a formula stands there, an apostrophe goes before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that a spreadsheet program runs: the full-width signs are the same to it."""
SEPARATORS = ",;\t|:"
_SIGN = f"[{re.escape(''.join(FORMULA_STARTS))}]"
_BEHIND = rf"(?<![^{SEPARATORS}\s\"\u201c\u201d\u201e\u00ab\u00bb])"
_AT = re.compile(rf"{_BEHIND}('*)({_SIGN})")
_ESCAPED = re.compile(rf"{_BEHIND}'('*{_SIGN})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_IDLE = re.compile(rf"[-+]+(?= )|{_NUMBER.pattern}%?(?=\s|$)")
"""A dash between words, a number, a percentage. A dash that ends a cell would begin one with what stands behind it."""
_RUNS = re.compile(r"[|!(]")
Value = str | float | int | None


def harmless(text: str) -> str:
    """A text for a CSV file that a spreadsheet program will not run as a formula, whatever mark parts its cells; a
    number is left alone, and so is a dash or a number between words.

    An apostrophe goes before each sign of a formula that may begin a cell, also where apostrophes stand there already,
    so that ``as_written`` gives the very text back.
    """
    return text if _NUMBER.fullmatch(text) else _AT.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    idle = not found[1] and _between_words(found.string, found.start()) and _IDLE.match(found.string, found.start(2))
    return found[0] if idle else f"'{found[0]}"


def _between_words(text: str, place: int) -> bool:
    """Whether a single space alone parts what begins here from a word: no other mark begins a cell here."""
    before = text[place - 2 : place]
    return len(before) == 2 and before[1] == " " and not re.match(rf"[{SEPARATORS}\s\"]", before[0])


def as_written(text: str) -> str:
    """The text that ``harmless`` made harmless."""
    return _ESCAPED.sub(r"\1", text) if "'" in text else text


def table(rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, as spreadsheet programs expect it: commas, every digit and a
    point, a blank for None, all text made harmless. Whatever we write as CSV is written here."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerows(map(_line, rows))
    return written.getvalue().encode("utf-8-sig")


def _line(row: Sequence[Value]) -> list[str]:
    """The cells of a row. A number below zero that begins the line makes a formula of all of it where commas part
    nothing: there it is a text, if the line holds a text that calls or links something."""
    cells = [_cell(value) for value in row]
    if cells and cells[0][:1] in FORMULA_STARTS and any(map(_RUNS.search, cells[1:])):
        cells[0] = f"'{cells[0]}"
    return cells


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else shortest(value)


def shortest(value: float) -> str:
    """The shortest decimal that gives back the same number: "1424218", "0.0047", "1e-09"."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def plain(value: float) -> str:
    """A number as digits with a decimal point that gives back the same number and can be read in one way only.

    "12.345" could mean twelve thousand; it is written "12.3450".
    """
    digits = format(Decimal(shortest(value)), "f")
    whole, point, decimals = digits.partition(".")
    return f"{whole}{point}{decimals}0" if len(decimals) == 3 else digits
