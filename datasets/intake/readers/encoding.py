"""Bytes to text: the encoding in which it was written.

Text that is not UTF-8 has one byte a letter, Western European or Cyrillic, told by where its letters stand.
``charset-normalizer`` is not used for it: of 30 small tables in the two encodings of Windows it misreads 16 (Forlì as
Forlě), these rules none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.text import numerals
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence

SPOKEN = {"utf-16": "UTF-16", "cp1251": "Windows-1251", "cp1252": "Windows-1252"}
"""The encodings that are told of."""
UTF8_MARK = b"\xef\xbb\xbf"
LONGEST_SHOWN = 60
_TURNING = {ord(character): f"[U+{ord(character):04X}]" for character in numerals.OVERRIDES + numerals.TURNS}
LOOKED_AT = 4 << 20
"""Bytes from the start of a file by which its encoding is told."""
LEAST_RUN = 3
"""An accent stands among plain letters; so many letters beyond ASCII in a row make a word of another alphabet."""
_LETTERS = re.compile(rb"[\xc0-\xff]+")


@dataclass(frozen=True)
class Text:
    """The text of a file as UTF-8 without a byte-order mark, and how it was written; ``warning`` says so if unusual."""

    raw: bytes
    encoding: str
    warning: Problem | None


def quoted(text: str) -> str:
    """A text of the file as a problem shows it: in quotation marks, on one line, no longer than a line bears. Hidden
    characters that turn the direction of writing are shown by their number, since the line would show otherwise."""
    line = " ".join(text[: 4 * LONGEST_SHOWN].translate(_TURNING).split())
    return f'"{line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"}"'


def decoded(data: bytes, name: str) -> Text | Problem:
    """The text of a file, or the reason why it holds none."""
    if not (data[:4096].strip() or data.strip()):
        return empty(name)
    raw, encoding = data, "utf-8"
    wide = wide_codec(data)
    try:
        if wide:
            raw, encoding = data.decode(wide).encode(), "utf-16"
        else:
            data.decode("utf-8")
    except UnicodeError:
        if wide:
            return _damaged(Sentence("a damaged UTF-16 text"))
        encoding = single_byte_codec(data)
        raw = data.decode(encoding, errors="replace").encode()
    raw = raw.removeprefix(UTF8_MARK)
    if not (raw[:4096].strip() or raw.strip()):
        return empty(name)
    nul = raw.find(b"\0")
    if nul >= 0:
        return _damaged(Sentence("a NUL character, which text does not hold"), raw.count(b"\n", 0, nul) + 1)
    return Text(raw, encoding, unusual(encoding, raw))


def single_byte_codec(data: bytes) -> str:
    """The codec of a text: Windows-1251 where most letters beyond ASCII stand in whole words of
    such letters, else Windows-1252."""
    runs = [len(run) for run in _LETTERS.findall(data[:LOOKED_AT])]
    in_words = sum(run for run in runs if run >= LEAST_RUN)
    if in_words > sum(runs) / 2:
        return "cp1251"
    return "cp1252"


def empty(name: str) -> Problem:
    """The answer to a file without any text."""
    return Problem(
        "block",
        "empty-file",
        Sentence("an empty file ({name}), which has no rows", name=name),
        Sentence("a table with a row of column names"),
        Sentence("Export the table again, or start from the template."),
    )


def wide_codec(data: bytes) -> str | None:
    """The codec of a text in UTF-16: by its byte-order mark, or by the zero bytes of its first Latin letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:400]
    for codec, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = start[offset::2]
        if len(start) >= 8 and zeros.count(0) > 0.8 * len(zeros) and start[1 - offset :: 2].count(0) == 0:
            return codec
    return None


def _damaged(found: str, row: int | None = None) -> Problem:
    return Problem(
        "block", "not-text", found, Sentence("plain text"), Sentence("Export the table again as CSV (UTF-8)."), row=row
    )


def unusual(encoding: str, raw: bytes) -> Problem | None:
    """The warning that a text was not written in UTF-8, with one of its words (``raw`` is UTF-8 by now)."""
    spoken = SPOKEN.get(encoding)
    if spoken is None:
        return None
    strange = re.search(rb"[\x80-\xff]", raw)
    found = Sentence("text in {spoken}", spoken=spoken)
    if strange:
        before = re.split(rb"[\s,;|]", raw[max(strange.start() - LONGEST_SHOWN, 0) : strange.start()])[-1]
        after = re.split(rb"[\s,;|]", raw[strange.start() : strange.start() + LONGEST_SHOWN])[0]
        sample = quoted((before + after).decode(errors="ignore"))
        found = Sentence("text in {spoken}, for example {sample}", spoken=spoken, sample=sample)
    return Problem(
        "warn",
        "encoding",
        found,
        Sentence("UTF-8"),
        Sentence("It was read as {spoken}; check that names with accents look right.", spoken=spoken),
    )
