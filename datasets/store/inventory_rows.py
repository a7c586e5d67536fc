"""The rows in force of one city, whole: every field as it was taken in, for exports and for nothing that adds up."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Cursor
from datasets.store.reading import Content


class InventoryRow(NamedTuple):
    """One row on file. ``value`` is in MWh for energy and in tonnes for a gas, None where ``notation_key`` stands.

    ``original_text`` and ``original_unit`` are what the file said, in row ``source_row`` of ``sheet`` and in ``column``
    (its header, or its letter), where these are known.
    """

    revision: int
    year: int
    method: str
    measure: str
    source_row: int
    sector: str
    label: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    quantity: str
    value: float | None
    notation_key: str | None
    original_text: str
    original_unit: str
    source: str
    sheet: str | None = None
    column: str | None = None


def inventory_rows(cursor: Cursor, city_id: str, content: Content) -> list[InventoryRow]:
    """The rows in force of one city in a fixed order: by year, method and table, then as in the file."""
    rows = cursor.execute(
        """
        SELECT revision, year, method, measure, source_row, sector, label, carrier, scope, gpc_ref, quantity, value,
               notation_key, original_text, original_unit, source, source_sheet, source_column
        FROM inventory_rows WHERE city_id = $city
        ORDER BY year, method, measure, revision, source_row, quantity, sector, label, carrier, scope, gpc_ref, value,
                 source_sheet, source_column, position
        """,
        {"city": city_id},
    ).fetchall()
    found = map(InventoryRow._make, rows)
    return [row for row in found if content.revisions.get((row.year, row.method, row.measure)) == row.revision]
