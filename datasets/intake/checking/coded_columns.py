"""Columns as the distinct things that stand in them and a small number for each row; alone, and several together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from analytics.text.numerals import SHOWN, reordered
from analytics.text.sentences import quoted
from datasets.intake.readers.text_table import TextColumn, array_of
from datasets.store.combinations import SPAN, combined, positions, spread


@dataclass(frozen=True)
class CellWords:
    """A column as its distinct words: ``codes`` holds for each row the position of its word in ``words``.

    ``name`` is the header of the column, None where an option or a default stands in for a column.
    """

    name: str | None
    codes: np.ndarray
    words: Sequence[Any]
    reordered: tuple[np.ndarray, Callable[[int], str]] | None = None
    """The rows whose text shows another than it holds (``numerals.reordered``), and what to say of each."""

    @classmethod
    def of(cls, name: str, column: TextColumn) -> CellWords:
        """The distinct words of a column of text, without spaces at their ends."""
        texts = array_of(column)
        encoded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
        codes = encoded.indices.to_numpy()
        held = encoded.dictionary.to_pylist()
        turned = [] if all(map(str.isascii, held)) else [reordered(word) for word in held]
        places_of = positions(np.array(turned, dtype=bool)[codes]) if any(turned) else None
        told = None if places_of is None else (places_of, lambda place: quoted(texts[place].as_py()))
        raw = [word.replace("\u00a0", " ").translate(SHOWN).strip() for word in held]
        places = {word: place for place, word in enumerate(dict.fromkeys(raw))}
        if len(places) < len(raw):
            codes = np.array([places[word] for word in raw], dtype=codes.dtype)[codes]
        return cls(name, codes, tuple(places), told)

    @classmethod
    def constant(cls, word: str, length: int) -> CellWords:
        """One word for every row: what an option gives to a file that has no such column."""
        return cls(None, np.zeros(length, dtype=np.int32), (word,))

    @cached_property
    def values(self) -> Sequence[Any]:
        """What stands in the rows, by their codes: the words."""
        return self.words

    def at(self, row: int) -> Any:
        """The word of a row."""
        return self.words[self.codes[row]]

    def mask(self, holds: Callable[[Any], bool]) -> np.ndarray:
        """Which rows hold a word for which ``holds`` is true."""
        return spread(np.array([holds(word) for word in self.words], dtype=bool), self.codes)

    def filled_down(self) -> CellWords:
        """The column with each blank cell taking the word above it."""
        above = np.where(self.mask(bool), np.arange(len(self.codes)), 0)
        return replace(self, codes=self.codes[np.maximum.accumulate(above)])


@dataclass(frozen=True)
class Coded:
    """A column after checking: ``values[codes[row]]`` is what the row means, None where it means nothing."""

    codes: np.ndarray
    values: Sequence[Any]

    def at(self, row: int) -> Any:
        """What a row means."""
        return self.values[self.codes[row]]

    def mask(self, holds: Callable[[Any], bool]) -> np.ndarray:
        """Which rows mean something for which ``holds`` is true."""
        return spread(np.array([holds(value) for value in self.values], dtype=bool), self.codes)

    def arrow(self, rows: np.ndarray | slice, kind: pa.DataType) -> pa.Array:
        """The meanings of some rows as an Arrow dictionary of ``kind``."""
        missing = np.array([value is None for value in self.values], dtype=bool)
        codes = self.codes[rows]
        blank = "" if kind == pa.string() else 0
        filled = pa.array([blank if value is None else value for value in self.values], kind)
        mask = missing.take(codes) if missing.any() else None
        narrow = codes.astype(
            np.int8 if len(filled) <= 1 << 7 else np.int16 if len(filled) <= 1 << 15 else np.int32, copy=False
        )
        return pa.DictionaryArray.from_arrays(pa.array(narrow, mask=mask), filled)


Column = CellWords | Coded


def together(*columns: Column, name: str | None = None) -> CellWords:
    """Several columns as one under a ``name``: its words are what stands in them together, each combination once, in
    the order in which they first stand."""
    codes, found = combined(*[column.codes for column in columns])
    return CellWords(name, codes, _spelled(columns, found))


def groups(rows: np.ndarray, *columns: Column) -> list[tuple[tuple[Any, ...], np.ndarray]]:
    """What stands in several columns together in some ``rows``, each combination with its rows; in the order in which
    they first stand."""
    if not len(rows):
        return []
    codes, found = combined(*[column.codes[rows] for column in columns])
    parts = np.split(rows[np.argsort(codes, kind="stable")], np.cumsum(np.bincount(codes))[:-1])
    return list(zip(_spelled(columns, found), parts, strict=True))


def _spelled(columns: Sequence[Column], found: Sequence[Sequence[int]]) -> list[tuple[Any, ...]]:
    """What stands behind the codes of several columns."""
    spelled = zip(columns, zip(*found, strict=True), strict=True) if found else ()
    return list(zip(*[[column.values[code] for code in codes] for column, codes in spelled], strict=True))


def meanings(column: Column, meaning: Sequence[Hashable] | None = None) -> np.ndarray:
    """The codes of a column by what its words mean, so that two spellings of one thing have one code."""
    values = column.values if meaning is None else meaning
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(places) == len(values):
        return column.codes
    return spread(np.array([places[value] for value in values], dtype=np.int32), column.codes)


def places(length: int, holds: Callable[[slice], np.ndarray]) -> np.ndarray:
    """The rows for which ``holds`` is true, asked for some rows at a time, so that no mask of all rows is made."""
    found = [positions(holds(slice(start, start + SPAN))) + start for start in range(0, length, SPAN)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
