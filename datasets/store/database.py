"""The one DuckDB connection: opened, given its tables, and locked."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from importlib.resources import files
from itertools import count
from pathlib import Path

import duckdb

from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store import chain, disk, leftovers
from datasets.store.kinds import KINDS

SCHEMA_VERSION = 9
TABLES = "the tables of the schema, without its views"
MIGRATIONS: dict[int, tuple[str, ...]] = {
    # Targets gain kinds, paths, a level, a scenario and a national target. A CHECK cannot be changed in place, so the
    # table is made anew and filled from the old one.
    1: (
        "ALTER TABLE targets RENAME TO targets_1",
        TABLES,
        """
        INSERT INTO targets
        SELECT revision, stood, city_id, row_number() OVER (PARTITION BY revision ORDER BY stood), kind, 'linear',
               sector, base_year, year, reduction_percent, NULL, declared_base_t, declared_target_t, method, set_in,
               exclusions, source, NULL, NULL, NULL, NULL, NULL
        FROM (SELECT row_number() OVER () AS stood, * FROM targets_1) ORDER BY stood
        """,
        "DROP TABLE targets_1",
    ),
    # Rows gain the sheet and the column that they stood in, unknown for those that are on file already.
    2: (
        "ALTER TABLE inventory_rows ADD COLUMN IF NOT EXISTS source_sheet VARCHAR",
        "ALTER TABLE inventory_rows ADD COLUMN IF NOT EXISTS source_column VARCHAR",
    ),
    # Rows are taken apart (cells.py), and a view puts them together, whose rows keep their order and their seals.
    3: (
        "ALTER TABLE inventory_rows RENAME TO rows_3",
        "ALTER TABLE slots RENAME TO slots_3",
        """
        CREATE TABLE apart AS
        SELECT *, min(number) OVER (PARTITION BY revision, sector, label, carrier, scope, gpc_ref, quantity) AS place,
               min(number) OVER (PARTITION BY revision, original_unit, source, source_sheet, source_column) AS origin
        FROM (SELECT row_number() OVER () AS number, * FROM rows_3)
        """,
        TABLES,
        """
        INSERT INTO slots
        SELECT revision, stood, city_id, year, method, measure, content_revision,
               CASE WHEN content_revision = revision AND stood = min(stood) OVER same THEN stood END -- some stand twice
        FROM (SELECT row_number() OVER () AS stood, * FROM slots_3)
        WINDOW same AS (PARTITION BY revision, city_id, year, method, measure) ORDER BY stood
        """,
        "DROP TABLE slots_3",
        """
        INSERT INTO places SELECT place, sector, label, carrier, scope, gpc_ref, quantity FROM apart
        WHERE place = number ORDER BY place
        """,
        """
        INSERT INTO origins SELECT origin, original_unit, source, source_sheet, source_column FROM apart
        WHERE origin = number ORDER BY origin
        """,
        """
        INSERT INTO cells
        SELECT revision, number, slot, place, origin, source_row, value, notation_key, original_text
        FROM apart JOIN slots USING (revision, city_id, year, method, measure) WHERE slot IS NOT NULL ORDER BY number
        """,
        "DROP TABLE apart",
        "DROP TABLE rows_3",
    ),
    # Inhabitants gain the year in which they were counted. Printed totals, and the accounts of cities,
    # have new tables.
    # Drafts belong to a keeper and a city. Of an older one only a name is known, and that of the dashboard's own user
    # stood for everybody: a person who is signed in under it finds the draft again, nobody else does. A database that
    # is older than drafts has none.
    4: (
        """
        CREATE TABLE IF NOT EXISTS drafts (
            draft_id VARCHAR, author VARCHAR, saved_at TIMESTAMP, file_name VARCHAR, file_sha256 VARCHAR,
            file_bytes INTEGER, city VARCHAR, year SMALLINT, answers VARCHAR, file BLOB
        )
        """,
        TABLES,
        """
        INSERT INTO draft_files
        SELECT draft_id, 'person:' || author, coalesce(city, ''), saved_at, file_name, file_sha256, file_bytes, city,
               year, answers, file
        FROM drafts
        """,
        "DROP TABLE drafts",
        "ALTER TABLE population ADD COLUMN IF NOT EXISTS population_year SMALLINT",
    ),
    # The rows of each table say in which order they stand, which the engine alone knew. Those that are on file keep the
    # order in which the engine gives them, by which they were sealed.
    5: (
        TABLES,
        "DROP VIEW IF EXISTS inventory_rows",
        "ALTER TABLE pairings RENAME TO pairings_5",
        "ALTER TABLE slots RENAME TO slots_5",
        "ALTER TABLE seals RENAME TO seals_5",
        "ALTER TABLE cells RENAME TO cells_5",
        "ALTER TABLE answers RENAME TO answers_5",
        "ALTER TABLE population RENAME TO population_5",
        "ALTER TABLE about RENAME TO about_5",
        "ALTER TABLE printed_totals RENAME TO printed_totals_5",
        "ALTER TABLE activity_left_out RENAME TO activity_left_out_5",
        "ALTER TABLE targets RENAME TO targets_5",
        "ALTER TABLE scenarios RENAME TO scenarios_5",
        "ALTER TABLE gdp RENAME TO gdp_5",
        "ALTER TABLE actions RENAME TO actions_5",
        "ALTER TABLE city_factors RENAME TO city_factors_5",
        "ALTER TABLE local_energy RENAME TO local_energy_5",
        "ALTER TABLE degree_days RENAME TO degree_days_5",
        "ALTER TABLE mappings RENAME TO mappings_5",
        "ALTER TABLE accounts RENAME TO accounts_5",
        TABLES,
        """
        INSERT INTO pairings BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM pairings_5
        """,
        """
        INSERT INTO slots BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM slots_5
        """,
        """
        INSERT INTO seals BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM seals_5
        """,
        """
        INSERT INTO cells BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM cells_5
        """,
        """
        INSERT INTO answers BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM answers_5
        """,
        """
        INSERT INTO population BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM population_5
        """,
        """
        INSERT INTO about BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM about_5
        """,
        """
        INSERT INTO printed_totals BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM printed_totals_5
        """,
        """
        INSERT INTO activity_left_out BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM activity_left_out_5
        """,
        """
        INSERT INTO targets BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM targets_5
        """,
        """
        INSERT INTO scenarios BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM scenarios_5
        """,
        """
        INSERT INTO gdp BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM gdp_5
        """,
        """
        INSERT INTO actions BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM actions_5
        """,
        """
        INSERT INTO city_factors BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM city_factors_5
        """,
        """
        INSERT INTO local_energy BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM local_energy_5
        """,
        """
        INSERT INTO degree_days BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM degree_days_5
        """,
        """
        INSERT INTO mappings BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM mappings_5
        """,
        """
        INSERT INTO accounts BY NAME
        SELECT row_number() OVER () AS position, COLUMNS(lambda name: name <> 'position') FROM accounts_5
        """,
        "DROP TABLE pairings_5",
        "DROP TABLE slots_5",
        "DROP TABLE seals_5",
        "DROP TABLE cells_5",
        "DROP TABLE answers_5",
        "DROP TABLE population_5",
        "DROP TABLE about_5",
        "DROP TABLE printed_totals_5",
        "DROP TABLE activity_left_out_5",
        "DROP TABLE targets_5",
        "DROP TABLE scenarios_5",
        "DROP TABLE gdp_5",
        "DROP TABLE actions_5",
        "DROP TABLE city_factors_5",
        "DROP TABLE local_energy_5",
        "DROP TABLE degree_days_5",
        "DROP TABLE mappings_5",
        "DROP TABLE accounts_5",
    ),
    # Actions gain a life and may stand in three more ways, which a CHECK in place would forbid.
    6: (
        "ALTER TABLE actions RENAME TO actions_6",
        TABLES,
        "INSERT INTO actions BY NAME SELECT * FROM actions_6 ORDER BY revision, position",
        "DROP TABLE actions_6",
    ),
    # Hazards, goals and actions of adaptation come with tables of their own, which a program of edition 7 would not
    # seal.
    7: (),
    # So do figures, goals and measures of energy access.
    8: (),
}
"""The steps from each edition to the next, in order; ``TABLES`` stands for the tables of the schema that are missing.
A table that is new in an edition needs no step of its own: the schema creates it."""
NAMES = "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
NAMED = re.compile(r"CREATE (?:TABLE|VIEW) IF NOT EXISTS (\w+)")
"""What a database holds, and what the schema asks for."""
SETTINGS = (
    "SET checkpoint_threshold = '1TB'",  # keeping.py folds in, where there is room: a failure would end the connection
    "SET preserve_insertion_order = true",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
SYSTEM = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.OutOfMemoryException)
"""The errors in which the engine passes on what the operating system said."""
INVALIDATED = "has been invalidated"
DAMAGED = ("Corrupt database", INVALIDATED)
HELD = ("Could not set lock", "has been locked", "used by another process")
"""How the engine says that another process, or this one, has the file open. Its messages also quote the path."""
IN_USE = "database-in-use"
AT_REST_SECONDS = 5
"""A copy is written all the time until it is whole: one that was not for so long is nobody's."""
MAKING: set[Path] = set()
"""The copies that this program makes just now: of its own files the system does not say that they are open."""
_MAGIC = b"\0" * 8 + b"DUCK"
"""What a database begins with, after a checksum."""


def connect(path: str | Path) -> duckdb.DuckDBPyConnection:
    """Open (or create) the database at ``path`` and lock it down: no file access, no extensions, no settings.

    Raises Refused when the file is held by another process, is not a database of this program, was written by another
    version of it, is missing beside what is left of one, or where the disk or the rights forbid it; what was created by
    then is taken away.
    """
    if str(path) == ":memory:":
        return _opened(path, created=True)
    path = Path(path).resolve()  # what is written ahead lies beside the file, by whichever name it is opened
    openable(path)
    created = not os.path.exists(path)
    sweep(path.parent)
    try:
        return _opened(path, created)
    except BaseException as error:
        held = isinstance(error, Refused) and error.problems[0].code == IN_USE  # another program was faster
        if created and not held:
            leftovers.remove(path)
        raise


def openable(path: Path) -> None:
    """Refuse what can be told before the engine is asked, and make the folder. Raises Refused."""
    problem = disk.hindrance(path)
    if problem is None and not os.path.exists(path):
        problem = leftovers.remains(path)
    elif problem is None and not path.stat().st_size:
        problem = leftovers.empty(path)
    if problem is not None:
        raise Refused(problem)
    disk.made(path.parent)


class _Older(Exception):
    """That a database is of an earlier edition, of which there is no copy yet."""

    def __init__(self, edition: int) -> None:
        super().__init__(edition)
        self.edition = edition


def _opened(path: str | Path, created: bool, kept: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a database; one of an earlier edition is copied before it is brought to this one, unless it is ``kept``."""
    try:
        connection = duckdb.connect(str(path))
    except duckdb.Error as error:
        raise Refused(unreadable(str(path), str(error))) from error
    try:
        problem = _prepared(connection, path, created, kept or str(path) == ":memory:" or Path(path).suffix == ".part")
    except _Older as older:
        connection.close()
        _keep(Path(path), older.edition)
        return _opened(path, created, kept=True)
    except duckdb.Error as error:
        connection.close()
        raise Refused(unreadable(str(path), str(error))) from error
    try:
        for setting in SETTINGS:
            connection.execute(setting)
    except duckdb.Error as error:
        problem = unreadable(str(path), str(error))
    if problem is not None:
        connection.close()
        raise Refused(problem)
    return connection


def _keep(path: Path, edition: int) -> None:
    """Copy a closed database of an earlier edition beside itself, under its name with ".edition-" and the number, and
    one more where that is taken; what is written ahead of it comes with it. Raises Refused where there is no room."""
    kept = path.with_name(f"{path.name}.edition-{edition}")
    for again in count(2):
        if not kept.exists():
            break
        kept = path.with_name(f"{path.name}.edition-{edition}-{again}")
    part = disk.aside(kept, "part")
    try:
        for ahead in leftovers.write_ahead(path):
            shutil.copyfile(ahead, kept.with_name(kept.name + ahead.name.removeprefix(path.name)))
        shutil.copyfile(path, part)
        shutil.copymode(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, kept)
        disk.settled(path.parent)
    except OSError as error:
        disk.remove(part)
        raise Refused(disk.problem(kept, error)) from error


def in_use(path: Path) -> bool:
    """Whether another program has a database open; one that cannot be read at all is nobody's."""
    if not os.path.isfile(path):
        return False
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        return any(phrase in str(error) for phrase in HELD)
    return False


def sweep(folder: Path) -> None:
    """Delete the unfinished copies of databases in a folder whose program is gone: nobody writes them, or has them
    open."""
    for part in disk.unfinished(folder):
        if part not in MAKING and _copy_at_rest(part) and not in_use(part):
            leftovers.remove(part)


def _copy_at_rest(part: Path) -> bool:
    try:
        with part.open("rb") as file:
            begins = file.read(len(_MAGIC))  # nothing yet, where its program was killed as it began
            rests = time.time() - part.stat().st_mtime > AT_REST_SECONDS
            return rests and (not begins or begins.endswith(b"DUCK"))
    except OSError:
        return False


def close_to_others(path: str) -> None:
    """Let none but its user read the file of a database."""
    with suppress(OSError):  # there is none, or it is another user's, who sees to it
        os.chmod(path, 0o600)


def is_new(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing was ever committed to the database, be it samples or an empty beginning."""
    return connection.execute("SELECT schema_version FROM edition").fetchone() is None


def finish(cursor: duckdb.DuckDBPyConnection) -> None:
    """Mark a new database as begun, inside the transaction of its first commit."""
    cursor.execute("INSERT INTO edition VALUES (?)", [SCHEMA_VERSION])


def damage(path: str, error: duckdb.Error) -> Problem | None:
    """What to say when the file turns out damaged, or the disk full, while it is in use; None for any other error."""
    text = str(error)
    if isinstance(error, SYSTEM) and (problem := disk.told(Path(path), text)):
        return problem
    if not isinstance(error, duckdb.IOException) and not any(phrase in text for phrase in DAMAGED):
        return None
    return block(
        "database-damaged",
        Sentence(
            "{path}, which cannot be read or written any more ({why})",
            path=Path(path),
            why=text.splitlines()[0].replace(path, Path(path).name)[:200],
        ),
        "a whole database file, on a disk with room",
        "Check the disk, or restore a backup.",
    )


def _prepared(connection: duckdb.DuckDBPyConnection, path: str | Path, created: bool, kept: bool) -> Problem | None:
    """Create tables and views where any is missing; a problem where the database belongs to something else."""
    tables = {row[0] for row in connection.execute(NAMES).fetchall()}
    if tables and "edition" not in tables:
        return block(
            "database-foreign",
            Sentence("{path}, a database of another program", path=Path(path)),
            "a database of this program, or a path where one can be created",
            "Name another file with --database.",
        )
    # What every database has: the tables and views of schema.sql, and the tables of the kinds.
    common = (files("datasets.store") / "schema.sql").read_text(encoding="utf-8")
    of_kinds = [table for kind in KINDS for table in kind.tables.values()]
    schema = ";\n".join([*of_kinds, common])
    if not tables and not created:  # ours get their name with all of their tables (creation.py)
        return leftovers.without_tables(Path(path))
    found = connection.execute("SELECT schema_version FROM edition").fetchone() if tables else None
    if found is None or found[0] == SCHEMA_VERSION:
        if not tables.issuperset(NAMED.findall(schema)):
            connection.begin()  # all tables or none, and written at once
            connection.execute(schema)
            connection.commit()
        return None
    if found[0] in MIGRATIONS:
        if not kept:
            raise _Older(found[0])
        _migrate(connection, found[0], schema)
        return None
    return block(
        "database-version",
        Sentence("a database of edition {edition} at {path}", edition=found[0], path=Path(path)),
        Sentence("edition {edition}", edition=SCHEMA_VERSION),
        "Open it with the version of the program that wrote it, or choose another file with --database.",
    )


def _migrate(connection: duckdb.DuckDBPyConnection, edition: int, schema: str) -> None:
    """Bring an older database to this edition: all of it or nothing."""
    tables = [each.query for each in duckdb.extract_statements(schema) if " VIEW " not in each.query]
    connection.begin()
    try:
        for step in range(edition, SCHEMA_VERSION):
            for statement in MIGRATIONS[step]:
                for each in tables if statement == TABLES else (statement,):
                    connection.execute(each)
        connection.execute(schema)
        chain.seal(connection)
        connection.execute("UPDATE edition SET schema_version = ?", [SCHEMA_VERSION])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def unreadable(path: str, error: str) -> Problem:
    """Why a database at ``path`` cannot be opened, from what the engine said."""
    if any(phrase in error for phrase in HELD):
        return block(
            IN_USE,
            Sentence("{path} is open in another program", path=Path(path)),
            "a database that only one program holds",
            "Stop the dashboard (or the other command) first, or name another file with --database.",
        )
    if problem := disk.told(Path(path), error):
        return problem
    return block(
        "database-unreadable",
        Sentence("{path} cannot be opened as a database", path=Path(path)),
        "a DuckDB database file, or a path where one can be created",
        "Name another file with --database, or restore a backup.",
    )
