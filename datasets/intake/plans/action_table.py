"""A file with a list of actions as columns of text: which column is which field, and which sheet of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.text.header_units import header_unit
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake import readers
from datasets.intake.meaning import questions
from datasets.intake.readers import delimited, isolated_text
from datasets.intake.readers.dialect import FIRST_ROWS, folded
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.grid import Shown
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.splitting import array_of, texts_of
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("actions")
FIELDS = (
    "id",
    "name",
    "sector",
    "carrier",
    "start",
    "end",
    "status",
    "energy_saved",
    "renewable",
    "avoided",
    "cost",
    "currency",
    "life",
    "responsible",
    "sdg",
    "source",
)
"""The fields of a list of actions; what their columns are called stands in the table of words, without the unit."""
REQUIRED = ("id", "name", "sector", "start", "end", "status")
AMOUNTS = ("energy_saved", "renewable", "avoided")
_NAMES = _WORDS.meanings("field")
_UNITS = ("mwh", "t", "tco2e", "t co2e", "eur", "usd", "gbp")
KNOWN_WORDS = frozenset(_NAMES) | {f"{name} {unit}" for name in _NAMES for unit in _UNITS}
FEWEST_NAMES = 3


@dataclass(frozen=True)
class Listing:
    """The cells of a list of actions as text. ``rows`` holds the row of each record as a spreadsheet shows it,
    ``kinds`` the letters of ``Grid.kinds`` by column, None for plain text, ``shown`` what number formats show beside
    the numbers of a column, by its place. ``fields`` gives the place of each field."""

    header: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    rows: np.ndarray
    header_row: int
    fields: Mapping[str, int]
    kinds: tuple[np.ndarray, ...] | None = None
    sheet: str | None = None
    delimiter: str | None = None
    rows_in: int = 0
    shown: Mapping[int, Sequence[Shown | None]] | None = None


def opened(data: bytes, name: str, answers: Mapping[str, str], limits: Limits) -> tuple[Listing | None, list[Problem]]:
    """A file as a list of actions, with what is to be told of it; None where it cannot be read as one.

    ``answers`` may name columns (``column:FIELD=NAME``). A workbook gives its first sheet with the names of columns.
    """
    if readers.kind(data, name) not in ("delimited", "empty"):
        return _from_workbook(data, name, answers, limits)
    sheet, problems = isolated_text.read(data, name, KNOWN_WORDS, limits, answers.get("header-row"))
    if isinstance(sheet, delimited.Unread):
        return None, problems
    told = [*problems, *sheet.problems]
    fields, wrong = _fields(sheet.header, sheet.dialect.header_row, answers)
    rows_in = len(sheet.rows) + sheet.ragged_rows
    listing = Listing(
        sheet.header,
        tuple(array_of(texts_of(column)) for column in sheet.columns),
        np.array(sheet.rows.tolist()),
        sheet.dialect.header_row,
        fields,
        delimiter=sheet.dialect.delimiter,
        rows_in=rows_in,
    )
    return listing, [*told, *wrong]


def _from_workbook(
    data: bytes, name: str, answers: Mapping[str, str], limits: Limits
) -> tuple[Listing | None, list[Problem]]:
    grids, told = readers.grids(data, name, KNOWN_WORDS, limits)
    if any(problem.severity == "block" for problem in told):
        return None, told
    rated = [
        (sum(_field(cell) is not None for cell in row), -place, grid)
        for grid in grids
        for place, row in enumerate(grid.rows[:FIRST_ROWS])
    ]
    best = max(rated, key=lambda item: item[:2], default=None)
    if best is None or best[0] < FEWEST_NAMES:
        expected = Sentence("a sheet with the columns {names}", names=", ".join(REQUIRED))
        fix = Sentence("Start from the template.")
        return None, [*told, Problem("block", "no-actions", Sentence("no list of actions"), expected, fix)]
    grid, top = best[2], -best[1]
    header = grid.rows[top]
    places = [place for place in range(top + 1, len(grid.rows)) if any(map(str.strip, grid.rows[place]))]
    fields, wrong = _fields(header, top + 1, answers)
    kinds = grid.kinds or tuple(tuple("t" for _ in header) for _ in grid.rows)
    shown = grid.shown or ()
    listing = Listing(
        header,
        tuple(pa.array([grid.rows[place][column] for place in places], pa.string()) for column in range(len(header))),
        np.array([place + 1 for place in places], dtype=np.int64),
        top + 1,
        fields,
        tuple(np.array([kinds[place][column] for place in places]) for column in range(len(header))),
        grid.sheet,
        rows_in=len(places),
        shown={column: [shown[place][column] for place in places] for column in range(len(header)) if shown},
    )
    return listing, [*told, *wrong]


def _field(name: str) -> str | None:
    """The field that a column name is, with or without a unit or a currency at its end."""
    words = folded(name)
    if words in _NAMES:
        return _NAMES[words]
    found = header_unit(name)
    stem = folded(found[0]) if found else ""
    if stem in _NAMES:
        return _NAMES[stem]
    bare = words.replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " ").split()
    shorter = (" ".join(bare[:-count]) for count in (1, 2) if len(bare) > count)  # "cost eur", "cost k eur"
    return next((_NAMES[words] for words in shorter if words in _NAMES), None)


def _fields(header: Sequence[str], row: int, answers: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Field -> position of its column, and what is missing or there twice."""
    fields: dict[str, int] = {}
    problems: list[Problem] = []
    for field in FIELDS:
        answer = answers.get(f"column:{field}")
        place = questions.column(header, answer) if answer else None
        if place is not None:
            fields[field] = place
    named = set(fields.values())
    unused = []
    for place, name in enumerate(header):
        taken_for = _field(name)
        if place in named or not name.strip():
            continue
        if taken_for is None or f"column:{taken_for}" in answers:
            unused.append(name)
        elif taken_for in fields:
            found = Sentence("{column} and {other}", column=quoted(header[fields[taken_for]]), other=quoted(name))
            fix = Sentence("Say which one counts, or delete the other.")
            choices = (header[fields[taken_for]], name)
            problems.append(
                Problem(
                    "ask",
                    "column-twice",
                    found,
                    Sentence("one column for {field}", field=taken_for),
                    fix,
                    row,
                    name,
                    key=f"column:{taken_for}",
                    choices=choices,
                )
            )
        else:
            fields[taken_for] = place
    for field in REQUIRED:
        if field not in fields:
            found = Sentence(
                "the columns {names}", names=", ".join(quoted(name) for name in header[:20] if name.strip())
            )
            expected = Sentence("a column with the {field} of each action", field=field)
            fix = Sentence("Name the column that holds it, or start from the template.")
            problems.append(
                Problem(
                    "ask",
                    "missing-column",
                    found,
                    expected,
                    fix,
                    row,
                    field,
                    key=f"column:{field}",
                    choices=tuple(unused),
                )
            )
    if unused:
        found = Sentence("columns that were not used: {names}", names=", ".join(map(quoted, unused[:20])))
        expected = Sentence("columns for {names}", names=", ".join(FIELDS))
        fix = Sentence("Their text is not kept; where one is needed, say what it holds.")
        problems.append(Problem("warn", "column-unused", found, expected, fix, row, cells=len(unused)))
    return fields, problems
