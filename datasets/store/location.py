"""Where the data lies, for the command line and the dashboard alike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = "COVENANT_DATABASE"
"""The environment variable that names another database."""
INSTALLED = not (ROOT / "pyproject.toml").exists()
"""Whether this is the program as a package, whose folder belongs to the installer, and not the project's own folder."""
LEDGER = "COVENANT_LEDGER"
"""The one that names the ledger of several dashboards: postgresql://USER@HOST/DATABASE."""


_CALLED: ContextVar[str | None] = ContextVar("database", default=None)


@contextmanager
def called(database: Path | str) -> Iterator[None]:
    """Let this be the database of a call that names one."""
    token = _CALLED.set(str(database))
    try:
        yield
    finally:
        _CALLED.reset(token)


def database() -> Path | str:
    """The file that holds the data: that of the call, or from the environment (":memory:" for none), otherwise
    covenant.duckdb in the folder of data."""
    named = _CALLED.get() or os.environ.get(VARIABLE)
    if named == ":memory:":
        return named
    return Path(named) if named else home() / "covenant.duckdb"


def home() -> Path:
    """The folder of data: the project's own; where the program is installed, that of the user for its data."""
    if not INSTALLED:
        return ROOT / "data"
    from platformdirs import user_data_path

    return user_data_path("covenant", appauthor=False)


def program(module: str) -> str:
    """How the program is called from a command line."""
    return "covenant" if INSTALLED else f"python -m {module}"


def ledger() -> str | None:
    """The address of the ledger that the database follows; None where the database holds its ledger itself."""
    return os.environ.get(LEDGER) or None


def named(address: str) -> str:
    """An address of a ledger, or a path, as it may be shown: without the name and the password of an address."""
    scheme, found, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if found else address
