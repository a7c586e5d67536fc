"""A column of number text by the labels of a pandas series, as tests look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analytics.text.numerals import Decimal, Shape, Style, read_cells


@dataclass(frozen=True)
class Numerals:
    """A column as read; indexes hold labels of the column that was given.

    ``values`` is float64, NaN where there is no number yet. ``style`` is what the cells show; ``needs_answer`` says
    that the decimal style must be asked for the file, and ``ambiguous`` lists the cells held back until then. ``bad``
    are the cells that are no numbers, ``faults`` their keys of FAULTS. ``notation`` holds notation keys or None,
    ``notes`` the cells of each note of Reading, ``shapes`` how many cells have each shape.
    """

    values: pd.Series[float]
    style: Style
    needs_answer: bool
    ambiguous: pd.Index
    bad: pd.Index
    faults: pd.Series[str]
    notation: pd.Series[Any]
    notes: dict[str, pd.Index]
    shapes: dict[Shape, int]


def read(texts: pd.Series[Any], decimal: Decimal | None = None) -> Numerals:
    """Read a column of number text; ``decimal`` is the answer for the file, None while nobody was asked.

    A decimal point is taken where a cell proves it and none disproves it. A decimal comma is never taken unasked.
    """
    found, index = read_cells(_arrow(texts), decimal), texts.index
    told = sorted((place, fault) for fault, places in found.faults.items() for place in places.tolist())
    bad = index[[place for place, _ in told]]
    notation = np.full(len(index), None, dtype=object)
    for key, places in found.keys.items():
        notation[places] = key
    return Numerals(
        values=pd.Series(found.values, index=index),
        style=found.style,
        needs_answer=bool(len(found.ambiguous)),
        ambiguous=index[found.ambiguous],
        bad=bad,
        faults=pd.Series([fault for _, fault in told], index=bad, dtype="str"),
        notation=pd.Series(notation, index=index, dtype=object),
        notes={note: index[places] for note, places in found.notes.items()},
        shapes=found.shapes,
    )


def _arrow(texts: pd.Series[Any]) -> Any:
    cells = pa.array(texts.astype("str"), from_pandas=True)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
