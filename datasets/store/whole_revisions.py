"""Revisions taken out of a database whole, table by table, and written into another one that holds all before them.

Rows are taken as they stand, with the numbers by which cells name what they share: every database of one ledger has
the same, since no two revisions use one number. Seals are left behind: who takes the revisions in seals them anew, and
compares. Cities bear no number of a revision; those that are new come with the first of the revisions that are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain as chained
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.store import chain
from datasets.store.kind import Cursor
from datasets.store.kinds import BROUGHT

if TYPE_CHECKING:
    import pyarrow

TABLES = ("revisions", "slots", "cells", *(name for kind in BROUGHT for name in kind.tables))
"""The tables whose rows bear the number of a revision."""
SHARED = {
    "places": """
    SELECT DISTINCT revision, places.* FROM places JOIN cells USING (place)
    WHERE revision BETWEEN $first AND $last ORDER BY revision, place
    """,
    "origins": """
    SELECT DISTINCT revision, origins.* FROM origins JOIN cells USING (origin)
    WHERE revision BETWEEN $first AND $last ORDER BY revision, origin
    """,
}
"""What the cells of some revisions share."""
BEGINNING = ("pairings", "cities")
"""What has no number of a revision: the first of them brings it."""
_OF_REVISIONS = "SELECT * FROM TABLE WHERE revision BETWEEN $first AND $last ORDER BY revision, POSITION"
_PAIRINGS = "SELECT 0 AS revision, * FROM pairings WHERE $first = 0 ORDER BY position"
_CITIES = """
    SELECT $first AS revision, * FROM cities WHERE NOT list_contains($known::VARCHAR[], city_id) ORDER BY city_id
"""
_WRITTEN = "INSERT INTO TABLE BY NAME SELECT * FROM written"
ROWS_OF_A_PIECE = 50_000
"""So many rows of one revision are passed on at a time."""


class RevisionPart(NamedTuple):
    """Rows of one revision in one table, by column without the number of the revision; of many rows the next ``piece``,
    from 0 on."""

    revision: int
    table: str
    piece: int
    columns: Mapping[str, list[Any]]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values())))


def taken(cursor: Cursor, first: int, last: int, known_cities: Collection[str] | None) -> Iterator[RevisionPart]:
    """The content of the revisions from ``first`` to ``last``, table by table. ``known_cities`` are those that who
    takes them in has; None where no city is new."""
    asked: dict[str, Any] = {"first": first, "last": last}
    for name in TABLES if last > first else _filled(cursor, first):
        statement = _OF_REVISIONS.replace("TABLE", name)
        yield from _parts(
            cursor, name, statement.replace("POSITION", "1" if name == "revisions" else "position"), asked
        )
    for name, statement in SHARED.items():
        yield from _parts(cursor, name, statement, asked)
    if first == 0:
        yield from _parts(cursor, "pairings", _PAIRINGS, {"first": first})
    if known_cities is not None:
        yield from _parts(cursor, "cities", _CITIES, {"first": first, "known": list(known_cities)})


def _filled(cursor: Cursor, revision: int) -> list[str]:
    """Which of the tables hold rows of a revision: asking is sooner than reading each."""
    return ["cells" if name == chain.ROWS else name for name in chain.filled(cursor, revision)]


def _parts(cursor: Cursor, table: str, statement: str, asked: Mapping[str, Any]) -> Iterator[RevisionPart]:
    """What a statement finds, in pieces of one revision each."""
    pieces: dict[int, int] = {}
    for batch in cursor.sql(statement, params=dict(asked)).to_arrow_reader(ROWS_OF_A_PIECE):
        numbers = batch.column("revision").to_numpy()
        starts = [*np.flatnonzero(np.diff(numbers, prepend=-1)).tolist(), len(numbers)]
        columns = batch.drop_columns(["revision"]).to_pydict()
        for start, end in pairwise(starts):
            number = int(numbers[start])
            piece = pieces[number] = pieces.get(number, -1) + 1
            yield RevisionPart(number, table, piece, {name: held[start:end] for name, held in columns.items()})


def write(cursor: Cursor, parts: Iterable[RevisionPart]) -> None:
    """Add the content of revisions, inside the caller's transaction; nothing of it is sealed yet.

    Raises Refused for a table or a column that this edition of the program does not have.
    """
    waiting: dict[str, list[RevisionPart]] = {}
    rows = Counter[str]()
    for part in parts:
        waiting.setdefault(part.table, []).append(part)
        rows[part.table] += part.rows
        if rows[part.table] >= ROWS_OF_A_PIECE:
            _insert(cursor, part.table, waiting.pop(part.table))
            del rows[part.table]
    for table, held in waiting.items():
        _insert(cursor, table, held)


def _insert(cursor: Cursor, table: str, parts: Sequence[RevisionPart]) -> None:
    import pyarrow as pa

    if table not in (*TABLES, *SHARED, *BEGINNING):
        raise Refused(newer(table))
    columns = {
        name: list(chained.from_iterable(part.columns.get(name) or [None] * part.rows for part in parts))
        for name in dict.fromkeys(chained.from_iterable(part.columns for part in parts))
    }  # an earlier edition had fewer columns
    if table in TABLES:
        columns["revision"] = list(chained.from_iterable([part.revision] * part.rows for part in parts))
    types = {field.name: field.type for field in cursor.table(table).limit(0).to_arrow_table().schema}
    if unknown := columns.keys() - types:
        raise Refused(newer(sorted(unknown)[0]))
    written = pa.table({name: _array(cells, types[name]) for name, cells in columns.items()})
    cursor.register("written", written)
    cursor.execute(_WRITTEN.replace("TABLE", table))
    cursor.unregister("written")


def _array(cells: list[Any], kind: pyarrow.DataType) -> pyarrow.Array:
    """Cells as they were written down: what is neither number, truth nor list is a text, which the engine reads."""
    import pyarrow as pa

    plain = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    return pa.array(cells, kind if plain or pa.types.is_list(kind) else pa.string())


def newer(name: str) -> Problem:
    """That a ledger holds what a later edition of the program wrote."""
    return Problem(
        "block",
        "ledger-newer",
        Sentence('a ledger with "{name}", which this edition of the program does not know', name=name[:40]),
        Sentence("a ledger of this edition"),
        Sentence("Bring this installation up to date. Until then it shows what it has, and commits are refused."),
    )
