"""The tables in force of all cities at once: one pass over all rows, summed by city, year, method and table.

Small maps say what a row weighs and which boundary it belongs to. A map over one column of few words costs next to
nothing, since the engine looks up each word of a stored block once; a join of the same costs as much as the sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

if TYPE_CHECKING:
    import pyarrow

Cursor = duckdb.DuckDBPyConnection


class Weights(NamedTuple):
    """What one MWh or tonne of a row weighs in a total, in t, and what its sector stands for.

    ``counts`` by sector: 1 in a total outside the GPC, 2 in one by it, 3 in both; ``references`` are the GPC references
    in the total. ``masks`` by sector are bits of a boundary of ``width`` names. ``gases`` by quantity, CH4
    by sector in ``ch4``. ``categories`` by sector is a place in ``fuels``, which give t/MWh by carrier; a carrier that
    is not there has no factor.
    """

    counts: Mapping[str, int]
    references: Sequence[str]
    masks: Mapping[str, int]
    width: int
    gases: Mapping[str, float]
    ch4: Mapping[str, float]
    categories: Mapping[str, int]
    fuels: Sequence[Mapping[str, float]]


GPC_ONLY = 2
ENERGY, CO2, GASES, CO2E = 1, 2, 4, 8
"""The bits of what a table holds numbers of; ``GASES`` are CH4 and N2O."""
_METHODS = {"methods": ["gpc", "covenant", "own"], "method_codes": [2, 4, 6]}
_COUNTING = ("beside", "gpc_only", "references")
_IN_FORCE = """
    SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS revision,
           year::INT * 256 + map($methods::VARCHAR[], $method_codes::INT[])[method]
               + map(['energy', 'emissions'], [0, 1])[measure] AS slot
    FROM slots WHERE $upto IS NULL OR revision <= $upto GROUP BY ALL HAVING arg_max(content_revision, revision) > 0
"""
# What the plan rests on, measured on 39 million rows. A map over one stored column is looked up once for each word of a
# block and costs next to nothing; a coalesce of the column, an OR over two columns or a filter on each row costs as
# much as the sums. So year, method, table and what a sector counts for make one number to group by, the rows with a GPC
# reference stand apart, a fuel without a factor weighs NaN, and what does not count is dropped after the sums.
_SUMS = """
    WITH apart AS (
        SELECT *, map($sectors::VARCHAR[], $classes::INT[])[sector] AS class FROM inventory_rows WHERE gpc_ref IS NULL
        UNION ALL
        SELECT *, 0 AS class FROM inventory_rows
        WHERE gpc_ref IS NOT NULL AND list_contains($references::VARCHAR[], gpc_ref)
    ), weighed AS (
        SELECT revision, city_id, value,
               year::INT * 256 + class + map($methods::VARCHAR[], $method_codes::INT[])[method]
                   + map(['energy', 'emissions'], [0, 1])[measure] AS code,
               coalesce(
                   map($gases::VARCHAR[], $gas_weights::DOUBLE[])[quantity],
                   map(['ch4'], [1.0])[quantity] * map($sectors::VARCHAR[], $ch4::DOUBLE[])[sector],
                   CASE map($sectors::VARCHAR[], $categories::UTINYINT[])[sector]
                       WHEN 0 THEN map($carriers::VARCHAR[], $fuels_0::DOUBLE[])[carrier]
                       WHEN 1 THEN map($carriers::VARCHAR[], $fuels_1::DOUBLE[])[carrier]
                       WHEN 2 THEN map($carriers::VARCHAR[], $fuels_2::DOUBLE[])[carrier]
                       ELSE map($carriers::VARCHAR[], $fuels_3::DOUBLE[])[carrier] END,
                   'NaN'::DOUBLE
               ) AS weight,
               value * map(['electricity'], [1.0])[carrier] AS electricity,
               CASE WHEN notation_key IS NULL
                    THEN map($sectors::VARCHAR[], $masks::BIGINT[])[sector]
                         + map($quantities::VARCHAR[], $kinds::BIGINT[])[quantity]
                    ELSE map($sectors::VARCHAR[], $masks::BIGINT[])[sector]
                         * map($keys::VARCHAR[], $key_shifts::BIGINT[])[notation_key] END AS bits
        FROM apart
    ), summed AS (
        SELECT revision, city_id, code, sum(nullif(value, 0) * weight) AS tonnes, sum(electricity) AS electricity,
               bit_or(bits) AS bits
        FROM weighed GROUP BY ALL
    )
    SELECT place, sum(tonnes) AS tonnes, sum(electricity) AS electricity, bit_or(bits) AS bits
    FROM (SELECT *, code & 48 AS class, code - (code & 48) AS slot FROM summed)
    JOIN in_force USING (revision, city_id, slot)
    WHERE class = 0 OR (class = 16 AND method = 'gpc')
    GROUP BY place
"""
_PLACES = """
    WITH places AS (
        SELECT place, sum(value) FILTER (quantity = 'co2e') AS co2e,
               sum(value * CASE quantity WHEN 'co2e' THEN NULL
                                         WHEN 'ch4' THEN map($sectors::VARCHAR[], $ch4::DOUBLE[])[sector]
                                         ELSE map($gases::VARCHAR[], $gas_weights::DOUBLE[])[quantity] END) AS weighed,
               bool_or(quantity IN ('ch4', 'n2o')) AS gases
        FROM inventory_rows JOIN in_force USING (revision, city_id, year, method, measure)
        WHERE value IS NOT NULL
          AND CASE WHEN gpc_ref IS NOT NULL THEN list_contains($references::VARCHAR[], gpc_ref)
                   ELSE NOT list_contains($beside::VARCHAR[], sector)
                        AND (NOT list_contains($gpc_only::VARCHAR[], sector) OR method = 'gpc') END
        GROUP BY place, sector, carrier, scope, gpc_ref
    )
    SELECT place, sum(coalesce(co2e, weighed)) AS tonnes, bool_or(co2e IS NULL AND gases) AS gases,
           bool_or(co2e IS NULL AND NOT gases) AS co2, coalesce(bool_or(co2e <> 0), false) AS fixed
    FROM places GROUP BY place
"""
_ENERGY = """
    SELECT place, carrier, sector, sum(value) AS energy_mwh
    FROM inventory_rows JOIN in_force USING (revision, city_id, year, method, measure)
    WHERE measure = 'energy' AND value IS NOT NULL
      AND CASE WHEN gpc_ref IS NOT NULL THEN list_contains($references::VARCHAR[], gpc_ref)
               ELSE NOT list_contains($beside::VARCHAR[], sector)
                    AND (NOT list_contains($gpc_only::VARCHAR[], sector) OR method = 'gpc') END
    GROUP BY ALL
"""
_PEOPLE = "SELECT place, revision, inhabitants FROM population JOIN in_force USING (revision, city_id, year, method)"
_ABOUT = "SELECT place, revision, approach, gwp_set FROM about JOIN in_force USING (revision, city_id, year, method)"


class AllTables:
    """Every table in force, read on one cursor. ``tables`` has city_id, year, method, measure, the revision whose rows
    count, and ``place``, the number of the row, by which all readings name a table."""

    def __init__(self, cursor: Cursor, upto: int | None = None) -> None:
        """Find the tables in force, with ``upto`` as after that revision."""
        import pyarrow  # here and not above: who reads one city does not wait for it

        self._cursor = cursor
        found = cursor.sql(_IN_FORCE, params={"upto": upto, **_METHODS}).to_arrow_table()
        self.tables = found.append_column("place", pyarrow.array(range(len(found)), pyarrow.int32()))

    def sums(self, weights: Weights) -> pyarrow.Table:
        """For each table with rows in its total: ``tonnes``, what they weigh; ``electricity``, MWh that are not in
        it; ``bits``. ``tonnes`` are NaN where energy has no factor, and electricity weighs what ``fuels`` say.

        From the lowest: ``width`` bits each of the boundary of rows with a number, of those with NO or IE, of those
        with C; then what there are numbers of (``ENERGY``, ``CO2``, ``GASES``, ``CO2E``).
        """
        given = _parameters(weights)
        for unused in ("beside", "gpc_only"):
            del given[unused]
        return self._read(_SUMS, self.tables, given)

    def places(self, places: Any, weights: Weights) -> pyarrow.Table:
        """The ``tonnes`` of tables that hold CO2e beside single gases: where one place has both, its CO2e counts.

        ``gases`` and ``co2``: whether a place holds gases alone, or CO2 alone; ``fixed`` whether any CO2e is not zero.
        """
        return self._of(_PLACES, places, weights, (*_COUNTING, "sectors", "ch4", "gases", "gas_weights"))

    def energy(self, places: Any, weights: Weights) -> pyarrow.Table:
        """The energy of tables in MWh by carrier and sector, for cities that state factors of their own."""
        return self._of(_ENERGY, places, weights, _COUNTING)

    def stated(self) -> tuple[pyarrow.Table, pyarrow.Table]:
        """What is stated of the inventories, with the revision: the inhabitants; approach and GWP set."""
        return self._read(_PEOPLE, self.tables), self._read(_ABOUT, self.tables)

    def _of(self, query: str, places: Any, weights: Weights, used: Sequence[str]) -> pyarrow.Table:
        given = _parameters(weights)
        return self._read(query, self.tables.take(places), {name: given[name] for name in used})

    def _read(self, query: str, tables: pyarrow.Table, given: Mapping[str, Any] | None = None) -> pyarrow.Table:
        self._cursor.register("in_force", tables)
        try:
            return self._cursor.sql(query, params=given).to_arrow_table()
        finally:
            self._cursor.unregister("in_force")


def _parameters(weights: Weights) -> dict[str, Any]:
    sectors, width = list(weights.masks), weights.width
    found: dict[str, Any] = {
        "beside": [sector for sector, counts in weights.counts.items() if not counts],
        **_METHODS,
        "classes": [{3: 0, GPC_ONLY: 16}.get(weights.counts[sector], 32) for sector in sectors],
        "gpc_only": [sector for sector, counts in weights.counts.items() if counts == GPC_ONLY],
        "references": list(weights.references),
        "sectors": sectors,
        "masks": [weights.masks[sector] for sector in sectors],
        "ch4": [weights.ch4[sector] for sector in sectors],
        "categories": [weights.categories[sector] for sector in sectors],
        "gases": list(weights.gases),
        "gas_weights": list(weights.gases.values()),
        "keys": ["NE", "NO", "IE", "C"],
        "key_shifts": [0, 1 << width, 1 << width, 1 << 2 * width],
        "quantities": ["energy", "co2", "ch4", "n2o", "co2e"],
        "kinds": [bit << 3 * width for bit in (ENERGY, CO2, GASES, GASES, CO2E)],
    }
    carriers = list(dict.fromkeys(carrier for fuels in weights.fuels for carrier in fuels))
    found["carriers"] = carriers
    for number, fuels in enumerate(weights.fuels):
        found[f"fuels_{number}"] = [fuels.get(carrier) for carrier in carriers]
    return found
