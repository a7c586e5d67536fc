"""A long text read piece by piece, so that it never stands in memory whole.

Only a text that is plain from end to end is read so: one encoding, whole lines, quotation marks in pairs within them.
Of any other text ``read`` gives None, and the reader that looks at all of it has the word.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice

import numpy as np
import pyarrow as pa

from analytics.text.problems import Problem
from datasets.intake.readers import single_bytes
from datasets.intake.readers.dialect import MOST_COLUMNS, Dialect, dialect
from datasets.intake.readers.encoding import UTF8_MARK, decoded
from datasets.intake.readers.source import HEAD, Source, give_back, lean
from datasets.intake.readers.splitting import FIRST_PIECE, PIECE, Parts, Split, SplitReading, Unsplit, quoting, split

UTF_8 = "utf-8"


class Uneven(Exception):
    """The text is not plain throughout."""


@dataclass(frozen=True)
class Long:
    """The columns of a long text, how it was laid out and written, and the first piece of it that is not plain ASCII,
    from which its encoding is shown."""

    dialect: Dialect
    header: list[str]
    split: Split
    codec: str
    strange: bytes


def read(source: Source, name: str, known: frozenset[str], header_row: str | None) -> Long | None:
    """Split a long text piece by piece; None where it has to be looked at whole."""
    if isinstance(decoded(source.head, name), Problem):  # no text at all
        return None
    lean()
    try:
        try:
            return _Text(source, UTF_8).read(known, header_row)
        except UnicodeDecodeError:  # not UTF-8 from end to end
            codec = single_bytes.codec(source.start(single_bytes.LOOKED_AT))
            return _Text(source, codec).read(known, header_row)
    except (Uneven, Unsplit, csv.Error):
        return None


class _Text:
    """One reading of a text in one encoding."""

    def __init__(self, source: Source, codec: str) -> None:
        self.source, self.codec, self.strange = source, codec, b""

    def read(self, known: frozenset[str], header_row: str | None) -> Long:
        pieces = self.source.pieces(max(FIRST_PIECE, HEAD), PIECE)
        first = self._plain(next(pieces).removeprefix(UTF8_MARK))
        found = dialect(first[:HEAD].decode(errors="ignore"), known, header_row)
        header, below = header_of(first, found)
        if not 2 <= len(header) <= MOST_COLUMNS or below >= len(first):
            raise Uneven
        reading = SplitReading(len(header), found.delimiter, False)

        def texts(piece: tuple[bytes, bool]) -> Parts:
            plain = piece[0] if piece[1] else self._plain(piece[0])
            if b'"' in plain and quoting(np.frombuffer(plain, np.uint8), ord(found.delimiter)) != "lines":
                raise Uneven
            return reading.texts(pa.py_buffer(plain))

        table = split(self._below(first[below:], pieces), texts)
        give_back()
        return Long(found, header, table, self.codec, self.strange)

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
