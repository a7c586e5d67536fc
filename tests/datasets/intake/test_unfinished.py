"""A file that was brought and not committed is kept for its owner alone, byte for byte, over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.intake import drafting, unfinished
from datasets.intake.drafting import TEMPLATE_CSV
from datasets.reference.samples import open_store
from datasets.store import DraftOwner, SavedDraft, Store

DATA = b"city;year\n\x00\xff\nTurin;2021\n"
ANN, BOB = DraftOwner("browser:ann", "IT0004"), DraftOwner("browser:bob", "IT0004")
ANN_IN_LYON = DraftOwner("browser:ann", "FR0009")
NOT_ANNS = (
    BOB,
    ANN_IN_LYON,
    DraftOwner("browser:ann", ""),
    DraftOwner("person:ann", "IT0004"),
    DraftOwner("ann", "IT0004"),
    DraftOwner("", "IT0004"),
    DraftOwner("browser:ANN", "IT0004"),
    DraftOwner("browser:an_", "IT0004"),
    DraftOwner("%", "%"),
    DraftOwner("' OR 1=1 --", "IT0004"),
)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as opened:
        yield opened


def code(store: Store, owner: DraftOwner, draft_id: str) -> str:
    with pytest.raises(Refused) as caught:
        unfinished.opened(store, owner, draft_id)
    return caught.value.problems[0].code


def test_a_draft_outlives_a_restart_with_bytes_answers_city_and_year(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with open_store(path, samples=False) as store:
        kept = unfinished.save(store, ANN, "file.csv", DATA, {"decimal": "comma", "город": "да"}, "IT0004", 2021)
    with open_store(path) as store:
        found, data = unfinished.opened(store, ANN, kept.draft_id)
        assert data == DATA
        assert found == kept
        assert (found.city, found.year, found.answers) == ("IT0004", 2021, {"decimal": "comma", "город": "да"})
        assert store.newest_revision() == 0


def test_nobody_else_and_no_other_city_lists_opens_answers_or_discards_a_draft(store: Store) -> None:
    for other in NOT_ANNS:
        kept = unfinished.save(store, ANN, "file.csv", DATA, {"decimal": "comma"})
        assert kept.draft_id not in {draft.draft_id for draft in unfinished.listed(store, other)}, other
        assert code(store, other, kept.draft_id) == "draft-unknown", other
        unfinished.discard(store, other, kept.draft_id)
        if other.keeper:
            again = unfinished.save(store, other, "theirs.csv", DATA, {"decimal": "point"})
            assert again.draft_id != kept.draft_id, other
        store.save_draft(kept._replace(owner=other, answers={"decimal": "point"}), DATA)
        found, data = unfinished.opened(store, ANN, kept.draft_id)
        assert (found.file_name, found.answers, data) == ("file.csv", {"decimal": "comma"}, DATA), other
        for owner in (ANN, other):
            for draft in unfinished.listed(store, owner):
                unfinished.discard(store, owner, draft.draft_id)
        assert unfinished.listed(store, ANN) == unfinished.listed(store, other) == ()


def test_nobody_else_and_no_other_city_commits_a_draft(store: Store) -> None:
    data = TEMPLATE_CSV.encode()
    kept = unfinished.save(store, ANN, "template.csv", data)
    ready = drafting.draft(store, data, "template.csv", kept.answers)
    for other in NOT_ANNS:
        with pytest.raises(Refused, match="belongs to somebody else"):
            drafting.commit(store, ready, "Bob", "mine", kept=kept._replace(owner=other))
    assert store.newest_revision() == 0
    assert unfinished.listed(store, ANN) == (kept,)
    drafting.commit(store, ready, "Ann", "mine", kept=kept)
    assert store.newest_revision() == 1
    assert unfinished.listed(store, ANN) == ()


def test_of_two_commits_of_one_draft_at_once_one_counts(tmp_path: Path) -> None:
    with open_store(tmp_path / "covenant.duckdb", samples=False) as store:
        data = TEMPLATE_CSV.encode()
        kept = unfinished.save(store, ANN, "template.csv", data)
        ready = drafting.draft(store, data, "template.csv", kept.answers)
        refused: list[str] = []

        def commit() -> None:
            try:
                drafting.commit(store, ready, "Ann", "mine", kept=kept)
            except Refused as refusal:
                refused.append(refusal.problems[0].code)

        windows = [Thread(target=commit) for _ in range(4)]
        for window in windows:
            window.start()
        for window in windows:
            window.join()
        assert len(refused) == 3
        assert store.newest_revision() == 1


def test_a_file_begun_before_there_was_a_city_waits_for_its_keeper_on_the_page_of_whichever_there_is(
    store: Store,
) -> None:
    kept = unfinished.save(store, DraftOwner("browser:ann", ""), "file.csv", DATA)
    assert unfinished.listed(store, ANN) == (kept,)
    assert unfinished.listed(store, ANN_IN_LYON) == (kept,)
    assert unfinished.listed(store, BOB) == ()
    again = unfinished.save(store, ANN, "file.csv", DATA, {"decimal": "comma"})
    assert (again.draft_id, again.owner) == (kept.draft_id, kept.owner)


def test_the_same_file_again_is_the_same_draft_with_the_newer_answers(store: Store) -> None:
    first = unfinished.save(store, ANN, "file.csv", DATA, {"decimal": "comma"})
    second = unfinished.save(store, ANN, "renamed.csv", DATA, {"decimal": "point"})
    assert second.draft_id == first.draft_id
    (found,) = unfinished.listed(store, ANN)
    assert (found.file_name, found.answers) == ("renamed.csv", {"decimal": "point"})
    for other in (BOB, ANN_IN_LYON):
        assert unfinished.save(store, other, "file.csv", DATA).draft_id != first.draft_id


def test_a_discarded_draft_is_gone(store: Store) -> None:
    kept = unfinished.save(store, ANN, "file.csv", DATA)
    unfinished.discard(store, ANN, kept.draft_id)
    assert unfinished.listed(store, ANN) == ()
    assert code(store, ANN, kept.draft_id) == "draft-unknown"
    unfinished.discard(store, ANN, kept.draft_id)


def test_the_newest_draft_comes_first(store: Store) -> None:
    for name in ("one.csv", "two.csv"):
        unfinished.save(store, ANN, name, name.encode())
    unfinished.save(store, ANN, "one.csv", b"one.csv")
    assert [item.file_name for item in unfinished.listed(store, ANN)] == ["one.csv", "two.csv"]


def test_too_large_a_file_too_many_and_no_keeper_are_refused(store: Store) -> None:
    with pytest.raises(Refused, match="MB"):
        unfinished.save(store, ANN, "big.csv", bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(Refused, match="no author"):
        unfinished.save(store, DraftOwner(" ", "IT0004"), "file.csv", DATA)
    for number, owner in product(range(unfinished.MOST_KEPT // 2), (ANN, ANN_IN_LYON)):
        unfinished.save(store, owner, f"{number}.csv", f"{number}{owner.city_id}".encode())
    with pytest.raises(Refused, match="Commit or delete one of them first") as caught:
        unfinished.save(store, DraftOwner("browser:ann", "BG0002"), "more.csv", DATA)
    assert "FR0009, IT0004" in str(caught.value), "it says on which pages they wait"
    unfinished.save(store, ANN, "0.csv", b"0IT0004", {"decimal": "point"})
    unfinished.save(store, BOB, "more.csv", DATA)


def test_so_many_bytes_of_one_browser_are_kept_and_no_more(store: Store) -> None:
    large = 19 * 1024**2
    most = unfinished.MOST_BYTES // large
    for number in range(most):
        unfinished.save(store, ANN._replace(city_id=f"XX{number}"), "large.csv", bytes([number]) * large)
    with pytest.raises(Refused, match=f"{(most + 1) * 19} MB. Expected at most"):
        unfinished.save(store, ANN, "large.csv", bytes([99]) * large)
    unfinished.save(store, BOB, "large.csv", bytes([99]) * large)


def test_old_drafts_are_offered_no_longer_and_make_room(store: Store) -> None:
    ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=unfinished.KEPT_DAYS, minutes=1)
    for number in range(unfinished.MOST_KEPT):
        old = SavedDraft(f"{number}", ANN, ago, "old.csv", f"{number}", 3, None, None, {})
        store.save_draft(old, b"old")
    assert unfinished.listed(store, ANN) == ()
    assert code(store, ANN, "0") == "draft-unknown"
    kept = unfinished.save(store, ANN, "file.csv", DATA)
    assert unfinished.listed(store, ANN) == (kept,)


def test_a_file_as_large_as_an_upload_may_be_is_kept_whole(store: Store) -> None:
    data = bytes(range(256)) * (20 * 4096)
    kept = unfinished.save(store, ANN, "big.csv", data)
    assert unfinished.opened(store, ANN, kept.draft_id)[1] == data


def test_a_backup_holds_neither_drafts_nor_the_key_of_their_browsers(tmp_path: Path, store: Store) -> None:
    unfinished.save(store, ANN, "file.csv", b"a very secret line " * 100)
    key = store.browser_key()
    assert store.browser_key() == key
    store.backup(tmp_path / "copy.duckdb")
    assert b"very secret" not in (tmp_path / "copy.duckdb").read_bytes()
    assert key not in (tmp_path / "copy.duckdb").read_bytes()
    with open_store(tmp_path / "copy.duckdb") as copy:
        assert unfinished.listed(copy, ANN) == ()
        assert copy.browser_key() != key
        assert copy.newest_revision() == store.newest_revision()


def test_the_key_of_the_browsers_outlives_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path / "covenant.duckdb", samples=False) as store:
        key = store.browser_key()
    with open_store(tmp_path / "covenant.duckdb") as store:
        assert store.browser_key() == key


def test_a_draft_of_an_older_edition_is_kept_for_who_signs_in_under_its_name_and_offered_to_nobody_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "covenant.duckdb"
    with open_store(path) as store:
        before = list(store.seals(range(1, store.newest_revision() + 1)))
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE draft_files")
        connection.execute("DROP TABLE browser_key")
        connection.execute("""
            CREATE TABLE drafts (
                draft_id VARCHAR NOT NULL, author VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL,
                file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL, file_bytes INTEGER NOT NULL, city VARCHAR,
                year SMALLINT, answers VARCHAR NOT NULL, file BLOB NOT NULL
            )
        """)
        now = datetime.now(UTC).replace(tzinfo=None)
        for author in ("root", "ann@example.org"):
            row = [
                author,
                author,
                now,
                "file.csv",
                unfinished.hashlib.sha256(DATA).hexdigest(),
                len(DATA),
                "IT0004",
                2021,
            ]
            connection.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', ?)", [*row, DATA])
        connection.execute("UPDATE edition SET schema_version = 4")
    with open_store(path) as store:
        assert list(store.seals(range(1, store.newest_revision() + 1))) == before
        assert unfinished.listed(store, ANN) == unfinished.listed(store, DraftOwner("root", "IT0004")) == ()
        owner = DraftOwner("account:7", "IT0004", earlier="person:ann@example.org")
        (kept,) = unfinished.listed(store, owner)
        assert unfinished.opened(store, owner, kept.draft_id)[1] == DATA
        assert unfinished.save(store, owner, "again.csv", DATA).draft_id == kept.draft_id
        unfinished.discard(store, owner, kept.draft_id)
        assert unfinished.listed(store, owner) == ()
        unfinished.save(store, ANN, "new.csv", DATA)
