"""Forgetting: whose a pseudonym is can be erased, of a ledger in which nothing is changed by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import psycopg
import pytest

from analytics.text.problems import Refused
from datasets import Cities, access
from datasets.__main__ import main
from datasets.city.trace import verification
from datasets.store import Store, forgetting, location
from datasets.store.kinds import city_roles, partner_notes
from datasets.store.sources import entered, source_of
from tests import postgres
from tests.datasets.builders import TOWN, links, row, submission

ADA = "Ada@example.org"


def committed(store: Store) -> None:
    """Two figures of hers, a role that she got and lost, and a note."""
    store.seed([TOWN], [], [], [])
    store.commit(submission(row(value=1.0), author=ADA))
    people = Cities(store).people
    people.give("lead@example.org", access.PROGRAMME_OFFICE, None, "root", "the first one")
    people.give(ADA.lower(), access.ANALYST, TOWN.city_id, "lead@example.org", "she enters figures")
    note = partner_notes.PartnerNote(TOWN.city_id, "XX0002", "n1", TOWN.city_id, ADA, "2026-12-02", "", "", "a note")
    store.commit(submission(rows=None, row_count=0, author=ADA, layout="note", brings={"notes": (note,)}))
    people.give(ADA.lower(), city_roles.NO_ROLE, TOWN.city_id, "lead@example.org", "she left")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        committed(store)
    return path


def told(store: Store) -> tuple[set[str], set[str], set[str]]:
    """Everybody whom history, roles and notes name."""
    authors = {store.revision(number).author for number in range(1, store.newest_revision() + 1)}
    roles = {one.person for one in Cities(store).people.roles(None)}
    notes = {one.author for one in store.register().of(partner_notes.KIND).get(TOWN.city_id, ())}
    return authors, roles, notes


def test_names_are_told_as_ever_and_stand_in_no_revision(path: Path) -> None:
    with Store(path) as store:
        assert told(store) == ({ADA, "lead@example.org", "root"}, {"lead@example.org"}, {ADA})
    with duckdb.connect(str(path), read_only=True) as opened:
        names = [name for (name,) in opened.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        holding = {name for name in names if "@example.org" in str(opened.execute(f"FROM {name}").fetchall())}
    assert holding == {"people"}


def test_what_is_forgotten_is_in_no_byte_of_the_file_and_every_hash_is_as_it_was(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        before, said = links(store), told(store)
    found = forgetting.forget(path, "ADA@example.org")
    assert (len(found.pseudonyms), found.left, found.head.sha256) == (2, (), before[max(before)])
    held = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.is_file())
    assert b"ada@example" not in held.lower()
    with Store(path) as store:
        assert links(store) == before
        assert verification.verify(store).sound
        authors, roles, notes = told(store)
        assert roles == said[1]
        assert authors | notes <= {"lead@example.org", "root", *found.pseudonyms}
        assert all(name.startswith("person-") for name in notes)
        store.commit(submission(row(value=2.0), author=ADA))
        assert store.revision(store.newest_revision()).author == ADA, "who comes back is somebody new"
        assert not notes & {name for (name,) in store._connection.execute("SELECT pseudonym FROM people").fetchall()}


def test_a_backup_tells_the_names_and_a_bundle_does_not(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.backup(tmp_path / "copy.duckdb")
    with Store(tmp_path / "copy.duckdb") as copy:
        assert ADA in told(copy)[0]


def refused(act: Callable[[], object], code: str) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    (problem,) = refusal.value.problems
    assert problem.code == code
    return problem.sentence()


def test_who_has_a_role_who_is_unknown_and_what_older_revisions_hold_is_refused(path: Path) -> None:
    assert "programme-office" in refused(lambda: forgetting.forget(path, "lead@example.org"), "person-has-access")
    refused(lambda: forgetting.forget(path, "nobody@example.org"), "address-unknown")
    with duckdb.connect(str(path)) as opened:
        opened.execute("UPDATE revisions SET author = 'old@example.org' WHERE revision = 1")
    assert "revision 1 " in refused(lambda: forgetting.forget(path, "old@example.org"), "address-sealed")
    with Store(path):
        refused(lambda: forgetting.forget(path, ADA), "database-in-use")


def test_a_source_names_nobody_by_an_address() -> None:
    assert source_of(str(entered(ADA))) == "Entered by hand"
    assert source_of(str(entered("Ada Lovelace"))) == "Entered by Ada Lovelace"


def test_the_command_says_what_it_erased_and_what_it_cannot(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", ADA, "--database", str(path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["pseudonyms"]) == 2
    assert main(["forget", ADA, "--database", str(path)]) == 2
    assert ADA in capsys.readouterr().err


@pytest.mark.longer("a server of PostgreSQL")
def test_on_a_server_the_owner_erases_it_and_every_dashboard_forgets(
    ledger_server: postgres.Server,
    new_database: Callable[[], str],
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner = new_database()
    with Store(path) as store:
        store.found_ledger(owner)
    program = ledger_server.rights(owner)
    second = tmp_path / "second.duckdb"
    with Store(second, followed=program) as follower:
        assert ADA in told(follower)[0]
        follower.commit(submission(row(value=3.0), author="new@example.org"))
        before = links(follower)
    with psycopg.connect(owner) as asked:
        contents = asked.execute("SELECT columns::text FROM covenant.contents").fetchall()
        assert "@example.org" not in str(contents)
        assert asked.execute("SELECT count(*) FROM covenant.people").fetchone() == (4,)
    refused(lambda: forgetting.forget(path, ADA), "ledger-not-named")
    monkeypatch.setenv(location.LEDGER, program)
    refused(lambda: forgetting.forget(path, ADA), "ledger-rights")
    with Store(second, followed=program) as listening:
        assert listening.followed is not None
        monkeypatch.setenv(location.LEDGER, owner)
        assert len(forgetting.forget(path, ADA).pseudonyms) == 2
        listening.followed.catch_up()
        authors, _, _ = told(listening)
        assert ADA not in authors
        assert "new@example.org" in authors
        assert links(listening) == before
        assert verification.verify(listening).sound
