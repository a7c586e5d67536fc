"""Text in which some quotation marks stand oddly: only the records around them are read one by one.

A line whose marks come in pairs, each opening and closing a cell, means the same to every reader. Arrow splits the
stretches of such lines; Python's csv reads from each other line to the end of the record that it belongs to.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from datasets.readers.splitting import Split, array_of, split_whole, texts_of

MOST_UNCLEAR = 10_000
"""With more unclear lines than this, reading all of them one by one costs no more."""


def split_around(raw: bytes, start: int, end: int, columns: int, delimiter: str) -> Split | None:
    """Every cell of ``raw`` from ``start`` to ``end`` as ``split`` gives it. None where Arrow gives up, or so many
    lines are unclear that looking for their ends is no gain.

    Raises csv.Error for text that is no record; its ``args`` hold what is wrong and the place of the record, from 0.
    """
    text = np.frombuffer(raw, np.uint8, end - start, start)
    ends = np.flatnonzero(text == ord("\n")) + 1
    starts = np.concatenate([[0], ends[ends < len(text)]])
    unclear = _unclear(text, starts, ord(delimiter)).tolist()
    if len(unclear) > MOST_UNCLEAR:
        return None
    found, line = _Parts(columns, delimiter), 0
    whole = pa.py_buffer(raw)
    bounds = [*(starts + start).tolist(), end]
    while line < len(starts):
        following = bisect_left(unclear, line)
        stop = unclear[following] if following < len(unclear) else len(starts)
        if stop > line and not found.clear(whole.slice(bounds[line], bounds[stop] - bounds[line])):
            return None
        line = stop
        while line < len(starts) and unclear[min(bisect_left(unclear, line), len(unclear) - 1)] == line:
            line += found.record(raw[bounds[at] : bounds[at + 1]].decode() for at in range(line, len(starts)))
    return found.joined()


def _unclear(text: np.ndarray, starts: np.ndarray, delimiter: int) -> np.ndarray:
    """The lines whose marks are not in pairs that open and close a cell, or double one."""
    quotes = np.flatnonzero(text == ord('"'))
    lines, first, count = np.unique(
        np.searchsorted(starts, quotes, side="right") - 1, return_index=True, return_counts=True
    )
    opening = (np.arange(len(quotes)) - np.repeat(first, count)) % 2 == 0
    parting = (delimiter, ord("\n"), ord("\r"), ord('"'))
    beside = np.where(opening, np.maximum(quotes - 1, 0), np.minimum(quotes + 1, len(text) - 1))
    clear = np.isin(text[beside], parting) | (opening & (quotes == 0))
    return np.asarray(lines[(count % 2 == 1) | (np.add.reduceat(~clear, first) > 0)])


class _Parts:
    """The stretches of a text in order, with the places of its broken rows."""

    def __init__(self, columns: int, delimiter: str) -> None:
        self.columns, self.delimiter = columns, delimiter
        self.parts: list[list[pa.Array]] = []
        self.broken: dict[int, str] = {}
        self.rows = 0

    def clear(self, piece: pa.Buffer) -> bool:
        """Add lines whose marks are clear; False where they cannot be split."""
        found = split_whole(piece, self.columns, self.delimiter, False)
        if found is None:
            return False
        self.broken |= {self.rows + place: text for place, text in found.broken.items()}
        self.rows += len(found.columns[0]) + len(found.broken)
        self.parts.append([array_of(column) for column in found.columns])
        return True

    def record(self, lines: Iterator[str]) -> int:
        """Add the record that begins with the next line. Returns how many lines it takes."""
        taken: list[str] = []

        def read() -> Iterator[str]:
            for line in lines:
                taken.append(line)
                yield line

        try:
            cells = next(csv.reader(read(), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            raise csv.Error(str(error), self.rows) from error
        if len(cells) == self.columns:
            self.parts.append([pa.array([cell], pa.string()) for cell in cells])
        else:
            self.broken[self.rows] = "".join(taken).rstrip("\r\n")
        self.rows += 1
        return len(taken)

    def joined(self) -> Split:
        """All stretches as one."""
        columns = [
            pa.concat_arrays([texts_of(part) for part in parts]).dictionary_encode()
            if all(pa.types.is_dictionary(part.type) for part in parts if len(part) > 1)
            else pa.concat_arrays([texts_of(part) for part in parts])
            for parts in zip(*self.parts, strict=True)
        ]
        return Split(columns or [pa.array([], pa.string()) for _ in range(self.columns)], self.broken)
