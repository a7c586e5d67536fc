"""The rows that were not taken, alone, with what is wrong with each: to be mended and brought again (``repaired``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from analytics.problems import Problem
from analytics.sentences import Sentence
from datasets import readers
from datasets.exports.places import header_row
from datasets.own_files.harmless import harmless
from datasets.own_files.repaired import REASON, ROW, SHEET
from datasets.own_files.words import words
from datasets.readers.grid import Grid, as_shown

if TYPE_CHECKING:
    from datasets.drafted import Draft

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
