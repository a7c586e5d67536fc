"""A file that was brought and not committed is kept for its author alone, byte for byte, over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.problems import Refused
from datasets import drafts
from datasets.samples import open_store
from datasets.store import Store

DATA = b"city;year\n\x00\xff\nTurin;2021\n"


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as opened:
        yield opened


def code(store: Store, author: str, draft_id: str) -> str:
    with pytest.raises(Refused) as caught:
        drafts.opened(store, author, draft_id)
    return caught.value.problems[0].code


def test_a_draft_outlives_a_restart_with_bytes_answers_city_and_year(tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with open_store(path, samples=False) as store:
        kept = drafts.save(store, "ann", "file.csv", DATA, {"decimal": "comma", "город": "да"}, "IT0004", 2021)
    with open_store(path) as store:
        found, data = drafts.opened(store, "ann", kept.draft_id)
        assert data == DATA
        assert found == kept
        assert (found.city, found.year, found.answers) == ("IT0004", 2021, {"decimal": "comma", "город": "да"})
        assert store.newest_revision() == 0


def test_nobody_sees_opens_or_discards_the_draft_of_another(store: Store) -> None:
    kept = drafts.save(store, "ann", "file.csv", DATA)
    assert drafts.listed(store, "bob") == ()
    assert code(store, "bob", kept.draft_id) == "draft-unknown"
    drafts.discard(store, "bob", kept.draft_id)
    assert drafts.opened(store, "ann", kept.draft_id)[1] == DATA


def test_the_same_file_again_is_the_same_draft_with_the_newer_answers(store: Store) -> None:
    first = drafts.save(store, "ann", "file.csv", DATA, {"decimal": "comma"})
    second = drafts.save(store, "ann", "renamed.csv", DATA, {"decimal": "point"})
    assert second.draft_id == first.draft_id
    (found,) = drafts.listed(store, "ann")
    assert (found.file_name, found.answers) == ("renamed.csv", {"decimal": "point"})
    assert drafts.save(store, "bob", "file.csv", DATA).draft_id != first.draft_id


def test_a_discarded_draft_is_gone(store: Store) -> None:
    kept = drafts.save(store, "ann", "file.csv", DATA)
    drafts.discard(store, "ann", kept.draft_id)
    assert drafts.listed(store, "ann") == ()
    assert code(store, "ann", kept.draft_id) == "draft-unknown"
    drafts.discard(store, "ann", kept.draft_id)


def test_the_newest_draft_comes_first(store: Store) -> None:
    for name in ("one.csv", "two.csv"):
        drafts.save(store, "ann", name, name.encode())
    drafts.save(store, "ann", "one.csv", b"one.csv")
    assert [item.file_name for item in drafts.listed(store, "ann")] == ["one.csv", "two.csv"]


def test_too_large_a_file_too_many_and_no_author_are_refused(store: Store) -> None:
    with pytest.raises(Refused, match="MB"):
        drafts.save(store, "ann", "big.csv", bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(Refused, match="no author"):
        drafts.save(store, " ", "file.csv", DATA)
    for number in range(drafts.MOST_KEPT):
        drafts.save(store, "ann", f"{number}.csv", str(number).encode())
    with pytest.raises(Refused, match="Commit or discard"):
        drafts.save(store, "ann", "more.csv", DATA)
    drafts.save(store, "ann", "0.csv", b"0", {"decimal": "point"})


def test_a_file_as_large_as_an_upload_may_be_is_kept_whole(store: Store) -> None:
    data = bytes(range(256)) * (20 * 4096)
    kept = drafts.save(store, "ann", "big.csv", data)
    assert drafts.opened(store, "ann", kept.draft_id)[1] == data


def test_a_backup_holds_the_drafts_too(tmp_path: Path, store: Store) -> None:
    kept = drafts.save(store, "ann", "file.csv", DATA)
    store.backup(tmp_path / "copy.duckdb")
    with open_store(tmp_path / "copy.duckdb") as copy:
        assert drafts.opened(copy, "ann", kept.draft_id)[1] == DATA
