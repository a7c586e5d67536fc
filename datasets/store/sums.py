"""The tables of all cities at once: one pass over all rows, summed by city, year, method and table, and kept.

The rows of a revision never change, so their sums are kept for the life of the process and only later revisions are
read. They are kept apart by gas, so that another GWP set asks for no second pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from datasets.store.formers import FormerContent
from datasets.store.kind import Cursor
from datasets.store.kinds.about import KIND as ABOUT
from datasets.store.kinds.inhabitants import KIND as INHABITANTS

if TYPE_CHECKING:
    import pyarrow

Parts = tuple[float, float, float]


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


ENERGY, CO2, GASES, CO2E = 1, 2, 4, 8
"""The bits of what a table holds numbers of; ``GASES`` are CH4 and N2O."""
SUMS = ("co2", "ch4", "fossil_ch4", "non_fossil_ch4", "n2o", "electricity")
NOT_ESTIMATED, ELSEWHERE = 1, 2
"""The bits of ``marks``: a row holds NE; IE or C."""
_METHODS = {"methods": ["gpc", "covenant", "own"], "method_codes": [2, 4, 6]}
_IN_FORCE = """
    SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS revision,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot
    FROM slots
    WHERE ($upto IS NULL OR revision <= $upto) AND ($cities::VARCHAR[] IS NULL OR list_contains($cities, city_id))
    GROUP BY ALL HAVING arg_max(content_revision, revision) > 0
"""
_FORMER = """
    SELECT city_id, year, method, measure, revision,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot
    FROM given
"""
# What a cell counts as is settled once for each place, of which there are few; a cell then takes one look-up in a small
# table, and a fuel without a factor weighs NaN, which a zero escapes.
_SUMS = """
    WITH meant AS (
        SELECT place, list_contains($gpc_only::VARCHAR[], sector) AND gpc_ref IS NULL AS gpc_only,
               map($sectors::VARCHAR[], $categories::UTINYINT[])[sector] AS category,
               coalesce(map(['co2', 'co2e', 'ch4', 'n2o'], [1.0, 1.0, 0.0, 0.0])[quantity], CASE category
                   WHEN 0 THEN map($carriers::VARCHAR[], $co2_0::DOUBLE[])[carrier]
                   WHEN 1 THEN map($carriers::VARCHAR[], $co2_1::DOUBLE[])[carrier]
                   WHEN 2 THEN map($carriers::VARCHAR[], $co2_2::DOUBLE[])[carrier]
                   ELSE map($carriers::VARCHAR[], $co2_3::DOUBLE[])[carrier] END, 'NaN'::DOUBLE) AS to_co2,
               coalesce(map(['co2', 'co2e', 'ch4', 'n2o'], [0.0, 0.0, 1.0, 0.0])[quantity], CASE category
                   WHEN 0 THEN map($carriers::VARCHAR[], $ch4_0::DOUBLE[])[carrier]
                   WHEN 1 THEN map($carriers::VARCHAR[], $ch4_1::DOUBLE[])[carrier]
                   WHEN 2 THEN map($carriers::VARCHAR[], $ch4_2::DOUBLE[])[carrier]
                   ELSE map($carriers::VARCHAR[], $ch4_3::DOUBLE[])[carrier] END) AS to_ch4,
               coalesce(map(['co2', 'co2e', 'ch4', 'n2o'], [0.0, 0.0, 0.0, 1.0])[quantity], CASE category
                   WHEN 0 THEN map($carriers::VARCHAR[], $n2o_0::DOUBLE[])[carrier]
                   WHEN 1 THEN map($carriers::VARCHAR[], $n2o_1::DOUBLE[])[carrier]
                   WHEN 2 THEN map($carriers::VARCHAR[], $n2o_2::DOUBLE[])[carrier]
                   ELSE map($carriers::VARCHAR[], $n2o_3::DOUBLE[])[carrier] END) AS to_n2o,
               CASE quantity WHEN 'ch4' THEN map($fossil::VARCHAR[], $fossil_ones::DOUBLE[])[sector] END AS of_fossil,
               CASE quantity WHEN 'ch4' THEN map($non_fossil::VARCHAR[], $non_fossil_ones::DOUBLE[])[sector]
                   END AS of_non_fossil,
               CASE carrier WHEN 'electricity' THEN 1.0::DOUBLE END AS of_electricity,
               map($sectors::VARCHAR[], $masks::BIGINT[])[sector] AS mask,
               mask + map($quantities::VARCHAR[], $kinds::BIGINT[])[quantity] AS held
        FROM places SEMI JOIN (
            SELECT place FROM cells WHERE revision > $known AND revision <= $newest
        ) USING (place)
        WHERE CASE WHEN gpc_ref IS NULL THEN NOT list_contains($beside::VARCHAR[], sector)
                   ELSE list_contains($references::VARCHAR[], gpc_ref) END
    ), tables AS (
        SELECT slot, city_id, method = 'gpc' AS gpc,
               year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
                   + map(['energy', 'emissions'], [0, 1])[measure] AS code
        FROM slots WHERE slot IS NOT NULL AND revision > $known AND revision <= $newest
    ), summed AS (
        SELECT revision, slot,
               sum(nullif(value, 0) * to_co2) AS co2, sum(value * to_ch4) AS ch4, sum(value * of_fossil) AS fossil_ch4,
               sum(value * of_non_fossil) AS non_fossil_ch4, sum(value * to_n2o) AS n2o,
               sum(value * of_electricity) AS electricity,
               bit_or(CASE notation_key WHEN 'NE' THEN mask * $NE::BIGINT WHEN 'NO' THEN mask * $NO::BIGINT
                      WHEN 'IE' THEN mask * $IE::BIGINT WHEN 'C' THEN mask * $C::BIGINT ELSE held END) AS bits,
               bit_or(CASE notation_key WHEN 'NE' THEN $not_estimated WHEN 'NO' THEN 0 WHEN 'IE' THEN $elsewhere
                      WHEN 'C' THEN $elsewhere ELSE 0 END) AS marks
        FROM cells JOIN meant USING (place) JOIN tables USING (slot)
        WHERE revision > $known AND revision <= $newest AND (gpc OR NOT gpc_only)
        GROUP BY revision, slot
    )
    SELECT revision, city_id, code AS slot, co2, ch4, fossil_ch4, non_fossil_ch4, n2o, electricity, bits,
           marks
    FROM summed JOIN tables USING (slot)
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
_PLAIN = """
    SELECT revision, city_id, slot, coalesce(co2, 0) AS co2, coalesce(ch4, 0) AS ch4,
           coalesce(fossil_ch4, 0) AS fossil_ch4, coalesce(non_fossil_ch4, 0) AS non_fossil_ch4,
           coalesce(n2o, 0) AS n2o, coalesce(electricity, 0) AS electricity, bits,
           marks,
           (bits >> $shift) & 4 > 0 AS gases, (bits >> $shift) & 2 > 0 AS co2_alone,
           (bits >> $shift) & 8 > 0 AS co2e, (bits >> $shift) & 8 > 0 AS fixed
    FROM asked
"""
_JOINED = (
    "SELECT place, kept.* EXCLUDE (revision, city_id, slot) FROM kept JOIN in_force USING (revision, city_id, slot)"
)
_ENERGY = """
    SELECT place, carrier, sector, sum(value) AS energy_mwh
    FROM inventory_rows JOIN in_force USING (revision, city_id, year, method, measure)
    WHERE measure = 'energy' AND value IS NOT NULL
      AND CASE WHEN gpc_ref IS NOT NULL THEN list_contains($references::VARCHAR[], gpc_ref)
               ELSE NOT list_contains($beside::VARCHAR[], sector)
                    AND (NOT list_contains($gpc_only::VARCHAR[], sector) OR method = 'gpc') END
    GROUP BY ALL
"""
_CELLS = """
    SELECT place, sector, carrier, CASE WHEN notation_key IS NULL THEN scope END AS scope, gpc_ref, quantity,
           notation_key, sum(value) AS value, count(*) AS rows,
           CASE WHEN notation_key = 'IE' THEN original_text END AS text
    FROM inventory_rows JOIN in_force USING (revision, city_id, year, method, measure)
    WHERE CASE WHEN gpc_ref IS NOT NULL THEN list_contains($references::VARCHAR[], gpc_ref)
               ELSE NOT list_contains($beside::VARCHAR[], sector)
                    AND (NOT list_contains($gpc_only::VARCHAR[], sector) OR method = 'gpc') END
    GROUP BY ALL
"""
_COUNTED = """
    SELECT place, revision, inhabitants, source, population_year, first_stated FROM (
        SELECT *, first_value(inhabitants) OVER (PARTITION BY city_id, year, method ORDER BY revision) AS first_stated
        FROM population WHERE city_id IN (SELECT city_id FROM in_force)
    ) JOIN in_force USING (revision, city_id, year, method)
"""
_SOURCES = """
    SELECT DISTINCT place, source FROM inventory_rows JOIN in_force USING (revision, city_id, year, method, measure)
"""
_MIXED_AT_ONCE = 20_000
"""Tables that are read by their single places at a time, which bounds the memory."""


class Kept:
    """The sums of all committed tables, by what their rows stand for; one for the life of a store."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for."""
        self._reading = Lock()
        self._sums: dict[tuple[Any, ...], tuple[int, pyarrow.Table]] = {}

    def sums(self, cursor: Cursor, meaning: Meaning) -> pyarrow.Table:
        """The sums of every table of every revision, in force or not: ``SUMS`` in t and MWh, ``bits`` and what its
        places hold. Revisions that came since the last call are read, no others."""
        import pyarrow  # here and not above: who reads one city does not wait for it

        with self._reading:
            known, had = self._sums.get(meaning.fuels, (0, None))
            ((newest,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
            if had is None or newest > known:
                fresh = _read(cursor, meaning, known, newest)
                had = fresh if had is None else pyarrow.concat_tables([had, fresh]).combine_chunks()
                self._sums[meaning.fuels] = (newest, had)
            return had


class AllTables:
    """Tables of inventories, of all cities or of some, read on one cursor.

    ``tables`` has city_id, year, method, measure, the revision whose rows count, and ``place``, the number of the row,
    by which all readings name a table.
    """

    def __init__(self, cursor: Cursor, kept: Kept, tables: pyarrow.Table) -> None:
        """Take these tables (``in_force``, ``former``)."""
        import pyarrow

        self._cursor, self._kept = cursor, kept
        self.tables = tables.append_column("place", pyarrow.array(range(len(tables)), pyarrow.int32()))

    def sums(self, meaning: Meaning) -> pyarrow.Table:
        """For each table with rows in its total: ``SUMS``, ``marks``, ``bits``, and ``gases``, ``co2_alone``, ``co2e``,
        ``fixed``.

        ``co2`` holds reported CO2e too and is NaN where energy has no factor; ``ch4`` holds that of a known origin too.
        ``bits`` from the lowest: ``width`` bits each of the boundary of rows with a number, of those with NO or IE, of
        those with C; then what there are numbers of. ``gases``, ``co2_alone`` and ``co2e``: what places hold.
        ``fixed``: whether reported CO2e stands there that is not zero.
        """
        kept = self._kept.sums(self._cursor, meaning)
        return _query(self._cursor, _JOINED, {"kept": kept, "in_force": self.tables})

    def energy(self, places: Any, meaning: Meaning) -> pyarrow.Table:
        """The energy of tables in MWh by carrier and sector, for cities that state factors of their own."""
        return _query(self._cursor, _ENERGY, {"in_force": self.tables.take(places)}, _counting(meaning))

    def cells(self, places: Any, meaning: Meaning) -> pyarrow.Table:
        """The rows of tables that their totals hold, summed by the place they fill and counted by their key: with the
        amount in MWh or t, the number of rows, and the text of an IE."""
        return _query(self._cursor, _CELLS, {"in_force": self.tables.take(places)}, _counting(meaning))

    def counted(self, places: Any) -> tuple[pyarrow.Table, pyarrow.Table]:
        """The inhabitants that go with tables, with their source and year; and every source of the rows of these."""
        asked = {"in_force": self.tables.take(places)}
        return _query(self._cursor, _COUNTED, asked), _query(self._cursor, _SOURCES, asked)

    def stated(self) -> tuple[pyarrow.Table, pyarrow.Table]:
        """What is stated of the inventories, with the revision: the inhabitants; approach and GWP set."""
        in_force = {"in_force": self.tables}
        return _query(self._cursor, INHABITANTS.of_all, in_force), _query(self._cursor, ABOUT.of_all, in_force)


def in_force(cursor: Cursor, upto: int | None = None, cities: Sequence[str] | None = None) -> pyarrow.Table:
    """The tables in force of these ``cities`` (None: of all), with ``upto`` as after that revision."""
    asked = {"upto": upto, "cities": None if cities is None else list(cities), **_METHODS}
    return cursor.sql(_IN_FORCE, params=asked).to_arrow_table()


def former(cursor: Cursor, contents: Sequence[FormerContent]) -> pyarrow.Table:
    """The tables of former contents, of each inventory one."""
    import pyarrow

    rows = [
        (item.city_id, item.year, item.method, measure, revision)
        for item in contents
        for measure, revision in item.content.items()
    ]
    types = (pyarrow.string(), pyarrow.int16(), pyarrow.string(), pyarrow.string(), pyarrow.int32())
    names = ("city_id", "year", "method", "measure", "revision")
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    given = pyarrow.table([pyarrow.array(column, kind) for column, kind in zip(columns, types, strict=True)], names)
    return _query(cursor, _FORMER, {"given": given}, _METHODS)


def _read(cursor: Cursor, meaning: Meaning, known: int, newest: int) -> pyarrow.Table:
    """The sums of the tables of the revisions after ``known``."""
    import pyarrow
    import pyarrow.compute as pc

    found = cursor.sql(_SUMS, params=_parameters(meaning) | {"known": known, "newest": newest}).to_arrow_table()
    shift = 3 * meaning.width
    kinds = pc.shift_right(found["bits"], shift)
    mixed = pc.and_(
        pc.greater(pc.bit_wise_and(kinds, CO2E), 0), pc.greater(pc.bit_wise_and(kinds, CO2 | GASES), 0)
    ).combine_chunks()
    parts = [_query(cursor, _PLAIN, {"asked": found.filter(pc.invert(mixed))}, {"shift": shift})]
    rest = found.filter(mixed).select(["revision", "city_id", "slot", "bits", "marks"])
    given = _counting(meaning) | {"fossil": list(meaning.fossil), "non_fossil": list(meaning.non_fossil)}
    given |= {"methods": _METHODS["methods"], "method_codes": _METHODS["method_codes"]}
    for start in range(0, len(rest), _MIXED_AT_ONCE):
        parts.append(_query(cursor, _PLACES, {"asked": rest.slice(start, _MIXED_AT_ONCE)}, given))
    return pyarrow.concat_tables([part.cast(parts[0].schema) for part in parts]).combine_chunks()


def _query(
    cursor: Cursor, query: str, tables: Mapping[str, pyarrow.Table], given: Mapping[str, Any] | None = None
) -> pyarrow.Table:
    for name, table in tables.items():
        cursor.register(name, table)
    try:
        return cursor.sql(query, params=dict(given) if given else None).to_arrow_table()
    finally:
        for name in tables:
            cursor.unregister(name)


def _counting(meaning: Meaning) -> dict[str, Any]:
    return {
        "beside": list(meaning.beside),
        "gpc_only": list(meaning.gpc_only),
        "references": list(meaning.references),
    }


def _parameters(meaning: Meaning) -> dict[str, Any]:
    sectors, width = list(meaning.masks), meaning.width
    found: dict[str, Any] = {
        **_METHODS,
        **_counting(meaning),
        "sectors": sectors,
        "masks": [meaning.masks[sector] for sector in sectors],
        "categories": [meaning.categories[sector] for sector in sectors],
        "fossil": list(meaning.fossil),
        "fossil_ones": [1.0] * len(meaning.fossil),
        "non_fossil": list(meaning.non_fossil),
        "non_fossil_ones": [1.0] * len(meaning.non_fossil),
        "not_estimated": NOT_ESTIMATED,
        "elsewhere": ELSEWHERE,
        "NE": 0,
        "NO": 1 << width,
        "IE": 1 << width,
        "C": 1 << 2 * width,
        "quantities": ["energy", "co2", "ch4", "n2o", "co2e"],
        "kinds": [bit << 3 * width for bit in (ENERGY, CO2, GASES, GASES, CO2E)],
    }
    carriers = list(dict.fromkeys(carrier for fuels in meaning.fuels for carrier, _ in fuels))
    found["carriers"] = carriers
    for number, fuels in enumerate(meaning.fuels):
        by_carrier = dict(fuels)
        for place, gas in enumerate(("co2", "ch4", "n2o")):
            found[f"{gas}_{number}"] = [
                by_carrier[carrier][place] if carrier in by_carrier else None for carrier in carriers
            ]
    return found
