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

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store import chain
from datasets.store.kind import FEW, Cursor, insert
from datasets.store.kinds import BROUGHT
from datasets.store.records import Slot
from datasets.store.shared_values import ORIGIN, OWN, PLACE

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
_SHARED_COLUMNS = (("slots", "slot", Slot._fields), ("places", "place", PLACE), ("origins", "origin", ORIGIN))
_TYPES: dict[str, Mapping[str, pyarrow.DataType]] = {}
"""The types of the columns of a table, which are the same in every database of this edition: asked for once."""


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


def taken(
    cursor: Cursor,
    first: int,
    last: int,
    known_cities: Collection[str] | None,
    seen: Mapping[str, pyarrow.Table] | None = None,
) -> Iterator[RevisionPart]:
    """The content of the revisions from ``first`` to ``last``, which are sealed, table by table. ``known_cities`` are
    those that who takes them in has; None where no city is new. The tables that were ``seen`` are not read again."""
    asked: dict[str, Any] = {"first": first, "last": last}
    sealed = chain.sealed_tables(cursor, first, last)
    for name in TABLES:
        if (chain.ROWS if name == "cells" else name) in sealed:
            if seen and name in seen:
                yield from _parts(name, seen[name].to_batches(ROWS_OF_A_PIECE))
                continue
            statement = _OF_REVISIONS.replace("TABLE", name)
            position = "1" if name == "revisions" else "position"
            yield from _parts(name, _read(cursor, statement.replace("POSITION", position), asked))
    for name, statement in SHARED.items() if chain.ROWS in sealed else ():
        yield from _parts(name, _read(cursor, statement, asked))
    if first == 0:
        yield from _parts("pairings", _read(cursor, _PAIRINGS, {"first": first}))
    if known_cities is not None:
        yield from _parts("cities", _read(cursor, _CITIES, {"first": first, "known": list(known_cities)}))


def _read(cursor: Cursor, statement: str, asked: Mapping[str, Any]) -> pyarrow.RecordBatchReader:
    return cursor.sql(statement, params=asked).to_arrow_reader(ROWS_OF_A_PIECE)


def _parts(table: str, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[RevisionPart]:
    """Rows in their order, in pieces of one revision each."""
    pieces: dict[int, int] = {}
    for batch in batches:
        numbers = batch.column("revision").to_numpy()
        starts = [*np.flatnonzero(np.diff(numbers, prepend=-1)).tolist(), len(numbers)]
        columns = batch.drop_columns(["revision"]).to_pydict()
        for start, end in pairwise(starts):
            number = int(numbers[start])
            piece = pieces[number] = pieces.get(number, -1) + 1
            yield RevisionPart(number, table, piece, {name: held[start:end] for name, held in columns.items()})


def write(cursor: Cursor, parts: Iterable[RevisionPart]) -> chain.HeldTables:
    """Add the content of revisions, inside the caller's transaction; nothing of it is sealed yet. Returns the tables
    with rows to seal, with these rows where they are few: of one small revision, reading them back took longer than
    writing them.

    Raises Refused for a table or a column that this edition of the program does not have, ValueError or TypeError for
    a cell that its column cannot hold.
    """
    held: dict[str, pyarrow.Table | None] = {}
    waiting: dict[str, list[RevisionPart]] = {}
    rows = Counter[str]()
    for part in parts:
        waiting.setdefault(part.table, []).append(part)
        rows[part.table] += part.rows
        if rows[part.table] >= ROWS_OF_A_PIECE:
            _insert(cursor, part.table, waiting.pop(part.table))
            held[part.table] = None
            del rows[part.table]
    for table, last in waiting.items():
        written = _insert(cursor, table, last)
        held[table] = None if table in held or not _in_order(table, written) else written
    sealed = {table: whole for table, whole in held.items() if table in TABLES and table != "cells"}
    return {**sealed, chain.ROWS: _together(held)} if "cells" in held else sealed


def _in_order(table: str, written: pyarrow.Table) -> bool:
    """Whether rows stand by revision and position, none twice: only then are they sealed as they stand."""
    named = [name for name in ("revision", "position") if name in written.column_names] if table in TABLES else []
    place = np.zeros(written.num_rows, dtype=np.int64)
    for name in named:
        place = place * 2**31 + written.column(name).to_numpy()
    return not named or bool((np.diff(place) > 0).all())


def _together(held: chain.HeldTables) -> pyarrow.Table | None:
    """The rows of inventories put together again, as the view ``inventory_rows`` does; None where a number that a cell
    names is not there just once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = held["cells"]
    if cells is None:
        return None
    columns = {name: cells.column(name) for name in ("revision", *OWN)}
    for table, number, names in _SHARED_COLUMNS:
        shared = held.get(table)
        if shared is None:
            return None
        shared = shared.filter(pc.is_valid(shared.column(number)))
        numbers, wanted = shared.column(number).to_numpy(), cells.column(number).to_numpy()
        at = np.searchsorted(numbers, wanted)
        if (np.diff(numbers) <= 0).any() or not np.isin(wanted, numbers).all():
            return None
        found = shared.take(at)
        if table == "slots" and not found.column("revision").equals(cells.column("revision")):
            return None
        columns |= {name: found.column(name) for name in names}
    return pa.table(columns)


def _insert(cursor: Cursor, table: str, parts: Sequence[RevisionPart]) -> pyarrow.Table:
    """Add rows to a table, and give them back as they were added."""
    import pyarrow as pa

    if table not in (*TABLES, *SHARED, *BEGINNING):
        raise Refused(newer(table))
    columns = {
        name: list(chained.from_iterable(part.columns.get(name) or [None] * part.rows for part in parts))
        for name in dict.fromkeys(chained.from_iterable(part.columns for part in parts))
    }  # an earlier edition had fewer columns
    if table in TABLES:
        columns["revision"] = list(chained.from_iterable([part.revision] * part.rows for part in parts))
    if table not in _TYPES:
        _TYPES[table] = {field.name: field.type for field in cursor.table(table).limit(0).to_arrow_table().schema}
    types = _TYPES[table]
    if unknown := columns.keys() - types:
        raise Refused(newer(sorted(unknown)[0]))
    written = pa.table({name: _array(cells, types[name]) for name, cells in columns.items()})
    if written.num_rows <= FEW and len(columns) == len(types):
        insert(cursor, table, list(zip(*(written.column(name).to_pylist() for name in types), strict=True)))
        return written
    cursor.register("written", written)
    cursor.execute(_WRITTEN.replace("TABLE", table))
    cursor.unregister("written")
    return written


def _array(cells: list[Any], kind: pyarrow.DataType) -> pyarrow.Array:
    """Cells as they were written down: a time is written as a text, and so is a word out of a list of words."""
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return pa.array(cells, pa.string()).cast(kind)
    return pa.array(cells, pa.string() if pa.types.is_dictionary(kind) else kind)


def newer(name: str) -> Problem:
    """That a ledger holds what a later edition of the program wrote."""
    return block(
        "ledger-newer",
        Sentence('a ledger with "{name}", which this edition of the program does not know', name=name[:40]),
        "a ledger of this edition",
        "Bring this installation up to date. Until then it shows what it has, and commits are refused.",
    )
