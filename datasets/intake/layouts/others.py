"""What the sheets of a workbook hold that are read as no table: figures beside labels are told, never passed over."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.text import years
from analytics.text.numerals import whole
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, counted
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import Page

LEAST_ROWS = 2
"""A note may have one number beside a text; a table has several."""


def told(page: Page) -> tuple[Problem, int] | None:
    """A warning with the count of figures that stand beside labels on a sheet that was not read, and in how many rows
    they stand; None for notes and lists."""
    found = list(_figures(page))
    rows = {row for row, _ in found}
    if len(rows) < LEAST_ROWS:
        return None
    problem = Problem(
        "warn",
        "sheet-not-read",
        counted(
            "{number:,} figure beside labels, in no table that is known",
            "{number:,} figures beside labels, in no table that is known",
            len(found),
        ),
        Sentence("a table with sectors and figures: one number a row, a column a year, or carriers or scopes across"),
        Sentence("The sheet was left out: bring its figures in the table that was read, or as a file of their own."),
        row=min(rows) + 1,
        sheet=page.grid.sheet,
        cells=len(found),
    )
    return problem, len(rows)


def _figures(page: Page) -> Iterator[tuple[int, int]]:
    """The cells with a number, right of a text in their row, that are no year and no number of a row."""
    for row in range(page.height):
        labelled = False
        for column, text in page.texts(row):
            if not header_rows.numeric(text):
                labelled = labelled or (page.kind(row, column) == "t" and any(map(str.isalpha, text)))
            elif labelled and not _year(text):
                yield row, column


def _year(text: str) -> bool:
    return years.FIRST_YEAR <= (whole(text) or 0) <= years.LAST_YEAR
