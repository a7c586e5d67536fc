"""Lines of text to columns through Arrow's reader, with the rows that do not fit set aside instead of a refusal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

MOST_BROKEN = 200_000
"""With more broken rows than this it is no table with a few faults, and looking at each of them takes longer."""


@dataclass(frozen=True)
class Split:
    """Columns of text, and the raw text of the rows that have another number of cells by their place among all rows,
    counted from 0."""

    columns: list[pa.Array]
    broken: dict[int, str]


def split(raw: pa.Buffer, columns: int, delimiter: str, lines_in_cells: bool, block: int = 1 << 22) -> Split | None:
    """Every cell of ``raw`` as text. ``lines_in_cells``: quoted cells may hold line breaks. None where Arrow gives up,
    as on a row longer than ``block`` bytes, or where most rows are broken."""
    broken: dict[int, str] = {}

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        broken[row.number - 1] = row.text
        return "skip" if len(broken) <= MOST_BROKEN else "error"

    names = [str(place) for place in range(columns)]
    # Rows are numbered only where one thread reads them, so that the whole file is first tried without.
    for threads, handler in ((True, None), (False, set_aside)):
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(raw),
                read_options=arrow_csv.ReadOptions(column_names=names, block_size=block, use_threads=threads),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=delimiter, ignore_empty_lines=False, newlines_in_values=lines_in_cells,
                    invalid_row_handler=handler,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
                ),
            )  # fmt: skip
        except pa.ArrowInvalid:
            continue
        return Split([_whole(column) for column in table.columns], broken)
    return None


def _whole(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def quoting(text: np.ndarray, delimiter: int) -> str:
    """How quotation marks stand: "lines" if each pair is within one line, "cells" if some hold a line break, "broken"
    if one neither opens, closes nor doubles, so that readers may understand it in different ways."""
    quotes = np.flatnonzero(text == ord('"'))
    if len(quotes) % 2:
        return "broken"
    opening, closing = quotes[0::2], quotes[1::2]
    before = text[np.maximum(opening - 1, 0)]
    after = text[np.minimum(closing + 1, len(text) - 1)]
    parting = (delimiter, ord("\n"), ord("\r"), ord('"'))
    if not (((opening == 0) | np.isin(before, parting)).all() and np.isin(after, parting).all()):
        return "broken"
    lines = np.flatnonzero(text == ord("\n"))
    return "cells" if (np.searchsorted(quotes, lines) % 2).any() else "lines"
