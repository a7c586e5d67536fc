"""Small submissions to a store, with figures that can be seen by eye."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from analytics.vocabulary import measure
from datasets.store import ROW_COLUMNS, AboutRow, CityRecord, PopulationRow, Slot, Store, Submission
from datasets.store.chain import Seal

TOWN = CityRecord("XX0001", "Town", ("Villa", "Stadt"), "XX", "Nowhere", "EU", None, None, False, "a register")
Begin = Callable[[Callable[[Store], object]], Store]
"""Gives a store that begins with what is done to it first (``begun``)."""


class Beginning(Protocol):
    """Gives such a store for a while, in memory or at a path (``beginning``)."""

    def __call__(
        self, first: Callable[[Store], object], path: Path | str = ":memory:"
    ) -> AbstractContextManager[Store]:
        """Begin it."""


TYPES = {
    "year": pa.int16(),
    "source_row": pa.int32(),
    "scope": pa.int8(),
    "value": pa.float64(),
}


def knows_a_town(store: Store) -> None:
    """The beginning of a store that knows one town and holds nothing of it."""
    store.seed([TOWN], [], [], [])


def row(sector: str = "residential", value: float | None = 1.0, **changes: Any) -> dict[str, Any]:
    """One row of reported CO2e of the town in 2019; with ``notation_key`` it holds that key in place of the number."""
    values: dict[str, Any] = {
        "city_id": TOWN.city_id,
        "year": 2019,
        "method": "covenant",
        "source_row": 2,
        "sector": sector,
        "label": sector,
        "carrier": None,
        "scope": None,
        "gpc_ref": None,
        "quantity": "co2e",
        "value": value,
        "notation_key": None,
        "original_text": str(value),
        "original_unit": "t CO2e",
        "source": "a report",
    } | changes
    values.setdefault("measure", measure(values["quantity"]).value)
    return values


def table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as the store takes them."""
    columns = {name: [item.get(name) for item in rows] for name in ROW_COLUMNS}
    return pa.table({name: pa.array(held, TYPES.get(name, pa.string())) for name, held in columns.items()})


def submission(*rows: dict[str, Any], heads: float | None = None, **changes: Any) -> Submission:
    """One submission of these rows by an analyst; ``heads`` states the inhabitants of the first row's inventory."""
    values: dict[str, Any] = {
        "rows": table(rows),
        "row_count": len(rows),
        "author": "an analyst",
        "layout": "long",
        "file_name": "file.csv",
        "file_sha256": "00",
    } | changes
    if heads is not None:
        slot = (rows[0]["city_id"], rows[0]["year"], rows[0]["method"])
        values["population"] = (PopulationRow(*slot, heads, "a register"),)
        values["about"] = (AboutRow(*slot, "activity-based", "AR5", ""),)
    return Submission(**values)


def slot(year: int = 2019, measure: str = "emissions", city_id: str = TOWN.city_id, method: str = "covenant") -> Slot:
    """One table of one inventory of the town."""
    return Slot(city_id, year, method, measure)


def put_together(connection: duckdb.DuckDBPyConnection, *without: str) -> None:
    """Turn the rows that are taken apart into the one table that they were up to edition 3."""
    rows = connection.table("inventory_rows").order("revision, position").to_arrow_table()
    rows = rows.drop_columns(["position", *without])
    for thing in ("VIEW inventory_rows", "TABLE cells", "TABLE places", "TABLE origins", "TYPE notation_key"):
        connection.execute(f"DROP {thing}")
    connection.from_arrow(rows).create("inventory_rows")
    connection.execute("ALTER TABLE slots DROP COLUMN slot")
    connection.execute("ALTER TABLE slots DROP COLUMN position")


def links(store: Store) -> dict[int, str]:
    """The chain of hashes of a store, by revision."""
    with store.reader() as reader:
        return reader.links()


def a_day_later(opened: Store) -> None:
    """Move every revision to the day before: what was taken back within a day was a slip."""
    with opened._cursor() as cursor:
        cursor.execute("UPDATE revisions SET committed_at = committed_at - INTERVAL 1 DAY")


def seals(store: Store, revision: int) -> tuple[list[Seal], list[Seal]]:
    """The seals of one revision as they were made with it, and from its content as it stands."""
    ((_, made, now),) = store.seals(range(revision, revision + 1))
    return made, now
