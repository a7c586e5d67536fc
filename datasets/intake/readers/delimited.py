"""Delimited text to columns of text. Our own code settles encoding, layout and rows; a library splits the cells."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

import numpy as np
import pyarrow as pa

from analytics.text.problems import Problem, Refused, block, blocked, warn
from analytics.text.sentences import Sentence
from datasets.intake.readers import footnotes, piecewise
from datasets.intake.readers.contents import misnamed
from datasets.intake.readers.dialect import DELIMITERS, MOST_COLUMNS, Dialect, declares_delimiter, dialect
from datasets.intake.readers.encoding import LOOKED_AT, Text, decoded, likely, unusual
from datasets.intake.readers.grid import Grid
from datasets.intake.readers.limits import COMMAND_LINE, UPLOAD, Limits, insist_on_rows, insist_on_size, megabytes
from datasets.intake.readers.source import Source
from datasets.intake.readers.splitting import Split
from datasets.intake.readers.text_table import Following, TextColumn, TextTable, array_of, blank_cells, texts_of
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
    columns: list[TextColumn]
    rows: np.ndarray | Following
    blank_rows: int
    ragged: dict[int, int]
    footnotes: dict[int, str]
    raw: dict[int, str]


@dataclass
class _Reading:
    """What was told of a text so far, and how many rows of it could be counted."""

    told: list[Problem] = field(default_factory=list)
    rows_in: int = 0


def read(
    data: bytes | Source, name: str, known: frozenset[str], limits: Limits = COMMAND_LINE, header_row: str | None = None
) -> tuple[TextTable | Unread, list[Problem]]:
    """Split ``data`` into columns. ``known`` holds the folded header words by which a header row is recognised;
    ``limits`` are those of an upload where the file comes through the browser; ``header_row`` is the row that a user
    named.

    Returns a sheet, which carries its own problems so that they can be told beside those of its cells; or how many
    rows could be counted, with the problems that kept it from being read.
    """
    reading = _Reading()
    try:
        return _table(data if isinstance(data, Source) else Source(data), name, known, limits, header_row, reading), []
    except Refused as refusal:
        return Unread(reading.rows_in), [*reading.told, *refusal.problems]


def _table(
    source: Source, name: str, known: frozenset[str], limits: Limits, header_row: str | None, reading: _Reading
) -> TextTable:
    """The columns of a text (``read``). Raises Refused for one that cannot be turned into columns."""
    insist_on_size(source, limits)
    # Refuse a text whose first line is so long that it has too many columns: to part them takes fifteen times its size.
    head = source.head
    delimiter = max(DELIMITERS, key=lambda sign: head.count(sign.encode())).encode()
    if not (b"\n" in head or b"\r" in head or b'"' in head) and head.count(delimiter) > MOST_COLUMNS:
        end = source.whole.find(b"\n")
        _insist_on_width(source.whole.count(delimiter, 0, len(source) if end < 0 else end) + 1, 1)
    long = _long(source, name, known, header_row, reading) if source.long else None
    cells, found, encoding = long or _whole(source, name, known, limits, header_row, reading)
    reading.rows_in = len(cells.rows) + len(cells.ragged)
    insist_on_rows(reading.rows_in, limits)
    if not reading.rows_in:
        raise blocked(
            "no-rows",
            Sentence("column names and nothing below"),
            "at least one row of data",
            "Add the rows, or start from the template.",
            row=found.header_row + 1,
        )
    _drop_blank(cells)
    expected = len(cells.header)
    listed = list(cells.ragged.items())[:MOST_LISTED]
    return TextTable(
        tuple(cells.header),
        tuple(cells.columns),
        cells.rows,
        cells.blank_rows,
        len(cells.footnotes),
        len(cells.ragged),
        replace(found, notes=tuple(cells.footnotes.values())),
        encoding,
        (
            *reading.told,
            *[
                block(
                    "extra-cell" if found > expected else "short-row",
                    Sentence("{found:,} cells", found=found) if found != 1 else Sentence("1 cell"),
                    Sentence("{expected} cells, as in the header", expected=expected),
                    "Quote a text or number that holds the delimiter, or complete the row.",
                    row=row,
                    cells=1 if place < MOST_LISTED - 1 else len(cells.ragged) - place,
                )
                for place, (row, found) in enumerate(listed)
            ],
            *footnotes.told(cells.footnotes),
        ),
        tuple((row, raw) for row, raw in list(cells.raw.items())[:MOST_RAW] if len(raw) <= LONGEST_RAW),
    )


def _long(
    source: Source, name: str, known: frozenset[str], header_row: str | None, reading: _Reading
) -> tuple[_Cells, Dialect, str] | None:
    """The cells, the layout and the encoding of a long text, read piece by piece; None where that cannot be."""
    found = piecewise.read(source, name, partial(dialect, known=known, chosen=header_row))
    cells = _with_broken(found) if found else None
    if found is None or cells is None:
        return None
    head = b"" if found.codec == piecewise.UTF_8 else source.start(LOOKED_AT)
    pages = likely(head) if head else ()
    told = (unusual(found.codec, found.strange, pages, head), misnamed("delimited", name))
    reading.told += filter(None, told)
    return cells, found.dialect, found.codec


def _whole(
    source: Source, name: str, known: frozenset[str], limits: Limits, header_row: str | None, reading: _Reading
) -> tuple[_Cells, Dialect, str]:
    """The cells, the layout and the encoding of a text of which all is looked at at once. Raises Refused."""
    text, found = _opened(source.whole, name, known, limits, header_row, reading)
    cells = _fast(text.raw, found) if len(text.raw) > SHORT else None
    try:
        return cells or _careful(text.raw, found), found, text.encoding
    except Refused:
        reading.rows_in = max(sum(1 for line in text.raw.splitlines() if line.strip()) - found.header_row, 0)
        raise


def _opened(
    data: bytes, name: str, known: frozenset[str], limits: Limits, header_row: str | None, reading: _Reading
) -> tuple[Text, Dialect]:
    """The text of a file and its layout. Raises Refused where it holds none, or too many lines: a record may hold line
    breaks, but not as many; what has more lines is not even counted more closely."""
    text = decoded(data, name)
    reading.told += filter(None, (text.warning, misnamed("delimited", name)))
    most = MOST_LINES * limits.rows
    lines = text.raw.count(b"\n") if len(text.raw) > most else 0  # it has no more lines than bytes
    if lines > most:
        reading.rows_in = lines
        insist_on_rows(lines, limits)
    return text, dialect(text.raw[: 1 << 16].decode(errors="ignore"), known, header_row)


def grid(
    data: bytes, name: str, known: frozenset[str], limits: Limits = UPLOAD
) -> tuple[tuple[Grid, ...], list[Problem]]:
    """A delimited text as one grid of all its cells, titles and footnotes too. Short rows are filled with blanks, and a
    warning tells how many rows have another length than most. No grid where a problem blocks."""
    reading = _Reading()
    try:
        return (_every_cell(data, name, known, limits, reading),), reading.told
    except Refused as refusal:
        return (), [*reading.told, *refusal.problems]


def _every_cell(data: bytes, name: str, known: frozenset[str], limits: Limits, reading: _Reading) -> Grid:
    """The cells of a text (``grid``). Raises Refused for one that cannot be read."""
    insist_on_size(data, limits)
    text, found = _opened(data, name, known, limits, None, reading)
    rows: list[list[str]] = []
    reader = _reader(text.raw.decode(), found)
    try:
        rows.extend(islice(reader, limits.rows))
        more = sum(1 for row in reader if any(map(str.strip, row)))
    except csv.Error as error:
        raise _broken(str(error), len(rows) + 1) from error
    insist_on_rows(len(rows) + more if more else 0, limits)
    if declares_delimiter(text.raw[:16].decode(errors="ignore")):
        rows[0] = []
    lengths = [len(row) if any(map(str.strip, row)) else 0 for row in rows]
    while lengths and not lengths[-1]:
        lengths.pop()
    del rows[len(lengths) :]
    width = max(lengths, default=0)
    _insist_on_width(width, found.header_row)
    # Titles above the table and footnotes below it have one cell each and are no broken rows.
    several = Counter(length for length in lengths if length > 1)
    usual = max(several, key=lambda length: (several[length], length), default=width)
    table = [place for place, length in enumerate(lengths) if length == usual]
    within = range(table[0], table[-1]) if table else range(0)
    other = [
        place for place, length in enumerate(lengths) if length not in (0, usual) and (length > 1 or place in within)
    ]
    for first in other[:1]:
        reading.told.append(
            warn(
                "ragged-rows",
                Sentence("a row of {found:,} cells", found=lengths[first]),
                Sentence("{usual:,} cells, as in most rows", usual=usual),
                "It was filled with blanks; check that no text or number holds the delimiter.",
                row=first + 1,
                cells=len(other),
            )
        )
    return Grid(None, tuple((*row[:width], *[""] * (width - len(row))) for row in rows), None)


def _insist_on_width(columns: int, header_row: int) -> None:
    if columns > MOST_COLUMNS:
        raise blocked(
            "too-many-columns",
            Sentence("{columns:,} columns", columns=columns),
            Sentence("at most {columns:,}", columns=MOST_COLUMNS),
            "Check how the cells are parted, and bring the columns that are needed.",
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


def _careful(data: bytes, found: Dialect) -> _Cells:
    """The columns record by record, with every broken row named. Raises Refused where a record has no end or is too
    long, and for a text too large to be read so."""
    if len(data) > MOST_CAREFUL:
        size, most = megabytes(len(data)), megabytes(MOST_CAREFUL)
        raise blocked(
            "unusual-text",
            Sentence("{megabytes} of text with unusual line ends or quotation marks", megabytes=size),
            Sentence("at most {megabytes} of such text", megabytes=most),
            "Save the table again with each quotation mark inside a cell doubled, or split the file.",
        )
    text = data.decode()
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
        raise _broken(str(error), row + 1) from error
    _insist_on_width(len(header), found.header_row)
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


def _broken(error: str, row: int) -> Refused:
    code, found, expected, fix = (
        "broken-row",
        Sentence("text after a closing quotation mark"),
        Sentence("the delimiter or the end of the row after it"),
        Sentence("Double the quotation marks inside a quoted text."),
    )
    if "unexpected end" in error:
        code, found, expected, fix = (
            "open-quote",
            Sentence("a quotation mark that opens here and is never closed"),
            Sentence("quotation marks in pairs"),
            Sentence("Close the quotation mark, or remove it."),
        )
    elif "field larger" in error:
        code, found, expected, fix = (
            "cell-too-long",
            Sentence("a cell of more than {field_size_limit:,} characters", field_size_limit=csv.field_size_limit()),
            Sentence("a table"),
            Sentence("Check how the cells are parted, and shorten the text."),
        )
    return blocked(code, found, expected, fix, row=row)
