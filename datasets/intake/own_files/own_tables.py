"""Our own tables brought again, with their texts as they were: the long table, and the file of rejected rows.

A spreadsheet program may have saved the long table as a workbook, and somebody may have added, moved or removed
columns: it is known by the columns that no other table has. The file of rejected rows is known by the columns that were
added to it, and read as the rows of the file of its user: without them, and without the apostrophes that keep a
spreadsheet program from running a text as a formula. Since it holds some rows of a file only, and a table on file is
replaced by what is brought, it is asked whether they are meant alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from analytics.text.problems import Problem, ask
from analytics.text.sentences import Sentence, quoted
from datasets.intake.own_files.harmless import as_written
from datasets.intake.own_files.sheet_words import LANGUAGES, words
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
_MARKS = frozenset(("city", "original_text", "original_unit", "source_row", "revision"))
MOST_ABOVE = 10
"""In so many rows from the top the names of the columns are looked for."""
FILE, SHEET, ROW, REASON = "rejected:file", "rejected:sheet", "rejected:row", "rejected:problem"
"""The columns that are added, by their key in the table of words; that of the sheet only where there are several."""
HELD_BACK, ALONE = "held-back", "alone"
"""The question about a file of rejected rows, and the answer by which it is taken for all of its tables."""


def is_ours(header: Sequence[str]) -> bool:
    """Whether a table with these columns was exported here."""
    return set(header) >= _MARKS


def foreign(unused: Sequence[str], header: Sequence[str]) -> Sequence[str]:
    """Of the columns of a table that were not used those that we did not write ourselves."""
    return [name for name in unused if name not in COLUMNS] if is_ours(header) else unused


def as_it_was(sheet: TextTable) -> TextTable:
    """A table that was exported here with its texts as they are on file; any other as it is."""
    sheet = _rows_of_the_file(sheet)
    if not is_ours(sheet.header):
        return sheet
    return replace(sheet, columns=tuple(map(texts_as_written, sheet.columns)))


def grids_as_they_were(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Sheets that were exported here with their texts as they are on file; any others as they are."""
    return tuple(
        replace(grid, rows=tuple(tuple(map(as_written, row)) for row in grid.rows))
        if any(map(is_ours, grid.rows[:MOST_ABOVE]))
        else grid
        for grid in _sheet_of_the_file(grids)
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


def _rows_of_the_file(sheet: TextTable) -> TextTable:
    """A table of rejected rows as the rows of the user's own file; any other as it is."""
    added = _added(sheet.header)
    if not added:
        return sheet
    own = len(sheet.header) - added
    columns = tuple(map(texts_as_written, sheet.columns[:own]))
    return replace(sheet, header=tuple(map(as_written, sheet.header[:own])), columns=columns)


def _sheet_of_the_file(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """A sheet of rejected rows as the rows of the user's own file, also where a spreadsheet program saved it as a
    workbook; any other as it is."""
    grid = grids[0] if len(grids) == 1 and grids[0].rows else None
    added = _added(_named(grid)) if grid else 0
    if grid is None or not added:
        return grids
    own = len(_named(grid)) - added
    rows = tuple(tuple(map(as_written, row[:own])) for row in grid.rows)
    kinds = tuple(row[:own] for row in grid.kinds) if grid.kinds else None
    shown = tuple(row[:own] for row in grid.shown) if grid.shown else None
    hidden = tuple(column for column in grid.hidden_columns if column < own)
    return (replace(grid, rows=rows, kinds=kinds, shown=shown, hidden_columns=hidden),)


def asked(found: TextTable | Sequence[Grid], answers: Mapping[str, str]) -> list[Problem]:
    """The question whether rejected rows are meant without the other rows of their file; a warning once they are.
    Nothing for any other file. ``found`` is the file before ``as_it_was``."""
    # The name of the file whose rows were rejected, "" where it is not said; None for any other file.
    if isinstance(found, TextTable):
        header = found.header
        first = next((column for column, name in enumerate(header) if name in _names(FILE)), None)
        named = found.columns[first][0].as_py() if first is not None and len(found.rows) else ""
    else:
        grid = found[0] if len(found) == 1 and found[0].rows else None
        header = _named(grid) if grid else ()
        first = next((column for column, name in enumerate(header) if name in _names(FILE)), None)
        below = grid.rows[1:] if grid else ()
        named = next((row[first] for row in below if row[first]), "") if first is not None else ""
    name = as_written(named) if _added(header) else None
    if name is None:
        return []
    question = ask(
        "held-back",
        Sentence("rows of {file} that were held back, without its other rows", file=quoted(name))
        if name
        else Sentence("rows of a file that were held back, without its other rows"),
        "the whole file: what is brought takes the place of a table on file",
        "Mend them in the file itself and bring it whole, or say that these rows are meant alone.",
        key=HELD_BACK,
        choices=(ALONE,),
    )
    done = Sentence("They were taken alone, as answered; other rows of the file were not.")
    return [question.by(answers, {ALONE: done})]


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset({words(language)(key) for language in LANGUAGES})


def _named(grid: Grid) -> tuple[str, ...]:
    """The first row of a grid up to its last filled cell: a workbook may be wider."""
    row = grid.rows[0]
    return row[: max((place for place, text in enumerate(row, start=1) if text), default=0)]


def _added(header: Sequence[str]) -> int:
    """How many columns at the end of a header are those that were added, in whatever language."""
    if not header or header[-1] not in _names(REASON):
        return 0
    for named in map(words, LANGUAGES):
        for added in ((FILE, SHEET, ROW, REASON), (FILE, ROW, REASON), (SHEET, ROW, REASON), (ROW, REASON)):
            if tuple(header[-len(added) :]) == tuple(map(named, added)):
                return len(added)
    return 0
