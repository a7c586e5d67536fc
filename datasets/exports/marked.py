"""The user's own workbook back: cells that want repair coloured and commented, and a sheet that lists all problems."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analytics.problems import Problem, Refused
from analytics.sentences import Sentence
from datasets import readers
from datasets.exports import palette
from datasets.exports.places import Place, located
from datasets.exports.workbooks import head, landscape, put_number, put_text, saved, style
from datasets.readers import archive
from datasets.readers.dialect import folded
from datasets.readers.grid import Grid

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

RANK = {"block": 0, "ask": 1, "warn": 2}
SAID = {"block": "refused", "ask": "waits for an answer", "warn": "taken, with a warning"}
TITLE = "Problems"
AUTHOR = "Check"
MOST_SHEET_BYTES = 24 * 1024 * 1024
"""Unpacked bytes of all sheets; the library needs some fifty times as much memory to write a workbook anew."""
MOST_CELLS = 1_000_000
LOST = {
    "xl/vbaProject.bin": "macros",
    "xl/charts/": "details of the looks of charts",
    "xl/media/": "some kinds of pictures",
    "xl/pivotTables/": "settings of pivot tables",
    "xl/slicers/": "slicers",
    "xl/threadedComments/": "threads of comments",
    "xl/embeddings/": "embedded documents",
    "xl/ctrlProps/": "form controls",
    "xl/connections.xml": "connections to data",
    "_xmlsignatures/": "digital signatures",
}
"""What of a workbook the library that writes it anew does not keep, by the name of its part."""
RESULTS = "the stored results of formulas: a spreadsheet program works them out again when it opens the copy"


def marked(data: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """A copy of a workbook, as .xlsx, with every located problem at its cell, and a sheet that lists them all.

    Values, formulas, styles and the other sheets stay; what cannot be kept is listed. A file that is not .xlsx becomes
    a new workbook with its cells as text. Raises Refused for a file that cannot be opened safely or is too large.
    """
    grids, refused = readers.grids(data, name)
    if not grids:
        raise Refused(*(refused or [_too_large("no cells")]))
    if data[:2] == b"PK" and (lost := _kept_back(data)) is not None:
        book = _opened(data, lost)
    else:
        book, lost = _written(grids), []
    sheets = [grid.sheet for grid in grids]
    names: dict[str | None, str | None] = dict(zip(sheets, book.sheetnames if None in sheets else sheets, strict=False))
    placed = [(problem, located(grids, problem)) for problem in problems]
    for place in dict.fromkeys(place for _, place in placed if place):
        here = [problem for problem, found in placed if found == place]
        if (title := names.get(place.sheet)) in book.sheetnames:
            _mark(book[str(title)], place, here)
    _listed(book, placed, names, lost)
    return saved(book, None, None, book.properties.modified)


def _too_large(found: str) -> Problem:
    return Problem(
        "block", "too-large-to-mark", found, Sentence("a file small enough to be written anew"),
        Sentence("Take the list of problems and the rejected rows instead."),
    )  # fmt: skip


def _kept_back(data: bytes) -> list[str] | None:
    """What a copy of an .xlsx will lack; None for another kind of archive. Raises Refused where opening is not safe."""
    entries = archive.directory(data)
    if isinstance(entries, Problem):
        raise Refused(entries)
    names = [entry.name for entry in entries]
    if "xl/workbook.xml" not in names:
        return None
    size = sum(entry.size for entry in entries if entry.name.startswith("xl/worksheets/"))
    if size > MOST_SHEET_BYTES:
        raise Refused(_too_large(f"sheets of {size / 1024 / 1024:,.0f} MB"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for entry in names:
            # Nothing that a spreadsheet program writes declares a document type or an entity.
            if entry.endswith((".xml", ".rels")) and _declares(packed.read(entry)):
                raise Refused(archive.damaged(f"declarations in {entry}"))
    return [what for part, what in LOST.items() if any(name.startswith(part) for name in names)]


def _declares(content: bytes) -> bool:
    plain = content.replace(b"\0", b"")  # in UTF-16 every other byte is 0
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _opened(data: bytes, lost: list[str]) -> Workbook:
    """The workbook as it is; numbers keep all their digits."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            book = load_workbook(io.BytesIO(data), rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise Refused(archive.damaged(str(error)[:120])) from error
    lost += dict.fromkeys(str(item.message) for item in told if "not supported" in str(item.message))
    formulas = False
    for sheet in book.worksheets:
        held: Any = sheet
        for cell in held._cells.values():  # only those that are there: walking a used range would make all the others
            value = cell.value
            if isinstance(value, float) and float(f"{value:.16g}") != value:
                put_number(cell, value)
            formulas |= cell.data_type == "f"
    lost += [RESULTS] if formulas else []
    return book


def _written(grids: Sequence[Grid]) -> Workbook:
    """A new workbook with the cells of another kind of file: numbers that were typed as such, all else as text."""
    from openpyxl import Workbook

    if sum(len(grid.rows) * max(map(len, grid.rows), default=0) for grid in grids) > MOST_CELLS:
        raise Refused(_too_large(f"more than {MOST_CELLS:,} cells"))
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet((grid.sheet or "File")[:31])
        for row, cells in enumerate(grid.rows):
            for column, text in enumerate(cells):
                if not text:
                    continue
                cell = sheet.cell(row + 1, column + 1)
                if grid.kinds is not None and grid.kinds[row][column] == "n":
                    put_number(cell, float(text))
                else:
                    put_text(cell, text)
    return book


def _mark(sheet: Worksheet, place: Place, problems: Sequence[Problem]) -> None:
    """Colour a cell by its worst problem, and say all of them in its comment, below what stood there."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    row, column = place.row, place.column
    for area in sheet.merged_cells.ranges:  # a merged cell shows what its first one holds
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    cell: Any = sheet.cell(row, column)
    worst = min(problems, key=lambda problem: RANK[problem.severity])
    cell.fill = PatternFill("solid", fgColor=palette.rgb(palette.SEVERITIES[worst.severity]))
    before = [cell.comment.text] if cell.comment else []
    comment = Comment("\n\n".join([*before, *map(_words, problems)]), AUTHOR)
    comment.width, comment.height = 340, 60 + 80 * len(problems)
    cell.comment = comment


def _words(problem: Problem) -> str:
    more = f"\nThe same in {problem.cells - 1:,} more cells." if problem.cells > 1 else ""
    return (
        f"{SAID[problem.severity].capitalize()}: found {problem.found}.\nExpected: {problem.expected}.\n"
        f"{problem.fix}{more}"
    )


def _listed(
    book: Workbook, placed: Sequence[tuple[Problem, Place | None]], names: dict[str | None, str | None],
    lost: Sequence[str],
) -> None:  # fmt: skip
    """The added sheet: every problem with a link to its cell, and what this copy lacks."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    title = TITLE
    while folded(title) in {folded(name) for name in book.sheetnames}:
        title += " of the check" if title == TITLE else "+"
    sheet = book.create_sheet(title)
    put_text(sheet["A1"], f"{len(placed)} problems" if placed else "No problems")
    style(sheet["A1"], bold=True, size=14)
    put_text(sheet["A2"], f"This copy does not keep: {'; '.join(lost)}." if lost else "")
    style(sheet["A2"], ink=palette.SOFT, italic=True)
    columns = ("Severity", "Cell", "Column", "Found", "Expected", "What to do", "Cells", "Code")
    for column, name in enumerate(columns, start=1):
        head(sheet.cell(4, column), name, palette.BAND)
    for row, (problem, place) in enumerate(placed, start=5):
        target = names.get(place.sheet) if place else None
        shown = f"{target}!{place.coordinate}" if place and target else problem.place()
        texts = (SAID[problem.severity], shown, problem.column or "", problem.found, problem.expected, problem.fix)
        for column, text in enumerate((*texts, "", problem.code), start=1):
            put_text(sheet.cell(row, column), text)
            ground = palette.SEVERITIES[problem.severity] if column == 1 else None
            style(sheet.cell(row, column), ground=ground, wrap=True, down="top")
        put_number(sheet.cell(row, 7), problem.cells)
        if place and target:
            quoted = target.replace("'", "''")
            link: Any = sheet.cell(row, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{place.coordinate}")
            style(link, ink=palette.BAND, down="top")
    for letter, width in zip("ABCDEFGH", (22, 18, 22, 44, 44, 60, 8, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A5"
    landscape(sheet, 4)
