"""The real program as a child process, and the Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# No sandbox: containers run as root. The rest keeps Chromium from calling home, so that every request seen is ours.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)
START_SECONDS = 60.0
BUSY = '[data-testid="stStatusWidget"], [data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]'
# Streamlit marks its app element with the state of the script; figures are drawn after the script has ended.
SETTLED = f"""() => {{
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.getAttribute('data-test-script-state') !== 'notRunning') return false;
    if (app.getAttribute('data-test-connection-state') !== 'CONNECTED') return false;
    if (document.querySelector('{BUSY}')) return false;
    return [...document.querySelectorAll('.js-plotly-plot')].every(plot => plot.querySelector('.main-svg'));
}}"""


def chromium_path() -> str | None:
    """The Chromium to drive: ``CHROMIUM`` of the environment, otherwise one on the path, otherwise None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in (*found, *PLACES) if path and Path(path).exists()), None)


def launch(playwright: Playwright, path: str) -> Browser:
    """A headless Chromium from the system; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=path, headless=True, args=list(SWITCHES))


def free_port() -> int:
    """A port of this machine that nothing listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def healthy(url: str) -> bool:
    """Whether the server at ``url`` says that it is ready."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def serving(command: Sequence[str], port: int, log: Path) -> Iterator[str]:
    """Run ``python COMMAND`` from the project's folder and give its address once it answers.

    Raises RuntimeError with the program's own words when it ends or does not answer within a minute.
    """
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        program = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not healthy(url):
            if program.poll() is not None or time.monotonic() > deadline:
                state = "ran but did not answer" if program.poll() is None else f"ended with status {program.poll()}"
                words = log.read_text(encoding="utf-8", errors="replace")[-4000:]
                raise RuntimeError(f"`python {' '.join(command)}` {state} at {url}. It said:\n{words}")
            time.sleep(0.02)
        yield url
    finally:
        program.terminate()
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait(timeout=10)


@contextmanager
def dashboard(database: Path, log: Path) -> Iterator[str]:
    """The dashboard on a database of its own, at the address given."""
    port = free_port()
    with serving(
        ["-m", "dashboard", "--no-browser", "--port", str(port), "--database", str(database)], port, log
    ) as url:
        yield url


def settle(page: Page, seconds: float = 30.0) -> None:
    """Wait until the page's script has ended and every figure is drawn, twice in a row a moment apart.

    Raises playwright's TimeoutError when that does not come within ``seconds``.
    """
    for _ in range(2):
        page.wait_for_function(SETTLED, timeout=seconds * 1000)
        page.wait_for_timeout(120)
