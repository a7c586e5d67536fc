"""Text inside a cell that is set above the line, struck through or hidden: the mark of a footnote is no digit of a
number, and what was deleted is no text.

Programs that read values alone join such parts of a cell: 1234 with a footnote 1 becomes 12341. Here the mark keeps a
form of its own, by which a number with a mark is known and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_RAISED = str.maketrans("0123456789()+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁻")
BROKEN = "surrogateescape"
"""Bytes that are no text are passed on as they are: the reader of the whole file refuses them."""
_GAS = re.compile(r"(?:CO|CH|N)\s*", re.IGNORECASE)
"""Formulas whose number is set above the line by mistake: the number is part of them."""


class RaisedText(NamedTuple):
    """A part of the text of a cell: whether it is set above the line, and whether it is struck through or hidden."""

    text: str
    raised: bool = False
    gone: bool = False


def raised(before: str, text: str) -> str:
    """A text set above the line, after ``before``: digits as raised digits, one or two letters in brackets."""
    bare = text.strip()
    if bare in ("2", "4") and _GAS.search(before[-3:]) and not before[-1:].isdigit():
        return text
    if bare and bare.translate(_RAISED) != bare and not any(map(str.isalpha, bare)):
        return bare.translate(_RAISED)
    return f"({bare})" if bare.isalpha() and len(bare) <= 2 and before[-1:].isdigit() else text


_XLSX_TEXT = re.compile(rb"<((?:\w+:)?(?:si|is))>(?:(?!</\1>).)*?<(?:\w+:)?r>.*?</\1>", re.DOTALL)
_XLSX_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_XLSX_WORDS = re.compile(rb"(<(?:\w+:)?t(?:\s[^>]*)?>)(.*?)(</(?:\w+:)?t>)", re.DOTALL)
_SUPER = re.compile(rb"""<(?:\w+:)?vertAlign\s+val\s*=\s*["']superscript""")
_STRUCK = re.compile(rb"""<(?:\w+:)?strike(?:\s+val\s*=\s*["'](?:1|true)["'])?\s*/>""")


def of_xlsx(content: bytes) -> bytes:
    """A part of a workbook (its texts or a sheet) with raised marks written as such and struck text left out."""
    if b"superscript" not in content and b"strike" not in content:
        return content
    return _XLSX_TEXT.sub(lambda text: _XLSX_RUN.sub(_rewriter(_xlsx_parts(text[0])), text[0]), content)


def _xlsx_parts(text: bytes) -> list[RaisedText]:
    runs = [run[1] for run in _XLSX_RUN.finditer(text)]
    words = [b"".join(found[2] for found in _XLSX_WORDS.finditer(run)) for run in runs]
    return [
        RaisedText(held.decode(errors=BROKEN), bool(_SUPER.search(run)), bool(_STRUCK.search(run)))
        for held, run in zip(words, runs, strict=True)
    ]


def _rewriter(parts: list[RaisedText]) -> Callable[[re.Match[bytes]], bytes]:
    """What writes the runs of one text anew, each in its turn."""
    said = iter(texts(parts))

    def write(run: re.Match[bytes]) -> bytes:
        new = next(said).encode(errors=BROKEN)
        words = iter([new])
        return _XLSX_WORDS.sub(lambda found: found[1] + next(words, b"") + found[3], run[0])

    return write


def texts(parts: list[RaisedText]) -> list[str]:
    """What is left of each part of the text of a cell: nothing of what is gone, unless all of it is struck through."""
    whole = not any(part.text.strip() for part in parts if not part.gone)
    found: list[str] = []
    for part in parts:
        gone = part.gone and not whole
        found.append("" if gone else raised("".join(found), part.text) if part.raised else part.text)
    return found


_ODS_STYLE = re.compile(rb"<style:style\s[^>]*?style:name=\"([^\"]+)\"[^>]*?(?<!/)>(.*?)</style:style>", re.DOTALL)
_ODS_SUPER = re.compile(rb"style:text-position=\"(?:super|[1-9])")
_ODS_STRUCK = re.compile(rb"style:text-line-through-style=\"(?!none)|text:display=\"none\"")
_ODS_SPAN = re.compile(rb"(<text:span\s[^>]*?text:style-name=\"([^\"]+)\"[^>]*>)([^<]*)(</text:span>)", re.DOTALL)
_ODS_BEFORE = 40


def of_ods(content: bytes, *more: bytes) -> bytes:
    """The content of an OpenDocument spreadsheet with raised marks written as such and struck or hidden text left out;
    ``more`` are other parts with styles."""
    styles = [style for part in (content, *more) for style in _ODS_STYLE.finditer(part)]
    above = {style[1] for style in styles if _ODS_SUPER.search(style[2])}
    gone = {style[1] for style in styles if _ODS_STRUCK.search(style[2])}
    if not above | gone:
        return content

    def write(span: re.Match[bytes]) -> bytes:
        if span[2] in gone:
            return b""
        if span[2] not in above:
            return span[0]
        before = re.sub(rb"<[^>]*>", b"", content[max(span.start() - _ODS_BEFORE, 0) : span.start()])
        return (
            span[1]
            + raised(before.decode(errors="ignore"), span[3].decode(errors=BROKEN)).encode(errors=BROKEN)
            + span[4]
        )

    return _ODS_SPAN.sub(write, content)
