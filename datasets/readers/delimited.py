"""Delimited text to columns of text. Our own code settles encoding, layout and rows; a library splits the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from analytics.problems import Problem
from datasets.readers.dialect import MOST_COLUMNS, Dialect, dialect
from datasets.readers.encoding import decoded, quoted

MOST_FOOTNOTES = 50
MOST_LISTED = 100
"""How many broken rows are listed one by one; the last of them says how many more there are."""
_NOTE = re.compile(
    r"\s*(?:[*†‡¹²³\[(#]|(?:notes?|sources?|n\.?b|fonte|fonti|nota|quelle|anmerkung|fuente|remarque)\b)", re.I
)


@dataclass(frozen=True)
class Sheet:
    """The cells of a file as text: ``header`` names ``columns``; ``rows`` holds the row of each record as a
    spreadsheet shows it (the header of a plain file is row 1).

    ``ragged_rows`` were refused, ``blank_rows`` and ``footnotes`` left out; ``problems`` says where and why.
    """

    header: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    rows: np.ndarray
    blank_rows: int
    footnotes: int
    ragged_rows: int
    dialect: Dialect
    encoding: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Unread:
    """A file that could not be turned into columns."""

    rows_in: int


@dataclass
class _Cells:
    """What a reader found below the header: full records, broken rows, and the texts of footnotes."""

    header: list[str]
    columns: list[pa.Array]
    rows: np.ndarray
    blank_rows: int
    ragged: dict[int, int]
    footnotes: dict[int, str]


def read(data: bytes, name: str, known: frozenset[str]) -> tuple[Sheet | Unread, list[Problem]]:
    """Split ``data`` into columns. ``known`` holds the folded header words by which a header row is recognised.

    Returns a sheet, which carries its own problems so that they can be told beside those of its cells; or how many
    rows could be counted, with the problems that kept it from being read.
    """
    text = decoded(data, name)
    if isinstance(text, Problem):
        return Unread(0), [text]
    told = [text.warning] if text.warning else []
    found = dialect(text.raw[: 1 << 16].decode(errors="ignore"), known)
    cells = _fast(text.raw, found) or _careful(text.raw.decode(), found)
    if isinstance(cells, Problem):
        return Unread(_lines(text.raw, found.header_row)), [*told, cells]
    if not len(cells.rows) and not cells.ragged:
        return Unread(0), [*told, _no_rows(found.header_row)]
    _drop_blank(cells)
    told += _ragged(cells.ragged, len(cells.header))
    if cells.footnotes:
        first, words = next(iter(cells.footnotes.items()))
        told.append(
            Problem(
                "warn", "footnote", f"text below the table, {quoted(words)}", "rows of data",
                "It was left out as a footnote.", row=first, cells=len(cells.footnotes),
            )
        )  # fmt: skip
    sheet = Sheet(
        tuple(cells.header), tuple(cells.columns), cells.rows, cells.blank_rows, len(cells.footnotes),
        len(cells.ragged), found, text.encoding, tuple(told),
    )  # fmt: skip
    return sheet, []


def _no_rows(header_row: int) -> Problem:
    return Problem(
        "block", "no-rows", "column names and nothing below", "at least one row of data",
        "Add the rows, or start from the template.", row=header_row + 1,
    )  # fmt: skip


def _too_wide(columns: int, header_row: int) -> Problem:
    return Problem(
        "block", "too-many-columns", f"{columns:,} columns", f"at most {MOST_COLUMNS:,}",
        "Check how the cells are parted, and bring the columns that are needed.", row=header_row,
    )  # fmt: skip


def _fast(raw: bytes, found: Dialect) -> _Cells | None:
    """The columns through Arrow's reader, every cell as text; None where rows and lines are not the same thing or a
    row does not fit, and a closer look is needed."""
    start = _line_start(raw, found.header_row - 1)
    below = _line_start(raw, found.header_row)
    if below - start > csv.field_size_limit() or raw.count(b"\r") != raw.count(b"\r\n"):
        return None
    if b'"' in raw and not _well_quoted(np.frombuffer(raw, np.uint8), ord(found.delimiter)):
        return None
    header = next(csv.reader([raw[start:below].decode()], delimiter=found.delimiter), [])
    tail = raw[max(below, len(raw) - 4096) :]
    end = len(raw) - len(tail) + len(tail.rstrip(b"\r\n"))
    if not 2 <= len(header) <= MOST_COLUMNS or end <= below or len(found.delimiter.encode()) > 1:
        return None
    names = [str(place) for place in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(raw).slice(below, end - below)),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 22),
            parse_options=arrow_csv.ParseOptions(delimiter=found.delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    columns = [_whole(column) for column in table.columns]
    last, footnotes = _footnotes(lambda place: [column[place].as_py() for column in columns], table.num_rows)
    rows = np.arange(table.num_rows) + found.header_row + 1
    noted = {int(rows[place]): words for place, words in footnotes.items()}
    return _Cells(header, [column.slice(0, last) for column in columns], rows[:last], 0, {}, noted)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def _line_start(raw: bytes, lines: int) -> int:
    """Where the line after the first ``lines`` ones begins."""
    start = 0
    for _ in range(lines):
        start = raw.find(b"\n", start) + 1
        if not start:
            return len(raw)
    return start


def _well_quoted(text: np.ndarray, delimiter: int) -> bool:
    """Whether every quotation mark opens, closes or doubles within one line, as both readers understand it."""
    quotes = np.flatnonzero(text == ord('"'))
    lines = np.flatnonzero(text == ord("\n"))
    if len(quotes) % 2 or (np.searchsorted(quotes, lines) % 2).any():
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = text[np.maximum(opening - 1, 0)]
    after = text[np.minimum(closing + 1, len(text) - 1)]
    parting = (delimiter, ord("\n"), ord("\r"), ord('"'))
    return bool(((opening == 0) | np.isin(before, parting)).all() and np.isin(after, parting).all())


def _careful(text: str, found: Dialect) -> _Cells | Problem:
    """The columns record by record, with every broken row named."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found.delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        return _broken(str(error), len(records) + 1)
    header = records[found.header_row - 1] if len(records) >= found.header_row else []
    if len(header) > MOST_COLUMNS:
        return _too_wide(len(header), found.header_row)
    body = records[found.header_row :]
    last, footnotes = _footnotes(lambda place: body[place], len(body))
    noted = {place + found.header_row + 1: words for place, words in footnotes.items()}
    body = body[:last]
    lengths = np.fromiter(map(len, body), dtype=np.int64, count=len(body))
    ragged = {}
    for place in np.flatnonzero(lengths != len(header)).tolist():
        fitted = _fitted(body[place], header)
        if fitted is None:
            ragged[place + found.header_row + 1] = len(body[place])
        else:
            body[place] = fitted
    whole = np.ones(len(body), dtype=bool)
    whole[[row - found.header_row - 1 for row in ragged]] = False
    full = list(compress(body, whole.tolist())) if ragged else body
    rows = np.flatnonzero(whole) + found.header_row + 1
    columns = [pa.array(column, pa.string()) for column in zip(*full, strict=True)]
    return _Cells(header, columns or [pa.array([], pa.string()) for _ in header], rows, 0, ragged, noted)


def _fitted(cells: list[str], header: list[str]) -> list[str] | None:
    """A blank row, or one whose missing cells have no name, at the length of the header; else None.

    A surplus cell is refused even when it is blank: ``1,5`` without quotation marks makes a cell more as well.
    """
    if any(map(str.strip, cells)) and (len(cells) > len(header) or any(map(str.strip, header[len(cells) :]))):
        return None
    return [*cells[: len(header)], *[""] * (len(header) - len(cells))]


def _footnotes(cells_of: Callable[[int], Sequence[str]], count: int) -> tuple[int, dict[int, str]]:
    """Where the table ends, without blank rows, and the footnotes below it by their position.

    A footnote is a text alone in the first cell, after a blank row or with a word such as "Source".
    """
    alone: dict[int, str] = {}
    end = place = count
    while place and count - place < 20 * MOST_FOOTNOTES and len(alone) <= MOST_FOOTNOTES:
        cells = [cell for cell in cells_of(place - 1) if cell.strip()]
        if len(cells) > 1 or (cells and not any(map(str.isalpha, cells[0]))):
            break
        place -= 1
        if cells:
            alone[place] = cells[0]
        elif not alone:
            end = place
    for first in sorted(alone):
        if _NOTE.match(alone[first]) or (first and not any(map(str.strip, cells_of(first - 1)))):
            notes = {position: words for position, words in sorted(alone.items()) if position >= first}
            return _without_blank(cells_of, first), notes
    return end, {}


def _without_blank(cells_of: Callable[[int], Sequence[str]], end: int) -> int:
    while end and not any(map(str.strip, cells_of(end - 1))):
        end -= 1
    return end


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


def blank_cells(column: pa.Array) -> np.ndarray:
    """Which cells of a column hold no text."""
    length = pc.binary_length(pc.utf8_trim_whitespace(column))
    return np.asarray(length.to_numpy(zero_copy_only=False) == 0)


def _ragged(rows: dict[int, int], expected: int) -> list[Problem]:
    listed = list(rows.items())[:MOST_LISTED]
    return [
        Problem(
            "block",
            "extra-cell" if found > expected else "short-row",
            f"{found:,} cells" if found != 1 else "1 cell",
            f"{expected} cells, as in the header",
            "Quote a text or number that holds the delimiter, or complete the row.",
            row=row,
            cells=1 if place < MOST_LISTED - 1 else len(rows) - place,
        )
        for place, (row, found) in enumerate(listed)
    ]


def _broken(error: str, row: int) -> Problem:
    if "unexpected end" in error:
        return Problem(
            "block", "open-quote", "a quotation mark that opens here and is never closed", "quotation marks in pairs",
            "Close the quotation mark, or remove it.", row=row,
        )  # fmt: skip
    if "field larger" in error:
        return Problem(
            "block", "cell-too-long", f"a cell of more than {csv.field_size_limit():,} characters", "a table",
            "Check how the cells are parted, and shorten the text.", row=row,
        )  # fmt: skip
    return Problem(
        "block", "broken-row", "text after a closing quotation mark", "the delimiter or the end of the row after it",
        "Double the quotation marks inside a quoted text.", row=row,
    )  # fmt: skip


def _lines(raw: bytes, header_row: int) -> int:
    return max(sum(1 for line in raw.splitlines() if line.strip()) - header_row, 0)
