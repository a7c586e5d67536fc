"""Rows that fill the same cell of an inventory twice: equal ones are asked about, different ones are refused."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from analytics.problems import Problem
from datasets.checking.account import Account, Coded

MOST_NAMED = 5


def keyed(*columns: np.ndarray) -> np.ndarray:
    """One number for each combination of codes, row by row."""
    whole, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for codes in columns:
        width = int(codes.max(initial=0)) + 1
        if width == 1:
            continue
        if size * width > 1 << 62:
            whole = pd.factorize(whole)[0].astype(np.int64)
            size = int(whole.max(initial=0)) + 1
        whole, size = whole * width + codes, size * width
    return whole


def combined(*columns: np.ndarray) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    """The distinct combinations of several columns of codes: a code for each row, and the codes behind each."""
    codes, _ = pd.factorize(keyed(*columns))
    first = np.full(int(codes.max(initial=-1)) + 1, -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, list(zip(*(column[first].tolist() for column in columns), strict=True))


def meanings(column: Coded, meaning: Sequence[Hashable] | None = None) -> np.ndarray:
    """The codes of a column by what its words mean, so that two spellings of one thing have one code."""
    values = column.values if meaning is None else meaning
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return np.asarray(np.array([places[value] for value in values], dtype=np.int64)[column.codes])


def settle(
    cells: np.ndarray,
    figures: Sequence[tuple[str, np.ndarray, np.ndarray]],
    account: Account,
    answer: str | None,
) -> None:
    """Find the rows with the same number in ``cells``; ``figures`` holds name, amounts and keys of each column.

    Rows with the same figures are asked about, since leaving one out and adding both give different totals: ``answer``
    is "keep-one", "keep-all" or None. Rows with different figures are refused.
    """
    ready = account.ready
    twice = ready[pd.Series(cells[ready]).duplicated(keep=False).to_numpy()]
    if not len(twice):
        return
    groups, _ = pd.factorize(cells[twice])
    first = np.zeros(int(groups.max()) + 1, dtype=np.int64)
    first[groups[::-1]] = twice[::-1]
    model = first[groups]
    conflicting = np.zeros(len(twice), dtype=bool)
    rows_of = _Groups(twice, groups, account.rows)
    for column, amounts, keys in figures:
        same = (amounts[twice] == amounts[model]) | (np.isnan(amounts[twice]) & np.isnan(amounts[model]))
        differs = (np.bincount(groups, weights=~(same & (keys[twice] == keys[model]))) > 0)[groups]
        conflicting |= differs
        account.add(
            Problem(
                "block", "conflicting-duplicate", "", "each cell once",
                "Remove the row that does not count, or label the rows apart.", column=column,
            ),
            twice[differs],
            lambda place: f"the same cell with different figures in rows {rows_of.named(place)}",
        )  # fmt: skip
    repeated = twice[~conflicting & (twice != model)]
    if len(repeated):
        _repeated(repeated, rows_of.named(repeated[0]), figures[0][0], account, answer)


def _repeated(repeated: np.ndarray, rows: str, column: str, account: Account, answer: str | None) -> None:
    found = f"the same cell with the same figure, as in rows {rows}"
    if answer is None:
        problem = Problem(
            "ask", "duplicate-row", found, "each cell once",
            "Say whether one row is kept, or all of them count and add up.", column=column, key="duplicate-rows",
            choices=("keep-one", "keep-all"),
        )  # fmt: skip
        account.add(problem, repeated)
        return
    account.ignored[repeated] = answer == "keep-one"
    done = "The first row was kept and its repetition left out." if answer == "keep-one" else "All of them were added."
    account.add(Problem("warn", "duplicate-row", found, "each cell once", done, column=column), repeated)


class _Groups:
    """Rows that fill one cell together, by the position of each of them."""

    def __init__(self, places: np.ndarray, groups: np.ndarray, rows: np.ndarray) -> None:
        self.places, self.groups, self.rows = places, groups, rows

    def named(self, place: int) -> str:
        group = self.groups[np.searchsorted(self.places, place)]
        together = self.rows[self.places[self.groups == group]]
        shown = [str(row) for row in together[:MOST_NAMED]]
        more = " and more" if len(together) > MOST_NAMED else ""
        return f"{', '.join(shown[:-1])} and {shown[-1]}{more}" if not more else ", ".join(shown) + more
