"""What a ledger has acknowledged is kept, whoever is killed: the process that commits or the server itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

KILLS = int(os.environ.get("COVENANT_KILLS", "25"))
"""How often one of them is killed, by turns; COVENANT_KILLS=1000 for the long run."""


@pytest.mark.longer("programs and servers are started and killed one after the other")
@pytest.mark.skipif(postgres.programs() is None, reason="no PostgreSQL server is installed")
def test_a_killed_process_or_server_loses_nothing_that_was_acknowledged(root: Path) -> None:
    command = [sys.executable, "-m", "tests.datasets.ledger_kills", str(KILLS)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300 + 60 * KILLS)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == [], done.stderr
    assert found["revisions"] >= KILLS // 2
