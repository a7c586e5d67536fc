"""The chain of the ledger: each revision is sealed by a SHA-256 over the one before it and over its own content.

A revision's content is every row that bears its number, whichever table holds it, and the entries of the cities that
these rows name. It is sealed table by table, a long table in blocks; the hash joins these seals. Rows are taken in the
order that their column ``position`` gives them, which is itself no part of a seal. Tables without such rows, and
columns without a value, are passed over: a table or a column that a later edition of the program adds leaves the old
seals valid.

How rows are hashed is said in ``canonical``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy as np

from datasets.store.canonical import Canonical, digest, ranks
from datasets.store.kind import Cursor, insert
from datasets.store.kinds import BROUGHT, for_each_table

if TYPE_CHECKING:
    import pyarrow

    from datasets.store.records import Rows

BEGINNING = "0" * 64
"""What stands before the first revision."""
ROWS = "inventory_rows"
OWN = ("chain", "seals", "cells")
"""Tables that are not sealed as they are: the seals themselves, and the cells, of which the view is sealed."""
POSITION = "position"
"""The column that gives the rows of a revision in one table their order."""
REVISIONS_AT_ONCE, AT_ONCE = 1_000, 100_000
"""So many revisions, and rows of inventories, are read in one go when several revisions are sealed."""
BLOCKS, SMALLEST_BLOCK, LARGEST_BLOCK = 20, 1000, 122_880
"""A large table is sealed in so many blocks of rows, so that a change is found within some of them; none is smaller or
larger than these."""
ROWS_OF_A_PIECE = LARGEST_BLOCK
FEW_BLOCKS = 4
"""Where rows are written piece by piece, the engine works beside the hashing, and has use for the other cores."""
FEW_CITIES = 10
"""The entries of so many cities are looked up, for so many revisions; of more, the whole register is read."""
_ENTRIES = "SELECT * FROM cities WHERE list_contains($ids::VARCHAR[], city_id) ORDER BY city_id"
_READ = "SELECT * FROM TABLE WHERE revision BETWEEN $first AND $last ORDER BY ORDER_OF_ROWS"
FILLED = for_each_table(
    "SELECT 'TABLE' WHERE EXISTS (SELECT 1 FROM TABLE WHERE revision BETWEEN $1 AND $2)",
    BROUGHT,
    ROWS,
    "revisions",
    "slots",
)
"""Which tables hold rows of some revisions."""
ASKED = frozenset(re.findall(r"SELECT '(\w+)'", FILLED))
"""The tables that this asks."""
HeldTables = Mapping[str, "pyarrow.Table | None"]
"""Tables by name with all their rows of some revisions, in the order of a seal and with the number of each; None where
they have to be read."""


def link(
    cursor: Cursor,
    revision: int,
    sealing: Sealing | None = None,
    tables: Set[str] | None = None,
    seen: dict[str, pyarrow.Table] | None = None,
) -> str:
    """Seal ``revision`` inside the caller's transaction. Returns its hash in hexadecimal digits. Every table that is
    read for it is added to ``seen``.

    ``sealing`` holds the seals of its inventory rows exactly as they were inserted (``in_order``), which spares reading
    them back; ``tables`` are all that may hold rows of it, where that is known. Revision 0 stands for what a new
    database is given before its first revision.
    """
    listed = filled(cursor, revision) if tables is None else sorted(tables)
    content = _Content(cursor, range(revision, revision + 1), listed)
    parts = list(_seals(content, revision, sealing))
    if seen is not None:
        seen |= content.seen
    # The hash of the revision before one.
    found = joined(links_of(cursor, [revision - 1]).get(revision - 1, BEGINNING), revision, parts)
    _write(cursor, {revision: (found, parts)})
    return found


def seal(cursor: Cursor) -> None:
    """Seal every revision that is newer than the last sealed one, inside the caller's transaction."""
    ((newest,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
    extend(cursor, head(cursor), newest)


def extend(cursor: Cursor, last: Head | None, newest: int, tables: HeldTables | None = None) -> dict[int, str]:
    """Seal the revisions from behind the ``last`` sealed one up to the newest, inside the caller's transaction.
    ``tables`` are all that hold rows of these, where that is known. Returns the hash of each by its number."""
    before, first = (BEGINNING, 0) if last is None else (last.sha256, last.revision + 1)
    made = {}
    for revision, parts in seals_of(cursor, range(first, newest + 1), tables):
        before = joined(before, revision, parts)
        made[revision] = (before, parts)
    if made:
        _write(cursor, made)
    return {revision: found for revision, (found, _) in made.items()}


def _write(cursor: Cursor, made: Mapping[int, tuple[str, Sequence[Seal]]]) -> None:
    insert(cursor, "chain", [(revision, found) for revision, (found, _) in made.items()])
    numbered = ((revision, enumerate(parts, start=1)) for revision, (_, parts) in made.items())
    insert(cursor, "seals", [(revision, place, *part) for revision, parts in numbered for place, part in parts])


def links_of(cursor: Cursor, revisions: Sequence[int]) -> dict[int, str]:
    """By revision the hash of the chain that ends with it; none for one that is not sealed."""
    found = cursor.execute(
        "SELECT revision, sha256 FROM chain WHERE revision IN (SELECT unnest($numbers::INTEGER[]))",
        {"numbers": list(revisions)},
    )
    return dict(found.fetchall())


class Head(NamedTuple):
    """The newest revision and its hash: whoever notes it down elsewhere can tell later that nothing was taken away."""

    revision: int
    sha256: str


def head(cursor: Cursor, upto: int | None = None) -> Head | None:
    """The head of the chain, with ``upto`` as it was after that revision; None where nothing is sealed yet."""
    found = cursor.execute(
        "SELECT revision, sha256 FROM chain WHERE revision <= coalesce(?, revision) ORDER BY revision DESC LIMIT 1",
        [upto],
    ).fetchall()
    return Head(*found[0]) if found else None


def stored(cursor: Cursor) -> dict[int, str]:
    """The hashes on file by revision."""
    return dict(cursor.execute("SELECT revision, sha256 FROM chain ORDER BY revision").fetchall())


class Sealing:
    """Seals the rows of one table of a revision piece by piece, while they are written."""

    def __init__(self, table: str, rows: int) -> None:
        """Begin the seals of a table that will have this many rows."""
        self.table, self.size, self.cities = table, block_rows(rows), set[str]()
        self._seals: list[Seal] = []

    def add(self, rows: pyarrow.Table) -> None:
        """Seal the next rows; all but the last of several pieces hold whole blocks (``pieces``). Many blocks are made
        side by side, for which the hashing lets other threads run."""
        blocks = [rows.slice(start, self.size) for start in range(0, rows.num_rows, self.size)]
        if len(blocks) <= FEW_BLOCKS or rows.num_rows < AT_ONCE:
            self.add_run(Canonical(rows), 0, rows.num_rows)
            return
        with ThreadPoolExecutor(cpu_count()) as pool:
            for block, made in zip(blocks, pool.map(_sealed_alone, blocks), strict=True):
                self._seals.append(Seal(self.table, *made))
                self.cities |= set(block.column("city_id").unique().to_pylist())

    def add_run(self, rows: Canonical, start: int, end: int) -> None:
        """Seal a run of rows."""
        for first in range(start, end, self.size):
            last = min(first + self.size, end)
            self._seals.append(Seal(self.table, *rows.source_rows(first, last), rows.digest(first, last)))
        self.cities |= rows.cities(start, end)

    def watched(self, pieces: Iterable[pyarrow.Table]) -> Iterator[pyarrow.Table]:
        """Pieces of rows, each sealed before it is passed on."""
        for rows in pieces:
            self.add(rows)
            yield rows

    def seals(self) -> Sequence[Seal]:
        """The seals of all rows, in their order."""
        return self._seals


def block_rows(rows: int) -> int:
    """How many rows of a table of ``rows`` are sealed together."""
    return min(max(SMALLEST_BLOCK, -(-rows // BLOCKS)), LARGEST_BLOCK)


def pieces(rows: Rows) -> Iterator[pyarrow.Table]:
    """Rows in pieces of whole blocks, none of them larger than what is written at a time."""
    size = block_rows(rows.num_rows)
    step = max(ROWS_OF_A_PIECE // size, 1) * size
    for start in range(0, rows.num_rows, step):
        yield rows.slice(start, step)


class Seal(NamedTuple):
    """The digest of one block of rows of one table, from ``first_row`` to ``last_row`` of the file (None: no rows of a
    file)."""

    table: str
    first_row: int | None
    last_row: int | None
    sha256: str


def joined(before: str, revision: int, parts: Iterable[Seal]) -> str:
    """The hash of a revision: over the hash ``before``, its number and the seals of its parts."""
    text = "".join(f"{part.table} {part.sha256}\n" for part in parts)
    return hashlib.sha256(f"{before}\n{revision}\n{text}".encode()).hexdigest()


def seals_of(cursor: Cursor, revisions: range, tables: HeldTables | None = None) -> Iterator[tuple[int, list[Seal]]]:
    """Each of some revisions with its seals from its content as it stands; rows in a table that is none of ours are
    content too, unless it is known which ``tables`` hold any. They are read many at a time, which for small ones takes
    a tenth of reading each by itself."""
    foreign = set(tables_of_revisions(cursor)) - ASKED if revisions and tables is None else set()
    for window in windows(cursor, revisions):
        found = {*filled(cursor, window.start, window.stop - 1), *foreign} if tables is None else tables
        content = _Content(cursor, window, sorted(found), tables)
        for revision in window:
            yield revision, list(_seals(content, revision))


def compared(cursor: Cursor, revisions: range) -> Iterator[tuple[int, list[Seal], list[Seal]]]:
    """Each of some revisions with its seals as they are on file, and from its content as it stands."""
    made: dict[int, list[Seal]] = {}
    rows = cursor.execute(
        """
        SELECT revision, part, first_row, last_row, sha256 FROM seals WHERE revision BETWEEN ? AND ?
        ORDER BY revision, position
        """,
        [revisions.start, revisions.stop - 1],
    )
    for revision, *seal in rows.fetchall():
        made.setdefault(revision, []).append(Seal(*seal))
    for revision, now in seals_of(cursor, revisions):
        yield revision, made.get(revision, []), now


def windows(cursor: Cursor, revisions: range) -> Iterator[range]:
    """Some revisions in runs that can be read in one go; one that is large stands alone."""
    if len(revisions) == 1:
        yield revisions
        return
    held = dict(
        cursor.execute(
            "SELECT revision, row_count FROM revisions WHERE revision BETWEEN ? AND ?",
            [revisions.start, revisions.stop - 1],
        ).fetchall()
    )
    first, rows = revisions.start, 0
    for revision in revisions:
        if revision > first and (rows + held.get(revision, 0) > AT_ONCE or revision - first == REVISIONS_AT_ONCE):
            yield range(first, revision)
            first, rows = revision, 0
        rows += held.get(revision, 0)
    if first < revisions.stop:
        yield range(first, revisions.stop)


def _sealed_alone(block: pyarrow.Table) -> tuple[int | None, int | None, str]:
    rows = Canonical(block)
    return *rows.source_rows(0, block.num_rows), rows.digest(0, block.num_rows)


def _seals(content: _Content, revision: int, sealing: Sealing | None = None) -> Iterator[Seal]:
    cities: set[str] = set()
    for name in content.of(revision):
        found = content.sealing(name, revision) if sealing is None or name != ROWS else sealing
        yield from found.seals()
        cities |= found.cities
    if cities:
        yield Seal("cities", None, None, content.cities(frozenset(cities)))
    if revision == 0 and (pairings := content.cursor.table("pairings").order(POSITION).to_arrow_table()).num_rows:
        yield Seal("pairings", None, None, digest(pairings))


def tables_of_revisions(cursor: Cursor) -> list[str]:
    """The tables whose rows bear the number of a revision, by name."""
    found = cursor.execute(
        """
        SELECT table_name FROM duckdb_columns() WHERE column_name = 'revision' AND NOT internal ORDER BY table_name
        """
    ).fetchall()
    return [name for (name,) in found if name not in OWN]


def filled(cursor: Cursor, first: int, last: int | None = None) -> list[str]:
    """The tables that hold rows of the revisions from ``first`` to ``last`` (of that one alone without), by name.

    Most revisions fill four of them: asking once which ones is several times faster than reading each of them.
    """
    asked = [first, first if last is None else last]
    return sorted(name for (name,) in cursor.execute(FILLED, asked).fetchall())


def sealed_tables(cursor: Cursor, first: int, last: int) -> frozenset[str]:
    """The tables that hold rows of the revisions from ``first`` to ``last``, as their seals name them: a twentieth of
    asking each table. None for revisions that are not sealed yet."""
    found = cursor.execute("SELECT DISTINCT part FROM seals WHERE revision BETWEEN ? AND ?", [first, last])
    return frozenset(part for (part,) in found.fetchall())


class _Content:
    """The rows of some revisions by table; of several, every table is read once, but for what is ``held`` already."""

    def __init__(self, cursor: Cursor, revisions: range, tables: Sequence[str], held: HeldTables | None = None) -> None:
        self.cursor, self.tables = cursor, tables
        self._revisions, self._given = revisions, held or {}
        self._by_table = len(revisions) > 1 or held is not None
        self._held: dict[str, Canonical] = {}
        self._places: dict[str, dict[int, tuple[int, int]]] = {}
        self.seen: dict[str, pyarrow.Table] = {}
        self._register: pyarrow.Table | None = None
        self._of_cities: dict[frozenset[str], str] = {}
        if self._by_table:
            for table in tables:
                self._read(table)

    def sealing(self, table: str, revision: int) -> Sealing:
        """The rows of one revision in one table, sealed in their order."""
        if not self._by_table:
            rows = self.seen[table] = _of_revisions(self.cursor, table, self._revisions)
            alone = Sealing(table, rows.num_rows)
            alone.add(rows.drop_columns("revision"))
            return alone
        start, end = self._places[table][revision]
        found = Sealing(table, end - start)
        found.add_run(self._held[table], start, end)
        return found

    def of(self, revision: int) -> Iterator[str]:
        """The tables that may hold rows of one revision, by name."""
        if not self._by_table:
            return iter(self.tables)
        return (table for table in self.tables if revision in self._places[table])

    def _read(self, table: str) -> None:
        """Hold all rows of a table that belong to the revisions, and know where those of each stand."""
        held = self._given.get(table)
        if held is None:
            held = _of_revisions(self.cursor, table, self._revisions)
        else:
            first, last = np.searchsorted(
                held.column("revision").to_numpy(), [self._revisions[0], self._revisions.stop]
            )
            held = held.slice(first, last - first)
        held = held.combine_chunks()
        numbers, starts = np.unique(held.column("revision").to_numpy(), return_index=True)
        ends = [*starts[1:].tolist(), held.num_rows]
        self._places[table] = dict(zip(numbers.tolist(), zip(starts.tolist(), ends, strict=False), strict=False))
        self._held[table] = Canonical(held.drop_columns("revision"))

    def cities(self, ids: frozenset[str]) -> str:
        """The digest of the entries of these cities, by id."""
        if ids not in self._of_cities:
            self._of_cities[ids] = digest(self._entries(ids))
        return self._of_cities[ids]

    def _entries(self, ids: frozenset[str]) -> pyarrow.Table:
        import pyarrow as pa
        import pyarrow.compute as pc

        if len(ids) <= FEW_CITIES and len(self._revisions) <= FEW_CITIES:  # the register may hold thousands
            return self.cursor.sql(_ENTRIES, params={"ids": sorted(ids)}).to_arrow_table()
        if self._register is None:
            self._register = self.cursor.table("cities").order("city_id").to_arrow_table()
        return self._register.filter(pc.is_in(self._register.column("city_id"), pa.array(sorted(ids), pa.string())))


def rows(cursor: Cursor, revisions: range) -> pyarrow.Table:
    """The inventory rows of some revisions, by revision and in the order in which they stand in the ledger."""
    return _of_revisions(cursor, ROWS, revisions)


def _of_revisions(cursor: Cursor, table: str, revisions: range) -> pyarrow.Table:
    first, last = revisions[0], revisions[-1]
    order = "revision" if table == "revisions" else "revision, position"  # one row belongs to each revision
    if table in ASKED:
        statement = _READ.replace("TABLE", table).replace("ORDER_OF_ROWS", order)
        return cursor.sql(statement, params={"first": first, "last": last}).to_arrow_table()
    number = duckdb.ColumnExpression("revision")  # what others called a table comes into no statement
    chosen = cursor.table(table).filter(
        (number >= duckdb.ConstantExpression(first)) & (number <= duckdb.ConstantExpression(last))
    )
    return chosen.order(order).to_arrow_table()


def in_order(rows: pyarrow.Table) -> pyarrow.Table:
    """Inventory rows with those of one city, year and method together, else in the order given; as they are stored.

    One city's rows stand together, so that reading one city stays flat however large the ledger grows.
    """
    if not rows.num_rows:
        return rows
    city, method = (ranks(rows.column(name)).astype(np.int64) for name in ("city_id", "method"))
    year = rows.column("year").to_numpy().astype(np.int64)
    place = (city * 2**16 + year) * 2**8 + method
    if (place[1:] >= place[:-1]).all():
        return rows
    return rows.take(np.argsort(place, kind="stable"))
