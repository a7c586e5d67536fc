"""Columns that a workbook hides: where they hold figures it is asked whether these count, as with hidden rows; other
ones are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted, joined
from datasets.intake.layouts import table_heads
from datasets.intake.layouts.long_records import Page
from datasets.intake.meaning.questions import HIDDEN_COLUMNS, KEEP, LEAVE_OUT, letter

MOST_NAMED = 10


def without(page: Page, answers: Mapping[str, str]) -> Page:
    """The sheet with its hidden columns blank, where it was answered that they do not count."""
    hidden = {*page.grid.hidden_columns}
    if not hidden or answers.get(HIDDEN_COLUMNS) != LEAVE_OUT:
        return page
    grid = page.grid
    rows = tuple(tuple("" if column in hidden else text for column, text in enumerate(row)) for row in grid.rows)
    kinds = grid.kinds and tuple(
        tuple("" if column in hidden else kind for column, kind in enumerate(row)) for row in grid.kinds
    )
    return Page(replace(grid, rows=rows, kinds=kinds))


def told(page: Page, answers: Mapping[str, str], general: bool) -> list[Problem]:
    """The question whether the figures of hidden columns count, in a ``general`` layout; or the warning that hidden
    columns were read, or left out as answered."""
    held = {column: texts for column in page.grid.hidden_columns if (texts := _texts(page, column))}
    if answers.get(HIDDEN_COLUMNS) == LEAVE_OUT:
        held = {column: [] for column in page.grid.hidden_columns}
    if not held:
        return []
    figures = any(table_heads.counts(text) for texts in held.values() for text in texts)
    asked = general and figures and answers.get(HIDDEN_COLUMNS) not in (KEEP, LEAVE_OUT)
    fix = Sentence("They were read like the others; show them in the workbook to check.")
    if asked:
        fix = Sentence("Say whether the figures of hidden columns count, or show the columns in the workbook to check.")
    elif answers.get(HIDDEN_COLUMNS) == LEAVE_OUT:
        fix = Sentence("They were left out, as answered.")
    return [
        Problem(
            "ask" if asked else "warn",
            HIDDEN_COLUMNS,
            counted(
                "{number} hidden column: {columns}",
                "{number} hidden columns: {columns}",
                len(held),
                columns=joined([_named(*each) for each in list(held.items())[:MOST_NAMED]], "comma"),
            ),
            Sentence("columns that are shown"),
            fix,
            sheet=page.grid.sheet,
            cells=len(held),
            key=HIDDEN_COLUMNS if asked else None,
            choices=(KEEP, LEAVE_OUT) if asked else (),
        )
    ]


def _texts(page: Page, column: int) -> list[str]:
    return [text for row in range(page.height) if (text := page.text(row, column))]


def _named(column: int, texts: Sequence[str]) -> str:
    """The letter of a column, with the first word in it."""
    return f"[{letter(column)}] {texts[0]}" if texts else f"[{letter(column)}]"
