"""A file with a list of actions as columns of text: which column is which field, and which sheet of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.text.header_units import header_unit
from analytics.text.problems import Problem, ask, block
from analytics.text.sentences import Sentence, quoted
from datasets.intake import readers
from datasets.intake.layouts import long_layout
from datasets.intake.layouts.long_records import IN_THEIR_ROWS, Origins, Page
from datasets.intake.meaning import questions
from datasets.intake.meaning.missing_columns import left_out
from datasets.intake.meaning.questions import listed
from datasets.intake.readers import delimited, isolated_text
from datasets.intake.readers.dialect import FIRST_ROWS
from datasets.intake.readers.limits import Limits
from datasets.intake.readers.text_table import TextTable
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
    """A list of actions as text, with the place of the column of each field; of a sheet of a workbook where its cells
    stand there."""

    table: TextTable
    fields: Mapping[str, int]
    origins: Origins = IN_THEIR_ROWS


def opened(data: bytes, name: str, answers: Mapping[str, str], limits: Limits) -> tuple[Listing | None, list[Problem]]:
    """A file as a list of actions, with what is to be told of it; None where it cannot be read as one.

    ``answers`` may name columns (``column:FIELD=NAME``). A workbook gives its first sheet with the names of columns.
    """
    if readers.kind(data, name) not in ("delimited", "empty"):
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
            return None, [
                *told,
                block(
                    "no-actions",
                    Sentence("no list of actions"),
                    Sentence("a sheet with the columns {names}", names=", ".join(REQUIRED)),
                    "Start from the template.",
                ),
            ]
        found = long_layout.below(Page(best[2]), -best[1])
        return _listing(found.sheet, found.origins, told, answers)
    table, problems = isolated_text.read(data, name, KNOWN_WORDS, limits, answers.get("header-row"))
    return (
        (None, problems) if isinstance(table, delimited.Unread) else _listing(table, IN_THEIR_ROWS, problems, answers)
    )


def _listing(
    table: TextTable, origins: Origins, told: Sequence[Problem], answers: Mapping[str, str]
) -> tuple[Listing, list[Problem]]:
    fields, wrong = _fields(table.header, table.dialect.header_row, answers)
    return Listing(table, fields, origins), [*told, *table.problems, *wrong]


def _field(name: str) -> str | None:
    """The field that a column name is, with or without a unit or a currency at its end."""
    words = catalogue.folded(name)
    if words in _NAMES:
        return _NAMES[words]
    found = header_unit(name)
    stem = catalogue.folded(found[0]) if found else ""
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
            before = header[fields[taken_for]]
            problems.append(
                ask(
                    "column-twice",
                    Sentence("{first} and {second}", first=quoted(before), second=quoted(name)),
                    Sentence("one column for {field}", field=taken_for),
                    "Say which one counts, or delete the other.",
                    row,
                    name,
                    key=f"column:{taken_for}",
                    choices=(before, name),
                )
            )
        else:
            fields[taken_for] = place
    for field in REQUIRED:
        if field not in fields:
            problems.append(
                ask(
                    "missing-column",
                    Sentence("the columns {names}", names=listed(header)),
                    Sentence("a column with the {field} of each action", field=field),
                    "Name the column that holds it, or start from the template.",
                    row,
                    field,
                    key=f"column:{field}",
                    choices=tuple(unused),
                )
            )
    return fields, [*problems, *left_out(unused, row, FIELDS)]
