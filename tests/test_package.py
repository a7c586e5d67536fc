"""The program as it is installed: one file, the same whenever it is built, that answers from any folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

from dashboard import __main__ as dashboard
from datasets import open_store
from tests import releasing


def built(root: Path, folder: Path) -> Path:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(root, tmp_path_factory.mktemp("wheel"))


def test_it_holds_settings_and_tables_and_no_secret_and_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size <= releasing.LARGEST
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert {
        "dashboard/.streamlit/config.toml",
        "datasets/shipped/datapackage.json",
        "datasets/store/schema.sql",
    } <= names
    assert not [name for name in names if "secrets" in name or name.endswith((".pyc", ".duckdb"))]
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "analytics",
        "dashboard",
        "datasets",
    }


def test_it_is_the_same_whenever_it_is_built(root: Path, wheel: Path, tmp_path: Path) -> None:
    again = built(root, tmp_path)
    assert hashlib.sha256(again.read_bytes()).hexdigest() == hashlib.sha256(wheel.read_bytes()).hexdigest()


class Installed:
    """The package in a folder of its own, and a home with blanks and letters outside ASCII."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.folder, self.home = folder / "installed", folder / "hömé of ada"
        self.home.mkdir()
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(self.folder)

    def covenant(
        self, *given: str, home: Path | None = None, before: str = "", around: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        held = {name: value for name, value in os.environ.items() if not name.startswith(("COVENANT_", "XDG_"))}
        environment = held | {"PYTHONPATH": str(self.folder), "HOME": str(home or self.home)}
        code = f"{before}from dashboard.console import main; main()"
        program = [*around, sys.executable, "-P", "-c", code, *given]
        return subprocess.run(program, cwd=self.home, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("package"))


def test_from_any_folder_it_answers_from_the_data_of_its_user(installed: Installed) -> None:
    """A word that is no command is refused with those there are."""
    told = installed.covenant("status", "Turin")
    assert (told.returncode, told.stdout.partition(":")[0]) == (0, "Turin"), told.stderr
    (database,) = installed.home.rglob("covenant.duckdb")
    assert installed.folder not in database.parents
    assert installed.covenant("--help").stdout.startswith("usage: covenant")
    unknown = installed.covenant("statsu")
    assert unknown.returncode == 2
    assert "status" in unknown.stderr


ASKED = (("status", "Turin"), ("--no-browser", "--port", "0"))
"""Both ways in: a command, and serving."""


def refused(done: subprocess.CompletedProcess[str], found: str) -> None:
    """In one line that says what was found, with status 2."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert re.search(found, done.stderr)
    assert done.stderr.count("\n") == 1
    assert "Expected" in done.stderr


def test_what_it_cannot_begin_with_is_told_in_one_line(installed: Installed, tmp_path: Path) -> None:
    """A home that takes no folder, a database of a newer program, one that another program holds, an older Python: by
    either way in, since one and the same beginning refuses them."""
    command, serving = ASKED
    no_folder = tmp_path / "a file"
    no_folder.write_bytes(b"")
    refused(installed.covenant(*serving, home=no_folder), "a file.*")
    database = tmp_path / "covenant.duckdb"
    with open_store(database, samples=False):
        for given in ASKED:
            refused(installed.covenant(*given, "--database", str(database)), "open in another program")
    with duckdb.connect(str(database)) as newer:
        newer.execute("UPDATE edition SET schema_version = schema_version + 1")
    refused(installed.covenant(*command, "--database", str(database)), "a database of edition")
    older = "import sys; sys.version_info = (3, 10, 4, 'final', 0); "
    refused(installed.covenant(*serving, before=older), r"Python 3\.10\.4")


def test_it_answers_without_a_network(installed: Installed) -> None:
    alone = ("unshare", "--map-root-user", "--net")
    if shutil.which(alone[0]) is None or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine makes no room without a network")
    assert installed.covenant("status", "Turin", around=alone).returncode == 0


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        given = ["--no-browser", "--port", str(taken.getsockname()[1]), "--database", str(tmp_path / "a.duckdb")]
        program = [sys.executable, "-m", "dashboard", *given]
        root = dashboard.ROOT
        done = subprocess.run(program, cwd=root, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Port ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "a.duckdb").exists()


def test_a_release_says_what_is_untrue_of_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n" + "a line\n" * releasing.LINES, encoding="utf-8")
    (tmp_path / "CITATION.cff").write_text("cff\nversion: 1.0.0\n", encoding="utf-8")
    found = "\n".join(releasing.said(tmp_path, "1.1.0.dev0"))
    for word in ("without dev", "no section [1.1.0.dev0]", "151 lines", "CITATION.cff names", "?? CHANGELOG.md"):
        assert word in found
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [1.0.0] - 2026-12-03\n", encoding="utf-8")
    told = list(releasing.said(tmp_path, "1.0.0"))
    assert [line.partition(":")[0] for line in told] == ["Files that are not committed"]
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "covenant-1.0.0-py3.whl").write_bytes(b"")
    hashed = "a==1 \\\n    --hash=sha256:0\nb==2"
    (tmp_path / "dist" / "requirements-hashed.txt").write_text(hashed, encoding="utf-8")
    assert [line[:28] for line in releasing.made(tmp_path, "1.0.0")] == ["dist/requirements-hashed.txt"]
    (tmp_path / "dist" / "requirements-hashed.txt").write_text(hashed + " \\\n    --hash=sha256:1\n", encoding="utf-8")
    assert list(releasing.made(tmp_path, "1.0.0")) == []
