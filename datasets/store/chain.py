"""The chain of the ledger: each revision is sealed by a SHA-256 over the one before it and over its own content.

A revision's content is every row that bears its number, whichever table holds it, and the entries of the cities that
these rows name. It is sealed table by table, a long table in blocks; the hash joins these seals. Rows are taken in the
order that their column ``position`` gives them, which is itself no part of a seal. Tables without such rows, and
columns without a value, are passed over: a table or a column that a later edition of the program adds leaves the old
seals valid.

The canonical form of a column is its name, its type (text, whole, number or other) and its bytes: whole numbers as
64-bit and numbers as IEEE 754 double, little-endian, with a byte for each row that says whether it holds a value;
texts as their distinct words in order of code points and the place of each row's word among them (texts that hardly
repeat: lengths and UTF-8 bytes); anything else as JSON. Hashing columns of the table that is committed costs a few per
cent of an import; hashing rows one by one costs more than the import.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import numpy as np

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
NUMBERS = (POSITION, "slot")
"""Columns that only order rows and tie tables together: what is sealed shows what they order and tie."""
AT_ONCE = 100_000
"""Rows that are read in one go when several revisions are sealed."""
BLOCKS, SMALLEST_BLOCK, LARGEST_BLOCK = 20, 1000, 122_880
"""A large table is sealed in so many blocks of rows, so that a change is found within some of them; none is smaller or
larger than these."""
ROWS_OF_A_PIECE = LARGEST_BLOCK
FEW_BLOCKS = 4
"""Where rows are written piece by piece, the engine works beside the hashing, and has use for the other cores."""
FEW_CITIES = 10
"""The entries of so many cities are looked up; of more, the whole register is read."""
HARDLY_REPEATING = ("original_text",)
FILLED = for_each_table(
    "SELECT 'TABLE' WHERE EXISTS (SELECT 1 FROM TABLE WHERE revision = $1)", BROUGHT, ROWS, "revisions", "slots"
)
"""Which tables hold rows of a revision."""
ASKED = frozenset(re.findall(r"SELECT '(\w+)'", FILLED))
"""The tables that this asks."""


def link(cursor: Cursor, revision: int, sealing: Sealing | None = None, tables: Sequence[str] | None = None) -> str:
    """Seal ``revision`` inside the caller's transaction. Returns its hash in hexadecimal digits.

    ``sealing`` holds the seals of its inventory rows exactly as they were inserted (``in_order``), which spares reading
    them back; ``tables`` are all that may hold rows of it, where that is known. Revision 0 stands for what a new
    database is given before its first revision.
    """
    listed = filled(cursor, revision) if tables is None else sorted(tables)
    content = _Content(cursor, range(revision, revision + 1), listed)
    parts = list(_seals(content, revision, sealing))
    found = joined(_before(cursor, revision), revision, parts)
    _write(cursor, {revision: (found, parts)})
    return found


def extend(cursor: Cursor) -> None:
    """Seal every revision that is newer than the last sealed one, inside the caller's transaction."""
    waiting = _unsealed(cursor)
    if not waiting:
        return
    content = _Content(cursor, waiting, filled(cursor, waiting[0]) if len(waiting) == 1 else None)
    before = _before(cursor, waiting[0])
    made = {}
    for revision in waiting:
        parts = list(_seals(content, revision))
        before = joined(before, revision, parts)
        made[revision] = (before, parts)
    _write(cursor, made)


def _write(cursor: Cursor, made: Mapping[int, tuple[str, Sequence[Seal]]]) -> None:
    insert(cursor, "chain", [(revision, found) for revision, (found, _) in made.items()])
    numbered = ((revision, enumerate(parts, start=1)) for revision, (_, parts) in made.items())
    insert(cursor, "seals", [(revision, place, *part) for revision, parts in numbered for place, part in parts])


def _unsealed(cursor: Cursor) -> range:
    ((last, newest),) = cursor.execute(
        "SELECT (SELECT max(revision) FROM chain), (SELECT coalesce(max(revision), 0) FROM revisions)"
    ).fetchall()
    return range(0 if last is None else last + 1, newest + 1)


def _before(cursor: Cursor, revision: int) -> str:
    """The hash of the revision before one."""
    return links_of(cursor, [revision - 1]).get(revision - 1, BEGINNING)


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


def head(cursor: Cursor) -> Head | None:
    """The head of the chain, None where nothing is sealed yet."""
    found = cursor.execute("SELECT revision, sha256 FROM chain ORDER BY revision DESC LIMIT 1").fetchall()
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
        """Seal the next rows; all but the last of several pieces hold whole blocks (``pieces``)."""
        blocks = [rows.slice(start, self.size) for start in range(0, rows.num_rows, self.size)]
        found = zip(blocks, _digests(blocks), strict=True)
        self._seals += [Seal(self.table, *_range(block), sha256) for block, sha256 in found]
        if "city_id" in rows.column_names:
            self.cities |= set(rows.column("city_id").unique().to_pylist())

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


def sealed(cursor: Cursor, revision: int) -> list[Seal]:
    """The seals on file of one revision."""
    found = cursor.execute(
        "SELECT part, first_row, last_row, sha256 FROM seals WHERE revision = ? ORDER BY position", [revision]
    ).fetchall()
    return [Seal(*row) for row in found]


def seals(cursor: Cursor, revision: int) -> Iterator[Seal]:
    """The seals of one revision from its content as it stands; rows in a table that is none of ours are content too."""
    tables = {*filled(cursor, revision), *set(tables_of_revisions(cursor)) - ASKED}
    return _seals(_Content(cursor, range(revision, revision + 1), sorted(tables)), revision)


def _seals(content: _Content, revision: int, sealing: Sealing | None = None) -> Iterator[Seal]:
    cities: set[str] = set()
    for name in content.of(revision):
        if name == ROWS and sealing is not None:
            found = sealing
        else:
            table = content.rows(name, revision)
            found = Sealing(name, table.num_rows)
            found.add(table)
        yield from found.seals()
        cities |= found.cities
    if cities:
        yield Seal("cities", None, None, digest(content.cities(cities)))
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


def filled(cursor: Cursor, revision: int) -> list[str]:
    """The tables that hold rows of a revision, by name.

    Most revisions fill four of them: asking once which ones is several times faster than reading each of them.
    """
    return sorted(name for (name,) in cursor.execute(FILLED, [revision]).fetchall())


class _Content:
    """The rows of some revisions by table. Of a few small revisions, such as the samples, every table is read once."""

    def __init__(self, cursor: Cursor, revisions: range, tables: Sequence[str] | None = None) -> None:
        self.cursor = cursor
        self.tables = tables_of_revisions(cursor) if tables is None else tables
        self._first = revisions[0]
        self._at_once = len(revisions) > 1 and self._rows() <= AT_ONCE
        self._held: dict[str, pyarrow.Table] = {}
        self._places: dict[str, dict[int, tuple[int, int]]] = {}

    def _rows(self) -> int:
        ((rows,),) = self.cursor.execute(
            "SELECT coalesce(sum(row_count), 0) FROM revisions WHERE revision >= ?", [self._first]
        ).fetchall()
        return int(rows)

    def rows(self, table: str, revision: int) -> pyarrow.Table:
        """The rows of one revision in one table, in their order."""
        if not self._at_once:
            return _belonging(self.cursor, table, revision)
        start, end = self._places[table].get(revision, (0, 0))
        return self._held[table].slice(start, end - start)

    def of(self, revision: int) -> Iterator[str]:
        """The tables that may hold rows of one revision, by name."""
        if not self._at_once:
            return iter(self.tables)
        if not self._places:
            for table in self.tables:
                self._read(table)
        return (table for table in self.tables if revision in self._places[table])

    def _read(self, table: str) -> None:
        """Hold all rows of a table that belong to the revisions, and know where those of each stand."""
        chosen = self.cursor.table(table).filter(duckdb.ColumnExpression("revision") >= _constant(self._first))
        held = _ordered(chosen, table).combine_chunks()
        numbers, starts = np.unique(held.column("revision").to_numpy(), return_index=True)
        ends = [*starts[1:].tolist(), held.num_rows]
        self._places[table] = dict(zip(numbers.tolist(), zip(starts.tolist(), ends, strict=False), strict=False))
        self._held[table] = held.drop_columns("revision")

    def cities(self, ids: set[str]) -> pyarrow.Table:
        """The entries of these cities, by id."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if len(ids) <= FEW_CITIES and not self._at_once:  # the register may hold thousands
            named = duckdb.ColumnExpression("city_id").isin(*map(_constant, sorted(ids)))
            return self.cursor.table("cities").filter(named).order("city_id").to_arrow_table()
        if "cities" not in self._held:
            self._held["cities"] = self.cursor.table("cities").order("city_id").to_arrow_table()
        held = self._held["cities"]
        return held.filter(pc.is_in(held.column("city_id"), pa.array(sorted(ids), pa.string())))


def _range(block: pyarrow.Table) -> tuple[int | None, int | None]:
    if "source_row" not in block.column_names:
        return None, None
    numbers = block.column("source_row").to_numpy()
    return int(numbers.min()), int(numbers.max())


def rows(cursor: Cursor, revision: int) -> pyarrow.Table:
    """The inventory rows of a revision, in the order in which they stand in the ledger."""
    return _belonging(cursor, ROWS, revision)


def _belonging(cursor: Cursor, table: str, revision: int) -> pyarrow.Table:
    chosen = cursor.table(table).filter(duckdb.ColumnExpression("revision") == _constant(revision))
    return _ordered(chosen, table).drop_columns("revision")


def _ordered(chosen: duckdb.DuckDBPyRelation, table: str) -> pyarrow.Table:
    """Rows by revision, each in their order; of the table of the revisions one belongs to each."""
    return chosen.order("revision" if table == "revisions" else "revision, position").to_arrow_table()


def _constant(value: Any) -> duckdb.Expression:
    return duckdb.ConstantExpression(value)


def in_order(rows: pyarrow.Table) -> pyarrow.Table:
    """Inventory rows with those of one city, year and method together, else in the order given; as they are stored.

    One city's rows stand together, so that reading one city stays flat however large the ledger grows.
    """
    if not rows.num_rows:
        return rows
    city, method = (_codes(rows.column(name))[1].astype(np.int64) for name in ("city_id", "method"))
    year = rows.column("year").to_numpy().astype(np.int64)
    place = (city * 2**16 + year) * 2**8 + method
    if (place[1:] >= place[:-1]).all():
        return rows
    return rows.take(np.argsort(place, kind="stable"))


def _digests(blocks: Sequence[pyarrow.Table]) -> Iterable[str]:
    """The digest of each block; of many side by side, for which the hashing lets other threads run."""
    if len(blocks) <= FEW_BLOCKS or sum(block.num_rows for block in blocks) < AT_ONCE:
        return map(digest, blocks)
    with ThreadPoolExecutor(cpu_count()) as pool:
        return list(pool.map(digest, blocks))


def digest(table: pyarrow.Table) -> str:
    """The SHA-256 of a table in its canonical form (see the module), in hexadecimal digits."""
    whole = hashlib.sha256(f"{table.num_rows}\n".encode())
    for name in sorted(set(table.column_names).difference(NUMBERS)):
        column = table.column(name)
        if column.null_count < len(column):
            for part in (name.encode(), *_canonical(name, column)):
                whole.update(memoryview(part).nbytes.to_bytes(8, "little"))
                whole.update(part)
    return whole.hexdigest()


def _canonical(name: str, column: pyarrow.ChunkedArray) -> Iterator[bytes | memoryview]:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        yield b"text"
        if name in HARDLY_REPEATING:
            yield from _spelled(column)
        else:
            words, codes = _codes(column)
            yield "\n".join(f"{len(word)} {word}" for word in words).encode()
            yield codes.data
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        whole = pa.types.is_integer(kind)
        yield b"whole" if whole else b"number"
        cells = column.cast(pa.int64() if whole else pa.float64())
        cells = pc.fill_null(cells, 0) if column.null_count else cells
        yield cells.to_numpy().astype("<i8" if whole else "<f8", copy=False).data
        yield pc.is_valid(column).cast(pa.uint8()).to_numpy().data if column.null_count else b"\1" * len(column)
    else:
        yield b"other"
        yield json.dumps(column.to_pylist(), default=str, ensure_ascii=True).encode()


def _spelled(column: pyarrow.ChunkedArray) -> Iterator[bytes | memoryview]:
    """Texts that hardly repeat: the length of each in bytes (-1 for none) and all of them in a row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = column.cast(pa.string())
    yield pc.fill_null(pc.binary_length(texts), -1).to_numpy().astype("<i4", copy=False).data
    letters = []  # of all chunks, for how a column is cut up says nothing
    for chunk in texts.chunks:
        filled = pc.fill_null(chunk, "")
        _, ends, held = filled.buffers()
        if held is not None and len(filled):
            bounds = np.frombuffer(ends, dtype=np.int32)[filled.offset : filled.offset + len(filled) + 1]
            letters.append(memoryview(held)[int(bounds[0]) : int(bounds[-1])])
    yield b"".join(letters)


def _codes(column: pyarrow.ChunkedArray) -> tuple[list[str], np.ndarray]:
    """The distinct words of a column in order of code points, and the place of each row's word from 1, 0 for none."""
    import pyarrow as pa

    if len(column) == 1 and column.null_count == 0:  # most of what is said beside the rows of inventories
        return [column[0].as_py()], np.ones(1, dtype=np.uint8)
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    joined = coded.chunk(0) if coded.num_chunks == 1 else coded.unify_dictionaries().combine_chunks()
    if isinstance(joined, pa.ChunkedArray):  # no rows, no chunk
        return [], np.zeros(0, dtype=np.uint8)
    listed = joined.dictionary.to_pylist()
    if len(listed) == 1 and listed[0] is not None and not joined.null_count:
        return listed, np.ones(len(joined), dtype=np.uint8)
    indices = joined.indices
    places = (indices.cast(pa.int32()).fill_null(len(listed)) if indices.null_count else indices).to_numpy()
    there = np.bincount(places, minlength=len(listed) + 1)
    words = sorted({word for word, held in zip(listed, there, strict=False) if held and word is not None})
    rank = {word: place for place, word in enumerate(words, start=1)}
    ranks = np.array([rank.get(word, 0) for word in listed] + [0])
    kind = np.uint8 if len(words) < 2**8 else "<u2" if len(words) < 2**16 else "<u4"
    return words, ranks.astype(kind).take(places)
