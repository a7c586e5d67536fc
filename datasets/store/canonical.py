"""The canonical form of rows, of which a seal is the SHA-256: it rests on what the rows say, and on nothing else.

The canonical form of a column is its name, its type (text, whole, number or other) and its bytes: whole numbers as
64-bit and numbers as IEEE 754 double, little-endian, with a byte for each row that says whether it holds a value;
texts as their distinct words in order of code points and the place of each row's word among them (texts that hardly
repeat: lengths and UTF-8 bytes); anything else as JSON. Columns without a value are passed over.

Hashing columns of the table that is committed costs a few per cent of an import; hashing rows one by one costs more
than the import. Of many small revisions, each a run of rows of one table, the form is made once: what is done anew for
each of them takes a tenth of what the libraries take for so few rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow

    Part = bytes | memoryview

NUMBERS = ("position", "slot")
"""Columns that only order rows and tie tables together: what is sealed shows what they order and tie."""
HARDLY_REPEATING = ("original_text",)
FEW_ROWS = 255
"""Up to so many rows are sooner counted one by one than as an array; they have no more words than a byte can number."""


class Canonical:
    """The rows of one table, of which any run can be hashed by itself."""

    def __init__(self, table: pyarrow.Table) -> None:
        """Make the form of these rows."""
        names = sorted(set(table.column_names).difference(NUMBERS))
        self.rows = table.num_rows
        self._columns = {name: _form(name, table.column(name)) for name in names}
        stated = table.column("source_row") if "source_row" in table.column_names else None
        self._source_rows = None if stated is None else stated.to_numpy()

    def digest(self, start: int, end: int) -> str:
        """The SHA-256 of the rows from ``start`` to before ``end``, in hexadecimal digits."""
        whole: list[Part] = [f"{end - start}\n".encode()]
        for column in self._columns.values():
            if parts := column.parts(start, end):
                whole.append(column.head)
                for part in parts:
                    whole += (memoryview(part).nbytes.to_bytes(8, "little"), part)
        found = hashlib.sha256()
        for piece in whole if end - start > FEW_ROWS else (b"".join(whole),):  # many bytes are not copied once more
            found.update(piece)
        return found.hexdigest()

    def source_rows(self, start: int, end: int) -> tuple[int | None, int | None]:
        """The first and the last row of the file from which these rows are; None where they are from none."""
        if self._source_rows is None:
            return None, None
        numbers = self._source_rows[start:end]
        return int(numbers.min()), int(numbers.max())

    def cities(self, start: int, end: int) -> set[str]:
        """The ids of the cities that these rows name."""
        column = self._columns.get("city_id")
        return set(column.ranked(start, end)[0]) if isinstance(column, _Words) else set()


class _Column:
    """One column; ``head`` says its name and type, the parts of some rows (none without a value) follow it."""

    def __init__(self, name: str, kind: bytes) -> None:
        said = name.encode()
        self.head = len(said).to_bytes(8, "little") + said + len(kind).to_bytes(8, "little") + kind

    def parts(self, start: int, end: int) -> Sequence[Part]:
        raise NotImplementedError


class _Cells(_Column):
    """Numbers."""

    def __init__(self, name: str, column: pyarrow.ChunkedArray, whole: bool) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        super().__init__(name, b"whole" if whole else b"number")
        cells = column.cast(pa.int64() if whole else pa.float64())
        filled = pc.fill_null(cells, 0) if column.null_count else cells
        self._cells = filled.to_numpy().astype("<i8" if whole else "<f8", copy=False)
        self._held = pc.is_valid(column).cast(pa.uint8()).to_numpy() if column.null_count else None

    def parts(self, start: int, end: int) -> Sequence[Part]:
        cells = self._cells[start:end].data
        if self._held is None:
            return (cells, b"\1" * len(cells)) if len(cells) else ()
        held = self._held[start:end]
        return (cells, held.data) if held.any() else ()


class _Words(_Column):
    """Texts by their distinct words."""

    def __init__(self, name: str, column: pyarrow.ChunkedArray) -> None:
        import pyarrow as pa

        super().__init__(name, b"text")
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        joined = coded.chunk(0) if coded.num_chunks == 1 else coded.unify_dictionaries().combine_chunks()
        if isinstance(joined, pa.ChunkedArray):  # no rows, no chunk
            self._words, self._codes = [], np.zeros(0, dtype=np.int32)
            return
        self._words = [*joined.dictionary.to_pylist(), None]
        indices = joined.indices.cast(pa.int32())
        filled = indices.fill_null(len(self._words) - 1) if indices.null_count else indices
        self._codes = filled.to_numpy()
        self._alike = len(self._words) == 2 and self._words[0] is not None and not indices.null_count

    def ranked(self, start: int, end: int) -> tuple[list[str], Any]:
        """The distinct words of some rows in order of code points, and the place of each row's word from 1, 0 for
        none, as bytes or an array."""
        codes = self._codes[start:end]
        if not len(codes):
            return [], b""
        if self._alike:
            return self._words[:1], b"\1" * len(codes)
        if len(codes) <= FEW_ROWS:
            held = [self._words[code] for code in codes.tolist()]
            words = sorted({word for word in held if word is not None})
            places = {word: place for place, word in enumerate(words, start=1)}
            return words, bytes([0 if word is None else places[word] for word in held])
        there = np.bincount(codes, minlength=len(self._words))
        words = sorted({word for word, rows in zip(self._words, there, strict=True) if rows and word is not None})
        places = {word: place for place, word in enumerate(words, start=1)}
        ranks = np.array([0 if word is None else places.get(word, 0) for word in self._words])
        kind = np.uint8 if len(words) < 2**8 else "<u2" if len(words) < 2**16 else "<u4"
        return words, ranks.astype(kind).take(codes)

    def parts(self, start: int, end: int) -> Sequence[Part]:
        words, places = self.ranked(start, end)
        return ("\n".join(f"{len(word)} {word}" for word in words).encode(), memoryview(places)) if words else ()


class _Spelled(_Column):
    """Texts that hardly repeat: the length of each in bytes (-1 for none) and all of them in a row."""

    def __init__(self, name: str, column: pyarrow.ChunkedArray) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        super().__init__(name, b"text")
        texts = column.cast(pa.string())
        self._lengths = pc.fill_null(pc.binary_length(texts), -1).to_numpy().astype("<i4", copy=False)
        self._ends = np.concatenate([[0], np.cumsum(np.maximum(self._lengths, 0), dtype=np.int64)])
        letters = []  # of all chunks, for how a column is cut up says nothing
        for chunk in texts.chunks:
            filled = pc.fill_null(chunk, "")
            _, ends, held = filled.buffers()
            if held is not None and len(filled):
                bounds = np.frombuffer(ends, dtype=np.int32)[filled.offset : filled.offset + len(filled) + 1]
                letters.append(memoryview(held)[int(bounds[0]) : int(bounds[-1])])
        self._letters = memoryview(letters[0] if len(letters) == 1 else b"".join(letters))

    def parts(self, start: int, end: int) -> Sequence[Part]:
        lengths = self._lengths[start:end]
        if not (lengths >= 0).any():
            return ()
        return lengths.data, self._letters[int(self._ends[start]) : int(self._ends[end])]


class _Others(_Column):
    """Anything else: truths, times, lists."""

    def __init__(self, name: str, column: pyarrow.ChunkedArray) -> None:
        super().__init__(name, b"other")
        self._held = column.to_pylist()

    def parts(self, start: int, end: int) -> Sequence[Part]:
        held = self._held[start:end]
        if all(cell is None for cell in held):
            return ()
        return (json.dumps(held, default=str, ensure_ascii=True).encode(),)


def _form(name: str, column: pyarrow.ChunkedArray) -> _Column:
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _Spelled(name, column) if name in HARDLY_REPEATING else _Words(name, column)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _Cells(name, column, pa.types.is_integer(kind))
    return _Others(name, column)


def digest(table: pyarrow.Table) -> str:
    """The SHA-256 of a whole table in its canonical form, in hexadecimal digits."""
    return Canonical(table).digest(0, table.num_rows)


def ranks(column: pyarrow.ChunkedArray) -> np.ndarray:
    """The place of each row's word among the distinct words of a column of texts in order, from 1; 0 for none."""
    _, places = _Words("", column).ranked(0, len(column))
    return np.frombuffer(places, dtype=np.uint8) if isinstance(places, bytes) else np.asarray(places)
