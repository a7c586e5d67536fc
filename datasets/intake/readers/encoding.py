"""Bytes to text: the encoding in which it was written.

Text that is not UTF-8 is in one of many code pages, which ``chardet`` tells by the letters that stand beside each other
in each language: first among alphabets of their own, whose letters make whole words, then among those of Latin letters
with accents. Where it is close between two of them, or where all accents are those of one Western language and it says
otherwise, the page is asked about, with a word as each of them has it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from unicodedata import category

from analytics.text.code_pages import ALPHABETS, CODE_PAGES, LATIN, WESTERN
from analytics.text.lexicon import lexicon
from analytics.text.problems import Problem, Refused, ask, blocked, warn
from analytics.text.sentences import Sentence, joined, quoted

ENCODING = "encoding"
"""The question in which code page a text was written."""
UTF8_MARK = b"\xef\xbb\xbf"
LOOKED_AT = 4 << 20
"""Bytes from the start of a file by which its encoding is told."""
RATED_BY = 1 << 16
"""Bytes of them by which pages are rated."""
MOSTLY = 0.8
CLOSE = 2.5
"""A page that is rated so many times less than the first one may be meant as well."""
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_INSIDE = re.compile(r"[^\W\d_][\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf]+[^\W\d_]")
"""What is a sign in Western Europe and a letter elsewhere, between two letters."""
_MICRO = "\xb5"


@dataclass(frozen=True)
class Text:
    """The text of a file as UTF-8 without a byte-order mark, and how it was written; ``warning`` says so if unusual."""

    raw: bytes
    encoding: str
    warning: Problem | None


def decoded(data: bytes, name: str) -> Text:
    """The text of a file. Raises Refused where it holds none."""
    raw, encoding, pages = data, "utf-8", tuple[str, ...]()
    wide = wide_codec(data)
    try:
        if wide:
            raw, encoding = data.decode(wide).encode(), "utf-16"
        else:
            data.decode("utf-8")
    except UnicodeError:
        if wide:
            raise _damaged(Sentence("a damaged UTF-16 text")) from None
        pages = likely(data)
        encoding = pages[0]
        raw = data.decode(encoding, errors="replace").encode()
    raw = raw.removeprefix(UTF8_MARK)
    if not (raw[:4096].strip() or raw.strip()):
        raise empty(Sentence("an empty file ({name}), which has no rows", name=name))
    nul = raw.find(b"\0")
    if nul >= 0:
        raise _damaged(Sentence("a NUL character, which text does not hold"), raw.count(b"\n", 0, nul) + 1)
    return Text(raw, encoding, unusual(encoding, raw, pages, data))


def codec_of(data: bytes) -> str:
    """The likeliest codec of a text that is not in Unicode (``likely``)."""
    return likely(data)[0]


def likely(data: bytes) -> tuple[str, ...]:
    """The codecs in which a text that is not in Unicode may be written, the likeliest first; one, where it is sure."""
    head = data[:RATED_BY]
    head = head[: head.rfind(b"\n") + 1] or head
    pages = _rated(head, ALPHABETS)
    if pages and _in_words(head.decode(pages[0])):
        return pages
    pages = _rated(data[:LOOKED_AT], LATIN)[:1] or (WESTERN,)
    same = data[:LOOKED_AT].decode(WESTERN, errors="replace") == data[:LOOKED_AT].decode(pages[0], errors="replace")
    return (WESTERN,) if same else (*pages, *([WESTERN] if _western(data[:LOOKED_AT]) else []))


def _rated(data: bytes, pages: Mapping[str, str]) -> tuple[str, ...]:
    """Those of some code pages that are nearly as likely as the first one and read the text otherwise."""
    import chardet  # takes 50 ms, and is needed by few files

    names = [page.replace("_", "-") for page in {*pages, WESTERN}]  # which it names where nothing fits
    rated = [
        (codecs.lookup(str(each["encoding"])).name, each["confidence"])
        for each in chardet.detect_all(data, include_encodings=names, ignore_threshold=True)
        if each["encoding"]
    ]
    fitting = [(codec, confidence) for codec, confidence in rated if codec in pages]
    found: dict[str, str] = {}
    for codec, confidence in fitting:
        if CLOSE * confidence >= fitting[0][1]:
            with suppress(UnicodeDecodeError):
                found.setdefault(data.decode(codec), codec)
    return tuple(found.values())


def _in_words(text: str) -> bool:
    """Whether nearly all letters of a text beyond ASCII make words of their own: an accent stands among plain ones."""
    words = re.findall(r"[^\W\d_]+", "".join(each for each in text if category(each) != "Mn"))  # no marks above letters
    beyond = sum(not letter.isascii() for word in words for letter in word)
    own = sum(len(word) for word in words if len(word) > 1 and not any(map(str.isascii, word)))
    return beyond > 0 and own >= MOSTLY * beyond


def _western(data: bytes) -> bool:
    """Whether all accents of a text are letters of one Western language, and no sign stands between its letters."""
    text = " ".join(word.decode(WESTERN, errors="replace") for word in set(_WORD.findall(data)))
    accents = {letter for letter in text.lower() if letter.lower() != letter.upper() and not letter.isascii()}
    alphabets = lexicon("numbers").words("letters", WESTERN)
    return not _INSIDE.search(text) and any(accents <= {*letters, _MICRO} for letters in alphabets)


def empty(found: str) -> Refused:
    """The refusal of a file without any text, as which it was ``found``."""
    return blocked(
        "empty-file",
        found,
        "a table with a row of column names",
        "Export the table again, or start from the template.",
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


def _damaged(found: str, row: int | None = None) -> Refused:
    return blocked(
        "not-text",
        found,
        "plain text",
        "Export the table again as CSV (UTF-8).",
        row=row,
    )


def unusual(encoding: str, raw: bytes, pages: Sequence[str] = (), data: bytes = b"") -> Problem | None:
    """The warning that a text was not written in UTF-8, with a word of it (``raw`` is UTF-8 by now); or the question in
    which of several ``pages`` it was, with the first word of ``data`` that each of them reads otherwise."""
    spoken = CODE_PAGES.get(encoding)
    if spoken is None:
        return None
    found = (
        Sentence("text in {spoken}, for example {sample}", spoken=spoken, sample=quoted(sample))
        if (sample := _first_word(raw.decode(errors="replace")))
        else Sentence("text in {spoken}", spoken=spoken)
    )
    if len(pages) > 1:
        texts = [data[:RATED_BY].decode(page, errors="replace") for page in pages]
        words = [re.split(r"[\s,;|]", text) for text in texts]
        place = next((at for at, read in enumerate(zip(*words, strict=False)) if len({*read}) == len(pages)), 0)
        shown = (
            Sentence("{codec}: {sample}", codec=page, sample=quoted(each[place]))
            for page, each in zip(pages, words, strict=True)
        )
        read = joined(shown, "comma")
        return ask(
            "encoding",
            found,
            "UTF-8, or one code page that is sure",
            Sentence("Say in which code page the text was written ({read}), or save it as UTF-8.", read=read),
            key=ENCODING,
            choices=tuple(pages),
        )
    return warn(
        "encoding",
        found,
        "UTF-8",
        Sentence("It was read as {spoken}; check that names with accents look right.", spoken=spoken),
    )


def _first_word(text: str) -> str:
    """The first word of a text with a letter beyond ASCII."""
    return next((word for word in re.split(r"[\s,;|]", text[:LOOKED_AT]) if not word.isascii()), "")
