"""A missing database beside what is left of one is no fresh start: the refusal says what lies there and the way on."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.reference.samples import open_store
from datasets.store import Store, backup, leftovers
from tests.datasets.builders import TOWN, row, submission
from tests.effort import first

BESIDE = {
    ".wal": "its newest commits, of no use without it",
    ".wal.checkpoint": "its newest commits, of no use without it",
    ".wal.recovery": "its newest commits, of no use without it",
    ".part": "a copy that was not finished",
    ".0a1b2c3d.part": "a copy that was not finished",
    ".before-restore": "the database before a restore",
    ".before-restore-2": "the database before a restore",
    ".edition-7": "the database as an earlier edition of the program left it",
    ".heads": "the list of its commits",
}


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        open_store(path)
    (problem,) = refused.value.problems
    assert problem.code == "database-missing"
    return problem.sentence()


@pytest.mark.parametrize("ending", first(3, BESIDE))
def test_nothing_is_created_beside_what_is_left_of_a_database(tmp_path: Path, ending: str) -> None:
    left = tmp_path / f"covenant.duckdb{ending}"
    left.write_bytes(b"something")
    said = refusal(tmp_path / "covenant.duckdb")
    assert f'"{left.name}" ({BESIDE[ending]})' in said
    assert "restore FILE" in said
    assert [each.name for each in tmp_path.iterdir()] == [left.name]
    assert left.read_bytes() == b"something"
    left.rename(tmp_path / "elsewhere")
    open_store(tmp_path / "covenant.duckdb", samples=False).close()


@pytest.mark.parametrize(
    "name", first(2, ["covenant.duckdb.txt", "covenant.duckdb2.wal", "covenant.csv", "covenant.wal", "a.heads"])
)
def test_other_files_beside_it_are_nobodys_business(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"something")
    open_store(tmp_path / "covenant.duckdb", samples=False).close()
    assert (tmp_path / name).read_bytes() == b"something"


@pytest.mark.longer("a ledger of its own")
def test_a_restore_that_was_cut_off_is_gone_back_on_by_the_command_that_the_refusal_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
    path.rename(tmp_path / "covenant.duckdb.before-restore")
    said = refusal(path)
    assert "up to revision 1" in said
    command = said.split("before the restore: `python -m datasets ")[1].split("`")[0]
    assert main([part.strip('"') for part in command.split(" ")]) == 0
    with Store(path) as store:
        assert store.newest_revision() == 1
    capsys.readouterr()


def test_a_start_that_was_killed_leaves_nothing_in_the_way_of_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    for number, content in enumerate((b"", b"half a database")):
        (tmp_path / f"covenant.duckdb.0000000{number}.new").write_bytes(content)
    (tmp_path / "covenant.duckdb.00000000.new.wal").write_bytes(b"")
    open_store(path, samples=False).close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["covenant.duckdb", "covenant.duckdb.heads"]


def test_an_empty_file_is_answered_with_the_two_ways_on(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    path.touch()
    with pytest.raises(Refused) as refused:
        open_store(path)
    (problem,) = refused.value.problems
    assert problem.code == "database-empty"
    assert "delete it" in problem.fix
    assert "restore a backup" in problem.fix
    assert path.stat().st_size == 0
    with Store(tmp_path / "other.duckdb") as store:
        store.seed([TOWN], [], [], [])
        store.backup(tmp_path / "copy.duckdb")
    backup.restore(tmp_path / "copy.duckdb", path, replace=True)
    assert Store(path).newest_revision() == 0


def test_the_names_that_are_written_ahead_are_found_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "a[1].duckdb"
    for name in ("a[1].duckdb.wal", "a[1].duckdb.wal.recovery", "a1.duckdb.wal", "a[1].duckdb.walnut"):
        (tmp_path / name).touch()
    assert {os.fspath(each.name) for each in leftovers.write_ahead(path)} == {
        "a[1].duckdb.wal",
        "a[1].duckdb.wal.recovery",
    }


@pytest.mark.parametrize("listed", [True, False])
def test_a_database_file_without_tables_is_no_fresh_start(tmp_path: Path, listed: bool) -> None:
    """What an engine leaves whose commits all lay in a write-ahead file, when that is lost."""
    path = tmp_path / "covenant.duckdb"
    duckdb.connect(str(path)).close()
    if listed:
        path.with_name("covenant.duckdb.heads").write_text(f"committed 9 {'ab' * 32} 2026-01-01T00:00:00Z\n")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(Refused) as refusal:
        open_store(path)
    assert refusal.value.problems[0].code == "database-empty"
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_database_in_which_nothing_is_left_of_a_list_of_commits_is_no_fresh_start(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    Store(path).close()  # tables, and nothing in them
    path.with_name("covenant.duckdb.heads").write_text(f"committed 9 {'ab' * 32} 2026-01-01T00:00:00Z\n")
    with pytest.raises(Refused) as refusal:
        open_store(path)
    assert refusal.value.problems[0].code == "commits-missing"
