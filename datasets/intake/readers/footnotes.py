"""Where a table ends, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.readers.encoding import quoted

MOST_FOOTNOTES = 200
_NOTE = re.compile(
    r"\s*(?:[*†‡¹²³\[(#]|[0-9]{1,2}\)\s|[a-z]{1,2}\s?="
    r"|(?:notes?|sources?|n\.?b|fonte|fonti|nota|quelle|anmerkung|fuente|remarque)\b)",
    re.I,
)


def footnotes(cells_of: Callable[[int], Sequence[str]], count: int) -> tuple[int, dict[int, str]]:
    """Where the table ends, without blank rows, and the footnotes below it by their position.

    A footnote is a text alone in the first cell, after a blank row or with a word such as "Source".
    """
    alone: dict[int, str] = {}
    end = place = count
    while place and count - place < 20 * MOST_FOOTNOTES and len(alone) <= MOST_FOOTNOTES:
        cells = [cell for cell in cells_of(place - 1) if cell.strip()]
        if len(cells) > 1 or (cells and not any(map(str.isalpha, cells[0]))):
            break
        place -= 1
        if cells:
            alone[place] = cells[0]
        elif not alone:
            end = place
    for first in sorted(alone):
        if _NOTE.match(alone[first]) or (first and not any(map(str.strip, cells_of(first - 1)))):
            notes = {position: words for position, words in sorted(alone.items()) if position >= first}
            return _without_blank(cells_of, first), notes
    return end, {}


def _without_blank(cells_of: Callable[[int], Sequence[str]], end: int) -> int:
    while end and not any(map(str.strip, cells_of(end - 1))):
        end -= 1
    return end


def told(notes: Mapping[int, str], sheet: str | None = None) -> list[Problem]:
    """The warning that texts below a table were left out, by the row of the first of them; none without any."""
    expected, fix = Sentence("rows of data"), Sentence("It was left out as a footnote.")
    return [
        Problem(
            "warn",
            "footnote",
            Sentence("text below the table, {words}", words=quoted(words)),
            expected,
            fix,
            row=row,
            sheet=sheet,
            cells=len(notes),
        )
        for row, words in list(notes.items())[:1]
    ]
