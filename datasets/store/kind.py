"""A kind of data: what a city can state beside its inventories, and all that the store has to know of it.

Each kind is one file in ``kinds``. The tables of the ledger, its seals, the history of a city, the register and an undo
take their lists from there, so that a new kind touches no other file of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import duckdb

Cursor = duckdb.DuckDBPyConnection
Row = Sequence[Any]
Entry = TypeVar("Entry")


class KindTable(NamedTuple):
    """One table of a kind. Its first columns are ``revision``, ``position`` and ``city_id``.

    ``created`` makes it where it is missing, ``written`` inserts a row, and ``read`` selects rows by revision and
    position, of the cities of ``$cities`` or, where that is null, of all.
    """

    created: str
    written: str
    read: str


class Form(NamedTuple, Generic[Entry]):
    """A kind as CSV: the columns after that of the city, and the cells of an entry."""

    columns: tuple[str, ...]
    cells: Callable[[Entry], Row]

    def lines(self, entries: Sequence[tuple[str, Entry]]) -> list[Row]:
        """The header, and a line for each entry of a city."""
        return [("city", *self.columns), *((city_id, *self.cells(entry)) for city_id, entry in entries)]


@dataclass(frozen=True)
class Kind(Generic[Entry]):
    """One kind of data.

    ``name`` is what a submission and the register call it, ``called`` what people call several entries. ``apart`` turns
    what a submission brings into the rows of each table, without revision and position; ``together`` turns rows back
    into entries, each with its revision and its city.

    ``replaces`` says what counts: "list", the entries of the newest revision that brings any for the city; "same", of
    the entries with one ``key`` the newest; "nothing", all of them, the newest first. ``order`` sorts those that count.
    What was undone never counts.
    """

    name: str
    called: str
    tables: Mapping[str, KindTable]
    apart: Callable[[Any], Mapping[str, Sequence[Row]]]
    together: Callable[[Mapping[str, Sequence[Row]]], Iterable[tuple[int, str, Entry]]]
    replaces: Literal["list", "same", "nothing"]
    key: Callable[[Entry], Any] | None = None
    order: Callable[[Entry], Any] | None = None
    form: Form[Entry] | None = None

    def write(self, cursor: Cursor, revision: int, brought: Any) -> None:
        """Add what one revision brings, inside the caller's transaction."""
        for name, rows in self.apart(brought).items():
            if rows:
                numbered = [[revision, position, *row] for position, row in enumerate(rows, start=1)]
                cursor.executemany(self.tables[name].written, numbered)

    def read(
        self, cursor: Cursor, undone: Set[int], cities: Sequence[str] | None = None
    ) -> dict[str, tuple[Entry, ...]]:
        """The entries that count, by city; of ``cities`` alone where given."""
        rows = {name: cursor.execute(table.read, {"cities": cities}).fetchall() for name, table in self.tables.items()}
        of_city: dict[str, list[tuple[int, Entry]]] = {}
        for revision, city_id, entry in self.together(rows):
            if revision not in undone:
                of_city.setdefault(city_id, []).append((revision, entry))
        return {city_id: tuple(self._counting(entries)) for city_id, entries in of_city.items()}

    def _counting(self, entries: Sequence[tuple[int, Entry]]) -> list[Entry]:
        """Those of a city's entries that count; they come by revision and position."""
        if self.replaces == "list":
            newest = entries[-1][0]
            found = [entry for revision, entry in entries if revision == newest]
        elif self.replaces == "same" and self.key is not None:
            found = list({self.key(entry): entry for _, entry in entries}.values())
        else:
            found = [entry for _, entry in reversed(entries)]
        return sorted(found, key=self.order) if self.order else found


def as_rows(entries: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Entries whose fields are the columns of their table and, at the end, their revision."""
    return [entry[:-1] for entry in entries]
