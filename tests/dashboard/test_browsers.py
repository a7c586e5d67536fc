"""The cookie of a browser: ours alone count, and each browser keeps its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from dashboard.addresses import Addresses
from dashboard.browsers import BrowserCookie, cookie_name, recognised, signed

KEY, OTHER = b"k" * 32, b"o" * 32
NAME = cookie_name(KEY)
PAGE = {"accept": "text/html,application/xhtml+xml"}


def given(headers: dict[str, str], method: str = "GET", host: str = "localhost:8501", status: int = 200) -> str | None:
    """The cookie that comes with an answer; None where none does."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    told = [(name.encode(), value.encode("latin-1")) for name, value in {"host": host, **headers}.items()]
    scope: Scope = {"type": "http", "method": method, "path": "/", "headers": told, "server": ("127.0.0.1", 8501)}
    app = BrowserCookie(PlainTextResponse("yes", status), Addresses(["https://climate.example.org"]), KEY)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    found = dict(sent[0]["headers"])
    if b"set-cookie" in found:
        assert found[b"cache-control"] == b"private, no-cache"
    return found[b"set-cookie"].decode() if b"set-cookie" in found else None


def jar(cookie: str) -> dict[str, str]:
    name, _, value = cookie.partition(";")[0].partition("=")
    return {name: value}


def test_each_new_browser_is_given_an_id_of_its_own_and_keeps_it() -> None:
    first, second = given(PAGE), given(PAGE)
    assert first is not None
    assert second is not None
    assert len({None, recognised(jar(first), KEY), recognised(jar(second), KEY)}) == 3
    again = given({**PAGE, "cookie": first.partition(";")[0]})
    assert again == first
    assert first.endswith("; HttpOnly; SameSite=Lax")


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "ann",
        "ann.",
        ".x",
        signed("ann", OTHER),
        signed("ann", KEY)[:-1],
        signed("ann", KEY) + "A",
        "bob." + signed("ann", KEY).rpartition(".")[2],
        signed("ann", KEY).replace("ann", "ANN"),
        "\xe9\xff.x",
        "x" * 5000,
        '"' + signed("ann", KEY) + '.x"',
    ],
)
def test_a_cookie_that_we_did_not_sign_is_nobody_s(value: str) -> None:
    assert recognised({NAME: value}, KEY) is None
    cookie = given({**PAGE, "cookie": f"{NAME}={value}"})
    assert cookie
    assert recognised(jar(cookie), KEY) not in (None, "ann", "bob")


def test_the_cookie_of_another_database_is_another_one() -> None:
    assert cookie_name(OTHER) != NAME
    assert recognised({cookie_name(OTHER): signed("ann", OTHER)}, KEY) is None


def test_only_a_page_brings_the_cookie_and_over_tls_it_stays_there() -> None:
    assert given({"accept": "*/*"}) is None
    assert given(PAGE, method="POST") is None
    assert given(PAGE, status=404) is None
    over_tls = given(PAGE, host="climate.example.org")
    assert str(over_tls).endswith("; Secure")
