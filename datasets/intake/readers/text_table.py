"""A table as the texts of its cells, whatever it was read from: what readers and layouts give to whoever checks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.text.problems import Problem
from datasets.intake.readers.dialect import Dialect
from datasets.intake.readers.texts import Texts

TextColumn: TypeAlias = pa.Array | Texts
"""A column of texts, in one array where it is not long."""
OF_CELLS = Dialect(",", 1, ())
"""The dialect of a table that was made of cells: its names stand in the first row."""


@dataclass(frozen=True)
class TextTable:
    """The cells of a table as text: ``header`` names ``columns``, which are dictionaries where their texts repeat
    and ``Texts`` where those of a long column hardly do (``texts_of`` spells them out); ``rows`` holds the
    row of each record as a spreadsheet shows it (the header of a plain file is row 1).

    ``ragged_rows`` were refused, ``blank_rows`` and ``footnotes`` left out; ``problems`` says where and why.
    ``dialect`` and ``encoding`` are those of a delimited file, with the texts above and below the table.
    """

    header: tuple[str, ...]
    columns: tuple[TextColumn, ...]
    rows: np.ndarray | Following
    blank_rows: int = 0
    footnotes: int = 0
    ragged_rows: int = 0
    dialect: Dialect = OF_CELLS
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()
    ragged: tuple[tuple[int, str], ...] = ()
    """The refused rows with their raw text, so that they can be given back: at most ``delimited.MOST_RAW``, and none
    longer than ``LONGEST_RAW`` characters."""

    def beside(self, name: str, texts: Sequence[str], *told: Problem) -> TextTable:
        """The table with these texts in the column of a name, a further one where none bears it, and with what is told
        of them."""
        place = self.header.index(name) if name in self.header else len(self.header)
        header, columns = (*self.header[:place], name), (*self.columns[:place], pa.array(texts, pa.string()))
        return replace(
            self,
            header=(*header, *self.header[place + 1 :]),
            columns=(*columns, *self.columns[place + 1 :]),
            problems=(*self.problems, *told),
        )

    def telling(self, *told: Problem) -> TextTable:
        """The table with what is told of it beside the rest."""
        return replace(self, problems=(*self.problems, *told))


def texts_of(column: TextColumn) -> TextColumn:
    """A column of a sheet as one text for each row, also where it is a dictionary."""
    if isinstance(column, Texts):
        return column
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def array_of(column: TextColumn) -> pa.Array:
    """A column of a sheet as one array in memory."""
    return column.whole() if isinstance(column, Texts) else column


def blank_cells(column: TextColumn) -> np.ndarray:
    """Which cells of a column hold no text."""
    if isinstance(column, Texts):
        return np.concatenate([np.zeros(0, dtype=bool), *map(blank_cells, column.pieces())])
    if pa.types.is_dictionary(column.type):
        return np.asarray(blank_cells(column.dictionary)[column.indices.to_numpy()])
    length = pc.binary_length(pc.utf8_trim_whitespace(column))
    return np.asarray(length.to_numpy(zero_copy_only=False) == 0)


class Following:
    """Whole numbers from ``first`` on, ``count`` of them; indexed as a numpy array of them is."""

    def __init__(self, first: int, count: int) -> None:
        """Begin with ``first``."""
        self.first, self.count = first, count

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __getitem__(self, places: Any) -> Any:
        """The numbers at one place, at several, or where a mask is true. Raises IndexError beyond the last."""
        if isinstance(places, slice):
            return np.arange(self.first, self.first + self.count)[places]
        chosen = np.asarray(places)
        if chosen.dtype == bool:
            chosen = np.flatnonzero(chosen)
        elif chosen.size and not (-self.count <= chosen.min() and chosen.max() < self.count):
            raise IndexError(f"place {places} of {self.count} rows")
        found = np.where(chosen < 0, chosen + self.count, chosen) + self.first
        return found if found.ndim else int(found)

    def tolist(self) -> list[int]:
        """All of them."""
        return list(range(self.first, self.first + self.count))
