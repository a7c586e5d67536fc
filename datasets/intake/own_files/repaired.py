"""The file of rejected rows: the columns that are added to it, and how it is read once its cells were mended.

It is known by these columns, and read as the user's own rows: without them, and without the apostrophes that keep a
spreadsheet program from running a text as a formula. Since it holds some rows of a file only, and a table on file is
replaced by what is brought, it is asked whether they are meant alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, quoted
from datasets.intake.own_files.harmless import as_written
from datasets.intake.own_files.long_table import texts_as_written
from datasets.intake.own_files.sheet_words import LANGUAGES, words
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.text_table import TextTable

FILE, SHEET, ROW, REASON = "rejected:file", "rejected:sheet", "rejected:row", "rejected:problem"
"""The columns that are added, by their key in the table of words; that of the sheet only where there are several."""
HELD_BACK, ALONE = "held-back", "alone"
"""The question about a file of rejected rows, and the answer by which it is taken for all of its tables."""


def as_it_was(sheet: TextTable) -> TextTable:
    """A table of rejected rows as the rows of the user's own file; any other as it is."""
    added = _added(sheet.header)
    if not added:
        return sheet
    own = len(sheet.header) - added
    columns = tuple(map(texts_as_written, sheet.columns[:own]))
    return replace(sheet, header=tuple(map(as_written, sheet.header[:own])), columns=columns)


def grids_as_they_were(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
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
    name = _file(found)
    if name is None:
        return []
    said = (
        Sentence("rows of {file} that were held back, without its other rows", file=quoted(name))
        if name
        else Sentence("rows of a file that were held back, without its other rows")
    )
    expected = Sentence("the whole file: what is brought takes the place of a table on file")
    if answers.get(HELD_BACK) == ALONE:
        fix = Sentence("They were taken alone, as answered; other rows of the file were not.")
        return [Problem("warn", "held-back", said, expected, fix)]
    fix = Sentence("Mend them in the file itself and bring it whole, or say that these rows are meant alone.")
    return [Problem("ask", "held-back", said, expected, fix, key=HELD_BACK, choices=(ALONE,))]


def _file(found: TextTable | Sequence[Grid]) -> str | None:
    """The name of the file whose rows were rejected, "" where it is not said; None for any other file."""
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
    return as_written(named) if _added(header) else None


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
