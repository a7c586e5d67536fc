"""What follows a commit: the main file holds the truth soon, and at the latest when the program ends."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from datasets.reference.samples import open_store
from datasets.store import Store, keeping
from tests.datasets.builders import TOWN, row, submission
from tests.effort import THOROUGH, first
from tests.samples import sample_revisions


def alone(path: Path, tmp_path: Path) -> int:
    """The newest revision in a copy of the main file alone."""
    copy = tmp_path / f"{time.monotonic_ns()}.duckdb"
    shutil.copyfile(path, copy)
    with Store(copy, listed=False) as store:
        return store.newest_revision()


def test_the_main_file_alone_holds_the_samples_after_the_start_and_each_commit(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with open_store(path) as store:
        assert alone(path, tmp_path) == sample_revisions()
        store.commit(submission(row(), new_cities=[TOWN]))
        assert alone(path, tmp_path) == sample_revisions() + 1


def test_of_many_commits_in_a_row_the_last_is_in_the_main_file_within_seconds(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        for number in range(3):
            store.commit(submission(row(value=float(number))))
        until = time.monotonic() + 20 * keeping.EVERY_SECONDS
        while path.with_name("covenant.duckdb.wal").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert alone(path, tmp_path) == 3


def test_nothing_is_folded_in_where_the_disk_has_no_room_for_it_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "covenant.duckdb"
    monkeypatch.setattr(keeping, "ROOM_BYTES", 1 << 62)
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        assert path.with_name("covenant.duckdb.wal").exists()
        assert store.newest_revision() == 1
    with Store(path) as store:
        assert store.newest_revision() == 1


@pytest.mark.longer("a program is started and told to end")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("told", first(1, [signal.SIGTERM, signal.SIGINT], rest=THOROUGH))
def test_a_program_that_is_told_to_end_leaves_everything_in_the_main_file(
    tmp_path: Path, root: Path, told: signal.Signals
) -> None:
    path, pipe = tmp_path / "covenant.duckdb", tmp_path / "pipe"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=1.0)))
        held = path.read_bytes()
        store.commit(submission(row(value=2.0)))
        ahead = path.with_name("covenant.duckdb.wal").read_bytes()
    path.write_bytes(held)  # as after a crash: the newest commit is only written ahead
    path.with_name("covenant.duckdb.wal").write_bytes(ahead)
    subprocess.run(["mkfifo", str(pipe)], check=True)
    command = [sys.executable, "-m", "datasets", "import", str(pipe), "--database", str(path)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet) as running, pipe.open("wb"):
        running.send_signal(told)  # the database is open, and the command waits for the file
        running.wait(30)
    assert running.returncode != 0
    assert not path.with_name("covenant.duckdb.wal").exists()
    assert alone(path, tmp_path) == 2
