"""What a submission would take from the tables in force: the places of each that hold a figure and would hold none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from datasets.store import chain
from datasets.store.kind import Cursor
from datasets.store.records import Rows, Slot

if TYPE_CHECKING:
    import pyarrow


_BROUGHT = """
SELECT city_id, year, method, measure, CASE WHEN gpc_ref IS NULL THEN sector ELSE '' END AS sector, carrier,
       CASE WHEN gpc_ref IS NULL THEN scope END AS scope, gpc_ref, count(value) > 0 AS numbered,
       sum(value) AS amount
FROM piece GROUP BY ALL
"""
"""The places that some rows fill: GPC references, else sectors and scopes, each with its carrier. Labels and gases are
parts of a place."""
_COMPARED = """
WITH current AS (
    SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS revision
    FROM slots JOIN asked USING (city_id, year, method, measure) GROUP BY ALL
), before AS (
    SELECT city_id, year, method, measure, CASE WHEN gpc_ref IS NULL THEN sector ELSE '' END AS sector, carrier,
           CASE WHEN gpc_ref IS NULL THEN scope END AS scope, gpc_ref, count(value) > 0 AS numbered,
           sum(value) AS amount
    FROM inventory_rows JOIN current USING (city_id, year, method, measure, revision) GROUP BY ALL
), after AS (
    SELECT * EXCLUDE (numbered, amount), bool_or(numbered) AS numbered, sum(amount) AS amount
    FROM brought GROUP BY ALL
), totals AS (
    SELECT city_id, year, method, measure, sum(amount) AS amount FROM before WHERE sector = 'total' GROUP BY ALL
), detailed AS (
    SELECT city_id, year, method, measure FROM after JOIN totals USING (city_id, year, method, measure)
    WHERE sector NOT IN ('total', 'energy_supply', 'other_scope_3')
    GROUP BY city_id, year, method, measure, totals.amount HAVING sum(after.amount) >= 0.9 * totals.amount
), compared AS (
    SELECT before.*, after.city_id IS NULL OR (before.numbered AND NOT after.numbered)
           OR (before.amount <> 0 AND coalesce(after.amount, 0) = 0) AS lost
    FROM before LEFT JOIN after
      ON (before.city_id, before.year, before.method, before.measure, before.sector)
       = (after.city_id, after.year, after.method, after.measure, after.sector)
     AND before.carrier IS NOT DISTINCT FROM after.carrier AND before.scope IS NOT DISTINCT FROM after.scope
     AND before.gpc_ref IS NOT DISTINCT FROM after.gpc_ref
    WHERE before.sector <> 'total'
       OR (before.city_id, before.year, before.method, before.measure) NOT IN (SELECT * FROM detailed)
)
SELECT city_id, year, method, measure, count(*), count_if(lost), coalesce(sum(amount) FILTER (lost), 0),
       coalesce(sum(abs(amount)) FILTER (lost) / nullif(sum(abs(amount)), 0), 0)
FROM compared GROUP BY ALL HAVING count_if(lost) > 0
ORDER BY count_if(lost) DESC, city_id, year, method, measure
"""


class Removal(NamedTuple):
    """One table in force: how many of its places hold something, how many of them would hold nothing (or a notation
    key or zero where a number stands), the MWh or tonnes of these, and their share of all; what is below zero counts
    by its size."""

    slot: Slot
    places: int
    removed: int
    amount: float
    share: float


def removals(cursor: Cursor, slots: Sequence[Slot], rows: Rows) -> list[Removal]:
    """The tables out of ``slots`` from which ``rows`` in their place would remove something, the most first.

    A bare total is no loss where sectors take its place that hold nine tenths of it.
    """
    import pyarrow as pa  # here and not above: who only reads does not wait for it

    brought = [_places(cursor, piece) for piece in chain.pieces(rows)]
    cursor.register("asked", pa.Table.from_pylist([slot._asdict() for slot in slots]))
    cursor.register("brought", pa.concat_tables(brought))
    found = cursor.execute(_COMPARED).fetchall()
    cursor.unregister("asked")
    cursor.unregister("brought")
    return [Removal(Slot(*row[:4]), *row[4:]) for row in found]


def _places(cursor: Cursor, rows: pyarrow.Table) -> pyarrow.Table:
    """The places that some rows fill, each once."""
    cursor.register("piece", rows)
    try:
        return cursor.sql(_BROUGHT).to_arrow_table()
    finally:
        cursor.unregister("piece")
