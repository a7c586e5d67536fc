"""A command for a database that the dashboard has open is done by the dashboard, as if the command had it itself."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.commands import passing_on
from datasets.commands.arguments import COMMANDS, user
from datasets.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no such sockets")


@contextmanager
def answering(database: Path) -> Iterator[Store]:
    """The store of a program that answers commands."""
    with Store(database) as store, passing_on.answering(lambda: store, database):
        yield store


@pytest.mark.longer("programs are started")
def test_a_command_of_another_process_reads_and_commits_while_the_database_is_open(
    database: Path, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.csv").write_text("city,year,sector,carrier,value,unit\nTurin,2024,residential,coal,7,MWh\n")
    program = [sys.executable, "-m", "datasets", "import", "file.csv", "--looked-at", "--json"]
    environment = os.environ | {"PYTHONPATH": str(root), "COVENANT_DATABASE": str(database)}
    with answering(database) as store:
        before = store.newest_revision()
        done = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["outcome"] == "committed"
        made = store.revision(before + 1)
    assert (made.author, made.file_name) == (user(), "file.csv")
    assert capsys.readouterr() == ("", ""), "what it prints is printed there, and nothing here"


def test_what_is_refused_or_no_call_is_told_where_it_was_asked(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering(database) as store:
        assert passing_on.passed_on(database, ["status", "Atlantis"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "Atlantis" in said.err
        assert passing_on.passed_on(database, ["status", "Boston", "--nothing"]) == 2
        assert "unrecognized arguments" in capsys.readouterr().err
        assert passing_on.passed_on(database, ["cities", "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == len(store.cities())


def test_a_file_in_a_folder_that_the_dashboard_sees_otherwise_is_refused_and_not_written_there(
    database: Path, tmp_path: Path
) -> None:
    """As of a service that has a /tmp of its own: the backup would be where nobody looks, and gone with it."""
    path, (here, elsewhere) = tmp_path / "backup.duckdb", (tmp_path.stat(), tmp_path.parent.stat())
    call = {"arguments": ["backup", str(path)], "folder": "/", "author": "Ada", "encoding": "utf-8"}
    with answering(database):
        for seen, status in ((elsewhere, 2), (here, 0)):
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(f"{database}{COMMANDS}")
                asking.sendall(json.dumps(call | {"places": [[seen.st_dev, seen.st_ino]]}).encode() + b"\n")
                told = [json.loads(said) for said in asking.makefile("rb")]
            assert told[-1] == [passing_on.STATUS, status]
            assert any("sees otherwise" in text for stream, text in told if stream == "stderr") is (status == 2)
            assert path.exists() is (status == 0)


def test_a_command_says_itself_in_which_folders_its_files_are(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with answering(database):
        assert main(["backup", "copy.duckdb", "--database", str(database)]) == 0
    assert "holds the whole database" in capsys.readouterr().out
    assert (tmp_path / "copy.duckdb").exists()


@pytest.mark.parametrize("line", [b"GET / HTTP/1.1\n", b"[]\n", b'{"arguments": "cities"}\n', b"\xff\n", b"\n"])
def test_a_line_that_is_no_call_is_answered_and_leaves_no_traceback(
    line: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "covenant.duckdb"
    with answering(database), socket.socket(socket.AF_UNIX) as asking:
        asking.connect(f"{database}{COMMANDS}")
        asking.sendall(line)
        told, end = (json.loads(said) for said in asking.makefile("rb"))
    assert "one line of JSON" in told[1]
    assert end == [passing_on.STATUS, 2]
    assert capfd.readouterr() == ("", "")


def test_the_socket_is_its_users_own_and_goes_with_the_program(database: Path) -> None:
    path = Path(f"{database}{COMMANDS}")
    path.write_text("left by a program that was killed")
    with answering(database):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()
    assert passing_on.passed_on(database, ["cities"]) is None


def test_a_name_too_long_for_a_socket_is_no_fault(tmp_path: Path) -> None:
    database = tmp_path / ("long" * 30)
    with passing_on.answering(lambda: pytest.fail("nobody asks"), database):
        assert passing_on.passed_on(database, ["cities"]) is None
