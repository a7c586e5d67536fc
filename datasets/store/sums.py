"""The tables of all cities at once: one pass over all rows, summed by city, year, method and table, and kept.

The rows of a revision never change, so their sums are kept for the life of the process and only later revisions are
read. They are kept apart by gas, so that another GWP set asks for no second pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from datasets.store import touched
from datasets.store.kind import Cursor
from datasets.store.kinds.about import KIND as ABOUT
from datasets.store.kinds.inhabitants import KIND as INHABITANTS
from datasets.store.once_in_force import FormerContent

if TYPE_CHECKING:
    import pyarrow

Parts = tuple[float, float, float]
Summed = Callable[[int, int], None]
"""Is told how many cities are summed, and of how many; what it raises ends the work."""


class PlaceKind(NamedTuple):
    """What places have in common that count alike."""

    sector: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    quantity: str


class Meaning(NamedTuple):
    """What a row stands for by its words.

    ``beside`` are the sectors that no total holds, ``gpc_only`` those that a total by the GPC alone holds,
    ``references`` the GPC references that it holds. ``masks`` by sector are bits of a boundary of ``width`` names.
    ``fossil`` and ``non_fossil`` are the sectors whose CH4 has that origin. ``categories`` by sector is a place in
    ``fuels``: t of CO2, CH4 and N2O per MWh by carrier. Electricity is summed apart; any other carrier that is not
    there has no factor.
    """

    beside: tuple[str, ...]
    gpc_only: tuple[str, ...]
    references: tuple[str, ...]
    masks: Mapping[str, int]
    width: int
    fossil: tuple[str, ...]
    non_fossil: tuple[str, ...]
    categories: Mapping[str, int]
    fuels: tuple[tuple[tuple[str, Parts], ...], ...]

    def counts(self, kind: PlaceKind) -> bool:
        """Whether a total may hold what stands in a place of this kind."""
        return kind.sector not in self.beside if kind.gpc_ref is None else kind.gpc_ref in self.references

    def needs_gpc(self, kind: PlaceKind) -> bool:
        """Whether only a total by the GPC holds it."""
        return kind.gpc_ref is None and kind.sector in self.gpc_only

    def weights(self, kind: PlaceKind) -> tuple[float, ...]:
        """What one unit in a place adds to each of ``SUMS``: NaN t of CO2 for energy without a factor."""
        of_fuel = dict(self.fuels[self.categories[kind.sector]])
        co2, ch4, n2o = _OF_GAS.get(kind.quantity) or of_fuel.get(kind.carrier or "", (np.nan, 0.0, 0.0))
        methane = kind.quantity == "ch4"
        fossil, non_fossil = (float(methane and kind.sector in side) for side in (self.fossil, self.non_fossil))
        return co2, ch4, fossil, non_fossil, n2o, float(kind.carrier == "electricity")

    def bits(self, kind: PlaceKind) -> tuple[int, ...]:
        """The bits of a place of this kind with a number, NO, NE, IE and C, in the order of the notation keys, the
        marks of these above them."""
        mask = self.masks[kind.sector]
        held = mask | _HELD[kind.quantity] << 3 * self.width
        found = held, mask << self.width, 0, mask << self.width, mask << 2 * self.width
        return tuple(bits | mark << _MARKED for bits, mark in zip(found, _MARKS, strict=True))


ENERGY, CO2, GASES, CO2E = 1, 2, 4, 8
"""The bits of what a table holds numbers of; ``GASES`` are CH4 and N2O."""
SUMS = ("co2", "ch4", "fossil_ch4", "non_fossil_ch4", "n2o", "electricity")
NOT_ESTIMATED, ELSEWHERE = 1, 2
"""The bits of ``marks``: a row holds NE; IE or C."""
_OF_GAS = {"co2": (1.0, 0.0, 0.0), "co2e": (1.0, 0.0, 0.0), "ch4": (0.0, 1.0, 0.0), "n2o": (0.0, 0.0, 1.0)}
_HELD = {"energy": ENERGY, "co2": CO2, "ch4": GASES, "n2o": GASES, "co2e": CO2E}
_MARKS = (0, 0, NOT_ESTIMATED, ELSEWHERE, ELSEWHERE)
"""The marks of a number, NO, NE, IE and C."""
_MARKED = 60
"""Where the marks stand among the bits of a row."""
_METHODS = {"methods": ["gpc", "covenant", "own"], "method_codes": [2, 4, 6]}
_IN_FORCE = """
    SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS revision,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot,
           min(slots.revision) AS first_filled, max(slots.revision) AS last_filled,
           coalesce($upto, 2147483647)::INTEGER AS upto
    FROM slots
    WHERE ($upto IS NULL OR revision <= $upto) AND ($cities::VARCHAR[] IS NULL OR list_contains($cities, city_id))
    GROUP BY ALL HAVING arg_max(content_revision, revision) > 0
"""
_FORMER = """
    SELECT city_id, year, method, measure, revision, upto,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot
    FROM given
"""
# What a cell counts as is settled once for each kind of place, of which there are few. A number is key 0, NO 1, NE 2,
# IE 3, C 4.
_SPAN = "SELECT min(place), max(place) FROM cells WHERE revision > $known AND revision <= $newest"
_NEW_CELLS = """
    SELECT slot, place, coalesce(value, 0) AS value, coalesce(enum_code(notation_key) + 1, 0)::UTINYINT AS key
    FROM cells WHERE revision > $known AND revision <= $newest
"""
_NEW_TABLES = """
    SELECT slot AS number, revision, city_id, method = 'gpc' AS gpc,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot
    FROM slots WHERE slot IS NOT NULL AND revision > $known AND revision <= $newest ORDER BY number
"""
_KINDS = "SELECT DISTINCT sector, carrier, scope, gpc_ref, quantity FROM places JOIN wanted USING (place)"
_OF_KIND = """
    SELECT place, kind FROM places JOIN wanted USING (place) JOIN kinds
    ON places.sector = kinds.sector AND places.quantity = kinds.quantity
       AND places.carrier IS NOT DISTINCT FROM kinds.carrier AND places.scope IS NOT DISTINCT FROM kinds.scope
       AND places.gpc_ref IS NOT DISTINCT FROM kinds.gpc_ref
"""
# Where one place holds CO2e and its gases, the CO2e counts and they only explain it.
_PLACES = """
    WITH places AS (
        SELECT revision, city_id, slot, sector,
               sum(value) FILTER (quantity = 'co2e') AS co2e, sum(value) FILTER (quantity = 'co2') AS co2,
               sum(value) FILTER (quantity = 'ch4') AS ch4, sum(value) FILTER (quantity = 'n2o') AS n2o
        FROM (
            SELECT *, year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method] + 1 AS slot
            FROM inventory_rows WHERE measure = 'emissions' AND value IS NOT NULL
        ) JOIN asked USING (revision, city_id, slot)
        WHERE CASE WHEN gpc_ref IS NOT NULL THEN list_contains($references::VARCHAR[], gpc_ref)
                   ELSE NOT list_contains($beside::VARCHAR[], sector)
                        AND (NOT list_contains($gpc_only::VARCHAR[], sector) OR method = 'gpc') END
        GROUP BY revision, city_id, slot, sector, carrier, scope, gpc_ref
    )
    SELECT revision, city_id, slot, sum(coalesce(co2e, co2, 0)) AS co2,
           sum(CASE WHEN co2e IS NULL THEN coalesce(ch4, 0) ELSE 0 END) AS ch4,
           sum(CASE WHEN co2e IS NULL AND list_contains($fossil::VARCHAR[], sector)
                    THEN coalesce(ch4, 0) ELSE 0 END) AS fossil_ch4,
           sum(CASE WHEN co2e IS NULL AND list_contains($non_fossil::VARCHAR[], sector)
                    THEN coalesce(ch4, 0) ELSE 0 END) AS non_fossil_ch4,
           sum(CASE WHEN co2e IS NULL THEN coalesce(n2o, 0) ELSE 0 END) AS n2o,
           0.0::DOUBLE AS electricity, any_value(bits) AS bits,
           any_value(marks) AS marks,
           bool_or(co2e IS NULL AND (ch4 IS NOT NULL OR n2o IS NOT NULL)) AS gases,
           bool_or(co2e IS NULL AND ch4 IS NULL AND n2o IS NULL) AS co2_alone,
           true AS co2e, coalesce(bool_or(co2e <> 0), false) AS fixed
    FROM places JOIN asked USING (revision, city_id, slot) GROUP BY ALL
"""
_JOINED = (
    "SELECT place, kept.* EXCLUDE (revision, city_id, slot) FROM kept JOIN in_force USING (revision, city_id, slot)"
)
_ASKED = """
    SELECT slots.slot, place AS number, method = 'gpc' AS gpc
    FROM slots JOIN in_force USING (revision, city_id, year, method, measure) WHERE slots.slot IS NOT NULL
"""
# The text of a cell is looked at only where it says what an IE points to.
_CELLS = """
    SELECT number, gpc, cells.place, coalesce(value, 0) AS value,
           coalesce(enum_code(notation_key) + 1, 0)::UTINYINT AS key
    FROM cells JOIN asked USING (slot) WHERE notation_key IS DISTINCT FROM 'IE'
"""
_ELSEWHERE = """
    SELECT number, gpc, cells.place, 0.0::DOUBLE AS value, 3::UTINYINT AS key, original_text AS text
    FROM cells JOIN asked USING (slot) WHERE notation_key = 'IE'
"""
_COUNTED = """
    SELECT counted.*, first_stated FROM (OF_ALL) AS counted JOIN in_force USING (place) JOIN (
        SELECT DISTINCT city_id, year, method, first_value(inhabitants) OVER (
            PARTITION BY city_id, year, method ORDER BY list_contains($undone::INTEGER[], revision), revision
        ) AS first_stated
        FROM population WHERE city_id IN (SELECT city_id FROM in_force)
    ) USING (city_id, year, method)
""".replace("OF_ALL", INHABITANTS.of_all)
_SOURCES = """
    SELECT DISTINCT number AS place, source
    FROM (SELECT DISTINCT number, origin FROM cells JOIN asked USING (slot)) JOIN origins USING (origin)
"""
_CELLS_AT_ONCE = 200_000
"""Cells that are summed at a time, which bounds the memory."""
_MIXED_AT_ONCE = 20_000
"""Tables that are read by their single places at a time, which bounds the memory."""


class HeldCells(NamedTuple):
    """The rows of tables as columns: the number of its table, its kind (of ``kinds``), the amount in MWh or t, its key
    (0 for a number, then NO, NE, IE, C), and which of ``texts`` an IE says, -1 for any other row."""

    kinds: tuple[PlaceKind, ...]
    texts: tuple[str, ...]
    table: Any
    kind: Any
    amount: Any
    key: Any
    said: Any

    def at(self, chosen: Any) -> HeldCells:
        """These rows alone."""
        return HeldCells(self.kinds, self.texts, *(column[chosen] for column in self[2:]))


class Kept:
    """The sums of all committed tables, by what their rows stand for; one for the life of a store."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for."""
        self._reading = Lock()
        self._sums: dict[tuple[Any, ...], tuple[int, pyarrow.Table]] = {}

    def sums(self, cursor: Cursor, meaning: Meaning, summed: Summed) -> pyarrow.Table:
        """The sums of every table of every revision, in force or not: ``SUMS`` in t and MWh, ``bits`` and what its
        places hold. Revisions that came since the last call are read, no others; ``summed`` is told of these."""
        import pyarrow  # here and not above: who reads one city does not wait for it

        with self._reading:
            known, had = self._sums.get(meaning.fuels, (0, None))
            ((newest,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
            if had is None or newest > known:
                # The sums of the tables of some revisions.
                span = {"known": known, "newest": newest}
                import pyarrow

                found = _summed(cursor, meaning, span, summed)
                held = found["bits"].to_numpy() >> 3 * meaning.width
                mixed = (held & CO2E > 0) & (held & (CO2 | GASES) > 0)
                for name, bits in (("gases", GASES), ("co2_alone", CO2), ("co2e", CO2E), ("fixed", CO2E)):
                    found = found.append_column(name, pyarrow.array(held & bits > 0))
                parts = [found.filter(pyarrow.array(~mixed))]
                rest = found.filter(pyarrow.array(mixed)).select(["revision", "city_id", "slot", "bits", "marks"])
                given = (
                    {
                        "beside": list(meaning.beside),
                        "gpc_only": list(meaning.gpc_only),
                        "references": list(meaning.references),
                    }
                    | {"fossil": list(meaning.fossil), "non_fossil": list(meaning.non_fossil)}
                    | _METHODS
                )
                for start in range(0, len(rest), _MIXED_AT_ONCE):
                    parts.append(selected(cursor, _PLACES, {"asked": rest.slice(start, _MIXED_AT_ONCE)}, given))
                fresh = pyarrow.concat_tables([part.cast(parts[0].schema) for part in parts]).combine_chunks()
                had = fresh if had is None else pyarrow.concat_tables([had, fresh]).combine_chunks()
                self._sums[meaning.fuels] = (newest, had)
            return had


class AllTables:
    """Tables of inventories, of all cities or of some, read on one cursor.

    ``tables`` has city_id, year, method, measure, the revision whose rows count, the first and the last one that filled
    the table, and ``place``, the number of the row, by which all readings name a table.
    """

    def __init__(self, cursor: Cursor, kept: Kept, tables: pyarrow.Table, upto: int | None = None) -> None:
        """Take these tables (``in_force``, ``once``), with ``upto`` as after that revision."""
        import pyarrow

        self._cursor, self._kept, self._upto = cursor, kept, upto
        self.tables = tables.append_column("place", pyarrow.array(range(len(tables)), pyarrow.int32()))

    def sums(self, meaning: Meaning, summed: Summed = lambda _done, _of: None) -> pyarrow.Table:
        """For each table with rows in its total: ``SUMS``, ``marks``, ``bits``, and ``gases``, ``co2_alone``, ``co2e``,
        ``fixed``.

        ``co2`` holds reported CO2e too and is NaN where energy has no factor; ``ch4`` holds that of a known origin too.
        ``bits`` from the lowest: ``width`` bits each of the boundary of rows with a number, of those with NO or IE, of
        those with C; then what there are numbers of. ``gases``, ``co2_alone`` and ``co2e``: what places hold.
        ``fixed``: whether reported CO2e stands there that is not zero.
        """
        kept = self._kept.sums(self._cursor, meaning, summed)
        return selected(self._cursor, _JOINED, {"kept": kept, "in_force": self.tables})

    def filled_again(self, inventory: Any) -> Any:
        """The inventories, by their numbers (``inventory``: that of each table), that several revisions filled."""
        last = self.tables["last_filled"].to_numpy()
        newest = np.zeros(inventory.max(initial=-1) + 1, dtype=last.dtype)
        np.maximum.at(newest, inventory, last)
        return np.flatnonzero(self.first_filled(inventory) < newest)

    def first_filled(self, inventory: Any) -> Any:
        """The revision that first filled a table of each inventory, by their numbers (``inventory``: that of each
        table)."""
        first = self.tables["first_filled"].to_numpy()
        earliest = np.full(inventory.max(initial=-1) + 1, first.max(initial=0))
        np.minimum.at(earliest, inventory, first)
        return earliest

    def cells(self, places: Any, meaning: Meaning) -> HeldCells:
        """The rows of tables that their totals hold."""
        return cells(self._cursor, self.tables.take(places), meaning)

    def counted(self, places: Any) -> tuple[pyarrow.Table, pyarrow.Table]:
        """The inhabitants that go with tables, with their source and year; and every source of the rows of these."""
        undone = {"undone": sorted(touched.undone(self._cursor, self._upto))}
        counted = selected(self._cursor, _COUNTED, {"in_force": self.tables.take(places)}, undone)
        return counted, selected(self._cursor, _SOURCES, {"asked": _slots(self._cursor, self.tables.take(places))})

    def stated(self) -> tuple[pyarrow.Table, pyarrow.Table]:
        """What is stated of the inventories, with the revision: the inhabitants; approach and GWP set."""
        asked = {"in_force": self.tables}, {"undone": sorted(touched.undone(self._cursor, self._upto))}
        return selected(self._cursor, INHABITANTS.of_all, *asked), selected(self._cursor, ABOUT.of_all, *asked)


def cells(cursor: Cursor, tables: pyarrow.Table, meaning: Meaning) -> HeldCells:
    """The rows of ``tables`` (revision, city_id, year, method, measure and ``place``) that their totals hold."""
    import pyarrow

    asked = {"asked": _slots(cursor, tables)}
    rows, elsewhere = selected(cursor, _CELLS, asked), selected(cursor, _ELSEWHERE, asked)
    texts = elsewhere["text"].to_pylist()
    found = pyarrow.concat_tables([rows, elsewhere.drop_columns(["text"])]).combine_chunks()
    place = found["place"].to_numpy()
    low = int(place.min()) if len(place) else 0
    kinds, of_place = kinds_of(cursor, np.flatnonzero(np.bincount(place - low)) + low)
    kind = of_place.take(place - low)
    counted = np.array([meaning.counts(kind) for kind in kinds], dtype=bool)
    alone = np.array([meaning.needs_gpc(kind) for kind in kinds], dtype=bool)
    said = np.full(len(place), -1)
    said[len(rows) :] = np.arange(len(texts))
    held = np.flatnonzero(counted[kind] & (found["gpc"].to_numpy() | ~alone[kind]))
    columns = (found["number"].to_numpy(), kind, found["value"].to_numpy(), found["key"].to_numpy(), said)
    return HeldCells(tuple(kinds), tuple(texts), *(column[held] for column in columns))


def _slots(cursor: Cursor, tables: pyarrow.Table) -> pyarrow.Table:
    """By which number the rows of tables are kept."""
    return selected(cursor, _ASKED, {"in_force": tables})


def in_force(cursor: Cursor, upto: int | None = None, cities: Sequence[str] | None = None) -> pyarrow.Table:
    """The tables in force of these ``cities`` (None: of all), with ``upto`` as after that revision."""
    asked = {"upto": upto, "cities": None if cities is None else list(cities), **_METHODS}
    return cursor.sql(_IN_FORCE, params=asked).to_arrow_table()


def once(cursor: Cursor, contents: Sequence[FormerContent]) -> pyarrow.Table:
    """The tables of former contents, of each inventory one."""
    import pyarrow

    rows = [
        (item.city_id, item.year, item.method, measure, revision, item.upto)
        for item in contents
        for measure, revision in item.content.items()
    ]
    types = (pyarrow.string(), pyarrow.int16(), pyarrow.string(), pyarrow.string(), pyarrow.int32(), pyarrow.int32())
    names = ("city_id", "year", "method", "measure", "revision", "upto")
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    given = pyarrow.table([pyarrow.array(column, kind) for column, kind in zip(columns, types, strict=True)], names)
    return selected(cursor, _FORMER, {"given": given}, _METHODS)


def _summed(cursor: Cursor, meaning: Meaning, span: Mapping[str, int], summed: Summed) -> pyarrow.Table:
    """The sums of every table of some revisions, as if no place held CO2e beside its gases."""
    import pyarrow

    tables = cursor.sql(_NEW_TABLES, params={**_METHODS, **span}).to_arrow_table()
    numbers, gpc = tables["number"].to_numpy(), tables["gpc"].to_numpy()
    # How many cities stand in the tables up to each.
    cities = np.maximum.accumulate(tables["city_id"].combine_chunks().dictionary_encode().indices.to_numpy()) + 1
    ((low, high),) = cursor.execute(_SPAN, dict(span)).fetchall()
    kinds, of_place = kinds_of(cursor, np.arange(low or 0, (high or 0) + 1))
    weighing = _Weights(meaning, kinds)
    sums, held = np.zeros((len(SUMS), len(tables))), np.zeros(len(tables), dtype=np.int64)
    for batch in cursor.sql(_NEW_CELLS, params=dict(span)).to_arrow_reader(_CELLS_AT_ONCE):
        table, place, value, key = (batch[name].to_numpy() for name in ("slot", "place", "value", "key"))
        # The rows of a table stand together but for few, so that they are summed run by run first.
        starts = np.flatnonzero(np.diff(table, prepend=-1))
        if not len(starts):
            continue
        runs = np.searchsorted(numbers, table[starts])
        kind = of_place.take(place - low)
        special = np.flatnonzero(weighing.special.take(kind))
        whose, of_special = np.searchsorted(numbers, table[special]), kind[special]
        outside = weighing.needing[of_special] & ~gpc[whose]
        kind[special[outside]] = len(kinds)
        sums[0, whose[weighing.unknown[of_special] & ~outside & (value[special] != 0)]] = np.nan
        for place_of, weight in weighing.used:
            np.add.at(sums[place_of], runs, np.add.reduceat(value * weight.take(kind), starts))
        bits, keyed = weighing.bits[0].take(kind), np.flatnonzero(key)
        bits[keyed] = weighing.bits[key[keyed], kind[keyed]]
        np.bitwise_or.at(held, runs, np.bitwise_or.reduceat(bits, starts))
        summed(int(cities[runs[-1]]), int(cities[-1]))
    columns = {name: tables[name] for name in ("revision", "city_id", "slot")}
    columns |= dict(zip(SUMS, sums, strict=True))
    columns |= {"bits": held & (1 << _MARKED) - 1, "marks": held >> _MARKED & (NOT_ESTIMATED | ELSEWHERE)}
    return pyarrow.table(columns).filter(pyarrow.array(held != 0))


class _Weights:
    """What a row of each kind of place adds to the sums of its table; one kind more stands for what no total holds.

    ``used`` are the weights of those of ``SUMS`` that any row adds to, by their places; ``unknown`` is energy without a
    factor, ``needing`` what only a total by the GPC holds, ``special`` either; ``bits`` are those of a row by its key
    and kind, its marks above them.
    """

    def __init__(self, meaning: Meaning, kinds: Sequence[PlaceKind]) -> None:
        known = [meaning.weights(kind) if meaning.counts(kind) else (0.0,) * len(SUMS) for kind in kinds]
        weights = np.array([*known, (0.0,) * len(SUMS)]).T
        self.unknown = np.isnan(weights[0])
        weights[0, self.unknown] = 0.0
        self.used = [(place, weight) for place, weight in enumerate(weights) if weight.any()]
        self.needing = np.array([*(meaning.needs_gpc(kind) for kind in kinds), False])
        self.special = self.needing | self.unknown
        bits = [meaning.bits(kind) if meaning.counts(kind) else (0,) * len(_MARKS) for kind in kinds]
        self.bits = np.array([*bits, (0,) * len(_MARKS)], dtype=np.int64).T


def kinds_of(cursor: Cursor, places: Any) -> tuple[list[PlaceKind], Any]:
    """The kinds of some places (their numbers, rising), and for every number from the first to the last one which of
    these it is, -1 where it is none."""
    import pyarrow

    wanted = pyarrow.table({"place": pyarrow.array(places, pyarrow.int32())})
    kinds = selected(cursor, _KINDS, {"wanted": wanted})
    numbered = kinds.append_column("kind", pyarrow.array(range(len(kinds)), pyarrow.int32()))
    found = selected(cursor, _OF_KIND, {"wanted": wanted, "kinds": numbered})
    low, high = (int(places[0]), int(places[-1])) if len(places) else (0, 0)
    of_place = np.full(high - low + 1, -1, dtype=np.int64)
    of_place[found["place"].to_numpy() - low] = found["kind"].to_numpy()
    return [PlaceKind(*row.values()) for row in kinds.to_pylist()], of_place


def selected(
    cursor: Cursor, query: str, tables: Mapping[str, pyarrow.Table], given: Mapping[str, Any] | None = None
) -> pyarrow.Table:
    """What a query finds in the database and in these ``tables``, which it knows by their names."""
    for name, table in tables.items():
        cursor.register(name, table)
    try:
        return cursor.sql(query, params=dict(given) if given else None).to_arrow_table()
    finally:
        for name in tables:
            cursor.unregister(name)
