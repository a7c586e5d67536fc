"""A database of an older edition: everything in it is kept, and the targets gain what they lacked."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analytics.commitment.actions import Action
from analytics.commitment.targets import Target
from analytics.text.problems import Refused
from analytics.vocabulary import Verdict
from datasets.city import assessment
from datasets.city.trace import verification
from datasets.reference.naming import find_city
from datasets.store import PopulationRow, Store, Submission, database
from tests.datasets.builders import TOWN, links, put_together, row, slot, submission
from tests.effort import few

EDITION_1 = """
CREATE TABLE edition (schema_version INTEGER NOT NULL);
CREATE TABLE cities (
    city_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, other_names VARCHAR[] NOT NULL, country_code VARCHAR NOT NULL,
    country VARCHAR NOT NULL, region VARCHAR NOT NULL, latitude DOUBLE, longitude DOUBLE, sample BOOLEAN NOT NULL,
    source VARCHAR NOT NULL
);
CREATE TABLE pairings (left_city VARCHAR NOT NULL, right_city VARCHAR NOT NULL, source VARCHAR NOT NULL);
CREATE TABLE revisions (
    revision INTEGER PRIMARY KEY, committed_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL, reason VARCHAR,
    file_name VARCHAR, file_sha256 VARCHAR, layout VARCHAR NOT NULL, row_count BIGINT NOT NULL, undoes INTEGER,
    sample BOOLEAN NOT NULL
);
CREATE TABLE slots (
    revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, year SMALLINT NOT NULL, method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')), content_revision INTEGER NOT NULL
);
CREATE TABLE inventory_rows (
    revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, year SMALLINT NOT NULL, method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL, source_row INTEGER NOT NULL, sector VARCHAR NOT NULL, label VARCHAR NOT NULL,
    carrier VARCHAR, scope TINYINT CHECK (scope BETWEEN 1 AND 3), gpc_ref VARCHAR,
    quantity VARCHAR NOT NULL CHECK (quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e')),
    value DOUBLE CHECK (isfinite(value)), notation_key VARCHAR CHECK (notation_key IN ('NO', 'NE', 'IE', 'C')),
    original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, source VARCHAR NOT NULL,
    CHECK ((value IS NULL) <> (notation_key IS NULL)), CHECK ((measure = 'energy') = (quantity = 'energy'))
);
CREATE TABLE population (
    revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, year SMALLINT NOT NULL, method VARCHAR NOT NULL,
    inhabitants DOUBLE NOT NULL CHECK (inhabitants > 0), source VARCHAR NOT NULL
);
CREATE TABLE about (
    revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, year SMALLINT NOT NULL, method VARCHAR NOT NULL,
    approach VARCHAR NOT NULL, gwp_set VARCHAR NOT NULL, notes VARCHAR NOT NULL
);
CREATE TABLE targets (
    revision INTEGER NOT NULL, city_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('absolute', 'per-capita')), sector VARCHAR, base_year SMALLINT NOT NULL,
    year SMALLINT NOT NULL, reduction_percent DOUBLE NOT NULL, declared_base_t DOUBLE, declared_target_t DOUBLE,
    method VARCHAR NOT NULL, set_in SMALLINT, exclusions VARCHAR, source VARCHAR NOT NULL
);
INSERT INTO edition VALUES (1);
INSERT INTO cities VALUES ('XX0001', 'Town', ['Villa'], 'XX', 'Nowhere', 'EU', 1.5, NULL, false, 'a register');
INSERT INTO pairings VALUES ('XX0001', 'XX0001', 'itself');
INSERT INTO revisions VALUES (1, '2024-05-01 12:00:00', 'Ada', 'why', 'file.csv', '00', 'long', 8, NULL, false);
INSERT INTO slots VALUES
    (1, 'XX0001', 2005, 'covenant', 'emissions', 1), (1, 'XX0001', 2015, 'covenant', 'emissions', 1);
INSERT INTO inventory_rows
SELECT 1, 'XX0001', year, 'covenant', 'emissions', 2, sector, sector, NULL, NULL, NULL, 'co2e', tonnes, NULL, 'x',
       't CO2e', 'a report'
FROM (VALUES (2005, 250.0), (2015, 175.0)) AS years(year, tonnes),
     (VALUES ('municipal_buildings'), ('tertiary'), ('residential'), ('transport')) AS sectors(sector);
INSERT INTO population VALUES (1, 'XX0001', 2005, 'covenant', 100, 'a register');
INSERT INTO about VALUES (1, 'XX0001', 2005, 'covenant', 'unknown', 'unknown', '');
INSERT INTO targets VALUES
    (0, 'XX0001', 'absolute', NULL, 2005, 2025, 50, NULL, NULL, 'covenant', 2010, 'No Waste', 'a plan'),
    (0, 'XX0001', 'per-capita', 'Waste', 2007, 2020, 27.5, 1189840, 868583.2, 'own', NULL, NULL, 'another plan');
"""
"""The tables of edition 1, the only one before this, as that edition made them."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "covenant.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(EDITION_1)
    return path


@pytest.mark.parametrize("edition", few(range(1, database.SCHEMA_VERSION), database.SCHEMA_VERSION - 1))
def test_what_the_program_of_each_earlier_edition_wrote_is_kept_sound_and_goes_on(
    edition: int, tmp_path: Path, root: Path
) -> None:
    path = tmp_path / "covenant.duckdb"
    with duckdb.connect(str(path)) as written:  # by the last program of that edition, as SQL
        written.execute((root / "tests" / "data" / "editions" / f"edition-{edition}.sql").read_text())
        chained = edition > 1 and written.execute("SELECT revision, sha256 FROM chain ORDER BY revision").fetchall()
    with Store(path) as store:
        assert not chained or list(links(store).items()) == chained
        assert verification.verify(store).sound
        (target,) = store.register().targets[TOWN.city_id]
        assert (target.base_year, target.year, target.reduction_percent, target.path) == (2015, 2030, 40.0, "linear")
        assert [(item.revision, item.undoes, item.in_force) for item in store.history(TOWN.city_id)] == [
            (4, 3, True),
            (3, None, False),
            (2, None, True),
            (1, None, True),
        ]
        with store.reader() as reader:
            found = [(line.year, line.value, line.notation_key) for line in reader.inventory_rows(TOWN.city_id)]
            people = {year: told[0] for (year, _), told in reader.in_force(TOWN.city_id).population.items()}
        assert found == [(2015, 10.0, None)] * 3 + [(2019, None, "NE"), (2019, 8.5, None)]
        assert people == {2015: 100.0, 2019: 101.0}
        store.commit(submission(row(year=2020, value=7.0, original_text="7")))
        assert verification.verify(store).sound
    assert path.with_name(f"{path.name}.edition-{edition}").exists(), "the copy of before"


def test_everything_that_was_on_file_is_kept(old: Path) -> None:
    with Store(old) as store:
        assert not store.new
        assert find_city("Villa", store.cities()).latitude == 1.5
        assert store.pairings() == [("XX0001", "XX0001")]
        assert [(item.revision, item.author, item.in_force) for item in store.history("XX0001")] == [(1, "Ada", True)]
        assert [found[6] for found in store.rows_in_force(slot(2015))] == [175.0] * 4
        assert store.register().targets["XX0001"] == (
            Target("XX0001", "absolute", 2005, 2025, 50.0, "covenant", "a plan", set_in=2010, exclusions="No Waste"),
            Target("XX0001", "per-capita", 2007, 2020, 27.5, "own", "another plan", "Waste", 1189840.0, 868583.2),
        )
        found = assessment.report(store, "Town").leading
        assert (found.path_t, found.gap_t, found.verdict) == (750.0, -50.0, Verdict.TOO_CLOSE)


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_what_is_new_can_be_used_at_once_and_undone_to_what_was_there(old: Path) -> None:
    with Store(old) as store:
        aim = Target(
            "XX0001", "fixed-level", 2005, 2025, None, "covenant", "a plan", level_t=200.0, path="constant-rate"
        )
        made = store.commit(Submission(None, 0, "Ada", "targets", reason="why", targets=(aim,)))
        store.commit(submission(row(city_id=TOWN.city_id)))
        assert store.register().targets["XX0001"] == (aim,)
        store.undo(made.revision, "Ada", "a slip")
        assert len(store.register().targets["XX0001"]) == 2


@pytest.mark.longer("a ledger of its own")
def test_a_database_is_brought_up_once(old: Path) -> None:
    with Store(old) as store:
        before = store.register()
    with duckdb.connect(str(old)) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert connection.execute("SELECT * FROM edition").fetchall() == [(database.SCHEMA_VERSION,)]
    assert {"targets", "scenarios", "gdp"} <= tables
    assert not [name for name in tables if name.startswith("targets_")]
    with Store(old) as store:
        assert store.register() == before


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_a_copy_is_kept_of_what_an_earlier_edition_left(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, kept = old.read_bytes(), old.with_name(f"{old.name}.edition-1")

    def full(source: Path, to: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(to))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Refused) as refusal:
        Store(old)
    monkeypatch.undo()
    assert refusal.value.problems[0].code == "disk-full"
    assert old.read_bytes() == before, "without room for the copy nothing is brought up"
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name]
    for _ in range(2):
        Store(old).close()
    assert kept.read_bytes() == before
    assert not old.with_name(f"{kept.name}-2").exists(), "once"
    with duckdb.connect(str(kept)) as connection:
        assert connection.execute("SELECT schema_version FROM edition").fetchall() == [(1,)]


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_a_step_that_fails_leaves_the_database_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {1: (*database.MIGRATIONS[1], "INSERT INTO edition VALUES ('no number')")}
    monkeypatch.setattr(database, "MIGRATIONS", broken)
    with pytest.raises(Refused):
        Store(old)
    monkeypatch.undo()
    with duckdb.connect(str(old)) as connection:
        assert connection.execute("SELECT schema_version FROM edition").fetchall() == [(1,)]
        assert len(connection.execute("SELECT * FROM targets").fetchall()) == 2
    with Store(old) as store:
        assert len(store.register().targets["XX0001"]) == 2


def test_every_older_edition_has_its_steps() -> None:
    assert sorted(database.MIGRATIONS) == list(range(1, database.SCHEMA_VERSION))


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_rows_gain_their_place_in_the_file_and_old_seals_stay_valid(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(original_text="1")))
        head = links(store)
    with duckdb.connect(str(path)) as connection:  # as edition 2 made it
        connection.execute("DROP TABLE answers")
        put_together(connection, "source_sheet", "source_column")
        connection.execute("UPDATE edition SET schema_version = 2")
    with Store(path) as store:
        assert links(store) == head
        assert verification.verify(store).sound
        placed = row(year=2020, original_text="1", source_sheet="BEI", source_column="value")
        made = store.commit(submission(placed, answers={"decimal": "comma"}))
        assert made.answers == {"decimal": "comma"}
        with store.reader() as reader:
            found = [(line.year, line.sheet, line.column) for line in reader.inventory_rows(TOWN.city_id)]
        assert found == [(2019, None, None), (2020, "BEI", "value")]
        assert verification.verify(store).sound


@pytest.mark.longer("several commits, and what follows from each")
def test_rows_that_are_taken_apart_keep_their_order_their_seals_and_every_word(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    rows = [
        row(
            label=f"Part {number % 3}",
            carrier=("diesel", None)[number % 2],
            source_row=number,
            original_text=text,
            year=2019 + number % 2,
            value=None if text == "NE" else float(number),
            notation_key=key,
            source_sheet=(None, "BEI")[number % 2],
            source=("a report", "")[number % 2],
        )
        for number, (text, key) in enumerate([("1", None), ("NE", "NE"), ("2", None), ("2,0", None)] * 300, start=2)
    ]
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        aims = [Target(TOWN.city_id, "absolute", 2019, year, 40.0, "covenant", "a plan") for year in (2030, 2040)]
        store.commit(submission(*rows[:700], targets=aims))
        store.commit(submission(*rows[700:], reason="better"))
        store.undo(2, "Ada", "a slip")
        before, known = [store.rows_of(number) for number in (1, 2)], links(store)
    with duckdb.connect(str(path)) as connection:  # as edition 3 made it
        put_together(connection)
        connection.execute("UPDATE edition SET schema_version = 3")
    with Store(path) as store:
        assert [store.rows_of(number) for number in (1, 2)] == before
        assert links(store) == known
        assert all(made == now for _, made, now in store.seals(range(len(known))))
        store.commit(submission(row(year=2030)))
        assert all(made == now for _, made, now in store.seals(range(len(links(store)))))


def test_inhabitants_gain_their_year_and_totals_their_table_while_old_seals_stay_valid(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(original_text="1"), heads=900.0))
        head = links(store)
    with duckdb.connect(str(path)) as connection:  # as edition 4 made it
        connection.execute("ALTER TABLE population DROP COLUMN population_year")
        connection.execute("DROP TABLE printed_totals")
        connection.execute("DROP TABLE activity_left_out")
        connection.execute("UPDATE edition SET schema_version = 4")
    with Store(path) as store:
        assert links(store) == head
        assert verification.verify(store).sound
        people = PopulationRow(TOWN.city_id, 2020, "covenant", 950.0, "a register", 2018)
        store.commit(submission(row(year=2020, original_text="1"), population=(people,)))
        with store.reader() as reader:
            assert reader.in_force(TOWN.city_id).population == {
                (2019, "covenant"): (900.0, "a register", None, 900.0),
                (2020, "covenant"): (950.0, "a register", 2018, 950.0),
            }
        assert verification.verify(store).sound


@pytest.mark.longer("a database of an earlier edition is brought up")
def test_actions_gain_a_life_and_further_statuses_while_old_seals_stay_valid(tmp_path: Path) -> None:
    path = tmp_path / "6.duckdb"
    plan = {TOWN.city_id: [Action("A1", "Retrofit", "residential", None, 2020, 2030, "decided", sdg=(7,), source="x")]}
    with Store(path) as store:
        store.commit(submission(row("residential", 1.0), new_cities=(TOWN,), actions=plan))
        sealed = links(store)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE older AS SELECT * EXCLUDE (life_years) FROM actions")
        connection.execute("DROP TABLE actions")
        connection.execute("ALTER TABLE older RENAME TO actions")
        connection.execute("UPDATE edition SET schema_version = 6")
    with Store(path) as store:
        assert links(store) == sealed
        assert store.register().actions[TOWN.city_id] == tuple(plan[TOWN.city_id])
        (old,) = store.register().actions[TOWN.city_id]
        longer = {TOWN.city_id: [replace(old, status="partly", life_years=20)]}
        store.commit(Submission(None, 0, "Ada", "actions", actions=longer))
        assert [(item.status, item.life_years) for item in store.register().actions[TOWN.city_id]] == [("partly", 20)]
        assert verification.verify(store).sound


@pytest.mark.longer("the ledger is verified")
def test_an_answer_that_was_changed_afterwards_breaks_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(original_text="1"), answers={"decimal": "comma"}))
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE answers SET answer = 'point'")
    with Store(path) as store:
        broken = verification.verify(store).differences
    assert [item.where for item in broken] == ["revision 1, table answers"]
