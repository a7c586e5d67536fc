"""A ledger on a server that several databases follow: all of them show what any of them committed, and nothing else."""

from __future__ import annotations

import json
import resource
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.city.trace import verification
from datasets.reference.samples import open_store
from datasets.store import Store, compacting, database, location
from tests import postgres
from tests.datasets.builders import TOWN, links, row, submission
from tests.datasets.store.test_live_file import Mishap, copied_and_moved_over, deleted, moved
from tests.samples import sample_database
from tests.serving import free_port, serving

NewDatabase = Callable[[], str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with two revisions of a town."""
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=1.0), heads=10.0))
        store.commit(submission(row(value=-0.0, label="Straße\x00", original_text="=1"), row("transport", 0.1)))
    return path


@pytest.fixture
def ledger(new_database: NewDatabase, path: Path) -> str:
    """The address of a ledger that took over that database, which follows it."""
    address = new_database()
    with Store(path) as store:
        store.found_ledger(address)
    return address


def refused(act: Callable[[], object], code: str) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    (problem,) = refusal.value.problems
    assert problem.code == code
    return problem.sentence()


def told(store: Store, revision: int, seconds: float = 30) -> None:
    """Wait until a follower that listens has a revision."""
    until = time.monotonic() + seconds
    while store.newest_revision() < revision:
        assert time.monotonic() < until
        time.sleep(0.01)


def wrong_with(store: Store) -> list[str]:
    return [difference.sentence() for difference in verification.verify(store).differences]


# What followers hold


def test_a_new_follower_holds_every_revision_with_its_seal(path: Path, ledger: str, tmp_path: Path) -> None:
    with Store(path, followed=ledger) as first, Store(tmp_path / "second.duckdb", followed=ledger) as second:
        assert links(second) == links(first)
        assert second.rows_of(2).equals(first.rows_of(2)), "to the last bit: a negative zero, and a NUL in a text"
        assert second.history(TOWN.city_id) == first.history(TOWN.city_id)
        assert second.cities() == first.cities()
        assert not wrong_with(second)


@pytest.mark.longer("a follower is compacted and opened again")
def test_a_follower_that_was_compacted_goes_on_following_and_committing(
    path: Path, ledger: str, tmp_path: Path
) -> None:
    second = tmp_path / "second.duckdb"
    Store(second, followed=ledger).close()
    compacting.compact(second)
    with Store(path, followed=ledger) as first, Store(second, followed=ledger) as compacted:
        made = compacted.commit(submission(row(year=2031)))
        first.commit(submission(row(year=2032)))
        compacted.commit(submission(row(year=2033)))
        assert first.newest_revision() == made.revision + 1
        assert not wrong_with(compacted)
    with Store(path, followed=ledger) as first, Store(second, followed=ledger) as compacted:
        assert links(first) == links(compacted)
        assert first.rows_of(made.revision).equals(compacted.rows_of(made.revision))
        assert not wrong_with(first)


@pytest.mark.longer("all the sample cities go to a server")
def test_the_samples_arrive_whole(new_database: NewDatabase, tmp_path: Path) -> None:
    path, address = sample_database(tmp_path / "covenant.duckdb"), new_database()
    with Store(path) as store:
        head = store.found_ledger(address)
        with Store(tmp_path / "second.duckdb", followed=address) as second:
            assert second.head() == store.head() == head
            assert second.register() == store.register()
            backup = tmp_path / "backup.duckdb"
            second.backup(backup)
    with Store(backup) as copy:
        assert copy.head() == head, "the backup of a follower is a database of its own"


def test_own_commits_are_seen_at_once_and_those_of_others_soon(path: Path, ledger: str, tmp_path: Path) -> None:
    other = TOWN.__class__(**{**vars(TOWN), "city_id": "XX0002", "name": "Other"})
    with Store(path, followed=ledger) as first, Store(tmp_path / "second.duckdb", followed=ledger) as second:
        assert second.followed is not None
        second.followed.listen()
        made = first.commit(submission(row(city_id="XX0002"), new_cities=[other]))
        assert first.newest_revision() == made.revision == 3
        told(second, 3)
        assert second.register().by_id["XX0002"] == other
        assert second.head() == first.head()
        lag = second.followed.lag()
        assert (lag.revisions, lag.fault) == (0, None)
        assert second.undo(3, "another", "a slip").revision == 4
        assert first.newest_revision() == 3, "it does not listen"
        assert first.commit(submission(row(value=7.0))).revision == 5
        assert [found.revision for found in first.history("XX0002")] == [4, 3]
        assert not wrong_with(first)


@pytest.mark.longer("two dashboards follow one ledger")
def test_a_check_sees_what_others_committed_before(path: Path, ledger: str, tmp_path: Path) -> None:
    """A commit that would replace what somebody else has committed meanwhile is called off, and nothing is added."""

    class Changed(Exception):
        pass

    with Store(path, followed=ledger) as first, Store(tmp_path / "second.duckdb", followed=ledger) as second:
        known = second.newest_revision()
        first.commit(submission(row(value=3.0)))

        def unchanged(reader: object) -> None:
            if reader.newest_revision() != known:  # type: ignore[attr-defined]
                raise Changed

        with pytest.raises(Changed):
            second.commit(submission(row(value=4.0)), unchanged)
        assert second.newest_revision() == 3, "what the other committed is here"
        assert links(second) == links(first)


@pytest.mark.longer("a ledger of its own")
def test_a_rehearsal_and_a_draft_add_nothing_to_the_ledger(path: Path, ledger: str) -> None:
    with Store(path, followed=ledger) as store:
        with store.rehearsal(submission(row(value=9.0))) as reader:
            assert reader.newest_revision() == 3
        store.browser_key()
        assert store.newest_revision() == 2
    with Store(":memory:", followed=ledger) as second:
        assert second.newest_revision() == 2


@pytest.mark.longer("several commits, taken over by another dashboard")
def test_many_revisions_are_taken_over_in_windows(
    path: Path, ledger: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from datasets.store import whole_revisions
    from datasets.store.postgres import shared_ledger

    monkeypatch.setattr(shared_ledger, "WINDOW_REVISIONS", 3)
    monkeypatch.setattr(shared_ledger, "WINDOW_ROWS", 20)
    monkeypatch.setattr(whole_revisions, "ROWS_OF_A_PIECE", 5)
    rows = [row(value=float(number), label=f"place {number}", source_row=number + 2) for number in range(17)]
    with Store(path, followed=ledger) as first:
        for held in (1, 17, 2, 1, 1):
            first.commit(submission(*rows[:held]))
        with Store(tmp_path / "second.duckdb", followed=ledger) as second:
            assert links(second) == links(first)
            assert second.rows_of(4).equals(first.rows_of(4))


# Others at once


@pytest.mark.longer("several programs are started, which commit at once")
def test_processes_that_commit_at_once_lose_and_double_nothing(
    path: Path, ledger: str, tmp_path: Path, root: Path
) -> None:
    from tests.datasets import many_writers

    found = many_writers.run(ledger, tmp_path, root, writers=3, commits=6)
    assert found["wrong"] == []
    assert found["committed"] == 18


@pytest.mark.thorough("four hundred commits of four programs: minutes")
def test_four_processes_with_a_hundred_commits_each_lose_and_double_nothing(
    path: Path, ledger: str, tmp_path: Path, root: Path
) -> None:
    from tests.datasets import many_writers

    found = many_writers.run(ledger, tmp_path, root, writers=4, commits=100)
    assert (found["wrong"], found["committed"]) == ([], 400)


# What is refused, and nothing written


@pytest.mark.longer("a ledger of its own")
def test_a_follower_takes_no_commits_without_its_ledger(path: Path, ledger: str) -> None:
    assert "COVENANT_LEDGER" in refused(lambda: Store(path), "database-follows")


@pytest.mark.longer("a ledger on a server is followed anew")
def test_a_database_with_commits_of_its_own_follows_no_ledger(ledger: str, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with Store(other) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=5.0)))
        before = links(store)
    refused(lambda: Store(other, followed=ledger), "ledger-apart")
    with Store(other) as store:
        assert links(store) == before


@pytest.mark.longer("two ledgers on a server")
def test_a_follower_of_another_ledger_is_refused(path: Path, ledger: str, new_database: NewDatabase) -> None:
    copy, second = path.with_name("copy.duckdb"), new_database()
    with Store(path, followed=ledger) as store:
        store.backup(copy)
    with Store(copy) as store:
        store.found_ledger(second)
    assert "another ledger" in refused(lambda: Store(path, followed=second), "ledger-other")


def test_a_database_without_a_ledger_is_none(new_database: NewDatabase, tmp_path: Path) -> None:
    address = new_database()
    path = tmp_path / "covenant.duckdb"
    assert "move --to" in refused(lambda: Store(path, followed=address), "ledger-missing")
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'covenant'").fetchone() is None
        connection.execute("CREATE SCHEMA covenant")
        connection.execute("CREATE TABLE covenant.ledger (something int)")
    refused(lambda: Store(path, followed=address), "ledger-missing")


@pytest.mark.longer("a ledger on a server is opened in several editions")
def test_a_ledger_of_another_edition_is_refused_or_shown_as_far_as_it_is_known(
    path: Path, ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path, followed=ledger) as store:
        monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
        store.commit(submission(row(value=3.0)))
        monkeypatch.undo()
    later = tmp_path / "later.duckdb"
    refused(lambda: Store(later, followed=ledger), "ledger-newer")
    with psycopg.connect(ledger) as connection:
        connection.execute("ALTER TABLE covenant.ledger DISABLE TRIGGER kept")
        connection.execute("UPDATE covenant.ledger SET format = 2")
    refused(lambda: Store(later, followed=ledger), "ledger-version")


@pytest.mark.parametrize("address", ["http://somewhere", "postgresql://[", "covenant.duckdb"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    refused(lambda: Store(":memory:", followed=address), "ledger-address")


@pytest.mark.longer("the ledger is verified")
def test_a_ledger_that_was_changed_is_noticed_by_a_new_follower_and_by_verify(
    path: Path, ledger: str, tmp_path: Path
) -> None:
    with psycopg.connect(ledger) as connection:
        connection.execute("ALTER TABLE covenant.contents DISABLE TRIGGER kept")
        connection.execute(
            "UPDATE covenant.contents SET columns = replace(columns::text, '0.1', '0.2')::json WHERE revision = 2"
        )
    assert "revision 2" in refused(lambda: Store(tmp_path / "new.duckdb", followed=ledger), "ledger-damaged")
    with Store(path, followed=ledger) as store:
        (wrong,) = wrong_with(store)
    assert "revision 2" in wrong


@pytest.mark.longer("several commits, and what follows from each")
def test_a_ledger_that_lost_commits_takes_no_more(path: Path, ledger: str) -> None:
    with Store(path, followed=ledger) as store:
        store.commit(submission(row(value=3.0)))
        with psycopg.connect(ledger) as connection:
            for name in ("contents", "revisions"):
                connection.execute(sql.SQL("ALTER TABLE covenant.{} DISABLE TRIGGER kept").format(sql.Identifier(name)))
                connection.execute(sql.SQL("DELETE FROM covenant.{} WHERE revision = 3").format(sql.Identifier(name)))
        refused(lambda: store.commit(submission(row(value=4.0))), "ledger-apart")
        assert store.newest_revision() == 3
        (wrong,) = wrong_with(store)
        assert "does not hold revision 3" in wrong, "what is left of it fits its seals"
    with Store(path, followed=ledger) as store:
        assert [fault.code for fault in store.faults] == ["ledger-apart"], "it is read as it is, and says so"


# Rights


CHANGES = (
    "UPDATE covenant.contents SET rows = 0",
    "DELETE FROM covenant.contents",
    "TRUNCATE covenant.contents",
    "UPDATE covenant.revisions SET edition = 1",
    "DELETE FROM covenant.revisions WHERE revision = 2",
    "UPDATE covenant.ledger SET format = 9",
)


POWERS = (
    "DROP TABLE covenant.contents",
    "CREATE TABLE covenant.more (x int)",
    "ALTER TABLE covenant.contents DISABLE TRIGGER kept",
    "CREATE OR REPLACE FUNCTION covenant.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "INSERT INTO covenant.ledger (format) VALUES (1)",
    "SET session_replication_role = replica",
    "CREATE ROLE another LOGIN",
)


@pytest.mark.longer("a ledger of its own")
def test_the_program_reads_and_adds_and_cannot_change_or_delete(
    path: Path, ledger: str, ledger_server: postgres.Server
) -> None:
    address = ledger_server.rights(ledger)
    with Store(path, followed=address) as store:
        assert store.commit(submission(row(value=3.0))).revision == 3
        assert wrong_with(store) == []
    with psycopg.connect(address, autocommit=True) as connection:
        for change in (*CHANGES, *POWERS):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change)  # type: ignore[call-overload]


def test_the_role_of_the_program_is_made_where_there_is_none_and_gets_another_password_when_given_again(
    ledger: str, ledger_server: postgres.Server
) -> None:
    def kept() -> tuple[object, ...] | None:
        statement = "SELECT rolpassword, rolcanlogin, rolsuper, rolcreaterole FROM pg_authid WHERE rolname = %s"
        with psycopg.connect(ledger) as connection:
            return connection.execute(statement, (postgres.PROGRAM,)).fetchone()

    ledger_server.rights(ledger, """it's "a\\b" :x""")
    first = kept()
    assert first is not None
    assert first[1:] == (True, False, False)
    ledger_server.rights(ledger)
    assert kept() == first, "it keeps its password where none is given"
    ledger_server.rights(ledger, "another")
    assert kept() not in (first, None)


def test_the_owner_does_not_change_it_by_oversight_either(ledger: str) -> None:
    with psycopg.connect(ledger, autocommit=True) as connection:
        for change in CHANGES:
            with pytest.raises(psycopg.errors.RaiseException, match="only ever added to"):
                connection.execute(change)  # type: ignore[call-overload]
        for unfit in (
            "INSERT INTO covenant.revisions (revision, edition, before, sha256) VALUES (3, 9, '{0}', '{1}')",
            "INSERT INTO covenant.revisions (revision, edition, before, sha256) VALUES (2, 9, '{0}', '{1}')",
            "INSERT INTO covenant.revisions (revision, edition, before, sha256) VALUES (9, 9, '{0}', '{1}')",
        ):
            with pytest.raises(psycopg.errors.IntegrityError):
                connection.execute(unfit.format("0" * 64, "1" * 64))  # type: ignore[call-overload]


def test_a_role_without_rights_is_told_what_to_do(ledger: str) -> None:
    with psycopg.connect(ledger, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN")
    address = ledger.replace("postgres@", "stranger@")
    assert "rights.sql" in refused(lambda: Store(":memory:", followed=address), "ledger-rights")


def test_the_history_can_be_read_on_the_server(ledger: str) -> None:
    with psycopg.connect(ledger) as connection:
        found = connection.execute("SELECT revision, author, layout FROM covenant.history ORDER BY 1").fetchall()
    assert found == [(1, "an analyst", "long"), (2, "an analyst", "long")]


# A file that is moved, replaced or deleted while it follows


@pytest.mark.parametrize("mishap", [moved, copied_and_moved_over, deleted])
def test_a_follower_whose_file_is_gone_adds_nothing_and_the_others_and_its_next_start_miss_nothing(
    path: Path, ledger: str, tmp_path: Path, mishap: Mishap
) -> None:
    with Store(path.with_name("older.duckdb")) as older:
        older.seed([TOWN], [], [], [])
    with Store(path, followed=ledger) as first, Store(tmp_path / "second.duckdb", followed=ledger) as second:
        mishap(path)
        refused(lambda: first.commit(submission(row(value=3.0))), "database-gone")
        refused(lambda: first.undo(1, "Ada", "a mistake"), "database-gone")
        assert [problem.code for problem in first.faults] == ["database-gone"]
        assert second.commit(submission(row(value=4.0))).revision == 3
        first.backup(tmp_path / "saved.duckdb")
    with Store(tmp_path / "saved.duckdb", followed=ledger) as again:
        assert (again.newest_revision(), wrong_with(again)) == (3, [])


def test_what_the_ledger_has_is_acknowledged_though_the_file_goes_in_the_middle_of_the_commit(
    path: Path, ledger: str, tmp_path: Path
) -> None:
    with Store(path, followed=ledger) as store:
        assert store.commit(submission(row(value=3.0)), lambda reader: deleted(path)).revision == 3
        refused(lambda: store.commit(submission(row(value=3.0))), "database-gone")
    with Store(tmp_path / "again.duckdb", followed=ledger) as again:
        assert again.newest_revision() == 3


@pytest.mark.longer("a dashboard that follows a ledger is started twice")
def test_page_rest_and_command_write_nothing_where_the_file_of_a_running_dashboard_was_moved(
    path: Path, ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(location.LEDGER, ledger)
    named, port = ["--database", str(path)], free_port()
    command = ["-m", "dashboard", "--no-browser", "--port", str(port), *named]
    with serving(command, port, tmp_path / "log") as served:

        def answered(name: str, body: bytes | None = None) -> tuple[int, str]:
            headers = {"Authorization": f"Bearer {token}"} if name.startswith("api") else {}
            asked = urllib.request.Request(f"{served.url}/{name}", body, headers)
            try:
                with urllib.request.urlopen(asked, timeout=60) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        assert main(["token", "ada@example.org", "--days", "1", "--reason", "asked", *named]) == 0
        token = capsys.readouterr().out.split()[-1]
        before = newest_in(ledger)
        assert answered("healthz")[0] == 200
        moved(path)
        status, said = answered("healthz")
        assert (status, "database-gone" in said) == (503, True)
        status, said = answered(f"api/v1/revisions/{before - 1}/undo?reason=a%20mistake", b"")
        assert (status >= 400, "Make a backup now" in said) == (True, True), said
        assert main(["role", "ada@example.org", "viewer", "--reason", "asked", *named]) == 2
        assert "Make a backup now" in capsys.readouterr().err
        assert newest_in(ledger) == before
        assert main(["backup", str(tmp_path / "saved.duckdb"), *named]) == 0
    assert main(["restore", str(tmp_path / "saved.duckdb"), *named]) == 0
    with serving(command, port, tmp_path / "log") as served:
        assert answered("healthz")[0] == 200
    with Store(path, followed=ledger) as again:
        assert (again.newest_revision(), wrong_with(again)) == (before, [])


def newest_in(ledger: str) -> int:
    """The newest revision that a ledger holds."""
    with psycopg.connect(ledger) as connection:
        found = connection.execute("SELECT max(revision) FROM covenant.history").fetchone()
    assert found is not None
    return int(found[0])


# Out of reach


@pytest.mark.longer("a server is stopped and started")
def test_with_the_server_gone_all_is_read_and_commits_are_refused_until_it_is_back(
    path: Path, ledger: str, ledger_server: postgres.Server, tmp_path: Path
) -> None:
    with Store(path, followed=ledger) as store, Store(tmp_path / "second.duckdb", followed=ledger) as listening:
        assert listening.followed is not None
        listening.followed.listen()
        ledger_server.stop(signal.SIGQUIT)
        try:
            problem = refused(lambda: store.commit(submission(row(value=3.0))), "ledger-unreachable")
            assert "drafts are kept" in problem
            assert store.newest_revision() == 2
            assert store.rows_in_force(store.history(TOWN.city_id)[0].slots[0])
            until = time.monotonic() + 30
            while not listening.faults:
                assert time.monotonic() < until
                time.sleep(0.01)
            refused(lambda: Store(":memory:", followed=ledger), "ledger-unreachable")
        finally:
            ledger_server.start()
        made = store.commit(submission(row(value=3.0)))
        assert made.revision == 3
        told(listening, 3)
        assert listening.faults == []


@contextmanager
def read_only(ledger: str) -> Iterator[None]:
    """The database of a ledger takes nothing, as a standby does, and whoever was there has to come again."""

    def turned(how: LiteralString) -> None:
        with psycopg.connect(ledger, autocommit=True, options="-c default_transaction_read_only=off") as connection:
            name = sql.Identifier(connection.info.dbname)
            connection.execute(sql.SQL("ALTER DATABASE {} " + how).format(name))
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid()"
            )

    turned("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        turned("RESET default_transaction_read_only")


def test_with_a_server_that_can_only_be_read_pages_say_so_before_somebody_commits_and_nothing_is_written(
    path: Path, ledger: str
) -> None:
    with Store(path, followed=ledger) as store:
        assert store.followed is not None
        store.followed.listen()
        with read_only(ledger):
            until = time.monotonic() + 30
            while [fault.code for fault in store.faults] != ["ledger-refuses"]:
                assert time.monotonic() < until
                time.sleep(0.01)
            problem = refused(lambda: store.commit(submission(row(value=3.0))), "ledger-refuses")
            assert "read-only transaction" in problem
            assert "out of reach" not in problem
            assert store.newest_revision() == 2
            assert store.rows_in_force(store.history(TOWN.city_id)[0].slots[0])
        made = store.commit(submission(row(value=3.0)))
        assert made.revision == 3
        until = time.monotonic() + 30
        while store.faults:
            assert time.monotonic() < until
            time.sleep(0.01)
        assert not wrong_with(store)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file grows beyond a few bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.longer("two dashboards follow one ledger beside a full disk")
def test_a_follower_on_a_full_disk_says_so_and_goes_on_once_there_is_room(
    path: Path, ledger: str, tmp_path: Path
) -> None:
    with Store(path, followed=ledger) as first, Store(tmp_path / "second.duckdb", followed=ledger) as second:
        assert second.followed is not None
        first.commit(submission(row(value=3.0)))
        with full_disk():
            refused(second.followed.catch_up, "disk-full")
            refused(lambda: second.commit(submission(row(value=4.0))), "disk-full")
            assert second.newest_revision() == 2
        assert second.commit(submission(row(value=4.0))).revision == 4
        with full_disk():
            told_of = refused(lambda: second.commit(submission(row(value=5.0))), "ledger-ahead")
            assert "as revision 5" in told_of, "what the ledger has kept is not called refused"
        assert second.commit(submission(row(value=6.0))).revision == 6
        assert first.commit(submission(row(value=7.0))).revision == 7
        assert links(second) == {number: link for number, link in links(first).items() if number < 7}
        assert not wrong_with(second)


@pytest.mark.longer("the connection to a server is cut in a commit")
def test_a_connection_that_is_lost_in_a_commit_leaves_nothing_of_it(path: Path, ledger: str) -> None:
    def cut(reader: object) -> None:
        with psycopg.connect(ledger, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    with Store(path, followed=ledger) as store:
        refused(lambda: store.commit(submission(row(value=3.0)), cut), "ledger-unreachable")
        assert store.newest_revision() == 2
        assert store.commit(submission(row(value=4.0))).revision == 3, "the next one is made on a new connection"
        assert store.faults == []


@pytest.mark.longer("a ledger on a server is followed anew")
def test_a_follower_opens_without_its_server_and_says_so(
    path: Path, ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(path, followed=ledger).close()
    gone = ledger.replace("host=", "host=/nowhere")
    with Store(path, followed=gone) as store:
        assert [fault.code for fault in store.faults] == ["ledger-unreachable"]
        assert store.newest_revision() == 2
        refused(lambda: store.commit(submission(row())), "ledger-unreachable")
    monkeypatch.setenv(location.LEDGER, gone)
    assert main(["history", TOWN.city_id, "--database", str(path)]) == 0
    assert "out of reach" in capsys.readouterr().err


# Moving


@pytest.mark.longer("a ledger is moved twice")
def test_a_ledger_moves_to_a_server_and_back_with_the_same_seals(
    path: Path,
    new_database: NewDatabase,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Store(path) as store:
        before = links(store)
    address = new_database()
    assert main(["move", "--to", address, "--json", "--database", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["head"], answer["revision"]) == (before[2], 2)
    assert "postgres@" not in answer["to"], "who signs in is nobody's business"
    assert main(["move", "--to", address, "--database", str(path)]) == 2, "it follows one now"
    monkeypatch.setenv(location.LEDGER, address)
    capsys.readouterr()
    assert main(["move", "--to", str(tmp_path / "back.duckdb"), "--database", str(path)]) == 0
    assert "let no dashboard follow it any more" in capsys.readouterr().out
    monkeypatch.delenv(location.LEDGER)
    with Store(tmp_path / "back.duckdb") as store:
        assert links(store) == before
        assert store.commit(submission(row(value=3.0))).revision == 3, "it holds its ledger itself again"


@pytest.mark.longer("a ledger of its own")
def test_a_second_ledger_is_not_made_over_the_first(ledger: str, tmp_path: Path) -> None:
    with Store(tmp_path / "other.duckdb") as store:
        store.seed([TOWN], [], [], [])
        refused(lambda: store.found_ledger(ledger), "ledger-exists")


@pytest.mark.longer("a ledger on a server is followed anew")
def test_the_environment_names_the_ledger_of_a_new_database(
    ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(location.LEDGER, ledger)
    with open_store(tmp_path / "new.duckdb") as store:
        assert [city.city_id for city in store.cities()] == [TOWN.city_id], "no samples beside it"
        assert store.commit(submission(row(value=3.0))).revision == 3
    with open_store(tmp_path / "new.duckdb") as store:
        assert store.newest_revision() == 3
