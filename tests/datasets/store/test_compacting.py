"""Compacting: the rows of one city lie together again, and nothing that the database says has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.store import Store, compacting, database
from tests.datasets.builders import TOWN, links, row, submission

CITIES = [replace(TOWN, city_id=f"XX{number:04}", name=f"Town {number}", other_names=()) for number in range(1, 21)]
YEARS, ROWS = range(2005, 2010), 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Cities that report together, year after year."""
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed(CITIES, [], [], [])
        for year in YEARS:
            rows = [
                row(city_id=city.city_id, year=year, value=float(number), label=f"Part {number % 3}", source_row=number)
                for city in CITIES
                for number in range(2, 2 + ROWS)
            ]
            store.commit(submission(*rows))
        assert store.browser_key()
    return path


def spans(path: Path) -> int:
    """By how many rows the first and the last row of each city stand apart, all cities together."""
    with duckdb.connect(str(path), read_only=True) as opened:
        ((found,),) = opened.execute(
            """
            SELECT sum(apart) FROM (
                SELECT max(cells.rowid) - min(cells.rowid) + 1 AS apart
                FROM cells JOIN slots USING (revision, slot) GROUP BY city_id
            )
            """
        ).fetchall()
    return int(found)


def test_the_rows_of_each_city_lie_together_and_all_that_comes_later_goes_on_behind_them(path: Path) -> None:
    together, rights = ROWS * len(CITIES) * len(YEARS), path.stat().st_mode
    assert spans(path) > 10 * together
    with Store(path) as store:
        known, rows, secret = links(store), store.rows_of(3), store.browser_key()
        highest = store._connection.execute("SELECT max(slot) FROM slots").fetchall()
    found = compacting.compact(path)
    assert spans(path) == together, "no row of another city between them"
    assert (found.city, found.head.sha256) == ("XX0001", known[max(known)])
    assert path.stat().st_mode == rights
    with Store(path) as store:
        assert (links(store), store.browser_key()) == (known, secret)
        assert store.rows_of(3) == rows
        assert store._connection.execute("SELECT max(slot) FROM slots").fetchall() == highest
        store.commit(submission(row(year=2011, value=7.0)))
        assert all(made == now for _, made, now in store.seals(range(store.newest_revision() + 1)))
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.heads"]


def test_a_database_that_another_program_has_open_is_left_alone(path: Path) -> None:
    with Store(path) as store:
        with pytest.raises(Refused) as refusal:
            compacting.compact(path)
        assert refusal.value.problems[0].code == database.IN_USE
        store.commit(submission(row(year=2011)))


@pytest.mark.longer("the whole database is verified again and again")
def test_a_chain_that_does_not_hold_or_rows_astray_are_not_written_anew(path: Path) -> None:
    for statement, code in (
        ("UPDATE cells SET value = value + 1 WHERE revision = 2", "chain-broken"),
        ("UPDATE cells SET value = value - 1 WHERE revision = 2", None),
        ("INSERT INTO cells SELECT * REPLACE (0 AS place) FROM cells LIMIT 1", "rows-astray"),
    ):
        with duckdb.connect(str(path)) as other:
            other.execute(statement)
        before = path.read_bytes()
        if code is None:
            compacting.compact(path)
            continue
        with pytest.raises(Refused) as refusal:
            compacting.compact(path)
        assert refusal.value.problems[0].code == code
        assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.heads"]


@pytest.mark.longer("the whole database is written anew until it is stopped")
def test_one_that_is_stopped_leaves_the_database_as_it_was(path: Path) -> None:
    with Store(path) as store:
        known = links(store)
    for place in (0, 3, 40):
        steps: list[str] = []

        def stop(name: str, place: int = place, steps: list[str] = steps) -> None:
            steps.append(name)
            if len(steps) > place:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            compacting.compact(path, stop)
    with Store(path) as store:
        assert links(store) == known
    assert not list(path.parent.glob("*.part"))


@pytest.mark.longer("the whole database is written anew, twice")
def test_the_command_answers_for_people_and_in_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compact", "--database", str(path)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "The rows of XX0001 are read in" in said
    assert "Nothing in it has changed" in said
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["outcome"], found["city"]) == ("compacted", "XX0001")
    assert main(["compact", "--database", str(path.parent / "none.duckdb")]) == 2
    assert "no database" in capsys.readouterr().err
