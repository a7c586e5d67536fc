"""The program as it is installed: one file, the same whenever it is built, that answers from any folder."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dashboard import __main__ as dashboard
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


def test_from_any_folder_it_answers_from_the_data_of_its_user(wheel: Path, tmp_path: Path) -> None:
    """In a home with blanks and letters outside ASCII; a word that is no command is refused with those there are."""
    installed, home = tmp_path / "installed", tmp_path / "hömé of ada"
    home.mkdir()
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    held = {name: value for name, value in os.environ.items() if not name.startswith(("COVENANT_", "XDG_"))}
    environment = held | {"PYTHONPATH": str(installed), "HOME": str(home)}

    def covenant(*given: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-P", "-c", "from dashboard.console import main; main()", *given]
        return subprocess.run(program, cwd=home, env=environment, capture_output=True, text=True, timeout=300)

    told = covenant("status", "Turin")
    assert (told.returncode, told.stdout.partition(":")[0]) == (0, "Turin"), told.stderr
    (database,) = home.rglob("covenant.duckdb")
    assert installed not in database.parents
    assert covenant("--help").stdout.startswith("usage: covenant")
    unknown = covenant("statsu")
    assert unknown.returncode == 2
    assert "status" in unknown.stderr


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
