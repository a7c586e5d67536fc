"""A file left unfinished is its browser's, on the page of its city; whoever signs in is the author."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Cookie, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.program import dashboard, settle
from tests.browser.test_upload import TURIN, choose, press
from tests.samples import sample_database
from tests.serving import free_port

pytestmark = pytest.mark.longer("several browsers, on a program of its own")

SECRET = "a secret of this test alone"
OFFER = "Continue with torino.csv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "torino.csv"
    path.write_text(TURIN, encoding="cp1252")
    return path


def data_page(page: Page, url: str, city: str) -> Page:
    page.goto(f"{url}/data?city={city}")
    settle(page)
    return page


def offers(page: Page, url: str, city: str) -> int:
    return data_page(page, url, city).get_by_role("button", name=OFFER).count()


def known_by(page: Page) -> Cookie:
    """The cookie by which the program knows a browser again."""
    (cookie,) = [item for item in page.context.cookies() if item["name"].startswith("covenant-browser-")]
    return cookie


def become(page: Page, *cookies: Cookie) -> None:
    """Go on as the browser that holds these cookies; as one that was never here without any."""
    page.context.clear_cookies()
    page.context.add_cookies(list(cookies))  # type: ignore[arg-type]


def test_a_file_belongs_to_its_browser_and_a_name_that_the_program_did_not_sign_is_nobodys(
    page: Page, app_url: str, file: Path
) -> None:
    choose(data_page(page, app_url, "IT0004"), file)
    ann = known_by(page)
    assert (ann["httpOnly"], ann["sameSite"], ann["path"]) == (True, "Lax", "/")
    assert page.evaluate("document.cookie").count("covenant") == 0
    assert [offers(page, app_url, city) for city in ("IT0004", "FR0009")] == [1, 0]
    become(page)
    assert offers(page, app_url, "IT0004") == 0
    bob = known_by(page)
    stolen = f"{ann['value'].rsplit('.', 1)[0]}.{bob['value'].rsplit('.', 1)[1]}"
    become(page, {**ann, "value": stolen})  # type: ignore[typeddict-item]
    assert offers(page, app_url, "IT0004") == 0
    assert known_by(page)["value"] != stolen
    become(page, ann)
    assert offers(page, app_url, "IT0004") == 1


@pytest.mark.thorough("that the key, the cookie and the file outlive a restart is tested one by one")
def test_the_same_browser_is_known_again_after_a_restart_and_another_one_is_not(
    page: Page, tmp_path: Path, file: Path
) -> None:
    database, port = sample_database(tmp_path / "covenant.duckdb"), free_port()
    with dashboard(database, tmp_path / "first.log", port) as url:
        choose(data_page(page, url, "IT0004"), file)
        ann = known_by(page)
        become(page)
        data_page(page, url, "IT0004")
        bob = known_by(page)
    with dashboard(database, tmp_path / "second.log", port) as url:
        become(page, bob)
        assert offers(page, url, "IT0004") == 0
        become(page, ann)
        assert offers(page, url, "IT0004") == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of Unix")
def test_nobody_else_on_the_machine_reads_the_files_and_the_key(program_folder: Path, app_url: str) -> None:
    assert (program_folder / "covenant.duckdb").stat().st_mode & 0o077 == 0


def test_the_files_of_a_browser_are_not_those_of_who_signs_in_with_it_who_is_the_author(
    page: Page, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", SECRET)
    with dashboard(sample_database(tmp_path / "covenant.duckdb"), tmp_path / "program.log") as url:
        choose(data_page(page, url, "IT0004"), file)
        told = {"origin": url, "is_logged_in": True, "email": "carla@example.org", "sub": "7"}
        signed = create_signed_value(SECRET, "_streamlit_user", json.dumps(told)).decode()
        page.context.add_cookies([{"name": "_streamlit_user", "value": signed, "url": url}])
        assert offers(page, url, "IT0004") == 0
        choose(page, file)
        page.get_by_text("A comma: 1.234,5").click()
        press(page, "Apply the answers")
        page.get_by_role("textbox", name="Why does this file hold less").fill("a first look")
        press(page, "Apply the answers")
        expect(page.get_by_text("You are signed in as carla")).to_be_visible()
        expect(page.get_by_label("Your name")).to_have_count(0)
        press(page, "Commit this file")
        page.goto(f"{url}/history?city=IT0004")
        settle(page)
        expect(page.get_by_text("carla").first).to_be_visible()
