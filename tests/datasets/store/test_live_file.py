"""A file that is moved, replaced or deleted while it is open takes no commit, and what was committed can be saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from dashboard import kept_readings, operation
from datasets import Cities, Refused
from datasets.__main__ import main
from datasets.city.access import SystemUser
from datasets.commands import passing_on
from datasets.store import Store
from datasets.store.heads import Heads
from tests.datasets.builders import TOWN, row, submission

Mishap = Callable[[Path], object]


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.duckdb"))


def copied_and_moved_over(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copyfile(path.with_name("older.duckdb"), copy)
    copy.replace(path)


def deleted(path: Path) -> None:
    path.unlink()


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


def led_elsewhere(path: Path) -> None:
    path.rename(path.with_name("target.duckdb"))
    path.symlink_to(path.with_name("older.duckdb"))


HOLDING = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
MISHAPS = [moved, copied_and_moved_over, deleted, folder_moved, led_elsewhere]


def lying(folder: Path) -> list[Path]:
    """What lies in a folder, but for what the engine wrote ahead."""
    return sorted(each for each in folder.glob("*") if each.suffix != ".wal")


def parts(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("*.part*"))


def opened(folder: Path) -> tuple[Path, Store]:
    """A database with one revision, and an older one beside it."""
    folder.mkdir()
    path = folder / "covenant.duckdb"
    with Store(folder / "older.duckdb") as older:
        older.seed([TOWN], [], [], [])
    store = Store(path)
    store.seed([TOWN], [], [], [])
    store.commit(submission(row(value=1.0)))
    return path, store


@pytest.mark.parametrize("mishap", MISHAPS)
def test_nothing_is_committed_into_a_file_without_its_name_and_a_backup_holds_what_was(
    tmp_path: Path, mishap: Mishap
) -> None:
    path, store = opened(tmp_path / "data")
    mishap(path)
    beside = lying(path.parent)
    for _ in range(2):
        with pytest.raises(Refused, match="Make a backup now"):
            store.commit(submission(row(value=2.0)))
    with pytest.raises(Refused, match="Make a backup now"):
        store.undo(1, "Ada", "a mistake")
    assert [problem.code for problem in store.faults] == ["database-gone"]
    assert store.newest_revision() == 1
    store.backup(tmp_path / "saved.duckdb")
    store.close()
    assert lying(path.parent) == beside
    with Store(tmp_path / "saved.duckdb") as saved:
        assert [saved.newest_revision(), saved.rows_of(1)["value"].to_pylist()] == [1, [1.0]]


def test_a_file_that_came_back_to_its_name_takes_commits_again(tmp_path: Path) -> None:
    path, store = opened(tmp_path / "data")
    path.rename(path.with_name("elsewhere"))
    with pytest.raises(Refused, match="moved or deleted"):
        store.commit(submission(row(value=2.0)))
    path.with_name("elsewhere").rename(path)
    assert store.commit(submission(row(value=2.0))).revision == 2
    store.close()
    with Store(path) as again:
        assert again.newest_revision() == 2


def test_a_file_that_goes_in_the_middle_of_a_commit_is_not_acknowledged_and_enters_no_list(tmp_path: Path) -> None:
    path, store = opened(tmp_path / "data")
    with pytest.raises(Refused, match="Make a backup now"):
        store.commit(submission(row(value=2.0)), lambda reader: deleted(path))
    assert [line.head.revision for line in Heads(path).lines()] == [0, 1]
    store.backup(tmp_path / "saved.duckdb")
    store.close()
    with Store(tmp_path / "saved.duckdb") as saved:
        assert saved.newest_revision() == 2


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of few letters: the systems take no more as the name of a socket."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("mishap", [moved, copied_and_moved_over, deleted])
def test_a_command_joins_the_program_that_has_the_file_and_writes_into_no_other(
    tmp_path: Path, short: Path, mishap: Mishap, capsys: pytest.CaptureFixture[str]
) -> None:
    path, store = opened(short / "data")
    with store, passing_on.answering(lambda: store, path):
        mishap(path)
        named = ["--database", str(path)]
        assert main(["role", "ada@example.org", "viewer", "--reason", "asked", *named]) == 2
        assert "Make a backup now" in capsys.readouterr().err
        assert main(["backup", str(tmp_path / "saved.duckdb"), *named]) == 0
        assert store.newest_revision() == 1
    if path.exists():
        with Store(path, listed=False) as other:
            assert other.newest_revision() == 0
    with Store(tmp_path / "saved.duckdb") as saved:
        assert saved.newest_revision() == 1


def test_the_sign_of_life_says_that_the_file_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, store = opened(tmp_path / "data")
    monkeypatch.setattr(kept_readings, "store", lambda: store)
    asked = Request({"type": "http", "method": "GET", "path": "/healthz", "headers": []})
    assert operation.healthz(asked).status_code == 200
    deleted(path)
    answer = operation.healthz(asked)
    assert (answer.status_code, b"database-gone" in bytes(answer.body)) == (503, True)
    store.close()


def test_a_backup_that_was_killed_leaves_nothing_behind_the_next_start_or_backup(tmp_path: Path) -> None:
    path, store = opened(tmp_path / "data")
    with store:
        killed = path.with_name("backup.duckdb.0123abcd.part")
        shutil.copyfile(path.with_name("older.duckdb"), killed)
        killed.with_name(f"{killed.name}.wal").write_bytes(b"ahead")
        begun = path.with_name("backup.duckdb.89abcdef.part")
        begun.touch()
        os.utime(begun, (1, 1))
        theirs = path.with_name("slides.pptx.0123abcd.part")
        theirs.write_bytes(b"not a database")
        store.backup(path.with_name("first.duckdb"))
        assert killed.exists()  # it may be written this very moment
        assert not begun.exists()
        os.utime(killed, (1, 1))
        os.utime(theirs, (1, 1))
        theirs_too = path.with_name("other.duckdb.0123abcd.part")
        shutil.copyfile(path.with_name("older.duckdb"), theirs_too)
        holding = [sys.executable, "-c", HOLDING, str(theirs_too)]
        with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            other.stdout.readline()
            os.utime(theirs_too, (1, 1))
            Cities(store).backup(path.with_name("second.duckdb"), SystemUser("root"))
            assert parts(path.parent) == ["other.duckdb.0123abcd.part", "slides.pptx.0123abcd.part"]
            other.communicate(b"end")
    os.utime(theirs_too, (1, 1))
    Store(path).close()
    assert parts(path.parent) == ["slides.pptx.0123abcd.part"]
