"""The one DuckDB connection: opened, given its tables, and locked."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import duckdb

from analytics.problems import Problem, Refused

SCHEMA_VERSION = 1
SETTINGS = (
    "SET preserve_insertion_order = true",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
DAMAGED = ("Corrupt database", "has been invalidated")
HELD = ("Could not set lock", "has been locked", "used by another process")
"""How the engine says that another process, or this one, has the file open. Its messages also quote the path."""


def connect(path: str | Path) -> duckdb.DuckDBPyConnection:
    """Open (or create) the database at ``path`` and lock it down: no file access, no extensions, no settings.

    Raises Refused when the file is held by another process, is not a database of this program, or was written by
    another version of it.
    """
    try:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path))
    except (OSError, duckdb.Error) as error:
        raise Refused(_unreadable(str(path), str(error))) from error
    try:
        problem = _prepared(connection, path)
        for setting in SETTINGS:
            connection.execute(setting)
    except duckdb.Error as error:
        problem = _unreadable(str(path), str(error))
    if problem is not None:
        connection.close()
        raise Refused(problem)
    return connection


def is_new(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing was ever committed to the database, be it samples or an empty beginning."""
    return connection.execute("SELECT schema_version FROM edition").fetchone() is None


def finish(cursor: duckdb.DuckDBPyConnection) -> None:
    """Mark a new database as begun, inside the transaction of its first commit."""
    cursor.execute("INSERT INTO edition VALUES (?)", [SCHEMA_VERSION])


def damage(path: str, error: duckdb.Error) -> Problem | None:
    """What to say when the file turns out damaged (or the disk full) while it is in use; None for any other error."""
    text = str(error)
    if not isinstance(error, duckdb.IOException) and not any(phrase in text for phrase in DAMAGED):
        return None
    return Problem(
        "block",
        "database-damaged",
        f"{path}, which cannot be read or written any more ({text.splitlines()[0][:200]})",
        "a whole database file, on a disk with room",
        "Check the disk, or restore a backup.",
    )


def _prepared(connection: duckdb.DuckDBPyConnection, path: str | Path) -> Problem | None:
    """Create the tables that are missing; a problem where the database belongs to something else."""
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if tables and "edition" not in tables:
        return Problem(
            "block",
            "database-foreign",
            f"{path}, a database of another program",
            "a database of this program, or a path where one can be created",
            "Name another file with --database.",
        )
    connection.execute((files("datasets.store") / "schema.sql").read_text(encoding="utf-8"))
    found = connection.execute("SELECT schema_version FROM edition").fetchone()
    if found is None or found[0] == SCHEMA_VERSION:
        return None
    return Problem(
        "block",
        "database-version",
        f"a database of edition {found[0]} at {path}",
        f"edition {SCHEMA_VERSION}",
        "Open it with the version of the program that wrote it, or choose another file with --database.",
    )


def _unreadable(path: str, error: str) -> Problem:
    if any(phrase in error for phrase in HELD):
        return Problem(
            "block",
            "database-in-use",
            f"{path} is open in another program",
            "a database that only one program holds",
            "Stop the dashboard (or the other command) first, or name another file with --database.",
        )
    return Problem(
        "block",
        "database-unreadable",
        f"{path} cannot be opened as a database",
        "a DuckDB database file, or a path where one can be created",
        "Name another file with --database, or restore a backup.",
    )
