"""People sign in at a real OpenID provider (npm's oidc-provider): who comes in, who is the author, who stays out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from datasets import Cities, access, open_store
from datasets.__main__ import main
from tests.browser.program import dashboard, settle
from tests.browser.test_upload import TURIN, choose, press
from tests.samples import sample_database
from tests.serving import free_port

pytestmark = pytest.mark.longer("a program and a provider of sign-in of its own")

PROVIDER = Path(__file__).resolve().parent / "provider"
SECRET = "a cookie secret of this test, long enough"
WHY = "the council said so"


@pytest.fixture(scope="module")
def provider_program() -> Path:
    """The provider, installed at the versions of its lock file. Its absence skips on a person's machine and fails in a
    check."""
    if not shutil.which("node") or not shutil.which("npm"):
        reason = "no node and npm on the path; `make test` installs them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    if not (PROVIDER / "node_modules").exists():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=PROVIDER, check=True, capture_output=True, timeout=300)
    return PROVIDER / "provider.mjs"


@contextmanager
def provider(program: Path, port: int, callback: str) -> Iterator[None]:
    command = ["node", str(program), str(port), callback, "600"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "listening\n"
        yield
    finally:
        running.terminate()
        running.communicate(timeout=20)


def secrets(callback: str, issuer: str) -> str:
    """The settings of a dashboard that people sign in to at this provider."""
    return f"""
[auth]
redirect_uri = "{callback}"
cookie_secret = "{SECRET}"
client_id = "dashboard"
client_secret = "a-secret-of-the-tests-alone"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login", scope = "openid email profile" }}
"""


@pytest.fixture(scope="module")
def guarded_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada leads Turin, Vera reads there."""
    database = sample_database(tmp_path_factory.mktemp("guarded") / "covenant.duckdb")
    with open_store(database) as store:
        for name, role in (("ada@example.org", access.CITY_LEAD), ("vera@example.org", access.VIEWER)):
            Cities(store).people.give(name, role, "Turin", access.SystemUser("root"), WHY)
    return database


@pytest.fixture(scope="module")
def guarded(provider_program: Path, guarded_database: Path) -> Iterator[tuple[str, str]]:
    """The address of a program that people sign in to, and that of the provider."""
    database, folder, port, other = guarded_database, guarded_database.parent, free_port(), free_port()
    issuer = f"http://127.0.0.1:{other}"
    (folder / ".streamlit").mkdir()
    callback = f"http://127.0.0.1:{port}/oauth2callback"
    (folder / ".streamlit" / "secrets.toml").write_text(secrets(callback, issuer), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        running = provider(provider_program, other, callback)
        with running, dashboard(database, folder / "program.log", port) as url:
            yield url, issuer


def sign_in(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/data?city=IT0004")
    settle(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Sign in").click()
    answered_at_provider(page, name)
    page.wait_for_url(f"{url}/**")
    settle(page)


def answered_at_provider(page: Page, name: str) -> None:
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_who_signs_in_commits_under_their_name_and_signs_out(
    page: Page, guarded: tuple[str, str], tmp_path: Path
) -> None:
    url, _ = guarded
    file = tmp_path / "torino.csv"
    file.write_text(TURIN, encoding="cp1252")
    sign_in(page, url, "ada")
    page.wait_for_url(f"{url}/data?city=IT0004")  # as it was asked for before
    expect(page.get_by_text("You are signed in as ada")).to_be_visible()
    settle(page)
    choose(page, file)
    page.get_by_text("A comma: 1.234,5").click()
    press(page, "Apply the answers")
    page.get_by_role("textbox", name="Why does this file hold less").fill("a first look")
    press(page, "Apply the answers")
    press(page, "Commit this file")
    expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
    page.goto(f"{url}/roles?city=IT0004")
    settle(page)
    page.get_by_role("textbox", name="Person").fill("bob@example.org")
    page.get_by_role("textbox", name="Reason").fill(WHY)
    press(page, "Give the role")
    expect(page.get_by_text("On file as revision")).to_be_visible()
    expect(page.get_by_role("rowheader", name="bob@example.org")).to_be_visible()
    page.goto(f"{url}/history?city=IT0004")
    settle(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile("ada@")).first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Yes, sign me out")).to_be_visible()  # of the provider, too
    page.goto(f"{url}/data?city=IT0004")
    settle(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def cookie(page: Page, url: str, secret: str = SECRET, **claims: Any) -> Page:
    """The front page as who brings Streamlit's cookie with these claims."""
    who = {"email": "ada@example.org", "email_verified": True}
    told = {"origin": url, "is_logged_in": True, "provider": "default", **who, **claims}
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(told)).decode()
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "_streamlit_user", "value": signed, "url": url}])
    page.goto(f"{url}/data?city=IT0004")
    settle(page)
    return page


def test_who_has_no_sign_in_that_holds_sees_no_city_and_is_told_why(page: Page, guarded: tuple[str, str]) -> None:
    url, issuer = guarded
    later = time.time() + 600
    expect(cookie(page, url, exp=later).get_by_text("Turin").first).to_be_visible()
    for claims, words in (
        ({"exp": time.time() - 1}, "Your sign-in has run out."),
        ({}, "Your sign-in has run out."),
        ({"exp": later, "secret": "another secret of somebody who forges"}, "The figures are shown after signing in."),
        ({"exp": later, "email_verified": False, "sub": "m", "iss": issuer}, "You have no role in any city yet."),
        ({"exp": later, "email": "stranger@example.org"}, "You have no role in any city yet."),
    ):
        shown = cookie(page, url, **claims)
        expect(shown.get_by_text(words)).to_be_visible()
        assert "Turin" not in shown.locator("body").inner_text()
    viewer = cookie(page, url, exp=later, email="vera@example.org")
    expect(viewer.get_by_text("takes the role of an analyst")).to_be_visible()


def test_a_page_that_stays_open_gives_no_file_to_who_may_not_read_any_more(
    page: Page, guarded: tuple[str, str], guarded_database: Path
) -> None:
    url, _ = guarded
    cookie(page, url, exp=time.time() + 600, email="vera@example.org")
    page.goto(f"{url}/exports?city=IT0004&language=de")
    settle(page)
    bundle = page.locator(".st-key-bundle-out button")
    with page.expect_download() as taken:
        bundle.click()
    assert taken.value.suggested_filename == "it0004-bundle.zip"
    address = taken.value.url
    assert page.request.get(address).status == 200
    with pytest.raises(HTTPError, match="403"):  # who is not signed in
        urlopen(address)
    downloads: list[str] = []
    page.on("download", lambda one: downloads.append(one.suggested_filename))
    command = ["role", "vera@example.org", "none", "--city", "Turin", "--reason", WHY]
    assert main([*command, "--database", str(guarded_database)]) == 0
    bundle.click()
    assert page.request.get(address).status == 403
    told = page.get_by_test_id("stDownloadButtonError")
    expect(told).to_have_text(re.compile("^Es konnte keine Datei erstellt werden. Laden Sie die Seite neu"))
    expect(told).to_have_role("alert")
    assert not downloads
    log = (guarded_database.parent / "program.log").read_text(encoding="utf-8")
    assert "A file was refused: not-allowed" in log
    assert "Traceback" not in log
