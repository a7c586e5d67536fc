"""The dashboard with a second way in: it does what a line on its standard input says, since one process holds the
database. ``python -m tests.visits.program --database FILE --port PORT`` begins it, ``running`` from Python."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.serving import ROOT, Served, free_port, serving

ANSWER = "answer:"
"""What an answer begins with, since the server writes to the same place."""
LINES: dict[str, Callable[..., object]] = {}


def line(act: Callable[..., object]) -> Callable[..., object]:
    """Make an act of what a line names, with its words as arguments."""
    LINES[act.__name__] = act
    return act


@line
def commit(city_id: str, year: str, tonnes: str, method: str = "gpc") -> int:
    """Replace the emissions of one inventory by one sector of so many tonnes; the number of the revision."""
    from dashboard import session
    from tests.datasets.builders import row, submission

    found = row("residential", float(tonnes), city_id=city_id, year=int(year), method=method)
    return session.store().commit(submission(found, heads=100_000.0)).revision


@line
def attempt(city_id: str, year: str, tonnes: str) -> int:
    """Commit; the number of the revision, 0 where it is refused, and the number with a minus where this very dashboard
    does not show it at once."""
    from analytics.text.problems import Refused
    from dashboard import session

    try:
        made = int(str(commit(city_id, year, tonnes)))
    except Refused:
        return 0
    return made if session.store().newest_revision() >= made else -made


@line
def newest() -> int:
    """The newest revision that this dashboard shows."""
    from dashboard import session

    return session.store().newest_revision()


@line
def opening() -> int:
    """Which opening of the database in this process the pages read."""
    from dashboard import kept_readings

    return kept_readings.current().opened.number


@line
def undo(revision: str) -> int:
    """Take back a revision; the number of the new one."""
    from dashboard import session

    return session.store().undo(int(revision), "an analyst", "a test").revision


@line
def memory() -> int:
    """The memory that the process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


@line
def processor() -> int:
    """The processor time that the process has taken, in microseconds."""
    return int(1e6 * time.process_time())


@line
def loaded(module: str) -> int:
    """Whether the process has loaded a module."""
    return int(module in sys.modules)


def _listen() -> None:
    for said in sys.stdin:
        name, *words = said.split()
        print(ANSWER, LINES[name](*words), flush=True)


class Program:
    """The program as it runs: its address, and what it is told."""

    def __init__(self, served: Served) -> None:
        self.url, self._process = served.url, served.process

    def tell(self, *words: object) -> int:
        """Say a line and wait for the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(*words, file=self._process.stdin, flush=True)
        for said in self._process.stdout:
            if said.startswith(ANSWER):
                return int(said.removeprefix(ANSWER))
        raise RuntimeError("The program has ended.")


@contextmanager
def running(database: Path, log: Path, root: Path = ROOT) -> Iterator[Program]:
    """The program on a database, until the end of the block."""
    port = free_port()
    command = ["-m", "tests.visits.program", "--database", str(database), "--port", str(port)]
    with serving(command, port, log, root, told=True) as served:
        yield Program(served)


if __name__ == "__main__":
    from dashboard import __main__ as dashboard

    Thread(target=_listen, daemon=True).start()
    sys.exit(dashboard.main(["--no-browser", *sys.argv[1:]]))
