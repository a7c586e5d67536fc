"""An index of texts in memory, by which entries are found by their words. It is made anew from what is on file and is
never a source of anything.

SQLite with its extension FTS5 is a part of Python; DuckDB's extension for full text is not at hand offline.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence

import numpy as np

_MAKE = "CREATE VIRTUAL TABLE entries USING fts5(title, told, place, tags, tokenize = 'ascii', detail = 'column')"
_FILL = "INSERT INTO entries (rowid, title, told, place, tags) VALUES (?, ?, ?, ?, ?)"
_FIND = "SELECT group_concat(rowid) FROM entries WHERE entries MATCH ?"
"""Of a frequent word tens of thousands of places: as one text they are read five times as fast as row by row."""
_VOCABULARY = "CREATE VIRTUAL TABLE words USING fts5vocab(entries, 'row')"
_WORDS = "SELECT term FROM words"
Places = np.ndarray[tuple[int], np.dtype[np.int64]]


class FullText:
    """Entries by their place in a list, found by words that are prepared (folded and stemmed) by whoever asks."""

    def __init__(self, entries: Iterable[Sequence[str]]) -> None:
        """``entries`` give the words of each in four columns: title, told, place and tags, parted by spaces."""
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(_MAKE)
        with self._index:
            self._index.executemany(_FILL, ((place, *texts) for place, texts in enumerate(entries, start=1)))
        self._index.execute(_VOCABULARY)
        self._words: tuple[str, ...] | None = None

    def having(self, words: Iterable[str]) -> Places:
        """The places, counted from 0, of the entries that have any of some words, in order."""
        asked = " OR ".join(f'"{word}"' for word in words if word.isalnum())
        if not asked:
            return np.zeros(0, dtype=np.int64)
        with self._lock:
            (found,) = self._index.execute(_FIND, (asked,)).fetchone()
        return np.sort(np.fromstring(found or "", dtype=np.int64, sep=",")) - 1

    def words(self) -> tuple[str, ...]:
        """Every word of the index, by which one that is misspelt is understood."""
        with self._lock:
            if self._words is None:
                self._words = tuple(row[0] for row in self._index.execute(_WORDS))
            return self._words
