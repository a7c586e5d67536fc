"""Rows that are set apart before their words are read: the names of the columns once more, amounts of activity, what is
planned or a target, and figures that a workbook hides. Whether the last two count is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import eq, ne
from typing import TYPE_CHECKING

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted, joined, listed
from datasets.intake.checking.account import Account
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.meaning import activity, other_figures, year_words
from datasets.intake.meaning.mapping import Values
from datasets.intake.meaning.questions import (
    ADD_UP,
    BUT_PLANNED,
    KEEP,
    LEAVE_OUT,
    LEFT_OUT,
    OF_THE_CITY,
    READ_LIKE_OTHERS,
    ROWS,
    UNUSED,
)
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.splitting import array_of
from datasets.intake.readers.text_table import TextTable
from datasets.store.combinations import positions

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import WordColumns

LEAST_NAMES = 2
"""A row that repeats fewer names of columns may hold a word that is one by chance."""
HIDDEN = "hidden-rows"
"""The question whether figures in hidden rows count."""
MOST_NAMED = 10
_ALL = (ADD_UP, OF_THE_CITY)
"""The answers by which the words of a column tell the rows apart that all count."""
_NAMES_AGAIN = Problem(
    "warn",
    "header-again",
    Sentence("the names of the columns once more"),
    Sentence("rows of data"),
    Sentence("The rows were left out."),
)
_TWO_TABLES = Problem(
    "block",
    "two-tables",
    Sentence("names of other columns, from which on the rows are another table"),
    Sentence("one table"),
    Sentence("Bring each table as a file or sheet of its own."),
)


def names_again(sheet: TextTable, fields: Sequence[CellWords], account: Account) -> None:
    """Leave out the rows that repeat all names. Where only some of them are repeated another table begins, whose rows
    cannot be told from those of the first: they are refused. ``fields`` are the columns of labels."""
    if account.origins.made or len(fields) < LEAST_NAMES:
        return
    named = ((words, (words.name or "").strip()) for words in fields)
    repeated = [words.mask(partial(eq, name)) for words, name in named if name and name in words.words]
    if len(repeated) < LEAST_NAMES:
        return
    again = positions(np.asarray(np.sum(repeated, axis=0, dtype=np.int8) >= LEAST_NAMES))
    whole = np.array([_whole(sheet, int(place)) for place in again], dtype=bool)
    account.leave_out(replace(_NAMES_AGAIN, column=sheet.header[0]), again[whole])
    if whole.all():
        return
    first = int(again[~whole][0])
    account.add(replace(_TWO_TABLES, column=sheet.header[0]), np.array([first]))
    account.rejected[first:] |= ~account.ignored[first:]
    account.settled[first:] = True


def _whole(sheet: TextTable, place: int) -> bool:
    cells = [str(column[place].as_py() or "").strip() for column in sheet.columns]
    return cells == [name.strip() for name in sheet.header]


def amounts(table: WordColumns) -> None:
    """Leave out the rows that are amounts of activity by their unit, such as passenger-km, and tell how many."""
    words = table.words("unit")
    if not any(map(activity.counted_in, words.words)):
        return
    places = positions(words.mask(activity.counted_in) & ~table.account.settled)
    if len(places):
        column = table.columns.values[0].column if table.columns.values else words.name or ""
        table.account.leave_out(activity.told(column, len(places)), places)


def kinds(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    unused: Sequence[str],
    account: Account,
) -> None:
    """Ask of each column that was taken for nothing and holds the kinds of rows (what was used or emitted, what is
    planned or a target, inhabitants) which rows are the inventory; leave out the others, as answered."""
    for place, name in enumerate(sheet.header):
        told_apart = account.answers.get(UNUSED) == name or f"{ROWS}:{name}" in account.answers
        if name in unused and (told_apart or other_figures.are_kinds(samples[place])):
            _ask_kinds(CellWords.of(name, sheet.columns[place]), other_figures.no_inventory, account)


def adding_up(table: WordColumns) -> list[np.ndarray]:
    """The codes of the columns of which it was answered that their words tell parts apart, which add up."""
    named = zip(table.sheet.header, table.sheet.columns, strict=True)
    return [CellWords.of(name, column).codes for name, column in named if table.answers.get(f"{ROWS}:{name}") == ADD_UP]


def forecasts(sheet: TextTable, source: int | None, account: Account) -> None:
    """Ask of the column of sources which rows are the inventory, where the source of some is a scenario or a forecast;
    leave out the others, as answered."""
    column = None if source is None else CellWords.of(sheet.header[source], sheet.columns[source])
    if column is not None and any(map(year_words.of_a_forecast, column.words)):
        _ask_kinds(column, year_words.of_a_forecast, account)


def _ask_kinds(column: CellWords, none: Callable[[str], bool], account: Account) -> None:
    """Ask which rows are the inventory by the words of a column, ``none`` telling of a word that its rows are not;
    leave out the others, as answered."""
    key = f"{ROWS}:{column.name}"
    answer = account.answers.get(key)
    if answer in (KEEP, *_ALL):
        return
    words = [word for word in column.words if word]
    held = [word for word in words if not none(word)]
    question = Problem(
        "ask",
        "row-kinds",
        Sentence(
            'rows of several kinds in the column "{column}": {kinds}',
            column=column.name,
            kinds=listed(words[: other_figures.MOST_KINDS]),
        ),
        Sentence("rows of what was used or emitted"),
        Sentence("Say which rows are the inventory, or that all are: what is planned or a target is none."),
        column=column.name,
        key=key,
        choices=(
            *(held if len(held) <= other_figures.MOST_KINDS else ()),
            *((BUT_PLANNED,) if 1 < len(held) < len(words) else ()),
            *(_ALL if len(held) > 1 else ()),
            LEAVE_OUT,
            KEEP,
        ),
    )
    out = column.mask(none if answer == BUT_PLANNED else partial(ne, answer))
    leaving = dict.fromkeys((*words, BUT_PLANNED, LEAVE_OUT), LEFT_OUT)
    account.settle(question, positions(out & ~account.settled), leaving)


def hidden(sheet: TextTable, values: Sequence[Values], account: Account) -> None:
    """Ask whether the figures in rows that a workbook hides count, with what they are, or do as answered: they may be
    left over, or only filtered away."""
    if not account.origins.hidden:
        return
    found, sheets = account.origins.hidden, account.origins.sheets
    numbers = np.asarray(sheet.rows).tolist()
    places = np.array([place for place, row in enumerate(numbers) if (sheets[place], row) in found], dtype=np.int64)
    if not len(places):
        return
    rows = list(dict.fromkeys(int(sheet.rows[place]) for place in places))
    cells = [cell for one in values for cell in array_of(sheet.columns[one.index]).take(places).to_pylist()]
    figures = [quoted(cell) for cell in cells if cell.strip()][:MOST_NAMED]
    question = Problem(
        "ask",
        HIDDEN,
        Sentence("{rows}, with {figures}", rows=named(rows), figures=joined(figures, "comma")),
        Sentence("rows that are shown"),
        Sentence("Say whether the figures of hidden rows count, or show the rows in the workbook to check."),
        key=HIDDEN,
        choices=(KEEP, LEAVE_OUT),
    )
    account.settle(question, places, keeping={KEEP: READ_LIKE_OTHERS})


def named(rows: Sequence[int]) -> Sentence:
    """Hidden rows by their numbers."""
    shown = joined(map(str, rows[:MOST_NAMED]), "comma")
    if len(rows) > MOST_NAMED:
        return Sentence("{number} hidden rows: {rows} and more", number=len(rows), rows=shown)
    return counted("{number} hidden row: {rows}", "{number} hidden rows: {rows}", len(rows), rows=shown)
