"""The commands on a database of their own with the sample cities."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datasets.__main__ import main
from datasets.samples import open_store

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database file with the sample cities."""
    path = tmp_path_factory.mktemp("samples") / "covenant.duckdb"
    open_store(path).close()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, samples: bytes) -> Path:
    """A copy of it for one test."""
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(samples)
    return path


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on that database: exit status, output (read as JSON where asked for), errors."""

    def call(*arguments: object) -> tuple[int, Any, str]:
        status = main([*map(str, arguments), "--database", str(database)])
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in arguments else said.out, said.err

    return call
