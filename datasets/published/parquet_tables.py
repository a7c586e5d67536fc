"""The published tables where they lie: Parquet that ships, or that this installation loaded, read by DuckDB in place.

They are in no ledger, no bundle and no backup. A table that cannot be read is told by its name and what it lacks.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.reference import catalogue, registry
from datasets.store import location

SHIPPED = catalogue.SHIPPED / "published"
SHIPPED_EDITION = "2023"
"""The newest release of the JRC in the tables that ship; a later one was loaded."""
RELATION = Path(__file__).with_name("answers.sql")
COLUMNS: dict[str, tuple[str, ...]] = {
    "cells": (
        *("organisation_id", "edition", "inventory_id", "sector", "carrier", "energy_mwh", "emissions_t"),
        "source_row",
    ),
    "inventories": (
        *("organisation_id", "edition", "inventory_id", "baseline", "year", "inhabitants", "gas", "approach"),
        "doubts",
    ),
    "pairs_read": ("organisation_id", "base_edition", "later_edition", "base_inventory", "later_inventory"),
    "targets": (
        *("organisation_id", "source", "edition", "plan_id", "kind", "base_year", "target_year"),
        *("reduction_percent", "source_row"),
    ),
    "totals": ("organisation_id", "source", "year", "role", "total_t", "inhabitants", "source_row"),
    "series": (
        *("organisation_id", "source", "area", "year", "sector", "carrier", "emissions_kt", "inhabitants"),
        "source_row",
    ),
}
"""What the tables hold; ``MADE`` is made of them by the relation in ``answers.sql``."""
MADE = ("answers", "judged", "promises", "figures")
"""What is made of them: an answer for each signatory, each pair with the rules it holds, one target for each year, and
the totals by year that a page draws."""


def folder() -> Path:
    """Where the tables lie: beside the database where this installation loaded newer ones, else as they ship."""
    loaded = loaded_folder()
    return loaded if loaded is not None and loaded.is_dir() else SHIPPED


def loaded_folder() -> Path | None:
    """Where this installation keeps what it loads; None where it keeps nothing (a database in memory)."""
    database = location.database()
    return None if isinstance(database, str) else Path(database).with_name("published")


def connected(where: Path, names: Iterable[str] = (*COLUMNS, *MADE)) -> duckdb.DuckDBPyConnection:
    """A connection of its own to tables of a folder. Raises Refused where one cannot be read."""
    database = duckdb.connect(config={"threads": 2})
    for name in names:
        path = where / f"{name}.parquet"
        try:
            found = database.read_parquet(str(path))
        except duckdb.Error as fault:
            raise Refused(_unreadable(path, Sentence("nothing that can be read"))) from fault
        if missing := [column for column in COLUMNS.get(name, ()) if column not in found.columns]:
            raise Refused(_unreadable(path, Sentence("no column {column}", column=", ".join(missing))))
        found.create_view(name)
    return database


def loaded() -> duckdb.DuckDBPyConnection:
    """The tables as this installation has them, in memory, to be changed. Raises Refused where one cannot be read."""
    where = folder()
    connected(where).close()
    database = duckdb.connect()
    for name in (*COLUMNS, *MADE):
        database.read_parquet(str(where / f"{name}.parquet")).create(name)
    return database


def _unreadable(path: Path, found: Sentence) -> Problem:
    expected = Sentence("the table {name} of the published figures", name=path.name)
    fix = Sentence("Load the published figures again, or delete the folder {folder}.", folder=path.parent.name)
    return block("published-table", found, expected, fix, sheet=path.name)


@cache
def _opened(where: Path, changed: int) -> duckdb.DuckDBPyConnection:
    return connected(where, MADE)


def edition() -> int:
    """What tells one state of the tables from another."""
    try:
        return (folder() / "answers.parquet").stat().st_mtime_ns
    except OSError:
        return 0


def rows(query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows of a question about what is made of the tables. Raises Refused where a table cannot be read."""
    try:
        asked = _opened(folder(), edition()).cursor().execute(query, list(values))
        names = [column[0] for column in asked.description or ()]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    except duckdb.Error as fault:
        raise Refused(_unreadable(folder() / "*.parquet", Sentence("nothing that can be read"))) from fault


def answer(database: duckdb.DuckDBPyConnection) -> None:
    """Make ``answers`` of the tables of a connection and the register."""
    database.execute("SET threads = 1")  # so that sums come out the same to the last digit each time
    database.execute(
        "CREATE OR REPLACE TABLE register (organisation_id VARCHAR, population DOUBLE, city VARCHAR, name VARCHAR,"
        " country_code VARCHAR)"
    )
    known = [
        (item.organisation_id, item.population, item.city_id, item.own_name, item.country_code)
        for item in registry.signatories()
    ]
    columns = [list(column) for column in zip(*known, strict=True)]
    database.execute("INSERT INTO register SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)", columns)
    database.execute(RELATION.read_text(encoding="utf-8"))


def write(database: duckdb.DuckDBPyConnection, where: Path) -> dict[str, int]:
    """Put all tables of a connection in the place of those of a folder, whole or not at all; how many rows each has."""
    where.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{where.name}-", dir=where.parent))
    counts = {}
    try:
        for name in (*COLUMNS, *MADE):
            table = database.table(name)
            table.write_parquet(str(new / f"{name}.parquet"), compression="zstd", row_group_size=20_000)
            counts[name] = len(table)
        former = new.with_name(f"{new.name}-former")
        if where.exists():
            os.replace(where, former)
        os.replace(new, where)
        shutil.rmtree(former, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return counts
