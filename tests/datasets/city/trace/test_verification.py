"""Verifying: silent on what was committed, and exact about what was changed behind the program's back."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from analytics.commitment.targets import Target
from datasets.__main__ import main
from datasets.city import overview
from datasets.city.trace import verification
from datasets.intake import drafting
from datasets.reference.samples import open_store
from datasets.store import Store, ledger
from tests.datasets.builders import TOWN, links, put_together, row, submission
from tests.datasets.city.trace.test_passports import TURIN
from tests.datasets.files import sample_store
from tests.effort import THOROUGH, first

TARGET = Target(TOWN.city_id, "absolute", 2015, 2030, 40.0, "covenant", "a council decision")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three revisions: a file of Turin, the town's base year with its target, and its newest inventory."""
    path = tmp_path_factory.mktemp("kept") / "covenant.duckdb"
    with open_store(path, samples=False) as store:
        drafting.commit(store, drafting.draft(store, TURIN, "a.csv", {"decimal": "comma"}), "an analyst", None)
        cells = {"sector": "buildings", "original_unit": "t CO2e"}
        base = row(year=2015, value=10.0, original_text="10", **cells)
        store.commit(submission(base, heads=5.0, new_cities=[TOWN], targets=[TARGET]))
        store.commit(submission(row(value=8.0, original_text="8", **cells), heads=6.0))
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, kept: bytes) -> Path:
    path = tmp_path / "covenant.duckdb"
    path.write_bytes(kept)
    return path


def tampered(path: Path, statement: str) -> verification.Verification:
    """What a check says after somebody changed the file with another program, without the list of commits beside it."""
    with duckdb.connect(str(path)) as other:
        other.execute(statement)
    with Store(path, listed=False) as store:
        return verification.verify(store)


def test_what_was_committed_is_sound_and_everything_was_looked_at(database: Path) -> None:
    with Store(database) as store:
        found = verification.verify(store)
        assert found.differences == ()
        assert (found.counts["revisions"], found.counts["rows"], found.counts["cities"]) == (3, 7, 2)
        assert (found.counts["values_read_again"], found.counts["values_taken_as_stored"]) == (6, 0)
        assert found.counts["figures"] > 20
        assert found.head == links(store)[3]
        assert verification.verify(store, head=links(store)[2]).sound
        assert not verification.verify(store, head="f" * 64).sound


@pytest.mark.longer("the whole ledger of the samples is verified")
def test_the_samples_are_sound() -> None:
    found = verification.verify(sample_store())
    assert found.differences == ()
    assert found.counts["figures"] > 500


def test_a_changed_value_is_named_by_revision_table_and_rows_and_by_its_own_row(database: Path) -> None:
    found = tampered(database, "UPDATE cells SET value = value * 2 WHERE source_row = 3")
    (chain,) = [item for item in found.differences if item.check == "chain"]
    assert chain.where == "revision 1, table inventory_rows, rows 2 to 6 of its file"
    (text,) = [item for item in found.differences if item.check == "text"]
    assert text.where == "revision 1, row 3 (IT0004 2021)"
    assert (text.expected, text.found) == ('2.5 from "2,5" MWh', "5.0")


@pytest.mark.parametrize(
    ("statement", "part"),
    first(
        3,
        [
            (
                "UPDATE cells SET original_text = '9', value = 9 WHERE source_row = 3",
                "inventory_rows",
            ),
            ("DELETE FROM cells WHERE source_row = 6", "inventory_rows"),
            ("UPDATE revisions SET author = 'somebody else' WHERE revision = 2", "revisions"),
            ("UPDATE population SET inhabitants = 1 WHERE year = 2021", "population"),
            ("UPDATE about SET gwp_set = 'AR4' WHERE year = 2021", "about"),
            ("UPDATE targets SET reduction_percent = 1 WHERE city_id = 'XX0001'", "targets"),
            ("UPDATE cities SET country_code = 'FR' WHERE city_id = 'IT0004'", "cities"),
            ("UPDATE slots SET content_revision = 0 WHERE year = 2021", "slots"),
            ("INSERT INTO population VALUES (2, 1, 'XX0001', 2020, 'gpc', 5, 'nobody', NULL)", "population"),
        ],
        rest=THOROUGH,
    ),
)
def test_a_change_of_any_table_breaks_the_chain_and_names_the_table(database: Path, statement: str, part: str) -> None:
    found = tampered(database, statement)
    assert any(f"table {part}" in item.where for item in found.differences if item.check == "chain")


@pytest.mark.longer("a ledger of its own")
def test_a_hash_or_a_revision_that_was_taken_away_or_made_up_is_told(database: Path) -> None:
    assert not tampered(database, "UPDATE chain SET sha256 = repeat('0', 64) WHERE revision = 2").sound
    with Store(database) as store:
        assert links(store)[2] == "0" * 64
    found = tampered(database, "DELETE FROM chain WHERE revision = 3")
    assert any(item.where == "revision 3" and item.found == "none" for item in found.differences)


@pytest.mark.longer("the ledger is verified")
def test_a_commit_after_a_change_does_not_hide_it(database: Path) -> None:
    tampered(database, "UPDATE population SET inhabitants = 1 WHERE year = 2021")
    with Store(database) as store:
        store.commit(submission(row(value=9.0, original_text="9")))
        assert any("table population" in item.where for item in verification.verify(store).differences)


def test_a_key_that_is_not_what_was_written_is_told(database: Path) -> None:
    found = tampered(database, "UPDATE cells SET notation_key = 'NO' WHERE original_text = 'NE'")
    assert [(item.expected, item.found) for item in found.differences if item.check == "text"] == [
        ('"NE" as written', '"NO"')
    ]


def test_a_word_that_means_nothing_is_told_with_its_row() -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(original_text="1"), row(original_text="2", label="2", source_row=3, value=2.0)))
        assert verification.verify(store).sound
        with store._cursor() as cursor:
            cursor.execute("UPDATE places SET carrier = 'peat' WHERE label = '2'")
        with store.reader() as reader:
            found = list(verification._rows(reader, 1, Counter()))
        assert [(item.where, item.found) for item in found] == [("revision 1, row 3 (XX0001 2019)", '"peat"')]


@pytest.mark.longer("several commits, and what follows from each")
@pytest.mark.parametrize(
    ("statement", "check", "place", "found"),
    first(
        3,
        [
            (
                "UPDATE places SET sector = 'totalx' WHERE place IN (SELECT place FROM cells WHERE source_row = 3)",
                "row",
                "revision 1, row 3 (IT0004 2021)",
                '"totalx"',
            ),
            (
                "UPDATE places SET carrier = 'peat' WHERE place IN (SELECT place FROM cells WHERE source_row = 3)",
                "row",
                "revision 1, row 3 (IT0004 2021)",
                '"peat"',
            ),
            (
                "UPDATE places SET gpc_ref = 'I.9.9' WHERE place IN (SELECT place FROM cells WHERE source_row = 3)",
                "row",
                "revision 1, row 3 (IT0004 2021)",
                '"I.9.9"',
            ),
            ("UPDATE targets SET method = 'guess'", "row", "table targets (XX0001, the target for 2030)", '"guess"'),
            ("UPDATE targets SET reduction_percent = NULL", "figure", "XX0001", "TypeError"),
            (
                "UPDATE slots SET method = 'guess' WHERE year = 2021",
                "row",
                "revision 1, table slots (IT0004 2021 energy)",
                '"guess"',
            ),
            (
                "UPDATE slots SET content_revision = 9 WHERE year = 2021",
                "row",
                "revision 1, table slots (IT0004 2021 energy)",
                "content of revision 9",
            ),
            ("UPDATE slots SET content_revision = -1", "row", "revision 3, table slots (XX0001 2019 emissions)", "-1"),
            ("DELETE FROM revisions WHERE revision = 2", "row", "revision 2, table slots (XX0001 2015 emissions)", "2"),
        ],
        rest=THOROUGH,
    ),
)
def test_a_word_or_number_that_stops_the_calculation_is_told_with_its_place(
    database: Path, capsys: pytest.CaptureFixture[str], statement: str, check: str, place: str, found: str
) -> None:
    told = tampered(database, statement)
    assert [item for item in told.differences if (item.check, item.where) == (check, place) and found in item.found]
    assert any(item.check == "chain" for item in told.differences)
    assert main(["verify", "--database", str(database)]) == 2
    assert place in capsys.readouterr().out


def test_a_city_that_cannot_be_computed_leaves_the_others_checked(database: Path) -> None:
    told = tampered(
        database, "UPDATE places SET sector = 'totalx' WHERE place IN (SELECT place FROM cells WHERE source_row = 3)"
    )
    stopped = [item for item in told.differences if item.check == "figure"]
    assert [item.where for item in stopped] == ["the register of the cities", "IT0004"]
    assert all("KeyError: 'totalx'" in item.found for item in stopped)
    assert told.counts["cities"] == 2
    assert told.counts["figures"] > 5


def test_a_standing_from_the_sums_of_all_rows_that_is_not_that_of_the_rows_is_told() -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=7.0, original_text="7")))
        with store.reader() as reader:
            overview.read(reader)  # the sums are kept from here on
        with store._cursor() as cursor:
            cursor.execute("UPDATE cells SET value = 8, original_text = '8'")
        told = [item for item in verification.verify(store).differences if item.check == "figure"]
    assert [(item.where, item.found) for item in told] == [(TOWN.city_id, "another")]


@pytest.mark.longer("commits beside a check of the whole ledger")
def test_what_others_commit_meanwhile_is_no_fault() -> None:
    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        done = Event()

        def commit() -> None:
            number = 0
            while not done.is_set():
                number += 1
                store.commit(submission(row(value=float(number), original_text=str(number), year=2000 + number % 9)))

        writer = Thread(target=commit)
        writer.start()
        found = [verification.verify(store).differences for _ in range(2)]
        done.set()
        writer.join()
    assert found == [(), ()]


@pytest.mark.longer("the ledger is verified")
def test_a_clock_that_goes_back_between_two_commits_is_told_and_the_order_is_that_of_the_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) - timedelta(days=1)

    with Store(":memory:") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=7.0, original_text="7")))
        with monkeypatch.context() as clock:
            clock.setattr(ledger, "datetime", Yesterday)
            store.commit(submission(row(value=8.0, original_text="8")))
        store.commit(submission(row(value=9.0, original_text="9", year=2020)))
        found = verification.verify(store)
        assert (found.sound, found.earlier) == (True, (2,))
        assert "earlier time than the one before: 2" in "".join(found.lines())
        first, second = (store.revision(number).committed_at for number in (1, 2))
        assert first - second > timedelta(hours=23), "what the clock said is kept"
        assert [item.revision for item in store.history(TOWN.city_id)] == [3, 2, 1]
        with store.reader() as reader:
            assert [line.value for line in reader.inventory_rows(TOWN.city_id)] == [8.0, 9.0]


def test_an_older_database_is_given_its_chain_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(original_text="1"), heads=9.0))
    with duckdb.connect(str(path)) as older:
        put_together(older)
        older.execute("DROP TABLE chain; DROP TABLE seals; DROP TABLE scenarios; DROP TABLE gdp; DROP TABLE targets")
        older.execute(
            """
            CREATE TABLE targets (
                revision INTEGER, city_id VARCHAR, kind VARCHAR, sector VARCHAR, base_year SMALLINT, year SMALLINT,
                reduction_percent DOUBLE, declared_base_t DOUBLE, declared_target_t DOUBLE, method VARCHAR,
                set_in SMALLINT, exclusions VARCHAR, source VARCHAR
            );
            UPDATE edition SET schema_version = 1
            """
        )
    with Store(path) as store:
        assert sorted(links(store)) == [0, 1]
        assert verification.verify(store).sound
