"""What is read back: the cells in force of one city, its targets, its cities. Sums only; the method does the rest."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from analytics.inventories.inventory import Cell
from analytics.text.sentences import shipped
from datasets.store import touched
from datasets.store.kind import Cursor, StatedKind
from datasets.store.kinds import OF_INVENTORIES, STATED, accounts, city_entries
from datasets.store.kinds.accounts import KIND as ACCOUNTS
from datasets.store.kinds.city_entries import KIND as ENTRIES
from datasets.store.records import CityRecord, Register, Slot

FEW = 100
"""Up to so many cities are picked out of what all of them state; for more, all is read."""
FEW_KINDS = 5
"""Up to so many kinds are read without asking which of them hold anything."""


class Content(NamedTuple):
    """The content in force of one city: which revision fills each table, when that was committed, and which of these
    came with the program (``samples``).

    ``refilled`` are the inventories, by year and method, that hold something else than what first filled one of their
    tables: energy to which emissions came later too. What was taken back to its first content is not among them.
    ``first_filled`` is by year and method the first revision of an inventory. ``changed`` is whether several revisions
    say what fills the tables of one of them.
    """

    revisions: dict[tuple[int, str, str], int]
    committed_at: dict[int, datetime]
    refilled: frozenset[tuple[int, str]]
    first_filled: dict[tuple[int, str], int]
    samples: frozenset[int]
    changed: bool

    def of(self, year: int, method: str) -> Content:
        """What fills the tables of one inventory alone."""
        mine = {key: revision for key, revision in self.revisions.items() if key[:2] == (year, method)}
        return self._replace(
            revisions=mine, committed_at={revision: self.committed_at[revision] for revision in mine.values()}
        )


_BEGINNING = " UNION ALL BY NAME ".join(
    [
        """
        SELECT slots.revision, year, method, measure, content_revision, committed_at, sample
        FROM slots LEFT JOIN revisions ON revisions.revision = content_revision
        WHERE city_id = $city AND ($upto IS NULL OR slots.revision <= $upto)
        """,
        *(kind.of_one for kind in OF_INVENTORIES),
    ]
)
"""One query, since each further one costs about as much as the first whole."""
_HELD = " UNION ALL ".join(kind.holding for kind in STATED)
"""Most kinds are empty in most databases, and to read all of them costs as much as all the rest of the register."""
_BEGUN = "SELECT DISTINCT city_id FROM city_entries WHERE what = 'begun'"
_ENTERED = "SELECT 1 FROM city_entries WHERE list_contains($1, city_id) LIMIT 1"
Told = dict[tuple[int, str], Any]
"""What is told of the inventories of a city by a kind of data, by year and method."""


def beginning(cursor: Cursor, city_id: str, upto: int | None = None) -> tuple[Content, dict[str, Told]]:
    """The content in force of a city, and by the name of its kind what is told of each inventory, from the newest
    revision in force that tells it: the inhabitants; and approach, GWP set and notes."""
    undone = touched.undone(cursor, upto)
    asked = {"city": city_id, "upto": upto, "undone": sorted(undone)}
    rows = cursor.execute(_BEGINNING, asked).fetchall()
    rows.sort(key=lambda row: row[0])
    contents: dict[tuple[int, str, str], list[tuple[int, datetime, bool]]] = {}
    for row in rows:
        if row[3] is not None:
            contents.setdefault((row[1], row[2], row[3]), []).append(row[4:7])
    # The newest entry of a table is the last one read, and it alone counts.
    in_force = {key: held[-1] for key, held in contents.items() if held[-1][0]}
    committed_at = {revision: at.replace(tzinfo=UTC) for revision, at, _ in in_force.values()}
    first: dict[tuple[int, str], int] = {}
    for key in in_force:
        numbers = [number for number, *_ in contents[key] if number]
        first[key[:2]] = min(*numbers, first.get(key[:2], numbers[0]))
    found = Content(
        {key: revision for key, (revision, *_) in in_force.items()},
        committed_at,
        frozenset(key[:2] for key, (revision, *_) in in_force.items() if revision > first[key[:2]]),
        first,
        frozenset(revision for revision, _, sample in in_force.values() if sample),
        len({row[:3] for row in rows if row[3] is not None}) > len({row[1:3] for row in rows if row[3] is not None}),
    )
    told: dict[str, Told] = {kind.name: {} for kind in OF_INVENTORIES}
    filling = {row[0] for row in rows if row[3] is not None}
    for revision, year, method, table, _, _, _, *cells in rows:
        apart = revision not in filling and revision not in undone
        # The revisions that fill the two tables of one inventory.
        if table is None and (
            apart
            or revision
            in (found.revisions.get((year, method, "energy")), found.revisions.get((year, method, "emissions")))
        ):
            for kind in OF_INVENTORIES:
                mine, cells = cells[: len(kind.told._fields)], cells[len(kind.told._fields) :]
                if mine[0] is not None:
                    told[kind.name].pop((year, method), None)  # what was said last stands last
                    told[kind.name][year, method] = kind.told(*mine)
    return found, told


def cells(cursor: Cursor, city_id: str, content: Content) -> list[Cell]:
    """The rows in force of one city, summed by the place they fill and counted by their key; those beside the totals
    too (other levels, memo items), which the method tells apart.

    All cells of the city's tables between the oldest and the newest revision in force are read: which of them count is
    a handful of numbers, and cheaper told apart here. A key keeps its reference, and an IE its text. Rows are added up
    in their order, so that the last digit of a sum does not depend on the engine.
    """
    if not content.committed_at:
        return []
    rows = cursor.execute(
        """
        SELECT revision, year, method, measure, sector, carrier,
               CASE WHEN notation_key IS NULL THEN scope END AS scope,
               gpc_ref, quantity, notation_key, -- in the order of the fields of Cell
               sum(value ORDER BY position), count(*), min(source),
               CASE WHEN notation_key = 'IE' THEN original_text END AS text
        FROM inventory_rows
        WHERE city_id = $city AND revision BETWEEN $first AND $last
        GROUP BY ALL ORDER BY revision, min(position)
        """,
        {"city": city_id, "first": min(content.committed_at), "last": max(content.committed_at)},
    ).fetchall()
    return [
        Cell._make((*row[1:3], *row[4:13], row[0], content.committed_at[row[0]], row[13]))
        for row in rows
        if content.revisions.get((row[1], row[2], row[3])) == row[0]
    ]


def register(cursor: Cursor, upto: int | None = None) -> Register:
    """Every city by name, the programme's pairings, and the targets of each city by target year.

    With ``upto`` targets, actions, factors and GDP are those after that revision.
    """
    undone = touched.undone(cursor, upto)
    listed, away = cities(cursor, undone)
    return Register(listed, _pairings(cursor, away), _stated(cursor, undone), accounts.read(cursor, undone), away)


def _pairings(cursor: Cursor, away: Sequence[CityRecord]) -> tuple[tuple[str, str], ...]:
    """The programme's pairings, but for those of cities that were put away."""
    rows = cursor.execute("SELECT left_city, right_city FROM pairings ORDER BY position").fetchall()
    gone = {city.city_id for city in away}
    return tuple((left, right) for left, right in rows if not gone & {left, right})


def renewed(
    cursor: Cursor, known: Register, named: Sequence[str], upto: int | None = None, tables: Set[str] | None = None
) -> Register:
    """A register of another moment, with what the ``named`` cities state and cities that came since read anew; with
    ``upto`` as ``register``. ``tables`` are all in which anything came since, where that is known.

    Reading it whole takes a hundred times as long where thousands of cities are on file and a few were touched.
    """
    if len(named) > FEW:
        return register(cursor, upto)
    ((count,),) = cursor.execute("SELECT count(*) FROM cities").fetchall()
    more = count != len(known.cities) + len(known.away)
    told = STATED if tables is None else tuple(kind for kind in STATED if not tables.isdisjoint(kind.tables))
    accounted = tables is None or ACCOUNTS.name in tables
    if not (told or more or accounted):
        return known
    undone = touched.undone(cursor, upto)
    fresh = _stated(cursor, undone, named, told)
    for kind in told:
        if kind.of_city:
            fresh[kind.name] = _changed(known.stated.get(kind.name, {}), fresh[kind.name], named)
    listed, away, pairings = known.cities, known.away, known.pairings
    # Whether anything is, or was, said of the entries of these cities in the register.
    if more or (ENTRIES in told and (cursor.execute(_ENTERED, [list(named)]).fetchone() is not None)):
        listed, away = cities(cursor, undone)
        pairings = _pairings(cursor, away)
    named_by = accounts.read(cursor, undone) if accounted else known.accounts
    return Register(listed, pairings, {**known.stated, **fresh}, named_by, away)


def _changed(known: dict[str, Any], fresh: dict[str, Any], named: Sequence[str]) -> dict[str, Any]:
    """What is known by city, with what the ``named`` cities state now; the same object where they state the same."""
    if all(known.get(city) == fresh.get(city) for city in named):
        return known
    return {city: rows for city, rows in known.items() if city not in named} | fresh


def _stated(
    cursor: Cursor,
    undone: frozenset[int],
    named: Sequence[str] | None = None,
    kinds: Sequence[StatedKind[Any]] = STATED,
) -> dict[str, dict[str, Any]]:
    """What cities state beside their inventories, by its kind; of the ``named`` cities where given, but all of what
    touches no city."""
    held = {name for (name,) in cursor.execute(_HELD).fetchall()} if len(kinds) > FEW_KINDS else None
    return {
        kind.name: kind.read(cursor, undone, named if kind.of_city else None)
        if held is None or kind.name in held
        else {}
        for kind in kinds
    }


def cities(
    cursor: Cursor, undone: frozenset[int] = frozenset()
) -> tuple[tuple[CityRecord, ...], tuple[CityRecord, ...]]:
    """Every city by name, with what its entries say of it: those that are listed, and those that were put away.

    A city that was begun here is put away by undoing that, too.
    """
    rows = cursor.execute(
        "SELECT city_id, name, other_names, country_code, country, region, latitude, longitude, sample, source "
        "FROM cities"
    ).fetchall()
    begun = {city_id for (city_id,) in cursor.execute(_BEGUN).fetchall()}
    said = {
        city_id: {entry.what: entry.value for entry in entries}
        for city_id, entries in ENTRIES.read(cursor, undone).items()
    }
    listed: list[CityRecord] = []
    away: list[CityRecord] = []
    for row in rows:
        # The names of the sample cities are words of a shipped table, which each language has in its own form (Torino).
        name = shipped(row[1]) if row[8] else row[1]
        record, entry = CityRecord(row[0], name, tuple(row[2]), *row[3:]), said.get(row[0], {})
        there = entry.get(city_entries.LISTED, city_entries.YES) == city_entries.YES
        if record.city_id in begun:
            there = there and bool(entry.keys() & {city_entries.BEGUN, city_entries.LISTED})
        (listed if there else away).append(_called(record, entry.get(city_entries.NAME)))
    return tuple(sorted(listed, key=_by_name)), tuple(sorted(away, key=_by_name))


def _called(record: CityRecord, name: str | None) -> CityRecord:
    """A city by the name that it was given; files go on to find it by the one that it had."""
    if name is None or name == record.name:
        return record
    others = tuple(other for other in record.other_names if other != name)
    return replace(record, name=name, other_names=(*others, record.name))


def _by_name(record: CityRecord) -> tuple[str, str]:
    return record.name, record.city_id


def rows_in_force(cursor: Cursor, slot: Slot, upto: int | None = None) -> list[tuple]:  # type: ignore[type-arg]
    """The rows that count in one table of one inventory: (sector, label, carrier, scope, gpc_ref, quantity, value,
    notation_key, original_text), for a cell-by-cell difference."""
    return cursor.execute(
        """
        SELECT sector, label, carrier, scope, gpc_ref, quantity, value, notation_key, original_text
        FROM inventory_rows
        WHERE city_id = $city_id AND year = $year AND method = $method AND measure = $measure AND revision = (
            SELECT arg_max(content_revision, revision) FROM slots
            WHERE city_id = $city_id AND year = $year AND method = $method AND measure = $measure
              AND ($upto IS NULL OR revision <= $upto)
        )
        ORDER BY position
        """,
        slot._asdict() | {"upto": upto},
    ).fetchall()


def cities_holding(
    cursor: Cursor, amounts: Set[tuple[int, float]], upto: int | None
) -> dict[tuple[int, float], set[str]]:
    """By year and amount the ids of the cities of which a row of that year holds this very amount, up to a revision."""
    rows = cursor.execute(
        """
        SELECT DISTINCT year, value, city_id FROM cells JOIN slots USING (revision, slot)
        WHERE value IN (SELECT unnest($amounts::DOUBLE[])) AND ($upto IS NULL OR revision <= $upto)
        """,
        {"amounts": [amount for _, amount in amounts], "upto": upto},
    ).fetchall()
    found: dict[tuple[int, float], set[str]] = {}
    for year, amount, city_id in rows:
        found.setdefault((year, amount), set()).add(city_id)
    return found


def rows_of_city(cursor: Cursor, city_id: str, content: Content) -> dict[Slot, list[tuple]]:  # type: ignore[type-arg]
    """The rows that count in every table of the inventories of one city, each as ``rows_in_force`` gives it: one query
    for all of them takes about as long as one for each."""
    found: dict[Slot, list[tuple]] = {}  # type: ignore[type-arg]
    if not content.committed_at:
        return found
    rows = cursor.execute(
        """
        SELECT revision, city_id, year, method, measure,
               sector, label, carrier, scope, gpc_ref, quantity, value, notation_key, original_text
        FROM inventory_rows WHERE city_id = $city AND revision BETWEEN $first AND $last
        ORDER BY year, method, measure, position
        """,
        {"city": city_id, "first": min(content.committed_at), "last": max(content.committed_at)},
    ).fetchall()
    for revision, *rest in rows:
        slot = Slot(*rest[:4])
        if content.revisions.get(slot[1:]) == revision:
            found.setdefault(slot, []).append(tuple(rest[4:]))
    return found


def stray_slots(cursor: Cursor, methods: Sequence[str]) -> list[tuple[int, Slot, int]]:
    """The slots of a method that is none of ``methods``, or whose content is of a revision that is unknown or a later
    one: (revision, slot, content revision)."""
    rows = cursor.execute(
        """
        SELECT revision, content_revision, city_id, year, method, measure FROM slots
        WHERE NOT list_contains($methods, method) OR content_revision NOT BETWEEN 0 AND revision
           OR (content_revision > 0 AND content_revision NOT IN (SELECT revision FROM revisions))
        ORDER BY ALL
        """,
        {"methods": list(methods)},
    ).fetchall()
    return [(row[0], Slot(*row[2:]), row[1]) for row in rows]
