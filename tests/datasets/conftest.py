"""The commands on a database of their own with the sample cities."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from datasets.__main__ import main
from tests.samples import sample_database

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with the sample cities for one test."""
    return sample_database(tmp_path / "covenant.duckdb")


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on that database: exit status, output (read as JSON where asked for), errors."""

    def call(*arguments: object) -> tuple[int, Any, str]:
        status = main([*map(str, arguments), "--database", str(database)])
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in arguments else said.out, said.err

    return call
