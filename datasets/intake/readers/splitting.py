"""Lines of text to columns through Arrow's reader, with the rows that do not fit set aside instead of a refusal.

The text is cut at line ends into pieces that are split side by side. A column whose texts repeat becomes a dictionary:
its distinct texts in the order in which they first stand, and a small number for each row. It takes a tenth of the
memory of the texts, and everything after it works on the distinct ones.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from os import cpu_count
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from datasets.intake.readers.texts import Texts

MOST_BROKEN = 200_000
"""With more broken rows than this it is no table with a few faults, and looking at each of them takes longer."""
PIECE = 1 << 21
"""Bytes of text that are split at a time; larger pieces keep fewer cores busy, smaller ones repeat more words."""
FIRST_PIECE = 1 << 17
SHORT = 1 << 16
"""The columns of a table with no more rows are put together sooner than threads are started for them."""
BLOCK = 1 << 22
"""No row may be longer than so many bytes."""
HARDLY_REPEATING = 0.25
"""A column with more distinct texts than this share of the rows of the first piece is kept as text."""
Piece = TypeVar("Piece")
Found = TypeVar("Found")
Parts = tuple[list[pa.Array], dict[int, str]]
"""Every cell of a piece as text, by column, and its broken rows by their place in it."""


@dataclass(frozen=True)
class Split:
    """Columns of text (dictionaries where it repeats, else ``Texts``), and the raw text of the rows that have another
    number of cells by their place among all rows, counted from 0."""

    columns: list[pa.Array | Texts]
    broken: dict[int, str]


class Unsplit(Exception):
    """Arrow gave up on a piece, or too many of its rows are broken."""


@dataclass(frozen=True)
class SplitReading:
    """How pieces are read: the number of columns, and what Arrow is told."""

    columns: int
    delimiter: str
    lines_in_cells: bool
    block: int = BLOCK

    def texts(self, piece: pa.Buffer) -> Parts:
        """Every cell of a piece as text, and its broken rows by their place in it. Raises Unsplit where Arrow gives
        up, as on a row longer than ``block`` bytes."""
        broken: dict[int, str] = {}

        def set_aside(row: arrow_csv.InvalidRow) -> str:
            broken[row.number - 1] = row.text
            return "skip" if len(broken) <= MOST_BROKEN else "error"

        names = [str(place) for place in range(self.columns)]
        block = self.block if self.lines_in_cells else max(self.block, piece.size + 1)  # a piece is then one chunk
        # Rows are numbered only where one thread reads them, so that a piece is first tried without numbers; several
        # threads are of use where the whole text is one piece.
        for handler in (None, set_aside):
            threads = self.lines_in_cells and handler is None
            try:
                table = arrow_csv.read_csv(
                    pa.BufferReader(piece),
                    read_options=arrow_csv.ReadOptions(column_names=names, block_size=block, use_threads=threads),
                    parse_options=arrow_csv.ParseOptions(
                        delimiter=self.delimiter,
                        ignore_empty_lines=False,
                        newlines_in_values=self.lines_in_cells,
                        invalid_row_handler=handler,
                    ),
                    convert_options=arrow_csv.ConvertOptions(
                        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
                    ),
                )
            except pa.ArrowInvalid:
                continue
            return [_whole(column) for column in table.columns], broken
        raise Unsplit


def split(pieces: Iterator[Piece], texts: Callable[[Piece], Parts]) -> Split:
    """The columns of all pieces, which ``texts`` splits, several of them at a time.

    Raises Unsplit where most rows are broken, and what ``texts`` raises.
    """
    first = texts(next(pieces))
    joined = [_Column(column) for column in first[0]]
    broken: dict[int, str] = {}
    rows = 0

    def encoded(piece: Piece) -> Parts:
        parts, aside = texts(piece)
        return [whole.encoded(column) for whole, column in zip(joined, parts, strict=True)], aside

    def add(parts: list[pa.Array], aside: dict[int, str]) -> int:
        broken.update({rows + place: text for place, text in aside.items()})
        if len(broken) > MOST_BROKEN:
            raise Unsplit
        for whole, part in zip(joined, parts, strict=True):
            whole.add(part)
        return rows + len(aside) + (len(parts[0]) if parts else 0)

    rows = add([whole.encoded(column) for whole, column in zip(joined, first[0], strict=True)], first[1])
    for parts, aside in side_by_side(encoded, pieces):
        rows = add(parts, aside)
    made = side_by_side(_Column.array, iter(joined)) if rows > SHORT else map(_Column.array, joined)
    return Split(list(made), broken)


def side_by_side(work: Callable[[Piece], Found], pieces: Iterator[Piece]) -> Iterator[Found]:
    """What ``work`` makes of each piece, in order: one piece a core at work, and one more read.

    One piece alone is worked on here: a small file has no other, and to start threads takes longer than its work.
    """
    start = list(islice(pieces, 2))
    if len(start) < 2:
        yield from map(work, start)
        return
    pieces = chain(start, pieces)
    del start  # the pieces are held no longer than they are worked on
    cores = cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[Found]] = deque()
        try:
            for piece in pieces:
                waiting.append(pool.submit(work, piece))
                if len(waiting) > cores:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


class _Column:
    """One column whose parts come piece by piece."""

    def __init__(self, first: pa.Array) -> None:
        """Decide by the texts of the first piece whether the column is a dictionary."""
        self._repeats = len(first.unique()) <= max(HARDLY_REPEATING * len(first), 1)
        self._words: dict[str, int] = {}
        self._texts = Texts()
        self._codes: list[tuple[np.ndarray, np.ndarray]] = []

    def encoded(self, texts: pa.Array) -> pa.Array:
        """A part as it is kept: with the smallest numbers that its distinct texts allow. Raises Unsplit for a cell that
        is longer than Python's csv takes."""
        found = texts.dictionary_encode() if self._repeats else None
        if (
            pc.max(pc.binary_length(texts if found is None else found.dictionary)).as_py() or 0
        ) > csv.field_size_limit():
            raise Unsplit
        if found is None:
            return texts
        return pa.DictionaryArray.from_arrays(found.indices.cast(_smallest(len(found.dictionary))), found.dictionary)

    def add(self, part: pa.Array) -> None:
        """Join the next part in order."""
        if not self._repeats:
            self._texts.add(part)
            return
        known = self._words
        places = np.array([known.setdefault(word, len(known)) for word in part.dictionary.to_pylist()], dtype=np.int32)
        self._codes.append((part.indices.to_numpy(), places))

    def array(self) -> pa.Array | Texts:
        """The whole column; its parts are given up."""
        if not self._repeats:
            return self._texts
        kind = _smallest(len(self._words)).to_pandas_dtype()
        # Where one word stands in all rows, nothing is written, and zeros that nobody writes take no memory.
        codes, at = np.zeros(sum(len(part) for part, _ in self._codes), dtype=kind), 0
        for part, places in self._codes if len(self._words) > 1 else ():
            codes[at : at + len(part)] = places.astype(kind).take(part)
            at += len(part)
        self._codes = []
        return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(self._words), pa.string()))


def _smallest(words: int) -> pa.DataType:
    return pa.int8() if words <= 1 << 7 else pa.int16() if words <= 1 << 15 else pa.int32()


def _whole(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def quoting(text: np.ndarray, delimiter: int) -> str:
    """How quotation marks stand: "lines" if each pair is within one line, "cells" if some hold a line break, "broken"
    if one neither opens, closes nor doubles, so that readers may understand it in different ways."""
    quotes = np.flatnonzero(text == ord('"'))
    if len(quotes) % 2:
        return "broken"
    opening, closing = quotes[0::2], quotes[1::2]
    before = text[np.maximum(opening - 1, 0)]
    after = text[np.minimum(closing + 1, len(text) - 1)]
    parting = (delimiter, ord("\n"), ord("\r"), ord('"'))
    if not (((opening == 0) | np.isin(before, parting)).all() and np.isin(after, parting).all()):
        return "broken"
    lines = np.flatnonzero(text == ord("\n"))
    return "cells" if (np.searchsorted(quotes, lines) % 2).any() else "lines"
