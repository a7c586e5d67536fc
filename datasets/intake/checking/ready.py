"""The rows that stand ready as the store takes them, made when they are asked for: those of a long file are many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from datasets.intake.checking.coded_columns import Coded
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.layouts.long_records import VALUE, Origins
from datasets.store import ROW_COLUMNS
from datasets.store.combinations import SPAN, positions

LEAST_RUN = 100
"""Rows of one city, year and method that mostly stand in runs as long as this are put in order run by run."""


class Ready:
    """The rows of a checked table in the order of the store: those of one city, year and method together, else in the
    order of the file, each column of numbers after the other. It holds what they are made of, and not the table."""

    def __init__(self, table: CheckedTable, parts: Sequence[NumberColumn], name: str) -> None:
        """``name`` is the source of the rows that name none."""
        source, unit = table.words("source"), table.words("unit")
        self._words = {
            "city_id": table.city,
            "method": table.method,
            "sector": table.sector,
            "label": table.label,
            "carrier": table.carrier,
            "gpc_ref": table.gpc,
            "source": Coded(source.codes, [word or name for word in source.words]),
        }
        self._year, self._scope, self._numbers = table.year, table.scope, table.sheet.rows
        self._stated = Coded(table.words("notation_key").codes, table.words("notation_key").words)
        # Where a cell names no unit: the header that names it, or the answer that gave it.
        self._parts = [
            (
                part,
                Coded(
                    unit.codes,
                    [
                        word or (part.column if part.header_unit else table.answers.get("unit", part.column))
                        for word in unit.words
                    ],
                ),
            )
            for part in parts
        ]
        self._origins = table.account.origins
        taken = table.account.taken
        self._places = None if taken.all() else positions(taken).astype(np.int32)
        self._each = table.length if self._places is None else len(self._places)
        # The order of the rows, of all columns of numbers one after the other.
        keys = np.empty(self._each, dtype=np.int32)
        columns = (self._words["city_id"], self._year, self._words["method"])
        ranks = [_ranks(column) for column in columns]
        for start in range(0, self._each, SPAN):
            places = self._at(np.arange(start, min(start + SPAN, self._each)))
            whole = np.zeros(len(places), dtype=np.int32)
            for column, (rank, width) in zip(columns, ranks, strict=True):
                whole = whole * np.int32(width) + rank[column.codes[places]]
            keys[start : start + SPAN] = whole
        if len(self._parts) > 1:
            keys = np.tile(keys, len(self._parts))
        changes = positions(keys[1:] != keys[:-1]) + 1
        self._order = _Order(keys, np.concatenate([[0], changes]))

    @property
    def num_rows(self) -> int:
        """How many there are."""
        return self._each * len(self._parts)

    def slice(self, offset: int, length: int) -> pa.Table:
        """Some of them, in order, with the columns of ``ROW_COLUMNS``."""
        stop = min(offset + length, self.num_rows)
        found = [self._some(numbers) for numbers in self._order.of(offset, stop)]
        return found[0] if len(found) == 1 else pa.concat_tables(found)

    def _some(self, numbers: np.ndarray) -> pa.Table:
        """The rows of these numbers, which count through all columns of numbers."""
        own = numbers // self._each if len(self._parts) > 1 else np.zeros(len(numbers), dtype=np.int8)
        mine = [positions(own == part) for part in range(len(self._parts))]
        parts = [
            self._rows(*part, self._at(numbers[places] - number * self._each))
            for number, (part, places) in enumerate(zip(self._parts, mine, strict=True))
            if len(places)
        ]
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts).take(pa.array(np.argsort(np.concatenate(mine))))

    def _rows(self, part: NumberColumn, unit: Coded, rows: np.ndarray) -> pa.Table:
        """Some rows of one column of numbers."""
        span = _span(rows)
        keyed = part.keys[span] >= 0
        shown = part.texts.slice(span.start, len(rows)) if isinstance(span, slice) else part.texts.take(pa.array(rows))
        if keyed.any():
            beside = self._stated.arrow(span, pa.string()).cast(pa.string())
            shown = pa.compute.if_else(pa.compute.equal(pa.compute.utf8_trim_whitespace(shown), ""), beside, shown)
        keys = pa.array(part.keys[span], pa.int8(), mask=~keyed)
        made = {
            **{name: column.arrow(span, pa.string()) for name, column in self._words.items()},
            "year": self._year.arrow(span, pa.int16()).cast(pa.int16()),
            "scope": self._scope.arrow(span, pa.int8()).cast(pa.int8()),
            "measure": part.measure.arrow(span, pa.string()),
            "quantity": part.quantity.arrow(span, pa.string()),
            "source_row": pa.array(self._numbers[rows], pa.int32()),
            "value": pa.array(part.amounts[span], pa.float64(), mask=keyed),
            "notation_key": pa.DictionaryArray.from_arrays(keys, pa.array(KEYS)),
            "original_text": shown,
            "original_unit": unit.arrow(span, pa.string()),
            **_places(self._origins, part.column, pa.array(rows)),
        }
        return pa.table({name: made[name] for name in ROW_COLUMNS})

    def _at(self, numbers: np.ndarray) -> np.ndarray:
        return numbers if self._places is None else self._places[numbers]


class _Order:
    """The order of rows by their keys, equal ones as they stand: by the runs of equal keys where these are long."""

    def __init__(self, keys: np.ndarray, starts: np.ndarray) -> None:
        self._runs: np.ndarray | None = None
        if len(starts) * LEAST_RUN > len(keys):
            self._rows = np.argsort(keys, kind="stable").astype(np.int32)
            return
        order = np.argsort(keys[starts], kind="stable") if len(keys) else starts[:0]
        lengths = np.diff(np.concatenate([starts, [len(keys)]]))[order]
        self._runs, self._ends = starts[order], np.cumsum(lengths)

    def of(self, offset: int, stop: int) -> list[np.ndarray]:
        """The rows from one place of the order to another, those that follow each other together."""
        if self._runs is None:
            return [self._rows[offset:stop]]
        first, last = np.searchsorted(self._ends, [offset, stop - 1], side="right")
        spans: list[tuple[int, int]] = []
        for run in range(int(first), int(last) + 1):
            begin = int(self._ends[run - 1]) if run else 0
            start = int(self._runs[run]) + max(offset - begin, 0)
            end = start + min(stop, int(self._ends[run])) - max(offset, begin)
            if spans and spans[-1][1] == start:
                start = spans.pop()[0]
            spans.append((start, end))
        if (stop - offset) < LEAST_RUN * len(spans):
            return [np.concatenate([np.arange(*span) for span in spans])]
        return [np.arange(*span) for span in spans]


def _ranks(column: Coded) -> tuple[np.ndarray, int]:
    """The rank of each value of a column among all of them, and how many ranks there are."""
    known = sorted({value for value in column.values if value is not None})
    ranks = {value: rank for rank, value in enumerate(known)}
    return np.array([ranks.get(value, 0) for value in column.values], dtype=np.int32), len(known) or 1


def _span(rows: np.ndarray) -> np.ndarray | slice:
    """Rows that follow each other as a slice, which copies nothing; others as they are."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all()):
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


def _places(origins: Origins, column: str, rows: pa.Array) -> dict[str, pa.Array]:
    """Sheet and column of each number in the user's file."""
    once = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(rows), dtype=np.int32)), pa.array([column]))
    if not len(origins.sheets):
        return {"source_sheet": pa.nulls(len(rows), once.type), "source_column": once}
    sheets = pa.array(origins.sheets, pa.string()).dictionary_encode().take(rows)
    if VALUE in origins.columns:
        once = pa.array(origins.columns[VALUE], pa.string()).dictionary_encode().take(rows)
    return {"source_sheet": sheets, "source_column": once}
