"""Where the data lies, for the command line and the dashboard alike."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "COVENANT_DATABASE"
"""The environment variable that names another database."""


def database() -> Path | str:
    """The file that holds the data: from the environment (":memory:" for none), otherwise data/covenant.duckdb in the
    project."""
    named = os.environ.get(VARIABLE)
    if named == ":memory:":
        return named
    return Path(named) if named else ROOT / "data" / "covenant.duckdb"
