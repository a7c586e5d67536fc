"""A file left unfinished is its browser's, on the page of its city; whoever signs in is the author."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.program import free_port, serving, settle
from tests.browser.test_upload import TURIN, choose, press

SECRET = "a secret of this test alone"
OFFER = "Continue with torino.csv"


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Each call gives a browser with a jar of its own."""
    made: list[BrowserContext] = []

    def another() -> BrowserContext:
        made.append(browser.new_context(locale="en-GB"))
        return made[-1]

    yield another
    for context in made:
        context.close()


def data_page(context: BrowserContext, url: str, city: str) -> Page:
    page = context.new_page()
    page.goto(f"{url}/data?city={city}")
    settle(page)
    return page


def offers(context: BrowserContext, url: str, city: str) -> int:
    page = data_page(context, url, city)
    found = page.get_by_role("button", name=OFFER).count()
    page.close()
    return found


def test_files_and_names_belong_to_who_they_are_of(
    contexts: Callable[[], BrowserContext], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", SECRET)
    file, port = tmp_path / "torino.csv", free_port()
    file.write_text(TURIN, encoding="cp1252")
    command = ["-m", "dashboard", "--no-browser", "--port", str(port), "--database", str(tmp_path / "covenant.duckdb")]
    ann, bob = contexts(), contexts()
    with serving(command, port, tmp_path / "first.log") as url:
        page = data_page(ann, url, "IT0004")
        choose(page, file)
        (cookie,) = [item for item in ann.cookies() if item["name"].startswith("covenant-browser-")]
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
        assert page.evaluate("document.cookie").count("covenant") == 0
        assert [offers(ann, url, city) for city in ("IT0004", "FR0009")] == [1, 0]
        assert offers(bob, url, "IT0004") == 0
        (other,) = [item for item in bob.cookies() if item["name"] == cookie["name"]]
        thief = contexts()
        stolen = f"{cookie['value'].rsplit('.', 1)[0]}.{other['value'].rsplit('.', 1)[1]}"
        thief.add_cookies([{**cookie, "value": stolen}])  # type: ignore[typeddict-item]
        assert offers(thief, url, "IT0004") == 0
        assert thief.cookies()[0]["value"] != stolen

    if os.name == "posix":
        assert (tmp_path / "covenant.duckdb").stat().st_mode & 0o077 == 0, "it holds the files and the key"
    with serving(command, port, tmp_path / "second.log") as url:
        assert offers(bob, url, "IT0004") == 0
        assert offers(ann, url, "IT0004") == 1, "the same browser is known again after a restart"
        told = {"origin": url, "is_logged_in": True, "email": "carla@example.org", "sub": "7"}
        signed = create_signed_value(SECRET, "_streamlit_user", json.dumps(told)).decode()
        ann.add_cookies([{"name": "_streamlit_user", "value": signed, "url": url}])
        assert offers(ann, url, "IT0004") == 0, "a person's files are not those of the browser that was used before"
        page = data_page(ann, url, "IT0004")
        choose(page, file)
        page.get_by_text("A comma: 1.234,5").click()
        press(page, "Apply the answers")
        page.get_by_role("textbox", name="Say why they are removed").fill("a first look")
        press(page, "Apply the answers")
        expect(page.get_by_text("You are signed in as carla")).to_be_visible()
        expect(page.get_by_label("Your name")).to_have_count(0)
        press(page, "Commit this file")
        page.goto(f"{url}/history?city=IT0004")
        settle(page)
        expect(page.get_by_text("carla").first).to_be_visible()
