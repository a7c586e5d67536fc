"""The file of rejected rows: the columns that are added to it, and how it is read once its cells were mended.

It is known by these columns, and read as the user's own rows: without them, and without the apostrophes that keep a
spreadsheet program from running a text as a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow.compute as pc

from datasets.own_files.harmless import ESCAPED, as_written
from datasets.own_files.words import LANGUAGES, words
from datasets.readers.delimited import Sheet
from datasets.readers.grid import Grid
from datasets.readers.splitting import array_of, texts_of

SHEET, ROW, REASON = "rejected:sheet", "rejected:row", "rejected:problem"
"""The columns that are added, by their key in the table of words; that of the sheet only where there are several."""


def as_it_was(sheet: Sheet) -> Sheet:
    """A table of rejected rows as the rows of the user's own file; any other as it is."""
    added = _added(sheet.header)
    if not added:
        return sheet
    own = len(sheet.header) - added
    columns = tuple(
        pc.replace_substring_regex(array_of(texts_of(column)), f"^'({ESCAPED})", r"\1")
        for column in sheet.columns[:own]
    )
    return replace(sheet, header=tuple(map(as_written, sheet.header[:own])), columns=columns)


def grids_as_they_were(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The same for a file that is looked at cell by cell."""
    added = _added(grids[0].rows[0]) if len(grids) == 1 and grids[0].rows else 0
    if not added or grids[0].kinds is not None:
        return grids
    return (replace(grids[0], rows=tuple(tuple(map(as_written, row[:-added])) for row in grids[0].rows)),)


def _added(header: Sequence[str]) -> int:
    """How many columns at the end of a header are those that were added, in whatever language."""
    for language in LANGUAGES:
        named = words(language)
        if tuple(header[-2:]) == (named(ROW), named(REASON)):
            return 3 if len(header) > 2 and header[-3] == named(SHEET) else 2
    return 0
