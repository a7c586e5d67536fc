"""What was promised is kept: a process killed in the middle of its work loses no revision and leaves no half of one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = int(os.environ.get("COVENANT_KILLS", "25"))
"""How often a writer is killed; COVENANT_KILLS=1000 for the long run."""


@pytest.mark.longer("a program is started and killed again and again")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer forks")
def test_a_killed_writer_loses_no_promised_revision_and_leaves_no_half(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "tests.datasets.writer", str(tmp_path / "covenant.duckdb"), str(KILLS)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120 + 20 * KILLS)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == [], done.stderr
    assert found["revisions"] > 1


def stopped(folder: Path, root: Path, what: str) -> Any:
    command = [sys.executable, "-m", "tests.datasets.stopped", str(folder), what]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=7200)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.longer("programs are started and killed one after the other")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs fork")
def test_a_killed_start_commit_backup_restore_or_compacting_gives_no_false_alarm_and_loses_nothing(
    tmp_path: Path, root: Path
) -> None:
    assert stopped(tmp_path, root, "2") == []


@pytest.mark.thorough("four hundred programs are killed")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs fork")
def test_hundreds_of_kills_give_no_false_alarm_either(tmp_path: Path, root: Path) -> None:
    assert stopped(tmp_path, root, "400") == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs fork")
@pytest.mark.longer("a program is started for each step at which it is stopped")
@pytest.mark.parametrize("act", ["restore", "copy", "compact"])
def test_wherever_one_of_these_is_stopped_there_is_one_whole_state(tmp_path: Path, root: Path, act: str) -> None:
    """Stopped before and after each name that changes, one after the other, until the work runs through."""
    stops, wrong = stopped(tmp_path, root, act)
    assert wrong == []
    assert stops >= 5
