"""One place says where the data lies, whoever asks and from wherever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import __main__ as dashboard
from datasets.__main__ import main
from datasets.store import location


def test_the_database_is_named_by_the_environment_or_lies_in_the_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(location.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert location.database() == location.ROOT / "data" / "covenant.duckdb"
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "own.duckdb"))
    assert location.database() == tmp_path / "own.duckdb"
    monkeypatch.setenv(location.VARIABLE, ":memory:")
    assert location.database() == ":memory:"


def test_the_command_line_works_on_the_database_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "own.duckdb"))
    assert main(["cities", "--empty", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert (tmp_path / "own.duckdb").exists()


def test_a_database_is_named_from_the_folder_that_the_dashboard_is_started_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(location.VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.duckdb").write_text("no database")
    assert dashboard.main(["--database", "mine.duckdb", "--no-browser"]) == 2
    assert str(tmp_path / "mine.duckdb") in capsys.readouterr().err
