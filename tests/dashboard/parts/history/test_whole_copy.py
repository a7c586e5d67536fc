"""A backup taken from the page is the whole database, and is put back by the command that the page names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import session
from dashboard.parts.history import whole_copy
from datasets.__main__ import main
from datasets.store import Store, location


def test_a_backup_from_the_page_is_put_back_by_the_command_that_it_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "covenant.duckdb"))
    newest = session.store().newest_revision()
    (tmp_path / "kept.duckdb").write_bytes(whole_copy.content())
    assert session.store().newest_revision() == newest, "the store stays open"
    session.close()
    assert main(["restore", str(tmp_path / "kept.duckdb"), "--replace", "--database", str(location.database())]) == 0
    with Store(location.database()) as store:
        assert (store.newest_revision(), len(store.cities())) == (newest, 12)
