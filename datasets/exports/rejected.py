"""The rows that were not taken, alone, with what is wrong with each: to be mended and brought again.

Brought again, such a file is known by the columns that were added, and read as the user's own rows: without those
columns, and without the apostrophes that keep a spreadsheet program from running a text as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from analytics.problems import Problem
from analytics.sentences import Sentence
from datasets import readers
from datasets.exports.places import header_row
from datasets.exports.words import LANGUAGES, words
from datasets.exports.workbooks import ESCAPED, as_written, harmless
from datasets.readers.grid import Grid, as_shown
from datasets.readers.splitting import array_of, texts_of

if TYPE_CHECKING:
    from datasets.intake import Draft
    from datasets.readers.delimited import Sheet

SHEET, ROW, REASON = "rejected:sheet", "rejected:row", "rejected:problem"
"""The columns that are added, by their key in the table of words."""
NO_REASON = Sentence("Not taken; the list of problems says why, at the first cell of its kind.")


def rejected(data: bytes, name: str, draft: Draft, say: Callable[[str], str] = str, language: str = "en") -> bytes:
    """The rejected rows of a file as CSV (UTF-8 with a mark), under the file's own header.

    A row counts as rejected when the draft says so, or when a refusal or an open question stands at it. What a
    spreadsheet program would run as a formula is made harmless; numbers are left alone. Without rejected rows there is
    the header alone. ``say`` puts the reasons into the ``language`` of the reader, which also names the columns.
    """
    grids, _ = readers.grids(data, name)
    told = [problem for problem in draft.problems if problem.severity != "warn"]
    named = words(language)
    several = len(grids) > 1
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    header_written = False
    for grid in grids:
        rows = list(_rows(grid, told, draft))
        if not rows and (header_written or several):
            continue
        head = grid.rows[header_row(grid) - 1] if grid.rows else ()
        table.writerow([*map(harmless, head), *((named(SHEET),) if several else ()), named(ROW), named(REASON)])
        header_written = True
        for row, reasons in rows:
            own = (harmless(grid.sheet or ""),) if several else ()
            table.writerow([*map(harmless, as_shown(grid, row - 1)), *own, row, harmless(" ".join(map(say, reasons)))])
    return written.getvalue().encode("utf-8-sig")


def _rows(grid: Grid, told: Sequence[Problem], draft: Draft) -> Iterator[tuple[int, list[str]]]:
    """The rejected rows of a sheet with their reasons."""
    reasons: dict[int, list[str]] = {}
    for problem in told:
        if problem.row is not None and problem.sheet in (None, grid.sheet):
            reasons.setdefault(problem.row, []).append(problem.sentence())
    refused = {int(row) for sheet in (None, grid.sheet) for row in draft.rejected_rows.get(sheet, ())}
    top = header_row(grid)
    for row, cells in enumerate(grid.rows, start=1):
        if row <= top or not any(map(str.strip, cells)):
            continue
        if row in reasons:
            yield row, reasons[row]
        elif row in refused:
            yield row, [NO_REASON]


def as_it_was(sheet: Sheet) -> Sheet:
    """A table that ``rejected`` wrote as the rows of the user's own file; any other as it is."""
    added = _added(sheet.header)
    if not added:
        return sheet
    own = len(sheet.header) - added
    columns = tuple(
        pc.replace_substring_regex(array_of(texts_of(column)), f"^'({ESCAPED})", r"\1")
        for column in sheet.columns[:own]
    )
    return replace(sheet, header=tuple(map(as_written, sheet.header[:own])), columns=columns)


def grids_as_they_were(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The same for a file that is looked at cell by cell."""
    added = _added(grids[0].rows[0]) if len(grids) == 1 and grids[0].rows else 0
    if not added or grids[0].kinds is not None:
        return grids
    return (replace(grids[0], rows=tuple(tuple(map(as_written, row[:-added])) for row in grids[0].rows)),)


def _added(header: Sequence[str]) -> int:
    """How many columns at the end of a header are those that ``rejected`` adds, in whatever language."""
    for language in LANGUAGES:
        named = words(language)
        if tuple(header[-2:]) == (named(ROW), named(REASON)):
            return 3 if len(header) > 2 and header[-3] == named(SHEET) else 2
    return 0
