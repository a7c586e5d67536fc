"""The totals that a file prints, each beside the sum of its parts as they were read. None is an inventory's figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from datasets.store.kind import Cursor, LedgerKind


class PrintedRow(NamedTuple):
    """A total that a file prints for one table of an inventory, in MWh or t, beside the sum of its ``parts``.

    ``rounding`` is how far the digits allow the two to differ. ``sectors`` are codes parted by bars; with carrier and
    scope they say of which cells it is the total, where ``selects``.
    """

    city_id: str
    year: int
    method: str
    measure: str
    value: float
    parts: float
    number: int
    rounding: float
    named: str
    sectors: str
    carrier: str | None
    scope: int | None
    selects: bool
    original_text: str
    original_unit: str
    source_sheet: str | None
    source_row: int | None
    source_column: str | None


TABLE = """
CREATE TABLE IF NOT EXISTS printed_totals (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')),
    value DOUBLE NOT NULL CHECK (isfinite(value)),
    parts DOUBLE NOT NULL CHECK (isfinite(parts)),
    number INTEGER NOT NULL,
    rounding DOUBLE NOT NULL,
    named VARCHAR NOT NULL,
    sectors VARCHAR NOT NULL,
    carrier VARCHAR,
    scope TINYINT CHECK (scope BETWEEN 1 AND 3),
    selects BOOLEAN NOT NULL,
    original_text VARCHAR NOT NULL,
    original_unit VARCHAR NOT NULL,
    source_sheet VARCHAR,
    source_row INTEGER,
    source_column VARCHAR
)
"""


def read(cursor: Cursor, city_id: str, in_force: Mapping[tuple[int, str, str], int]) -> list[PrintedRow]:
    """The totals of a city that were printed for the tables in force: ``in_force`` names the revision that fills each
    year, method and measure."""
    rows = cursor.execute(
        "SELECT * FROM printed_totals WHERE city_id = ? ORDER BY revision, position", [city_id]
    ).fetchall()
    found = ((row[0], PrintedRow(*row[2:])) for row in rows)
    return [row for revision, row in found if in_force.get((row.year, row.method, row.measure)) == revision]


KIND = LedgerKind(name="printed", tables={"printed_totals": TABLE})
