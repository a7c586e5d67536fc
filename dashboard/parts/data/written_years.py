"""The years that a file names outside of its table, to be offered where it is asked of which year its figures are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Protocol

from analytics.text import years

MOST_BESIDE = 2
"""Filled cells of a row above a table, such as a label and what it says; the names of columns are more."""
FIRST_ROWS = 20
"""Rows from the top in which what stands above a table is looked for."""
MOST = 3
"""Years that are offered: of more of them none is likelier than the others."""
LONGEST = 80
"""Letters of a text that are shown."""
_NUMBER = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


class _Sheet(Protocol):
    """A sheet, of which only the rows are looked at."""

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The texts of its cells."""


def of(sheets: Iterable[_Sheet], name: str) -> dict[str, str]:
    """The years above the tables of a file and in its ``name``, each with the text in which it stands; nothing where
    there are too many to tell. A year of another calendar is given as ours: 2562 of Thailand is 2019."""
    found: dict[str, str] = {}
    for text in (*(text for sheet in sheets for text in _above(sheet)), name):
        for number in _NUMBER.findall(text):
            own = int(number)
            known = (own,) if years.FIRST_YEAR <= own <= years.LAST_YEAR else years.otherwise_written(number)
            for year in known:
                found.setdefault(str(year), text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
    return found if len(found) <= MOST else {}


def _above(sheet: _Sheet) -> Iterator[str]:
    """The texts above the first row that holds more than they do."""
    filled = ([text.strip() for text in row if text.strip()] for row in sheet.rows[:FIRST_ROWS])
    yield from (text for row in takewhile(lambda texts: len(texts) <= MOST_BESIDE, filled) for text in row)
