"""Known layouts: each adapter turns the grids of a file into a long table with the origin of every record.

``recognise`` chooses the layout and, where several sheets fit, asks which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from analytics.text import multiples
from analytics.text.digits import whole
from analytics.text.problems import Problem, block, warn
from analytics.text.sentences import Sentence, counted, quoted
from datasets.intake.layouts import (
    axes,
    blocks,
    cdp_layout,
    city_titles,
    crf_layout,
    details_layout,
    gpc,
    head_words,
    header_rows,
    jrc,
    label_rows,
    listed,
    long_columns,
    long_layout,
    prepared_pages,
    sheets,
    table_heads,
    titled_figures,
)
from datasets.intake.layouts.counts import Counts
from datasets.intake.layouts.long_records import Layout, Page
from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.mapping import mapped
from datasets.intake.meaning.missing_columns import required
from datasets.intake.meaning.questions import letter, refused
from datasets.intake.own_files.sheet_words import lists_problems
from datasets.intake.readers.dialect import FIRST_ROWS
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.text_table import TextTable
from datasets.reference.catalogue import folded

__all__ = ["Layout", "Unsettled", "plain", "recognise"]


def _long(page: Page, answers: Mapping[str, str]) -> Layout | None:
    found = long_layout.layout(page, whole(answers.get("header-row", "")))
    return found and long_columns.melted(replace(found, sheet=long_columns.parted(found.sheet)), answers)


class Adapter(NamedTuple):
    """One layout of a sheet: what it is called, what recognises it (nothing, or an empty list, where it is none), and
    what reads what was found so, by the answers to its questions; and whether the names of its columns alone tell it,
    so that a delimited file that bears them is no table of one number a row."""

    kind: str
    recognises: Callable[[Page], object]
    reads: Callable[[Page, Any, Mapping[str, str]], Layout | None]
    by_names: bool = False

    def read(self, page: Page, answers: Mapping[str, str]) -> Layout | None:
        """The records of a sheet of this layout."""
        return self.reads(page, page.once(self.recognises), answers)


ADAPTERS = (
    Adapter("cdp", cdp_layout.columns, cdp_layout.layout, by_names=True),
    Adapter("jrc", jrc.columns, jrc.layout, by_names=True),
    Adapter("gpc-export", gpc.sources, gpc.export, by_names=True),
    Adapter("gpc", gpc.references, gpc.cells, by_names=True),
    Adapter("series", partial(axes.found, kind="series"), axes.layout),
    Adapter("wide", axes.over_words, axes.layout),
    Adapter("covenant", blocks.blocks, lambda page, found, answers: blocks.layout([page], answers)),
    Adapter("wide", partial(axes.found, kind="wide"), axes.layout),
    Adapter("outline", label_rows.found, lambda page, found, answers: label_rows.layout(page, answers)),
    Adapter("outline", listed.found, listed.layout),
    Adapter("crossed", partial(axes.found, kind="crossed"), axes.layout),
    Adapter("long", long_layout.header, lambda page, found, answers: _long(page, answers)),
)
"""The layouts of one sheet, most particular first."""
MOST_BESIDE = 2
"""A row with more filled cells belongs to the table."""
MOST_NOTES = 20
"""A sheet of so many filled rows may hold notes about another one."""
LEAST_WORDS = 2
"""So many known names of columns in one cell are a row of them."""
ROWS_OF_A_HEADER = 2
"""In so many rows below the first one carriers and scopes may stand that name its columns."""
EVERY = "every-sheet"
"""The answer that reads all sheets that hold a table as one."""
UNKNOWN = "crossed"
"""The layout of words that no other one knows, which is no choice beside a sheet that one does."""
TOGETHER = "covenant"
"""The layout whose sheets are read together: energy stands in one and emissions in another."""


_OF_AN_INVENTORY = ("inventory", "base", "monitoring", "title")
"""What a text beside the cells says of the year in it, where that is the year of figures."""


@dataclass(frozen=True)
class Unsettled:
    """A file that is not read yet: what must be answered or is wrong, and how many rows wait for it."""

    problems: list[Problem]
    rows: int


def recognise(
    grids: Sequence[Grid], answers: Mapping[str, str], known: city_titles.Known | None = None, city: str | None = None
) -> Layout | Unsettled:
    """The file as a long table, or what must be answered (which sheet), or why nothing in it is an inventory.

    ``answers`` may name the ``sheet``, and the ``header-row`` of a long table. The sheets that could have been named
    instead are told and counted as left out. ``known`` finds the cities that sheets and titles name, unless it is the
    ``city`` that was named for the file.
    """
    whole = [Page(grid) for grid in grids if grid.rows]
    found = _recognised(whole, answers)
    if isinstance(found, Unsettled) or known is None:
        return found
    return city_titles.attributed(found, whole, known, city)


def _recognised(whole: Sequence[Page], answers: Mapping[str, str]) -> Layout | Unsettled:
    pages = [part for page in whole if not lists_problems(page.grid) for part in prepared_pages.parted(page)]
    pages = [prepared_pages.straightened(prepared_pages.without_hidden(page, answers)) for page in pages]
    wanted = answers.get("sheet")
    if wanted == EVERY and EVERY not in {page.grid.sheet for page in pages}:
        return _with_others(_read(pages, answers), pages)
    named = [page for page in pages if wanted in (None, page.grid.sheet)]
    if pages and not named:
        return Unsettled([_no_sheet(str(wanted), pages)], _filled(pages))
    found = _read(named, answers)
    if isinstance(found, Layout) and wanted is not None:
        as_answered = Sentence("It was left out, as answered.")
        found = _without(found, [page for page in pages if page not in named], as_answered, answers)
    return _with_others(found, pages)


def _with_others(found: Layout | Unsettled, pages: Sequence[Page]) -> Layout | Unsettled:
    """A layout with a warning for each sheet that nothing was said of and that holds figures beside labels, and with
    what short sheets of notes say of its figures."""
    if isinstance(found, Unsettled) or found.name == "crf":  # whose sheets belong together
        return found
    said = {*found.origins.sheets, *(problem.sheet for problem in found.sheet.problems)}
    beside = [page for page in pages if page.grid.sheet not in said and not _details(page)]
    if any(_details(page) for page in pages if page.grid.sheet in found.origins.sheets):  # in the place of the tables
        beside = [page for page in beside if not blocks.blocks(page)]
    told = [one for page in beside if (one := sheets.told(page))]
    notes = tuple(_notes(beside)) if found.name in city_titles.OF_TITLES else ()
    sheet = found.sheet.telling(*(problem for problem, _ in told))
    left = sum(problem.cells if found.of_cells else rows for problem, rows in told)
    outside, around = (*found.origins.outside, *notes), (*found.origins.beside, *notes)
    origins = replace(found.origins, outside=outside, beside=around)
    return replace(found, sheet=sheet, origins=origins, ignored=found.ignored + left)


def _read(pages: Sequence[Page], answers: Mapping[str, str]) -> Layout | Unsettled:
    if found := crf_layout.layout(pages):
        return _finished(found, pages, answers)
    ours = any(map(_details, pages))  # whatever the texts above its tables say
    fitting = [(page, adapter) for page in pages if (adapter := _adapter(page, answers, ours))]
    known = [(page, adapter) for page, adapter in fitting if adapter.kind != UNKNOWN]
    fitting = known or fitting  # the others are told as figures that nothing was said of
    tables = [page for page in pages if page.width > 1 and page.height > 1]
    if not fitting and len(tables) == 1:
        fitting = [(tables[0], ADAPTERS[-1])]
    if not fitting:
        return _nothing(pages)
    kinds = {adapter.kind for _, adapter in fitting}
    if TOGETHER in kinds and kinds <= {TOGETHER, "long"}:
        together = [page for page, adapter in fitting if adapter.kind == TOGETHER]
        found = blocks.layout(together, answers)
        details = next((page for page, adapter in fitting if adapter.kind == "long" and _details(page)), None)
        if found and details:
            found = details_layout.layout(details, together, found)
        if not found:
            return _nothing(pages)
        of_its_own = Sentence(
            "It was left out: the sheets with carriers across were read. Bring it as a file of its own."
        )
        others = [page for page, adapter in fitting if adapter.kind == "long" and page is not details]
        return _without(_finished(found, together, answers), others, of_its_own, answers)
    if len(fitting) > 1:
        found_of = [(page, each) for page, adapter in fitting if (each := adapter.read(page, answers))]
        beside = len({page.grid.sheet for page, _ in found_of}) == 1
        every = [sheets.plainly_valued(each) if beside else each for _, each in found_of]
        one = len(every) > 1 and sheets.joinable(every, beside)
        if one and (answers.get("sheet") == EVERY or beside):
            return _finished(sheets.joined(every), [page for page, _ in found_of], answers)
        return Unsettled([_which([page for page, _ in fitting], one)], sum(map(_rows, every)))
    page, adapter = fitting[0]
    found = adapter.read(page, answers)
    return _finished(found, [page], answers) if found else _nothing(pages)


def _rows(found: Layout | None) -> int:
    """How many rows of a sheet (cells, where its layout counts those) would be taken in."""
    return Counts.of(found.sheet, found, ()).none()[0] if found else 0


def _filled(pages: Sequence[Page]) -> int:
    """How many rows of the sheets hold something."""
    return sum(1 for page in pages for row in page.rows if any(row))


def _without(found: Layout, pages: Sequence[Page], fix: Sentence, answers: Mapping[str, str]) -> Layout:
    """The layout with each of the other sheets that hold a table told, and its rows counted as left out."""
    told, rows = [], 0
    for page in pages:
        adapter = _adapter(page, {name: said for name, said in answers.items() if name != "header-row"})
        other = adapter.read(page, {}) if adapter else None
        if other and (count := _rows(other)):
            rows += count
            holds = (
                counted("a table with {number:,} filled cell", "a table with {number:,} filled cells", count)
                if other.of_cells
                else counted("a table with {number:,} row", "a table with {number:,} rows", count)
            )
            told.append(warn("sheet-left-out", holds, "one sheet to read", fix, sheet=page.grid.sheet))
    return replace(found, sheet=found.sheet.telling(*told), ignored=found.ignored + rows)


def plain(sheet: TextTable, answers: Mapping[str, str]) -> bool:
    """Whether a delimited file is one number a row already, so that no other layout needs to be looked for."""
    head = Page(Grid(None, (sheet.header,), None))
    named = [adapter.recognises for adapter in ADAPTERS if adapter.by_names]
    if [fits for fits in (*named, crf_layout.table) if fits(head) is not None]:
        return False
    of_carriers = list(filter(head_words.of_a_carrier, sheet.header))
    of_carriers = of_carriers if any(map(header_rows.carrier, of_carriers)) else []
    if axes.years_across(head, 0) >= axes.LEAST or len(of_carriers) >= axes.LEAST:
        return False
    samples = [column.slice(0, 50).to_pylist() for column in sheet.columns]
    first = Page(Grid(None, (sheet.header, *zip(*[cells[:ROWS_OF_A_HEADER] for cells in samples], strict=True)), None))
    if axes.years_across(head, 0) and axes.found(first, "wide"):
        return False
    if sheet.header.count(sheet.header[0]) > 1:  # tables side by side
        return False
    heads = (
        any(table_heads.announces(first, row) for row in range(first.height)) or len(table_heads.rows_of(first, 0)) > 1
    )
    if heads and not any(key.startswith("column:") for key in answers):
        return False
    columns, problems = mapped(sheet.header, answers, sheet.dialect.header_row, samples)
    if label_rows.suspected(columns, samples):
        return False
    lacking = {problem.column for problem in required(columns, (None, None, None), sheet.header, samples, 1, problems)}
    stated = {"year"} if sheet.dialect.titles and "header-row" not in answers else set()  # a title may date the figures
    return not lacking & {"sector", "value", *stated}


def _details(page: Page) -> bool:
    return details_layout.header(page) is not None


def _adapter(page: Page, answers: Mapping[str, str], ours: bool = False) -> Adapter | None:
    """What reads one sheet, or None. What names its columns as our own table does is long; of a workbook of ``ours``
    the tables are those of the template."""
    tried = list(ADAPTERS[-1:] if "header-row" in answers else ADAPTERS)
    tried.sort(key=lambda adapter: ours and adapter.kind != TOGETHER)
    return next((adapter for adapter in tried if page.once(adapter.recognises) not in (None, [])), None)


def _finished(found: Layout, pages: Sequence[Page], answers: Mapping[str, str]) -> Layout:
    """The layout with its hidden rows, what is told or asked of the hidden columns of its sheets, and the texts around
    its tables."""
    beside = tuple(_beside(pages))
    hidden = frozenset((page.grid.sheet, row) for page in pages for row in page.grid.hidden)
    outside = (*found.origins.outside, *_outside(found, pages))
    found = replace(found, origins=replace(found.origins, beside=beside, outside=outside, hidden=hidden))
    general = found.name in city_titles.OF_TITLES
    found = titled_figures.with_scopes(found, pages) if general else found
    told = [
        one
        for page in pages
        for one in (*page.told, *_noted(page), *prepared_pages.told_of_hidden(page, answers, general))
    ]
    return replace(found, sheet=found.sheet.telling(*told))


def _noted(page: Page) -> Iterator[Problem]:
    """What is told of the notes of cells, and of boxes, that speak of a unit, a box also of the year: a person sees
    them, and nothing here reads them."""
    for text in page.grid.printed:
        dated = header_rows.dated(text) and year_words.kind(text) in _OF_AN_INVENTORY
        if dated or header_rows.unit_of(text) or header_rows.own_unit(text):
            yield warn(
                "box-unread",
                Sentence("{text} beside the cells of the sheet", text=quoted(text)),
                "the unit and the year of the figures in cells",
                "It was not read; check that the figures are in the unit and of the year that were taken.",
                sheet=page.grid.sheet,
            )
    for row, column, text in page.grid.notes:
        if header_rows.unit_of(text) or header_rows.own_unit(text) or multiples.mentioned(text):
            yield warn(
                "note-unread",
                Sentence("{text} in the note of a cell", text=quoted(text)),
                "a unit in the header of the figures, or in a cell of its own",
                "The note was not read; check that the figures are in the unit that stands at them.",
                row=row,
                column=letter(column),
                sheet=page.grid.sheet,
            )


def _beside(pages: Sequence[Page]) -> Iterator[tuple[str, int | None, str | None]]:
    """The texts above and below the tables, on paper too, and in the notes of cells, and the names of the sheets, each
    with its row, where it has one, and sheet."""
    for page in pages:
        yield from ((text, None, page.grid.sheet) for text in (page.grid.sheet or "", *page.grid.printed))
        yield from ((text, row, page.grid.sheet) for row, _, text in page.grid.notes)
        for row in sorted(
            {*range(min(page.height, FIRST_ROWS)), *range(max(page.height - FIRST_ROWS, 0), page.height)}
        ):
            texts = page.texts(row)
            of_a_figure = len(texts) == MOST_BESIDE and table_heads.counts(texts[1][1])  # whose unit is its own
            if len(texts) <= MOST_BESIDE and not of_a_figure:
                yield from ((text, row + 1, page.grid.sheet) for _, text in texts)


def _notes(pages: Sequence[Page]) -> Iterator[tuple[str, int, str | None]]:
    """The texts of sheets that hold a few notes, each with its row and sheet; a longer one explains a form."""
    for page in pages:
        filled = [row for row in range(page.height) if page.texts(row)]
        if len(filled) <= MOST_NOTES:
            yield from ((text, row + 1, page.grid.sheet) for row in filled for _, text in page.texts(row))


def _outside(found: Layout, pages: Sequence[Page]) -> Iterator[tuple[str, int | None, str | None]]:
    """The names of the sheets, what stands around them on paper, and the texts alone in their rows above the first
    figures or below the last table."""
    for page in pages if found.name in {*city_titles.OF_TITLES, "contract"} else ():
        rows = found.rows_on(page.grid.sheet)
        if not rows:
            continue
        wide = [row for row in range(page.height) if len(page.texts(row)) > MOST_BESIDE]
        first, last = min(rows[0] - 1, FIRST_ROWS), max(rows[-1], *wide, 0)
        yield from ((text, None, page.grid.sheet) for text in (page.grid.sheet or "", *page.grid.printed))
        yield from ((text, row + 1, page.grid.sheet) for row, _, text in page.alone() if not first <= row < last)


def _which(fitting: Sequence[Page], together: bool) -> Problem:
    names = tuple(str(page.grid.sheet) for page in fitting)
    return Problem(
        "ask",
        "sheet",
        Sentence("the sheets {names}, which all hold a table", names=", ".join(map(quoted, names))),
        Sentence("one sheet to read"),
        Sentence("Say which sheet is meant, or that all of them are read as one table.")
        if together
        else Sentence("Say which sheet is meant."),
        key="sheet",
        choices=(*names, EVERY) if together else names,
    )


def _no_sheet(wanted: str, pages: Sequence[Page]) -> Problem:
    names = ", ".join(quoted(str(page.grid.sheet)) for page in pages)
    return refused("sheet", wanted, Sentence("one of the sheets {names}", names=names))


def one_cell(cells: Sequence[str], row: int, sheet: str | None = None) -> Problem | None:
    """The refusal of a table whose rows stand in one cell each, which is what is left of delimited text that was opened
    or saved with another mark; None where ``cells``, the first row, is no such row."""
    text = cells[0] if len(cells) == 1 else ""
    words = re.split(r"[,;|\t]|\s{2,}", text)
    if len({folded(word.strip("\"' ")) for word in words} & KNOWN_WORDS) < LEAST_WORDS:
        return None
    return block(
        "one-cell",
        Sentence("all names in one cell, {text}", text=quoted(text)),
        "a cell for each name and each figure",
        "Part the cells with the text-to-columns command of a spreadsheet program, and save the table again.",
        row=row,
        sheet=sheet,
    )


def _nothing(pages: Sequence[Page]) -> Unsettled:
    for page in pages:
        for row in range(page.height if page.width == 1 else 0):
            if told := one_cell([page.text(row, 0)], row + 1, page.grid.sheet):
                return Unsettled([told], _filled(pages))
    names = ", ".join(quoted(str(page.grid.sheet)) for page in pages if page.grid.sheet)
    problem = block(
        "no-table",
        Sentence("no table of an inventory in the sheets {names}", names=names)
        if names
        else Sentence("no table of an inventory in this file"),
        "a table with sectors and figures: one number a row, a column a year, or carriers or scopes across",
        "Name the columns as in the template, or bring the sheet with the inventory.",
    )
    return Unsettled([problem], _filled(pages))
