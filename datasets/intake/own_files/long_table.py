"""Our own long table: its columns, how it is known when it is brought again, and its texts as they were.

A spreadsheet program may have saved it as a workbook, and somebody may have added, moved or removed columns: it is
known by the columns that no other table has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from datasets.intake.own_files.harmless import as_written
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.text_table import TextColumn, TextTable
from datasets.intake.readers.texts import Texts

ENTRY = "entry_of_cell"
"""The column that tells apart several rows that fill the same cell of an inventory and add up: 1, 2 and so on."""
COLUMNS = (
    "city",
    "country",
    "year",
    "method",
    "sector",
    "label",
    "carrier",
    "scope",
    "gpc_ref",
    ENTRY,
    "value",
    "unit",
    "notation_key",
    "population",
    "population_year",
    "population_source",
    "gwp_set",
    "approach",
    "source",
    "original_text",
    "original_unit",
    "source_row",
    "revision",
)
_MARKS = frozenset(("city", "population", "notation_key", "original_text", "original_unit", "source_row", "revision"))
MOST_ABOVE = 10
"""In so many rows from the top the names of the columns are looked for."""


def is_ours(header: Sequence[str]) -> bool:
    """Whether a table with these columns was exported here."""
    return set(header) >= _MARKS


def as_it_was(sheet: TextTable) -> TextTable:
    """A table that was exported here with its texts as they are on file; any other as it is."""
    if not is_ours(sheet.header):
        return sheet
    return replace(sheet, columns=tuple(map(texts_as_written, sheet.columns)))


def grids_as_they_were(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Sheets that were exported here with their texts as they are on file; any others as they are."""
    return tuple(
        replace(grid, rows=tuple(tuple(map(as_written, row)) for row in grid.rows))
        if any(map(is_ours, grid.rows[:MOST_ABOVE]))
        else grid
        for grid in grids
    )


def texts_as_written(column: TextColumn) -> TextColumn:
    """A column of text without the apostrophes that keep a spreadsheet program from running it."""
    if isinstance(column, Texts):
        return (
            Texts([_unescaped(piece) for piece in column.pieces()]) if any(map(_escaped, column.pieces())) else column
        )
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, _unescaped(column.dictionary))
    return _unescaped(column)


def _escaped(texts: pa.Array) -> bool:
    return bool(pc.any(pc.match_substring(texts, "'")).as_py())


def _unescaped(texts: pa.Array) -> pa.Array:
    held = texts.to_pylist() if _escaped(texts) else None
    return texts if held is None else pa.array([text and as_written(text) for text in held], pa.string())
