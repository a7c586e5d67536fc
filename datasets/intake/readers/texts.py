"""A column of text whose cells hardly repeat, in pieces; those of a long file wait in a temporary file."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from threading import Lock

import numpy as np
import pyarrow as pa

from datasets.store import disk

HELD_BYTES = 1 << 21
"""So much of one column is held in memory."""


class Texts:
    """The texts of one column in order, added piece by piece; rows are counted from 0.

    It answers to what an Arrow array of text is asked in this project, and reads no more of a long column than is
    needed for it.
    """

    def __init__(self, pieces: Sequence[pa.Array] = ()) -> None:
        """Begin with these pieces."""
        self._ends = [0]
        self._held: list[pa.Array] = []
        self._bytes = 0
        self._file: _File | None = None
        for piece in pieces:
            self.add(piece)

    def __len__(self) -> int:
        """How many cells there are."""
        return self._ends[-1]

    def add(self, piece: pa.Array) -> None:
        """Join the next texts."""
        self._ends.append(self._ends[-1] + len(piece))
        self._held.append(piece)
        self._bytes += piece.nbytes
        if self._bytes > HELD_BYTES:
            self._file = self._file or _File()
            self._file.write(self._held)
            self._held, self._bytes = [], 0

    def piece(self, number: int) -> pa.Array:
        """One of the pieces as they were added."""
        written = self._file.pieces if self._file else 0
        return self._file.read(number) if self._file and number < written else self._held[number - written]

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """The first row of each piece and the row after its last."""
        return list(pairwise(self._ends))

    def pieces(self) -> Iterator[pa.Array]:
        """All texts, piece by piece."""
        return map(self.piece, range(len(self._ends) - 1))

    def __getitem__(self, row: int) -> pa.StringScalar:
        """One cell."""
        number = bisect_right(self._ends, row) - 1
        return self.piece(number)[row - self._ends[number]]

    def slice(self, start: int, length: int | None = None) -> pa.Array:
        """The cells of ``length`` rows from ``start``, or of all from there."""
        stop = len(self) if length is None else min(start + length, len(self))
        found = [
            self.piece(number).slice(max(start - first, 0), min(stop, end) - max(start, first))
            for number, (first, end) in enumerate(self.bounds)
            if first < stop and end > start
        ]
        return found[0] if len(found) == 1 else pa.concat_arrays(found) if found else pa.array([], pa.string())

    def take(self, rows: pa.Array) -> pa.Array:
        """The cells of some rows, in their order."""
        wanted = rows.to_numpy()
        numbers = np.searchsorted(self._ends, wanted, side="right") - 1
        order = np.argsort(numbers, kind="stable")
        found = []
        for number in np.unique(numbers).tolist():
            mine = wanted[order[np.searchsorted(numbers[order], number) : np.searchsorted(numbers[order], number + 1)]]
            found.append(self.piece(number).take(pa.array(mine - self._ends[number])))
        if not found:
            return pa.array([], pa.string())
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        return pa.concat_arrays(found).take(pa.array(back))

    def filter(self, mask: pa.Array) -> Texts:
        """The cells for which ``mask`` is true."""
        return Texts(
            [
                self.piece(number).filter(mask.slice(first, end - first))
                for number, (first, end) in enumerate(self.bounds)
            ]
        )

    def first(self, length: int) -> Texts:
        """The column without what comes after the first ``length`` rows."""
        if length >= len(self):
            return self
        return Texts(
            [
                self.piece(number).slice(0, length - first)
                for number, (first, _) in enumerate(self.bounds)
                if first < length
            ]
        )

    def whole(self) -> pa.Array:
        """All of it in memory."""
        return self.slice(0)

    def to_pylist(self) -> list[str]:
        """All of it as plain texts."""
        return [text for piece in self.pieces() for text in piece.to_pylist()]


class _File:
    """Pieces of text in a temporary file that is gone with its last user."""

    def __init__(self) -> None:
        self.pieces = 0
        self._bounds: list[tuple[int, int]] = []
        with disk.temporary():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is needed until the column is given up
        self._reading = Lock()  # a file has one place at which it is read

    def write(self, pieces: Sequence[pa.Array]) -> None:
        for piece in pieces:
            with pa.BufferOutputStream() as sink:
                batch = pa.record_batch([piece], ["text"])
                with pa.ipc.new_stream(sink, batch.schema) as stream:
                    stream.write_batch(batch)
                written = sink.getvalue()
            start = self._bounds[-1][1] if self._bounds else 0
            with disk.temporary():
                self._file.seek(start)
                self._file.write(written)
                self._file.flush()
            self._bounds.append((start, start + written.size))
        self.pieces += len(pieces)

    def read(self, number: int) -> pa.Array:
        start, end = self._bounds[number]
        with self._reading:
            self._file.seek(start)
            held = self._file.read(end - start)
        with pa.ipc.open_stream(held) as stream:
            return stream.read_next_batch().column(0)


def pieces_of(column: pa.Array | Texts, size: int) -> list[tuple[int, int]]:
    """Where a column is cut to be worked on some ``size`` rows at a time: first row and the row after the last of
    each; texts that lie in a file are cut where they were written."""
    ends = [end for _, end in column.bounds] if isinstance(column, Texts) else range(size, len(column) + size, size)
    found, first = [], 0
    for end in ends:
        if end - first >= size or end >= len(column):
            found.append((first, min(end, len(column))))
            first = end
        if first >= len(column):
            break
    return found
