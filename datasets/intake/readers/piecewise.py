"""A plain text read piece by piece, so that a long one never stands in memory whole.

Only a text that is plain from end to end is read so: one encoding, whole lines, quotation marks in pairs within them;
of one that is held already cells may hold line breaks, too. Any other text is left to the reader that looks at each of
its records.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice

import numpy as np
import pyarrow as pa

from analytics.text.problems import Refused
from datasets.intake.readers.dialect import MOST_COLUMNS, Dialect
from datasets.intake.readers.encoding import LOOKED_AT, UTF8_MARK, codec_of, decoded
from datasets.intake.readers.source import HEAD, Source, give_back, lean
from datasets.intake.readers.splitting import FIRST_PIECE, PIECE, Parts, Split, SplitReading, Unsplit, quoting, split

UTF_8 = "utf-8"
Layout = Callable[[str], Dialect]
"""What tells how a text is laid out, by the beginning of it."""


class Uneven(Exception):
    """The text is not plain throughout."""


class LinesInCells(Uneven):
    """Quotation marks do not stand in pairs within the lines of a piece."""


@dataclass(frozen=True)
class Plain:
    """The columns of a plain text, how it was laid out and written, and the first piece of it that is not plain ASCII,
    from which its encoding is shown."""

    dialect: Dialect
    header: list[str]
    split: Split
    codec: str
    strange: bytes


def read(source: Source, name: str, layout: Layout) -> Plain | None:
    """Split a long text piece by piece; None where it has to be looked at whole."""
    try:
        decoded(source.head, name)  # which may be no text at all
        lean()
        try:
            found = _Text(source, UTF_8).read(layout)
        except UnicodeDecodeError:  # not UTF-8 from end to end
            codec = codec_of(source.start(LOOKED_AT))
            found = _Text(source, codec).read(layout)
    except (Refused, Uneven, Unsplit, csv.Error):
        return None
    give_back()
    return found


def read_held(raw: bytes, layout: Layout) -> Plain | None:
    """Split a text in UTF-8 that is held already: as one piece where cells hold line breaks. None where it has to be
    looked at record by record."""
    try:
        try:
            return _Text(Source(raw), UTF_8).read(layout)
        except LinesInCells:
            return _Text(Source(raw), UTF_8, whole=True).read(layout)
    except (Uneven, Unsplit, csv.Error):
        return None


class _Text:
    """One reading of a text in one encoding: in pieces, or ``whole`` as one of them, in which cells may hold line
    breaks."""

    def __init__(self, source: Source, codec: str, whole: bool = False) -> None:
        self.source, self.codec, self.whole, self.strange = source, codec, whole, b""

    def read(self, layout: Layout) -> Plain:
        sizes = (len(self.source) + 1, PIECE) if self.whole else (max(FIRST_PIECE, HEAD), PIECE)
        pieces = self.source.pieces(*sizes)
        first = self._plain(next(pieces, b"").removeprefix(UTF8_MARK))
        found = layout(first[:HEAD].decode(errors="ignore"))
        header, below = header_of(first, found)
        if not 2 <= len(header) <= MOST_COLUMNS or below >= len(first.rstrip(b"\r\n")):
            raise Uneven
        reading = SplitReading(len(header), found.delimiter, self.whole)

        def texts(piece: tuple[bytes, bool]) -> Parts:
            plain = piece[0] if piece[1] else self._plain(piece[0])
            marks = quoting(np.frombuffer(plain, np.uint8), ord(found.delimiter)) if b'"' in plain else "lines"
            if marks == "broken" and self.whole:
                raise Uneven
            if marks != "lines" and not self.whole:
                raise LinesInCells
            return reading.texts(pa.py_buffer(plain))

        table = split(self._below(first[below:], pieces), texts)
        return Plain(found, header, table, self.codec, self.strange)

    def _below(self, first: bytes, pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
        """What stands below the header, without the line ends after the last row, and whether it is plain already, as
        the ``first`` piece is."""
        held, plain = first, True
        for piece in pieces:
            yield held, plain
            held, plain = piece, False
        if left := held.rstrip(b"\r\n"):
            yield left, plain

    def _plain(self, piece: bytes) -> bytes:
        """A piece in UTF-8. Raises Uneven where line ends or characters are not those of one plain text."""
        if not piece.isascii():
            if self.codec == UTF_8:
                piece.decode()
            else:
                piece = piece.decode(self.codec, errors="replace").encode()
            self.strange = self.strange or piece
        if b"\0" in piece or UTF8_MARK in piece:
            raise Uneven
        if b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
            raise Uneven
        return piece


def header_of(raw: bytes, found: Dialect) -> tuple[list[str], int]:
    """The column names and where the row after them begins. Raises csv.Error if they cannot be told."""
    reader = csv.reader(TextIOWrapper(BytesIO(raw), "utf-8", newline=""), delimiter=found.delimiter, strict=True)
    header = next(islice(reader, found.header_row - 1, None), [])
    start = 0
    for _ in range(reader.line_num):
        start = raw.find(b"\n", start) + 1
        if not start:
            return header, len(raw)
    return header, start
