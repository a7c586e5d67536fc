"""What is printed of a file can only be read: it moves no cursor, colours no terminal and turns no letters around."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from datasets.commands.arguments import visible

TRICKS = 'city,year,sector,energy_mwh\n"\x1b[31mRed\x07\u202eeman",2012,residential,5\n'


def test_control_characters_are_shown_by_their_number() -> None:
    assert visible("\x1b[2J\x9b1m\u202e\r") == r"\u001b[2J\u009b1m\u202e\u000d"
    assert visible("Zürich\tВарна\n") == "Zürich\tВарна\n"


@pytest.mark.longer("programs are started")
@pytest.mark.parametrize("way", [(), ("--json",)])
def test_a_name_in_a_file_cannot_steer_the_terminal(tmp_path: Path, root: Path, way: tuple[str, ...]) -> None:
    (tmp_path / "file.csv").write_text(TRICKS, "utf-8")
    called = ["import", str(tmp_path / "file.csv"), "--empty", "--database", str(tmp_path / "x.duckdb"), *way]
    done = subprocess.run(
        [sys.executable, "-m", "datasets", *called],
        cwd=root,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=600,
    )
    printed = done.stdout + done.stderr
    assert done.returncode == 2
    assert b"\x1b" not in printed
    assert "\u202e".encode() not in printed
    if way:
        assert json.loads(done.stdout)["problems"][0]["found"] == '"\x1b[31mRed\x07[U+202E]eman"'
