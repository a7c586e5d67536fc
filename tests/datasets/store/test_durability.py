"""What was promised is kept: a process killed in the middle of its work loses no revision and leaves no half of one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("COVENANT_KILLS", "7"))
"""How often a writer is killed; COVENANT_KILLS=1000 for the long run."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer forks")
def test_a_killed_writer_loses_no_promised_revision_and_leaves_no_half(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "tests.datasets.writer", str(tmp_path / "covenant.duckdb"), str(KILLS)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60 + 5 * KILLS)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == [], done.stderr
    assert found["revisions"] > 1
