"""The packs of every city are those that each has alone, whoever of the processes wrote them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.packs import command, every_city
from datasets import Cities, Refused, Store, open_store


def written(folder: Path, database: Path, *of: str) -> dict[str, bytes]:
    assert command.run(["pack", *of, "--only", "csv", "--out", str(folder)], database) == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.longer("the packs of all cities are made twice")
def test_the_packs_of_all_cities_are_those_of_each_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "covenant.duckdb"
    with open_store(database) as store:
        cities = [city.city_id for city in Cities(store).records()]
    every = written(tmp_path / "every", database, "--all")
    assert capsys.readouterr().out.count("Wrote ") == len(every) >= 2 * len(cities) - 1
    alone = written(tmp_path / "alone", database, "US-BOS")
    assert {name: every[name] for name in alone} == alone
    again = ["pack", "--all", "--only", "csv", "--out", str(tmp_path / "every")]
    assert command.run(again, database) == 2
    assert "which exists. Expected a new file" in capsys.readouterr().err


def _ends(store: Store, city: str, tell: Callable[[str], None]) -> None:
    os._exit(3)


def test_a_program_that_ends_too_soon_is_told_with_its_cities(tmp_path: Path) -> None:
    with open_store(tmp_path / "covenant.duckdb") as store, pytest.raises(Refused, match="the packs of US-BOS"):
        list(every_city.written(store, ["US-BOS"], _ends))
