"""The real program as a child process that serves at a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180.0
END_SECONDS = 20.0


@dataclass(frozen=True)
class Served:
    """A program that answers: its address, and the process that takes lines and gives them where it was ``told``."""

    url: str
    process: subprocess.Popen[str]


def free_port() -> int:
    """A port of this machine that nothing listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, log: Path, root: Path = ROOT, told: bool = False) -> Iterator[Served]:
    """Run ``python COMMAND`` from the project's folder ``root`` until the end of the block, and go on once it answers.

    What it says goes to ``log``. A program that is ``told`` something hears its standard input, and its standard
    output is for who tells. Raises RuntimeError with the program's own words when it ends or does not answer within
    ``START_SECONDS``.
    """
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=root,
            # What was compiled once is kept, as on the machine of a person.
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""},
            stdin=subprocess.PIPE if told else subprocess.DEVNULL,
            stdout=subprocess.PIPE if told else output,
            stderr=output,
            text=True,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _healthy(url):
            if process.poll() is not None or time.monotonic() > deadline:
                state = "ran but did not answer" if process.poll() is None else f"ended with status {process.poll()}"
                words = log.read_text(encoding="utf-8", errors="replace")[-4000:]
                raise RuntimeError(f"`python {' '.join(command)}` {state} at {url}. It said:\n{words}")
            time.sleep(0.02)
        yield Served(url, process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _healthy(url: str) -> bool:
    """Whether the server at ``url`` says that it is ready."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
