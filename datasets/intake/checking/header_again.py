"""Rows that repeat the names of the columns, as where files were joined or a table goes on over several pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.checking.account import Account, CellWords
from datasets.intake.readers.text_table import TextTable
from datasets.store.combinations import positions

LEAST_NAMES = 2
"""A row that repeats fewer names of columns may hold a word that is one by chance."""


def settle(sheet: TextTable, fields: Sequence[CellWords], account: Account) -> None:
    """Leave out the rows that repeat all names. Where only some of them are repeated another table begins, whose rows
    cannot be told from those of the first: they are refused. ``fields`` are the columns of labels."""
    if (account.origins is not None and account.origins.made) or len(fields) < LEAST_NAMES:
        return
    repeated = [_named(words) for words in fields]
    if sum(map(bool, repeated)) < LEAST_NAMES:
        return
    count = sum(np.isin(words.codes, codes).astype(np.int8) for words, codes in zip(fields, repeated, strict=True))
    again = positions(np.asarray(count) >= LEAST_NAMES)
    whole = np.array([_whole(sheet, int(place)) for place in again], dtype=bool)
    column = sheet.header[0]
    account.leave_out(
        Problem(
            "warn",
            "header-again",
            Sentence("the names of the columns once more"),
            Sentence("rows of data"),
            Sentence("The rows were left out."),
            column=column,
        ),
        again[whole],
    )
    if whole.all():
        return
    first = int(again[~whole][0])
    found = Sentence("names of other columns, from which on the rows are another table")
    fix = Sentence("Bring each table as a file or sheet of its own.")
    account.add(Problem("block", "two-tables", found, Sentence("one table"), fix, column=column), np.array([first]))
    account.rejected[first:] |= ~account.ignored[first:]
    account.settled[first:] = True


def _named(words: CellWords) -> list[int]:
    """The codes of the words that are the name of their own column."""
    return [place for place, word in enumerate(words.words) if word and word == (words.name or "").strip()]


def _whole(sheet: TextTable, place: int) -> bool:
    cells = [str(column[place].as_py() or "").strip() for column in sheet.columns]
    return cells == [name.strip() for name in sheet.header]
