"""Columns beside the figures of a table that nothing is known of: what stands in them may say which figures count, so
that each record carries it along, under the name of its column."""

from __future__ import annotations

from collections.abc import Iterable

from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import Page
from datasets.intake.meaning.mapping import FIELDS
from datasets.intake.meaning.questions import letter


def unknown(page: Page, rows: Iterable[int], known: set[int]) -> dict[str, int]:
    """The columns that hold words in the rows of a table, without those that are ``known``, by the names that they bear
    beside the fields of a record: a name that is the very name of a field gives way to the letter of the column."""
    held, found = list(rows), dict[str, int]()
    for column in sorted(set(range(page.width)) - known):
        texts = [text for row in held if (text := page.text(row, column))]
        if not all(header_rows.numeric(text) or header_rows.figure(text) for text in texts):
            name = page.names[column]
            found[letter(column) if name in FIELDS else name] = column
    return found
