"""``open-bundle`` and ``compare-bundles``: what they bring and tell, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets.__main__ import main

ROWS = "city,year,sector,carrier,value,unit\nTurin,2024,residential,electricity,{value},MWh\n"


@pytest.fixture
def laptop(tmp_path: Path) -> list[str]:
    """The options of a database with one city, of which a bundle was taken along (turin.zip)."""
    (tmp_path / "a.csv").write_text(ROWS.format(value=5))
    options = ["--database", str(tmp_path / "here.duckdb"), "--empty"]
    assert main(["import", str(tmp_path / "a.csv"), *options]) == 0
    assert main(["export", "Turin", "--format", "bundle", "--out", str(tmp_path / "turin.zip"), *options]) == 0
    return options


@pytest.mark.longer("ledgers of two installations")
def test_a_bundle_is_opened_and_two_are_compared(
    laptop: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ["--database", str(tmp_path / "there.duckdb"), "--empty"]
    bundle = str(tmp_path / "turin.zip")
    assert main(["open-bundle", bundle, *there]) == 2  # nobody says why
    assert main(["open-bundle", bundle, "--dry-run", *there]) == 0
    said = capsys.readouterr().out
    assert "outcome: dry-run\ncity: IT0004\nname: Turin\n" in said
    assert "revisions: 1\nonly here: 0\n" in said
    opening = ["open-bundle", bundle, "--reason", "from the partner", *there]
    assert main(opening) == 0
    assert main([*opening, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))["outcome"] == "nothing new"
    (tmp_path / "b.csv").write_text(ROWS.format(value=6))
    (tmp_path / "c.csv").write_text(ROWS.format(value=7))
    assert main(["import", str(tmp_path / "b.csv"), "--reason", "a recount", *there]) == 0
    assert main(["import", str(tmp_path / "c.csv"), "--reason", "an estimate", *laptop]) == 0
    other = str(tmp_path / "other.zip")
    assert main(["export", "Turin", "--format", "bundle", "--out", other, *there]) == 0
    capsys.readouterr()
    assert main(["compare-bundles", bundle, other, *laptop]) == 0
    said = capsys.readouterr().out
    assert "same: no" in said
    assert "left: 1 row, 5.000 MWh in all, right: 1 row, 6.000 MWh in all" in said
    again = ["open-bundle", other, "--reason", "from the partner", *laptop]
    assert main([*again, "--json"]) == 2
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert (problem["code"], problem["key"]) == ("bundle-contradicts", "inventory/2024/covenant/energy")
    assert main([*again, "--answer", "inventory/2024/covenant/energy=ours"]) == 2
    assert main(again) == 2
    assert "--answer inventory/2024/covenant/energy=mine|theirs" in capsys.readouterr().err
    assert main([*again, "--answer", "inventory/2024/covenant/energy=theirs"]) == 0
    assert main(["verify", *laptop]) == 0
    assert main(["export", "Turin", "--format", "bundle", "--out", bundle, "--force", *laptop]) == 0
    assert main(["open-bundle", bundle, "--reason", "back", *there]) == 0
    assert main(["export", "Turin", "--format", "bundle", "--out", other, "--force", *there]) == 0
    assert main(["compare-bundles", bundle, other, *laptop]) == 0
    assert "differences: –" in capsys.readouterr().out


def test_a_changed_or_missing_file_is_refused_and_nothing_is_written(
    laptop: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "turin.zip"
    path.write_bytes(path.read_bytes()[:-1])
    for each in (path, tmp_path / "nowhere.zip", tmp_path):
        assert main(["open-bundle", str(each), "--reason", "from the partner", *laptop]) == 2
    said = capsys.readouterr().err
    assert "was cut or changed since it was written" in said
    assert "Traceback" not in said
