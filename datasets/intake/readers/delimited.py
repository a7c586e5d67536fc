"""Delimited text to columns of text. Our own code settles encoding, layout and rows; a library splits the cells."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np
import pyarrow as pa

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.readers import footnotes, piecewise
from datasets.intake.readers.contents import misnamed
from datasets.intake.readers.dialect import DELIMITERS, MOST_COLUMNS, Dialect, declares_delimiter, dialect
from datasets.intake.readers.encoding import LOOKED_AT, decoded, likely, unusual
from datasets.intake.readers.following import Following
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD, Limits, megabytes, too_large, too_many_rows
from datasets.intake.readers.source import Source
from datasets.intake.readers.splitting import Split, array_of, texts_of
from datasets.intake.readers.text_table import TextTable, blank_cells
from datasets.intake.readers.texts import Texts

MOST_LISTED = 100
"""How many broken rows are listed one by one; the last of them says how many more there are."""
MOST_LINES = 10
"""How many lines a record may take on average before a file of too many lines is refused unread."""
MOST_CAREFUL = 128 * 1024 * 1024
"""The bytes of a text that is read row by row in Python, which takes some twenty times as much memory."""
SHORT = 1 << 14
"""The bytes of a text up to which it is read row by row in Python: to start Arrow's reader takes as long. And the rows
whose numbers are held one by one."""
MOST_RAW = 10_000
LONGEST_RAW = 100_000


@dataclass(frozen=True)
class Unread:
    """A file that could not be turned into columns."""

    rows_in: int


@dataclass
class _Cells:
    """What a reader found below the header: full records, broken rows, and the texts of footnotes."""

    header: list[str]
    columns: list[pa.Array | Texts]
    rows: np.ndarray | Following
    blank_rows: int
    ragged: dict[int, int]
    footnotes: dict[int, str]
    raw: dict[int, str]


def read(
    data: bytes | Source, name: str, known: frozenset[str], limits: Limits = COMMAND_LINE, header_row: str | None = None
) -> tuple[TextTable | Unread, list[Problem]]:
    """Split ``data`` into columns. ``known`` holds the folded header words by which a header row is recognised;
    ``limits`` are those of an upload where the file comes through the browser; ``header_row`` is the row that a user
    named.

    Returns a sheet, which carries its own problems so that they can be told beside those of its cells; or how many
    rows could be counted, with the problems that kept it from being read.
    """
    source = data if isinstance(data, Source) else Source(data)
    if problem := too_large(source, limits):
        return Unread(0), [problem]
    if problem := _one_wide_line(source):
        return Unread(0), [problem]
    read = (_long(source, name, known, header_row) if source.long else None) or _whole(
        source, name, known, limits, header_row
    )
    if isinstance(read.cells, Unread):
        return read.cells, read.told
    found, cells, told = read.dialect, read.cells, read.told
    rows_in = len(cells.rows) + len(cells.ragged)
    if problem := too_many_rows(rows_in, limits):
        return Unread(rows_in), [*told, problem]
    if not len(cells.rows) and not cells.ragged:
        return Unread(0), [*told, _no_rows(found.header_row)]
    _drop_blank(cells)
    told += _ragged(cells.ragged, len(cells.header))
    told += footnotes.told(cells.footnotes)
    found = replace(found, notes=tuple(cells.footnotes.values()))
    sheet = TextTable(
        tuple(cells.header),
        tuple(cells.columns),
        cells.rows,
        cells.blank_rows,
        len(cells.footnotes),
        len(cells.ragged),
        found,
        read.encoding,
        tuple(told),
        tuple((row, raw) for row, raw in list(cells.raw.items())[:MOST_RAW] if len(raw) <= LONGEST_RAW),
    )
    return sheet, []


_UNTOLD = Dialect(",", 1, ())


@dataclass
class _Read:
    """The cells of a text, or how many rows it has where they cannot be told apart."""

    cells: _Cells | Unread
    told: list[Problem]
    dialect: Dialect = _UNTOLD
    encoding: str = ""


def _long(source: Source, name: str, known: frozenset[str], header_row: str | None) -> _Read | None:
    """A long text read piece by piece; None where that cannot be."""
    found = piecewise.read(source, name, partial(dialect, known=known, chosen=header_row))
    cells = _with_broken(found) if found else None
    if found is None or cells is None:
        return None
    head = b"" if found.codec == piecewise.UTF_8 else source.start(LOOKED_AT)
    pages = likely(head) if head else ()
    told = (unusual(found.codec, found.strange, pages, head), misnamed("delimited", name))
    return _Read(cells, [problem for problem in told if problem], found.dialect, found.codec)


def _whole(source: Source, name: str, known: frozenset[str], limits: Limits, header_row: str | None) -> _Read:
    """A text of which all is looked at at once."""
    text = decoded(source.whole, name)
    if isinstance(text, Problem):
        return _Read(Unread(0), [text])
    told = [problem for problem in (text.warning, misnamed("delimited", name)) if problem]
    found = dialect(text.raw[: 1 << 16].decode(errors="ignore"), known, header_row)
    if problem := _too_many_lines(text.raw, limits):
        return _Read(Unread(text.raw.count(b"\n")), [*told, problem])
    cells: _Cells | Problem | None = _fast(text.raw, found) if len(text.raw) > SHORT else None
    if cells is None:
        cells = _careful(text.raw.decode(), found) if len(text.raw) <= MOST_CAREFUL else _too_unusual(len(text.raw))
    if isinstance(cells, Problem):
        return _Read(Unread(_lines(text.raw, found.header_row)), [*told, cells])
    return _Read(cells, told, found, text.encoding)


def grid(
    data: bytes, name: str, known: frozenset[str], limits: Limits = UPLOAD
) -> tuple[tuple[Grid, ...], list[Problem]]:
    """A delimited text as one grid of all its cells, titles and footnotes too. Short rows are filled with blanks, and a
    warning tells how many rows have another length than most. No grid where a problem blocks."""
    text = too_large(data, limits) or decoded(data, name)
    if isinstance(text, Problem):
        return (), [text]
    problems = [problem for problem in (text.warning, misnamed("delimited", name)) if problem]
    found = dialect(text.raw[: 1 << 16].decode(errors="ignore"), known)
    if problem := _too_many_lines(text.raw, limits):
        return (), [*problems, problem]
    rows: list[list[str]] = []
    reader = _reader(text.raw.decode(), found)
    try:
        rows.extend(islice(reader, limits.rows))
        more = sum(1 for row in reader if any(map(str.strip, row)))
    except csv.Error as error:
        return (), [*problems, _broken(str(error), len(rows) + 1)]
    if problem := too_many_rows(len(rows) + more, limits) if more else None:
        return (), [*problems, problem]
    if declares_delimiter(text.raw[:16].decode(errors="ignore")):
        rows[0] = []
    lengths = [len(row) if any(map(str.strip, row)) else 0 for row in rows]
    while lengths and not lengths[-1]:
        lengths.pop()
    del rows[len(lengths) :]
    width = max(lengths, default=0)
    if width > MOST_COLUMNS:
        return (), [*problems, _too_wide(width, found.header_row)]
    # Titles above the table and footnotes below it have one cell each and are no broken rows.
    several = Counter(length for length in lengths if length > 1)
    usual = max(several, key=lambda length: (several[length], length), default=width)
    table = [place for place, length in enumerate(lengths) if length == usual]
    within = range(table[0], table[-1]) if table else range(0)
    other = [
        place for place, length in enumerate(lengths) if length not in (0, usual) and (length > 1 or place in within)
    ]
    if other:
        problems.append(_uneven(lengths[other[0]], usual, other[0] + 1, len(other)))
    return (Grid(None, tuple((*row[:width], *[""] * (width - len(row))) for row in rows), None),), problems


def _one_wide_line(source: Source) -> Problem | None:
    """Why a text is not read whose first line is so long that it has too many columns: to part them takes fifteen times
    its size."""
    head = source.head
    delimiter = max(DELIMITERS, key=lambda sign: head.count(sign.encode())).encode()
    if b"\n" in head or b"\r" in head or b'"' in head or head.count(delimiter) <= MOST_COLUMNS:
        return None
    end = source.whole.find(b"\n")
    return _too_wide(source.whole.count(delimiter, 0, len(source) if end < 0 else end) + 1, 1)


def _too_many_lines(raw: bytes, limits: Limits) -> Problem | None:
    """A record may hold line breaks, but not as many; what has more lines is not even counted more closely."""
    most = MOST_LINES * limits.rows
    if len(raw) <= most:  # and it has no more lines than bytes
        return None
    lines = raw.count(b"\n")
    return too_many_rows(lines, limits) if lines > most else None


def _uneven(found: int, usual: int, row: int, count: int) -> Problem:
    return Problem(
        "warn",
        "ragged-rows",
        Sentence("a row of {found:,} cells", found=found),
        Sentence("{usual:,} cells, as in most rows", usual=usual),
        Sentence("It was filled with blanks; check that no text or number holds the delimiter."),
        row=row,
        cells=count,
    )


def _no_rows(header_row: int) -> Problem:
    return Problem(
        "block",
        "no-rows",
        Sentence("column names and nothing below"),
        Sentence("at least one row of data"),
        Sentence("Add the rows, or start from the template."),
        row=header_row + 1,
    )


def _too_unusual(size: int) -> Problem:
    return Problem(
        "block",
        "unusual-text",
        Sentence("{megabytes} of text with unusual line ends or quotation marks", megabytes=megabytes(size)),
        Sentence("at most {megabytes} of such text", megabytes=megabytes(MOST_CAREFUL)),
        Sentence("Save the table again with each quotation mark inside a cell doubled, or split the file."),
    )


def _too_wide(columns: int, header_row: int) -> Problem:
    return Problem(
        "block",
        "too-many-columns",
        Sentence("{columns:,} columns", columns=columns),
        Sentence("at most {columns:,}", columns=MOST_COLUMNS),
        Sentence("Check how the cells are parted, and bring the columns that are needed."),
        row=header_row,
    )


def _fast(raw: bytes, found: Dialect) -> _Cells | None:
    """The columns through Arrow's reader, every cell as text, with the rows that do not fit looked at one by one; None
    where line ends or quotation marks are unusual, and a closer look at every row is needed."""
    plain = piecewise.read_held(raw, lambda head: found)
    return None if plain is None else _with_broken(plain)


def _with_broken(plain: piecewise.Plain) -> _Cells | None:
    """The columns with the rows that did not fit looked at one by one; None where one of them cannot be read alone."""
    try:
        broken = {place: next(_reader(text, plain.dialect), []) for place, text in plain.split.broken.items()}
    except csv.Error:
        return None
    return _joined(plain.header, plain.split, broken, plain.dialect.header_row + 1)


def _reader(text: str, found: Dialect) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter, strict=True)


def _joined(header: list[str], table: Split, broken: dict[int, list[str]], first: int) -> _Cells:
    """The rows that Arrow took and those that it set aside, each at its place; ``first`` is the number of the first."""
    aside = sorted(broken)
    count = (len(table.columns[0]) if table.columns else 0) + len(aside)

    def cells_of(place: int) -> Sequence[str]:
        row = place - bisect_left(aside, place)
        return broken[place] if place in broken else [column[row].as_py() for column in table.columns]

    last, notes = footnotes.footnotes(cells_of, count, header)
    broken_above = [place for place in aside if place < last]
    count = last - len(broken_above)
    columns = [column.first(count) if isinstance(column, Texts) else column.slice(0, count) for column in table.columns]
    fitted = {place: _fitted(broken[place], header) for place in aside if place < last}
    whole = {place: cells for place, cells in fitted.items() if cells is not None}
    listed = bool(broken_above) or last <= SHORT  # the numbers of many rows without a gap would take memory
    taken = np.delete(np.arange(last, dtype=np.int32), broken_above) if listed else np.zeros(0, dtype=np.int32)
    if whole:
        order = np.argsort(np.concatenate([taken, list(whole)]), kind="stable")
        more = zip(*whole.values(), strict=True)
        columns = [
            pa.concat_arrays([array_of(texts_of(column)), pa.array(cells, pa.string())]).take(pa.array(order))
            for column, cells in zip(columns, more, strict=True)
        ]
        taken = np.concatenate([taken, np.array(list(whole), dtype=np.int32)])[order]
    ragged = {place + first: len(broken[place]) for place, cells in fitted.items() if cells is None}
    raw = {row: table.broken[row - first] for row in ragged}
    noted = {place + first: words for place, words in notes.items()}
    rows = taken + first if listed else Following(first, last)
    return _Cells(header, columns, rows, 0, ragged, noted, raw)


def _careful(text: str, found: Dialect) -> _Cells | Problem:
    """The columns record by record, with every broken row named."""
    lines: list[str] = []

    def read_lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            lines.append(line)
            yield line

    header: list[str] = []
    full: list[list[str]] = []
    broken, raw = dict[int, list[str]](), dict[int, str]()
    row = 0
    try:
        for row, cells in enumerate(csv.reader(read_lines(), delimiter=found.delimiter, strict=True), start=1):
            if row == found.header_row:
                header = cells
            elif row > found.header_row and len(cells) == len(header):
                full.append(cells)
            elif row > found.header_row:
                place = row - found.header_row - 1
                broken[place], raw[place] = cells, "".join(lines).rstrip("\r\n")
            lines.clear()
    except csv.Error as error:
        return _broken(str(error), row + 1)
    if len(header) > MOST_COLUMNS:
        return _too_wide(len(header), found.header_row)
    columns = [pa.array(column, pa.string()) for column in zip(*full, strict=True)]
    columns = columns or [pa.array([], pa.string()) for _ in header]
    return _joined(header, Split(columns, raw), broken, found.header_row + 1)


def _fitted(cells: list[str], header: list[str]) -> list[str] | None:
    """A blank row, or one whose missing cells have no name, at the length of the header; else None.

    A surplus cell is refused even when it is blank: ``1,5`` without quotation marks makes a cell more as well.
    """
    if any(map(str.strip, cells)) and (len(cells) > len(header) or any(map(str.strip, header[len(cells) :]))):
        return None
    return [*cells[: len(header)], *[""] * (len(header) - len(cells))]


def _drop_blank(cells: _Cells) -> None:
    """Leave out rows without any text, counting them, and columns without a name and any text."""
    if not len(cells.rows):
        return
    blank = [
        blank_cells(column) if not name.strip() else None
        for name, column in zip(cells.header, cells.columns, strict=True)
    ]
    kept = [place for place, empty in enumerate(blank) if empty is None or not empty.all()]
    cells.header, cells.columns = [cells.header[place] for place in kept], [cells.columns[place] for place in kept]
    empty = blank_cells(cells.columns[0]) if cells.columns else np.ones(len(cells.rows), dtype=bool)
    for column in cells.columns[1:]:
        if not empty.any():
            return
        places = np.flatnonzero(empty)
        empty[places] = blank_cells(column.take(pa.array(places)))
    if empty.any():
        keep = pa.array(~empty)
        cells.columns, cells.rows = [column.filter(keep) for column in cells.columns], cells.rows[~empty]
        cells.blank_rows += int(empty.sum())


def _ragged(rows: dict[int, int], expected: int) -> list[Problem]:
    listed = list(rows.items())[:MOST_LISTED]
    return [
        Problem(
            "block",
            "extra-cell" if found > expected else "short-row",
            Sentence("{found:,} cells", found=found) if found != 1 else Sentence("1 cell"),
            Sentence("{expected} cells, as in the header", expected=expected),
            Sentence("Quote a text or number that holds the delimiter, or complete the row."),
            row=row,
            cells=1 if place < MOST_LISTED - 1 else len(rows) - place,
        )
        for place, (row, found) in enumerate(listed)
    ]


def _broken(error: str, row: int) -> Problem:
    if "unexpected end" in error:
        return Problem(
            "block",
            "open-quote",
            Sentence("a quotation mark that opens here and is never closed"),
            Sentence("quotation marks in pairs"),
            Sentence("Close the quotation mark, or remove it."),
            row=row,
        )
    if "field larger" in error:
        return Problem(
            "block",
            "cell-too-long",
            Sentence("a cell of more than {field_size_limit:,} characters", field_size_limit=csv.field_size_limit()),
            Sentence("a table"),
            Sentence("Check how the cells are parted, and shorten the text."),
            row=row,
        )
    return Problem(
        "block",
        "broken-row",
        Sentence("text after a closing quotation mark"),
        Sentence("the delimiter or the end of the row after it"),
        Sentence("Double the quotation marks inside a quoted text."),
        row=row,
    )


def _lines(raw: bytes, header_row: int) -> int:
    return max(sum(1 for line in raw.splitlines() if line.strip()) - header_row, 0)
