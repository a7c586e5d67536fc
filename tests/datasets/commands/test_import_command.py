"""Several files and whole folders in one command: each has its own transaction and answer; none stops the others."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.text.problems import Refused
from datasets.commands import import_command
from datasets.commands.one_call import read
from datasets.reference.samples import open_store
from tests.effort import first

GOOD = "city,year,sector,carrier,energy_mwh\nVarna,{year},residential,natural_gas,1000\n"
ASKING = GOOD.replace("1000", "1.234").replace(",", ";")
BROKEN = GOOD.replace("1000", "many")

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "inventories"
    (found / "older").mkdir(parents=True)
    (found / "a.csv").write_text(GOOD.format(year=2021), encoding="utf-8")
    (found / "b.csv").write_text(BROKEN.format(year=2022), encoding="utf-8")
    (found / "c.csv").write_text(ASKING.format(year=2023), encoding="utf-8")
    (found / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (found / "e.csv").write_text("", encoding="utf-8")
    (found / ".hidden").write_text("x", encoding="utf-8")
    (found / "~$open.xlsx").write_bytes(b"x")
    (found / "older" / "f.csv").write_text(GOOD.format(year=2015), encoding="utf-8")
    return found


def newest(database: Path) -> int:
    with open_store(database) as store:
        return store.newest_revision()


def test_every_file_of_a_folder_has_its_answer_and_the_good_ones_are_committed(
    run: Run, folder: Path, database: Path
) -> None:
    before = newest(database)
    status, answer, _ = run("import", folder, "--json")
    assert status == 2
    outcomes = {Path(item["file"]).name: item["outcome"] for item in answer["files"]}
    assert outcomes == {
        "a.csv": "committed",
        "b.csv": "blocked",
        "c.csv": "needs-answers",
        "d.png": "blocked",
        "e.csv": "blocked",
    }
    assert answer["outcome"] == "blocked"
    assert answer["summary"] == {
        "files": 5,
        "committed": 1,
        "needs-answers": 1,
        "blocked": 3,
        "rows": 1,
        "folders_not_opened": 1,
    }
    assert newest(database) == before + 1
    assert all(item["problems"] for item in answer["files"] if item["outcome"] != "committed")


def test_folders_inside_are_opened_when_asked(run: Run, folder: Path) -> None:
    _, answer, _ = run("import", folder, "--recursive", "--dry-run", "--json")
    assert [Path(item["file"]).name for item in answer["files"]][-1] == "f.csv"
    assert answer["summary"]["folders_not_opened"] == 0
    assert answer["summary"]["dry-run"] == 2


def test_a_dry_run_of_a_folder_writes_nothing(run: Run, folder: Path, database: Path) -> None:
    before = newest(database)
    run("import", folder, "--dry-run", "--json")
    assert newest(database) == before


def test_several_files_that_are_all_good_end_with_zero(run: Run, folder: Path) -> None:
    status, text, errors = run("import", folder / "a.csv", folder / "older" / "f.csv", folder / "a.csv")
    assert status == 0
    assert text.count("== ") == 2
    assert text.rstrip().endswith("2 files: 2 committed; 2 rows")
    assert errors == ""  # no progress where nobody watches


def test_an_answer_settles_a_question_in_all_files(run: Run, folder: Path) -> None:
    _, answer, _ = run(
        "import", folder / "a.csv", folder / "c.csv", "--answer", "decimal=point", "--looked-at", "--json"
    )
    assert answer["summary"]["committed"] == 2


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize("by_file", first(1, [False, True]))
@pytest.mark.parametrize("whole_folder", [False, True])
def test_row_numbers_of_one_file_are_no_answer_for_several(
    run: Run, folder: Path, tmp_path: Path, database: Path, by_file: bool, whole_folder: bool
) -> None:
    before = newest(database)
    twice = GOOD.format(year=2021) + "Varna,2021,residential,natural_gas,2000\n"
    (folder / "a.csv").write_text(twice, encoding="utf-8")
    mapping = tmp_path / "answers.json"
    mapping.write_text(json.dumps({"conflicting-rows:2": "3"}), encoding="utf-8")
    given = ("--mapping", mapping) if by_file else ("--answer", "conflicting-rows:2=3")
    paths = (folder,) if whole_folder else (folder / "a.csv", folder / "older" / "f.csv")
    status, answer, _ = run("import", *paths, *given, "--reason", "a new meter", "--json")
    assert (status, newest(database)) == (2, before)
    (problem,) = answer["problems"]
    assert (problem["code"], problem["found"]) == ("answer-unknown", "the answer conflicting-rows:2=3")
    assert "row numbers of one file" in problem["expected"]
    status, answer, _ = run("import", folder / "a.csv", *given, "--reason", "a new meter", "--json")
    assert (status, answer["outcome"]) == (0, "committed")


def test_one_file_keeps_the_answer_of_one_file(run: Run, folder: Path) -> None:
    status, answer, _ = run("import", folder / "a.csv", "--json")
    assert (status, answer["outcome"]) == (0, "committed")
    assert "files" not in answer


def test_a_file_that_is_missing_among_others_is_one_answer(run: Run, folder: Path, tmp_path: Path) -> None:
    status, answer, _ = run("import", tmp_path / "none.csv", folder / "a.csv", "--json")
    assert status == 2
    assert [item["outcome"] for item in answer["files"]] == ["blocked", "committed"]
    assert answer["files"][0]["problems"][0]["code"] == "file-unreadable"


@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_without_files_is_refused_by_name(run: Run, tmp_path: Path, inside: bool) -> None:
    empty = tmp_path / "empty"
    (empty / "more" if inside else empty).mkdir(parents=True)
    status, answer, _ = run("import", empty, "--json")
    assert (status, answer["problems"][0]["code"]) == (2, "folder-empty")
    assert ("--recursive" in answer["problems"][0]["fix"]) == inside


def test_a_fault_of_the_program_is_one_answer_and_ends_with_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = import_command.take

    def faulty(store: Any, path: Path, *rest: Any) -> Any:
        return real(store, path, *rest) if path.name == "f.csv" else 1 / 0

    monkeypatch.setattr(import_command, "take", faulty)
    status, answer, errors = run("import", folder / "a.csv", folder / "older" / "f.csv", "--json")
    assert status == 1
    assert [item["outcome"] for item in answer["files"]] == ["fault", "committed"]
    assert "ZeroDivisionError" in errors


def test_progress_is_shown_where_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    progress = import_command.ImportSteps(4)
    progress.show(0, {}, "first.csv")
    progress.told = 0.0
    progress.show(2, {"blocked": 1}, "third.csv")
    progress.clear()
    assert "[##########          ] 2 of 4 files, 1 refused: third.csv" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_a_line_stays_one_line_whatever_a_file_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    import_command.FileLine().draw(1, 2, "a\nb\x1b[2J" + "c" * 200)
    assert screen.getvalue() == "\r\x1b[K" + "[##########          ] a?b?[2J".ljust(import_command.WIDTH - 1, "c")


def test_the_line_of_one_file_moves_through_its_steps_and_never_back(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[int, int, str]] = []
    steps = import_command.Steps("big.csv", commits=True)
    monkeypatch.setattr(steps, "draw", lambda *line: drawn.append(line))
    for step in ("read", "check", "read", "examine", "commit"):
        steps.begin(step)
        steps.show()
    steps.began -= 12
    steps.show()
    assert [line[:2] for line in drawn] == [(0, 4), (1, 4), (1, 4), (2, 4), (3, 4), (3, 4)]
    assert drawn[2][2] == "reading, 0 s: big.csv"
    assert drawn[-1][2] == "committing, 12 s: big.csv"


def test_the_program_tells_each_step_of_one_file(database: Path, folder: Path) -> None:
    told: list[str] = []
    asked = read(["import", str(folder / "a.csv")])
    with open_store(database) as store:
        import_command.take(store, folder / "a.csv", asked, {}, told.append)
    assert told == list(import_command.STEPS)


IN_NO_HURRY = """
import sys
from datasets.intake import drafting
from datasets.__main__ import main

real = drafting.draft

def slow(*given, step, **named):  # a file that takes a while, whatever the machine
    import time
    step("check")
    time.sleep(1.3)
    return real(*given, step=step, **named)

drafting.draft = slow
sys.exit(main(sys.argv[1:]))
"""
"""The command line with a file that takes its time."""


def on_a_terminal(database: Path, *arguments: object) -> tuple[int, str, str]:
    """Run the command with a terminal as its standard error: the status, what was printed, and what was drawn."""
    pty = pytest.importorskip("pty", reason="a system without terminals of this kind")
    screen, terminal = pty.openpty()
    called = [sys.executable, "-c", IN_NO_HURRY, *map(str, arguments), "--database", str(database)]
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=terminal) as running:
        os.close(terminal)
        drawn = b""
        while True:
            try:
                more = os.read(screen, 4096)
            except OSError:  # Linux says so when the program has left the terminal
                break
            if not more:
                break
            drawn += more
        os.close(screen)
        printed = running.stdout.read() if running.stdout else b""
    return running.returncode, printed.decode(), drawn.decode()


@pytest.mark.longer("a file that takes seconds, on a terminal")
def test_a_long_file_shows_its_step_and_the_seconds_on_a_terminal_and_leaves_no_trace(
    database: Path, folder: Path
) -> None:
    status, printed, drawn = on_a_terminal(database, "import", folder / "a.csv")
    assert status == 0, drawn
    assert "[#####               ] checking, 0 s: a.csv" in drawn
    assert "[#####               ] checking, 1 s: a.csv" in drawn, "it moves while a step lasts"
    assert drawn.endswith("\r\x1b[K")
    assert "checking" not in printed
    assert "\x1b" not in printed


@pytest.mark.longer("a program is started on a terminal")
@pytest.mark.parametrize(("option", "names"), [("--json", ("a.csv",)), ("--quiet", ("a.csv", "b.csv"))])
def test_nothing_is_drawn_for_a_program_or_where_nobody_wants_it(
    database: Path, folder: Path, option: str, names: tuple[str, ...]
) -> None:
    status, printed, drawn = on_a_terminal(database, "import", *(folder / name for name in names), option)
    assert (status, drawn) == (0 if len(names) == 1 else 2, "")
    assert printed


def test_one_file_shows_no_progress_where_nobody_watches(run: Run, folder: Path) -> None:
    status, _, errors = run("import", folder / "a.csv")
    assert (status, errors) == (0, "")


def test_a_refused_file_takes_its_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with pytest.raises(Refused), import_command.Steps("none.csv", commits=True) as steps:
        raise Refused()
    assert not steps._drawing.is_alive()
    assert screen.getvalue().endswith("\r\x1b[K")


@pytest.mark.longer("a file is examined again and again")
def test_a_large_finding_holds_a_file_back_until_somebody_says_to_have_looked_at_it(
    run: Run, tmp_path: Path, database: Path
) -> None:
    before, slip = newest(database), tmp_path / "slip.csv"
    lines = ["city,year,sector,carrier,value,unit", "Varna,2021,residential,natural_gas,1357911,MWh"]
    slip.write_text("\n".join([*lines, "Varna,2021,residential,natural_gas,274298022,t CO2"]), encoding="utf-8")
    status, answer, _ = run("import", slip, "--json")
    assert (status, answer["outcome"], newest(database)) == (2, "needs-answers", before)
    (waiting,) = [problem for problem in answer["problems"] if problem["severity"] == "ask"]
    assert (waiting["code"], waiting["row"]) == ("finding-open", 3)
    repair = answer["findings"][0]["repair_answer"]
    status, answer, _ = run("import", slip, "--answer", "=".join(repair), "--dry-run", "--json")
    assert (status, answer["inventories"][0]["emissions_tco2"]) == (0, pytest.approx(274298.022))
    status, answer, _ = run("import", slip, "--looked-at", "--author", "Ada", "--json")
    assert (status, answer["outcome"]) == (0, "committed")
    _, (entry, *_rest), _ = run("history", "Varna", "--json")
    looked = {key: who for key, who in entry["answers"].items() if key.startswith("looked:")}
    assert looked == {"looked:unit-slip:BG0002:2021:2-3:274023778t": "Ada"}


@pytest.mark.longer("several commands, each on an opened database")
def test_memory_is_used_and_can_be_switched_off(run: Run, tmp_path: Path) -> None:
    text = "city;year;sector;carrier;Prelievo;unit\nVarna;{year};residential;natural_gas;{amount};MWh\n"
    for year in (2021, 2022):
        (tmp_path / f"{year}.csv").write_text(text.format(year=year, amount=year % 7 + 40), encoding="utf-8")
    assert run("import", tmp_path / "2021.csv", "--answer", "column:value=Prelievo")[0] == 0
    assert run("import", tmp_path / "2022.csv", "--no-memory", "--json")[1]["outcome"] == "needs-answers"
    status, answer, _ = run("import", tmp_path / "2022.csv", "--json")
    assert (status, answer["outcome"]) == (0, "committed")
    assert "answers-remembered" in [problem["code"] for problem in answer["problems"]]


# cities --find


def test_a_city_is_found_on_file_or_among_the_signatories(run: Run) -> None:
    status, found, _ = run("cities", "--find", "torino", "--json")
    assert (status, [(item["city"], item["on_file"]) for item in found]) == (0, [("IT0004", True)])
    status, found, _ = run("cities", "--find", "Cardiff, UK", "--json")
    assert (status, [(item["city"], item["on_file"]) for item in found]) == (0, [("GB0012", False)])
    assert "GB0012" in run("cities", "--find", "cardiff")[1]


def test_every_city_of_a_name_is_listed_and_a_country_narrows_it(run: Run) -> None:
    assert [item["city"] for item in run("cities", "--find", "Essen", "--json")[1]] == ["BE0297", "DE0009"]
    assert [item["city"] for item in run("cities", "--find", "Essen", "--country", "Belgium", "--json")[1]] == [
        "BE0297"
    ]


def test_a_name_that_nobody_bears_is_answered_with_the_nearest(run: Run) -> None:
    status, answer, _ = run("cities", "--find", "Bolonga", "--json")
    assert status == 2
    assert answer["problems"][0]["choices"][0] == "IT0007 (Bologna, Italy)"
    assert run("cities", "--find", "Turin", "--country", "Narnia")[0] == 2
