"""Readings of the store on one cursor, which sees one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from analytics.inventories.cells import Population
from datasets.store import backup, chain, formers, ledger, once_in_force, reading, removals, sums
from datasets.store.inventory_rows import InventoryRow, inventory_rows
from datasets.store.kind import Cursor
from datasets.store.kinds import given_answers, left_out, printed
from datasets.store.kinds.left_out import LeftOutRow
from datasets.store.kinds.printed import PrintedRow
from datasets.store.once_in_force import FormerContent, FormerFactors, FormerTarget
from datasets.store.records import ROW_COLUMNS, CityRecord, OnFile, Register, Revision, Rows, Slot
from datasets.store.removals import Removal

if TYPE_CHECKING:
    import pyarrow


class Reader:
    """Readings on one cursor: inside a rehearsal they see what a commit would leave."""

    def __init__(
        self,
        cursor: Cursor,
        register: Callable[[], Register],
        upto: int | None = None,
        kept: sums.Kept | None = None,
        newest: int | None = None,
    ) -> None:
        """Read through ``cursor``; ``register`` gives the register that it sees, and ``kept`` and ``newest`` spare
        reading what is known already.

        With ``upto`` everything is read as it was after that revision.
        """
        self._cursor, self._upto, self._kept, self._register = cursor, upto, kept or sums.Kept(), register
        self._newest = newest
        self._beginnings: dict[tuple[str, int | None], tuple[reading.Content, dict[str, reading.Told]]] = {}
        self._city: tuple[tuple[str, int | None], OnFile] | None = None

    @cached_property
    def register(self) -> Register:
        """Cities, pairings and targets."""
        return self._register()

    def in_force(self, city_id: str, upto: int | None = None) -> OnFile:
        """The content in force of one city; with ``upto`` as it was after that revision."""
        asked = city_id, self._upto if upto is None else upto
        if self._city is None or self._city[0] != asked:  # one question about a city brings several readings of it
            content, told = self._begun(*asked)
            self._city = asked, OnFile(cells=reading.cells(self._cursor, city_id, content), **told)
        return self._city[1]

    def inventory_once(self, city_id: str, year: int, method: str, upto: int) -> OnFile:
        """What is in force of a city as it was after a revision, with the cells of one of its inventories alone."""
        content, told = self._begun(city_id, upto)
        return OnFile(cells=reading.cells(self._cursor, city_id, content.of(year, method)), **told)

    def former_contents(self, cities: Sequence[str] | None = None) -> list[FormerContent]:
        """What once filled the tables of inventories and does not any more, of all cities or of those with these
        ids."""
        if cities is not None and len(cities) == 1 and not self._begun(cities[0], self._upto)[0].changed:
            return []
        return once_in_force.contents(self._cursor, self._upto, cities)

    def filled(self, cities: Sequence[str]) -> dict[tuple[str, int, str], int]:
        """By city, year and method the newest revision that changed the content of an inventory."""
        return once_in_force.filled(self._cursor, cities, self._upto)

    def former_targets(self, cities: Sequence[str] | None = None) -> dict[str, list[FormerTarget]]:
        """By city the targets that were once on file and are not any more, of all cities or of those with these ids."""
        return once_in_force.targets(self._cursor, self._upto, cities)

    def former_factors(self, city_id: str) -> list[FormerFactors]:
        """What a city stated of factors before each revision that changed it, but for the first one."""
        return once_in_force.factors(self._cursor, city_id, self._upto)

    def refactored(self, cities: Sequence[str] | None = None) -> frozenset[str]:
        """The cities, of all or of those with these ids, that changed what they state of factors."""
        return once_in_force.refactored(self._cursor, self._upto, cities)

    def refilled(self, city_id: str) -> frozenset[tuple[int, str]]:
        """The inventories of a city, by year and method, that hold something else than what first filled them."""
        return self._begun(city_id, self._upto)[0].refilled

    def contents(self, city_id: str) -> dict[tuple[int, str, str], int]:
        """By year, method and measure the revision whose rows count in each table of the inventories of a city."""
        return self._begun(city_id, self._upto)[0].revisions

    def first_filled(self, city_id: str) -> dict[tuple[int, str], int]:
        """By year and method the revision that first filled a table of an inventory of a city."""
        return self._begun(city_id, self._upto)[0].first_filled

    def population(self, city_id: str) -> Mapping[tuple[int, str], Population]:
        """The inhabitants that the inventories of a city state, by year and method, those said last at the end."""
        told: Mapping[tuple[int, str], Population] = self._begun(city_id, self._upto)[1]["population"]
        return told

    def samples(self, city_id: str) -> frozenset[int]:
        """Of the revisions that hold the content in force of a city those that came with the program."""
        return self._begun(city_id, self._upto)[0].samples

    def _begun(self, city_id: str, upto: int | None) -> tuple[reading.Content, dict[str, reading.Told]]:
        """What is in force of a city, read once until another city is asked for."""
        if (city_id, upto) not in self._beginnings:
            self._beginnings = {asked: found for asked, found in self._beginnings.items() if asked[0] == city_id}
            self._beginnings[city_id, upto] = reading.beginning(self._cursor, city_id, upto)
        return self._beginnings[city_id, upto]

    def newest_revision(self) -> int:
        """The number of the newest revision, 0 when there is none."""
        return ledger.newest(self._cursor) if self._newest is None else self._newest

    @property
    def as_of(self) -> int:
        """The revision as of which all is read."""
        return self.newest_revision() if self._upto is None else self._upto

    def links(self) -> dict[int, str]:
        """The chain of hashes by revision, 0 for what came before the first."""
        return chain.stored(self._cursor)

    def sound_head(self) -> chain.Head:
        """The newest revision and its hash. Raises Refused where the chain is not what was committed."""
        return backup.sound_head(self._cursor)

    def clock_went_back(self) -> list[int]:
        """The revisions that were committed here at an earlier time than the one before, by the clock."""
        return ledger.clock_went_back(self._cursor)

    def rows_together(self, upto: int) -> Iterator[tuple[pyarrow.Table, dict[int, dict[str, str]]]]:
        """All rows that the revisions up to one brought, in force or not, those of many small ones at a time: a table
        with ``revision`` and the columns of ``ROW_COLUMNS``, and by revision what was answered about its file."""
        for window in chain.windows(self._cursor, range(1, upto + 1)):
            answers = given_answers.of_revisions(self._cursor, list(window))
            yield chain.rows(self._cursor, window).select(["revision", *ROW_COLUMNS]), answers

    def same_file(self, sha256: str) -> Revision | None:
        """The newest revision made from this very file, if any."""
        return ledger.same_file(self._cursor, sha256)

    def committed(self, slots: Sequence[Slot]) -> dict[Slot, Revision]:
        """Which of ``slots`` somebody has committed before; the shipped samples do not count."""
        return ledger.committed(self._cursor, slots)

    def changed(self, since: int) -> dict[Slot, int]:
        """As ``ledger.changed``."""
        return ledger.changed(self._cursor, since)

    def on_file(self, slots: Sequence[Slot]) -> set[Slot]:
        """Which of ``slots`` hold figures, those of samples among them, or once held some."""
        return ledger.on_file(self._cursor, slots)

    def removals(self, slots: Sequence[Slot], rows: Rows) -> list[Removal]:
        """The tables out of ``slots`` from which ``rows`` in their place would remove something, the most first."""
        return removals.removals(self._cursor, slots, rows) if slots else []

    def all_tables(self, cities: Sequence[str] | None = None) -> sums.AllTables:
        """The tables in force of all cities at once, or of those with these ids, as sums."""
        return sums.AllTables(self._cursor, self._kept, sums.in_force(self._cursor, self._upto, cities), self._upto)

    def tables_once(self, contents: Sequence[FormerContent]) -> sums.AllTables:
        """The tables of former contents, of each inventory one, as sums."""
        return sums.AllTables(self._cursor, self._kept, sums.once(self._cursor, contents))

    def former_tables(
        self, inventories: Mapping[str, Sequence[Any]], others: Sequence[int] = ()
    ) -> formers.FormerTables:
        """What inventories held before later revisions took its place, in the columns of ``formers.FormerTables``;
        before each of the ``others``, too, which changed what is made of it."""
        return formers.FormerTables(self._cursor, inventories, self._upto, others)

    def cities_holding(self, amounts: Set[tuple[int, float]], but: str) -> dict[tuple[int, float], list[CityRecord]]:
        """By year and amount, of these, the cities on file, ``but`` one, of which some row of that year once held this
        very amount, by name."""
        found, known = reading.cities_holding(self._cursor, amounts, self._upto), self.register.by_id
        others = {
            asked: [known[city] for city in found.get(asked, ()) if city in known and city != but] for asked in amounts
        }
        return {asked: sorted(cities, key=attrgetter("name", "city_id")) for asked, cities in others.items()}

    def rows_in_force(self, slot: Slot) -> list[tuple]:  # type: ignore[type-arg]
        """The rows that count in one table of one inventory."""
        return reading.rows_in_force(self._cursor, slot, self._upto)

    def rows_of_city(self, city_id: str) -> dict[Slot, list[tuple]]:  # type: ignore[type-arg]
        """The rows that count in every table of the inventories of a city."""
        return reading.rows_of_city(self._cursor, city_id, self._begun(city_id, self._upto)[0])

    def printed_totals(self, city_id: str) -> list[PrintedRow]:
        """The totals that were printed in the files of the tables in force of a city."""
        in_force = self._begun(city_id, self._upto)[0].revisions
        return printed.read(self._cursor, city_id, in_force)

    def activity_left_out(self, city_id: str) -> list[tuple[int, LeftOutRow]]:
        """The amounts of activity that the files of the tables in force of a city held beside their figures, each with
        the newest year that its file fills."""
        in_force = self._begun(city_id, self._upto)[0].revisions
        return left_out.read(self._cursor, in_force)

    def revision(self, number: int) -> Revision:
        """One revision. Raises Refused when there is none."""
        return ledger.revision(self._cursor, number)

    def revisions(self, numbers: Iterable[int]) -> dict[int, Revision]:
        """Those of some revisions that are on file, by number: all of them take about as long as one."""
        return ledger.revisions(self._cursor, numbers)

    def inventory_rows(self, city_id: str) -> list[InventoryRow]:
        """Every row in force of a city with all its fields, for exports."""
        return inventory_rows(self._cursor, city_id, self._begun(city_id, self._upto)[0])
