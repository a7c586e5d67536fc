"""Rows by the combinations of what stands in them: columns of small whole numbers, each the position of a value."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

SPAN = 1 << 18
"""Rows that are worked on at a time."""
MOST_MARKS = 1 << 22
"""So many combinations that may be are told apart by a mark for each; of more, those that are there are looked up."""


def keyed(*columns: np.ndarray) -> np.ndarray:
    """One number for each combination of codes, row by row."""
    return keyed_by(_widths(columns), columns)


def combined(*columns: np.ndarray) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """The distinct combinations of several columns of codes: a code for each row, and the codes behind each.

    Combinations are numbered in the order in which they first stand.
    """
    widths = _widths(columns)
    whole, size = keyed_by(widths, columns), math.prod(widths)
    rows = len(whole)
    if size > MOST_MARKS:
        import pandas as pd

        codes, _ = pd.factorize(whole)
        first = np.full(int(codes.max(initial=-1)) + 1, rows)
        first[codes[::-1]] = np.arange(rows)[::-1]
        narrow = _narrow(len(first))
    else:
        at = np.full(size, rows, dtype=np.int32)
        at[whole[::-1]] = np.arange(rows, dtype=np.int32)[::-1]
        there = positions(at < rows)
        there = there[np.argsort(at[there])]
        first = at[there]
        number = np.zeros(size, dtype=np.int32)
        number[there] = np.arange(len(there))
        narrow = _narrow(len(first))
        codes = spread(number.astype(narrow), whole)
    found = zip(*[column[first].tolist() for column in columns], strict=True)
    return codes.astype(narrow, copy=False), list(found)


def spread(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The value of each row from the values of the codes: several times faster than ``values[codes]``."""
    if len(codes) <= SPAN:
        return np.asarray(values.take(codes))
    found = np.empty(len(codes), dtype=values.dtype)
    for start in range(0, len(codes), SPAN):  # take holds its positions once more in wide numbers
        found[start : start + SPAN] = values.take(codes[start : start + SPAN])
    return found


def positions(mask: np.ndarray) -> np.ndarray:
    """Where a column is true: what ``numpy.flatnonzero`` says, without its way there."""
    return mask.nonzero()[0]


def _narrow(count: int) -> type[np.signedinteger]:
    return np.int16 if count <= 1 << 15 else np.int32  # a column of a long file is held for long


def keyed_by(widths: Sequence[int], columns: Sequence[np.ndarray]) -> np.ndarray:
    """One number for each combination of codes, row by row, each column with so many codes: that of
    ``numpy.ravel_multi_index``. Combinations of more than 2 ** 62 that may be are numbered by those that are there."""
    kind: type[np.signedinteger] = np.int32 if math.prod(widths) < 1 << 31 else np.int64
    whole: np.ndarray = np.zeros(len(columns[0]), dtype=kind)
    size = 1
    for codes, width in zip(columns, widths, strict=True):
        if width == 1:
            continue
        if size * width > 1 << 62:
            import pandas as pd

            whole = pd.factorize(whole)[0].astype(np.int64)
            size = int(whole.max(initial=0)) + 1
        for start in range(0, len(whole), SPAN):  # so that no column is held once more in wider numbers
            part = whole[start : start + SPAN]
            part *= width
            part += codes[start : start + SPAN].astype(whole.dtype, copy=False)
        size *= width
    return whole


def _widths(columns: Sequence[np.ndarray]) -> list[int]:
    return [int(codes.max(initial=0)) + 1 for codes in columns]
