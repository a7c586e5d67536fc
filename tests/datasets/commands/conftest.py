"""The commands on the sample cities, each test on a database of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datasets.__main__ import main
from datasets.samples import open_store


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with the sample cities, made once."""
    path = tmp_path_factory.mktemp("samples") / "covenant.duckdb"
    open_store(path).close()
    return path.read_bytes()


@pytest.fixture
def run(tmp_path: Path, samples: bytes, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any, str]]:
    """Run one command on the sample database: exit status, output (read as JSON where asked for), errors."""
    database = tmp_path / "covenant.duckdb"
    database.write_bytes(samples)

    def call(*arguments: object) -> tuple[int, Any, str]:
        status = main([*map(str, arguments), "--database", str(database)])
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in arguments else said.out, said.err

    return call
