"""The database file: what is locked, what is refused when it is opened, and what a damaged one gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.city import assessment
from datasets.reference.naming import find_city
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.datasets.builders import TOWN, row, slot, submission
from tests.effort import THOROUGH, first


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store that knows one town."""
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [], [])
        yield opened


# Locked down

HOSTILE = """
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_blob('/etc/passwd')
SELECT * FROM read_json('/etc/passwd')
SELECT * FROM read_parquet('/etc/passwd')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM glob('/etc/*')
SELECT * FROM '/etc/passwd'
SELECT * FROM 'rows.csv'
SELECT * FROM parquet_metadata('/etc/passwd')
SELECT * FROM read_csv('https://example.org/rows.csv')
CREATE TABLE stolen AS FROM read_text('/etc/passwd')
COPY cities TO '{folder}/cities.csv'
COPY cities FROM '/etc/passwd'
COPY (SELECT 1) TO '/dev/stdout'
EXPORT DATABASE '{folder}/export'
IMPORT DATABASE '{folder}/export'
ATTACH '{folder}/other.duckdb'
ATTACH '{folder}/other.duckdb' AS other (READ_ONLY)
INSTALL httpfs
FORCE INSTALL httpfs
LOAD httpfs
LOAD '{folder}/evil.duckdb_extension'
UPDATE EXTENSIONS
SELECT * FROM sqlite_scan('/etc/passwd', 'a')
SET enable_external_access = true
SET GLOBAL enable_external_access = true
RESET enable_external_access
SET lock_configuration = false
RESET lock_configuration
SET allowed_paths = ['/etc/passwd']
SET allowed_directories = ['/']
SET allow_unsigned_extensions = true
SET autoinstall_known_extensions = true
SET python_enable_replacements = true
SET file_search_path = '/etc'
SET temp_directory = '{folder}/temporary'
SET secret_directory = '{folder}/secrets'
SET memory_limit = '1TB'
SET threads = 64
PRAGMA enable_external_access = true
PRAGMA threads = 64
PRAGMA memory_limit = '1TB'
PRAGMA enable_profiling
PRAGMA profiling_output = '{folder}/profile.json'
PRAGMA import_database('{folder}')
CALL enable_logging(storage = 'file', storage_path = '{folder}/log')
CREATE SECRET theirs (TYPE s3, KEY_ID 'a', SECRET 'b')
SELECT getenv('HOME')
""".strip().splitlines()


@pytest.fixture(scope="module")
def attacked() -> Iterator[Store]:
    """One store for all statements that it refuses."""
    with Store(":memory:") as opened:
        yield opened


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_statement_reaches_a_file_an_extension_or_a_setting(attacked: Store, attack: str, tmp_path: Path) -> None:
    with attacked._cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(attack.replace("{folder}", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_no_statement_reaches_a_variable_of_the_program(store: Store) -> None:
    import pandas as pd

    secret_frame = pd.DataFrame({"secret": [1]})
    with store._cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("SELECT * FROM secret_frame")
    assert len(secret_frame) == 1


def test_text_that_looks_like_a_statement_stays_text(store: Store) -> None:
    text = "'); DROP TABLE inventory_rows; --"
    store.commit(submission(row(label=text, source=text), author=text, reason=text, file_name=text))
    assert [found[1] for found in store.rows_in_force(slot())] == [text]
    assert store.history(TOWN.city_id)[0].author == text
    assert store.history(text) == []
    with pytest.raises(Refused):
        find_city(text, store.cities())


# Opening


def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=0.1), heads=7.0))
        held = (store.rows_in_force(slot()), store.history(TOWN.city_id), standing(store))
    with Store(path) as store:
        assert (store.rows_in_force(slot()), store.history(TOWN.city_id), standing(store)) == held
        assert not store.new


def refused(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        Store(path)
    (problem,) = refusal.value.problems
    assert str(path) in problem.found
    return problem.code


@pytest.mark.parametrize("content", [b"block and lock", b"\0" * 5000, b"PK\x03\x04" + b"x" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "could not set lock.duckdb"
    path.write_bytes(content)
    assert refused(path.rename(tmp_path / "lock.duckdb")) == "database-unreadable"
    assert (tmp_path / "lock.duckdb").read_bytes() == content


@pytest.mark.parametrize("place", first(2, [9000, 200_000, 500_000, 1_000_000, 2_000_000], rest=THOROUGH))
@pytest.mark.parametrize("harm", ["cut", "flipped"])
def test_a_damaged_database_is_refused_and_gives_no_false_figure(
    tmp_path: Path, sound: tuple[bytes, object], place: int, harm: str
) -> None:
    whole, figures = sound
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(
        whole[:place] if harm == "cut" else whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]
    )
    found: object
    try:
        with Store(path) as store:
            found = standing(store)
    except Refused as refusal:
        found = refusal.problems[0].code
    unused = [figures] if harm == "flipped" else []  # a byte that nothing uses
    assert found in ["database-unreadable", "database-damaged", *unused]


def standing(store: Store) -> object:
    return [assessment.report(store, city.city_id).inventories for city in store.cities()]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, object]:
    """The bytes of a sample database, and what it holds."""
    path = tmp_path_factory.mktemp("sound") / "covenant.duckdb"
    with open_store(path) as store:
        figures = standing(store)
    return path.read_bytes(), figures


def test_a_folder_and_a_path_through_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(Refused) as refusal:
        Store(tmp_path / "file" / "covenant.duckdb")
    assert (refusal.value.problems[0].code, refusal.value.problems[0].found) == (
        "folder-is-file",
        f'"{tmp_path / "file"}", which is a file',
    )
    assert refused(tmp_path) == "path-is-folder"


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as theirs:
        theirs.execute("CREATE TABLE cities (mayor VARCHAR)")
    assert refused(path) == "database-foreign"
    with duckdb.connect(str(path)) as theirs:
        assert theirs.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("cities",)]


def test_a_database_of_another_edition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    open_store(path, samples=False).close()
    with duckdb.connect(str(path)) as later:
        later.execute("UPDATE edition SET schema_version = 99")
    assert refused(path) == "database-version"


@pytest.mark.longer("a ledger of its own")
def test_a_database_that_is_open_already_is_refused_here_and_in_another_process(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "from datasets.store import Store\n"
        "store = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()\n"
    )
    with Popen([sys.executable, "-c", program, str(path)], stdin=PIPE, stdout=PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        assert refused(path) == "database-in-use"
        holder.communicate()
    with Store(path) as store:
        assert refused(path) == "database-in-use"
        assert store.newest_revision() == 0
