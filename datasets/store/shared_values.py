"""The rows of an inventory taken apart: what many of them share stands once, and a cell names it by a number.

``slots``, ``places`` and ``origins`` of ``schema.sql`` hold what is shared; the view ``inventory_rows`` puts the rows
together again. The numbers of one revision are used by no other, so that nothing has to be looked up before it is
written, and they rise from row to row, so that the cells of one city are found without an index.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from analytics.vocabulary import Measure, measure
from datasets.store.combinations import MOST_MARKS, combined, keyed_by
from datasets.store.kind import Cursor, insert
from datasets.store.records import Slot

if TYPE_CHECKING:
    import pyarrow

PLACE = ("sector", "label", "carrier", "scope", "gpc_ref", "quantity")
ORIGIN = ("original_unit", "source", "source_sheet", "source_column")
ROWS_OF_A_BATCH = 122_880
"""The rows of one row group of the engine, each of which it takes in a thread of its own."""
NOT_TEXT = {"year": "int16", "scope": "int8"}
"""The types of what is shared, where it is no text."""
CELL = {
    "position": "int32",
    "slot": "int32",
    "place": "int32",
    "origin": "int32",
    "source_row": "int32",
    "value": "float64",
    "notation_key": "string",
    "original_text": "string",
}
"""The columns of a cell beside its revision, with their types."""
OWN = ("source_row", "value", "notation_key", "original_text")
"""Those that a cell shares with no other."""


class Writer:
    """Writes the rows of one revision, inside the caller's transaction."""

    def __init__(self, cursor: Cursor, revision: int) -> None:
        """Begin a revision; nothing is written yet."""
        self._cursor, self._revision = cursor, revision
        slot, place, origin = _highest(cursor)
        self._slots, self._places, self._origins = (
            _Numbers(names, highest) for names, highest in ((Slot._fields, slot), (PLACE, place), (ORIGIN, origin))
        )

    def write(self, pieces: Iterable[pyarrow.Table]) -> tuple[Slot, ...]:
        """Write rows with the columns of ``ROW_COLUMNS``, in the order in which they are to stand. Returns the tables
        of inventories that they fill, in order.

        The engine asks for one piece after the other while it writes the one before, and holds few of them. Raises
        ValueError for energy in a table of emissions, and the other way round: whoever makes rows sees to that.
        """
        import pyarrow as pa

        schema = pa.schema({name: pa.type_for_alias(kind) for name, kind in CELL.items()})
        stopped: list[Exception] = []

        def cells() -> Iterator[pyarrow.Table]:
            before = 0
            for rows in pieces:
                position = np.arange(before + 1, before + rows.num_rows + 1, dtype=np.int32)
                before += rows.num_rows
                own = {name: rows[name] for name in OWN}
                columns = {"position": position, **self._numbered(rows), **own}
                yield pa.table([columns[name] for name in CELL], names=list(CELL)).cast(schema)

        def batches() -> Iterator[pyarrow.RecordBatch]:
            try:
                yield from _grouped(cells())
            except Exception as error:  # told by the engine as one of its own, which hides what it was
                stopped.append(error)
                raise

        written = pa.RecordBatchReader.from_batches(schema, batches())
        try:
            self._cursor.register("written", written)
            self._cursor.execute("INSERT INTO cells SELECT $revision, * FROM written", {"revision": self._revision})
        except duckdb.Error:
            if stopped:
                raise stopped[0] from None
            raise
        self._cursor.unregister("written")
        revision, slots = self._revision, self._slots.known.items()
        filled = [(revision, place, *slot, revision, number) for place, (slot, number) in enumerate(slots, start=1)]
        insert(self._cursor, "slots", filled)
        for table, numbers in (("places", self._places), ("origins", self._origins)):
            insert(self._cursor, table, [(number, *shared) for shared, number in numbers.known.items()])
        return tuple(sorted(Slot(*shared) for shared in self._slots.known))

    def _numbered(self, rows: pyarrow.Table) -> dict[str, np.ndarray]:
        """The numbers of what some rows share."""
        coded = {name: _coded(rows[name]) for name in dict.fromkeys((*Slot._fields, *PLACE, *ORIGIN))}
        # Raise ValueError where a row of energy stands in a table of emissions, or the other way round.
        stated, quantity = coded["measure"], coded["quantity"]
        energy = np.array([value == Measure.ENERGY for value in stated.values], dtype=bool).take(stated.codes)
        meant = np.array(
            [value is not None and measure(value) == Measure.ENERGY for value in quantity.values], dtype=bool
        )
        if (energy != meant.take(quantity.codes)).any():
            raise ValueError("Rows of energy belong into the table of energy, all others into that of emissions.")
        return {"slot": self._slots.of(coded), "place": self._places.of(coded), "origin": self._origins.of(coded)}


def _grouped(pieces: Iterable[pyarrow.Table]) -> Iterator[pyarrow.RecordBatch]:
    """Rows in batches of a whole row group, the last one shorter. The engine writes a whole one where it was
    made; shorter ones it puts together at the end, in one thread."""
    import pyarrow as pa

    held: pyarrow.Table | None = None
    for piece in pieces:
        held = piece if held is None else pa.concat_tables([held, piece])
        whole = held.num_rows - held.num_rows % ROWS_OF_A_BATCH
        for start in range(0, whole, ROWS_OF_A_BATCH):
            yield from held.slice(start, ROWS_OF_A_BATCH).combine_chunks().to_batches()
        held = held.slice(whole)
    if held is not None:
        yield from held.combine_chunks().to_batches()


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
    import pyarrow.compute as pc

    if pa.types.is_integer(column.type):  # years and scopes: by their distance, so that each piece numbers them alike
        ends = pc.min_max(column).as_py()
        first, last = (0, -1) if ends["min"] is None else (ends["min"], ends["max"])
        distance = pc.fill_null(pc.subtract(column.cast(pa.int32()), first - 1), 0)
        return _Coded(distance.to_numpy(), [None, *range(first, last + 1)])
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    joined = encoded.unify_dictionaries().combine_chunks()
    if isinstance(joined, pa.ChunkedArray):  # no rows, no chunk
        return _Coded(np.zeros(0, dtype=np.int8), ())
    if len(joined.dictionary) == 1 and not joined.null_count:
        return _Coded(np.zeros(len(joined), dtype=np.int8), joined.dictionary.to_pylist())
    values = [*joined.dictionary.to_pylist(), None]
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    indices = joined.indices
    taken = (indices.cast(pa.int32()).fill_null(len(values) - 1) if indices.null_count else indices).to_numpy()
    if len(places) < len(values):  # the dictionary itself holds a null
        taken = np.array([places[value] for value in values])[taken]
    return _Coded(taken, list(places))


class _Numbers:
    """The numbers of what rows share, by their combinations of values in ``names``; 0 is no number."""

    def __init__(self, names: Sequence[str], highest: int) -> None:
        self.names, self._highest = names, highest
        self.known: dict[tuple[Any, ...], int] = {}
        self._values: list[Sequence[Any]] = []
        self._numbers = np.zeros(0, dtype=np.int32)

    def of(self, coded: Mapping[str, _Coded]) -> np.ndarray:
        """The number of each row; a combination that was not there yet takes the next one, in the order of rows."""
        columns = [coded[name] for name in self.names]
        values = [column.values for column in columns]
        size = math.prod(map(len, values))
        if size > MOST_MARKS:
            codes, combinations = combined(*(column.codes for column in columns))
            return np.asarray(np.array([self._number(values, each) for each in combinations], dtype=np.int32)[codes])
        if values != self._values:  # the pieces of one file mostly have the same words, and their numbers stay
            self._values, self._numbers = values, np.zeros(size, dtype=np.int32)
        whole = keyed_by(list(map(len, values)), [column.codes for column in columns])
        found = self._numbers.take(whole)
        new = whole[found == 0]
        if len(new):
            fresh, first = np.unique(new, return_index=True)
            fresh = fresh[np.argsort(first)]
            each = zip(*(places.tolist() for places in np.unravel_index(fresh, [*map(len, values)])), strict=True)
            self._numbers[fresh] = [self._number(values, combination) for combination in each]
            found = self._numbers.take(whole)
        return found

    def _number(self, values: Sequence[Sequence[Any]], combination: Sequence[int]) -> int:
        shared = tuple(held[code] for held, code in zip(values, combination, strict=True))
        return self.known.setdefault(shared, len(self.known) + self._highest + 1)
