"""Kinds of data: one file each, known to the ledger, its seals, the register and a backup without another line."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.city.trace import verification
from datasets.store import GdpRow, Store, Submission, backup, database
from datasets.store.kinds import KINDS
from datasets.store.kinds.explanations import KIND, Explanation
from tests.datasets.builders import TOWN, row, submission

HEAT = Explanation(TOWN.city_id, 2019, "residential", "natural_gas", "district heating took over", "Ada")


def explained(*given: Explanation) -> Submission:
    return Submission(None, 0, "Ada", "explanations", reason="why", brings={"explanations": given})


def test_a_kind_stands_in_its_own_file_and_in_no_other_of_the_store() -> None:
    store = Path(str(files("datasets.store")))
    others = [path for path in store.rglob("*") if path.suffix in (".py", ".sql") and path.stem != "explanations"]
    assert len(others) > 20
    assert not [path.name for path in others if "explanation" in path.read_text(encoding="utf-8").casefold()]


def test_every_table_of_a_kind_says_revision_position_and_city_first() -> None:
    with database.connect(":memory:") as connection:
        for kind in KINDS:
            for name, table in kind.tables.items():
                assert connection.table(name).columns[:3] == ["revision", "position", "city_id"]
                assert table.written.count("?") == len(connection.table(name).columns)
                assert re.search(rf"CREATE TABLE IF NOT EXISTS {name}\b", table.created)


def test_names_of_kinds_and_of_their_tables_stand_once() -> None:
    names = [kind.name for kind in KINDS]
    tables = [table for kind in KINDS for table in kind.tables]
    assert len(set(names)) == len(names) > 6
    assert len(set(tables)) == len(tables)


def test_a_kind_that_nobody_knows_is_refused_and_nothing_is_written() -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        with pytest.raises(ValueError, match="hazards"):
            store.commit(Submission(None, 0, "Ada", "hazards", brings={"hazards": [1]}))
        assert store.newest_revision() == 0


def test_an_explanation_is_sealed_listed_replaced_by_a_newer_one_and_undone(tmp_path: Path) -> None:
    newer = HEAT._replace(reason="a heat pump in every house")
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        first = store.commit(explained(HEAT, HEAT._replace(year=2018)))
        second = store.commit(explained(newer))
        assert {seal.table for seal in store.seals(first.revision)[0]} == {"cities", "explanations", "revisions"}
        assert [item.reason for item in store.register().of(KIND)[TOWN.city_id]] == [HEAT.reason, newer.reason]
        assert [item.revision for item in store.history(TOWN.city_id)] == [3, 2, 1]
        assert all(item.in_force for item in store.history(TOWN.city_id))
        assert store.moment().of_city(TOWN.city_id) == 3
        store.undo(second.revision, "Ada", "a slip")
        assert [item.reason for item in store.register().of(KIND)[TOWN.city_id]] == [HEAT.reason, HEAT.reason]
        with store.reader(3) as reader:
            assert [item.reason for item in reader.register.of(KIND)[TOWN.city_id]] == [HEAT.reason, newer.reason]
        assert verification.verify(store).sound
        store.backup(tmp_path / "copy.duckdb")
    backup.restore(tmp_path / "copy.duckdb", tmp_path / "again.duckdb")
    with Store(tmp_path / "again.duckdb") as store:
        assert [item.reason for item in store.register().of(KIND)[TOWN.city_id]] == [HEAT.reason, HEAT.reason]
        assert verification.verify(store).sound
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE explanations SET reason = 'nothing' WHERE revision = 2 AND year = 2018")
    with Store(path) as store:
        assert [item.place for item in verification.verify(store).differences] == ["revision 2, table explanations"]


def test_a_list_is_replaced_whole_and_its_undo_waits_for_the_newer_one() -> None:
    def series(*years: int) -> Submission:
        rows = [GdpRow(TOWN.city_id, year, 5.0, "million", "EUR", "2015", "a register") for year in years]
        return Submission(None, 0, "Ada", "targets", gdp=rows)

    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        first, second = store.commit(series(2019, 2018)), store.commit(series(2020))
        assert [item.year for item in store.register().gdp[TOWN.city_id]] == [2020]
        with pytest.raises(Refused, match="has since replaced"):
            store.undo(first.revision, "Ada", "a slip")
        store.undo(second.revision, "Ada", "a slip")
        assert [item.year for item in store.register().gdp[TOWN.city_id]] == [2018, 2019]
