"""Who signed in: what is half configured keeps the server from starting, and no claim, token or header is believed that
does not hold."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard import identity
from datasets import Refused

ROOT = Path(__file__).resolve().parents[2]
LONG = "0123456789abcdef" * 2
OIDC = f'[auth]\nredirect_uri="http://127.0.0.1/oauth2callback"\ncookie_secret="{LONG}"\n'
CLIENT = 'client_id="a"\nclient_secret="b"\nserver_metadata_url="http://127.0.0.1/c"\n'
PROXY = f'[access]\nproxy_header="X-Forwarded-User"\nproxy_secret="{LONG}"\n'


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of settings in a home of its own."""
    path = tmp_path / "secrets.toml"
    from streamlit import config

    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    identity.configured.cache_clear()
    yield path
    config.set_option("secrets.files", before)
    secrets_singleton._reset()
    identity.configured.cache_clear()


def test_nobody_signs_in_where_nothing_is_configured(configured: Path) -> None:
    assert identity.configured() is None
    assert identity.person() is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OIDC + CLIENT, identity.SignIn(("default",))),
        (OIDC + CLIENT + "addresses_are_checked=true", identity.SignIn(("default",), vouching=("default",))),
        (OIDC + "[auth.city]\n" + CLIENT + "[auth.state]\n" + CLIENT, identity.SignIn(("city", "state"))),
        (PROXY, identity.SignIn(header="X-Forwarded-User", secret=LONG)),
    ],
)
def test_people_sign_in_by_providers_or_through_a_proxy(configured: Path, text: str, found: identity.SignIn) -> None:
    configured.write_text(text, encoding="utf-8")
    assert identity.configured() == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OIDC, "no redirect_uri, or no provider"),
        ("[auth]\n" + f'cookie_secret="{LONG}"\n' + CLIENT, "no redirect_uri, or no provider"),
        (OIDC.replace(LONG, "short") + CLIENT, "no cookie_secret of at least 32 characters"),
        ('[access]\nproxy_header="X-Forwarded-User"\n', "no proxy_secret of at least 32 characters"),
        (PROXY.replace(LONG, "short"), "no proxy_secret of at least 32 characters"),
        (f'[access]\nproxy_secret="{LONG}"\n', "no proxy_header"),
        (PROXY + OIDC + CLIENT, "at once"),
        (OIDC + CLIENT + 'addresses_are_checked="no"', "addresses_are_checked = true, or nothing"),
        (OIDC + CLIENT.replace("http://127.0.0.1", "https://login.microsoftonline.com/common"), "your own tenant"),
        ("[auth]\n", r"\[auth\] without a setting"),
        ("[access]\n", r"\[access\] without a setting"),
        ('access="on"\n', r"\[access\] without a setting"),
        (PROXY.replace(f'{LONG}"', LONG), "cannot be read as TOML"),
        ("\udcff" + PROXY, "cannot be read as TOML"),
    ],
)
def test_what_is_half_configured_is_refused_with_what_is_missing(configured: Path, text: str, words: str) -> None:
    configured.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(Refused, match=words):
        identity.configured()


@pytest.mark.longer("the program is started")
def test_a_proxy_without_its_secret_keeps_the_server_from_starting_and_makes_no_database(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('[access]\nproxy_header="X-User"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--no-browser", "--database", str(tmp_path / "new.duckdb")],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "proxy_secret" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new.duckdb").exists()


def test_an_address_counts_that_the_provider_vouches_for_else_subject_and_issuer() -> None:
    known, claims = identity.known_by, {"email": " Ada@Turin.example ", "sub": "1", "iss": "https://a"}
    for checked in (True, "true", "True"):
        assert known({**claims, "email_verified": checked}, False) == "Ada@Turin.example"
    for unproven in (False, "false", "False", None, "", 0, 1):
        assert known({**claims, "email_verified": unproven}, True) == "1 (https://a)"
    assert known(claims, True) == "Ada@Turin.example"
    assert known(claims, False) == "1 (https://a)"
    assert known({"sub": "1"}, True) is None
    assert known({}, True) is None


@pytest.mark.parametrize(
    "name", ["\xa0boss@x.org", "boss@x.org\u2003", "boss\u200b@x.org", "\u3000", "boss@x.org\x00", ""]
)
def test_a_name_with_blanks_or_signs_that_nobody_sees_is_nobodys(name: str) -> None:
    assert identity._named([name]) is None
    assert identity._named([name, "boss@x.org"]) is None
    assert identity.known_by({"email": name, "sub": name, "iss": "https://a"}, True) is None


def test_a_name_in_a_header_is_taken_as_it_stands() -> None:
    assert identity._named([" boss@x.org "]) == "boss@x.org"


@pytest.mark.parametrize("ends", [None, "", "9999999999", 0])
def test_a_token_that_does_not_say_when_it_runs_out_counts_for_nothing(ends: object) -> None:
    assert identity.run_out({"exp": ends})


def test_a_token_that_has_run_out_counts_for_nothing() -> None:
    assert identity.run_out({"exp": time.time() - 1})


def test_a_token_that_holds_counts() -> None:
    assert not identity.run_out({"exp": time.time() + 60})


@pytest.mark.parametrize(
    ("asked", "signed", "place"),
    [
        ("/data?city=IT0004&year=2019", True, "/data?city=IT0004&year=2019"),
        ("/data", False, "/"),  # nobody signed in
        ("https://example.org/", True, "/"),
        ("//example.org/", True, "/"),
        ("/\\example.org/", True, "/"),
        ("/a\r\nSet-Cookie: x=y", True, "/"),
        ("", True, "/"),
    ],
)
def test_a_sign_in_leads_back_to_the_page_that_was_asked_for_and_nowhere_else(
    asked: str, signed: bool, place: str
) -> None:
    def back(request: Request) -> Response:
        answer = RedirectResponse("/", 302)
        if signed:
            answer.set_cookie("_streamlit_user", "ada")
        return answer

    routes = [Route("/oauth2callback", back), Route("/{rest:path}", lambda request: PlainTextResponse("yes"))]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(identity.BackAfterSignIn)]))
    if asked.startswith("/data"):
        client.get(asked, headers={"Accept": "text/html"})
        client.get("/static/a.js", headers={"Accept": "text/html"})
    else:
        client.cookies.set("covenant-asked", quote(asked, safe=""))
    assert client.get("/oauth2callback", follow_redirects=False).headers["location"] == place


SECRET = (identity.SECRET_HEADER.lower(), LONG)
ADA = ("x-forwarded-user", "ada@turin.example")


@pytest.mark.parametrize(
    ("headers", "path", "let_in"),
    [
        ([SECRET, ADA], "/", True),
        ([SECRET], "/", True),  # the proxy let nobody in: the page says so
        ([ADA], "/", False),
        ([(SECRET[0], LONG[:-1] + "0"), ADA], "/", False),
        ([SECRET, (SECRET[0], "another"), ADA], "/", False),
        ([SECRET, ADA, (ADA[0], "mallory@turin.example")], "/", False),
        ([], "/healthz", True),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_what_the_proxy_sends_and_names_once_comes_in(
    headers: list[tuple[str, str]], path: str, let_in: bool, kind: str
) -> None:
    reached: list[str] = []
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["path"])

    async def receive() -> Message:
        return {"type": f"{kind}.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": kind, "method": "GET", "path": path, "headers": [(a.encode(), b.encode()) for a, b in headers]}
    guard = identity.ProxyOnly(app, "X-Forwarded-User", LONG)
    with ThreadPoolExecutor(1) as thread:  # a browser test before this one leaves a loop running in the main thread
        thread.submit(asyncio.run, guard(scope, receive, send)).result()
    assert reached == ([path] if let_in else [])
    assert [message.get("status") for message in sent[:1]] == ([] if let_in else [403])


def test_who_asks_for_a_file_is_known_as_who_opens_a_page(configured: Path) -> None:
    def asking(name: str, value: str) -> str | None:
        scope = {"type": "http", "method": "GET", "path": "/media/a.csv", "headers": [(name.encode(), value.encode())]}
        return identity.asking(Request(scope))

    def cookie(secret: str = LONG, **claims: object) -> str:
        told = {"is_logged_in": True, "email": "ada@turin.example", "email_verified": True, "exp": time.time() + 60}
        return f"_streamlit_user={create_signed_value(secret, '_streamlit_user', json.dumps(told | claims)).decode()}"

    assert asking("cookie", cookie()) is None, "nobody signs in"
    configured.write_text(OIDC + CLIENT)
    identity.configured.cache_clear()
    assert asking("cookie", cookie()) == "ada@turin.example"
    for held in (cookie("another secret" * 3), cookie(exp=1), cookie(is_logged_in=False), cookie()[:-3], "", "\xff"):
        assert asking("cookie", held) is None
    secrets_singleton._reset()
    configured.write_text(PROXY)
    identity.configured.cache_clear()
    assert asking("x-forwarded-user", " ada@turin.example ") == "ada@turin.example"
    assert asking("cookie", cookie()) is None
