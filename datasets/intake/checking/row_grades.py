"""The grades of data quality that a file gives its rows: H, M or L, of their activity data and of their factors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from analytics.uncertainty.widths import GRADES
from datasets.intake.checking.account import CellWords
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning.mapping import QUALITY
from datasets.store.combinations import combined
from datasets.store.kinds.grades import Grade

_MEANT = {grade.casefold(): grade for grade in GRADES} | {"high": "H", "medium": "M", "low": "L"}


def told(table: CheckedTable, parts: Sequence[NumberColumn]) -> tuple[Grade, ...]:
    """The grades of the rows that stand ready. Of several rows of one place and label the lowest grade counts. A word
    that is no grade is pointed out with its cell; its figure is kept, ungraded."""
    found: dict[Grade, None] = {}
    for field, part in QUALITY.items():
        words = table.words(field)
        if words.name is None:
            continue
        grades = [_MEANT.get(word.casefold(), "") for word in words.words]
        _tell_unknown(table, words, grades)
        graded = np.array([bool(grade) for grade in grades])
        rows = table.account.ready
        rows = rows[graded[words.codes[rows]]]
        for column in parts:
            found |= dict.fromkeys(_of_rows(table, column, words, rows, grades, part))
    lowest: dict[tuple[object, ...], Grade] = {}
    for grade in found:
        where = grade[:10]
        if where not in lowest or GRADES.index(grade.grade) > GRADES.index(lowest[where].grade):
            lowest[where] = grade
    return tuple(lowest.values())


def _of_rows(
    table: CheckedTable, column: NumberColumn, words: CellWords, rows: np.ndarray, grades: Sequence[str], part: str
) -> Iterator[Grade]:
    held = (
        *(table.city, table.year, table.method, column.measure),
        *(table.sector, table.label, table.carrier, table.scope, table.gpc),
    )
    _codes, groups = combined(*(each.codes[rows] for each in held), words.codes[rows])
    for *places, word in groups:
        city, year, method, measure, sector, label, carrier, scope, ref = (
            each.values[place] for each, place in zip(held, places, strict=True)
        )
        place = sector, label or "", carrier, None if scope is None else int(scope), ref
        yield Grade(city, int(year), str(method), str(measure), *place, part=part, grade=grades[word])


def _tell_unknown(table: CheckedTable, words: CellWords, grades: Sequence[str]) -> None:
    unknown = {word for word, grade in zip(words.words, grades, strict=True) if word and not grade}
    table.account.tell_words(
        words,
        unknown.__contains__,
        Problem(
            "warn",
            "grade-unknown",
            "",
            Sentence("a grade of data quality: H, M or L, or a blank"),
            Sentence("The figure was kept without a grade; correct the grade where it should count."),
        ),
    )
