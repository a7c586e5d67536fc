"""``partners`` and ``peers`` say the same as the page, as lines and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from datasets.__main__ import main
from tests.effort import first
from tests.samples import sample_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_database(tmp_path_factory.mktemp("partners") / "covenant.duckdb")


def answer(database: Path, capsys: pytest.CaptureFixture[str], *asked: str) -> Any:
    assert main([*asked, "--json", "--database", str(database)]) == 0
    return json.loads(capsys.readouterr().out)


def test_partners_are_told_with_what_each_thing_gives(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(database, capsys, "partners", "Boston", "--where", "EU", "--most", "2")
    first, second = found["partners"]
    assert (first["name"], first["id"], first["points"], first["not_told"]) == ("Rotterdam", "NL0002", 76, 0)
    assert first["hazards_in_common"] == ["heat_wave", "hot_days"]
    assert sum(first["parts"].values()) == pytest.approx(76, abs=0.6)
    assert second["name"] == "Nice Côte d'Azur"
    assert found["not_known_of_the_city"] == ["commitments"]
    assert found["known_of"]["hazards"] < found["compared"]


def test_weights_are_moved_and_what_is_not_told_is_null(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("partners", "Boston", "--weigh", "hazards=0", "--weigh", "size=3", "--weigh", "topics=1", "--most", "1")
    found = answer(database, capsys, *asked)
    assert "hazards" not in found["weights"]
    assert found["partners"][0]["parts"]["topics"] is None


@pytest.mark.parametrize("said", first(1, ["size=4", "size=-1", "beauty=1", "size", "=", "size=²"]))
def test_a_weight_that_is_none_is_refused(database: Path, capsys: pytest.CaptureFixture[str], said: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["partners", "Boston", f"--weigh={said}", "--database", str(database)])
    assert ended.value.code == 2
    assert "a whole number from 0 to 3, such as size=3" in capsys.readouterr().err


def test_a_city_that_is_not_on_file_is_refused(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("partners", "peers"):
        assert main([command, "Atlantis", "--database", str(database)]) == 2
        assert "Atlantis" in capsys.readouterr().err


def test_peers_are_told_in_two_groups_by_name_and_without_a_rank(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(database, capsys, "peers", "Boston")
    alike, others = found["groups"]
    assert round(alike["middle_t"], 1) == 12.1
    names = [city["name"] for city in alike["cities"]]
    assert names == sorted(names)
    assert {one["name"]: one["because"] for one in found["in_question"]} == {
        "Madrid": "people",
        "Yokohama": "people",
        "Pasto": "low",
    }
    assert main(["peers", "Lyon", "--beside", "bought", "--database", str(database)]) == 0
    assert "not known of the city: bought" in capsys.readouterr().out
    assert others["alike"] is False
