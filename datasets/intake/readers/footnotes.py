"""Where a table ends, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence, quoted

MOST_FOOTNOTES = 200
_NOTE = re.compile(
    r"\s*(?:[*†‡¹²³\[(#]|[0-9]{1,2}\)\s|[a-z]{1,2}\s?="
    r"|(?:notes?|sources?|n\.?b|fonte|fonti|nota|quelle|anmerkung|fuente|remarque)\b)",
    re.I,
)

_SAYING = re.compile(r"(?<!\d):\s|\s=\s")
"""What stands between a mark or a word and what is said of it."""
_SENTENCE, _CUT = 4, 4
"""So many words are a sentence, unless they begin with so many letters of the row above."""


def footnotes(
    cells_of: Callable[[int], Sequence[str]], count: int, header: Sequence[str] = ()
) -> tuple[int, dict[int, str]]:
    """Where the table ends, without blank rows, and the footnotes below it by their position.

    A footnote is a text alone in the first cell, after a blank row, with a word such as "Source" or a sentence, which
    ends in a full stop where the row has all its cells; or one that the delimiter parts into fewer texts than the
    ``header`` has names.
    """
    width = sum(map(bool, map(str.strip, header)))
    alone: dict[int, str] = {}
    end = place = count
    while place and count - place < 20 * MOST_FOOTNOTES and len(alone) <= MOST_FOOTNOTES:
        cells = [cell for cell in cells_of(place - 1) if cell.strip()]
        parted = len(cells) > 1 and len(cells_of(place - 1)) < width
        if (len(cells) > 1 and not parted) or not all(any(map(str.isalpha, cell)) for cell in cells):
            break
        text = ", ".join(map(str.strip, cells)) if parted else "".join(cells)
        if parted and not (_NOTE.match(text) or _SAYING.search(text)):
            break
        place -= 1
        if cells:
            alone[place] = text
        elif not alone:
            end = place
    for first in sorted(alone):
        above = cells_of(first - 1) if first else ()
        short = 0 < len(cells_of(first)) < width or alone[first].rstrip().endswith(".")
        sentence = short and _is_sentence(alone[first], above)
        if _NOTE.match(alone[first]) or sentence or (first and not any(map(str.strip, above))):
            notes = {position: words for position, words in sorted(alone.items()) if position >= first}
            return _without_blank(cells_of, first), notes
    return end, {}


def _is_sentence(text: str, above: Sequence[str]) -> bool:
    """Whether a text below a row says something, and is not the beginning of another row that was cut off."""
    begins = bool(above) and above[0].strip()[:_CUT] == text.strip()[:_CUT]
    return not begins and (_SAYING.search(text) is not None or len(text.split()) >= _SENTENCE)


def _without_blank(cells_of: Callable[[int], Sequence[str]], end: int) -> int:
    while end and not any(map(str.strip, cells_of(end - 1))):
        end -= 1
    return end


def told(notes: Mapping[int, str], sheet: str | None = None) -> list[Problem]:
    """The warning that texts below a table were left out, by the row of the first of them; none without any."""
    return [
        warn(
            "footnote",
            Sentence("text below the table, {words}", words=quoted(words)),
            "rows of data",
            "It was left out as a footnote.",
            row=row,
            sheet=sheet,
            cells=len(notes),
        )
        for row, words in list(notes.items())[:1]
    ]
