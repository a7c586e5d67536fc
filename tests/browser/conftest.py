"""One program and one Chromium for all browser tests of a worker, and a page that notes every request to elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from datasets import City, open_store
from tests.browser.program import PATIENCE, chromium_path, dashboard, launch, settle, window_of
from tests.samples import sample_database

HERE = Path(__file__).resolve().parent
PLAN = b"id,name,sector,start,end,status,avoided_t\nM1,Electric city buses,transport,2024,2027,ongoing,140\n"
KEPT = "http://127.0.0.1:1/"
"""An empty page of the host of all programs, which a test never leaves."""


@pytest.hookimpl(tryfirst=True)  # before those who are asked for, or against, are looked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests carry their marker, and are run once more where they fail: a key or click can come too early for a
    page on a busy machine. The report lists each that needed it."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium. Its absence skips on a person's machine and fails in a check."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on the path; `make test` installs one, or set CHROMIUM=/path/to/chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium for the tests of a worker."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = launch(playwright, chromium)
        yield running
        running.close()


@pytest.fixture(scope="session")
def program_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program's database."""
    return tmp_path_factory.mktemp("program")


@pytest.fixture(scope="session")
def app_url(program_folder: Path) -> Iterator[str]:
    """The address of the real program, started as people start it, with the sample cities in a new database."""
    with dashboard(program_folder / "covenant.duckdb", program_folder / "program.log") as url:
        yield url


@pytest.fixture(scope="session")
def workshop_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of another program, for tests that leave something on file: each at cities of its own. The plan of
    Vila Nova de Famalicão holds an action there."""
    folder = tmp_path_factory.mktemp("workshop")
    database = sample_database(folder / "covenant.duckdb")
    with open_store(database) as store:
        city = City(store, "PT0014")
        city.commit_actions(city.draft_actions(PLAN, "plan.csv"), who="Ada", reason="the plan")
    with dashboard(database, folder / "program.log") as url:
        yield url


@pytest.fixture
def elsewhere() -> list[str]:
    """The addresses outside this machine that the page asked for; a test states what it expects of the list."""
    return []


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """What the pages of all tests share: the process in Chromium, which ends with its last page, and has read
    Streamlit's code by then."""
    context = window_of(
        browser,
        viewport={"width": 1440, "height": 1180},
        locale="en-GB",
        reduced_motion="reduce",  # each picture of a movement is drawn by the processor here
    )
    context.set_default_timeout(PATIENCE)
    kept = context.new_page()
    kept.route(KEPT, lambda route: route.fulfill(body="", content_type="text/html"))
    kept.goto(KEPT)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, elsewhere: list[str]) -> Iterator[Page]:
    """A page, 1440 by 1180, of a browser that was never here, which notes each request to elsewhere."""

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("127.0.0.1", "localhost"):
            elsewhere.append(request.url)

    window.clear_cookies()
    fresh = window.new_page()
    fresh.on("request", note)
    yield fresh
    if fresh.url != "about:blank":
        fresh.evaluate("localStorage.clear()")
    fresh.close()


@pytest.fixture
def visit(page: Page, app_url: str) -> Callable[[str], Page]:
    """``visit("/?city=US-BOS")`` opens an address of the program and waits until nothing moves any more."""

    def opened(address: str = "/") -> Page:
        page.goto(app_url + address)
        settle(page)
        return page

    return opened
