"""Strict reading of number text: what a cell says, and never what it might have said.

``1.234`` is 1234 in one office and 1.234 in the next. The decimal style of a column is settled by its cells that can
only be read one way, or else by a question, never by a guess. A number keeps every digit: it equals Python's
``float`` of the same digits.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from analytics.text import multiples
from analytics.text.faults import FAULTS as FAULTS
from analytics.text.lexicon import lexicon
from analytics.text.sentences import OVERRIDES, TURNS

Decimal = Literal["point", "comma"]
Style = Literal["plain", "point", "comma", "mixed", "ambiguous"]
# "plain" means the same either way, "either" changes its meaning with the style, "point" and "comma" allow only one.
Shape = Literal["plain", "point", "comma", "either", "key", "bad"]

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


_NUMBERS, _UNITS = lexicon("numbers"), lexicon("units")
_MEASURES = ("energy", "mass", "volume")
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Characters that are not shown: soft hyphens, joiners, marks of the direction of writing, byte order marks."""
STRIPPED = _SPACES + "\t\r\n" + UNSEEN
_LEFTWARDS = frozenset(OVERRIDES + TURNS + "\u061c\u200f")
"""Characters that turn the direction of writing to the left, and those that are a letter of such a script which nobody
sees."""
_MINUS = "\u2212\u2013\u2010\u2011"
_BY_POINT, _BY_COMMA = (rf"[1-9][0-9]{{0,2}}(?:[{mark}][0-9]{{3}})" for mark in ".,")
_PARTED = rf"[1-9][0-9]{{0,2}}(?P<mark>[{_SPACES}'\u2019])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,4})?"
# The first to match the whole cell wins. 0.123 and 1234.567 are no grouped thousands: they are sure of the point.
_PLAIN = ("plain", r"[0-9]+")
_EITHER = ("either", r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_POINT = ("point", rf"[0-9]*\.[0-9]+|{_BY_COMMA}+\.[0-9]+|{_BY_COMMA}{{2,}}")
_COMMA = ("comma", rf"[0-9]*,[0-9]+|{_BY_POINT}+,[0-9]+|{_BY_POINT}{{2,}}")
EITHER = rf"^[+-]?(?:{_EITHER[1]})$"
"""The texts that mean one number with a decimal point and another with a comma: 1.234 and 1,234."""
COMMA_ALONE = rf"^[+-]?(?:{_BY_POINT}+,[0-9]+|{_BY_POINT}{{2,}})$"
"""The texts that can be read with a decimal comma alone, since their points part thousands: 1.234,5 and 1.234.567."""
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
SHOWN = str.maketrans("", "", UNSEEN)
"""What leaves of a text what can be seen."""
_UNPART = str.maketrans("", "", _SPACES + "'\u2019")

_KEY = r"(N[./]?[OE]|I[./]?E|C)\.?(?:\s*\([^()]{0,80}\))?"
"""A notation key, its letters parted as in "N/E" or not."""
_UNPARTED_KEY = str.maketrans("", "", "./")
_KEYS = re.compile(rf"{_KEY}(?:\s*[;,/+&|]\s*{_KEY})*")
# IE may say where the figure is included: "IE: in transport", "IE, see I.2", "IE included in II.1.1".
_IN_WORDS = {"C": "confidential", "NE": "not estimated", "NO": "not occurring"}
"""What the words of a notation key are called in the lexicon; what else says that there is no figure is asked about."""
_INCLUDED = _NUMBERS.one_of("included", gap=r"\s+")
_POINTING = re.compile(
    rf"IE(?:\s*[:,;\u2013-]\s*|\s+(?=(?:{_INCLUDED}|{_NUMBERS.one_of('included in')})\b))(?=[^\W\d_])[^\n]{{1,150}}"
)
MONTH = rf"(?:{_NUMBERS.one_of('month')}[a-zéûä]{{0,8}}|(?<![^\W\d_]){_NUMBERS.one_of('whole month')})\.?"
_DATE = re.compile(
    r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?:[ T].*)?|[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?(?:[ T].*)?"
    rf"|[0-9]{{1,4}}[ ./-]*{MONTH}(?:[ ./-]*[0-9]{{2,4}})?|{MONTH}[ ./-]*[0-9]{{1,4}}(?:,? [0-9]{{4}})?",
    re.IGNORECASE,
)
_WITH_UNIT = re.compile(rf"([+-]?[0-9][0-9.,'\u2019{_SPACES}]*?)[{_SPACES}]*([^\W\d_].*)")
_TYPED_LETTER = re.compile(r"[0-9]+[lIoOSBx][0-9].*")
_MARKED = re.compile(
    r"(.*[0-9])\s*(?:[*†‡#^]+|[⁰¹²³⁴-⁹⁽⁾]+|\((?:[A-Za-z]{1,2}|[0-9])\)|\[[A-Za-z0-9]{1,2}\]|[pebrs]"
    r"|\([0-9]{1,3}(?:[.,][0-9]+)?\s*%\)|(?<=\s)(?:[a-f]|[0-9])\)|[a-f]\))"
)
"""A number with the mark of a footnote behind it, or of a provisional, estimated or revised figure, or its
share of the whole in brackets."""
_ROUGHLY = re.compile(rf"(?:[~\u2248<>\u2264\u2265]|c(?:a|irca)?\.?[{_SPACES}])[{_SPACES}]*([0-9].*)")
"""A number with a sign before it that it is about so much, or at most or at least."""
_REMARKED = re.compile(r"(.*[0-9])\s*\(((?=[^()]*[^\W\d_]{4})[^()]{4,200})\)")
"""A number with a remark in brackets behind it: "104 (covers the metropolitan area)"."""
_ALIKE = str.maketrans("OoIl", "0011")
"""Letters that are typed, or read by a scanner, in the place of digits."""
_INDIAN = re.compile(r"[+-]?[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
"""A number in lakhs and crores, as India parts it: 1,23,456."""
_MULTIPLE = re.compile(rf"([+-]?[0-9]+(?:[.,][0-9]+)?)[{_SPACES}]*([^\W\d_].*)")
_UNIT_OR_SIZE = re.compile(r"[kMGT]?Wh|[TGMP]J|CO2|CO₂|%|\btoe\b")


def reordered(text: str) -> bool:
    """Whether a text may show another than it holds, because a hidden character turns the direction of its writing:
    "12" inside an override shows as 21, "1 234" behind a mark of Arabic as "234 1". Words of a script that is written
    to the left show as they are, and so does a number without spaces and sign among marks."""
    if text.isascii() or _LEFTWARDS.isdisjoint(text):
        return False
    if any(character in text for character in OVERRIDES):
        return True
    bare = text.strip(STRIPPED)
    if any(character in text for character in TURNS):
        return any(character.isascii() and character.isalpha() for character in bare) or not bare.isalpha()
    return not any(map(str.isalpha, bare)) and bool(re.search(rf"[0-9][^0-9.,]+[0-9]|[+{_MINUS}-]", bare))


def read_one(text: str, decimal: Decimal | None = None) -> Reading:
    """Read one cell. Without ``decimal``, cells that need a decimal comma, or either mark, wait with value None."""
    bare = text.strip(STRIPPED)
    notes = ["spaces"] if bare != text else []
    if reordered(text):
        return Reading("bad", fault="unseen", notes=tuple(notes))
    sign = bare[:1]
    if sign and sign in _MINUS:
        notes.append("minus")
    digits = bare[1:].lstrip(_SPACES) if sign and sign in "+-" + _MINUS else bare
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
        keys = [key.translate(_UNPARTED_KEY) for key in re.findall(_KEY, bare)]
        more = ("keys",) if len(set(keys)) > 1 else ()
        return Reading("key", key=keys[0], notes=notes + more)
    if key := next((key for key, name in _IN_WORDS.items() if bare.casefold() in _NUMBERS.words(name)), None):
        return Reading("key", key=key, notes=notes)
    if _POINTING.fullmatch(bare):
        return Reading("key", key="IE", notes=notes)
    return Reading("bad", fault=_fault(bare), notes=notes)


def _fault(bare: str) -> str:
    if not bare:
        return "blank"
    lower = re.sub(r"(?<=\.)\s+", "", bare.casefold())  # "n. a." is "n.a."
    tests = (
        ("error", bare.startswith("#")),
        ("formula", bare.startswith("=")),
        ("not-available", lower in _NUMBERS.words("nothing") or _NUMBERS.pattern("elsewhere").match(lower) is not None),
        ("out-of-range", lower in _NUMBERS.words("infinite")),
        ("dash", not bare.strip(f"-./*\u2014\u2010\u2011{_MINUS}{_SPACES}")),
        ("unseen", any(character in UNSEEN for character in bare) and _signed(bare.translate(SHOWN))),
        ("trailing-minus", _is_number(inner(bare, "trailing-minus")[1:])),
        ("marked", _signed(inner(bare, "marked"))),
        (
            "digits",
            any(character.isnumeric() and character not in "0123456789" for character in bare)
            or _signed(inner(bare, "digits")),
        ),
        ("percent", "%" in bare and any(character.isdigit() for character in bare)),
        ("parentheses", bare[0:1] == "(" and bare[-1:] == ")" and _is_number(bare[1:-1].strip(_SPACES))),
        ("date", len(bare) <= LONGEST_NUMBER and _DATE.fullmatch(bare) is not None),
        ("multiple", bool(inner(bare, "multiple"))),
        ("unit-in-cell", split_unit(bare) is not None),
        ("grouping", "0" <= bare.lstrip("+-")[:1] <= "9" and not bare.strip(f"0123456789.,'\u2019+-{_MINUS}{_SPACES}")),
    )
    return next((name for name, holds in tests if holds), "text")


def _is_number(digits: str) -> bool:
    return any(pattern.fullmatch(digits) for _, pattern in _SHAPES)


def _signed(digits: str) -> bool:
    return _is_number(digits[1:] if digits[:1] and digits[0] in "+-" + _MINUS else digits)


INNER = ("parentheses", "trailing-minus", "marked", "digits", "grouping", "multiple")
"""The faults of cells that can be repaired to one number, for which a file is asked."""


def inner(text: str, fault: str) -> str:
    """The number in a cell of one of INNER, with its sign: "-5" of "(5)" and of "5-", "1234" of "1234*" and of
    "1234 (estimated)", "1200" of "120O", "123456" of "1,23,456", and "3.5e6" of "3.5 million"; a blank where the cell
    is none of that kind."""
    bare = text.strip(STRIPPED)
    if fault == "digits":
        plain = "".join(str(unicodedata.decimal(each, each)) for each in bare).translate(_ALIKE)
        litres = bare[-1:] in ("l", "I")  # behind a number it is a unit
        return plain if plain != bare and not litres and any(map(str.isdecimal, bare)) and _signed(plain) else ""
    if fault == "grouping":
        return bare.replace(",", "") if _INDIAN.fullmatch(bare) else ""
    if fault == "multiple":
        parts = _MULTIPLE.fullmatch(bare) if len(bare) <= 2 * LONGEST_NUMBER else None
        if parts is None or re.search(EITHER, parts[1]):  # 1,200 thousand can be two numbers
            return ""
        power, of = multiples.counted(f"{parts[2]} t") or (0, "")
        return f"{parts[1]}e{power}" if of == "t" else ""
    if fault == "marked":
        found = _MARKED.fullmatch(bare) or _ROUGHLY.fullmatch(bare)
        if found is None and (remarked := _REMARKED.fullmatch(bare)):
            said = remarked[2]
            measured = _UNIT_OR_SIZE.search(said) or multiples.mentioned(said) or _UNITS.any_in(said, *_MEASURES)
            found = None if measured else remarked
        return found[1] if found else ""
    if fault == "parentheses":
        return f"-{bare.strip(f'() {_SPACES}')}" if bare[:1] == "(" else ""
    digits = bare[:-1].rstrip(_SPACES)
    return f"-{digits}" if bare[-1:] and bare[-1] in "-" + _MINUS and digits else ""


def split_unit(text: str) -> tuple[str, str] | None:
    """The number text and the unit text of a cell such as "100 MWh"; None where it is not a number and a word."""
    bare = text.strip(STRIPPED)
    parts = _WITH_UNIT.fullmatch(bare) if len(bare) <= 2 * LONGEST_NUMBER else None
    if parts is None or _TYPED_LETTER.fullmatch(bare) or not _is_number(parts[1].lstrip("+-")):
        return None
    return parts[1], parts[2]


_CODES: dict[Shape, int] = {"plain": 0, "either": 1, "point": 2, "comma": 3, "key": 4, "bad": 5}
_ODD = -1


def common_style(styles: Iterable[Style]) -> Style:
    """The style of a file from those of its columns: a sure column settles it, two that differ leave it mixed."""
    seen = set(styles)
    if "mixed" in seen or {"point", "comma"} <= seen:
        return "mixed"
    order: tuple[Style, ...] = ("point", "comma", "ambiguous")
    return next((style for style in order if style in seen), "plain")


@dataclass(frozen=True)
class Cells:
    """An Arrow column as read, by the places of its cells from 0.

    ``values`` is float64, NaN where there is no number yet; ``style`` is what the cells show. ``ambiguous`` are held
    back until the decimal style is known. ``faults`` holds the cells of each of FAULTS, ``keys`` those of each notation
    key, ``notes`` those of each note of Reading, ``shapes`` how many cells have each shape.
    """

    values: Any
    style: Style
    ambiguous: Any
    faults: dict[str, Any]
    keys: dict[str, Any]
    notes: dict[str, Any]
    shapes: dict[Shape, int]


def read_cells(cells: Any, decimal: Decimal | None = None) -> Cells:
    """Read an Arrow array of number text; ``decimal`` is the answer for the file, None while nobody was asked.

    A decimal point is taken where a cell proves it and none disproves it. A decimal comma is never taken unasked.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = pc.fill_null(cells.cast(pa.large_string()), "")
    codes = _fast_codes(cells)
    odd = np.flatnonzero(codes == _ODD)
    distinct = cells.take(odd).dictionary_encode()
    odd_texts: list[str] = distinct.dictionary.to_pylist()
    which = distinct.indices.to_numpy(zero_copy_only=False)
    readings = [read_one(text) for text in odd_texts]
    fast = codes.copy()
    codes[odd] = np.array([_CODES[r.shape] for r in readings], dtype=np.int8)[which]
    counts = np.bincount(codes, minlength=len(_CODES))
    shapes: dict[Shape, int] = {shape: int(counts[code]) for shape, code in _CODES.items()}
    seen: list[Style] = [style for style in ("point", "comma") if shapes[style]]
    style = common_style(seen or (["ambiguous"] if shapes["either"] else []))
    applied: Decimal | None = decimal or ("point" if style == "point" else None)
    values = _fast_values(cells, fast, applied)
    if applied:
        settled = ("plain", "key", "bad", *(("point",) if applied == "point" else ()))
        pairs = zip(readings, odd_texts, strict=True)
        readings = [r if r.shape in settled else read_one(text, applied) for r, text in pairs]
    read_values = np.array([math.nan if r.value is None else r.value for r in readings], dtype=np.float64)
    values[odd] = read_values[which]
    waiting: tuple[Shape, ...] = (
        () if applied else ("either", "comma", "point") if style == "mixed" else ("either", "comma")
    )
    ambiguous = np.flatnonzero(_among(codes, waiting))
    values[ambiguous] = math.nan

    def where(names: list[tuple[str, ...]]) -> dict[str, Any]:
        """The cells of each name, of which a reading may have several."""
        every = sorted({name for each in names for name in each})
        return {name: odd[np.array([name in each for each in names])[which]] for name in every}

    faults = where([(r.fault,) if r.fault else () for r in readings])
    against = (_CODES["point" if applied == "comma" else "comma"],) if applied else ()
    if against and len(other := np.flatnonzero(fast == against[0])):
        faults["style"] = np.union1d(other, faults.get("style", odd[:0]))
    keys = where([(r.key,) if r.key else () for r in readings])
    return Cells(values, style, ambiguous, faults, keys, where([r.notes for r in readings]), shapes)


def decimals_written(cells: Any) -> Any:
    """How many decimals each cell of an Arrow column is written with, zeros at its end included; NaN where nothing is
    written, and in all cells where they do not say which mark is that of decimals."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.fill_null(cells.cast(pa.large_string()), "")
    found = np.full(len(texts), math.nan)
    marks: dict[Style, str] = {"plain": ".", "point": ".", "comma": ","}
    mark = marks.get(read_cells(texts).style)
    if mark is not None:
        behind = pc.if_else(pc.match_substring(texts, mark), pc.replace_substring_regex(texts, rf"^.*\{mark}", ""), "")
        digits = pc.utf8_length(pc.replace_substring_regex(behind, r"[^0-9].*$", "")).to_numpy(zero_copy_only=False)
        held = pc.match_substring_regex(texts, "[0-9]").to_numpy(zero_copy_only=False)
        found[held] = digits[held]
    return found


def _among(codes: Any, shapes: tuple[Shape, ...]) -> Any:
    """Which cells have one of some shapes."""
    import numpy as np

    wanted = np.zeros(len(_CODES) + 1, dtype=bool)  # the last stands for _ODD
    wanted[[_CODES[shape] for shape in shapes]] = True
    return wanted.take(codes)


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
    marks, places = _marks(cells, data, starts, ends)
    codes[(marks == 0) & (ends > starts) & short] = _CODES["plain"]
    one = np.flatnonzero((marks == 1) & short)
    if len(one):
        begin, whole = starts[one], places[one]
        at, rest = begin + whole, ends[one] - begin - whole - 1
        point, comma = data[at] == ord("."), data[at] == ord(",")
        number = (point | comma) & (rest > 0)
        either = number & (rest == 3) & (whole >= 1) & (whole <= 3) & (data[begin] != ord("0"))
        found = np.full(len(one), _ODD, dtype=np.int8)
        found[number & comma], found[number & point] = _CODES["comma"], _CODES["point"]
        found[either] = _CODES["either"]
        codes[one] = found
    return codes, short


def _marks(cells: Any, data: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
    """How many characters of each cell are no digits, and where the first of them stands in the cell."""
    import numpy as np
    import pyarrow.compute as pc

    other = (data - np.uint8(ord("0"))) > 9  # what comes before "0" wraps around
    count = np.count_nonzero(other)
    for mark in ".,":
        places = pc.find_substring(cells, mark).to_numpy()
        marks = places >= 0
        if np.count_nonzero(marks) == count:  # no cell has two of them, and none has anything else
            return marks, places
    before = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum(other, out=before[1:])
    first = np.append(np.flatnonzero(other), 0)[before[starts]]
    return before[ends] - before[starts], first - starts


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
        mask = _among(codes, shapes)
        if not mask.any():
            continue
        part = cells if mask.all() else cells.filter(pa.array(mask))
        if grouping == "." or bool((np.frombuffer(part.buffers()[2], dtype=np.uint8) == ord(",")).any()):
            part = pc.replace_substring(part, grouping, "")
        if grouping == ".":
            part = pc.replace_substring(part, ",", ".")
        values[mask] = part.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return values
