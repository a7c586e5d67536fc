"""The commands of figures: each table goes out as CSV and comes in again, cell by cell, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
AREAS = "year,km2,with_water,source\n2019,47.87,,IGN\n,48,yes,a map\n"


@pytest.mark.longer("several commands, each on an opened database")
def test_areas_come_in_are_read_by_the_twin_room_go_out_again_and_are_undone(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "areas.csv", tmp_path / "out.csv"
    path.write_text(AREAS)
    status, made, _ = run("import-figures", "Lyon", "areas", path, "--reason", "the map", "--by", "Ada", "--json")
    assert (status, made["layout"], made["author"], made["reason"]) == (0, "areas", "Ada", "the map")
    area = next(one for one in run("twin", "Boston", "Lyon", "--json")[1]["measures"] if one["code"] == "area")
    assert area["right"] == pytest.approx(815_699 / 47.87, rel=1e-5)
    assert run("figures", "Lyon", "areas", "--out", out)[0] == 0
    assert run("undo", made["revision"], "--reason", "another")[0] == 0
    assert run("figures", "Lyon", "areas", "--json")[1]["rows"] == []
    run("import-figures", "Lyon", "areas", out, "--reason", "again")
    again = "year,km2,with_water,source\r\n,48,yes,a map\r\n2019,47.87,,IGN\r\n"
    assert out.read_bytes().decode("utf-8-sig") == run("figures", "Lyon", "areas")[1] == again


def test_a_shipped_area_is_replaced_by_the_city_s_own_and_what_a_file_does_not_name_stays(
    run: Run, tmp_path: Path
) -> None:
    before = run("figures", "Boston", "areas", "--json")[1]["rows"]
    assert [(row["year"], row["km2"], row["with_water"]) for row in before] == [(None, 232.17, "yes")]
    path = tmp_path / "areas.csv"
    path.write_text("year,km2,source\n2020,125.2,the census\n")
    run("import-figures", "Boston", "areas", path, "--reason", "land alone")
    rows = run("figures", "Boston", "areas", "--json")[1]["rows"]
    assert [(row["year"], row["km2"]) for row in rows] == [(None, 232.17), (2020, 125.2)]


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    first(
        2,
        [
            ("year,km2,source\n2019,0,a map\n", "cell-range", 1, "Area of the city"),
            ("year,km2,source\n2019,large,a map\n", "cell-range", 1, "Area of the city"),
            ("year,km2,source\n2019.5,48,a map\n", "cell-range", 1, "Year"),
            ("year,km2,source\n2019,48,\n", "cell-missing", 1, "Source"),
            ("year,km2,with_water,source\n2019,48,perhaps,a map\n", "cell-choice", 1, "With its waters"),
            ("year,km2,source\n2019,48,a map\n2019,49,a map\n", "row-twice", 2, None),
            ("year,source\n2019,a map\n", "missing-column", 1, None),
        ],
    ),
)
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_taken(
    run: Run, tmp_path: Path, content: str, code: str, row: int, column: str | None
) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(content)
    status, said, _ = run("import-figures", "Lyon", "areas", path, "--reason", "the map", "--json")
    (problem,) = said["problems"]
    assert (status, problem["code"], problem["row"]) == (2, code, row)
    assert problem["column"] == column or column is None
    assert run("figures", "Lyon", "areas", "--json")[1]["rows"] == []


def test_a_table_that_is_none_is_answered_with_those_that_are(run: Run) -> None:
    status, said, _ = run("figures", "Lyon", "moods", "--json")
    assert status == 2
    assert "areas" in said["problems"][0]["expected"]
