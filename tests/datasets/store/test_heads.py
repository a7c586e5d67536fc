"""The list of commits beside a database: what was acknowledged and is missing is noticed, and nothing else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets.__main__ import main
from datasets.city.trace import verification
from datasets.reference.samples import open_store
from datasets.store import Store, backup, chain, heads
from tests.datasets.builders import TOWN, row, submission
from tests.effort import first
from tests.samples import sample_revisions


def commit(store: Store, times: int = 1) -> None:
    for _ in range(times):
        store.commit(submission(row(value=float(store.newest_revision() + 1))))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with three revisions, and its state after the second beside it (``older.duckdb``)."""
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        commit(store, 2)
        store.backup(tmp_path / "older.duckdb")
        commit(store)
    return path


def listed(path: Path) -> Path:
    return path.with_name(f"{path.name}.heads")


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        Store(path)
    (problem,) = refused.value.problems
    assert problem.code == "commits-missing"
    return problem.sentence()


@pytest.mark.longer("a ledger of its own")
def test_each_commit_is_one_line_with_its_revision_and_hash(path: Path) -> None:
    with Store(path) as store, store.reader() as reader:
        expected = [f"committed {revision} {sha256}" for revision, sha256 in reader.links().items()]
    lines = listed(path).read_text().splitlines()
    assert [line.rpartition(" ")[0] for line in lines] == expected
    assert len(lines) == 4, "the beginning and three revisions"


def back(path: Path) -> None:
    shutil.copyfile(path.with_name("older.duckdb"), path)


def cut_and_sealed(path: Path) -> None:
    """Take the last revision away as somebody who knows the tables would."""
    with duckdb.connect(str(path)) as other:
        for table in (*chain.tables_of_revisions(other), "chain", "seals", "cells"):
            if table != "inventory_rows":
                other.execute(f"DELETE FROM {table} WHERE revision = 3")  # noqa: S608


def changed_and_sealed(path: Path) -> None:
    """Change a figure of the last revision and seal it again."""
    cut_and_sealed(path)
    path_list = listed(path)
    held = path_list.read_bytes()
    path_list.unlink()
    with Store(path) as store:
        store.commit(submission(row(value=99.0)))
    path_list.write_bytes(held)


@pytest.mark.parametrize("loss", first(1, [back, cut_and_sealed, changed_and_sealed]))
def test_a_database_that_lacks_a_commit_of_the_list_is_refused_with_what_is_missing(
    path: Path, loss: Callable[[Path], None]
) -> None:
    loss(path)
    said = refusal(path)
    assert "after revision 2 is missing" in said
    assert "revision 3 with the hash" in said
    assert "accept-head --reason" in said
    assert main(["verify", "--database", str(path)]) == 2


@pytest.mark.longer("a database is opened again and again")
def test_going_back_on_purpose_is_said_once_and_its_reason_is_kept(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back(path)
    asked = ["accept-head", "--database", str(path)]
    assert main([*asked, "--reason", "  "]) == 2
    assert main([*asked, "--reason", "the third\nrevision was a trial"]) == 0
    assert "up to revision 2" in capsys.readouterr().out
    assert main([*asked, "--reason", "again"]) == 2, "there is nothing left to accept"
    assert "accepted 2" in listed(path).read_text()
    assert listed(path).read_text().splitlines()[-2].endswith(" the third revision was a trial")
    with Store(path) as store:
        commit(store)
        assert verification.verify(store).sound
    with Store(path) as store:
        assert store.newest_revision() == 3


@pytest.mark.longer("a database is backed up and restored")
def test_an_older_backup_is_restored_with_a_reason_only(path: Path) -> None:
    older = path.with_name("older.duckdb")
    before = path.read_bytes()
    with pytest.raises(Refused) as refused:
        backup.restore(older, path, replace=True)
    assert refused.value.problems[0].code == "backup-older"
    assert path.read_bytes() == before
    backup.restore(older, path, replace=True, reason="the third was wrong")
    assert "the third was wrong" in listed(path).read_text()
    with Store(path) as store:
        assert store.newest_revision() == 2
        commit(store)
    with Store(path) as store:
        assert verification.verify(store).sound


@pytest.mark.longer("each broken list is verified anew")
def test_a_lost_list_begins_again_and_one_that_is_behind_is_caught_up(path: Path) -> None:
    whole = listed(path).read_text().splitlines(keepends=True)
    for kept in ([], whole[:1], whole[:-1], [*whole[:-1], whole[-1][:30]], ["not a line of ours\n"], ["\0" * 400]):
        listed(path).write_text("".join(kept))
        with Store(path) as store:
            assert verification.verify(store).sound
            commit(store)
        assert [line for line in heads.Heads(path).lines() if line.head.revision >= 3]
    listed(path).unlink()
    Store(path).close()
    assert len(listed(path).read_text().splitlines()) == 1
    back(path)
    assert refusal(path)


@pytest.mark.longer("a database is opened again and again")
def test_a_list_that_cannot_be_written_is_told_and_keeps_no_commit_out(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(path).unlink()
    listed(path).mkdir()
    with Store(path) as store:
        commit(store)
        assert store.heads is not None
        assert store.heads.fault is not None
        assert store.newest_revision() == 4
    assert main(["cities", "--database", str(path)]) == 0
    assert "covenant.duckdb.heads" in capsys.readouterr().err
    listed(path).rmdir()
    with Store(path) as store:
        assert store.heads is not None
        assert store.heads.fault is None
    assert "committed 4" in listed(path).read_text()


@pytest.mark.longer("a database is opened in several places")
def test_a_database_is_moved_or_copied_with_or_without_its_list_and_undone(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / "alone.duckdb")
    (tmp_path / "elsewhere").mkdir()
    for each in (path, listed(path)):
        shutil.move(each, tmp_path / "elsewhere" / each.name)
    for moved in (tmp_path / "alone.duckdb", tmp_path / "elsewhere" / path.name):
        with Store(moved) as store:
            store.undo(3, "somebody", "a trial")
            assert verification.verify(store).sound
        with Store(moved) as store:
            assert store.newest_revision() == 4


@pytest.mark.longer("a database is opened again and again")
def test_a_link_to_the_database_leads_to_the_same_list(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(path)
    with Store(link) as store:
        commit(store)
    assert not listed(link).exists()
    assert "committed 4" in listed(path).read_text()


@pytest.mark.longer("the whole ledger is verified twice")
def test_the_check_of_a_running_store_compares_every_line_since_the_last_acceptance(path: Path) -> None:
    with Store(path) as store:
        assert verification.verify(store).sound
        text = listed(path).read_text()
        lines = text.splitlines()
        listed(path).write_text("\n".join([lines[0], f"committed 2 {'f' * 64} then", *lines[2:], ""]))
        (found,) = verification.verify(store).differences
        assert (found.check, found.where) == ("heads", "revision 2")
        assert "list of commits" in found.sentence()


def test_the_head_is_printed_at_each_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, file = tmp_path / "covenant.duckdb", tmp_path / "boston.csv"
    file.write_text("city,year,sector,label,value,unit,gpc_ref\nBoston,2020,residential,Homes,1,t CO2e,I.1.1\n")
    asked = ["--database", str(path), "--reason", "a trial"]
    open_store(path).close()
    taking = ["import", str(file), "--answer", "method=gpc", "--no-memory", "--looked-at", *asked]
    first, printed = sample_revisions() + 1, []
    for command in (
        taking,
        ["undo", str(first), *asked],
        [*taking, "--json"],
        ["undo", str(first + 2), *asked, "--json"],
    ):
        assert main(command) == 0
        said = capsys.readouterr().out
        printed.append(json.loads(said)["head"] if "--json" in command else said.split("newest head: revision ")[1])
    with Store(path) as store, store.reader() as reader:
        links = reader.links()
    assert [text.split()[-1] for text in (printed[0].splitlines()[0], printed[1], *printed[2:])] == [
        links[number] for number in range(first, first + 4)
    ]
