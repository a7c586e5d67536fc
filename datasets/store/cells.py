"""The rows of an inventory taken apart: what many of them share stands once, and a cell names it by a number.

``slots``, ``places`` and ``origins`` of ``schema.sql`` hold what is shared; the view ``inventory_rows`` puts the rows
together again. The numbers of one revision are used by no other, so that nothing has to be looked up before it is
written, and they rise from row to row, so that the cells of one city are found without an index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from analytics.vocabulary import Measure, measure
from datasets.store.records import Slot

if TYPE_CHECKING:
    import pyarrow

Cursor = duckdb.DuckDBPyConnection

PLACE = ("sector", "label", "carrier", "scope", "gpc_ref", "quantity")
ORIGIN = ("original_unit", "source", "source_sheet", "source_column")
ROWS_OF_A_BATCH = 122_880
"""The rows of one row group of the engine, each of which it takes in a thread of its own."""
MOST_MARKS = 1 << 22
"""So many combinations that may be are told apart by a mark for each; of more, those that are there are looked up."""
NOT_TEXT = {"year": "int16", "scope": "int8", "slot": "int32", "place": "int32", "origin": "int32"}
"""The types of what is shared, where it is no text."""


class Writer:
    """Writes the rows of one revision piece by piece, inside the caller's transaction."""

    def __init__(self, cursor: Cursor, revision: int) -> None:
        """Begin a revision; nothing is written yet."""
        self._cursor, self._revision = cursor, revision
        slot, place, origin = _highest(cursor)
        self._slots, self._places, self._origins = (
            _Numbers(names, highest)
            for names, highest in ((Slot._fields, slot), (PLACE, place), (ORIGIN, origin))
        )  # fmt: skip

    def write(self, rows: pyarrow.Table) -> None:
        """Add rows with the columns of ``ROW_COLUMNS``, in the order in which they are to stand.

        Raises ValueError for energy in a table of emissions, and the other way round: whoever makes rows sees to that.
        """
        import pyarrow as pa

        coded = {name: _coded(rows[name]) for name in dict.fromkeys((*Slot._fields, *PLACE, *ORIGIN))}
        _insist(coded)
        numbers = {
            "slot": self._slots.of(coded), "place": self._places.of(coded), "origin": self._origins.of(coded),
        }  # fmt: skip
        self._insert(
            "INSERT INTO slots SELECT $revision, city_id, year, method, measure, $revision, slot FROM written",
            _shared("slot", self._slots),
        )
        self._insert("INSERT INTO places SELECT * FROM written", _shared("place", self._places))
        self._insert("INSERT INTO origins SELECT * FROM written", _shared("origin", self._origins))
        own = ("source_row", "value", "notation_key", "original_text")
        cells = pa.table({**numbers, **{name: rows[name] for name in own}})
        # As they are given (chain.in_order): the engine keeps the order of what is inserted, and the seal relies on it.
        self._insert("INSERT INTO cells SELECT $revision, * FROM written", cells)

    def _insert(self, statement: str, written: pyarrow.Table) -> None:
        if not written.num_rows:
            return
        batches = type(written).from_batches(written.to_batches(ROWS_OF_A_BATCH), written.schema)
        self._cursor.register("written", batches)
        self._cursor.execute(statement, {"revision": self._revision} if "$revision" in statement else None)
        self._cursor.unregister("written")


def _highest(cursor: Cursor) -> tuple[int, int, int]:
    """The highest numbers of a table, a place and an origin that are taken."""
    found = cursor.execute(
        """
        SELECT (SELECT coalesce(max(slot), 0) FROM slots), (SELECT coalesce(max(place), 0) FROM places),
               (SELECT coalesce(max(origin), 0) FROM origins)
        """
    ).fetchall()
    return tuple(found[0])


class _Coded:
    """A column as its distinct values: ``codes`` holds for each row the position of its value in ``values``."""

    def __init__(self, codes: np.ndarray, values: Sequence[Any]) -> None:
        self.codes, self.values = codes, values


def _coded(column: pyarrow.ChunkedArray) -> _Coded:
    import pyarrow as pa

    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    joined = encoded.unify_dictionaries().combine_chunks()
    if isinstance(joined, pa.ChunkedArray):  # no rows, no chunk
        return _Coded(np.zeros(0, dtype=np.int8), ())
    values = [*joined.dictionary.to_pylist(), None]
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    codes = joined.indices.fill_null(len(values) - 1) if joined.null_count else joined.indices
    taken = codes.to_numpy()
    if len(places) < len(values):  # the dictionary itself holds a null
        taken = np.array([places[value] for value in values])[taken]
    return _Coded(taken, list(places))


class _Numbers:
    """The numbers of what rows share, by their combinations of values in ``names``; ``new`` are those not written."""

    def __init__(self, names: Sequence[str], highest: int) -> None:
        self.names, self._highest = names, highest
        self._known: dict[tuple[Any, ...], int] = {}
        self.new: list[tuple[Any, ...]] = []

    def of(self, coded: Mapping[str, _Coded]) -> np.ndarray:
        """The number of each row; a combination that was not there yet takes the next one, in the order of rows."""
        columns = [coded[name] for name in self.names]
        codes, first = _combined(columns)
        numbers = np.empty(len(first), dtype=np.int32)
        self.new = []
        for place, row in enumerate(first.tolist()):
            shared = tuple(column.values[column.codes[row]] for column in columns)
            if shared not in self._known:
                self._known[shared] = self._highest + len(self._known) + 1
                self.new.append((*shared, self._known[shared]))
            numbers[place] = self._known[shared]
        return np.asarray(numbers[codes])


def _combined(columns: Sequence[_Coded]) -> tuple[np.ndarray, np.ndarray]:
    """The combination of each row, numbered in the order in which they first stand, and the first row of each."""
    size = 1
    for column in columns:
        size *= len(column.values)
    rows = len(columns[0].codes)
    if size > MOST_MARKS:
        import pandas as pd

        whole = np.zeros(rows, dtype=np.int64)
        size = 1
        for column in columns:
            if size * len(column.values) > 1 << 62:
                whole, _ = pd.factorize(whole)
                size = rows
            whole = whole * len(column.values) + column.codes
            size *= len(column.values)
        codes, _ = pd.factorize(whole)
        first = np.full(int(codes.max(initial=-1)) + 1, rows)
        first[codes[::-1]] = np.arange(rows - 1, -1, -1)
        return codes, first
    whole = np.zeros(rows, dtype=np.int32)
    for column in columns:
        if len(column.values) > 1:
            whole *= np.int32(len(column.values))
            whole += column.codes.astype(np.int32, copy=False)
    at = np.full(size, rows, dtype=np.int32)
    at[whole[::-1]] = np.arange(rows - 1, -1, -1, dtype=np.int32)
    there = np.flatnonzero(at < rows)
    there = there[np.argsort(at[there])]
    number = np.zeros(size, dtype=np.int32)
    number[there] = np.arange(len(there), dtype=np.int32)
    return number[whole], at[there]


def _insist(coded: Mapping[str, _Coded]) -> None:
    """Raise ValueError where a row of energy stands in a table of emissions, or the other way round."""
    stated, quantity = coded["measure"], coded["quantity"]
    energy = np.array([value == Measure.ENERGY for value in stated.values], dtype=bool)[stated.codes]
    meant = np.array([value is not None and measure(value) == Measure.ENERGY for value in quantity.values], dtype=bool)
    if (energy != meant[quantity.codes]).any():
        raise ValueError("Rows of energy belong into the table of energy, all others into that of emissions.")


def _shared(number: str, numbers: _Numbers) -> pyarrow.Table:
    """What is new as a table, its number in the column ``number``: the last for slots, the first elsewhere."""
    import pyarrow as pa

    names = (*numbers.names, number)
    columns = list(zip(*numbers.new, strict=True)) or [()] * len(names)
    arrays = {
        name: pa.array(held, NOT_TEXT.get(name, "string")) for name, held in zip(names, columns, strict=True)
    }  # fmt: skip
    return pa.table({number: arrays.pop(number), **arrays})
