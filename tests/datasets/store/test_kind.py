"""Kinds of data: one file each, known to the ledger, its seals, the register and a backup without another line."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from datasets.city.trace import verification
from datasets.store import GdpRow, Store, Submission, backup, database
from datasets.store.kind import FEW, insert
from datasets.store.kinds import BROUGHT, KINDS, OF_INVENTORIES, STATED
from datasets.store.kinds.explanations import KIND, Explanation
from tests.datasets.builders import TOWN, row, seals, submission

OTHER = replace(TOWN, city_id="XX0002", name="Other")
HEAT = Explanation(TOWN.city_id, 2019, "residential", "natural_gas", "district heating took over", "Ada")


def explained(*given: Explanation) -> Submission:
    return Submission(None, 0, "Ada", "explanations", reason="why", brings={"explanations": given})


def test_a_kind_stands_in_its_own_file_and_in_no_other_of_the_store() -> None:
    store = Path(str(files("datasets.store")))
    others = [path for path in store.rglob("*") if path.suffix in (".py", ".sql") and path.stem != "explanations"]
    assert len(others) > 20
    assert not [path.name for path in others if "explanation" in path.read_text(encoding="utf-8").casefold()]


def test_every_table_of_a_kind_says_revision_and_position_first_and_then_of_which_city() -> None:
    with database.connect(":memory:") as connection:
        for kind in BROUGHT:
            for name in kind.tables:
                first = ["revision", "position", *(["city_id"] if kind.of_city else [])]
                assert connection.table(name).columns[: len(first)] == first


def test_the_schema_has_a_table_of_each_name_that_a_kind_says() -> None:
    for kind in KINDS:
        for name, created in kind.tables.items():
            assert re.search(rf"CREATE TABLE IF NOT EXISTS {name}\b", created)
    common = (files("datasets.store") / "schema.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", common)) == {
        *("edition", "cities", "pairings", "revisions", "slots", "chain", "seals", "places", "origins", "cells")
    }


def test_what_is_told_of_an_inventory_has_columns_that_no_other_kind_tells() -> None:
    """They are read in one query, and told apart by their columns."""
    with database.connect(":memory:") as connection:
        for kind in OF_INVENTORIES:
            for created in kind.tables.values():
                connection.execute(created)
        asked = {"city": TOWN.city_id, "undone": [1]}
        queries = [kind.of_one for kind in OF_INVENTORIES]
        read = [
            connection.execute(query, {name: asked[name] for name in asked if f"${name}" in query}).description
            for query in queries
        ]
    columns = [[name for name, *_ in described or ()][3:] for described in read]  # after revision, year and method
    assert [len(names) for names in columns] == [len(kind.told._fields) for kind in OF_INVENTORIES]
    assert len({name for names in columns for name in names}) == sum(map(len, columns))


def test_a_submission_has_a_field_for_each_kind_that_it_does_not_name_by_itself() -> None:
    known = {field.name for field in fields(Submission)}
    assert {kind.name for kind in BROUGHT} - known == {
        *("resources", "experiences", "contact_offices"),
        *("access_tokens", "areas", "carried", "city_entries", "city_roles", "explanations", "grades", "uncertainties"),
        *("pairings", "milestones", "promises", "notes"),
        *("hazards", "climate_facts", "adaptation_goals", "adaptation_actions", "covenant_steps"),
        *("energy_indicators", "energy_goals", "energy_measures"),
        *("contact_offices", "experiences", "resources"),
        *("city_regions", "region_priorities", "region_clusters", "value_chains", "innovation_projects", "entry_tags"),
    }
    assert all(Submission(None, 0, "Ada", "long").of(kind) in ((), {}) for kind in BROUGHT)
    assert {kind.name for kind in STATED}.isdisjoint(kind.name for kind in OF_INVENTORIES)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 40])
def test_few_rows_and_many_are_inserted_alike(count: int) -> None:
    lists: list[list[int]] = [[], [3, 7]]
    numbers = [1, 2.5, 3]
    with database.connect(":memory:") as connection:
        connection.execute(
            "CREATE TABLE held (name VARCHAR, number DOUBLE, scope TINYINT, lists INTEGER[], none VARCHAR)"
        )
        rows = [(Sentence("row {n}", n=n), numbers[n % 3], None, lists[n % 2], None) for n in range(count)]
        insert(connection, "held", rows)
        assert connection.table("held").fetchall() == rows
        with pytest.raises(duckdb.Error):
            insert(connection, "held", [("a", 1.0, 1000, [], None)] * count)


def test_names_of_kinds_and_of_their_tables_stand_once() -> None:
    names = [kind.name for kind in KINDS]
    tables = [table for kind in KINDS for table in kind.tables]
    assert len(set(names)) == len(names) > 14
    assert len(set(tables)) == len(tables)


def test_a_kind_that_nobody_knows_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(ValueError, match="moods"):
        store.commit(Submission(None, 0, "Ada", "moods", brings={"moods": [1]}))
    assert store.newest_revision() == 0


@pytest.mark.longer("the ledger is verified")
def test_an_explanation_is_sealed_listed_replaced_by_a_newer_one_and_undone(tmp_path: Path) -> None:
    newer = HEAT._replace(reason="a heat pump in every house")
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        first = store.commit(explained(HEAT, HEAT._replace(year=2018)))
        second = store.commit(explained(newer))
        assert {seal.table for seal in seals(store, first.revision)[0]} == {"cities", "explanations", "revisions"}
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
        assert [item.where for item in verification.verify(store).differences] == ["revision 2, table explanations"]


def test_a_list_is_replaced_whole_and_its_undo_waits_for_the_newer_one(store: Store) -> None:
    def series(*years: int) -> Submission:
        rows = [GdpRow(TOWN.city_id, year, 5.0, "million", "EUR", "2015", "a register") for year in years]
        return Submission(None, 0, "Ada", "targets", gdp=rows)

    first, second = store.commit(series(2019, 2018)), store.commit(series(2020))
    assert [item.year for item in store.register().gdp[TOWN.city_id]] == [2020]
    with pytest.raises(Refused, match="has since replaced"):
        store.undo(first.revision, "Ada", "a slip")
    store.undo(second.revision, "Ada", "a slip")
    assert [item.year for item in store.register().gdp[TOWN.city_id]] == [2018, 2019]


@pytest.mark.longer("several commits, and what follows from each")
def test_an_explanation_that_later_ones_replaced_whole_counts_no_more_until_they_are_undone(
    store: Store,
) -> None:
    def in_force() -> list[bool]:
        return [item.in_force for item in reversed(store.history(TOWN.city_id))]

    def heat(year: int, carrier: str | None) -> Explanation:
        return HEAT._replace(year=year, carrier=carrier)

    store.commit(explained(heat(2018, None), heat(2019, None)))
    store.commit(explained(heat(2018, None)))
    assert in_force() == [True, True]
    store.commit(explained(heat(2019, "natural_gas")))
    assert in_force() == [True, True, True]
    newest = store.commit(explained(heat(2019, None)))
    assert in_force() == [False, True, True, True]
    store.undo(newest.revision, "Ada", "a slip")
    assert in_force() == [True, True, True, False, True]


def test_the_cities_of_a_revision_are_those_of_what_it_takes_back(store: Store) -> None:
    store.commit(replace(explained(HEAT, HEAT._replace(city_id=OTHER.city_id)), new_cities=(OTHER,)))
    assert store.cities_of(1) == [TOWN.city_id, OTHER.city_id]
    assert store.cities_of(store.undo(1, "Ada", "a slip").revision) == [TOWN.city_id, OTHER.city_id]
    assert store.cities_of(store.undo(2, "Ada", "no slip").revision) == [TOWN.city_id, OTHER.city_id]
    assert store.cities_of(9) == []
