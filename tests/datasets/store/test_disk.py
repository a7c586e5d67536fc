"""What the system says against a file has an answer of its own: a full disk, rights, folders. Nothing is left over."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.reference.samples import open_store
from datasets.store import Store, disk
from tests.effort import THOROUGH, first
from tests.samples import sample_database, sample_revisions

NOBODY = 65534
PROGRAM = """
import contextlib, io, json, sys
size, commands = json.loads(sys.argv[1])
if size is not None:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
answers = []
for program, *arguments in commands:
    main = __import__(f"{program}.__main__").__main__.main
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(arguments)
    answers.append((status, said.getvalue()))
print(json.dumps(answers))
"""
"""Runs commands in one process that may write no file longer than so many bytes, which fails as a full disk does."""
FILE = "city,year,sector,label,value,unit,gpc_ref\nBoston,2020,residential,Homes,1,t CO2e,I.1.1\n"


def run(root: Path, *commands: list[object], size: int | None = None, **more: object) -> list[tuple[int, str]]:
    """The exit status of each command, and what it said."""
    asked = json.dumps([size, [list(map(str, command)) for command in commands]])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, asked], cwd=root, capture_output=True, text=True, timeout=300, **more
    )  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    answers: list[tuple[int, str]] = [tuple(answer) for answer in json.loads(done.stdout)]
    return answers


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A database with the sample cities, and the list of its commits beside it."""
    path = sample_database(tmp_path / "covenant.duckdb")
    open_store(path).close()
    return path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# No room


@pytest.mark.longer("a database is begun twice")
@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("size", first(2, [0, 100_000, 2_000_000], rest=THOROUGH))
def test_a_start_without_room_leaves_nothing_behind_and_the_next_one_succeeds(
    tmp_path: Path, root: Path, size: int
) -> None:
    path = tmp_path / "data" / "covenant.duckdb"
    ((status, said),) = run(root, ["datasets", "cities", "--database", path], size=size)
    assert (status, said.count("no room on the disk")) == (2, 1)
    assert f'"{path}"' in said
    assert names(path.parent) == []
    open_store(path, samples=False).close()


@pytest.mark.longer("every command on a disk without room")
@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_each_command_without_room_says_so_once_and_leaves_nothing_behind(
    sample: Path, tmp_path: Path, root: Path
) -> None:
    file, copy = tmp_path / "boston.csv", tmp_path / "copy.duckdb"
    file.write_text(FILE)
    shutil.copyfile(sample, copy)
    before = (names(tmp_path), sample.read_bytes())
    commands: list[list[object]] = [
        ["import", file, "--answer", "method=gpc", "--reason", "a trial", "--no-memory", "--looked-at"],
        ["undo", 2, "--reason", "a trial"],
        ["backup", tmp_path / "b.duckdb"],
        ["restore", copy, "--replace"],
        ["method", "--out", tmp_path / "m.md"],
        ["export", "Boston", "--format", "long", "--out", tmp_path / "x.csv"],
        ["template", "--out", tmp_path / "t.xlsx"],
    ]
    asked: list[list[object]] = [["datasets", *command, "--database", sample] for command in commands]
    asked.append(["dashboard", "pack", "Boston", "--out", tmp_path, "--database", sample])
    for command, (status, said) in zip(asked, run(root, *asked, size=100), strict=True):
        assert (status, said.count("no room on the disk")) == (2, 1), (command, said)
        assert "Free some space" in said
    left = [name for name in names(tmp_path) if not name.endswith(".wal")]
    assert (left, sample.read_bytes()) == before
    with Store(sample) as store:
        assert store.newest_revision() == sample_revisions()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 14 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.longer("several commits, and what follows from each")
@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_running_program_goes_on_reading_from_a_full_disk_and_commits_again_when_there_is_room(small: Path) -> None:
    with open_store(small / "covenant.duckdb") as store:
        with (small / "fill").open("wb", buffering=0) as fill, suppress(OSError):
            while fill.write(b"\0" * 4096):
                pass
        for _ in range(3):
            with pytest.raises(Refused) as refused:
                store.undo(2, "somebody", "a trial")
            assert refused.value.problems[0].code == "disk-full"
            assert store.newest_revision() == sample_revisions()
        (small / "fill").unlink()
        store.undo(2, "somebody", "a trial")
    with Store(small / "covenant.duckdb") as store:
        assert store.newest_revision() == sample_revisions() + 1


# Rights


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach, emptied at the end."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can run a command as another user")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def as_nobody(root: Path, *commands: list[object]) -> list[tuple[int, str]]:
    reach = subprocess.run([sys.executable, "-c", "import duckdb"], cwd=root, user=NOBODY, capture_output=True)
    if reach.returncode:
        pytest.skip("another user cannot read this copy of the project")
    return run(root, *commands, user=NOBODY, group=NOBODY, extra_groups=[])


def read_only_folder(path: Path) -> None:
    os.chown(path, NOBODY, NOBODY)


def read_only_file(path: Path) -> None:
    os.chown(path, NOBODY, NOBODY)
    os.chown(path.parent, NOBODY, NOBODY)
    path.chmod(0o444)


def wrong_owner(path: Path) -> None:
    os.chown(path.parent, NOBODY, NOBODY)


def hidden(path: Path) -> None:
    path.parent.chmod(0o700)


MANNERS = (read_only_folder, read_only_file, wrong_owner, hidden)


@pytest.mark.longer("two programs are started for each manner")
def test_a_database_that_may_not_be_written_is_answered_with_the_owner_and_left_alone(public: Path, root: Path) -> None:
    paths = [public / manner.__name__ / "covenant.duckdb" for manner in MANNERS]
    for path, manner in zip(paths, MANNERS, strict=True):
        open_store(path, samples=False).close()
        manner(path)
    before = [(names(path.parent), path.read_bytes()) for path in paths]
    for program in (["datasets", "cities"], ["dashboard", "--no-browser", "--port", 8739]):
        answers = as_nobody(root, *([*program, "--database", path] for path in paths))
        for path, (status, said) in zip(paths, answers, strict=True):
            assert (status, said.count("may not write")) == (2, 1), said
            assert "belongs to" in said
            assert str(path.parent) in said
    assert [(names(path.parent), path.read_bytes()) for path in paths] == before


@pytest.mark.longer("a program is started as somebody else")
def test_where_nothing_may_be_made_nothing_is_and_the_answer_names_the_folder(public: Path, root: Path) -> None:
    answers = as_nobody(
        root,
        ["datasets", "cities", "--database", public / "covenant.duckdb"],
        ["datasets", "cities", "--database", public / "new" / "covenant.duckdb"],
        ["datasets", "method", "--out", public / "method.md"],
        ["dashboard", "pack", "Boston", "--out", public / "slides", "--database", ":memory:"],
    )
    for status, said in answers:
        assert (status, said.count("may not write")) == (2, 1), said
        assert f'"{public}"' in said
    assert names(public) == []


# Paths


@pytest.mark.longer("every command that writes a file")
@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("folder", "path-is-folder"),
        ("missing/x", "folder-missing"),
        ("file/x", "folder-is-file"),
        ("file", "file-exists"),
        ("a" * 300, "path-unwritable"),
    ],
)
def test_every_command_that_writes_a_file_answers_a_wrong_path_alike(
    sample: Path, tmp_path: Path, out: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    before = names(tmp_path)
    writing = [["export", "Boston", "--format", "long"], ["template"], *([["method"]] if code != "file-exists" else [])]
    for command in writing:
        asked = [*command, "--out", str(tmp_path / out), "--json", "--database", str(sample)]
        assert main(asked) == 2, command
        (problem,) = json.loads(capsys.readouterr().out)["problems"]
        assert problem["code"] == code, command
    assert (names(tmp_path), (tmp_path / "file").read_text()) == (before, "mine")


def test_a_file_that_happens_to_be_called_like_an_unfinished_one_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.csv.part").write_text("mine")
    disk.write(tmp_path / "x.csv", b"new")
    assert (tmp_path / "x.csv.part").read_text() == "mine"
    assert names(tmp_path) == ["x.csv", "x.csv.part"]


def test_the_words_of_a_library_are_told_apart_from_the_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / os.strerror(errno.ENOSPC)
    assert disk.told(path, f'Could not write file "{path}": {os.strerror(errno.EROFS)}') is not None
    assert disk.told(path, f'Could not write file "{path}": something else') is None
    found = disk.told(tmp_path / "a", f"Could not write: {os.strerror(errno.EFBIG)}")
    assert found is not None
    assert found.code == "disk-full"


@pytest.mark.longer("exports to several places")
def test_no_export_takes_the_place_of_a_database_or_of_what_belongs_to_one(tmp_path: Path) -> None:
    with open_store(sample_database(tmp_path / "covenant.duckdb")) as store:
        store.backup(tmp_path / "kept.duckdb")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    for name in ("covenant.duckdb", "covenant.duckdb.heads", "covenant.duckdb.wal", "kept.duckdb"):
        at = ["--database", str(tmp_path / "covenant.duckdb"), "--out", str(tmp_path / name)]
        assert main(["export", "Turin", "--format", "long", "--force", *at]) == 2, name
        assert main(["method", *at]) == 2, name
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
