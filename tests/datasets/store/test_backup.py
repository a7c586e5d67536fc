"""Backup and restore: a verified copy while the store is in use, the same figures from it, and nothing overwritten."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from analytics.text.problems import Refused
from datasets import City
from datasets.__main__ import main
from datasets.city import assessment
from datasets.reference.samples import open_store
from datasets.store import Store, backup
from tests.datasets.builders import TOWN, links, row, slot, submission
from tests.effort import THOROUGH, first


def figures(store: Store) -> object:
    return [assessment.report(store, city.city_id, today=2026) for city in store.cities()]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the samples, made while they are open."""
    folder = tmp_path_factory.mktemp("samples")
    with open_store(folder / "covenant.duckdb") as store:
        store.backup(folder / "copy.duckdb")
    return folder


@pytest.mark.longer("the sample cities are backed up and restored")
def test_a_restored_copy_gives_the_same_figures_and_the_same_chain(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "covenant.duckdb"
    head = backup.restore(samples / "copy.duckdb", path)
    with Store(path) as restored, Store(samples / "covenant.duckdb") as original:
        assert figures(restored) == figures(original)
        assert links(restored) == links(original)
        assert links(restored)[restored.newest_revision()] == head
        assert not restored.new
    assert sorted(item.name for item in path.parent.iterdir()) == ["covenant.duckdb", "covenant.duckdb.heads"]


@pytest.mark.longer("another program is started")
def test_a_store_keeps_its_file_to_itself_after_a_backup_and_goes_on(tmp_path: Path, root: Path) -> None:
    with Store(tmp_path / "covenant.duckdb") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        store.backup(tmp_path / "copy.duckdb")
        program = f"from datasets.store import Store; Store({str(tmp_path / 'covenant.duckdb')!r})"
        done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=600)
        assert "is open in another program" in done.stderr
        store.commit(submission(row(value=2.0)))
        assert store.newest_revision() == 2
    with Store(tmp_path / "copy.duckdb") as copy:
        assert copy.newest_revision() == 1


@pytest.mark.longer("three backups beside eight commits")
def test_a_backup_during_commits_is_one_moment_of_the_ledger(tmp_path: Path) -> None:
    with Store(tmp_path / "covenant.duckdb") as store:
        store.seed([TOWN], [], [], [])

        def commit() -> None:
            for number in range(1, 9):
                store.commit(submission(*(row(value=float(number), source_row=place) for place in range(2, 12))))

        writer = Thread(target=commit)
        writer.start()
        for number in range(3):
            store.backup(tmp_path / f"{number}.duckdb")
        writer.join()
    for number in range(3):
        with Store(tmp_path / f"{number}.duckdb") as copy:
            newest = copy.newest_revision()
            assert sorted(links(copy)) == list(range(newest + 1))
            assert [found[6] for found in copy.rows_in_force(slot())] == [float(newest)] * (10 if newest else 0)


def code(path: Path, target: Path, **more: bool) -> str:
    with pytest.raises(Refused) as refusal:
        backup.restore(path, target, **more)
    return refusal.value.problems[0].code


@pytest.mark.longer("a ledger of its own")
def test_nothing_is_written_over_unless_that_is_said_and_then_it_is_kept_beside(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        assert code(samples / "copy.duckdb", path) == "file-exists"
    before = path.read_bytes()
    assert code(samples / "copy.duckdb", path) == "file-exists"
    assert path.read_bytes() == before
    backup.restore(samples / "copy.duckdb", path, replace=True, reason="the samples instead")
    assert (tmp_path / "covenant.duckdb.before-restore").read_bytes() == before
    with Store(path) as store:
        assert len(store.cities()) == 12


@pytest.mark.longer("another program is started and crashes")
def test_what_was_committed_before_a_crash_is_kept_too_and_no_kept_copy_is_written_over(
    samples: Path, tmp_path: Path, root: Path
) -> None:
    path, kept = tmp_path / "covenant.duckdb", tmp_path / "covenant.duckdb.before-restore"
    program = f"""
import os
from datasets.store import Store, keeping
from tests.datasets.builders import TOWN, row, submission
keeping.EVERY_SECONDS = 86_400.0  # nothing is folded in, however slow the machine is
store = Store({str(path)!r})
store.seed([TOWN], [], [], [])
for number in range(5):
    store.commit(submission(row(value=float(number))))
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", program], cwd=root, timeout=600, check=False)
    assert path.with_name("covenant.duckdb.wal").exists()
    for _ in range(2):
        backup.restore(samples / "copy.duckdb", path, replace=True, reason="the samples instead")
    with Store(path) as store:
        assert len(store.cities()) == 12
    with Store(kept) as store:
        assert (store.newest_revision(), [found[6] for found in store.rows_in_force(slot())]) == (5, [4.0])
    with Store(tmp_path / "covenant.duckdb.before-restore-2") as store:
        assert len(store.cities()) == 12


def test_a_backup_that_was_changed_or_is_no_database_is_not_restored(samples: Path, tmp_path: Path) -> None:
    changed, target = tmp_path / "changed.duckdb", tmp_path / "covenant.duckdb"
    changed.write_bytes((samples / "copy.duckdb").read_bytes())
    with duckdb.connect(str(changed)) as other:
        other.execute("UPDATE cells SET value = 1 WHERE revision = 3 AND source_row = 1")
    assert code(changed, target) == "chain-broken"
    (tmp_path / "text.duckdb").write_text("no database")
    assert code(tmp_path / "text.duckdb", target) == "database-unreadable"
    assert code(tmp_path / "missing.duckdb", target) == "backup-missing"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["changed.duckdb", "text.duckdb"]


@pytest.mark.longer("the ledger is verified")
def test_the_commands_answer_for_people_and_in_json(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "covenant.duckdb")
    asked = ["--database", database, "--json"]
    assert main(["restore", str(samples / "copy.duckdb"), *asked]) == 0
    head = json.loads(capsys.readouterr().out)["head"]
    assert main(["verify", *asked, "--head", head]) == 0
    assert json.loads(capsys.readouterr().out) | {"counts": None} == {
        "outcome": "sound",
        "head": head,
        "counts": None,
        "signed": None,
        "clock_went_back": [],
        "differences": [],
    }
    assert main(["backup", str(tmp_path / "b.duckdb"), *asked]) == 0
    assert json.loads(capsys.readouterr().out)["head"] == head
    assert main(["restore", str(tmp_path / "b.duckdb"), *asked]) == 2
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "file-exists"
    assert main(["passport", "Boston", "gap", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["passport"]["unit"] == "t CO2e"
    assert main(["passport", "Boston", "sector:transport", "--database", database, "--rows", "1"]) == 0
    assert "in inventories.csv, revision" in capsys.readouterr().out
    with open_store(database) as store:
        code = City(store, "Boston").code() or ""
    assert main(["passport", code, "gap", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["city"] == "US-BOS"
    assert main(["passport", "Boston", "love", *asked]) == 2
    assert "gap" in json.loads(capsys.readouterr().out)["problems"][0]["choices"]
    assert main(["status", "Boston", "--revision", "3", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "on-track"
    with duckdb.connect(database) as other:
        other.execute("UPDATE cells SET value = 1 WHERE revision = 3 AND source_row = 1")
    assert main(["verify", "--database", database]) == 2
    assert "[chain] revision 3, table inventory_rows" in capsys.readouterr().out


# What a backup may take the place of


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A database with two revisions, and a backup of the first of them (``copy.duckdb``)."""
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=1.0)))
        store.backup(tmp_path / "copy.duckdb")
        store.commit(submission(row(value=2.0)))
    return path


def refused(path: Path, target: Path) -> str:
    """Why a backup is not written to ``target``; that nothing there or in the database has changed is checked."""
    before = target.read_bytes() if target.is_file() else None
    with Store(path) as store:
        with pytest.raises(Refused) as refusal:
            store.backup(target, replace=True)
        assert store.newest_revision() == 2
        store.commit(submission(row(value=3.0)))
        store.undo(3, "somebody", "a trial")
    if not path.exists() or not target.samefile(path):
        assert (target.read_bytes() if target.is_file() else None) == before
    with Store(path) as store:
        assert store.newest_revision() == 4
    (problem,) = refusal.value.problems
    return problem.code


@pytest.mark.longer("a database is backed up twice")
def test_a_backup_takes_the_place_of_an_older_one_and_leaves_nothing_beside_it(town: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.with_name("copy.duckdb.wal").write_bytes(b"")  # left over
    with Store(town) as store:
        store.backup(copy, replace=True)
        store.backup(copy, replace=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "copy.duckdb",
        "covenant.duckdb",
        "covenant.duckdb.heads",
    ]
    with Store(copy) as store:
        assert store.newest_revision() == 2


@pytest.mark.longer("a backup is tried by each name")
@pytest.mark.parametrize(
    "way", first(3, ["same", "relative", "symlink", "hardlink", "through a link to the folder"], rest=THOROUGH)
)
def test_a_backup_onto_the_database_itself_is_refused_by_whatever_name(
    town: Path, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    monkeypatch.chdir(tmp_path)
    target = {
        "same": town,
        "relative": Path("../") / tmp_path.name / "covenant.duckdb",
        "symlink": other,
        "hardlink": other,
        "through a link to the folder": other / "covenant.duckdb",
    }[way]
    if way == "symlink":
        other.symlink_to(town)
    elif way == "hardlink":
        other.hardlink_to(town)
    elif way.startswith("through"):
        other.symlink_to(tmp_path, target_is_directory=True)
    assert refused(town, target) == "copy-onto-itself"


@pytest.mark.longer("several backups of a database")
def test_a_backup_does_not_take_the_place_of_a_folder_or_of_anything_but_an_older_state(
    town: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.duckdb").write_text("notes")
    (tmp_path / "empty.duckdb").touch()
    with duckdb.connect(str(tmp_path / "theirs.duckdb")) as theirs:
        theirs.execute("CREATE TABLE chain (revision INTEGER)")
    with Store(tmp_path / "another.duckdb") as another:
        another.seed([TOWN], [], [], [])
        another.commit(submission(row(value=1.0)))
    with Store(tmp_path / "copy.duckdb") as gone_on:
        gone_on.commit(submission(row(value=9.0)))
    assert refused(town, tmp_path / "folder") == "path-is-folder"
    for name in ("text", "empty", "theirs", "another", "copy"):
        target = tmp_path / f"{name}.duckdb"
        with Store(town) as store, pytest.raises(Refused) as refusal:
            store.backup(target, replace=True)
        assert refusal.value.problems[0].code == "no-older-backup", name
        assert str(target) in refusal.value.problems[0].found


@pytest.mark.longer("another program is started")
def test_a_backup_does_not_take_the_place_of_a_database_that_another_program_has_open(
    town: Path, tmp_path: Path, root: Path
) -> None:
    program = (
        "import sys\nfrom datasets.store import Store\nfrom tests.datasets.builders import row, submission\n"
        "store = Store(sys.argv[1])\nprint('open', flush=True)\nsys.stdin.read()\n"
        "print(store.commit(submission(row(value=7.0))).revision, flush=True)\nstore.close()\n"
    )
    copy = tmp_path / "copy.duckdb"
    command = [sys.executable, "-c", program, str(copy)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        assert main(["backup", str(copy), "--replace", "--database", str(town)]) == 2
        assert refused(town, copy) == "database-in-use"
        assert holder.communicate()[0] == "2\n"
    with Store(copy) as store:
        assert store.newest_revision() == 2


def why_no_copy(town: Path, target: Path) -> str:
    with Store(town) as store, pytest.raises(Refused) as refusal:
        store.backup(target, replace=True)
    return refusal.value.problems[0].code


@pytest.mark.longer("a backup is tried at several places")
def test_a_backup_is_not_put_where_it_could_not_be_opened_or_would_be_taken_for_part_of_a_database(
    town: Path, tmp_path: Path
) -> None:
    for ending in (".wal", ".heads", ".before-restore"):
        target = tmp_path / f"another.duckdb{ending}"
        shutil.copy(town, tmp_path / "another.duckdb")
        assert why_no_copy(town, target) == "path-of-database"
        assert not target.exists()
    theirs = tmp_path / "new.duckdb"
    theirs.with_name("new.duckdb.heads").write_text(f"committed 9 {'ab' * 32} 2026-01-01T00:00:00Z\n")
    assert why_no_copy(town, theirs) == "no-older-backup"
    assert not theirs.exists()


@pytest.mark.longer("a backup is tried at several paths")
def test_a_path_that_can_be_no_file_is_answered_and_never_waited_for(town: Path, tmp_path: Path) -> None:
    pipe, circle = tmp_path / "pipe", tmp_path / "circle"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for target in (pipe, circle, tmp_path / ("x" * 240), tmp_path / ("x" * 300)):
        assert why_no_copy(town, target) == "path-unwritable"
        assert main(["cities", "--database", str(target)]) == 2
        assert main(["restore", str(town), "--replace", "--database", str(target)]) == 2


@pytest.mark.longer("a copy is refused and then restored")
def test_a_copy_that_lacks_commits_of_its_own_list_is_restored_with_a_reason_only(town: Path, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.duckdb", tmp_path / "new.duckdb"
    shutil.copy(f"{town}.heads", f"{copy}.heads")  # the list of the moment, beside the file of an earlier one
    with pytest.raises(Refused) as refusal:
        backup.restore(copy, new)
    assert refusal.value.problems[0].code == "backup-older"
    assert not new.exists()
    backup.restore(copy, new, reason="the newest file is lost")
    with Store(new) as store:
        assert store.newest_revision() == 1


@pytest.mark.longer("several files are tried as backups")
def test_what_is_no_backup_is_named_as_it_was_given(town: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("notes " * 9999)
    (tmp_path / "nothing").touch()
    duckdb.connect(str(tmp_path / "tables")).close()
    for name in ("text", "nothing", "tables"):
        with pytest.raises(Refused) as refusal:
            backup.restore(tmp_path / name, town, replace=True)
        assert refusal.value.problems[0].found == f'"{tmp_path / name}", which is no whole database of this program'


def test_a_database_that_is_not_there_is_neither_backed_up_nor_found_sound(tmp_path: Path) -> None:
    missing = tmp_path / "covenant.duckdb"
    for command in (["backup", str(tmp_path / "copy.duckdb")], ["verify"]):
        assert main([*command, "--database", str(missing)]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.longer("a database is backed up twice")
def test_a_backup_says_what_it_does_and_one_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    told = list[str]()

    def stopped(name: str) -> None:
        told.append(name)
        if name == "check":
            raise KeyboardInterrupt

    with Store(tmp_path / "covenant.duckdb") as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row()))
        with pytest.raises(KeyboardInterrupt):
            store.backup(tmp_path / "copy.duckdb", step=stopped)
        assert not list(tmp_path.glob("copy*"))
        head = store.backup(tmp_path / "copy.duckdb", step=told.append)
        assert links(store)[1] == head
    assert list(dict.fromkeys(told)) == ["copy", "check"]
