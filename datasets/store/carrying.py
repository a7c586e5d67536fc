"""A city's part of the ledger taken out whole and written into another one: revision by revision, as it was committed.

A revision is known again by its *identity*, a SHA-256 over what it says of the city: who, when, why, from which file,
what it undoes, and every row in its order. No number of a ledger is in it, so that two installations call it alike. The
samples that ship bear the time at which a database was made: they are known by the rest.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

import duckdb

from datasets.store import chain, ledger, touched
from datasets.store.kind import Cursor, insert
from datasets.store.kinds import BROUGHT, access_tokens, carried_revisions, city_roles, for_each_table
from datasets.store.kinds.carried_revisions import CarriedRow
from datasets.store.records import ROW_COLUMNS, CityRecord, Submission
from datasets.store.shared_values import NOT_TEXT, Writer

ROWS = "inventory_rows"
_OF_LEDGER = (access_tokens.KIND, carried_revisions.KIND, city_roles.KIND)
"""Which revisions are those of others, and who may do what, is said of one ledger and goes to no other one."""
TABLES = tuple(name for kind in BROUGHT if kind not in _OF_LEDGER for name in kind.tables)
"""What a revision may say beside rows of inventories."""
_OF_CITY = "SELECT * FROM TABLE WHERE list_contains($numbers::INTEGER[], revision) ORDER BY revision, position"
_REVISIONS = """
    SELECT revision, committed_at, author, reason, file_name, file_sha256, layout, row_count, undoes, sample
    FROM revisions WHERE list_contains($numbers::INTEGER[], revision) ORDER BY revision
"""
_BACK = """
    SELECT revision, year, method, measure, content_revision FROM slots
    WHERE city_id = $city AND content_revision <> revision ORDER BY revision, position
"""
_FILLED = for_each_table("SELECT 'TABLE' WHERE EXISTS (SELECT 1 FROM TABLE)", (), ROWS, *TABLES)
"""Which tables hold anything: most are empty in most databases."""
_CITY = "SELECT * EXCLUDE (city_id) FROM cities WHERE city_id = ?"
_BEGINNING = (None, "Sample data", None, None, None, "sample", 0, None, True)
"""What is told of revision 0, which a database begins with and which nobody committed; in the order of _REVISIONS."""
_WHOLE = {"TINYINT": 2**7, "SMALLINT": 2**15, "INTEGER": 2**31, "BIGINT": 2**63}


class Back(NamedTuple):
    """A table of an inventory that a revision puts back to what the one of identity ``content`` held, None for
    nothing."""

    year: int
    method: str
    measure: str
    content: str | None


class Settling(NamedTuple):
    """What is stated behind two histories that were brought together: tables of inventories put ``back``, and what a
    ``submission`` brings beside them; where both are empty, nothing is."""

    back: tuple[Back, ...]
    submission: Submission


class HeldTable(NamedTuple):
    """The rows of one table with the names of their columns; the city and the numbers of the ledger are left out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class CityRevision:
    """What one revision says of a city. ``origins`` are the number and the hash by which ledgers call it, where it was
    committed first; ``committed_at`` is None for what a database begins with; ``undoes`` is an identity."""

    committed_at: datetime | None
    author: str
    reason: str | None
    file_name: str | None
    file_sha256: str | None
    layout: str
    rows: int
    undoes: str | None
    sample: bool
    back: tuple[Back, ...]
    tables: Mapping[str, HeldTable]
    origins: tuple[tuple[int, str], ...] = ()
    occurrence: int = 0
    """How many others of the same content stand before it, so that no two have one identity."""

    @cached_property
    def identity(self) -> str:
        """The hash by which it is known in every ledger."""
        told = {name: value for name, value in vars(self).items() if name not in ("origins", "identity")}
        at = None if self.sample or self.committed_at is None else self.committed_at.isoformat()
        return hashlib.sha256(_canonical(told | {"committed_at": at}).encode()).hexdigest()

    @property
    def line(self) -> str:
        """When, who, from which file and why, for people."""
        when = "" if self.committed_at is None else f"{self.committed_at:%Y-%m-%d %H:%M} UTC, "
        return f"{when}{self.author}: {self.file_name or self.layout}{f' ({self.reason})' if self.reason else ''}"

    def as_dict(self) -> dict[str, Any]:
        """What it is, without its rows, as plain values for JSON."""
        told = {name: getattr(self, name) for name in ("identity", "author", "reason", "file_name", "layout", "rows")}
        return {**told, "committed_at": None if self.committed_at is None else self.committed_at.isoformat()}


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def head(city: CityRecord, revisions: Iterable[CityRevision]) -> str:
    """The hash over a city and its revisions in their order: two histories with one head are the same."""
    told = [asdict(city), *(revision.identity for revision in revisions)]
    return hashlib.sha256(_canonical(told).encode()).hexdigest()


def city(cursor: Cursor, city_id: str) -> CityRecord:
    """The entry of a city as it was first written, whatever was said of it since."""
    ((name, others, *rest),) = cursor.execute(_CITY, [city_id]).fetchall()
    return CityRecord(city_id, name, tuple(others), *rest)


def on_file(cursor: Cursor, city_id: str) -> bool:
    """Whether a city has an entry."""
    return bool(cursor.execute(_CITY, [city_id]).fetchall())


def history(cursor: Cursor, city_id: str) -> dict[int, CityRevision]:
    """Every revision of a city by its number here, the oldest first, each with what it says of that city alone."""
    numbers = touched.of_city(cursor, city_id)
    told = {row[0]: row[1:] for row in cursor.execute(_REVISIONS, {"numbers": numbers}).fetchall()}
    tables = _tables(cursor, city_id, numbers)
    back: dict[int, list[tuple[Back, int]]] = {}
    for number, year, method, measure, content in cursor.execute(_BACK, {"city": city_id}).fetchall():
        back.setdefault(number, []).append((Back(year, method, measure, None), content))
    elsewhere: dict[int, list[CarriedRow]] = {}
    for _, row in carried_revisions.of_city(cursor, city_id):
        elsewhere.setdefault(row.here, []).append(row)
    heads = chain.links_of(cursor, numbers)
    found: dict[int, CityRevision] = {}
    names: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number in numbers:
        held = tables.get(number, {})
        own = len(held[ROWS].rows) if ROWS in held else 0
        at, author, reason, file_name, file_sha256, layout, count, undoes, sample = told.get(number, _BEGINNING)
        others = elsewhere.get(number, ())
        came = next((row.origin for row in others if row.came), None)
        alone = touched.cities_of(cursor, number) == [city_id]
        made = CityRevision(
            committed_at=None if at is None or came == 0 else at.replace(tzinfo=UTC),
            author=author,
            reason=reason,
            file_name=file_name,
            file_sha256=file_sha256,
            layout=layout,
            rows=int(count) if alone else own,
            undoes=None if undoes is None else names[undoes],
            sample=sample,
            back=tuple(slot._replace(content=names.get(content)) for slot, content in back.get(number, ())),
            tables=held,
            origins=tuple(dict.fromkeys(_origins(number, heads.get(number), others))),
        )
        occurrence = seen.get(made.identity, 0)
        seen[made.identity] = occurrence + 1
        found[number] = replace(made, occurrence=occurrence) if occurrence else made
        names[number] = found[number].identity
    return found


def _origins(number: int, own: str | None, others: Sequence[CarriedRow]) -> Iterable[tuple[int, str]]:
    """By what ledgers call a revision: those that it came from, else this one first."""
    if own is not None and not any(row.came for row in others):
        yield number, own
    yield from ((row.origin, row.head) for row in others)


def _tables(cursor: Cursor, city_id: str, numbers: Sequence[int]) -> dict[int, dict[str, HeldTable]]:
    """What some revisions say of a city, by their number and the name of the table."""
    found: dict[int, dict[str, HeldTable]] = {}
    for name in (name for (name,) in cursor.execute(_FILLED).fetchall()):
        read = cursor.execute(_OF_CITY.replace("TABLE", name), {"numbers": numbers})
        columns = [column for column, *_ in read.description or ()]
        kept = [place for place, column in enumerate(columns) if column not in ("revision", "position", "city_id")]
        of_whom = columns.index("city_id") if "city_id" in columns else None
        rows: dict[int, list[tuple[Any, ...]]] = {}
        for row in read.fetchall():
            if of_whom is None or row[of_whom] in (city_id, ""):
                rows.setdefault(row[0], []).append(tuple(_plain(row[place]) for place in kept))
        for number, mine in rows.items():
            named = tuple(columns[place] for place in kept)
            found.setdefault(number, {})[name] = HeldTable(named, tuple(mine))
    return found


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Unfit(Exception):
    """What a bundle holds that the tables of this program cannot hold; nobody sees it but who opens a bundle."""


def write(
    cursor: Cursor, city: CityRecord, revisions: Sequence[CityRevision], known: Mapping[str, int]
) -> dict[str, int]:
    """Write those revisions of a city that are not on file, inside the caller's transaction. ``known`` are the numbers
    here of those that are, by identity.

    Returns the number of each that was written by its identity. Raises Unfit for what no ledger of this program holds.
    """
    try:
        ledger.write_cities(cursor, [city])
        numbers = dict(known)
        began = min((one.committed_at for one in revisions if one.committed_at), default=datetime.now(UTC))
        made: dict[str, int] = {}
        new = [one for one in revisions if one.identity not in known]
        for number, one in enumerate(new, start=ledger.newest(cursor) + 1):
            at = (one.committed_at or began).astimezone(UTC).replace(tzinfo=None)
            said = (one.author, one.reason, one.file_name, one.file_sha256, one.layout, one.rows)
            undoes = None if one.undoes is None else _known(numbers, one.undoes)
            insert(cursor, "revisions", [(number, at, *said, undoes, one.sample)])
            for name, table in one.tables.items():
                if name == ROWS:
                    _write_rows(cursor, number, city.city_id, table)
                else:
                    held = _checked(cursor, name, table)
                    every = cursor.table(name).columns
                    places = {column: place for place, column in enumerate(table.columns)}
                    fixed = {"revision": number, "city_id": city.city_id}
                    rows = [
                        tuple(
                            position
                            if column == "position"
                            else fixed.get(column, row[places[column]] if column in places else None)
                            for column in every
                        )
                        for position, row in enumerate(held, start=1)
                    ]
                    insert(cursor, name, rows)
            place = len(one.tables.get(ROWS, ((), ()))[1])  # behind the tables that the rows fill
            _write_back(cursor, number, city.city_id, one.back, numbers, place)
            numbers[one.identity] = made[one.identity] = number
        return made
    except (duckdb.ConstraintException, duckdb.ConversionException) as error:
        raise Unfit(str(error).splitlines()[0]) from error


def settle(cursor: Cursor, city_id: str, settling: Settling, numbers: Mapping[str, int]) -> None:
    """State what settles two histories, inside the caller's transaction: tables in a revision of their own, since what
    is said of an inventory counts of a revision that fills no table."""
    nothing = replace(settling.submission, brings={})
    if settling.back:
        number = ledger.append(cursor, nothing).revision
        _write_back(cursor, number, city_id, settling.back, numbers)
    if settling.submission.brings:
        ledger.append(cursor, settling.submission)


def _write_back(
    cursor: Cursor, number: int, city_id: str, back: Sequence[Back], numbers: Mapping[str, int], behind: int = 0
) -> None:
    rows = [(city_id, *slot[:3], 0 if slot.content is None else _known(numbers, slot.content), None) for slot in back]
    insert(cursor, "slots", [(number, place, *row) for place, row in enumerate(rows, start=behind + 1)])


def _known(numbers: Mapping[str, int], identity: str) -> int:
    if identity not in numbers:
        raise Unfit(f"a revision goes back to {identity[:12]}, which does not stand before it")
    return numbers[identity]


def _write_rows(cursor: Cursor, number: int, city_id: str, table: HeldTable) -> None:
    import pyarrow as pa

    held = _checked(cursor, ROWS, table)
    columns = {**dict(zip(table.columns, zip(*held, strict=True), strict=True)), "city_id": (city_id,) * len(held)}
    if missing := set(ROW_COLUMNS).difference(columns):
        raise Unfit(f"rows without {', '.join(sorted(missing))}")
    types = {**NOT_TEXT, "source_row": "int32", "value": "float64"}
    rows = pa.table({name: pa.array(columns[name], types.get(name, "string")) for name in ROW_COLUMNS})
    try:
        Writer(cursor, number).write(chain.pieces(rows))
    except ValueError as error:
        raise Unfit(str(error)) from error


def _checked(cursor: Cursor, name: str, table: HeldTable) -> Sequence[tuple[Any, ...]]:
    """The rows of a table of this program, each cell of the type of its column."""
    if name not in (ROWS, *TABLES):
        raise Unfit(f"a table {name}, which this edition does not have")
    relation = cursor.table(name)
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    for column in ("revision", "position", "city_id"):
        types.pop(column, None)
    if unknown := sorted(set(table.columns).difference(types)):
        raise Unfit(f"a column {unknown[0]} of {name}, which this edition does not have")
    wanted = [types[column] for column in table.columns]
    for row in table.rows:
        for column, kind, cell in zip(table.columns, wanted, row, strict=True):
            if not _fits(kind, cell):
                raise Unfit(f"{str(cell)[:40]!r} in the column {column} of {name}")
    return table.rows


def _fits(kind: str, cell: Any) -> bool:
    """Whether a cell is of the type of a column of the engine."""
    if cell is None:
        return True
    if kind == "VARCHAR":
        return isinstance(cell, str)
    if kind == "BOOLEAN":
        return isinstance(cell, bool)
    if kind == "DOUBLE":
        return isinstance(cell, float) and math.isfinite(cell)
    if kind.endswith("[]"):
        return isinstance(cell, tuple) and all(item is not None and _fits(kind[:-2], item) for item in cell)
    return type(cell) is int and kind in _WHOLE and -_WHOLE[kind] <= cell < _WHOLE[kind]


def origins_to_note(
    city_id: str, revisions: Sequence[CityRevision], known: Mapping[int, CityRevision], made: Mapping[str, int]
) -> list[CarriedRow]:
    """By what other ledgers call the revisions of a bundle, all of them in their order; nothing where all of it is on
    file."""
    numbers = {**{one.identity: number for number, one in known.items()}, **made}
    said = {origin for one in known.values() for origin in one.origins}
    if not made and all(origin in said for one in revisions for origin in one.origins):
        return []
    return [
        CarriedRow(city_id, numbers[one.identity], *origin, came=one.identity in made)
        for one in revisions
        for origin in one.origins
        if numbers[one.identity]  # what a database begins with has no number of its own
    ]


def opening(submission: Submission, rows: Sequence[CarriedRow]) -> Submission:
    """The revision that says which of the others came with a bundle."""
    return replace(submission, brings={**submission.brings, carried_revisions.KIND.name: rows})
