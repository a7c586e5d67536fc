"""Strict reading of number text: what a cell says, and never what it might have said.

``1.234`` is 1234 in one office and 1.234 in the next. The decimal style of a column is settled by its cells that can
only be read one way, or else by a question, never by a guess. A number keeps every digit: it equals Python's
``float`` of the same digits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from analytics.faults import FAULTS as FAULTS
from analytics.faults import Fault
from analytics.sentences import Sentence

if TYPE_CHECKING:  # pandas takes a quarter of a second: only those who read a column wait for it
    import pandas as pd

Decimal = Literal["point", "comma"]
Style = Literal["plain", "point", "comma", "mixed", "ambiguous"]
# "plain" means the same either way, "either" changes its meaning with the style, "point" and "comma" allow only one.
Shape = Literal["plain", "point", "comma", "either", "key", "bad"]

FIRST_YEAR, LAST_YEAR = 1990, 2060
LONGEST_NUMBER = 60  # longer cells take the careful path, where an overflow is noticed


@dataclass(frozen=True)
class Reading:
    """One cell as read. ``value`` is None where the cell holds no number, or waits for the decimal style.

    ``key`` is the notation key, ``fault`` a key of FAULTS. ``notes``: "spaces" (stripped), "minus" (not a hyphen),
    "parted" (thousands by space or apostrophe), "keys" (several different notation keys, the first kept).
    """

    shape: Shape
    value: float | None = None
    key: str | None = None
    fault: str | None = None
    notes: tuple[str, ...] = ()


_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_STRIPPED = _SPACES + "\t\r\n\u200b\u2060\ufeff"
_MINUS = "\u2212\u2013"
_BY_POINT, _BY_COMMA = (rf"[1-9][0-9]{{0,2}}(?:[{mark}][0-9]{{3}})" for mark in ".,")
_PARTED = rf"[1-9][0-9]{{0,2}}(?P<mark>[{_SPACES}'\u2019])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,4})?"
# The first to match the whole cell wins. 0.123 and 1234.567 are no grouped thousands: they are sure of the point.
_PLAIN = ("plain", r"[0-9]+")
_EITHER = ("either", r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_POINT = ("point", rf"[0-9]*\.[0-9]+|{_BY_COMMA}+\.[0-9]+|{_BY_COMMA}{{2,}}")
_COMMA = ("comma", rf"[0-9]*,[0-9]+|{_BY_POINT}+,[0-9]+|{_BY_POINT}{{2,}}")
_FAST_SHAPES: tuple[tuple[Shape, str], ...] = (_EITHER, _PLAIN, _POINT, _COMMA)  # type: ignore[assignment]
_SHAPES = tuple(
    (shape, re.compile(pattern))
    for shape, pattern in (
        *_FAST_SHAPES,
        ("plain", rf"[0-9]+{_EXPONENT}|{_PARTED}"),
        ("point", rf"[0-9]*\.[0-9]+{_EXPONENT}"),
        ("point", rf"{_PARTED}\.[0-9]+"),
        ("comma", rf"[0-9]*,[0-9]+{_EXPONENT}"),
        ("comma", rf"{_PARTED},[0-9]+"),
    )
)
_UNPART = str.maketrans("", "", _SPACES + "'\u2019")

_KEY = r"(NO|NE|IE|C)(?:\s*\([^()]{0,80}\))?"
_KEYS = re.compile(rf"{_KEY}(?:\s*[;,/+&|]\s*{_KEY})*")
# IE may say where the figure is included: "IE: in transport", "IE, see I.2", "IE included in II.1.1".
_POINTING = re.compile(
    r"IE(?:\s*[:,;\u2013-]\s*|\s+(?=(?:is\s+)?(?:included|reported|counted|see|in|under)\b))(?=[^\W\d_])[^\n]{1,150}"
)
_MONTH = (
    r"(?:jan|feb|f[eé]v|mar|mär|apr|abr|avr|ma[iyj]|mag|jun|jui|giu|jul|lug|aug|ago|ao[uû]|sep|set|oct|okt|ott|out|nov"
    r"|d[eé]c|dez|dic)[a-zéûä]{0,8}\.?"
)
_DATE = re.compile(
    r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?:[ T].*)?|[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?(?:[ T].*)?"
    rf"|[0-9]{{1,4}}[ ./-]*{_MONTH}(?:[ ./-]*[0-9]{{2,4}})?|{_MONTH}[ ./-]*[0-9]{{1,4}}(?:,? [0-9]{{4}})?",
    re.IGNORECASE,
)
_WITH_UNIT = re.compile(rf"([+-]?[0-9][0-9.,'\u2019{_SPACES}]*?)[{_SPACES}]*([^\W\d_].*)")
_TYPED_LETTER = re.compile(r"[0-9]+[lIoOSBx][0-9].*")
_NOT_AVAILABLE = frozenset(("na", "n/a", "n.a.", "n.a", "not available", "not applicable", "do not know"))
_INFINITE = frozenset(("inf", "infinity", "+inf", "-inf", "+infinity", "-infinity"))


def read_one(text: str, decimal: Decimal | None = None) -> Reading:
    """Read one cell. Without ``decimal``, cells that need a decimal comma, or either mark, wait with value None."""
    bare = text.strip(_STRIPPED)
    notes = ["spaces"] if bare != text else []
    sign = bare[:1]
    if sign and sign in _MINUS:
        notes.append("minus")
    digits = bare[1:] if sign and sign in "+-" + _MINUS else bare
    shape = next((shape for shape, pattern in _SHAPES if pattern.fullmatch(digits)), None)
    if shape is None:
        return _no_number(bare, tuple(notes))
    unparted = digits.translate(_UNPART)
    if unparted != digits:
        notes.append("parted")
    comma = shape == "comma" or (shape == "either" and decimal == "comma")
    value = float(unparted.replace(".", "").replace(",", ".") if comma else unparted.replace(",", ""))
    if math.isinf(value) or (value == 0 and re.search("[1-9]", re.split("[eE]", digits)[0])):
        return Reading("bad", fault="out-of-range", notes=tuple(notes))
    if shape in ("point", "comma") and decimal not in (None, shape):
        return Reading(shape, fault="style", notes=tuple(notes))
    if decimal is None and shape in ("either", "comma"):
        return Reading(shape, notes=tuple(notes))
    return Reading(shape, -value if sign in ("-", *_MINUS) else value, notes=tuple(notes))


def _no_number(bare: str, notes: tuple[str, ...]) -> Reading:
    if _KEYS.fullmatch(bare):
        keys = re.findall(_KEY, bare)
        more = ("keys",) if len(set(keys)) > 1 else ()
        return Reading("key", key=keys[0], notes=notes + more)
    if _POINTING.fullmatch(bare):
        return Reading("key", key="IE", notes=notes)
    return Reading("bad", fault=_fault(bare), notes=notes)


def _fault(bare: str) -> str:
    lower = bare.casefold()
    tests = (
        ("blank", not bare),
        ("error", bare.startswith("#")),
        ("formula", bare.startswith("=")),
        ("not-available", lower in _NOT_AVAILABLE),
        ("out-of-range", lower in _INFINITE),
        ("dash", not bare.strip(f"-.\u2014\u2010\u2011{_MINUS}{_SPACES}")),
        ("digits", any(character.isnumeric() and character not in "0123456789" for character in bare)),
        ("percent", "%" in bare and any(character.isdigit() for character in bare)),
        ("parentheses", bare[0:1] == "(" and bare[-1:] == ")" and _is_number(bare[1:-1].strip(_SPACES))),
        ("date", len(bare) <= LONGEST_NUMBER and _DATE.fullmatch(bare) is not None),
        ("unit-in-cell", split_unit(bare) is not None),
        ("grouping", "0" <= bare.lstrip("+-")[:1] <= "9" and not bare.strip(f"0123456789.,'\u2019+-{_MINUS}{_SPACES}")),
    )
    return next((name for name, holds in tests if holds), "text")


def _is_number(digits: str) -> bool:
    return any(pattern.fullmatch(digits) for _, pattern in _SHAPES)


def split_unit(text: str) -> tuple[str, str] | None:
    """The number text and the unit text of a cell such as "100 MWh"; None where it is not a number and a word."""
    bare = text.strip(_STRIPPED)
    parts = _WITH_UNIT.fullmatch(bare) if len(bare) <= 2 * LONGEST_NUMBER else None
    if parts is None or _TYPED_LETTER.fullmatch(bare) or not _is_number(parts[1].lstrip("+-")):
        return None
    return parts[1], parts[2]


@dataclass(frozen=True)
class Numerals:
    """A column as read; indexes hold labels of the column that was given.

    ``values`` is float64, NaN where there is no number yet. ``style`` is what the cells show; ``needs_answer`` says
    that the decimal style must be asked for the file, and ``ambiguous`` lists the cells held back until then. ``bad``
    are the cells that are no numbers, ``faults`` their keys of FAULTS. ``notation`` holds notation keys or None,
    ``notes`` the cells of each note of Reading, ``shapes`` how many cells have each shape.
    """

    values: pd.Series[float]
    style: Style
    needs_answer: bool
    ambiguous: pd.Index
    bad: pd.Index
    faults: pd.Series[str]
    notation: pd.Series[Any]
    notes: dict[str, pd.Index]
    shapes: dict[Shape, int]


_CODES: dict[Shape, int] = {"plain": 0, "either": 1, "point": 2, "comma": 3, "key": 4, "bad": 5}
_ODD = -1


def common_style(styles: Iterable[Style]) -> Style:
    """The style of a file from those of its columns: a sure column settles it, two that differ leave it mixed."""
    seen = set(styles)
    if "mixed" in seen or {"point", "comma"} <= seen:
        return "mixed"
    order: tuple[Style, ...] = ("point", "comma", "ambiguous")
    return next((style for style in order if style in seen), "plain")


def _style(shapes: dict[Shape, int]) -> Style:
    seen: list[Style] = [style for style in ("point", "comma") if shapes[style]]
    return common_style(seen or (["ambiguous"] if shapes["either"] else []))


def read(texts: pd.Series[Any], decimal: Decimal | None = None) -> Numerals:
    """Read a column of number text; ``decimal`` is the answer for the file, None while nobody was asked.

    A decimal point is taken where a cell proves it and none disproves it. A decimal comma is never taken unasked.
    """
    import numpy as np
    import pandas as pd

    cells = _arrow(texts)
    codes = _fast_codes(cells)
    odd = np.flatnonzero(codes == _ODD)
    distinct = cells.take(odd).dictionary_encode()
    odd_texts: list[str] = distinct.dictionary.to_pylist()
    which = distinct.indices.to_numpy(zero_copy_only=False)
    readings = [read_one(text) for text in odd_texts]
    codes[odd] = np.array([_CODES[r.shape] for r in readings], dtype=np.int8)[which]
    counts = np.bincount(codes, minlength=len(_CODES))
    shapes: dict[Shape, int] = {shape: int(counts[code]) for shape, code in _CODES.items()}
    style = _style(shapes)
    applied: Decimal | None = decimal or ("point" if style == "point" else None)

    fast = np.ones(len(codes), dtype=bool)
    fast[odd] = False
    values = _fast_values(cells, np.where(fast, codes, _ODD), applied)
    if applied:
        settled = ("plain", "key", "bad", *(("point",) if applied == "point" else ()))
        pairs = zip(readings, odd_texts, strict=True)
        readings = [r if r.shape in settled else read_one(text, applied) for r, text in pairs]
    read_values = np.array([math.nan if r.value is None else r.value for r in readings], dtype=np.float64)
    values[odd] = read_values[which]
    waiting: tuple[Shape, ...] = (
        () if applied else ("either", "comma", "point") if style == "mixed" else ("either", "comma")
    )
    held = np.isin(codes, [_CODES[shape] for shape in waiting])
    values[held] = math.nan

    against = _CODES["point" if applied == "comma" else "comma"] if applied else _ODD
    faults = np.full(len(codes), None, dtype=object)
    bad = codes == against
    faults[bad] = "style"
    notation = np.full(len(codes), None, dtype=object)
    if len(odd):
        faults[odd] = np.array([r.fault for r in readings], dtype=object)[which]
        bad[odd] = np.array([r.fault is not None for r in readings])[which]
        notation[odd] = np.array([r.key for r in readings], dtype=object)[which]
    index = texts.index
    named = sorted({note for r in readings for note in r.notes})
    noted = {note: index[odd[np.array([note in r.notes for r in readings])[which]]] for note in named}
    return Numerals(
        values=pd.Series(values, index=index),
        style=style,
        needs_answer=bool(held.any()),
        ambiguous=index[held],
        bad=index[bad],
        faults=pd.Series(faults[bad], index=index[bad], dtype="str"),
        notation=pd.Series(notation, index=index, dtype=object),
        notes=noted,
        shapes=shapes,
    )


def _arrow(texts: pd.Series[Any]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = pa.array(texts.astype("str"), from_pandas=True)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    return pc.fill_null(cells.cast(pa.large_string()), "")


def _fast_codes(cells: Any) -> Any:
    """The shape of each cell that needs no care, by pattern over the whole column; _ODD for the others."""
    import numpy as np
    import pyarrow.compute as pc

    codes, short = _of_digits(cells)
    left = np.flatnonzero((codes == _ODD) & short)
    for shape, pattern in _FAST_SHAPES:
        if not len(left):
            break
        part = cells if len(left) == len(cells) else cells.take(left)
        matches = pc.match_substring_regex(part, f"^-?(?:{pattern})$").to_numpy(zero_copy_only=False)
        codes[left[matches]] = _CODES[shape]
        left = left[~matches]
    return codes


def _of_digits(cells: Any) -> tuple[Any, Any]:
    """The shape of each cell of digits with at most one mark among them, _ODD for the others; and which cells are no
    longer than a number. It says what the patterns say, from the bytes of all cells at once."""
    import numpy as np

    codes = np.full(len(cells), _ODD, dtype=np.int8)
    _, bounds, held = cells.buffers()
    if held is None or not len(cells):
        return codes, np.ones(len(cells), dtype=bool)
    bounds = np.frombuffer(bounds, dtype=np.int64)[cells.offset : cells.offset + len(cells) + 1]
    data = np.frombuffer(held, dtype=np.uint8)[bounds[0] : bounds[-1]]
    starts, ends = bounds[:-1] - bounds[0], bounds[1:] - bounds[0]
    short = ends - starts <= LONGEST_NUMBER
    other = (data < ord("0")) | (data > ord("9"))
    before = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum(other, out=before[1:])
    marks = before[ends] - before[starts]
    codes[(marks == 0) & (ends > starts) & short] = _CODES["plain"]
    one = np.flatnonzero((marks == 1) & short)
    if len(one):
        begin = starts[one]
        at = np.flatnonzero(other)[before[begin]]
        whole, rest = at - begin, ends[one] - at - 1
        point, comma = data[at] == ord("."), data[at] == ord(",")
        number = (point | comma) & (rest > 0)
        either = number & (rest == 3) & (whole >= 1) & (whole <= 3) & (data[begin] != ord("0"))
        found = np.where(number & point, _CODES["point"], np.where(number, _CODES["comma"], _ODD))
        codes[one] = np.where(either, _CODES["either"], found)
    return codes, short


def _fast_values(cells: Any, codes: Any, applied: Decimal | None) -> Any:
    """The numbers of the cells with a fast code that can be read in the style; NaN for the rest."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    values = np.full(len(cells), np.nan)
    pointed: tuple[Shape, ...] = ("plain", "point") if applied != "comma" else ("plain",)
    other: tuple[Shape, ...] = ("either",) if applied == "point" else ()
    parted: tuple[Shape, ...] = ("either", "comma") if applied == "comma" else ()
    for shapes, grouping in (((*pointed, *other), ","), (parted, ".")):
        wanted = np.zeros(len(_CODES) + 1, dtype=bool)
        wanted[[_CODES[shape] for shape in shapes]] = True  # the last stands for _ODD
        mask = wanted[codes]
        if not mask.any():
            continue
        part = cells if mask.all() else cells.filter(pa.array(mask))
        if grouping == "." or bool((np.frombuffer(part.buffers()[2], dtype=np.uint8) == ord(",")).any()):
            part = pc.replace_substring(part, grouping, "")
        if grouping == ".":
            part = pc.replace_substring(part, ",", ".")
        values[mask] = part.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return values


YEAR_FAULTS: dict[str, Fault] = {
    "blank": Fault("block", Sentence("a year"), Sentence("Fill in the year of the inventory.")),
    "text": Fault("block", Sentence("a year such as 2019"), Sentence("Write the year in four digits.")),
    "typo": Fault(
        "block", Sentence("a year in four digits"), Sentence("A letter stands for a digit: correct the year.")
    ),
    "out-of-range": Fault(
        "block",
        Sentence("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR),
        Sentence("Correct the year."),
    ),
    "date": Fault("ask", Sentence("a year, not a date"), Sentence("Say whether the year of the date is meant.")),
    "fiscal": Fault(
        "ask", Sentence("one calendar year"), Sentence("Say to which year a period across two years belongs.")
    ),
}
_LOOKALIKES = str.maketrans("lIiOoSsBZz", "1110055822")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TWO_YEARS = re.compile(r"(?:FY\s*)?([0-9]{4})\s*[/\u2010\u2011\u2013-]\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_ONE_FISCAL_YEAR = re.compile(r"FY\s*[0-9]{4}", re.IGNORECASE)
_DATED = re.compile(
    rf"[0-9]{{1,4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,4}}|[0-9]{{4}}-[0-9]{{2}}(?![0-9])|{_MONTH}\s*,?\s*[0-9]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class YearReading:
    """One year cell. ``fault`` is a key of YEAR_FAULTS; ``choices`` are the years it may mean, likeliest first."""

    value: int | None = None
    fault: str | None = None
    choices: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read_year(text: str) -> YearReading:
    """Read one calendar year from 1990 to 2060. Dates and fiscal years come back as a fault with choices."""
    bare = text.strip(_STRIPPED)
    notes: tuple[str, ...] = ("spaces",) if bare != text else ()
    if not bare.strip("-\u2013\u2014."):
        return YearReading(fault="blank", notes=notes)
    if number := re.fullmatch(r"([0-9]{4})([.,]0+)?", bare):
        year = int(number[1])
        notes += ("decimals",) if number[2] else ()
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return YearReading(fault="out-of-range", notes=notes)
        return YearReading(year, notes=notes)
    meant = bare.translate(_LOOKALIKES)
    if re.fullmatch(r"[0-9]{4}", meant) and sum(character in "0123456789" for character in bare) >= 2:
        return YearReading(fault="typo", choices=_in_range(int(meant)), notes=notes)
    return _dated(bare[: 4 * LONGEST_NUMBER], notes)


def _dated(bare: str, notes: tuple[str, ...]) -> YearReading:
    if pair := _TWO_YEARS.fullmatch(bare):
        first, second = int(pair[1]), int(pair[1][: 4 - len(pair[2])] + pair[2])
        if second == first + 1 or (len(pair[2]) == 4 and second > first):
            return YearReading(fault="fiscal", choices=_in_range(first, second), notes=notes)
    choices = _in_range(*dict.fromkeys(int(year) for year in _YEAR.findall(bare)))
    if _ONE_FISCAL_YEAR.fullmatch(bare) or len(choices) > 1:
        return YearReading(fault="fiscal", choices=choices, notes=notes)
    dated = bool(choices) and _DATED.search(bare) is not None
    return YearReading(fault="date" if dated else "text", choices=choices, notes=notes)


def _in_range(*years: int) -> tuple[int, ...]:
    return tuple(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)


@dataclass(frozen=True)
class Years:
    """A column of years; ``values`` is Int64, missing where ``bad``. ``faults`` and ``choices`` stand at ``bad``."""

    values: pd.Series[Any]
    bad: pd.Index
    faults: pd.Series[str]
    choices: pd.Series[Any]
    notes: dict[str, pd.Index]


def years(texts: pd.Series[Any]) -> Years:
    """Read a column of years, each distinct text once (``read_year``)."""
    import pandas as pd

    distinct = _arrow(texts).dictionary_encode()
    readings = [read_year(text) for text in distinct.dictionary.to_pylist()]
    each = [readings[which] for which in distinct.indices.to_pylist()]
    index = texts.index
    bad = [place for place, reading in enumerate(each) if reading.value is None]
    named = sorted({note for reading in readings for note in reading.notes})
    return Years(
        values=pd.Series([pd.NA if r.value is None else r.value for r in each], index=index, dtype="Int64"),
        bad=index[bad],
        faults=pd.Series([each[place].fault for place in bad], index=index[bad], dtype="str"),
        choices=pd.Series([each[place].choices for place in bad], index=index[bad], dtype=object),
        notes={note: index[[place for place, r in enumerate(each) if note in r.notes]] for note in named},
    )
