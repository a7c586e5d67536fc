"""A kind of data: what the store keeps beside the rows of inventories, and all that it has to know of it.

Each kind is one file in ``kinds``. Tables, seals, the history of a city, the register, an undo and a backup take their
lists from there, so that a new kind touches no other file of the store.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import duckdb

from analytics.text.sentences import Sentence, spoken
from analytics.vocabulary import METHOD_NAMES
from datasets.store import pseudonyms

Cursor = duckdb.DuckDBPyConnection
Row = Sequence[Any]
Entry = TypeVar("Entry")

FEW = 8
"""So many rows are sooner written into the statement than handed over as a table."""
_WRITTEN = "INSERT INTO TABLE VALUES ROWS"
_READ = """
    SELECT * FROM TABLE WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
"""
_HOLDING = "(SELECT 'NAME' FROM TABLE LIMIT 1)"
_OF_ALL = """
    SELECT place, revision, COLUMNS FROM TABLE JOIN in_force USING (revision, city_id, year, method)
    UNION ALL
    SELECT place, stated.revision, COLUMNS FROM TABLE AS stated JOIN in_force USING (city_id, year, method)
    WHERE stated.revision <= in_force.upto AND NOT list_contains($undone::INTEGER[], stated.revision)
      AND stated.revision NOT IN (SELECT revision FROM slots)
"""


class Form(NamedTuple, Generic[Entry]):
    """A kind as CSV: the columns after that of the city, and the cells of an entry."""

    columns: tuple[str, ...]
    cells: Callable[[Entry], Row]

    def lines(self, entries: Sequence[tuple[str, Entry]]) -> list[Row]:
        """The header, and a line for each entry of a city."""
        return [("city", *self.columns), *((city_id, *self.cells(entry)) for city_id, entry in entries)]


@dataclass(frozen=True)
class EditedColumn:
    """One column of the table in which a kind is edited: the ``field`` of an entry that it holds.

    A date is as far as it is known: 2018, 2018-07 or 2018-07-18. A number lies from ``least`` to ``most``, both allowed
    unless ``above``, and is in ``unit``, and so does a year where they are given; a choice is one of ``choices``, codes
    with their names, and "choices" are several, of which an entry holds the codes as one text, parted by semicolons. To
    ``settled`` choices no code will ever be added. ``blank`` may be left empty; ``fixed`` says of what the row is, and
    stays. What is ``asked`` for stands in a wide table even where nothing fills it: an assessment, a goal or a report
    needs it. What ``counts`` people is a whole number of them."""

    field: str
    title: str
    holds: Literal["year", "number", "date", "text", "choice", "choices"]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    above: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    settled: bool = False
    blank: bool = False
    fixed: bool = False
    asked: bool = False
    counts: bool = False

    def __post_init__(self) -> None:
        spoken(self, "title")

    @property
    def measure(self) -> str:
        """The unit in which its numbers are shown; "" for none."""
        return Sentence("inhabitants") if self.counts else self.unit


_METHODS = {method.value: name for method, name in METHOD_NAMES.items()}
YEAR = EditedColumn("year", "Year", "year", fixed=True)
METHOD = EditedColumn("method", "Inventory", "choice", choices=_METHODS, fixed=True)
"""Both columns say of which inventory a row is."""
SOURCE = EditedColumn("source", "Source", "text")


class Editing(NamedTuple):
    """How people edit a kind: a table with a ``title``, its ``purpose`` in a sentence and its ``columns``.

    ``entry`` makes one entry of the id of the city and of the cells, by the names of their fields; ``cells`` gives
    those of an entry that are not in a field of that name. ``identity`` are the fields that say of what a row is: no
    two rows are of the same. ``withdrawn`` says whether a row can be taken away. Tables are listed by their ``place``.
    """

    title: str
    purpose: str
    columns: tuple[EditedColumn, ...]
    entry: Callable[..., Any]
    identity: tuple[str, ...]
    withdrawn: bool = False
    place: int = 99
    cells: Callable[[Any], Mapping[str, Any]] = lambda entry: {}

    def row(self, entry: Any) -> dict[str, Any]:
        """The cells of an entry, by the names of the columns; without one, and where nothing is said, they are
        empty."""
        found: dict[str, Any] = {}
        for column in self.columns:
            cell = getattr(entry, column.field, None)
            found[column.field] = None if cell == "" else cell
            if column.holds == "choices" and cell:
                found[column.field] = tuple(cell.split(";"))
        return found if entry is None else {**found, **self.cells(entry)}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Something that the store keeps under one ``name``; ``tables`` holds by name what makes each where it is missing.

    What is of no class below is no part of the ledger: no revision refers to it, no seal covers it, and no backup holds
    it that is not ``copied``.
    """

    name: str
    tables: Mapping[str, str]
    copied: bool = False


@dataclass(frozen=True, kw_only=True)
class LedgerKind(Kind):
    """What a revision brings beside rows: the field of its submission, or what stands in ``brings``, under its name.

    Its tables begin with ``revision`` and ``position``. What is brought are rows of the other columns of its one table;
    where it is not, ``apart`` makes them by table. ``of_city``: the third column says of which city, so that the
    revision is one of its history. The newest of the entries alike in the ``key`` columns counts. ``editing`` says how
    people edit it as a table, where they do. ``personal`` is the place, in an entry, of the name of a person.
    """

    apart: Callable[[Any], Mapping[str, Sequence[Row]]] | None = None
    of_city: bool = True
    key: tuple[str, ...] = ()
    editing: Editing | None = None
    personal: int | None = None

    def write(self, cursor: Cursor, revision: int, brought: Any) -> None:
        """Add what one revision brings, inside the caller's transaction."""
        by_table = self.apart(brought) if self.apart else {next(iter(self.tables)): self._rows(brought)}
        if (place := self.personal) is not None:
            hidden = {row[place]: pseudonyms.written(cursor, row[place]) for rows in by_table.values() for row in rows}
            by_table = {
                table: [pseudonyms.told(row, place, hidden) for row in rows] for table, rows in by_table.items()
            }
        for table, rows in by_table.items():
            insert(cursor, table, [(revision, position, *row) for position, row in enumerate(rows, start=1)])

    def _rows(self, entries: Sequence[Row]) -> Sequence[Row]:
        return entries


@dataclass(frozen=True, kw_only=True)
class InventoryKind(LedgerKind):
    """What is said of a whole inventory. By a file it counts while a table of the inventory is filled by its revision;
    by a revision that fills no table, in whose place nothing newer counts, until it is undone.

    ``of_one`` selects revision, year, method and the fields of ``told``, a named tuple, of one ``$city``: columns that
    no other such kind selects, of which the first is always filled; it may ask which revisions are ``$undone``.
    ``compared`` are the columns that all cities are compared by.
    """

    told: type[Any]
    of_one: str
    compared: tuple[str, ...]
    key: tuple[str, ...] = ("year", "method")

    @property
    def of_all(self) -> str:
        """Selects ``compared`` and the revision for the tables ``in_force`` with their ``place``, but for what is
        ``$undone``."""
        return _OF_ALL.replace("TABLE", next(iter(self.tables))).replace("COLUMNS", ", ".join(self.compared))


@dataclass(frozen=True, kw_only=True)
class StatedKind(LedgerKind, Generic[Entry]):
    """What a city states by itself, of which the register holds what counts.

    ``called`` is what people call several entries. ``entry`` makes one of a row from the city on, and of its revision
    where that is its last field; ``together`` makes them of the rows of several tables, each with revision and city.

    ``replaces`` says what counts: "list", the entries of the newest revision that brings any for the city; "same", of
    the entries alike in the ``key`` columns the newest, by them in order; "nothing", all of them, the newest first.
    ``order`` sorts those that count. What was undone never counts.
    """

    called: str
    entry: Callable[..., Entry]
    replaces: Literal["list", "same", "nothing"]
    together: Callable[[Mapping[str, Sequence[Row]]], Iterable[tuple[int, str, Entry]]] | None = None
    order: Callable[[Entry], Any] | None = None
    form: Form[Entry] | None = None

    @property
    def holding(self) -> str:
        """Selects the name where anything is kept."""
        return " UNION ALL ".join(_HOLDING.replace("NAME", self.name).replace("TABLE", table) for table in self.tables)

    def same(self, entry: Entry) -> Any:
        """What an entry is of: stated again, it is replaced."""
        return attrgetter(*self.key)(entry)

    def read(
        self, cursor: Cursor, undone: Set[int], cities: Sequence[str] | None = None
    ) -> dict[str, tuple[Entry, ...]]:
        """The entries that count, by city; of ``cities`` alone where given."""
        rows = {
            name: cursor.execute(_READ.replace("TABLE", name), {"cities": cities}).fetchall() for name in self.tables
        }
        if self.personal is not None:
            place, known = self.personal + 2, pseudonyms.addresses(cursor)  # behind revision and position
            rows = {name: [pseudonyms.told(row, place, known) for row in held] for name, held in rows.items()}
        of_city: dict[str, list[tuple[int, Entry]]] = {}
        for revision, city_id, entry in self.together(rows) if self.together else self._entries(rows):
            if revision not in undone:
                of_city.setdefault(city_id, []).append((revision, entry))
        return {city_id: tuple(self._counting(entries)) for city_id, entries in of_city.items()}

    @property
    def _dated(self) -> bool:
        return getattr(self.entry, "_fields", ("",))[-1] == "revision"

    def _rows(self, entries: Sequence[Row]) -> Sequence[Row]:
        return [entry[:-1] for entry in entries] if self._dated else entries

    def _entries(self, rows: Mapping[str, Sequence[Row]]) -> Iterable[tuple[int, str, Entry]]:
        dated = self._dated
        for row in next(iter(rows.values())):
            yield row[0], row[2], self.entry(*row[2:], *row[:1]) if dated else self.entry(*row[2:])

    def _counting(self, entries: Sequence[tuple[int, Entry]]) -> list[Entry]:
        """Those of a city's entries that count; they come by revision and position."""
        if self.replaces == "list":
            newest = entries[-1][0]
            found = [entry for revision, entry in entries if revision == newest]
        elif self.replaces == "same":
            found = list({self.same(entry): entry for _, entry in entries}.values())
        else:
            found = [entry for _, entry in reversed(entries)]
        return sorted(found, key=self.order) if self.order else found


def insert(cursor: Cursor, table: str, rows: Sequence[Row]) -> None:
    """Add rows to a table of this program, each with all its columns in their order; many of them in one statement."""
    if len(rows) <= FEW:
        if rows:
            places = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
            cursor.execute(_WRITTEN.replace("TABLE", table).replace("ROWS", places), [*chain.from_iterable(rows)])
        return
    import pyarrow  # here and not above: who only reads does not wait for it

    columns = [pyarrow.array(column) for column in zip(*rows, strict=True)]
    cursor.from_arrow(pyarrow.table(columns, [str(number) for number in range(len(columns))])).insert_into(table)
