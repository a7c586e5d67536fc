"""A PostgreSQL server of the system's packages for the tests: one for each process of them, on a socket of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from psycopg import sql

_NUMBERS = count(1)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "50",
    "log_min_messages": "fatal",
}
"""A server that leaves its writing to the system, so that its own end loses nothing; ``lasting`` is for those that are
killed at any moment."""
RIGHTS = Path(__file__).parents[1] / "datasets" / "store" / "postgres" / "rights.sql"
PROGRAM = "covenant_dashboard"
"""The role that may read a ledger and add to it."""
LASTING = {"fsync": "on", "full_page_writes": "on"}


def programs() -> Path | None:
    """The folder of the newest server that is installed; None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.name.partition(".")[0]))
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def _as_nobody() -> list[str]:
    """How a server is started: not by root, as whom it does not run, and so that it ends with the tests, whatever ends
    these."""
    if shutil.which("setpriv") is None:
        return []
    nobody = [] if os.geteuid() else ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
    return ["setpriv", *nobody, "--pdeathsig", "QUIT"]


class Server:
    """One server with its data, which is stopped and thrown away at the end."""

    def __init__(self, lasting: bool = False) -> None:
        found = programs()
        assert found is not None
        self.bin = found
        self.folder = Path(mkdtemp(prefix="ledger-"))
        self.free: list[str] = []
        """The addresses of databases that are empty again."""
        self.settings = SETTINGS | (LASTING if lasting else {})
        if not os.geteuid():
            shutil.chown(self.folder, "nobody", "nogroup")
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale"
        )
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_nobody(), str(self.bin / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        command = [*_as_nobody(), str(self.bin / "postgres"), "-D", str(self.data), "-k", str(self.folder), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                given_up = self._process.poll() is not None or time.monotonic() > until
                assert not given_up, (self.folder / "log").read_text()
                time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends it in order, SIGQUIT at once and without saving, as a power cut would."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def address(self, name: str, role: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://{role}@/{name}?host={self.folder}"

    def database(self) -> str:
        """A new database; its address."""
        name = f"ledger_{next(_NUMBERS)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.address(name)

    def rights(self, ledger: str, password: str = "") -> str:
        """Give the role of the dashboards its rights in the ledger at an address; its own address for that ledger."""
        told = {**os.environ, "PROGRAM_PASSWORD": password}
        command = [str(self.bin / "psql"), "-q", "-v", f"program={PROGRAM}", "-f", str(RIGHTS), ledger]
        done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, "")
        return ledger.replace("postgres@", f"{PROGRAM}@")

    def end(self) -> None:
        """Stop it and throw its data away."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def server(lasting: bool = False) -> Iterator[Server]:
    """A server for a while. The test is skipped where none is installed."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed (make test installs one by apt)")
    made = Server(lasting)
    try:
        yield made
    finally:
        made.end()
