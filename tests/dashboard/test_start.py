"""Starting the program: what it answers when the data cannot be opened."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard import language
from dashboard.__main__ import main
from datasets.reference.samples import open_store
from tests.browser.program import dashboard
from tests.samples import sample_database
from tests.visits.client import Shown, visit
from tests.visits.program import running

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", "--no-browser", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)


@pytest.mark.longer("the program is started, which its neighbours do, too")
def test_a_start_says_the_address_and_nothing_that_asks_to_start_again(tmp_path: Path) -> None:
    log = tmp_path / "program.log"
    with dashboard(sample_database(tmp_path / "covenant.duckdb"), log) as url:
        assert log.read_text(encoding="utf-8").splitlines() == [
            f"The dashboard answers at {url} once it has started. Ctrl+C stops it."
        ]


def test_a_database_held_by_another_program_is_said_in_one_sentence(tmp_path: Path) -> None:
    held = tmp_path / "held.duckdb"
    with open_store(held, samples=False):
        done = start("--port", "8599", "--database", str(held))
    assert done.returncode == 2
    assert "open in another program" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.thorough("the program is started, which its neighbours do, too")
def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("This is a letter.\n" * 400, encoding="utf-8")
    done = start("--port", "8599", "--database", str(wrong))
    assert done.returncode == 2
    assert "cannot be opened as a database" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none_is_said_so_and_nothing_is_opened(tmp_path: Path) -> None:
    done = start("--database", str(tmp_path / "new.duckdb"), "--address", "climate.example.org/dashboard")
    assert done.returncode == 2
    assert 'the address "climate.example.org/dashboard"' in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new.duckdb").exists()


def test_a_pack_writes_slides_and_handout_and_refuses_to_overwrite_them_and_other_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, out = str(sample_database(tmp_path / "covenant.duckdb")), tmp_path / "council" / "may"
    command = ["pack", "Boston", "--out", str(out), "--database", database]
    assert main([*command, "--only", "pptx"]) == 0
    (written,) = out.iterdir()
    assert written.name == "us-bos-progress.pptx"
    assert len(Presentation(str(written)).slides) == 3
    before = written.stat().st_mtime_ns
    capsys.readouterr()
    assert main(command) == 2
    assert "--force" in capsys.readouterr().err
    assert written.stat().st_mtime_ns == before
    assert main([*command, "--force"]) == 0
    kinds = ("handout.pdf", "inventories.csv", "numbers.csv", "numbers.xlsx", "progress.pptx", "story.html")
    made = [f"us-bos-{kind}" for kind in kinds]
    assert sorted(path.name for path in out.iterdir()) == made
    for wrong, said in ((["--only", "pptx,odp"], 'the kind "odp"'), (["--out", database], "Expected a folder")):
        assert main([*command, *wrong]) == 2
        assert said in capsys.readouterr().err
    assert main(["pack", "Bostn", "--out", str(out), "--database", database]) == 2


def test_a_pack_is_written_in_the_language_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sample_database(tmp_path / "covenant.duckdb")
    command = ["pack", "Boston", "--out", str(tmp_path), "--only", "pptx", "--database", str(database)]
    assert main([*command, "--language", "tlh"]) == 2
    said = capsys.readouterr().err
    assert 'the language "tlh"' in said
    assert "one of: en, fr, es, it, pt, de, bg" in said
    assert main([*command, "--language", "it"]) == 0
    deck = Presentation(str(tmp_path / "us-bos-progress.pptx"))
    assert deck.core_properties.language == "it"
    figures = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert "0,84\u00a0Mt" in " ".join(figures), "the figures are written as Italian writes them"
    assert language.current() == "en", "whoever asked for it goes on in their own language"


def test_the_help_names_every_option() -> None:
    done = start("--help")
    assert done.returncode == 0
    assert all(
        option in done.stdout for option in ("--port", "--database", "--address", "--no-browser", "pack CITY --out DIR")
    )


async def first_page(url: str) -> Shown:
    return await (await visit(url)).open(city="US-BOS")


@pytest.mark.longer("a program of its own")
def test_the_first_page_waits_for_no_pandas(tmp_path: Path) -> None:
    with running(sample_database(tmp_path / "a.duckdb"), tmp_path / "a.log") as program:
        assert not asyncio.run(first_page(program.url)).fault
        assert not program.tell("loaded", "pandas")
