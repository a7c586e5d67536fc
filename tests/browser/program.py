"""The dashboard as people start it, and the Chromium that looks at it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

from tests.serving import free_port, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# No sandbox: containers run as root. One process for the pages of one program, which reads Streamlit's code once. The
# rest keeps Chromium from calling home, so that every request seen is ours.
SWITCHES = (
    "--no-sandbox",
    "--process-per-site",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)
BUSY = '[data-testid="stStatusWidget"], [data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]'
MOMENT = 200
"""Milliseconds."""
PATIENCE = 90_000
"""Milliseconds that a test waits at most for what it expects of a page: who shares the machine may slow it, and what
comes at once is not waited for."""
UNANSWERED = 15_000
"""Milliseconds after which what a page said to its server counts as a message that has no answer."""
# Streamlit shows that a script runs once the server says so, which a busy machine does late: until then nothing but the
# open question on the page's socket tells that something is to come.
LISTEN = """
window.talk = {said: 0, heard: 0};
window.WebSocket = class extends WebSocket {
    constructor(...address) {
        super(...address);
        this.addEventListener('message', () => { window.talk.heard = performance.now(); });
    }
    send(message) {
        window.talk.said = performance.now();
        super.send(message);
    }
};
"""
# Streamlit marks its app element with the state of the script; figures are drawn after the script has ended. A call
# looks anew, since a click takes a moment until it reaches the socket.
SETTLED = f"""call => {{
    const app = document.querySelector('[data-testid="stApp"]');
    const {{said, heard}} = window.talk;
    const answered = said <= heard || performance.now() - said > {UNANSWERED};
    const still = answered && app && app.getAttribute('data-test-script-state') === 'notRunning'
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && !document.querySelector('{BUSY}')
        && [...document.querySelectorAll('.js-plotly-plot')].every(plot => plot.querySelector('.main-svg'));
    const tall = document.querySelector('[data-testid="stMain"]')?.scrollHeight;
    const {{call: before, tall: known}} = window.settling ?? {{}};
    if (!still || before !== call || known !== tall) window.settling = {{call, tall, since: performance.now()}};
    return performance.now() - window.settling.since >= {MOMENT};
}}"""
_CALLS = count()


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


def window_of(browser: Browser, **settings: Any) -> BrowserContext:
    """A window of its own, with the ``settings`` of playwright's ``new_context``; ``settle`` knows its pages."""
    context = browser.new_context(**settings)
    context.add_init_script(LISTEN)
    return context


@contextmanager
def dashboard(database: Path, log: Path, port: int | None = None) -> Iterator[str]:
    """The dashboard on a database of its own, at the address given."""
    port = port or free_port()
    command = ["-m", "dashboard", "--no-browser", "--port", str(port), "--database", str(database)]
    with serving(command, port, log) as served:
        yield served.url


def settle(page: Page) -> None:
    """Wait until the page's script has ended and every figure is drawn, and nothing has moved for a moment.

    The page is of a window that ``window_of`` opened. Raises playwright's TimeoutError when that does not come within
    ``PATIENCE``.
    """
    page.wait_for_function(SETTLED, arg=next(_CALLS), timeout=PATIENCE, polling=MOMENT / 4)


def pick_option(box: Locator, option: str | re.Pattern[str], *, exact: bool = False) -> None:
    """Choose an ``option`` of a list, by its name, and wait until the page has answered.

    The list is opened by the keyboard once the page is at rest: one that a click opens closes where the page still
    scrolls.
    """
    box.scroll_into_view_if_needed()
    settle(box.page)
    box.focus()
    box.press("ArrowDown")
    box.page.get_by_role("option", name=option, exact=exact).first.click()
    settle(box.page)


class Clicks:
    """A hand that counts its clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, what: Locator) -> None:
        """One click, and the page at rest after it."""
        what.click()
        self.count += 1
        settle(self.page)
