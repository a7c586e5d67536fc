"""Rows of several kinds in one table, told apart by a column: what was used or emitted, what is planned or a target,
inhabitants. Only the first are an inventory, and which they are is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import ne

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, listed
from datasets.intake.checking.account import Account, CellWords
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.questions import KEEP, LEAVE_OUT, ROWS, UNUSED
from datasets.intake.readers.text_table import TextTable
from datasets.store.combinations import positions


def settle(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    unused: Sequence[str],
    answers: Mapping[str, str],
    account: Account,
) -> None:
    """Ask of each column that was taken for nothing and holds the kinds of rows which rows are the inventory; leave out
    the others, as answered."""
    for place, name in enumerate(sheet.header):
        told_apart = answers.get(UNUSED) == name or f"{ROWS}:{name}" in answers
        if name not in unused or not (told_apart or other_figures.are_kinds(samples[place])):
            continue
        column = CellWords.of(name, sheet.columns[place])
        kinds = [word for word in column.words if word]
        answer = answers.get(f"{ROWS}:{name}")
        if answer == KEEP:
            continue
        told = Problem(
            "ask",
            "row-kinds",
            Sentence(
                'rows of several kinds in the column "{column}": {kinds}',
                column=name,
                kinds=listed(kinds[: other_figures.MOST_KINDS]),
            ),
            Sentence("rows of what was used or emitted"),
            Sentence("Say which rows are the inventory, or that all are: what is planned or a target is none."),
            column=name,
            key=f"{ROWS}:{name}",
            choices=(*(word for word in kinds if not other_figures.no_inventory(word)), LEAVE_OUT, KEEP),
        )
        if answer in (*kinds, LEAVE_OUT):
            out = positions(column.mask(partial(ne, answer)) & ~account.settled)
            told = Problem(
                "warn",
                told.code,
                told.found,
                told.expected,
                Sentence("The rows were left out, as answered."),
                column=name,
            )
            account.leave_out(told, out)
        else:
            account.add(told, positions(~account.settled))
