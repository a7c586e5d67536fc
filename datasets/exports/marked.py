"""The user's own workbook back: cells that want repair coloured and commented, and a sheet that lists all problems."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence, counted, joined, sentences
from datasets.exports import palette
from datasets.exports.problem_cells import ProblemCell, located
from datasets.exports.workbooks import head, landscape, put_number, put_text, saved, style
from datasets.intake import readers
from datasets.intake.own_files.sheet_words import MARK, MARK_COLUMN, MARK_ROW
from datasets.intake.readers import archive
from datasets.intake.readers.grid import Grid, as_shown
from datasets.intake.readers.limits import megabytes
from datasets.reference.catalogue import folded

RANK = {"block": 0, "ask": 1, "warn": 2}
Say = Callable[[str], str]
"""How a sentence is said to the reader of the copy; ``str`` says it in English."""
# Translators: what became of a cell of a file.
SAID = {
    "block": Sentence("Refused"),
    "ask": Sentence("Waits for an answer"),
    "warn": Sentence("Taken, with a warning"),
}
# Translators: the name of a sheet that lists what is wrong with a file; at most 25 characters.
TITLE = Sentence("Problems")
AUTHOR = "Check"
# Translators: the heads of a table of problems; "Cells" is how many cells share one.
COLUMNS = (
    Sentence("Severity"),
    Sentence("Cell"),
    Sentence("Column"),
    Sentence("Found"),
    Sentence("Expected"),
    Sentence("What to do"),
    Sentence("Cells"),
    Sentence("Code"),
)
LONGEST_TITLE = 31
MOST_SHEET_BYTES = 24 * 1024 * 1024
"""Unpacked bytes of all sheets; the library needs some fifty times as much memory to write a workbook anew."""
MOST_CELLS = 1_000_000
LOST = sentences(
    {
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
)
"""What of a workbook the library that writes it anew does not keep, by the name of its part."""
RESULTS = Sentence("the stored results of formulas: a spreadsheet program works them out again when it opens the copy")


def marked(data: bytes, name: str, problems: Sequence[Problem], say: Say = str) -> bytes:
    """A copy of a workbook, as .xlsx, with every located problem at its cell, and a sheet that lists them all.

    Values, formulas, styles and the other sheets stay; what cannot be kept is listed. A file that is not .xlsx becomes
    a new workbook with its cells as text. ``say`` puts comments and list into the language of a reader.
    Raises Refused for a file that cannot be opened safely or is too large.
    """
    grids, refused = readers.grids(data, name)
    if not grids:
        raise Refused(*(refused or [_too_large(Sentence("no cells"))]))
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
            # Colour a cell by its worst problem, and say all of them in its comment, below what stood there.
            sheet = book[str(title)]
            row, column = place.row, place.column
            for area in sheet.merged_cells.ranges:  # a merged cell shows what its first one holds
                if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                    row, column = area.min_row, area.min_col
            cell: Any = sheet.cell(row, column)
            worst = min(here, key=lambda problem: RANK[problem.severity])
            cell.fill = PatternFill("solid", fgColor=palette.rgb(palette.SEVERITIES[worst.severity]))
            before = [cell.comment.text] if cell.comment else []
            comment = Comment("\n\n".join([*before, *(_words(problem, say) for problem in here)]), AUTHOR)
            comment.width, comment.height = 340, 60 + 80 * len(here)
            cell.comment = comment
    _listed(book, placed, names, lost, say)
    return saved(book, None, None, book.properties.modified)


def _too_large(found: str) -> Problem:
    return block(
        "too-large-to-mark",
        found,
        "a file small enough to be written anew",
        "Take the list of problems and the rejected rows instead.",
    )


def _kept_back(data: bytes) -> list[str] | None:
    """What a copy of an .xlsx will lack; None for another kind of archive. Raises Refused where opening is not safe."""
    entries = archive.directory(data)
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names:
        return None
    size = sum(entry.file_size for entry in entries if entry.filename.startswith("xl/worksheets/"))
    if size > MOST_SHEET_BYTES:
        raise Refused(_too_large(Sentence("sheets of {megabytes}", megabytes=megabytes(size))))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for entry in names:
            # Nothing that a spreadsheet program writes declares a document type or an entity.
            if entry.endswith((".xml", ".rels")) and _declares(packed.read(entry)):
                raise archive.damaged(Sentence("declarations in {name}", name=entry))
    return [what for part, what in LOST.items() if any(name.startswith(part) for name in names)]


def _declares(content: bytes) -> bool:
    plain = content.replace(b"\0", b"")  # in UTF-16 every other byte is 0
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _opened(data: bytes, lost: list[str]) -> Workbook:
    """The workbook as it is; numbers keep all their digits."""
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            book = load_workbook(io.BytesIO(data), rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise archive.damaged(Sentence("the library says: {error}", error=str(error)[:120])) from error
    unknown = dict.fromkeys(str(item.message) for item in told if "not supported" in str(item.message))
    lost += [Sentence("extensions that the library does not know ({message})", message=message) for message in unknown]
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
    if sum(len(grid.rows) * max(map(len, grid.rows), default=0) for grid in grids) > MOST_CELLS:
        raise Refused(_too_large(Sentence("more than {cells:,} cells", cells=MOST_CELLS)))
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet((grid.sheet or "File")[:31])
        for row in range(len(grid.rows)):
            for column, text in enumerate(as_shown(grid, row)):
                if not text:
                    continue
                cell = sheet.cell(row + 1, column + 1)
                number = grid.kinds is not None and grid.kinds[row][column] == "n"
                if number and text == grid.rows[row][column]:
                    put_number(cell, float(text))
                else:
                    put_text(cell, text)
    return book


def _words(problem: Problem, say: Say) -> str:
    """The comment on a cell: what became of it, what was found and expected, what to do, and where else it stands."""
    said = {"found": problem.found, "expected": problem.expected}
    told = [
        say(Sentence("Refused: found {found}.", **said))
        if problem.severity == "block"
        else say(Sentence("Waits for an answer: found {found}.", **said))
        if problem.severity == "ask"
        else say(Sentence("Taken, with a warning: found {found}.", **said)),
        say(Sentence("Expected: {expected}.", **said)),
        say(problem.fix),
    ]
    if problem.cells > 1:
        more = problem.cells - 1
        told.append(say(counted("The same in {number:,} more cell.", "The same in {number:,} more cells.", more)))
    return "\n".join(told)


def _listed(
    book: Workbook,
    placed: Sequence[tuple[Problem, ProblemCell | None]],
    names: dict[str | None, str | None],
    lost: Sequence[str],
    say: Say,
) -> None:
    """The added sheet: every problem with a link to its cell, and what this copy lacks."""
    title = say(TITLE)[: LONGEST_TITLE - 6]
    while folded(title) in {folded(name) for name in book.sheetnames}:
        title += "+"
    sheet = book.create_sheet(title)
    count = counted("{number:,} problem", "{number:,} problems", len(placed))
    put_text(sheet["A1"], say(count if placed else Sentence("No problems")))
    style(sheet["A1"], bold=True, size=14)
    lacks = Sentence("This copy does not keep: {names}.", names=joined(lost, "semicolon"))
    put_text(sheet["A2"], say(lacks) if lost else "")
    style(sheet["A2"], ink=palette.SOFT, italic=True)
    known = sheet.cell(MARK_ROW, MARK_COLUMN)
    put_text(known, MARK)
    style(known, ink=palette.SOFT, italic=True)
    for column, name in enumerate(COLUMNS, start=1):
        head(sheet.cell(4, column), say(name), palette.BAND)
    for row, (problem, place) in enumerate(placed, start=5):
        target = names.get(place.sheet) if place else None
        shown = f"{target}!{place.coordinate}" if place and target else say(problem.place())
        texts = (
            say(SAID[problem.severity]),
            shown,
            problem.column or "",
            *map(say, (problem.found, problem.expected, problem.fix)),
        )
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
