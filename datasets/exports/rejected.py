"""The rows that were not taken, with what is wrong with each: to be mended in the file, or alone (``own_tables``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.exports.problem_cells import header_row
from datasets.intake import readers
from datasets.intake.layouts import header_rows
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.own_files.harmless import Value, table
from datasets.intake.own_files.own_tables import FILE, REASON, ROW, SHEET
from datasets.intake.own_files.sheet_words import words
from datasets.intake.readers.grid import Grid, as_shown

if TYPE_CHECKING:
    from datasets.intake.drafted import Draft

NO_REASON = Sentence("Not taken; the list of problems says why, at the first cell of its kind.")


def rejected(data: bytes, name: str, draft: Draft, say: Callable[[str], str] = str, language: str = "en") -> bytes:
    """The rejected rows of a file as CSV (UTF-8 with a mark), under the file's own header.

    A row counts as rejected when the draft says so, or when a refusal or an open question stands at it. Of a table
    with several figures in a row all that stands around its rows comes along, since its meaning is written there:
    titles, headers and rows of labels alone. What a spreadsheet program would run as a formula is made harmless;
    numbers are left alone. Without rejected rows there is the header alone. ``say`` puts the reasons into the
    ``language`` of the reader, which also names the columns.
    """
    grids, _ = readers.grids(data, name)
    told = [problem for problem in draft.problems if problem.severity != "warn"]
    named = words(language)
    several = len(grids) > 1
    added = [named(key) for key in ((FILE, SHEET, ROW, REASON) if several else (FILE, ROW, REASON))]
    width = max((len(grid.rows[0]) for grid in grids if grid.rows), default=0) if draft.of_cells else 0
    lines: list[Sequence[Value]] = []
    header_written = False
    for grid in grids:
        rows = list(_rows(grid, told, draft))
        if not rows and (header_written or several):
            continue
        around = _around(grid, {row for row, _ in rows}, draft) if draft.of_cells else [header_row(grid)]
        if header_written and draft.of_cells:
            lines.append([""] * (width + len(added)))  # a table ends at a blank row
        for row in around[:1]:
            cells = as_shown(grid, row - 1) if grid.rows else ()
            lines.append([*_own(cells, width), *added])
        header_written = True
        for row, reasons in sorted([*rows, *((row, []) for row in around[1:])]):
            sheet = (grid.sheet or "",) if several else ()
            reason = " ".join(map(say, reasons))
            lines.append([*_own(as_shown(grid, row - 1), width), name, *sheet, row, reason])
    return table(lines)


def _own(cells: Sequence[str], width: int) -> list[str]:
    """The cells of a row; as many as the widest sheet has, so that what is added stands below itself."""
    return [*cells, *[""] * (width - len(cells))]


def _rows(grid: Grid, told: Sequence[Problem], draft: Draft) -> Iterator[tuple[int, list[str]]]:
    """The rejected rows of a sheet with their reasons."""
    reasons: dict[int, list[str]] = {}
    for problem in told:
        if problem.row is not None and problem.sheet in (None, grid.sheet):
            reasons.setdefault(problem.row, []).append(problem.sentence())
    refused = {int(row) for sheet in (None, grid.sheet) for row in draft.rejected_rows.get(sheet, ())}
    filled = (row for row, cells in enumerate(grid.rows, start=1) if any(map(str.strip, cells)))
    top = next(filled, 1) if draft.of_cells else header_row(grid)
    for row, cells in enumerate(grid.rows, start=1):
        if row <= top or not any(map(str.strip, cells)):
            continue
        if row in reasons:
            yield row, reasons[row]
        elif row in refused:
            yield row, [NO_REASON]


def _around(grid: Grid, rejected: Collection[int], draft: Draft) -> list[int]:
    """The rows of a sheet that are neither rejected nor taken nor totals of those: what says what its figures mean."""
    taken = set(draft.table["source_row"].to_pylist()) if draft.table and not draft.sheets else set()
    if draft.table and draft.sheets:
        places = zip(*(draft.table[name].to_pylist() for name in ("source_sheet", "source_row")), strict=True)
        taken = {row for sheet, row in places if sheet in (None, grid.sheet)}
    return [
        row
        for row, cells in enumerate(grid.rows, start=1)
        if row not in taken and row not in rejected and any(map(str.strip, cells)) and not _total(cells)
    ]


def _total(cells: Sequence[str]) -> bool:
    """Whether a row is a total of others: called so, with a number; a title that begins like one has none."""
    first, *rest = filter(None, map(str.strip, cells))
    return is_total(first) and any(map(header_rows.numeric, rest))
