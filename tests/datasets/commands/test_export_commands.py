"""``export`` and ``template`` on the command line: what was asked for, and never over another file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.vocabulary import METHOD_NAMES, Method
from datasets.__main__ import main
from datasets.exports import FORMATS
from tests.effort import first


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("data") / "covenant.duckdb")


ENDINGS = {
    **dict.fromkeys(("long", "cdp", "iamc"), ".csv"),
    **dict.fromkeys(("covenant", "crf"), ".xlsx"),
    **dict.fromkeys(("primap2", "all", "bundle"), ".zip"),
}


@pytest.mark.parametrize("form", first(2, FORMATS))
def test_every_format_is_written(form: str, database: str, tmp_path: Path) -> None:
    out = tmp_path / f"boston{ENDINGS[form]}"
    year = [] if form == "bundle" else ["--year", "2019"]
    assert main(["export", "Boston", "--format", form, *year, "--out", str(out), "--database", database]) == 0
    start = out.read_bytes()[:3]
    assert start == (b"\xef\xbb\xbf" if out.suffix == ".csv" else b"PK\x03")


def test_what_would_be_sent_back_is_told_and_nothing_is_written(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "Turin", "--format", "crf", "--database", database]
    assert main([*asked, "--rehearse", "--out", str(tmp_path / "crf.xlsx")]) == 0
    assert "Would be sent back: 2019: neither a figure nor a notation key for" in capsys.readouterr().out
    assert not (tmp_path / "crf.xlsx").exists()
    assert main(asked) == 2
    assert "--out FILE" in capsys.readouterr().err


def test_a_file_that_exists_is_kept_unless_it_may_be_replaced(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "template.xlsx"
    out.write_text("mine")
    asked = ["template", "--language", "it", "--out", str(out), "--database", database]
    assert main(asked) == 2
    assert out.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert main([*asked, "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == ["template.xlsx"]


@pytest.mark.parametrize(
    ("form", "what"),
    first(
        1,
        [
            ("cdp", "2019, TOTAL Scope 1, 2 and 3"),
            ("covenant", "44 rows outside the total"),
            ("crf", f"2018, {METHOD_NAMES[Method.GPC]}"),
        ],
    ),
)
def test_an_export_lists_what_it_leaves_out(
    form: str, what: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "Boston", "--format", form, "--year", "2018", "--year", "2019", "--database", database]
    assert main([*asked, "--out", str(tmp_path / "a"), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["left_out"]
    assert what in [item["what"] for item in listed]
    assert all(item["reason"] for item in listed)
    assert main([*asked, "--out", str(tmp_path / "b")]) == 0
    assert f"Left out: {what}." in capsys.readouterr().out


def test_a_path_that_cannot_be_written_is_refused(database: str, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "a.csv"
    assert main(["export", "Turin", "--format", "long", "--out", str(out), "--database", database]) == 2


@pytest.mark.parametrize(
    ("form", "name", "ending"),
    [
        ("primap2", "out.csv", ".zip"),
        ("bundle", "out.CSV", ".zip"),
        ("long", "out.xlsx", ".csv"),
        ("all", "x.xlsx", ".zip"),
        ("all", "x.tar.gz", ".zip"),
        ("iamc", "x.json", ".csv"),
    ],
)
def test_a_file_is_not_written_under_the_ending_of_another_kind(
    form: str, name: str, ending: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "Boston", "--format", form, "--out", str(tmp_path / name), "--database", database]) == 2
    assert f"a name that ends in {ending}" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
