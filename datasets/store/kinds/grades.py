"""The grades of data quality that a file gives its rows: high, medium or low, of activity data and of factors."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import StatedKind


class Grade(NamedTuple):
    """The grade (H, M, L) of one ``part`` (activity or factor) of a row of the table of an inventory.

    A ``grade`` of "" says that the file grades nothing in this table, in place of a file before that did. Of a table
    the entries of the newest revision count, which is the one that filled it.
    """

    city_id: str
    year: int
    method: str
    measure: str
    sector: str
    label: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    part: str
    grade: str
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS grades (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')),
    sector VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    carrier VARCHAR,
    scope TINYINT CHECK (scope BETWEEN 1 AND 3),
    gpc_ref VARCHAR,
    part VARCHAR NOT NULL CHECK (part IN ('activity', 'factor')),
    grade VARCHAR NOT NULL CHECK (grade IN ('H', 'M', 'L', ''))
)
"""


def table_of(grade: Grade) -> tuple[int, str, str]:
    """The table of an inventory that a grade belongs to: its year, method and measure."""
    return grade.year, grade.method, grade.measure


def counting(entries: tuple[Grade, ...]) -> tuple[Grade, ...]:
    """Of the entries of a city, the newest first, those that count: of each table those of its newest revision."""
    newest: dict[tuple[int, str, str], int] = {}
    for entry in entries:
        newest.setdefault(table_of(entry), entry.revision)
    return tuple(entry for entry in entries if entry.grade and newest[table_of(entry)] == entry.revision)


KIND = StatedKind(
    name="grades",
    called="grades of data quality",
    tables={"grades": TABLE},
    entry=Grade,
    replaces="nothing",
)
