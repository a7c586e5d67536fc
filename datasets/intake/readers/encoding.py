"""Bytes to text: the encoding in which it was written.

Text that is not UTF-8 is Japanese, by its pairs of bytes, or has one byte a letter: Cyrillic, told by where its letters
stand, or Latin, told by the language of which all its accents are. ``charset-normalizer`` is not used for it: of 30
small tables in the two encodings of Windows it misreads 16 (Forlì as Forlě), these rules none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.text import numerals
from analytics.text.lexicon import lexicon
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence

WESTERN, CYRILLIC, JAPANESE = "cp1252", "cp1251", "cp932"
SPOKEN = {
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250",
    CYRILLIC: "Windows-1251",
    WESTERN: "Windows-1252",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
    JAPANESE: "Shift-JIS",
}
"""The encodings that are told of."""
UTF8_MARK = b"\xef\xbb\xbf"
LONGEST_SHOWN = 60
_TURNING = {ord(character): f"[U+{ord(character):04X}]" for character in numerals.OVERRIDES + numerals.TURNS}
LOOKED_AT = 4 << 20
"""Bytes from the start of a file by which its encoding is told."""
LEAST_RUN = 3
"""An accent stands among plain letters; so many letters beyond ASCII in a row make a word of another alphabet."""
LEAST_ACCENTS = 3
"""Fewer different accents are those of many languages."""
MOSTLY = 0.8
LEADING = (0x81, 0x9F)
"""The bytes that begin the kana and the common signs of Shift-JIS; elsewhere they are rare signs."""
_LETTERS = re.compile(rb"[\xc0-\xff]+")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_INSIDE = re.compile(r"[^\W\d_][\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf]+[^\W\d_]")
"""What is a sign in Western Europe and a letter elsewhere, between two letters."""
_MICRO = "\xb5"


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
        encoding = codec_of(data)
        raw = data.decode(encoding, errors="replace").encode()
    raw = raw.removeprefix(UTF8_MARK)
    if not (raw[:4096].strip() or raw.strip()):
        return empty(name)
    nul = raw.find(b"\0")
    if nul >= 0:
        return _damaged(Sentence("a NUL character, which text does not hold"), raw.count(b"\n", 0, nul) + 1)
    return Text(raw, encoding, unusual(encoding, raw))


def codec_of(data: bytes) -> str:
    """The codec of a text that is not in Unicode: Shift-JIS where most of it are words of pairs of bytes, Windows-1251
    where most letters beyond ASCII stand in whole words of such letters, else that of its ``_latin`` letters."""
    head = data[:LOOKED_AT]
    if _japanese(head[: head.rfind(b"\n") + 1] or head):
        return JAPANESE
    runs = [len(run) for run in _LETTERS.findall(head)]
    in_words = sum(run for run in runs if run >= LEAST_RUN)
    return CYRILLIC if in_words > sum(runs) / 2 else _latin(head)


def _japanese(data: bytes) -> bool:
    """Whether a text in whole lines is Shift-JIS: half of its bytes beyond ASCII begin or end the common signs, and
    nearly all of these stand beside each other."""
    try:
        signs = _BEYOND.findall(data.decode(JAPANESE))
    except UnicodeDecodeError:
        return False
    count, leading = sum(map(len, signs)), sum(LEADING[0] <= byte <= LEADING[1] for byte in data)
    in_words = sum(len(run) for run in signs if len(run) > 1)
    return 2 * leading >= count > 0 and in_words >= MOSTLY * count


def _latin(data: bytes) -> str:
    """Windows-1252, unless all accents of the text are letters of one language in another code page, and of none in
    that one, in which signs may stand between the letters of a word."""
    words = set(_WORD.findall(data))
    alphabets: dict[str, list[str]] = {}
    for letters, codec in lexicon("numbers").meanings("letters").items():
        alphabets.setdefault(codec, []).append(letters)
    for codec in (WESTERN, *(each for each in alphabets if each != WESTERN)):
        text = " ".join(word.decode(codec, errors="replace") for word in words)
        accents = {letter for letter in text.lower() if letter.lower() != letter.upper() and not letter.isascii()}
        whole = codec != WESTERN or _INSIDE.search(text) is None
        enough = codec == WESTERN or len(accents) >= LEAST_ACCENTS
        if enough and whole and any(accents <= {*letters, _MICRO} for letters in alphabets[codec]):
            return codec
    return WESTERN


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
