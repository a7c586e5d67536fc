"""What the commands answer says what becomes of figures that are on file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
HEADER = "city,year,sector,carrier,energy_mwh\n"
WHOLE = (
    f"{HEADER}Turin,2021,residential,natural_gas,500\nTurin,2021,tertiary,electricity,200\nTurin,2021,industry,,100\n"
)
PART = f"{HEADER}Turin,2021,residential,natural_gas,450\n"


@pytest.fixture
def part(run: Run, tmp_path: Path) -> Path:
    """A file with one row of three that are on file."""
    (tmp_path / "whole.csv").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "part.csv").write_text(PART, encoding="utf-8")
    assert run("import", tmp_path / "whole.csv", "--looked-at")[0] == 0
    return tmp_path / "part.csv"


@pytest.mark.longer("a command on an opened database")
@pytest.mark.parametrize("dry", first(1, [["--dry-run"], []]))
def test_an_import_that_takes_figures_off_the_file_says_which(run: Run, part: Path, dry: list[str]) -> None:
    status, answer, _ = run("import", part, "--looked-at", "--reason", "a meter", *dry, "--json")
    assert (status, [problem["code"] for problem in answer["problems"]]) == (
        0,
        ["places-removed", "figures-removed"],
    )
    (replaced,) = answer["replaced"]
    assert (replaced["before"], replaced["after"], replaced["unit"]) == (800, 450, "MWh")
    assert [replaced[kind] for kind in ("new", "changed", "unchanged", "removed")] == [0, 1, 0, 2]
    differing = [(cell["change"], cell["sector"], cell["before"], cell["after"]) for cell in replaced["cells"]]
    assert differing == [
        ("changed", "residential", [500], [450]),
        ("removed", "tertiary", [200], []),
        ("removed", "industry", [100], []),
    ]


@pytest.mark.longer("a command on an opened database")
def test_it_says_so_in_words_too_before_a_reason_is_given(run: Run, part: Path) -> None:
    status, said, _ = run("import", part, "--looked-at")
    assert status == 2
    assert "in the place of 3 cells, 800 MWh: 1 changed, 2 removed, 0 unchanged, 0 new" in said
    assert "changed: residential, natural_gas: 500 MWh -> 450 MWh" in said
    assert "removed: tertiary, electricity: 200 MWh" in said
    assert "[warn] " in said


def test_an_import_beside_what_is_on_file_replaces_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(WHOLE, encoding="utf-8")
    _, answer, _ = run("import", tmp_path / "other.csv", "--looked-at", "--json")
    assert answer["replaced"] == []
    assert [(problem["severity"], problem["code"]) for problem in answer["problems"]] == [("warn", "carrier-blank")]


def test_a_long_file_says_that_it_was_not_compared_with_what_is_on_file(
    run: Run, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datasets.commands.import_command.examination.MOST_ROWS", 0)
    _, answer, _ = run("import", part, "--looked-at", "--reason", "a meter", "--dry-run", "--json")
    assert "not-compared" in {problem["code"] for problem in answer["problems"]}
    assert answer["replaced"] == []
