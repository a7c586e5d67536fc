"""Signatures of heads: what was cut, or changed and sealed again, is found up to what was signed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from datasets.__main__ import main
from datasets.store import Store
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.store.test_heads import changed_and_sealed, commit, cut_and_sealed, listed

Said = Callable[..., tuple[int, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with three revisions."""
    path = tmp_path / "covenant.duckdb"
    with Store(path) as store:
        store.seed([TOWN], [], [], [])
        commit(store, 3)
    return path


@pytest.fixture
def said(path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def said(command: str, *options: str) -> tuple[int, str]:
        status = main([command, *options, "--database", str(path)])
        return status, "".join(capsys.readouterr())

    return said


@pytest.fixture
def key(path: Path, said: Said, tmp_path: Path) -> Path:
    """A key that has signed the third revision."""
    key = tmp_path / "key"
    status, told = said("sign", "--key", str(key), "--new-key")
    assert status == 0, told
    assert "Revision 3 (hash " in told
    return key


def rewritten(path: Path, *kept: str) -> None:
    """Write the list of commits anew, as somebody who holds both files would, with the lines that are kept."""
    listed(path).write_text("".join(f"{line}\n" for line in kept))


def signed_lines(path: Path) -> list[str]:
    return [line for line in listed(path).read_text().splitlines() if line.startswith("signed ")]


def test_it_is_told_what_was_signed_last_and_what_came_since(path: Path, key: Path, said: Said) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    status, told = said("verify", "--signed-by", f"{key}.pub")
    assert (status, "signed last: revision 3 " in told, "0 later revisions" in told) == (0, True, True)
    assert said("sign", "--key", str(key))[0] == 0
    assert len(signed_lines(path)) == 1, "what is signed is not signed again"
    with Store(path) as store:
        commit(store, 2)
    assert "signed last: revision 3 " in said("verify", "--signed-by", f"{key}.pub")[1]
    assert said("sign", "--key", str(key))[0] == 0
    made = json.loads(said("verify", "--json", "--signed-by", f"{key}.pub")[1])
    assert (made["outcome"], made["signed"]["revision"]) == ("sound", "5")


@pytest.mark.longer("a ledger is sealed again and verified")
@pytest.mark.parametrize(
    ("loss", "found"), [(cut_and_sealed, "found none."), (changed_and_sealed, "signed at ")], ids=["cut", "changed"]
)
def test_a_ledger_that_was_sealed_again_with_its_list_is_not_what_was_signed(
    path: Path, key: Path, said: Said, loss: Callable[[Path], None], found: str
) -> None:
    kept = signed_lines(path)
    loss(path)
    rewritten(path, *kept)
    assert said("verify")[0] == 0, "by itself it is sound"
    status, told = said("verify", "--signed-by", f"{key}.pub")
    assert status == 2
    assert "[signature] revision 3: expected the hash " in told
    assert found in told
    assert "without revision 3 as this key signed it" in said("sign", "--key", str(key))[1]
    assert signed_lines(path) == kept


@pytest.mark.longer("a ledger is signed and verified again and again")
def test_going_back_on_purpose_is_signed_anew_and_an_older_line_that_is_put_last_counts_for_nothing(
    path: Path, key: Path, said: Said
) -> None:
    (old,) = signed_lines(path)
    cut_and_sealed(path)
    assert said("accept-head", "--reason", "the third was a trial")[0] == 0
    status, told = said("sign", "--key", str(key))
    assert status == 0
    assert "Signed was a ledger without revision 3" in told, "anybody can write that line into the list"
    assert "(the third was a trial)" in told
    assert "without" not in said("sign", "--key", str(key))[1], "from then on the later one counts"
    with listed(path).open("a") as file:
        file.write(f"{old}\n")
    status, told = said("verify", "--signed-by", f"{key}.pub")
    assert (status, "signed last: revision 2 " in told) == (0, True)


@pytest.mark.longer("the ledger is verified for each changed line")
def test_a_line_of_which_one_sign_was_changed_is_no_signature(path: Path, key: Path, said: Said) -> None:
    (line,) = signed_lines(path)
    words = line.split(" ")
    for place, changed in ((1, "2"), (2, "0" * 64), (3, "2030-01-01T00:00:00Z"), (5, "0" * 128), (5, "cut short")):
        rewritten(path, " ".join([*words[:place], changed, *words[place + 1 :]]))
        status, told = said("verify", "--signed-by", f"{key}.pub")
        assert status == 2
        assert "lines with its name that it did not sign: 1" in told
        assert "signed last" not in told
    rewritten(path)
    assert "[signature] the list of commits: expected what the key" in said("verify", "--signed-by", f"{key}.pub")[1]


@pytest.mark.longer("two ledgers are signed and verified")
def test_another_key_or_the_signature_of_another_ledger_is_told_apart(
    path: Path, key: Path, said: Said, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.key"
    elsewhere = tmp_path / "elsewhere.duckdb"
    with Store(elsewhere) as store:
        store.seed([TOWN], [], [], [])
        store.commit(submission(row(value=7.0)))
    assert main(["sign", "--key", str(other), "--new-key", "--database", str(elsewhere)]) == 0
    capsys.readouterr()
    assert "signatures of other keys: " in said("verify", "--signed-by", f"{other}.pub")[1]
    rewritten(path, *signed_lines(elsewhere))
    status, told = said("verify", "--signed-by", f"{other}.pub")
    assert (status, "[signature] revision 1: expected the hash" in told) == (2, True)


def test_a_file_that_is_no_key_or_that_others_read_is_answered_and_nothing_is_signed(
    path: Path, key: Path, said: Said, tmp_path: Path
) -> None:
    (before,), empty, missing = signed_lines(path), tmp_path / "empty", tmp_path / "missing"
    empty.write_bytes(b"")
    empty.chmod(0o600)
    Path(f"{key}.pub").chmod(0o644)  # whatever the mask of files is that an earlier test left
    for options, answer in (
        (["--key", str(missing)], "which is not there"),
        (["--key", str(empty)], "a private key (Ed25519, PEM) without a password"),
        (["--key", f"{key}.pub"], "a key that others on this machine may read"),
        (["--key", str(key), "--new-key"], "which exists"),
        (["--key", str(tmp_path)], "which is a folder"),
        (["--key", str(tmp_path / "no" / "key"), "--new-key"], "no folder"),
    ):
        status, told = said("sign", *options)
        assert (status, answer in told) == (2, True), told
    key.chmod(0o640)
    assert "a key that others on this machine may read" in said("sign", "--key", str(key))[1]
    for no_key, answer in (
        (key, "a public key"),
        (empty, "a public key"),
        (missing, "not there"),
        (path, "a database"),
    ):
        status, told = said("verify", "--signed-by", str(no_key))
        assert (status, answer in told) == (2, True), told
        assert "BEGIN" not in told
    assert signed_lines(path) == [before]


@pytest.mark.longer("a ledger of its own")
def test_what_is_not_what_was_committed_is_not_signed(path: Path, key: Path, said: Said) -> None:
    import duckdb

    with Store(path) as store:
        commit(store)
    with duckdb.connect(str(path)) as other:
        other.execute("UPDATE cells SET value = value + 1 WHERE revision = 4")
    assert "revision 4, which is not what was committed" in said("sign", "--key", str(key))[1]
    assert len(signed_lines(path)) == 1
