"""Figures in rows that a workbook hides: left over, or only filtered away. Which of both is asked, with the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted, joined
from datasets.intake.checking.account import Account
from datasets.intake.meaning.mapping import Values
from datasets.intake.meaning.questions import KEEP, LEAVE_OUT
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.splitting import array_of
from datasets.intake.readers.text_table import TextTable

KEY = "hidden-rows"
MOST_NAMED = 10


def settle(sheet: TextTable, values: Sequence[Values], answers: Mapping[str, str], account: Account) -> None:
    """Ask whether the figures in hidden rows count, with what they are, or leave them out as answered."""
    if account.origins is None or not account.origins.hidden:
        return
    hidden, sheets = account.origins.hidden, account.origins.sheets
    numbers = np.asarray(sheet.rows).tolist()
    places = np.array([place for place, row in enumerate(numbers) if (sheets[place], row) in hidden], dtype=np.int64)
    if not len(places):
        return
    answer = answers.get(KEY)
    rows = list(dict.fromkeys(int(sheet.rows[place]) for place in places))
    cells = [cell for one in values for cell in array_of(sheet.columns[one.index]).take(places).to_pylist()]
    figures = [quoted(cell) for cell in cells if cell.strip()][:MOST_NAMED]
    fix = {
        None: Sentence("Say whether the figures of hidden rows count, or show the rows in the workbook to check."),
        KEEP: Sentence("They were read like the others, as answered."),
    }
    told = Problem(
        "ask" if answer is None else "warn",
        KEY,
        Sentence("{rows}, with {figures}", rows=named(rows), figures=joined(figures, "comma")),
        Sentence("rows that are shown"),
        fix.get(answer, Sentence("The rows were left out, as answered.")),
        key=KEY if answer is None else None,
        choices=(KEEP, LEAVE_OUT) if answer is None else (),
    )
    if answer == LEAVE_OUT:
        account.leave_out(told, places)
    else:
        account.add(told, places)


def named(rows: Sequence[int]) -> Sentence:
    """Hidden rows by their numbers."""
    shown = joined(map(str, rows[:MOST_NAMED]), "comma")
    if len(rows) > MOST_NAMED:
        return Sentence("{number} hidden rows: {rows} and more", number=len(rows), rows=shown)
    return counted("{number} hidden row: {rows}", "{number} hidden rows: {rows}", len(rows), rows=shown)
